//! How a timeline file is read or saved where that takes long or something stands in the way: with progress that
//! another thread looks at, a first part shown early, or over what another program wrote.

use std::path::Path;

use super::read::preview::Preview;
use super::write::How;
use crate::io::{Loaded, OpenError, SaveError, SourceText, Written};
use crate::model::{Document, Progress};

/// How a timeline is read. [`crate::io::read()`] and [`crate::io::open()`] use the default.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions<'a> {
    /// Advanced while it is read, in bytes, each counted when it has come from the disk and when it was read; ends
    /// the reading where it is cancelled.
    pub progress: Option<&'a Progress>,
    /// Called with the first events of a long file as soon as they are there, on a thread of its own; where the file
    /// is short or they are hard to tell from what follows, it is not called.
    pub preview: Option<&'a (dyn Fn(Preview) + Sync)>,
}

impl ReadOptions<'_> {
    /// Reads a timeline from text, as [`crate::io::read()`] does. What came of a cancelled reading is worth nothing.
    #[must_use]
    pub fn read(self, text: &str) -> Loaded {
        super::read::read(text.to_owned(), self.progress.unwrap_or(&Progress::default()))
    }

    /// Reads a timeline from a file.
    ///
    /// # Errors
    /// Where there is no such file, it is a directory, too large, not UTF-8, or not a timeline at all; and where it
    /// was cancelled: [`OpenError::cancelled`] is true then.
    pub fn open(self, path: &Path) -> Result<Loaded, OpenError> {
        let progress = Progress::default();
        let mut loaded = super::open::open(path, self.progress.unwrap_or(&progress), self.preview)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        loaded.document = loaded.document.with_files(name.into_iter().collect());
        Ok(loaded)
    }
}

/// How a timeline is saved. [`crate::io::save`] and [`crate::io::save_as`] use the default.
#[derive(Clone, Copy, Default)]
pub struct SaveOptions<'a> {
    /// Whether to save whatever another program has made of the file since it was opened.
    pub over_changes: bool,
    /// Nobody may read another file who may not read this, the one that it is made of.
    pub like: Option<&'a Path>,
    /// Advanced while it is saved, in bytes; ends the save before the file is replaced where it is cancelled.
    pub progress: Option<&'a Progress>,
    /// Told the new text right before it takes the file's place.
    pub about_to: Option<&'a (dyn Fn(&str) + Sync)>,
}

impl SaveOptions<'_> {
    /// Saves the events of `document` that belong to `origin` over the file they came from, changing nothing but
    /// what was changed. Returns the text as it now stands in the file.
    ///
    /// # Errors
    /// Where the file cannot be written, what would be written does not read back as the same document, or the file
    /// is no longer what was opened ([`SaveError::changed_on_disk`] is true then; see [`SaveOptions::over_changes`]),
    /// and where it was cancelled: [`SaveError::cancelled`] is true then.
    pub fn save(
        self,
        path: &Path,
        document: &Document,
        origin: u16,
        source: &SourceText,
    ) -> Result<SourceText, SaveError> {
        let unseen = Progress::default();
        let how = self.how(&unseen);
        super::write::save(path, document, origin, source, how)
    }

    /// Saves as another file: tidy RON, unless the text the document came from holds something that would be lost
    /// by that (comments, unknown fields, what could not be read), which is then kept as [`SaveOptions::save`] does.
    ///
    /// # Errors
    /// As [`SaveOptions::save`].
    pub fn save_as(
        self,
        path: &Path,
        document: &Document,
        origin: u16,
        source: Option<&SourceText>,
    ) -> Result<(SourceText, Written), SaveError> {
        let unseen = Progress::default();
        super::write::save_as(path, document, origin, source, self.how(&unseen))
    }

    fn how<'h>(&'h self, unseen: &'h Progress) -> How<'h> {
        How {
            over_changes: self.over_changes,
            like: self.like,
            progress: self.progress.unwrap_or(unseen),
            about_to: self.about_to.unwrap_or(&|_| {}),
        }
    }
}
