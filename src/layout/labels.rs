//! Which events get a label and where. Labels never overlap one another, a mark or a bar; who is more important
//! chooses first; what finds no room is left out, and what is hidden behind a mark is counted.

use std::rc::Rc;
use std::sync::Arc;

use super::lanes::LaneBox;
use super::marks::Placed;
use super::room::{Taken, overlap};
use super::words::{Line, Words, WordsMemory, cut_to_width, shortened};
use super::{Frame, Lod, Metrics, Target, found};
use crate::analysis::Shape;
use crate::model::EventIx;
use crate::scene::{Color, Item, ItemId, Primitive, Rect, Text, TextMeasure, TextStyle, Vec2, pos2};

/// From here on a place beside a whole day is too far from the mark to be tried first, in points.
const FAR: f32 = 60.0;

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
    /// Lines that labels keep off where they can.
    pub lines: Vec<Rect>,
    /// Measures text.
    pub measure: &'b mut dyn TextMeasure,
    /// What labels said before.
    pub words: &'b mut WordsMemory,
    /// The marks that hide others and have no room for their count.
    pub uncounted: foldhash::HashSet<EventIx>,
    /// What is taken of the present lane.
    pub taken: Taken,
    /// The events of the present lane, who chooses first first.
    pub order: Vec<u32>,
}

/// What is written on: one lane.
struct Sheet<'s> {
    /// Where labels may stand.
    room: Rect,
    /// What is under them.
    ground: Color,
    /// What is drawn.
    items: &'s mut Vec<Item>,
    /// What can be pointed at.
    hits: &'s mut Vec<(Rect, Target)>,
}

/// The parts of a label: count, title and date left to right, and what must be said of a member of the
/// coincidence in question, below them or after them.
struct Label {
    count: Option<Line>,
    title: Option<Line>,
    date: Option<Line>,
    remark: Option<Line>,
    style: TextStyle,
    /// What the title is from, where it is in the style of most, and whether it is in full.
    words: Option<(Rc<Words>, bool)>,
}

/// How much of a label is shown: date and remark, the remark below or after the rest.
#[derive(Clone, Copy)]
struct Form {
    date: bool,
    remark: bool,
    below: bool,
}

impl Label {
    /// The label with less and less on it, the fullest first.
    fn forms(&self) -> &'static [Form] {
        const WHOLE: Form = Form { date: true, remark: true, below: true };
        const BARE: Form = Form { date: true, remark: false, below: false };
        if self.remark.is_some() {
            &[WHOLE, Form { below: false, ..WHOLE }, BARE]
        } else if self.date.is_some() {
            &[BARE, Form { date: false, ..BARE }]
        } else {
            &[BARE]
        }
    }
}

fn width(line: Option<&Line>) -> f32 {
    line.map_or(0.0, |line| line.width)
}

/// A place for a label: where its first line begins.
#[derive(Clone, Copy)]
struct Place {
    left: f32,
    y: f32,
}

impl Labeller<'_, '_> {
    /// Labels the events of a lane.
    pub fn lane(
        &mut self,
        lane: &LaneBox,
        ground: Color,
        placed: &[Placed],
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        let room = self.body.intersect(lane.rect.expand2(Vec2::new(0.0, 1.0)));
        let wants_title = |event: &Placed| self.lod >= Lod::Short || event.stands_out();
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        #[allow(clippy::cast_possible_truncation)] // fewer are in view
        let numbered = placed.iter().enumerate().map(|(at, event)| (at as u32, event));
        order.extend(
            numbered.filter(|(_, event)| wants_title(event) || !event.hidden.is_empty()).map(|(at, _)| at),
        );
        if !order.is_empty() {
            self.taken.begin(room);
            for event in placed {
                let (bar, mark) = obstacles(self.metrics, event);
                bar.into_iter().chain([mark]).for_each(|rect| self.taken.add(rect));
            }
        }
        order.sort_unstable_by_key(|at| placed[*at as usize].rank);
        let mut sheet = Sheet { room, ground, items, hits };
        for event in order.iter().map(|at| &placed[*at as usize]) {
            let label = self.label(event, self.lod >= Lod::Short || event.stands_out());
            self.put(event, &label, &mut sheet);
        }
        self.order = order;
    }

