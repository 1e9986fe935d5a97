//! Coincidences on the canvas: a thin line through their own lanes, a ring on each member (drawn with the mark),
//! a chip or a dot on the ruler; dotted where the coincidence is only possible, and dotted to the lanes that a
//! member involves.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::mark_placement::Placement;
use super::occurrences::Occurrences;
use crate::analysis::{Brief, Certainty, Coincidence, Hits, LanesBy};
use crate::layout::axis::time_scale::middle;
use crate::layout::cache::{Involved, Rows};
use crate::layout::in_view::{InView, MOST_LINES, is_certain, wanted};
use crate::layout::lanes::{LaneBox, Stack};
use crate::layout::metrics::DIMMED;
use crate::layout::{Frame, Metrics, Target, TimeScale};
use crate::model::{Day, EventIx, country};
use crate::scene::{
    Fill, Item, ItemId, Pos2, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2,
};

/// Through more marks than these in a row no line is led.
const MOST_IN_ROW: usize = 3;

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
    /// Whether lanes are density strips, so that lines go from strip to strip and not from mark to mark.
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
        placed: &mut Placement<'_, '_>,
    ) -> Occurrences {
        let mut places = Occurrences::default();
        let tied =
            frame.emphasis.current.or(frame.emphasis.highlighted).is_some() || visible.len() <= MOST_LINES;
        if !tied && frame.emphasis.selected.or(frame.emphasis.hovered).is_none() {
            return places;
        }
        let wanted = wanted(frame, visible);
        let is_wanted = |ix: &EventIx| wanted.as_ref().is_none_or(|wanted| wanted.contains(ix));
        let (lanes, behind) = placed.all(&stack.boxes);
        for (lane, events) in stack.boxes.iter().zip(lanes) {
            for event in events {
                let y = if lane.pinned { event.at.y } else { event.at.y.max(stack.split) };
                for ix in std::iter::once(event.ix).chain(behind.of(event.hidden)).filter(is_wanted) {
                    places.put(ix, pos2(event.at.x, y));
                }
            }
        }
        places
    }

    /// The shaded day and the lines, below all marks.
    pub fn lines(&self, visible: &InView, items: &mut Vec<Item>, hits: &mut Vec<(Rect, Target)>) {
        for at in [self.frame.emphasis.current, self.frame.emphasis.highlighted].into_iter().flatten() {
            if let Some(brief) = self.frame.coincidences.brief(at) {
                self.shade(at, brief, items);
            }
        }
        let calm = self.calm(visible);
        let is_certain = |at: usize| is_certain(self.frame, at);
        let mut order: Vec<usize> = if visible.len() <= MOST_LINES {
            visible.iter().collect()
        } else {
            let strong = [self.frame.emphasis.highlighted, self.frame.emphasis.current];
            strong.into_iter().flatten().filter(|at| visible.contains(*at)).collect()
        };
        // Where lines lie on one another, the one gone to is on top, and a certain one above those only possible.
        order.sort_by_key(|at| (self.frame.emphasis.current == Some(*at), is_certain(*at)));
        order.dedup();
        for at in &order {
            let strong = self.is_strong(*at);
            let quiet = !is_certain(*at) && calm < 0.5;
            if strong || !quiet {
                self.line(*at, if strong { None } else { Some(calm) }, items, hits);
            }
        }
    }

    /// Whether they are too many for a line or a tick each.
    pub fn are_many(&self, visible: &InView) -> bool {
        visible.len() > MOST_LINES
    }

    /// A tick in the strip of each lane of a coincidence, so that its day is seen there too.
    pub fn on_strips(&self, pinned: bool, visible: &InView, items: &mut Vec<Item>) {
        if self.are_many(visible) {
            return;
        }
        let calm = self.calm(visible);
        for at in visible.iter() {
            let strong = self.is_strong(at);
            if !is_certain(self.frame, at) && !strong {
                continue;
            }
            let strength = if strong { 1.0 } else { calm.max(0.6) } * self.opacity(at);
            let stroke =
                Stroke::solid(if strong { 3.0 } else { 2.0 }, self.frame.theme.coincidence.faded(strength));
            let x = self.x(at);
            for lane in self.lanes(at) {
                if lane.pinned != pinned {
                    continue;
                }
                let half = (lane.rect.height() * 0.25).clamp(7.0, 20.0) + 2.0;
                let (from, to) = (pos2(x, lane.rect.center().y - half), pos2(x, lane.rect.center().y + half));
                let id = Some(ItemId::Coincidence(at as u32));
                items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
            }
        }
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

    fn is_strong(&self, at: usize) -> bool {
        self.frame.emphasis.current == Some(at) || self.frame.emphasis.highlighted == Some(at)
    }

    /// How strong one line among many is drawn, 0.3 to 1: the more lines, the fainter each.
    fn calm(&self, visible: &InView) -> f32 {
        (self.body.width() / visible.len().max(1) as f32 / 50.0).clamp(0.3, 1.0)
    }

    /// How opaque a coincidence is while another one may be under the pointer.
    pub fn opacity(&self, at: usize) -> f32 {
        let dimmed = match (self.frame.emphasis.highlighted, self.frame.search.hits) {
            (Some(highlighted), _) => highlighted != at,
            (None, Some(hits)) => !self.is_strong(at) && !self.touches(at, hits),
            (None, None) => false,
        };
        if dimmed { DIMMED } else { 1.0 }
    }

    /// Whether a search has found one of its members.
    fn touches(&self, at: usize, hits: &Hits) -> bool {
        self.frame.coincidences.events(at).iter().any(|ix| hits.contains(*ix))
    }

    fn shade(&self, at: usize, coincidence: &Brief, items: &mut Vec<Item>) {
        let left = self.scale.x(f64::from(coincidence.day.number()));
        let right = self.scale.x(f64::from(coincidence.end.number()) + 1.0).max(left + 3.0);
        let rect = Rect::from_min_max(pos2(left, self.body.top()), pos2(right, self.body.bottom()));
        let wide = if rect.width() > 240.0 { 0.5 } else { 1.0 };
        let strength = if coincidence.certainty == Certainty::Certain { 0.08 * wide } else { 0.045 * wide };
        let fill = Fill::Solid(self.frame.theme.coincidence.faded(strength * self.opacity(at)));
        let primitive = Primitive::Rect { rect, radius: 0.0, fill, stroke: None };
        items.push(Item { id: Some(ItemId::Coincidence(at as u32)), primitive });
    }

    /// The x of a coincidence: the middle of its days.
    fn x(&self, at: usize) -> f32 {
        self.scale.x(self.frame.coincidences.brief(at).map_or(0.0, middle))
    }

    /// The points that a line goes through, top to bottom: its members, or the edge of the body where a member's
    /// lane is scrolled away.
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
        let Some(coincidence) = self.frame.coincidences.brief(at) else { return Vec::new() };
        let x = self.x(at);
        let days = (
            self.scale.x(f64::from(coincidence.day.number())),
            self.scale.x(f64::from(coincidence.end.number()) + 1.0),
        );
        // Where a day is wide, hours stand apart, and with a tolerance days do: the line goes from mark to mark.
        let several_days = coincidence.certainty == Certainty::Certain && coincidence.day != coincidence.end;
        let wide = several_days || self.scale.pt_per_day() >= 60.0;
        let mut points: Vec<Pos2> = Vec::new();
        let members = if self.places.is_empty() { &[] } else { self.frame.coincidences.events(at) };
        for ix in members {
            let has_hour = || self.frame.document.event(*ix).date.clock().is_some();
            for place in self.places.of(*ix) {
                // What has no hour passes the line where it is; only a mark within the days is a point of its own.
                let inside = place.x >= days.0 - 1.0 && place.x <= days.1 + 1.0;
                points.push(if wide && inside && has_hour() { place } else { pos2(x, place.y) });
            }
        }
        if self.dense {
            let middle = |lane: &LaneBox| lane.rect.center().y;
            let y =
                |lane: &LaneBox| if lane.pinned { middle(lane) } else { middle(lane).max(self.stack.split) };
            points.extend(self.lanes(at).map(|lane| pos2(x, y(lane))));
        }
        points.extend(self.beyond(at).into_iter().flatten().map(|y| pos2(x, y)));
        points.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        points.dedup();
        // A line to and fro through many marks of a row shows nothing.
        let rows = points.chunk_by(|a, b| a.y == b.y);
        rows.flat_map(|row| if row.len() > MOST_IN_ROW { vec![pos2(x, row[0].y)] } else { row.to_vec() })
            .collect()
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

    /// Where the line of the coincidence that was gone to is.
    pub fn strong_lines(&self) -> Vec<Rect> {
        let points = self.frame.emphasis.current.map_or_else(|| [].into(), |at| self.points(at));
        points.windows(2).map(|pair| Rect::from_two_pos(pair[0], pair[1])).collect()
    }

    fn line(&self, at: usize, calm: Option<f32>, items: &mut Vec<Item>, hits: &mut Vec<(Rect, Target)>) {
        let points = self.points(at);
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let color = self.frame.theme.coincidence;
        let possible = !is_certain(self.frame, at);
        let strong = calm.is_none();
        let (width, strength) = match (calm, possible) {
            (None, _) => (1.6, 1.0),
            (Some(calm), false) => (1.0, 0.5 * calm),
            (Some(calm), true) => (1.0, 0.3 * calm),
        };
        let color = color.faded(strength * self.opacity(at));
        let stroke =
            if possible { Stroke::dashed(width, color, 1.5, 3.0) } else { Stroke::solid(width, color) };
        let id = Some(ItemId::Coincidence(at as u32));
        let mut push = |from: Pos2, to: Pos2, stroke: Stroke| {
            items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
        };
        if strong && first.y > self.body.top() {
            push(pos2(first.x, self.body.top()), *first, Stroke { width: 1.0, ..stroke });
        }
        for pair in points.windows(2) {
            push(pair[0], pair[1], stroke);
        }
        let line = Rect::from_two_pos(*first, *last).expand2(Vec2::new(4.0, 0.0));
        hits.push((line.intersect(self.body), Target::Coincidence(at)));
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

    /// Dots on the ruler for what is certain: `certain` has the middle and the position of each.
    pub fn dots(
        &self,
        ruler: Rect,
        certain: &[(f64, u32)],
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        let (from, to) = self.scale.range();
        let day = |(middle, _): &(f64, u32)| *middle;
        let first = certain.partition_point(|c| day(c) < from);
        let end = first + certain[first..].partition_point(|c| day(c) <= to);
        let radius = if end - first > 150 { 2.0 } else { 3.0 };
        let mut last_dot = f32::NEG_INFINITY;
        let mut rest = &certain[first..end];
        while let Some(((middle, at), after)) = rest.split_first() {
            rest = after;
            let at = *at as usize;
            if self.is_strong(at) {
                continue;
            }
            let center = pos2(self.scale.x(*middle), ruler.bottom() - 4.0);
            hits.push((Rect::from_center_size(center, Vec2::new(12.0, 16.0)), Target::Coincidence(at)));
            if center.x - last_dot >= 2.0 * radius + 0.5 {
                let fill = self.frame.theme.coincidence.faded(0.7 * self.opacity(at));
                let primitive = Primitive::Circle { center, radius, fill, stroke: None };
                items.push(Item { id: Some(ItemId::Coincidence(at as u32)), primitive });
                last_dot = center.x;
            }
            // Nobody can point at one of several within a point.
            let next = self.scale.instant(center.x + 1.0);
            if rest.first().is_some_and(|c| day(c) <= next) {
                // The next one is near: twice as far with each step, then back.
                let mut far = 1;
                while rest.get(far).is_some_and(|c| day(c) <= next) {
                    far *= 2;
                }
                rest = &rest[rest[..far.min(rest.len())].partition_point(|c| day(c) <= next)..];
            }
        }
    }

    /// Chips for the coincidence gone to and the one under the pointer. Returns where they are.
    pub fn chips(
        &self,
        ruler: Rect,
        visible: &InView,
        measure: &mut dyn TextMeasure,
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) -> Vec<Rect> {
        let mut chips = Vec::new();
        // The one under the pointer last: it lies on top.
        let highlighted =
            self.frame.emphasis.highlighted.filter(|at| self.frame.emphasis.current != Some(*at));
        for at in self.frame.emphasis.current.into_iter().chain(highlighted) {
            if visible.contains(at)
                && let Some(chip) = self.chip(at, ruler, measure, items)
            {
                hits.push((chip, Target::Coincidence(at)));
                chips.push(chip);
            }
        }
        chips
    }

    fn chip(
        &self,
        at: usize,
        ruler: Rect,
        measure: &mut dyn TextMeasure,
        items: &mut Vec<Item>,
    ) -> Option<Rect> {
        let coincidence = self.frame.coincidences.get(self.frame.document, at)?;
        let scale = self.metrics.scale;
        let style = TextStyle::semibold(12.0 * scale);
        let (from, to) = scale_years(self.scale.range());
        let years = self.frame.is_overlaid() || from != to;
        let text = chip_text(coincidence, self.frame.index.grouping().by(), years);
        let width = measure.width(&text, style);
        let half = width / 2.0 + 11.0 * scale;
        if half * 2.0 + 4.0 > ruler.width() {
            return None; // a small window, everything enlarged
        }
        let x = self.x(at).clamp(ruler.left() + half + 2.0, ruler.right() - half - 2.0);
        let center = pos2(x, ruler.bottom() - 22.0 * scale);
        let rect = Rect::from_center_size(center, Vec2::new(half * 2.0, 24.0 * scale));
        let id = Some(ItemId::Coincidence(at as u32));
        let theme = self.frame.theme;
        let possible = coincidence.certainty == Certainty::Possible;
        let (fill, ink) =
            if possible { (theme.panel, theme.coincidence_text) } else { (theme.chip, theme.chip_text) };
        let stroke = possible.then(|| Stroke::dashed(1.2, theme.coincidence, 2.0, 2.0));
        let primitive =
            Primitive::Rect { rect, radius: rect.height() / 2.0, fill: Fill::Solid(fill), stroke };
        items.push(Item { id, primitive });
        let left_middle = pos2(center.x - width / 2.0, center.y);
        let text = Text { left_middle, text: Arc::from(text), style, color: ink, width, halo: None };
        items.push(Item { id, primitive: Primitive::Text(text) });
        Some(rect)
    }
}

/// The years in which a stretch of time begins and ends, from its instants in days.
fn scale_years((from, to): (f64, f64)) -> (i32, i32) {
    let year = |days: f64| Day::from_number(days.floor() as i32).ymd().0;
    // What ends with a year does not reach into the next.
    (year(from), year((to - 1e-6).max(from)))
}

/// The days from one to another: "14 Oct", "14 Oct – 16 Oct"; with the year where `years` says so.
fn chip_days(day: Day, end: Day, years: bool) -> String {
    let with_year = |day: Day| if years { day.medium() } else { day.short() };
    match day == end {
        true => with_year(day),
        false if day.ymd().0 == end.ymd().0 => format!("{} – {}", day.short(), with_year(end)),
        false => format!("{} – {}", with_year(day), with_year(end)),
    }
}

/// "14 Oct · 2 countries".
fn chip_text(coincidence: &Coincidence, by: LanesBy, years: bool) -> String {
    let days = chip_days(coincidence.day, coincidence.end, years);
    let countries = coincidence.lanes.iter().all(|lane| country::find(lane.as_str()).is_some());
    let what = match by {
        LanesBy::Country if !countries => "lanes",
        _ => by.plural(),
    };
    let possible = if coincidence.certainty == Certainty::Possible { "possible · " } else { "" };
    format!("{possible}{days} · {} {what}", coincidence.lanes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn chips_say_the_year_where_the_view_has_several() {
        let (a, b, c) = (day(2024, 10, 14), day(2024, 10, 16), day(2025, 1, 2));
        assert_eq!([chip_days(a, a, false), chip_days(a, a, true)], ["14 Oct", "14 Oct 2024"]);
        assert_eq!(
            [chip_days(a, b, false), chip_days(a, b, true)],
            ["14 Oct – 16 Oct", "14 Oct – 16 Oct 2024"]
        );
        assert_eq!(chip_days(a, c, true), "14 Oct 2024 – 2 Jan 2025");
        let of =
            |first: Day, last: Day| scale_years((f64::from(first.number()), f64::from(last.number()) + 1.0));
        assert_eq!(of(day(2024, 1, 1), day(2024, 12, 31)), (2024, 2024));
        assert_eq!(of(day(2024, 12, 31), day(2025, 1, 1)), (2024, 2025));
    }
}
