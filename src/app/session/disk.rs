//! A session whose files have a life outside it: taken up again from the recovery journal, or changed by another
//! program while they are open. Either way the difference becomes one step that can be undone.

use std::path::PathBuf;

use super::{Core, OpenFile, Session};
use crate::app::jobs::discard::drop_in_background;
use crate::edit::{Edit, EditError, between};
use crate::io;
use crate::io::Loaded;
use crate::model::Document;

/// A file as the recovery journal has it.
pub struct RecoveredFile {
    /// Where it is; `None` where it never had a name.
    pub path: Option<PathBuf>,
    /// What was opened; `None` where it was never saved.
    pub base: Option<Loaded>,
    /// What was made of it.
    pub document: Document,
}

/// A file that another program has changed, taken in.
#[derive(Debug)]
pub struct Rebased {
    file: usize,
    loaded: Loaded,
    /// The document as all files on the disk say it.
    all: Document,
    /// Whether what is shown is just that.
    is_same: bool,
}

impl Rebased {
    /// Makes the document what is to be shown, as one step called `label`; `all` is the document as all files on the
    /// disk say it.
    ///
    /// # Errors
    /// Where the step does not fit the document, and nothing is changed.
    pub fn step(
        core: &mut Core,
        file: usize,
        loaded: Loaded,
        all: Document,
        document: &Document,
        label: &str,
    ) -> Result<Self, EditError> {
        let edits = between(core.document(), document);
        if !edits.is_empty() {
            core.step(Edit::many(label, edits))?;
        }
        let is_same = between(core.document(), &all).is_empty();
        Ok(Self { file, loaded, all, is_same })
    }
}

impl Session {
    /// The files as they were opened, and what was made of them since as the first step.
    ///
    /// # Errors
    /// Where that is no document the program could have made.
    pub fn recovered(files: Vec<RecoveredFile>) -> Result<Self, EditError> {
        let (mut before, mut after, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            let (document, source, diagnostics) = match file.base {
                Some(base) => (base.document, Some(base.source), base.diagnostics),
                None => (Document::default(), None, Vec::new()),
            };
            open.push(OpenFile { path: file.path, source, diagnostics, ..OpenFile::default() });
            before.push(document);
            after.push(file.document);
        }
        let mut session = Self::new(joined(before), open);
        let edits = between(&session.core.document, &joined(after));
        session.apply(Edit::many("Recover unsaved changes", edits))?;
        session.end_group();
        Ok(session)
    }

    /// Takes note of what another program made of a file, once the document says what is to be shown of it.
    pub fn take_rebased(&mut self, rebased: Rebased) {
        let Some(file) = self.files.get_mut(rebased.file) else { return };
        let loaded = rebased.loaded;
        let path = file.path.clone();
        let new = OpenFile {
            path,
            source: Some(loaded.source),
            diagnostics: loaded.diagnostics,
            ..OpenFile::default()
        };
        drop_in_background(std::mem::replace(file, new));
        drop_in_background((std::mem::replace(&mut self.saved, rebased.all), loaded.document));
        if rebased.is_same {
            self.core.history.mark_saved();
        } else {
            self.core.history.forget_saved();
        }
    }

    /// What is here counts, whatever another program has made of the file: the next save replaces it.
    pub fn keep_mine(&mut self, at: usize) {
        if let Some(file) = self.files.get_mut(at) {
            file.over_changes = true;
            self.core.history.forget_saved();
        }
    }

    /// The document as the files on the disk say it, once with each of these in the place of one of them. The others are
    /// read once.
    #[must_use]
    pub fn joined_with<const N: usize>(files: &[OpenFile], at: usize, each: [&Document; N]) -> [Document; N] {
        let read = |(index, file): (usize, &OpenFile)| match &file.source {
            Some(source) if index != at => io::read(source.text()).document,
            _ => Document::default(),
        };
        let mut all: Vec<Document> = files.iter().enumerate().map(read).collect();
        each.map(|document| {
            if let Some(place) = all.get_mut(at) {
                *place = document.clone();
            }
            joined(all.clone())
        })
    }
}

/// One document of one file's or of several files'.
fn joined(mut documents: Vec<Document>) -> Document {
    match documents.len() {
        1 => documents.swap_remove(0),
        _ => io::merge(&documents.iter().collect::<Vec<_>>()),
    }
}
