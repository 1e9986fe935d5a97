//! Empty time folded: a stretch without events that would take a large part of the view takes a small one instead. All time
//! and all points of a picture are joined by one map, linear but for the folds; whoever moves a view asks it.
//!
//! A view of `days` days shows so many days where nothing is folded. Of a longer empty stretch the ends stay as they are, so
//! that events keep some air, and the rest is as wide as a fixed part of the view. Which stretches that are depends on the
//! zoom alone, so that moving the view never changes them, and a fold begins exactly as wide as the time that it takes the
//! place of, so that zooming never makes anything jump.

use std::sync::Arc;

use super::viewport::Viewport;
use crate::analysis::EmptyTime;
use crate::model::Day;

/// What stays of an empty stretch at each end, as a part of the days of a view.
const EDGE: f64 = 1.0 / 40.0;
/// How wide a fold is, as a part of the days of a view.
const FOLD: f64 = 1.0 / 20.0;
/// A longer empty stretch than this is folded, as a part of the days of a view.
const LEAST: f64 = 2.0 * EDGE + FOLD;
/// The room at both ends of what is fitted, as a part of it.
const MARGIN: f64 = 0.05;
/// Halvings until a zoom is found: more than an f64 can tell apart.
const HALVINGS: usize = 60;

/// The empty stretches that an axis folds; none as a rule, and then the map is a line.
#[derive(Clone, Debug, Default)]
pub struct Folds(Option<Arc<EmptyTime>>);

/// An empty stretch of time that is folded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fold {
    /// Where the fold begins and ends, in days since 1970-01-01.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How long nothing happens, with what is not folded at both ends, in days.
    pub empty_days: f64,
    /// How many days of the view a day of it takes, less than 1.
    pub slope: f64,
}

impl PartialEq for Folds {
    /// Whether both fold the very same stretches.
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (own, other) => own.is_none() && other.is_none(),
        }
    }
}

impl Folds {
    /// Folds these empty stretches.
    #[must_use]
    pub fn new(empty: Arc<EmptyTime>) -> Self {
        Self(Some(empty))
    }

    /// Whether anything could be folded.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// The first fold of a view of so many days that ends after an instant.
    pub(super) fn after(&self, instant: f64, days: f64) -> Option<Fold> {
        let empty = self.0.as_ref()?;
        let first = empty.longer_after(instant + EDGE * days, LEAST * days)?;
        // Where the instant is the end of a fold, rounding may have found that one.
        let is_gone = fold(first, days).to <= instant;
        let next = if is_gone { empty.longer_after(first.1, LEAST * days)? } else { first };
        Some(fold(next, days))
    }

    /// The last fold of a view of so many days that begins before an instant.
    fn before(&self, instant: f64, days: f64) -> Option<Fold> {
        let empty = self.0.as_ref()?;
        let last = empty.longer_before(instant - EDGE * days, LEAST * days)?;
        let is_gone = fold(last, days).from >= instant;
        let next = if is_gone { empty.longer_before(last.0, LEAST * days)? } else { last };
        Some(fold(next, days))
    }

    /// The instant so many days of a view away from another, later where that is positive; the view is of `days` days.
    #[must_use]
    pub fn moved(&self, from: f64, by: f64, days: f64) -> f64 {
        let (mut at, mut left) = (from, by);
        while left > 0.0 {
            let Some(fold) = self.after(at, days) else { return at + left };
            let free = (fold.from - at).max(0.0);
            if left <= free {
                return at + left;
            }
            (at, left) = (at.max(fold.from), left - free);
            let width = (fold.to - at) * fold.slope;
            if left <= width {
                return at + left / fold.slope;
            }
            (at, left) = (fold.to, left - width);
        }
        while left < 0.0 {
            let Some(fold) = self.before(at, days) else { return at + left };
            let free = (at - fold.to).max(0.0);
            if -left <= free {
                return at + left;
            }
            (at, left) = (at.min(fold.to), left + free);
            let width = (at - fold.from) * fold.slope;
            if -left <= width {
                return at + left / fold.slope;
            }
            (at, left) = (fold.from, left + width);
        }
        at
    }

    /// How many days of a view of `days` days there are from one instant to another; negative where the other is earlier.
    #[must_use]
    pub fn distance(&self, from: f64, to: f64, days: f64) -> f64 {
        if to < from {
            return -self.distance(to, from, days);
        }
        let mut saved = 0.0;
        let mut at = from;
        while let Some(fold) = self.after(at, days).filter(|fold| fold.from < to) {
            saved += (fold.to.min(to) - at.max(fold.from)) * (1.0 - fold.slope);
            at = fold.to;
        }
        to - from - saved
    }

