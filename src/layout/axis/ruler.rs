//! The calendar ruler above the lanes, and the grid lines that continue its ticks through them. Its names become shorter
//! with the room they have, and the day, the month and the year that the left edge lies in stay in view.

use std::sync::Arc;

use super::fold_marks;
use super::offset_ticks::offset_ticks;
use super::tick_names::Name;
use super::ticks::{Tick, Ticks, Unit, ticks, ticks_for_room};
use crate::layout::{Frame, Metrics, Stretch, TimeScale};
use crate::scene::{Color, Fill, Item, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2};

/// The ticks in view: of each stretch of time between folds, all of the same unit.
pub(crate) struct TicksInView {
    /// What the ticks of the lowest row count.
    pub unit: Unit,
    parts: Vec<(Stretch, Ticks)>,
}

impl TicksInView {
    pub fn new(frame: &Frame<'_>, scale: &TimeScale, metrics: &Metrics) -> Self {
        let (pt_per_day, text_scale) = (scale.pt_per_day(), f64::from(metrics.scale));
        let of = |part: Stretch| {
            let ticks = match &frame.axis.zero {
                Some(zero) => offset_ticks(part.from, part.to, pt_per_day, text_scale, zero),
                None if frame.lanes.for_room => ticks_for_room(part.from, part.to, pt_per_day, text_scale),
                None => ticks(part.from, part.to, pt_per_day, text_scale),
            };
            (part, ticks)
        };
        let parts: Vec<(Stretch, Ticks)> = scale.stretches().into_iter().map(of).collect();
        // A view that is all fold has no ticks.
        let unit = parts.first().map_or(Unit::Days, |(_, ticks)| ticks.unit);
        Self { unit, parts }
    }

    /// Whether hours have ticks.
    pub fn has_hours(&self) -> bool {
        self.parts.iter().any(|(_, ticks)| !ticks.days.is_empty())
    }
}

/// Lines at the ticks, through the body.
pub(crate) fn grid(
    frame: &Frame<'_>,
    scale: &TimeScale,
    body: Rect,
    ticks: &TicksInView,
    items: &mut Vec<Item>,
) {
    for (part, ticks) in &ticks.parts {
        let within = Rect::from_x_y_ranges(part.left..=part.right, body.y_range());
        grid_of_part(frame, scale, within, ticks, items);
    }
}

fn grid_of_part(frame: &Frame<'_>, scale: &TimeScale, body: Rect, ticks: &Ticks, items: &mut Vec<Item>) {
    let faint = Stroke::solid(1.0, frame.theme.grid.faded(0.55));
    let strong = Stroke::solid(1.0, frame.theme.grid);
    // Months have no part in days that are counted from something.
    let of_calendar = frame.axis.zero.is_none() || matches!(ticks.unit, Unit::Minutes(_) | Unit::Hours(_));
    let majors = if ticks.days.is_empty() { &ticks.major } else { &ticks.days };
    let majors = majors.iter().filter(|_| of_calendar);
    let majors: Vec<f64> = majors.map(|tick| tick.at).collect();
    let is_major = |at: f64| majors.iter().any(|major| (major - at).abs() < 1e-9);
    for tick in ticks.minor.iter().filter(|tick| !is_major(tick.at)) {
        vertical(scale.x(tick.at), body, faint, items);
    }
    for major in &majors {
        vertical(scale.x(*major), body, strong, items);
    }
}

fn vertical(x: f32, within: Rect, stroke: Stroke, items: &mut Vec<Item>) {
    if x > within.left() + 1.0 && x < within.right() {
        let primitive = Primitive::Line { from: pos2(x, within.top()), to: pos2(x, within.bottom()), stroke };
        items.push(Item { id: None, primitive });
    }
}

/// Where the rows of the ruler are, as the middles of their lines: months above days above hours where hours have
/// ticks, else two rows.
pub(crate) struct Rows {
    upper: f32,
    days: f32,
    lowest: f32,
    /// Where chips of coincidences stand: on the days, which they then name.
    chips: Rect,
}

