//! A document prepared for queries: everything that words are looked for in, folded and in one piece of memory,
//! so that a word is found among a million events in one pass; and what keys ask for, by number.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZero;
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};

use super::column::Column;
use super::fold::append_lines;
use super::term::{Asks, days, flags};
use crate::model::country;
use crate::model::{Day, Document, Event, LaneId, Name, Progress, Source};

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

/// So many events are folded in one go by one thread; fewer are not worth another.
const EVENTS_A_THREAD: usize = 20_000;

/// After so many one looks whether the work is to end.
const EVENTS_A_LOOK: usize = 4096;

impl Lines {
    /// Folds the texts of events, on several threads where there are many.
    fn build<'a, T: Iterator<Item = &'a str>>(
        events: &'a [Arc<Event>],
        texts: impl Fn(&'a Event) -> T + Sync,
        progress: &Progress,
    ) -> Self {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let share = events.len().div_ceil(threads).max(EVENTS_A_THREAD);
        let texts = &texts;
        let parts: Vec<Self> = thread::scope(|scope| {
            let fold = |share| scope.spawn(move || Self::fold(share, texts, progress));
            let handles: Vec<_> = events.chunks(share).map(fold).collect();
            let join = |handle: ScopedJoinHandle<'_, Self>| {
                handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            handles.into_iter().map(join).collect()
        });
        Self::joined(&parts)
    }

    /// The lines of some events, from the first byte on.
    fn fold<'a, T: Iterator<Item = &'a str>>(
        events: &'a [Arc<Event>],
        texts: impl Fn(&'a Event) -> T,
        progress: &Progress,
    ) -> Self {
        let mut lines = Self { arena: String::new(), begins: Vec::with_capacity(events.len()) };
        for some in events.chunks(EVENTS_A_LOOK) {
            if progress.is_cancelled() {
                return lines;
            }
            for event in some {
                lines.begins.push(lines.arena.len());
                texts(event).for_each(|text| append_lines(text, &mut lines.arena));
            }
            progress.advance(some.len() as u64);
        }
        lines
    }

    /// All parts after a line feed, so that every line stands between two.
    fn joined(parts: &[Self]) -> Self {
        let bytes = parts.iter().map(|part| part.arena.len()).sum::<usize>() + 1;
        let events = parts.iter().map(|part| part.begins.len()).sum::<usize>() + 1;
        let mut all = Self { arena: String::with_capacity(bytes), begins: Vec::with_capacity(events) };
        all.arena.push('\n');
        for part in parts {
            let before = all.arena.len();
            all.begins.extend(part.begins.iter().map(|begin| before + begin));
            all.arena.push_str(&part.arena);
        }
        all.begins.push(all.arena.len());
        all
    }
}

impl Matcher {
    /// Prepares a document. Takes seconds for a million events, most of them for folding: work for another thread.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        Self::new_watched(document, &Progress::default()).unwrap_or_default()
    }

    /// As [`Matcher::new`], telling how far it is; `None` where another thread has ended it.
    #[must_use]
    pub fn new_watched(document: &Document, progress: &Progress) -> Option<Self> {
        let events = document.events();
        // The texts of an event are most of the work; the values of its keys are about as much as its id.
        progress.expect(3 * events.len() as u64);
        let mut facts = Vec::with_capacity(events.len());
        let mut years = BTreeMap::new();
        for event in events {
            let (first, last) = days(&event.date);
            facts.push(Facts { first, last, flags: flags(event), importance: event.importance });
            if first > Day::MIN.number() {
                *years.entry(event.date.first_day().ymd().0).or_default() += 1;
            }
        }
        let mut matcher = Self {
            texts: Lines::build(events, texts, progress),
            ids: Lines::build(events, |event| std::iter::once(event.id.as_str()), progress),
            facts,
            countries: Column::build(events, |event, put| put(event.lane.as_str())),
            involved: Column::build(events, |event, put| {
                event.involves.iter().for_each(|lane| put(lane.as_str()));
            }),
            tags: Column::build(events, |event, put| event.tags.iter().for_each(|tag| put(tag))),
            people: Column::build(events, |event, put| event.people.iter().for_each(|name| put(name))),
            places: Column::build(events, |event, put| put(&event.place)),
            sources: Column::build(events, |event, put| {
                let accounts = event.accounts.iter().filter_map(|account| account.source.as_deref());
                event.sources.iter().map(Name::as_str).chain(accounts).for_each(put);
            }),
            years,
            revision: document.revision(),
        };
        name_countries(document, &mut matcher.countries);
        name_countries(document, &mut matcher.involved);
        name_sources(document.sources(), &mut matcher.sources);
        progress.advance(events.len() as u64);
        (!progress.is_cancelled()).then_some(matcher)
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
