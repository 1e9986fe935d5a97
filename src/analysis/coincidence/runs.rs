//! When each event happens, as ranges of days in order: read from the document once, on several threads, and sorted
//! by counting, because a million are soon read and slowly compared.

use std::ops::Range;

use super::happening::{Occurrences, Ranges};
use super::lanes::Places;
use super::listing::Scope;
use super::{DayZone, Rule};
use crate::analysis::days::{Days, OneDay};
use crate::model::{Document, Event, EventIx};

/// An event in a range of days (or of first days of windows), as the sweep takes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Happening {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
    /// The event's position.
    pub event: u32,
    /// The rank of its first lane in the low 28 bits, its importance in three, and whether it involves others.
    what: u32,
}

/// More lanes than this are not told apart; a file with so many would have forty gigabytes.
const MOST_LANES: u32 = (1 << 28) - 1;

impl Happening {
    fn of(event: &Event, ix: u32, lane: u32) -> Self {
        Self::new(ix, lane, event.importance, !event.involves.is_empty())
    }

    fn new(ix: u32, lane: u32, importance: u8, involves: bool) -> Self {
        let (importance, involves) = (u32::from(importance.min(7)), u32::from(involves));
        let what = lane.min(MOST_LANES) | importance << 28 | involves << 31;
        Self { first: 0, last: 0, event: ix, what }
    }

    /// The rank of its lane, of the first where it is in several.
    pub(super) fn lane(self) -> u32 {
        self.what & MOST_LANES
    }

    /// 1 to 5.
    pub(super) fn importance(self) -> u32 {
        self.what >> 28 & 7
    }

    /// Whether other countries take part.
    pub(super) fn involves(self) -> bool {
        self.what >> 31 == 1
    }

    /// The event.
    pub(super) fn ix(self) -> EventIx {
        EventIx(self.event)
    }
}

/// What happenings of a kind say of their events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Sure days of events that have no days but these.
    Plain,
    /// Sure days of events that may have others too.
    Sure,
    /// All days, sure and possible, of those events.
    Vague,
}

const KINDS: [Kind; 3] = [Kind::Plain, Kind::Sure, Kind::Vague];

/// Happenings of one kind, and of about the same length, so that those on a day are found near it.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub kind: Kind,
    /// By first day.
    pub begins: Vec<Happening>,
    /// By last day; `None` where that is the same order, because all are of the same length.
    ends: Option<Vec<Happening>>,
    /// How many days from the first to the last the longest takes.
    longest: i32,
}

/// Those of the usual length, that of a single day; those not much longer; wars.
const LENGTHS: usize = 3;

/// So many days longer than usual are not much longer.
const SHORT: i32 = 62;

/// Happenings as they are read, by kind and length.
type Parts = [Vec<Happening>; KINDS.len() * LENGTHS];

/// From so many events on it is worth starting threads.
const PARALLEL_FROM: usize = 20_000;

impl Run {
    pub(super) fn ends(&self) -> &[Happening] {
        self.ends.as_deref().unwrap_or(&self.begins)
    }

    /// Those that hold a day.
    pub(super) fn on(&self, day: i32) -> impl Iterator<Item = &Happening> {
        let reach = day.saturating_sub(self.longest);
        let first = self.begins.partition_point(|happening| happening.first < reach);
        let begun = self.begins[first..].iter().take_while(move |happening| happening.first <= day);
        begun.filter(move |happening| happening.last >= day)
    }

    /// All happenings of those that take part: ranges of the first days of windows that hold them, without tolerance
    /// the days themselves.
    pub(super) fn of_all(
        document: &Document,
        days: Option<&Days>,
        places: &Places<'_>,
        rule: &Rule,
        scope: &Scope,
    ) -> Vec<Self> {
        let days = days.filter(|days| days.len() == document.events().len());
        let reader = Reader { document, days, places, rule, scope, tolerance: rule.tolerance() };
        let mut read = in_parallel(document.events().len(), |range| reader.read(range));
        let mut runs = Vec::new();
        for (at, kind) in KINDS.iter().flat_map(|kind| [*kind; LENGTHS]).enumerate() {
            let parts: Vec<Vec<Happening>> =
                read.iter_mut().map(|part| std::mem::take(&mut part[at])).collect();
            if parts.iter().any(|part| !part.is_empty()) {
                runs.push(Self::new(kind, at % LENGTHS == 0, &parts));
            }
        }
        runs
    }

    fn new(kind: Kind, same_length: bool, parts: &[Vec<Happening>]) -> Self {
        let begins = by_day(parts, |happening| happening.first);
        let ends = (!same_length).then(|| by_day(parts, |happening| happening.last));
        let longest = match same_length {
            true => begins.first().map(length),
            false => begins.iter().map(length).max(),
        };
        Self { kind, begins, ends, longest: longest.unwrap_or(0) }
    }
}

fn length(happening: &Happening) -> i32 {
    happening.last.saturating_sub(happening.first)
}

struct Reader<'a> {
    document: &'a Document,
    /// The days of most events, where they are known.
    days: Option<&'a Days>,
    places: &'a Places<'a>,
    rule: &'a Rule,
    scope: &'a Scope,
    tolerance: i32,
}

