//! What came first on a day: known only where times or sources say so, and otherwise said to be unknown. What has an
//! hour and a zone is in order whatever else there is, and the rest is told apart.

use std::cmp::Ordering;

use super::Coincidence;
use crate::model::{Clock, Day, Document, Edge, Event, EventIx, Link, Zone, country};

/// More members than this are put in order by their instants alone.
const MOST_MEMBERS: usize = 64;

/// The members of a coincidence in the order in which they happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderInDay {
    /// The members whose order is known, the earliest first.
    pub events: Vec<EventIx>,
    /// How each but the first is known to come after the one before it; one fewer than `events`.
    pub steps: Vec<OrderStep>,
    /// The members of which it is not known, in the order of the coincidence.
    pub apart: Vec<EventIx>,
}

/// How one event is known to come after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderStep {
    /// They happened on different days.
    Day,
    /// Both carry a time.
    Time,
    /// Both carry a time, which is the same instant.
    SameTime,
    /// A link says so.
    Link {
        /// "after", or what the link says, as in "right after".
        words: String,
        /// Who says it, where the file tells: a publisher, a country or a free name.
        by: Option<String>,
    },
}

impl OrderStep {
    /// For people: "by day", "by time", "according to ARVAK", "right after, according to ARVAK".
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Day => "by day".to_owned(),
            Self::Time => "by time".to_owned(),
            Self::SameTime => "at the same time".to_owned(),
            Self::Link { words, by: Some(by) } if words == "after" => format!("according to {by}"),
            Self::Link { words, by: Some(by) } => format!("{words}, according to {by}"),
            Self::Link { words, by: None } => words.clone(),
        }
    }
}

impl OrderInDay {
    /// How the order is known: "by time"; where not all of it is known the same way, which of them how, the second
    /// first: "2 by time; 3 according to ARVAK".
    #[must_use]
    pub fn in_words(&self) -> String {
        let by_time = self.steps.contains(&OrderStep::Time)
            && self.steps.iter().all(|step| matches!(step, OrderStep::Time | OrderStep::SameTime));
        if by_time {
            // The hours beside the events say which happened at the same time.
            return OrderStep::Time.in_words();
        }
        let steps: Vec<String> = self.steps.iter().map(OrderStep::in_words).collect();
        let mut parts: Vec<String> = Vec::new();
        let mut second = 2;
        for same in steps.chunk_by(|a, b| a == b) {
            let last = second + same.len() - 1;
            let which = if last == second { format!("{second}") } else { format!("{second}–{last}") };
            parts.push(if same.len() == steps.len() {
                same[0].clone()
            } else {
                format!("{which} {}", same[0])
            });
            second = last + 1;
        }
        parts.join("; ")
    }
}

/// The order of a coincidence's members, where each is known to come after the one before it: by time where both have
/// one, else by links of kind before or after. Where that is not known of all, or sources contradict each other, the
/// order of instants of those that have an hour and a zone. `None` where fewer than two have that. A time without a zone
/// is a time only within its lane.
#[must_use]
pub fn order_in_day(document: &Document, coincidence: &Coincidence) -> Option<OrderInDay> {
    of_all(document, coincidence).or_else(|| of_instants(document, coincidence))
}

/// The order of instants, and apart from it what has none.
fn of_instants(document: &Document, coincidence: &Coincidence) -> Option<OrderInDay> {
    let mut timed = Vec::new();
    let mut apart = Vec::new();
    for ix in &coincidence.events {
        match instant(document.event(*ix)) {
            Some(instant) => timed.push((instant, *ix)),
            None => apart.push(*ix),
        }
    }
    timed.sort_by_key(|(instant, _)| *instant);
    let step = |pair: &[(i64, EventIx)]| match pair[0].0 == pair[1].0 {
        true => OrderStep::SameTime,
        false => OrderStep::Time,
    };
    let steps = timed.windows(2).map(step).collect();
    let events: Vec<EventIx> = timed.into_iter().map(|(_, ix)| ix).collect();
    (events.len() >= 2).then_some(OrderInDay { events, steps, apart })
}

