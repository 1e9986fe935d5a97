//! JSON: this program's own, as it exports it, and TimelineJS's. The list of events is cut into its elements first,
//! so that each has its line and a broken one costs no other.

mod records;
pub(in crate::io::import) mod scan;
mod timelinejs;

use std::collections::HashSet;
use std::ops::Range;

use self::scan::{Members, elements, line_of};
use crate::io::import::draft::{Builder, Draft};
use crate::io::import::encoding::decode;
use crate::io::import::{Imported, Options};
use crate::io::json_form::{self, FORMAT};
use crate::model::{
    Account, EventDate, EventId, Grade, ImportRecord, Lane, LaneId, LanesBy, Link, MOST_SECONDS, NamedFilter,
    NamedView, Source, Step, country,
};

/// Reads JSON.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let text = decoded.text.as_str();
    let mut builder = Builder::new(options);
    builder.title.clone_from(&options.name);
    if records::is_lines(text) {
        return records::of_lines(text, options, builder);
    }
    let members = match Members::of(text) {
        Ok(members) => members,
        Err((at, what)) => {
            builder.report.fail(format!("line {}: {what}", line_of(text, at)), "check that the file is JSON");
            return builder.finish();
        }
    };
    if timelinejs::is_it(text, &members) {
        timelinejs::read(text, &members, &mut builder);
    } else if let Some(span) = records::find(text, &members).filter(|span| !is_own(text, &members, span)) {
        return records::of_list(text, span, &members, options, builder);
    } else if members.list.is_some() || members.get("events").is_some() {
        own(text, &members, &mut builder);
    } else {
        let hint = "a timeline has a list called events; the manual shows the format";
        builder.report.fail("no events found", hint);
    }
    if let Some((at, what)) = members.broken {
        builder.report.skip(line_of(text, at), format!("{what}: the rest could not be read"), "");
    }
    builder.finish()
}

/// Whether a list of records is this program's: where the text says so, and where its events have what ours have and
/// nothing else.
fn is_own(text: &str, members: &Members, span: &Range<usize>) -> bool {
    if members.get("coeval").is_some() {
        return true;
    }
    let (list, _) = elements(text, span.clone());
    let own = |element: &Range<usize>| {
        let Ok(serde_json::Value::Object(event)) = serde_json::from_str(&text[element.clone()]) else {
            return true;
        };
        let text = |name: &str| event.get(name).is_none_or(serde_json::Value::is_string);
        event.keys().all(|key| json_form::EVENT.contains(&key.as_str()))
            && text("id")
            && text("date")
            && text("title")
    };
    // Records of others may have no more than ours; their dates are seldom written as ours are.
    let dated = |element: &Range<usize>| {
        let date = serde_json::from_str(&text[element.clone()])
            .ok()
            .and_then(|event: serde_json::Value| Some(event.get("date")?.as_str()?.to_owned()));
        date.is_none_or(|date| EventDate::parse(&date).is_ok())
    };
    let looked_at = || list.iter().take(50);
    looked_at().all(own) && (list.is_empty() || looked_at().any(dated))
}

/// One record to a line.
pub(super) fn import_lines(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    records::of_lines(&decoded.text, options, Builder::new(options))
}

/// The elements of a member, each read; what cannot be read is told.
fn read_all<T: serde::de::DeserializeOwned>(
    text: &str,
    span: Option<Range<usize>>,
    what: &str,
    builder: &mut Builder<'_>,
) -> Vec<(usize, T)> {
    let Some(span) = span else { return Vec::new() };
    let (list, broken) = elements(text, span);
    let mut lines = scan::LineCounter::new(text);
    let mut read = Vec::with_capacity(list.len());
    for element in list {
        let line = lines.line_of(element.start);
        let element = &text[element];
        match serde_json::from_str(element) {
            Ok(value) => read.push((line, value)),
            Err(error) => {
                let line = line + error.line().saturating_sub(1);
                builder.report.skip(line, format!("{what} that cannot be read: {}", plain(&error)), element);
            }
        }
    }
    if let Some((at, reason)) = broken {
        builder.report.skip(line_of(text, at), reason, "");
    }
    read
}

