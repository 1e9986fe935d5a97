//! What is in view: a stretch of time in f64 (f32 loses days when zoomed in) and how far the lanes are scrolled.

use crate::model::Day;

/// The stretch of time and of lanes in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The left edge of the body, in days since 1970-01-01 (14 October 2024 is 20 010.0 to 20 011.0).
    pub from: f64,
    /// How many days the body shows; always more than 0.
    pub days: f64,
    /// How many points of the lanes are scrolled away at the top.
    pub scroll: f32,
}

impl Viewport {
    /// The shortest stretch that can be shown, in days: ten minutes.
    pub const MIN_DAYS: f64 = 10.0 / 1440.0;
    /// The longest stretch that can be shown, in days: a little more than all days there are.
    pub const MAX_DAYS: f64 = 8_000_000.0;

    /// Shows whole days, both inclusive, with a margin of a twentieth on either side.
    #[must_use]
    pub fn fit(first: Day, last: Day) -> Self {
        let from = f64::from(first.number());
        let days = f64::from(last.number()) + 1.0 - from;
        let margin = days * 0.05;
        Self { from: from - margin, days: days + 2.0 * margin, scroll: 0.0 }.clamped()
    }

    /// The instant at the right edge, in days since 1970-01-01.
    #[must_use]
    pub fn to(&self) -> f64 {
        self.from + self.days
    }

    /// The instant at a fraction of the width, 0 at the left edge and 1 at the right.
    #[must_use]
    pub fn at(&self, fraction: f64) -> f64 {
        self.from + self.days * fraction
    }

    /// The view moved by a fraction of its width, later where positive.
    #[must_use]
    pub fn panned(self, fraction: f64) -> Self {
        Self { from: self.from + self.days * fraction, ..self }.clamped()
    }

    /// The view with `factor` times as many days (below 1 zooms in); the instant at `fraction` of the width
    /// stays where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, fraction: f64) -> Self {
        let days = (self.days * factor).clamp(Self::MIN_DAYS, Self::MAX_DAYS);
        Self { from: self.from + (self.days - days) * fraction, days, ..self }.clamped()
    }

    /// A view on the way from this one to another, `t` from 0 to 1: the zoom moves geometrically, so that it
    /// feels even.
    #[must_use]
    pub fn towards(self, other: Self, t: f64) -> Self {
        let days = self.days * (other.days / self.days).powf(t);
        let (a, b) = (self.from + self.days / 2.0, other.from + other.days / 2.0);
        let center = a + (b - a) * t;
        #[allow(clippy::cast_possible_truncation)]
        let scroll = self.scroll + (other.scroll - self.scroll) * t as f32;
        Self { from: center - days / 2.0, days, scroll }
    }

    /// The view held where there are days to see.
    #[must_use]
    pub fn clamped(self) -> Self {
        let sane = |value: f64, or: f64| if value.is_finite() { value } else { or };
        let days = sane(self.days, 365.0).clamp(Self::MIN_DAYS, Self::MAX_DAYS);
        let (first, last) = (f64::from(Day::MIN.number()), f64::from(Day::MAX.number()) + 1.0);
        let from = sane(self.from, 0.0).clamp(first - days * 0.9, last - days * 0.1);
        Self { from, days, scroll: if self.scroll.is_finite() { self.scroll.max(0.0) } else { 0.0 } }
    }
}
