//! The events of each lane in order of time, each with a row of its own choosing, so that layout finds what is
//! in view without looking at the rest, and rows stay put whatever the zoom.

use std::collections::HashMap;

use super::extent::{Extent, Shape, Tail};
use crate::model::{Document, Event, EventIx, LaneId};

/// How many rows a lane's events are packed into at the most; further ones start again at the top.
pub const MAX_ROWS: u8 = 12;

/// An event in a lane's column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// The event.
    pub ix: EventIx,
    /// When it happened.
    pub extent: Extent,
    /// The row it is packed into, counted from 0, less than [`MAX_ROWS`].
    pub row: u8,
}

/// The events of one lane by their beginning.
#[derive(Clone, Debug, Default)]
pub struct LaneColumn {
    entries: Vec<Entry>,
    /// The longest event in days: how far before a view something must be looked for.
    longest: f64,
    /// How many rows the entries use.
    rows: u8,
}

/// Index over a document; good for the revision it was built for.
#[derive(Clone, Debug, Default)]
pub struct Index {
    lanes: Vec<LaneColumn>,
    /// The beginnings of all events, ascending.
    starts: Vec<f64>,
    /// First and last instant of all events.
    range: Option<(f64, f64)>,
    /// The first tag of events, the most frequent first: the categories.
    categories: Vec<String>,
    /// How long an event keeps its row free after its end, in days.
    gap: f64,
}

impl Index {
    /// Builds the index.
    #[must_use]
    pub fn build(document: &Document) -> Self {
        let lane_of: HashMap<&LaneId, usize> =
            document.lanes().iter().enumerate().map(|(at, lane)| (&lane.id, at)).collect();
        let mut lanes = vec![LaneColumn::default(); document.lanes().len()];
        let mut starts = Vec::with_capacity(document.events().len());
        for (at, event) in document.events().iter().enumerate() {
            let Some(&lane) = lane_of.get(&event.lane) else { continue };
            let extent = Extent::of(&event.date);
            starts.push(extent.mark);
            #[allow(clippy::cast_possible_truncation)]
            lanes[lane].entries.push(Entry { ix: EventIx(at as u32), extent, row: 0 });
        }
        starts.sort_unstable_by(f64::total_cmp);
        // A label needs the room of more than one event.
        let gap = usual_gap(&starts) * 1.5;
        for lane in &mut lanes {
            lane.finish(gap);
        }
        Self { range: range(&lanes), lanes, starts, categories: categories(document), gap }
    }

    /// The same of some of the events only, packed anew; categories, and so colours, stay.
    #[must_use]
    pub fn of_some(&self, wanted: impl Fn(EventIx) -> bool) -> Self {
        let mut lanes: Vec<LaneColumn> = Vec::with_capacity(self.lanes.len());
        for lane in &self.lanes {
            let entries = lane.entries.iter().filter(|entry| wanted(entry.ix)).copied().collect();
            let mut some = LaneColumn { entries, ..LaneColumn::default() };
            some.finish(self.gap);
            lanes.push(some);
        }
        let mut starts: Vec<f64> =
            lanes.iter().flat_map(|lane| &lane.entries).map(|entry| entry.extent.mark).collect();
        starts.sort_unstable_by(f64::total_cmp);
        let categories = self.categories.clone();
        Self { range: range(&lanes), lanes, starts, categories, gap: self.gap }
    }

    /// The tags that come first in events, the most frequent first; ties by name. A category's colour is its
    /// position in this list.
    #[must_use]
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// The position of an event's category among [`Index::categories`]; `None` for an event without tags.
    #[must_use]
    pub fn category(&self, event: &Event) -> Option<usize> {
        let tag = event.tags.first()?;
        self.categories.iter().position(|category| category == tag)
    }

    /// The column of a lane, by its position among the document's lanes.
    #[must_use]
    pub fn lane(&self, lane: u32) -> Option<&LaneColumn> {
        self.lanes.get(lane as usize)
    }

    /// The first and the last instant of all events, in days since 1970-01-01; `None` where there are none.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        self.range
    }

    /// How many events have their mark between two instants, the second excluded.
    #[must_use]
    pub fn count_between(&self, from: f64, to: f64) -> usize {
        let before = |at: f64| self.starts.partition_point(|start| *start < at);
        before(to).saturating_sub(before(from))
    }
}

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

    /// The entries that touch a stretch of time, by their beginning. Exact, and linear only in the events that
    /// begin within the stretch or less than the lane's longest event before it.
    pub fn touching(&self, from: f64, to: f64) -> impl Iterator<Item = &Entry> {
        let first = self.entries.partition_point(|entry| entry.extent.from < from - self.longest);
        self.entries[first..]
            .iter()
            .take_while(move |entry| entry.extent.from <= to)
            .filter(move |entry| entry.extent.to >= from || entry.extent.after == Tail::Open)
    }

    /// How many entries begin between two instants, the second excluded.
    #[must_use]
    pub fn count_between(&self, from: f64, to: f64) -> usize {
        let before = |at: f64| self.entries.partition_point(|entry| entry.extent.from < at);
        before(to).saturating_sub(before(from))
    }

    fn finish(&mut self, gap: f64) {
        self.entries.sort_by(|a, b| {
            (a.extent.from.total_cmp(&b.extent.from))
                .then(b.extent.to.total_cmp(&a.extent.to))
                .then(a.ix.cmp(&b.ix))
        });
        self.longest = self.entries.iter().map(|e| e.extent.to - e.extent.from).fold(0.0, f64::max);
        if self.entries.iter().any(|entry| entry.extent.after == Tail::Open) {
            self.longest = f64::INFINITY;
        }
        self.rows = pack(&mut self.entries, gap);
    }
}

/// First and last instant of all entries.
fn range(lanes: &[LaneColumn]) -> Option<(f64, f64)> {
    let entries = lanes.iter().flat_map(|lane| &lane.entries);
    entries.map(|entry| (entry.extent.from, entry.extent.to)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
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

fn categories(document: &Document) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for tag in document.events().iter().filter_map(|event| event.tags.first()) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
    tags.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    // Further ones all look alike: there are no more colours that can be told apart.
    tags.into_iter().take(32).map(|(tag, _)| tag.to_owned()).collect()
}

/// The median number of days between one event and the next, counting those apart at all: how much room a label
/// has as a rule.
fn usual_gap(starts: &[f64]) -> f64 {
    let mut gaps: Vec<f64> =
        starts.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap >= 0.5).collect();
    if gaps.is_empty() {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
    *median
}
