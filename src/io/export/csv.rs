//! CSV (RFC 4180, UTF-8, a row per event), with the columns that an import knows by their names. The elements of a
//! list stand with semicolons between them; a backslash makes one part of the text.

use std::io::{self, Write};

use ::csv::{Terminator, WriterBuilder};

use super::Options;
use crate::model::text::Name;
use crate::model::{Document, Event, LaneId, Progress};

/// The names of the columns; `note` comes last where notes are asked for.
pub(in crate::io) const COLUMNS: [&str; 12] = [
    "id",
    "date",
    "title",
    "title_native",
    "country",
    "place",
    "involves",
    "people",
    "tags",
    "sources",
    "importance",
    "summary",
];

/// Writes the table, row by row.
pub(super) fn write(
    document: &Document,
    options: &Options,
    mut out: &mut dyn Write,
    progress: &Progress,
) -> io::Result<()> {
    let note = |event: &Event| options.notes.then(|| event.note.clone());
    // NULs would let it pass for UTF-16; a mark says what it is.
    let mut events = document.events().iter();
    if events.any(|event| texts(event, options.notes).any(|text| text.contains('\0'))) {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut out);
    let name = options.notes.then_some("note");
    writer.write_record(COLUMNS.iter().copied().chain(name)).map_err(io::Error::from)?;
    for event in document.events() {
        writer.write_record(cells(event).into_iter().chain(note(event))).map_err(io::Error::from)?;
        progress.advance(1);
    }
    writer.flush()
}

/// The texts that come into cells as they are or as elements of a list, but for the date.
fn texts(event: &Event, notes: bool) -> impl Iterator<Item = &str> {
    let one =
        [event.id.as_str(), &event.title, &event.title_native, &event.country, &event.place, &event.summary];
    let lists = [&event.people, &event.tags, &event.sources];
    let lists = lists.into_iter().flat_map(|list| list.iter().map(Name::as_str));
    let note = notes.then_some(event.note.as_str());
    one.into_iter().chain(lists).chain(event.involves.iter().map(LaneId::as_str)).chain(note)
}

/// How many texts of a document spreadsheets may take for formulas.
pub(super) fn formulas(document: &Document, notes: bool) -> usize {
    document.events().iter().flat_map(|event| texts(event, notes)).filter(|text| is_formula(text)).count()
}

/// Whether a spreadsheet may take a cell for a formula, and calculate what somebody else has written
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). A date before our era is none.
pub(in crate::io) fn is_formula(cell: &str) -> bool {
    match cell.as_bytes() {
        [b'=' | b'+' | b'@' | b'\t' | b'\r', ..] => true,
        [b'-', rest @ ..] => !rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-'),
        _ => false,
    }
}

fn cells(event: &Event) -> [String; 12] {
    let involves: Vec<&str> = event.involves.iter().map(LaneId::as_str).collect();
    let texts = |texts: &[Name]| texts.iter().map(|text| element(text, false)).collect::<Vec<_>>().join("; ");
    let tags: Vec<String> = event.tags.iter().map(|tag| element(tag, true)).collect();
    let involves: Vec<String> = involves.iter().map(|lane| element(lane, true)).collect();
    [
        event.id.as_str().to_owned(),
        event.date.text().to_owned(),
        event.title.to_string(),
        event.title_native.clone(),
        event.country.to_string(),
        event.place.to_string(),
        involves.join("; "),
        texts(&event.people),
        tags.join("; "),
        texts(&event.sources),
        event.importance.to_string(),
        event.summary.clone(),
    ]
}

/// An element of a list, with what would end it marked as its own.
fn element(text: &str, commas: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ';' | '|' | '\\') || (commas && c == ',') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