    fn label(&mut self, placed: &Placed, wants_title: bool) -> Label {
        let document = self.frame.document;
        let small = self.metrics.small();
        let strong = TextStyle::semibold(small.size);
        let count =
            (!placed.hidden.is_empty()).then(|| self.words.count(placed.hidden.len(), strong, self.measure));
        let mut style = self.metrics.text();
        let full = self.lod == Lod::Full || placed.in_full();
        let (mut title, mut date, mut known) = (None, None, None);
        if placed.in_current || self.frame.selected == Some(placed.ix) {
            style = TextStyle::semibold(style.size);
        }
        if wants_title {
            let years = self.frame.is_overlaid();
            let words = self.words.of(document, placed.ix);
            let event = || document.event(placed.ix);
            title = Some(match (full, style == self.metrics.text()) {
                (_, true) => words.title(full, style, self.measure),
                (true, false) => Line::new(&event().title, style, self.measure),
                (false, false) => {
                    let short = shortened(&event().title);
                    Line::new(short.as_deref().unwrap_or(&event().title), style, self.measure)
                }
            });
            // A member of the coincidence that was gone to has its date on the ruler.
            date = (full && !placed.in_current).then(|| words.date(event(), years, small, self.measure));
            known = (style == self.metrics.text() && placed.extent.shape != Shape::Imprecise)
                .then_some((words, full));
        }
        if placed.extent.shape == Shape::Imprecise {
            style = style.slanted();
        }
        let remark = (placed.in_current && full).then(|| self.remark(placed)).flatten();
        let said = |line: Option<Line>| line.filter(|line| !line.text.is_empty());
        Label { count, title: said(title), date: said(date), remark, style, words: known }
    }

    fn remark(&mut self, placed: &Placed) -> Option<Line> {
        let event = self.frame.document.event(placed.ix);
        let mut remark = event.place.to_string();
        if event.is_disputed() {
            remark.push_str(if remark.is_empty() { "accounts differ" } else { " · accounts differ" });
        }
        (!remark.is_empty()).then(|| Line::new(&remark, self.metrics.small(), self.measure))
    }

    /// Puts a label into the first place that has room for it, whole or cut.
    fn put(&mut self, placed: &Placed, label: &Label, sheet: &mut Sheet<'_>) {
        let passes: &[bool] = if self.lines.is_empty() { &[false] } else { &[true, false] };
        for off_lines in passes {
            for form in label.forms() {
                let (first, below) = self.widths(label, *form);
                let (places, count) = self.places(placed, first.max(below));
                for place in &places[..count] {
                    if let Some(rect) = self.free(place, (first, below), *off_lines, sheet) {
                        self.draw(placed, label, *form, place, rect, sheet);
                        return;
                    }
                }
            }
        }
        self.put_cut(placed, label, sheet);
    }

    /// The widths of a label's first and second line, 0 where there is no second.
    fn widths(&self, label: &Label, form: Form) -> (f32, f32) {
        let gap = 8.0 * self.metrics.scale;
        let part = |line: &Option<Line>, shown: bool| match line {
            Some(line) if shown => line.width + gap,
            _ => 0.0,
        };
        let (date, remark) = (part(&label.date, form.date), part(&label.remark, form.remark));
        let first = self.count_width(label) + width(label.title.as_ref()) + date;
        if form.below { (first, (remark - gap).max(0.0)) } else { (first + remark, 0.0) }
    }

