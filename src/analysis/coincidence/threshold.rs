//! Which coincidences stand out: all, or where there is one on most days only those that chance would hardly give.

use super::Certainty;
use super::found::Coincidences;
use super::surprise::Rates;

/// Which coincidences stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Threshold {
    /// All, but where they are many only those that are rare.
    #[default]
    Auto,
    /// All.
    All,
    /// Those of which chance would give fewer than so many days.
    Below(f64),
}

impl Threshold {
    /// Below how many days to be expected a coincidence stands out; `auto` is what is chosen by itself.
    #[must_use]
    pub fn below(self, auto: Option<f64>) -> Option<f64> {
        match self {
            Self::Auto => auto,
            Self::All => None,
            Self::Below(days) => Some(days),
        }
    }
}

/// How surprising each coincidence of a list is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surprises {
    /// The decimal logarithm of how many days like each are to be expected; infinite for those only possible.
    pub log10: Vec<f64>,
    /// The threshold that is chosen by itself, in days.
    pub auto: Option<f64>,
    /// The least of the logarithms; infinite where none is known.
    least: f64,
    /// How many have that.
    of_least: usize,
}

/// Surprises closer than this are the same, as decimal logarithms: sums of them are rounded.
const SAME_LOG10: f64 = 1e-9;

impl Surprises {
    /// Of a list, by the rates of what it was made of.
    #[must_use]
    pub fn new(list: &Coincidences, rates: &Rates) -> Self {
        let log10 = list.surprises(rates).into_iter().map(|log10| log10.unwrap_or(f64::INFINITY));
        let log10: Vec<f64> = log10.collect();
        let least = log10.iter().copied().fold(f64::INFINITY, f64::min);
        let of_least = log10.iter().filter(|log10| **log10 <= least + SAME_LOG10).count();
        Self { log10, auto: rarer_than(list, rates), least, of_least }
    }

    /// Whether chance would give none of the list more rarely than this one.
    #[must_use]
    pub fn is_rarest(&self, at: usize) -> bool {
        let log10 = self.log10.get(at).copied().unwrap_or(f64::INFINITY);
        log10 < f64::INFINITY && log10 <= self.least + SAME_LOG10
    }

    /// Whether it is the only one of which that is so.
    #[must_use]
    pub fn is_rarest_alone(&self, at: usize) -> bool {
        self.of_least == 1 && self.is_rarest(at)
    }

    /// How many are rarer than so many days to be expected.
    #[must_use]
    pub fn count_below(&self, days: f64) -> usize {
        self.log10.iter().filter(|log10| **log10 < days.log10()).count()
    }
}

/// Where coincidences are so many that only the rarer ones stand out, how many days like one chance may give at the most.
const RARER_THAN: f64 = 0.5;

/// Coincidences are so many where there is a certain one on more than this part of all days.
const MANY: f64 = 1.0 / 3.0;

/// Below how many days to be expected by chance a coincidence stands out, where there is one on more than a third of all
/// days; `None` where they are not so many, and all stand out.
fn rarer_than(list: &Coincidences, rates: &Rates) -> Option<f64> {
    let certain = list.briefs().iter().filter(|brief| brief.certainty == Certainty::Certain);
    let mut last = None;
    let days = certain.filter(|brief| last.replace(brief.day) != Some(brief.day)).count();
    (days as f64 > MANY * f64::from(rates.days())).then_some(RARER_THAN)
}
