//! How much of each event is shown, and how tall lanes are: what is in view is looked at before either is known. A lane
//! with more events than can be told apart becomes a strip, whatever the others are. Where lanes are so many that they
//! scroll at their least height anyway, only those in view are looked at.

use super::cache::Memory;
use super::lanes::{Need, Stack, stack};
use super::lod::{MOST_MARKS, is_crowded};
use super::marks::mark_placement::Placement;
use super::marks::seen::MARGIN_PT;
use super::{Frame, Lod, Metrics, TimeScale};
use crate::analysis::LaneColumn;
use crate::scene::{Rect, TextMeasure};

/// What is decided before anything is placed.
pub(super) struct Plan {
    /// How much of each event is shown in the lanes that are no strips; [`Lod::Density`] where all are.
    pub lod: Lod,
    /// The lanes as they stand, where that does not depend on what is in view of them.
    stack: Option<Stack>,
    /// What each of the lanes that are shown needs, as far as it is known: those that are strips are.
    needs: Vec<Need>,
}

/// A lane with what is in view of it.
#[derive(Clone, Copy)]
struct Crowd {
    /// Its place among the lanes that are shown.
    place: usize,
    events: usize,
    /// How many rows it may have.
    rows: f32,
    was_strip: bool,
}

impl Plan {
    pub fn new(frame: &Frame<'_>, scale: &TimeScale, metrics: &Metrics, body: Rect) -> Self {
        let mut needs = needs(frame, scale);
        let open = needs.iter().filter(|need| **need != Need::Nothing).count() as f32;
        let folded = (needs.len() as f32 - open) * metrics.lane_height_folded;
        let scrolls = open * metrics.lane_height_least() + folded > body.height();
        let stack = scrolls.then(|| stack(frame, metrics, body, &needs));
        // Were all the body rows, each lane with something in view would have an equal share of them.
        let share = body.height() / metrics.row_pitch / open.max(1.0);
        let events = events_in_view(scale);
        let crowd = |place: usize, rows: f32| {
            let lane = frame.lanes.shown.get(place).copied()?;
            let rows = if frame.lanes.collapsed.contains(&lane) { 1.0 } else { rows };
            let was_strip = frame.previous_strips.contains(&lane);
            let column = frame.index.lane(lane).filter(|_| needs.get(place) != Some(&Need::Nothing))?;
            Some(Crowd { place, events: events(column), rows, was_strip })
        };
        let crowds: Vec<Crowd> = match &stack {
            Some(stack) => {
                stack.boxes.iter().filter_map(|lane| crowd(lane.place, f32::from(lane.rows))).collect()
            }
            None => (0..needs.len()).filter_map(|place| crowd(place, share)).collect(),
        };
        let strips = strips(frame, body.width(), &crowds);
        let (rows, events) = rest(&crowds, &strips, stack.is_some(), metrics, body);
        let lod = match events {
            0 if strips.is_empty() => Lod::Full,
            0 => Lod::Density,
            events => {
                Lod::decide(body.width() * rows / events as f32, events, frame.previous_lod).max(Lod::Mark)
            }
        };
        let becomes = |need: &mut Need| *need = Need::Strip;
        if lod == Lod::Density {
            needs.iter_mut().filter(|need| **need != Need::Nothing).for_each(becomes);
        } else {
            strips.iter().for_each(|place| needs.get_mut(*place).into_iter().for_each(becomes));
        }
        Self { lod, stack, needs }
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
        let Self { lod, stack: fixed, mut needs } = self;
        let glide = frame.lanes.glide.filter(|glide| glide.is_of(frame.lanes.shown));
        if lod == Lod::Density {
            let is_strip = |place: usize| needs.get(place) == Some(&Need::Strip);
            return match glide {
                Some(glide) => glide.place(frame, metrics, body, is_strip),
                None => stack(frame, metrics, body, &needs),
            };
        }
        let is_strip = |place: usize| needs.get(place) == Some(&Need::Strip);
        if let Some(mut stack) = fixed {
            stack.boxes.iter_mut().for_each(|lane| lane.strip = is_strip(lane.place));
            let marks = stack.boxes.iter().filter(|lane| !lane.strip);
            placement.look(marks.map(|lane| (lane.place, lane.lane)), measure, memory);
            placement.settle(&stack.boxes);
            return stack;
        }
        let marks = frame.lanes.shown.iter().copied().enumerate().filter(|(place, _)| !is_strip(*place));
        placement.look(marks, measure, memory);
        let looked = needs.iter_mut().filter(|need| **need != Need::Strip);
        looked.zip(placement.needs()).for_each(|(need, found)| *need = found);
        let stack = match glide {
            Some(glide) => glide.place(frame, metrics, body, |place| needs.get(place) == Some(&Need::Strip)),
            None => stack(frame, metrics, body, &needs),
        };
        placement.settle(&stack.boxes);
        stack
    }
}

