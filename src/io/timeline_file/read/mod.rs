//! Reads a timeline from its text: every problem of it in one go, and what could be read.

pub(crate) mod batch;
pub(crate) mod boundary;
pub(crate) mod comparison;
pub(crate) mod events;
pub(crate) mod fast_path;
pub(crate) mod header;
pub(crate) mod imports;
pub(crate) mod interner;
pub(crate) mod outline;
pub(crate) mod parallel;
pub(crate) mod preview;
pub(crate) mod saved_queries;
pub(crate) mod story;

use std::sync::Arc;

use foldhash::HashSet;

use super::loaded::Loaded;
use super::text::conflict_note;
use super::text::ids;
use super::text::problems::{Problems, near_miss, quoted};
use super::text::scan::Span;
use super::text::source_text::SourceText;
use crate::io::Severity;
use crate::model::{Document, EventId, Known, Parts, Progress};
use batch::Batch;
use header::header_with_story;
use outline::{Outline, outline};
use parallel::Events;

/// Reads a timeline from a text that may begin with a byte order mark.
pub(crate) fn read(full: String, progress: &Progress) -> Loaded {
    read_as(full, progress, Reach::Whole)
}

/// As [`read`], of a part of a file: what it refers to may stand in the rest.
pub(crate) fn read_part(full: String) -> Loaded {
    read_as(full, &Progress::default(), Reach::Part)
}

/// How much of a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Whole,
    Part,
}

fn read_as(full: String, progress: &Progress, reach: Reach) -> Loaded {
    let mut source = SourceText::new(full);
    let shared = source.shared();
    let text = SourceText::without_mark(&shared);
    let mut problems = Problems::default();
    let document = match outline(&shared, &mut problems, progress) {
        Err(_) => {
            source.keep = true;
            conflict_note::tell(text, &mut problems);
            None
        }
        Ok(outline) => Some(timeline(outline, &mut source, &mut problems, reach)),
    };
    let (errors, warnings) = (problems.errors, problems.warnings);
    let diagnostics = problems.finish(text);
    debug_assert!(errors == 0 || diagnostics.iter().any(|d| d.severity == Severity::Error));
    let is_timeline = document.is_some();
    Loaded { document: document.unwrap_or_default(), source, diagnostics, errors, warnings, is_timeline }
}

fn timeline(
    outline: Outline<'_>,
    source: &mut SourceText,
    problems: &mut Problems,
    reach: Reach,
) -> Document {
    let Outline { top, events, comments } = outline;
    let top = &top;
    let Events { spans, mut read, list, hasher, .. } = events;
    conflict_note::tell(SourceText::without_mark(&source.shared()), problems);
    let by_id = ids::make_unique(&mut read, &hasher, problems);
    let (header, story) = header_with_story(top, problems);
    if reach == Reach::Whole {
        check_links(&read, problems);
        story::check(&read, &story, &header.lanes, problems);
    }
    let parts = Parts {
        title: header.title.clone(),
        summary: header.summary.clone(),
        lanes: header.lanes.clone(),
        sources: header.sources.clone(),
        story: header.story.clone(),
        filters: header.filters.clone(),
        views: header.views.clone(),
        imports: header.imports.clone(),
        events: Vec::new(),
    };
    source.spans = Arc::new(spans);
    source.made_ids = Arc::new(read.made_ids());
    source.unread = Arc::new(read.unread);
    source.events = Arc::new(read.events);
    source.list = list;
    source.top = top.span.clone();
    source.header = Arc::new(header);
    source.queries = Arc::new(story.queries);
    source.keep = comments || problems.more_in_text;
    let mentioned = [read.named.ids, read.involved.ids].concat();
    Document::of_read(parts, Arc::clone(&source.events), Known { by_id, mentioned })
}

/// So many ids are compared with links that lead nowhere.
const MOST_COMPARED: usize = 300_000;

/// Tells links that lead nowhere.
fn check_links(read: &Batch, problems: &mut Problems) {
    if read.links_at.is_empty() {
        return;
    }
    let ids = ids_of(read);
    for (event, links_at) in &read.links_at {
        for (link, at) in read.events[*event as usize].links.iter().zip(links_at) {
            if !ids.contains(link.to.as_str()) {
                missing_event("a link points to", &link.to, at, &ids, problems);
            }
        }
    }
}

/// The ids of all events.
fn ids_of(read: &Batch) -> HashSet<&str> {
    read.events.iter().map(|event| event.id.as_str()).collect()
}

fn missing_event(what: &str, id: &EventId, at: &Span, ids: &HashSet<&str>, problems: &mut Problems) {
    // Looking for what was meant goes through all ids: not for each of a hundred thousand links.
    let look = ids.len() <= 1000 || problems.warnings * ids.len() <= MOST_COMPARED;
    let mut sorted: Vec<&str> = if look { ids.iter().copied().collect() } else { Vec::new() };
    sorted.sort_unstable();
    let meant = near_miss(id.as_str(), sorted);
    let hint = meant.map_or_else(
        || "the event may be missing, or its id spelt differently".to_owned(),
        |meant| format!("did you mean {meant}?"),
    );
    problems.warning(
        at.clone(),
        format!("{what} {}, which is not the ID of an event", quoted(id.as_str())),
        Some(hint),
    );
}
