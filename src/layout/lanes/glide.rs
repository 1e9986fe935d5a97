//! Lanes on their way from where they stood to where they will stand, while the view flies from one place to another.
//! Without it lanes would jump with whatever they need to show on the way.

use super::{LaneBox, Stack};
use crate::layout::{Frame, Metrics};
use crate::scene::{Rect, pos2};

/// The way of a lane: from and to its top, in points below the top of the body, and its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneWay {
    /// Its position among the document's lanes.
    pub lane: u32,
    /// Where it stood; a lane that was not there comes from where it will be, without a height.
    pub from: (f32, f32),
    /// Where it will stand.
    pub to: (f32, f32),
}

/// All lanes on their way.
#[derive(Clone, Copy, Debug)]
pub struct Glide<'a> {
    /// The lanes that are shown, top to bottom.
    pub ways: &'a [LaneWay],
    /// How much of the way is behind them, from 0 to 1.
    pub part: f32,
}

/// The ways of lanes from the places where they stood to those where they will stand; both are a position among the
/// document's lanes, the top and the height.
#[must_use]
pub fn ways(before: &[(u32, f32, f32)], after: &[(u32, f32, f32)]) -> Vec<LaneWay> {
    // Where the last lane ended that was there before: a new one opens below it.
    let mut end = 0.0;
    let way = |(lane, top, height): &(u32, f32, f32)| {
        let stood = before.iter().find(|(of, ..)| of == lane);
        let from = stood.map_or((end, 0.0), |(_, top, height)| (*top, *height));
        end = from.0 + from.1;
        LaneWay { lane: *lane, from, to: (*top, *height) }
    };
    after.iter().map(way).collect()
}

impl LaneWay {
    /// Its top and height after a part of the way.
    fn at(&self, part: f32) -> (f32, f32) {
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 1.0 };
        let between = |from: f32, to: f32| from + (to - from) * part;
        (between(self.from.0, self.to.0), between(self.from.1, self.to.1))
    }
}

impl Glide<'_> {
    /// The lanes as they stand on their way; `boxes` are the same lanes as they would stand without one.
    pub(crate) fn place(
        &self,
        frame: &Frame<'_>,
        metrics: &Metrics,
        body: Rect,
        strip: impl Fn(usize) -> bool,
    ) -> Stack {
        let mut boxes = Vec::new();
        let mut content: f32 = 0.0;
        for (place, (way, lane)) in self.ways.iter().zip(frame.lanes.shown).enumerate() {
            debug_assert_eq!(way.lane, *lane);
            let (top, height) = way.at(self.part);
            content = content.max(top + height);
            let y = body.top() + top;
            let rect = Rect::from_min_max(pos2(body.left(), y), pos2(body.right(), y + height));
            if rect.bottom() <= body.top() || rect.top() >= body.bottom() || height < 0.5 {
                continue;
            }
            boxes.push(LaneBox {
                lane: *lane,
                place,
                rect,
                rows: super::rows_in(height, metrics),
                pinned: false,
                folded: height < (metrics.lane_height_folded + metrics.lane_height_collapsed) / 2.0,
                strip: strip(place),
                presence: if way.from.1 > 0.0 || !self.part.is_finite() {
                    1.0
                } else {
                    self.part.clamp(0.0, 1.0)
                },
            });
        }
        Stack { boxes, content, split: body.top() }
    }

    /// Whether these are the ways of the lanes that are shown.
    pub(crate) fn is_of(&self, shown: &[u32]) -> bool {
        self.ways.len() == shown.len() && self.ways.iter().zip(shown).all(|(way, lane)| way.lane == *lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_go_straight_to_their_places_and_new_ones_open_between_them() {
        let before = [(0, 0.0, 100.0), (1, 100.0, 50.0), (3, 150.0, 80.0)];
        let after = [(0, 0.0, 60.0), (2, 60.0, 40.0), (3, 100.0, 90.0)];
        let ways = ways(&before, &after);
        assert_eq!(ways[1].from, (100.0, 0.0), "below the lane above it");
        assert_eq!(ways[2], LaneWay { lane: 3, from: (150.0, 80.0), to: (100.0, 90.0) });
        let mut top = f32::INFINITY;
        for n in 0..=10 {
            let part = n as f32 / 10.0;
            let places: Vec<(f32, f32)> = ways.iter().map(|way| way.at(part)).collect();
            let ends = places.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0 + 1e-3);
            assert!(ends, "no lane over another: {places:?}");
            assert!(places[2].0 < top, "always on");
            top = places[2].0;
        }
        let ends: Vec<(f32, f32)> = ways.iter().map(|way| way.at(1.0)).collect();
        assert_eq!(ends, after.map(|(_, top, height)| (top, height)));
    }
}
