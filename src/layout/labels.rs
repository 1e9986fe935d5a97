//! Which events get a label and where. Labels never overlap one another, a mark or a bar; who is more important
//! chooses first; what finds no room is left out, and what is hidden behind a mark is counted.

use std::sync::Arc;

use super::lanes::LaneBox;
use super::marks::Placed;
use super::{Frame, Lod, Metrics, Target};
use crate::analysis::Shape;
use crate::scene::{Color, Item, ItemId, Primitive, Rect, Text, TextMeasure, TextStyle, Vec2, pos2};

/// A title is never cut to fewer characters than this.
const SHORTEST: usize = 12;

/// The longest a title becomes where only short ones are shown.
const SHORT_TITLE: usize = 26;

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
}

/// What is written on: one lane.
struct Sheet<'s> {
    /// Where labels may stand.
    room: Rect,
    /// What is under them.
    ground: Color,
    /// What they must not overlap.
    taken: Vec<Rect>,
    /// What is drawn.
    items: &'s mut Vec<Item>,
    /// What can be pointed at.
    hits: &'s mut Vec<(Rect, Target)>,
}

/// The parts of a label: count, title and date left to right, and what must be said of a member of the
/// coincidence in question, below them or after them.
#[derive(Clone)]
struct Label {
    count: String,
    title: String,
    date: String,
    remark: String,
    remark_below: bool,
    style: TextStyle,
}

impl Label {
    /// The label with less and less on it, the fullest first.
    fn shorter_and_shorter(&self) -> Vec<Self> {
        let mut all = vec![self.clone()];
        if !self.remark.is_empty() {
            all.push(Self { remark_below: false, ..self.clone() });
            all.push(Self { remark: String::new(), ..self.clone() });
        } else if !self.date.is_empty() {
            all.push(Self { date: String::new(), ..self.clone() });
        }
        all
    }
}

