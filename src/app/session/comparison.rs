//! Two timelines that are shown as one, to be looked at and not to be changed.

use std::sync::Arc;

use super::{OpenFile, Session};
use crate::analysis::Hits;
use crate::analysis::diff::Compared;

/// What a document is made of that is two timelines as one.
#[derive(Clone, Debug)]
pub struct Comparison {
    compared: Compared,
    name: String,
    differing: Hits,
    newer: Arc<Hits>,
}

impl Comparison {
    /// How the events differ.
    #[must_use]
    pub fn compared(&self) -> &Compared {
        &self.compared
    }

    /// What the two are called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The events that differ.
    #[must_use]
    pub fn differing(&self) -> &Hits {
        &self.differing
    }

    /// The events of the newer timeline.
    #[must_use]
    pub fn newer(&self) -> &Arc<Hits> {
        &self.newer
    }
}

impl Session {
    /// Two timelines as one.
    #[must_use]
    pub fn compared(compared: Compared, name: String) -> Self {
        let mut session = Self::new(compared.document.clone(), vec![OpenFile::default()]);
        let hits = |events: &[_]| Hits::of(session.document(), session.index(), events);
        let (differing, newer) = (hits(&compared.marked()), Arc::new(hits(&compared.newer())));
        session.comparison = Some(Comparison { compared, name, differing, newer });
        session
    }

    /// What the document is made of, where it is two timelines as one.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }
}
