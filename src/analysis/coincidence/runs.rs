//! When each event happens, as ranges of days in order: read from the document once, on several threads, and sorted
//! by counting, because a million are soon read and slowly compared.

use std::ops::Range;

use super::happening::{Occurrences, Ranges};
use super::lanes::Places;
use super::listing::Scope;
use super::single_day_events::{OnDay, SingleDays};
use super::{Certainty, DayZone, Rule};
use crate::analysis::coincidence::happening::{Happening, What};
use crate::analysis::days::{Days, OneDay};
use crate::model::{Document, EventIx, threads};

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

impl Kind {
    /// Whether a coincidence is made of such happenings.
    fn counts_for(self, certainty: Certainty) -> bool {
        match self {
            Self::Plain => true,
            Self::Sure => certainty == Certainty::Certain,
            Self::Vague => certainty == Certainty::Possible,
        }
    }
}

/// All happenings of those that take part: ranges of the first days of windows that hold them, without tolerance the
/// days themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    /// Plain ones of events that have one day, which are most: those of each thread that read them.
    pub single: Vec<SingleDays>,
    runs: Vec<Run>,
}

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

impl Runs {
    pub(super) const NONE: Self = Self { single: Vec::new(), runs: Vec::new() };

    /// Those of a document, whose days may be known.
    pub(super) fn new(
        document: &Document,
        days: Option<&Days>,
        places: &Places<'_>,
        rule: &Rule,
        scope: &Scope,
    ) -> Self {
        let len = document.events().len();
        let own;
        let days = match days.filter(|days| days.len() == len) {
            Some(days) => days,
            None => {
                own = Days::new(document.events());
                &own
            }
        };
        let tolerance = rule.tolerance();
        let as_written = rule.zone == DayZone::AsWritten;
        let reader = Reader { document, days, places, rule, scope, tolerance, as_written };
        let span = days.span().unwrap_or_default();
        let mut read = in_parallel(len, |range| {
            let singles = || reader.singles(range.clone());
            (SingleDays::new(range.len(), span, singles, tolerance), reader.rest(range.clone()))
        });
        let mut runs = Vec::new();
        for (at, kind) in KINDS.iter().flat_map(|kind| [*kind; LENGTHS]).enumerate() {
            let parts: Vec<Vec<Happening>> =
                read.iter_mut().map(|(_, parts)| std::mem::take(&mut parts[at])).collect();
            if parts.iter().any(|part| !part.is_empty()) {
                runs.push(Run::new(kind, at % LENGTHS == 0, &parts));
            }
        }
        Self { single: read.into_iter().map(|(single, _)| single).collect(), runs }
    }

    /// Those, besides [`Self::single`], that coincidences are made of.
    pub(super) fn of(&self, certainty: Certainty) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(move |run| run.kind.counts_for(certainty))
    }

    /// The sure ones of events that may have other days too.
    pub(super) fn sure_of_vague(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| run.kind == Kind::Sure)
    }

    /// Those that hold a day, of those that coincidences are made of.
    pub(super) fn on(&self, day: i32, certainty: Certainty) -> impl Iterator<Item = Happening> {
        let single = self.single.iter().flat_map(move |single| single.on(day));
        single.chain(self.of(certainty).flat_map(move |run| run.on(day).copied()))
    }
}

impl Run {
    pub(super) fn ends(&self) -> &[Happening] {
        self.ends.as_deref().unwrap_or(&self.begins)
    }

    /// Those that hold a day.
    fn on(&self, day: i32) -> impl Iterator<Item = &Happening> {
        let reach = day.saturating_sub(self.longest);
        let first = self.begins.partition_point(|happening| happening.first < reach);
        let begun = self.begins[first..].iter().take_while(move |happening| happening.first <= day);
        begun.filter(move |happening| happening.last >= day)
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
    days: &'a Days,
    places: &'a Places<'a>,
    rule: &'a Rule,
    scope: &'a Scope,
    tolerance: i32,
    /// Whether times do not move days.
    as_written: bool,
}

impl<'a> Reader<'a> {
    /// The first lane of an event that takes part.
    fn lane(&self, event: usize) -> Option<u32> {
        self.places.first(event).filter(|_| self.scope.has_event(EventIx(event as u32)))
    }

