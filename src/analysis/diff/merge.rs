//! Three-way merge: what mine and theirs made of the same timeline. What only one of them changed is taken; what both
//! changed to the same is taken once; what both changed differently is a conflict, field by field, and stays mine
//! until somebody chooses.

use std::collections::HashMap;
use std::sync::Arc;

use super::fields::EventField;
use super::find;
use crate::model::merged_order::merged_order;
use crate::model::{Document, Event, EventId, Keyed, Lane, LaneId, Parts};

/// One of the two that changed the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Ours.
    Mine,
    /// The other's.
    Theirs,
}

/// What to take where both changed the same.
pub type Choice = Side;

/// Something that both changed, and differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A field of an event, with what it was and what each made of it, in words. Where both added the event with
    /// one id, nothing was there before.
    Field {
        /// The event.
        event: EventId,
        /// The field.
        field: EventField,
        /// What it was.
        base: String,
        /// What I made of it.
        mine: String,
        /// What they made of it.
        theirs: String,
    },
    /// An event that one side removed and the other changed.
    Removed {
        /// The event.
        event: EventId,
        /// Who removed it.
        by: Side,
    },
    /// Title, summary or story of the timeline, or a lane or source, by name.
    Timeline {
        /// "title", "summary", "story", "lane IR", "source arvak", "filter Attacks", "view October", "import talks.csv".
        what: String,
    },
}

impl Conflict {
    /// The event that it is about.
    #[must_use]
    pub fn event(&self) -> Option<&EventId> {
        match self {
            Self::Field { event, .. } | Self::Removed { event, .. } => Some(event),
            Self::Timeline { .. } => None,
        }
    }
}

/// What came of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The timeline, with what was chosen where there are conflicts.
    pub document: Document,
    /// What both changed differently, in the order of the events.
    pub conflicts: Vec<Conflict>,
}

/// Merges what mine and theirs made of `base`. `choose` is asked for each conflict; events keep the file they came
/// from.
#[must_use]
pub fn merge(
    base: &Document,
    mine: &Document,
    theirs: &Document,
    mut choose: impl FnMut(&Conflict) -> Choice,
) -> Merged {
    let mut conflicts = Vec::new();
    let mut decide = |conflict: Conflict| {
        let choice = choose(&conflict);
        conflicts.push(conflict);
        choice
    };
    let events: Vec<Arc<Event>> = order(base, mine, theirs)
        .iter()
        .filter_map(|id| event(id, base, mine, theirs, &mut decide))
        .collect();
    let mut named = |what: &str| decide(Conflict::Timeline { what: what.to_owned() });
    let parts = Parts {
        title: value("title", base.title(), mine.title(), theirs.title(), &mut named).to_owned(),
        summary: value("summary", base.summary(), mine.summary(), theirs.summary(), &mut named).to_owned(),
        story: value("story", base.story(), mine.story(), theirs.story(), &mut named).to_vec(),
        lanes: list(
            "lane",
            [&declared(base), &declared(mine), &declared(theirs)],
            |lane: &Lane| lane.id.to_string(),
            &mut named,
        ),
        sources: list(
            "source",
            [base.sources(), mine.sources(), theirs.sources()],
            |source| source.id.clone(),
            &mut named,
        ),
        filters: list(
            "filter",
            [base.filters(), mine.filters(), theirs.filters()],
            |filter| filter.name.clone(),
            &mut named,
        ),
        views: list(
            "view",
            [base.views(), mine.views(), theirs.views()],
            |view| view.name.clone(),
            &mut named,
        ),
        imports: list(
            "import",
            [base.imports(), mine.imports(), theirs.imports()],
            |import| import.path.clone(),
            &mut named,
        ),
        events: Vec::new(),
    };
    Merged { document: resolved(parts, events), conflicts }
}

/// The document, in which every event is in the lane that its country means by the lanes as merged.
fn resolved(parts: Parts, events: Vec<Arc<Event>>) -> Document {
    let mut lanes: HashMap<String, LaneId> = HashMap::new();
    let declared = Keyed::from(parts.lanes.clone());
    let events = events
        .into_iter()
        .map(|event| {
            let country = event.country.as_str();
            let lane = match lanes.get(country) {
                Some(lane) => lane.clone(),
                None => {
                    let lane = crate::model::document::resolve_lane(&declared, country);
                    lanes.insert(country.to_owned(), lane.clone());
                    lane
                }
            };
            if lane == event.lane {
                return event;
            }
            let mut moved = Event::clone(&event);
            moved.lane = lane;
            Arc::new(moved)
        })
        .collect();
    Document::with_events(parts, events)
}

