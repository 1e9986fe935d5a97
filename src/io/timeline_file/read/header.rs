//! What stands before the events of a timeline: its title, lanes, sources and story.

use super::story::Story;
use crate::io::timeline_file::text::literal::Spanned;
use crate::io::timeline_file::text::problems::{Problems, quoted};
use crate::io::timeline_file::text::record::Record;
use crate::io::timeline_file::text::schema::{FORMAT, LANE, SOURCE};
use crate::io::timeline_file::text::source_text::Header;
use crate::model::{Lane, LaneId, Source, country};
use std::collections::HashSet;

/// What a file says besides its events, and where its queries stand.
pub(crate) fn header(top: &Record<'_>, problems: &mut Problems) -> (Header, Vec<Spanned<String>>) {
    let (header, story) = header_with_story(top, problems);
    (header, story.queries)
}

/// As [`header`], with the story as it stands in the text; its queries are those of the whole file.
pub(crate) fn header_with_story(top: &Record<'_>, problems: &mut Problems) -> (Header, Story) {
    format(top, problems);
    let lanes = lanes(top, problems);
    let sources = sources(top, problems);
    let mut story = super::story::read(top, problems);
    let named = super::saved_queries::read(top, problems);
    story.queries.extend(named.queries);
    let header = Header {
        title: top.text_or_empty("title", problems),
        summary: top.text_or_empty("summary", problems),
        lanes,
        sources,
        story: story.steps.clone(),
        filters: named.filters,
        views: named.views,
        imports: super::imports::read(top, problems),
    };
    (header, story)
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
