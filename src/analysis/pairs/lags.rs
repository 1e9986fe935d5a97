//! Does one lane answer the other, some days later? Shared days for each lag, and what of it is chance.

use super::shifts::{Shifts, ring_len};
use super::{MIN_DAYS, Options};

/// The largest lag, in days to either side.
pub const MAX_LAG_DAYS: i32 = 30;

/// How often a lane's events happen so many days after the other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LagCount {
    /// How many days b is after a; negative where it is before.
    pub lag_days: i32,
    /// On how many days of a this is so.
    pub count: u32,
    /// Between which counts 95 of 100 shifted lanes are at this lag (both included); `None` where a lane has fewer than
    /// [`MIN_DAYS`] days or the range no more than a week.
    pub band: Option<(u32, u32)>,
}

/// The counts for the lags −[`MAX_LAG_DAYS`] to [`MAX_LAG_DAYS`], with the band of the same null as in
/// [`super::pairs`]: b shifted by whole weeks around a ring. Observed counts are not counted around
/// the ring. The days are ascending, distinct and below `days`.
///
/// `by_one_event` is the number of days that both have only through one and the same event: at lag 0 they do not count.
#[must_use]
pub fn lag_counts(a: &[u32], b: &[u32], days: u32, by_one_event: u32, options: Options) -> Vec<LagCount> {
    let ring = ring_len(days);
    let shifts = Shifts::new(days, options.shifts, options.seed);
    let tested = a.len() >= MIN_DAYS && b.len() >= MIN_DAYS && shifts.len() > 0;
    let around = if tested { differences(a, b, ring) } else { Vec::new() };
    let lags = -MAX_LAG_DAYS..=MAX_LAG_DAYS;
    lags.map(|lag_days| {
        let band = tested.then(|| {
            let lag = i64::from(lag_days).rem_euclid(i64::from(ring)) as u32;
            // 30 days of lag and a ring less of shift stay far below 2^32.
            band(shifts.in_days().map(|shift| around[((lag + shift) % ring) as usize]).collect())
        });
        let same = if lag_days == 0 { by_one_event } else { 0 };
        LagCount { lag_days, count: apart(a, b, lag_days).saturating_sub(same), band }
    })
    .collect()
}

/// On how many days of `a` the day `lag` days later is one of `b`.
fn apart(a: &[u32], b: &[u32], lag: i32) -> u32 {
    let met = |day: &&u32| {
        let later = i64::from(**day) + i64::from(lag);
        u32::try_from(later).is_ok_and(|later| b.binary_search(&later).is_ok())
    };
    a.iter().filter(met).count() as u32
}

/// How often each number of days lies between a day of `a` and one of `b`, around a ring.
fn differences(a: &[u32], b: &[u32], ring: u32) -> Vec<u32> {
    let mut counts = vec![0_u32; ring as usize];
    for &a in a {
        for &b in b {
            let between = if b >= a { b - a } else { ring - (a - b) };
            counts[between as usize] += 1;
        }
    }
    counts
}

/// Between which values 95 of 100 are: where there are fewer than 40, between the least and the most.
fn band(mut counts: Vec<u32>) -> (u32, u32) {
    counts.sort_unstable();
    let cut = counts.len() / 40;
    let at = |at: usize| counts.get(at).copied().unwrap_or(0);
    (at(cut), at(counts.len().saturating_sub(1 + cut)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_leaves_out_one_in_forty_at_each_side() {
        assert_eq!(band((0..39).collect()), (0, 38));
        assert_eq!(band((0..40).rev().collect()), (1, 38));
        assert_eq!(band((0..400).collect()), (10, 389));
    }
}
