//! Reads a timeline from its text: every problem of it in one go, and what could be read.

pub(crate) mod batch;
pub(crate) mod comparison;
pub(crate) mod events;
pub(crate) mod fast_path;
pub(crate) mod interner;
pub(crate) mod outline;
pub(crate) mod parallel;
pub(crate) mod preview;
pub(crate) mod saved_queries;

use std::collections::HashSet;
use std::sync::Arc;

use super::text::ids;
use super::text::literal::Spanned;
use super::text::problems::{Problems, near_miss, quoted};
use super::text::record::Record;
use super::text::scan::Span;
use super::text::schema::{FORMAT, LANE, SOURCE, STEP};
use super::text::source_text::{Header, SourceText};
use crate::io::{Loaded, Severity};
use crate::model::{
    Document, EventDate, EventId, Known, Lane, LaneId, Parts, Progress, Source, Step, country,
};
use batch::Batch;
use outline::{Outline, outline};
use parallel::Events;

/// Reads a timeline from a text that may begin with a byte order mark.
pub(crate) fn read(full: String, progress: &Progress) -> Loaded {
    let mut source = SourceText::new(full);
    let shared = source.shared();
    let text = SourceText::without_mark(&shared);
    let mut problems = Problems::default();
    let document = match outline(&shared, &mut problems, progress) {
        Err(_) => {
            source.keep = true;
            None
        }
        Ok(outline) => Some(timeline(outline, &mut source, &mut problems)),
    };
    let (errors, warnings) = (problems.errors, problems.warnings);
    let diagnostics = problems.finish(text);
    debug_assert!(errors == 0 || diagnostics.iter().any(|d| d.severity == Severity::Error));
    let is_timeline = document.is_some();
    Loaded { document: document.unwrap_or_default(), source, diagnostics, errors, warnings, is_timeline }
}

fn timeline(outline: Outline<'_>, source: &mut SourceText, problems: &mut Problems) -> Document {
    let Outline { top, events, comments } = outline;
    let top = &top;
    let Events { spans, mut read, list, hasher, .. } = events;
    let by_id = ids::make_unique(&mut read, &hasher, problems);
    let (header, focus_at, queries) = header_with_places(top, problems);
    check_links(&read, problems);
    check_story(&read, &header.story, &focus_at, problems);
    let parts = Parts {
        title: header.title.clone(),
        summary: header.summary.clone(),
        lanes: header.lanes.clone(),
        sources: header.sources.clone(),
        story: header.story.clone(),
        filters: header.filters.clone(),
        views: header.views.clone(),
        events: Vec::new(),
    };
    source.spans = Arc::new(spans);
    source.made_ids = Arc::new(read.made_ids());
    source.unread = Arc::new(read.unread);
    source.events = Arc::new(read.events);
    source.list = list;
    source.top = top.span.clone();
    source.header = Arc::new(header);
    source.queries = Arc::new(queries);
    source.keep = comments || problems.more_in_text;
    let mentioned = [read.named.ids, read.involved.ids].concat();
    Document::of_read(parts, Arc::clone(&source.events), Known { by_id, mentioned })
}

/// What a file says besides its events, and where its queries stand.
pub(crate) fn header(top: &Record<'_>, problems: &mut Problems) -> (Header, Vec<Spanned<String>>) {
    let (header, _, queries) = header_with_places(top, problems);
    (header, queries)
}

/// As [`header`], with where each step of the story says which events it speaks of.
fn header_with_places(
    top: &Record<'_>,
    problems: &mut Problems,
) -> (Header, Vec<Vec<Span>>, Vec<Spanned<String>>) {
    format(top, problems);
    let lanes = lanes(top, problems);
    let sources = sources(top, problems);
    let (story, focus_at) = story(top, problems);
    let named = saved_queries::read(top, problems);
    let header = Header {
        title: top.text_or_empty("title", problems),
        summary: top.text_or_empty("summary", problems),
        lanes,
        sources,
        story,
        filters: named.filters,
        views: named.views,
    };
    (header, focus_at, named.queries)
}

fn format(top: &Record<'_>, problems: &mut Problems) {
    if let Some(format) = top.number("format", problems)
        && format.value != FORMAT
    {
        let message = format!("format {} is not known to this version, which reads {FORMAT}", format.value);
        let hint = if format.value > FORMAT {
            "get a newer version of Coeval; what could be read is shown".to_owned()
        } else {
            format!("write format: {FORMAT}")
        };
        problems.error(format.span, message, Some(hint));
    }
}

/// The lanes that the file declares.
pub(crate) fn lanes(top: &Record<'_>, problems: &mut Problems) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let mut seen = HashSet::new();
    for record in top.records("lanes", &LANE, problems) {
        let id = record.required("id", "\"IR\"", problems);
        let name = record.text("name", problems).map(|name| name.value);
        let color = record.text("color", problems).and_then(|color| parse_color(&color, problems));
        let Some(id) = id else { continue };
        let lane_id = LaneId::new(&id.value);
        if !seen.insert(lane_id.clone()) {
            twice("lane", &id, problems);
            continue;
        }
        let name = name.or_else(|| country::name_of(&id.value).map(str::to_owned)).unwrap_or(id.value);
        lanes.push(Lane { id: lane_id, name, color, declared: true });
    }
    lanes
}

