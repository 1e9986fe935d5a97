//! One sweep over days in order: on which days events in at least two lanes happen at once, by counting and without
//! comparing every event with every other. Who they are is looked up for the days that are looked at.

use super::Certainty;
use super::happening::{Happening, What};
use super::lanes::Lanes;
use super::runs::{Kind, Run, Runs};
use super::single_day_events::{OnDay, SingleDays};
use crate::model::{EventIx, Progress};

/// What of the sweep is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretches {
    /// Every day by itself.
    EachDay,
    /// Every stretch of days in which the same events happen.
    Each,
    /// The stretches whose members are not all in the one before or the one after.
    Maximal,
}

/// Who happens on a day, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    /// How many events.
    pub events: u32,
    /// In how many lanes.
    pub lanes: u32,
    /// Their importance in sum.
    pub importance: u32,
    /// How many of them involve other countries.
    pub involving: u32,
    /// How many of them were asked for.
    pub asked_for: u32,
    /// How many of them may happen on other days too.
    pub vague: u32,
}

/// Happenings in at least two lanes that share the days `first` to `last`.
#[derive(Debug)]
pub(super) struct SharedDays<'a> {
    /// First day they share; with tolerance, the first day of the first window that holds them all.
    pub first: i32,
    /// Last day they share; with tolerance, the first day of the last such window.
    pub last: i32,
    /// How many they are.
    pub held: Held,
    /// How many there are in each lane.
    pub in_lane: &'a [u32],
}

impl SharedDays<'_> {
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

/// How far one has come in a run.
struct Cursor<'a> {
    kind: Kind,
    begins: &'a [Happening],
    ends: &'a [Happening],
}

/// How far one has come in the events of single days.
struct SingleCursor<'a> {
    single: &'a SingleDays,
    begin: usize,
    end: usize,
}

/// Runs over all happenings that coincidences are made of by day and hands over where there are events in at least two
/// lanes at once, by day. An event's happenings must not overlap. Ends early where another thread asks for that.
pub(super) fn sweep(
    runs: &Runs,
    certainty: Certainty,
    lanes: &Lanes,
    asked_for: Option<&[bool]>,
    listed: Stretches,
    progress: &Progress,
    mut list: impl FnMut(SharedDays<'_>),
) {
    let mut cursors: Vec<Cursor<'_>> = runs
        .of(certainty)
        .map(|run| Cursor { kind: run.kind, begins: &run.begins, ends: run.ends() })
        .collect();
    let mut singles: Vec<SingleCursor<'_>> =
        runs.single.iter().map(|single| SingleCursor { single, begin: 0, end: 0 }).collect();
    let mut current = Current { lanes, asked_for, in_lane: vec![0; lanes.len()], held: Held::default() };
    let next_begin = |cursors: &[Cursor<'_>], singles: &[SingleCursor<'_>]| {
        let nexts = cursors.iter().filter_map(|cursor| cursor.begins.first()).map(|next| next.first);
        nexts.chain(singles.iter().filter_map(|cursor| cursor.single.first(cursor.begin))).min()
    };
    let mut grown = false;
    let mut day = i32::MIN;
    let begins = cursors.iter().map(|cursor| cursor.begins.len());
    progress.expect(begins.chain(runs.single.iter().map(SingleDays::len)).map(|len| len as u64).sum());
    while !progress.is_cancelled() {
        if current.held.events == 0 {
            let Some(next) = next_begin(&cursors, &singles) else { break };
            day = next;
        }
        let before = current.held.events;
        for cursor in &mut singles {
            grown |= current.enter_single(cursor, day);
        }
        for cursor in &mut cursors {
            grown |= current.enter(cursor, day);
        }
        progress.advance(u64::from(current.held.events - before));
        // The same events happen from `day` until the next begins or the first of them ends.
        let next_begin = next_begin(&cursors, &singles).unwrap_or(i32::MAX);
        let ends = cursors.iter().filter_map(|cursor| cursor.ends.first());
        let single_ends = singles.iter().filter_map(|cursor| cursor.single.last(cursor.end));
        let next_end = ends.map(|next| next.last).chain(single_ends).min().unwrap_or(i32::MAX);
        let last = next_end.min(next_begin - 1);
        let shrinks = last == next_end;
        if current.held.lanes >= 2 && current.held.events >= 2 {
            let (held, in_lane) = (current.held, current.in_lane.as_slice());
            match listed {
                Stretches::EachDay => {
                    (day..=last).for_each(|day| list(SharedDays { first: day, last: day, held, in_lane }));
                }
                Stretches::Maximal if !(grown && shrinks) => {}
                Stretches::Each | Stretches::Maximal => list(SharedDays { first: day, last, held, in_lane }),
            }
        }
        if shrinks {
            grown = false;
            for cursor in &mut singles {
                current.leave_single(cursor, last);
            }
            for cursor in &mut cursors {
                current.leave(cursor, last);
            }
        }
        day = last.saturating_add(1);
    }
}

/// The events that happen on the day at which the sweep stands, in numbers.
struct Current<'a> {
    lanes: &'a Lanes,
    asked_for: Option<&'a [bool]>,
    in_lane: Vec<u32>,
    held: Held,
}

