//! Rows below the ruler, one for each other calendar that is switched on: what its days, months and years are called,
//! aligned with the ruler's own.

use std::sync::Arc;

use super::calendar_ticks::{Cell, calendar_ticks};
use crate::layout::in_view::InView;
use crate::layout::marks::coincidence_lines::Ties;
use crate::layout::{Frame, Metrics, TimeScale};
use crate::model::calendar::Calendar;
use crate::scene::{Color, Fill, Item, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, pos2};

/// The row of a calendar: where it is, below the ruler.
pub(crate) fn places(frame: &Frame<'_>, metrics: &Metrics, ruler: Rect) -> Vec<(Calendar, Rect)> {
    let row = |(at, calendar): (usize, Calendar)| {
        let top = ruler.bottom() + metrics.calendar_row * at as f32;
        let rect =
            Rect::from_min_max(pos2(ruler.left(), top), pos2(ruler.right(), top + metrics.calendar_row));
        (calendar, rect)
    };
    frame.axis.calendars.iter().enumerate().map(row).collect()
}

/// Draws the rows, and their calendars' names above the lane heads. `line` is where the line of the coincidence that was
/// gone to passes through, between its chip and the lanes.
pub(crate) fn draw(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    places: &[(Calendar, Rect)],
    line: Option<(f32, Color)>,
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    for (calendar, rect) in places {
        let mut row =
            Row { frame, scale, metrics, rect: *rect, line, measure, items: Vec::new(), taken: Vec::new() };
        row.draw(*calendar);
        let inside = row.items;
        items.push(Item { id: None, primitive: Primitive::Group { clip: *rect, items: inside } });
        name(frame, metrics, *calendar, *rect, measure, items);
    }
}

/// Where the line of the coincidence that was gone to comes down from the ruler, and its colour there.
pub(crate) fn line_of(ties: &Ties<'_>, visible: &InView) -> Option<(f32, Color)> {
    let at = ties.frame.emphasis.current.filter(|at| visible.contains(*at))?;
    let first = *ties.points(at).first()?;
    Some((first.x, ties.frame.theme.coincidence.faded(0.5 * ties.opacity(at))))
}

fn name(
    frame: &Frame<'_>,
    metrics: &Metrics,
    calendar: Calendar,
    rect: Rect,
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    let style = metrics.small();
    let width = measure.width(calendar.short_name(), style);
    let left = rect.left() - width - 12.0 * metrics.scale;
    if left >= 4.0 {
        items.push(text(left, rect.center().y, calendar.short_name(), style, frame.theme.text_muted, width));
    }
}

fn text(left: f32, y: f32, text: &str, style: TextStyle, color: Color, width: f32) -> Item {
    let text = Text { left_middle: pos2(left, y), text: Arc::from(text), style, color, width, halo: None };
    Item { id: None, primitive: Primitive::Text(text) }
}

struct Row<'a, 'b> {
    frame: &'a Frame<'a>,
    scale: &'a TimeScale,
    metrics: &'a Metrics,
    rect: Rect,
    line: Option<(f32, Color)>,
    measure: &'b mut dyn TextMeasure,
    items: Vec<Item>,
    /// Where labels stand, as left and right.
    taken: Vec<(f32, f32)>,
}

impl Row<'_, '_> {
    fn draw(&mut self, calendar: Calendar) {
        let theme = self.frame.theme;
        let fill = Fill::Solid(theme.panel);
        self.push(Primitive::Rect { rect: self.rect, radius: 0.0, fill, stroke: None });
        let edge = Stroke::solid(1.0, theme.grid);
        self.push(Primitive::Line { from: self.rect.left_top(), to: self.rect.right_top(), stroke: edge });
        if let Some((x, color)) = self.line {
            let (from, to) = (pos2(x, self.rect.top()), pos2(x, self.rect.bottom()));
            self.push(Primitive::Line { from, to, stroke: Stroke::solid(1.0, color) });
        }
        let whole = self.rect;
        for part in self.scale.stretches() {
            self.rect = Rect::from_x_y_ranges(part.left..=part.right, whole.y_range());
            self.part(calendar, (part.from, part.to));
        }
        self.rect = whole;
    }

