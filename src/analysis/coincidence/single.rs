//! Events that happen on a single day, as most of a million do, by day: eight bytes each, put in their places by
//! counting on every core.

use std::ops::Range;

use super::runs::{Happening, What};
use crate::model::threads;

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
const FEW: usize = 2048;
const SPARSE: usize = 4;

impl SingleDays {
    pub(super) const NONE: Self =
        Self { days: Vec::new(), begins: Vec::new(), events: Vec::new(), tolerance: 0 };

    /// Whether events whose days go from one to another are worth being counted by day.
    pub(super) fn worth_counting(events: usize, (first, last): (i32, i32)) -> bool {
        events >= FEW && last.abs_diff(first) as usize <= SPARSE * events
    }

    /// Of all that `each` gives for ranges of so many positions, of which it is known how many there are on each day
    /// from the first on.
    pub(super) fn counted<I: Iterator<Item = (i32, OnDay)>>(
        len: usize,
        (first, counts): (i32, &[u32]),
        each: impl Fn(Range<usize>) -> I + Sync,
        tolerance: i32,
    ) -> Self {
        let mut single = Self { tolerance, ..Self::default() };
        let mut begins: Vec<u32> = Vec::with_capacity(counts.len() + 1);
        let mut before = 0;
        begins.push(0);
        for count in counts {
            before += count;
            begins.push(before);
        }
        single.events = vec![OnDay::default(); before as usize];
        std::thread::scope(|scope| {
            let (each, begins) = (&each, &begins);
            let mut rest = single.events.as_mut_slice();
            let mut from = 0;
            let threads = threads(len);
            for part in 1..=threads {
                // Each thread has days of its own, of about the same number of events.
                let wanted = (u64::from(before) * part as u64 / threads as u64) as u32;
                let to = begins.partition_point(|begin| *begin <= wanted) - 1;
                let (own, others) =
                    std::mem::take(&mut rest).split_at_mut((begins[to] - begins[from]) as usize);
                rest = others;
                let days = from..to;
                let put = move || put(own, begins, days, each(0..len), first);
                if part == threads {
                    put()
                } else {
                    drop(scope.spawn(put))
                }
                from = to;
            }
        });
        for (day, pair) in (first..).zip(begins.windows(2)) {
            if pair[0] < pair[1] {
                single.days.push(day);
                single.begins.push(pair[0]);
            }
        }
        single.begins.push(before);
        single
    }

    /// Of those given, by position.
    pub(super) fn sorted(all: impl Iterator<Item = (i32, OnDay)>, tolerance: i32) -> Self {
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

/// Puts those of some days in their places.
fn put(
    places: &mut [OnDay],
    begins: &[u32],
    days: Range<usize>,
    all: impl Iterator<Item = (i32, OnDay)>,
    first: i32,
) {
    let start = begins[days.start];
    let mut next: Vec<u32> = begins[days.clone()].iter().map(|begin| begin - start).collect();
    for (day, event) in all {
        let own = (day.abs_diff(first) as usize).wrapping_sub(days.start);
        if let Some(next) = next.get_mut(own) {
            places[*next as usize] = event;
            *next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_as_sorted() {
        for (len, spread) in [(0_usize, 1), (1, 1), (3_000, 7), (3_000, 900), (60_000, 40_000)] {
            let each = |range: Range<usize>| {
                let some = range.filter(|n| n % 11 != 3);
                some.map(move |n| {
                    let day = i32::try_from((n * 7_919 + n * n % 313) % spread).unwrap() - 40;
                    (day, OnDay { what: What::default(), event: n as u32 })
                })
            };
            let mut counts = vec![0; spread];
            each(0..len).for_each(|(day, _)| counts[(day + 40) as usize] += 1);
            let counted = SingleDays::counted(len, (-40, &counts), each, 2);
            let sorted = SingleDays::sorted(each(0..len), 2);
            assert_eq!((&counted.days, &counted.begins), (&sorted.days, &sorted.begins), "{len} {spread}");
            assert_eq!(counted.events, sorted.events);
            for day in -44..60 {
                let on: Vec<u32> = sorted.on(day).map(|happening| happening.event).collect();
                let all = each(0..len).filter(|(other, _)| (day..=day + 2).contains(other));
                let mut expected: Vec<u32> = all.map(|(_, event)| event.event).collect();
                expected.sort_by_key(|event| sorted.events.iter().position(|on| on.event == *event));
                assert!(len > 3_000 || on == expected, "{day}");
                assert_eq!(on.len(), expected.len());
            }
        }
    }
}
