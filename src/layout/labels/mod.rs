//! Which events get a label and where: in its bar or at its mark, in a row of its own. Labels never overlap one another,
//! a mark or a bar, and so much stays free between two that they never read as one; who is more important chooses first,
//! and what finds no room is cut, or left out.

pub(crate) mod label_places;
pub(crate) mod occupancy;
pub(crate) mod words;

use std::rc::Rc;
use std::sync::Arc;

use super::lanes::LaneBox;
use super::marks::mark_placement::MarkPlacement;
use super::marks::rows::GAP_PT;
use super::marks::sizes::mark_radius;
use super::{Frame, Lod, Metrics, Target, found};
use crate::analysis::Shape;
use crate::scene::{Color, Item, ItemId, Primitive, Rect, Text, TextMeasure, TextStyle, Vec2, pos2};
use label_places::{Place, places};
use occupancy::{Taken, overlap};
use words::{Line, Words, WordsMemory, date_gap};

/// What a label needs from its surroundings.
pub(super) struct Labeller<'a, 'b> {
    /// What is being drawn.
    pub frame: &'a Frame<'a>,
    /// Its sizes.
    pub metrics: &'a Metrics,
    /// Where labels may stand.
    pub body: Rect,
    /// The level of detail.
    pub lod: Lod,
    /// Whether a day has a bar of its own.
    pub wide_day: bool,
    /// Lines that labels keep off where they can.
    pub lines: Vec<Rect>,
    /// Where labels stand.
    pub labels: Vec<Rect>,
    /// Measures text.
    pub measure: &'b mut dyn TextMeasure,
    /// What labels said before.
    pub words: &'b mut WordsMemory,
    /// What is taken of the present lane.
    pub taken: Taken,
    /// The events of the present lane with their ranks, who chooses first first.
    pub order: Vec<(u64, u32)>,
}

/// What is written on: one lane.
struct Sheet<'s> {
    /// Where labels may stand.
    within: Rect,
    /// What is under them.
    ground: Color,
    /// What is drawn.
    items: &'s mut Vec<Item>,
    /// What can be pointed at.
    hits: &'s mut Vec<(Rect, Target)>,
}

/// The parts of a label, left to right.
struct Label<'w> {
    title: &'w Line,
    when: Option<&'w Line>,
    /// What must be said of a member of the coincidence in question.
    remark: Option<Line>,
}

/// How much of a label is shown.
#[derive(Clone, Copy)]
struct Form {
    when: bool,
    remark: bool,
}

/// The label with less and less on it, the fullest first.
const FORMS: [Form; 3] = [
    Form { when: true, remark: true },
    Form { when: true, remark: false },
    Form { when: false, remark: false },
];

