//! How events differ between two timelines that are drawn as one: a sign on the mark of each, told apart by its shape as well
//! as its colour, and an arrow on the way of what moved.

use foldhash::HashMap;

use super::mark_placement::{MarkPlacement, Placement};
use crate::analysis::diff::{Compared, Difference, Sign};
use crate::layout::{Frame, Metrics, TimeScale};
use crate::model::{Document, EventIx};
use crate::scene::{Color, Fill, Item, Pos2, Primitive, Rect, Scene, Stroke, Theme, Vec2, pos2, vec2};

/// Draws the signs of all events that are placed, and the ways of those that moved.
pub(crate) fn draw(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    (placed, lanes): (&Placement<'_, '_>, usize),
    items: &mut Vec<Item>,
) {
    let Some(compared) = frame.compared else { return };
    let all = || (0..lanes).flat_map(|at| placed.lane(at));
    let places: HashMap<EventIx, Pos2> =
        all().filter(|one| compared.sign(one.ix).is_some()).map(|one| (one.ix, one.at)).collect();
    let ways = Ways { frame, scale, metrics, compared, places: &places };
    for one in all() {
        ways.draw(one, items);
    }
    for one in all() {
        draw_one(frame, metrics, (one.ix, one.at), items);
    }
}

/// Draws the sign of an event that stands at a place, where it differs.
pub(crate) fn draw_one(
    frame: &Frame<'_>,
    metrics: &Metrics,
    (event, at): (EventIx, Pos2),
    items: &mut Vec<Item>,
) {
    if let Some(sign) = frame.compared.and_then(|compared| compared.sign(event)) {
        draw_sign(frame.theme, radius(metrics), at, shape(frame.document, sign, event), items);
    }
}

/// The sign of a difference alone, as it is on the timeline, in a square picture of so many points.
#[must_use]
pub fn sign(document: &Document, difference: &Difference, theme: &Theme, side: f32) -> Scene {
    let mut items = Vec::new();
    let middle = pos2(side / 2.0, side / 2.0);
    draw_sign(theme, side * 0.36, middle, shape(document, difference.sign, difference.event), &mut items);
    Scene { size: vec2(side, side), items }
}

/// The half of a sign's height, in points.
pub(crate) fn radius(metrics: &Metrics) -> f32 {
    metrics.mark_radius_large + 1.0
}

/// What a sign looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum SignShape {
    /// A square with a plus.
    Plus,
    /// A ring with a cross.
    Cross,
    /// A diamond.
    Diamond,
    /// A triangle that points the way it moved.
    Way(Vec2),
    /// A broken ring.
    Broken,
}

/// The shape of a sign, where the way of what moved is not asked about.
pub(crate) fn usual_shape(sign: Sign) -> SignShape {
    match sign {
        Sign::Added => SignShape::Plus,
        Sign::Removed => SignShape::Cross,
        Sign::Changed => SignShape::Diamond,
        Sign::Moved(_) => SignShape::Way(Vec2::X),
        Sign::Former(_) => SignShape::Broken,
    }
}

fn shape(document: &Document, sign: Sign, event: EventIx) -> SignShape {
    let Sign::Moved(was) = sign else { return usual_shape(sign) };
    let day = |ix: EventIx| document.event(ix).date.first_day();
    match day(event).cmp(&day(was)) {
        std::cmp::Ordering::Less => SignShape::Way(-Vec2::X),
        std::cmp::Ordering::Greater => SignShape::Way(Vec2::X),
        // To another lane on the same day, or to another hour.
        std::cmp::Ordering::Equal => {
            let lane = |ix: EventIx| &document.event(ix).lane;
            let row = |ix: EventIx| document.lanes().iter().position(|other| other.id == *lane(ix));
            SignShape::Way(if row(event) < row(was) { -Vec2::Y } else { Vec2::Y })
        }
    }
}

/// The colour of a sign.
pub(crate) fn color(theme: &Theme, shape: SignShape) -> Color {
    match shape {
        SignShape::Plus => theme.added,
        SignShape::Cross => theme.error,
        SignShape::Diamond => theme.warning,
        SignShape::Way(_) | SignShape::Broken => theme.focus,
    }
}

