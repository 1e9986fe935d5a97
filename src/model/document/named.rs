//! Filters and views that an analyst has given names to, kept in the file beside the events.

use crate::model::event::EventId;
use crate::model::lanes_by::LanesBy;

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
    /// The first day in view (EDTF), or a number of days where [`Self::counts_days`]; empty for that of the first
    /// event.
    pub from: String,
    /// The last day in view, as `from`; empty for that of the last event.
    pub to: String,
    /// The lanes that are shown, by id, top to bottom; none for all.
    pub lanes: Vec<String>,
    /// What is searched for, and shown alone; empty for nothing.
    pub query: String,
    /// What the lanes are.
    pub lanes_by: LanesBy,
    /// What days are counted from: the id of an event, or `tag:` and a tag; empty for nothing.
    pub align: String,
    /// Whose clocks show the hours: `utc` or the name of a zone; empty for those that dates are written by.
    pub zone: String,
}

impl NamedView {
    /// Whether every event with a tag is laid over one another, so that there is no calendar: `from` and `to` are
    /// numbers of days from day zero then, and without both of them one sees what is worth being seen at first.
    #[must_use]
    pub fn counts_days(&self) -> bool {
        self.align.starts_with("tag:")
    }

    /// Whether days are counted from this event.
    #[must_use]
    pub fn is_around(&self, event: &EventId) -> bool {
        !self.counts_days() && self.align == event.as_str()
    }
}
