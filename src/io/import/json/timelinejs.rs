//! TimelineJS's JSON (<https://timeline.knightlab.com/docs/json-format.html>), and the older form with
//! `timeline: { date: […] }` that its first version wrote.

use std::ops::Range;

use serde_json::Value;

use super::scan::{LineCounter, Members, elements, line_of};
use crate::io::import::draft::{Builder, Draft};
use crate::io::import::table::{dates, from_parts};
use crate::io::import::{Codes, DayOrder, html};
use crate::model::EventDate;

/// Whether a JSON text is TimelineJS's.
pub(super) fn is_it(text: &str, members: &Members) -> bool {
    if members.get("coeval").is_some() {
        return false;
    }
    let opens = |name: &str, with: u8| {
        members.get(name).is_some_and(|span| text.as_bytes().get(span.start) == Some(&with))
    };
    if opens("timeline", b'{') || opens("eras", b'[') || opens("title", b'{') {
        return true;
    }
    let list = members.get("events").or_else(|| members.list.clone());
    let first = list.and_then(|span| elements(text, span).0.into_iter().next());
    first.is_some_and(|first| {
        let slide: Value = serde_json::from_str(&text[first]).unwrap_or_default();
        slide.get("start_date").is_some() || slide.get("text").is_some_and(Value::is_object)
    })
}

/// Reads it.
pub(super) fn read(text: &str, members: &Members, builder: &mut Builder<'_>) {
    let old = members.get("timeline");
    let inner = old.map(|span| Members::within(text, span.start));
    let members = inner.as_ref().unwrap_or(members);
    let value = |name: &str| {
        let span = members.get(name)?;
        serde_json::from_str::<Value>(&text[span]).ok()
    };
    if let Some(title) = value("title").filter(Value::is_object) {
        heading(&title, builder);
    } else if inner.is_some() {
        let texts = |name: &str| value(name).and_then(|v| v.as_str().map(|text| html::plain(text).0));
        builder.title = texts("headline").unwrap_or_default();
        builder.summary = texts("text").unwrap_or_default();
    }
    let mut slides = Vec::new();
    for (name, is_era) in [("events", false), ("date", false), ("eras", true), ("era", true)] {
        if let Some(span) = members.get(name) {
            read_slides(text, span, is_era, &mut slides, builder);
        }
    }
    if let Some(list) = members.list.clone() {
        read_slides(text, list, false, &mut slides, builder);
    }
    let groups: Vec<&str> =
        slides.iter().map(|slide| slide.group.as_str()).filter(|group| !group.is_empty()).collect();
    let countries = groups.iter().filter(|group| Codes::Names.find(group).is_some()).count();
    let groups_are_countries = countries * 10 > groups.len() * 6;
    for mut slide in slides {
        if groups_are_countries && Codes::Names.find(&slide.group).is_some() {
            slide.draft.country = slide.group;
        } else if !slide.group.is_empty() {
            slide.draft.tags.insert(0, slide.group);
        }
        let title = slide.draft.title.clone();
        if let Some(hour) = &slide.odd_hour {
            let shown = crate::io::timeline_file::text::problems::shown(hour, 30);
            builder
                .report
                .note(format!("Line {}: “{shown}” is not a time; only the day was imported", slide.line));
        }
        match slide.date {
            Ok(date) => builder.take(slide.line, date, slide.draft, &title),
            Err(reason) => builder.report.skip(slide.line, reason, &title),
        }
    }
}

fn heading(title: &Value, builder: &mut Builder<'_>) {
    let texts = |name: &str| title.get("text").map(|text| html::plain(&string(text, name)).0);
    if let Some(headline) = texts("headline").filter(|headline| !headline.is_empty()) {
        builder.title = headline;
    }
    builder.summary = texts("text").unwrap_or_default();
}

/// A slide, before it is known what its group is.
struct Slide {
    line: usize,
    date: Result<EventDate, String>,
    /// An hour that could not be read.
    odd_hour: Option<String>,
    draft: Draft,
    group: String,
}

