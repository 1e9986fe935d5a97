//! The events of one lane in order of time, with what makes questions about a stretch of it quick: spans by classes
//! of duration, and counts.

use super::counts::{Begins, Counts};
use super::extent::{Extent, Shape, Tail};

use crate::model::{Clocks, Event, EventIx, Moves, Zone};

/// How many rows a lane's events are packed into at the most; further ones start again at the top.
pub const MAX_ROWS: u8 = 12;

/// An event in a lane's column, with what a mark shows of it, so that drawing one need not look at the event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// When it happened.
    pub extent: Extent,
    /// The event.
    pub ix: EventIx,
    /// The row it is packed into, counted from 0, less than [`MAX_ROWS`].
    pub row: u8,
    /// The position of its category among [`super::Index::categories`]; `u8::MAX` for none of these.
    pub category: u8,
    /// 1 to 5.
    pub importance: u8,
    /// In one byte, because a million entries are 56 bytes each with it, and 64 with two.
    pub(super) signs: Signs,
}

/// What else a mark shows of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u8);

impl Signs {
    const DISPUTED: u8 = 1;
    const HAS_CLOCK: u8 = 2;
    /// Whether an hour is written, be it known by the clocks of the axis or not.
    const TIMED: u8 = 4;

    pub(super) fn of(event: &Event, clocks: &Clocks) -> Self {
        let sign = |holds: bool, sign: u8| if holds { sign } else { 0 };
        // By other clocks, an hour without a zone could be any.
        let known = |zone: &Zone| clocks.are_as_written() || *zone != Zone::Local;
        let has_clock = event.date.clock().is_some_and(|clock| known(&clock.zone));
        let timed = event.date.clock().or(event.date.end_clock()).is_some();
        let signs = sign(has_clock, Self::HAS_CLOCK) | sign(timed, Self::TIMED);
        Self(sign(event.is_disputed(), Self::DISPUTED) | signs)
    }
}

impl Begins for Entry {
    fn instant(&self) -> f64 {
        self.extent.from
    }
}

impl Entry {
    /// Whether its accounts differ.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.signs.0 & Signs::DISPUTED != 0
    }

    /// Whether its date has an hour by the clocks of the axis.
    #[must_use]
    pub fn has_clock(&self) -> bool {
        self.signs.0 & Signs::HAS_CLOCK != 0
    }
}

/// The events of one lane by their beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneColumn {
    entries: Vec<Entry>,
    counts: Counts,
    classes: Vec<Class>,
    /// The position of the most important entry of each block of entries, the first of several.
    best: Vec<u32>,
    range: Option<(f64, f64)>,
    /// How many rows the entries use.
    rows: u8,
    /// Whether any entry has an hour.
    hours: bool,
}

/// The entries of about the same duration, so that one war does not make every view look through all days before.
#[derive(Clone, Debug, PartialEq)]
struct Class {
    /// The logarithm to the base 2 of the least number of days, rounded up, that holds each of them.
    log2: u32,
    /// The longest of them, in days; infinite for what has an open end.
    longest: f64,
    /// Their positions among the entries, ascending; `None` for the class of the most, which nearly all that stand
    /// somewhere are of.
    members: Option<Vec<u32>>,
}

impl Class {
    /// Adds the positions of its members that lie in a range.
    fn members_in(&self, entries: &[Entry], range: std::ops::Range<usize>, found: &mut Vec<usize>) {
        let Some(members) = &self.members else {
            found.extend(range.filter(|at| class_of(&entries[*at]).0 == self.log2));
            return;
        };
        let begin = members.partition_point(|member| (*member as usize) < range.start);
        let members = members[begin..].iter().map(|member| *member as usize);
        found.extend(members.take_while(|member| *member < range.end));
    }
}

/// So many events before a stretch of time are sooner looked at than searched through.
const NEAR_EVENTS: usize = 48;

/// So many entries are a block, of which it is known who is the most important.
const BLOCK: usize = 64;

