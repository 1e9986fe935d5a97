//! Density strips: where events are too many to draw one by one, columns of colour tell how many begin in each.
//! No event is lost: the columns of a lane add up to the events that begin in view.

use super::lanes::LaneBox;
use super::{Frame, Target, TimeScale};
use crate::analysis::LaneColumn;
use crate::scene::{Color, Item, ItemId, Primitive, Rect, pos2};

/// How wide a column is, in physical pixels.
const COLUMN_PX: f32 = 2.0;

/// The number of events that begin in each of `columns` equal parts of a stretch of time.
pub(super) fn counts(column: &LaneColumn, from: f64, to: f64, columns: usize) -> Vec<usize> {
    let edge = |at: usize| from + (to - from) * at as f64 / columns as f64;
    (0..columns).map(|at| column.count_between(edge(at), edge(at + 1))).collect()
}

/// The strip of one lane, over it what a search has found, and what each busy column leads to.
pub(super) fn strip(
    frame: &Frame<'_>,
    scale: &TimeScale,
    lane: &LaneBox,
    hits: &mut Vec<(Rect, Target)>,
) -> Vec<Item> {
    let Some(column) = frame.index.lane(lane.lane) else { return Vec::new() };
    let width_pt = COLUMN_PX / frame.pixels_per_point.max(0.1);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let columns = (lane.rect.width() / width_pt).floor().clamp(1.0, 20_000.0) as usize;
    let (from, _) = scale.range();
    let to = scale.instant(lane.rect.left() + columns as f32 * width_pt);
    let counts = counts(column, from, to, columns);
    let height = (lane.rect.height() * 0.5).clamp(14.0, 40.0).round();
    let top = (lane.rect.center().y - height / 2.0).round();
    let rect = Rect::from_min_max(
        pos2(lane.rect.left(), top),
        pos2(lane.rect.left() + columns as f32 * width_pt, top + height),
    );
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let left = rect.left() + at as f32 * width_pt;
        let cell = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width_pt, rect.bottom()));
        if *count <= super::marks::MAX_LISTED {
            let edge = |n: usize| from + (to - from) * n as f64 / columns as f64;
            let events = column.touching(edge(at), edge(at + 1));
            let events = events.filter(|e| e.extent.from >= edge(at) && e.extent.from < edge(at + 1));
            hits.push((cell, Target::Hidden(events.map(|e| e.ix).collect())));
        }
    }
    let ink = frame.theme.categories[0];
    let dimmed = frame.highlighted.is_some() || frame.hits.is_some();
    let heat = |counts: &[usize], opacity: f32| {
        let most = counts.iter().copied().max().unwrap_or(0);
        let columns = counts.iter().map(|count| shade(*count, most, ink).faded(opacity)).collect();
        Item { id: Some(ItemId::Lane(lane.lane)), primitive: Primitive::Heat { rect, columns } }
    };
    let mut items = vec![heat(&counts, if dimmed { super::marks::DIMMED } else { 1.0 })];
    if let Some(found) =
        frame.hits.filter(|_| frame.highlighted.is_none()).and_then(|h| h.index().lane(lane.lane))
    {
        items.push(heat(&self::counts(found, from, to, columns), 1.0));
    }
    items
}

/// The ink of a count: even steps to the eye for even steps of the logarithm.
fn shade(count: usize, most: usize, ink: Color) -> Color {
    if count == 0 {
        return Color::TRANSPARENT;
    }
    let share = (1.0 + count as f32).ln() / (1.0 + most as f32).ln();
    ink.faded(0.25 + 0.75 * share)
}
