//! Events from elsewhere put into a document as one step: ids made unique, links among them following, and the lanes
//! and sources that they need declared.

use std::collections::HashMap;
use std::sync::Arc;

use super::lanes::declared_lanes;
use super::words::{quoted, times};
use super::{Edit, Section};
use crate::model::{Document, Event, EventId, Lane, country};

/// The edit that puts the events of another document in at a position, and the ids that they get. `origin` is the file
/// they will belong to, `verb` what is done ("Paste", "Duplicate").
#[must_use]
pub fn paste(
    document: &Document,
    from: &Document,
    at: usize,
    origin: u16,
    verb: &str,
) -> (Edit, Vec<EventId>) {
    let mut renamed: HashMap<EventId, EventId> = HashMap::new();
    let mut taken: std::collections::HashSet<EventId> = std::collections::HashSet::new();
    for event in from.events() {
        let mut id = document.free_id(event.id.as_str());
        let mut number = 2_u64;
        while taken.contains(&id) || (id != event.id && from.find(&id).is_some()) {
            id = document.free_id(&format!("{}-{number}", event.id));
            number += 1;
        }
        taken.insert(id.clone());
        renamed.insert(event.id.clone(), id);
    }
    let own = |id: &EventId| renamed.get(id).unwrap_or(id).clone();
    let mut ids = Vec::with_capacity(from.events().len());
    let events: Vec<(usize, Arc<Event>)> = (at..)
        .zip(from.events())
        .map(|(at, event)| {
            let mut event = Event::clone(event);
            event.id = own(&event.id);
            event.origin = origin;
            if event.links.iter().any(|link| renamed.contains_key(&link.to)) {
                event.links.iter_mut().for_each(|link| link.to = own(&link.to));
            }
            ids.push(event.id.clone());
            (at, Arc::new(event))
        })
        .collect();
    let label = match events.as_slice() {
        [(_, event)] => format!("{verb} {}", quoted(&event.title)),
        events => format!("{verb} {}", times(events.len(), "event")),
    };
    let mut edits = sections(document, from);
    edits.push(Edit::Insert { events });
    (Edit::many(label, edits), ids)
}

/// Declares what the other document declares and this one does not.
fn sections(document: &Document, from: &Document) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut lanes = declared_lanes(document);
    let count = lanes.len();
    // What is told of a country anyway need not be declared, and would bring its lane before those that are here.
    let says_more = |lane: &Lane| {
        let usual = country::name_of(lane.id.as_str());
        lane.color.is_some() || usual.is_none_or(|usual| usual != lane.name)
    };
    let new = |lane: &Lane| document.lane(&lane.id).is_none() && says_more(lane);
    lanes.extend(declared_lanes(from).into_iter().filter(new));
    if lanes.len() > count {
        edits.push(Edit::Set(Section::Lanes(lanes)));
    }
    let mut sources = document.sources().to_vec();
    let count = sources.len();
    sources.extend(from.sources().iter().filter(|source| document.source(&source.id).is_none()).cloned());
    if sources.len() > count {
        edits.push(Edit::Set(Section::Sources(sources)));
    }
    edits
}