/// Entries with fewer neighbours in the wrong order than this are sorted but for a few.
const NEARLY_SORTED_ENTRIES: usize = 8;

/// The class of what never ends.
const ENDLESS: u32 = u32::MAX;

impl LaneColumn {
    /// All entries by their beginning.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many rows the entries need where there is room for all; at least 1.
    #[must_use]
    pub fn rows(&self) -> u8 {
        self.rows.max(1)
    }

    /// Whether the date of any event has an hour, by whatever clock.
    #[must_use]
    pub fn has_hours(&self) -> bool {
        self.hours
    }

    /// First and last instant; `None` where there are no events.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        self.range
    }

    /// The entries that touch a stretch of time, by their beginning. Exact, and linear only in what it gives and,
    /// for each class of duration, in what begins before the stretch by less than twice such a duration.
    pub fn touching(&self, from: f64, to: f64) -> impl Iterator<Item = &Entry> {
        let first = self.before(from);
        let earlier = self.going_on(from).map(|at| &self.entries[at]);
        earlier.chain(self.entries[first..].iter().take_while(move |entry| entry.extent.from <= to))
    }

    /// The positions of the entries that begin before an instant and go on at least until then, ascending.
    pub fn going_on(&self, from: f64) -> impl Iterator<Item = usize> {
        let first = self.before(from);
        // What begins shortly before is looked at one by one; from further back, only what is long enough.
        let is_near = |class: &&Class| match first.checked_sub(NEAR_EVENTS + 1) {
            Some(far) => self.entries[far].extent.from < from - class.longest,
            None => true,
        };
        let reach = |longest: f64| self.before(from - longest);
        let near = self.classes.iter().filter(is_near).map(|class| class.longest).reduce(f64::max);
        let near = near.map_or(first, reach).min(first);
        let mut earlier: Vec<usize> = Vec::new();
        for class in self.classes.iter().filter(|class| !is_near(class)) {
            let at = reach(class.longest);
            if at < near {
                class.members_in(&self.entries, at..near, &mut earlier);
            }
        }
        earlier.sort_unstable();
        let goes_on = move |at: &usize| {
            let extent = &self.entries[*at].extent;
            extent.to >= from || extent.after == Tail::Open
        };
        earlier.into_iter().chain(near..first).filter(goes_on)
    }

    /// The entries that begin between two instants, the second excluded, by their beginning.
    #[must_use]
    pub fn beginning_between(&self, from: f64, to: f64) -> &[Entry] {
        let (first, end) = (self.before(from), self.before(to));
        self.entries.get(first..end).unwrap_or_default()
    }

    /// How many entries begin between two instants, the second excluded.
    #[must_use]
    pub fn count_between(&self, from: f64, to: f64) -> usize {
        self.before(to).saturating_sub(self.before(from))
    }

    /// The most important of the entries that begin between two instants, the second excluded; the first of several.
    #[must_use]
    pub fn most_important_between(&self, from: f64, to: f64) -> Option<&Entry> {
        let (first, end) = (self.before(from), self.before(to));
        let (first_block, end_block) = (first.div_ceil(BLOCK), end / BLOCK);
        let whole = self.best.get(first_block..end_block).unwrap_or_default();
        let whole = whole.iter().map(|at| *at as usize);
        let (before, after) = match first_block < end_block {
            true => (first..first_block * BLOCK, end_block * BLOCK..end),
            false => (first..end, end..end),
        };
        let candidates = before.chain(whole).chain(after);
        let entries = candidates.filter_map(|at| self.entries.get(at));
        entries.reduce(|best, other| if other.importance > best.importance { other } else { best })
    }

    /// The entry of an event that begins at an instant.
    #[must_use]
    pub fn entry_at(&self, ix: EventIx, from: f64) -> Option<&Entry> {
        self.beginning_between(from, from.next_up()).iter().find(|entry| entry.ix == ix)
    }

    /// How many entries begin in each of `columns` equal parts of a stretch of time, its end excluded.
    #[must_use]
    pub fn counts_in(&self, from: f64, to: f64, columns: usize) -> Vec<u32> {
        self.counts.columns(&self.entries, from, to, columns)
    }

    /// How many entries begin in each of `len` stretches of `2^level` days, from stretch number `first` on; number 0
    /// begins with 1970.
    #[must_use]
    pub fn counts_by_level(&self, first: i64, len: usize, level: u8) -> Vec<u32> {
        self.counts.bins(&self.entries, first, len, level)
    }

    /// How many entries begin before an instant.
    fn before(&self, at: f64) -> usize {
        self.counts.before(&self.entries, at)
    }

    /// A column with room for so many entries.
    pub(super) fn with_room(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), ..Self::default() }
    }

    /// Adds an entry; [`LaneColumn::finish`] must follow.
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// A column of some of the entries.
    pub(super) fn of_some(&self, wanted: &impl Fn(EventIx) -> bool, gap: f64) -> Self {
        let entries = self.entries.iter().filter(|entry| wanted(entry.ix)).copied().collect();
        let mut some = Self { entries, ..Self::default() };
        some.finish(gap);
        some
    }

    /// Takes the entries of events out, which are given in order; [`LaneColumn::finish`] must follow.
    pub(super) fn take(&mut self, events: &[u32]) -> Vec<Entry> {
        if let [ix] = events {
            let at = self.entries.iter().position(|entry| entry.ix.0 == *ix);
            return at.map(|at| self.entries.remove(at)).into_iter().collect();
        }
        let mut taken = Vec::with_capacity(events.len());
        self.entries.retain(|entry| {
            let stays = events.binary_search(&entry.ix.0).is_err();
            if !stays {
                taken.push(*entry);
            }
            stays
        });
        taken
    }

    /// Gives each category another number.
    pub(super) fn recategorise(&mut self, numbers: &[u8; 256]) {
        for entry in &mut self.entries {
            entry.category = numbers[usize::from(entry.category)];
        }
    }

    /// Follows events that come and go; those that went must be taken out before.
    pub(super) fn follow(&mut self, moves: &Moves) {
        moves.apply(&mut self.entries, |entry| &mut entry.ix.0);
    }

    /// Sorts the entries, packs them into rows with `gap` days between them, and makes what questions need.
    pub(super) fn finish(&mut self, gap: f64) {
        self.arrange();
        self.pack(gap);
    }

    /// Sorts the entries and makes what questions need; [`LaneColumn::pack`] must follow.
    pub(super) fn arrange(&mut self) {
        let order = |a: &Entry, b: &Entry| {
            (a.extent.from.total_cmp(&b.extent.from))
                .then(b.extent.to.total_cmp(&a.extent.to))
                .then(a.ix.cmp(&b.ix))
        };
        let stray = self
            .entries
            .windows(2)
            .filter(|pair| order(&pair[0], &pair[1]).is_gt())
            .take(NEARLY_SORTED_ENTRIES)
            .count();
        if stray == NEARLY_SORTED_ENTRIES {
            sort(&mut self.entries);
        } else {
            // Nearly sorted where one entry was added, which this sort makes use of.
            self.entries.sort_by(order);
        }
        self.hours = self.entries.iter().any(|entry| entry.signs.0 & Signs::TIMED != 0);
        self.counts = Counts::new(&self.entries);
        self.classes = classes(&self.entries);
        let bounds = self.entries.iter().map(|entry| (entry.extent.from, entry.extent.to));
        self.range = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let most = |(block, entries): (usize, &[Entry])| {
            let most = entries.iter().map(|entry| entry.importance).max();
            let at = entries.iter().position(|entry| Some(entry.importance) == most).unwrap_or(0);
            #[allow(clippy::cast_possible_truncation)] // as many as there are events at the most
            {
                (block * BLOCK + at) as u32
            }
        };
        self.best = self.entries.chunks(BLOCK).enumerate().map(most).collect();
    }

    /// Packs the entries into rows with `gap` days between them.
    pub(super) fn pack(&mut self, gap: f64) {
        self.rows = pack(&mut self.entries, gap);
    }
}

