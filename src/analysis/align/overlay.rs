//! Every occurrence of a tag laid over the others: what stands around each is moved by as many days as the occurrence
//! is from day zero, so that an event is there once for each occurrence that it is near. An occurrence that is not
//! known to the day widens what it moves by as much as it is not known; one that is known no better than to the year
//! would put everything everywhere, and is left out and counted.

use super::{Reference, with_tag};
use crate::analysis::extent::{Extent, Shape, Tail};
use crate::analysis::{Entry, Index};
use crate::model::{Document, EventIx, Precision, counted, grouped};

/// More entries than this are not made: what is farther from each occurrence is left out then.
const MOST_ENTRIES: usize = 400_000;

/// So many entries are made within a blink.
const FEW_ENTRIES: usize = 20_000;

/// How far around each occurrence is looked where not everything is overlaid, in days.
const REACHES: [i32; 13] = [1, 3, 7, 14, 30, 60, 90, 182, 365, 1826, 3652, 18_262, 36_525];

/// At first so many days are shown that about as many entries are in view besides the occurrences.
const FIRST_ENTRIES: usize = 24;

/// With more entries than this in view for each lane, lanes are drawn as strips on any screen.
const CROWD_ENTRIES_PER_LANE: usize = 400;

/// The index of what was laid over one another.
#[derive(Clone, Debug)]
pub struct Overlay {
    index: Index,
    shifts: Vec<Shift>,
    /// How far around each occurrence was looked, in days; `None` for everything.
    reach: Option<i32>,
    counted: Counted,
}

/// What was overlaid, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The events with the tag.
    pub occurrences: usize,
    /// The different days on which those begin that are known to the day.
    pub days: usize,
    /// Those of them that are not known to the day: what stands around them is wider by as much.
    pub inexact: usize,
    /// Those that are left out, because they are known to no month or have no beginning.
    pub unknown: usize,
    /// Those that are left out, because there are too many: the last ones.
    pub beyond: usize,
}

/// A day zero and, where it is not exact, the event that it belongs to: of several known to the same month none is
/// known to be on the day of another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shift {
    reference: Reference,
    own: Option<EventIx>,
    /// How many events begin there.
    events: usize,
}

impl Overlay {
    /// Lays over one another what is in an index around every event with a tag.
    #[must_use]
    pub fn new(document: &Document, base: &Index, tag: &str) -> Self {
        let (mut shifts, mut counted) = shifts(document, tag);
        let (reach, most) = reach(base, &shifts);
        counted.beyond = shifts.drain(most..).map(|shift| shift.events).sum();
        counted.days = shifts.iter().filter(|shift| shift.reference.exact).count();
        counted.inexact = shifts.iter().filter(|shift| !shift.reference.exact).count();
        let lanes = (0_u32..).map_while(|lane| base.lane(lane)).map(|column| {
            let mut entries: Vec<Entry> = Vec::new();
            for shift in &shifts {
                let (from, to) = match reach {
                    Some(days) => shift.around(days),
                    None => (f64::NEG_INFINITY, f64::INFINITY),
                };
                entries.extend(column.touching(from, to).map(|entry| shift.moved(entry)));
            }
            entries
        });
        let index = base.with_entries(lanes.collect());
        Self { index, shifts, reach, counted }
    }

    /// Whether that is done within a blink, so that nobody need wait for it elsewhere.
    #[must_use]
    pub fn is_quick(document: &Document, tag: &str) -> bool {
        let events = document.events().len();
        events <= FEW_ENTRIES && with_tag(document, tag).count().saturating_mul(events) <= FEW_ENTRIES
    }

    /// What is overlaid, day zero as 1970-01-01.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What was overlaid, in numbers.
    #[must_use]
    pub fn counted(&self) -> Counted {
        self.counted
    }

    /// How far around each occurrence was looked, in days; `None` where everything is overlaid.
    #[must_use]
    pub fn reach(&self) -> Option<i32> {
        self.reach
    }

    /// The occurrences that are overlaid, by day.
    pub fn references(&self) -> impl ExactSizeIterator<Item = Reference> {
        self.shifts.iter().map(|shift| shift.reference)
    }

    /// How many days before and after day zero are worth being shown at first.
    #[must_use]
    pub fn first_days(&self) -> i32 {
        let Some((from, to)) = self.index.range() else { return 30 };
        #[allow(clippy::cast_possible_truncation)] // days are held in range
        let all = from.abs().max(to.abs()).ceil() as i32;
        // Beyond what was overlaid there is nothing to be seen.
        let most = self.reach.unwrap_or(all.max(3)).max(1);
        let wanted = self.shifts.len() + FIRST_ENTRIES;
        let has = |days: &i32| self.index.count_between(f64::from(-days), f64::from(days + 1)) >= wanted;
        let days = REACHES[1..].iter().copied().find(has).unwrap_or(most).min(most);
        // Where lanes are strips anyway, a few days are a few columns that say nothing: the whole stretch has a shape.
        let lanes = (0_u32..).map_while(|lane| self.index.lane(lane));
        let lanes = lanes.filter(|lane| !lane.entries().is_empty()).count();
        let in_view = self.index.count_between(f64::from(-days), f64::from(days + 1));
        if in_view > lanes.saturating_mul(CROWD_ENTRIES_PER_LANE) { most } else { days }
    }

