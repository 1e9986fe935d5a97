//! Finds the selected event again after an edit: events that come and go move the positions of others, and an event
//! may have got another id.

use super::Session;
use crate::model::{EventId, EventIx};

/// What was selected before an edit.
pub(super) struct Anchor {
    selected: Option<(EventIx, EventId)>,
    events: usize,
    revision: u64,
}

impl Anchor {
    pub(super) fn of(session: &Session, selected: Option<EventIx>) -> Self {
        let document = session.document();
        let selected = selected.filter(|ix| ix.index() < document.events().len());
        Self {
            selected: selected.map(|ix| (ix, document.event(ix).id.clone())),
            events: document.events().len(),
            revision: document.revision(),
        }
    }

    /// Whether events still stand where they stood.
    pub(super) fn holds(&self, session: &Session) -> bool {
        session.document().changed_since(self.revision).is_some()
    }

    /// Where what was selected is now.
    pub(super) fn find(&self, session: &Session) -> Option<EventIx> {
        let (ix, id) = self.selected.as_ref()?;
        let document = session.document();
        // Where none came or went, it is the one that has another id.
        let renamed = document.events().len() == self.events;
        document.find(id).or_else(|| Some(*ix).filter(|_| renamed))
    }
}
