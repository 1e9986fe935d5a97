//! Saving, in three parts so that the window need not wait for the disk: what is to be saved is taken down as it is
//! now, written on whichever thread, and then known to be saved; what was changed meanwhile is still to be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{OpenFile, Session};
use crate::app::check_queries;
use crate::app::files::save_as::all_in_one;
use crate::app::jobs::progress::let_go;
use crate::edit::declared_lanes;
use crate::io::{self, Diagnostic, SaveError, SourceText, Written};
use crate::model::{Document, Event, Progress};

/// Where something is saved.
#[derive(Clone, Debug)]
pub enum Target {
    /// Each changed file over itself.
    Same,
    /// One of the opened files, by position, as another, which from then on is the file.
    As(PathBuf, usize),
    /// All that is open as one file, which from then on is what is open.
    AllInOne(PathBuf),
}

/// What is to be saved, as it was when this was taken down.
pub struct SaveJob {
    target: Target,
    document: Document,
    /// As it was saved last.
    before: Document,
    files: Vec<OpenFile>,
    generation: u64,
    state: u64,
}

/// What became of it.
pub struct Saved {
    target: Target,
    document: Document,
    generation: u64,
    state: u64,
    /// The files that were written, by position.
    files: Vec<(usize, OpenFile)>,
    written: Written,
    /// What is open then, where all became one file.
    joined: Option<Box<Session>>,
    /// Why the next one was not.
    error: Option<SaveError>,
}

impl SaveJob {
    /// The state of the history that is saved.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.state
    }

    /// How many events there are.
    #[must_use]
    pub fn events(&self) -> usize {
        self.document.events().len()
    }

    /// What is saved, and where, for people.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.target {
            Target::Same => {
                let names: Vec<String> = self.files.iter().map(OpenFile::name).collect();
                names.join(", ")
            }
            Target::As(path, _) | Target::AllInOne(path) => {
                path.file_name().unwrap_or_default().to_string_lossy().into_owned()
            }
        }
    }

    /// Writes it. Another thread may look at how far it is and end it: then nothing more is written.
    #[must_use]
    pub fn run(self, progress: &Progress) -> Saved {
        let (mut files, mut written, mut joined) = (Vec::new(), Written::Kept, None);
        let result = match &self.target {
            Target::Same => self.save(&mut files, progress),
            Target::As(path, at) => self.save_as(path, *at, progress).map(|(file, how)| {
                files.push((*at, file));
                written = how;
            }),
            Target::AllInOne(path) => all_in_one(&self.document, path, progress).map(|session| {
                joined = Some(Box::new(session));
                written = Written::Tidy;
            }),
        };
        let Self { target, document, generation, state, .. } = self;
        Saved { target, document, generation, state, files, written, joined, error: result.err() }
    }

    fn save(&self, written: &mut Vec<(usize, OpenFile)>, progress: &Progress) -> Result<(), SaveError> {
        for (at, file) in self.files.iter().enumerate() {
            let (Some(path), Some(source)) = (&file.path, &file.source) else { continue };
            if !file_changed(&self.document, &self.before, at) && !file.over_changes {
                continue;
            }
            if !file.is_backed_up {
                io::back_up(path)?;
            }
            let (document, over) = (&self.document, file.over_changes);
            let source = io::save_watched(path, document, origin(at), source, over, progress)?;
            let diagnostics = diagnostics_of(&source, &file.diagnostics);
            let source = Some(source);
            let file =
                OpenFile { source, diagnostics, over_changes: false, is_backed_up: true, ..file.clone() };
            written.push((at, file));
        }
        Ok(())
    }

    fn save_as(&self, path: &Path, at: usize, progress: &Progress) -> Result<(OpenFile, Written), SaveError> {
        let source = self.files.get(at).and_then(|file| file.source.as_ref());
        let (source, written) = io::save_as_watched(path, &self.document, origin(at), source, progress)?;
        let before = self.files.get(at).map_or(&[][..], |file| &file.diagnostics);
        let diagnostics = diagnostics_of(&source, before);
        // The user has just named it to be written, and what stood there before to be replaced.
        let (path, source) = (Some(path.to_owned()), Some(source));
        Ok((OpenFile { path, source, diagnostics, may_overwrite: true, ..OpenFile::default() }, written))
    }
}