    /// A view on the way from one to another: `share` of the way is gone, and so many days are seen.
    #[must_use]
    pub fn part_way(&self, from: &Viewport, to: &Viewport, share: f64, days: f64) -> Viewport {
        let (begin, end) = (self.at(from, 0.5), self.at(to, 0.5));
        let middle = self.moved(begin, self.distance(begin, end, days) * share, days);
        #[allow(clippy::cast_possible_truncation)]
        let scroll = from.scroll + (to.scroll - from.scroll) * share as f32;
        Viewport { from: self.moved(middle, -days / 2.0, days), days, scroll }
    }

    /// As far away from a view as another is, where nothing is folded: whoever flies there needs to know no folds.
    #[must_use]
    pub fn unfolded(&self, from: &Viewport, to: &Viewport) -> Viewport {
        if !self.is_on() {
            return *to;
        }
        let (begin, end) = (self.at(from, 0.5), self.at(to, 0.5));
        let middle = from.from + from.days / 2.0 + self.distance(begin, end, from.days.max(to.days));
        Viewport { from: middle - to.days / 2.0, ..*to }
    }

    /// The instant at the right edge of a view, in days since 1970-01-01.
    #[must_use]
    pub fn to(&self, view: &Viewport) -> f64 {
        self.at(view, 1.0)
    }

    /// The instant at a fraction of the width of a view, 0 at the left edge and 1 at the right.
    #[must_use]
    pub fn at(&self, view: &Viewport, fraction: f64) -> f64 {
        self.moved(view.from, view.days * fraction, view.days)
    }

    /// At which fraction of the width of a view an instant stands.
    #[must_use]
    pub fn fraction(&self, view: &Viewport, instant: f64) -> f64 {
        self.distance(view.from, instant, view.days) / view.days
    }

    /// A view moved by a fraction of its width, later where positive.
    #[must_use]
    pub fn panned(&self, view: Viewport, fraction: f64) -> Viewport {
        Viewport { from: self.at(&view, fraction), ..view }.clamped()
    }

    /// A view with `factor` times as many days (below 1 zooms in); the instant at `fraction` of the width stays where it is.
    #[must_use]
    pub fn zoomed(&self, view: Viewport, factor: f64, fraction: f64) -> Viewport {
        let days = (view.days * factor).clamp(Viewport::MIN_DAYS, Viewport::MAX_DAYS);
        self.with(Viewport { days, ..view }, self.at(&view, fraction), fraction)
    }

    /// A view moved so that an instant stands at a fraction of its width.
    #[must_use]
    pub fn with(&self, view: Viewport, instant: f64, fraction: f64) -> Viewport {
        Viewport { from: self.moved(instant, -view.days * fraction, view.days), ..view }.clamped()
    }

    /// Shows whole days, both inclusive, with a margin on either side.
    #[must_use]
    pub fn fit(&self, first: Day, last: Day) -> Viewport {
        let whole = Viewport::fit(first, last);
        self.showing(whole)
    }

    /// The view of what a view without folds shows, nearer because what is empty takes less room: the air at both ends, which
    /// is no time in question, is added after folding.
    #[must_use]
    pub fn showing(&self, unfolded: Viewport) -> Viewport {
        let air = unfolded.days * MARGIN / (1.0 + 2.0 * MARGIN);
        self.filling(unfolded, (unfolded.from + air, unfolded.from + unfolded.days - air), MARGIN)
    }

    /// The view from one instant to another.
    #[must_use]
    pub fn between(&self, from: f64, to: f64, scroll: f32) -> Viewport {
        self.filling(Viewport { from, days: to - from, scroll }, (from, to), 0.0)
    }

    /// The view that a stretch of time fills but for margins; where that is nothing but a part of a fold, a view with it in the
    /// middle.
    fn filling(&self, unfolded: Viewport, (from, to): (f64, f64), margin: f64) -> Viewport {
        if !self.is_on() {
            return unfolded;
        }
        let room = 1.0 / (1.0 + 2.0 * margin);
        let fills = |days: f64| self.distance(from, to, days) > days * room;
        if !fills(Viewport::MIN_DAYS) {
            return self.with(unfolded, f64::midpoint(from, to), 0.5);
        }
        let (mut least, mut most) = (Viewport::MIN_DAYS, unfolded.days.max(Viewport::MIN_DAYS));
        for _ in 0..HALVINGS {
            let middle = (least * most).sqrt();
            if fills(middle) { least = middle } else { most = middle }
        }
        self.with(Viewport { days: most, ..unfolded }, from, margin * room)
    }
}