/// The classes of entries, in the order in which they are met.
fn classes(entries: &[Entry]) -> Vec<Class> {
    // Counted first, so that no list has room to spare.
    let mut classes: Vec<(Class, usize)> = Vec::new();
    for entry in entries {
        let (log2, longest) = class_of(entry);
        match classes.iter_mut().find(|(class, _)| class.log2 == log2) {
            Some((class, count)) => {
                class.longest = class.longest.max(longest);
                *count += 1;
            }
            None => classes.push((Class { log2, longest, members: None }, 1)),
        }
    }
    let most = classes.iter().map(|(_, count)| *count).max();
    let most = classes.iter().position(|(_, count)| Some(*count) == most);
    let room = |(at, (class, count)): (usize, (Class, usize))| {
        let members = (most != Some(at)).then(|| Vec::with_capacity(count));
        Class { members, ..class }
    };
    let mut classes: Vec<Class> = classes.into_iter().enumerate().map(room).collect();
    for (at, entry) in (0_u32..).zip(entries) {
        let (log2, _) = class_of(entry);
        if let Some(class) = classes.iter_mut().find(|class| class.log2 == log2)
            && let Some(members) = &mut class.members
        {
            members.push(at);
        }
    }
    classes
}

/// The class of an entry, and how long it is in days.
fn class_of(entry: &Entry) -> (u32, f64) {
    if entry.extent.after == Tail::Open {
        return (ENDLESS, f64::INFINITY);
    }
    let days = entry.extent.to - entry.extent.from;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 8 million days
    let log2 = (days.max(1.0).ceil() as u32).next_power_of_two().ilog2();
    (log2, days)
}

