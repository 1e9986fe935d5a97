//! What an event and a document are when they are written, field by field in the order in which they are written:
//! one table that comparing, splicing and tidy writing share, so that a field added to the format is added once.

use std::collections::BTreeMap;

use crate::io::timeline_file::text::record::Kind;
use crate::io::timeline_file::text::scan::{Item, Scanner, Span};
use crate::io::timeline_file::text::schema::{ACCOUNT, FILTER, IMPORT, LANE, LINK, SOURCE, STEP, VIEW};
use crate::io::timeline_file::text::source_text::Header;
use crate::model::event::USUAL_IMPORTANCE;
use crate::model::{
    Account, Event, ImportRecord, Lane, LanesBy, Link, NamedFilter, NamedView, Source, Step, country,
};

/// A map with more stands in lines.
const MOST_ON_A_LINE: usize = 12;

/// The fields of a struct that have a value; what is empty is left out.
pub(crate) type Fields = Vec<(&'static str, Value)>;

/// Stands for a number that is left out.
const NONE: u32 = u32::MAX;

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u32),
    /// Whether something is so.
    Flag(bool),
    /// A list.
    List(Vec<Value>),
    /// Texts by names.
    Map(BTreeMap<String, String>),
    /// A struct.
    Record(&'static Kind, Fields),
}