    /// The events of a range that are on one day whatever the rule says, with that day.
    fn singles(&self, range: Range<usize>) -> impl Iterator<Item = (i32, OnDay)> + use<'_, 'a> {
        range.clone().zip(self.days.range(range)).filter_map(|(at, one)| {
            let one = one.filter(|one| self.as_written || !one.timed)?;
            let what = What::new(self.lane(at)?, one.importance, one.involves);
            Some((one.day, OnDay { what, event: at as u32 }))
        })
    }

    /// The other events of a range.
    fn rest(&self, range: Range<usize>) -> Parts {
        let mut parts = Parts::default();
        if !self.as_written {
            for (at, one) in range.clone().zip(self.days.range(range.clone())) {
                if let (Some(OneDay { timed: true, importance, involves, .. }), Some(lane)) =
                    (one, self.lane(at))
                {
                    let days = Occurrences::of(&self.document.event(EventIx(at as u32)).date, self.rule);
                    self.put(&mut parts, at as u32, What::new(lane, importance, involves), days);
                }
            }
        }
        for other in self.days.others(range) {
            let ix = other.ix();
            let Some(lane) = self.lane(ix.index()) else { continue };
            let days = match other.moments() {
                Some((begin, end)) => Occurrences::between(begin, end, self.rule),
                None => Occurrences::of(&self.document.event(ix).date, self.rule),
            };
            self.put(&mut parts, ix.0, What::new(lane, other.importance(), other.involves()), days);
        }
        parts
    }

    fn put(&self, parts: &mut Parts, event: u32, what: What, days: Occurrences) {
        let mut put = |kind: Kind, days: Ranges| {
            for &(first, last) in days.reaching_back(self.tolerance).as_slice() {
                let class = match last.saturating_sub(first) {
                    length if length == self.tolerance => 0,
                    length if length <= self.tolerance + SHORT => 1,
                    _ => 2,
                };
                parts[kind as usize * LENGTHS + class].push(Happening { first, last, event, what });
            }
        };
        if !self.rule.possible || days.are_all_sure() {
            put(Kind::Plain, days.sure());
        } else {
            put(Kind::Sure, days.sure());
            put(Kind::Vague, days.any());
        }
    }
}

/// What a function makes of parts of `0..len`, on several threads where that pays, in order.
fn in_parallel<T: Send>(len: usize, make: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let share = len.div_ceil(threads(len)).max(1);
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
const COUNTED_FROM_HAPPENINGS: usize = 2048;
/// Days that take no more bits than this are counted in one go.
const ONE_PASS_BITS: u32 = 16;
/// Of those that take more, so many bits at a time.
const PASS_BITS: u32 = 12;

/// All happenings by a day of theirs.
fn by_day(parts: &[Vec<Happening>], day: fn(&Happening) -> i32) -> Vec<Happening> {
    let len = parts.iter().map(Vec::len).sum();
    let all = || parts.iter().flatten();
    if len < COUNTED_FROM_HAPPENINGS {
        let mut sorted: Vec<Happening> = all().copied().collect();
        sorted.sort_unstable_by_key(day);
        return sorted;
    }
    let (least, most) = all().map(day).fold((i32::MAX, i32::MIN), |(a, b), day| (a.min(day), b.max(day)));
    let key = |happening: &Happening| day(happening).abs_diff(least);
    let bits = (u32::BITS - most.abs_diff(least).leading_zeros()).max(1);
    if bits <= ONE_PASS_BITS {
        return counted(all, len, bits, key);
    }
    let mut sorted = counted(all, len, PASS_BITS, key);
    for shift in (PASS_BITS..bits).step_by(PASS_BITS as usize) {
        sorted = counted(|| sorted.iter(), len, PASS_BITS, |happening| key(happening) >> shift);
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
    use super::super::happening::MOST_LANES;
    use super::*;

    #[test]
    fn many_are_sorted_whatever_the_days_are() {
        for spread in [3_i64, 40_000, 7_000_000] {
            let day = |n: i64| i32::try_from((n * 7_919 + n * n * 31) % spread - spread / 2).unwrap();
            let make = |n: i64| {
                let first = day(n);
                Happening { first, last: first + (n % 5) as i32, event: n as u32, what: What::default() }
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
    fn what_is_said_of_an_event_is_kept_apart() {
        for (lane, importance, involves) in [(5, 4, true), (0, 1, false), (MOST_LANES, 5, true)] {
            let what = What::new(lane, importance, involves);
            let read = (what.lane(), what.importance(), what.involves());
            assert_eq!(read, (lane, u32::from(importance), involves));
        }
    }
}
