//! Sizes of the picture in points by name, for text of the usual size and for larger text.

use crate::scene::{Rect, TextStyle, Vec2, pos2};

/// Sizes in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// How large text is, 1 as a rule.
    pub scale: f32,
    /// Width of the lane heads.
    pub heads_width: f32,
    /// Height of the ruler.
    pub ruler_height: f32,
    /// Height of a row of another calendar below the ruler.
    pub calendar_row: f32,
    /// How many such rows there are.
    pub calendar_rows: usize,
    /// From the top of a lane to the middle of its first row.
    pub first_row: f32,
    /// From one row to the next.
    pub row_pitch: f32,
    /// A lane's height where there is plenty of room.
    pub lane_height_roomy: f32,
    /// A lane's height where there is room: its name and its count below each other.
    pub lane_height: f32,
    /// The height of a lane that is a strip, where there is room: columns, and labels above them.
    pub lane_height_strip: f32,
    /// The height of a lane that is folded because nothing of it is in view.
    pub lane_height_folded: f32,
    /// A lane's least height; then lanes scroll.
    pub lane_height_min: f32,
    /// The height of a collapsed lane.
    pub lane_height_collapsed: f32,
    /// Radius of a mark.
    pub mark_radius: f32,
    /// Radius of the mark of an important event.
    pub mark_radius_large: f32,
    /// Radius of the ring around a member of a coincidence.
    pub ring_radius: f32,
    /// Height of a bar: of a span, an imprecise date or a whole day. A label fits into it.
    pub bar_height: f32,
    /// Height of the box that a label takes.
    pub label_height: f32,
    /// From the middle of a mark to its label.
    pub label_gap: f32,
    /// Side of the least area that a mark can be hit in.
    pub hit_side: f32,
}

/// The part of the canvas that lane heads take at the most.
const MOST_HEADS: f32 = 0.5;

impl Metrics {
    /// The sizes for a canvas of a size, with text `text_scale` times as large as usual.
    #[must_use]
    pub fn new(size: Vec2, text_scale: f32) -> Self {
        let scale = if text_scale.is_finite() { text_scale.clamp(0.5, 4.0) } else { 1.0 };
        Self {
            scale,
            heads_width: (196.0 * scale).min((size.x * 0.32).max(60.0)).round(),
            ruler_height: (63.0 * scale).round(),
            calendar_row: (22.0 * scale).round(),
            calendar_rows: 0,
            first_row: 19.0 * scale,
            row_pitch: 24.0 * scale,
            lane_height_roomy: 96.0 * scale,
            lane_height: 62.0 * scale,
            lane_height_strip: 88.0 * scale,
            lane_height_folded: 17.0 * scale,
            lane_height_min: 34.0 * scale,
            lane_height_collapsed: 28.0 * scale,
            mark_radius: 4.5 * scale.sqrt(),
            mark_radius_large: 6.0 * scale.sqrt(),
            ring_radius: 9.5 * scale.sqrt(),
            bar_height: 19.0 * scale,
            label_height: 16.0 * scale,
            label_gap: 14.0 * scale.sqrt(),
            hit_side: 24.0,
        }
    }

    /// The same with lane heads of another width, in points at the usual size of text; `None` for the usual one.
    #[must_use]
    pub fn with_heads(self, size: Vec2, width: Option<f32>) -> Self {
        let heads_width =
            |width: f32| (width * self.scale).max(0.0).clamp(60.0, (size.x * MOST_HEADS).max(60.0)).round();
        Self { heads_width: width.map_or(self.heads_width, heads_width), ..self }
    }

    /// The same with so many rows of other calendars below the ruler.
    #[must_use]
    pub fn with_calendars(self, rows: usize) -> Self {
        Self { calendar_rows: rows, ..self }
    }

    /// Where lanes begin, below the ruler and the rows of other calendars.
    fn lanes_top(&self) -> f32 {
        self.ruler_height + self.calendar_row * self.calendar_rows as f32
    }

    /// The least height of a lane whose row has a margin above and below.
    pub(crate) fn lane_height_least(&self) -> f32 {
        2.0 * self.first_row
    }

    /// The ruler: the top of the canvas, right of the heads.
    #[must_use]
    pub fn ruler(&self, size: Vec2) -> Rect {
        let right = size.x.max(self.heads_width + 1.0);
        Rect::from_min_max(pos2(self.heads_width, 0.0), pos2(right, self.ruler_height))
    }

    /// The lane heads: left of the body, below the ruler.
    #[must_use]
    pub fn heads(&self, size: Vec2) -> Rect {
        let bottom = size.y.max(self.lanes_top() + 1.0);
        Rect::from_min_max(pos2(0.0, self.lanes_top()), pos2(self.heads_width, bottom))
    }

    /// The body: where the lanes are.
    #[must_use]
    pub fn body(&self, size: Vec2) -> Rect {
        Rect::from_min_max(
            pos2(self.ruler(size).left(), self.lanes_top()),
            self.heads(size).right_bottom() + Vec2::X * self.ruler(size).width(),
        )
    }

    /// Labels, 13 points.
    #[must_use]
    pub fn text(&self) -> TextStyle {
        TextStyle::regular(13.0 * self.scale)
    }

    /// Secondary text, 12 points.
    #[must_use]
    pub fn small(&self) -> TextStyle {
        TextStyle::regular(12.0 * self.scale)
    }
}

/// How opaque everything else is while a coincidence is under the pointer, or a search has found something.
pub(crate) const DIMMED: f32 = 0.35;