/// A place for a label: where its first line begins, and how wide it may be.
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
        let taken = placed.iter().flat_map(|event| obstacles(self.metrics, event)).collect();
        let mut order: Vec<&Placed> = placed.iter().collect();
        order.sort_by_key(|event| event.rank);
        let room = self.body.intersect(lane.rect.expand2(Vec2::new(0.0, 1.0)));
        let mut sheet = Sheet { room, ground, taken, items, hits };
        for event in order {
            let wants_title = self.lod >= Lod::Short || event.stands_out();
            if !wants_title && event.hidden.is_empty() {
                continue;
            }
            let label = self.label(event, wants_title);
            self.put(event, &label, &mut sheet);
        }
    }

    fn label(&self, placed: &Placed, wants_title: bool) -> Label {
        let event = self.frame.document.event(placed.ix);
        let count =
            if placed.hidden.is_empty() { String::new() } else { format!("+{}", placed.hidden.len()) };
        let mut title = if wants_title { event.title.to_string() } else { String::new() };
        let full = self.lod == Lod::Full || placed.in_full();
        if !full && title.chars().count() > SHORT_TITLE {
            title = cut_to(&title, SHORT_TITLE).unwrap_or(title);
        }
        // A member of the coincidence that was gone to has its date on the ruler.
        let dated = full && wants_title && !placed.in_current;
        let date = if dated { event.date.label() } else { String::new() };
        let mut style = self.metrics.text();
        if placed.in_current || self.frame.selected == Some(placed.ix) {
            style = TextStyle::semibold(style.size);
        }
        if placed.extent.shape == Shape::Imprecise {
            style = style.slanted();
        }
        let mut remark = String::new();
        if placed.in_current && full {
            remark.push_str(&event.place);
            if event.is_disputed() {
                remark.push_str(if remark.is_empty() { "accounts differ" } else { " · accounts differ" });
            }
        }
        Label { count, title, date, remark, remark_below: true, style }
    }

    /// Puts a label into the first place that has room for it, whole or cut.
    fn put(&mut self, placed: &Placed, label: &Label, sheet: &mut Sheet<'_>) {
        let labels = label.shorter_and_shorter();
        let passes: &[bool] = if self.lines.is_empty() { &[false] } else { &[true, false] };
        for off_lines in passes {
            for label in &labels {
                let (first, below) = self.widths(label);
                for place in self.places(placed, first.max(below)) {
                    if let Some(rect) = self.free(&place, (first, below), *off_lines, sheet) {
                        self.draw(placed, label, &place, rect, sheet);
                        return;
                    }
                }
            }
        }
        self.put_cut(placed, label, sheet);
    }

    /// The widths of a label's first and second line, 0 where there is no second.
    fn widths(&mut self, label: &Label) -> (f32, f32) {
        let (small, gap) = (self.metrics.small(), 8.0 * self.metrics.scale);
        let mut part = |text: &str| if text.is_empty() { 0.0 } else { self.measure.width(text, small) + gap };
        let (date, remark) = (part(&label.date), part(&label.remark));
        let first = self.count_width(label) + self.measure.width(&label.title, label.style) + date;
        if label.remark_below { (first, (remark - gap).max(0.0)) } else { (first + remark, 0.0) }
    }

    /// Puts as much of a title as there is room for to the right of its mark, or the count alone.
    fn put_cut(&mut self, placed: &Placed, label: &Label, sheet: &mut Sheet<'_>) {
        let Some(place) = self.places(placed, 0.0).into_iter().next() else { return };
        let count_width = self.count_width(label);
        let space = space_right(&place, self.metrics, sheet) - count_width;
        let title = self.cut(&label.title, label.style, space).unwrap_or_default();
        if title.is_empty() && label.count.is_empty() {
            return;
        }
        let width = count_width + self.measure.width(&title, label.style);
        if let Some(rect) = self.free(&place, (width, 0.0), false, sheet) {
            let label = Label { title, date: String::new(), remark: String::new(), ..label.clone() };
            self.draw(placed, &label, &place, rect, sheet);
        }
    }

    fn count_width(&mut self, label: &Label) -> f32 {
        if label.count.is_empty() {
            return 0.0;
        }
        let gap = if label.title.is_empty() { 0.0 } else { 7.0 * self.metrics.scale };
        self.measure.width(&label.count, TextStyle::semibold(self.metrics.small().size)) + gap
    }

    /// Where a label of a width may stand, the best first.
    fn places(&self, placed: &Placed, width: f32) -> Vec<Place> {
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
                vec![
                    Place { left, y: y + under },
                    Place { left: bar.right() + 8.0, y },
                    Place { left: bar.left() - 8.0 - width, y },
                    Place { left, y: y - under },
                ]
            }
            (Shape::Imprecise, Some(_)) => vec![
                Place { left: x - 4.0, y: y + under },
                Place { left: x - 4.0, y: y - under },
                Place { left: x - width + 4.0, y: y + under },
            ],
            (_, bar) => {
                // An event that takes a whole day has its label beside the day, but not far from its mark.
                let (right, left) = bar.map_or((gap, gap), |bar| {
                    (gap.max(bar.right() - x + 8.0), gap.max(x - bar.left() + 8.0))
                });
                let mut places = vec![
                    Place { left: x + right, y },
                    Place { left: x - left - width, y },
                    Place { left: x + beside, y: y + under },
                    Place { left: x + beside, y: y - under },
                    Place { left: x - beside - width, y: y + under },
                ];
                if right > FAR * metrics.scale {
                    places.rotate_left(2);
                }
                places
            }
        }
    }

    /// Takes the place of a label whose two lines are so wide (0 for no second line), where nothing else is
    /// there, and returns the box of both.
    /// `off_lines` keeps it off the lines too.
    fn free(
        &self,
        place: &Place,
        (first, second): (f32, f32),
        off_lines: bool,
        sheet: &mut Sheet<'_>,
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
            inside && !sheet.taken.iter().chain(lines).any(|other| overlap(apart, *other))
        };
        if !lines.iter().flatten().all(fits) {
            return None;
        }
        sheet.taken.extend(lines.iter().flatten());
        lines.into_iter().flatten().reduce(|a, b| a | b)
    }

    /// The longest beginning of a text that fits, ending at a word, with an ellipsis.
    fn cut(&mut self, text: &str, style: TextStyle, space: f32) -> Option<String> {
        let ends: Vec<usize> = word_ends(text);
        let fits = ends.partition_point(|end| {
            let candidate = format!("{}…", text[..*end].trim_end());
            self.measure.width(&candidate, style) <= space
        });
        let end = *ends.get(fits.checked_sub(1)?)?;
        let beginning = text[..end].trim_end();
        (beginning.chars().count() >= SHORTEST).then(|| format!("{beginning}…"))
    }

    fn draw(&mut self, placed: &Placed, label: &Label, place: &Place, rect: Rect, sheet: &mut Sheet<'_>) {
        let theme = self.frame.theme;
        let scale = self.metrics.scale;
        let small = self.metrics.small();
        let mut x = place.left;
        let mut text = |x: f32, y: f32, text: &str, style: TextStyle, color: Color| -> f32 {
            let width = self.measure.width(text, style);
            let halo = Some(sheet.ground.faded(if placed.opacity < 1.0 { 0.0 } else { 0.9 }));
            let color = color.faded(placed.opacity);
            let text = Text { left_middle: pos2(x, y), text: Arc::from(text), style, color, width, halo };
            sheet.items.push(Item { id: Some(ItemId::Event(placed.ix)), primitive: Primitive::Text(text) });
            width
        };
        sheet.hits.push((rect, Target::Event(placed.ix)));
        if !label.count.is_empty() {
            let width = text(x, place.y, &label.count, TextStyle::semibold(small.size), theme.text_muted);
            let count = Rect::from_min_max(rect.min, pos2(x + width + 2.0, rect.bottom()));
            let mut all = vec![placed.ix];
            all.extend(&placed.hidden);
            sheet.hits.push((count.expand(4.0), Target::Hidden(all)));
            x += width + 7.0 * scale;
        }
        if !label.title.is_empty() {
            let muted = placed.extent.shape == Shape::Imprecise;
            let color = if muted { theme.text_muted } else { theme.text };
            x += text(x, place.y, &label.title, label.style, color);
        }
        let gap = 8.0 * scale;
        if !label.date.is_empty() {
            x += gap + text(x + gap, place.y, &label.date, small, theme.text_muted);
        }
        if !label.remark.is_empty() {
            let below = place.y + self.metrics.label_height;
            let (x, y) = if label.remark_below { (place.left, below) } else { (x + gap, place.y) };
            text(x, y, &label.remark, small, theme.coincidence_text);
        }
    }
}

