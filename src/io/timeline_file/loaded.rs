//! What reading a file gives, and how the text of a saved file came about.

use super::read::saved_queries::WrongQuery;
use super::text::source_text::SourceText;
use crate::io::diagnostic::Diagnostic;
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
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) is_timeline: bool,
}

/// How the text of a saved file came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file's own text with only what was changed put in.
    Kept,
    /// Tidy RON, one event per block, by date.
    Tidy,
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
        let found = super::read::saved_queries::wrong_queries(&self.source, wrong);
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
