//! Where a step leads: the view that fits something, the next event, lane, member, coincidence. Pure questions
//! to the document.

use std::collections::HashMap;

use super::view::View;
use crate::analysis::{Brief, Coincidences, Days, Grouping};
use crate::layout::Viewport;
use crate::model::{Day, Document, EventIx};

/// The view that shows every event.
#[must_use]
pub fn fit_all(document: &Document) -> Viewport {
    let first = document.events().iter().map(|event| event.date.first_day()).min();
    let last = document.events().iter().map(|event| event.date.last_day()).max();
    fit(first.zip(last))
}

fn fit(days: Option<(Day, Day)>) -> Viewport {
    days.map_or_else(|| View::default().viewport(), |(first, last)| Viewport::fit(first, last.max(first)))
}

/// The view that shows one event with some days on either side.
#[must_use]
pub fn fit_event(document: &Document, ix: EventIx) -> Viewport {
    let date = &document.event(ix).date;
    let (first, last) = (date.first_day(), date.last_day());
    let air = (last.since(first) / 4).max(3);
    Viewport::fit(first.plus(-air), last.plus(air))
}

/// The view around a coincidence is no wider than this for its neighbours: four years.
const WIDEST_DAYS: i32 = 1461;

/// The view around a coincidence: as wide as its nearest ten neighbours need (in a short timeline, two fifths of
/// all events), but no wider than the timeline; its day a little left of the middle, because labels stand to the
/// right.
#[must_use]
pub fn around(days: &Days, coincidence: &Brief) -> Viewport {
    const NEIGHBOURS: usize = 10;
    let day = coincidence.day;
    let nth = NEIGHBOURS.min(days.len() * 2 / 5);
    let reach = days.nth_nearest(day, nth, WIDEST_DAYS);
    let length = coincidence.end.since(day) + 1;
    let all = fit(days.bounds());
    let days = f64::from((reach * 2).clamp(21, WIDEST_DAYS).max(length * 2)).min(all.days.max(21.0));
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
    walk: &Walk<'_>,
    viewport: &Viewport,
    later: bool,
    any_lane: bool,
) -> Option<EventIx> {
    let Some(from) = walk.selected else { return nearest_to(document, walk, viewport.at(0.5), None) };
    let own = walk.lane_of(from);
    let order = |ix: EventIx| (document.event(ix).date.first_day(), seconds(document, ix), ix);
    let here = order(from);
    let places = walk.places();
    let others = indices(document).filter(|ix| (walk.is_shown)(*ix)).filter(|ix| {
        let lanes = walk.grouping.of(*ix);
        match own {
            Some(own) if !any_lane => lanes.contains(&own),
            _ => lanes.iter().any(|lane| places.contains_key(lane)),
        }
    });
    if later {
        others.filter(|ix| order(*ix) > here).min_by_key(|ix| order(*ix))
    } else {
        others.filter(|ix| order(*ix) < here).max_by_key(|ix| order(*ix))
    }
}

/// The event nearest in time in the next lane down (or up) that has events, of those that are shown; and that lane.
#[must_use]
pub fn next_lane(
    document: &Document,
    walk: &Walk<'_>,
    viewport: &Viewport,
    down: bool,
) -> Option<(EventIx, Option<u32>)> {
    let places = walk.places();
    let here = walk.selected.and_then(|from| Some((from, *places.get(&walk.lane_of(from)?)?)));
    let Some((from, here)) = here else {
        return nearest_to(document, walk, viewport.at(0.5), None).map(|ix| (ix, None));
    };
    let others = indices(document).filter(|ix| (walk.is_shown)(*ix));
    let others = others.flat_map(|ix| walk.grouping.of(ix)).filter_map(|lane| places.get(lane).copied());
    let place = if down { others.filter(|l| *l > here).min() } else { others.filter(|l| *l < here).max() }?;
    let lane = *walk.lanes.get(place)?;
    let instant = f64::from(document.event(from).date.first_day().number());
    nearest_to(document, walk, instant, Some(lane)).map(|ix| (ix, Some(lane)))
}

/// What a walk from event to event goes by.
#[derive(Clone, Copy)]
pub struct Walk<'a> {
    /// Who stands in which lane.
    pub grouping: &'a Grouping,
    /// The lanes that are shown, top to bottom.
    pub lanes: &'a [u32],
    /// The selected event.
    pub selected: Option<EventIx>,
    /// The lane that one has come by, where the event stands in several.
    pub along: Option<u32>,
    /// Whether a search shows an event.
    pub is_shown: &'a dyn Fn(EventIx) -> bool,
}

impl Walk<'_> {
    /// The lane in which one walks: that by which one has come, else the topmost of the event's.
    fn lane_of(&self, ix: EventIx) -> Option<u32> {
        let own = self.grouping.of(ix);
        let shown = || self.lanes.iter().find(|lane| own.contains(lane)).or(own.first()).copied();
        self.along.filter(|lane| own.contains(lane)).or_else(shown)
    }

    /// Where each lane that is shown stands, from the top.
    fn places(&self) -> HashMap<u32, usize> {
        self.lanes.iter().enumerate().map(|(place, lane)| (*lane, place)).collect()
    }
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
    coincidences: &Coincidences,
    current: Option<usize>,
    viewport: &Viewport,
    later: bool,
    is_shown: impl Fn(usize) -> bool,
) -> Option<usize> {
    let middle = viewport.at(0.5);
    let lies_there = |at: usize, c: &Brief| match current {
        Some(current) => {
            if later {
                at > current
            } else {
                at < current
            }
        }
        None => (f64::from(c.day.number()) >= middle) == later,
    };
    let mut all = coincidences.briefs().iter().enumerate();
    let fits = |(at, c): &(usize, &Brief)| lies_there(*at, c) && is_shown(*at);
    if later { all.find(fits) } else { all.rfind(fits) }.map(|(at, _)| at)
}

fn indices(document: &Document) -> impl Iterator<Item = EventIx> {
    (0..u32::try_from(document.events().len()).unwrap_or(u32::MAX)).map(EventIx)
}

fn seconds(document: &Document, ix: EventIx) -> u32 {
    document.event(ix).date.clock().map_or(0, |clock| clock.second_of_day)
}

/// The event nearest to an instant, in one of the lanes or in any that is shown.
fn nearest_to(document: &Document, walk: &Walk<'_>, instant: f64, lane: Option<u32>) -> Option<EventIx> {
    let places = walk.places();
    let is_there = |ix: &EventIx| match lane {
        Some(lane) => walk.grouping.of(*ix).contains(&lane),
        None => walk.grouping.of(*ix).iter().any(|lane| places.contains_key(lane)),
    };
    indices(document)
        .filter(|ix| (walk.is_shown)(*ix) && is_there(ix))
        .min_by(|a, b| distance(document, *a, instant).total_cmp(&distance(document, *b, instant)))
}

fn distance(document: &Document, ix: EventIx, instant: f64) -> f64 {
    (f64::from(document.event(ix).date.first_day().number()) - instant).abs()
}
