//! How tall each lane is and where it stands: as tall as what is in view of it needs, within a share of the view.

pub(crate) mod glide;
pub(crate) mod heads;
pub(crate) mod lane_badge;

use super::{Frame, Metrics};
use crate::scene::{Rect, pos2};

/// The part of the body that one lane may take with its rows.
const MOST_OF_VIEW: f32 = 0.45;

/// Where roomy lanes fill no more of the body than this, they are roomy.
const ROOMY: f32 = 0.75;

/// Where lanes fill the room, they grow to so many times a roomy lane, or to this part of the room.
const MOST_FILLED: (f32, f32) = (2.0, 0.28);

/// The part of the body that pinned lanes may take while there are others.
const MOST_PINNED: f32 = 0.7;

/// A lane in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LaneBox {
    /// Its position among the document's lanes.
    pub lane: u32,
    /// Its position among the lanes that are shown, for the alternating ground.
    pub place: usize,
    /// Its strip across the body.
    pub rect: Rect,
    /// How many rows it has room for.
    pub rows: u8,
    /// Whether it stays while others scroll.
    pub pinned: bool,
    /// Whether it is little more than a line, as nothing of it is in view.
    pub folded: bool,
    /// Whether it is a strip of columns that tell how many events there are.
    pub strip: bool,
    /// How opaque what is in it is, from 0 to 1: less than 1 only where it comes anew.
    pub presence: f32,
}

impl LaneBox {
    /// The middle of a row; rows beyond those there is room for start again at the top. In a low lane, whose count
    /// stands beside its name, they are centred, else they hang from the top, beside the lane's name.
    pub fn row_y(&self, row: u8, metrics: &Metrics) -> f32 {
        let row = f32::from(row % self.rows.max(1));
        let rows = f32::from(self.rows.max(1) - 1) * metrics.row_pitch;
        let centred = (self.rect.height() - rows) / 2.0;
        let first = match is_low(self.rect, metrics.scale) {
            true => centred,
            false => centred.min(metrics.first_row),
        };
        self.rect.top() + first + row * metrics.row_pitch
    }
}

/// All lanes of a canvas as they stand.
#[derive(Debug)]
pub(crate) struct Stack {
    /// The lanes in view, top to bottom.
    pub boxes: Vec<LaneBox>,
    /// The height of all lanes together, whether in view or not.
    pub content: f32,
    /// Where the pinned lanes end and the others scroll: the top of the body where none is pinned.
    pub split: f32,
}

impl Stack {
    /// The parts of an area that pinned lanes and scrolling lanes show in, and which of them; one part where
    /// none is pinned.
    pub fn parts(&self, area: Rect) -> impl Iterator<Item = (bool, Rect)> {
        let split = self.split.min(area.bottom());
        let below = Rect::from_min_max(pos2(area.left(), split), area.max);
        let above = Rect::from_min_max(area.min, pos2(area.right(), split));
        let pinned = (split > area.top()).then_some((true, above));
        pinned.into_iter().chain(std::iter::once((false, below)))
    }
}

/// What a lane needs to show what is in view of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Need {
    /// Nothing of it is in view.
    Nothing,
    /// So many rows.
    Rows(u8),
    /// Columns that tell how many, and labels above them.
    Strip,
}

