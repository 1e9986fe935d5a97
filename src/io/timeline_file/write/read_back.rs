//! Before a file is replaced, the text that would replace it is read and compared with the document in memory.

use crate::io::timeline_file::read::batch::Batch;
use crate::io::timeline_file::read::comparison::{Checker, Difference, more};
use crate::io::timeline_file::read::header::header;
use crate::io::timeline_file::read::outline::outline_checked;
use crate::io::timeline_file::read::parallel::Events;
use crate::io::timeline_file::read::read;
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::source_text::{Header, ShortSpan, SourceText};
use crate::io::timeline_file::write::splice::Expected;
use crate::model::Progress;
use std::sync::Arc;

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
pub(crate) fn read_back_at_once(
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

pub(crate) fn finish(
    source: SourceText,
    header: &Header,
    checker: &Checker<'_>,
) -> Result<SourceText, Difference> {
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