impl Current<'_> {
    /// Takes in what begins on a day; false where nothing does.
    fn enter(&mut self, cursor: &mut Cursor<'_>, day: i32) -> bool {
        let count = cursor.begins.iter().take_while(|happening| happening.first <= day).count();
        let (new, rest) = cursor.begins.split_at(count);
        cursor.begins = rest;
        self.held.vague += if cursor.kind == Kind::Vague { count as u32 } else { 0 };
        self.take_in(new.iter().map(what_of));
        count > 0
    }

    /// The same of events of a single day.
    fn enter_single(&mut self, cursor: &mut SingleCursor<'_>, day: i32) -> bool {
        let before = cursor.begin;
        while cursor.single.first(cursor.begin).is_some_and(|first| first <= day) {
            self.take_in(cursor.single.events(cursor.begin).iter().map(what_of_single));
            cursor.begin += 1;
        }
        cursor.begin > before
    }

    /// Lets go of what ends on a day.
    fn leave(&mut self, cursor: &mut Cursor<'_>, day: i32) {
        let count = cursor.ends.iter().take_while(|happening| happening.last <= day).count();
        let (old, rest) = cursor.ends.split_at(count);
        cursor.ends = rest;
        self.held.vague -= if cursor.kind == Kind::Vague { count as u32 } else { 0 };
        self.take_out(old.iter().map(what_of));
    }

    /// The same of events of a single day.
    fn leave_single(&mut self, cursor: &mut SingleCursor<'_>, day: i32) {
        while cursor.single.last(cursor.end).is_some_and(|last| last <= day) {
            self.take_out(cursor.single.events(cursor.end).iter().map(what_of_single));
            cursor.end += 1;
        }
    }

    fn take_in(&mut self, new: impl ExactSizeIterator<Item = (What, u32)> + Clone) {
        self.held.events += new.len() as u32;
        self.held.asked_for += self.asked_for_among(new.clone());
        for (what, event) in new {
            match self.lanes.several_of(EventIx(event)) {
                None => self.enter_lane(what.lane()),
                Some(several) => several.iter().for_each(|lane| self.enter_lane(*lane)),
            }
            self.held.importance += what.importance();
            self.held.involving += u32::from(what.involves());
        }
    }

    fn take_out(&mut self, old: impl ExactSizeIterator<Item = (What, u32)> + Clone) {
        self.held.events -= old.len() as u32;
        self.held.asked_for -= self.asked_for_among(old.clone());
        for (what, event) in old {
            match self.lanes.several_of(EventIx(event)) {
                None => self.leave_lane(what.lane()),
                Some(several) => several.iter().for_each(|lane| self.leave_lane(*lane)),
            }
            self.held.importance -= what.importance();
            self.held.involving -= u32::from(what.involves());
        }
    }

    fn enter_lane(&mut self, lane: u32) {
        let count = &mut self.in_lane[lane as usize];
        *count += 1;
        self.held.lanes += u32::from(*count == 1);
    }

    fn leave_lane(&mut self, lane: u32) {
        let count = &mut self.in_lane[lane as usize];
        *count -= 1;
        self.held.lanes -= u32::from(*count == 0);
    }

    fn asked_for_among(&self, some: impl Iterator<Item = (What, u32)>) -> u32 {
        let Some(asked) = self.asked_for else { return 0 };
        some.map(|(_, event)| u32::from(asked.get(event as usize) == Some(&true))).sum()
    }
}

fn what_of(happening: &Happening) -> (What, u32) {
    (happening.what, happening.event)
}

fn what_of_single(on_day: &OnDay) -> (What, u32) {
    (on_day.what, on_day.event)
}

/// How many events of a run happen on each day, for the days one asks for in order.
pub(super) struct Level {
    /// From which day on how many.
    steps: Vec<(i32, u32)>,
    at: usize,
}

impl Level {
    pub(super) fn of<'a>(runs: impl Iterator<Item = &'a Run>) -> Self {
        let mut changes: Vec<(i32, i32)> = Vec::new();
        for run in runs {
            changes.extend(run.begins.iter().map(|happening| (happening.first, 1)));
            changes.extend(run.begins.iter().map(|happening| (happening.last.saturating_add(1), -1)));
        }
        changes.sort_unstable_by_key(|(day, _)| *day);
        let mut steps: Vec<(i32, u32)> = vec![(i32::MIN, 0)];
        let mut level = 0_u32;
        for (day, change) in changes {
            level = level.saturating_add_signed(change);
            match steps.last_mut() {
                Some(last) if last.0 == day => last.1 = level,
                _ => steps.push((day, level)),
            }
        }
        Self { steps, at: 0 }
    }

    /// The most on any day from the first to the last; no day before one that was asked for may be asked for.
    pub(super) fn most(&mut self, first: i32, last: i32) -> u32 {
        while self.steps.get(self.at + 1).is_some_and(|next| next.0 <= first) {
            self.at += 1;
        }
        let here = self.steps[self.at..].iter();
        here.take_while(|step| step.0 <= last).map(|step| step.1).max().unwrap_or(0)
    }
}