impl Labeller<'_, '_> {
    /// Labels the events of a lane.
    pub fn lane(
        &mut self,
        lane: &LaneBox,
        ground: Color,
        placed: &[MarkPlacement<'_>],
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        let room = self.body.intersect(lane.rect.expand2(Vec2::new(0.0, 1.0)));
        let all_titles = self.lod >= Lod::Short;
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        for (at, event) in (0..).zip(placed) {
            // A title without its mark would be anybody's.
            let is_seen = event.bar.is_some() || self.body.x_range().contains(event.at.x);
            if is_seen && (all_titles || event.stands_out()) {
                order.push((event.rank(), at));
            }
        }
        if !order.is_empty() {
            self.taken.begin(room);
            for event in placed {
                let mark = self.square(event);
                self.taken.add(event.bar.map_or(mark, |bar| bar | mark), event.nth);
            }
            order.sort_unstable();
        }
        let (min, max) = (room.min + Vec2::new(3.0, 0.0), room.max - Vec2::new(4.0, 0.0));
        let mut sheet = Sheet { within: Rect { min, max }, ground, items, hits };
        for (_, at) in &order {
            if let Some(event) = placed.get(*at as usize) {
                let words = self.words.of(self.frame.document, event.entry, self.metrics);
                self.put(event, &words, &mut sheet);
            }
        }
        self.order = order;
    }

    /// The square around a mark that labels of others keep away from.
    fn square(&self, event: &MarkPlacement<'_>) -> Rect {
        let ringed = event.in_current || event.ringed;
        let radius =
            if ringed { self.metrics.ring_radius - 1.5 } else { mark_radius(self.metrics, event.entry) };
        Rect::from_center_size(event.at, Vec2::splat(radius * 2.0))
    }

    /// The box of a line of text.
    fn line_box(&self, left: f32, y: f32, width: f32) -> Rect {
        let half = self.metrics.label_height / 2.0;
        Rect::from_min_max(pos2(left, y - half), pos2(left + width, y + half))
    }

    fn remark(&mut self, placed: &MarkPlacement<'_>) -> Option<Line> {
        let event = self.frame.document.event(placed.ix);
        let mut remark = event.place.to_string();
        if event.is_disputed() {
            remark.push_str(if remark.is_empty() { "accounts differ" } else { " · accounts differ" });
        }
        (!remark.is_empty()).then(|| Line::new(&remark, self.metrics.small(), self.measure))
    }

    /// Puts a label into the first place that has room for it, whole or cut, or nowhere.
    fn put(&mut self, placed: &MarkPlacement<'_>, words: &Rc<Words>, sheet: &mut Sheet<'_>) {
        let full = self.lod == Lod::Full || placed.in_full();
        let title = words.title(full, self.measure);
        if title.text.is_empty() {
            return;
        }
        let (frame, metrics) = (self.frame, self.metrics);
        let mut when =
            || words.when(frame, metrics, placed.entry, (self.wide_day, &self.words.dates), self.measure);
        let when = if full { when() } else { None };
        let remark = (placed.in_current && full).then(|| self.remark(placed)).flatten();
        let label = Label { title, when, remark };
        let passes: &[bool] = if self.lines.is_empty() { &[false] } else { &[true, false] };
        for off_lines in passes {
            for form in FORMS {
                if (form.remark && label.remark.is_none())
                    || (form.when && !form.remark && label.when.is_none())
                {
                    continue; // the same as the next
                }
                let width = self.width(&label, form);
                let (places, count) = places(self.metrics, self.body, placed, width);
                for place in &places[..count] {
                    if let Some(rect) = self.free(placed, place, width, *off_lines, sheet) {
                        self.draw(placed, words, &label, form, rect, sheet);
                        return;
                    }
                }
            }
        }
        self.put_cut(placed, words, full, sheet);
    }

    /// The width of a label.
    fn width(&self, label: &Label<'_>, form: Form) -> f32 {
        let part = |line: Option<&Line>, shown: bool| match line {
            Some(line) if shown => line.width + date_gap(self.metrics),
            _ => 0.0,
        };
        label.title.width + part(label.when, form.when) + part(label.remark.as_ref(), form.remark)
    }

    /// Puts as much of a title as there is room for into its bar or to the right of its mark.
    fn put_cut(&mut self, placed: &MarkPlacement<'_>, words: &Rc<Words>, full: bool, sheet: &mut Sheet<'_>) {
        let place = places(self.metrics, self.body, placed, f32::INFINITY).0[0];
        let space = self.space_right(placed, &place, sheet);
        let Some(title) = words.cut(full, space, self.measure) else { return };
        if let Some(rect) = self.free(placed, &place, title.width, false, sheet) {
            let label = Label { title, when: None, remark: None };
            self.draw(placed, words, &label, FORMS[2], rect, sheet);
        }
    }

    /// Takes the place of a label of a width, where nothing else is there; `off_lines` keeps it off the lines too.
    fn free(
        &mut self,
        placed: &MarkPlacement<'_>,
        place: &Place,
        width: f32,
        off_lines: bool,
        sheet: &Sheet<'_>,
    ) -> Option<Rect> {
        let rect = self.line_box(place.left, placed.at.y, width);
        // In its bar a label is apart from all others.
        let gap = if in_bar(placed, place) { 0.0 } else { GAP_PT - 0.5 };
        let apart = rect.expand2(Vec2::new(gap, 0.0));
        let lines = if off_lines { self.lines.as_slice() } else { &[] };
        let free = rect.right() <= place.right + 0.5
            && sheet.within.contains_rect(rect)
            && self.taken.is_free(apart, placed.nth)
            && !lines.iter().any(|line| overlap(rect.expand(3.0), *line));
        if !free {
            return None;
        }
        self.taken.add(rect, placed.nth);
        self.labels.push(rect);
        Some(rect)
    }

    /// How wide a label may be at a place.
    fn space_right(&self, placed: &MarkPlacement<'_>, place: &Place, sheet: &Sheet<'_>) -> f32 {
        let end = place.right.min(sheet.within.right());
        let gap = if in_bar(placed, place) { 0.0 } else { GAP_PT };
        let band = self.line_box(place.left, placed.at.y, (end + gap - place.left).max(0.0));
        let blocked = self.taken.first(band, placed.nth).map_or(end, |left| left - gap);
        blocked.min(end) - place.left
    }

    fn draw(
        &mut self,
        placed: &MarkPlacement<'_>,
        words: &Words,
        label: &Label<'_>,
        form: Form,
        rect: Rect,
        sheet: &mut Sheet<'_>,
    ) {
        let theme = self.frame.theme;
        let (gap, small) = (date_gap(self.metrics), self.metrics.small());
        let (mut x, y) = (rect.left(), rect.center().y);
        let mut marked = Vec::new();
        if let (Some(query), true) = (self.frame.search.query, placed.opacity >= 1.0) {
            let at = (pos2(x, y), self.metrics.label_height);
            let id = ItemId::Event(placed.ix);
            marked = found::grounds(query, label.title, words.style, at, theme.found, id, self.measure);
        }
        // On a bar a halo would be a hole in it.
        let on_bar = placed.bar.is_some_and(|bar| overlap(bar, rect));
        let halo = (marked.is_empty() && !on_bar).then_some(sheet.ground);
        sheet.items.append(&mut marked);
        sheet.hits.push((rect.intersect(self.body), Target::Event(placed.ix)));
        let muted = placed.shape == Shape::Imprecise;
        let color = if muted { theme.text_muted } else { theme.text };
        sheet.text(placed, (x, y), label.title, words.style, color, halo);
        x += label.title.width;
        if let Some(line) = label.when.filter(|_| form.when) {
            sheet.text(placed, (x + gap, y), line, small, theme.text_muted, halo);
            x += gap + line.width;
        }
        if let Some(line) = label.remark.as_ref().filter(|_| form.remark) {
            sheet.text(placed, (x + gap, y), line, small, theme.coincidence_text, halo);
        }
    }
}

/// Whether a place is in the event's own bar, which nobody else is in.
fn in_bar(placed: &MarkPlacement<'_>, place: &Place) -> bool {
    let alone = placed.shape != Shape::Imprecise;
    alone && placed.bar.is_some_and(|bar| bar.left() <= place.left && place.right <= bar.right())
}

impl Sheet<'_> {
    /// A line of a label.
    fn text(
        &mut self,
        placed: &MarkPlacement<'_>,
        (left, y): (f32, f32),
        line: &Line,
        style: TextStyle,
        color: Color,
        halo: Option<Color>,
    ) {
        let halo = halo.map(|ground| ground.faded(if placed.opacity >= 1.0 { 0.9 } else { 0.0 }));
        let (color, text, width) = (color.faded(placed.opacity), Arc::clone(&line.text), line.width);
        let text = Text { left_middle: pos2(left, y), text, style, color, width, halo };
        self.items.push(Item { id: Some(ItemId::Event(placed.ix)), primitive: Primitive::Text(text) });
    }
}
