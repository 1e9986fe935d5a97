//! A newer version of what was imported, merged into the timeline: a three-way merge whose common ancestor is what the
//! import gave last time, as far as that is remembered. What only the source changed is taken, what only the user changed
//! stays, and what both changed is a conflict.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::fields::EventField;
use super::merge::{Choice, Conflict, Merged, merge};
use crate::model::document::import_record::MOST_ROWS;
use crate::model::{
    Account, Document, Event, EventDate, EventId, ImportRecord, Lane, LaneId, Link, Parts, RowMemory, Text,
};

/// What each row of an import gave, to be remembered, by the ids that the importer gives. `id_of` says which event of the
/// timeline a row became. Empty where there are too many to be remembered.
#[must_use]
pub fn rows(imported: &Document, id_of: impl Fn(&EventId) -> EventId) -> Arc<BTreeMap<String, String>> {
    if imported.events().len() > MOST_ROWS {
        return Arc::default();
    }
    let row = |event: &Arc<Event>| {
        let fields: Vec<(char, String)> =
            EventField::ALL.into_iter().map(|field| (letter(field), said(field, event))).collect();
        let memory = RowMemory::written(&fields, &event.id, &id_of(&event.id));
        (event.id.to_string(), memory)
    };
    Arc::new(imported.events().iter().map(row).collect())
}

/// Merges a newer version of an import into a timeline. `record` is how it was read last, `at` its position among the
/// document's imports; `newer` is how it was read now, without rows. Added events belong to the file `origin`. `choose` is
/// asked for each conflict.
#[must_use]
pub fn refresh(
    mine: &Document,
    at: usize,
    (newer, imported): (&ImportRecord, &Document),
    origin: u16,
    choose: impl FnMut(&Conflict) -> Choice,
) -> Merged {
    let Some(record) = mine.imports().get(at) else {
        return Merged { document: mine.clone(), conflicts: Vec::new() };
    };
    let memories: HashMap<EventId, RowMemory<'_>> = record
        .rows
        .iter()
        .filter_map(|(row, memory)| {
            let memory = RowMemory::parse(memory)?;
            Some((EventId::new(memory.event.unwrap_or(row)), memory))
        })
        .collect();
    let events_of: HashMap<&str, EventId> = record
        .rows
        .iter()
        .filter_map(|(row, memory)| Some((row.as_str(), EventId::new(RowMemory::parse(memory)?.event?))))
        .collect();
    let id_of = |row: &EventId| events_of.get(row.as_str()).unwrap_or(row).clone();
    let new: Vec<Arc<Event>> = imported.events().iter().map(|event| renamed(event, origin, &id_of)).collect();
    let by_id: HashMap<&EventId, &Arc<Event>> = new.iter().map(|event| (&event.id, event)).collect();
    let find = |id: &EventId| super::find(mine, id);

    let mut base: Vec<Arc<Event>> = Vec::with_capacity(mine.events().len());
    let mut theirs: Vec<Arc<Event>> = Vec::with_capacity(mine.events().len());
    for own in mine.events() {
        let (memory, newer) = (memories.get(&own.id), by_id.get(&own.id));
        match (memory, newer) {
            (None, None) => {
                base.push(Arc::clone(own));
                theirs.push(Arc::clone(own));
            }
            (Some(memory), None) => base.push(Arc::new(ancestor_alone(own, memory))),
            (memory, Some(newer)) => {
                base.push(Arc::new(ancestor(own, newer, memory)));
                theirs.push(Arc::clone(newer));
            }
        }
    }
    for newer in new.iter().filter(|newer| find(&newer.id).is_none()) {
        if let Some(memory) = memories.get(&newer.id) {
            base.push(Arc::new(ancestor_alone(newer, memory)));
        }
        theirs.push(Arc::clone(newer));
    }
    let record = ImportRecord { rows: rows(imported, id_of), ..newer.clone() };
    let base = Document::with_events(parts(mine), base);
    let theirs = Document::with_events(newer_parts(mine, imported, at, record), theirs);
    merge(&base, mine, &theirs, choose)
}

/// The letter by which a field is remembered.
fn letter(field: EventField) -> char {
    match field {
        EventField::Date => 'd',
        EventField::Title => 't',
        EventField::TitleNative => 'T',
        EventField::Country => 'c',
        EventField::Place => 'p',
        EventField::Involves => 'v',
        EventField::People => 'P',
        EventField::Tags => 'g',
        EventField::Sources => 's',
        EventField::Importance => 'i',
        EventField::Summary => 'S',
        EventField::Accounts => 'a',
        EventField::Links => 'l',
        EventField::Note => 'n',
    }
}