impl Rows {
    pub fn new(ruler: Rect, ticks: &TicksInView, metrics: &Metrics) -> Self {
        let down = |points: f32| ruler.top() + points * metrics.scale;
        if !ticks.has_hours() {
            return Self { upper: down(17.0), days: down(17.0), lowest: down(47.5), chips: ruler };
        }
        let chips = ruler.translate(Vec2::Y * -7.5 * metrics.scale);
        Self { upper: down(12.5), days: down(33.5), lowest: down(52.0), chips }
    }

    /// The ruler as chips of coincidences are to see it.
    pub fn of_chips(&self) -> Rect {
        self.chips
    }
}

/// What a ruler is drawn from.
pub(crate) struct Ruler<'a, 'b> {
    /// What is drawn.
    pub frame: &'a Frame<'a>,
    /// Time to points.
    pub scale: &'a TimeScale,
    /// Sizes.
    pub metrics: &'a Metrics,
    /// Where it is.
    pub rect: Rect,
    /// Its ticks.
    pub ticks: &'a TicksInView,
    /// Chips that labels make way for: of coincidences, of day zero, and the name of the clock.
    pub chips: &'a [Rect],
    /// Measures text.
    pub measure: &'b mut dyn TextMeasure,
    /// What is drawn so far.
    pub items: Vec<Item>,
    /// Where the names of days, months and years above the lowest row stand.
    pub names: Vec<Rect>,
}

/// A stretch of time with a name.
struct Cell<'a> {
    /// The part of it that is in view, in points.
    seen: (f32, f32),
    /// Whether that is not all of it.
    is_cut: bool,
    /// Where the fold before begins in which its name may begin, at the right edge of the view.
    fold_before: Option<f32>,
    name: &'a Name,
}

/// How the names of a row are drawn.
#[derive(Clone, Copy)]
struct RowStyle {
    y: f32,
    text: TextStyle,
    color: Color,
    /// Whether it is the lowest one.
    lowest: bool,
    /// Whether a name stands in the middle of its cell, as far as that is in view; else at its beginning.
    centred: bool,
}

impl Ruler<'_, '_> {
    /// Draws the ruler.
    pub fn draw(mut self, rows: &Rows) -> (Item, Vec<Rect>) {
        let theme = self.frame.theme;
        let fill = Fill::Solid(theme.panel);
        let ground = Primitive::Rect { rect: self.rect, radius: 0.0, fill, stroke: None };
        self.items.push(Item { id: None, primitive: ground });
        let semibold = TextStyle::semibold(12.5 * self.metrics.scale);
        let strong =
            RowStyle { y: rows.upper, text: semibold, color: theme.text, lowest: false, centred: false };
        fold_marks::draw(self.frame, self.scale, self.rect, &mut self.items);
        self.lines(rows);
        self.cells(|ticks| &ticks.major, strong);
        self.cells(|ticks| &ticks.days, RowStyle { y: rows.days, centred: true, ..strong });
        let names = std::mem::take(&mut self.names);
        let quiet = RowStyle {
            y: rows.lowest,
            text: self.metrics.small(),
            color: theme.text_muted,
            lowest: true,
            centred: true,
        };
        self.marks();
        if self.ticks.parts.first().is_some_and(|(_, ticks)| is_cell(ticks)) {
            self.cells(|ticks| &ticks.minor, quiet);
        } else {
            self.labels(quiet);
        }
        let (chips, style) = (self.chips, quiet.text);
        fold_marks::names(self.frame, self.scale, quiet.y, chips, style, self.measure, &mut self.items);
        (Item { id: None, primitive: Primitive::Group { clip: self.rect, items: self.items } }, names)
    }

