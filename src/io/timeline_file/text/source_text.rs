//! The text of a file as it was read, with where each event stands in it and what it was read as, so that a save
//! can tell what was changed.

use std::sync::Arc;

use super::literal::Spanned;
use super::scan::Span;
use crate::model::{Event, ImportRecord, Lane, NamedFilter, NamedView, Parts, Source, Step};

/// The text of a file with what a save must know of it: byte order mark, line ends, where each event stands.
/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// As it stands in the file, byte order mark and all.
    pub(crate) full: Arc<String>,
    /// Where each event of the text stands, also those that could not be read.
    pub(crate) spans: Arc<Vec<ShortSpan>>,
    /// What those that could be read were read as, with their ids in memory.
    pub(crate) events: Arc<Vec<Arc<Event>>>,
    /// The positions of those that could not, ascending.
    pub(crate) unread: Arc<Vec<u32>>,
    /// The positions of those whose ids the file does not give, ascending.
    pub(crate) made_ids: Arc<Vec<u32>>,
    /// The list of events, with its brackets.
    pub(crate) list: Span,
    /// The timeline with its brackets; of a bare list of events its beginning alone.
    pub(crate) top: Span,
    /// What else the file says.
    pub(crate) header: Arc<Header>,
    /// What the document said besides its events when it was saved last, of a file in one view with others.
    pub(crate) seen: Option<Arc<Header>>,
    /// Whether the text holds more than the document: comments, unknown fields, what could not be read.
    pub(crate) keep: bool,
    /// Where the queries of filters and views stand, each with its text.
    pub(crate) queries: Arc<Vec<Spanned<String>>>,
}

/// A span in eight bytes, for what there may be a million of: no file is larger than 2 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShortSpan {
    start: u32,
    end: u32,
}

impl From<Span> for ShortSpan {
    fn from(span: Span) -> Self {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: short(span.start), end: short(span.end) }
    }
}

impl From<ShortSpan> for Span {
    fn from(span: ShortSpan) -> Self {
        span.start as usize..span.end as usize
    }
}

impl ShortSpan {
    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Where it begins.
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }
}

/// An event of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    at: ShortSpan,
    /// What it was read as, with its id in memory; `None` where it could not be read.
    pub(crate) event: Option<&'a Arc<Event>>,
    /// Whether the file gives its id.
    pub(crate) id_is_written: bool,
}

impl Entry<'_> {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.at.into()
    }
}

/// What a file says besides its events.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Header {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) sources: Vec<Source>,
    pub(crate) story: Vec<Step>,
    pub(crate) filters: Vec<NamedFilter>,
    pub(crate) views: Vec<NamedView>,
    pub(crate) imports: Vec<ImportRecord>,
}

impl Header {
    /// What parts of a document say besides the events.
    pub(crate) fn of(parts: Parts) -> Self {
        let Parts { title, summary, lanes, sources, events: _, story, filters, views, imports } = parts;
        Self { title, summary, lanes, sources, story, filters, views, imports }
    }
}

const MARK: char = '\u{feff}';

impl SourceText {
    /// Of a text of which nothing is known yet.
    pub(crate) fn new(full: String) -> Self {
        Self::of_shared(Arc::new(full))
    }

    /// Of a text that somebody else holds too.
    pub(crate) fn of_shared(full: Arc<String>) -> Self {
        Self {
            full,
            spans: Arc::default(),
            events: Arc::default(),
            unread: Arc::default(),
            made_ids: Arc::default(),
            list: 0..0,
            top: 0..0,
            header: Arc::default(),
            seen: None,
            keep: false,
            queries: Arc::default(),
        }
    }

    /// The text without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        Self::without_mark(&self.full)
    }

    /// The text as it stands in the file.
    #[must_use]
    pub fn full(&self) -> &str {
        &self.full
    }

    /// Where an event stands in the text, by its id in the file's own document.
    #[must_use]
    pub fn place(&self, id: &crate::model::EventId) -> Option<std::ops::Range<usize>> {
        let at = self.events.iter().position(|event| event.id == *id)?;
        self.entries().filter(|entry| entry.event.is_some()).nth(at).map(|entry| entry.span())
    }

    /// Every event that could be read, with the place where it stands in the text.
    pub fn events_with_places(&self) -> impl Iterator<Item = (&Arc<Event>, std::ops::Range<usize>)> {
        self.entries().filter_map(|entry| Some((entry.event?, entry.span())))
    }

    /// Where the list of events stands, with its brackets.
    #[must_use]
    pub fn list(&self) -> std::ops::Range<usize> {
        self.list.clone()
    }

    /// Every event of the text, also those that could not be read.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let mut events = self.events.iter();
        let (mut unread, mut made_ids) = (self.unread.iter().peekable(), self.made_ids.iter().peekable());
        (0_u32..).zip(self.spans.iter()).map(move |(index, at)| {
            let is_read = unread.next_if_eq(&&index).is_none();
            let is_made = made_ids.next_if_eq(&&index).is_some();
            let event = if is_read { events.next() } else { None };
            Entry { at: *at, event, id_is_written: event.is_some() && !is_made }
        })
    }

    /// One of them, by its position among all.
    pub(crate) fn entry(&self, index: usize) -> Entry<'_> {
        let is_made = self.made_ids.binary_search_by_key(&index, |at| *at as usize).is_ok();
        let (at, event) = (self.spans.get(index).copied().unwrap_or_default(), self.event(index));
        Entry { at, event, id_is_written: event.is_some() && !is_made }
    }

    /// The position among all of one that could be read, by its position among those.
    pub(crate) fn index_of_read(&self, at: usize) -> usize {
        // As many as could not be read before it move it on.
        let mut index = at;
        for unread in self.unread.iter() {
            if *unread as usize > index {
                break;
            }
            index += 1;
        }
        index
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// What one of them was read as, by its position among all.
    pub(crate) fn event(&self, index: usize) -> Option<&Arc<Event>> {
        match self.unread.binary_search_by_key(&index, |at| *at as usize) {
            Ok(_) => None,
            Err(before) => self.events.get(index - before),
        }
    }

    pub(crate) fn seen_as(self, seen: Option<Arc<Header>>) -> Self {
        Self { seen, ..self }
    }

    /// The text as it stands in the file, with its byte order mark, shared.
    #[must_use]
    pub fn shared(&self) -> Arc<String> {
        Arc::clone(&self.full)
    }

    pub(crate) fn without_mark(full: &str) -> &str {
        full.strip_prefix(MARK).unwrap_or(full)
    }

    /// The line end of the file: that of its first line.
    pub(crate) fn line_end(&self) -> &'static str {
        let text = self.text();
        match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}
