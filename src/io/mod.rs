//! Timeline files: read with every problem in its place, written back without losing a byte of what was not
//! changed.
//!
//! In `timeline_file`: `scan` finds where things stand, `value` and `record` read them, `file` is what the file's structs are,
//! `outline`, `events` and `read` make a document of them; `report` shows what was wrong. `fields` is what things
//! look like when they are written, `own` what of a document is one file's, `splice` puts changes into a text (by
//! `editor` for a struct, `plan` for a list, `patch` for the bytes), `tidy` writes a new one, `write` replaces a file,
//! `save` puts these together.

mod diagnostic;
pub mod disk;
pub mod export;
pub mod import;
mod json_form;
pub mod system_fonts;
pub(crate) mod timeline_file;

pub use diagnostic::{Diagnostic, Severity};
pub use timeline_file::clipboard::{events_from_text, events_to_text, made_id};
pub use timeline_file::read::preview::Preview;
pub use timeline_file::text::source_text::SourceText;

use std::ops::Range;
use std::path::Path;

use crate::model::{Document, Progress};

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
    /// Whether the reason is that nobody waits for it any more.
    pub cancelled: bool,
}

/// Why a file could not be saved; what stood there before still stands there.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SaveError {
    /// What happened, naming the file.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Whether the reason is that another program has changed the file since it was opened.
    pub changed_on_disk: bool,
    /// Whether the reason is that nobody waits for it any more.
    pub cancelled: bool,
}

/// What is wrong with a query: where in it, what, and what to do about it.
pub type WrongQuery = (Range<usize>, String, Option<String>);

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
    timeline_file::read::read(text.to_owned(), &Progress::default())
}

/// As [`read`], while another thread looks at how far it is, and may end it: what came of it is worth nothing then.
#[must_use]
pub fn read_watched(text: &str, progress: &Progress) -> Loaded {
    timeline_file::read::read(text.to_owned(), progress)
}

/// Reads a timeline from a file.
///
/// # Errors
/// Where there is no such file, it is a directory, too large, not UTF-8, or not a timeline at all.
pub fn open(path: &Path) -> Result<Loaded, OpenError> {
    timeline_file::open::open(path, &Progress::default(), None)
}

/// As [`open`], while another thread looks at how far it is: steps are bytes, each counted when it has come from the
/// disk and when it was read.
///
/// # Errors
/// As [`open`], and where it was cancelled: [`OpenError::cancelled`] is true then.
pub fn open_watched(path: &Path, progress: &Progress) -> Result<Loaded, OpenError> {
    timeline_file::open::open(path, progress, None)
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
    timeline_file::open::open(path, progress, Some(show))
}

/// Several files in one view: lanes and sources joined, each event keeping the file it came from in
/// [`crate::model::Event::origin`] (its position in `files`).
#[must_use]
pub fn merge(files: &[&Document]) -> Document {
    timeline_file::join::merge(files)
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
    timeline_file::write::save(
        path,
        document,
        origin,
        source,
        timeline_file::write::How { over_changes: false, progress: &progress },
    )
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
    timeline_file::write::save(
        path,
        document,
        origin,
        source,
        timeline_file::write::How { over_changes: true, progress: &progress },
    )
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
    timeline_file::write::save(
        path,
        document,
        origin,
        source,
        timeline_file::write::How { over_changes, progress },
    )
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
    timeline_file::write::save_as(path, document, origin, source, &Progress::default())
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
    timeline_file::write::save_as(path, document, origin, source, progress)
}

/// What a save of the events of one origin would change in their file, for the [`recovery`] journal; `None` where it
/// would change nothing. `source` is `None` where there is no file yet.
#[must_use]
pub fn unsaved(
    path: Option<&Path>,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Option<disk::recovery::Unsaved> {
    timeline_file::write::unsaved::unsaved(path, document, origin, source)
}

/// Copies a file to `NAME.bak` beside it, as it stands on the disk now, before it is overwritten for the first time.
/// Returns the copy's path, or `None` where there is no file yet.
///
/// # Errors
/// Where it cannot be read or copied.
pub fn back_up(path: &Path) -> Result<Option<std::path::PathBuf>, SaveError> {
    disk::atomic_replace::back_up(path)
}

/// The problems of a file as a report for people: `path:line:col: error: message`, the line with the place
/// marked, and the hint; `color` for a terminal.
#[must_use]
pub fn report(path: &str, source: &SourceText, diagnostics: &[Diagnostic], color: bool) -> String {
    diagnostic::report::report(path, source.text(), diagnostics, color)
}

/// As [`report`], for a text that is no file, such as a query; `name` says what it is.
#[must_use]
pub fn report_text(name: &str, text: &str, diagnostics: &[Diagnostic], color: bool) -> String {
    diagnostic::report::report(name, text, diagnostics, color)
}

impl Loaded {
    /// Whether the text is a timeline at all.
    #[must_use]
    pub fn is_timeline(&self) -> bool {
        self.is_timeline
    }

    /// Has somebody who knows queries look at those of the file's filters and views, and warns of what is wrong in
    /// them.
    pub fn check_queries(&mut self, wrong: &dyn Fn(&str) -> Option<WrongQuery>) {
        let found = timeline_file::read::saved_queries::wrong_queries(&self.source, wrong);
        if !found.is_empty() {
            self.warnings += found.len();
            self.diagnostics.extend(found);
            self.diagnostics.sort_by_key(|found| (found.line == 0, found.span.start));
        }
    }

    /// How many events were read, and how many errors and warnings there were.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.document.events().len(), self.errors, self.warnings)
    }
}
