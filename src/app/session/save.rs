//! Saving, in three parts so that the window need not wait for the disk: what is to be saved is taken down as it is
//! now, written on whichever thread, and then known to be saved; what was changed meanwhile is still to be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::distinct_names;
use super::{OpenFile, Session, Version};
use crate::analysis::Query;
use crate::app::jobs::discard::drop_in_background;
use crate::app::recovery::SaveMark;
use crate::edit::{Edit, Section, declared_lanes};
use crate::io::export::{self, Format};
use crate::io::import::again;
use crate::io::{self, Diagnostic, SaveError, SaveOptions, SourceText, Written};
use crate::model::{Document, Event, ImportRecord, Progress};

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
    version: Version,
    state: u64,
    /// Tells the recovery journal what is about to be written.
    mark: Option<SaveMark>,
}

/// What became of it.
pub struct Saved {
    target: Target,
    document: Document,
    version: Version,
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

    /// Tells the recovery journal what is about to be written.
    #[must_use]
    pub fn marked(self, mark: Option<SaveMark>) -> Self {
        Self { mark, ..self }
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
            Target::AllInOne(path) => self.all_in_one(path, progress).map(|session| {
                joined = Some(Box::new(session));
                written = Written::Tidy;
            }),
        };
        let Self { target, document, version, state, .. } = self;
        Saved { target, document, version, state, files, written, joined, error: result.err() }
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
            let about_to = |text: &str| self.about_to_save(Some(source), path, text);
            let options = SaveOptions {
                over_changes: file.over_changes,
                progress: Some(progress),
                about_to: Some(&about_to),
                like: None,
            };
            let source = options.save(path, &self.document, origin(at), source)?;
            let diagnostics = diagnostics_of(&source, &file.diagnostics);
            let source = Some(source);
            let file =
                OpenFile { source, diagnostics, over_changes: false, is_backed_up: true, ..file.clone() };
            written.push((at, file));
        }
        Ok(())
    }

    /// The journal learns what is about to take the place of a file.
    fn about_to_save(&self, source: Option<&SourceText>, path: &Path, text: &str) {
        if let Some(mark) = &self.mark {
            mark.about_to_save(source, path, text);
        }
    }

    fn all_in_one(&self, path: &Path, progress: &Progress) -> Result<Session, SaveError> {
        let is_there = path.exists();
        let mut session = all_in_one(&self.document, &self.files, path, progress)?;
        for file in &mut session.files {
            // What stood there before is the backup, and not replaced by the next save.
            file.is_backed_up = is_there;
        }
        Ok(session)
    }

    /// Refuses to put one of the opened files in the place of another.
    fn refuse_other(&self, path: &Path, at: usize) -> Result<(), SaveError> {
        let is_it = |(other, file): &(usize, &OpenFile)| {
            *other != at && file.path.as_deref().is_some_and(|open| io::is_same_file(open, path))
        };
        match self.files.iter().enumerate().find(is_it) {
            None => Ok(()),
            Some(_) => Err(SaveError {
                message: format!("{}: this file is open too, and would be lost", path.display()),
                hint: Some("save under another name, or save all in one file".to_owned()),
                changed_on_disk: false,
                cancelled: false,
            }),
        }
    }

    fn save_as(&self, path: &Path, at: usize, progress: &Progress) -> Result<(OpenFile, Written), SaveError> {
        self.refuse_other(path, at)?;
        let file = self.files.get(at);
        let (source, like) =
            (file.and_then(|file| file.source.as_ref()), file.and_then(|f| f.path.as_deref()));
        let is_itself = like.is_some_and(|like| io::is_same_file(like, path));
        let is_backed_up = file.is_some_and(|file| file.is_backed_up) && is_itself;
        // What stood there before is kept, and not replaced by the next save either.
        let is_backed_up = is_backed_up || io::back_up(path)?.is_some();
        let about_to = |text: &str| self.about_to_save(source, path, text);
        let options =
            SaveOptions { like, about_to: Some(&about_to), progress: Some(progress), over_changes: false };
        let (source, written) = options.save_as(path, &self.document, origin(at), source)?;
        let before = self.files.get(at).map_or(&[][..], |file| &file.diagnostics);
        let diagnostics = diagnostics_of(&source, before);
        // The user has just named it to be written, and what stood there before to be replaced.
        let (path, source) = (Some(io::absolute(path)), Some(source));
        let file =
            OpenFile { path, source, diagnostics, may_overwrite: true, is_backed_up, ..OpenFile::default() };
        Ok((file, written))
    }
}

