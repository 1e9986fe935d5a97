//! A document prepared for queries: everything that words are looked for in, folded and in one piece of memory,
//! so that a word is found among a million events in one pass; and what keys ask for, by number.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::thread;

use super::column::{Collector, Column};
use super::fold::append_lines;
use super::term::{Asks, days, flags};
use crate::model::country;
use crate::model::{Day, Document, Event, LaneId, Name, Progress, Source, Text, threads};

/// Answers queries on one revision of a document. Holds what it needs of it, so it can be built and asked on
/// another thread while the document moves on.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    pub(super) texts: Lines,
    pub(super) ids: Lines,
    pub(super) facts: Vec<Facts>,
    pub(super) countries: Column,
    pub(super) involved: Column,
    pub(super) tags: Column,
    pub(super) people: Column,
    pub(super) places: Column,
    pub(super) sources: Column,
    pub(super) files: Column,
    /// How many events begin in each year.
    pub(super) years: BTreeMap<i32, u32>,
    revision: u64,
}

/// What is asked of an event without reading its texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// The first day it can touch.
    pub(super) first: i32,
    /// The last one.
    pub(super) last: i32,
    /// The words of `has:` and `is:` that hold.
    pub(super) flags: u32,
    pub(super) importance: u8,
}

/// The folded texts of all events, each text a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) arena: String,
    /// Where the lines of each event begin, and where the last one's end.
    pub(super) begins: Vec<usize>,
}

/// After so many events one looks whether the work is to end.
const EVENTS_A_LOOK: usize = 4096;

impl Lines {
    fn with_room(events: usize) -> Self {
        Self { arena: String::new(), begins: Vec::with_capacity(events) }
    }

    /// The next event has these texts.
    fn add<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        self.begins.push(self.arena.len());
        texts.for_each(|text| append_lines(text, &mut self.arena));
    }

    /// All parts after a line feed, so that every line stands between two.
    fn joined(parts: Vec<Self>) -> Self {
        let bytes = parts.iter().map(|part| part.arena.len()).sum::<usize>() + 1;
        let events = parts.iter().map(|part| part.begins.len()).sum::<usize>() + 1;
        let mut all = Self { arena: String::with_capacity(bytes), begins: Vec::with_capacity(events) };
        all.arena.push('\n');
        // Each is let go as soon as it is there.
        for part in parts {
            let before = all.arena.len();
            all.begins.extend(part.begins.iter().map(|begin| before + begin));
            all.arena.push_str(&part.arena);
        }
        all.begins.push(all.arena.len());
        all
    }
}

/// What is prepared of some of the events.
struct Part<'a> {
    texts: Lines,
    ids: Lines,
    facts: Vec<Facts>,
    years: BTreeMap<i32, u32>,
    countries: Collector<'a>,
    involved: Collector<'a>,
    tags: Collector<'a>,
    people: Collector<'a>,
    places: Collector<'a>,
    sources: Collector<'a>,
    files: Collector<'a>,
}

impl<'a> Part<'a> {
    /// Looks at each event once, because a million are slowly fetched from memory.
    fn new(files: &'a [String], events: &'a [Arc<Event>], progress: &Progress) -> Self {
        let len = events.len();
        let collector = || Collector::with_room(len);
        let mut part = Self {
            texts: Lines::with_room(len),
            ids: Lines::with_room(len),
            facts: Vec::with_capacity(len),
            years: BTreeMap::new(),
            countries: collector(),
            involved: collector(),
            tags: collector(),
            people: collector(),
            places: collector(),
            sources: collector(),
            files: collector(),
        };
        for some in events.chunks(EVENTS_A_LOOK) {
            if progress.is_cancelled() {
                break;
            }
            some.iter().for_each(|event| part.add(files, event));
            progress.advance(some.len() as u64);
        }
        part
    }

    fn add(&mut self, files: &'a [String], event: &'a Event) {
        let (first, last) = days(&event.date);
        self.facts.push(Facts { first, last, flags: flags(event), importance: event.importance });
        if first > Day::MIN.number() {
            *self.years.entry(event.date.first_day().ymd().0).or_default() += 1;
        }
        self.texts.add(texts(event));
        self.ids.add(std::iter::once(event.id.as_str()));
        self.countries.add(std::iter::once(event.lane.as_str()));
        self.involved.add(event.involves.iter().map(LaneId::as_str));
        self.tags.add(event.tags.iter().map(Name::as_str));
        self.people.add(event.people.iter().map(Name::as_str));
        self.places.add(std::iter::once(event.place.as_str()));
        let accounts = event.accounts.iter().filter_map(|account| account.source.as_deref());
        self.sources.add(event.sources.iter().map(Text::as_str).chain(accounts));
        self.files.add(files.get(usize::from(event.origin)).map(String::as_str).into_iter());
    }
}

