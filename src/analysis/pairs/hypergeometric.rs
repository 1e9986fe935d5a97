//! The exact answer to "how surprising?": if the days of two lanes were drawn blindly from the range, how often
//! would at least as many be shared?

use super::tail::{log10_upper_tail, upper_tail};

/// P(K ≥ `shared`) = Σ C(n_a, i)·C(T − n_a, n_b − i) / C(T, n_b) over i ≥ `shared`, where of `days` = T days one
/// lane has `n_a` and the other, independently of it, `n_b`. More than T days in a lane are taken for T.
#[must_use]
pub fn at_least(days: u32, n_a: u32, n_b: u32, shared: u32) -> f64 {
    let draw = Draw::new(days, n_a, n_b);
    upper_tail(draw.least, draw.mode, draw.most, shared, |i| draw.ratio(i))
}

/// The decimal logarithm of [`at_least`], however small that is; −∞ where it is 0.
#[must_use]
pub fn log10_at_least(days: u32, n_a: u32, n_b: u32, shared: u32) -> f64 {
    let draw = Draw::new(days, n_a, n_b);
    log10_upper_tail(draw.least, draw.mode, draw.most, shared, |i| draw.ratio(i))
}

/// How many days may be shared, and how likely each number is beside the next.
struct Draw {
    days: f64,
    n_a: f64,
    n_b: f64,
    least: u32,
    mode: u32,
    most: u32,
}

impl Draw {
    fn new(days: u32, n_a: u32, n_b: u32) -> Self {
        let (n_a, n_b) = (n_a.min(days), n_b.min(days));
        let least = n_b.saturating_sub(days - n_a);
        let most = n_a.min(n_b);
        let [days, n_a, n_b] = [days, n_a, n_b].map(f64::from);
        let mode = ((n_a + 1.0) * (n_b + 1.0) / (days + 2.0)).floor();
        let mode = mode.clamp(f64::from(least), f64::from(most)) as u32;
        Self { days, n_a, n_b, least, mode, most }
    }

    /// P(K = i + 1) / P(K = i).
    fn ratio(&self, i: u32) -> f64 {
        let i = f64::from(i);
        (self.n_a - i) * (self.n_b - i) / ((i + 1.0) * (self.days - self.n_a - self.n_b + i + 1.0))
    }
}

/// The number of shared days to be expected of chance: n_a·n_b / T; 0 where there are no days.
#[must_use]
pub fn expected(days: u32, n_a: u32, n_b: u32) -> f64 {
    if days == 0 { 0.0 } else { f64::from(n_a) * f64::from(n_b) / f64::from(days) }
}
