//! How events are drawn, bars below and marks above, and where they can be pointed at.

pub(crate) mod coincidence_lines;
pub(crate) mod density;
pub(crate) mod links;
pub(crate) mod mark_placement;
pub(crate) mod occurrences;
pub(crate) mod ongoing;
pub(crate) mod piles;

use super::{Frame, Metrics, Target, TimeScale};
use crate::analysis::{Shape, Tail};
use crate::scene::{Color, Disc, Fill, Item, ItemId, Primitive, Rect, Stops, Stroke, Vec2};
use mark_placement::Placed;
use piles::{Behind, Pile, Piles};

/// Draws the bars of the events of a lane.
pub(super) fn draw_bars(scale: &TimeScale, metrics: &Metrics, placed: &[Placed<'_>], items: &mut Vec<Item>) {
    for event in placed {
        if let Some(bar) = event.bar {
            items.push(draw_bar(scale, metrics, event, bar));
        }
    }
}

/// Draws the marks of the events of a lane.
pub(super) fn draw_marks(
    frame: &Frame<'_>,
    metrics: &Metrics,
    ground: Color,
    placed: &[Placed<'_>],
    marks: &mut Marks,
) {
    for event in placed {
        draw_mark(frame, metrics, ground, event, marks);
    }
}

/// Marks as items, those that are plain discs together as far as nothing else comes between them.
#[derive(Default)]
pub(super) struct Marks {
    items: Vec<Item>,
    /// The discs since the last item, all of one radius.
    radius: f32,
    discs: Vec<Disc>,
    /// Lists of discs of a picture before, empty.
    pub spare: Vec<Vec<Disc>>,
}

impl Marks {
    fn disc(&mut self, radius: f32, disc: Disc) {
        if self.radius != radius {
            self.end();
            self.radius = radius;
        }
        self.discs.push(disc);
    }

    fn item(&mut self, item: Item) {
        self.end();
        self.items.push(item);
    }

    fn end(&mut self) {
        if self.discs.is_empty() {
            return;
        }
        let discs = std::mem::replace(&mut self.discs, self.spare.pop().unwrap_or_default());
        let primitive = Primitive::Discs { radius: self.radius, discs };
        self.items.push(Item { id: None, primitive });
    }

    /// Hands over all that was drawn.
    pub fn take(&mut self, items: &mut Vec<Item>) {
        self.end();
        items.append(&mut self.items);
    }
}

fn draw_bar(scale: &TimeScale, metrics: &Metrics, placed: &Placed<'_>, bar: Rect) -> Item {
    let extent = &placed.entry.extent;
    let open = extent.before != Tail::Closed || extent.after != Tail::Closed;
    let strength = match extent.shape {
        Shape::Span if open => 0.5,
        Shape::Span => 1.0,
        Shape::Imprecise => 0.42,
        Shape::Instant => 0.22,
    };
    let ink = placed.color.faded(strength * placed.opacity);
    let share = |instant: f64| ((scale.x(instant) - bar.left()) / bar.width()).clamp(0.0, 1.0);
    let (sure_from, sure_to) = match extent.shape {
        Shape::Imprecise => (0.22, 0.78),
        Shape::Span | Shape::Instant => {
            (share(extent.sure_from), share(extent.sure_to).max(share(extent.sure_from)))
        }
    };
    let fades = (extent.shape == Shape::Imprecise)
        || extent.sure_from > extent.from
        || extent.sure_to < extent.to
        || extent.before != Tail::Closed
        || extent.after != Tail::Closed;
    let fill = if fades {
        let edge = |closed: bool| if closed { ink } else { ink.faded(0.0) };
        let sharp_left = extent.sure_from <= extent.from && extent.before == Tail::Closed;
        let sharp_right = extent.sure_to >= extent.to && extent.after == Tail::Closed;
        Fill::Horizontal(Stops::new(&[
            (0.0, edge(sharp_left && extent.shape != Shape::Imprecise)),
            (sure_from, ink),
            (sure_to, ink),
            (1.0, edge(sharp_right && extent.shape != Shape::Imprecise)),
        ]))
    } else {
        Fill::Solid(ink)
    };
    // Narrow ones differ by quarters of a point, so that few pictures of their ends are drawn while one zooms.
    let narrow = bar.width() < metrics.bar_height;
    let radius = if narrow { (bar.width() * 2.0).floor() / 4.0 } else { metrics.bar_height / 2.0 };
    Item {
        id: Some(ItemId::Event(placed.ix)),
        primitive: Primitive::Rect { rect: bar, radius, fill, stroke: None },
    }
}

fn draw_mark(frame: &Frame<'_>, metrics: &Metrics, ground: Color, placed: &Placed<'_>, marks: &mut Marks) {
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
    let shown_as_bar = placed.shape == Shape::Span && placed.bar.is_some_and(|bar| bar.width() > 12.0);
    if frame.selected == Some(placed.ix) {
        circle(metrics.ring_radius + 3.0, theme.coincidence.faded(0.16), None);
    } else if frame.hovered == Some(placed.ix) {
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
    if placed.entry.is_disputed() && !shown_as_bar && !placed.in_current {
        let dashed = Stroke::dashed(1.2, ink, 2.2, 1.7);
        circle(metrics.mark_radius + 2.2, Color::TRANSPARENT, Some(dashed));
    }
    match placed.shape {
        Shape::Span if shown_as_bar && !placed.in_current => {}
        Shape::Imprecise => circle(metrics.mark_radius - 0.8, ground, Some(Stroke::solid(1.6, ink))),
        Shape::Span | Shape::Instant => circle(metrics.mark_radius, ink, None),
    }
}

/// Where events can be pointed at within a clip: their bars, and above all of these, as they are drawn, their marks, at
/// least 24 pt. What hides others and whose count has no room to be clicked on leads to all that it stands for.
pub(super) fn hits(
    metrics: &Metrics,
    placed: &[Placed<'_>],
    behind: &Behind,
    clip: Rect,
    piles: &mut Piles,
    hits: &mut Vec<(Rect, Target)>,
) {
    for event in placed {
        let Some(bar) = event.bar else { continue };
        let around = bar.expand2(Vec2::new(2.0, 7.0)).intersect(clip);
        hits.push((around, Target::Event(event.ix)));
        if event.uncounted.get() {
            hits.push((around, Target::Hidden(pile(event, behind, piles))));
        }
    }
    for event in placed {
        let mark = Rect::from_center_size(event.at, Vec2::splat(metrics.hit_side)).intersect(clip);
        hits.push((mark, Target::Event(event.ix)));
        if event.uncounted.get() {
            hits.push((mark, Target::Hidden(pile(event, behind, piles))));
        }
    }
}

/// All that a mark stands for, itself first.
fn pile(event: &Placed<'_>, behind: &Behind, piles: &mut Piles) -> Pile {
    piles.add(std::iter::once(event.ix).chain(behind.of(event.hidden)))
}
