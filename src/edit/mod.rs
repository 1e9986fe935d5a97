//! The only way to change a document: an edit gives back its inverse, so that every change can be undone, and
//! history groups what a user did in one go.

mod history;

pub use history::History;

use crate::model::{Document, EventDate, EventId, EventIx};

/// A change to one field of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// What happened; not empty.
    Title(String),
    /// When.
    Date(EventDate),
    /// The country as written; the lane follows from it.
    Country(String),
    /// The place; may be empty.
    Place(String),
    /// The summary; may be empty.
    Summary(String),
    /// The private note; may be empty.
    Note(String),
}

impl Field {
    /// The field's name as the user knows it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Date(_) => "date",
            Self::Country(_) => "country",
            Self::Place(_) => "place",
            Self::Summary(_) => "summary",
            Self::Note(_) => "note",
        }
    }
}

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
}

/// Why a document refused an edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The event is no longer there.
    #[error("there is no event \"{0}\" any more")]
    NoSuchEvent(EventId),
    /// The field may not be empty.
    #[error("the {0} may not be empty")]
    Empty(&'static str),
}

/// Applies an edit and gives back the edit that undoes it.
///
/// # Errors
/// Where the edit does not fit the document, which is then unchanged.
pub fn apply(document: &mut Document, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::SetField { event, field } => {
            let ix = document.find(&event).ok_or_else(|| EditError::NoSuchEvent(event.clone()))?;
            let old = set_field(document, ix, field)?;
            Ok(Edit::SetField { event, field: old })
        }
    }
}

/// Sets the field and returns it with its old value.
fn set_field(document: &mut Document, ix: EventIx, field: Field) -> Result<Field, EditError> {
    let mut event = document.event(ix).clone();
    let old = match field {
        Field::Title(new) if new.trim().is_empty() => return Err(EditError::Empty("title")),
        Field::Country(new) if new.trim().is_empty() => return Err(EditError::Empty("country")),
        Field::Title(new) => Field::Title(std::mem::replace(&mut event.title, new.into()).into()),
        Field::Date(new) => Field::Date(std::mem::replace(&mut event.date, new)),
        Field::Country(new) => {
            event.lane = document.resolve_lane(&new);
            Field::Country(std::mem::replace(&mut event.country, new.into()).into())
        }
        Field::Place(new) => Field::Place(std::mem::replace(&mut event.place, new.into()).into()),
        Field::Summary(new) => Field::Summary(std::mem::replace(&mut event.summary, new)),
        Field::Note(new) => Field::Note(std::mem::replace(&mut event.note, new)),
    };
    document.replace_event(ix, event);
    Ok(old)
}
