//! What is to be done to many events, told in a few words: the edit itself, with a line for each event, is made of it
//! where the change is made, which for a million events is another thread.

use super::words::{quoted, times};
use super::{
    Edit, Replacement, add_tag, delete, merge_lanes, move_events, move_to_lane, nudge, remove_tag, shift_days,
};
use crate::model::{Document, EventIx, LaneId, Shift};

/// A change of several events.
#[derive(Clone, Debug, PartialEq)]
pub enum Several {
    /// They go.
    Delete,
    /// They get a tag.
    AddTag(String),
    /// They lose a tag.
    RemoveTag(String),
    /// They go to a lane.
    MoveToLane(LaneId),
    /// They go so many days later (or earlier).
    Shift(i32),
    /// They go by what their dates are told in.
    Nudge {
        /// Later or earlier.
        later: bool,
    },
    /// They go by the same time, and to a lane where one is told.
    Move {
        /// How far.
        by: Shift,
        /// Where to.
        lane: Option<LaneId>,
    },
    /// All events of a lane go to another, and the lane goes.
    MergeLanes {
        /// The lane that goes.
        from: LaneId,
        /// The lane that stays.
        into: LaneId,
    },
    /// Names are replaced, in all events of the document.
    Replace(Replacement),
}

impl Several {
    /// The edit that does it to these events.
    #[must_use]
    pub fn edit(&self, document: &Document, of: &[EventIx]) -> Edit {
        match self {
            Self::Delete => delete(document, of),
            Self::AddTag(tag) => add_tag(document, of, tag),
            Self::RemoveTag(tag) => remove_tag(document, of, tag),
            Self::MoveToLane(lane) => move_to_lane(document, of, lane),
            Self::Shift(days) => shift_days(document, of, *days).0,
            Self::Nudge { later } => nudge(document, of, *later),
            Self::Move { by, lane } => move_events(document, of, *by, lane.as_ref()),
            // A lane that is gone by now has nothing to merge.
            Self::MergeLanes { from, into } => {
                merge_lanes(document, from, into).unwrap_or_else(|_| Edit::many("", Vec::new()))
            }
            Self::Replace(what) => what.edit(document),
        }
    }

    /// Whether it leaves all events in their lanes and where they stand in the file, so that few of them are moved at once.
    #[must_use]
    pub fn moves_in_time(&self) -> bool {
        matches!(self, Self::Shift(_) | Self::Nudge { .. } | Self::Move { lane: None, .. })
    }

    /// Whether it is done wherever it is to be done, whatever is selected.
    fn is_of_all(&self) -> bool {
        matches!(self, Self::Replace(_) | Self::MergeLanes { .. })
    }

    /// How many of these events it is asked of, at the most.
    #[must_use]
    pub fn reach(&self, document: &Document, of: &[EventIx]) -> usize {
        if self.is_of_all() { document.events().len() } else { of.len() }
    }

    /// What is being done, in words, for as long as it takes: "Moving 5 events".
    #[must_use]
    pub fn title(&self, count: usize) -> String {
        let events = times(count, "event");
        match self {
            Self::Delete => format!("Deleting {events}"),
            Self::AddTag(tag) => format!("Tagging {events} with {}", quoted(tag)),
            Self::RemoveTag(tag) => format!("Removing tag {} from {events}", quoted(tag)),
            Self::MoveToLane(_) | Self::Shift(_) | Self::Nudge { .. } | Self::Move { .. } => {
                format!("Moving {events}")
            }
            Self::MergeLanes { from, into } => format!("Merging lane {from} into {into}"),
            Self::Replace(what) => format!("Replacing {}", quoted(&what.find)),
        }
    }
}
