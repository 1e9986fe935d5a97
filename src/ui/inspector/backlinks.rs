//! Which events link to which, found once for each revision: there may be a million that could.

use foldhash::HashMap;

use crate::model::{Document, EventId, Version};

/// The links of all events, by what they lead to.
#[derive(Debug, Default)]
pub struct Backlinks {
    document: Version,
    /// For each event that is linked to: what the link is, and from where.
    to: HashMap<EventId, Vec<(String, EventId)>>,
}

impl Backlinks {
    /// Finds them; `which` tells later of which opening and revision of the document they are.
    #[must_use]
    pub fn find(document: &Document, which: Version) -> Self {
        let mut to: HashMap<EventId, Vec<(String, EventId)>> = HashMap::default();
        for event in document.events() {
            for link in &event.links {
                to.entry(link.to.clone()).or_default().push((link.kind.clone(), event.id.clone()));
            }
        }
        Self { document: which, to }
    }

    /// Whether they are of this opening and revision of a document.
    pub(super) fn is_of(&self, which: Version) -> bool {
        self.document == which
    }

    /// The links to an event, in the order of the file.
    pub(super) fn to(&self, id: &EventId) -> &[(String, EventId)] {
        self.to.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}