impl Reader<'_> {
    fn read(&self, events: Range<usize>) -> Parts {
        let mut parts = Parts::default();
        parts[0].reserve(events.len());
        let all = self.scope.hits.is_none();
        let as_written = self.rule.zone == DayZone::AsWritten;
        for at in events {
            let ix = at as u32;
            let Some(lane) = self.places.first(at).filter(|_| all || self.scope.has_event(EventIx(ix)))
            else {
                continue;
            };
            let one = self.days.and_then(|days| days.of(at)).filter(|one| as_written || !one.timed);
            if let Some(OneDay { day, importance, involves, .. }) = one {
                let happening = Happening::new(ix, lane, importance, involves);
                parts[0].push(Happening { first: day - self.tolerance, last: day, ..happening });
                continue;
            }
            let event = self.document.event(EventIx(ix));
            let happening = Happening::of(event, ix, lane);
            let days = Occurrences::of(&event.date, self.rule);
            if !self.rule.possible || days.are_all_sure() {
                self.put(&mut parts, Kind::Plain, happening, days.sure());
            } else {
                self.put(&mut parts, Kind::Sure, happening, days.sure());
                self.put(&mut parts, Kind::Vague, happening, days.any());
            }
        }
        parts
    }

    fn put(&self, parts: &mut Parts, kind: Kind, happening: Happening, days: Ranges) {
        for &(first, last) in days.reaching_back(self.tolerance).as_slice() {
            let class = match last.saturating_sub(first) {
                length if length == self.tolerance => 0,
                length if length <= self.tolerance + SHORT => 1,
                _ => 2,
            };
            parts[kind as usize * LENGTHS + class].push(Happening { first, last, ..happening });
        }
    }
}

/// What a function makes of parts of `0..len`, on several threads where that pays, in order.
fn in_parallel(len: usize, make: impl Fn(Range<usize>) -> Parts + Sync) -> Vec<Parts> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    let threads = if len < PARALLEL_FROM { 1 } else { cores };
    let share = len.div_ceil(threads).max(1);
    let ranges: Vec<_> = (0..len).step_by(share).map(|from| from..(from + share).min(len)).collect();
    std::thread::scope(|scope| {
        let make = &make;
        let others = ranges.iter().skip(1).cloned();
        let handles: Vec<_> = others.map(|range| (range.clone(), scope.spawn(move || make(range)))).collect();
        let own = ranges.first().cloned().map(make);
        // A thread that could not do its part leaves it to this one.
        let others = handles.into_iter().map(|(range, handle)| handle.join().unwrap_or_else(|_| make(range)));
        own.into_iter().chain(others).collect()
    })
}

/// Fewer than this are sorted by comparing.
const FEW: usize = 2048;
/// Days that take no more bits than this are counted in one go.
const ONE_GO: u32 = 16;
/// Of those that take more, so many bits at a time.
const BITS: u32 = 12;

/// All happenings by a day of theirs.
fn by_day(parts: &[Vec<Happening>], day: fn(&Happening) -> i32) -> Vec<Happening> {
    let len = parts.iter().map(Vec::len).sum();
    let all = || parts.iter().flatten();
    if len < FEW {
        let mut sorted: Vec<Happening> = all().copied().collect();
        sorted.sort_unstable_by_key(day);
        return sorted;
    }
    let (least, most) = all().map(day).fold((i32::MAX, i32::MIN), |(a, b), day| (a.min(day), b.max(day)));
    let key = |happening: &Happening| day(happening).abs_diff(least);
    let bits = (u32::BITS - most.abs_diff(least).leading_zeros()).max(1);
    if bits <= ONE_GO {
        return counted(all, len, bits, key);
    }
    let mut sorted = counted(all, len, BITS, key);
    for shift in (BITS..bits).step_by(BITS as usize) {
        sorted = counted(|| sorted.iter(), len, BITS, |happening| key(happening) >> shift);
    }
    sorted
}

/// One pass of a counting sort, which leaves what is equal in its order: by the low bits of a key.
fn counted<'a, I: Iterator<Item = &'a Happening>>(
    all: impl Fn() -> I,
    len: usize,
    bits: u32,
    key: impl Fn(&Happening) -> u32,
) -> Vec<Happening> {
    let digit = |happening: &Happening| (key(happening) & ((1 << bits) - 1)) as usize;
    let mut places = vec![0_u32; 1 << bits];
    for happening in all() {
        places[digit(happening)] += 1;
    }
    let mut before = 0;
    for place in &mut places {
        before += std::mem::replace(place, before);
    }
    let mut sorted = vec![Happening::default(); len];
    for happening in all() {
        let place = &mut places[digit(happening)];
        sorted[*place as usize] = *happening;
        *place += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_sorted_whatever_the_days_are() {
        for spread in [3_i64, 40_000, 7_000_000] {
            let day = |n: i64| i32::try_from((n * 7_919 + n * n * 31) % spread - spread / 2).unwrap();
            let make = |n: i64| {
                let first = day(n);
                Happening { first, last: first + (n % 5) as i32, event: n as u32, what: 0 }
            };
            let parts: Vec<Vec<Happening>> =
                [0..3_000, 3_000..3_001, 3_001..9_000].map(|range| range.map(make).collect()).into();
            for key in [|happening: &Happening| happening.first, |happening: &Happening| happening.last] {
                let mut expected: Vec<Happening> = parts.concat();
                expected.sort_by_key(key);
                assert_eq!(by_day(&parts, key), expected, "{spread}");
            }
        }
    }

    #[test]
    fn what_a_happening_says_is_kept_apart() {
        let happening = Happening { what: 5 | 4 << 28 | 1 << 31, ..Happening::default() };
        assert_eq!((happening.lane(), happening.importance(), happening.involves()), (5, 4, true));
    }
}
