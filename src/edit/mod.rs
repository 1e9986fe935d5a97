//! The only way to change a document: an edit gives back its inverse, so that every change can be undone, and
//! history groups what a user did in one go.
//!
//! Five kinds of edit say everything: a field of an event, events that come, events that go, a part of the
//! document besides its events, and several of these as one step.

mod bulk;
mod difference;
mod field;
mod history;
mod label;
mod lanes;
pub mod named;
mod paste;
mod section;
mod several;
mod sources;
pub mod story;
pub(crate) mod words;

use std::collections::HashSet;
use std::sync::Arc;

pub use bulk::{
    Names, Replacement, add_tag, delete, find_all, move_event, move_events, move_to_lane, nudge, remove_tag,
    shift_days,
};
pub use difference::between;
pub use field::Field;
pub use history::{Changed, History};
pub use lanes::{correct_country, declare_lane, declared_lanes, merge_lanes, with_lane};
pub use paste::paste;
pub use several::Several;
pub use sources::{add_source, change_source, made_source_id, remove_source, rename_source, source_uses};

use crate::model::{Document, Event, EventId, List};
use crate::model::{ImportRecord, Lane, NamedFilter, NamedView, Source, Step};

/// A change to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a field of an event another value.
    SetField {
        /// The event.
        event: EventId,
        /// The field with its new value.
        field: Field,
    },
    /// Puts events in. Their ids must be free; their lanes follow from their countries.
    Insert {
        /// Each with its position among the document's events as they are afterwards, positions ascending. What
        /// is beyond the end comes last.
        events: Vec<(usize, Arc<Event>)>,
    },
    /// Takes events out. Links to them stay: they are the user's words.
    Remove {
        /// Which.
        events: Vec<EventId>,
    },
    /// Replaces a part of what the document says besides its events.
    Set(Section),
    /// Several edits, one after the other, as one step: all or none.
    Many {
        /// What this does, in words; made from the edits where it is empty.
        label: String,
        /// The edits.
        edits: Vec<Edit>,
    },
}

/// Why a document refused an edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The event is no longer there.
    #[error("the event \"{0}\" no longer exists")]
    NoSuchEvent(EventId),
    /// The field may not be empty.
    #[error("the {0} cannot be empty")]
    Empty(&'static str),
    /// Another event has this id.
    #[error("the ID \"{0}\" already belongs to another event")]
    IdTaken(EventId),
    /// An importance beyond the scale.
    #[error("importance must be 1 to 5, not {0}")]
    Importance(u8),
    /// A lane or a source is declared twice.
    #[error("the {0} \"{1}\" already exists")]
    Twice(&'static str, String),
    /// There is no such lane.
    #[error("there is no lane \"{0}\"")]
    NoSuchLane(String),
}

impl Edit {
    /// What it does, in words, told before it is done: "Move “Tehran talks” to 15 Oct", "Delete 3 events".
    #[must_use]
    pub fn label(&self, document: &Document) -> String {
        label::label(document, self)
    }

    /// Several edits as one step.
    #[must_use]
    pub fn many(label: impl Into<String>, edits: Vec<Self>) -> Self {
        Self::Many { label: label.into(), edits }
    }

    /// Whether it changes nothing, because there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Insert { events } => events.is_empty(),
            Self::Remove { events } => events.is_empty(),
            Self::Many { edits, .. } => edits.iter().all(Self::is_empty),
            Self::SetField { .. } | Self::Set(_) => false,
        }
    }
}

/// Applies an edit and gives back the edit that undoes it.
///
/// # Errors
/// Where the edit does not fit the document, which is then as it was.
pub fn apply(document: &mut Document, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::SetField { event, field } => field::set(document, event, field),
        Edit::Insert { events } => insert(document, events),
        Edit::Remove { events } => remove(document, &events),
        Edit::Set(section) => section::set(document, section),
        Edit::Many { label, edits } => many(document, label, edits),
    }
}

fn insert(document: &mut Document, mut events: Vec<(usize, Arc<Event>)>) -> Result<Edit, EditError> {
    let mut ids = HashSet::new();
    for (_, event) in &events {
        if event.id.as_str().trim().is_empty() {
            return Err(EditError::Empty("id"));
        }
        if event.title.trim().is_empty() {
            return Err(EditError::Empty("title"));
        }
        if event.country.trim().is_empty() {
            return Err(EditError::Empty("country"));
        }
        if !(1..=5).contains(&event.importance) {
            return Err(EditError::Importance(event.importance));
        }
        if document.find(&event.id).is_some() || !ids.insert(event.id.clone()) {
            return Err(EditError::IdTaken(event.id.clone()));
        }
    }
    for (_, event) in &mut events {
        let lane = document.resolve_lane(&event.country);
        let involves: List<_> = event.involves.iter().map(|id| document.resolve_lane(id.as_str())).collect();
        if lane != event.lane || involves != event.involves {
            let event = Arc::make_mut(event);
            (event.lane, event.involves) = (lane, involves);
        }
    }
    events.sort_by_key(|(at, _)| *at);
    let ids = events.iter().map(|(_, event)| event.id.clone()).collect();
    document.insert_events(events);
    Ok(Edit::Remove { events: ids })
}

fn remove(document: &mut Document, events: &[EventId]) -> Result<Edit, EditError> {
    let mut positions = Vec::with_capacity(events.len());
    for id in events {
        let ix = document.find(id).ok_or_else(|| EditError::NoSuchEvent(id.clone()))?;
        positions.push(ix.index());
    }
    positions.sort_unstable();
    positions.dedup();
    Ok(Edit::Insert { events: document.remove_events(&positions) })
}

fn many(document: &mut Document, label: String, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let outermost = document.hold();
    let mut inverses = Vec::with_capacity(edits.len());
    let mut refused = None;
    for edit in edits {
        match apply(document, edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    inverses.reverse();
    if refused.is_some() {
        for inverse in std::mem::take(&mut inverses) {
            // It fits: it leads back to where the document just was.
            let _ = apply(document, inverse);
        }
    }
    if outermost {
        document.release();
    }
    match refused {
        Some(error) => Err(error),
        None => Ok(Edit::Many { label, edits: inverses }),
    }
}

/// A part of the document with the value it gets.
#[derive(Clone, Debug, PartialEq)]
pub enum Section {
    /// The title of the timeline; may be empty.
    Title(String),
    /// A few sentences on it; may be empty.
    Summary(String),
    /// The declared lanes in their order. Ids are not empty, and none is there twice.
    Lanes(Vec<Lane>),
    /// The declared sources. Ids are not empty, and none is there twice.
    Sources(Vec<Source>),
    /// The story.
    Story(Vec<Step>),
    /// The searches with names. Names are not empty, and none is there twice.
    Filters(Vec<NamedFilter>),
    /// The views with names. Names are not empty, and none is there twice.
    Views(Vec<NamedView>),
    /// How other people's data was imported. Paths are not empty, and none is there twice.
    Imports(Vec<ImportRecord>),
}
