//! The events of each lane in order of time, so that layout finds what is in view without looking at the rest.

use crate::model::Document;

/// Index over a document; good for the revision it was built for.
#[derive(Clone, Debug, Default)]
pub struct Index {}

impl Index {
    /// Builds the index.
    #[must_use]
    pub fn build(document: &Document) -> Self {
        let _ = document;
        Self {}
    }
}
