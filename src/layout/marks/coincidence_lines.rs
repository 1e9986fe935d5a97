//! Coincidences in the lanes: the ground of the day of the one gone to, or, where days are narrow, a thin straight line
//! through its lanes with spurs to members beside it; a ring on each member is drawn with the mark. Dashed where the
//! coincidence is only possible, and dotted to the lanes that a member involves.

use std::cell::RefCell;
use std::rc::Rc;

use super::mark_placement::Placement;
use super::occurrences::Occurrences;
use crate::analysis::{Brief, Certainty, Hits};
use crate::layout::axis::time_scale::middle;
use crate::layout::cache::{Involved, Rows};
use crate::layout::in_view::{InView, MOST_LINES, is_band, is_certain, wanted};
use crate::layout::lanes::{LaneBox, Stack};
use crate::layout::{Frame, Metrics, Target, TimeScale};
use crate::scene::{Fill, Item, ItemId, Pos2, Primitive, Rect, Stroke, Vec2, pos2};

/// The part of the time in which a coincidence is drawn that its day takes; the rest is its line's.
const DAY_PART: f32 = 0.4;

/// With less room than this in points for each coincidence in view, only those in question have lines.
const LINE_ROOM: f32 = 60.0;

/// The longest spur, in points.
const SPUR_PT: f32 = 40.0;

/// Draws the coincidences in view.
pub(crate) struct Ties<'a> {
    /// What is drawn.
    pub frame: &'a Frame<'a>,
    /// Time to points.
    pub scale: &'a TimeScale,
    /// Sizes.
    pub metrics: &'a Metrics,
    /// Where the lanes are.
    pub body: Rect,
    /// The lanes.
    pub stack: &'a Stack,
    /// Where each event in view stands, hidden ones where their mark is; empty where nothing
    /// is tied to events.
    pub places: Occurrences,
    /// The position of each lane among those that are shown.
    pub rows: Rc<Rows>,
    /// Whether all lanes are density strips.
    pub dense: bool,
    /// The lanes that members of the coincidences in question involve.
    pub involved: Involved,
    /// The points of the lines of the coincidences in question, found once for a picture.
    pub known: RefCell<Vec<(usize, Rc<[Pos2]>)>>,
}

