//! How much of each event is shown, decided for the whole view by how many free pixels an event has, with
//! hysteresis so that nothing flickers at a threshold.

/// How much of each event is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lod {
    /// Columns of colour that tell how many.
    Density,
    /// A mark.
    Mark,
    /// A mark and a short title.
    Short,
    /// A mark, title and date.
    Full,
}

/// The least free points per event of each level but the lowest.
const THRESHOLDS: [(Lod, f32); 3] = [(Lod::Full, 90.0), (Lod::Short, 30.0), (Lod::Mark, 6.0)];

/// How far beyond a threshold the density must go before the level changes.
const HYSTERESIS: f32 = 0.15;

impl Lod {
    /// The level for so many free points per event; `previous` is kept within 15 % of a threshold.
    #[must_use]
    pub fn decide(points_per_event: f32, previous: Option<Self>) -> Self {
        let level = |shift: f32| {
            let reached = |(_, least): &&(Self, f32)| points_per_event >= least * shift;
            THRESHOLDS.iter().find(reached).map_or(Self::Density, |(lod, _)| *lod)
        };
        let Some(previous) = previous else { return level(1.0) };
        let (cautious, generous) = (level(1.0 + HYSTERESIS), level(1.0 - HYSTERESIS));
        previous.clamp(cautious, generous)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds() {
        for (points, lod) in [(5.9, Lod::Density), (6.0, Lod::Mark), (30.0, Lod::Short), (90.0, Lod::Full)] {
            assert_eq!(Lod::decide(points, None), lod, "{points}");
        }
    }

    #[test]
    fn keeps_to_what_was_near_a_threshold() {
        assert_eq!(Lod::decide(85.0, Some(Lod::Full)), Lod::Full);
        assert_eq!(Lod::decide(76.0, Some(Lod::Full)), Lod::Short);
        assert_eq!(Lod::decide(95.0, Some(Lod::Short)), Lod::Short);
        assert_eq!(Lod::decide(104.0, Some(Lod::Short)), Lod::Full);
        assert_eq!(Lod::decide(1.0, Some(Lod::Full)), Lod::Density);
    }
}
