//! The edits that make one document of another: how changes that came from elsewhere (a journal, another program)
//! become a step that can be undone.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Edit, Field, Section, declared_lanes};
use crate::model::{Document, Event, EventId};

/// The edits that make `to` of `from`, to be applied in their order. Events are the same when their ids are; they
/// keep the file they belong to.
#[must_use]
pub fn between(from: &Document, to: &Document) -> Vec<Edit> {
    let mut edits = sections(from, to);
    let stays = staying(from, to);
    let gone: Vec<EventId> =
        from.events().iter().map(|event| &event.id).filter(|id| !stays.contains(*id)).cloned().collect();
    if !gone.is_empty() {
        edits.push(Edit::Remove { events: gone });
    }
    let kept = from.events().iter().filter(|event| stays.contains(&event.id));
    for old in kept {
        let Some(new) = to.find(&old.id).map(|ix| &to.events()[ix.index()]) else { continue };
        if !Arc::ptr_eq(old, new) {
            let set = |field| Edit::SetField { event: old.id.clone(), field };
            edits.extend(fields(old, new).into_iter().map(set));
        }
    }
    let new = to.events().iter().enumerate().filter(|(_, event)| !stays.contains(&event.id));
    let new: Vec<_> = new.map(|(at, event)| (at, Arc::clone(event))).collect();
    if !new.is_empty() {
        edits.push(Edit::Insert { events: new });
    }
    edits
}

/// The events of both documents that stand in the same order in both, as many as there can be; the others go and come
/// again.
fn staying<'a>(from: &'a Document, to: &'a Document) -> HashSet<&'a EventId> {
    let both: Vec<(u32, &EventId)> =
        to.events().iter().filter_map(|event| Some((from.find(&event.id)?.0, &event.id))).collect();
    // The longest rising subsequence (Schensted 1961): `tails[n]` ends the best one of n + 1 members.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(both.len());
    for (at, (place, _)) in both.iter().enumerate() {
        let length = tails.partition_point(|tail| both[*tail].0 < *place);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        match tails.get_mut(length) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    std::iter::successors(tails.last().copied(), |at| before[*at]).map(|at| both[at].1).collect()
}

fn sections(from: &Document, to: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    if from.title() != to.title() {
        edits.push(Section::Title(to.title().to_owned()));
    }
    if from.summary() != to.summary() {
        edits.push(Section::Summary(to.summary().to_owned()));
    }
    let lanes = declared_lanes(to);
    if declared_lanes(from) != lanes {
        edits.push(Section::Lanes(lanes));
    }
    if from.sources() != to.sources() {
        edits.push(Section::Sources(to.sources().to_vec()));
    }
    if from.story() != to.story() {
        edits.push(Section::Story(to.story().to_vec()));
    }
    if from.filters() != to.filters() {
        edits.push(Section::Filters(to.filters().to_vec()));
    }
    if from.views() != to.views() {
        edits.push(Section::Views(to.views().to_vec()));
    }
    if from.imports() != to.imports() {
        edits.push(Section::Imports(to.imports().to_vec()));
    }
    edits.into_iter().map(Edit::Set).collect()
}

/// The fields in which an event differs, with their new values.
fn fields(old: &Event, new: &Event) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut differs = |differs: bool, field: &dyn Fn() -> Field| {
        if differs {
            fields.push(field());
        }
    };
    differs(old.date != new.date, &|| Field::Date(new.date.clone()));
    differs(old.title != new.title, &|| Field::Title(new.title.to_string()));
    differs(old.title_native != new.title_native, &|| Field::TitleNative(new.title_native.to_string()));
    differs(old.country != new.country, &|| Field::Country(new.country.to_string()));
    differs(old.place != new.place, &|| Field::Place(new.place.to_string()));
    differs(old.involves != new.involves, &|| Field::Involves(new.involves.clone()));
    differs(old.people != new.people, &|| Field::People(new.people.clone()));
    differs(old.tags != new.tags, &|| Field::Tags(new.tags.clone()));
    differs(old.sources != new.sources, &|| Field::Sources(new.sources.clone()));
    differs(old.importance != new.importance, &|| Field::Importance(new.importance));
    differs(old.summary != new.summary, &|| Field::Summary(new.summary.to_string()));
    differs(old.accounts != new.accounts, &|| Field::Accounts(new.accounts.clone()));
    differs(old.links != new.links, &|| Field::Links(new.links.clone()));
    differs(old.note != new.note, &|| Field::Note(new.note.to_string()));
    fields
}