fn twice(noun: &str, id: &Spanned<String>, problems: &mut Problems) {
    problems.more_in_text = true;
    let message = format!("the {noun} {} is declared twice; the first one counts", quoted(&id.value));
    problems.warning(id.span.clone(), message, Some("remove one, or give it another id".to_owned()));
}

fn parse_color(color: &Spanned<String>, problems: &mut Problems) -> Option<[u8; 3]> {
    let hex = color.value.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii());
    let parsed = hex.and_then(|hex| {
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        hex.bytes().all(|b| b.is_ascii_hexdigit()).then_some([part(0)?, part(2)?, part(4)?])
    });
    if parsed.is_none() {
        problems.more_in_text = true;
        let message = format!("{} is no colour", quoted(&color.value));
        problems.warning(color.span.clone(), message, Some("write it like \"#CC79A7\"".to_owned()));
    }
    parsed
}

/// The sources that the file declares.
pub(crate) fn sources(top: &Record<'_>, problems: &mut Problems) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut seen = HashSet::new();
    for record in top.records("sources", &SOURCE, problems) {
        let id = record.required("id", "\"arvak\"", problems);
        let mut text = |name: &str| record.text(name, problems).map(|text| text.value);
        let (title, publisher, date, url) = (text("title"), text("publisher"), text("date"), text("url"));
        let Some(id) = id else { continue };
        if !seen.insert(id.value.clone()) {
            twice("source", &id, problems);
            continue;
        }
        sources.push(Source { id: id.value, title: title.unwrap_or_default(), publisher, date, url });
    }
    sources
}

/// The story, and where each step says which events it speaks of.
fn story(top: &Record<'_>, problems: &mut Problems) -> (Vec<Step>, Vec<Vec<Span>>) {
    let mut focus_at = Vec::new();
    let records = top.records("story", &STEP, problems);
    let steps = records.iter().map(|record| {
        let mut day = |name: &str| {
            let day = record.text(name, problems)?;
            if !day.value.is_empty()
                && let Err(error) = EventDate::parse(&day.value)
            {
                let message = format!("{} is no date: {}", quoted(&day.value), error.message);
                problems.warning(day.span.clone(), message, error.hint);
            }
            Some(day.value)
        };
        let (from, to) = (day("from").unwrap_or_default(), day("to").unwrap_or_default());
        let focus = record.texts("focus", problems);
        focus_at.push(focus.iter().map(|id| id.span.clone()).collect());
        Step {
            title: record.text_or_empty("title", problems),
            from,
            to,
            focus: focus.iter().map(|id| EventId::new(&id.value)).collect(),
            text: record.text_or_empty("text", problems),
        }
    });
    (steps.collect(), focus_at)
}

/// Tells links that lead nowhere.
fn check_links(read: &Batch, problems: &mut Problems) {
    if read.links_at.is_empty() {
        return;
    }
    let ids = ids_of(read);
    for (event, links_at) in &read.links_at {
        for (link, at) in read.events[*event as usize].links.iter().zip(links_at) {
            if !ids.contains(link.to.as_str()) {
                missing_event("a link leads to", &link.to, at, &ids, problems);
            }
        }
    }
}

/// Tells steps that speak of events that are not there.
fn check_story(read: &Batch, story: &[Step], at: &[Vec<Span>], problems: &mut Problems) {
    if story.iter().all(|step| step.focus.is_empty()) {
        return;
    }
    let ids = ids_of(read);
    for (step, at) in story.iter().zip(at) {
        for (id, at) in step.focus.iter().zip(at) {
            if !ids.contains(id.as_str()) {
                missing_event("a step speaks of", id, at, &ids, problems);
            }
        }
    }
}

fn ids_of(read: &Batch) -> HashSet<&str> {
    read.events.iter().map(|event| event.id.as_str()).collect()
}

fn missing_event(what: &str, id: &EventId, at: &Span, ids: &HashSet<&str>, problems: &mut Problems) {
    // Looking for what was meant goes through all ids: not for each of a hundred thousand.
    let look = ids.len() <= 1000 || problems.warnings < 100;
    let mut sorted: Vec<&str> = if look { ids.iter().copied().collect() } else { Vec::new() };
    sorted.sort_unstable();
    let meant = near_miss(id.as_str(), sorted);
    let hint = meant.map_or_else(
        || "the event may be missing, or its id written otherwise".to_owned(),
        |meant| format!("did you mean {meant}?"),
    );
    problems.warning(at.clone(), format!("{what} {}, which is no event", quoted(id.as_str())), Some(hint));
}
