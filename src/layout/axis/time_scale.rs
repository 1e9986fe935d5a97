//! Time to points and back, in f64 until the last step: f32 loses days when zoomed in.

use super::folds::{Fold, Folds};
use crate::analysis::Brief;
use crate::layout::Viewport;
use crate::model::Day;
use crate::scene::Rect;

/// So far beyond both edges folds are known, as a part of the days of the view: what stands there may reach into it.
const BEYOND: f64 = 0.25;

/// The scale from days since 1970-01-01 to points across the body: a line, or where empty time is folded several, each as
/// steep as the others but for the folds.
#[derive(Clone, Debug)]
pub struct TimeScale {
    from: f64,
    to: f64,
    pt_per_day: f64,
    left: f64,
    right: f64,
    /// The lines by their beginnings, where there are folds in view or near it; else none.
    lines: Vec<Line>,
    folds: Vec<Fold>,
}

/// A part of the scale that is linear.
#[derive(Clone, Copy, Debug)]
struct Line {
    from: f64,
    /// Where it begins, in points.
    x: f64,
    pt_per_day: f64,
}

/// A stretch of time in view, and where it is in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Where it begins, in days since 1970-01-01; at the left edge at the earliest.
    pub from: f64,
    /// Where it ends; at the right edge at the latest.
    pub to: f64,
    /// Its left end in points.
    pub left: f32,
    /// Its right end in points.
    pub right: f32,
}

impl TimeScale {
    /// The scale that shows a viewport across a rectangle.
    #[must_use]
    pub fn new(viewport: &Viewport, folds: &Folds, body: Rect) -> Self {
        let width = f64::from(body.width()).max(1.0);
        let mut scale = Self {
            from: viewport.from,
            to: viewport.from + viewport.days,
            pt_per_day: width / viewport.days,
            left: f64::from(body.left()),
            right: f64::from(body.left()) + width,
            lines: Vec::new(),
            folds: Vec::new(),
        };
        if folds.is_on() {
            scale.fold(viewport, folds);
        }
        scale
    }

    fn fold(&mut self, viewport: &Viewport, folds: &Folds) {
        let begin = folds.at(viewport, -BEYOND);
        self.to = folds.to(viewport);
        let end = self.right + (self.right - self.left) * BEYOND;
        let mut at = Line {
            from: begin,
            x: self.left - (self.right - self.left) * BEYOND,
            pt_per_day: self.pt_per_day,
        };
        while let Some(fold) = folds.after(at.from, viewport.days) {
            let first = fold.from.max(at.from);
            let x = at.x + (first - at.from) * self.pt_per_day;
            if x > end {
                break;
            }
            let folded = Line { from: first, x, pt_per_day: self.pt_per_day * fold.slope };
            self.lines.extend([at, folded]);
            self.folds.push(fold);
            let x = x + (fold.to - first) * folded.pt_per_day;
            at = Line { from: fold.to, x, pt_per_day: self.pt_per_day };
        }
        if !self.lines.is_empty() {
            self.lines.push(at);
        }
    }

    /// The line that an instant is on.
    fn line_at(&self, instant: f64) -> Line {
        let straight = Line { from: self.from, x: self.left, pt_per_day: self.pt_per_day };
        let found = self.lines.iter().rev().find(|line| line.from <= instant);
        found.or(self.lines.first()).copied().unwrap_or(straight)
    }

    /// The place of an instant, in points; held within a million points of the body, so that shapes which begin
    /// far outside keep a sane size.
    #[must_use]
    pub fn x(&self, instant: f64) -> f32 {
        let line = self.line_at(instant);
        let x = line.x + (instant - line.from) * line.pt_per_day;
        #[allow(clippy::cast_possible_truncation)]
        {
            x.clamp(self.left - 1e6, self.right + 1e6) as f32
        }
    }

    /// The instant at a place, in days since 1970-01-01.
    #[must_use]
    pub fn instant(&self, x: f32) -> f64 {
        let x = f64::from(x);
        let straight = Line { from: self.from, x: self.left, pt_per_day: self.pt_per_day };
        let found = self.lines.iter().rev().find(|line| line.x <= x);
        let line = found.or(self.lines.first()).copied().unwrap_or(straight);
        line.from + (x - line.x) / line.pt_per_day
    }

    /// How many points a day takes where time is not folded.
    #[must_use]
    pub fn pt_per_day(&self) -> f64 {
        self.pt_per_day
    }

    /// The folds in view, and where they are.
    pub fn folds(&self) -> impl Iterator<Item = (Fold, Stretch)> {
        let in_view = self.folds.iter().filter(|fold| fold.from < self.to && fold.to > self.from);
        in_view.map(|fold| (*fold, self.stretch(fold.from, fold.to)))
    }

    /// The stretches of time in view that are not folded, in order.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches = Vec::with_capacity(self.folds.len() + 1);
        let mut from = self.from;
        for (fold, _) in self.folds() {
            if fold.from > from {
                stretches.push(self.stretch(from, fold.from));
            }
            from = fold.to;
        }
        if from < self.to {
            stretches.push(self.stretch(from, self.to));
        }
        stretches
    }

    /// The part of a stretch of time that is in view.
    fn stretch(&self, from: f64, to: f64) -> Stretch {
        let (from, to) = (from.max(self.from), to.min(self.to));
        Stretch { from, to, left: self.x(from), right: self.x(to) }
    }

    /// Whether more than one year is in view, so that a date needs its year.
    #[must_use]
    pub fn has_years(&self) -> bool {
        let (from, to) = self.range();
        #[allow(clippy::cast_possible_truncation)] // held in range
        let year = |instant: f64| Day::from_number(instant.floor() as i32).ymd().0;
        // What ends with a year does not reach into the next.
        year(from) != year((to - 1e-6).max(from))
    }

    /// The instants at the left and the right edge of the body.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        (self.from, self.to)
    }
}

/// The middle of a coincidence's days, in days since 1970-01-01.
pub(crate) fn middle(brief: &Brief) -> f64 {
    (f64::from(brief.day.number()) + f64::from(brief.end.number()) + 1.0) / 2.0
}
