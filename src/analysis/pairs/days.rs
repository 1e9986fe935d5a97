//! The days of each lane that the statistics of pairs are about: those that count for a certain coincidence, so
//! that the pairs speak of the very days that the list of coincidences shows.

use super::super::coincidence::{LaneRanks, Rule, sure_days};
use super::super::grouping::Grouping;
use super::super::membership::Membership;
use crate::model::{Day, Document, LaneId};

/// The distinct event days of lanes in a range of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventDays {
    /// The first day of the range.
    pub first: Day,
    /// T: how many days the range has; 0 where there are none.
    pub days: u32,
    /// The lanes that have any event day in the range, by id.
    pub lanes: Vec<LaneDays>,
    /// The days that two lanes have only because one and the same event stands in both: they are not shared.
    pub by_one_event: Vec<OneEvent>,
}

/// A day on which two lanes have an event, and it is the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneEvent {
    /// Counted from the first of the range.
    pub day: u32,
    /// The lane whose id comes first.
    pub a: LaneId,
    /// The other one.
    pub b: LaneId,
}

/// The event days of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneDays {
    /// The lane.
    pub lane: LaneId,
    /// Its days, counted from the first of the range, ascending and distinct.
    pub days: Vec<u32>,
}

/// The days on which a document's events surely happen, lane by lane: exact days alone, in the zone that the rule
/// names, long spans with their first and last day (the rule's tolerance and possible days have no part in it).
/// The range is inclusive; without `from` or `to` it begins with the first and ends with the last such day of any
/// lane.
#[must_use]
pub fn event_days(document: &Document, rule: &Rule, from: Option<Day>, to: Option<Day>) -> EventDays {
    let grouping = Grouping::new(document, rule.lanes_by);
    let ranks = LaneRanks::new(grouping.lanes());
    let places = ranks.ranked(&grouping.members_in(|_| true));
    let mut ranges: Vec<Vec<(i32, i32)>> = vec![Vec::new(); ranks.len()];
    for (at, event) in document.events().iter().enumerate() {
        for lane in places.of(at) {
            ranges[*lane as usize].extend(sure_days(&event.date, rule));
        }
    }
    let all = || ranges.iter().flatten();
    let first = from.map(Day::number).or_else(|| all().map(|range| range.0).min());
    let last = to.map(Day::number).or_else(|| all().map(|range| range.1).max());
    let (Some(first), Some(last)) = (first, last) else { return EventDays::default() };
    if last < first {
        return EventDays { first: Day::from_number(first), ..EventDays::default() };
    }
    let by_one_event = match places.is_single() {
        true => Vec::new(),
        false => by_one_event(document, rule, &places, (first, last), &|rank| ranks.id(rank).clone()),
    };
    let lanes = (0..)
        .zip(&mut ranges)
        .map(|(rank, ranges)| LaneDays { lane: ranks.id(rank).clone(), days: within(ranges, first, last) })
        .filter(|lane| !lane.days.is_empty())
        .collect();
    EventDays { first: Day::from_number(first), days: last.abs_diff(first) + 1, lanes, by_one_event }
}

/// The days from `first` to `last` on which two lanes each have one event, and it is the same.
fn by_one_event(
    document: &Document,
    rule: &Rule,
    places: &Membership,
    (first, last): (i32, i32),
    id: &dyn Fn(u32) -> LaneId,
) -> Vec<OneEvent> {
    let mut in_lanes: Vec<(u32, i32, u32)> = Vec::new();
    for (at, event) in document.events().iter().enumerate() {
        for (begin, end) in sure_days(&event.date, rule) {
            for day in begin.max(first)..=end.min(last) {
                in_lanes.extend(places.of(at).iter().map(|lane| (*lane, day, at as u32)));
            }
        }
    }
    in_lanes.sort_unstable();
    in_lanes.dedup();
    let same_day = |a: &(u32, i32, u32), b: &(u32, i32, u32)| (a.0, a.1) == (b.0, b.1);
    let mut alone: Vec<(i32, u32, u32)> = in_lanes
        .chunk_by(same_day)
        .filter_map(
            |events| if let [(lane, day, event)] = events { Some((*day, *event, *lane)) } else { None },
        )
        .collect();
    alone.sort_unstable();
    let mut found = Vec::new();
    for lanes in alone.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (at, (day, _, a)) in lanes.iter().enumerate() {
            let day = day.abs_diff(first);
            found.extend(lanes[at + 1..].iter().map(|(_, _, b)| OneEvent { day, a: id(*a), b: id(*b) }));
        }
    }
    found
}

/// The distinct days of ranges from `first` to `last`, counted from `first`.
fn within(ranges: &mut [(i32, i32)], first: i32, last: i32) -> Vec<u32> {
    ranges.sort_unstable();
    let mut days = Vec::with_capacity(ranges.len());
    let mut next = first;
    for &mut (begin, end) in ranges {
        let begin = begin.max(next);
        let end = end.min(last);
        if begin <= end {
            days.extend((begin..=end).map(|day| day.abs_diff(first)));
            next = end + 1;
        }
    }
    days
}

impl EventDays {
    /// The last day of the range; `None` where it has no days.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        let after = i32::try_from(self.days.checked_sub(1)?).ok()?;
        Some(self.first.plus(after))
    }

    /// The same for a part of the range, as [`event_days`] would find it: both days inclusive, and lanes without a day
    /// in it left out.
    #[must_use]
    pub fn within(&self, first: Day, last: Day) -> Self {
        if last < first {
            return Self { first, ..Self::default() };
        }
        let (own, from, to) = (self.first.number(), first.number(), last.number());
        let part = |lane: &LaneDays| {
            let inside = |day: &u32| own.checked_add_unsigned(*day).filter(|day| (from..=to).contains(day));
            let days: Vec<u32> = lane.days.iter().filter_map(inside).map(|day| day.abs_diff(from)).collect();
            (!days.is_empty()).then(|| LaneDays { lane: lane.lane.clone(), days })
        };
        let inside = |one: &OneEvent| {
            let day = own.checked_add_unsigned(one.day).filter(|day| (from..=to).contains(day))?;
            Some(OneEvent { day: day.abs_diff(from), ..one.clone() })
        };
        Self {
            first,
            days: to.abs_diff(from) + 1,
            lanes: self.lanes.iter().filter_map(part).collect(),
            by_one_event: self.by_one_event.iter().filter_map(inside).collect(),
        }
    }

    /// The days that these two lanes have only through one and the same event, ascending.
    #[must_use]
    pub fn one_event_days(&self, a: &LaneId, b: &LaneId) -> Vec<u32> {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        self.by_one_event.iter().filter(|one| one.a == *a && one.b == *b).map(|one| one.day).collect()
    }

    /// The days on which two lanes both have an event, two different ones, ascending.
    #[must_use]
    pub fn shared(&self, a: &LaneId, b: &LaneId) -> Vec<Day> {
        let others = self.of(b);
        let one = self.one_event_days(a, b);
        let shared = |day: &&u32| others.binary_search(day).is_ok() && one.binary_search(day).is_err();
        let both = self.of(a).iter().filter(shared);
        both.filter_map(|day| self.first.number().checked_add_unsigned(*day)).map(Day::from_number).collect()
    }

    /// The days of a lane; none where it has no event in the range.
    #[must_use]
    pub fn of(&self, lane: &LaneId) -> &[u32] {
        let found = self.lanes.binary_search_by(|days| days.lane.cmp(lane));
        found.map_or(&[], |at| &self.lanes[at].days)
    }
}
