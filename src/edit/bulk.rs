//! Edits of several events at once, each as one step with its count: tags, lanes, days, and the names of people,
//! places and tags wherever they stand.

use super::words::{quoted, times};
use super::{Edit, Field};
use crate::model::{Document, Ends, Event, EventDate, EventId, EventIx, LaneId, List, Name, Shift};

fn events<'a>(document: &'a Document, of: &'a [EventIx]) -> impl Iterator<Item = &'a Event> {
    of.iter().filter(|ix| ix.index() < document.events().len()).map(|ix| document.event(*ix))
}

fn set(event: &Event, field: Field) -> Edit {
    Edit::SetField { event: event.id.clone(), field }
}

/// Takes events out.
#[must_use]
pub fn delete(document: &Document, of: &[EventIx]) -> Edit {
    Edit::Remove { events: events(document, of).map(|event| event.id.clone()).collect() }
}

/// Gives events a tag that do not have it.
#[must_use]
pub fn add_tag(document: &Document, of: &[EventIx], tag: &str) -> Edit {
    let tag = tag.trim();
    let without = events(document, of).filter(|event| !event.tags.iter().any(|own| own == tag));
    let edits: Vec<Edit> = without
        .map(|event| {
            let tags = event.tags.iter().cloned().chain([Name::from(tag)]);
            set(event, Field::Tags(tags.collect()))
        })
        .collect();
    Edit::many(format!("Tag {} with {}", times(edits.len(), "event"), quoted(tag)), edits)
}

/// Takes a tag from events that have it.
#[must_use]
pub fn remove_tag(document: &Document, of: &[EventIx], tag: &str) -> Edit {
    let with = events(document, of).filter(|event| event.tags.iter().any(|own| own == tag));
    let edits: Vec<Edit> = with
        .map(|event| {
            let tags: List<Name> = event.tags.iter().filter(|own| **own != tag).cloned().collect();
            set(event, Field::Tags(tags))
        })
        .collect();
    Edit::many(format!("Remove tag {} from {}", quoted(tag), times(edits.len(), "event")), edits)
}

/// Moves events to a lane.
#[must_use]
pub fn move_to_lane(document: &Document, of: &[EventIx], lane: &LaneId) -> Edit {
    let name = document.lane(lane).map_or(lane.as_str(), |lane| lane.name.as_str());
    let elsewhere = events(document, of).filter(|event| event.lane != *lane);
    let edits: Vec<Edit> =
        elsewhere.map(|event| set(event, Field::Country(lane.as_str().to_owned()))).collect();
    Edit::many(format!("Move {} to {name}", times(edits.len(), "event")), edits)
}

/// Moves events in time by whole days; those that cannot (`XXXX`, the end of the years) stay. Also how many stay.
#[must_use]
pub fn shift_days(document: &Document, of: &[EventIx], days: i32) -> (Edit, usize) {
    let mut stay = 0;
    let mut edits = Vec::new();
    for event in events(document, of) {
        match event.date.shifted(Shift::of_days(days), Ends::Both) {
            Some(date) if date != event.date => edits.push(set(event, Field::Date(date))),
            _ => stay += 1,
        }
    }
    let way = if days < 0 { "earlier" } else { "later" };
    let by = times(days.unsigned_abs() as usize, "day");
    (Edit::many(format!("Move {} {by} {way}", times(edits.len(), "event")), edits), stay)
}

/// What names are looked for in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// The people who take part.
    #[default]
    People,
    /// The places.
    Places,
    /// The tags.
    Tags,
}

impl Names {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::People, Self::Places, Self::Tags];

    /// What they are called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Places => "Places",
            Self::Tags => "Tags",
        }
    }

    /// Those of an event.
    #[must_use]
    pub fn of(self, event: &Event) -> Vec<&Name> {
        match self {
            Self::People => event.people.iter().collect(),
            Self::Places => std::iter::once(&event.place).filter(|place| !place.is_empty()).collect(),
            Self::Tags => event.tags.iter().collect(),
        }
    }
}

/// What is to be replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacement {
    /// Where.
    pub names: Names,
    /// What is looked for.
    pub find: String,
    /// What takes its place; nothing where it is empty, and then a name that is all gone goes.
    pub with: String,
    /// Only whole names, letter by letter; else every part of a name that reads so.
    pub whole: bool,
}

impl Replacement {
    /// What a name becomes; `None` where it stays.
    fn of(&self, name: &str) -> Option<String> {
        let find = self.find.trim();
        let new = if find.is_empty() {
            return None;
        } else if self.whole {
            (name == find).then(|| self.with.trim().to_owned())?
        } else {
            name.contains(find).then(|| name.replace(find, self.with.trim()).trim().to_owned())?
        };
        (new != name).then_some(new)
    }