/// What serde says, without the place in the element.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// This program's own form.
fn own(text: &str, members: &Members, builder: &mut Builder<'_>) {
    builder.own = members.get("coeval").is_some();
    let string = |name: &str| {
        let value = members.get(name)?;
        serde_json::from_str::<String>(&text[value]).ok()
    };
    if let Some(title) = string("title") {
        builder.title = title;
    } else if members.get("coeval").is_some() {
        builder.title.clear();
    }
    builder.summary = string("summary").unwrap_or_default();
    let format = members.get("coeval").and_then(|span| text[span].trim().parse::<i64>().ok());
    if let Some(format) = format.filter(|format| *format > FORMAT) {
        builder.report.note(format!(
            "The file has format {format}, newer than this program’s ({FORMAT}); everything readable was imported"
        ));
    }
    for (line, lane) in read_all::<json_form::Lane>(text, members.get("lanes"), "a lane", builder) {
        let id = LaneId::new(&lane.id);
        if lane.id.trim().is_empty() {
            builder.report.skip(line, "a lane without an ID", lane.name.as_deref().unwrap_or_default());
            continue;
        }
        let usual = country::name_of(&lane.id).unwrap_or(&lane.id).to_owned();
        let name = lane.name.unwrap_or(usual);
        let color = lane.color.as_deref().and_then(json_form::color);
        if let (None, Some(written)) = (color, &lane.color) {
            builder.report.skip(line, "a colour not written as #RRGGBB", written);
        }
        if !builder.declare(Lane { id, name, color, declared: true }) {
            builder.report.skip(line, "a lane with a duplicate ID", &lane.id);
        }
    }
    let mut met: HashSet<String> = HashSet::new();
    for (line, source) in read_all::<json_form::Source>(text, members.get("sources"), "a source", builder) {
        let json_form::Source { id, title, publisher, date, url } = source;
        if id.trim().is_empty() {
            builder.report.skip(line, "a source without an ID", &title);
        } else if !met.insert(id.clone()) {
            builder.report.skip(line, "a source with a duplicate ID", &id);
        } else {
            builder.sources.push(Source { id, title, publisher, date, url });
        }
    }
    for (line, one) in read_all::<json_form::Step>(text, members.get("story"), "a story step", builder) {
        let step = step(line, one, builder);
        builder.story.push(step);
    }
    named(text, members, builder);
    imports(text, members, builder);
    let events = members.list.clone().or_else(|| members.get("events"));
    for (line, event) in read_all::<json_form::Event>(text, events, "an event", builder) {
        take(line, event, builder);
    }
}

fn step(line: usize, step: json_form::Step, builder: &mut Builder<'_>) -> Step {
    let seconds = step.seconds.filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
    if let (None, Some(written)) = (seconds, step.seconds) {
        builder.report.skip(line, "seconds of a step that are not 1 to 86400", &written.to_string());
    }
    Step {
        lanes_by: lanes_by(line, &step.lanes_by, builder),
        title: step.title,
        from: step.from,
        to: step.to,
        focus: step.focus.iter().map(|id| EventId::new(id)).collect(),
        one_by_one: step.one_by_one,
        lanes: step.lanes,
        query: step.query,
        align: step.align,
        coincidence: step.coincidence,
        accounts: EventId::new(&step.accounts),
        seconds,
        text: step.text,
        note: step.note,
    }
}

/// What lanes are by their word; countries, and that told, where it is none.
fn lanes_by(line: usize, word: &str, builder: &mut Builder<'_>) -> LanesBy {
    let by = if word.is_empty() { Some(LanesBy::default()) } else { LanesBy::of_word(word) };
    if by.is_none() {
        builder.report.skip(line, "an unknown kind of lanes", word);
    }
    by.unwrap_or_default()
}

