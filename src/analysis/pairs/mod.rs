//! How surprising is it that two lanes share days? Numbers that describe, and prove nothing: a hand-picked list of
//! events measures the one who picked it.
//!
//! For each pair of lanes, over a range of T days with n_a and n_b distinct event days and K shared ones:
//!
//! - `p_exact`: P(at least K shared) if the days of each lane were drawn blindly ([`hypergeometric`]). Right for
//!   events that know neither weekdays nor bursts, and so too small for real ones.
//! - `p_shift`: (1 + shifts with at least K) / (1 + shifts), one lane being shifted by whole weeks around a ring. It keeps
//!   each lane's rhythm, and with few weeks it cannot be small: it is never below 1 / (1 + shifts).
//! - `q`: Benjamini and Hochberg's false discovery rate over the `p_exact` of all pairs that are tested ([`fdr`]).
//!   Over `p_exact`, because the floor of `p_shift` would be raised by the number of pairs until no q
//!   could be small; so read q together with `p_shift`.
//!
//! Where an event may stand in several lanes, a day that two lanes have only through one and the same event is not
//! shared, as it is no coincidence.
//!
//! A lane with fewer than [`MIN_DAYS`] event days has counts alone. [`event_coincidence()`] and [`lag_counts`] look at
//! one pair more closely.

pub mod event_coincidence;
pub mod fdr;
pub mod hypergeometric;

mod counts;
mod days;
mod lags;
mod shifts;
mod tail;

pub use days::{EventDays, LaneDays, OneEvent, event_days};
pub use event_coincidence::{Edges, Rate, Rates, Window, event_coincidence};
pub use lags::{LagCount, MAX_LAG_DAYS, lag_counts};

use counts::{Counter, Counts};
use shifts::{Observed, Shifts};

use crate::analysis::tiny::by_logarithm;
use crate::model::LaneId;

/// With fewer event days than this in a lane nothing is tested.
pub const MIN_DAYS: usize = 5;

/// More lanes than this are not compared: two million pairs are more than anyone reads or any memory should hold.
pub const MAX_LANES: usize = 2000;

/// What these numbers mean, for people who read them.
pub const MEANING: &str = "Hand-picked data reflect the selection; p values describe, they don’t prove.";

/// How the null of shifted lanes is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most shifts to try; all of them, where the range has no more weeks. An odd number counts as one more.
    pub shifts: u32,
    /// Which shifts are drawn where not all are tried.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { shifts: 400, seed: 1 }
    }
}

/// Two lanes and the days they share.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The lane whose id comes first.
    pub a: LaneId,
    /// The other one.
    pub b: LaneId,
    /// Distinct event days of `a`.
    pub n_a: u32,
    /// Distinct event days of `b`.
    pub n_b: u32,
    /// K: days on which both have an event, and not one and the same.
    pub shared: u32,
    /// Shared days to be expected of chance: n_a·n_b / T.
    pub expected: f64,
    /// What is tested; `None` under [`MIN_DAYS`] event days in either lane.
    pub test: Option<Test>,
}

/// How surprising the shared days of a pair are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// Were the days drawn blindly; the smallest positive number where it is below that.
    pub p_exact: f64,
    /// Its decimal logarithm, which has no such end.
    pub log10_p_exact: f64,
    /// Were one lane shifted by whole weeks.
    pub p_shift: f64,
    /// The false discovery rate, from `p_exact`; the smallest positive number where it is below that.
    pub q: f64,
    /// Its decimal logarithm.
    pub log10_q: f64,
}

impl Test {
    /// `p_exact` as people read it: "0.0061", "3.1e-7", "1.3e-1602".
    #[must_use]
    pub fn p_exact_in_short(&self) -> String {
        by_logarithm(self.log10_p_exact, 1).unwrap_or_else(|| in_short(self.p_exact))
    }

    /// `q` as people read it.
    #[must_use]
    pub fn q_in_short(&self) -> String {
        by_logarithm(self.log10_q, 1).unwrap_or_else(|| in_short(self.q))
    }
}

/// All pairs of lanes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs {
    /// T: the days of the range.
    pub days: u32,
    /// How many shifts `p_shift` rests on.
    pub shifts: u32,
    /// The pairs, by `a`, then by `b`.
    pub pairs: Vec<Pair>,
}

/// Why there are no pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PairsError {
    /// `progress` said to stop.
    #[error("stopped")]
    Stopped,
    /// There are more lanes than [`MAX_LANES`].
    #[error("{lanes} lanes have events; the limit for pairs is {MAX_LANES}")]
    TooManyLanes {
        /// How many lanes have event days.
        lanes: usize,
    },
}

