//! What a step of a story shows, found from the document alone, so that its picture can be made on another thread and
//! without a window: its days, its lanes, its coincidence.

use std::collections::HashSet;

use super::Viewport;
use crate::analysis::{Coincidences, Index, LanesBy};
use crate::model::{Day, Document, EventDate, EventIx, LaneId, NamedView, Step};

/// Without events: the year in which an empty timeline stands.
const EMPTY_YEAR: i32 = 2024;

/// The view that shows every event of an index.
#[must_use]
pub fn whole(index: &Index) -> Viewport {
    #[allow(clippy::cast_possible_truncation)] // `as` saturates, and `from_number` holds it in range
    let day = |instant: f64| Day::from_number(instant.floor() as i32);
    let in_empty = |month, of| Day::from_ymd(EMPTY_YEAR, month, of).unwrap_or_default();
    match index.range() {
        Some((first, last)) => Viewport::fit(day(first), day(last.ceil() - 1.0).max(day(first))),
        None => Viewport::fit(in_empty(1, 1), in_empty(12, 31)),
    }
}

/// The days that a view names, from the beginning of one to the end of another on its axis. What it leaves open is as
/// for the whole timeline; where days are counted, nothing is where one is open.
#[must_use]
pub fn days_of(view: &NamedView, index: &Index) -> Option<(f64, f64)> {
    let (from, to) = if view.counts_days() {
        let count = |text: &str| text.trim().parse::<i32>().ok().map(f64::from);
        (count(&view.from)?, count(&view.to)? + 1.0)
    } else {
        let all = whole(index);
        let day = |text: &str| EventDate::parse(text).ok();
        let (from, to) = (day(&view.from), day(&view.to));
        let begin = from.map_or(all.from, |date| f64::from(date.first_day().number()));
        (begin, to.map_or(all.to(), |date| f64::from(date.last_day().number()) + 1.0))
    };
    (to > from).then_some((from, to))
}

/// The room that a step has at both ends, as a part of its days.
const MARGIN: f64 = 0.05;

/// The days that a step shows, with a little room at both ends; those of its events where it names none. `None` where
/// it counts days and does not say which.
#[must_use]
pub fn days(document: &Document, index: &Index, step: &Step) -> Option<Viewport> {
    let fit = |from: f64, to: f64| {
        let margin = (to - from) * MARGIN;
        Viewport { from: from - margin, days: to - from + 2.0 * margin, scroll: 0.0 }
    };
    if step.from.is_empty() && step.to.is_empty() && !step.counts_days() {
        let focus = focus(document, step);
        let dates = || focus.iter().map(|ix| &document.event(*ix).date);
        let first = dates().map(EventDate::first_day).min();
        let last = dates().map(EventDate::last_day).max();
        if let (Some(first), Some(last)) = (first, last) {
            return Some(fit(f64::from(first.number()) - 2.0, f64::from(last.number()) + 3.0));
        }
    }
    days_of(&step.as_view(), index).map(|(from, to)| fit(from, to))
}

/// The events that a step speaks of, each once, in its order; what is not there is left out.
#[must_use]
pub fn focus(document: &Document, step: &Step) -> Vec<EventIx> {
    let mut seen = HashSet::new();
    step.focus.iter().filter_map(|id| document.find(id)).filter(|ix| seen.insert(*ix)).collect()
}

/// The lanes that a step shows: those that it names, else those of the index with something in view or in focus.
#[must_use]
pub fn lanes(document: &Document, index: &Index, step: &Step, view: &Viewport) -> Vec<LaneId> {
    let grouping = index.grouping();
    if !step.lanes.is_empty() {
        let id = |written: &String| match step.lanes_by {
            LanesBy::Country => document.resolve_lane(written),
            _ => LaneId::new(written),
        };
        return step.lanes.iter().map(id).collect();
    }
    let focus = focus(document, step);
    let focus: Vec<u32> = focus.into_iter().flat_map(|ix| grouping.of(ix).iter().copied()).collect();
    let touches =
        |at: u32| index.lane(at).is_some_and(|column| column.touching(view.from, view.to()).next().is_some());
    let lanes = grouping.lanes().iter().zip(0_u32..);
    lanes.filter(|(_, at)| focus.contains(at) || touches(*at)).map(|(lane, _)| lane.id.clone()).collect()
}

/// The coincidence of the day that a step names: the one that most of its events belong to.
#[must_use]
pub fn coincidence(document: &Document, list: &Coincidences, step: &Step) -> Option<usize> {
    let day = EventDate::parse(&step.coincidence).ok()?;
    let (first, last) = (day.first_day(), day.last_day());
    let focus = focus(document, step);
    let of_day = list.briefs().iter().enumerate().filter(|(_, c)| c.day <= last && c.end >= first);
    let weight = |at: usize| {
        let certain = list.brief(at).map(|brief| std::cmp::Reverse(brief.certainty));
        let told = list.events(at).iter().filter(|ix| focus.contains(ix)).count();
        (told, certain, list.lanes(at).len())
    };
    of_day.map(|(at, _)| at).max_by_key(|at| weight(*at))
}
