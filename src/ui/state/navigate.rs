//! Where a step leads: the view that fits something, the next event, lane, member, coincidence. Pure questions
//! to the document.

use std::collections::HashMap;

use super::view::View;
use crate::analysis::{Brief, Coincidences, Entry, Grouping, Index};
use crate::layout::{Viewport, story};
use crate::model::{Day, Document, EventIx};

/// The view that shows every event of an index.
#[must_use]
pub fn fit_all(index: &Index) -> Viewport {
    match index.range() {
        Some(_) => story::whole(index),
        None => View::default().viewport(),
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

/// The view that shows days which were asked for; a single one in the middle, as closely as one looked before.
#[must_use]
pub fn show_days(here: Viewport, first: Day, last: Day) -> Viewport {
    if first != last {
        return Viewport { scroll: here.scroll, ..Viewport::fit(first, last) };
    }
    let days = here.days.clamp(1.5, 62.0);
    Viewport { from: f64::from(first.number()) + 0.5 - days / 2.0, days, ..here }.clamped()
}

/// The view around a coincidence: as wide as its nearest ten neighbours need (in a short timeline, two fifths of
/// all events), but no wider than the timeline; its day a little left of the middle, because labels stand to the
/// right.
#[must_use]
pub fn around(index: &Index, coincidence: &Brief) -> Viewport {
    const NEIGHBOURS: usize = 10;
    let day = coincidence.day;
    let events = index.count_between(f64::NEG_INFINITY, f64::INFINITY);
    let nth = NEIGHBOURS.min(events * 2 / 5);
    let mut far = nearest_days(index, f64::from(day.number()), nth + 1);
    let nth = nth.min(far.len().saturating_sub(1));
    let reach = if far.is_empty() { 0 } else { *far.select_nth_unstable(nth).1 };
    let length = coincidence.end.since(day) + 1;
    let all = fit_all(index);
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
    navigator: &Navigator<'_>,
    middle: f64,
    later: bool,
    any_lane: bool,
) -> Option<EventIx> {
    let Some(from) = navigator.selected else {
        return nearest_to(document, navigator, middle, navigator.lanes);
    };
    let own = navigator.lane_of(from).filter(|_| !any_lane);
    let order = |ix: EventIx| (document.event(ix).date.first_day(), seconds(document, ix), ix);
    let here = order(from);
    let begin = f64::from(here.0.number());
    let next = |lane: &u32| {
        let column = navigator.index.lane(*lane)?;
        let beginning = |from: f64| column.beginning_between(from, from + 1.0).iter().map(|entry| entry.ix);
        let same_day = beginning(begin);
        if later {
            let next = same_day.filter(|ix| order(*ix) > here).min_by_key(|ix| order(*ix));
            next.or_else(|| {
                let first = column.beginning_between(begin + 1.0, f64::INFINITY).first()?;
                beginning(first.extent.from.floor()).min_by_key(|ix| order(*ix))
            })
        } else {
            let next = same_day.filter(|ix| order(*ix) < here).max_by_key(|ix| order(*ix));
            next.or_else(|| {
                let last = column.beginning_between(f64::NEG_INFINITY, begin).last()?;
                beginning(last.extent.from.floor()).max_by_key(|ix| order(*ix))
            })
        }
    };
    let lanes = own.as_ref().map_or(navigator.lanes, std::slice::from_ref);
    let all = lanes.iter().filter_map(next);
    if later { all.min_by_key(|ix| order(*ix)) } else { all.max_by_key(|ix| order(*ix)) }
}

/// The event nearest in time in the next lane down (or up) that has events, of those that are shown; and that lane.
#[must_use]
pub fn next_lane(
    document: &Document,
    navigator: &Navigator<'_>,
    middle: f64,
    down: bool,
) -> Option<(EventIx, Option<u32>)> {
    let rows = navigator.lane_rows();
    let here = navigator.selected.and_then(|from| Some((from, *rows.get(&navigator.lane_of(from)?)?)));
    let Some((from, here)) = here else {
        return nearest_to(document, navigator, middle, navigator.lanes).map(|ix| (ix, None));
    };
    let has_events =
        |lane: &&u32| navigator.index.lane(**lane).is_some_and(|lane| !lane.entries().is_empty());
    let lane = match down {
        true => navigator.lanes.get(here + 1..)?.iter().find(has_events),
        false => navigator.lanes.get(..here)?.iter().rfind(has_events),
    };
    let lane = *lane?;
    let instant = f64::from(document.event(from).date.first_day().number());
    nearest_to(document, navigator, instant, &[lane]).map(|ix| (ix, Some(lane)))
}

/// What steps from event to event go by.
#[derive(Clone, Copy)]
pub struct Navigator<'a> {
    /// The events that are shown.
    pub index: &'a Index,
    /// Who stands in which lane.
    pub grouping: &'a Grouping,
    /// The lanes that are shown, top to bottom.
    pub lanes: &'a [u32],
    /// The selected event.
    pub selected: Option<EventIx>,
    /// The lane that one has come by, where the event stands in several.
    pub along: Option<u32>,
}

impl Navigator<'_> {
    /// The lane in which one walks: that by which one has come, else the topmost of the event's.
    fn lane_of(&self, ix: EventIx) -> Option<u32> {
        let own = self.grouping.of(ix);
        let shown = || self.lanes.iter().find(|lane| own.contains(lane)).or(own.first()).copied();
        self.along.filter(|lane| own.contains(lane)).or_else(shown)
    }

    /// Where each lane that is shown stands, from the top.
    fn lane_rows(&self) -> HashMap<u32, usize> {
        self.lanes.iter().enumerate().map(|(row, lane)| (*lane, row)).collect()
    }
}

