//! Where a step leads: the view that fits something, the next event, lane, member, coincidence. Pure questions
//! to the document.

use super::view::View;
use crate::analysis::Coincidence;
use crate::layout::Viewport;
use crate::model::{Document, EventIx};

/// The view that shows every event.
#[must_use]
pub fn fit_all(document: &Document) -> Viewport {
    let first = document.events().iter().map(|event| event.date.first_day()).min();
    let last = document.events().iter().map(|event| event.date.last_day()).max();
    match (first, last) {
        (Some(first), Some(last)) => Viewport::fit(first, last.max(first)),
        _ => View::default().viewport(),
    }
}

/// The view that shows one event with some days on either side.
#[must_use]
pub fn fit_event(document: &Document, ix: EventIx) -> Viewport {
    let date = &document.event(ix).date;
    let (first, last) = (date.first_day(), date.last_day());
    let air = (last.since(first) / 4).max(3);
    Viewport::fit(first.plus(-air), last.plus(air))
}

/// The view around a coincidence: as wide as its nearest ten neighbours need (in a short timeline, two fifths of
/// all events), but no wider than the timeline; its day a little left of the middle, because labels stand to the
/// right.
#[must_use]
pub fn around(document: &Document, coincidence: &Coincidence) -> Viewport {
    const NEIGHBOURS: usize = 10;
    let day = coincidence.day;
    let mut far: Vec<i32> =
        document.events().iter().map(|event| event.date.first_day().since(day).abs()).collect();
    far.sort_unstable();
    let reach = far.get(NEIGHBOURS.min(far.len() * 2 / 5)).copied().unwrap_or(0);
    let length = coincidence.end.since(day) + 1;
    let all = fit_all(document);
    let days = f64::from((reach * 2).clamp(21, 1461).max(length * 2)).min(all.days.max(21.0));
    let middle = f64::from(day.number()) + f64::from(length) / 2.0;
    // Not past the end of the timeline, where nothing is, unless the day would leave the view for it.
    let from = (middle - days * 0.36).min(all.to() - days).max(middle - days * 0.64);
    Viewport { from, days, scroll: 0.0 }.clamped()
}

/// The event after (or before) another in time, in its lane or in any; where nothing is selected, the one
/// nearest to the middle of the view.
#[must_use]
pub fn next_event(
    document: &Document,
    from: Option<EventIx>,
    viewport: &Viewport,
    later: bool,
    any_lane: bool,
) -> Option<EventIx> {
    let Some(from) = from else { return nearest_to(document, viewport.at(0.5), None) };
    let lane = &document.event(from).lane;
    let order = |ix: EventIx| (document.event(ix).date.first_day(), seconds(document, ix), ix);
    let here = order(from);
    let others = indices(document).filter(|ix| any_lane || document.event(*ix).lane == *lane);
    if later {
        others.filter(|ix| order(*ix) > here).min_by_key(|ix| order(*ix))
    } else {
        others.filter(|ix| order(*ix) < here).max_by_key(|ix| order(*ix))
    }
}

/// The event nearest in time in the next lane down (or up) that has events.
#[must_use]
pub fn next_lane(
    document: &Document,
    from: Option<EventIx>,
    viewport: &Viewport,
    down: bool,
) -> Option<EventIx> {
    let Some(from) = from else { return nearest_to(document, viewport.at(0.5), None) };
    let lane_of = |ix: EventIx| document.lanes().iter().position(|lane| lane.id == document.event(ix).lane);
    let here = lane_of(from)?;
    let lanes = indices(document).filter_map(lane_of);
    let lane = if down { lanes.filter(|l| *l > here).min() } else { lanes.filter(|l| *l < here).max() }?;
    nearest_to(document, f64::from(document.event(from).date.first_day().number()), Some(lane))
}

/// The member after the selected event, around in a circle.
#[must_use]
pub fn next_member(members: &[EventIx], selected: Option<EventIx>) -> Option<EventIx> {
    let at = selected.and_then(|ix| members.iter().position(|member| *member == ix));
    let next = at.map_or(0, |at| (at + 1) % members.len().max(1));
    members.get(next).copied()
}

/// The coincidence after (or before) the current one; where there is none, the first after (the last before)
/// the middle of the view. `None` at either end.
#[must_use]
pub fn next_coincidence(
    coincidences: &[Coincidence],
    current: Option<usize>,
    viewport: &Viewport,
    later: bool,
) -> Option<usize> {
    if let Some(current) = current {
        let next = if later { current.checked_add(1) } else { current.checked_sub(1) };
        return next.filter(|next| *next < coincidences.len());
    }
    let middle = viewport.at(0.5);
    let day = |c: &Coincidence| f64::from(c.day.number());
    if later {
        coincidences.iter().position(|c| day(c) >= middle)
    } else {
        coincidences.iter().rposition(|c| day(c) < middle)
    }
}

fn indices(document: &Document) -> impl Iterator<Item = EventIx> {
    (0..u32::try_from(document.events().len()).unwrap_or(u32::MAX)).map(EventIx)
}

fn seconds(document: &Document, ix: EventIx) -> u32 {
    document.event(ix).date.clock().map_or(0, |clock| clock.second_of_day)
}

fn nearest_to(document: &Document, instant: f64, lane: Option<usize>) -> Option<EventIx> {
    let lane = lane.and_then(|lane| document.lanes().get(lane));
    indices(document)
        .filter(|ix| lane.is_none_or(|lane| lane.id == document.event(*ix).lane))
        .min_by(|a, b| distance(document, *a, instant).total_cmp(&distance(document, *b, instant)))
}

fn distance(document: &Document, ix: EventIx, instant: f64) -> f64 {
    (f64::from(document.event(ix).date.first_day().number()) - instant).abs()
}