    /// The names that there are now, each with what it becomes and how many events have it; most frequent first.
    #[must_use]
    pub fn preview(&self, document: &Document) -> Vec<(String, String, usize)> {
        let mut counts: foldhash::HashMap<&str, usize> = foldhash::HashMap::default();
        for event in document.events() {
            for name in self.names.of(event) {
                *counts.entry(name.as_str()).or_default() += 1;
            }
        }
        let found =
            counts.into_iter().filter_map(|(name, count)| Some((name.to_owned(), self.of(name)?, count)));
        let mut found: Vec<(String, String, usize)> = found.collect();
        found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
        found
    }

    /// The edit, as one step; a name that an event then has twice it has once.
    #[must_use]
    pub fn edit(&self, document: &Document) -> Edit {
        let list = |names: &[Name]| -> Option<List<Name>> {
            names.iter().any(|name| self.of(name).is_some()).then(|| {
                let mut list: Vec<Name> = Vec::new();
                for name in names {
                    let new = self.of(name).map_or_else(|| name.clone(), Name::from);
                    if !new.is_empty() && !list.contains(&new) {
                        list.push(new);
                    }
                }
                list.into()
            })
        };
        let field = |event: &Event| match self.names {
            Names::People => list(&event.people).map(Field::People),
            Names::Tags => list(&event.tags).map(Field::Tags),
            Names::Places => self.of(&event.place).map(Field::Place),
        };
        let changed = |event: &std::sync::Arc<Event>| Some(set(event, field(event)?));
        let edits: Vec<Edit> = document.events().iter().filter_map(changed).collect();
        let (find, with) = (quoted(&self.find), quoted(&self.with));
        let in_events = times(edits.len(), "event");
        let label = if self.with.trim().is_empty() {
            format!("Remove {find} from {in_events}")
        } else {
            format!("Replace {find} with {with} in {in_events}")
        };
        Edit::many(label, edits)
    }
}

/// The events with these ids, where they are now.
#[must_use]
pub fn find_all(document: &Document, ids: &[EventId]) -> Vec<EventIx> {
    ids.iter().filter_map(|id| document.find(id)).collect()
}

/// Moves an event to another date, another lane or both, as one step: "Move “Talks” to 15 Oct, Israel".
#[must_use]
pub fn move_event(document: &Document, ix: EventIx, date: EventDate, lane: Option<&LaneId>) -> Edit {
    let Some(event) = document.events().get(ix.index()) else { return Edit::many("", Vec::new()) };
    let mut edits = Vec::new();
    if date != event.date {
        edits.push(set(event, Field::Date(date)));
    }
    let mut label = edits.first().map_or_else(String::new, |edit| edit.label(document));
    if let Some(lane) = lane.filter(|lane| **lane != event.lane) {
        let edit = set(event, Field::Country(lane.as_str().to_owned()));
        let name = document.lane(lane).map_or(lane.as_str(), |lane| lane.name.as_str());
        label = if label.is_empty() { edit.label(document) } else { format!("{label}, {name}") };
        edits.push(edit);
    }
    Edit::many(label, edits)
}

/// Moves events by one step of what their dates are told in: a day by a day, a month by a month.
#[must_use]
pub fn nudge(document: &Document, of: &[EventIx], later: bool) -> Edit {
    let edits: Vec<Edit> = events(document, of)
        .filter_map(|event| {
            let moment = event.date.begin().moment().or_else(|| event.date.end().moment())?;
            let days = moment.latest.since(moment.earliest) + 1;
            let by = Shift::of_days(if later { days } else { -days });
            let date = event.date.shifted(by, Ends::Both).filter(|date| *date != event.date)?;
            Some(set(event, Field::Date(date)))
        })
        .collect();
    let label = if edits.len() > 1 { format!("Move {}", times(edits.len(), "event")) } else { String::new() };
    Edit::many(label, edits)
}

/// Moves several events by the same time, and to a lane where one is told, as one step.
#[must_use]
pub fn move_events(document: &Document, of: &[EventIx], by: Shift, lane: Option<&LaneId>) -> Edit {
    let mut edits = Vec::new();
    let mut moved = 0;
    for event in events(document, of) {
        let before = edits.len();
        if let Some(date) = event.date.shifted(by, Ends::Both).filter(|date| *date != event.date) {
            edits.push(set(event, Field::Date(date)));
        }
        if let Some(lane) = lane.filter(|lane| **lane != event.lane) {
            edits.push(set(event, Field::Country(lane.as_str().to_owned())));
        }
        moved += usize::from(edits.len() > before);
    }
    Edit::many(format!("Move {}", times(moved, "event")), edits)
}
