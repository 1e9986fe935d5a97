//! What was counted of the pairs of lanes.

use crate::analysis::pairs::LaneDays;
use crate::analysis::{EventDays, Grouping, Pairs};
use crate::model::LaneId;

/// What was counted.
#[derive(Clone, Debug)]
pub struct CountedPairs {
    /// The days that were compared.
    pub days: EventDays,
    /// The pairs.
    pub pairs: Pairs,
    /// The lanes that have event days in the order in which they are shown, as positions among those of `days`: there may
    /// be tens of thousands, so that they are ordered once.
    order: Vec<u32>,
    /// Where each of them stands in that order.
    places: Vec<u32>,
}

impl CountedPairs {
    /// What was counted, with the lanes in the order of `lanes`.
    #[must_use]
    pub fn new(days: EventDays, pairs: Pairs, lanes: &Grouping) -> Self {
        let mut order: Vec<u32> = (0..).zip(&days.lanes).map(|(at, _)| at).collect();
        order.sort_by_key(|at| lanes.position(&days.lanes[*at as usize].lane).unwrap_or(u32::MAX));
        let mut places = vec![0; order.len()];
        for (place, at) in (0..).zip(&order) {
            places[*at as usize] = place;
        }
        Self { days, pairs, order, places }
    }

    /// How many lanes have event days.
    #[must_use]
    pub fn lanes(&self) -> usize {
        self.order.len()
    }

    /// The lane at a place of the order.
    #[must_use]
    pub fn lane(&self, place: usize) -> Option<&LaneDays> {
        self.days.lanes.get(*self.order.get(place)? as usize)
    }

    /// The place of a lane in the order.
    #[must_use]
    pub fn place(&self, lane: &LaneId) -> Option<usize> {
        let at = self.days.lanes.binary_search_by(|days| days.lane.cmp(lane)).ok()?;
        self.places.get(at).map(|place| *place as usize)
    }
}
