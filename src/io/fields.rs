//! An event's fields as they are written, in the order in which they are written: one table that comparing,
//! splicing and tidy writing share, so that a field added to the format is added once.

use super::scan::{Item, Scanner, Span};
use crate::model::event::USUAL_IMPORTANCE;
use crate::model::{Account, Event, Link, Name};

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u8),
    /// A list, each of its elements as it is written.
    List(Vec<String>),
}

impl Value {
    /// As it is written, on one line.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Text(text) => quote(text),
            Self::Number(number) => number.to_string(),
            Self::List(elements) => format!("[{}]", elements.join(", ")),
        }
    }
}

/// The fields that an event has, without its id; what is empty is left out.
pub(super) fn values(event: &Event) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::Text(text.to_owned());
    let texts = |texts: &[Name]| Value::List(texts.iter().map(|text| quote(text)).collect());
    let mut values = vec![
        ("date", text(event.date.text())),
        ("title", text(&event.title)),
        ("title_native", text(&event.title_native)),
        ("country", text(&event.country)),
        ("place", text(&event.place)),
        ("involves", Value::List(event.involves.iter().map(|lane| quote(lane.as_str())).collect())),
        ("people", texts(&event.people)),
        ("tags", texts(&event.tags)),
        ("sources", texts(&event.sources)),
        ("importance", Value::Number(event.importance)),
        ("summary", text(&event.summary)),
        ("accounts", Value::List(event.accounts.iter().map(account).collect())),
        ("links", Value::List(event.links.iter().map(link).collect())),
        ("note", text(&event.note)),
    ];
    values.retain(|(_, value)| match value {
        Value::Text(text) => !text.is_empty(),
        Value::Number(number) => *number != USUAL_IMPORTANCE,
        Value::List(list) => !list.is_empty(),
    });
    values
}

fn account(account: &Account) -> String {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    record(
        "Account",
        &[
            ("by", some(&account.by)),
            ("says", some(&account.says)),
            ("source", account.source.clone()),
            ("quote", account.quote.clone()),
            ("grade", account.grade.map(|grade| grade.to_string())),
        ],
    )
}

fn link(link: &Link) -> String {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    record("Link", &[("to", some(link.to.as_str())), ("kind", some(&link.kind)), ("by", some(&link.by))])
}

/// A struct on one line; fields that are `None` are left out.
pub(super) fn record(name: &str, fields: &[(&str, Option<String>)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}: {}", quote(value))))
        .collect();
    format!("{name}({})", fields.join(", "))
}

/// A text in quotes. A line break is written `\n`: a text then stays on its line, and tools that change line
/// ends do not change what it says.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text, false))
}

/// A text as it stands between quotes; with its line breaks as they are if `lines`.
pub(super) fn escape(text: &str, lines: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if lines => out.push('\n'),
            '\r' if lines && chars.peek() == Some(&'\n') => out.push('\r'),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// The items from a place on to a closing bracket; what cannot be read is passed over.
pub(super) fn items(text: &str, inside: &Span, close: u8) -> Vec<Item> {
    let mut scanner = Scanner::within(text, inside);
    let mut items = Vec::new();
    loop {
        match scanner.item(close) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => return items,
            Err(_) => {
                if scanner.recover(close).is_err() || scanner.at >= inside.end {
                    return items;
                }
            }
        }
    }
}
