//! One sweep over days in order: on which days events in at least two lanes happen at once, by counting and without
//! comparing every event with every other. Who they are is looked up for the days that are looked at.

use super::lanes::Lanes;
use super::runs::{Happening, Kind, Run};
use crate::model::Progress;

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
pub(super) struct Found<'a> {
    /// First day they share; with tolerance, the first day of the first window that holds them all.
    pub first: i32,
    /// Last day they share; with tolerance, the first day of the last such window.
    pub last: i32,
    /// How many they are.
    pub held: Held,
    /// How many there are in each lane.
    pub in_lane: &'a [u32],
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

/// How far one has come in a run.
struct Cursor<'a> {
    kind: Kind,
    begins: &'a [Happening],
    ends: &'a [Happening],
}

/// Runs over all happenings by day and hands over where there are events in at least two lanes at once, by day. An
/// event's happenings must not overlap. Ends early where another thread asks for that.
pub(super) fn sweep<'a>(
    runs: impl Iterator<Item = &'a Run>,
    lanes: &Lanes,
    asked_for: Option<&[bool]>,
    listed: Stretches,
    progress: &Progress,
    mut list: impl FnMut(Found<'_>),
) {
    let mut cursors: Vec<Cursor<'_>> =
        runs.map(|run| Cursor { kind: run.kind, begins: &run.begins, ends: run.ends() }).collect();
    let mut current = Current { lanes, asked_for, in_lane: vec![0; lanes.len()], held: Held::default() };
    let next_begin = |cursors: &[Cursor<'_>]| {
        cursors.iter().filter_map(|cursor| cursor.begins.first()).map(|next| next.first).min()
    };
    let mut grown = false;
    let mut day = i32::MIN;
    progress.expect(cursors.iter().map(|cursor| cursor.begins.len() as u64).sum());
    while !progress.is_cancelled() {
        if current.held.events == 0 {
            let Some(next) = next_begin(&cursors) else { break };
            day = next;
        }
        for cursor in &mut cursors {
            let before = cursor.begins.len();
            grown |= current.enter(cursor, day);
            progress.advance((before - cursor.begins.len()) as u64);
        }
        // The same events happen from `day` until the next begins or the first of them ends.
        let next_begin = next_begin(&cursors).unwrap_or(i32::MAX);
        let ends = cursors.iter().filter_map(|cursor| cursor.ends.first());
        let next_end = ends.map(|next| next.last).min().unwrap_or(i32::MAX);
        let last = next_end.min(next_begin - 1);
        let shrinks = last == next_end;
        if current.held.lanes >= 2 && current.held.events >= 2 {
            let (held, in_lane) = (current.held, current.in_lane.as_slice());
            match listed {
                Stretches::EachDay => {
                    (day..=last).for_each(|day| list(Found { first: day, last: day, held, in_lane }));
                }
                Stretches::Maximal if !(grown && shrinks) => {}
                Stretches::Each | Stretches::Maximal => list(Found { first: day, last, held, in_lane }),
            }
        }
        if shrinks {
            grown = false;
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
        for happening in new {
            match self.lanes.several_of(happening.ix()) {
                None => self.enter_lane(happening.lane()),
                Some(several) => several.iter().for_each(|lane| self.enter_lane(*lane)),
            }
            self.held.importance += happening.importance();
            self.held.involving += u32::from(happening.involves());
        }
        self.held.events += count as u32;
        self.held.vague += if cursor.kind == Kind::Vague { count as u32 } else { 0 };
        self.held.asked_for += self.asked_for_among(new);
        count > 0
    }

    /// Lets go of what ends on a day.
    fn leave(&mut self, cursor: &mut Cursor<'_>, day: i32) {
        let count = cursor.ends.iter().take_while(|happening| happening.last <= day).count();
        let (old, rest) = cursor.ends.split_at(count);
        cursor.ends = rest;
        for happening in old {
            match self.lanes.several_of(happening.ix()) {
                None => self.leave_lane(happening.lane()),
                Some(several) => several.iter().for_each(|lane| self.leave_lane(*lane)),
            }
            self.held.importance -= happening.importance();
            self.held.involving -= u32::from(happening.involves());
        }
        self.held.events -= count as u32;
        self.held.vague -= if cursor.kind == Kind::Vague { count as u32 } else { 0 };
        self.held.asked_for -= self.asked_for_among(old);
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

    fn asked_for_among(&self, some: &[Happening]) -> u32 {
        let Some(asked) = self.asked_for else { return 0 };
        some.iter().map(|happening| u32::from(asked.get(happening.event as usize) == Some(&true))).sum()
    }
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
