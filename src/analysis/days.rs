//! When each event happens, in a few bytes: four for those that have one day and no more, as most do, and
//! twenty-four more for the others, because reading a million events themselves takes ten times as long.

use std::sync::Arc;

use crate::model::{Day, Edge, Event, EventIx, Moment, Moves, Precision, threads};

/// The days of a document's events, by position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Days {
    all: Vec<Packed>,
    /// Those that have not just one day, by position.
    others: Vec<Other>,
}

/// From the low end: the day and [`SHIFT`] in 26 bits, whether a time is written, whether other countries are
/// involved, the importance in three bits, and whether all this is there to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Packed(u32);

/// Makes every day a number from 0.
const SHIFT: i32 = 1 << 25;
const DAY_BITS: u32 = 26;
const DAY: u32 = (1 << DAY_BITS) - 1;
const TIMED: u32 = 1 << 26;
const INVOLVES: u32 = 1 << 27;
const IMPORTANCE_AT: u32 = 28;
const IS_ONE_DAY: u32 = 1 << 31;
/// Of other than one day: whether the event itself must be asked, as a time is written.
const ASK: u32 = 1;
/// Of other than one day: whether it is written as an interval.
const INTERVAL: u32 = 2;

/// What is known of an event that has one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OneDay {
    /// The day as written.
    pub day: i32,
    /// Whether a time is written, so that the day may be another elsewhere.
    pub timed: bool,
    /// Whether other countries are involved.
    pub involves: bool,
    /// 1 to 5.
    pub importance: u8,
}

/// An event that has not just one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Other {
    begin: PackedMoment,
    end: PackedMoment,
    ix: u32,
    /// Importance and flags as in [`Packed`].
    what: u32,
}

/// What is known of one end of a date, or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct PackedMoment(u64);

const PRECISIONS: [Precision; 8] = [
    Precision::Time,
    Precision::Day,
    Precision::Month,
    Precision::Season,
    Precision::Year,
    Precision::Decade,
    Precision::Century,
    Precision::Millennium,
];
const PRECISION_AT: u32 = 2 * DAY_BITS;
const UNCERTAIN: u64 = 1 << 55;
const APPROXIMATE: u64 = 1 << 56;
const KNOWN: u64 = 1 << 57;

/// A day as a number from 0; `None` for one that no calendar has.
fn shifted(day: Day) -> Option<u32> {
    let day = day.number();
    (-SHIFT..SHIFT).contains(&day).then(|| (day + SHIFT).unsigned_abs())
}

fn unshifted(bits: u32) -> i32 {
    (bits & DAY).cast_signed() - SHIFT
}

fn flag(set: bool, bit: u32) -> u32 {
    if set { bit } else { 0 }
}

/// Importance, and whether others are involved.
fn facts(event: &Event) -> u32 {
    flag(!event.involves.is_empty(), INVOLVES) | u32::from(event.importance.min(7)) << IMPORTANCE_AT
}

impl Packed {
    pub(super) fn of(event: &Event) -> Self {
        let date = &event.date;
        let Edge::Known(moment) = date.begin() else { return Self(0) };
        let exact = moment.earliest == moment.latest && !moment.uncertain && !moment.approximate;
        let day = shifted(moment.earliest).filter(|_| exact && !date.is_interval());
        day.map_or(Self(0), |day| Self(day | flag(date.clock().is_some(), TIMED) | facts(event) | IS_ONE_DAY))
    }

    fn read(self) -> Option<OneDay> {
        let Self(bits) = self;
        (bits & IS_ONE_DAY != 0).then(|| OneDay {
            day: unshifted(bits),
            timed: bits & TIMED != 0,
            involves: bits & INVOLVES != 0,
            importance: (bits >> IMPORTANCE_AT & 7) as u8,
        })
    }
}

impl PackedMoment {
    /// `None` where it does not fit.
    fn of(edge: Edge) -> Option<Self> {
        let Edge::Known(moment) = edge else { return Some(Self(0)) };
        let days = u64::from(shifted(moment.earliest)?) | u64::from(shifted(moment.latest)?) << DAY_BITS;
        let precision = (moment.precision as u64) << PRECISION_AT;
        let flag = |set: bool, bit: u64| if set { bit } else { 0 };
        let flags = flag(moment.uncertain, UNCERTAIN) | flag(moment.approximate, APPROXIMATE);
        Some(Self(days | precision | flags | KNOWN))
    }