/// Gives each entry the first row that is free at its beginning; an event keeps its row free for its own length
/// and `gap` days more. Where all rows are taken, the one that becomes free first. Depends on the dates alone,
/// never on the zoom. Returns how many rows are used.
fn pack(entries: &mut [Entry], gap: f64) -> u8 {
    let mut free_from: Vec<f64> = Vec::new();
    for entry in entries {
        let extent = &entry.extent;
        let until = if extent.shape == Shape::Instant { extent.mark } else { extent.to } + gap;
        let begin = if extent.shape == Shape::Instant { extent.mark } else { extent.from };
        let row = match free_from.iter().position(|free| *free <= begin) {
            Some(row) => row,
            None if free_from.len() < usize::from(MAX_ROWS) => {
                free_from.push(f64::NEG_INFINITY);
                free_from.len() - 1
            }
            None => first_free(&free_from),
        };
        free_from[row] = free_from[row].max(until);
        #[allow(clippy::cast_possible_truncation)]
        {
            entry.row = row as u8;
        }
    }
    #[allow(clippy::cast_possible_truncation)]
    {
        free_from.len() as u8
    }
}

fn first_free(free_from: &[f64]) -> usize {
    free_from.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(row, _)| row)
}

/// Sorts entries by their beginning, the longer first, else by their position in the file. Sorts short keys instead of
/// the entries themselves, which is quicker where these stand in no order.
pub(crate) fn sort(entries: &mut Vec<Entry>) {
    let key = |(at, entry): (u32, &Entry)| (bits(entry.extent.from), !bits(entry.extent.to), entry.ix, at);
    let mut keys: Vec<(u64, u64, EventIx, u32)> = (0..).zip(entries.iter()).map(key).collect();
    keys.sort_unstable();
    *entries = keys.into_iter().map(|(.., at)| entries[at as usize]).collect();
}

/// A number in the order of [`f64::total_cmp`].
pub(crate) fn bits(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}
