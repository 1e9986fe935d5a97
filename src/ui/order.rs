//! The events of a coincidence as a panel lists them: in the order in which they happened where that is known,
//! else by lane, and in either case with a sentence that says so.

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