impl Matcher {
    /// Prepares a document, on every core. Takes a good part of a second for a million events: work for another
    /// thread.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        Self::prepare(document, &Progress::default()).unwrap_or_default()
    }

    /// As [`Matcher::new`], telling how far it is; `None` where another thread has ended it.
    #[must_use]
    pub fn prepare(document: &Document, progress: &Progress) -> Option<Self> {
        let events = document.events();
        progress.expect(events.len() as u64);
        let share = events.len().div_ceil(threads(events.len())).max(1);
        let parts: Vec<Part<'_>> = thread::scope(|scope| {
            let handles: Vec<_> = events
                .chunks(share)
                .map(|share| scope.spawn(move || Part::new(document.files(), share, progress)))
                .collect();
            let mut parts = Vec::with_capacity(handles.len());
            for handle in handles {
                parts.push(handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            parts
        });
        if progress.is_cancelled() {
            return None;
        }
        let mut matcher = Self::joined(parts);
        matcher.revision = document.revision();
        name_countries(document, &mut matcher.countries);
        name_countries(document, &mut matcher.involved);
        name_sources(document.sources(), &mut matcher.sources);
        Some(matcher)
    }

    fn joined(parts: Vec<Part<'_>>) -> Self {
        let (mut texts, mut ids, mut facts, mut years) =
            (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        let mut columns: [Vec<Collector<'_>>; 7] = Default::default();
        for part in parts {
            texts.push(part.texts);
            ids.push(part.ids);
            facts.extend(part.facts);
            for (year, count) in part.years {
                *years.entry(year).or_default() += count;
            }
            let own = [
                part.countries,
                part.involved,
                part.tags,
                part.people,
                part.places,
                part.sources,
                part.files,
            ];
            columns.iter_mut().zip(own).for_each(|(column, own)| column.push(own));
        }
        let [countries, involved, tags, people, places, sources, files] = columns.map(Collector::joined);
        let (texts, ids) = (Lines::joined(texts), Lines::joined(ids));
        let revision = 0;
        Self { texts, ids, facts, countries, involved, tags, people, places, sources, files, years, revision }
    }

    /// The revision of the document that it was prepared for.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// How many events it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether it knows no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The values that a key is compared with, where it is compared with values.
    pub(super) fn column(&self, asks: Asks) -> Option<&Column> {
        match asks {
            Asks::Country => Some(&self.countries),
            Asks::Involves => Some(&self.involved),
            Asks::Tag => Some(&self.tags),
            Asks::Person => Some(&self.people),
            Asks::Place => Some(&self.places),
            Asks::Source => Some(&self.sources),
            Asks::File => Some(&self.files),
            Asks::Date | Asks::After | Asks::Before | Asks::Has | Asks::Is | Asks::Id | Asks::Importance => {
                None
            }
        }
    }
}

/// What words are looked for in. The private note is not among it.
fn texts(event: &Event) -> impl Iterator<Item = &str> {
    let heads = [event.title.as_str(), &event.title_native, &event.place];
    let accounts = event.accounts.iter().flat_map(|account| {
        [account.by.as_str(), account.says.as_str()].into_iter().chain(account.quote.as_deref())
    });
    heads
        .into_iter()
        .chain(event.people.iter().chain(&event.tags).map(Name::as_str))
        .chain([event.summary.as_str()])
        .chain(accounts)
}

/// Lets countries be found by the lane's name and all names of the country too.
fn name_countries(document: &Document, column: &mut Column) {
    let lanes: HashMap<&LaneId, &str> =
        document.lanes().iter().map(|lane| (&lane.id, lane.name.as_str())).collect();
    for value in &mut column.values {
        let name = lanes.get(&LaneId::new(&value.text)).copied().unwrap_or_default();
        append_lines(name, &mut value.folded);
        if let Some(country) = country::find(&value.text) {
            let names = [country.code, country.alpha3, country.name].into_iter();
            names.chain(country.aliases.iter().copied()).for_each(|n| append_lines(n, &mut value.folded));
        }
        name.clone_into(&mut value.detail);
    }
}

/// Lets declared sources be found by title and publisher too.
fn name_sources(declared: &[Source], column: &mut Column) {
    let by_id: HashMap<&str, &Source> = declared.iter().map(|source| (source.id.as_str(), source)).collect();
    for value in &mut column.values {
        let Some(source) = by_id.get(value.text.as_str()) else { continue };
        let publisher = source.publisher.as_deref().unwrap_or_default();
        for text in [publisher, &source.title, source.url.as_deref().unwrap_or_default()] {
            append_lines(text, &mut value.folded);
        }
        let detail = if publisher.is_empty() { source.title.as_str() } else { publisher };
        detail.clone_into(&mut value.detail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EventDate, EventId};

    #[test]
    fn parts_are_joined_as_if_they_were_one() {
        let events: Vec<Arc<Event>> = (0..40_usize)
            .map(|at| {
                let date = EventDate::parse(["2024", "../2025", "2024-10-14"][at % 3]).unwrap();
                let mut event = Event::new(EventId::new(&format!("e{at}")), date, "Talks at  Bakı", "IR");
                event.place = ["Baku", "", "Tehran", "Ankara"][at * at % 4].into();
                event.tags = (0..at % 4).map(|tag| format!("t{}", (tag + at) % 7)).collect();
                Arc::new(event)
            })
            .collect();
        let progress = Progress::default();
        let files = ["a.ron".to_owned()];
        let part = |events| Part::new(&files, events, &progress);
        let whole = Matcher::joined(vec![part(events.as_slice())]);
        for size in [1, 7, 39] {
            let parts = Matcher::joined(events.chunks(size).map(part).collect());
            assert_eq!(format!("{parts:?}"), format!("{whole:?}"));
        }
        assert_eq!((Matcher::joined(Vec::new()).len(), whole.len(), whole.tags.values.len()), (0, 40, 7));
    }
}
