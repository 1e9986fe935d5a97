//! Records in JSON that are neither this program's nor TimelineJS's: a list of objects, wherever it stands, one object to a
//! line (JSONL), the features of GeoJSON, the bindings of a SPARQL query. Their keys are the columns of a table, which then
//! goes the way of all tables.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::Value;

use super::scan::{LineCounter, Members, elements, second};
use crate::io::import::draft::Builder;
use crate::io::import::table::{Row, Rows, of_rows};
use crate::io::import::{Imported, Options};
use crate::model::EventDate;

/// More columns are no table.
const MOST_COLUMNS: usize = 4096;

/// Deeper values are kept as JSON.
const DEEPEST: usize = 4;

/// Where the records of a JSON text stand; `None` where there are none.
pub(super) fn find(text: &str, members: &Members) -> Option<Range<usize>> {
    let of_objects = |span: &Range<usize>| {
        let bytes = text.as_bytes();
        bytes.get(span.start) == Some(&b'[') && text[span.start + 1..span.end].trim_start().starts_with('{')
    };
    if let Some(list) = members.list.clone() {
        // The World Bank sends a list of two: what it says of the answer, and the answer.
        let nested = second(text, &list).filter(of_objects);
        return nested.or_else(|| Some(list).filter(of_objects));
    }
    // vis-timeline's items stand beside the groups that they name.
    if let Some(items) = members.get("items").filter(of_objects) {
        return Some(items);
    }
    // The longest list of objects at the top or one object deeper: "features", "results": {"bindings": …}.
    let mut lists: Vec<Range<usize>> = members.spans().filter(of_objects).collect();
    for span in members.spans().filter(|span| text.as_bytes().get(span.start) == Some(&b'{')) {
        lists.extend(Members::within(text, span.start).spans().filter(of_objects));
    }
    lists.into_iter().max_by_key(ExactSizeIterator::len)
}

/// Whether a text is one JSON object to a line.
pub(super) fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let object = |line: &str| {
        line.starts_with('{') && serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object())
    };
    lines.next().is_some_and(object) && lines.next().is_some_and(object)
}

/// Reads the records of a list.
pub(super) fn of_list(
    text: &str,
    span: Range<usize>,
    members: &Members,
    options: &Options,
    mut builder: Builder<'_>,
) -> Imported {
    let groups = groups(text, members);
    let (list, broken) = elements(text, span);
    let mut lines = LineCounter::new(text);
    let mut records = Records { groups, ..Records::default() };
    for element in list {
        let line = lines.line_of(element.start);
        records.add(line, &text[element], &mut builder);
    }
    if let Some((at, reason)) = broken {
        builder.report.skip(super::scan::line_of(text, at), reason, "");
    }
    records.finish(options, builder)
}

/// Reads one record to a line.
pub(super) fn of_lines(text: &str, options: &Options, mut builder: Builder<'_>) -> Imported {
    let mut records = Records::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        records.add(at + 1, line, &mut builder);
    }
    records.finish(options, builder)
}

/// The names of vis-timeline's groups by the ids that its items give.
fn groups(text: &str, members: &Members) -> HashMap<String, String> {
    let Some(span) = members.get("groups").filter(|_| members.get("items").is_some()) else {
        return HashMap::new();
    };
    let (list, _) = elements(text, span);
    let named = |element: Range<usize>| {
        let group: Value = serde_json::from_str(&text[element]).ok()?;
        let name = plain(group.get("content").or_else(|| group.get("title"))?);
        let id = plain(group.get("id")?);
        (!name.is_empty() && !id.is_empty()).then_some((id, name))
    };
    list.into_iter().filter_map(named).collect()
}

/// Records on their way to rows.
#[derive(Default)]
struct Records {
    groups: HashMap<String, String>,
    names: Vec<String>,
    places: HashMap<String, usize>,
    rows: Vec<(usize, Vec<(usize, String)>)>,
}

