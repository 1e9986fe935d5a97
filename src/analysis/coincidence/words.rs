//! Words that several texts about coincidences share.

use crate::model::{Document, LaneId};

/// The name of a lane, or its id where the document has no such lane.
#[must_use]
pub fn name<'a>(document: &'a Document, id: &'a LaneId) -> &'a str {
    document.lane(id).map_or(id.as_str(), |lane| lane.name.as_str())
}
