//! CSV (RFC 4180, UTF-8, a row per event), with the columns that an import knows by their names. The elements of a
//! list stand with semicolons between them; a backslash makes one part of the text. Cells that a spreadsheet would run are
//! written so that it does not.

use std::borrow::Cow;

use ::csv::{Terminator, WriterBuilder};

use super::Options;
use crate::model::spreadsheet::guarded;
use crate::model::text::Name;
use crate::model::{Document, Event, LaneId};

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

/// The table, and how many of its cells a spreadsheet would have run.
pub(super) fn write(document: &Document, options: &Options) -> (String, usize) {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let note = options.notes.then_some("note");
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS.iter().copied().chain(note));
    let mut guarded_cells = 0;
    for event in document.events() {
        let note = options.notes.then(|| event.note.clone());
        let cells = cells(event).into_iter().chain(note).map(|cell| match guarded(&cell) {
            Cow::Owned(safe) if !options.raw => {
                guarded_cells += 1;
                safe
            }
            _ => cell,
        });
        let _ = writer.write_record(cells);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let table = String::from_utf8(bytes).unwrap_or_default();
    // NULs would let it pass for UTF-16; a mark says what it is.
    let table = if table.contains('\0') { format!("\u{feff}{table}") } else { table };
    (table, guarded_cells)
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
