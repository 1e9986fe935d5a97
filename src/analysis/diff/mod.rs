//! What differs between two timelines, event by event and field by field, told apart by their ids; and in `merge`
//! what becomes of a timeline that two people changed. Pure, so that the command line, a dialog and tests ask the
//! same.

mod compared;
mod fields;
mod merge;
mod refresh;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

pub use compared::{Compared, Difference, Sign};
pub use fields::EventField;
pub use merge::{Choice, Conflict, Merged, Side, merge};
pub use refresh::{refresh, rows};

use crate::model::{Document, Event, EventId, EventIx, Lane, LanesBy, Source, Step};

/// A field that is not the same; empty where the field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field, as a file calls it.
    pub field: &'static str,
    /// What it was, in words.
    pub old: String,
    /// What it is.
    pub new: String,
}

/// Something that is in both but not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<Id> {
    /// Its id.
    pub id: Id,
    /// What it is called now.
    pub title: String,
    /// What is not the same.
    pub fields: Vec<FieldChange>,
}

/// Something that is in one alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only<Id> {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The date of an event, as written; empty for what has none.
    pub date: String,
}

/// What differs between two lists of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<Id> {
    /// In the second alone.
    pub added: Vec<Only<Id>>,
    /// In the first alone.
    pub removed: Vec<Only<Id>>,
    /// In both, and not the same.
    pub changed: Vec<Changed<Id>>,
}

impl<Id> Part<Id> {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What differs between two timelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// Title, summary, the story and the order of lanes.
    pub timeline: Vec<FieldChange>,
    /// The declared lanes.
    pub lanes: Part<String>,
    /// The declared sources.
    pub sources: Part<String>,
    /// The events, in the order in which they stand.
    pub events: Part<EventId>,
}

impl Diff {
    /// Whether the timelines say the same. The order of events is no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.timeline.is_empty() && self.lanes.is_empty() && self.sources.is_empty() && self.events.is_empty()
    }
}

/// What differs between an old timeline and a new one.
#[must_use]
pub fn diff(old: &Document, new: &Document) -> Diff {
    Diff {
        timeline: timeline(old, new),
        lanes: lanes(old, new),
        sources: part(
            old.sources().iter().map(|source| (source.id.clone(), source)),
            new.sources().iter().map(|source| (source.id.clone(), source)),
            |source| (source.title.clone(), String::new()),
            source_fields,
        ),
        events: part(
            old.events().iter().map(|event| (event.id.clone(), event.as_ref())),
            new.events().iter().map(|event| (event.id.clone(), event.as_ref())),
            |event: &Event| (event.title.to_string(), event.date.text().to_owned()),
            event_fields,
        ),
    }
}