/// Compares each lane with each other. `progress` is told how much is done, of how much, and stops it by returning
/// false; it is asked before each shift. The same input and options give the same numbers on every machine.
///
/// # Errors
/// Where `progress` says to stop, or there are too many lanes.
pub fn pairs(
    event_days: &EventDays,
    options: Options,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Pairs, PairsError> {
    let EventDays { days, lanes, by_one_event, .. } = event_days;
    if lanes.len() > MAX_LANES {
        return Err(PairsError::TooManyLanes { lanes: lanes.len() });
    }
    if !progress(0, 1) {
        return Err(PairsError::Stopped);
    }
    let mut pairs = count_all(*days, lanes);
    leave_out(by_one_event, lanes, &mut pairs);
    let shifts = Shifts::new(*days, options.shifts, options.seed);
    let exceeding = shift_all(event_days, &pairs, &shifts, progress).ok_or(PairsError::Stopped)?;

    let tested = || pairs.iter().filter(|pair| pair.is_tested());
    let p_exact: Vec<f64> =
        tested().map(|pair| hypergeometric::at_least(*days, pair.n_a, pair.n_b, pair.shared)).collect();
    let log10_p: Vec<f64> =
        tested().map(|pair| hypergeometric::log10_at_least(*days, pair.n_a, pair.n_b, pair.shared)).collect();
    let (q, log10_q) = (fdr::benjamini_hochberg(&p_exact), fdr::benjamini_hochberg_log10(&log10_p));
    let test = |(at, exceeding): (usize, u32)| Test {
        p_exact: p_exact[at],
        log10_p_exact: log10_p[at],
        p_shift: (1.0 + f64::from(exceeding)) / (1.0 + f64::from(shifts.len())),
        // Of ps at the end of the numbers a q comes out that is above it.
        q: if log10_q[at] < f64::MIN_POSITIVE.log10() { f64::MIN_POSITIVE } else { q[at] },
        log10_q: log10_q[at],
    };
    let tests: Vec<Test> = exceeding.into_iter().enumerate().map(test).collect();
    for (pair, test) in pairs.iter_mut().filter(|pair| pair.is_tested()).zip(tests) {
        pair.test = Some(test);
    }
    Ok(Pairs { days: *days, shifts: shifts.len(), pairs })
}

impl Pairs {
    /// The pair of two lanes, in either order; `None` where one of them has no event day, or both are the same.
    #[must_use]
    pub fn of(&self, a: &LaneId, b: &LaneId) -> Option<&Pair> {
        let wanted = (a.min(b), a.max(b));
        let found = self.pairs.binary_search_by(|pair| (&pair.a, &pair.b).cmp(&wanted));
        found.ok().map(|at| &self.pairs[at])
    }

    /// The pair to look at first: the smallest `p_exact`, then the most shared days.
    #[must_use]
    pub fn most_surprising(&self) -> Option<&Pair> {
        let p = |pair: &Pair| pair.test.map_or(1.0, |test| test.log10_p_exact);
        self.pairs.iter().min_by(|a, b| p(a).total_cmp(&p(b)).then(b.shared.cmp(&a.shared)))
    }
}

/// A probability to about two digits that count, as people read it.
#[must_use]
pub fn in_short(p: f64) -> String {
    if p >= 0.001 { format!("{p:.4}") } else { format!("{p:.1e}") }
}

impl Pair {
    fn is_tested(&self) -> bool {
        self.n_a.min(self.n_b) as usize >= MIN_DAYS
    }
}

/// All pairs with their counts.
fn count_all(days: u32, lanes: &[LaneDays]) -> Vec<Pair> {
    let slices: Vec<&[u32]> = lanes.iter().map(|lane| lane.days.as_slice()).collect();
    let mut counts = Counts::default();
    Counter::new(&slices, days).count(0, &mut counts);
    let mut pairs = Vec::with_capacity(lanes.len() * lanes.len().saturating_sub(1) / 2);
    for (a, lane_a) in lanes.iter().enumerate() {
        for (b, lane_b) in lanes.iter().enumerate().skip(a + 1) {
            let (n_a, n_b) = (lane_a.days.len() as u32, lane_b.days.len() as u32);
            pairs.push(Pair {
                a: lane_a.lane.clone(),
                b: lane_b.lane.clone(),
                n_a,
                n_b,
                shared: counts.of(a, b),
                expected: hypergeometric::expected(days, n_a, n_b),
                test: None,
            });
        }
    }
    pairs
}

/// Days that two lanes have only through the same event are not shared. The pairs are those of all lanes, in order.
fn leave_out(by_one_event: &[OneEvent], lanes: &[LaneDays], pairs: &mut [Pair]) {
    let at = |id: &LaneId| lanes.binary_search_by(|lane| lane.lane.cmp(id)).ok();
    for one in by_one_event {
        let (Some(a), Some(b)) = (at(&one.a), at(&one.b)) else { continue };
        // The pairs of all lanes before `a`, then those of `a`.
        let before = a * lanes.len() - a * (a + 1) / 2;
        if let Some(pair) = pairs.get_mut(before + b - a - 1) {
            pair.shared = pair.shared.saturating_sub(1);
        }
    }
}

/// For each pair that is tested, in their order, the number of shifts with at least as many shared days.
fn shift_all(
    event_days: &EventDays,
    pairs: &[Pair],
    shifts: &Shifts,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Vec<u32>> {
    let lanes = event_days.lanes.iter().map(|lane| lane.days.as_slice());
    let slices: Vec<&[u32]> = lanes.filter(|days| days.len() >= MIN_DAYS).collect();
    let mut observed = pairs.iter().filter(|pair| pair.is_tested());
    let mut in_counter = Vec::with_capacity(slices.len() * slices.len().saturating_sub(1) / 2);
    // The tested lanes keep their order, so their pairs do too.
    for a in 0..slices.len() {
        for (b, pair) in (a + 1..slices.len()).zip(observed.by_ref()) {
            in_counter.push(Observed { a, b, shared: pair.shared });
        }
    }
    let counter = Counter::new(&slices, shifts::ring_len(event_days.days));
    shifts::exceeding(&counter, &in_counter, shifts, progress)
}