    #[allow(clippy::cast_possible_truncation)] // the lower bits are what is wanted
    fn read(self) -> Option<Moment> {
        let Self(bits) = self;
        let day = |at: u32| Day::from_number(unshifted((bits >> at) as u32));
        let precision = PRECISIONS[(bits >> PRECISION_AT) as usize & 7];
        (bits & KNOWN != 0).then(|| Moment {
            earliest: day(0),
            latest: day(DAY_BITS),
            precision,
            uncertain: bits & UNCERTAIN != 0,
            approximate: bits & APPROXIMATE != 0,
        })
    }
}

impl Other {
    fn of(event: &Event, ix: u32) -> Self {
        let date = &event.date;
        let is_interval = date.is_interval();
        let begin = PackedMoment::of(date.begin());
        let end = if is_interval { PackedMoment::of(date.end()) } else { Some(PackedMoment::default()) };
        let ask = date.clock().is_some() || date.end_clock().is_some() || begin.is_none() || end.is_none();
        let what = flag(ask, ASK) | flag(is_interval, INTERVAL) | facts(event);
        Self { begin: begin.unwrap_or_default(), end: end.unwrap_or_default(), ix, what }
    }

    /// The event.
    pub(super) fn ix(&self) -> EventIx {
        EventIx(self.ix)
    }

    /// What is known of its beginning and, where it is an interval, of its end; `None` where the event must be asked
    /// itself, because a time is written.
    pub(super) fn moments(&self) -> Option<(Option<Moment>, Option<Option<Moment>>)> {
        let end = (self.what & INTERVAL != 0).then(|| self.end.read());
        (self.what & ASK == 0).then(|| (self.begin.read(), end))
    }

    /// 1 to 5.
    pub(super) fn importance(&self) -> u8 {
        (self.what >> IMPORTANCE_AT & 7) as u8
    }

    /// Whether other countries are involved.
    pub(super) fn involves(&self) -> bool {
        self.what & INVOLVES != 0
    }
}

impl Days {
    /// The days of events, read on every core.
    pub(super) fn new(events: &[Arc<Event>]) -> Self {
        let mut all = vec![Packed::default(); events.len()];
        let share = events.len().div_ceil(threads(events.len())).max(1);
        let pack = |all: &mut [Packed], events: &[Arc<Event>], first: u32| {
            let mut count = 0;
            for (day, event) in all.iter_mut().zip(events) {
                *day = Packed::of(event);
                count += usize::from(day.read().is_none());
            }
            // Counted first, so that there is no room to spare.
            let mut others = Vec::with_capacity(count);
            let with_day = all.iter().zip(events).zip(first..);
            let more = with_day.filter(|((day, _), _)| day.read().is_none());
            others.extend(more.map(|((_, event), ix)| Other::of(event, ix)));
            others
        };
        let parts = all.chunks_mut(share).zip(events.chunks(share)).zip((0_u32..).step_by(share));
        let others = std::thread::scope(|scope| {
            let threads: Vec<_> =
                parts.map(|((all, events), first)| scope.spawn(move || pack(all, events, first))).collect();
            let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<Other>>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            let parts: Vec<Vec<Other>> = threads.into_iter().map(join).collect();
            parts.concat()
        });
        Self { all, others }
    }

    /// Follows a change of an event.
    pub(super) fn set(&mut self, ix: EventIx, event: &Event) {
        let Some(slot) = self.all.get_mut(ix.index()) else { return };
        *slot = Packed::of(event);
        let is_one = slot.read().is_some();
        match self.others.binary_search_by_key(&ix.0, |other| other.ix) {
            Ok(at) if is_one => drop(self.others.remove(at)),
            Ok(at) => self.others[at] = Other::of(event, ix.0),
            Err(at) if !is_one => self.others.insert(at, Other::of(event, ix.0)),
            Err(_) => {}
        }
    }