    /// Puts as much of a title as there is room for to the right of its mark, or the count alone.
    fn put_cut(&mut self, placed: &Placed, label: &Label, sheet: &mut Sheet<'_>) {
        let place = self.places(placed, 0.0).0[0];
        let count_width = self.count_width(label);
        let space = self.space_right(&place, sheet) - count_width;
        let whole = label.title.as_ref().map_or("", |title| &title.text);
        let title = match &label.words {
            Some((words, full)) if label.title.is_some() => {
                words.cut(*full, label.style, space, self.measure)
            }
            _ => cut_to_width(whole, label.style, space, self.measure),
        };
        if title.is_none() && label.count.is_none() {
            return;
        }
        let hides = label.count.is_some();
        let width = count_width + width(title.as_ref());
        if let Some(rect) = self.free(&place, (width, 0.0), false, sheet) {
            let (count, style) = (label.count.clone(), label.style);
            let label = Label { title, count, date: None, remark: None, style, words: None };
            self.draw(placed, &label, label.forms()[0], &place, rect, sheet);
        } else if hides {
            self.uncounted.insert(placed.ix);
        }
    }

    fn count_width(&self, label: &Label) -> f32 {
        let Some(count) = &label.count else { return 0.0 };
        count.width + if label.title.is_none() { 0.0 } else { 7.0 * self.metrics.scale }
    }

