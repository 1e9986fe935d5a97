//! One of the files that what is open came from.

use std::path::{Path, PathBuf};

use crate::analysis::Query;
use crate::io::timeline_file::loaded::Loaded;
use crate::io::{Diagnostic, Severity, SourceText};

/// One of the opened files.
#[derive(Clone, Debug, Default)]
pub struct OpenFile {
    /// Where it is; `None` for the sample and for what was never saved.
    pub path: Option<PathBuf>,
    /// Its text, for saving without touching what was not changed.
    pub source: Option<SourceText>,
    /// What was wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the user has said that it may be saved over although parts of it were not understood.
    pub may_overwrite: bool,
    /// Whether the user has said that what another program has made of it since may be saved over.
    pub over_changes: bool,
    /// Whether it was copied before it was first overwritten.
    pub is_backed_up: bool,
}

impl OpenFile {
    /// Its name without folders.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.path.as_deref().and_then(Path::file_name);
        name.map_or_else(|| "Untitled".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Whether parts of it could not be read, so that saving over it would lose them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Warns of queries in filters and views that cannot be understood.
pub fn check_queries(loaded: &mut Loaded) {
    loaded.check_queries(&|query| {
        let error = Query::parse(query).err()?;
        Some((error.at, error.message, error.hint))
    });
}
