//! Tidy RON: one event per block, one field per line, by date, so that a change to one event is a change to its
//! own lines in a diff.

use std::fmt::Write as _;
use std::sync::Arc;

use super::fields::{Value, header_values, quote, values};
use crate::io::timeline_file::text::schema::{FORMAT, TIMELINE};
use crate::io::timeline_file::text::source_text::Header;
use crate::model::Event;

/// One step of indentation.
const UNIT: &str = "    ";

/// The events in the order in which they are written: by first day, then id.
pub(crate) fn in_order(mut events: Vec<Arc<Event>>) -> Vec<Arc<Event>> {
    events.sort_by(|a, b| (a.date.first_day(), &a.id).cmp(&(b.date.first_day(), &b.id)));
    events
}

/// A whole file.
pub(crate) fn timeline(header: &Header, events: &[Arc<Event>]) -> String {
    let mut out = String::from("#![enable(implicit_some)]\nTimeline(\n");
    let said = header_values(header);
    for name in TIMELINE.fields {
        let value = said.iter().find(|(field, _)| field == name).map(|(_, value)| value);
        match (*name, value) {
            ("format", _) => drop(writeln!(out, "{UNIT}format: {FORMAT},")),
            ("events", _) => list_of_events(&mut out, events),
            (name, Some(value)) => {
                let written = value.tall(true, UNIT, UNIT, "\n");
                let _ = writeln!(out, "{UNIT}{name}: {written},");
            }
            (_, None) => {}
        }
    }
    out.push_str(")\n");
    out
}

fn list_of_events(out: &mut String, events: &[Arc<Event>]) {
    if events.is_empty() {
        let _ = writeln!(out, "{UNIT}events: [],");
        return;
    }
    let _ = writeln!(out, "{UNIT}events: [");
    let block = Block {
        indent: &UNIT.repeat(2),
        unit: UNIT,
        line_end: "\n",
        named: true,
        last_comma: true,
        wrapped: &[],
    };
    for event in events {
        let _ = writeln!(out, "{UNIT}{UNIT}{},", block.event(event));
    }
    let _ = writeln!(out, "{UNIT}],");
}

/// How an event is written as a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    /// What stands before its lines.
    pub(crate) indent: &'a str,
    /// One step of indentation.
    pub(crate) unit: &'a str,
    /// How lines end.
    pub(crate) line_end: &'a str,
    /// Whether structs are written with their names.
    pub(crate) named: bool,
    /// Whether a comma follows the last field.
    pub(crate) last_comma: bool,
    /// The fields that are wrapped in `Some(…)`.
    pub(crate) wrapped: &'a [&'static str],
}

impl Block<'_> {
    /// An event as a block, its first line without indentation.
    pub(crate) fn event(&self, event: &Event) -> String {
        let Self { indent, unit, line_end, named, last_comma, wrapped } = self;
        let inner = format!("{indent}{unit}");
        let name = if *named { "Event" } else { "" };
        let mut out = format!("{name}({line_end}{inner}id: {}", self.id(event));
        for (field, value) in values(event) {
            let written = match &value {
                // What several sides say stands one below the other.
                Value::List(_) if field == "accounts" => value.tall(*named, &inner, unit, line_end),
                value => value.written(*named),
            };
            let written = if wrapped.contains(&field) { format!("Some({written})") } else { written };
            let _ = write!(out, ",{line_end}{inner}{field}: {written}");
        }
        let comma = if *last_comma { "," } else { "" };
        let _ = write!(out, "{comma}{line_end}{indent})");
        out
    }

    fn id(&self, event: &Event) -> String {
        let id = quote(event.id.as_str());
        if self.wrapped.contains(&"id") { format!("Some({id})") } else { id }
    }
}
