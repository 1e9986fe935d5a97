//! What a query has found in a document: to be asked event by event, walked in order of time, and drawn alone.

use std::collections::HashSet;

use super::{Matcher, Query, QueryError};
use crate::analysis::Index;
use crate::model::{Document, EventIx};

/// The events that match a query; good for the revision of the document that they were found in.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    events: HashSet<EventIx>,
    by_time: Vec<EventIx>,
    index: Index,
    doubts: Vec<QueryError>,
}

impl Hits {
    /// Asks a query of a reader who types: a value that no event has is the beginning of one. `matcher` and `index` must be
    /// those of the document.
    #[must_use]
    pub fn find(document: &Document, index: &Index, matcher: &Matcher, query: &Query) -> Self {
        let query = &matcher.with_beginnings(query);
        let mut by_time = matcher.find(query);
        let events: HashSet<EventIx> = by_time.iter().copied().collect();
        by_time.sort_by_key(|ix| {
            let date = &document.event(*ix).date;
            (date.first_day(), date.clock().map_or(0, |clock| clock.second_of_day), *ix)
        });
        let index = index.of_some(|ix| events.contains(&ix));
        Self { events, by_time, index, doubts: matcher.doubts(query) }
    }

    /// These events, however they were chosen. `index` must be that of the document.
    #[must_use]
    pub fn of(document: &Document, index: &Index, events: &[EventIx]) -> Self {
        let events: HashSet<EventIx> = events.iter().copied().collect();
        let mut by_time: Vec<EventIx> = events.iter().copied().collect();
        by_time.sort_by_key(|ix| (document.event(*ix).date.first_day(), *ix));
        let index = index.of_some(|ix| events.contains(&ix));
        Self { events, by_time, index, doubts: Vec::new() }
    }

    /// The same events of the same document, in the lanes of another index of it.
    #[must_use]
    pub fn in_lanes_of(&self, index: &Index) -> Self {
        Self { index: index.of_some(|ix| self.events.contains(&ix)), ..self.clone() }
    }

    /// Whether an event was found.
    #[must_use]
    pub fn contains(&self, ix: EventIx) -> bool {
        self.events.contains(&ix)
    }

    /// The events, the earliest first.
    #[must_use]
    pub fn by_time(&self) -> &[EventIx] {
        &self.by_time
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_time.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_time.is_empty()
    }

    /// An index of these events alone.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Values in the query that no event has.
    #[must_use]
    pub fn doubts(&self) -> &[QueryError] {
        &self.doubts
    }

    /// The hit after (or before) an event in this list, around in a circle. Where there is no such event, or it is
    /// no hit, the first that begins on or after a day (the last before it).
    #[must_use]
    pub fn next(&self, document: &Document, from: Option<EventIx>, day: f64, later: bool) -> Option<EventIx> {
        let count = self.by_time.len();
        if count == 0 {
            return None;
        }
        let at = from.and_then(|from| self.by_time.iter().position(|ix| *ix == from));
        let first_after = || {
            let begins = |ix: &EventIx| f64::from(document.event(*ix).date.first_day().number());
            self.by_time.partition_point(|ix| begins(ix) < day)
        };
        let next = match (at, later) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at + count - 1,
            (None, true) => first_after(),
            (None, false) => first_after() + count - 1,
        };
        self.by_time.get(next % count).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, EventDate, EventId, Parts};

    fn hits(dates: &[&str], query: &str) -> (Document, Hits) {
        let event = |(n, date): (usize, &&str)| {
            let (id, date) = (EventId::new(&format!("e{n}")), EventDate::parse(date).unwrap());
            Event::new(id, date, &format!("number {n}"), if n % 2 == 0 { "IR" } else { "IL" })
        };
        let events = dates.iter().enumerate().map(event).collect();
        let document = Document::new(Parts { events, ..Parts::default() });
        let (index, matcher) = (Index::build(&document), Matcher::new(&document));
        let hits = Hits::find(&document, &index, &matcher, &Query::parse(query).unwrap());
        (document, hits)
    }

    #[test]
    fn hits_are_walked_by_time_and_around() {
        let (document, hits) = hits(&["2024-03", "2024-01", "2024-02-02T10:00", "2024-02-02T09:00"], "");
        let order: Vec<u32> = hits.by_time().iter().map(|ix| ix.0).collect();
        assert_eq!(order, [1, 3, 2, 0]);
        let next = |from: Option<u32>, day: &str, later| {
            let day = f64::from(EventDate::parse(day).unwrap().first_day().number());
            hits.next(&document, from.map(EventIx), day, later).map(|ix| ix.0)
        };
        assert_eq!(next(Some(1), "2024-01-01", true), Some(3));
        assert_eq!(next(Some(0), "2024-03-01", true), Some(1), "around");
        assert_eq!(next(Some(1), "2024-01-01", false), Some(0), "around");
        assert_eq!(next(None, "2024-01-15", true), Some(3));
        assert_eq!(next(None, "2024-01-15", false), Some(1));
        assert_eq!(next(None, "2025-01-15", true), Some(1));
    }

    #[test]
    fn nothing_found_leads_nowhere() {
        let (document, hits) = hits(&["2024-03", "2024-01"], "zanzibar");
        assert!(hits.is_empty() && hits.index().range().is_none());
        assert_eq!(hits.next(&document, None, 0.0, true), None);
        assert_eq!(hits.next(&document, Some(EventIx(0)), 0.0, false), None);
    }

    #[test]
    fn their_index_knows_them_alone() {
        let (_, hits) = hits(&["2024-03", "2024-01", "2024-02-02"], "country:IR");
        let lane = |lane| hits.index().lane(lane).map(|column| column.entries().len());
        assert_eq!((lane(0), lane(1)), (Some(2), Some(0)));
        assert_eq!(hits.index().count_between(f64::NEG_INFINITY, f64::INFINITY), 2);
    }
}
