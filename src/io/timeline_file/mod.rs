//! Timeline files: `text` finds where things stand, `read` makes a document of them, `write` puts changes back into
//! the text.

pub(crate) mod clipboard;
pub(crate) mod join;
pub(crate) mod loaded;
pub(crate) mod open;
pub(crate) mod read;
pub(crate) mod text;
pub(crate) mod write;

use super::diagnostic::Diagnostic;
use crate::io::error::{OpenError, SaveError};
use crate::io::timeline_file::loaded::{Loaded, Written};
use crate::model::{Document, Progress};
use read::preview::Preview;
use std::path::Path;
use text::source_text::SourceText;

/// Reads a timeline from text. Never fails: what cannot be read is a diagnostic, and where nothing can be read
/// the document is empty and [`Loaded::is_timeline`] is false.
#[must_use]
pub fn read(text: &str) -> Loaded {
    read::read(text.to_owned(), &Progress::default())
}

/// As [`read`], while another thread looks at how far it is, and may end it: what came of it is worth nothing then.
#[must_use]
pub fn read_watched(text: &str, progress: &Progress) -> Loaded {
    read::read(text.to_owned(), progress)
}

/// Reads a timeline from a file.
///
/// # Errors
/// Where there is no such file, it is a directory, too large, not UTF-8, or not a timeline at all.
pub fn open(path: &Path) -> Result<Loaded, OpenError> {
    open::open(path, &Progress::default(), None)
}

/// As [`open`], while another thread looks at how far it is: steps are bytes, each counted when it has come from the
/// disk and when it was read.
///
/// # Errors
/// As [`open`], and where it was cancelled: [`OpenError::cancelled`] is true then.
pub fn open_watched(path: &Path, progress: &Progress) -> Result<Loaded, OpenError> {
    open::open(path, progress, None)
}

/// As [`open_watched`], with the first events of a long file given to another function as soon as they are there, on a
/// thread of its own; where the file is short or they are hard to tell from what follows, it is not called.
///
/// # Errors
/// As [`open_watched`].
pub fn open_previewed(
    path: &Path,
    progress: &Progress,
    show: &(dyn Fn(Preview) + Sync),
) -> Result<Loaded, OpenError> {
    open::open(path, progress, Some(show))
}

/// Several files in one view: lanes and sources joined, each event keeping the file it came from in
/// [`crate::model::Event::origin`] (its position in `files`).
#[must_use]
pub fn merge(files: &[&Document]) -> Document {
    join::merge(files)
}

/// Saves the events of `document` that belong to `origin` over the file they came from, changing nothing but
/// what was changed. Returns the text as it now stands in the file.
///
/// # Errors
/// Where the file cannot be written, what would be written does not read back as the same document, or the file
/// is no longer what was opened: [`SaveError::changed_on_disk`] is true then, and [`save_over`] saves after all.
pub fn save(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
) -> Result<SourceText, SaveError> {
    let progress = Progress::default();
    write::save(path, document, origin, source, write::How { over_changes: false, progress: &progress })
}

/// As [`save`], whatever another program has made of the file since it was opened.
///
/// # Errors
/// As [`save`], but for the last.
pub fn save_over(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
) -> Result<SourceText, SaveError> {
    let progress = Progress::default();
    write::save(path, document, origin, source, write::How { over_changes: true, progress: &progress })
}

/// As [`save`] or, with `over_changes`, [`save_over`], while another thread looks at how far it is and may end it
/// before the file is replaced; steps are bytes.
///
/// # Errors
/// As [`save`], and where it was cancelled: [`SaveError::cancelled`] is true then.
pub fn save_watched(
    path: &Path,
    document: &Document,
    origin: u16,
    source: &SourceText,
    over_changes: bool,
    progress: &Progress,
) -> Result<SourceText, SaveError> {
    write::save(path, document, origin, source, write::How { over_changes, progress })
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
    write::save_as(path, document, origin, source, &Progress::default())
}

/// As [`save_as`], while another thread looks at how far it is and may end it before the file is replaced.
///
/// # Errors
/// As [`save_as`], and where it was cancelled: [`SaveError::cancelled`] is true then.
pub fn save_as_watched(
    path: &Path,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
    progress: &Progress,
) -> Result<(SourceText, Written), SaveError> {
    write::save_as(path, document, origin, source, progress)
}

/// What a save of the events of one origin would change in their file, for the [`recovery`] journal; `None` where it
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