    /// Lines where months and years begin, through all rows, and where days do, through theirs.
    fn lines(&mut self, rows: &Rows) {
        let (ruler, scale) = (self.rect, self.metrics.scale);
        let stroke = Stroke::solid(1.0, self.frame.theme.grid);
        // Where days are counted from something, the lower row is none of the calendar's.
        let bottom = if self.frame.axis.zero.is_some() { ruler.top() + 30.0 * scale } else { ruler.bottom() };
        for (part, ticks) in &self.ticks.parts {
            let rows = [(&ticks.major, ruler.top() + 8.0), (&ticks.days, rows.days - 8.0 * scale)];
            for (cells, top) in rows {
                let line = Rect::from_min_max(pos2(part.left, top), pos2(part.right, bottom));
                for cell in cells {
                    vertical(self.scale.x(cell.at), line, stroke, &mut self.items);
                }
            }
        }
    }

    /// Short marks at the ticks of the lowest row.
    fn marks(&mut self) {
        let ruler = self.rect;
        let stroke = Stroke::solid(1.0, self.frame.theme.text_faint);
        // The label of a cell that is as long as its unit names all of it; others name where they stand.
        for (part, ticks) in &self.ticks.parts {
            let at_begin = is_cell(ticks) && ticks.unit != Unit::Days;
            let line = Rect::from_x_y_ranges(part.left..=part.right, ruler.bottom() - 6.0..=ruler.bottom());
            for tick in &ticks.minor {
                let x = self.scale.x(if at_begin { tick.at } else { tick.label_at });
                vertical(x, line, stroke, &mut self.items);
            }
        }
    }

    /// Names of stretches of time that follow each other. All have the same length, the fullest for which there is room;
    /// the ends of the view and folds may cut a stretch, whose name then moves along and may be shorter.
    fn cells(&mut self, of: impl Fn(&Ticks) -> &Vec<Tick>, style: RowStyle) {
        let mut cells: Vec<Cell<'_>> = Vec::new();
        let parts = &self.ticks.parts;
        for (at, (part, ticks)) in parts.iter().enumerate() {
            // Only the lowest row has something to say of a fold: names of others may reach into it.
            let next = parts.get(at + 1).filter(|_| !style.lowest);
            let end = next.map_or(part.right, |(next, _)| next.left);
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            let before = before.filter(|_| at + 1 == parts.len() && !style.lowest);
            let before = before.map(|(before, _)| before.right);
            let ticks = of(ticks);
            let ends = ticks.iter().skip(1).map(|next| self.scale.x(next.at)).chain([f32::INFINITY]);
            let of_part = ticks.iter().zip(ends).map(|(tick, right)| {
                let left = self.scale.x(tick.at);
                let seen = (left.max(part.left), right.min(end));
                let is_cut = left < part.left || right > part.right;
                Cell { seen, is_cut, fold_before: before.filter(|_| left < part.left), name: &tick.name }
            });
            cells.extend(of_part.filter(|cell| cell.seen.1 > cell.seen.0 && cell.seen.0 < part.right));
        }
        let length = self.length_of(&cells, style);
        for cell in cells {
            let lengths = length..if cell.is_cut { Name::LENGTHS } else { length + 1 };
            for length in lengths {
                let name = cell.name.in_length(length);
                let width = self.measure.width(&name, style.text);
                let Some(place) = self.place_in_cell(&cell, width, style) else { continue };
                if self.is_free(place, width, style.y) {
                    self.text(place, &name, width, style);
                }
                break;
            }
        }
    }

