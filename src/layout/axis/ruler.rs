//! The calendar ruler above the lanes in two rows, and the grid lines that continue its ticks through them.

use std::sync::Arc;

use super::offset_ticks::offset_ticks;
use super::ticks::{Ticks, Unit, ticks};
use crate::layout::{Frame, Metrics, TimeScale};
use crate::scene::{Color, Fill, Item, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, pos2};

/// The ticks of the stretch in view.
pub(crate) fn ticks_in_view(frame: &Frame<'_>, scale: &TimeScale, metrics: &Metrics) -> Ticks {
    let (from, to) = scale.range();
    if let Some(zero) = &frame.zero {
        return offset_ticks(from, to, scale.pt_per_day(), f64::from(metrics.scale), zero);
    }
    ticks(from, to, scale.pt_per_day(), f64::from(metrics.scale))
}

/// Lines at the ticks, through the body.
pub(crate) fn grid(frame: &Frame<'_>, scale: &TimeScale, body: Rect, ticks: &Ticks, items: &mut Vec<Item>) {
    let faint = Stroke::solid(1.0, frame.theme.grid.faded(0.55));
    let strong = Stroke::solid(1.0, frame.theme.grid);
    // Months have no part in days that are counted from something.
    let of_calendar = frame.zero.is_none() || matches!(ticks.unit, Unit::Minutes(_) | Unit::Hours(_));
    let majors = ticks.major.iter().filter(|_| of_calendar);
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

#[allow(clippy::too_many_arguments)]
/// Draws the ruler; labels of the lower row make way for `chips`, those of the upper one for that of day zero.
pub(crate) fn draw(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    ruler: Rect,
    ticks: &Ticks,
    chips: &[Rect],
    zero: Option<Rect>,
    measure: &mut dyn TextMeasure,
) -> Item {
    let theme = frame.theme;
    let mut items = vec![Item {
        id: None,
        primitive: Primitive::Rect { rect: ruler, radius: 0.0, fill: Fill::Solid(theme.panel), stroke: None },
    }];
    upper_row(frame, scale, metrics, ruler, ticks, zero, measure, &mut items);
    lower_row(frame, scale, metrics, ruler, ticks, chips, measure, &mut items);
    Item { id: None, primitive: Primitive::Group { clip: ruler, items } }
}

fn push_text(
    items: &mut Vec<Item>,
    left: f32,
    y: f32,
    text: &str,
    style: TextStyle,
    color: Color,
    width: f32,
) {
    let text = Text { left_middle: pos2(left, y), text: Arc::from(text), style, color, width, halo: None };
    items.push(Item { id: None, primitive: Primitive::Text(text) });
}

#[allow(clippy::too_many_arguments)]
/// Months, years or days: each label stands at the beginning of its stretch and stays in view while the stretch
/// does.
fn upper_row(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    ruler: Rect,
    ticks: &Ticks,
    zero: Option<Rect>,
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    let style = TextStyle::semibold(12.5 * metrics.scale);
    let y = ruler.top() + 17.0 * metrics.scale;
    for (at, tick) in ticks.major.iter().enumerate() {
        let x = scale.x(tick.at);
        let next = ticks.major.get(at + 1).map_or(ruler.right() + 1e6, |next| scale.x(next.at));
        // Where days are counted from something, the lower row is none of the calendar's.
        let bottom = if frame.zero.is_some() { ruler.top() + 30.0 * metrics.scale } else { ruler.bottom() };
        let line = Rect::from_min_max(pos2(ruler.left(), ruler.top() + 8.0), pos2(ruler.right(), bottom));
        vertical(x, line, Stroke::solid(1.0, frame.theme.grid), items);
        let left = x.max(ruler.left()) + 8.0 * metrics.scale;
        let room = next.min(ruler.right()) - 6.0 - left;
        let width = measure.width(&tick.label, style);
        let hidden = zero.is_some_and(|chip| left < chip.right() + 6.0 && left + width > chip.left() - 6.0);
        if width <= room && !hidden {
            push_text(items, left, y, &tick.label, style, frame.theme.text, width);
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn lower_row(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    ruler: Rect,
    ticks: &Ticks,
    chips: &[Rect],
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    let style = metrics.small();
    let y = ruler.bottom() - 15.5 * metrics.scale;
    let mut right_of_last = f32::NEG_INFINITY;
    for tick in &ticks.minor {
        let x = scale.x(tick.label_at);
        let width = measure.width(&tick.label, style);
        let (left, right) = (x - width / 2.0, x + width / 2.0);
        if right < ruler.left() || left > ruler.right() {
            continue;
        }
        let mark = if is_cell(ticks.unit) { scale.x(tick.at) } else { x };
        if !is_cell(ticks.unit) || mark > ruler.left() + 1.0 {
            let stroke = Stroke::solid(1.0, frame.theme.text_faint);
            let from = pos2(mark, ruler.bottom() - 6.0);
            items.push(Item {
                id: None,
                primitive: Primitive::Line { from, to: pos2(mark, ruler.bottom()), stroke },
            });
        }
        let whole = left >= ruler.left() + 3.0 && right <= ruler.right() - 3.0;
        let hidden = chips.iter().any(|chip| left < chip.right() + 4.0 && right > chip.left() - 4.0);
        if whole && !hidden && left > right_of_last + 6.0 {
            push_text(items, left, y, &tick.label, style, frame.theme.text_muted, width);
            right_of_last = right;
        }
    }
}

/// Whether a unit's label names the cell between two ticks, not the tick.
fn is_cell(unit: Unit) -> bool {
    matches!(unit, Unit::Months(1) | Unit::Years(1))
}

/// A line for today.
pub(crate) fn today(frame: &Frame<'_>, scale: &TimeScale, body: Rect, items: &mut Vec<Item>) {
    let Some(today) = frame.today else { return };
    let x = scale.x(today);
    if x > body.left() && x < body.right() {
        let color: Color = frame.theme.text_muted.faded(0.6);
        let stroke = Stroke::dashed(1.0, color, 4.0, 3.0);
        let primitive = Primitive::Line { from: pos2(x, body.top()), to: pos2(x, body.bottom()), stroke };
        items.push(Item { id: None, primitive });
    }
}
