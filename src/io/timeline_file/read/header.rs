//! What stands before the events of a timeline: its title, lanes, sources and story.

use crate::io::timeline_file::text::literal::Spanned;
use crate::io::timeline_file::text::problems::{Problems, quoted};
use crate::io::timeline_file::text::record::Record;
use crate::io::timeline_file::text::scan::Span;
use crate::io::timeline_file::text::schema::{FORMAT, LANE, SOURCE, STEP};
use crate::io::timeline_file::text::source_text::Header;
use crate::model::{EventDate, EventId, Lane, LaneId, Source, Step, country};
use std::collections::HashSet;

/// What a file says besides its events, and where its queries stand.
pub(crate) fn header(top: &Record<'_>, problems: &mut Problems) -> (Header, Vec<Spanned<String>>) {
    let (header, _, queries) = header_with_places(top, problems);
    (header, queries)
}

/// As [`header`], with where each step of the story says which events it speaks of.
pub(crate) fn header_with_places(
    top: &Record<'_>,
    problems: &mut Problems,
) -> (Header, Vec<Vec<Span>>, Vec<Spanned<String>>) {
    format(top, problems);
    let lanes = lanes(top, problems);
    let sources = sources(top, problems);
    let (story, focus_at) = story(top, problems);
    let named = super::saved_queries::read(top, problems);
    let header = Header {
        title: top.text_or_empty("title", problems),
        summary: top.text_or_empty("summary", problems),
        lanes,
        sources,
        story,
        filters: named.filters,
        views: named.views,
        imports: super::imports::read(top, problems),
    };
    (header, focus_at, named.queries)
}

pub(crate) fn format(top: &Record<'_>, problems: &mut Problems) {
    if let Some(format) = top.number("format", problems)
        && format.value != FORMAT
    {
        let message =
            format!("format {} is newer than this version of Coeval, which reads {FORMAT}", format.value);
        let hint = if format.value > FORMAT {
            "get a newer version of Coeval; everything readable is shown".to_owned()
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

pub(crate) fn twice(noun: &str, id: &Spanned<String>, problems: &mut Problems) {
    problems.more_in_text = true;
    let message = format!("the {noun} {} is declared twice; only the first is used", quoted(&id.value));
    problems.warning(id.span.clone(), message, Some("remove one, or give it another id".to_owned()));
}

pub(crate) fn parse_color(color: &Spanned<String>, problems: &mut Problems) -> Option<[u8; 3]> {
    let hex = color.value.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii());
    let parsed = hex.and_then(|hex| {
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        hex.bytes().all(|b| b.is_ascii_hexdigit()).then_some([part(0)?, part(2)?, part(4)?])
    });
    if parsed.is_none() {
        problems.more_in_text = true;
        let message = format!("{} is not a colour", quoted(&color.value));
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
pub(crate) fn story(top: &Record<'_>, problems: &mut Problems) -> (Vec<Step>, Vec<Vec<Span>>) {
    let mut focus_at = Vec::new();
    let records = top.records("story", &STEP, problems);
    let steps = records.iter().map(|record| {
        let mut day = |name: &str| {
            let day = record.text(name, problems)?;
            if !day.value.is_empty()
                && let Err(error) = EventDate::parse(&day.value)
            {
                let message = format!("{} is not a date: {}", quoted(&day.value), error.message);
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
