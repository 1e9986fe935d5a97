//! Events that happen on a single day, as most of a million do, by day: eight bytes each, put in their places by
//! counting.

use super::happening::{Happening, What};

/// An event on its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OnDay {
    pub what: What,
    /// The event's position.
    pub event: u32,
}

/// Events that have a day each.
#[derive(Clone, Debug, Default)]
pub(super) struct SingleDays {
    /// The days that have any, ascending.
    days: Vec<i32>,
    /// Where the events of each begin, and where those of the last end.
    begins: Vec<u32>,
    /// By day, those of a day by position.
    events: Vec<OnDay>,
    /// By how many days earlier the windows begin that hold a day.
    tolerance: i32,
}

/// Fewer than this are sorted by comparing, and so are those whose days are farther apart than this many times their
/// number.
const COUNTED_FROM_EVENTS: usize = 2048;
const SPARSE_DAYS_PER_EVENT: usize = 4;
/// Days are put in order by blocks of so many at the least, and of so many blocks at the most.
const BLOCK_LOG2: u32 = 10;
const BLOCKS_LOG2: u32 = 6;

impl SingleDays {
    /// Of about so many events with their days, by position, which `all` gives as often as one asks.
    pub(super) fn new<I: Iterator<Item = (i32, OnDay)>>(
        about: usize,
        span: (i32, i32),
        all: impl Fn() -> I,
        tolerance: i32,
    ) -> Self {
        let is_dense = span.1.abs_diff(span.0) as usize <= SPARSE_DAYS_PER_EVENT * about;
        if about >= COUNTED_FROM_EVENTS && is_dense {
            Self::counted(span, all, tolerance)
        } else {
            Self::sorted(all(), tolerance)
        }
    }

    fn counted<I: Iterator<Item = (i32, OnDay)>>(
        (first, last): (i32, i32),
        all: impl Fn() -> I,
        tolerance: i32,
    ) -> Self {
        let mut places = vec![0_u32; last.abs_diff(first) as usize + 1];
        for (day, _) in all() {
            places[day.abs_diff(first) as usize] += 1;
        }
        let mut single = Self { tolerance, ..Self::default() };
        let mut before = 0;
        for (day, place) in (first..).zip(&mut places) {
            if *place > 0 {
                single.days.push(day);
                single.begins.push(before);
            }
            before += std::mem::replace(place, before);
        }
        single.begins.push(before);
        // Written by the block of days first and then by day, so that what is written to stays in the cache.
        let days = last.abs_diff(first);
        let shift = (u32::BITS - days.leading_zeros()).saturating_sub(BLOCKS_LOG2).max(BLOCK_LOG2);
        let mut blocks: Vec<u32> = places.iter().step_by(1 << shift).copied().collect();
        let mut staged = vec![(0, OnDay::default()); before as usize];
        for (day, event) in all() {
            let day = day.abs_diff(first);
            let place = &mut blocks[(day >> shift) as usize];
            staged[*place as usize] = (day, event);
            *place += 1;
        }
        single.events = vec![OnDay::default(); before as usize];
        for (day, event) in staged {
            let place = &mut places[day as usize];
            single.events[*place as usize] = event;
            *place += 1;
        }
        single
    }

    /// Of those given, by position.
    fn sorted(all: impl Iterator<Item = (i32, OnDay)>, tolerance: i32) -> Self {
        let mut all: Vec<(i32, OnDay)> = all.collect();
        all.sort_by_key(|(day, _)| *day);
        let mut single = Self { tolerance, ..Self::default() };
        for (at, (day, _)) in (0..).zip(&all) {
            if single.days.last() != Some(day) {
                single.days.push(*day);
                single.begins.push(at);
            }
        }
        single.begins.push(all.len() as u32);
        single.events = all.into_iter().map(|(_, event)| event).collect();
        single
    }

    /// How many events there are.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// The first day of the first window that holds the day at a position among those that have events.
    pub(super) fn first(&self, at: usize) -> Option<i32> {
        self.days.get(at).map(|day| day - self.tolerance)
    }

    /// That of the last such window, which is the day itself.
    pub(super) fn last(&self, at: usize) -> Option<i32> {
        self.days.get(at).copied()
    }

    /// The events of the day at a position.
    pub(super) fn events(&self, at: usize) -> &[OnDay] {
        let range = self.begins[at] as usize..self.begins[at + 1] as usize;
        &self.events[range]
    }

    /// Those that the window holds that begins on a day.
    pub(super) fn on(&self, day: i32) -> impl Iterator<Item = Happening> {
        let place = |day: i32| self.days.partition_point(|other| *other < day);
        let days = place(day)..place(day + self.tolerance + 1);
        days.flat_map(|at| {
            let (first, last) = (self.days[at] - self.tolerance, self.days[at]);
            self.events(at).iter().map(move |OnDay { what, event }| Happening {
                first,
                last,
                event: *event,
                what: *what,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_as_sorted() {
        for (len, spread) in [(0_usize, 1), (1, 1), (300, 7), (3_000, 900), (6_000, 40_000)] {
            let all = || {
                (0..len).filter(|n| n % 11 != 3).map(move |n| {
                    let day = i32::try_from((n * 7_919 + n * n % 313) % spread).unwrap() - 40;
                    (day, OnDay { what: What::default(), event: n as u32 })
                })
            };
            let counted = SingleDays::counted((-40, spread as i32 - 40), all, 2);
            let sorted = SingleDays::sorted(all(), 2);
            assert_eq!((&counted.days, &counted.begins), (&sorted.days, &sorted.begins), "{len} {spread}");
            assert_eq!(counted.events, sorted.events);
            for day in -44..60 {
                let on: Vec<u32> = counted.on(day).map(|happening| happening.event).collect();
                let mut expected: Vec<(i32, OnDay)> =
                    all().filter(|(other, _)| (day..=day + 2).contains(other)).collect();
                expected.sort_by_key(|(day, event)| (*day, event.event));
                assert_eq!(on, expected.iter().map(|(_, event)| event.event).collect::<Vec<_>>(), "{day}");
            }
        }
    }
}
