//! The day of each event that has one day and no more, as most do, with the little that is asked of a million events
//! at once besides: four bytes each, because reading the events themselves takes ten times as long.

use std::sync::Arc;

use crate::model::{Edge, Event, EventIx, threads};

/// The days of a document's events, by position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Days(Vec<Packed>);

/// From the low end: the day and [`SHIFT`] in 26 bits, whether a time is written, whether other countries are
/// involved, the importance in three bits, and whether all this is there to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Packed(u32);

/// Makes every day a number from 0.
const SHIFT: i32 = 1 << 25;
const DAY: u32 = (1 << 26) - 1;
const TIMED: u32 = 1 << 26;
const INVOLVES: u32 = 1 << 27;
const IMPORTANCE_AT: u32 = 28;
const IS_ONE_DAY: u32 = 1 << 31;

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

impl Packed {
    pub(super) fn of(event: &Event) -> Self {
        let date = &event.date;
        let Edge::Known(moment) = date.begin() else { return Self(0) };
        let day = moment.earliest.number();
        let exact = moment.earliest == moment.latest && !moment.uncertain && !moment.approximate;
        if date.is_interval() || !exact || !(-SHIFT..SHIFT).contains(&day) {
            return Self(0);
        }
        let flag = |set: bool, bit: u32| if set { bit } else { 0 };
        let importance = u32::from(event.importance.min(7)) << IMPORTANCE_AT;
        let flags = flag(date.clock().is_some(), TIMED) | flag(!event.involves.is_empty(), INVOLVES);
        Self((day + SHIFT).unsigned_abs() | flags | importance | IS_ONE_DAY)
    }

    fn read(self) -> Option<OneDay> {
        let Self(bits) = self;
        (bits & IS_ONE_DAY != 0).then(|| OneDay {
            day: (bits & DAY).cast_signed() - SHIFT,
            timed: bits & TIMED != 0,
            involves: bits & INVOLVES != 0,
            importance: (bits >> IMPORTANCE_AT & 7) as u8,
        })
    }
}

impl Days {
    /// The days of events, read on every core.
    pub(super) fn new(events: &[Arc<Event>]) -> Self {
        let mut days = vec![Packed::default(); events.len()];
        let share = events.len().div_ceil(threads(events.len())).max(1);
        std::thread::scope(|scope| {
            for (days, events) in days.chunks_mut(share).zip(events.chunks(share)) {
                scope.spawn(move || {
                    days.iter_mut().zip(events).for_each(|(day, event)| *day = Packed::of(event));
                });
            }
        });
        Self(days)
    }

    /// Follows a change of an event.
    pub(super) fn set(&mut self, ix: EventIx, event: &Event) {
        if let Some(slot) = self.0.get_mut(ix.index()) {
            *slot = Packed::of(event);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The day of an event; `None` where it has not just one.
    pub(super) fn of(&self, event: usize) -> Option<OneDay> {
        self.0.get(event)?.read()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Day, EventDate, EventId, LaneId};

    #[test]
    fn a_day_is_read_as_it_was_packed() {
        let read = |date: &str, importance: u8, involves: bool| {
            let mut event = Event::new(EventId::new("a"), EventDate::parse(date).unwrap(), "A", "IR");
            event.importance = importance;
            event.involves = involves.then(|| LaneId::new("IL")).into_iter().collect();
            Packed::of(&event).read()
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
}
