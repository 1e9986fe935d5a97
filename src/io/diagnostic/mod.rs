//! A problem in a file: what, where, and what to do about it.

pub(crate) mod report;

use std::ops::Range;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something could not be read; saving over the file would lose it.
    Error,
    /// Everything could be read, but it may not be what was meant.
    Warning,
}

/// A problem in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where, as a range of bytes of the text (without a byte order mark).
    pub span: Range<usize>,
    /// The line it begins on, from 1.
    pub line: usize,
    /// The column it begins in, in characters from 1.
    pub column: usize,
    /// The offending text, cut to a sensible length.
    pub excerpt: String,
    /// What to do about it.
    pub hint: Option<String>,
}
