//! Finds the selected events again after an edit: events that come and go move the positions of others, and an event
//! may have got another id.

use crate::model::{Document, EventId, EventIx};
use crate::ui::state::selection::Marked;

/// What was selected before an edit.
pub(crate) struct Anchor {
    selected: Option<(EventIx, EventId)>,
    marked: Marked,
    /// What is selected besides, by name; `None` where no event will come or go.
    others: Option<Vec<(EventIx, EventId)>>,
    events: usize,
    revision: u64,
}

/// What is selected after it.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub selected: Option<EventIx>,
    pub marked: Marked,
    /// Whether events still stand where they stood.
    pub holds: bool,
}

impl Anchor {
    /// `may_move` says whether events may come or go.
    pub(crate) fn of(
        document: &Document,
        selected: Option<EventIx>,
        marked: &Marked,
        may_move: bool,
    ) -> Self {
        let events = document.events().len();
        let named = |ix: EventIx| (ix, document.event(ix).id.clone());
        let others = || marked.others(selected).filter(|ix| ix.index() < events).map(named).collect();
        Self {
            others: may_move.then(others),
            selected: selected.filter(|ix| ix.index() < events).map(named),
            marked: marked.clone(),
            events,
            revision: document.revision(),
        }
    }

    /// What is selected now.
    pub(crate) fn kept(self, document: &Document) -> Kept {
        let holds = document.changed_since(self.revision).is_some();
        let selected = self.selected.as_ref().and_then(|one| self.now(document, one));
        let marked = match &self.others {
            Some(others) => Marked::new(selected, others.iter().filter_map(|one| self.now(document, one))),
            None => self.marked,
        };
        Kept { selected, marked, holds }
    }

    fn now(&self, document: &Document, (ix, id): &(EventIx, EventId)) -> Option<EventIx> {
        // Where none came or went, it is the one that has another id.
        let renamed = document.events().len() == self.events;
        document.find(id).or_else(|| Some(*ix).filter(|_| renamed))
    }
}