    /// The names of a stretch between folds.
    fn part(&mut self, calendar: Calendar, range: (f64, f64)) {
        let script = self.frame.axis.calendars.script;
        let text_scale = f64::from(self.metrics.scale);
        let ticks = calendar_ticks(calendar, script, range, self.scale.pt_per_day(), text_scale);
        for cell in &ticks.major {
            self.major(cell);
        }
        let narrow = ticks.centred && !self.all_fit(&ticks.minor);
        for cell in &ticks.minor {
            self.minor(cell, ticks.centred, narrow);
        }
    }

    /// Whether the fullest name of every cell fits it: else all that have a shorter one show that.
    fn all_fit(&mut self, cells: &[Cell]) -> bool {
        let style = self.metrics.small();
        cells.iter().all(|cell| {
            let room = self.scale.x(cell.to) - self.scale.x(cell.from) - 4.0;
            cell.labels.first().is_none_or(|label| self.measure.width(label, style) <= room)
        })
    }

    fn push_text(&mut self, left: f32, label: &str, style: TextStyle, color: Color, width: f32) {
        let mut item = text(left, self.rect.center().y, label, style, color, width);
        if let (Primitive::Text(text), Some(_)) = (&mut item.primitive, self.line) {
            text.halo = Some(self.frame.theme.panel);
        }
        self.items.push(item);
        self.taken.push((left, left + width));
    }

    fn push(&mut self, primitive: Primitive) {
        self.items.push(Item { id: None, primitive });
    }

    /// A line where it begins and the label beside it, which stays at the left edge while the cell is in view.
    fn major(&mut self, cell: &Cell) {
        let (x, next) = (self.scale.x(cell.from), self.scale.x(cell.to));
        self.tick(x, self.rect.height(), self.frame.theme.grid);
        let style = TextStyle::semibold(12.0 * self.metrics.scale);
        let left = x.max(self.rect.left()) + 6.0 * self.metrics.scale;
        let room = next.min(self.rect.right()) - 4.0 - left;
        if let Some((label, width)) = self.fitting(&cell.labels, style, room) {
            self.push_text(left, &label, style, self.frame.theme.text, width);
        }
    }

    /// A short mark and the label, in the middle of the cell or at its beginning, where no other is in the way.
    fn minor(&mut self, cell: &Cell, centred: bool, narrow: bool) {
        let (x, next) = (self.scale.x(cell.from), self.scale.x(cell.to));
        self.tick(x, 4.0, self.frame.theme.text_faint);
        let style = self.metrics.small();
        let day = self.scale.x(cell.from + 1.0) - x;
        let (middle, room) = if centred {
            (f32::midpoint(x, next), next - x - 4.0)
        } else {
            // A day's number stands in its day, however narrow.
            (x + day.min(20.0) / 2.0, f32::INFINITY)
        };
        // Only English names have a shorter one before the number.
        let labels = if narrow && cell.labels.len() > 2 { &cell.labels[1..] } else { &cell.labels[..] };
        let Some((label, width)) = self.fitting(labels, style, room) else { return };
        let (left, right) = (middle - width / 2.0, middle + width / 2.0);
        let whole = left >= self.rect.left() + 3.0 && right <= self.rect.right() - 3.0;
        let gap = 6.0 * self.metrics.scale;
        let free = self.taken.iter().all(|(from, to)| right + gap <= *from || left >= *to + gap);
        if whole && free {
            self.push_text(left, &label, style, self.frame.theme.text_muted, width);
        }
    }

    fn tick(&mut self, x: f32, height: f32, color: Color) {
        if x > self.rect.left() + 1.0 && x < self.rect.right() {
            let (from, to) = (pos2(x, self.rect.bottom() - height), pos2(x, self.rect.bottom()));
            self.push(Primitive::Line { from, to, stroke: Stroke::solid(1.0, color) });
        }
    }

    /// The fullest label that fits, with its width.
    fn fitting(&mut self, labels: &[String], style: TextStyle, room: f32) -> Option<(String, f32)> {
        labels.iter().find_map(|label| {
            let width = self.measure.width(label, style);
            (width <= room).then(|| (label.clone(), width))
        })
    }
}
