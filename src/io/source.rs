//! The text of a file as it was read, with where each event stands in it and what it was read as, so that a save
//! can tell what was changed.

use std::sync::Arc;

use super::scan::Span;
use super::value::Spanned;
use crate::model::{Event, Lane, NamedFilter, NamedView, Parts, Source, Step};

/// The text of a file with what a save must know of it: byte order mark, line ends, where each event stands.
/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// As it stands in the file, byte order mark and all.
    full: Arc<String>,
    /// Every event of the text, also those that could not be read.
    pub(super) entries: Arc<Vec<Entry>>,
    /// The list of events, with its brackets.
    pub(super) list: Span,
    /// The timeline with its brackets; of a bare list of events its beginning alone.
    pub(super) top: Span,
    /// What else the file says.
    pub(super) header: Arc<Header>,
    /// What the document said besides its events when it was saved last, of a file in one view with others.
    pub(super) seen: Option<Arc<Header>>,
    /// Whether the text holds more than the document: comments, unknown fields, what could not be read.
    pub(super) keep: bool,
    /// Where the queries of filters and views stand, each with its text.
    pub(super) queries: Arc<Vec<Spanned<String>>>,
}

/// A span in eight bytes, for what there may be a million of: no file is larger than 2 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ShortSpan {
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

/// An event of the text.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where it stands.
    pub(super) at: ShortSpan,
    /// What it was read as, with its id in memory; `None` where it could not be read.
    pub(super) event: Option<Arc<Event>>,
    /// Whether the file gives its id.
    pub(super) id_is_written: bool,
}

impl Entry {
    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        self.at.into()
    }
}

/// What a file says besides its events.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) lanes: Vec<Lane>,
    pub(super) sources: Vec<Source>,
    pub(super) story: Vec<Step>,
    pub(super) filters: Vec<NamedFilter>,
    pub(super) views: Vec<NamedView>,
}

impl Header {
    /// What parts of a document say besides the events.
    pub(super) fn of(parts: &Parts) -> Self {
        Self {
            title: parts.title.clone(),
            summary: parts.summary.clone(),
            lanes: parts.lanes.clone(),
            sources: parts.sources.clone(),
            story: parts.story.clone(),
            filters: parts.filters.clone(),
            views: parts.views.clone(),
        }
    }
}

const MARK: char = '\u{feff}';

impl SourceText {
    /// Of a text of which nothing is known yet.
    pub(super) fn new(full: String) -> Self {
        Self {
            full: Arc::new(full),
            entries: Arc::default(),
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

    /// Whether tidy RON would lose something that the text holds: comments, unknown fields, what could not be
    /// read.
    #[must_use]
    pub fn holds_more(&self) -> bool {
        self.keep
    }

    /// Where an event stands in the text, by its id in the file's own document.
    #[must_use]
    pub fn place(&self, id: &crate::model::EventId) -> Option<std::ops::Range<usize>> {
        self.entries
            .iter()
            .find(|entry| entry.event.as_ref().is_some_and(|event| event.id == *id))
            .map(Entry::span)
    }

    pub(super) fn seen_as(self, seen: Option<Arc<Header>>) -> Self {
        Self { seen, ..self }
    }

    pub(super) fn shared(&self) -> Arc<String> {
        Arc::clone(&self.full)
    }

    pub(super) fn without_mark(full: &str) -> &str {
        full.strip_prefix(MARK).unwrap_or(full)
    }

    /// The line end of the file: that of its first line.
    pub(super) fn line_end(&self) -> &'static str {
        let text = self.text();
        match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}
