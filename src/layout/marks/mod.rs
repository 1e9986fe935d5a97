//! How events are drawn, bars below and marks above, and where they can be pointed at.

pub(crate) mod band_days;
pub(crate) mod bands;
pub(crate) mod coincidence_lines;
pub(crate) mod density;
pub(crate) mod differences;
pub(crate) mod gauge;
pub(crate) mod links;
pub(crate) mod mark_batch;
pub(crate) mod mark_placement;
pub(crate) mod occurrences;
pub(crate) mod ongoing;
pub(crate) mod piles;
pub(crate) mod rows;
pub(crate) mod seen;
pub(crate) mod sizes;
pub(crate) mod strip_marks;

use super::{Frame, Metrics, Target, TimeScale};
use crate::analysis::{Shape, Tail};
use crate::layout::marks::mark_batch::Marks;
use crate::scene::{Color, Disc, Fill, Item, ItemId, Primitive, Rect, Stops, Stroke, Vec2, pos2};
use mark_placement::MarkPlacement;
use sizes::{is_important, mark_radius};

/// Draws the bars of the events of a lane.
pub(super) fn draw_bars(
    frame: &Frame<'_>,
    scale: &TimeScale,
    placed: &[MarkPlacement<'_>],
    items: &mut Vec<Item>,
) {
    for event in placed {
        if let Some(bar) = event.bar {
            draw_bar(frame, scale, event, bar, items);
        }
    }
}

/// Draws the marks of the events of a lane.
pub(super) fn draw_marks(
    frame: &Frame<'_>,
    metrics: &Metrics,
    ground: Color,
    placed: &[MarkPlacement<'_>],
    marks: &mut Marks,
) {
    // Those of one size after the other: plain discs of one size are painted as one.
    for large in [false, true] {
        for event in placed.iter().filter(|event| is_important(event.entry) == large) {
            draw_mark(frame, metrics, ground, event, marks);
        }
    }
}

/// The bar of an event: its category's colour, thin enough to write on, with an edge of the full colour where it begins
/// for sure, fading where that is not known.
fn draw_bar(
    frame: &Frame<'_>,
    scale: &TimeScale,
    placed: &MarkPlacement<'_>,
    bar: Rect,
    items: &mut Vec<Item>,
) {
    let extent = &placed.entry.extent;
    let is_dark = frame.theme.background.r < 128;
    let strength = match (extent.shape, is_dark) {
        (Shape::Imprecise, false) => 0.2,
        (Shape::Imprecise, true) => 0.3,
        (_, false) => 0.26,
        (_, true) => 0.38,
    };
    let ink = placed.color.faded(strength * placed.opacity);
    let share = |instant: f64| ((scale.x(instant) - bar.left()) / bar.width()).clamp(0.0, 1.0);
    let (sure_from, sure_to) = match extent.shape {
        Shape::Imprecise => (0.22, 0.78),
        Shape::Span | Shape::Instant => {
            (share(extent.sure_from), share(extent.sure_to).max(share(extent.sure_from)))
        }
    };
    let imprecise = extent.shape == Shape::Imprecise;
    let sharp_left = !imprecise && extent.sure_from <= extent.from && extent.before == Tail::Closed;
    let sharp_right = !imprecise && extent.sure_to >= extent.to && extent.after == Tail::Closed;
    let fill = if sharp_left && sharp_right {
        Fill::Solid(ink)
    } else {
        let edge = |closed: bool| if closed { ink } else { ink.faded(0.0) };
        Fill::Horizontal(Stops::new(&[
            (0.0, edge(sharp_left)),
            (sure_from, ink),
            (sure_to, ink),
            (1.0, edge(sharp_right)),
        ]))
    };
    let stroke = (placed.in_current)
        .then(|| Stroke::solid(1.6, frame.theme.coincidence.faded(placed.opacity)))
        .or_else(|| ring_of_bar(frame, placed));
    let radius = (bar.width() / 3.0).floor().min(BAR_RADIUS);
    let id = Some(ItemId::Event(placed.ix));
    items.push(Item { id, primitive: Primitive::Rect { rect: bar, radius, fill, stroke } });
    if sharp_left {
        let width = EDGE_PT.min(bar.width() * 0.4);
        let rect = Rect::from_min_max(bar.min, pos2(bar.left() + width, bar.bottom()));
        let fill = Fill::Solid(placed.color.faded(placed.opacity));
        items.push(Item { id: None, primitive: Primitive::Rect { rect, radius: 0.0, fill, stroke: None } });
    }
}

/// The outline of the bar of what is selected, under the pointer, or disputed.
fn ring_of_bar(frame: &Frame<'_>, placed: &MarkPlacement<'_>) -> Option<Stroke> {
    let color = placed.color.faded(placed.opacity);
    if frame.emphasis.selected == Some(placed.ix) {
        Some(Stroke::solid(1.6, frame.theme.text))
    } else if frame.emphasis.hovered == Some(placed.ix) {
        Some(Stroke::solid(1.2, color))
    } else if placed.ringed {
        Some(Stroke::solid(1.2, frame.theme.coincidence.faded(0.6 * placed.opacity)))
    } else {
        placed.entry.is_disputed().then(|| Stroke::dashed(1.2, color, 3.0, 2.4))
    }
}

/// The radius of a bar's corners, in points.
const BAR_RADIUS: f32 = 3.0;

/// The width of the edge of a bar, in points.
const EDGE_PT: f32 = 3.0;

/// Whether an event is shown by its bar alone.
fn is_bar_alone(placed: &MarkPlacement<'_>) -> bool {
    match placed.shape {
        Shape::Imprecise => false,
        Shape::Span | Shape::Instant => placed.bar.is_some(),
    }
}

fn draw_mark(
    frame: &Frame<'_>,
    metrics: &Metrics,
    ground: Color,
    placed: &MarkPlacement<'_>,
    marks: &mut Marks,
) {
    if is_bar_alone(placed) {
        return;
    }
    let theme = frame.theme;
    let mut circle = |radius: f32, fill: Color, stroke: Option<Stroke>| {
        let (center, event) = (placed.at, placed.ix);
        if stroke.is_none() {
            marks.disc(radius, Disc { center, fill, event });
            return;
        }
        let primitive = Primitive::Circle { center, radius, fill, stroke };
        marks.item(Item { id: Some(ItemId::Event(event)), primitive });
    };
    let ink = placed.color.faded(placed.opacity);
    let radius = mark_radius(metrics, placed.entry);
    if frame.emphasis.selected == Some(placed.ix) {
        circle(metrics.ring_radius + 3.0, theme.coincidence.faded(0.16), None);
    } else if frame.emphasis.hovered == Some(placed.ix) {
        circle(metrics.ring_radius + 1.0, placed.color.faded(0.14), None);
    }
    if placed.in_current {
        circle(
            metrics.ring_radius,
            ground,
            Some(Stroke::solid(2.0, theme.coincidence.faded(placed.opacity))),
        );
    } else if placed.ringed {
        let ring = Stroke::solid(1.2, theme.coincidence.faded(0.6 * placed.opacity));
        circle(metrics.ring_radius, Color::TRANSPARENT, Some(ring));
    }
    if placed.entry.is_disputed() && !placed.in_current {
        let dashed = Stroke::dashed(1.2, ink, 2.2, 1.7);
        circle(radius + 2.2, Color::TRANSPARENT, Some(dashed));
    }
    match placed.shape {
        Shape::Imprecise => circle(radius - 0.8, ground, Some(Stroke::solid(1.6, ink))),
        Shape::Span | Shape::Instant => circle(radius, ink, None),
    }
}

/// Where events can be pointed at within a clip: their bars, and above all of these, as they are drawn, their marks, at
/// least 24 pt.
pub(super) fn hits(
    metrics: &Metrics,
    placed: &[MarkPlacement<'_>],
    clip: Rect,
    hits: &mut Vec<(Rect, Target)>,
) {
    for event in placed {
        let Some(bar) = event.bar else { continue };
        let around = bar.expand2(Vec2::new(2.0, 2.0)).intersect(clip);
        hits.push((around, Target::Event(event.ix)));
    }
    for event in placed.iter().filter(|event| !is_bar_alone(event)) {
        let mark = Rect::from_center_size(event.at, Vec2::splat(metrics.hit_side)).intersect(clip);
        hits.push((mark, Target::Event(event.ix)));
    }
}