/// Stacks the lanes, given what each of those shown needs. A lane gets the rows it needs as far as all fit and none
/// takes too much; where not even one comfortable row each fits, all become equally lower, down to a least height from
/// which on they scroll. Collapsed lanes are low in any case, and folded ones little more than a line. Pinned lanes
/// stay, but leave room for others to scroll in.
pub(super) fn stack(frame: &Frame<'_>, metrics: &Metrics, body: Rect, needs: &[Need]) -> Stack {
    let heights = heights(frame, body.height(), metrics, needs);
    let content: f32 = heights.iter().map(|(height, _)| height).sum();
    let pinned = pinned(frame, &heights, body.height());
    let stays: f32 = heights.iter().take(pinned).map(|(height, _)| height).sum();
    let scroll = frame.viewport.scroll.clamp(0.0, (content - body.height()).max(0.0)).round();
    let split = body.top() + stays;
    let mut top = body.top();
    let mut boxes = Vec::new();
    for (place, (lane, (height, rows))) in frame.lanes.shown.iter().zip(heights.iter().copied()).enumerate() {
        let is_pinned = place < pinned;
        let y = if is_pinned { top } else { top - scroll };
        let rect = Rect::from_min_max(pos2(body.left(), y), pos2(body.right(), y + height));
        let first = if is_pinned { body.top() } else { split };
        if rect.bottom() > first && rect.top() < body.bottom() {
            let need = needs.get(place).copied();
            let (folded, strip) = (is_folded(frame, need), need == Some(Need::Strip));
            boxes.push(LaneBox {
                lane: *lane,
                place,
                rect,
                rows,
                pinned: is_pinned,
                folded,
                strip,
                presence: 1.0,
            });
        }
        top += height;
    }
    Stack { boxes, content, split }
}

/// Whether a lane is folded, as nothing of it is in view.
fn is_folded(frame: &Frame<'_>, need: Option<Need>) -> bool {
    frame.lanes.fold_empty && need == Some(Need::Nothing)
}

/// How many of the pinned lanes can stay: those that leave others some room, where there are others.
fn pinned(frame: &Frame<'_>, heights: &[(f32, u8)], room: f32) -> usize {
    let wanted = frame.lanes.pinned.min(frame.lanes.shown.len());
    let room = if wanted < frame.lanes.shown.len() { room * MOST_PINNED } else { room };
    let mut height = 0.0;
    let fits = |(own, _): &&(f32, u8)| {
        height += own;
        height <= room
    };
    heights.iter().take(wanted).take_while(fits).count()
}

/// The height of each lane and the rows it has room for.
fn heights(frame: &Frame<'_>, room: f32, metrics: &Metrics, needs: &[Need]) -> Vec<(f32, u8)> {
    let fixed = |(lane, need): (&u32, &Need)| {
        if is_folded(frame, Some(*need)) {
            Some(metrics.lane_height_folded)
        } else {
            frame.lanes.collapsed.contains(lane).then_some(metrics.lane_height_collapsed)
        }
    };
    let fixed: Vec<Option<f32>> = frame.lanes.shown.iter().zip(needs).map(fixed).collect();
    let open: Vec<Need> =
        needs.iter().zip(&fixed).filter(|(_, fixed)| fixed.is_none()).map(|(need, _)| *need).collect();
    let room = room - fixed.iter().flatten().sum::<f32>();
    let mut open = open_heights(&open, room, metrics, frame.lanes.for_room).into_iter();
    fixed.iter().map(|fixed| fixed.map_or_else(|| open.next().unwrap_or_default(), |low| (low, 1))).collect()
}

/// The heights of the lanes that are neither collapsed nor folded.
fn open_heights(needs: &[Need], room: f32, metrics: &Metrics, fill: bool) -> Vec<(f32, u8)> {
    let rows = |need: &Need| if let Need::Rows(rows) = need { *rows } else { 1 };
    let share = rows_in(room * MOST_OF_VIEW, metrics).max(2);
    let most = needs.iter().map(rows).max().unwrap_or(1).min(share);
    for cap in (1..=most).rev() {
        let height = |need: &Need| match need {
            Need::Strip => metrics.lane_height_strip,
            need => height_for(rows(need).min(cap), metrics),
        };
        let mut heights: Vec<f32> = needs.iter().map(height).collect();
        if heights.iter().sum::<f32>() <= room {
            let base = match fill {
                true => {
                    let most = (metrics.lane_height_roomy * MOST_FILLED.0).max(room * MOST_FILLED.1);
                    level(&heights, room, most)
                }
                false => base(&heights, room, metrics),
            };
            heights.iter_mut().for_each(|height| *height = height.max(base));
            let rows: Vec<u8> = needs.iter().map(rows).collect();
            share_out(&rows, &mut heights, most, room, metrics);
            return heights.into_iter().map(|height| (height, rows_in(height, metrics))).collect();
        }
    }
    let even =
        (room / needs.len().max(1) as f32).floor().clamp(metrics.lane_height_min, metrics.lane_height_strip);
    vec![(even, rows_in(even, metrics)); needs.len()]
}

