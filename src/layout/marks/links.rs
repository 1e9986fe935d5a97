//! Links between events, drawn for the event in question alone (selected or under the pointer), so that they
//! never become a web: a bowed line from mark to mark, with an arrow that tells the kind.

use super::occurrences::Occurrences;
use crate::layout::metrics::DIMMED;
use crate::layout::{Frame, Metrics};
use crate::model::{EventIx, Link};
use crate::scene::{Color, Item, ItemId, Pos2, Primitive, Stroke, Vec2};

/// Straight parts that a bowed line is made of.
const PARTS: usize = 16;

/// How a kind of link is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Arrow {
    /// An open arrow towards what came later: "before" and "after".
    Order,
    /// A filled arrow on a stronger line: "causes".
    Cause,
    /// A hollow arrow back to what is answered: "answers".
    Answer,
    /// A cross in the middle of a dashed line: "contradicts".
    Contradiction,
    /// A dot at the end: any other kind.
    Other,
}

impl Arrow {
    /// The arrow of a kind, and whether it points from the linked event to the one that has the link.
    fn of(kind: &str) -> (Self, bool) {
        match kind.trim().to_lowercase().as_str() {
            "before" => (Self::Order, false),
            "after" => (Self::Order, true),
            "causes" => (Self::Cause, false),
            "answers" => (Self::Answer, false),
            "contradicts" => (Self::Contradiction, false),
            _ => (Self::Other, false),
        }
    }
}

/// Where the links of the event in question lead, found once: it may have a hundred thousand.
#[derive(Default)]
pub(crate) struct Outgoing(Option<(EventIx, Vec<(usize, EventIx)>)>);

impl Outgoing {
    /// The position of each link of an event that leads somewhere, and where.
    fn of(&mut self, frame: &Frame<'_>, subject: EventIx) -> &[(usize, EventIx)] {
        if self.0.as_ref().is_none_or(|(of, _)| *of != subject) {
            let links = frame.document.event(subject).links.iter().enumerate();
            let lead = links.filter_map(|(at, link)| Some((at, frame.document.find(&link.to)?))).collect();
            self.0 = Some((subject, lead));
        }
        self.0.as_ref().map_or(&[], |(_, lead)| lead)
    }
}

/// Draws the links from and to the event in question; `places` tells where each event in view stands.
pub(crate) fn draw(
    frame: &Frame<'_>,
    metrics: &Metrics,
    places: &Occurrences,
    known: &mut Outgoing,
    items: &mut Vec<Item>,
) {
    let Some(subject) = frame.emphasis.hovered.or(frame.emphasis.selected) else { return };
    if subject.index() >= frame.document.events().len() {
        return;
    }
    let event = frame.document.event(subject);
    let outgoing = known.of(frame, subject).iter().filter(|(_, to)| places.get(*to).is_some());
    let outgoing = outgoing.map(|(link, to)| (&event.links[*link], subject, *to));
    // Only events in view can be seen to point here.
    let others = places.events().filter(|from| *from != subject);
    let incoming = others.flat_map(|from| {
        let links = frame.document.event(from).links.iter().filter(|link| link.to == event.id);
        links.map(move |link| (link, from, subject))
    });
    let mut arrows: Vec<(EventIx, EventIx, Arrow)> =
        outgoing.chain(incoming).map(|(link, from, to)| directed(link, from, to)).collect();
    // One says "before", the other "after": one arrow.
    arrows.sort_unstable();
    arrows.dedup();
    for (from, to, kind) in arrows {
        if let (Some(a), Some(b)) = (places.get(from), places.get(to)) {
            arrow(frame, metrics, kind, (a, b), Some(ItemId::Event(subject)), items);
        }
    }
}

/// A link as an arrow from one event to another.
fn directed(link: &Link, from: EventIx, to: EventIx) -> (EventIx, EventIx, Arrow) {
    let (kind, backwards) = Arrow::of(&link.kind);
    if backwards { (to, from, kind) } else { (from, to, kind) }
}