/// The fold of an empty stretch that is longer than [`LEAST`].
fn fold((from, to): (f64, f64), days: f64) -> Fold {
    let edge = EDGE * days;
    let folded = to - from - 2.0 * edge;
    Fold { from: from + edge, to: to - edge, empty_days: to - from, slope: FOLD * days / folded }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folds(busy: &[(f64, f64)]) -> Folds {
        Folds::new(Arc::new(EmptyTime::between(busy.to_vec())))
    }

    fn some() -> impl Strategy<Value = Folds> {
        let busy = prop::collection::vec((-3000.0..3000.0_f64, 0.0..40.0_f64), 0..60);
        busy.prop_map(|busy| folds(&busy.iter().map(|(from, long)| (*from, from + long)).collect::<Vec<_>>()))
    }

    #[test]
    fn a_long_emptiness_takes_a_small_part_of_the_view() {
        let folds = folds(&[(0.0, 1.0), (1001.0, 1002.0)]);
        let view = Viewport { from: 0.0, days: 20.0, scroll: 0.0 };
        // A day, half a day of air, a day of fold, half a day of air.
        assert_eq!(folds.fraction(&view, 1.5), 0.075);
        assert!((folds.fraction(&view, 1001.0) - 0.15).abs() < 1e-12);
        assert!((folds.at(&view, 0.1) - 501.0).abs() < 1e-9, "the middle of the fold");
        let fold = folds.after(0.0, 20.0).unwrap();
        assert_eq!((fold.from, fold.to, fold.empty_days), (1.5, 1000.5, 1000.0));
        assert_eq!(folds.after(1000.6, 20.0), None);
    }

    #[test]
    fn what_is_fitted_is_all_in_view_and_larger_than_without_folds() {
        let folds = folds(&[(0.0, 1.0), (1001.0, 1002.0), (9000.0, 9003.0)]);
        let whole = Viewport::fit(Day::from_number(0), Day::from_number(9002));
        let view = folds.showing(whole);
        assert!(view.days < 10.0, "{view:?}");
        assert!((folds.fraction(&view, 0.0) - 0.05 / 1.1).abs() < 1e-6);
        assert!((folds.fraction(&view, 9003.0) - 1.05 / 1.1).abs() < 1e-6);
        let inside_the_fold = folds.showing(Viewport { from: 500.0, days: 10.0, scroll: 0.0 });
        assert!((folds.at(&inside_the_fold, 0.5) - 505.0).abs() < 1e-6, "{inside_the_fold:?}");
    }

    #[test]
    fn without_folds_the_map_is_a_line() {
        let none = Folds::default();
        let view = Viewport { from: 100.0, days: 50.0, scroll: 3.0 };
        assert_eq!(none.panned(view, 0.5), view.panned(0.5));
        assert_eq!(none.zoomed(view, 0.5, 0.25), view.zoomed(0.5, 0.25));
        assert_eq!((none.to(&view), none.showing(view)), (150.0, view));
    }

    proptest! {
        #[test]
        fn there_and_back_is_where_one_was(
            folds in some(),
            from in -4000.0..4000.0_f64,
            by in -3000.0..3000.0_f64,
            power in 0.0..4.0_f64,
        ) {
            let days = 10_f64.powf(power);
            let there = folds.moved(from, by, days);
            prop_assert!((folds.distance(from, there, days) - by).abs() < 1e-6, "{there}");
            let back = folds.moved(there, -by, days);
            prop_assert!(folds.distance(from, back, days).abs() < 1e-6, "{there} {back}");
        }

        #[test]
        fn later_is_farther_right(folds in some(), from in -4000.0..4000.0_f64, power in 0.0..4.0_f64) {
            let days = 10_f64.powf(power);
            let view = Viewport { from, days, scroll: 0.0 };
            let places: Vec<f64> = (-20..120).map(|n| folds.at(&view, f64::from(n) / 100.0)).collect();
            prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn zooming_moves_everything_smoothly(
            folds in some(),
            from in -3000.0..3000.0_f64,
            at in -3000.0..3000.0_f64,
            power in 0.0..4.0_f64,
        ) {
            let view = Viewport { from, days: 10_f64.powf(power), scroll: 0.0 };
            let zoomed = folds.zoomed(view, 1.0001, 0.5);
            let here = folds.fraction(&view, at);
            prop_assume!(here.abs() < 5.0);
            prop_assert!((folds.fraction(&zoomed, at) - here).abs() < 0.002);
        }
    }
}
