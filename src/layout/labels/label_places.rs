//! Where a label may stand: in its bar, or at its mark.

use crate::analysis::Shape;
use crate::layout::Metrics;
use crate::layout::marks::mark_placement::MarkPlacement;
use crate::layout::marks::sizes::{beside, inset, mark_radius};
use crate::scene::Rect;

/// A place for a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Where its line begins.
    pub left: f32,
    /// The farthest that it may reach to the right.
    pub right: f32,
}

/// Where a label of a width may stand within a stretch of the body, the best first, and how many places these are; at
/// least one, at which it may be cut.
pub(crate) fn places(
    metrics: &Metrics,
    body: Rect,
    placed: &MarkPlacement<'_>,
    width: f32,
) -> ([Place; 3], usize) {
    let end = body.right() - 4.0;
    let x = placed.at.x;
    let visible = placed.bar.map(|bar| bar.intersect(body)).filter(|bar| bar.width() > 0.0);
    match (placed.shape, visible) {
        (Shape::Span | Shape::Instant, Some(bar)) => {
            let inside =
                Place { left: bar.left() + inset(metrics), right: bar.right() - inset(metrics) / 2.0 };
            let right = Place { left: bar.right() + beside(metrics), right: end };
            let left = bar.left() - beside(metrics) - width;
            let left = Place { left, right: left + width };
            // A day's label is cut to the day sooner than it stands beside it.
            let enough = inside.right - inside.left >= width.min(CUT_PT * metrics.scale);
            if enough || placed.shape == Shape::Instant {
                ([inside, right, left], 3)
            } else {
                ([right, left, inside], 3)
            }
        }
        _ => {
            let ringed = placed.in_current || placed.ringed;
            let radius = mark_radius(metrics, placed.entry);
            let gap = metrics.label_gap.max(radius + 6.0) + if ringed { 2.0 } else { 0.0 };
            let right = Place { left: x + gap, right: end };
            let left = x - gap - width;
            // Before its own fading bar it would seem to be the title of another.
            let places = if placed.shape == Shape::Imprecise && placed.bar.is_some() { 1 } else { 2 };
            ([right, Place { left, right: left + width }, right], places)
        }
    }
}

/// From this room in a bar on a title is sooner cut in it than whole beside it, in points.
const CUT_PT: f32 = 150.0;