/// Draws a sign around a point.
pub(crate) fn draw_sign(theme: &Theme, r: f32, at: Pos2, shape: SignShape, items: &mut Vec<Item>) {
    let (ink, ground) = (color(theme, shape), theme.background);
    let mut push = |primitive: Primitive| items.push(Item { id: None, primitive });
    let halo = Some(Stroke::solid(1.5, ground));
    let line = |a: Vec2, b: Vec2, color: Color| Primitive::Line {
        from: at + a * r,
        to: at + b * r,
        stroke: Stroke::solid(1.8, color),
    };
    let area = |points: &[Vec2]| Primitive::Path {
        points: points.iter().map(|point| at + *point * r).collect(),
        closed: true,
        fill: ink,
        stroke: halo,
    };
    let (x, y) = (Vec2::X, Vec2::Y);
    match shape {
        SignShape::Plus => {
            let rect = Rect::from_center_size(at, Vec2::splat(1.8 * r));
            push(Primitive::Rect { rect, radius: 1.5, fill: Fill::Solid(ink), stroke: halo });
            push(line(x * -0.55, x * 0.55, ground));
            push(line(y * -0.55, y * 0.55, ground));
        }
        SignShape::Cross => {
            push(Primitive::Circle {
                center: at,
                radius: r,
                fill: ground,
                stroke: Some(Stroke::solid(1.8, ink)),
            });
            push(line((x + y) * -0.45, (x + y) * 0.45, ink));
            push(line((x - y) * -0.45, (x - y) * 0.45, ink));
        }
        SignShape::Diamond => push(area(&[y * -1.15, x * 1.15, y * 1.15, x * -1.15])),
        SignShape::Way(way) => {
            let across = Vec2::new(way.y, way.x);
            push(area(&[way * 1.2, way * -0.8 + across, way * -0.8 - across]));
        }
        SignShape::Broken => {
            let stroke = Some(Stroke::dashed(1.6, ink, 2.4, 2.0));
            push(Primitive::Circle { center: at, radius: r - 1.0, fill: ground, stroke });
        }
    }
}

/// The ways of what moved.
struct Ways<'a> {
    frame: &'a Frame<'a>,
    scale: &'a TimeScale,
    metrics: &'a Metrics,
    compared: &'a Compared,
    places: &'a HashMap<EventIx, Pos2>,
}

impl Ways<'_> {
    /// Draws the way of an event that has moved; of one of whose two places one alone is in the picture, as far as it is.
    fn draw(&self, one: &MarkPlacement<'_>, items: &mut Vec<Item>) {
        let (from, to) = match self.compared.sign(one.ix) {
            Some(Sign::Moved(was)) => {
                (self.places.get(&was).copied().unwrap_or_else(|| self.beside(was, one.at)), one.at)
            }
            Some(Sign::Former(is)) if !self.places.contains_key(&is) => (one.at, self.beside(is, one.at)),
            _ => return,
        };
        let way = to - from;
        let r = radius(self.metrics) + 2.0;
        if way.length() < 2.5 * r {
            return;
        }
        let step = way.normalized();
        let (from, to) = (from + step * r, to - step * r);
        let stroke = Stroke::solid(1.5, self.frame.theme.focus.faded(0.8));
        items.push(Item { id: None, primitive: Primitive::Line { from, to, stroke } });
        let across = Vec2::new(-step.y, step.x);
        let head = vec![to - step * 6.0 + across * 3.5, to, to - step * 6.0 - across * 3.5];
        let path =
            Primitive::Path { points: head, closed: false, fill: Color::TRANSPARENT, stroke: Some(stroke) };
        items.push(Item { id: None, primitive: path });
    }

    /// Where an event would stand in the row of another one: out of view, or where there is no row for it.
    fn beside(&self, event: EventIx, other: Pos2) -> Pos2 {
        let day = f64::from(self.frame.document.event(event).date.first_day().number()) + 0.5;
        pos2(self.scale.x(day), other.y)
    }
}
