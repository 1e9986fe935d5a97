//! How much of each event is shown, decided by how many free points an event has: for each lane whether it is a strip, and
//! for the others together whether there are titles, also by how many events there are on the whole. With hysteresis, so
//! that nothing flickers at a threshold.

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

/// The least free points per event of each level but the lowest, and the most events in view: nobody reads more
/// titles, and more marks would hold up the hand that moves them.
const THRESHOLDS: [(Lod, f32, usize); 3] =
    [(Lod::Full, 110.0, 1500), (Lod::Short, 60.0, 1500), (Lod::Mark, MARK_PT, MOST_MARKS.0)];

/// With fewer free points an event, marks cannot be told apart.
const MARK_PT: f32 = 22.0;

/// How far beyond a threshold the density must go before the level changes.
const HYSTERESIS: f32 = 0.15;

/// The most marks of a picture; the second while none of its lanes was a strip before.
pub(super) const MOST_MARKS: (usize, usize) = (4000, 4600);

/// Whether the events of a lane have so few free points each that they cannot be told apart; `was_strip` tells what the lane
/// was in the picture before, where there was one, and is kept within 15 % of the threshold.
pub(super) fn is_crowded(points_per_event: f32, was_strip: Option<bool>) -> bool {
    let shift = match was_strip {
        None => 1.0,
        Some(true) => 1.0 + HYSTERESIS,
        Some(false) => 1.0 - HYSTERESIS,
    };
    points_per_event < MARK_PT * shift
}

impl Lod {
    /// The level for so many free points per event, and so many events; `previous` is kept within 15 % of a threshold.
    #[must_use]
    pub fn decide(points_per_event: f32, events: usize, previous: Option<Self>) -> Self {
        let level = |shift: f32| {
            let reached = |(_, least, most): &&(Self, f32, usize)| {
                points_per_event >= least * shift && events as f32 * shift <= *most as f32
            };
            THRESHOLDS.iter().find(reached).map_or(Self::Density, |(lod, ..)| *lod)
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
        for (points, lod) in [(21.9, Lod::Density), (22.0, Lod::Mark), (60.0, Lod::Short), (110.0, Lod::Full)]
        {
            assert_eq!(Lod::decide(points, 100, None), lod, "{points}");
        }
        for (events, lod) in [(1500, Lod::Full), (1501, Lod::Mark), (4000, Lod::Mark), (4001, Lod::Density)] {
            assert_eq!(Lod::decide(120.0, events, None), lod, "{events}");
        }
    }

    #[test]
    fn keeps_to_what_was_near_a_threshold() {
        assert_eq!(Lod::decide(100.0, 100, Some(Lod::Full)), Lod::Full);
        assert_eq!(Lod::decide(90.0, 100, Some(Lod::Full)), Lod::Short);
        assert_eq!(Lod::decide(120.0, 100, Some(Lod::Short)), Lod::Short);
        assert_eq!(Lod::decide(130.0, 100, Some(Lod::Short)), Lod::Full);
        assert_eq!(Lod::decide(1.0, 100, Some(Lod::Full)), Lod::Density);
        assert_eq!(Lod::decide(50.0, 4300, Some(Lod::Mark)), Lod::Mark);
        assert_eq!(Lod::decide(50.0, 3600, Some(Lod::Density)), Lod::Density);
        assert_eq!(Lod::decide(50.0, 6000, Some(Lod::Mark)), Lod::Density);
    }
}