/// Gives the room that is left to lanes that need more rows than they have: row by row, the neediest first, none more
/// than `most`.
fn share_out(rows: &[u8], heights: &mut [f32], most: u8, room: f32, metrics: &Metrics) {
    let mut left = room - heights.iter().sum::<f32>();
    let mut neediest: Vec<usize> = (0..rows.len()).collect();
    neediest.sort_by_key(|at| std::cmp::Reverse(rows[*at]));
    for level in 2..=most {
        for at in neediest.iter().copied().take_while(|at| rows[*at] >= level) {
            let more = height_for(level, metrics) - heights[at];
            if more > 0.0 && more <= left {
                heights[at] += more;
                left -= more;
            }
        }
    }
}

/// The least height that holds so many rows.
fn height_for(rows: u8, metrics: &Metrics) -> f32 {
    metrics.lane_height_least() + f32::from(rows.max(1) - 1) * metrics.row_pitch
}

/// The height up to which lower lanes are raised: roomy where lanes are few, else what a name and a count need, as far
/// as all together still fit the room.
fn base(heights: &[f32], room: f32, metrics: &Metrics) -> f32 {
    let total = |level: f32| heights.iter().map(|height| height.max(level)).sum::<f32>();
    if total(metrics.lane_height_roomy) <= room * ROOMY {
        return metrics.lane_height_roomy;
    }
    level(heights, room, metrics.lane_height)
}

/// The height, at most so many points, up to which lower lanes can be raised.
fn level(heights: &[f32], room: f32, most: f32) -> f32 {
    let total = |level: f32| heights.iter().map(|height| height.max(level)).sum::<f32>();
    let mut level = most.floor();
    while level > 1.0 && total(level) > room {
        level -= 1.0;
    }
    level
}

/// How many rows a lane of a height has room for, at least one.
fn rows_in(height: f32, metrics: &Metrics) -> u8 {
    let rows = ((height - 2.0 * metrics.first_row) / metrics.row_pitch + 1.01).floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    {
        rows.clamp(1.0, 255.0) as u8
    }
}

/// Whether a lane is so low that its count stands beside its name, not below it.
pub(crate) fn is_low(head: Rect, scale: f32) -> bool {
    head.height() < 50.0 * scale
}

/// Whether a lane has room for a sparkline below the name and the count.
pub(crate) fn is_tall(head: Rect, scale: f32) -> bool {
    head.height() >= 84.0 * scale
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scene::vec2;

    proptest! {
        #[test]
        fn no_room_is_left_that_a_lane_needs(
            needs in prop::collection::vec(1_u8..=12, 1..20),
            height in 200.0..3000.0f32,
        ) {
            let metrics = Metrics::new(vec2(1600.0, height), 1.0);
            let all: Vec<Need> = needs.iter().map(|rows| Need::Rows(*rows)).collect();
            let heights = open_heights(&all, height, &metrics, false);
            let total: f32 = heights.iter().map(|(height, _)| height).sum();
            let share = rows_in(height * MOST_OF_VIEW, &metrics).max(2);
            let scrolls = total > height;
            for (need, (own, rows)) in needs.iter().zip(&heights) {
                prop_assert_eq!(*rows, rows_in(*own, &metrics));
                let more = height_for(rows + 1, &metrics) - own;
                let is_served = rows >= need || *rows >= share;
                prop_assert!(scrolls || is_served || total + more > height, "{need} rows, {rows} in {own}");
            }
        }
    }
}
