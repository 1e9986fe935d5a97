//! A document as a file for other programs: tidy RON, CSV, JSON and iCalendar. What a format has no place for is
//! counted and told; private notes stay behind unless they are asked for.

mod csv;
mod ical;
mod json;
mod lost;

use std::path::Path;
use std::sync::Arc;

use super::SaveError;
use super::disk::atomic_replace;
use super::timeline_file::write::pretty;
use crate::model::{Document, Event, Progress};

pub(in crate::io) use csv::COLUMNS;
pub(in crate::io) use ical::time_lines;

/// What kind of file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The timeline file, tidy.
    Ron,
    /// A table, separated by commas, UTF-8.
    Csv,
    /// JSON in the published form.
    Json,
    /// iCalendar.
    Calendar,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Calendar, Self::Ron];

    /// The format that a file's name tells.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Ron => "ron",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Calendar => "ics",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ron => "RON",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Calendar => "iCalendar",
        }
    }

    /// What it is good for.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Ron => "A timeline file, tidy, with everything in it",
            Self::Csv => "A table for spreadsheets and statistics, a row per event",
            Self::Json => "For scripts; everything that a timeline file says",
            Self::Calendar => "For calendars on phones and computers",
        }
    }
}

/// What goes out besides the events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether private notes go out too.
    pub notes: bool,
    /// When this is written, as iCalendar has it (`20241014T083000Z`); empty for no particular time.
    pub stamp: String,
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many events are in it.
    pub events: usize,
    /// What is not, a sentence each.
    pub lost: Vec<String>,
}

/// What a format has no place for in a document, a sentence each.
#[must_use]
pub fn lost(format: Format, document: &Document, with_notes: bool) -> Vec<String> {
    lost::lost(format, document, with_notes)
}

/// Writes a document in a format.
#[must_use]
pub fn export(format: Format, document: &Document, options: &Options) -> Exported {
    let lost = lost::lost(format, document, options.notes);
    let (text, events) = match format {
        Format::Ron => (ron(document, options), document.events().len()),
        Format::Csv => (csv::write(document, options), document.events().len()),
        Format::Json => (json::write(document, options), document.events().len()),
        Format::Calendar => ical::write(document, options),
    };
    Exported { bytes: text.into_bytes(), events, lost }
}

/// Puts an export where it is to be: written beside it, synced, then renamed over it.
///
/// # Errors
/// Where it cannot be written; what stood there still stands there.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    save_watched(path, bytes, &Progress::default())
}

/// As [`save`], telling how far it is in bytes. Another thread may end it.
///
/// # Errors
/// As [`save`], and where it is ended.
pub fn save_watched(path: &Path, bytes: &[u8], progress: &Progress) -> Result<(), SaveError> {
    let target = atomic_replace::target(path)?;
    atomic_replace::check(path, &target)?;
    progress.expect(bytes.len() as u64);
    atomic_replace::Staged::write(path, &target, bytes, progress)?.commit(progress)
}

fn ron(document: &Document, options: &Options) -> String {
    let header = super::timeline_file::write::per_file::header_of(document);
    let events: Vec<Arc<Event>> = document
        .events()
        .iter()
        .map(|event| {
            let keeps = options.notes || event.note.is_empty();
            if keeps { Arc::clone(event) } else { Arc::new(without_note(event)) }
        })
        .collect();
    pretty::timeline(&header, &pretty::in_order(events))
}

fn without_note(event: &Event) -> Event {
    let mut event = event.clone();
    event.note = Default::default();
    event
}
