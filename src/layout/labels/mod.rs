//! Which events get a label and where. Labels never overlap one another, a mark or a bar, but for lanes of one row,
//! where they may interrupt a bar whose ends stay in sight; who is more important chooses first; what finds no room is
//! left out, and what is hidden behind a mark is counted.

pub(crate) mod label_places;
pub(crate) mod occupancy;
pub(crate) mod words;

use std::rc::Rc;
use std::sync::Arc;

use super::lanes::LaneBox;
use super::marks::mark_placement::MarkPlacement;
use super::marks::piles::{Behind, Piles};
use super::{Frame, Lod, Metrics, Target, found};
use crate::analysis::Shape;
use crate::scene::{
    Color, Fill, Item, ItemId, Pos2, Primitive, Rect, Text, TextMeasure, TextStyle, Vec2, pos2,
};
use label_places::{Place, places};
use occupancy::{Taken, overlap};
use words::{DateWords, Line, Words, WordsMemory, cut_to_width, shortened};

/// So much of each end of a bar is seen beside a label that interrupts it, in points.
const END: f32 = 8.0;

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
    /// How they say dates.
    pub dates: DateWords,
    /// Who stands behind the marks that are counted.
    pub piles: &'b mut Piles,
    /// The bars of the present lane that labels may lie upon.
    pub under: Vec<Rect>,
    /// What is taken of the present lane.
    pub taken: Taken,
    /// The events of the present lane with their ranks, who chooses first first.
    pub order: Vec<(u64, u32)>,
}

/// What is written on: one lane.
struct Sheet<'s> {
    /// Where labels may stand.
    room: Rect,
    /// The same without a margin at its ends.
    within: Rect,
    /// What is under them.
    ground: Color,
    /// What is drawn.
    items: &'s mut Vec<Item>,
    /// What can be pointed at.
    hits: &'s mut Vec<(Rect, Target)>,
    /// Whether all stands in one row: where there is no room above and below bars, labels lie upon them.
    low: bool,
    /// The marks of the lane, from left to right.
    marks: &'s [MarkPlacement<'s>],
    /// Who stands behind whom.
    behind: &'s Behind,
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

