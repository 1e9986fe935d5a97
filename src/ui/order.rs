//! The events of a coincidence as a panel lists them: in the order in which they happened where that is known,
//! else by lane, and in either case with a sentence that says so.

use std::collections::HashSet;

use crate::analysis::{Coincidence, Grouping, order_in_day};
use crate::model::{Document, EventIx};

/// The members of a coincidence as they are listed.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// The members.
    pub events: Vec<EventIx>,
    /// Whether this is the order in which they happened.
    pub known: bool,
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
            let hours = if any_time { "" } else { " No hour is given." };
            let why = format!("Order: {}.{hours}", order.in_words());
            return Self { events: order.events, known: true, why };
        }
        let lane = |ix: EventIx| lanes.of(ix).first().copied();
        let mut events = coincidence.events.clone();
        events.sort_by_key(|ix| (lane(*ix), *ix));
        let why = if any_time {
            "Order within the day: unknown; the hours that are given do not tell."
        } else {
            "Order within the day: unknown; no hour is given."
        };
        Self { events, known: false, why: why.to_owned() }
    }
}

/// So many of a coincidence's events stand for all of them where there are too many to list: by importance, one of
/// each lane before a second of any.
#[must_use]
pub fn representatives(
    document: &Document,
    lanes: &Grouping,
    coincidence: &Coincidence,
    count: usize,
) -> Vec<EventIx> {
    let mut events = coincidence.events.clone();
    events.sort_by_key(|ix| std::cmp::Reverse(document.event(*ix).importance));
    let mut seen = HashSet::new();
    let (first, others): (Vec<EventIx>, Vec<EventIx>) =
        events.into_iter().partition(|ix| seen.insert(lanes.of(*ix).first()));
    first.into_iter().chain(others).take(count).collect()
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
        assert_eq!(titles(99).len(), 6);
    }
}
