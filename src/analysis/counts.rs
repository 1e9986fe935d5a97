//! How many events of a lane begin before an instant, exactly and without a search: the density strips ask a hundred
//! thousand times a frame. A table over equal bins of time tells how many begin before each bin, which is what a
//! pyramid of counts would be summed up to; only what shares the instant's own bin is looked at.

/// Sorted instants with a table over them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    /// The instants, ascending, in days.
    sorted: Vec<f64>,
    /// Where the first bin begins.
    first: f64,
    /// Bins per day, a power of two.
    per_day: f64,
    /// How many instants lie in bins before each bin, and in all.
    before: Vec<u32>,
}

/// The finest bin is a 64th of a day.
const FINEST_PER_DAY: f64 = 64.0;

impl Counts {
    /// Over instants in ascending order. The table has about two bins for each of them, however long the era.
    pub(super) fn new(sorted: Vec<f64>) -> Self {
        let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return Self::default() };
        let first = first.floor();
        let most = (2 * sorted.len() + 16) as f64;
        let mut per_day = FINEST_PER_DAY;
        while (last - first) * per_day >= most {
            per_day /= 2.0;
        }
        let mut counts = Self { first, per_day, before: Vec::new(), sorted };
        let bins = counts.bin(counts.sorted[counts.sorted.len() - 1]) + 1;
        counts.before = vec![0; bins + 1];
        for at in &counts.sorted {
            let bin = counts.bin(*at);
            counts.before[bin + 1] += 1;
        }
        for bin in 0..bins {
            counts.before[bin + 1] += counts.before[bin];
        }
        counts
    }

    /// Rounding may put an instant into the bin beside its own, but never out of order: what is in an earlier bin
    /// is earlier.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // what is less than 0 is in bin 0
    fn bin(&self, at: f64) -> usize {
        ((at - self.first) * self.per_day).min(f64::from(u32::MAX)) as usize
    }

    /// How many instants lie before this one.
    pub(super) fn before(&self, at: f64) -> usize {
        let bin = self.bin(at);
        let (Some(from), Some(to)) = (self.before.get(bin), self.before.get(bin + 1)) else {
            return self.sorted.len();
        };
        let (from, to) = (*from as usize, *to as usize);
        from + self.sorted[from..to].partition_point(|other| *other < at)
    }

    /// How many instants lie in each of `columns` equal parts of a stretch, the end excluded.
    pub(super) fn columns(&self, from: f64, to: f64, columns: usize) -> Vec<u32> {
        let edge = |at: usize| from + (to - from) * at as f64 / columns as f64;
        let mut last = self.before(edge(0));
        let count = |at: usize| {
            let next = self.before(edge(at)).max(last);
            #[allow(clippy::cast_possible_truncation)] // a document has at most u32::MAX events
            let count = (next - last) as u32;
            last = next;
            count
        };
        (1..=columns).map(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(mut instants: Vec<f64>, asked: &[f64]) {
        instants.sort_unstable_by(f64::total_cmp);
        let counts = Counts::new(instants.clone());
        assert!(counts.before.len() <= 2 * instants.len() + 18);
        for at in asked.iter().chain(&instants) {
            let expected = instants.iter().filter(|other| *other < at).count();
            assert_eq!(counts.before(*at), expected, "{at} of {instants:?}");
        }
    }

    #[test]
    fn nothing_and_one_day() {
        check(vec![], &[0.0, -1e9, 1e9]);
        check(vec![20_010.0; 77], &[20_009.9, 20_010.0, 20_010.1, f64::NEG_INFINITY, f64::INFINITY]);
    }

    proptest! {
        #[test]
        fn counts_as_brute_force_does(
            days in prop::collection::vec(-4_000_000_i32..4_000_000, 0..60),
            near in prop::collection::vec((20_000_i32..20_040, 0_u32..1440), 0..60),
            asked in prop::collection::vec(-5e6_f64..5e6, 0..40),
        ) {
            let near = near.iter().map(|(day, minute)| f64::from(*day) + f64::from(*minute) / 1440.0);
            let instants: Vec<f64> = days.iter().map(|day| f64::from(*day)).chain(near).collect();
            check(instants, &asked);
        }

        #[test]
        fn columns_add_up_at_every_zoom(
            days in prop::collection::vec(-3000_i32..3000, 1..80),
            from in -4000.0_f64..4000.0,
            zoom in -8_i32..13,
            columns in 1_usize..50,
        ) {
            let mut instants: Vec<f64> = days.iter().map(|day| f64::from(*day)).collect();
            instants.sort_unstable_by(f64::total_cmp);
            let to = from + 2.0_f64.powi(zoom);
            let counted = Counts::new(instants.clone()).columns(from, to, columns);
            let edge = |at: usize| from + (to - from) * at as f64 / columns as f64;
            for (at, count) in counted.iter().enumerate() {
                let within = |day: &&f64| **day >= edge(at) && **day < edge(at + 1);
                prop_assert_eq!(*count as usize, instants.iter().filter(within).count());
            }
        }
    }
}
