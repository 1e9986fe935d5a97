//! How many events of a lane begin before an instant, or in stretches of a power of two of days, exactly and without a
//! search. A table over equal bins of time tells how many begin before each bin: the sums of a pyramid of counts, so
//! that all its levels from there up are differences of two numbers; for finer ones the few events in view are counted.

/// Something that begins at an instant, in days.
pub(super) trait Begins {
    /// That instant.
    fn instant(&self) -> f64;
}

/// A table over things in the order of their instants. It does not hold these: whoever asks brings them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    /// Where the first bin begins.
    first: f64,
    /// Bins per day, a power of two.
    per_day: f64,
    /// How many instants lie in bins before each bin, and in all.
    before: Vec<u32>,
}

/// The coarsest level: stretches of 5,700 years.
pub const COARSEST: u8 = 21;

/// How many days the stretches of a level take.
#[must_use]
pub fn stretch_days(level: u8) -> f64 {
    f64::from(1_u32 << level.min(COARSEST))
}

/// The number of the stretch that an instant lies in; number 0 begins with 1970.
#[must_use]
pub fn stretch_of(at: f64, level: u8) -> i64 {
    #[allow(clippy::cast_possible_truncation)] // at most ten million days
    {
        (at / stretch_days(level)).floor() as i64
    }
}

/// The finest bin is a 64th of a day.
const FINEST_PER_DAY: f64 = 64.0;

impl Counts {
    /// Over things in the order of their instants. The table has about two bins for each of them, however long the era.
    pub(super) fn new(sorted: &[impl Begins]) -> Self {
        let (Some(earliest), Some(last)) = (sorted.first(), sorted.last()) else { return Self::default() };
        let (earliest, last) = (earliest.instant(), last.instant());
        let most = (2 * sorted.len() + 16) as f64;
        let mut per_day = FINEST_PER_DAY;
        // Bins of any size begin where bins of half that size do.
        let mut first = earliest.floor();
        while (last - first) * per_day >= most {
            per_day /= 2.0;
            first = (earliest * per_day).floor() / per_day;
        }
        let mut counts = Self { first, per_day, before: Vec::new() };
        let bins = counts.bin(last) + 1;
        counts.before = vec![0; bins + 1];
        for thing in sorted {
            let bin = counts.bin(thing.instant());
            counts.before[bin + 1] += 1;
        }
        for bin in 0..bins {
            counts.before[bin + 1] += counts.before[bin];
        }
        counts
    }

    /// How many instants lie in each of `len` stretches of `2^level` days, from stretch number `first` on: number 0
    /// begins with 1970.
    pub(super) fn bins(&self, sorted: &[impl Begins], first: i64, len: usize, level: u8) -> Vec<u32> {
        let days = stretch_days(level);
        let begin = |at: usize| (first as f64 + at as f64) * days;
        if days * self.per_day >= 1.0 {
            // Made of whole bins of the table.
            let end = self.before.len().saturating_sub(1);
            let before = |at: usize| self.before.get(self.bin(begin(at)).min(end)).copied().unwrap_or(0);
            let mut last = before(0);
            let count = |at: usize| {
                let next = before(at);
                let count = next - last;
                last = next;
                count
            };
            return (1..=len).map(count).collect();
        }
        let mut counts = vec![0; len];
        for thing in &sorted[self.before(sorted, begin(0))..self.before(sorted, begin(len))] {
            if let Ok(stretch) = usize::try_from(stretch_of(thing.instant(), level) - first)
                && let Some(count) = counts.get_mut(stretch)
            {
                *count += 1;
            }
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
    pub(super) fn before(&self, sorted: &[impl Begins], at: f64) -> usize {
        let bin = self.bin(at);
        let (Some(from), Some(to)) = (self.before.get(bin), self.before.get(bin + 1)) else {
            return sorted.len();
        };
        let (from, to) = (*from as usize, *to as usize);
        from + sorted[from..to].partition_point(|other| other.instant() < at)
    }

    /// How many instants lie in each of `columns` equal parts of a stretch, the end excluded.
    pub(super) fn columns(&self, sorted: &[impl Begins], from: f64, to: f64, columns: usize) -> Vec<u32> {
        let edge = |at: usize| from + (to - from) * at as f64 / columns as f64;
        let mut last = self.before(sorted, edge(0));
        let count = |at: usize| {
            let next = self.before(sorted, edge(at)).max(last);
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

    impl Begins for f64 {
        fn instant(&self) -> f64 {
            *self
        }
    }

    fn check(mut instants: Vec<f64>, asked: &[f64]) {
        instants.sort_unstable_by(f64::total_cmp);
        let counts = Counts::new(&instants);
        assert!(counts.before.len() <= 2 * instants.len() + 18);
        for at in asked.iter().chain(&instants) {
            let expected = instants.iter().filter(|other| *other < at).count();
            assert_eq!(counts.before(&instants, *at), expected, "{at} of {instants:?}");
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
        fn stretches_of_every_level_hold_what_brute_force_finds(
            days in prop::collection::vec(-400_000_i32..400_000, 0..40),
            near in prop::collection::vec((-20_i32..40, 0_u32..1440), 0..80),
            level in 0..=COARSEST,
            begin in -40_i64..40,
            len in 1_usize..90,
        ) {
            let near = near.iter().map(|(day, minute)| f64::from(*day) + f64::from(*minute) / 1440.0);
            let mut instants: Vec<f64> = days.iter().map(|day| f64::from(*day)).chain(near).collect();
            instants.sort_unstable_by(f64::total_cmp);
            let counts = Counts::new(&instants);
            let within = |stretch: i64| {
                let (from, to) = (stretch as f64 * stretch_days(level), (stretch + 1) as f64 * stretch_days(level));
                instants.iter().filter(|at| **at >= from && **at < to).count() as u32
            };
            for (at, count) in counts.bins(&instants, begin, len, level).into_iter().enumerate() {
                prop_assert_eq!(count, within(begin + at as i64), "stretch {} of level {}", begin + at as i64, level);
            }
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
            let counted = Counts::new(&instants).columns(&instants, from, to, columns);
            let edge = |at: usize| from + (to - from) * at as f64 / columns as f64;
            for (at, count) in counted.iter().enumerate() {
                let within = |day: &&f64| **day >= edge(at) && **day < edge(at + 1);
                prop_assert_eq!(*count as usize, instants.iter().filter(within).count());
            }
        }
    }
}
