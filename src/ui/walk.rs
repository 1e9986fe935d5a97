//! Where a step leads: the view that fits something, the next event, lane, member, coincidence. Pure questions
//! to the document.

use std::collections::HashMap;

use super::view::View;
use crate::analysis::Coincidence;
use crate::layout::Viewport;
use crate::model::{Document, EventIx, LaneId};

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

/// The event after (or before) another in time, in its lane or in any of the lanes that are shown, among those
/// that a search shows; where nothing is selected, the one nearest to the middle of the view.
#[must_use]
pub fn next_event(
    document: &Document,
    lanes: &[u32],
    from: Option<EventIx>,
    viewport: &Viewport,
    later: bool,
    any_lane: bool,
    is_shown: &dyn Fn(EventIx) -> bool,
) -> Option<EventIx> {
    let places = places(document, lanes);
    let Some(from) = from else { return nearest_to(document, &places, viewport.at(0.5), None, is_shown) };
    let lane = &document.event(from).lane;
    let order = |ix: EventIx| (document.event(ix).date.first_day(), seconds(document, ix), ix);
    let here = order(from);
    let others = indices(document).filter(|ix| is_shown(*ix)).filter(|ix| {
        let other = &document.event(*ix).lane;
        if any_lane { places.contains_key(other) } else { other == lane }
    });
    if later {
        others.filter(|ix| order(*ix) > here).min_by_key(|ix| order(*ix))
    } else {
        others.filter(|ix| order(*ix) < here).max_by_key(|ix| order(*ix))
    }
}

/// The event nearest in time in the next lane down (or up) that has events, of those that are shown.
#[must_use]
pub fn next_lane(
    document: &Document,
    lanes: &[u32],
    from: Option<EventIx>,
    viewport: &Viewport,
    down: bool,
    is_shown: &dyn Fn(EventIx) -> bool,
) -> Option<EventIx> {
    let places = places(document, lanes);
    let lane_of = |ix: EventIx| places.get(&document.event(ix).lane).copied();
    let here = from.and_then(|from| Some((from, lane_of(from)?)));
    let Some((from, here)) = here else {
        return nearest_to(document, &places, viewport.at(0.5), None, is_shown);
    };
    let others = indices(document).filter(|ix| is_shown(*ix)).filter_map(lane_of);
    let lane = if down { others.filter(|l| *l > here).min() } else { others.filter(|l| *l < here).max() }?;
    let instant = f64::from(document.event(from).date.first_day().number());
    nearest_to(document, &places, instant, Some(lane), is_shown)
}

/// Where each lane that is shown stands, from the top.
fn places<'a>(document: &'a Document, lanes: &[u32]) -> HashMap<&'a LaneId, usize> {
    let id = |at: &u32| document.lanes().get(*at as usize).map(|lane| &lane.id);
    lanes.iter().enumerate().filter_map(|(place, at)| Some((id(at)?, place))).collect()
}

/// The member after the selected event, around in a circle.
#[must_use]
pub fn next_member(members: &[EventIx], selected: Option<EventIx>) -> Option<EventIx> {
    let at = selected.and_then(|ix| members.iter().position(|member| *member == ix));
    let next = at.map_or(0, |at| (at + 1) % members.len().max(1));
    members.get(next).copied()
}

/// The coincidence after (or before) the current one; where there is none, the first after (the last before)
/// the middle of the view; of those that `is_shown` says can be seen. `None` at either end.
#[must_use]
pub fn next_coincidence(
    coincidences: &[Coincidence],
    current: Option<usize>,
    viewport: &Viewport,
    later: bool,
    is_shown: impl Fn(&Coincidence) -> bool,
) -> Option<usize> {
    let middle = viewport.at(0.5);
    let lies_there = |at: usize, c: &Coincidence| match current {
        Some(current) => {
            if later {
                at > current
            } else {
                at < current
            }
        }
        None => (f64::from(c.day.number()) >= middle) == later,
    };
    let mut all = coincidences.iter().enumerate();
    let fits = |(at, c): &(usize, &Coincidence)| lies_there(*at, c) && is_shown(c);
    if later { all.find(fits) } else { all.rfind(fits) }.map(|(at, _)| at)
}

fn indices(document: &Document) -> impl Iterator<Item = EventIx> {
    (0..u32::try_from(document.events().len()).unwrap_or(u32::MAX)).map(EventIx)
}

fn seconds(document: &Document, ix: EventIx) -> u32 {
    document.event(ix).date.clock().map_or(0, |clock| clock.second_of_day)
}

/// The event nearest to an instant, in one of the places or in any.
fn nearest_to(
    document: &Document,
    places: &HashMap<&LaneId, usize>,
    instant: f64,
    place: Option<usize>,
    is_shown: &dyn Fn(EventIx) -> bool,
) -> Option<EventIx> {
    let place_of = |ix: &EventIx| places.get(&document.event(*ix).lane).copied();
    indices(document)
        .filter(|ix| is_shown(*ix))
        .filter(|ix| place_of(ix).is_some_and(|own| place.is_none_or(|place| own == place)))
        .min_by(|a, b| distance(document, *a, instant).total_cmp(&distance(document, *b, instant)))
}

fn distance(document: &Document, ix: EventIx, instant: f64) -> f64 {
    (f64::from(document.event(ix).date.first_day().number()) - instant).abs()
}