impl Value {
    /// As it is written, on one line; structs with their names if `named`.
    pub(crate) fn written(&self, named: bool) -> String {
        match self {
            Self::Text(text) => quote(text),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(elements) => {
                let elements: Vec<String> = elements.iter().map(|element| element.written(named)).collect();
                format!("[{}]", elements.join(", "))
            }
            Self::Map(map) => written_map(map),
            Self::Record(kind, fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name}: {}", value.written(named))).collect();
                format!("{}({})", if named { kind.name } else { "" }, fields.join(", "))
            }
        }
    }

    /// As it is written with each element of a list on a line of its own.
    pub(crate) fn tall(&self, named: bool, indent: &str, unit: &str, line_end: &str) -> String {
        let Self::List(elements) = self else { return self.written(named) };
        let line = |element: &Self| {
            format!("{line_end}{indent}{unit}{},", element.written(named).replace('\n', line_end))
        };
        let lines: String = elements.iter().map(line).collect();
        format!("[{lines}{line_end}{indent}]")
    }

    /// What tells it from others in a list: of a struct the first field that it has, which is its id or name.
    pub(crate) fn key(&self) -> Option<&Self> {
        match self {
            Self::Record(_, fields) => fields.first().map(|(_, value)| value),
            value => Some(value),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => *number == NONE,
            Self::Flag(flag) => !flag,
            Self::List(list) => list.is_empty(),
            Self::Map(map) => map.is_empty(),
            Self::Record(..) => false,
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Value {
    Value::List(texts.iter().map(|one| text(one.as_ref())).collect())
}

fn filled(mut fields: Fields) -> Fields {
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

/// The fields that an event has, without its id.
pub(crate) fn values(event: &Event) -> Fields {
    let importance = if event.importance == USUAL_IMPORTANCE { NONE } else { event.importance.into() };
    filled(vec![
        ("date", text(event.date.text())),
        ("title", text(&event.title)),
        ("title_native", text(&event.title_native)),
        ("country", text(&event.country)),
        ("place", text(&event.place)),
        ("involves", Value::List(event.involves.iter().map(|lane| text(lane.as_str())).collect())),
        ("people", texts(&event.people)),
        ("tags", texts(&event.tags)),
        ("sources", texts(&event.sources)),
        ("importance", Value::Number(importance)),
        ("summary", text(&event.summary)),
        ("accounts", Value::List(event.accounts.iter().map(account).collect())),
        ("links", Value::List(event.links.iter().map(link).collect())),
        ("note", text(&event.note)),
    ])
}

/// Whether two events have the same [`values`], without making these.
pub(crate) fn same_values(a: &Event, b: &Event) -> bool {
    let of_all = a.date.text() == b.date.text()
        && a.title == b.title
        && a.country == b.country
        && a.place == b.place
        && a.people == b.people
        && a.tags == b.tags
        && a.importance == b.importance;
    // What few events have is most quickly told to be the same by there being none.
    of_all && (a.rare == b.rare || values(a) == values(b))
}

/// What a file says besides its events.
pub(crate) fn header_values(header: &Header) -> Fields {
    filled(vec![
        ("title", text(&header.title)),
        ("summary", text(&header.summary)),
        ("lanes", Value::List(header.lanes.iter().map(lane).collect())),
        ("sources", Value::List(header.sources.iter().map(source).collect())),
        ("story", Value::List(header.story.iter().map(step).collect())),
        ("filters", Value::List(header.filters.iter().map(filter).collect())),
        ("views", Value::List(header.views.iter().map(view).collect())),
        ("imports", Value::List(header.imports.iter().map(import).collect())),
    ])
}

/// A struct of which some fields may be missing.
fn record(kind: &'static Kind, fields: Vec<(&'static str, Option<String>)>) -> Value {
    let some = |(name, value): (&'static str, Option<String>)| Some((name, Value::Text(value?)));
    Value::Record(kind, fields.into_iter().filter_map(some).collect())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn account(account: &Account) -> Value {
    let said = record(
        &ACCOUNT,
        vec![
            ("by", some(&account.by)),
            ("says", some(&account.says)),
            ("source", account.source.as_ref().map(ToString::to_string)),
            ("quote", account.quote.as_ref().map(ToString::to_string)),
            ("grade", account.grade.map(|grade| grade.to_string())),
        ],
    );
    match said {
        Value::Record(kind, mut fields) if !account.omits.is_empty() => {
            fields.push(("omits", Value::List(account.omits.iter().map(|one| text(one)).collect())));
            Value::Record(kind, fields)
        }
        said => said,
    }
}

fn filter(filter: &NamedFilter) -> Value {
    Value::Record(&FILTER, vec![("name", text(&filter.name)), ("query", text(&filter.query))])
}

/// The word for what lanes are, where they are not countries.
fn word(by: LanesBy) -> &'static str {
    if by == LanesBy::default() { "" } else { by.word() }
}

fn view(view: &NamedView) -> Value {
    let fields = vec![
        ("name", text(&view.name)),
        ("from", text(&view.from)),
        ("to", text(&view.to)),
        ("lanes", Value::List(view.lanes.iter().map(|lane| text(lane)).collect())),
        ("query", text(&view.query)),
        ("lanes_by", text(word(view.lanes_by))),
        ("align", text(&view.align)),
        ("zone", text(&view.zone)),
    ];
    Value::Record(&VIEW, filled(fields))
}

fn import(import: &ImportRecord) -> Value {
    let fields = vec![
        ("path", text(&import.path)),
        ("columns", Value::Map(import.columns.clone())),
        ("options", Value::Map(import.options.clone())),
        ("key", text(&import.key)),
        ("read", text(&import.read)),
        ("rows", Value::Map(BTreeMap::clone(&import.rows))),
    ];
    Value::Record(&IMPORT, filled(fields))
}

fn link(link: &Link) -> Value {
    record(&LINK, vec![("to", some(link.to.as_str())), ("kind", some(&link.kind)), ("by", some(&link.by))])
}

fn lane(lane: &Lane) -> Value {
    let id = lane.id.as_str();
    let is_usual = lane.name == country::name_of(id).unwrap_or(id);
    let color = lane.color.map(|[r, g, b]| format!("#{r:02X}{g:02X}{b:02X}"));
    let name = (!is_usual).then(|| lane.name.clone());
    record(&LANE, vec![("id", Some(id.to_owned())), ("name", name), ("color", color)])
}

fn source(source: &Source) -> Value {
    record(
        &SOURCE,
        vec![
            ("id", Some(source.id.clone())),
            ("title", some(&source.title)),
            ("publisher", source.publisher.clone()),
            ("date", source.date.clone()),
            ("url", source.url.clone()),
        ],
    )
}

fn step(step: &Step) -> Value {
    let focus = Value::List(step.focus.iter().map(|id| text(id.as_str())).collect());
    let fields = vec![
        ("title", text(&step.title)),
        ("from", text(&step.from)),
        ("to", text(&step.to)),
        ("focus", focus),
        ("one_by_one", Value::Flag(step.one_by_one)),
        ("lanes", Value::List(step.lanes.iter().map(|lane| text(lane)).collect())),
        ("query", text(&step.query)),
        ("lanes_by", text(word(step.lanes_by))),
        ("align", text(&step.align)),
        ("coincidence", text(&step.coincidence)),
        ("accounts", text(step.accounts.as_str())),
        ("seconds", Value::Number(step.seconds.unwrap_or(NONE))),
        ("text", text(&step.text)),
        ("note", text(&step.note)),
    ];
    Value::Record(&STEP, filled(fields))
}

/// A map in curly brackets; a long one with a line for each, so that a change to one is a change to its line.
fn written_map(map: &BTreeMap<String, String>) -> String {
    let pairs = || map.iter().map(|(name, value)| format!("{}: {}", quote(name), quote(value)));
    if map.len() <= MOST_ON_A_LINE {
        return format!("{{{}}}", pairs().collect::<Vec<_>>().join(", "));
    }
    let mut out = String::from("{");
    for pair in pairs() {
        out.push_str("\n            ");
        out.push_str(&pair);
        out.push(',');
    }
    out.push_str("\n        }");
    out
}

/// A text in quotes. A line break is written `\n`: a text then stays on its line, and tools that change line
/// ends do not change what it says.
pub(crate) fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text, false))
}

/// A text as it stands between quotes; with its line breaks as they are if `lines`.
pub(crate) fn escape(text: &str, lines: bool) -> String {
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
pub(crate) fn items(text: &str, inside: &Span, close: u8) -> Vec<Item> {
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
