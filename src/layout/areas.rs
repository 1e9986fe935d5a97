//! Where the parts of a picture go, and where its lanes would stand: what is known of a picture without drawing it.

use super::axis::ruler::TicksInView;
use super::axis::second_clock;
use super::cache::Memory;
use super::labels::words::DateWords;
use super::lanes::LaneBox;
use super::marks::mark_placement::Placement;
use super::plan::Plan;
use super::{Frame, Metrics, TimeScale, in_view, legend};
use crate::scene::{Rect, TextMeasure, pos2};

/// Where the lanes stand in a picture: their positions among the document's lanes, tops below the top of the body, and
/// heights. `None` where they are so many that they scroll. [`Memory::begin`] must have said what is shown.
#[must_use]
pub fn lanes_at(
    frame: &Frame<'_>,
    measure: &mut dyn TextMeasure,
    memory: &mut Memory,
) -> Option<Vec<(u32, f32, f32)>> {
    let (metrics, body, _) = areas(frame);
    let scale = frame.time_scale(body);
    let plan = Plan::new(frame, &scale, &metrics, body);
    let visible = in_view::in_view(frame, &scale);
    let ticks = TicksInView::new(frame, &scale, &metrics);
    memory.words.dates = date_words(frame, &scale, &ticks);
    let members = in_view::members(frame, &visible, &scale, plan.lod);
    let mut placement = Placement::new(frame, &scale, &metrics, plan.lod, &members, memory);
    let stack = plan.stack(frame, &metrics, body, &mut placement, (measure, memory));
    placement.end(memory);
    let place = |lane: &LaneBox| (lane.lane, lane.rect.top() - body.top(), lane.rect.height());
    (stack.content <= body.height() + 1.0).then(|| stack.boxes.iter().map(place).collect())
}

/// The sizes for a frame, where its lanes go, and where their heads.
pub(super) fn areas(frame: &Frame<'_>) -> (Metrics, Rect, Rect) {
    let rows = frame.axis.calendars.count() + usize::from(second_clock::of(frame).is_some());
    let metrics = Metrics::new(frame.size, frame.resolution.text_scale)
        .with_calendars(rows)
        .with_heads(frame.size, frame.lanes.heads_width);
    let (heads, body) = (metrics.heads(frame.size), metrics.body(frame.size));
    let legend_height = legend::height(frame, &metrics).min(body.height() / 2.0);
    (metrics, without_foot(body, legend_height), without_foot(heads, legend_height))
}

/// What is said of dates where time has this scale.
pub(super) fn date_words(frame: &Frame<'_>, scale: &TimeScale, ticks: &TicksInView) -> DateWords {
    DateWords {
        years: frame.is_overlaid() || scale.has_years(),
        hours: !frame.is_overlaid() && ticks.has_hours(),
        clocks: frame.index.zone().clocks(),
    }
}

/// A rectangle without so many points at its foot.
fn without_foot(rect: Rect, height: f32) -> Rect {
    Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - height))
}