/// What labels of other events must keep away from: the mark and the bar.
fn obstacles(metrics: &Metrics, placed: &Placed) -> Vec<Rect> {
    // A label may touch the ring that its box leaves room for, not more.
    let ringed = placed.in_current || placed.ringed;
    let radius = if ringed { metrics.ring_radius - 1.5 } else { metrics.mark_radius };
    let mark = Rect::from_center_size(placed.at, Vec2::splat(radius * 2.0));
    placed.bar.into_iter().chain(std::iter::once(mark)).collect()
}

/// How far a label may reach from a place to the right.
fn space_right(place: &Place, metrics: &Metrics, sheet: &Sheet<'_>) -> f32 {
    let half = metrics.label_height / 2.0;
    let right = sheet.room.right();
    let band = Rect::from_min_max(pos2(place.left, place.y - half), pos2(right - 4.0, place.y + half));
    let blocked = sheet.taken.iter().filter(|other| overlap(band, **other)).map(|other| other.left() - 6.0);
    blocked.fold(right - 5.0, f32::min) - place.left
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

/// Where words end, as byte offsets; a single long word may be cut anywhere after [`SHORTEST`] characters.
fn word_ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| c.is_whitespace() && *at > 0)
        .map(|(at, _)| at)
        .filter(|at| text[..*at].chars().count() >= SHORTEST)
        .collect();
    if ends.is_empty() {
        ends = text.char_indices().skip(SHORTEST).map(|(at, _)| at).collect();
    }
    ends
}

/// A text cut at a word to at most `most` characters, with an ellipsis.
fn cut_to(text: &str, most: usize) -> Option<String> {
    let end = word_ends(text).into_iter().take_while(|end| text[..*end].chars().count() < most).last()?;
    Some(format!("{}…", text[..end].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_words() {
        assert_eq!(
            cut_to("Strike on Hezbollah's headquarters", 26).as_deref(),
            Some("Strike on Hezbollah's…")
        );
        assert_eq!(cut_to("Short one", 26), None);
        assert_eq!(cut_to("Donaudampfschifffahrtsgesellschaft", 20).as_deref(), Some("Donaudampfschifffah…"));
        assert_eq!(cut_to("یک دو سه چهار پنج شش هفت هشت", 20).as_deref(), Some("یک دو سه چهار پنج…"));
    }
}
