//! Timeline files: read with every problem in its place, written back without losing a byte of what was not
//! changed.

mod diagnostic;

pub use diagnostic::{Diagnostic, Severity};

use crate::model::Document;

/// A file that was read: what could be understood, the text it came from, and what was wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What could be read.
    pub document: Document,
    /// The text as it stands in the file, for saving.
    pub source: SourceText,
    /// Every problem, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text of a file with what a save must know of it: byte order mark, line ends, where each event and each
/// field of it stands.
#[derive(Clone, Debug)]
pub struct SourceText {
    text: String,
}
