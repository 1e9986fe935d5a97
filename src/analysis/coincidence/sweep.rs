//! One sweep over days in order: who happens at once, without comparing every event with every other.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::happening::Happening;
use crate::analysis::membership::Membership;

/// What of the sweep is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// Every day by itself.
    EachDay,
    /// Every stretch of days in which the same events happen.
    EachStretch,
    /// The stretches whose members are not all in the one before or the one after.
    Maximal,
}

/// Happenings in at least two lanes that share the days `first` to `last`.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// In no order.
    pub members: &'a [Happening],
    /// First day they share; with tolerance, the first day of the first window that holds them all.
    pub first: i32,
    /// Last day they share; with tolerance, the first day of the last such window.
    pub last: i32,
}

impl Found<'_> {
    /// The days that all windows with these members have in common, from the first that they share.
    pub(super) fn window(&self, tolerance: i32) -> (i32, i32) {
        match tolerance {
            0 => (self.first, self.last),
            _ => (self.last.min(self.first + tolerance), self.first + tolerance),
        }
    }

    /// The first and the last day that all dates allow.
    pub(super) fn stretch(&self, tolerance: i32) -> (i32, i32) {
        let latest_first = self.first + tolerance;
        (self.last.min(latest_first), self.last.max(latest_first))
    }
}

/// Runs over all happenings by day and hands over those in at least two lanes at once, by day. An event's
/// happenings must not overlap. `places` has the ranks of the lanes of each event, all below `lanes`.
pub(super) fn sweep(
    happenings: &[Happening],
    places: &Membership,
    lanes: usize,
    listing: Listing,
    mut list: impl FnMut(Found<'_>),
) {
    let mut begins = by_day(happenings, |happening| happening.first);
    let mut ends = by_day(happenings, |happening| happening.last);

    let mut current = Current::new(happenings, places, lanes);
    let mut grown = false;
    let mut day = i32::MIN;
    loop {
        if current.members.is_empty() {
            let Some(&(next, _)) = begins.peek() else { break };
            day = next;
        }
        while let Some((_, h)) = begins.next_if(|&(first, _)| first <= day) {
            current.enter(h);
            grown = true;
        }
        // The same events happen from `day` until the next begins or the first of them ends.
        let next_begin = begins.peek().map_or(i32::MAX, |&(first, _)| first);
        let next_end = ends.peek().map_or(i32::MAX, |&(last, _)| last);
        let last = next_end.min(next_begin - 1);
        let shrinks = last == next_end;
        if current.lanes_held >= 2 && current.members.len() >= 2 {
            let members = current.members.as_slice();
            match listing {
                Listing::EachDay => {
                    for day in day..=last {
                        list(Found { members, first: day, last: day });
                    }
                }
                Listing::EachStretch => list(Found { members, first: day, last }),
                Listing::Maximal if grown && shrinks => list(Found { members, first: day, last }),
                Listing::Maximal => {}
            }
        }
        if shrinks {
            grown = false;
            while let Some((_, h)) = ends.next_if(|&(end, _)| end <= last) {
                current.leave(h);
            }
        }
        day = last.saturating_add(1);
    }
}

/// The positions of all happenings, each after a day of it, by that day.
fn by_day(happenings: &[Happening], day: fn(&Happening) -> i32) -> Peekable<IntoIter<(i32, u32)>> {
    let mut days: Vec<(i32, u32)> = happenings.iter().map(day).zip(0..).collect();
    days.sort_unstable();
    days.into_iter().peekable()
}

/// The events that happen on the day at which the sweep stands.
struct Current<'a> {
    all: &'a [Happening],
    places: &'a Membership,
    members: Vec<Happening>,
    /// Which happening each member is.
    of_member: Vec<u32>,
    /// Where among the members each happening is while it is one.
    place: Vec<u32>,
    in_lane: Vec<u32>,
    lanes_held: usize,
}

impl<'a> Current<'a> {
    fn new(all: &'a [Happening], places: &'a Membership, lanes: usize) -> Self {
        Self {
            all,
            places,
            members: Vec::new(),
            of_member: Vec::new(),
            place: vec![0; all.len()],
            in_lane: vec![0; lanes],
            lanes_held: 0,
        }
    }

    fn enter(&mut self, h: u32) {
        let happening = self.all[h as usize];
        self.place[h as usize] = self.members.len() as u32;
        self.members.push(happening);
        self.of_member.push(h);
        for lane in self.places.of(happening.event as usize) {
            let count = &mut self.in_lane[*lane as usize];
            *count += 1;
            self.lanes_held += usize::from(*count == 1);
        }
    }

    fn leave(&mut self, h: u32) {
        let place = self.place[h as usize] as usize;
        let happening = self.members.swap_remove(place);
        self.of_member.swap_remove(place);
        if let Some(&moved) = self.of_member.get(place) {
            self.place[moved as usize] = place as u32;
        }
        for lane in self.places.of(happening.event as usize) {
            let count = &mut self.in_lane[*lane as usize];
            *count -= 1;
            self.lanes_held -= usize::from(*count == 0);
        }
    }
}
