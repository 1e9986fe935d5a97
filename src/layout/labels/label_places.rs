//! Where a label may stand beside its event.

use crate::analysis::Shape;
use crate::layout::Metrics;
use crate::layout::marks::mark_placement::Placed;
use crate::scene::Rect;

/// From here on a place beside a whole day is too far from the mark to be tried first, in points.
const FAR: f32 = 60.0;

/// A place for a label: where its first line begins.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub left: f32,
    pub y: f32,
}

/// Where a label of a width may stand, the best first, and how many places these are; at least one.
pub(crate) fn places(
    metrics: &Metrics,
    body: Rect,
    placed: &Placed<'_>,
    width: f32,
    low: bool,
) -> ([Place; 5], usize) {
    let ringed = placed.in_current || placed.ringed;
    let gap = if ringed { metrics.label_gap + 1.0 } else { metrics.label_gap - 2.0 };
    let under = 16.0 * metrics.scale;
    let (x, y) = (placed.at.x, placed.at.y);
    // Beside the line of the coincidence, not across it.
    let beside = if placed.in_current { 9.0 * metrics.scale } else { -4.0 };
    let visible = placed.bar.map(|bar| bar.intersect(body)).filter(|bar| bar.width() > 12.0);
    // Where the mark is out of view, the label keeps to what is seen of the bar.
    let shape = if body.x_range().contains(x) { placed.shape } else { Shape::Span };
    match (shape, visible) {
        (Shape::Span, Some(bar)) => {
            let left = (bar.left() + 1.0).max(body.left() + 6.0);
            let below = Place { left, y: y + under };
            let right = Place { left: bar.right() + 8.0, y };
            let left_of = Place { left: bar.left() - 8.0 - width, y };
            if low {
                let upon = |share: f32| Place { left: left + 11.0 * metrics.scale + share * bar.width(), y };
                return ([upon(0.0), right, left_of, upon(0.3), upon(0.6)], 5);
            }
            ([below, right, left_of, Place { left, y: y - under }, below], 4)
        }
        (Shape::Imprecise, Some(_)) if low => {
            let right = Place { left: x + gap, y };
            let left_of = Place { left: x - gap - width, y };
            // Before its bar, upon that of another, it would seem to be the title of that one.
            let after = Place { left: visible.map_or(x, |bar| bar.right()) + 8.0, y };
            ([right, left_of, after, right, right], 3)
        }
        (Shape::Imprecise, Some(_)) => {
            let below = Place { left: x - 4.0, y: y + under };
            let above = Place { left: x - 4.0, y: y - under };
            ([below, above, Place { left: x - width + 4.0, y: y + under }, below, below], 3)
        }
        (_, bar) => {
            // An event that takes a whole day has its label beside the day, but not far from its mark.
            let (right, left) =
                bar.map_or((gap, gap), |bar| (gap.max(bar.right() - x + 8.0), gap.max(x - bar.left() + 8.0)));
            let mut places = [
                Place { left: x + right, y },
                Place { left: x - left - width, y },
                Place { left: x + beside, y: y + under },
                Place { left: x + beside, y: y - under },
                Place { left: x - beside - width, y: y + under },
            ];
            if right > FAR * metrics.scale {
                places.rotate_left(2);
            }
            (places, 5)
        }
    }
}