impl Saved {
    /// Which state of what is open was saved.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
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
        self.move_imports(&target);
        SaveJob {
            target,
            document: self.core.document.clone(),
            before: self.saved.clone(),
            files: self.files.clone(),
            version: self.version(),
            state: self.core.history.state(),
            mark: None,
        }
    }

    /// The opened file, by position, in which an import is remembered; the first where it is new.
    #[must_use]
    pub fn file_of_import(&self, record: &ImportRecord) -> usize {
        let has = |file: &OpenFile| {
            let source = file.source.as_ref();
            source.is_some_and(|source| source.header.imports.iter().any(|own| own.path == record.path))
        };
        self.files.iter().position(has).unwrap_or(0)
    }

    /// Imports are found from the timeline file: where it goes elsewhere, their paths follow, as a step that tells so.
    fn move_imports(&mut self, target: &Target) {
        let (Target::As(path, _) | Target::AllInOne(path)) = target else { return };
        let imports = self.core.document.imports();
        if imports.is_empty() {
            return;
        }
        let to = io::absolute(path).parent().map(Path::to_owned);
        let moved = imports.iter().map(|record| {
            let from = self.files.get(self.file_of_import(record)).and_then(|file| file.path.as_deref());
            again::moved(record, from.and_then(Path::parent), to.as_deref())
        });
        let moved: Vec<ImportRecord> = moved.collect();
        if moved.as_slice() != imports {
            let edit = Edit::many("Follow the imported files", vec![Edit::Set(Section::Imports(moved))]);
            // Refused where two become one; then they stay as they are.
            let _ = self.core.step(edit);
        }
    }

    /// Takes note of what was saved. What was changed since it was taken down is still to be.
    ///
    /// # Errors
    /// Where not all was; what was written before that is known to be.
    pub fn take_saved(&mut self, saved: Saved) -> Result<(), SaveError> {
        for (at, file) in saved.files {
            match self.files.get_mut(at) {
                Some(other) => drop_in_background(std::mem::replace(other, file)),
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
                self.core.name_files(distinct_names(&self.files));
                return Ok(());
            }
        }
        self.core.history.mark_saved_as(saved.state);
        drop_in_background(std::mem::replace(&mut self.saved, saved.document));
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

    /// Writes all events that are open into one file, tidy, and opens it.
    ///
    /// # Errors
    /// Where it cannot be written, or would not read back as the same.
    pub fn all_in_one(&self, path: &Path) -> Result<Self, SaveError> {
        all_in_one(self.document(), self.files(), path, &Progress::default())
    }

    /// Whether this file differs from what is on disk.
    pub(super) fn file_changed(&self, at: usize) -> bool {
        file_changed(&self.core.document, &self.saved, at)
    }
}

/// Writes all events that are open into one file, tidy, and reads it as what is open then.
///
/// # Errors
/// Where it cannot be written, would not read back as the same, or is ended by another thread.
fn all_in_one(
    document: &Document,
    files: &[OpenFile],
    path: &Path,
    progress: &Progress,
) -> Result<Session, SaveError> {
    let options = export::Options { notes: true, ..export::Options::default() };
    let exported = export::export(Format::Ron, document, &options);
    let text = String::from_utf8(exported.bytes).unwrap_or_default();
    let loaded = io::ReadOptions { progress: Some(progress), preview: None }.read(&text);
    let (events, errors, _) = loaded.counts();
    if !progress.is_cancelled() && (errors > 0 || events != document.events().len()) {
        let message = format!("{}: not saved, because it would not read back the same", path.display());
        let hint = Some("please report this; the files are unchanged".to_owned());
        return Err(SaveError { message, hint, changed_on_disk: false, cancelled: false });
    }
    let like: Vec<&Path> = files.iter().filter_map(|file| file.path.as_deref()).collect();
    export::save(export::Place { like: &like, ..export::Place::new(path) }, text.as_bytes(), progress)?;
    Ok(Session::opened(vec![(io::absolute(path), loaded)]))
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
        && now.views() == then.views()
        && now.imports() == then.imports();
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
    loaded.check_queries(&Query::wrong);
    loaded.diagnostics
}