/// The instant at which an event began, in seconds; `None` where its hour or the zone of that is not known.
fn instant(event: &Event) -> Option<i64> {
    let Edge::Known(begin) = event.date.begin() else { return None };
    let exact = begin.earliest == begin.latest && !begin.uncertain && !begin.approximate;
    event.date.clock().filter(|_| exact)?.instant(begin.earliest)
}

/// The order of all members, where it is known.
fn of_all(document: &Document, coincidence: &Coincidence) -> Option<OrderInDay> {
    let mut left = coincidence.events.clone();
    if left.len() > MOST_MEMBERS {
        return None;
    }
    let mut order =
        OrderInDay { events: Vec::with_capacity(left.len()), steps: Vec::new(), apart: Vec::new() };
    // The order is known where at every step only one of those left has none before it; it then comes right
    // after the one taken last.
    while !left.is_empty() {
        let is_first = |one: EventIx| !left.iter().any(|&other| step(document, other, one).is_some());
        let mut firsts = (0..left.len()).filter(|&at| is_first(left[at]));
        let (Some(at), None) = (firsts.next(), firsts.next()) else { return None };
        let next = left.remove(at);
        if let Some(&last) = order.events.last() {
            order.steps.push(step(document, last, next)?);
        }
        order.events.push(next);
    }
    Some(order)
}

/// How `later` is known to come after `earlier`, if it is. Times come first: across zones they can turn days
/// around.
fn step(document: &Document, earlier: EventIx, later: EventIx) -> Option<OrderStep> {
    if earlier == later {
        return None;
    }
    let (a, b) = (document.event(earlier), document.event(later));
    match compare_times(a, b) {
        Some(Ordering::Less) => Some(OrderStep::Time),
        Some(_) => None,
        None if ends_before(a, b) => Some(OrderStep::Day),
        None => linked(document, a, b),
    }
}

/// Whether one event's last day is before the other's first.
fn ends_before(a: &Event, b: &Event) -> bool {
    let (Edge::Known(end), Edge::Known(begin)) = (a.date.end(), b.date.begin()) else { return false };
    a.date.is_exact() && b.date.is_exact() && end.latest < begin.earliest
}

/// Which of two events began first, where their times tell.
fn compare_times(a: &Event, b: &Event) -> Option<Ordering> {
    let (Edge::Known(a_begin), Edge::Known(b_begin)) = (a.date.begin(), b.date.begin()) else { return None };
    let (a_clock, b_clock) = (a.date.clock()?, b.date.clock()?);
    if !a.date.is_exact() || !b.date.is_exact() {
        return None;
    }
    if a.lane == b.lane && a_clock.zone == Zone::Local && b_clock.zone == Zone::Local {
        let of = |day: Day, clock: &Clock| (day, clock.second_of_day);
        return Some(of(a_begin.earliest, a_clock).cmp(&of(b_begin.earliest, b_clock)));
    }
    Some(a_clock.utc(a_begin.earliest)?.cmp(&b_clock.utc(b_begin.earliest)?))
}

/// The link that says so, of either of the two.
fn linked(document: &Document, earlier: &Event, later: &Event) -> Option<OrderStep> {
    let find = |from: &Event, to: &Event, word: &str| {
        let says = |link: &&Link| link.to == to.id && link.kind.split_whitespace().last() == Some(word);
        from.links.iter().find(says).cloned()
    };
    let link = find(later, earlier, "after").or_else(|| find(earlier, later, "before"))?;
    let mut words: Vec<&str> = link.kind.split_whitespace().collect();
    if let Some(last) = words.last_mut() {
        *last = "after";
    }
    let by = link.by.trim();
    let by = (!by.is_empty()).then(|| name_of_teller(document, by));
    Some(OrderStep::Link { words: words.join(" "), by })
}

/// Who says so: the publisher of a declared source, or its title; the name of a country; else as written.
fn name_of_teller(document: &Document, by: &str) -> String {
    if let Some(source) = document.source(by) {
        return source.publisher.clone().unwrap_or_else(|| source.title.clone());
    }
    let lane = document.lane(&document.resolve_lane(by)).map(|lane| lane.name.clone());
    lane.or_else(|| country::name_of(by).map(str::to_owned)).unwrap_or_else(|| by.to_owned())
}
