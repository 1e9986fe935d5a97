//! Why a file could not be opened or saved.

use super::diagnostic::Diagnostic;
use super::timeline_file::text::source_text::SourceText;

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