fn read_slides(
    text: &str,
    span: Range<usize>,
    is_era: bool,
    slides: &mut Vec<Slide>,
    builder: &mut Builder<'_>,
) {
    let (list, broken) = elements(text, span);
    let mut lines = LineCounter::new(text);
    for element in list {
        let line = lines.line_of(element.start);
        let element = &text[element];
        match serde_json::from_str::<Value>(element) {
            Ok(value) => slides.push(slide(line, &value, is_era)),
            Err(error) => {
                let line = line + error.line().saturating_sub(1);
                builder.report.skip(line, "not JSON", element);
            }
        }
    }
    if let Some((at, reason)) = broken {
        builder.report.skip(line_of(text, at), reason, "");
    }
}

fn slide(line: usize, value: &Value, is_era: bool) -> Slide {
    let text = value.get("text").filter(|text| text.is_object()).unwrap_or(value);
    let (title, mut sources) = html::plain(&string(text, "headline"));
    let (summary, links) = html::plain(&string(text, "text"));
    let media = value.get("media").or_else(|| value.get("asset")).unwrap_or(&Value::Null);
    let address = [string(media, "link"), string(media, "url"), string(media, "media")];
    let address = address.into_iter().find(|address| address.starts_with("http"));
    for source in links.into_iter().chain(address) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let place = value.get("location").map(|place| string(place, "name")).unwrap_or_default();
    let draft = Draft {
        id: string(value, "unique_id"),
        title,
        place,
        sources,
        summary,
        tags: if is_era { vec!["era".to_owned()] } else { Vec::new() },
        ..Draft::default()
    };
    let group = [string(value, "group"), string(value, "tag")];
    let group = group.into_iter().find(|group| !group.is_empty()).unwrap_or_default();
    let mut odd_hour = None;
    Slide { line, date: date(value, &mut odd_hour), odd_hour, draft, group }
}

/// A text, or a number as text; empty where there is none.
fn string(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn date(value: &Value, odd: &mut Option<String>) -> Result<EventDate, String> {
    let begin = point(value, "start_date", "startDate", odd)?.ok_or_else(|| "no date".to_owned())?;
    let end = point(value, "end_date", "endDate", odd)?;
    let text = match end {
        Some(end) if end != begin => format!("{begin}/{end}"),
        _ => begin,
    };
    EventDate::parse(&text).map_err(|error| error.message)
}

/// One end of a date, in EDTF; an hour that cannot be read is left out and put aside in `odd`.
fn point(
    value: &Value,
    name: &str,
    old_name: &str,
    odd: &mut Option<String>,
) -> Result<Option<String>, String> {
    if let Some(date) = value.get(name).filter(|date| date.is_object()) {
        let part = |name: &str| string(date, name);
        let (year, month, day) = (part("year"), part("month"), part("day"));
        let Some(text) = from_parts([&year, &month, &day])? else { return Ok(None) };
        let (hour, minute, second) = (part("hour"), part("minute"), part("second"));
        if hour.is_empty() || day.is_empty() || day == "0" {
            return Ok(Some(text));
        }
        // "8pm", "30.5": an hour that is not written so is none.
        let two = |part: &str, most: u8| match part.trim() {
            "" => Some(0),
            part => part.parse::<u8>().ok().filter(|number| *number <= most),
        };
        let clock = (two(&hour, 23), two(&minute, 59), two(&second, 59));
        let (Some(hour), Some(minute), Some(second)) = clock else {
            let written = [hour, minute, second].join(":");
            *odd = Some(written.trim_end_matches(':').to_owned());
            return Ok(Some(text));
        };
        let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
        return Ok(Some(format!("{text}T{hour:02}:{minute:02}{seconds}")));
    }
    let written = match value.get(name).or_else(|| value.get(old_name)) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(year)) => year.to_string(),
        _ => return Ok(None),
    };
    if written.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = written.split(',').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    if parts.len() > 1 || written.parse::<i32>().is_ok() {
        return from_parts([part(0), part(1), part(2)]);
    }
    dates::read(&written, DayOrder::MonthFirst).map(|date| Some(date.text().to_owned()))
}
