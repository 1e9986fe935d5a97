//! Time to points and back, in f64 until the last step: f32 loses days when zoomed in.

use crate::analysis::Brief;
use crate::layout::Viewport;
use crate::model::Day;
use crate::scene::Rect;

/// A linear scale from days since 1970-01-01 to points across the body.
#[derive(Clone, Copy, Debug)]
pub struct TimeScale {
    from: f64,
    pt_per_day: f64,
    left: f64,
    right: f64,
}

impl TimeScale {
    /// The scale that shows a viewport across a rectangle.
    #[must_use]
    pub fn new(viewport: &Viewport, body: Rect) -> Self {
        let width = f64::from(body.width()).max(1.0);
        Self {
            from: viewport.from,
            pt_per_day: width / viewport.days,
            left: f64::from(body.left()),
            right: f64::from(body.left()) + width,
        }
    }

    /// The place of an instant, in points; held within a million points of the body, so that shapes which begin
    /// far outside keep a sane size.
    #[must_use]
    pub fn x(&self, instant: f64) -> f32 {
        let x = self.left + (instant - self.from) * self.pt_per_day;
        #[allow(clippy::cast_possible_truncation)]
        {
            x.clamp(self.left - 1e6, self.right + 1e6) as f32
        }
    }

    /// The instant at a place, in days since 1970-01-01.
    #[must_use]
    pub fn instant(&self, x: f32) -> f64 {
        self.from + (f64::from(x) - self.left) / self.pt_per_day
    }

    /// How many points a day takes.
    #[must_use]
    pub fn pt_per_day(&self) -> f64 {
        self.pt_per_day
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
        (self.from, self.from + (self.right - self.left) / self.pt_per_day)
    }
}

/// The middle of a coincidence's days, in days since 1970-01-01.
pub(crate) fn middle(brief: &Brief) -> f64 {
    (f64::from(brief.day.number()) + f64::from(brief.end.number()) + 1.0) / 2.0
}
