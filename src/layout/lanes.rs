//! How tall each lane is and where it stands. Depends on the lanes and the canvas, never on the zoom, so that
//! rows stay put.

use super::{Frame, Metrics};
use crate::scene::{Rect, pos2};

/// What a lane needs besides its rows, as a part of the distance to its first row.
const MARGIN: f32 = 0.5;

/// A lane in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LaneBox {
    /// Its position among the document's lanes.
    pub lane: u32,
    /// Its position among the lanes that are shown, for the alternating ground.
    pub place: usize,
    /// Its strip across the body.
    pub rect: Rect,
    /// How many rows it has room for.
    pub rows: u8,
}

impl LaneBox {
    /// The middle of a row; rows beyond those there is room for start again at the top.
    pub fn row_y(&self, row: u8, metrics: &Metrics) -> f32 {
        let row = f32::from(row % self.rows.max(1));
        let rows = f32::from(self.rows.max(1) - 1) * metrics.row_pitch;
        // In a low lane the rows are centred; in a tall one they hang from the top, beside the lane's name.
        let first = ((self.rect.height() - rows) / 2.0).min(metrics.first_row);
        self.rect.top() + first + row * metrics.row_pitch
    }
}

/// The lanes in view, top to bottom, and the height of all lanes together. A lane gets the rows it needs as far
/// as all fit; where not even one comfortable row each fits, all become equally lower, down to a least height
/// from which on they scroll.
pub(super) fn stack(frame: &Frame<'_>, metrics: &Metrics, body: Rect) -> (Vec<LaneBox>, f32) {
    let wanted: Vec<u8> = frame
        .lanes
        .iter()
        .map(|lane| frame.index.lane(*lane).map_or(1, super::super::analysis::LaneColumn::rows))
        .collect();
    let heights = heights(&wanted, body.height(), metrics);
    let content: f32 = heights.iter().map(|(height, _)| height).sum();
    let scroll = frame.viewport.scroll.clamp(0.0, (content - body.height()).max(0.0)).round();
    let mut top = body.top() - scroll;
    let mut boxes = Vec::new();
    for (place, (lane, (height, rows))) in frame.lanes.iter().zip(heights).enumerate() {
        let rect = Rect::from_min_max(pos2(body.left(), top), pos2(body.right(), top + height));
        if rect.bottom() > body.top() && rect.top() < body.bottom() {
            boxes.push(LaneBox { lane: *lane, place, rect, rows });
        }
        top += height;
    }
    (boxes, content)
}

/// The height of each lane and the rows it has room for.
fn heights(wanted: &[u8], room: f32, metrics: &Metrics) -> Vec<(f32, u8)> {
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
