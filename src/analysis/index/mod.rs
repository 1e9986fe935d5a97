//! The events of each lane in order of time, each with a row of its own choosing, so that layout finds what is
//! in view without looking at the rest, and rows stay put whatever the zoom. Built on several threads, and after an
//! edit built anew only for the lanes that it touched.

mod build;
mod tags;
mod update;

use std::sync::Arc;

use super::coincidence::DayZone;
use super::column::{Entry, LaneColumn, Signs};
use super::days::Days;
use super::extent::Extent;
use super::gaps::Gaps;
use super::grouping::{Grouping, LanesBy};
use crate::model::{Clocks, Document, Event, EventDate, EventIx, threads};
use tags::Tags;

/// Index over a document; good for the revision it was built for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    lanes: Vec<LaneColumn>,
    /// Which lanes these are, and who stands in them.
    grouping: Grouping,
    /// Whose clocks the axis shows.
    zone: DayZone,
    /// The marks of all events.
    gaps: Gaps,
    /// The days of all events.
    days: Arc<Days>,
    /// First and last instant of all events.
    range: Option<(f64, f64)>,
    /// The first tags of events.
    tags: Tags,
    /// Those that come first in events, the most frequent first: the categories.
    categories: Vec<String>,
    /// The document's revision.
    revision: u64,
}

/// A label needs the room of more than one event.
const GAPS_PER_LABEL: f64 = 1.5;

impl Index {
    /// Builds the index of the lanes of countries.
    #[must_use]
    pub fn build(document: &Document) -> Self {
        Self::build_by(document, LanesBy::Country)
    }

    /// Builds the index of lanes of another kind.
    #[must_use]
    pub fn build_by(document: &Document, by: LanesBy) -> Self {
        Self::build_in(document, by, &DayZone::AsWritten)
    }

    /// Builds the index of lanes of a kind along an axis that shows the clocks of a zone.
    #[must_use]
    pub fn build_in(document: &Document, by: LanesBy, zone: &DayZone) -> Self {
        let grouping = Grouping::new(document, by);
        let tags = Tags::new(document);
        let categories = tags.categories();
        let (lanes, marks) = build::columns(document, &grouping, &categories, &zone.clocks());
        let mut index = Self {
            lanes,
            grouping,
            zone: zone.clone(),
            gaps: Gaps::new(marks),
            days: Arc::new(Days::new(document.events())),
            range: None,
            tags,
            categories,
            revision: document.revision(),
        };
        index.pack_all();
        index
    }

    /// Brings the index up to date after edits to the same document: what they did not touch stays as it is.
    pub fn update(&mut self, document: &Document) {
        if self.revision == document.revision() {
            return;
        }
        if !self.update_touched(document) {
            *self = Self::build_in(document, self.grouping.by(), &self.zone);
        }
    }

    /// Packs all lanes into rows.
    fn pack_all(&mut self) {
        let gap = self.gaps.usual() * GAPS_PER_LABEL;
        let threads = threads(self.gaps.starts().len());
        let share = self.lanes.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let mut parts = self.lanes.chunks_mut(share);
            let own = parts.next();
            for part in parts {
                scope.spawn(move || part.iter_mut().for_each(|lane| lane.pack(gap)));
            }
            own.into_iter().flatten().for_each(|lane| lane.pack(gap));
        });
        self.range = whole(&self.lanes);
    }

    /// The same of some of the events only, packed anew; categories, and so colours, stay.
    #[must_use]
    pub fn of_some(&self, wanted: impl Fn(EventIx) -> bool) -> Self {
        let gap = self.gaps.usual() * GAPS_PER_LABEL;
        let some = |lane: &LaneColumn| lane.of_some(&wanted, gap);
        let lanes: Vec<LaneColumn> = self.lanes.iter().map(some).collect();
        let marks = (0..).zip(&lanes).flat_map(|(lane, column)| {
            // An event that stands in several lanes counts in the first.
            let first = move |entry: &&Entry| self.grouping.of(entry.ix).first() == Some(&lane);
            column.entries().iter().filter(first).map(|entry| entry.extent.mark)
        });
        Self {
            gaps: Gaps::new(marks.collect()),
            range: whole(&lanes),
            lanes,
            grouping: self.grouping.clone(),
            zone: self.zone.clone(),
            days: Arc::clone(&self.days),
            tags: Tags::default(),
            categories: self.categories.clone(),
            revision: self.revision,
        }
    }

    /// An index of the same lanes with other entries in them, lane by lane, of which an event may have several.
    pub(super) fn with_entries(&self, lanes: Vec<Vec<Entry>>) -> Self {
        let mut marks = Vec::new();
        let mut columns = vec![LaneColumn::default(); self.lanes.len()];
        for (lane, (column, entries)) in (0..).zip(columns.iter_mut().zip(lanes)) {
            for entry in entries {
                if self.grouping.of(entry.ix).first() == Some(&lane) {
                    marks.push(entry.extent.mark);
                }
                column.push(entry);
            }
            column.arrange();
        }
        let mut index = Self {
            lanes: columns,
            grouping: self.grouping.clone(),
            zone: self.zone.clone(),
            gaps: Gaps::new(marks),
            days: Arc::clone(&self.days),
            range: None,
            tags: Tags::default(),
            categories: self.categories.clone(),
            revision: self.revision,
        };
        index.pack_all();
        index
    }

    /// The revision of the document that it is good for.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The lanes, and which events stand in each.
    #[must_use]
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    /// Whose clocks the axis shows.
    #[must_use]
    pub fn zone(&self) -> &DayZone {
        &self.zone
    }

    /// Where a date stands on the axis.
    #[must_use]
    pub fn extent(&self, date: &EventDate) -> Extent {
        Extent::by(date, &self.zone.clocks())
    }

    /// Whether any event has an hour, so that it matters whose clocks the axis shows.
    #[must_use]
    pub fn has_hours(&self) -> bool {
        self.lanes.iter().any(LaneColumn::has_hours)
    }

    /// The days of the events that have one each.
    #[must_use]
    pub fn days(&self) -> &Arc<Days> {
        &self.days
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

    /// The column of a lane, by its position among those of the grouping.
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
        let before = |at: f64| self.gaps.starts().partition_point(|start| *start < at);
        before(to).saturating_sub(before(from))
    }
}

/// Makes entries of events.
struct Reader<'a> {
    clocks: Clocks,
    categories: foldhash::HashMap<&'a str, u8>,
    /// The same by where tags stand in memory, as events share them.
    by_address: foldhash::HashMap<usize, u8>,
}

impl<'a> Reader<'a> {
    fn new(categories: &'a [String], clocks: Clocks) -> Self {
        let categories = categories.iter().map(String::as_str).zip(0..u8::MAX);
        Self { clocks, categories: categories.collect(), by_address: foldhash::HashMap::default() }
    }

    fn entry(&mut self, ix: EventIx, event: &Event) -> Entry {
        let number = |tag: &str| self.categories.get(tag).copied().unwrap_or(u8::MAX);
        let category = event
            .tags
            .first()
            .map(|tag| *self.by_address.entry(tag.address()).or_insert_with(|| number(tag)));
        Entry {
            extent: Extent::by(&event.date, &self.clocks),
            ix,
            row: 0,
            category: category.unwrap_or(u8::MAX),
            importance: event.importance,
            signs: Signs::of(event, &self.clocks),
        }
    }
}

fn whole(lanes: &[LaneColumn]) -> Option<(f64, f64)> {
    lanes.iter().filter_map(LaneColumn::range).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
