//! The order of a coincidence's events within the day: by their hours, by what links say, or unknown and said
//! to be unknown.

use crate::analysis::Coincidence;
use crate::model::{Document, EventIx, Zone};

/// The members in the order they happened, as far as that is known, and how it is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// The members, first to last as far as it is known.
    pub events: Vec<EventIx>,
    /// Whether the order is known.
    pub known: bool,
    /// How it is known, or that it is not, in a sentence.
    pub why: String,
}

impl Order {
    /// Orders the members by their hours, else by links of kind before and after.
    #[must_use]
    pub fn of(document: &Document, coincidence: &Coincidence) -> Self {
        let mut events = coincidence.events.clone();
        let lane = |ix: EventIx| document.lanes().iter().position(|lane| lane.id == document.event(ix).lane);
        events.sort_by_key(|ix| (lane(*ix), *ix));
        let time = |ix: &EventIx| instant(document, *ix);
        if events.len() > 1 && events.iter().all(|ix| time(ix).is_some()) && comparable(document, &events) {
            events.sort_by_key(|ix| time(ix));
            return Self { events, known: true, why: "Order: by the hours that are given.".to_owned() };
        }
        if let Some((linked, kind, by)) = by_links(document, &events) {
            let hours = if events.iter().any(|ix| time(ix).is_some()) { "" } else { " No hour is given." };
            let plain = kind == "before" || kind == "after";
            let how = match (plain, by.is_empty()) {
                (true, true) => "as the links of these events say".to_owned(),
                (true, false) => format!("as {by} tells it"),
                (false, true) => kind,
                (false, false) => format!("{kind}, says {by}"),
            };
            return Self { events: linked, known: true, why: format!("Order: {how}.{hours}") };
        }
        let why = if events.iter().any(|ix| time(ix).is_some()) {
            "Order within the day: unknown; not all of them give an hour."
        } else {
            "Order within the day: unknown; no hour is given."
        };
        Self { events, known: false, why: why.to_owned() }
    }
}

/// The instant an event began: minutes since 1970 in UTC where the offset is known, else by its own clock.
fn instant(document: &Document, ix: EventIx) -> Option<i64> {
    let date = &document.event(ix).date;
    let clock = date.clock()?;
    let local = i64::from(date.first_day().number()) * 1440 + i64::from(clock.second_of_day / 60);
    let offset = match &clock.zone {
        Zone::Offset(minutes) | Zone::Named(_, Some(minutes)) => *minutes,
        Zone::Local | Zone::Named(_, None) => 0,
    };
    Some(local - i64::from(offset))
}

/// Whether the hours of events can be compared: all with an offset, or all in one country without one.
fn comparable(document: &Document, events: &[EventIx]) -> bool {
    let has_offset = |ix: &EventIx| {
        let clock = document.event(*ix).date.clock();
        clock.is_some_and(|c| matches!(c.zone, Zone::Offset(_) | Zone::Named(_, Some(_))))
    };
    let with_offset = events.iter().filter(|ix| has_offset(ix)).count();
    let one_lane = events.windows(2).all(|w| document.event(w[0]).lane == document.event(w[1]).lane);
    with_offset == events.len() || (with_offset == 0 && one_lane)
}

/// Two members ordered by a link of kind before or after; more than two need a chain that names them all.
fn by_links(document: &Document, events: &[EventIx]) -> Option<(Vec<EventIx>, String, String)> {
    let mut pairs = Vec::new();
    let mut said: Option<(String, String)> = None;
    for ix in events {
        for link in &document.event(*ix).links {
            let Some(to) = document.find(&link.to).filter(|to| events.contains(to)) else { continue };
            let kind = link.kind.to_lowercase();
            let pair = match kind.split_whitespace().last() {
                Some("before") => (*ix, to),
                Some("after") => (to, *ix),
                _ => continue,
            };
            let telling = kind != "before" && kind != "after";
            if said.as_ref().is_none_or(|(k, _)| telling && (k == "before" || k == "after")) {
                said = Some((kind, link.by.clone()));
            }
            pairs.push(pair);
        }
    }
    let (kind, by) = said?;
    let mut left: Vec<EventIx> = events.to_vec();
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let first: Vec<EventIx> = left
            .iter()
            .filter(|ix| !pairs.iter().any(|(a, b)| b == *ix && left.contains(a)))
            .copied()
            .collect();
        // One and only one can come next, or the order is not known.
        let [next] = first[..] else { return None };
        ordered.push(next);
        left.retain(|ix| *ix != next);
    }
    let by = document.source(&by).map_or(by.clone(), |source| source.publisher.clone().unwrap_or(by));
    Some((ordered, kind, by))
}
