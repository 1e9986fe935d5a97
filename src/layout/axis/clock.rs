//! Whose clocks the axis shows: its name at the right of the ruler; the lanes whose own clocks differ where dates are drawn
//! by the hours they are written with; and events on their way to where other clocks place them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ruler::TicksInView;
use crate::analysis::{DayZone, Entry, Extent};
use crate::layout::lanes::LaneBox;
use crate::layout::{Frame, Metrics, TimeScale};
use crate::model::{Clocks, Document, EventIx, Zone};
use crate::scene::{Fill, Item, Primitive, Rect, Text, TextMeasure, TextStyle, Vec2, pos2};

/// So many events of a lane are asked for their clocks.
const MOST_ASKED: usize = 500;

/// Events slide from where the clocks before placed them.
#[derive(Clone, Copy, Debug)]
pub struct Slide<'a> {
    /// The clocks before.
    pub before: &'a Clocks,
    /// How much of the way is left, from 1 to 0.
    pub left: f64,
}

impl Slide<'_> {
    /// How far an event stands before its place, in days.
    pub(crate) fn shift(&self, document: &Document, entry: &Entry) -> f64 {
        let before = Extent::by(&document.event(entry.ix).date, self.before);
        (before.mark - entry.extent.mark) * self.left
    }
}

/// The name of the clocks at the right end of the upper row: where it is, and what is drawn. `None` where no event has an
/// hour, or there is no room.
pub(crate) fn chip(
    frame: &Frame<'_>,
    metrics: &Metrics,
    ruler: Rect,
    ticks: &TicksInView,
    measure: &mut dyn TextMeasure,
) -> Option<(Rect, [Item; 2])> {
    let zone = frame.index.zone();
    let tells = frame.axis.clock_opens || *zone != DayZone::AsWritten || ticks.has_hours();
    if !tells || frame.is_overlaid() || !frame.index.has_hours() {
        return None;
    }
    let (scale, theme) = (metrics.scale, frame.theme);
    let style = TextStyle::regular(12.0 * scale);
    let arrow = if frame.axis.clock_opens { ARROW_PT * scale } else { 0.0 };
    let air = 10.0 * scale;
    let (text, width) = [zone.on_ruler(), zone.name().to_owned()]
        .into_iter()
        .map(|text| (measure.width(&text, style), text))
        .find(|(width, _)| width + arrow + 2.0 * air <= ruler.width() * 0.45)
        .map(|(width, text)| (text, width))?;
    let size = Vec2::new(width + arrow + 2.0 * air, 18.0 * scale);
    // On the upper of two rows, or of three, which are narrower.
    let down = if ticks.has_hours() { 11.5 } else { 17.0 };
    let center = pos2(ruler.right() - 8.0 * scale - size.x / 2.0, ruler.top() + down * scale);
    let rect = Rect::from_center_size(center, size);
    let ground = Primitive::Rect { rect, radius: 5.0 * scale, fill: Fill::Solid(theme.field), stroke: None };
    let left_middle = pos2(rect.left() + air, center.y);
    let text = Text { left_middle, text: Arc::from(text), style, color: theme.text_muted, width, halo: None };
    Some((rect, [ground, Primitive::Text(text)].map(|primitive| Item { id: None, primitive })))
}

/// Room for the arrow of what opens a choice, in points at the usual size of text.
pub const ARROW_PT: f32 = 14.0;

/// What is said at the heads of the lanes in view, in their order, where hours are drawn as they are written and lanes go
/// by different clocks; empty where they do not.
pub(crate) fn of_lanes(
    frame: &Frame<'_>,
    scale: &TimeScale,
    ticks: &TicksInView,
    lanes: &[LaneBox],
) -> Vec<Option<Arc<str>>> {
    let hours = ticks.has_hours() && !frame.is_overlaid();
    if !hours || *frame.index.zone() != DayZone::AsWritten || !frame.index.has_hours() {
        return Vec::new();
    }
    let own: Vec<BTreeSet<Option<i32>>> = lanes.iter().map(|lane| clocks(frame, scale, lane.lane)).collect();
    let mut all = own.iter().flatten();
    let first = all.next();
    if all.all(|other| Some(other) == first) {
        return Vec::new();
    }
    own.iter().map(|own| words(own).map(Arc::from)).collect()
}

/// How far the clocks of a lane's events in view are from UTC, in minutes; `None` for those without a zone.
fn clocks(frame: &Frame<'_>, scale: &TimeScale, lane: u32) -> BTreeSet<Option<i32>> {
    let (from, to) = scale.range();
    let column = frame.index.lane(lane).filter(|column| column.has_hours());
    let entries = column.into_iter().flat_map(|column| column.touching(from, to));
    entries
        .filter(|entry| entry.has_clock())
        .take(MOST_ASKED)
        .map(|entry| offset(frame.document, entry.ix))
        .collect()
}

fn offset(document: &Document, ix: EventIx) -> Option<i32> {
    let date = &document.event(ix).date;
    let clock = date.clock()?;
    match &clock.zone {
        Zone::Local => None,
        Zone::Offset(minutes) | Zone::Named(_, Some(minutes)) => Some(*minutes),
        Zone::Named(_, None) => {
            let day = date.begin().moment()?.earliest;
            let civil = i64::from(day.number()) * 86_400 + i64::from(clock.second_of_day);
            i32::try_from((civil - clock.instant(day)?).div_euclid(60)).ok()
        }
    }
}

/// "UTC+3", "UTC−3:30", "no zone", "UTC+1 to +3".
fn words(clocks: &BTreeSet<Option<i32>>) -> Option<String> {
    let known: Vec<i32> = clocks.iter().copied().flatten().collect();
    match (known.as_slice(), clocks.contains(&None)) {
        ([], false) => None,
        ([], true) => Some("no zone".to_owned()),
        ([0], false) => Some("UTC".to_owned()),
        ([one], false) => Some(format!("UTC{}", signed(*one))),
        ([first, .., last], false) => Some(format!("UTC{} to {}", signed(*first), signed(*last))),
        _ => Some("several clocks".to_owned()),
    }
}

fn signed(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("{sign}{hours}"),
        (hours, minutes) => format!("{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_told_in_short() {
        let told = |clocks: &[Option<i32>]| words(&clocks.iter().copied().collect());
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[Some(180)]).as_deref(), Some("UTC+3"));
        assert_eq!(told(&[Some(-210)]).as_deref(), Some("UTC−3:30"));
        assert_eq!(told(&[Some(0)]).as_deref(), Some("UTC"));
        assert_eq!(told(&[Some(60), Some(120), Some(-300)]).as_deref(), Some("UTC−5 to +2"));
        assert_eq!(told(&[None]).as_deref(), Some("no zone"));
        assert_eq!(told(&[None, Some(60)]).as_deref(), Some("several clocks"));
    }
}
