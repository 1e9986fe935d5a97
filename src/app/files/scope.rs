//! Which events go out: all, what was found, what is selected, what is in view; and a timeline of those alone.

use std::sync::Arc;

use crate::app::App;
use crate::model::document::Parts;
use crate::model::{Document, EventIx};
use crate::ui::commands::ExportScope;

impl App {
    /// The events of a scope, ascending; `None` for all.
    pub(crate) fn events_of(&self, scope: ExportScope) -> Option<Vec<EventIx>> {
        let mut events = match scope {
            ExportScope::All => return None,
            ExportScope::Results => {
                self.view.search.found.as_ref().map(|hits| hits.by_time().to_vec()).unwrap_or_default()
            }
            ExportScope::Selection => self.selection().to_vec(),
            ExportScope::InView => self.events_in_view(),
        };
        events.sort_unstable();
        events.dedup();
        Some(events)
    }

    /// How many events each scope has.
    pub(super) fn counts_of_scopes(&self) -> [usize; 4] {
        let all = self.session.document().events().len();
        ExportScope::ALL.map(|scope| self.events_of(scope).map_or(all, |events| events.len()))
    }

    /// Those in the lanes that are shown, on the days in view. Where occurrences are laid over one another, no day is in
    /// view.
    fn events_in_view(&self) -> Vec<EventIx> {
        if self.view.align.is_overlaid() {
            return Vec::new();
        }
        let (index, viewport) = (self.base_index(), self.view.seen());
        let lanes = self.shown_lanes();
        let columns = lanes.shown.iter().filter_map(|lane| index.lane(*lane));
        columns
            .flat_map(|column| column.touching(viewport.from, viewport.to()).map(|entry| entry.ix))
            .collect()
    }
}

/// A timeline of these events alone. Its lanes, sources, searches and views are all there; the story and the imports, which
/// speak of other events too, are not.
pub(super) fn part_of(document: &Document, events: &[EventIx]) -> Document {
    let parts = Parts { story: Vec::new(), imports: Vec::new(), ..document.parts_without_events() };
    let all = document.events();
    let some = events.iter().filter_map(|ix| all.get(ix.index())).map(Arc::clone).collect();
    Document::with_events(parts, some)
}

/// What a part of a timeline leaves out besides events, a sentence each.
pub(super) fn left_out(document: &Document) -> Vec<String> {
    let mut said = Vec::new();
    if !document.story().is_empty() {
        said.push("Without the story, which refers to other events too".to_owned());
    }
    if !document.imports().is_empty() {
        said.push("Without the records of imports".to_owned());
    }
    said
}
