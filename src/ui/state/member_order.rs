//! The events of a coincidence as a panel lists them: in the order in which they happened where that is known,
//! else by lane, and in either case with a sentence that says so.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::analysis::{Coincidence, Grouping, order_in_day};
use crate::model::{Document, EventIx};

/// The members of a coincidence as they are listed.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// The members.
    pub events: Vec<EventIx>,
    /// So many of them, from the first, are in the order in which they happened; of the others that is not known.
    pub ordered: usize,
    /// How it is known, or that it is not, in a sentence.
    pub why: String,
}

impl Order {
    /// The members by what is known of their order, else by lane from top to bottom.
    #[must_use]
    pub fn of(document: &Document, lanes: &Grouping, coincidence: &Coincidence) -> Self {
        let has_time = |ix: &EventIx| document.event(*ix).date.clock().is_some();
        let any_time = coincidence.events.iter().any(has_time);
        if let Some(order) = order_in_day(document, coincidence) {
            let words = order.in_words();
            let colon = if words.starts_with("by ") || words.starts_with("according ") { "" } else { ":" };
            let hours = match (order.apart.len(), any_time) {
                (0, false) => "; no hour given".to_owned(),
                (0, true) => String::new(),
                (apart, _) => format!("; {apart} without a known hour or zone stand apart"),
            };
            let why = format!("Order{colon} {words}{hours}");
            let ordered = order.events.len();
            let events = order.events.into_iter().chain(order.apart).collect();
            return Self { events, ordered, why };
        }
        let lane = |ix: EventIx| lanes.of(ix).first().copied();
        let mut events = coincidence.events.clone();
        events.sort_by_key(|ix| (lane(*ix), *ix));
        let why = if any_time {
            "Order within the day unknown: the given hours don’t settle it"
        } else {
            "Order within the day unknown: no hour given"
        };
        Self { events, ordered: 0, why: why.to_owned() }
    }
}

/// So many of a coincidence's events stand for all of them where there are too many to list: by importance, one of
/// each lane before a second of any. Asked for in every frame, and of thousands of events on one day: these are looked
/// through once or twice, and none of them is sorted that is not listed.
#[must_use]
pub fn representatives(
    document: &Document,
    lanes: &Grouping,
    coincidence: &Coincidence,
    count: usize,
) -> Vec<EventIx> {
    let place = |(at, ix): (usize, &EventIx)| (Reverse(document.event(*ix).importance), at);
    let lane = |ix: &EventIx| lanes.of(*ix).first().copied();
    let events = || coincidence.events.iter().enumerate();
    // The first of each lane.
    let mut firsts: HashMap<Option<u32>, Place> = HashMap::new();
    let mut unbeaten = 0;
    for event in events() {
        let place = place(event);
        let first = firsts.entry(lane(event.1)).or_insert((Reverse(0), usize::MAX));
        if place < *first {
            *first = place;
            unbeaten += usize::from(place.0 == Reverse(MOST_IMPORTANT));
        }
        if unbeaten == count {
            break;
        }
    }
    let mut chosen = Vec::new();
    firsts.values().for_each(|place| insert(&mut chosen, *place, count));
    if chosen.len() < count {
        let mut others = Vec::new();
        for event in events() {
            let place = place(event);
            if !chosen.contains(&place) {
                insert(&mut others, place, count - chosen.len());
            }
        }
        chosen.append(&mut others);
    }
    chosen.iter().filter_map(|(_, at)| coincidence.events.get(*at).copied()).collect()
}

/// How an event is chosen: by its importance, then by where it stands among all.
type Place = (Reverse<u8>, usize);

/// The highest importance.
const MOST_IMPORTANT: u8 = 5;

/// Puts a place among the first `most` of all.
fn insert(chosen: &mut Vec<Place>, place: Place, most: usize) {
    let at = chosen.partition_point(|other| *other < place);
    if at < most {
        chosen.truncate(most - 1);
        chosen.insert(at, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{LanesBy, Rule, coincidences};
    use crate::io;

    #[test]
    fn of_too_many_the_most_important_of_each_lane_come_first() {
        let event = |lane: &str, importance: u8| {
            format!(
                "(date: \"2024-10-14\", title: \"{lane}{importance}\", country: \"{lane}\", importance: {importance}),"
            )
        };
        let text: String = ["IR", "IL"].iter().flat_map(|lane| [2, 5, 3].map(|n| event(lane, n))).collect();
        let document = io::read(&format!("(events: [{text}])")).document;
        let found = coincidences(&document, &Rule::default());
        let lanes = Grouping::new(&document, LanesBy::Country);
        let titles = |count| -> Vec<String> {
            let some = representatives(&document, &lanes, &found[0], count);
            some.into_iter().map(|ix| document.event(ix).title.to_string()).collect()
        };
        assert_eq!(titles(3), ["IL5", "IR5", "IL3"]);
        assert_eq!(titles(99), ["IL5", "IR5", "IL3", "IR3", "IL2", "IR2"]);
        assert_eq!(titles(1), ["IL5"]);
        assert!(titles(0).is_empty());
    }
}