/// What each of the lanes that are shown needs before anything is looked at: a row, or nothing where it is folded.
fn needs(frame: &Frame<'_>, scale: &TimeScale) -> Vec<Need> {
    let (from, to) = scale.range();
    let is_empty =
        |column: Option<&LaneColumn>| column.is_none_or(|column| column.touching(from, to).next().is_none());
    // Nobody asks where none is folded.
    let need = |lane: &u32| match frame.lanes.fold_empty && is_empty(frame.index.lane(*lane)) {
        true => Need::Nothing,
        false => Need::Rows(1),
    };
    frame.lanes.shown.iter().map(need).collect()
}

/// How many events of a lane are in view.
fn events_in_view(scale: &TimeScale) -> impl Fn(&LaneColumn) -> usize {
    let (from, to) = scale.range();
    // What takes a whole day is in view while any hour of it is, and marks are placed a little beyond the edges.
    let margin = MARGIN_PT / scale.pt_per_day();
    let (from, to) = (from.floor().min(from - margin), to + margin);
    move |column| column.count_between(from, to)
}

/// The places of the lanes that are strips: those whose events cannot be told apart, with those that are half as crowded, as
/// lanes that are nearly alike look alike; and then the fullest of the others until there are no more marks than a picture
/// can have.
fn strips(frame: &Frame<'_>, width: f32, crowds: &[Crowd]) -> Vec<usize> {
    let points = |crowd: &Crowd| width * crowd.rows / crowd.events.max(1) as f32;
    let is_crowded =
        |crowd: &Crowd, points: f32| is_crowded(points, frame.previous_lod.map(|_| crowd.was_strip));
    let any = crowds.iter().any(|crowd| is_crowded(crowd, points(crowd)));
    let joins = |crowd: &Crowd| any && is_crowded(crowd, points(crowd) / 2.0);
    let (strips, mut others): (Vec<Crowd>, Vec<Crowd>) = crowds.iter().copied().partition(joins);
    let mut strips: Vec<usize> = strips.into_iter().map(|crowd| crowd.place).collect();
    others.sort_by_key(|crowd| (crowd.was_strip, crowd.events));
    let mut marks: usize = others.iter().map(|crowd| crowd.events).sum();
    let no_strip_before = frame.previous_lod.is_some() && !crowds.iter().any(|crowd| crowd.was_strip);
    let most = if no_strip_before && strips.is_empty() { MOST_MARKS.1 } else { MOST_MARKS.0 };
    while marks > most
        && let Some(fullest) = others.pop()
    {
        marks -= fullest.events;
        strips.push(fullest.place);
    }
    strips
}

/// The rows and the events of the lanes that are no strips.
fn rest(crowds: &[Crowd], strips: &[usize], fixed: bool, metrics: &Metrics, body: Rect) -> (f32, usize) {
    let others = || crowds.iter().filter(|crowd| !strips.contains(&crowd.place));
    let events = others().map(|crowd| crowd.events).sum();
    let rows: f32 = others().map(|crowd| crowd.rows).sum();
    // Strips are as tall as they are, and leave the rest of the view to the others.
    let left = body.height() - strips.len() as f32 * metrics.lane_height_strip;
    (if fixed { rows } else { rows.max(left / metrics.row_pitch) }, events)
}