impl Labeller<'_, '_> {
    /// Labels the events of a lane, and says of each whether there was no room for a count that it should have.
    pub fn lane(
        &mut self,
        lane: &LaneBox,
        ground: Color,
        (placed, behind): (&[MarkPlacement<'_>], &Behind),
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        let room = self.body.intersect(lane.rect.expand2(Vec2::new(0.0, 1.0)));
        let (all_titles, low) = (self.lod >= Lod::Short, lane.rows <= 1);
        let mut order = std::mem::take(&mut self.order);
        order.clear();
        self.under.clear();
        for (at, event) in (0..).zip(placed) {
            if all_titles || event.stands_out() || !event.hidden.is_empty() {
                order.push((event.rank(), at));
            }
        }
        if !order.is_empty() {
            self.taken.begin(room);
            let bars = placed.iter().filter_map(|event| event.bar);
            if low {
                self.under.extend(bars.map(|bar| bar.intersect(self.body)));
            } else {
                bars.for_each(|bar| self.taken.add(bar));
            }
            order.sort_unstable();
        }
        let (min, max) = (room.min + Vec2::new(3.0, 0.0), room.max - Vec2::new(4.0, 0.0));
        let within = Rect { min, max };
        let mut sheet = Sheet { room, within, ground, items, hits, low, marks: placed, behind };
        for (_, at) in &order {
            let event = &placed[*at as usize];
            let is_counted = if all_titles || event.stands_out() {
                let label = self.label(event);
                self.put(event, &label, &mut sheet)
            } else {
                self.put_count(event, *at as usize, &mut sheet)
            };
            event.uncounted.set(!event.hidden.is_empty() && !is_counted);
        }
        self.order = order;
    }

    /// The square around a mark that labels of others keep away from.
    fn square(&self, event: &MarkPlacement<'_>) -> Rect {
        // A label may touch the ring that its box leaves room for, not more.
        let ringed = event.in_current || event.ringed;
        let radius = if ringed { self.metrics.ring_radius - 1.5 } else { self.metrics.mark_radius };
        Rect::from_center_size(event.at, Vec2::splat(radius * 2.0))
    }

    /// The left edge of the first mark that overlaps a rectangle.
    fn first_mark(&self, rect: Rect, marks: &[MarkPlacement<'_>]) -> Option<f32> {
        let reach = self.metrics.ring_radius.max(self.metrics.mark_radius);
        let first = marks.partition_point(|event| event.at.x <= rect.left() - reach);
        let near = marks[first..].iter().take_while(|event| event.at.x < rect.right() + reach);
        let squares = near.map(|event| self.square(event)).filter(|square| overlap(rect, *square));
        squares.map(|square| square.left()).reduce(f32::min)
    }

    /// Says how many a mark hides, and no more; false where there is no room. There are thousands of these.
    fn put_count(&mut self, placed: &MarkPlacement<'_>, at: usize, sheet: &mut Sheet<'_>) -> bool {
        let Some(count) = self.count(placed) else { return false };
        let (places, found) = places(self.metrics, self.body, placed, count.width, sheet.low);
        let passes: &[bool] = if self.lines.is_empty() { &[false] } else { &[true, false] };
        for off_lines in passes {
            for place in &places[..found] {
                let rect = self.line_box(place.left, place.y, count.width);
                if !sheet.within.contains_rect(rect) {
                    continue;
                }
                let apart = rect.expand2(Vec2::new(5.0, 0.0));
                let crossed = *off_lines && self.lines.iter().any(|line| overlap(apart, *line));
                let is_free = !self.is_marked(apart, at, sheet.marks) && self.taken.is_free(apart);
                if !crossed && is_free && self.leaves_ends(rect) {
                    self.taken.add(rect);
                    sheet.hits.push((rect.intersect(self.body), Target::Event(placed.ix)));
                    self.clear_bars(placed, rect, sheet);
                    self.draw_count(placed, &count, place, rect, true, sheet);
                    return true;
                }
            }
        }
        false
    }

    /// The box of a line of text.
    fn line_box(&self, left: f32, y: f32, width: f32) -> Rect {
        let half = self.metrics.label_height / 2.0;
        Rect::from_min_max(pos2(left, y - half), pos2(left + width, y + half))
    }

    /// Whether a mark overlaps a rectangle near a mark.
    fn is_marked(&self, rect: Rect, at: usize, marks: &[MarkPlacement<'_>]) -> bool {
        let reach = self.metrics.ring_radius.max(self.metrics.mark_radius);
        let (left, right) = (rect.left() - reach, rect.right() + reach);
        let (before, after) = marks.split_at(at);
        let before = before.iter().rev().take_while(|event| event.at.x > left);
        let after = after.iter().take_while(|event| event.at.x < right);
        let hit = |event: &MarkPlacement<'_>| overlap(rect, self.square(event));
        before.chain(after).any(hit)
    }

    /// How many a mark hides; `None` where it hides none.
    fn count(&mut self, placed: &MarkPlacement<'_>) -> Option<Line> {
        let style = TextStyle::semibold(self.metrics.small().size);
        (!placed.hidden.is_empty()).then(|| self.words.count(placed.hidden.len(), style, self.measure))
    }

    fn label(&mut self, placed: &MarkPlacement<'_>) -> Label {
        let document = self.frame.document;
        let small = self.metrics.small();
        let count = self.count(placed);
        let mut style = self.metrics.text();
        let full = self.lod == Lod::Full || placed.in_full();
        if placed.in_current || self.frame.emphasis.selected == Some(placed.ix) {
            style = TextStyle::semibold(style.size);
        }
        let words = self.words.of(document, placed.ix);
        let event = || document.event(placed.ix);
        let title = match (full, style == self.metrics.text()) {
            (_, true) => words.title(full, style, self.measure),
            (true, false) => Line::new(&event().title, style, self.measure),
            (false, false) => {
                let short = shortened(&event().title);
                Line::new(short.as_deref().unwrap_or(&event().title), style, self.measure)
            }
        };
        // A member of the coincidence that was gone to has its date on the ruler.
        let date =
            (full && !placed.in_current).then(|| words.date(event(), &self.dates, small, self.measure));
        let is_usual = style == self.metrics.text() && placed.shape != Shape::Imprecise;
        let known = is_usual.then_some((words, full));
        if placed.shape == Shape::Imprecise {
            style = style.slanted();
        }
        let remark = (placed.in_current && full).then(|| self.remark(placed)).flatten();
        let said = |line: Line| Some(line).filter(|line| !line.text.is_empty());
        Label { count, title: said(title), date: date.and_then(said), remark, style, words: known }
    }

    fn remark(&mut self, placed: &MarkPlacement<'_>) -> Option<Line> {
        let event = self.frame.document.event(placed.ix);
        let mut remark = event.place.to_string();
        if event.is_disputed() {
            remark.push_str(if remark.is_empty() { "accounts differ" } else { " · accounts differ" });
        }
        (!remark.is_empty()).then(|| Line::new(&remark, self.metrics.small(), self.measure))
    }

    /// Puts a label into the first place that has room for it, whole or cut; false where there is none.
    fn put(&mut self, placed: &MarkPlacement<'_>, label: &Label, sheet: &mut Sheet<'_>) -> bool {
        let passes: &[bool] = if self.lines.is_empty() { &[false] } else { &[true, false] };
        for off_lines in passes {
            for form in label.forms() {
                let (first, below) = self.widths(label, *form);
                let (places, count) = places(self.metrics, self.body, placed, first.max(below), sheet.low);
                for place in &places[..count] {
                    if let Some(rect) = self.free(place, (first, below), *off_lines, sheet) {
                        self.draw(placed, label, *form, place, rect, sheet);
                        return true;
                    }
                }
            }
        }
        // A count is not cut.
        label.title.is_some() && self.put_cut(placed, label, sheet)
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
    fn put_cut(&mut self, placed: &MarkPlacement<'_>, label: &Label, sheet: &mut Sheet<'_>) -> bool {
        let place = places(self.metrics, self.body, placed, 0.0, sheet.low).0[0];
        let count_width = self.count_width(label);
        let space = self.space_right(&place, sheet).min(self.space_upon(&place)) - count_width;
        let whole = label.title.as_ref().map_or("", |title| &title.text);
        let title = match &label.words {
            Some((words, full)) if label.title.is_some() => {
                words.cut(*full, label.style, space, self.measure)
            }
            _ => cut_to_width(whole, label.style, space, self.measure),
        };
        if title.is_none() && label.count.is_none() {
            return false;
        }
        let width = count_width + width(title.as_ref());
        let Some(rect) = self.free(&place, (width, 0.0), false, sheet) else { return false };
        let (count, style) = (label.count.clone(), label.style);
        let label = Label { title, count, date: None, remark: None, style, words: None };
        self.draw(placed, &label, label.forms()[0], &place, rect, sheet);
        true
    }

    fn count_width(&self, label: &Label) -> f32 {
        let Some(count) = &label.count else { return 0.0 };
        count.width + if label.title.is_none() { 0.0 } else { 7.0 * self.metrics.scale }
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
        let line = |width: f32, y: f32| self.line_box(place.left, y, width);
        let lines = [Some(line(first, place.y)), (second > 0.0).then(|| line(second, place.y + height))];
        let fits = |rect: &Rect| {
            let inside = sheet.within.contains_rect(*rect);
            let apart = rect.expand2(Vec2::new(5.0, 0.0));
            let lines = if off_lines { self.lines.as_slice() } else { &[] };
            inside
                && self.first_mark(apart, sheet.marks).is_none()
                && self.taken.is_free(apart)
                && !lines.iter().any(|other| overlap(apart, *other))
                && self.leaves_ends(*rect)
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
        let blocked = self.taken.first(band).into_iter().chain(self.first_mark(band, sheet.marks));
        let blocked = blocked.reduce(f32::min).map_or(right - 5.0, |left| left - 6.0);
        blocked.min(right - 5.0) - place.left
    }

    /// How far a label may reach from a place on a bar to the right so that its end is seen.
    fn space_upon(&self, place: &Place) -> f32 {
        let point = pos2(place.left, place.y);
        let under = self.under.iter().filter(|bar| bar.contains(point));
        under.map(|bar| bar.right() - self.end() - place.left).reduce(f32::min).unwrap_or(f32::INFINITY)
    }

    /// Whether both ends of each bar under a label can be seen: it may interrupt a bar, not hide how long it is.
    fn leaves_ends(&self, rect: Rect) -> bool {
        let end = self.end();
        let mut under = self.under.iter().filter(|bar| overlap(rect, **bar));
        under.all(|bar| bar.left() + end <= rect.left() && rect.right() + end <= bar.right())
    }

    /// So much of each end of a bar is not covered by labels.
    fn end(&self) -> f32 {
        END * self.metrics.scale
    }

    fn draw(
        &mut self,
        placed: &MarkPlacement<'_>,
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
        let mut marked = Vec::new();
        if let (Some(line), Some(query), true) =
            (&label.title, self.frame.search.query, placed.opacity >= 1.0)
        {
            let at = (pos2(x + self.count_width(label), place.y), self.metrics.label_height);
            let id = ItemId::Event(placed.ix);
            marked = found::grounds(query, line, label.style, at, theme.found, id, self.measure);
        }
        let halo = marked.is_empty();
        self.clear_bars(placed, rect, sheet);
        sheet.items.append(&mut marked);
        sheet.hits.push((rect.intersect(self.body), Target::Event(placed.ix)));
        if let Some(line) = &label.count {
            self.draw_count(placed, line, place, rect, halo, sheet);
            x += line.width + 7.0 * scale;
        }
        let mut text = |x: f32, y: f32, line: &Line, style: TextStyle, color: Color| {
            sheet.text(placed, pos2(x, y), line, style, color, halo);
        };
        if let Some(line) = &label.title {
            let muted = placed.shape == Shape::Imprecise;
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

    /// Interrupts the bars under a label, which would show through it like a line that strikes it out.
    fn clear_bars(&self, placed: &MarkPlacement<'_>, rect: Rect, sheet: &mut Sheet<'_>) {
        let across = rect.expand2(Vec2::new(3.0, 0.0)).x_range();
        for bar in self.under.iter().filter(|bar| overlap(rect, **bar)) {
            let bar = bar.expand(1.0);
            let rect = Rect::from_x_y_ranges(across, bar.y_range()).intersect(bar);
            let fill = Fill::Solid(sheet.ground);
            let primitive = Primitive::Rect { rect, radius: 0.0, fill, stroke: None };
            sheet.items.push(Item { id: Some(ItemId::Event(placed.ix)), primitive });
            if rect.x_range() == across {
                break; // all lie in one row
            }
        }
    }

    /// How many a mark hides; a click on it opens the list of them.
    fn draw_count(
        &mut self,
        placed: &MarkPlacement<'_>,
        line: &Line,
        place: &Place,
        rect: Rect,
        halo: bool,
        sheet: &mut Sheet<'_>,
    ) {
        let style = TextStyle::semibold(self.metrics.small().size);
        let color = self.frame.theme.text_muted;
        sheet.text(placed, pos2(place.left, place.y), line, style, color, halo);
        let count = Rect::from_min_max(rect.min, pos2(place.left + line.width + 2.0, rect.bottom()));
        let all = std::iter::once(placed.ix).chain(sheet.behind.of(placed.hidden));
        let pile = self.piles.add(all);
        sheet.hits.push((count.expand(4.0).intersect(self.body), Target::Hidden(pile)));
    }
}

impl Sheet<'_> {
    /// A line of a label.
    fn text(
        &mut self,
        placed: &MarkPlacement<'_>,
        left_middle: Pos2,
        line: &Line,
        style: TextStyle,
        color: Color,
        halo: bool,
    ) {
        let halo = halo.then(|| self.ground.faded(if placed.opacity >= 1.0 { 0.9 } else { 0.0 }));
        let (color, text, width) = (color.faded(placed.opacity), Arc::clone(&line.text), line.width);
        let text = Text { left_middle, text, style, color, width, halo };
        self.items.push(Item { id: Some(ItemId::Event(placed.ix)), primitive: Primitive::Text(text) });
    }
}