impl Ties<'_> {
    /// Where each event stands, where that is asked for: by lines, or by the links of an event in question. At the
    /// edge of the pinned lanes where it is scrolled away below them.
    pub fn places(
        frame: &Frame<'_>,
        stack: &Stack,
        visible: &InView,
        placed: &Placement<'_, '_>,
    ) -> Occurrences {
        let mut places = Occurrences::default();
        let tied =
            frame.emphasis.current.or(frame.emphasis.highlighted).is_some() || visible.len() <= MOST_LINES;
        if !tied && frame.emphasis.selected.or(frame.emphasis.hovered).is_none() {
            return places;
        }
        let wanted = wanted(frame, visible);
        for (at, lane) in stack.boxes.iter().enumerate() {
            for event in placed.lane(at) {
                let y = if lane.pinned { event.at.y } else { event.at.y.max(stack.split) };
                if wanted.as_ref().is_none_or(|wanted| wanted.contains(&event.ix)) {
                    places.put(event.ix, pos2(event.at.x, y));
                }
            }
        }
        places
    }

    /// The shaded days of the coincidences in question, below all marks.
    pub fn days(&self, items: &mut Vec<Item>) {
        for at in [self.frame.emphasis.current, self.frame.emphasis.highlighted].into_iter().flatten() {
            if let Some(brief) = self.frame.coincidences.brief(at) {
                self.shade(at, brief, items);
            }
        }
    }

    /// The coincidences that have a line: those in question, and all others that stand out where these are few.
    fn lined(&self, visible: &InView) -> Vec<usize> {
        let strong = [self.frame.emphasis.current, self.frame.emphasis.highlighted].into_iter().flatten();
        let mut lined: Vec<usize> = strong.filter(|at| visible.contains(*at)).collect();
        if !self.is_band() && self.are_few(visible) {
            lined.extend(
                visible
                    .iter()
                    .filter(|at| is_certain(self.frame, *at) && self.frame.surprise.stands_out(*at)),
            );
        }
        lined.sort_by_key(|at| (self.frame.emphasis.current == Some(*at), *at));
        lined.dedup();
        lined
    }

    /// Whether days are so wide that the day of a coincidence is seen by its ground, and needs no line.
    pub fn is_band(&self) -> bool {
        is_band(self.scale)
    }

    /// Whether a coincidence has a line of its own.
    fn has_line(&self, at: usize) -> bool {
        let emphasis = &self.frame.emphasis;
        !self.is_band() || emphasis.line_over_day && emphasis.current == Some(at)
    }

    /// Where the lines can be pointed at.
    pub fn line_hits(&self, visible: &InView, hits: &mut Vec<(Rect, Target)>) {
        for at in self.lined(visible) {
            let points = self.points(at);
            if let (Some(first), Some(last), false) = (points.first(), points.last(), self.is_band()) {
                let line = Rect::from_two_pos(*first, *last).expand2(Vec2::new(4.0, 0.0));
                hits.push((line.intersect(self.body), Target::Coincidence(at)));
            }
        }
    }

    /// The lines, below all marks and not through the labels that they would cross.
    pub fn lines(&self, visible: &InView, labels: &[Rect], items: &mut Vec<Item>) {
        for at in self.lined(visible) {
            self.line(at, labels, items);
        }
    }

    /// Whether the coincidences in view are so few that each may have a line.
    pub fn are_few(&self, visible: &InView) -> bool {
        visible.len() <= MOST_LINES && visible.len() as f32 * LINE_ROOM <= self.body.width()
    }

    /// The lanes of a coincidence that are in view.
    fn lanes(&self, at: usize) -> impl Iterator<Item = &LaneBox> {
        self.frame.coincidences.lanes(at).iter().filter_map(|lane| self.shown(*lane))
    }

    /// A lane where it is in view.
    fn shown(&self, lane: u32) -> Option<&LaneBox> {
        let place = self.rows.of(lane)?;
        let boxes = &self.stack.boxes;
        boxes.binary_search_by_key(&place, |lane| lane.place).ok().map(|at| &boxes[at])
    }

    /// Whether it was gone to, or is under the pointer.
    pub fn is_strong(&self, at: usize) -> bool {
        self.frame.emphasis.current == Some(at) || self.frame.emphasis.highlighted == Some(at)
    }

    /// How opaque a coincidence is while another one may be under the pointer.
    pub fn opacity(&self, at: usize) -> f32 {
        let dimmed = match (self.frame.emphasis.highlighted, self.frame.search.hits) {
            (Some(highlighted), _) => highlighted != at,
            (None, Some(hits)) => !self.is_strong(at) && !self.touches(at, hits),
            (None, None) => false,
        };
        self.frame.search.opacity(dimmed, |before| !self.is_strong(at) && !self.touches(at, before))
    }

    /// Whether a search has found one of its members.
    fn touches(&self, at: usize, hits: &Hits) -> bool {
        self.frame.coincidences.events(at).iter().any(|ix| hits.contains(*ix))
    }

    fn shade(&self, at: usize, coincidence: &Brief, items: &mut Vec<Item>) {
        let left = self.scale.x(f64::from(coincidence.day.number()));
        let right = self.scale.x(f64::from(coincidence.end.number()) + 1.0).max(left + 3.0);
        let rect = Rect::from_min_max(pos2(left, self.body.top()), pos2(right, self.body.bottom()));
        let id = Some(ItemId::Coincidence(at as u32));
        let certain = coincidence.certainty == Certainty::Certain;
        let strength = if certain { 0.09 } else { 0.05 };
        let color = self.frame.theme.coincidence.faded(self.opacity(at) * self.drawn(at).0);
        let fill = Fill::Solid(color.faded(strength));
        items.push(Item { id, primitive: Primitive::Rect { rect, radius: 0.0, fill, stroke: None } });
        if self.is_band() {
            let edge = color.faded(0.45);
            let stroke = if certain { Stroke::solid(1.2, edge) } else { Stroke::dashed(1.2, edge, 1.5, 3.0) };
            for (from, to) in [(rect.left_top(), rect.left_bottom()), (rect.right_top(), rect.right_bottom())]
            {
                items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
            }
        }
    }

    /// How much of the day of a coincidence and how much of its line is drawn, from 0 to 1: first the one, then the other.
    fn drawn(&self, at: usize) -> (f32, f32) {
        if self.frame.emphasis.current != Some(at) {
            return (1.0, 1.0);
        }
        let gone = 1.0 - self.frame.emphasis.undrawn;
        ((gone / DAY_PART).clamp(0.0, 1.0), ((gone - DAY_PART) / (1.0 - DAY_PART)).clamp(0.0, 1.0))
    }

    /// The x of a coincidence: the middle of its days.
    pub fn x(&self, at: usize) -> f32 {
        self.scale.x(self.frame.coincidences.brief(at).map_or(0.0, middle))
    }

    /// The points that a line goes through, top to bottom, all at the middle of the days: at the height of its members,
    /// or the edge of the body where a member's lane is scrolled away.
    pub fn points(&self, at: usize) -> Rc<[Pos2]> {
        let known = self.known.borrow().iter().find(|(of, _)| *of == at).map(|(_, points)| Rc::clone(points));
        if let Some(points) = known {
            return points;
        }
        let points: Rc<[Pos2]> = self.find_points(at).into();
        if self.is_strong(at) {
            self.known.borrow_mut().push((at, Rc::clone(&points)));
        }
        points
    }

    fn find_points(&self, at: usize) -> Vec<Pos2> {
        let x = self.x(at);
        let mut points: Vec<Pos2> = self.members(at).map(|place| pos2(x, place.y)).collect();
        // In strips no mark stands for sure, so that a line goes through their middle.
        let middle = |lane: &LaneBox| lane.rect.center().y;
        let y = |lane: &LaneBox| if lane.pinned { middle(lane) } else { middle(lane).max(self.stack.split) };
        points.extend(self.lanes(at).filter(|lane| lane.strip).map(|lane| pos2(x, y(lane))));
        points.extend(self.beyond(at).into_iter().flatten().map(|y| pos2(x, y)));
        points.sort_by(|a, b| a.y.total_cmp(&b.y));
        points.dedup();
        points
    }

    /// Where the members of a coincidence stand.
    fn members(&self, at: usize) -> impl Iterator<Item = Pos2> {
        let events = self.frame.coincidences.brief(at).map(|_| self.frame.coincidences.events(at));
        let known = !self.places.is_empty();
        let events = events.filter(|_| known).into_iter().flatten();
        events.flat_map(|ix| self.places.of(*ix))
    }

    /// The edges of the room for scrolling that lanes of a coincidence lie beyond.
    fn beyond(&self, at: usize) -> [Option<f32>; 2] {
        let boxes = &self.stack.boxes;
        let (Some(first), Some(last)) = (boxes.iter().find(|lane| !lane.pinned), boxes.last()) else {
            return [None; 2];
        };
        let (mut above, mut below) = (None, None);
        for place in self.frame.coincidences.lanes(at).iter().filter_map(|lane| self.rows.of(*lane)) {
            // A pinned lane stands above all that scroll, and is in view.
            if place < first.place && !boxes.iter().any(|lane| lane.pinned && lane.place == place) {
                above = Some(self.stack.split);
            } else if place > last.place {
                below = Some(self.body.bottom());
            }
            if above.is_some() && below.is_some() {
                break;
            }
        }
        [above, below]
    }

    /// Where the line of the coincidence that was gone to is, where it has one.
    pub fn strong_lines(&self) -> Vec<Rect> {
        let at = self.frame.emphasis.current.filter(|at| self.has_line(*at));
        let points = at.map_or_else(|| [].into(), |at| self.points(at));
        let ends = points.first().zip(points.last());
        let line = |(first, last): (&Pos2, &Pos2)| Rect::from_min_max(pos2(first.x, self.body.top()), *last);
        ends.map(line).into_iter().collect()
    }

    fn line(&self, at: usize, labels: &[Rect], items: &mut Vec<Item>) {
        if !self.has_line(at) {
            return; // its day's ground says it
        }
        let points = self.points(at);
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let strong = self.is_strong(at);
        let (width, strength) = if strong { (1.6, 1.0) } else { (1.0, 0.4) };
        let color = self.frame.theme.coincidence.faded(strength * self.opacity(at));
        let stroke = match is_certain(self.frame, at) {
            true => Stroke::solid(width, color),
            false => Stroke::dashed(width, color, 1.5, 3.0),
        };
        let id = Some(ItemId::Coincidence(at as u32));
        let mut push = |from: Pos2, to: Pos2| {
            items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
        };
        let top = if strong { self.body.top() } else { first.y };
        let bottom = if self.dense && strong { self.body.bottom().min(self.stack_bottom()) } else { last.y };
        let (_, drawn) = self.drawn(at);
        let bottom = top + (bottom - top) * drawn;
        for (from, to) in around(first.x, (top, bottom), labels) {
            push(pos2(first.x, from), pos2(first.x, to));
        }
        if drawn < 1.0 {
            return;
        }
        // Short spurs to members that stand beside it.
        let near = |place: &Pos2| (place.x - first.x).abs() > 3.0 && (place.x - first.x).abs() <= SPUR_PT;
        for place in self.members(at).filter(near) {
            push(pos2(first.x, place.y), place);
        }
    }

    /// Where the lowest lane ends.
    fn stack_bottom(&self) -> f32 {
        self.stack.boxes.last().map_or(self.body.bottom(), |lane| lane.rect.bottom())
    }

    /// The lanes that members of the coincidences in question involve, above all marks; their own marks in the
    /// pinned lanes or in the others.
    pub fn involved(&self, pinned: bool, items: &mut Vec<Item>) {
        for at in [self.frame.emphasis.current, self.frame.emphasis.highlighted].into_iter().flatten() {
            self.involved_by(at, pinned, items);
        }
    }

    /// Dotted on to the lanes that members involve, with a small dotted circle in each.
    fn involved_by(&self, at: usize, pinned: bool, items: &mut Vec<Item>) {
        let points = self.points(at);
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        if self.drawn(at).1 < 1.0 {
            return;
        }
        let x = self.x(at);
        let color = self.frame.theme.coincidence.faded(self.opacity(at));
        let id = Some(ItemId::Coincidence(at as u32));
        for lane in self.involved.of(at) {
            let Some(shown) = self.shown(*lane) else { continue };
            let center = pos2(x, shown.row_y(0, self.metrics));
            let dotted = Stroke::dashed(1.0, color.faded(0.8), 1.5, 3.0);
            let from = if center.y < first.y { Some(*first) } else { (center.y > last.y).then_some(*last) };
            if let Some(from) = from {
                items.push(Item { id, primitive: Primitive::Line { from, to: center, stroke: dotted } });
            }
            if shown.pinned != pinned {
                continue;
            }
            let stroke = Some(Stroke::dashed(1.4, color, 2.0, 1.6));
            let fill = crate::layout::lanes::heads::ground(self.frame, shown);
            items.push(Item { id, primitive: Primitive::Circle { center, radius: 4.5, fill, stroke } });
        }
    }
}

