//! Tidy RON: one event per block, one field per line, by date, so that a change to one event is a change to its
//! own lines in a diff.

use std::fmt::Write as _;
use std::sync::Arc;

use super::fields::{quote, record, values};
use super::file::FORMAT;
use super::source::Header;
use crate::model::{Event, Lane, Source, Step, country};

/// One step of indentation.
const UNIT: &str = "    ";

/// The events in the order in which they are written: by first day, then id.
pub(super) fn in_order(mut events: Vec<Arc<Event>>) -> Vec<Arc<Event>> {
    events.sort_by(|a, b| (a.date.first_day(), &a.id).cmp(&(b.date.first_day(), &b.id)));
    events
}

/// A whole file.
pub(super) fn timeline(header: &Header, events: &[Arc<Event>]) -> String {
    let mut out = String::from("#![enable(implicit_some)]\nTimeline(\n");
    let _ = writeln!(out, "{UNIT}format: {FORMAT},");
    for (name, text) in [("title", &header.title), ("summary", &header.summary)] {
        if !text.is_empty() {
            let _ = writeln!(out, "{UNIT}{name}: {},", quote(text));
        }
    }
    list(&mut out, "lanes", header.lanes.iter().map(lane));
    list(&mut out, "sources", header.sources.iter().map(source));
    if events.is_empty() {
        let _ = writeln!(out, "{UNIT}events: [],");
    }
    let inner = UNIT.repeat(2);
    list(&mut out, "events", events.iter().map(|event| self::event(event, "Event", &inner, UNIT, "\n")));
    list(&mut out, "story", header.story.iter().map(step));
    out.push_str(")\n");
    out
}

fn list(out: &mut String, name: &str, elements: impl ExactSizeIterator<Item = String>) {
    if elements.len() == 0 {
        return;
    }
    let _ = writeln!(out, "{UNIT}{name}: [");
    for element in elements {
        let _ = writeln!(out, "{UNIT}{UNIT}{element},");
    }
    let _ = writeln!(out, "{UNIT}],");
}

/// An event as a block, its first line without indentation.
pub(super) fn event(event: &Event, name: &str, indent: &str, unit: &str, line_end: &str) -> String {
    let mut out = format!("{name}({line_end}{indent}{unit}id: {},", quote(event.id.as_str()));
    for (field, value) in values(event) {
        let written = match &value {
            // What several sides say stands one below the other.
            super::fields::Value::List(elements) if field == "accounts" => {
                let lines: String =
                    elements.iter().map(|line| format!("{line_end}{indent}{unit}{unit}{line},")).collect();
                format!("[{lines}{line_end}{indent}{unit}]")
            }
            value => value.written(),
        };
        let _ = write!(out, "{line_end}{indent}{unit}{field}: {written},");
    }
    let _ = write!(out, "{line_end}{indent})");
    out
}

fn lane(lane: &Lane) -> String {
    let id = lane.id.as_str();
    let is_usual = lane.name == country::name_of(id).unwrap_or(id);
    let color = lane.color.map(|[r, g, b]| format!("#{r:02X}{g:02X}{b:02X}"));
    let name = (!is_usual).then(|| lane.name.clone());
    record("Lane", &[("id", Some(id.to_owned())), ("name", name), ("color", color)])
}

fn source(source: &Source) -> String {
    let title = (!source.title.is_empty()).then(|| source.title.clone());
    let fields = [
        ("id", Some(source.id.clone())),
        ("title", title),
        ("publisher", source.publisher.clone()),
        ("date", source.date.clone()),
        ("url", source.url.clone()),
    ];
    record("Source", &fields)
}

fn step(step: &Step) -> String {
    let some = |text: &str| (!text.is_empty()).then(|| quote(text));
    let focus: Vec<String> = step.focus.iter().map(|id| quote(id.as_str())).collect();
    let focus = (!focus.is_empty()).then(|| format!("[{}]", focus.join(", ")));
    let fields = [
        ("title", some(&step.title)),
        ("from", some(&step.from)),
        ("to", some(&step.to)),
        ("focus", focus),
        ("text", some(&step.text)),
    ];
    let fields: Vec<String> =
        fields.iter().filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?))).collect();
    format!("Step({})", fields.join(", "))
}
