//! Time: of this thread on a processor, so that whoever else uses the machine does not count, and of the wall
//! where several threads work on one thing.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// Measured times, in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// The time of this thread that a call takes.
    pub fn thread<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let start = ThreadTime::now();
        let result = call();
        self.push(start.elapsed());
        result
    }

    /// The time by the wall that a call takes.
    pub fn wall<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = call();
        self.push(start.elapsed());
        result
    }

    /// A time that was measured otherwise.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e6);
    }

    /// Takes other times in.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The time below which this share of all lie, 0 to 1.
    pub fn share(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = (sorted.len() as f64 * share) as usize;
        sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    }

    /// The longest of all, with their numbers.
    pub fn slowest(&self, most: usize) -> Vec<(usize, f64)> {
        let mut all: Vec<(usize, f64)> = self.0.iter().copied().enumerate().collect();
        all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
        all.truncate(most);
        all
    }

    /// The median.
    pub fn p50(&self) -> f64 {
        self.share(0.5)
    }

    /// Only one in a hundred takes longer.
    pub fn p99(&self) -> f64 {
        self.share(0.99)
    }

    /// The shortest, which is what the work itself takes where others disturb.
    pub fn least(&self) -> f64 {
        self.share(0.0)
    }
}
