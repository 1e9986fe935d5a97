//! A null that keeps each lane's rhythm: one lane of a pair is moved by whole weeks, around a ring of days, and what
//! is then shared is chance. Mondays stay Mondays and a burst of events stays a burst, so that neither looks like
//! a tie between lanes.
//!
//! The ring is the range filled up to whole weeks: with up to six days more than the range, on which nothing happens, a day
//! keeps its weekday around the corner too, and every shift has its opposite. So a pair has one p whichever
//! of its lanes is the one that is moved.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::counts::{Counter, Counts};

/// The number of days of the ring for a range of so many days.
pub(super) fn ring_len(days: u32) -> u32 {
    days.div_ceil(7) * 7
}

/// Which shifts are tried, in weeks; each stands for itself and its opposite.
#[derive(Clone, Debug, Default)]
pub(super) struct Shifts {
    weeks: u32,
    chosen: Vec<u32>,
}

impl Shifts {
    /// All shifts by 1 to W − 1 weeks around a ring of W weeks, where these are at most `most`; else `most` of them
    /// (one more where that is odd, for they come with their opposites), drawn without replacement: the same
    /// ones for the same seed.
    pub(super) fn new(days: u32, most: u32, seed: u64) -> Self {
        let weeks = ring_len(days) / 7;
        let half = weeks / 2;
        if weeks.saturating_sub(1) <= most {
            return Self { weeks, chosen: (1..=half).collect() };
        }
        // The shift by half a ring is its own opposite and is left out here.
        let pool = (weeks - 1) / 2;
        Self { weeks, chosen: draw(pool, most.div_ceil(2).min(pool), seed) }
    }

    /// How many shifts there are, opposites included.
    pub(super) fn len(&self) -> u32 {
        let own_opposite = self.chosen.iter().filter(|&&week| week * 2 == self.weeks).count();
        (self.chosen.len() * 2 - own_opposite) as u32
    }

    /// Each shift in days, opposites included.
    pub(super) fn in_days(&self) -> impl Iterator<Item = u32> {
        let opposite = |week: u32| (week * 2 != self.weeks).then_some(self.weeks - week);
        self.chosen.iter().flat_map(move |&week| [Some(week), opposite(week)]).flatten().map(|week| week * 7)
    }
}

/// `count` of the numbers 1 to `pool`, ascending (Floyd's algorithm: no number is drawn twice, none is put back).
fn draw(pool: u32, count: u32, seed: u64) -> Vec<u32> {
    let mut random = SplitMix64(seed);
    let mut drawn = BTreeSet::new();
    for last in pool - count + 1..=pool {
        let number = 1 + random.below(last);
        drawn.insert(if drawn.contains(&number) { last } else { number });
    }
    drawn.into_iter().collect()
}

/// The generator SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2714064.2660195): a few lines that give the same
/// numbers on every machine and in every version, which is what a seed is for.
#[derive(Clone, Debug)]
pub(super) struct SplitMix64(pub(super) u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound` − 1; one may be likelier than another by `bound` in 2^64.
    fn below(&mut self, bound: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u32
    }
}

/// Two lanes by their position in a [`Counter`], and the days they share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observed {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) shared: u32,
}

/// For each pair the number of shifts with at least as many shared days as observed. `None` where `progress`
/// (shifts done, shifts in all) says to stop. All cores help; the answer does not depend on how many there are.
pub(super) fn exceeding(
    counter: &Counter,
    pairs: &[Observed],
    shifts: &Shifts,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Vec<u32>> {
    /// Less work than this, in nanoseconds, is done before a thread has begun.
    const THREADED_FROM_NANOSECONDS: u64 = 5_000_000;
    let work = Work { counter, pairs, shifts, next: AtomicUsize::new(0), stop: AtomicBool::new(false) };
    let passes = shifts.chosen.len();
    let cost = counter.cost().saturating_mul(passes as u64);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let helpers = (cores - 1).min((cost / THREADED_FROM_NANOSECONDS) as usize).min(passes);
    let all = shifts.len() as usize;

    thread::scope(|scope| {
        // Where no thread can be had, this one does it all.
        let helpers: Vec<_> = (0..helpers)
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, || work.take_part(|_| true)).ok())
            .collect();
        let mut sum = work.take_part(|taken| progress(taken * all / passes.max(1), all));
        for helper in helpers {
            // A helper that failed would leave its shifts uncounted: better no answer than a wrong one.
            let Ok(part) = helper.join() else { return None };
            sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
        let stopped = work.stop.load(Ordering::Relaxed);
        (!stopped && progress(all, all)).then_some(sum)
    })
}

/// What the threads share.
struct Work<'a> {
    counter: &'a Counter,
    pairs: &'a [Observed],
    shifts: &'a Shifts,
    next: AtomicUsize,
    stop: AtomicBool,
}

impl Work<'_> {
    /// Takes one shift after the other until there are no more; `goes_on` is asked before each.
    fn take_part(&self, mut goes_on: impl FnMut(usize) -> bool) -> Vec<u32> {
        let mut exceeding = vec![0; self.pairs.len()];
        let mut counts = Counts::default();
        loop {
            let taken = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&week) = self.shifts.chosen.get(taken) else { return exceeding };
            if self.stop.load(Ordering::Relaxed) || !goes_on(taken) {
                self.stop.store(true, Ordering::Relaxed);
                return exceeding;
            }
            self.counter.count(week * 7, &mut counts);
            let with_opposite = week * 2 != self.shifts.weeks;
            for (exceeding, pair) in exceeding.iter_mut().zip(self.pairs) {
                *exceeding += u32::from(counts.of(pair.a, pair.b) >= pair.shared);
                // Shifting b back is shifting a forth.
                *exceeding += u32::from(with_opposite && counts.of(pair.b, pair.a) >= pair.shared);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitmix64_as_published() {
        // The first numbers of the reference implementation for the seed 1234567.
        let mut random = SplitMix64(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn all_shifts_where_they_are_few() {
        let days = |days: u32, most: u32| {
            let shifts = Shifts::new(days, most, 1);
            let mut all: Vec<u32> = shifts.in_days().collect();
            assert_eq!(all.len(), shifts.len() as usize);
            all.sort_unstable();
            all
        };
        assert!(days(0, 400).is_empty());
        assert!(days(7, 400).is_empty());
        assert_eq!(days(8, 400), [7]);
        assert_eq!(days(21, 400), [7, 14]);
        assert_eq!(days(28, 3), [7, 14, 21]);
        assert_eq!(days(28, 2).len(), 2);
        assert!(days(28, 0).is_empty());
    }

    #[test]
    fn a_sample_is_drawn_once_each_with_opposites_and_depends_on_the_seed() {
        let sample = |seed: u64, most: u32| {
            let shifts: BTreeSet<u32> = Shifts::new(70_000, most, seed).in_days().collect();
            assert_eq!(shifts.len(), 400);
            assert!(shifts.iter().all(|shift| shift % 7 == 0 && shifts.contains(&(70_000 - shift))));
            assert!(!shifts.contains(&0));
            shifts
        };
        assert_eq!(sample(1, 400), sample(1, 399));
        assert_ne!(sample(1, 400), sample(2, 400));
    }

    #[test]
    fn every_shift_is_about_as_likely() {
        let mut times = [0_u32; 10];
        for seed in 0..2000 {
            draw(10, 3, seed).into_iter().for_each(|number| times[number as usize - 1] += 1);
        }
        assert_eq!(times.iter().sum::<u32>(), 6000);
        assert!(times.iter().all(|&times| (500..700).contains(&times)), "{times:?}");
    }
}