    /// Where a label of a width may stand, the best first, and how many places these are; at least one.
    fn places(&self, placed: &Placed, width: f32) -> ([Place; 5], usize) {
        let metrics = self.metrics;
        let ringed = placed.in_current || placed.ringed;
        let gap = if ringed { metrics.label_gap + 1.0 } else { metrics.label_gap - 2.0 };
        let under = 16.0 * metrics.scale;
        let (x, y) = (placed.at.x, placed.at.y);
        // Beside the line of the coincidence, not across it.
        let beside = if placed.in_current { 9.0 * metrics.scale } else { -4.0 };
        let visible = placed.bar.map(|bar| bar.intersect(self.body)).filter(|bar| bar.width() > 12.0);
        // Where the mark is out of view, the label keeps to what is seen of the bar.
        let shape = if self.body.x_range().contains(x) { placed.extent.shape } else { Shape::Span };
        match (shape, visible) {
            (Shape::Span, Some(bar)) => {
                let left = (bar.left() + 1.0).max(self.body.left() + 6.0);
                let below = Place { left, y: y + under };
                let right = Place { left: bar.right() + 8.0, y };
                let left_of = Place { left: bar.left() - 8.0 - width, y };
                ([below, right, left_of, Place { left, y: y - under }, below], 4)
            }
            (Shape::Imprecise, Some(_)) => {
                let below = Place { left: x - 4.0, y: y + under };
                let above = Place { left: x - 4.0, y: y - under };
                ([below, above, Place { left: x - width + 4.0, y: y + under }, below, below], 3)
            }
            (_, bar) => {
                // An event that takes a whole day has its label beside the day, but not far from its mark.
                let (right, left) = bar.map_or((gap, gap), |bar| {
                    (gap.max(bar.right() - x + 8.0), gap.max(x - bar.left() + 8.0))
                });
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

    /// Takes the place of a label whose two lines are so wide (0 for no second line), where nothing else is
    /// there, and returns the box of both.
    /// `off_lines` keeps it off the lines too.
    fn free(
        &mut self,
        place: &Place,
        (first, second): (f32, f32),
        off_lines: bool,
        sheet: &Sheet<'_>,
    ) -> Option<Rect> {
        let height = self.metrics.label_height;
        let line = |width: f32, y: f32| {
            Rect::from_min_max(pos2(place.left, y - height / 2.0), pos2(place.left + width, y + height / 2.0))
        };
        let lines = [Some(line(first, place.y)), (second > 0.0).then(|| line(second, place.y + height))];
        let fits = |rect: &Rect| {
            let room = sheet.room;
            let inside = rect.left() >= room.left() + 3.0
                && rect.right() <= room.right() - 4.0
                && rect.top() >= room.top()
                && rect.bottom() <= room.bottom();
            let apart = rect.expand2(Vec2::new(5.0, 0.0));
            let lines = if off_lines { self.lines.as_slice() } else { &[] };
            inside && self.taken.is_free(apart) && !lines.iter().any(|other| overlap(apart, *other))
        };
        if !lines.iter().flatten().all(fits) {
            return None;
        }
        lines.iter().flatten().for_each(|rect| self.taken.add(*rect));
        lines.into_iter().flatten().reduce(|a, b| a | b)
    }

    /// How far a label may reach from a place to the right.
    fn space_right(&self, place: &Place, sheet: &Sheet<'_>) -> f32 {
        let half = self.metrics.label_height / 2.0;
        let right = sheet.room.right();
        let band = Rect::from_min_max(pos2(place.left, place.y - half), pos2(right - 4.0, place.y + half));
        let blocked = self.taken.first(band).map_or(right - 5.0, |left| left - 6.0);
        blocked.min(right - 5.0) - place.left
    }

    fn draw(
        &mut self,
        placed: &Placed,
        label: &Label,
        form: Form,
        place: &Place,
        rect: Rect,
        sheet: &mut Sheet<'_>,
    ) {
        let theme = self.frame.theme;
        let scale = self.metrics.scale;
        let small = self.metrics.small();
        let mut x = place.left;
        let clear = placed.opacity >= 1.0;
        let mut marked = Vec::new();
        if let (Some(line), Some(query), true) = (&label.title, self.frame.sought, clear) {
            let at = (pos2(x + self.count_width(label), place.y), self.metrics.label_height);
            let id = ItemId::Event(placed.ix);
            marked = found::grounds(query, line, label.style, at, theme.found, id, self.measure);
        }
        let halo = Some(sheet.ground.faded(if clear { 0.9 } else { 0.0 })).filter(|_| marked.is_empty());
        sheet.items.append(&mut marked);
        let mut text = |x: f32, y: f32, line: &Line, style: TextStyle, color: Color| {
            let (color, text, width) = (color.faded(placed.opacity), Arc::clone(&line.text), line.width);
            let text = Text { left_middle: pos2(x, y), text, style, color, width, halo };
            sheet.items.push(Item { id: Some(ItemId::Event(placed.ix)), primitive: Primitive::Text(text) });
        };
        sheet.hits.push((rect, Target::Event(placed.ix)));
        if let Some(line) = &label.count {
            text(x, place.y, line, TextStyle::semibold(small.size), theme.text_muted);
            let count = Rect::from_min_max(rect.min, pos2(x + line.width + 2.0, rect.bottom()));
            let mut all = vec![placed.ix];
            all.extend(&placed.hidden);
            sheet.hits.push((count.expand(4.0), Target::Hidden(all)));
            x += line.width + 7.0 * scale;
        }
        if let Some(line) = &label.title {
            let muted = placed.extent.shape == Shape::Imprecise;
            text(x, place.y, line, label.style, if muted { theme.text_muted } else { theme.text });
            x += line.width;
        }
        let gap = 8.0 * scale;
        if let Some(line) = label.date.as_ref().filter(|_| form.date) {
            text(x + gap, place.y, line, small, theme.text_muted);
            x += gap + line.width;
        }
        if let Some(line) = label.remark.as_ref().filter(|_| form.remark) {
            let below = place.y + self.metrics.label_height;
            let (x, y) = if form.below { (place.left, below) } else { (x + gap, place.y) };
            text(x, y, line, small, theme.coincidence_text);
        }
    }
}

/// What labels of other events must keep away from: the mark and the bar.
fn obstacles(metrics: &Metrics, placed: &Placed) -> (Option<Rect>, Rect) {
    // A label may touch the ring that its box leaves room for, not more.
    let ringed = placed.in_current || placed.ringed;
    let radius = if ringed { metrics.ring_radius - 1.5 } else { metrics.mark_radius };
    let mark = Rect::from_center_size(placed.at, Vec2::splat(radius * 2.0));
    (placed.bar, mark)
}
