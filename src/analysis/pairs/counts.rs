//! How many days any two lanes share, for all pairs at once and with one lane of each shifted around a ring of
//! days: thousands of times over, so this is where the time goes.
//!
//! Two ways with the same answer. Where lanes are dense, a bit per day and lane: 64 days in one step. Where events
//! are few or far apart, the lanes of each day against those of the shifted day. The cheaper one is chosen.

/// Beyond this many bytes of bits, days are looked at one by one.
const MOST_BYTES: u64 = 256 << 20;

/// Lanes on a ring of days, ready to be counted.
#[derive(Debug)]
pub(super) struct Counter {
    lanes: usize,
    len: u32,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Bits(Bits),
    Days(Days),
}

/// A bit per lane and day.
#[derive(Debug)]
struct Bits {
    words: usize,
    /// The days of each lane.
    once: Vec<u64>,
    /// The days of each lane twice over and a word of nothing, so that a shift around the ring is a plain one.
    twice: Vec<u64>,
    words_twice: usize,
}

/// The lanes of each day.
#[derive(Debug)]
struct Days {
    /// The days with any event.
    days: Vec<u32>,
    /// Where the lanes of each day of the ring begin, and their end.
    begins: Vec<u32>,
    lanes: Vec<u32>,
}

/// Room for the counts of one shift, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Counts {
    lanes: usize,
    /// By the lane that stays, then by the lane that is shifted.
    counts: Vec<u32>,
    shifted: Vec<u64>,
}

impl Counts {
    /// The number of days d of lane `a` for which d + shift is a day of lane `b`.
    pub(super) fn of(&self, a: usize, b: usize) -> u32 {
        self.counts[a * self.lanes + b]
    }
}

impl Counter {
    /// Takes the days of each lane, ascending, distinct and less than `len`.
    pub(super) fn new(lanes: &[&[u32]], len: u32) -> Self {
        let way = match prefers_bits(lanes, len) {
            true => Way::Bits(Bits::new(lanes, len)),
            false => Way::Days(Days::new(lanes, len)),
        };
        Self { lanes: lanes.len(), len, way }
    }

    /// Counts the days that each two lanes share when the second is shifted `shift` days towards the beginning,
    /// around the ring.
    pub(super) fn count(&self, shift: u32, into: &mut Counts) {
        into.lanes = self.lanes;
        into.counts.clear();
        into.counts.resize(self.lanes * self.lanes, 0);
        if self.len == 0 {
            return;
        }
        match &self.way {
            Way::Bits(bits) => bits.count(self.lanes, shift % self.len, into),
            Way::Days(days) => days.count(self.lanes, self.len, shift % self.len, &mut into.counts),
        }
    }

    /// About how many nanoseconds a count takes.
    pub(super) fn cost(&self) -> u64 {
        match &self.way {
            Way::Bits(bits) => bits_cost(self.lanes, bits.words),
            Way::Days(days) => days_cost(days.lanes.len(), days.days.len(), self.len),
        }
    }
}

fn prefers_bits(lanes: &[&[u32]], len: u32) -> bool {
    let words = (len as usize).div_ceil(64);
    let bytes = lanes.len() as u64 * words as u64 * 8 * 4;
    let all = lanes.iter().map(|days| days.len()).sum();
    bytes <= MOST_BYTES && bits_cost(lanes.len(), words) < days_cost(all, all, len)
}

/// Measured in a release build: 0.7 ns for each word of each two lanes.
fn bits_cost(lanes: usize, words: usize) -> u64 {
    (lanes * lanes) as u64 * (words as u64 * 7 / 10 + 4)
}

/// Measured in a release build: 0.6 ns for each lane of a day with each lane of the day it meets, on average.
fn days_cost(all: usize, days: usize, len: u32) -> u64 {
    let all = all as u64;
    days as u64 * 4 + all * all / u64::from(len.max(1)) * 6 / 10
}

impl Bits {
    fn new(lanes: &[&[u32]], len: u32) -> Self {
        let words = (len as usize).div_ceil(64);
        let words_twice = words * 2 + 1;
        let (mut once, mut twice) = (vec![0; words * lanes.len()], vec![0; words_twice * lanes.len()]);
        for (at, days) in lanes.iter().enumerate() {
            for &day in *days {
                set(&mut once[at * words..], day);
                set(&mut twice[at * words_twice..], day);
                set(&mut twice[at * words_twice..], day + len);
            }
        }
        Self { words, once, twice, words_twice }
    }

