//! Reads the filters and the views that have names.

use std::collections::HashSet;

use crate::io::Diagnostic;
use crate::io::timeline_file::text::literal::{Spanned, part};
use crate::io::timeline_file::text::problems::{Problems, near_miss, quoted};
use crate::io::timeline_file::text::record::Record;
use crate::io::timeline_file::text::schema::{FILTER, VIEW};
use crate::io::timeline_file::text::source_text::SourceText;
use crate::model::{Clocks, EventDate, LanesBy, NamedFilter, NamedView};
use std::ops::Range;

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) filters: Vec<NamedFilter>,
    pub(crate) views: Vec<NamedView>,
    /// All queries with where they stand.
    pub(crate) queries: Vec<Spanned<String>>,
}

/// Reads both lists; the first of a name counts.
pub(crate) fn read(top: &Record<'_>, problems: &mut Problems) -> Named {
    let mut named = Named::default();
    let mut seen = HashSet::new();
    for record in top.records("filters", &FILTER, problems) {
        let name = record.required("name", "\"Diplomacy\"", problems);
        let query = record.required("query", "\"tag:diplomacy\"", problems);
        let Some(name) = name.filter(|name| is_new(name, "filter", &mut seen, problems)) else { continue };
        let Some(query) = query else { continue };
        named.filters.push(NamedFilter { name: name.value, query: query.value.clone() });
        named.queries.push(query);
    }
    let mut seen = HashSet::new();
    for record in top.records("views", &VIEW, problems) {
        let name = record.required("name", "\"October 2024\"", problems);
        let lanes = record.texts("lanes", problems).into_iter().map(|lane| lane.value.into_owned()).collect();
        let query = record.text("query", problems);
        let lanes_by = lanes_by(&record, problems);
        let mut view = NamedView { lanes, lanes_by, ..NamedView::default() };
        view.align = record.text("align", problems).map(|align| align.value).unwrap_or_default();
        view.zone = zone(&record, problems);
        view.from = day(&record, "from", view.counts_days(), problems);
        view.to = day(&record, "to", view.counts_days(), problems);
        let Some(name) = name.filter(|name| is_new(name, "view", &mut seen, problems)) else { continue };
        let text = query.as_ref().map(|query| query.value.clone()).unwrap_or_default();
        named.queries.extend(query.filter(|query| !query.value.trim().is_empty()));
        named.views.push(NamedView { name: name.value, query: text, ..view });
    }
    named
}

fn is_new(name: &Spanned<String>, noun: &str, seen: &mut HashSet<String>, problems: &mut Problems) -> bool {
    if seen.insert(name.value.clone()) {
        return true;
    }
    problems.more_in_text = true;
    let message = format!("the {noun} {} appears twice; only the first is used", quoted(&name.value));
    problems.warning(name.span.clone(), message, Some("remove one, or give it another name".to_owned()));
    false
}

/// A day as written, or a number of days where they are counted; told where it is none, as it then bounds nothing.
pub(crate) fn day(record: &Record<'_>, field: &str, counted: bool, problems: &mut Problems) -> String {
    let Some(day) = record.text(field, problems) else { return String::new() };
    if day.value.is_empty() {
        return day.value;
    }
    if counted {
        if day.value.trim().parse::<i32>().is_err() {
            let message = format!("{} is not a number of days", quoted(&day.value));
            let hint = "when aligned on a tag, write days relative to it, as in from: \"-30\", to: \"90\"";
            problems.warning(day.span, message, Some(hint.to_owned()));
        }
    } else if let Err(error) = EventDate::parse(&day.value) {
        let message = format!("{} is not a date: {}", quoted(&day.value), error.message);
        problems.warning(day.span, message, error.hint);
    }
    day.value
}

/// Whose clocks show the hours; told where there is no such zone, as it then changes nothing.
fn zone(record: &Record<'_>, problems: &mut Problems) -> String {
    let Some(zone) = record.text("zone", problems) else { return String::new() };
    let name = zone.value.trim();
    if !name.is_empty() && !name.eq_ignore_ascii_case("utc") && Clocks::of_zone(name).is_none() {
        let message = format!("unknown time zone {}", quoted(&zone.value));
        let hint = "write utc, or a name from the IANA database such as Asia/Tehran";
        problems.warning(zone.span, message, Some(hint.to_owned()));
    }
    zone.value
}

/// What lanes are, as written; told where it is none of these.
pub(crate) fn lanes_by(record: &Record<'_>, problems: &mut Problems) -> LanesBy {
    let Some(word) = record.text("lanes_by", problems) else { return LanesBy::default() };
    LanesBy::of_word(word.value.trim()).unwrap_or_else(|| {
        problems.more_in_text = true;
        let words = LanesBy::ALL.map(LanesBy::word);
        let message = format!("lanes cannot be grouped by {}", quoted(&word.value));
        let hint = match near_miss(&word.value, words.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of {}", words.join(", ")),
        };
        problems.warning(word.span, message, Some(hint));
        LanesBy::default()
    })
}

/// What is wrong with the queries of a text, as `wrong` tells it of each.
pub(crate) fn wrong_queries(
    source: &SourceText,
    wrong: &dyn Fn(&str) -> Option<WrongQuery>,
) -> Vec<Diagnostic> {
    let mut problems = Problems::default();
    for query in source.queries.iter() {
        if let Some((at, message, hint)) = wrong(&query.value) {
            problems.warning(part(source.text(), &query.span, &at), message, hint);
        }
    }
    problems.finish(source.text())
}

/// What is wrong with a query: where in it, what, and what to do about it.
pub type WrongQuery = (Range<usize>, String, Option<String>);