/// A line from top to bottom at an x, in the pieces that labels across it leave.
fn around(x: f32, (top, bottom): (f32, f32), labels: &[Rect]) -> Vec<(f32, f32)> {
    let mut gaps: Vec<(f32, f32)> = labels
        .iter()
        .filter(|label| label.left() - 2.0 < x && x < label.right() + 2.0)
        .map(|label| (label.top() - 1.0, label.bottom() + 1.0))
        .collect();
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pieces = Vec::new();
    let mut from = top;
    for (above, below) in gaps {
        if above > from {
            pieces.push((from, above.min(bottom)));
        }
        from = from.max(below);
    }
    pieces.push((from, bottom));
    pieces.retain(|(from, to)| to > from);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_around_labels() {
        let label = |left: f32, y: f32| Rect::from_min_max(pos2(left, y), pos2(left + 50.0, y + 16.0));
        let labels = [label(80.0, 60.0), label(300.0, 20.0), label(90.0, 20.0)];
        assert_eq!(around(100.0, (0.0, 100.0), &labels), [(0.0, 19.0), (37.0, 59.0), (77.0, 100.0)]);
        assert_eq!(around(100.0, (25.0, 70.0), &labels), [(37.0, 59.0)]);
        assert_eq!(around(10.0, (0.0, 100.0), &labels), [(0.0, 100.0)]);
    }
}
