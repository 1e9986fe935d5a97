//! The days on which an event happens: surely, or only possibly, as ranges of day numbers.

use super::{DayZone, Rule};
use crate::model::EventIx;
use crate::model::{Clock, Day, Edge, EventDate, Moment};

/// More lanes than this are not told apart; a file with so many would have forty gigabytes.
pub(super) const MOST_LANES: u32 = (1 << 28) - 1;

/// Up to four inclusive ranges of days, ascending and apart once [`Ranges::joined`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ranges {
    ranges: [(i32, i32); 4],
    len: usize,
}

impl Ranges {
    fn push(&mut self, first: i32, last: i32) {
        if first <= last && self.len < self.ranges.len() {
            self.ranges[self.len] = (first, last);
            self.len += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[(i32, i32)] {
        &self.ranges[..self.len]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// In order, with ranges that overlap or touch joined. At most four of them stay apart: two edges, and what
    /// lies between them.
    fn joined(ranges: &mut [(i32, i32)]) -> Self {
        ranges.sort_unstable();
        let mut joined = Self::default();
        for &(first, last) in &*ranges {
            match joined.len.checked_sub(1).map(|top| &mut joined.ranges[top]) {
                Some(top) if first <= top.1.saturating_add(1) => top.1 = top.1.max(last),
                _ => joined.push(first, last),
            }
        }
        joined
    }

    /// The first days of all windows of `tolerance` + 1 days that hold one of these days.
    pub(super) fn reaching_back(mut self, tolerance: i32) -> Self {
        if tolerance == 0 {
            return self;
        }
        if self.len == 1 {
            self.ranges[0].0 -= tolerance;
            return self;
        }
        for range in &mut self.ranges[..self.len] {
            range.0 -= tolerance;
        }
        let len = self.len;
        Self::joined(&mut self.ranges[..len])
    }
}

/// The days on which an event happens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Occurrences {
    sure: Ranges,
    possible: Ranges,
}

impl Occurrences {
    /// The days of a date under a rule.
    pub(super) fn of(date: &EventDate, rule: &Rule) -> Self {
        let begin = known(date.begin(), date.clock(), &rule.zone);
        let end = date.is_interval().then(|| known(date.end(), date.end_clock(), &rule.zone));
        Self::between(begin, end, rule)
    }

    /// The days of a date of which this is known: of its beginning, and of its end where it is an interval.
    pub(super) fn between(begin: Option<Moment>, end: Option<Option<Moment>>, rule: &Rule) -> Self {
        match (begin, end.flatten()) {
            (Some(begin), Some(end)) => Self::of_span(begin, end, rule),
            (Some(only), None) | (None, Some(only)) => Self::of_day(only, rule),
            (None, None) => Self::default(),
        }
    }

    /// One day, known more or less.
    fn of_day(moment: Moment, rule: &Rule) -> Self {
        let mut days = Self::default();
        let (first, last) = (moment.earliest.number(), moment.latest.number());
        if is_exact(&moment) {
            days.sure.push(first, last);
        } else if moment.precision <= rule.coarsest {
            days.possible.push(first, last);
        }
        days
    }

    /// From one day to another. With b within begin and e within end, the event happens on b to e where that is
    /// no long span, else on b and on e: sure is what all such pairs have in common, possible what any has.
    fn of_span(begin: Moment, end: Moment, rule: &Rule) -> Self {
        let (b_first, b_last) = (begin.earliest.number(), begin.latest.number());
        // A zone may have moved one end past the other.
        let (e_first, e_last) = (end.earliest.number(), end.latest.number().max(b_first));
        let counts_in_full = |from: i32, to: i32| {
            rule.during || i64::from(to) - i64::from(from) < i64::from(rule.long_span_days)
        };
        let firm = |moment: &Moment| !moment.uncertain && !moment.approximate;

        let mut days = Self::default();
        for moment in [&begin, &end] {
            let own = Self::of_day(*moment, rule);
            for &(first, last) in own.sure.as_slice() {
                days.sure.push(first, last);
            }
            for &(first, last) in own.possible.as_slice() {
                days.possible.push(first, last);
            }
        }
        if firm(&begin) && firm(&end) && counts_in_full(b_first, e_last) {
            days.sure.push(b_last, e_first);
        }
        if begin.precision.max(end.precision) <= rule.coarsest && counts_in_full(b_last, e_first) {
            days.possible.push(b_last + 1, e_first - 1);
        }
        Self { sure: Ranges::joined(&mut days.sure.as_slice().to_vec()), possible: days.possible }
    }

    /// The days on which the event happens whatever its dates turn out to be.
    pub(super) fn sure(&self) -> Ranges {
        self.sure
    }

    /// Whether it has no days but those.
    pub(super) fn are_all_sure(&self) -> bool {
        self.possible.is_empty()
    }

    /// The days on which it happens for sure or possibly.
    pub(super) fn any(&self) -> Ranges {
        if self.possible.is_empty() {
            return self.sure;
        }
        Ranges::joined(&mut [self.sure.as_slice(), self.possible.as_slice()].concat())
    }
}

/// What is known of an edge, moved to the day that the rule asks for where it carries a time.
fn known(edge: Edge, clock: Option<&Clock>, zone: &DayZone) -> Option<Moment> {
    let Edge::Known(mut moment) = edge else { return None };
    if let Some(clock) = clock
        && *zone != DayZone::AsWritten
    {
        moment.earliest = moved(moment.earliest, clock, zone);
        moment.latest = moved(moment.latest, clock, zone);
    }
    Some(moment)
}

/// The day in another zone of a time on a day; the same day where the zone of either is not known.
fn moved(day: Day, clock: &Clock, zone: &DayZone) -> Day {
    let there = match zone {
        DayZone::AsWritten => None,
        DayZone::Utc => clock.utc(day).map(|(day, _)| day),
        DayZone::Named(name) => clock.day_in(day, name),
    };
    there.unwrap_or(day)
}

fn is_exact(moment: &Moment) -> bool {
    moment.earliest == moment.latest && !moment.uncertain && !moment.approximate
}

/// An event in a range of days (or of first days of windows), as the sweep takes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Happening {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
    /// The event's position.
    pub event: u32,
    /// What the sweep must know of the event.
    pub what: What,
}

/// The rank of an event's first lane in the low 28 bits, its importance in three, and whether it involves others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct What(u32);

impl What {
    pub(crate) fn new(lane: u32, importance: u8, involves: bool) -> Self {
        let (importance, involves) = (u32::from(importance.min(7)), u32::from(involves));
        Self(lane.min(MOST_LANES) | importance << 28 | involves << 31)
    }

    /// The rank of its lane, of the first where it is in several.
    pub(crate) fn lane(self) -> u32 {
        self.0 & MOST_LANES
    }

    /// 1 to 5.
    pub(crate) fn importance(self) -> u32 {
        self.0 >> 28 & 7
    }

    /// Whether other countries take part.
    pub(crate) fn involves(self) -> bool {
        self.0 >> 31 == 1
    }
}

impl Happening {
    /// The rank of the event's lane, of the first where it is in several.
    pub(crate) fn lane(self) -> u32 {
        self.what.lane()
    }

    /// The event.
    pub(crate) fn ix(self) -> EventIx {
        EventIx(self.event)
    }
}