/// The member after the selected event, around in a circle.
#[must_use]
pub fn next_member(members: &[EventIx], selected: Option<EventIx>) -> Option<EventIx> {
    let at = selected.and_then(|ix| members.iter().position(|member| *member == ix));
    let next = at.map_or(0, |at| (at + 1) % members.len().max(1));
    members.get(next).copied()
}

/// The coincidence after (or before) the current one; where there is none, the first in view or after it (the last in view or
/// before it); of those that `is_shown` says can be seen. `None` at either end.
#[must_use]
pub fn next_coincidence(
    coincidences: &Coincidences,
    current: Option<usize>,
    viewport: &Viewport,
    later: bool,
    is_shown: impl Fn(usize) -> bool,
) -> Option<usize> {
    let lies_there = |at: usize, c: &Brief| match current {
        Some(current) => {
            if later {
                at > current
            } else {
                at < current
            }
        }
        // From nowhere yet: the first in view and after it, or the last in view and before it.
        None if later => f64::from(c.end.number()) + 1.0 > viewport.from,
        None => f64::from(c.day.number()) < viewport.to(),
    };
    let mut all = coincidences.briefs().iter().enumerate();
    let fits = |(at, c): &(usize, &Brief)| lies_there(*at, c) && is_shown(*at);
    if later { all.find(fits) } else { all.rfind(fits) }.map(|(at, _)| at)
}

fn seconds(document: &Document, ix: EventIx) -> u32 {
    document.event(ix).date.clock().map_or(0, |clock| clock.second_of_day)
}

/// The event nearest to an instant in some lanes; of those equally near the first in the file.
fn nearest_to(
    document: &Document,
    navigator: &Navigator<'_>,
    instant: f64,
    lanes: &[u32],
) -> Option<EventIx> {
    let distance = |ix: EventIx| (f64::from(document.event(ix).date.first_day().number()) - instant).abs();
    let in_lane = |lane: &u32| {
        let column = navigator.index.lane(*lane)?;
        let before = column.beginning_between(f64::NEG_INFINITY, instant).last();
        let after = column.beginning_between(instant, f64::INFINITY).first();
        let days = [before, after].into_iter().flatten().map(|entry| entry.extent.from.floor());
        let there = days.flat_map(|day| column.beginning_between(day, day + 1.0)).map(|entry| entry.ix);
        there.min_by(|a, b| distance(*a).total_cmp(&distance(*b)).then(a.cmp(b)))
    };
    let nearest = lanes.iter().filter_map(in_lane);
    nearest.min_by(|a, b| distance(*a).total_cmp(&distance(*b)).then(a.cmp(b)))
}