fn arrow(
    frame: &Frame<'_>,
    metrics: &Metrics,
    kind: Arrow,
    (a, b): (Pos2, Pos2),
    id: Option<ItemId>,
    items: &mut Vec<Item>,
) {
    let Some(line) = bow(a, b, metrics.ring_radius + 3.0) else { return };
    let opacity = if frame.emphasis.highlighted.is_some() { DIMMED } else { 1.0 };
    let ink = frame.theme.text_muted.faded(opacity);
    let width = if kind == Arrow::Cause { 1.8 } else { 1.2 };
    let mut push = |primitive: Primitive| items.push(Item { id, primitive });
    match kind {
        Arrow::Contradiction => {
            for pair in line.chunks_exact(2) {
                push(Primitive::Line { from: pair[0], to: pair[1], stroke: Stroke::solid(width, ink) });
            }
        }
        Arrow::Order | Arrow::Cause | Arrow::Answer | Arrow::Other => {
            let stroke = Some(Stroke::solid(width, ink));
            push(Primitive::Path { points: line.clone(), closed: false, fill: Color::TRANSPARENT, stroke });
        }
    }
    head(kind, &line, width, ink, frame.theme.background, &mut push);
}

/// The end of a line, or the middle of it where two events contradict one another.
fn head(kind: Arrow, line: &[Pos2], width: f32, ink: Color, ground: Color, push: &mut impl FnMut(Primitive)) {
    let (Some(tip), Some(before)) = (line.last(), line.len().checked_sub(2).and_then(|at| line.get(at)))
    else {
        return;
    };
    let along = (*tip - *before).normalized();
    let across = Vec2::new(-along.y, along.x);
    let stroke = Some(Stroke::solid(width, ink));
    let base = *tip - along * 7.0;
    let (left, right) = (base + across * 4.0, base - across * 4.0);
    match kind {
        Arrow::Order => {
            let points = vec![left, *tip, right];
            push(Primitive::Path { points, closed: false, fill: Color::TRANSPARENT, stroke });
        }
        Arrow::Cause | Arrow::Answer => {
            let fill = if kind == Arrow::Cause { ink } else { ground };
            push(Primitive::Path { points: vec![left, *tip, right], closed: true, fill, stroke });
        }
        Arrow::Contradiction => {
            let middle = line[line.len() / 2];
            for side in [across + along, across - along] {
                let (from, to) = (middle - side * 4.0, middle + side * 4.0);
                push(Primitive::Line { from, to, stroke: Stroke::solid(1.6, ink) });
            }
        }
        Arrow::Other => push(Primitive::Circle { center: *tip, radius: 2.2, fill: ink, stroke: None }),
    }
}

/// A line from one mark to another that bows to its right, `gap` points away from both; `None` where they are too
/// close to draw anything between them.
fn bow(from: Pos2, to: Pos2, gap: f32) -> Option<Vec<Pos2>> {
    let way = to - from;
    let length = way.length();
    if !length.is_finite() || length < gap * 2.0 + 10.0 {
        return None;
    }
    let side = Vec2::new(-way.y, way.x) / length;
    let control = from + way * 0.5 + side * (length * 0.16).clamp(14.0, 60.0);
    let at = |t: f32| {
        let (a, b) = (from + (control - from) * t, control + (to - control) * t);
        a + (b - a) * t
    };
    let margin = gap / length;
    let point = |part: usize| at(margin + (1.0 - 2.0 * margin) * part as f32 / PARTS as f32);
    Some((0..=PARTS).map(point).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::pos2;

    #[test]
    fn kinds_have_arrows_of_their_own() {
        assert_eq!(Arrow::of("before"), (Arrow::Order, false));
        assert_eq!(Arrow::of(" After "), (Arrow::Order, true));
        let kinds =
            ["before", "causes", "answers", "contradicts", "same occasion"].map(|kind| Arrow::of(kind).0);
        for (at, kind) in kinds.iter().enumerate() {
            assert!(!kinds[..at].contains(kind), "{kind:?} twice");
        }
    }

    #[test]
    fn bows_keep_their_distance_from_both_marks() {
        let (a, b) = (pos2(10.0, 10.0), pos2(200.0, 90.0));
        let line = bow(a, b, 12.0).unwrap();
        assert!(line.iter().all(|point| point.distance(a) > 10.0 && point.distance(b) > 10.0));
        assert_eq!(bow(a, pos2(12.0, 10.0), 12.0), None);
        assert_eq!(bow(a, pos2(f32::NAN, 10.0), 12.0), None);
    }
}
