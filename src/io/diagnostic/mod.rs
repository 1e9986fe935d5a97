//! A problem in a file: what, where, and what to do about it.

pub(crate) mod report;

use std::ops::Range;

use crate::model::Document;

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
    /// The change that does it, where the program can.
    pub fix: Option<Fix>,
}

/// A change of a timeline that solves a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// What is written so is to be another country or lane.
    Country {
        /// As it is written.
        written: String,
        /// What was meant.
        meant: String,
    },
    /// The lane of this id is to be declared.
    Declare(String),
}

impl Fix {
    /// Whether it is still to be done: nothing else may have done it.
    #[must_use]
    pub fn is_open(&self, document: &Document) -> bool {
        match self {
            Self::Country { written, .. } => document.lane_called(written.trim()).is_some(),
            Self::Declare(id) => document.lane_called(id.trim()).is_some_and(|lane| !lane.declared),
        }
    }
}

impl Diagnostic {
    /// Whether the document still has the problem, as far as that is known.
    #[must_use]
    pub fn is_open(&self, document: &Document) -> bool {
        self.fix.as_ref().is_none_or(|fix| fix.is_open(document))
    }
}