impl Records {
    fn add(&mut self, line: usize, text: &str, builder: &mut Builder<'_>) {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(record)) => {
                let mut cells = Vec::new();
                // GeoJSON calls each of its features one; its kind stands among its properties.
                let feature = record.get("type").is_some_and(|kind| kind == "Feature");
                let is_feature = |key: &str| feature && key == "type";
                for (key, value) in record.iter().filter(|(key, _)| !is_internal(key) && !is_feature(key)) {
                    self.flatten(key, value, 0, &mut cells);
                }
                if let Some(at) = self.places.get("group").filter(|_| !self.groups.is_empty()) {
                    for (_, text) in cells.iter_mut().filter(|(own, _)| own == at) {
                        if let Some(name) = self.groups.get(text.as_str()) {
                            text.clone_from(name);
                        }
                    }
                }
                self.rows.push((line, cells));
            }
            Ok(_) => builder.report.skip(line, "this is not a record with names and values", text),
            Err(error) => {
                let line = line + error.line().saturating_sub(1);
                builder.report.skip(line, "not JSON", text);
            }
        }
    }

    /// The cells of a value, under its name and those of the objects around it.
    fn flatten(&mut self, name: &str, value: &Value, depth: usize, cells: &mut Vec<(usize, String)>) {
        match value {
            Value::Null => {}
            // SPARQL: {"type": "literal", "value": "…"}.
            Value::Object(object) if object.contains_key("type") && object.contains_key("value") => {
                self.flatten(name, &object["value"], depth, cells);
            }
            Value::Object(object) if is_moment(object) => self.cell(name, moment(name, object), cells),
            // GeoJSON: where it is, is told by no field of an event.
            Value::Object(object) if object.contains_key("coordinates") => {}
            Value::Object(object) if depth < DEEPEST => {
                for (key, value) in object.iter().filter(|(key, _)| !is_internal(key)) {
                    let inner = if matches!(name, "properties" | "_source" | "fields") {
                        key.clone()
                    } else {
                        format!("{name}.{key}")
                    };
                    self.flatten(&inner, value, depth + 1, cells);
                }
            }
            Value::Array(list) if list.iter().all(|value| !value.is_object() && !value.is_array()) => {
                let texts: Vec<String> = list.iter().map(plain).filter(|text| !text.is_empty()).collect();
                self.cell(name, texts.join("; "), cells);
            }
            // Several of a kind, `country: [{"name": "Iraq", "iso3": "irq"}]`: what each says under its name.
            Value::Array(list) if depth < DEEPEST && list.iter().all(Value::is_object) => {
                let mut keys: Vec<&String> = Vec::new();
                for key in list.iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys) {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
                for key in keys {
                    let each = list.iter().filter_map(|one| one.get(key)).cloned().collect();
                    self.flatten(&format!("{name}.{key}"), &Value::Array(each), depth + 1, cells);
                }
            }
            other => self.cell(name, plain(other), cells),
        }
    }

    fn cell(&mut self, name: &str, text: String, cells: &mut Vec<(usize, String)>) {
        let at = match self.places.get(name) {
            Some(at) => *at,
            None if self.names.len() < MOST_COLUMNS => {
                self.names.push(name.to_owned());
                self.places.insert(name.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            }
            None => return,
        };
        cells.push((at, text));
    }

    fn finish(self, options: &Options, builder: Builder<'_>) -> Imported {
        let width = self.names.len();
        let row = |(line, cells): (usize, Vec<(usize, String)>)| {
            let mut texts = vec![String::new(); width];
            for (at, text) in cells {
                texts[at] = text;
            }
            Row { line, cells: texts.iter().collect() }
        };
        let rows = self.rows.into_iter().map(row).collect();
        of_rows(Rows { names: self.names, rows, header: true, ..Rows::default() }, options, builder)
    }
}

/// Whether a value is when something begins or ends, as calendars on the web write it: a day, or a moment with its zone.
fn is_moment(object: &serde_json::Map<String, Value>) -> bool {
    let text = |name: &str| object.get(name).is_some_and(Value::is_string);
    object.keys().all(|key| matches!(key.as_str(), "date" | "dateTime" | "timeZone"))
        && (text("date") || text("dateTime"))
}

/// A moment as one text. The day at which an event of whole days ends is the first that is none of its own (Google's
/// reference of events: "the exclusive end time").
fn moment(name: &str, object: &serde_json::Map<String, Value>) -> String {
    let text = |name: &str| object.get(name).map(plain).unwrap_or_default();
    let (day, time, zone) = (text("date"), text("dateTime"), text("timeZone"));
    if time.is_empty() {
        let is_end = name.rsplit('.').next() == Some("end");
        return match EventDate::parse(&day) {
            Ok(date) if is_end => date.first_day().plus(-1).to_string(),
            _ => day,
        };
    }
    let time = time.strip_suffix(".0000000").unwrap_or(&time); // Microsoft's.
    let has_offset =
        time.ends_with('Z') || time.rsplit('T').next().is_some_and(|clock| clock.contains(['+', '-']));
    if has_offset || zone.is_empty() {
        return time.to_owned();
    }
    let zoned = format!("{time}[{}]", if zone == "UTC" { "Etc/UTC" } else { &zone });
    if EventDate::parse(&zoned).is_ok() { zoned } else { time.to_owned() }
}

/// Whether a program notes of its own types there: plaso's `__class_name__`.
fn is_internal(key: &str) -> bool {
    key.len() > 4 && key.starts_with("__") && key.ends_with("__")
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}
