//! How much of each event is shown, and how tall lanes are: what is in view is looked at before either is known. Where
//! lanes are so many that they scroll at their least height anyway, only those in view are looked at.

use super::cache::Memory;
use super::lanes::{Need, Stack, stack};
use super::marks::mark_placement::Placement;
use super::marks::seen::MARGIN_PT;
use super::{Frame, Lod, Metrics, TimeScale};
use crate::analysis::LaneColumn;
use crate::scene::{Rect, TextMeasure};

/// What is decided before anything is placed.
pub(super) struct Plan {
    /// How much of each event is shown.
    pub lod: Lod,
    /// The lanes as they stand, where that does not depend on what is in view of them.
    stack: Option<Stack>,
    needs: Vec<Need>,
}

impl Plan {
    pub fn new(frame: &Frame<'_>, scale: &TimeScale, metrics: &Metrics, body: Rect) -> Self {
        let (from, to) = scale.range();
        let lanes = || frame.lanes.shown.iter().map(|lane| frame.index.lane(*lane));
        let is_empty = |column: Option<&LaneColumn>| {
            column.is_none_or(|column| column.touching(from, to).next().is_none())
        };
        // Nobody asks where none is folded.
        let need = |column| match frame.lanes.fold_empty && is_empty(column) {
            true => Need::Nothing,
            false => Need::Rows(1),
        };
        let needs: Vec<Need> = lanes().map(need).collect();
        let is_open = |need: &&Need| **need != Need::Nothing;
        let open = needs.iter().filter(is_open).count() as f32;
        let folded = (needs.len() as f32 - open) * metrics.lane_height_folded;
        if open * metrics.lane_height_least() + folded > body.height() {
            let stack = stack(frame, metrics, body, &needs);
            let columns = stack.boxes.iter().map(|lane| (frame.index.lane(lane.lane), f32::from(lane.rows)));
            let lod = lod(frame, scale, body, columns);
            return Self { lod, stack: Some(stack), needs };
        }
        // Were all the body rows, each lane with something in view would have an equal share of them.
        let rows = body.height() / metrics.row_pitch / open.max(1.0);
        let columns = lanes().zip(&needs).filter(|(_, need)| is_open(need)).map(|(column, _)| (column, rows));
        Self { lod: lod(frame, scale, body, columns), stack: None, needs }
    }

    /// The lanes as they stand, with what is in view of them in its places.
    pub fn stack(
        self,
        frame: &Frame<'_>,
        metrics: &Metrics,
        body: Rect,
        placement: &mut Placement<'_, '_>,
        (measure, memory): (&mut dyn TextMeasure, &mut Memory),
    ) -> Stack {
        if self.lod == Lod::Density {
            let strip = |need: &Need| if *need == Need::Nothing { Need::Nothing } else { Need::Strip };
            let needs: Vec<Need> = self.needs.iter().map(strip).collect();
            return stack(frame, metrics, body, &needs);
        }
        let stack = self.stack.unwrap_or_else(|| {
            let all = frame.lanes.shown.iter().copied().enumerate();
            placement.look(all, measure, memory);
            let needs: Vec<Need> = placement.needs().collect();
            stack(frame, metrics, body, &needs)
        });
        if placement.has_seen_nothing() {
            placement.look(stack.boxes.iter().map(|lane| (lane.place, lane.lane)), measure, memory);
        }
        placement.settle(&stack.boxes);
        stack
    }
}

/// The level of detail of the whole view: how many points of a row each event in view has.
fn lod<'a>(
    frame: &Frame<'_>,
    scale: &TimeScale,
    body: Rect,
    columns: impl Iterator<Item = (Option<&'a LaneColumn>, f32)>,
) -> Lod {
    let (from, to) = scale.range();
    // What takes a whole day is in view while any hour of it is, and marks are placed a little beyond the edges.
    let margin = MARGIN_PT / scale.pt_per_day();
    let (from, to) = (from.floor().min(from - margin), to + margin);
    let add = |(all, events): (f32, usize), (column, rows): (Option<&LaneColumn>, f32)| {
        (all + rows, events + column.map_or(0, |column| column.count_between(from, to)))
    };
    let (rows, events) = columns.fold((0.0, 0), add);
    match events {
        0 => Lod::Full,
        events => Lod::decide(body.width() * rows / events as f32, events, frame.previous_lod),
    }
}
