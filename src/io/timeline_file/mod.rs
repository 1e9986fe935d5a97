//! Timeline files: `text` finds where things stand, `read` makes a document of them, `write` puts changes back into
//! the text.

pub(crate) mod clipboard;
pub(crate) mod join;
pub(crate) mod loaded;
pub(crate) mod merge;
pub(crate) mod open;
pub(crate) mod options;
pub(crate) mod read;
pub(crate) mod text;
pub mod tidy;
pub(crate) mod tree;
pub(crate) mod write;

use super::diagnostic::Diagnostic;
use crate::io::error::{OpenError, SaveError};
use crate::io::timeline_file::loaded::{Loaded, Written};
use crate::model::Document;
use options::{ReadOptions, SaveOptions};
use std::path::Path;
use text::source_text::SourceText;

/// Reads a timeline from text. Never fails: what cannot be read is a diagnostic, and where nothing can be read
/// the document is empty and [`Loaded::is_timeline`] is false.
#[must_use]
pub fn read(text: &str) -> Loaded {
    ReadOptions::default().read(text)
}

/// Reads a timeline from a file.
///
/// # Errors
/// Where there is no such file, it is a directory, too large, not UTF-8, or not a timeline at all.
pub fn open(path: &Path) -> Result<Loaded, OpenError> {
    ReadOptions::default().open(path)
}

/// Several files in one view: lanes and sources joined, each event keeping the file it came from in
/// [`crate::model::Event::origin`] (its position in `files`).
#[must_use]
pub fn merge(files: &[&Document]) -> Document {
    join::merge(files)
}

/// Saves the events of `document` that belong to `origin` over the file they came from, changing nothing but
/// what was changed. Returns the text as it now stands in the file. [`SaveOptions::save`] can do more.
///
/// # Errors
/// As [`SaveOptions::save`].
pub fn save(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
) -> Result<SourceText, SaveError> {
    SaveOptions::default().save(path, document, origin, source)
}

/// Saves as another file, as [`SaveOptions::save_as`] does.
///
/// # Errors
/// As [`SaveOptions::save_as`].
pub fn save_as(
    path: &Path,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Result<(SourceText, Written), SaveError> {
    SaveOptions::default().save_as(path, document, origin, source)
}

/// What a save of the events of one origin would change in their file, for the [recovery](crate::io::disk::recovery) journal; `None` where it
/// would change nothing. `source` is `None` where there is no file yet.
#[must_use]
pub fn unsaved(
    path: Option<&Path>,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Option<super::disk::recovery::Unsaved> {
    write::unsaved::unsaved(path, document, origin, source)
}

/// The problems of a file as a report for people: `path:line:col: error: message`, the line with the place
/// marked, and the hint; `color` for a terminal.
#[must_use]
pub fn report(path: &str, source: &SourceText, diagnostics: &[Diagnostic], color: bool) -> String {
    super::diagnostic::report::report(path, source.text(), diagnostics, color)
}

/// As [`report`], for a text that is no file, such as a query; `name` says what it is.
#[must_use]
pub fn report_text(name: &str, text: &str, diagnostics: &[Diagnostic], color: bool) -> String {
    super::diagnostic::report::report(name, text, diagnostics, color)
}
