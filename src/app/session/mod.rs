//! What is open: the document with its history, the files it came from, and what follows from it (index,
//! coincidences). The only place where the document is changed, and always through the history.

pub(crate) mod anchor;
mod comparison;
mod core;
mod disk;
mod file;
mod listed;
mod save;

use std::path::PathBuf;
use std::sync::Arc;

pub use comparison::Comparison;
pub use core::{BACKGROUND_ABOVE_FIELDS, Core};
pub use disk::{Rebased, RecoveredFile};
pub use file::OpenFile;
pub use save::{SaveJob, Saved, Target};

use super::jobs::discard::drop_in_background;
use crate::analysis::{Coincidences, Grouping, Index, Listing, Query, Rates, Scope, Sort, Surprises};
use crate::edit::{Changed, Edit, EditError, History};
use crate::io::{self, Loaded, Preview};
use crate::model::{Change, Document, EventIx, Version};

/// Up to so many events what follows from a document is found at once; above, on another thread.
pub(crate) const BACKGROUND_ABOVE_EVENTS: usize = 20_000;

/// The timeline that shows until a file is opened.
const SAMPLE: &str = include_str!("../../../sample_data/azerbaijani_rope.ron");

/// Why nothing can be changed or saved while only the beginning of a file is there.
const STILL_READING: &str = "The file is still being read; you can look but not edit yet";

/// Why nothing can be changed in a comparison.
const COMPARES: &str = "These are two timelines as one; open one of them to change it";

/// What is open.
pub struct Session {
    core: Core,
    files: Vec<OpenFile>,
    is_sample: bool,
    /// How many events there are in all, about, where this is the beginning of a file that is still being read.
    about: Option<usize>,
    /// What the document is made of, where it is two timelines as one.
    comparison: Option<Comparison>,
    coincidences: Arc<Coincidences>,
    /// What the coincidences were listed by.
    listing: Listing,
    /// Which events took part in them.
    scope: Scope,
    /// Of which revision of the document they are, and how many events it had.
    listed: u64,
    listed_events: usize,
    /// How many coincidences like them chance would give, once that is counted.
    rates: Option<Rates>,
    /// How surprising each of them is by that.
    surprises: Option<Surprises>,
    /// What an order goes by that needs more than the list itself, once that is counted.
    keys: Option<(Sort, Vec<f64>)>,
    /// How many lists were taken.
    lists: u64,
    /// The document as it is on disk, to know which file was changed.
    saved: Document,
    /// Which opening this is.
    opening: u64,
    /// The document as other threads read it, and of which revision it is.
    snapshot: Option<(u64, Arc<Document>)>,
}

impl Session {
    /// The sample.
    #[must_use]
    pub fn sample() -> Self {
        let loaded = io::read(SAMPLE);
        let file = OpenFile {
            path: None,
            source: Some(loaded.source),
            diagnostics: loaded.diagnostics,
            ..OpenFile::default()
        };
        Self { is_sample: true, ..Self::new(loaded.document, vec![file]) }
    }

    /// An empty timeline.
    #[must_use]
    pub fn empty() -> Self {
        let file = OpenFile::default();
        Self::new(Document::default(), vec![file])
    }

    /// One or several files in one view.
    #[must_use]
    pub fn opened(files: Vec<(PathBuf, Loaded)>) -> Self {
        if files.is_empty() {
            return Self::empty();
        }
        let mut documents = Vec::new();
        let mut open = Vec::new();
        for (path, mut loaded) in files {
            loaded.check_queries(&Query::wrong);
            documents.push(loaded.document);
            open.push(OpenFile {
                path: Some(path),
                source: Some(loaded.source),
                diagnostics: loaded.diagnostics,
                ..OpenFile::default()
            });
        }
        let document = match documents.len() {
            1 => documents.swap_remove(0),
            _ => io::merge(&documents.iter().collect::<Vec<_>>()),
        };
        Self::new(document, open)
    }

    /// The first events of a file that is still being read: to be looked at, not to be changed or saved.
    #[must_use]
    pub fn preview(path: PathBuf, preview: Preview) -> Self {
        let file = OpenFile { path: Some(path), ..OpenFile::default() };
        Self { about: Some(preview.about), ..Self::new(preview.document, vec![file]) }
    }

    fn new(document: Document, files: Vec<OpenFile>) -> Self {
        let document = document.with_files(file::distinct_names(&files));
        let mut session = Self {
            saved: document.clone(),
            core: Core::of(document),
            files,
            is_sample: false,
            about: None,
            comparison: None,
            coincidences: Arc::default(),
            listing: Listing::default(),
            scope: Scope::default(),
            listed: 0,
            listed_events: 0,
            rates: None,
            surprises: None,
            keys: None,
            lists: 0,
            opening: 0,
            snapshot: None,
        };
        session.list_anew();
        session
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.core.document
    }

