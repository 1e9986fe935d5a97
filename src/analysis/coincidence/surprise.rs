//! How surprising a coincidence is: how many days like it the lanes' own rates give by chance. Lanes that have events
//! all the time meet all the time; two that hardly ever have any do not.
//!
//! The null is that of the pairs of lanes ([`mod@crate::analysis::pairs`], the hypergeometric one): of the T days from the
//! first to the last that count, each lane's n distinct event days are drawn blindly, apart from the other lanes'. A
//! window of w = tolerance + 1 days then holds a day of a lane with the chance
//!
//! ```text
//! q = 1 − C(T − w, n) / C(T, n),   without tolerance q = n / T,
//! ```
//!
//! and of the T − w + 1 windows (T − w + 1) · q₁ · q₂ · … · q_k are to be expected to hold all of its k lanes. For two
//! lanes without tolerance that is n_a·n_b / T, which [`crate::analysis::Pair::expected`] is too. (The mean of a count is
//! never below the chance that it is not zero, so a small one says that any such day at all is unlikely.) Only what
//! counts for certain is counted, and only certain coincidences are measured: a possible one may not have been.
//!
//! Where lanes are tags or people an event may stand in several of them; it then counts in each, as if it were several.
//!
//! Like p it measures the one who picked the events: a lane of few events is not a country where little happens.

use foldhash::HashMap;

use super::{Certainty, Coincidence, Listing, Rule, Scope, sure_days};
use crate::analysis::grouping::Grouping;
use crate::analysis::tiny::Tiny;
use crate::model::{Document, EventIx, LaneId};

/// What the numbers mean, for people who read them.
pub const SURPRISE: &str = "How many days like this to expect if each lane’s days were drawn at random. It \
                            depends only on the lanes, not on what the events have in common.";

/// How many distinct days with events each lane has, of how many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// T: from the first day that counts to the last.
    days: u32,
    /// w: how many days a window has.
    window: u32,
    lanes: HashMap<LaneId, u32>,
}

/// How many days like a coincidence are to be expected by chance. The less, the more surprising.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Expected {
    /// Its decimal logarithm, which tells apart what is too rare for a number, as fifty lanes on one day can be.
    pub log10: f64,
    /// How many; 0 where that is too rare for a number.
    pub days: f64,
}

impl Rates {
    /// The rates among the events that take part.
    #[must_use]
    pub fn new(document: &Document, listing: &Listing, scope: &Scope) -> Self {
        let grouping = Grouping::new(document, listing.rule.lanes_by);
        let scope = listing.within(scope);
        let places = grouping.members_in(|lane| scope.has_lane(&lane.id));
        let mut ranges: Vec<Vec<(i32, i32)>> = vec![Vec::new(); grouping.lanes().len()];
        for (ix, event) in (0_u32..).zip(document.events()).filter(|(ix, _)| scope.has_event(EventIx(*ix))) {
            for lane in places.of(ix as usize) {
                ranges[*lane as usize].extend(sure_days(&event.date, &listing.rule));
            }
        }
        let all = || ranges.iter().flatten();
        let first = all().map(|range| range.0).min();
        let last = all().map(|range| range.1).max();
        let days = first.zip(last).map_or(0, |(first, last)| last.abs_diff(first).saturating_add(1));
        let window = u32::from(listing.rule.tolerance_days.min(Rule::MAX_TOLERANCE_DAYS)) + 1;
        let counted = grouping.lanes().iter().zip(&mut ranges).filter(|(_, ranges)| !ranges.is_empty());
        let lanes = counted.map(|(lane, ranges)| (lane.id.clone(), distinct(ranges))).collect();
        Self { days, window, lanes }
    }

    /// T: how many days the drawing is from.
    #[must_use]
    pub fn days(&self) -> u32 {
        self.days
    }

    /// How many days like a certain coincidence are to be expected; `None` for one that is only possible.
    #[must_use]
    pub fn expected(&self, coincidence: &Coincidence) -> Option<Expected> {
        let windows = self.windows().filter(|_| coincidence.certainty == Certainty::Certain)?;
        let chances = || coincidence.lanes.iter().map(|lane| self.chance(lane));
        let log10 = windows.log10() + chances().map(f64::log10).sum::<f64>();
        Some(Expected { log10, days: windows * chances().product::<f64>() })
    }

    /// How many windows there are; `None` where there are no days.
    pub(super) fn windows(&self) -> Option<f64> {
        (self.days > 0).then(|| f64::from(self.days.saturating_sub(self.window) + 1))
    }

    /// q: the chance that a window holds a day of a lane.
    pub(super) fn chance(&self, lane: &LaneId) -> f64 {
        let n = self.lanes.get(lane).copied().unwrap_or(0);
        let empty = |drawn: u32| {
            let (left, of) = (self.days.saturating_sub(n + drawn), self.days.saturating_sub(drawn));
            if of == 0 { 0.0 } else { f64::from(left) / f64::from(of) }
        };
        match self.window {
            // Not by way of 1 − (1 − n/T), which loses digits.
            1 => f64::from(n) / f64::from(self.days.max(1)),
            window => 1.0 - (0..window).map(empty).product::<f64>(),
        }
    }
}

impl Expected {
    /// For programs.
    pub(super) fn tiny(self) -> Tiny {
        Tiny { number: self.days, log10: self.log10 }
    }

    /// For people: "0.090", "3.1e-7".
    #[must_use]
    pub fn in_short(self) -> String {
        if self.days >= 0.001 {
            return format!("{:.3}", self.days);
        }
        let exponent = self.log10.floor();
        let digits = format!("{:.1}", 10_f64.powf(self.log10 - exponent));
        // What is rounded up to ten is one of the next.
        match digits.as_str() {
            "10.0" => format!("1.0e{}", exponent + 1.0),
            _ => format!("{digits}e{exponent}"),
        }
    }
}

/// How many distinct days ranges hold.
fn distinct(ranges: &mut [(i32, i32)]) -> u32 {
    ranges.sort_unstable();
    let mut count: u32 = 0;
    let mut next = i32::MIN;
    for &mut (first, last) in ranges {
        let first = first.max(next);
        if first <= last {
            count = count.saturating_add(last.abs_diff(first).saturating_add(1));
            next = last.saturating_add(1);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_once() {
        assert_eq!(distinct(&mut [(3, 5), (1, 1), (4, 9), (3, 3)]), 8);
        assert_eq!(distinct(&mut []), 0);
    }

    #[test]
    fn small_numbers_are_written_short() {
        let short = |number: f64| Expected { log10: number.log10(), days: number }.in_short();
        assert_eq!([short(12.0), short(0.0901), short(0.001)], ["12.000", "0.090", "0.001"]);
        assert_eq!([short(0.000_31), short(9.99e-8)], ["3.1e-4", "1.0e-7"]);
        assert_eq!(Expected { log10: -412.7, days: 0.0 }.in_short(), "2.0e-413");
    }
}