    /// The occurrence from which an event stands nearest to a place on the axis, in days from day zero; `None` where
    /// it was not overlaid at all.
    #[must_use]
    pub fn nearest(&self, base: &Extent, ix: EventIx, at: f64) -> Option<Reference> {
        let copies = self.copies(base, ix).map(|(reference, mark)| (reference, (mark - at).abs()));
        copies.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(reference, _)| reference)
    }

    /// The occurrences that an event of this extent was moved by, and where its mark stands then.
    pub fn copies(&self, base: &Extent, ix: EventIx) -> impl Iterator<Item = (Reference, f64)> {
        self.shifts.iter().filter(move |shift| shift.takes(base, self.reach)).map(move |shift| {
            let own = shift.own == Some(ix);
            (shift.reference, base.seen_from(&shift.reference, own).mark)
        })
    }
}

impl Shift {
    /// The stretch that is overlaid.
    fn around(&self, days: i32) -> (f64, f64) {
        let (first, last) = (self.reference.first.number(), self.reference.last.number());
        // What ends as a day begins does not touch that day.
        (f64::from(first - days) + 1e-9, f64::from(last + days + 1) - 1e-9)
    }

    fn takes(&self, extent: &Extent, reach: Option<i32>) -> bool {
        let Some(days) = reach else { return true };
        let (from, to) = self.around(days);
        extent.from <= to && (extent.to >= from || extent.after == Tail::Open)
    }

    fn moved(&self, entry: &Entry) -> Entry {
        let own = self.own == Some(entry.ix);
        Entry { extent: entry.extent.seen_from(&self.reference, own), ..*entry }
    }
}

impl Extent {
    /// The extent as it is from a day zero, which is then 1970-01-01; `own` where it is the event's own beginning.
    #[must_use]
    pub fn seen_from(&self, zero: &Reference, own: bool) -> Self {
        let (first, last) = (f64::from(zero.first.number()), f64::from(zero.last.number()));
        let mut seen = Self {
            from: self.from - last,
            to: self.to - first,
            sure_from: self.sure_from - first,
            sure_to: self.sure_to - last,
            mark: self.mark - zero.middle(),
            ..*self
        };
        if zero.exact {
            return seen;
        }
        if seen.shape == Shape::Instant {
            seen.shape = Shape::Imprecise;
        }
        if own {
            // It is as far from itself as can be: not at all. How long it takes is as uncertain as before.
            let one_day = if seen.shape == Shape::Span { seen.to } else { 1.0 };
            seen = Self {
                from: 0.0,
                to: one_day,
                sure_from: 0.0,
                mark: if seen.shape == Shape::Span { 0.0 } else { 0.5 },
                ..seen
            };
        }
        if seen.shape == Shape::Imprecise {
            (seen.sure_from, seen.sure_to) = (seen.mark, seen.mark);
        }
        seen.sure_from = seen.sure_from.clamp(seen.from, seen.to);
        seen.sure_to = seen.sure_to.clamp(seen.from, seen.to);
        seen
    }
}

/// The days zero of a tag, by day; and how many occurrences there are, and have no such day.
fn shifts(document: &Document, tag: &str) -> (Vec<Shift>, Counted) {
    let mut counted = Counted::default();
    let mut shifts: Vec<Shift> = Vec::new();
    for ix in with_tag(document, tag) {
        counted.occurrences += 1;
        match Reference::of(&document.event(ix).date) {
            Some(reference) if reference.precision <= Precision::Month => {
                let own = (!reference.exact).then_some(ix);
                shifts.push(Shift { reference, own, events: 1 });
            }
            _ => counted.unknown += 1,
        }
    }
    shifts.sort_by_key(|shift| (shift.reference.day(), shift.reference.first, shift.own));
    shifts.dedup_by(|next, kept| {
        let same = next.own.is_none() && kept.own.is_none() && next.reference.first == kept.reference.first;
        kept.events += if same { next.events } else { 0 };
        same
    });
    (shifts, counted)
}

/// How far around each day zero is looked, and around how many of them, so that there are not too many entries.
fn reach(base: &Index, shifts: &[Shift]) -> (Option<i32>, usize) {
    let all = base.count_between(f64::NEG_INFINITY, f64::INFINITY);
    if all.saturating_mul(shifts.len()) <= MOST_ENTRIES {
        return (None, shifts.len());
    }
    let within = |shift: &Shift, days: i32| {
        let (from, to) = shift.around(days);
        base.count_between(from, to)
    };
    let total = |days: i32| shifts.iter().map(|shift| within(shift, days)).sum::<usize>();
    // As many entries as there are events anyway are not too many.
    let most = MOST_ENTRIES.max(all);
    if let Some(days) = REACHES.iter().rev().copied().find(|days| total(*days) <= most) {
        return (Some(days), shifts.len());
    }
    let mut sum = 0;
    let fits = |shift: &&Shift| {
        sum += within(shift, REACHES[0]);
        sum <= MOST_ENTRIES
    };
    (Some(REACHES[0]), shifts.iter().take_while(fits).count().max(1))
}

impl Counted {
    /// How often it occurs, "12 occurrences on 11 days".
    #[must_use]
    pub fn in_words(&self) -> String {
        let words = counted(self.occurrences, "occurrence");
        if self.days + self.inexact + self.unknown + self.beyond < self.occurrences {
            return format!("{words} on {}", counted(self.days + self.inexact, "day"));
        }
        words
    }

    /// What is not exact, or left out; `reach` as [`Overlay::reach`] gives it. Empty where there is nothing to say.
    #[must_use]
    pub fn remark(&self, reach: Option<i32>) -> String {
        let around =
            reach.map(|days| format!("{} around each", counted(days.unsigned_abs() as usize, "day")));
        let numbers = [
            (self.inexact, "not known to the day (drawn hollow, as wide as the date allows)"),
            (self.unknown, "left out (not known to the month)"),
            (self.beyond, "of the latest left out (too many)"),
        ];
        let told =
            numbers.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", grouped(n)));
        around.into_iter().chain(told).collect::<Vec<_>>().join(" · ")
    }
}