/// Searches and views with names; the first of a name counts.
fn named(text: &str, members: &Members, builder: &mut Builder<'_>) {
    let mut met: HashSet<String> = HashSet::new();
    for (line, filter) in read_all::<json_form::Filter>(text, members.get("filters"), "a filter", builder) {
        let json_form::Filter { name, query } = filter;
        if name.trim().is_empty() || !met.insert(name.clone()) {
            builder.report.skip(line, "a search with a missing or duplicate name", &name);
        } else {
            builder.filters.push(NamedFilter { name, query });
        }
    }
    met.clear();
    for (line, view) in read_all::<json_form::View>(text, members.get("views"), "a view", builder) {
        let json_form::View { name, from, to, lanes, query, lanes_by, align, zone } = view;
        if name.trim().is_empty() || !met.insert(name.clone()) {
            builder.report.skip(line, "a view with a missing or duplicate name", &name);
            continue;
        }
        let lanes_by = self::lanes_by(line, &lanes_by, builder);
        builder.views.push(NamedView { name, from, to, lanes, query, lanes_by, align, zone });
    }
}

/// How other people's data was imported; the first of a path counts.
fn imports(text: &str, members: &Members, builder: &mut Builder<'_>) {
    let mut met: HashSet<String> = HashSet::new();
    for (line, import) in read_all::<json_form::Import>(text, members.get("imports"), "an import", builder) {
        let json_form::Import { path, columns, options, key, read, rows } = import;
        if path.trim().is_empty() || !met.insert(path.clone()) {
            builder.report.skip(line, "an import with a missing or duplicate path", &path);
        } else {
            let rows = std::sync::Arc::new(rows);
            builder.imports.push(ImportRecord { path, columns, options, key, read, rows });
        }
    }
}

fn take(line: usize, event: json_form::Event, builder: &mut Builder<'_>) {
    let excerpt = event.title.clone();
    let date = match EventDate::parse(&event.date) {
        Ok(date) => date,
        Err(error) => {
            let reason = format!(
                "“{}” is not a date: {}",
                crate::io::timeline_file::text::problems::shown(&event.date, 40),
                error.message
            );
            return builder.report.skip(line, reason, &excerpt);
        }
    };
    let accounts = event.accounts.into_iter().map(|said| account(line, said, builder)).collect();
    let links = event.links.into_iter().filter_map(|led| link(line, led, &excerpt, builder)).collect();
    if event.importance.is_some_and(|importance| importance > 5) {
        builder.report.skip(line, "an importance over 5, imported as 5", &excerpt);
    }
    let country = if event.country.is_empty() { event.lane } else { event.country };
    let draft = Draft {
        id: event.id,
        title: event.title,
        title_native: event.title_native,
        country,
        place: event.place,
        involves: event.involves,
        people: event.people,
        tags: event.tags,
        sources: event.sources,
        importance: event.importance.unwrap_or(0).min(5),
        summary: event.summary,
        note: event.note,
        accounts,
        links,
        lanes: Vec::new(),
    };
    builder.take(line, date, draft, &excerpt);
}

fn account(line: usize, said: json_form::Account, builder: &mut Builder<'_>) -> Account {
    let json_form::Account { by, says, source, quote, grade, omits } = said;
    let parsed = grade.as_deref().and_then(Grade::parse);
    if let (None, Some(written)) = (parsed, &grade) {
        builder.report.skip(line, "a grade that is not in the Admiralty code (such as B2)", written);
    }
    Account {
        by: by.into(),
        says: says.into(),
        source: source.map(Into::into),
        quote: quote.map(Into::into),
        grade: parsed,
        omits: omits.into(),
    }
}

/// A link; `None`, and that told, where it leads nowhere.
fn link(line: usize, led: json_form::Link, excerpt: &str, builder: &mut Builder<'_>) -> Option<Link> {
    let json_form::Link { to, kind, by } = led;
    if to.trim().is_empty() {
        builder.report.skip(line, "a link without a target", excerpt);
        return None;
    }
    Some(Link { to: EventId::new(&to), kind: kind.into(), by: by.into() })
}