/// How many days from a day so many events begin at the most that begin nearest to it, in no order; there may be more.
fn nearest_days(index: &Index, day: f64, count: usize) -> Vec<i32> {
    let mut near: Vec<(EventIx, i32)> = Vec::new();
    for column in (0_u32..).map_while(|lane| index.lane(lane)) {
        let before = column.beginning_between(f64::NEG_INFINITY, day).iter().rev().take(count);
        let after = column.beginning_between(day, f64::INFINITY).iter().take(count);
        #[allow(clippy::cast_possible_truncation)] // days are held in range
        let far = |entry: &Entry| (entry.ix, (entry.extent.from.floor() - day).abs() as i32);
        near.extend(before.chain(after).map(far));
    }
    // Whoever stands in several lanes is one.
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, days)| days).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::LanesBy;
    use crate::model::EventDate;

    /// Dates of all kinds in three lanes.
    fn document() -> Document {
        let event = |at: i32| {
            let day = Day::from_number(19_000 + (at * at * 37) % 400);
            let date = match at % 7 {
                0 => format!("{day}T{:02}:30", at % 24),
                1 => day.to_string()[..7].to_owned(),
                2 => format!("{day}/{}", day.plus(at % 40)),
                3 => format!("../{day}"),
                4 => format!("{day}/.."),
                _ => day.to_string(),
            };
            format!(
                "(date: \"{date}\", title: \"{at}\", country: \"{}\"),",
                ["IR", "IL", "AZ"][at as usize % 3]
            )
        };
        let text: String = (0..120).map(event).collect();
        crate::io::read(&format!("(events: [{text}])")).document
    }

    fn key(document: &Document, ix: EventIx) -> (Day, u32, EventIx) {
        (document.event(ix).date.first_day(), seconds(document, ix), ix)
    }

    #[test]
    fn the_next_event_is_what_looking_at_all_finds() {
        let document = document();
        let index = Index::build(&document);
        let grouping = Grouping::new(&document, LanesBy::Country);
        let middle = 19_125.0;
        let all: Vec<EventIx> = (0..120).map(EventIx).collect();
        for lanes in [&[0_u32, 1, 2][..], &[2, 0]] {
            let is_in = |ix: &EventIx| grouping.of(*ix).iter().any(|lane| lanes.contains(lane));
            let navigator =
                |selected| Navigator { index: &index, grouping: &grouping, lanes, selected, along: None };
            for (from, any_lane) in all.iter().flat_map(|ix| [(*ix, true), (*ix, false)]) {
                let (here, own) = (key(&document, from), grouping.of(from)[0]);
                let there = all.iter().copied().filter(|ix| match any_lane {
                    true => is_in(ix),
                    false => grouping.of(*ix).contains(&own),
                });
                let keys: Vec<_> = there.map(|ix| key(&document, ix)).collect();
                let after = keys.iter().filter(|key| **key > here).min().map(|key| key.2);
                let before = keys.iter().filter(|key| **key < here).max().map(|key| key.2);
                let next = |later| next_event(&document, &navigator(Some(from)), middle, later, any_lane);
                assert_eq!((next(true), next(false)), (after, before), "{from:?} {any_lane}");
            }
            let far = |ix: &EventIx| (f64::from(key(&document, *ix).0.number()) - middle).abs();
            let there = all.iter().copied().filter(is_in);
            let nearest = there.min_by(|a, b| far(a).total_cmp(&far(b)));
            assert_eq!(next_event(&document, &navigator(None), middle, true, true), nearest);
        }
    }

    #[test]
    fn everything_fits_as_far_as_dates_reach() {
        let document = document();
        let dates = || document.events().iter().map(|event| &event.date);
        let (first, last) = (dates().map(EventDate::first_day).min(), dates().map(EventDate::last_day).max());
        let whole = fit_all(&Index::build(&document));
        let wanted = Viewport::fit(first.unwrap(), last.unwrap());
        assert_eq!((whole.from, whole.days), (wanted.from, wanted.days));
        assert!(fit_all(&Index::build(&Document::default())).days > 0.0);
    }

    #[test]
    fn the_nearest_days_are_those_of_all_events() {
        let document = document();
        let index = Index::build(&document);
        for day in [18_900, 19_000, 19_123, 19_399, 20_000] {
            let mut all: Vec<i32> =
                document.events().iter().map(|event| (event.date.first_day().number() - day).abs()).collect();
            let mut near = nearest_days(&index, f64::from(day), 11);
            all.sort_unstable();
            near.sort_unstable();
            assert_eq!(near[..11], all[..11], "{day}");
        }
    }
}
