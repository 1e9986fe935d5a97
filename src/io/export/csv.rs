//! CSV (RFC 4180, UTF-8, a row per event), with the columns that an import knows by their names. The elements of a
//! list stand with semicolons between them; a backslash makes one part of the text. Cells that a spreadsheet would run are
//! written so that it does not.

use std::borrow::Cow;

use std::io::{self, Write};

use ::csv::{Terminator, WriterBuilder};

use super::Options;
use crate::io::own_table::COLUMNS;
use crate::model::spreadsheet::guarded;
use crate::model::{Document, Event, LaneId, Progress};

/// Writes the table, row by row.
pub(super) fn write(
    document: &Document,
    options: &Options,
    mut out: &mut dyn Write,
    progress: &Progress,
) -> io::Result<()> {
    // NULs would let it pass for UTF-16; a mark says what it is.
    let has_nul = |event: &Event| row(event, options.notes).any(|cell| cell.contains('\0'));
    if document.events().iter().any(|event| has_nul(event)) {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut out);
    let name = options.notes.then_some("note");
    writer.write_record(COLUMNS.iter().copied().chain(name)).map_err(io::Error::from)?;
    for event in document.events() {
        let cells = row(event, options.notes).map(|cell| match guarded(&cell) {
            Cow::Owned(safe) if !options.raw => safe,
            _ => cell,
        });
        writer.write_record(cells).map_err(io::Error::from)?;
        progress.advance(1);
    }
    writer.flush()
}

/// How many cells of the table a spreadsheet would run, and so get an apostrophe.
pub(super) fn guarded_cells(document: &Document, notes: bool) -> usize {
    let cells = document.events().iter().flat_map(|event| row(event, notes));
    cells.filter(|cell| matches!(guarded(cell), Cow::Owned(_))).count()
}

fn row(event: &Event, notes: bool) -> impl Iterator<Item = String> {
    cells(event).into_iter().chain(notes.then(|| event.note.to_string()))
}

fn cells(event: &Event) -> [String; 12] {
    let involves: Vec<&str> = event.involves.iter().map(LaneId::as_str).collect();
    let one = |text: &str| element(text, false);
    let people: Vec<String> = event.people.iter().map(|person| one(person)).collect();
    let sources: Vec<String> = event.sources.iter().map(|source| one(source)).collect();
    let tags: Vec<String> = event.tags.iter().map(|tag| element(tag, true)).collect();
    let involves: Vec<String> = involves.iter().map(|lane| element(lane, true)).collect();
    [
        event.id.as_str().to_owned(),
        event.date.text().to_owned(),
        event.title.to_string(),
        event.title_native.to_string(),
        event.country.to_string(),
        event.place.to_string(),
        involves.join("; "),
        people.join("; "),
        tags.join("; "),
        sources.join("; "),
        event.importance.to_string(),
        event.summary.to_string(),
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