/// Compares two lists by id; each in its own order.
fn part<'d, Id, T>(
    old: impl Iterator<Item = (Id, &'d T)>,
    new: impl Iterator<Item = (Id, &'d T)>,
    name: impl Fn(&T) -> (String, String),
    fields: impl Fn(&T, &T) -> Vec<FieldChange>,
) -> Part<Id>
where
    Id: Clone + Eq + Hash,
    T: 'd,
{
    let only = |id: Id, thing: &T| {
        let (title, date) = name(thing);
        Only { id, title, date }
    };
    let old: Vec<(Id, &T)> = old.collect();
    let before: HashMap<&Id, &T> = old.iter().map(|(id, thing)| (id, *thing)).collect();
    let mut found = Part { added: Vec::new(), removed: Vec::new(), changed: Vec::new() };
    let mut kept: HashSet<Id> = HashSet::new();
    for (id, thing) in new {
        match before.get(&id) {
            None => found.added.push(only(id, thing)),
            Some(was) => {
                let fields = fields(was, thing);
                if !fields.is_empty() {
                    found.changed.push(Changed { id: id.clone(), title: name(thing).0, fields });
                }
                kept.insert(id);
            }
        }
    }
    found.removed =
        old.into_iter().filter(|(id, _)| !kept.contains(id)).map(|(id, thing)| only(id, thing)).collect();
    found
}

fn change(field: &'static str, old: &str, new: &str) -> Option<FieldChange> {
    (old != new).then(|| FieldChange { field, old: old.to_owned(), new: new.to_owned() })
}

fn timeline(old: &Document, new: &Document) -> Vec<FieldChange> {
    let order = |document: &Document| {
        let declared = document.lanes().iter().filter(|lane| lane.declared);
        declared.map(|lane| lane.id.to_string()).collect::<Vec<_>>()
    };
    // What was added or removed is told with the lanes; here only what both have counts.
    let both = |a: Vec<String>, b: &[String]| {
        a.into_iter().filter(|id| b.contains(id)).collect::<Vec<_>>().join(", ")
    };
    let (old_order, new_order) = (order(old), order(new));
    let filters = |document: &Document| {
        let each = document.filters().iter().map(|filter| format!("{}: {}", filter.name, filter.query));
        each.collect::<Vec<_>>().join("\n")
    };
    let views = |document: &Document| {
        let each = document.views().iter().map(|view| {
            let by = view.lanes_by.word();
            let lanes = view.lanes.join(", ");
            let around = if view.align.is_empty() { "" } else { "; aligned on " };
            let (name, align) = (&view.name, &view.align);
            format!("{name} ({} to {}; by {by} {lanes}{around}{align}): {}", view.from, view.to, view.query)
        });
        each.collect::<Vec<_>>().join("\n")
    };
    let imports = |document: &Document| {
        let each = document.imports().iter().map(|import| {
            let pairs = |map: &std::collections::BTreeMap<String, String>| {
                map.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
            };
            let (path, key, read) = (&import.path, &import.key, &import.read);
            let (columns, options) = (pairs(&import.columns), pairs(&import.options));
            format!("{path} ({columns}; {options}; key {key}; {} rows; read {read})", import.rows.len())
        });
        each.collect::<Vec<_>>().join("\n")
    };
    [
        change("title", old.title(), new.title()),
        change("summary", old.summary(), new.summary()),
        change("story", &steps(old, new), &steps(new, old)),
        change(NOTES_OF_STEPS, &notes(old), &notes(new)),
        change("filters", &filters(old), &filters(new)),
        change("views", &views(old), &views(new)),
        change("imports", &imports(old), &imports(new)),
        change("order of lanes", &both(old_order.clone(), &new_order), &both(new_order, &old_order)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the notes of the story's steps are told as; they are private.
pub const NOTES_OF_STEPS: &str = "notes of the story";

fn notes(document: &Document) -> String {
    let noted = document.story().iter().filter(|step| !step.note.is_empty());
    noted.map(|step| format!("{}: {}", step.title, step.note)).collect::<Vec<_>>().join("\n")
}

/// The steps of one story that another does not have so, a line each; all in their order where only that differs.
fn steps(of: &Document, other: &Document) -> String {
    let (own, others): (Vec<String>, Vec<String>) =
        (of.story().iter().map(step).collect(), other.story().iter().map(step).collect());
    let differ: Vec<&str> = own.iter().filter(|line| !others.contains(line)).map(String::as_str).collect();
    let same = own.iter().all(|line| others.contains(line)) && others.iter().all(|line| own.contains(line));
    if same && own != others { own.join("\n") } else { differ.join("\n") }
}

/// A step in a line, without its note.
fn step(step: &Step) -> String {
    let ids = |ids: &[EventId]| ids.iter().map(EventId::as_str).collect::<Vec<_>>().join(", ");
    let by = if step.lanes_by == LanesBy::default() { "" } else { step.lanes_by.word() };
    let seconds = step.seconds.map(|seconds| format!("{seconds} s")).unwrap_or_default();
    let parts = [
        ("", ids(&step.focus)),
        ("", if step.one_by_one { "one by one".to_owned() } else { String::new() }),
        ("lanes ", step.lanes.join(", ")),
        ("by ", by.to_owned()),
        ("search ", step.query.clone()),
        ("aligned on ", step.align.clone()),
        ("coincidence ", step.coincidence.clone()),
        ("accounts of ", step.accounts.to_string()),
        ("", seconds),
    ];
    let parts =
        parts.iter().filter(|(_, value)| !value.is_empty()).map(|(word, value)| format!("; {word}{value}"));
    format!("{} ({} to {}{}): {}", step.title, step.from, step.to, parts.collect::<String>(), step.text)
}

fn lanes(old: &Document, new: &Document) -> Part<String> {
    let declared = |document| {
        let lanes: std::slice::Iter<'_, Lane> = Document::lanes(document).iter();
        lanes.filter(|lane| lane.declared).map(|lane| (lane.id.to_string(), lane))
    };
    part(
        declared(old),
        declared(new),
        |lane| (lane.name.clone(), String::new()),
        |a, b| {
            let color = |lane: &Lane| {
                lane.color.map(|[r, g, b]| format!("#{r:02X}{g:02X}{b:02X}")).unwrap_or_default()
            };
            let fields = [change("name", &a.name, &b.name), change("color", &color(a), &color(b))];
            fields.into_iter().flatten().collect()
        },
    )
}

fn source_fields(a: &Source, b: &Source) -> Vec<FieldChange> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        change("title", &a.title, &b.title),
        change("publisher", &text(&a.publisher), &text(&b.publisher)),
        change("date", &text(&a.date), &text(&b.date)),
        change("url", &text(&a.url), &text(&b.url)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn event_fields(old: &Event, new: &Event) -> Vec<FieldChange> {
    EventField::ALL
        .into_iter()
        .filter(|field| !field.is_same(old, new))
        .map(|field| FieldChange { field: field.name(), old: field.in_words(old), new: field.in_words(new) })
        .collect()
}

/// The event of a document with an id.
fn find<'d>(document: &'d Document, id: &EventId) -> Option<&'d Event> {
    document.find(id).map(|ix: EventIx| document.event(ix))
}
