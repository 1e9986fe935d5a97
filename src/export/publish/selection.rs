//! What of a timeline leaves: a document of its own, without private notes and without what only its owner needs, so that
//! nothing that is made of it can tell what is not in it.

use std::collections::HashSet;
use std::sync::Arc;

use super::Options;
use crate::analysis::{Grouping, LanesBy, Matcher};
use crate::model::document::Parts;
use crate::model::{Account, Document, Event, EventIx, Lane, Source, Step};

/// What leaves.
#[derive(Debug)]
pub(super) struct Selection {
    /// The timeline as it leaves.
    pub document: Document,
    /// How many events stay.
    pub events_left_out: usize,
    /// How many steps stay.
    pub steps_left_out: usize,
    /// The lanes that are shown, by their positions in the document that leaves.
    pub lanes: Vec<u32>,
}

impl Selection {
    pub fn new(document: &Document, options: &Options) -> Self {
        let wanted = wanted(document, options);
        let events: Vec<Event> = wanted.iter().map(|ix| without_note(document.event(*ix), options)).collect();
        let story = story(document, options);
        let parts = Parts {
            title: options.title.clone().unwrap_or_else(|| document.title().to_owned()),
            summary: document.summary().to_owned(),
            lanes: lanes(document, options, &events),
            sources: sources(document, &events),
            story,
            ..Parts::default()
        };
        let steps_left_out = document.story().len() - parts.story.len();
        let events_left_out = document.events().len() - events.len();
        let document = Document::with_events(parts, events.into_iter().map(Arc::new).collect());
        let lanes = shown(&document, options);
        Self { document, events_left_out, steps_left_out, lanes }
    }
}

/// The events that leave, in the order of the file.
fn wanted(document: &Document, options: &Options) -> Vec<EventIx> {
    let found: Option<HashSet<EventIx>> =
        options.wanted.as_ref().map(|query| Matcher::new(document).find(query).into_iter().collect());
    let leaves = |(ix, event): &(EventIx, &Arc<Event>)| {
        found.as_ref().is_none_or(|found| found.contains(ix))
            && (options.lanes.is_empty() || options.lanes.contains(&event.lane))
            && options.from.is_none_or(|from| event.date.last_day() >= from)
            && options.to.is_none_or(|to| event.date.first_day() <= to)
    };
    let all = (0..).map(EventIx).zip(document.events());
    all.filter(leaves).map(|(ix, _)| ix).collect()
}

fn without_note(event: &Event, options: &Options) -> Event {
    let mut event = event.clone();
    if !options.notes && !event.note.is_empty() {
        event.note = Default::default();
    }
    event
}

/// The steps that leave.
fn story(document: &Document, options: &Options) -> Vec<Step> {
    if options.without_story {
        return Vec::new();
    }
    let some_days = options.from.is_some() || options.to.is_some();
    let (first, last) = match options.steps {
        Some((first, last)) => (first.max(1), last),
        None if some_days => return Vec::new(),
        None => (1, usize::MAX),
    };
    let steps = document.story().iter().skip(first - 1).take(last.saturating_sub(first - 1));
    steps
        .cloned()
        .map(|step| Step { note: if options.notes { step.note.clone() } else { String::new() }, ..step })
        .collect()
}

/// The declared lanes that leave: all, or of some lanes those and whoever takes part in their events.
fn lanes(document: &Document, options: &Options, events: &[Event]) -> Vec<Lane> {
    let named = |lane: &&Lane| {
        options.lanes.is_empty()
            || options.lanes.contains(&lane.id)
            || events.iter().any(|event| event.involves.contains(&lane.id))
    };
    let declared = document.lanes().iter().filter(|lane| lane.declared);
    let mut lanes: Vec<Lane> = declared.filter(named).cloned().collect();
    if !options.lanes.is_empty() {
        let place = |lane: &Lane| options.lanes.iter().position(|id| *id == lane.id).unwrap_or(usize::MAX);
        lanes.sort_by_key(place);
    }
    lanes
}

/// The declared sources that events or accounts name.
fn sources(document: &Document, events: &[Event]) -> Vec<Source> {
    let named = events.iter().flat_map(|event| {
        let of_accounts = event.accounts.iter().filter_map(|Account { source, .. }| source.as_deref());
        event.sources.iter().map(|source| &**source).chain(of_accounts)
    });
    let named: HashSet<&str> = named.collect();
    document.sources().iter().filter(|source| named.contains(source.id.as_str())).cloned().collect()
}

/// The lanes to show: those that were asked for, else all.
fn shown(document: &Document, options: &Options) -> Vec<u32> {
    let grouping = Grouping::new(document, LanesBy::Country);
    if options.lanes.is_empty() {
        return (0..).zip(grouping.lanes()).map(|(at, _)| at).collect();
    }
    options.lanes.iter().filter_map(|id| grouping.position(id)).collect()
}