    /// Follows events that come and go; those that came are to be [`Days::set`] then.
    pub(super) fn follow(&mut self, moves: &Moves, gone: &[u32]) {
        if !gone.is_empty() {
            self.others.retain(|other| gone.binary_search(&other.ix).is_err());
        }
        moves.apply(&mut self.others, |other| &mut other.ix);
        moves.resize(&mut self.all);
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The first and the last day of those that have just one; `None` where none has.
    pub(super) fn span(&self) -> Option<(i32, i32)> {
        let day = |packed: &Packed| {
            if packed.0 & IS_ONE_DAY == 0 { (DAY, 0) } else { (packed.0 & DAY, packed.0 & DAY) }
        };
        let (first, last) =
            self.all.iter().map(day).fold((DAY, 0), |span, day| (span.0.min(day.0), span.1.max(day.1)));
        (first <= last).then(|| (unshifted(first), unshifted(last)))
    }

    /// The days of a range of events, each `None` where it has not just one.
    pub(super) fn range(&self, events: std::ops::Range<usize>) -> impl Iterator<Item = Option<OneDay>> {
        self.all.get(events).unwrap_or_default().iter().map(|day| day.read())
    }

    /// Those of a range of events that have not just one day, by position.
    pub(super) fn others(&self, events: std::ops::Range<usize>) -> &[Other] {
        let place = |event: usize| self.others.partition_point(|other| (other.ix as usize) < event);
        self.others.get(place(events.start)..place(events.end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EventDate, EventId, LaneId};

    fn event(date: &str, importance: u8, involves: bool) -> Event {
        let mut event = Event::new(EventId::new("a"), EventDate::parse(date).unwrap(), "A", "IR");
        event.importance = importance;
        event.involves = involves.then(|| LaneId::new("IL")).into_iter().collect();
        event
    }

    #[test]
    fn a_day_is_read_as_it_was_packed() {
        let read = |date: &str, importance: u8, involves: bool| {
            Packed::of(&event(date, importance, involves)).read()
        };
        for (date, written) in [
            ("2024-10-14", "2024-10-14"),
            ("-9999-01-01", "-9999-01-01"),
            ("9999-12-31", "9999-12-31"),
            ("2024-10-14T08:00Z", "2024-10-14"),
        ] {
            let day = read(date, 4, true).unwrap();
            assert_eq!(Day::from_number(day.day).to_string(), written);
            assert_eq!((day.timed, day.involves, day.importance), (date.contains('T'), true, 4));
        }
        for date in
            ["2024", "2024-10", "2024-10-14?", "2024-10-14~", "2024-10-14/2024-10-15", "2024-10-14/.."]
        {
            assert_eq!(read(date, 1, false), None, "{date}");
        }
    }

    #[test]
    fn other_dates_are_read_as_they_were_packed() {
        for date in [
            "2024",
            "2024-10",
            "2024-21",
            "202X",
            "20XX",
            "XXXX",
            "-9999",
            "9999",
            "2024-10-14?",
            "2024-10-14~",
            "2024-10-14%",
            "2024-10-14/2024-11",
            "../2024-10-14",
            "2024-10-14/",
            "-9999-01-01/9999-12-31~",
        ] {
            let event = event(date, 2, date.len() % 2 == 0);
            let other = Other::of(&event, 7);
            let end = event.date.is_interval().then(|| event.date.end().moment());
            assert_eq!(other.moments(), Some((event.date.begin().moment(), end)), "{date}");
            assert_eq!((other.ix(), other.importance()), (EventIx(7), 2));
            assert_eq!(other.involves(), !event.involves.is_empty());
        }
        for date in ["2024-10-14T08:00?", "2024-10-14/2024-10-15T09:30Z"] {
            assert_eq!(Other::of(&event(date, 2, false), 0).moments(), None, "{date}");
        }
        assert!((0..8).all(|at| PRECISIONS[at] as usize == at));
        // There may be a million of each.
        assert_eq!((size_of::<Packed>(), size_of::<Other>()), (4, 24));
    }

    #[test]
    fn days_follow_their_events() {
        let dates = ["2024-10-14", "2024-10", "2024/2025", "2024-10-15", "2024-10-16?"];
        let mut events: Vec<Arc<Event>> = dates.map(|date| Arc::new(event(date, 3, false))).into();
        let mut days = Days::new(&events);
        for (at, date) in
            [(0, "2023"), (1, "2023-01-01"), (2, "2022/2023"), (3, "2021-01-01"), (4, "2021-01-02")]
        {
            events[at] = Arc::new(event(date, 3, true));
            days.set(EventIx(at as u32), &events[at]);
            assert_eq!(days, Days::new(&events));
        }
        let all: Vec<u32> = days.others(0..5).iter().map(|other| other.ix).collect();
        assert_eq!((all, days.others(1..2).len(), days.range(1..3).count()), (vec![0, 2], 0, 2));
    }
}
