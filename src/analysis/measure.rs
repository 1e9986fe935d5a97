//! What a range of days holds: how many events and coincidences, lane by lane. What an analyst asks of a stretch of
//! time before any statistics, so the numbers must be those of the picture: whatever touches the range counts, and
//! what may lie outside of it is said to.

use std::collections::{HashMap, HashSet};

use super::coincidence::{Brief, Certainty, Coincidences};
use super::column::Entry;
use super::extent::{Extent, Tail};
use super::index::Index;
use crate::model::{Day, EventIx, counted, grouped};

/// Whole days, both ends included; the first is never after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// How many things, and how many of them only perhaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them, the possible ones too.
    pub all: usize,
    /// Those that are in the range only for some of what their dates allow.
    pub possible: usize,
}

/// What a lane has in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneMeasure {
    /// The lane, by its position among those of the index.
    pub lane: u32,
    /// Its events.
    pub events: Tally,
    /// The coincidences that one of its events is a member of.
    pub coincidences: usize,
}

/// What a range of days holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// The events of all the lanes.
    pub events: Tally,
    /// The coincidences with a member in one of the lanes.
    pub coincidences: Tally,
    /// Lane by lane, in the order asked for.
    pub lanes: Vec<LaneMeasure>,
}

impl DayRange {
    /// The range between two days, whichever comes first.
    #[must_use]
    pub fn between(a: Day, b: Day) -> Self {
        Self { first: a.min(b), last: a.max(b) }
    }

    /// How many days it has, at least 1.
    #[must_use]
    pub fn days(self) -> u32 {
        self.last.number().abs_diff(self.first.number()) + 1
    }

    /// The instants at which it begins and ends, in days since 1970-01-01.
    #[must_use]
    pub fn instants(self) -> (f64, f64) {
        (f64::from(self.first.number()), f64::from(self.last.number()) + 1.0)
    }

    /// "14 Sep – 20 Oct 2024"; a single day with its weekday.
    #[must_use]
    pub fn in_words(self) -> String {
        let (first, last) = (self.first, self.last);
        if first == last {
            return format!("{} {}", first.weekday().short_name(), first.medium());
        }
        let same_year = first.ymd().0 == last.ymd().0;
        let begin = if same_year { first.short() } else { first.medium() };
        format!("{begin} – {}", last.medium())
    }

    /// "37 days · 5 weeks 2 days"; under a week the days alone.
    #[must_use]
    pub fn length_in_words(self) -> String {
        let days = self.days();
        let all = counted(days as usize, "day");
        let weeks = counted((days / 7) as usize, "week");
        match (days / 7, days % 7) {
            (0, _) => all,
            (_, 0) => format!("{all} · {weeks}"),
            (_, rest) => format!("{all} · {weeks} {}", counted(rest as usize, "day")),
        }
    }
}

impl Tally {
    /// "12 events", "12 events (2 possible)".
    #[must_use]
    pub fn in_words(self, what: &str) -> String {
        let all = counted(self.all, what);
        match self.possible {
            0 => all,
            possible if possible == self.all => format!("{all} (possible)"),
            possible => format!("{all} ({} possible)", grouped(possible)),
        }
    }

    fn add(&mut self, possible: bool) {
        self.all += 1;
        self.possible += usize::from(possible);
    }
}