/// What a field says, so that different lists are different texts.
fn said(field: EventField, event: &Event) -> String {
    let joined = |names: &[crate::model::Name]| names.join("\u{1f}");
    match field {
        EventField::People => joined(&event.people),
        EventField::Tags => joined(&event.tags),
        EventField::Sources => event.sources.iter().map(Text::as_str).collect::<Vec<_>>().join("\u{1f}"),
        field => field.in_words(event),
    }
}

/// What the import gave last time for an event that is here and in the newer version: of each field what is here or what
/// is there, whichever is remembered; what neither is remembered to be is something else.
fn ancestor(own: &Event, newer: &Event, memory: Option<&RowMemory<'_>>) -> Event {
    let mut base = own.clone();
    for field in EventField::ALL {
        if field.is_same(own, newer) {
            continue;
        }
        let (mine, theirs) = (said(field, own), said(field, newer));
        let is = |text: &str| match memory {
            Some(memory) => memory.said(letter(field), text),
            // Nothing is remembered: where one has nothing, the other has added something.
            None => text.is_empty(),
        };
        if is(&theirs) {
            field.copy(newer, &mut base);
        } else if !is(&mine) {
            strange(field, own, newer, &mut base);
        }
    }
    base
}

/// What the import gave last time for an event that is only here or only there.
fn ancestor_alone(event: &Event, memory: &RowMemory<'_>) -> Event {
    let mut base = event.clone();
    for field in EventField::ALL {
        if !memory.said(letter(field), &said(field, event)) {
            strange(field, event, event, &mut base);
        }
    }
    base
}

/// Gives a field a value that neither of two events has: nobody knows any more what it was.
fn strange(field: EventField, a: &Event, b: &Event, base: &mut Event) {
    const UNKNOWN: &str = "\u{0}";
    let text = UNKNOWN.to_owned();
    match field {
        EventField::Date => {
            let other = ["0001-01-01", "0002-02-02", "0003-03-03"]
                .into_iter()
                .filter_map(|day| EventDate::parse(day).ok());
            if let Some(day) = other.into_iter().find(|day| *day != a.date && *day != b.date) {
                base.date = day;
            }
        }
        EventField::Title => base.title = UNKNOWN.into(),
        EventField::TitleNative => base.title_native = UNKNOWN.into(),
        EventField::Country => base.country = UNKNOWN.into(),
        EventField::Place => base.place = UNKNOWN.into(),
        EventField::Involves => base.involves = vec![LaneId::new(UNKNOWN)].into(),
        EventField::People => base.people = vec![text].into(),
        EventField::Tags => base.tags = vec![text].into(),
        EventField::Sources => base.sources = vec![Text::from(UNKNOWN)].into(),
        EventField::Importance => {
            base.importance = (1..=3).find(|n| *n != a.importance && *n != b.importance).unwrap_or(1);
        }
        EventField::Summary => base.summary = UNKNOWN.into(),
        EventField::Accounts => base.accounts = vec![Account { by: text, ..Account::default() }],
        EventField::Links => {
            base.links = vec![Link { to: EventId::new(UNKNOWN), kind: String::new(), by: String::new() }];
        }
        EventField::Note => base.note = UNKNOWN.into(),
    }
}

/// An event as the timeline knows it.
fn renamed(event: &Arc<Event>, origin: u16, id_of: &impl Fn(&EventId) -> EventId) -> Arc<Event> {
    let mut own = Event::clone(event);
    own.id = id_of(&event.id);
    own.origin = origin;
    if !own.links.is_empty() {
        own.links.iter_mut().for_each(|link| link.to = id_of(&link.to));
    }
    Arc::new(own)
}

/// What a document says besides its events.
pub(super) fn parts(document: &Document) -> Parts {
    Parts {
        title: document.title().to_owned(),
        summary: document.summary().to_owned(),
        lanes: document.lanes().iter().filter(|lane| lane.declared).cloned().collect(),
        sources: document.sources().to_vec(),
        story: document.story().to_vec(),
        filters: document.filters().to_vec(),
        views: document.views().to_vec(),
        imports: document.imports().to_vec(),
        events: Vec::new(),
    }
}

/// The same with what the newer version needs besides.
fn newer_parts(mine: &Document, imported: &Document, at: usize, record: ImportRecord) -> Parts {
    let mut parts = parts(mine);
    let lanes: HashSet<LaneId> = parts.lanes.iter().map(|lane| lane.id.clone()).collect();
    let is_new = |lane: &&Lane| lane.declared && !lanes.contains(&lane.id);
    parts.lanes.extend(imported.lanes().iter().filter(is_new).cloned());
    let sources = imported.sources().iter().filter(|source| mine.source(&source.id).is_none());
    parts.sources.extend(sources.cloned());
    if let Some(own) = parts.imports.get_mut(at) {
        *own = record;
    }
    parts
}
