//! Filters and views that an analyst has given names to, kept in the file beside the events.

use super::lanes_by::LanesBy;

/// A search with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedFilter {
    /// Its name, never empty.
    pub name: String,
    /// What is searched for, in the query language.
    pub query: String,
}

/// A way to look at the timeline, with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedView {
    /// Its name, never empty.
    pub name: String,
    /// The first day in view (EDTF); empty for that of the first event.
    pub from: String,
    /// The last day in view (EDTF); empty for that of the last event.
    pub to: String,
    /// The lanes that are shown, by id, top to bottom; none for all.
    pub lanes: Vec<String>,
    /// What is searched for, and shown alone; empty for nothing.
    pub query: String,
    /// What the lanes are.
    pub lanes_by: LanesBy,
}
