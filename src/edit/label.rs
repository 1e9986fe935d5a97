//! What a change is called in menus, in the history and in messages: in the words that a person would use who
//! tells what was done.

use super::{Edit, Field, section};
use crate::edit::words::{quoted, times, title};
use crate::model::{Document, EventDate, EventId};

/// What an edit does, told before it is done.
pub(super) fn label(document: &Document, edit: &Edit) -> String {
    match edit {
        Edit::SetField { event, field } => field_label(document, event, field),
        Edit::Insert { events } => match events.as_slice() {
            [(_, event)] => format!("Add {}", quoted(&event.title)),
            events => format!("Add {}", times(events.len(), "event")),
        },
        Edit::Remove { events } => match events.as_slice() {
            [event] => format!("Delete {}", title(document, event)),
            events => format!("Delete {}", times(events.len(), "event")),
        },
        Edit::Set(section) => section::label(document, section),
        Edit::Many { label, edits } if label.is_empty() => match edits.as_slice() {
            [] => "No change".to_owned(),
            [edit] => self::label(document, edit),
            edits => times(edits.len(), "change"),
        },
        Edit::Many { label, .. } => label.clone(),
    }
}

fn field_label(document: &Document, event: &EventId, field: &Field) -> String {
    let of = title(document, event);
    let now = document.find(event).map(|ix| document.event(ix));
    match field {
        Field::Date(date) => match now {
            Some(event) => date_label(&of, &event.date, date),
            None => format!("Change date of {of}"),
        },
        Field::Country(country) => match document.lane(&document.resolve_lane(country)) {
            Some(lane) => format!("Move {of} to {}", lane.name),
            None => format!("Change country of {of}"),
        },
        Field::Id(id) => format!("Change ID of {of} to {id}"),
        Field::Importance(importance) => format!("Change importance of {of} to {importance}"),
        field => format!("Change {} of {of}", field.name()),
    }
}

/// "Move “Talks” to 15 Oct", with the year where it is another.
fn date_label(of: &str, before: &EventDate, date: &EventDate) -> String {
    let year = |date: &EventDate| date.first_day().ymd().0;
    let label = date.label();
    let tells_year = label.contains(&year(date).to_string());
    if year(before) == year(date) || tells_year {
        format!("Move {of} to {label}")
    } else {
        format!("Move {of} to {}", date.in_words())
    }
}