/// Counts what `lanes` (positions among those of the index) have in a range. An event counts where its date
/// touches the range, and as possible where its date is imprecise and may lie outside; a coincidence where one of
/// its days is in the range, and as possible where it is only possible itself.
#[must_use]
pub fn measure(index: &Index, coincidences: &Coincidences, lanes: &[u32], range: DayRange) -> Measure {
    let mut lanes: Vec<LaneMeasure> = lanes.iter().map(|lane| lane_measure(index, *lane, range)).collect();
    let mut events = Tally::default();
    if index.grouping().is_single() {
        for lane in &lanes {
            events.all += lane.events.all;
            events.possible += lane.events.possible;
        }
    } else {
        events = distinct(index, &lanes, range);
    }
    let mut found = Tally::default();
    let place: HashMap<u32, usize> = lanes.iter().enumerate().map(|(at, lane)| (lane.lane, at)).collect();
    let touched = |(_, c): &(usize, &Brief)| c.day <= range.last && c.end >= range.first;
    for (at, brief) in coincidences.briefs().iter().enumerate().filter(touched) {
        let mut any = false;
        for lane in coincidences.lanes(at).iter().filter_map(|lane| place.get(lane)) {
            lanes[*lane].coincidences += 1;
            any = true;
        }
        if any {
            found.add(brief.certainty == Certainty::Possible);
        }
    }
    Measure { events, coincidences: found, lanes }
}

/// The events of several lanes, each once.
fn distinct(index: &Index, lanes: &[LaneMeasure], range: DayRange) -> Tally {
    let mut seen = HashSet::new();
    let mut events = Tally::default();
    for lane in lanes {
        for (ix, possible) in inside(index, lane.lane, range) {
            if seen.insert(ix) {
                events.add(possible);
            }
        }
    }
    events
}

fn lane_measure(index: &Index, lane: u32, range: DayRange) -> LaneMeasure {
    let mut events = Tally::default();
    inside(index, lane, range).for_each(|(_, possible)| events.add(possible));
    LaneMeasure { lane, events, coincidences: 0 }
}

/// The events of a lane that touch a range, and whether they do only possibly.
fn inside(index: &Index, lane: u32, range: DayRange) -> impl Iterator<Item = (EventIx, bool)> {
    let (from, to) = range.instants();
    // The column's own search takes in what only meets the range at midnight.
    let inside = move |entry: &&Entry| {
        let extent = &entry.extent;
        let ends_after = extent.to > from || extent.from >= from || extent.after == Tail::Open;
        extent.from < to && ends_after
    };
    let entries = index.lane(lane).into_iter().flat_map(move |column| column.touching(from, to));
    entries.filter(inside).map(move |entry| (entry.ix, !surely_inside(&entry.extent, from, to)))
}

/// Whether something is in a stretch of time whatever its date turns out to be: all that the date allows is in it,
/// or a part that is sure.
fn surely_inside(extent: &Extent, from: f64, to: f64) -> bool {
    let contained = extent.from >= from && extent.to <= to;
    let goes_on = extent.sure_to > from || extent.after == Tail::Open;
    let has_sure_part = extent.sure_to > extent.sure_from || extent.after == Tail::Open;
    contained || (has_sure_part && extent.sure_from < to && goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn ranges_in_words() {
        for (a, b, words, length) in [
            (day(2024, 9, 14), day(2024, 10, 20), "14 Sep – 20 Oct 2024", "37 days · 5 weeks 2 days"),
            (day(2024, 1, 2), day(2023, 12, 27), "27 Dec 2023 – 2 Jan 2024", "7 days · 1 week"),
            (day(2024, 10, 14), day(2024, 10, 14), "Mon 14 Oct 2024", "1 day"),
            (day(2024, 10, 14), day(2024, 10, 19), "14 Oct – 19 Oct 2024", "6 days"),
            (day(2024, 10, 14), day(2024, 10, 21), "14 Oct – 21 Oct 2024", "8 days · 1 week 1 day"),
        ] {
            let range = DayRange::between(a, b);
            assert_eq!(range, DayRange::between(b, a));
            assert_eq!((range.in_words().as_str(), range.length_in_words().as_str()), (words, length));
        }
        assert_eq!(DayRange::between(Day::MIN, Day::MAX).days(), 7_304_484);
    }

    #[test]
    fn counts_in_words() {
        for (all, possible, words) in [
            (0, 0, "0 events"),
            (1, 0, "1 event"),
            (12, 2, "12 events (2 possible)"),
            (1, 1, "1 event (possible)"),
        ] {
            assert_eq!(Tally { all, possible }.in_words("event"), words);
        }
    }
}
