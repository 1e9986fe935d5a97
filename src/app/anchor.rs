//! Finds the selected events again after an edit: events that come and go move the positions of others, and an event
//! may have got another id.

use super::Session;
use crate::model::{EventId, EventIx};
use crate::ui::selection::Marked;

/// What was selected before an edit.
pub(super) struct Anchor {
    selected: Option<(EventIx, EventId)>,
    others: Vec<(EventIx, EventId)>,
    events: usize,
    revision: u64,
}

impl Anchor {
    pub(super) fn of(session: &Session, selected: Option<EventIx>, marked: &Marked) -> Self {
        let document = session.document();
        let events = document.events().len();
        let named = |ix: EventIx| (ix, document.event(ix).id.clone());
        let others = marked.others(selected).into_iter().filter(|ix| ix.index() < events).map(named);
        Self {
            others: others.collect(),
            selected: selected.filter(|ix| ix.index() < events).map(named),
            events,
            revision: document.revision(),
        }
    }

    /// Whether events still stand where they stood.
    pub(super) fn holds(&self, session: &Session) -> bool {
        session.document().changed_since(self.revision).is_some()
    }

    /// Where what was selected is now.
    pub(super) fn find(&self, session: &Session) -> Option<EventIx> {
        self.now(session, self.selected.as_ref()?)
    }

    /// Where what was selected with it is now.
    pub(super) fn marked(&self, session: &Session, selected: Option<EventIx>) -> Marked {
        Marked::new(selected, self.others.iter().filter_map(|one| self.now(session, one)))
    }

    fn now(&self, session: &Session, (ix, id): &(EventIx, EventId)) -> Option<EventIx> {
        let document = session.document();
        // Where none came or went, it is the one that has another id.
        let renamed = document.events().len() == self.events;
        document.find(id).or_else(|| Some(*ix).filter(|_| renamed))
    }
}
