//! One of the files that what is open came from.

use std::path::{Path, PathBuf};

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

/// What files are called in one view: those of one name with the folders that they are in, and numbered where that does not
/// tell them apart either.
#[must_use]
pub(super) fn distinct_names(files: &[OpenFile]) -> Vec<String> {
    let names: Vec<String> = files.iter().map(OpenFile::name).collect();
    let mut given: Vec<String> = Vec::new();
    for (file, name) in files.iter().zip(&names) {
        let folder = file.path.as_deref().and_then(Path::parent).and_then(Path::file_name);
        let longer = match folder {
            Some(folder) if names.iter().filter(|other| *other == name).count() > 1 => {
                format!("{}/{name}", folder.to_string_lossy())
            }
            _ => name.clone(),
        };
        let numbered = (2_u32..).map(|number| format!("{longer} ({number})"));
        let mut candidates = std::iter::once(longer.clone()).chain(numbered);
        given.extend(candidates.find(|name| !given.contains(name)));
    }
    given
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart() {
        let file = |path: &str| OpenFile { path: Some(PathBuf::from(path)), ..OpenFile::default() };
        let names = |paths: &[&str]| distinct_names(&paths.iter().map(|path| file(path)).collect::<Vec<_>>());
        assert_eq!(names(&["a/x.ron", "a/y.ron"]), ["x.ron", "y.ron"]);
        assert_eq!(names(&["a/x.ron", "b/x.ron", "y.ron"]), ["a/x.ron", "b/x.ron", "y.ron"]);
        assert_eq!(names(&["a/b/x.ron", "c/b/x.ron"]), ["b/x.ron", "b/x.ron (2)"]);
        assert_eq!(distinct_names(&[OpenFile::default(), OpenFile::default()]), ["Untitled", "Untitled (2)"]);
    }
}
