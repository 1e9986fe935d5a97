//! The way from one view to another, zoom and pan in one: van Wijk and Nuij, "Smooth and efficient zooming and panning"
//! (2003), in one dimension. It moves as far in the eye as it has to and no farther: out, across and in again where
//! the way is long, straight across where it is short.

use super::Viewport;

/// How much zooming is preferred to panning: the value that the paper's subjects liked best, √2.
const RHO: f64 = std::f64::consts::SQRT_2;

/// The shortest flight, in seconds.
const LEAST_SECONDS: f64 = 0.3;
/// The longest flight, in seconds.
const MOST_SECONDS: f64 = 1.2;
/// How long a flight of length 1 takes, in seconds.
const SECONDS_PER_LENGTH: f64 = 0.22;

/// The way from one view to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Viewport,
    to: Viewport,
    /// Its length in the eye.
    length: f64,
    /// Where on the paper's hyperbola it begins.
    begin: f64,
}

impl Flight {
    /// The way between two views, both with more than no days.
    #[must_use]
    pub fn new(from: Viewport, to: Viewport) -> Self {
        let distance = (middle(&to) - middle(&from)).abs();
        let (w0, w1) = (from.days, to.days);
        if distance <= 1e-9 * w0.max(w1) {
            return Self { from, to, length: (w1 / w0).ln().abs() / RHO, begin: 0.0 };
        }
        // Equations (9): r = ln(−b + √(b² + 1)) = −arsinh b.
        let grown = w1 * w1 - w0 * w0;
        let reach = RHO.powi(4) * distance * distance;
        let b0 = (grown + reach) / (2.0 * w0 * RHO * RHO * distance);
        let b1 = (grown - reach) / (2.0 * w1 * RHO * RHO * distance);
        let (r0, r1) = (-b0.asinh(), -b1.asinh());
        Self { from, to, length: ((r1 - r0) / RHO).max(0.0), begin: r0 }
    }

    /// How long it takes, in seconds: the farther the longer, within what nobody waits for.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        (self.length * SECONDS_PER_LENGTH).clamp(LEAST_SECONDS, MOST_SECONDS)
    }

    /// Where it ends.
    #[must_use]
    pub fn to(&self) -> Viewport {
        self.to
    }

    /// Where one is after a part of the time, from 0 to 1: slow at both ends, and exactly there at the end.
    #[must_use]
    pub fn at(&self, part: f64) -> Viewport {
        if part >= 1.0 {
            return self.to;
        }
        if part <= 0.0 {
            return self.from;
        }
        let eased = part * part * (3.0 - 2.0 * part);
        let (days, middle) = self.seen(eased);
        #[allow(clippy::cast_possible_truncation)]
        let scroll = self.from.scroll + (self.to.scroll - self.from.scroll) * eased as f32;
        let days = days.clamp(Viewport::MIN_DAYS, Viewport::MAX_DAYS);
        Viewport { from: middle - days / 2.0, days, scroll }
    }

    /// Which share of the way is gone after a part of the time, both from 0 to 1, and how many days are seen there.
    #[must_use]
    pub fn share_at(&self, part: f64) -> (f64, f64) {
        let here = self.at(part);
        let way = middle(&self.to) - middle(&self.from);
        let gone = middle(&here) - middle(&self.from);
        (if way.abs() > 0.0 { (gone / way).clamp(0.0, 1.0) } else { part }, here.days)
    }

    /// How many days are seen after a part of the way, and the middle of them.
    fn seen(&self, part: f64) -> (f64, f64) {
        let (a, b) = (middle(&self.from), middle(&self.to));
        let (w0, distance) = (self.from.days, (b - a).abs());
        if distance <= 1e-9 * w0.max(self.to.days) {
            let days = w0 * (self.to.days / w0).powf(part);
            return (days, a + (b - a) * part);
        }
        let s = RHO * self.length * part;
        let days = w0 * (self.begin.cosh() / (s + self.begin).cosh());
        // cosh r₀ tanh(ρs + r₀) − sinh r₀ = sinh ρs / cosh(ρs + r₀), which loses no digits.
        let gone = w0 / (RHO * RHO) * (s.sinh() / (s + self.begin).cosh());
        (days, a + (b - a).signum() * gone.clamp(0.0, distance))
    }
}

/// The instant in the middle of a view.
fn middle(viewport: &Viewport) -> f64 {
    viewport.from + viewport.days / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn view(middle: f64, days: f64) -> Viewport {
        Viewport { from: middle - days / 2.0, days, scroll: 0.0 }
    }

    #[test]
    fn a_long_way_goes_out_first_and_a_short_one_does_not() {
        let far = Flight::new(view(0.0, 10.0), view(3000.0, 10.0));
        assert!(far.at(0.5).days > 500.0, "{:?}", far.at(0.5));
        let near = Flight::new(view(0.0, 100.0), view(20.0, 100.0));
        assert!(near.at(0.5).days < 103.0, "{:?}", near.at(0.5));
        assert!(far.seconds() > near.seconds());
        assert_eq!(near.seconds(), LEAST_SECONDS);
        let across_all = Flight::new(view(-3e6, Viewport::MIN_DAYS), view(3e6, Viewport::MIN_DAYS));
        assert_eq!(across_all.seconds(), MOST_SECONDS);
    }

    #[test]
    fn the_same_place_is_no_way() {
        let still = Flight::new(view(5.0, 10.0), view(5.0, 10.0));
        for part in [0.0, 0.3, 1.0] {
            assert_eq!(still.at(part), view(5.0, 10.0));
        }
    }

    proptest! {
        #[test]
        fn it_is_monotone_and_ends_exactly(
            a in -3e6..3e6_f64, b in -3e6..3e6_f64, wa in -5.0..15.0_f64, wb in -5.0..15.0_f64,
        ) {
            let (from, to) = (view(a, wa.exp()), view(b, wb.exp()));
            let flight = Flight::new(from, to);
            prop_assert_eq!(flight.at(0.0), from);
            prop_assert_eq!(flight.at(1.0), to);
            prop_assert!((LEAST_SECONDS..=MOST_SECONDS).contains(&flight.seconds()));
            let way: Vec<Viewport> = (0..=100).map(|n| flight.at(f64::from(n) / 100.0)).collect();
            let (mut shrinking, far) = (false, (b - a).abs().max(1.0) * 1e-6);
            for pair in way.windows(2) {
                let step = (middle(&pair[1]) - middle(&pair[0])) * (b - a).signum();
                prop_assert!(step >= -far, "back by {step} of {}", b - a);
                // Out and in again, never out once more.
                let grows = pair[1].days > pair[0].days * (1.0 + 1e-6);
                prop_assert!(!(shrinking && grows), "{way:?}");
                shrinking |= pair[1].days < pair[0].days * (1.0 - 1e-6);
            }
        }
    }
}