    /// The fullest length in which the names of all stretches that are whole in view have room.
    fn length_of(&mut self, cells: &[Cell<'_>], style: RowStyle) -> usize {
        let room = |cell: &Cell<'_>| cell.seen.1 - cell.seen.0;
        let mut rooms: Vec<&Cell<'_>> = cells.iter().filter(|cell| !cell.is_cut).collect();
        if rooms.is_empty() {
            // Where none is whole, the one that takes most of the view.
            rooms.extend(cells.iter().max_by(|a, b| room(a).total_cmp(&room(b))));
        }
        let gap = self.gap(style);
        (0..Name::LENGTHS - 1)
            .find(|length| {
                rooms.iter().all(|cell| {
                    let text = cell.name.in_length(*length);
                    self.measure.width(&text, style.text) * cell.name.air(*length) + gap <= room(cell)
                })
            })
            .unwrap_or(Name::LENGTHS - 1)
    }

    /// What a name leaves free of its cell, at both sides together.
    fn gap(&self, style: RowStyle) -> f32 {
        if style.centred { 8.0 } else { 14.0 * self.metrics.scale }
    }

    /// Where a name begins in the part of its cell that is in view; `None` where it has no room there. At the right edge of the
    /// view it may begin in the fold before.
    fn place_in_cell(&self, cell: &Cell<'_>, width: f32, style: RowStyle) -> Option<f32> {
        let (left, right) = cell.seen;
        let room = right - left;
        if width + self.gap(style) <= room {
            let begin = if style.centred { (room - width) / 2.0 } else { 8.0 * self.metrics.scale };
            return Some(left + begin);
        }
        let begin = right - self.gap(style) / 2.0 - width;
        let of_row = self.names.iter().filter(|name| (name.center().y - style.y).abs() < 1.0);
        let taken = of_row.map(|name| name.right() + 4.0).fold(cell.fold_before?, f32::max);
        (begin >= taken).then_some(begin)
    }

    /// Names of ticks that stand alone, those that are whole in view and apart.
    fn labels(&mut self, style: RowStyle) {
        let mut right_of_last = f32::NEG_INFINITY;
        let ticks = self.ticks;
        for (part, tick) in
            ticks.parts.iter().flat_map(|(part, ticks)| ticks.minor.iter().map(move |tick| (part, tick)))
        {
            let name = tick.name.in_length(0);
            if name.is_empty() {
                continue;
            }
            let width = self.measure.width(&name, style.text);
            let left = self.scale.x(tick.label_at) - width / 2.0;
            let whole = left >= part.left + 3.0 && left + width <= part.right - 3.0;
            if whole && left > right_of_last + 6.0 && self.is_free(left, width, style.y) {
                self.text(left, &name, width, style);
                right_of_last = left + width;
            }
        }
    }

    /// Whether a text at a place is clear of all chips.
    fn is_free(&self, left: f32, width: f32, y: f32) -> bool {
        let half = 7.0 * self.metrics.scale;
        let own = Rect::from_min_max(pos2(left - 5.0, y - half), pos2(left + width + 5.0, y + half));
        !self.chips.iter().any(|chip| chip.intersects(own))
    }

    fn text(&mut self, left: f32, name: &str, width: f32, style: RowStyle) {
        let RowStyle { y, text: style, color, .. } = style;
        let size = Vec2::new(width + 8.0, 18.0 * self.metrics.scale);
        self.names.push(Rect::from_center_size(pos2(left + width / 2.0, y), size));
        let text =
            Text { left_middle: pos2(left, y), text: Arc::from(name), style, color, width, halo: None };
        self.items.push(Item { id: None, primitive: Primitive::Text(text) });
    }
}

/// Whether names of the lowest row name the cells between ticks, not the ticks.
fn is_cell(ticks: &Ticks) -> bool {
    let days = ticks.minor.first().is_some_and(|tick| matches!(tick.name, Name::DayOfMonth(_)));
    days || matches!(ticks.unit, Unit::Months(1) | Unit::Years(1))
}

/// A line for today.
pub(crate) fn today(frame: &Frame<'_>, scale: &TimeScale, body: Rect, items: &mut Vec<Item>) {
    let Some(today) = frame.axis.today else { return };
    let x = scale.x(today);
    if x > body.left() && x < body.right() {
        let color: Color = frame.theme.text_muted.faded(0.6);
        let stroke = Stroke::dashed(1.0, color, 4.0, 3.0);
        let primitive = Primitive::Line { from: pos2(x, body.top()), to: pos2(x, body.bottom()), stroke };
        items.push(Item { id: None, primitive });
    }
}
