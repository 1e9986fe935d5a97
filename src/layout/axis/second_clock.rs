//! The hours of a second zone in a row below the ruler, where the axis shows one clock: what clocks there show when those of
//! the axis show theirs.

use std::sync::Arc;

use super::ruler::TicksInView;
use super::ticks::Unit;
use crate::analysis::DayZone;
use crate::layout::{Frame, Metrics, TimeScale};
use crate::model::day::month_short_name;
use crate::model::{Clocks, Day};
use crate::scene::{Color, Fill, Item, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, pos2};

const DAY_MINUTES: i32 = 1440;

/// The zone of the row, where there is one: dates that are drawn by clocks of their own have no second.
pub(crate) fn of<'a>(frame: &Frame<'a>) -> Option<&'a DayZone> {
    let one_clock = *frame.index.zone() != DayZone::AsWritten && frame.index.has_hours();
    frame.axis.second.filter(|zone| one_clock && !frame.is_overlaid() && **zone != DayZone::AsWritten)
}

/// Where the row is: below the ruler and the rows of other calendars.
pub(crate) fn place(frame: &Frame<'_>, metrics: &Metrics, above: Rect) -> Option<Rect> {
    of(frame)?;
    let bottom = above.bottom() + metrics.calendar_row;
    Some(Rect::from_min_max(above.left_bottom(), pos2(above.right(), bottom)))
}

/// Draws the row, and the name of its zone above the lane heads.
pub(crate) fn draw(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    (row, ticks): (Rect, &TicksInView),
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    let Some(zone) = of(frame) else { return };
    let theme = frame.theme;
    let ground = Primitive::Rect { rect: row, radius: 0.0, fill: Fill::Solid(theme.panel), stroke: None };
    let edge = Stroke::solid(1.0, theme.grid);
    let edge = Primitive::Line { from: row.left_top(), to: row.right_top(), stroke: edge };
    let mut inside: Vec<Item> = [ground, edge].map(|primitive| Item { id: None, primitive }).into();
    let (own, there) = (frame.index.zone().clocks(), zone.clocks());
    let mut right_of_last = row.left();
    let parts = scale.stretches();
    for tick in parts.iter().flat_map(|part| marks((part.from, part.to), ticks.unit, &own, &there)) {
        let x = scale.x(tick.at);
        if x <= row.left() || x >= row.right() {
            continue;
        }
        let height = if tick.begins_day { row.height() } else { 4.0 };
        let (from, to) = (pos2(x, row.bottom() - height), row.right_bottom());
        let stroke = Stroke::solid(1.0, if tick.begins_day { theme.grid } else { theme.text_faint });
        inside.push(Item { id: None, primitive: Primitive::Line { from, to: pos2(x, to.y), stroke } });
        let size = 12.0 * metrics.scale;
        let (style, color) = match tick.begins_day {
            true => (TextStyle::semibold(size), theme.text),
            false => (TextStyle::regular(size), theme.text_muted),
        };
        let width = measure.width(&tick.label, style);
        let left = if tick.begins_day { x + 4.0 * metrics.scale } else { x - width / 2.0 };
        if left > right_of_last + 6.0 && left + width < row.right() - 3.0 {
            inside.push(text(left, row.center().y, &tick.label, style, color, width));
            right_of_last = left + width;
        }
    }
    items.push(Item { id: None, primitive: Primitive::Group { clip: row, items: inside } });
    name(frame, metrics, zone, row, measure, items);
}

/// "Tehran", at the right of the corner above the heads.
fn name(
    frame: &Frame<'_>,
    metrics: &Metrics,
    zone: &DayZone,
    row: Rect,
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    let style = metrics.small();
    let name = zone.name();
    let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
    let width = measure.width(&city, style);
    let left = row.left() - width - 12.0 * metrics.scale;
    if left >= 4.0 {
        items.push(text(left, row.center().y, &city, style, frame.theme.text_muted, width));
    }
}

fn text(left: f32, y: f32, text: &str, style: TextStyle, color: Color, width: f32) -> Item {
    let text = Text { left_middle: pos2(left, y), text: Arc::from(text), style, color, width, halo: None };
    Item { id: None, primitive: Primitive::Text(text) }
}

/// A time that the clocks of the second zone show, where the axis has it.
#[derive(Debug, PartialEq)]
struct Mark {
    at: f64,
    begins_day: bool,
    label: String,
}

/// The times of the second zone in a stretch of the axis: as fine as the ruler's hours, or the beginnings of its days;
/// nothing where days are too narrow for their names.
fn marks((from, to): (f64, f64), unit: Unit, own: &Clocks, there: &Clocks) -> Vec<Mark> {
    let step = match unit {
        Unit::Minutes(minutes) => i32::from(minutes),
        Unit::Hours(hours) => i32::from(hours) * 60,
        Unit::Days => DAY_MINUTES,
        _ => return Vec::new(),
    };
    #[allow(clippy::cast_possible_truncation)] // days are held in range
    let (first, last) = (from.floor() as i32 - 1, to.ceil() as i32 + 1);
    let mut marks = Vec::new();
    for day in first..=last {
        let day = Day::from_number(day);
        for minute in (0..DAY_MINUTES).step_by(step.unsigned_abs() as usize) {
            let Some(at) = place_of(day, minute, own, there) else { continue };
            if at < from || at > to {
                continue;
            }
            let (_, month, of_month) = day.ymd();
            let label = match (minute, unit) {
                (0, _) => format!("{} {of_month} {}", day.weekday().short_name(), month_short_name(month)),
                (minute, Unit::Minutes(_)) => format!("{:02}:{:02}", minute / 60, minute % 60),
                (minute, _) => format!("{:02}", minute / 60),
            };
            marks.push(Mark { at, begins_day: minute == 0, label });
        }
    }
    marks
}

/// Where the axis is when the clocks there show a minute of a day.
fn place_of(day: Day, minute: i32, own: &Clocks, there: &Clocks) -> Option<f64> {
    let instant = there.instant(day, minute.unsigned_abs() * 60)?;
    let (day, second) = own.shown_at(instant)?;
    Some(f64::from(day.number()) + f64::from(second) / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_another_zone_stand_where_the_axis_has_them() {
        let day = Day::from_ymd(2024, 6, 10).unwrap();
        let start = f64::from(day.number());
        let tehran = Clocks::of_zone("Asia/Tehran").unwrap();
        let found = marks((start, start + 1.0), Unit::Hours(6), &Clocks::UTC, &tehran);
        let told: Vec<(f64, &str)> =
            found.iter().map(|mark| (((mark.at - start) * 1440.0).round() / 60.0, &*mark.label)).collect();
        assert_eq!(told, [(2.5, "06"), (8.5, "12"), (14.5, "18"), (20.5, "Tue 11 Jun")]);
        assert!(marks((start, start + 700.0), Unit::Months(1), &Clocks::UTC, &tehran).is_empty());
        let days = marks((start, start + 2.0), Unit::Days, &Clocks::UTC, &tehran);
        assert_eq!(days.len(), 2);
    }
}
