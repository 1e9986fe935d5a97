//! What a step shows, found from the document alone, so that the pictures of all steps can be made on another thread: its
//! days, its lanes, its coincidence.

use crate::analysis::{Coincidences, Index, LanesBy};
use crate::app::navigation::saved::days_of;
use crate::layout::Viewport;
use crate::model::{Document, EventDate, EventIx, LaneId, Step};

/// The room that a step has at both ends, as a part of its days.
const MARGIN: f64 = 0.05;

/// The days that a step shows, with a little room at both ends; those of its events where it names none. `None` where
/// it counts days and does not say which.
pub(crate) fn days(document: &Document, index: &Index, step: &Step) -> Option<Viewport> {
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

/// The events that a step speaks of.
pub(crate) fn focus(document: &Document, step: &Step) -> Vec<EventIx> {
    step.focus.iter().filter_map(|id| document.find(id)).collect()
}

/// The lanes that a step shows: those that it names, else those of the index with something in view or in focus.
pub(crate) fn lanes(document: &Document, index: &Index, step: &Step, view: &Viewport) -> Vec<LaneId> {
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
pub(crate) fn coincidence(document: &Document, list: &Coincidences, step: &Step) -> Option<usize> {
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
