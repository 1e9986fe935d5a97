//! A session whose files have a life outside it: taken up again from the recovery journal, or changed by another
//! program while they are open. Either way the difference becomes one step that can be undone.

use std::path::PathBuf;

use super::{OpenFile, Session};
use crate::edit::{Edit, EditError, between};
use crate::io::{self, Loaded};
use crate::model::Document;

/// A file as the recovery journal has it.
pub struct Kept {
    /// Where it is; `None` where it never had a name.
    pub path: Option<PathBuf>,
    /// What was opened; `None` where it was never saved.
    pub base: Option<Loaded>,
    /// What was made of it.
    pub document: Document,
}

impl Session {
    /// The files as they were opened, and what was made of them since as the first step.
    ///
    /// # Errors
    /// Where that is no document the program could have made.
    pub fn recovered(files: Vec<Kept>) -> Result<Self, EditError> {
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
        let edits = between(&session.document, &joined(after));
        session.apply(Edit::many("Recover what was not saved", edits))?;
        session.end_group();
        Ok(session)
    }

    /// Takes what another program made of a file as what stands on the disk: `all` is the document as all files on
    /// the disk say it, `document` what is to be shown, and getting there is one step called `label`.
    ///
    /// # Errors
    /// Where the step does not fit the document, and nothing is changed.
    pub fn rebase(
        &mut self,
        at: usize,
        loaded: Loaded,
        all: Document,
        document: &Document,
        label: &str,
    ) -> Result<(), EditError> {
        let Some(file) = self.files.get(at) else { return Ok(()) };
        let path = file.path.clone();
        let edits = between(&self.document, document);
        if !edits.is_empty() {
            self.end_group();
            self.apply(Edit::many(label, edits))?;
            self.end_group();
        }
        self.files[at] = OpenFile {
            path,
            source: Some(loaded.source),
            diagnostics: loaded.diagnostics,
            ..OpenFile::default()
        };
        self.saved = all;
        if between(&self.document, &self.saved).is_empty() {
            self.history.mark_saved();
        } else {
            self.history.forget_saved();
        }
        Ok(())
    }

    /// What is here counts, whatever another program has made of the file: the next save replaces it.
    pub fn keep_mine(&mut self, at: usize) {
        if let Some(file) = self.files.get_mut(at) {
            file.over_changes = true;
            self.history.forget_saved();
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