    /// Its index.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.core.index
    }

    /// Its index, to be taken to another thread.
    #[must_use]
    pub fn shared_index(&self) -> Arc<Index> {
        Arc::clone(&self.core.index)
    }

    /// Its lanes, and which events stand in each.
    #[must_use]
    pub fn lanes(&self) -> &Grouping {
        self.core.index.grouping()
    }

    /// The opened files.
    #[must_use]
    pub fn files(&self) -> &[OpenFile] {
        &self.files
    }

    /// Whether the sample is shown because nothing was opened.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        self.is_sample
    }

    /// How many events the file has in all, about, where only its beginning is there yet.
    #[must_use]
    pub fn about(&self) -> Option<usize> {
        self.about
    }

    /// Whether only the beginning of a file is there yet.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.about.is_some()
    }

    /// Why nothing can be changed or saved; `None` where it can.
    #[must_use]
    pub fn read_only_reason(&self) -> Option<&'static str> {
        let compares = self.comparison.is_some().then_some(COMPARES);
        self.is_partial().then_some(STILL_READING).or(compares)
    }

    /// Which opening this is, counted up with each, and the document's revision.
    #[must_use]
    pub fn version(&self) -> Version {
        Version { opening: self.opening, revision: self.core.document.revision() }
    }

    /// The document as it is now, to be read on another thread; made once for each revision.
    #[must_use]
    pub fn snapshot(&mut self) -> Arc<Document> {
        let revision = self.core.document.revision();
        match &self.snapshot {
            Some((of, snapshot)) if *of == revision => Arc::clone(snapshot),
            _ => {
                let snapshot = Arc::new(self.core.document.clone());
                drop_in_background(self.snapshot.replace((revision, Arc::clone(&snapshot))));
                snapshot
            }
        }
    }

    /// Gives back what other threads have read. The list of events is then the document's alone again where none of them
    /// reads it any more, and is not copied when it is changed.
    pub fn forget_snapshot(&mut self) {
        match self.snapshot.take() {
            // The document has the same list, so that this gives back little.
            Some((of, snapshot)) if of == self.core.document.revision() => drop(snapshot),
            older => drop_in_background(older),
        }
    }

    /// Takes the place of another session.
    #[must_use]
    pub fn after(self, before: &Self) -> Self {
        Self { opening: before.opening + 1, ..self }
    }

    /// Whether something is not saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.core.history.is_changed()
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.core.history.undo_label()
    }

    /// What redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.core.history.redo_label()
    }

    /// Applies a change.
    ///
    /// # Errors
    /// Where the document refuses it; it is unchanged then.
    pub fn apply(&mut self, edit: Edit) -> Result<Changed, EditError> {
        self.change(|core| core.apply(edit))
    }

    /// The gesture is over: the next change is a step of its own.
    pub fn end_group(&mut self) {
        self.core.end_group();
    }

    /// Takes the last step back; returns what it was.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        self.change(Core::undo)
    }

    /// Changes the document in some way, and what follows from it with it.
    pub fn change<T>(&mut self, work: impl FnOnce(&mut Core) -> T) -> T {
        let revision = self.core.document.revision();
        let result = work(&mut self.core);
        if self.core.document.revision() != revision {
            self.refresh();
        }
        result
    }

    /// Document, history and index, to be looked at or changed elsewhere.
    #[must_use]
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// Takes what was changed elsewhere in the place of what it was taken from, which is given back.
    pub fn take_core(&mut self, core: Core) -> Core {
        let before = std::mem::replace(&mut self.core, core);
        // A save may have been finished meanwhile.
        self.core.history.take_saved_of(&before.history);
        self.refresh();
        before
    }

    /// What was done to the document, for a list of it.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.core.history
    }

    /// Whether saving needs a name first: there is one file and it has none.
    #[must_use]
    pub fn needs_name(&self) -> bool {
        self.files.iter().any(|file| file.path.is_none())
    }

    /// The changed files that were read with errors and may not be saved over yet, by position.
    #[must_use]
    pub fn guarded(&self) -> Vec<usize> {
        (0..self.files.len())
            .filter(|at| {
                self.files[*at].has_errors() && !self.files[*at].may_overwrite && self.file_changed(*at)
            })
            .collect()
    }

    /// The user has said that files read with errors may be saved over.
    pub fn allow_overwrite(&mut self) {
        for file in &mut self.files {
            file.may_overwrite = true;
        }
    }

    /// Brings up to date what follows from the document; where there are many events, the coincidences are those from
    /// before the change until [`Session::is_listed`] has led to a new list.
    fn refresh(&mut self) {
        if self.core.document.events().len() <= BACKGROUND_ABOVE_EVENTS {
            self.list_anew();
        } else if self.has_moved_events() {
            // Positions have moved: what the list says of events is no longer theirs.
            drop_in_background(std::mem::take(&mut self.coincidences));
            self.lists += 1;
        }
        (self.rates, self.surprises, self.keys) = (None, None, None);
    }

    /// Whether events may stand elsewhere than when the coincidences were listed.
    fn has_moved_events(&self) -> bool {
        let document = &self.core.document;
        let moves = |changes: &[Change]| changes.iter().any(Change::moves);
        document.events().len() != self.listed_events || document.changes_since(self.listed).is_none_or(moves)
    }

    /// The event in whose text a problem stands.
    #[must_use]
    pub fn event_at_problem(&self, file: usize, problem: usize) -> Option<EventIx> {
        let open = self.files.get(file)?;
        let at = open.diagnostics.get(problem)?.span.start;
        let source = open.source.as_ref()?;
        let mut events = self.core.document.events().iter().enumerate();
        let found = events.find(|(_, event)| {
            usize::from(event.origin) == file
                && source.place(&event.id).is_some_and(|span| span.contains(&at))
        });
        found.and_then(|(ix, _)| u32::try_from(ix).ok()).map(EventIx)
    }
}