fn declared(document: &Document) -> Vec<Lane> {
    document.lanes().iter().filter(|lane| lane.declared).cloned().collect()
}

/// One of three values: what only one side changed, or what both agree on, else what is chosen.
fn value<'v, T: PartialEq + ?Sized>(
    what: &str,
    base: &'v T,
    mine: &'v T,
    theirs: &'v T,
    choose: &mut impl FnMut(&str) -> Choice,
) -> &'v T {
    if mine == theirs || theirs == base {
        mine
    } else if mine == base {
        theirs
    } else {
        match choose(what) {
            Side::Mine => mine,
            Side::Theirs => theirs,
        }
    }
}

/// An event, or nothing where it is removed.
fn event(
    id: &EventId,
    base: &Document,
    mine: &Document,
    theirs: &Document,
    decide: &mut impl FnMut(Conflict) -> Choice,
) -> Option<Arc<Event>> {
    let shared = |document: &Document| document.find(id).map(|ix| Arc::clone(&document.events()[ix.index()]));
    let (was, own, other) = (find(base, id), shared(mine), shared(theirs));
    match (was, own, other) {
        (_, None, None) => None,
        (None, Some(one), None) | (None, None, Some(one)) => Some(one),
        (Some(was), Some(own), None) => {
            let kept = !is_same(was, &own)
                && decide(Conflict::Removed { event: id.clone(), by: Side::Theirs }) == Side::Mine;
            kept.then_some(own)
        }
        (Some(was), None, Some(other)) => {
            let kept = !is_same(was, &other)
                && decide(Conflict::Removed { event: id.clone(), by: Side::Mine }) == Side::Theirs;
            kept.then_some(other)
        }
        (was, Some(own), Some(other)) => Some(both(id, was, &own, &other, decide)),
    }
}

/// An event that both have.
fn both(
    id: &EventId,
    base: Option<&Event>,
    mine: &Arc<Event>,
    theirs: &Event,
    decide: &mut impl FnMut(Conflict) -> Choice,
) -> Arc<Event> {
    let mut merged = Arc::clone(mine);
    for field in EventField::ALL {
        let same = |a: &Event, b: &Event| field.is_same(a, b);
        if same(mine, theirs) || base.is_some_and(|base| same(base, theirs)) {
            continue;
        }
        let takes_theirs = base.is_some_and(|base| same(base, mine))
            || decide(Conflict::Field {
                event: id.clone(),
                field,
                base: base.map(|base| field.in_words(base)).unwrap_or_default(),
                mine: field.in_words(mine),
                theirs: field.in_words(theirs),
            }) == Side::Theirs;
        if takes_theirs {
            field.copy(theirs, Arc::make_mut(&mut merged));
        }
    }
    merged
}

fn is_same(a: &Event, b: &Event) -> bool {
    EventField::ALL.into_iter().all(|field| field.is_same(a, b))
}

/// The ids of all events in the order in which they come to stand: in mine, unless only they reordered; what the
/// other added follows what it follows there.
fn order(base: &Document, mine: &Document, theirs: &Document) -> Vec<EventId> {
    let ids =
        |document: &Document| document.events().iter().map(|event| event.id.clone()).collect::<Vec<_>>();
    merged_order(&ids(base), &ids(mine), &ids(theirs))
}

/// The lanes or the sources.
fn list<T: Clone + PartialEq>(
    noun: &str,
    [base, mine, theirs]: [&[T]; 3],
    id_of: impl Fn(&T) -> String,
    choose: &mut impl FnMut(&str) -> Choice,
) -> Vec<T> {
    let ids = |list: &[T]| list.iter().map(&id_of).collect::<Vec<_>>();
    let find = |list: &[T], id: &str| list.iter().find(|thing| id_of(thing) == id).cloned();
    merged_order(&ids(base), &ids(mine), &ids(theirs))
        .into_iter()
        .filter_map(|id| {
            let (was, own, other) = (find(base, &id), find(mine, &id), find(theirs, &id));
            value(&format!("{noun} {id}"), &was, &own, &other, choose).clone()
        })
        .collect()
}
