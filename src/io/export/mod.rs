//! A document as a file for other programs: tidy RON, CSV, JSON and iCalendar. What a format has no place for is
//! counted and told; private notes stay behind unless they are asked for.

mod csv;
mod ical;
mod json;
mod lost;
mod picture_kind;

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::disk::atomic_replace;
use super::disk::identity::is_same_file;
use super::disk::refusal::{cancelled, failed, refuse};
use super::disk::staged::Staged;
use super::error::SaveError;
use super::timeline_file::write::pretty;
use crate::model::{Document, Event, Progress};
pub use picture_kind::PictureKind;

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
            Self::Ron => "A timeline file with everything in it, neatly laid out",
            Self::Csv => "A table for spreadsheets and statistics, one row per event",
            Self::Json => "For scripts, with everything in the timeline file",
            Self::Calendar => "For calendars on phones and computers",
        }
    }
}

/// What goes out besides the events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether private notes go out too.
    pub notes: bool,
    /// Whether cells of a table stay as they are that a spreadsheet would run.
    pub raw: bool,
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
    lost::lost(format, document, &Options { notes: with_notes, ..Options::default() })
}

/// A document in a format, in memory.
#[must_use]
pub fn export(format: Format, document: &Document, options: &Options) -> Exported {
    let lost = lost::lost(format, document, options);
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let events = write_to(format, document, options, &mut bytes, &Progress::default()).unwrap_or_default();
    Exported { bytes, events, lost }
}

/// Where something is written that is no save of an opened file.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The file, as the user names it.
    pub path: &'a Path,
    /// The files that are read or open, which it must not replace.
    pub inputs: &'a [&'a Path],
    /// The files that private content comes from: whoever may not read these may not read that either.
    pub like: &'a [&'a Path],
}

impl<'a> Place<'a> {
    /// With nothing to take care of.
    #[must_use]
    pub fn new(path: &'a Path) -> Self {
        Self { path, inputs: &[], like: &[] }
    }

    /// Refuses what must not be replaced; else says which file is.
    fn target(&self) -> Result<PathBuf, SaveError> {
        let target = atomic_replace::target(self.path)?;
        atomic_replace::check(self.path, &target)?;
        if let Some(input) = self.inputs.iter().find(|input| is_same_file(input, &target)) {
            let message = format!("this is the same file as {}, which is read", input.display());
            return Err(refuse(self.path, &message, "write to another file"));
        }
        Ok(target)
    }
}

/// Writes a document in a format to where it is to be, event by event: beside it, synced, then renamed over it; what
/// stood there before becomes its backup. Steps are events; another thread may end it.
///
/// # Errors
/// Where it cannot be written, would replace what it is made of, or is ended; what stood there still stands there.
pub fn to_file(
    format: Format,
    document: &Document,
    options: &Options,
    place: Place<'_>,
    progress: &Progress,
) -> Result<(usize, Vec<String>), SaveError> {
    let target = place.target()?;
    progress.expect(document.events().len() as u64);
    let lost = lost::lost(format, document, options);
    let like = if options.notes { place.like } else { &[] };
    let mut staged = Staged::begin(place.path, &target, like)?;
    let mut out = BufWriter::with_capacity(BUFFER_BYTES, Watched { out: &mut staged, progress });
    let written = write_to(format, document, options, &mut out, progress);
    let written = written.and_then(|events| out.flush().map(|()| events));
    drop(out);
    let events = written.map_err(|error| match progress.is_cancelled() {
        true => cancelled(place.path),
        false => failed(place.path, &error),
    })?;
    staged.seal()?;
    atomic_replace::back_up(place.path)?;
    staged.commit(progress)?;
    Ok((events, lost))
}

/// Puts bytes where they are to be, as [`to_file`] does. Steps are bytes.
///
/// # Errors
/// As [`to_file`].
pub fn save(place: Place<'_>, bytes: &[u8], progress: &Progress) -> Result<(), SaveError> {
    let target = place.target()?;
    progress.expect(bytes.len() as u64);
    let staged = Staged::write(place.path, &target, place.like, bytes, progress)?;
    atomic_replace::back_up(place.path)?;
    staged.commit(progress)
}

/// So much is handed to the disk at a time.
const BUFFER_BYTES: usize = 1 << 20;

/// What is written, until another thread ends it.
struct Watched<'a, W> {
    out: &'a mut W,
    progress: &'a Progress,
}

impl<W: Write> Write for Watched<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.progress.is_cancelled() {
            return Err(io::Error::other("nobody waits for it any more"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a document in a format, and says how many events are in it; steps are events.
fn write_to(
    format: Format,
    document: &Document,
    options: &Options,
    out: &mut dyn Write,
    progress: &Progress,
) -> io::Result<usize> {
    let all = document.events().len();
    match format {
        Format::Ron => ron(document, options, out, progress).map(|()| all),
        Format::Csv => csv::write(document, options, out, progress).map(|()| all),
        Format::Json => json::write(document, options, out, progress).map(|()| all),
        Format::Calendar => ical::write(document, options, out, progress),
    }
}

fn ron(document: &Document, options: &Options, out: &mut dyn Write, progress: &Progress) -> io::Result<()> {
    let mut header = super::timeline_file::write::per_file::header_of(document);
    if !options.notes {
        header.story.iter_mut().for_each(|step| step.note.clear());
    }
    let events = pretty::in_order(document.events().to_vec());
    let events = events.iter().map(|event| {
        progress.advance(1);
        let keeps = options.notes || event.note.is_empty();
        if keeps { Cow::Borrowed(event.as_ref()) } else { Cow::Owned(without_note(event)) }
    });
    pretty::write(out, &header, events)
}

fn without_note(event: &Event) -> Event {
    let mut event = event.clone();
    event.note = Default::default();
    event
}