impl Saved {
    /// Of which opening it is.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Where it was saved.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The names of the files that were written.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.files.iter().map(|(_, file)| file.name()).collect()
    }

    /// The state of the history that was saved.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.state
    }

    /// What is to be open from now on, where all became one file.
    pub fn take_joined(&mut self) -> Option<Box<Session>> {
        self.joined.take()
    }

    /// How the text of another file came about.
    #[must_use]
    pub fn written(&self) -> Written {
        self.written
    }
}

impl Session {
    /// Takes down what is to be saved.
    #[must_use]
    pub fn save_job(&mut self, target: Target) -> SaveJob {
        // What is typed from now on is a step of its own, behind the saved state.
        self.core.history.end_group();
        SaveJob {
            target,
            document: self.core.document.clone(),
            before: self.saved.clone(),
            files: self.files.clone(),
            generation: self.generation,
            state: self.core.history.state(),
        }
    }

    /// Takes note of what was saved. What was changed since it was taken down is still to be.
    ///
    /// # Errors
    /// Where not all was; what was written before that is known to be.
    pub fn take_saved(&mut self, saved: Saved) -> Result<(), SaveError> {
        for (at, file) in saved.files {
            match self.files.get_mut(at) {
                Some(other) => let_go(std::mem::replace(other, file)),
                None => self.files.push(file),
            }
        }
        if let Some(error) = saved.error {
            return Err(error);
        }
        if matches!(saved.target, Target::AllInOne(_)) {
            return Ok(());
        }
        if matches!(saved.target, Target::As(..)) {
            self.is_sample = false;
            if self.files.len() > 1 {
                return Ok(());
            }
        }
        self.core.history.mark_saved_as(saved.state);
        let_go(std::mem::replace(&mut self.saved, saved.document));
        Ok(())
    }

    /// Whether something was changed since this state of the history.
    #[must_use]
    pub fn is_changed_since(&self, state: u64) -> bool {
        self.core.history.state() != state
    }

    /// Saves each changed file over itself and returns the names of those that were written.
    ///
    /// # Errors
    /// At the first file that cannot be written; those before it are saved.
    pub fn save(&mut self) -> Result<Vec<String>, SaveError> {
        let saved = self.save_job(Target::Same).run(&Progress::default());
        let names = saved.names();
        self.take_saved(saved)?;
        Ok(names)
    }

    /// Saves one of the opened files as another, which from now on is the file. Returns how its text came about.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn save_as(&mut self, path: &Path, at: usize) -> Result<Written, SaveError> {
        let saved = self.save_job(Target::As(path.to_owned(), at)).run(&Progress::default());
        let written = saved.written();
        self.take_saved(saved)?;
        Ok(written)
    }

    /// Whether this file differs from what is on disk.
    pub(super) fn file_changed(&self, at: usize) -> bool {
        file_changed(&self.core.document, &self.saved, at)
    }
}

fn origin(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Whether a file's part of a document is another now than it was then.
fn file_changed(now: &Document, then: &Document, at: usize) -> bool {
    fn own(document: &Document, at: usize) -> impl Iterator<Item = &Arc<Event>> {
        document.events().iter().filter(move |event| usize::from(event.origin) == at)
    }
    let beside = now.title() == then.title()
        && now.summary() == then.summary()
        && declared_lanes(now) == declared_lanes(then)
        && now.sources() == then.sources()
        && now.story() == then.story()
        && now.filters() == then.filters()
        && now.views() == then.views();
    let same_list = || {
        let (mut now, mut then) = (own(now, at), own(then, at));
        loop {
            match (now.next(), then.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if Arc::ptr_eq(a, b) || a == b => {}
                _ => return false,
            }
        }
    };
    !beside || !(Arc::ptr_eq(&now.shared_events(), &then.shared_events()) || same_list())
}

/// What is wrong with a file after it was saved: the places of what was wrong before have moved.
fn diagnostics_of(source: &SourceText, before: &[Diagnostic]) -> Vec<Diagnostic> {
    if before.is_empty() {
        return Vec::new();
    }
    let mut loaded = io::read(source.text());
    check_queries(&mut loaded);
    loaded.diagnostics
}