    fn count(&self, lanes: usize, shift: u32, into: &mut Counts) {
        let (skip, by) = (shift as usize / 64, shift % 64);
        into.shifted.clear();
        for twice in self.twice.chunks_exact(self.words_twice) {
            let pairs = twice[skip..].windows(2).take(self.words);
            match by {
                0 => into.shifted.extend(pairs.map(|two| two[0])),
                _ => into.shifted.extend(pairs.map(|two| two[0] >> by | two[1] << (64 - by))),
            }
        }
        for (a, days) in self.once.chunks_exact(self.words).enumerate() {
            for (b, shifted) in into.shifted.chunks_exact(self.words).enumerate() {
                if a != b {
                    into.counts[a * lanes + b] = in_common(days, shifted);
                }
            }
        }
    }
}

fn set(bits: &mut [u64], at: u32) {
    bits[at as usize / 64] |= 1 << (at % 64);
}

/// The number of bits that are set in both.
fn in_common(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

impl Days {
    fn new(lanes: &[&[u32]], len: u32) -> Self {
        let mut begins = vec![0_u32; len as usize + 1];
        for day in lanes.iter().copied().flatten() {
            begins[*day as usize + 1] += 1;
        }
        for day in 0..len as usize {
            begins[day + 1] += begins[day];
        }
        let mut next = begins.clone();
        let mut by_day = vec![0; lanes.iter().map(|days| days.len()).sum()];
        for (lane, days) in (0_u32..).zip(lanes) {
            for &day in *days {
                by_day[next[day as usize] as usize] = lane;
                next[day as usize] += 1;
            }
        }
        let days = (0..len).filter(|&day| begins[day as usize] < begins[day as usize + 1]).collect();
        Self { days, begins, lanes: by_day }
    }

    fn of(&self, day: u32) -> &[u32] {
        &self.lanes[self.begins[day as usize] as usize..self.begins[day as usize + 1] as usize]
    }

    fn count(&self, lanes: usize, len: u32, shift: u32, counts: &mut [u32]) {
        for &day in &self.days {
            let there = if day < len - shift { day + shift } else { day - (len - shift) };
            let meeting = self.of(there);
            for &a in self.of(day) {
                let counts = &mut counts[a as usize * lanes..][..lanes];
                for &b in meeting {
                    counts[b as usize] += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_count_as_looking_at_every_day_does(
            len in 1_u32..300,
            lanes in prop::collection::vec(prop::collection::btree_set(0_u32..300, 0..60), 1..5),
            shift in 0_u32..700,
        ) {
            let lanes: Vec<Vec<u32>> =
                lanes.into_iter().map(|days| days.into_iter().filter(|day| *day < len).collect()).collect();
            let slices: Vec<&[u32]> = lanes.iter().map(Vec::as_slice).collect();
            let ways = [Way::Bits(Bits::new(&slices, len)), Way::Days(Days::new(&slices, len))];
            for way in ways {
                let counter = Counter { lanes: lanes.len(), len, way };
                let mut counts = Counts::default();
                counter.count(3, &mut counts);
                counter.count(shift, &mut counts);
                for (a, days_a) in lanes.iter().enumerate() {
                    for (b, days_b) in lanes.iter().enumerate().filter(|(b, _)| *b != a) {
                        let met = days_a.iter().filter(|day| days_b.contains(&((*day + shift) % len))).count();
                        prop_assert_eq!(counts.of(a, b) as usize, met, "{:?}", &counter.way);
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_to_count() {
        let mut counts = Counts::default();
        Counter::new(&[], 0).count(7, &mut counts);
        let none: &[u32] = &[];
        Counter::new(&[none, none], 0).count(7, &mut counts);
        assert_eq!(counts.of(0, 1), 0);
    }

    #[test]
    fn dense_lanes_are_counted_by_bits_and_sparse_ones_by_days() {
        let dense: Vec<u32> = (0..1000).step_by(2).collect();
        let sparse: Vec<u32> = (0..5).map(|at| at * 1_000_000).collect();
        assert!(prefers_bits(&[&dense, &dense], 1000));
        assert!(!prefers_bits(&[&sparse, &sparse], 7_000_000));
    }
}
