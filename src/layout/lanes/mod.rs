//! How tall each lane is and where it stands. Depends on the lanes and the canvas, never on the zoom, so that
//! rows stay put.

pub(crate) mod heads;
pub(crate) mod lane_badge;

use super::{Frame, Metrics};
use crate::scene::{Rect, pos2};

/// What a lane needs besides its rows, as a part of the distance to its first row.
const MARGIN: f32 = 0.5;

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
}

impl LaneBox {
    /// The middle of a row; rows beyond those there is room for start again at the top.
    pub fn row_y(&self, row: u8, metrics: &Metrics) -> f32 {
        let row = f32::from(row % self.rows.max(1));
        let rows = f32::from(self.rows.max(1) - 1) * metrics.row_pitch;
        // In a low lane the rows are centred; in a tall one they hang from the top, beside the lane's name.
        let first = if heads::is_tall(self.rect, metrics.scale) {
            metrics.first_row
        } else {
            ((self.rect.height() - rows) / 2.0).min(metrics.first_row)
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

/// Stacks the lanes. A lane gets the rows it needs as far as all fit; where not even one comfortable row each
/// fits, all become equally lower, down to a least height from which on they scroll. Collapsed lanes are lowest
/// in any case. Pinned lanes stay, but leave room for others to scroll in.
pub(super) fn stack(frame: &Frame<'_>, metrics: &Metrics, body: Rect, kept: &mut Heights) -> Stack {
    let heights = kept.of(frame, body.height(), metrics);
    let content: f32 = heights.iter().map(|(height, _)| height).sum();
    let pinned = pinned(frame, heights, body.height());
    let stays: f32 = heights.iter().take(pinned).map(|(height, _)| height).sum();
    let scroll = frame.viewport.scroll.clamp(0.0, (content - body.height()).max(0.0)).round();
    let split = body.top() + stays;
    let mut top = body.top();
    let mut boxes = Vec::new();
    for (place, (lane, (height, rows))) in frame.lanes.iter().zip(heights.iter().copied()).enumerate() {
        let is_pinned = place < pinned;
        let y = if is_pinned { top } else { top - scroll };
        let rect = Rect::from_min_max(pos2(body.left(), y), pos2(body.right(), y + height));
        let first = if is_pinned { body.top() } else { split };
        if rect.bottom() > first && rect.top() < body.bottom() {
            boxes.push(LaneBox { lane: *lane, place, rect, rows, pinned: is_pinned });
        }
        top += height;
    }
    Stack { boxes, content, split }
}

/// The heights of all lanes, which do not depend on the view.
#[derive(Default)]
pub(super) struct Heights {
    lanes: Vec<u32>,
    collapsed: Vec<u32>,
    room: f32,
    scale: f32,
    heights: Vec<(f32, u8)>,
}

impl Heights {
    /// The height of each lane and the rows it has room for: those kept, or found anew.
    fn of(&mut self, frame: &Frame<'_>, room: f32, metrics: &Metrics) -> &[(f32, u8)] {
        let same = self.lanes == frame.lanes
            && self.collapsed == frame.collapsed
            && (self.room, self.scale) == (room, metrics.scale);
        if !same {
            let heights = heights(frame, room, metrics);
            let (lanes, collapsed) = (frame.lanes.to_vec(), frame.collapsed.to_vec());
            *self = Self { lanes, collapsed, room, scale: metrics.scale, heights };
        }
        &self.heights
    }
}

/// How many of the pinned lanes can stay: those that leave others some room, where there are others.
fn pinned(frame: &Frame<'_>, heights: &[(f32, u8)], room: f32) -> usize {
    let wanted = frame.pinned.min(frame.lanes.len());
    let room = if wanted < frame.lanes.len() { room * MOST_PINNED } else { room };
    let mut height = 0.0;
    let fits = |(own, _): &&(f32, u8)| {
        height += own;
        height <= room
    };
    heights.iter().take(wanted).take_while(fits).count()
}

/// The height of each lane and the rows it has room for.
fn heights(frame: &Frame<'_>, room: f32, metrics: &Metrics) -> Vec<(f32, u8)> {
    let rows_of = |lane: &u32| {
        let rows = frame.index.lane(*lane).map_or(1, super::super::analysis::LaneColumn::rows);
        (!frame.collapsed.contains(lane)).then_some(rows)
    };
    let wanted: Vec<Option<u8>> = frame.lanes.iter().map(rows_of).collect();
    let open: Vec<u8> = wanted.iter().copied().flatten().collect();
    let low = metrics.lane_height_collapsed;
    let room = room - low * (wanted.len() - open.len()) as f32;
    let mut open = open_heights(&open, room, metrics).into_iter();
    let height = |rows: &Option<u8>| rows.and_then(|_| open.next()).unwrap_or((low, 1));
    wanted.iter().map(height).collect()
}

/// The heights of the lanes that are not collapsed.
fn open_heights(wanted: &[u8], room: f32, metrics: &Metrics) -> Vec<(f32, u8)> {
    let most = wanted.iter().copied().max().unwrap_or(1);
    for cap in (1..=most).rev() {
        let needs: Vec<f32> = wanted.iter().map(|rows| height_for((*rows).min(cap), metrics)).collect();
        if needs.iter().sum::<f32>() <= room {
            let base = water_level(&needs, room, metrics.lane_height);
            let height = |need: &f32| need.max(base);
            return needs.iter().map(height).map(|height| (height, rows_in(height, metrics))).collect();
        }
    }
    let even =
        (room / wanted.len().max(1) as f32).floor().clamp(metrics.lane_height_min, metrics.lane_height);
    vec![(even, rows_in(even, metrics)); wanted.len()]
}

/// The least height that holds so many rows.
fn height_for(rows: u8, metrics: &Metrics) -> f32 {
    metrics.first_row * MARGIN + f32::from(rows) * metrics.row_pitch
}

/// The height up to which lower lanes can be raised so that all together still fit the room, at most `highest`.
fn water_level(needs: &[f32], room: f32, highest: f32) -> f32 {
    let total = |level: f32| needs.iter().map(|need| need.max(level)).sum::<f32>();
    let mut level = highest.floor();
    while level > 1.0 && total(level) > room {
        level -= 1.0;
    }
    level
}

/// How many rows a lane of a height has room for, at least one.
fn rows_in(height: f32, metrics: &Metrics) -> u8 {
    let rows = ((height - metrics.first_row * MARGIN) / metrics.row_pitch + 0.01).floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    {
        rows.clamp(1.0, 255.0) as u8
    }
}
