//! An alignment as it was found in a document: what day zero is, in numbers and in words, or why there is none.

use super::{AlignOn, Offset, Overlay, Reference, signed};
use crate::analysis::Index;
use crate::model::{Document, EventDate, EventIx};

/// How many distances of one event are told before it is only said how many more there are.
const MOST_TOLD_DISTANCES: usize = 3;

/// What days are counted from, found in a document.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// What was asked for.
    pub on: AlignOn,
    /// What day zero is, in short: the title of the event, or the tag and how often it occurs.
    pub title: String,
    /// What else must be known to read it: how many, how far around, what is not exact and what is left out.
    pub remark: String,
    /// Day zero, or all of them.
    pub zero: ZeroDay,
}

/// Day zero, or all of them.
#[derive(Clone, Debug)]
pub enum ZeroDay {
    /// Of one event.
    One(EventIx, Reference),
    /// Of every occurrence, laid over one another.
    All(Box<Overlay>),
}

/// Why days cannot be counted from something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AlignError {
    /// No event has this id.
    #[error("no event has the ID “{0}”")]
    NoEvent(String),
    /// The event has no day to count from.
    #[error("the beginning of “{0}” is unknown")]
    NoBeginning(String),
    /// No event has this tag.
    #[error("no event has the tag “{0}”")]
    NoTag(String),
    /// No event with this tag has a month to count from.
    #[error("no event with the tag “{0}” has a date precise enough (at least the month)")]
    NoOccurrence(String),
}

impl Aligned {
    /// Finds day zero; `base` has the lanes, and the events that are shown.
    ///
    /// # Errors
    /// Where there is none.
    pub fn new(document: &Document, base: &Index, on: &AlignOn) -> Result<Self, AlignError> {
        match on {
            AlignOn::Event(id) => {
                let ix = document.find(id).ok_or_else(|| AlignError::NoEvent(id.to_string()))?;
                let event = document.event(ix);
                let reference = Reference::of(&event.date);
                let reference = reference.ok_or_else(|| AlignError::NoBeginning(event.title.to_string()))?;
                let remark = reference.doubt_in_words(&event.date).unwrap_or_default();
                let zero = ZeroDay::One(ix, reference);
                Ok(Self { on: on.clone(), title: event.title.to_string(), remark, zero })
            }
            AlignOn::Tag(tag) => {
                let overlay = Overlay::new(document, base, tag);
                let counts = overlay.counted();
                if counts.occurrences == 0 {
                    return Err(AlignError::NoTag(tag.clone()));
                }
                if overlay.references().len() == 0 {
                    return Err(AlignError::NoOccurrence(tag.clone()));
                }
                let title = format!("{tag}, {}", counts.in_words());
                let remark = counts.remark(overlay.reach());
                Ok(Self { on: on.clone(), title, remark, zero: ZeroDay::All(Box::new(overlay)) })
            }
        }
    }

    /// What is laid over one another, if anything is.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        match &self.zero {
            ZeroDay::All(overlay) => Some(overlay),
            ZeroDay::One(..) => None,
        }
    }

    /// Day zero on the axis, in days since 1970-01-01.
    #[must_use]
    pub fn day(&self) -> i32 {
        match &self.zero {
            ZeroDay::All(_) => 0,
            ZeroDay::One(_, reference) => reference.day().number(),
        }
    }

    /// How far an event is from day zero, in words: of several occurrences the nearest few. Empty where nobody says.
    #[must_use]
    pub fn offsets_in_words(&self, date: &EventDate, ix: EventIx) -> String {
        match &self.zero {
            ZeroDay::One(own, _) if *own == ix => "day 0".to_owned(),
            ZeroDay::One(_, reference) => reference.offset_of(date).map(Offset::in_words).unwrap_or_default(),
            ZeroDay::All(overlay) => {
                let extent = overlay.index().extent(date);
                let mut offsets: Vec<Offset> =
                    overlay.copies(&extent, ix).filter_map(|(zero, _)| zero.offset_of(date)).collect();
                offsets.sort_by_key(|offset| (offset.least + offset.most).abs());
                offsets.dedup();
                let told: Vec<String> =
                    offsets.iter().take(MOST_TOLD_DISTANCES).map(|offset| offset.in_words()).collect();
                match offsets.len().saturating_sub(MOST_TOLD_DISTANCES) {
                    0 => told.join(", "),
                    more => format!("{} and {more} more", told.join(", ")),
                }
            }
        }
    }

    /// A day of the axis as it is counted: "+3 d", "day 0".
    #[must_use]
    pub fn day_in_short(&self, day: i32) -> String {
        match day.saturating_sub(self.day()) {
            0 => "day 0".to_owned(),
            days => format!("{} d", signed(days)),
        }
    }
}
