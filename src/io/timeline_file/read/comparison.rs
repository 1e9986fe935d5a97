//! Reads a text that is to be saved and compares it with what it must say, event by event, on every core: each thread
//! compares what it has read and lets it go, so that this takes little more memory than the text.

use std::sync::Arc;

use super::batch::Batch;
use super::outline::outline_checked;
use super::parallel::Events;
use super::{header, read};
use crate::io::timeline_file::text::ids::base;
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::source_text::{Header, ShortSpan, SourceText};
use crate::io::timeline_file::write::fields::same_values;
use crate::io::timeline_file::write::splice::Expected;
use crate::model::{Event, Progress};

/// What a text reads back as instead of what it must: named for people.
pub(crate) type Difference = String;

/// What a text must read back as, piece by piece.
#[derive(Debug)]
pub(crate) struct Checker<'a> {
    expected: &'a Expected,
    /// Where the events of the text before stood, and by how much they have moved since from which place on: from
    /// these it is guessed which events a piece of the new text has.
    spans: &'a [ShortSpan],
    moved: Vec<(usize, isize)>,
}

impl<'a> Checker<'a> {
    /// For a text that was made of another by changes at places of it, in order.
    pub(crate) fn new(
        expected: &'a Expected,
        before: &'a SourceText,
        changes: &[(crate::io::timeline_file::text::scan::Span, String)],
    ) -> Self {
        let mark = before.full().len() - before.text().len();
        let (mut shift, mut moved) = (0, vec![(0, 0)]);
        for (span, new) in changes {
            shift += new.len().cast_signed() - span.len().cast_signed();
            moved.push(((span.end - mark).saturating_add_signed(shift), shift));
        }
        Self { expected, spans: &before.spans, moved }
    }

    /// The number that the first event from a place on most likely has.
    fn guess(&self, at: usize) -> usize {
        let change = self.moved.partition_point(|(from, _)| *from <= at).saturating_sub(1);
        let before = at.saturating_add_signed(-self.moved.get(change).map_or(0, |(_, shift)| *shift));
        self.spans.partition_point(|span| span.start() < before)
    }

    /// Compares what was read from a place on with what most likely stands there. Where it is the same, the number
    /// that the first of these events must have, for that to be worth anything.
    pub(crate) fn check(&self, at: usize, read: &Batch) -> Option<usize> {
        let first = self.guess(at);
        self.difference(first, read).is_none().then_some(first)
    }

    /// The first event that differs, where the first of them has this number in the text.
    pub(crate) fn difference(&self, first: usize, read: &Batch) -> Option<Difference> {
        let expected = self.expected;
        let unread_before = expected.unread.partition_point(|at| (*at as usize) < first);
        let mut events =
            expected.events.get(first.saturating_sub(unread_before)..).unwrap_or_default().iter();
        let mut unread = expected.unread[unread_before..].iter().peekable();
        let mut found = read.events.iter().zip(&read.id_at);
        let mut found_unread = read.unread.iter().peekable();
        for at in 0..read.len() {
            let is_unread = found_unread.next_if(|unread| **unread as usize == at).is_some();
            let must_be_unread = unread.next_if(|unread| **unread as usize == first + at).is_some();
            match (is_unread, must_be_unread) {
                (true, true) => {}
                (false, true) => {
                    return Some(found.next().map_or_else(String::new, |(event, _)| named(event)));
                }
                (true, false) => return Some(events.next().map_or_else(more, named)),
                (false, false) => {
                    let (Some((event, id_at)), Some(must)) = (found.next(), events.next()) else {
                        return Some(more());
                    };
                    if !is_same(event, !id_at.is_empty(), must) {
                        return Some(named(must));
                    }
                }
            }
        }
        None
    }
}

fn named(event: &Arc<Event>) -> Difference {
    format!("the event {}", event.id)
}

fn more() -> Difference {
    "the number of events".to_owned()
}

/// Whether an event reads back as it is in memory. Its lane follows from its country, and a number that was put
/// behind its id, or an id that was made, is not in the file.
fn is_same(read: &Event, id_is_written: bool, expected: &Event) -> bool {
    let same_id =
        !id_is_written || read.id == expected.id || base(read.id.as_str()) == base(expected.id.as_str());
    same_id && same_values(read, expected)
}

/// Reads a text and compares it with what it must say. What is given back is the text with the events as they are in
/// memory, so that the next save compares with these.
pub(crate) fn read_back(
    full: &Arc<String>,
    header_must: &Header,
    checker: &Checker<'_>,
    progress: &Progress,
) -> Result<SourceText, Difference> {
    let source = SourceText::of_shared(Arc::clone(full));
    let mut problems = Problems::default();
    let outline = match outline_checked(full, &mut problems, checker, progress) {
        Ok(outline) => outline,
        // What the events refer to stands behind them.
        Err(None) => return read_back_at_once(source, header_must, checker),
        Err(Some(difference)) => return Err(difference),
    };
    if outline.events.spans.len() != checker.expected.events.len() + checker.expected.unread.len() {
        return Err(more());
    }
    let (header, queries) = header(&outline.top, &mut problems);
    let Events { spans, made_ids, list, .. } = outline.events;
    let keep = outline.comments || problems.more_in_text;
    let source = SourceText {
        spans: Arc::new(spans),
        made_ids: Arc::new(made_ids),
        list,
        top: outline.top.span.clone(),
        header: Arc::new(header),
        queries: Arc::new(queries),
        keep,
        ..source
    };
    finish(source, header_must, checker)
}

/// As the program reads any file, and compared afterwards.
fn read_back_at_once(
    source: SourceText,
    header_must: &Header,
    checker: &Checker<'_>,
) -> Result<SourceText, Difference> {
    let full = source.full().to_owned();
    drop(source);
    let loaded = read(full, &Progress::default());
    if !loaded.is_timeline
        || loaded.source.len() != checker.expected.events.len() + checker.expected.unread.len()
    {
        return Err(more());
    }
    let source = loaded.source;
    let mut batch = Batch { unread: source.unread.to_vec(), ..Batch::default() };
    for entry in source.entries() {
        if let Some(event) = entry.event {
            batch.events.push(Arc::clone(event));
            let written = if entry.id_is_written { entry.span().into() } else { ShortSpan::default() };
            batch.id_at.push(written);
        }
    }
    match checker.difference(0, &batch) {
        Some(difference) => Err(difference),
        None => finish(source, header_must, checker),
    }
}

fn finish(source: SourceText, header: &Header, checker: &Checker<'_>) -> Result<SourceText, Difference> {
    if *source.header != *header {
        return Err("the title, lanes, sources or story".to_owned());
    }
    Ok(with_events(source, checker.expected))
}

/// The text with the events as they are in memory.
pub(crate) fn with_events(source: SourceText, expected: &Expected) -> SourceText {
    let events = Arc::clone(&expected.events);
    SourceText { events, unread: Arc::new(expected.unread.clone()), ..source }
}
