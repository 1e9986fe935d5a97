//! Event coincidence analysis: how often are the days of one lane preceded, and those of the other followed, within
//! a few days? After Donges, Schleussner, Siegmund and Donner 2016, doi 10.1140/epjst/e2015-50233-y.

use super::MIN_DAYS;
use super::tail::upper_tail;

/// How far apart two days may be and still coincide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// ΔT: the width of the window, in days; 0 is the same day (after the lag).
    pub delta_days: u32,
    /// τ: a day of `a` is looked for this many days after a day of `b`.
    pub lag_days: u32,
    /// Whether the window reaches ΔT days to either side, instead of only to after.
    pub symmetric: bool,
    /// Which days are counted.
    pub edges: Edges,
}

/// Which days are counted near the ends of what is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edges {
    /// All of them, as the paper defines the rates.
    #[default]
    Counted,
    /// Not those that are within τ + ΔT days of their own lane's first day (for precursors) or last day (for triggers),
    /// because what could match them may be outside of what is known. That is how pyunicorn counts; the first or last
    /// day itself is always left out, unless τ and ΔT are 0.
    LeftOut,
}

/// A share of days that coincide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How many days coincide.
    pub coincident: u32,
    /// Of how many.
    pub of: u32,
    /// How likely at least as many are by chance, were the other lane's days drawn blindly; `None` where a lane has
    /// fewer than [`MIN_DAYS`] days or the range no more than τ.
    pub p: Option<f64>,
}

impl Rate {
    /// From 0 to 1; `None` where there is nothing to count.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.coincident) / f64::from(self.of))
    }
}

/// The two rates of a lane `a` after a lane `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Of the days of `a`, those that a day of `b` precedes.
    pub precursor: Rate,
    /// Of the days of `b`, those that a day of `a` follows.
    pub trigger: Rate,
}

/// The rates with which days of `a` follow days of `b` by τ to τ + ΔT days (symmetric: by τ − ΔT to τ + ΔT). Both
/// ascending and distinct, in a range of `days` = T days.
///
/// The p of the precursor rate is that of at least as many successes in n_a trials, each with 1 − (1 − w)^n_b, where w is
/// the share of the range that a window takes: (ΔT + 1)/(T − τ), symmetric (2ΔT + 1)/T. Likewise the trigger's with
/// a and b exchanged.
#[must_use]
pub fn event_coincidence(a: &[u32], b: &[u32], days: u32, window: Window) -> Rates {
    let delta = i64::from(window.delta_days);
    let lag = i64::from(window.lag_days);
    let after = (lag - if window.symmetric { delta } else { 0 }, lag + delta);
    let before = (-after.1, -after.0);
    let reach = lag + delta;
    let leaves_out = window.edges == Edges::LeftOut && reach > 0;
    let (counted_a, counted_b) = match leaves_out {
        true => (without_first(a, reach), without_last(b, reach)),
        false => (a, b),
    };
    let tested = a.len() >= MIN_DAYS && b.len() >= MIN_DAYS;
    let rate = |counted: &[u32], others: &[u32], apart: (i64, i64)| {
        let (of, coincident) = (counted.len() as u32, coincident(counted, others, apart));
        let p = window.share_of(days).filter(|_| tested).map(|share| {
            let each = -(others.len() as f64 * (-share).ln_1p()).exp_m1();
            binomial_at_least(of, each, coincident)
        });
        Rate { coincident, of, p }
    };
    Rates { precursor: rate(counted_a, b, before), trigger: rate(counted_b, a, after) }
}

impl Window {
    /// The share of a range that the window takes.
    fn share_of(self, days: u32) -> Option<f64> {
        let (width, of) = match self.symmetric {
            true => (2.0 * f64::from(self.delta_days) + 1.0, f64::from(days)),
            false => (f64::from(self.delta_days) + 1.0, f64::from(days) - f64::from(self.lag_days)),
        };
        (of > 0.0).then(|| (width / of).min(1.0))
    }
}

/// How many of the days have one of the others `apart.0` to `apart.1` days after them.
fn coincident(days: &[u32], others: &[u32], apart: (i64, i64)) -> u32 {
    let mut from = 0;
    let mut count = 0;
    for &day in days {
        let (first, last) = (i64::from(day) + apart.0, i64::from(day) + apart.1);
        while others.get(from).is_some_and(|&other| i64::from(other) < first) {
            from += 1;
        }
        count += u32::from(others.get(from).is_some_and(|&other| i64::from(other) <= last));
    }
    count
}

fn without_first(days: &[u32], reach: i64) -> &[u32] {
    let Some(&first) = days.first() else { return days };
    &days[days.partition_point(|&day| i64::from(day) <= i64::from(first) + reach)..]
}

fn without_last(days: &[u32], reach: i64) -> &[u32] {
    let Some(&last) = days.last() else { return days };
    &days[..days.partition_point(|&day| i64::from(day) < i64::from(last) - reach)]
}

/// P(X ≥ k) for the number of successes in n trials with the chance `each`.
fn binomial_at_least(n: u32, each: f64, k: u32) -> f64 {
    if k == 0 || each >= 1.0 {
        return 1.0;
    }
    if each <= 0.0 {
        return 0.0;
    }
    let odds = each / (1.0 - each);
    let count = f64::from(n);
    let mode = ((count + 1.0) * each).floor().clamp(0.0, count) as u32;
    upper_tail(0, mode, n, k, |i| (count - f64::from(i)) / (f64::from(i) + 1.0) * odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomial_by_hand() {
        for (n, each, k, expected) in [
            (4, 0.5, 3, 5.0 / 16.0),
            (3, 0.1, 1, 0.271),
            (3, 0.1, 3, 0.001),
            (3, 0.0, 1, 0.0),
            (3, 1.0, 3, 1.0),
        ] {
            assert!((binomial_at_least(n, each, k) - expected).abs() < 1e-15, "{n} {each} {k}");
        }
        assert_eq!(binomial_at_least(0, 0.5, 0), 1.0);
        assert_eq!(binomial_at_least(0, 0.5, 1), 0.0);
    }
}
