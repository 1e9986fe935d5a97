//! What other programs do to the opened files: noticed, compared in the background, shown at once where nothing is
//! lost by it, and asked about where there are changes here too.

use std::path::{Path, PathBuf};
use std::time::Instant;

use egui::Context;

use super::words::in_words;
use crate::analysis::diff::{self, Choice, Side};
use crate::app::editing::apply::After;
use crate::app::jobs::registry::Kind;
use crate::app::session::Rebased;
use crate::app::{App, OpenFile, Session};
use crate::io;
use crate::io::Loaded;
use crate::model::Version;
use crate::model::{Document, EventId, Progress};
use crate::ui::commands::Conflict;
use crate::ui::dialogs::Question;
use crate::ui::dialogs::conflict::Changed;

/// A file that was looked at.
pub struct Comparison {
    version: Version,
    file: usize,
    name: String,
    outcome: Outcome,
}

enum Outcome {
    /// As it was opened or saved.
    Same,
    /// It is not there any more.
    Gone,
    /// It is no timeline any more, and why.
    Unreadable(String),
    /// It says something else.
    Other(Box<Other>),
}

struct Other {
    loaded: Loaded,
    base: Document,
    theirs: Document,
    /// In words.
    they_changed: String,
    i_changed: String,
    conflicts: Vec<diff::Conflict>,
}

impl App {
    /// Watches the opened files, and looks at those that something has happened to.
    pub(crate) fn watch_files(&mut self, ctx: &Context) {
        let paths: Vec<PathBuf> = self.paths().collect();
        let recovery = &mut self.files.recovery;
        if let Some(watch) = &mut recovery.watch {
            if let Err(error) = watch.set(&paths) {
                self.toasts.error(&error.to_string(), None);
            }
            let (touched, wait) = watch.touched(Instant::now());
            if let Some(wait) = wait {
                ctx.request_repaint_after(wait);
            }
            for path in touched {
                if !recovery.to_look_at.contains(&path) {
                    recovery.to_look_at.push(path);
                }
            }
        }
        // What is being saved may be there already, and not known yet to be the file.
        let is_busy = self.jobs.registry.has(Kind::Compare)
            || recovery.comparison.is_some()
            || self.question.is_modal()
            || self.files.saving.is_some()
            || self.editing.changing.is_some()
            || self.session.is_partial()
            // A room is asked nothing: what conflicts with changes waits for the end of the presentation.
            || self.view.presenting && self.session.is_changed();
        if !is_busy && let Some(path) = recovery.to_look_at.pop() {
            self.look_at_file(ctx, &path);
        }
    }

    /// A save found that a file is no longer what was opened.
    pub(in crate::app) fn look_at_all(&mut self) {
        self.files.recovery.to_look_at = self.paths().collect();
    }

    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.session.files().iter().filter_map(|file| file.path.clone())
    }

    /// Compares a file on the disk with what was read from it, in the background.
    fn look_at_file(&mut self, ctx: &Context, path: &Path) {
        let files = self.session.files().to_vec();
        let Some(at) = files.iter().position(|file| file.path.as_deref() == Some(path)) else { return };
        let document = self.session.document().clone();
        let version = self.session.version();
        let title = format!("Comparing {} with the file on disk", files[at].name());
        let compare = move |progress: &Progress| {
            let (name, outcome) = (files[at].name(), look(&files, at, &document, progress));
            Box::new(Comparison { version, file: at, name, outcome })
        };
        self.jobs.begin(ctx, Kind::Compare, title, compare, Self::take_comparison);
    }

    fn take_comparison(&mut self, ctx: &Context, comparison: Box<Comparison>) {
        if comparison.version.opening != self.session.version().opening {
            return;
        }
        let path = self.session.files().get(comparison.file).and_then(|file| file.path.clone());
        if comparison.version != self.session.version() || self.editing.changing.is_some() {
            // It was edited meanwhile: what was compared is no longer what is here.
            self.files.recovery.to_look_at.extend(path);
            ctx.request_repaint();
            return;
        }
        let name = &comparison.name;
        match &comparison.outcome {
            Outcome::Same => {}
            Outcome::Gone => {
                self.session.keep_mine(comparison.file);
                self.toasts.error(&format!("{name} is no longer on disk"), Some("saving creates it again"));
            }
            Outcome::Unreadable(reason) if !self.session.is_changed() => {
                self.session.keep_mine(comparison.file);
                let text = format!("Another program changed {name}, and it can no longer be read: {reason}");
                self.toasts.error(&text, Some("the earlier version is still here; saving restores it"));
            }
            Outcome::Other(_) if !self.session.is_changed() => {
                let text = format!("Another program changed {name}; showing the new version");
                self.files.recovery.comparison = Some(comparison);
                self.take_theirs(ctx);
                self.toasts.done(&text);
            }
            Outcome::Unreadable(_) | Outcome::Other(_) => {
                self.question = Question::Disk(Box::new(asked(&comparison, self.session.document())));
                self.files.recovery.comparison = Some(comparison);
            }
        }
    }

    pub(crate) fn keep_mine(&mut self) {
        self.question = Question::None;
        if let Some(comparison) = self.files.recovery.comparison.take() {
            self.session.keep_mine(comparison.file);
        }
    }

    pub(crate) fn take_theirs(&mut self, ctx: &Context) {
        self.question = Question::None;
        let Some(comparison) = self.files.recovery.comparison.take() else { return };
        let label = format!("Use {} from disk", comparison.name);
        self.rebase(ctx, *comparison, label, |_, other| other.theirs.clone());
    }

    pub(crate) fn merge_disk(&mut self, ctx: &Context) {
        let Some(comparison) = self.files.recovery.comparison.take() else { return };
        let chosen: Vec<bool> = match std::mem::take(&mut self.question) {
            Question::Disk(asked) => asked.conflicts.iter().map(|conflict| conflict.take_theirs).collect(),
            _ => Vec::new(),
        };
        let label = format!("Merge {} with the file on disk", comparison.name);
        self.rebase(ctx, *comparison, label, move |mine, other| {
            let mut chosen = chosen.into_iter();
            let choose = |_: &diff::Conflict| -> Choice {
                if chosen.next().unwrap_or(false) { Side::Theirs } else { Side::Mine }
            };
            diff::merge(&other.base, mine, &other.theirs, choose).document
        });
    }

    /// Makes what is open what `wanted` makes of it and of the file, as one step.
    fn rebase(
        &mut self,
        ctx: &Context,
        comparison: Comparison,
        label: String,
        wanted: impl FnOnce(&Document, &Other) -> Document + Send + 'static,
    ) {
        let Outcome::Other(other) = comparison.outcome else { return };
        let title = format!("Reading changes from {}", comparison.name);
        self.change(ctx, title, false, move |core| {
            let document = wanted(core.document(), &other);
            let rebased =
                Rebased::step(core, comparison.file, other.loaded, other.theirs, &document, &label)?;
            Ok(After { rebased: Some(Box::new(rebased)), ..After::default() })
        });
    }
}

fn look(files: &[OpenFile], at: usize, mine: &Document, progress: &Progress) -> Outcome {
    let (Some(path), Some(source)) = (&files[at].path, &files[at].source) else { return Outcome::Same };
    if !path.exists() {
        return Outcome::Gone;
    }
    let options = io::ReadOptions { progress: Some(progress), preview: None };
    let loaded = match options.open(path) {
        Ok(loaded) => loaded,
        Err(error) => return Outcome::Unreadable(error.to_string()),
    };
    if loaded.source.full() == source.full() {
        return Outcome::Same;
    }
    let opened = io::read(source.text()).document;
    let [base, theirs] = Session::joined_with(files, at, [&opened, &loaded.document]);
    let they_changed = in_words(&diff::diff(&base, &theirs));
    let i_changed = in_words(&diff::diff(&base, mine));
    let conflicts = diff::merge(&base, mine, &theirs, |_| Side::Mine).conflicts;
    Outcome::Other(Box::new(Other { loaded, base, theirs, they_changed, i_changed, conflicts }))
}

/// The question in words.
fn asked(comparison: &Comparison, mine: &Document) -> Changed {
    let (mine_said, theirs, conflicts) = match &comparison.outcome {
        Outcome::Other(other) => {
            let conflicts = other.conflicts.iter().map(|conflict| said(conflict, mine, &other.theirs));
            (other.i_changed.clone(), Ok(other.they_changed.clone()), conflicts.collect())
        }
        Outcome::Unreadable(reason) => ("changes".to_owned(), Err(reason.clone()), Vec::new()),
        Outcome::Same | Outcome::Gone => (String::new(), Ok(String::new()), Vec::new()),
    };
    Changed {
        file: comparison.file,
        name: comparison.name.clone(),
        mine: mine_said,
        theirs,
        conflicts,
        merging: false,
    }
}

/// A conflict in words.
pub(in crate::app) fn said(conflict: &diff::Conflict, mine: &Document, theirs: &Document) -> Conflict {
    let title = |id: &EventId| {
        let event = [mine, theirs].into_iter().find_map(|document| Some(document.event(document.find(id)?)));
        event.map_or_else(|| id.to_string(), |event| event.title.to_string())
    };
    let or_empty = |text: &str| if text.is_empty() { "(empty)".to_owned() } else { text.to_owned() };
    let (about, field, mine, theirs) = match conflict {
        diff::Conflict::Field { event, field, mine, theirs, .. } => {
            (title(event), field.name().to_owned(), or_empty(mine), or_empty(theirs))
        }
        diff::Conflict::Removed { event, by } => {
            let (mine, theirs) = match by {
                Side::Mine => ("removed", "changed"),
                Side::Theirs => ("changed", "removed"),
            };
            (title(event), "removed or changed".to_owned(), mine.to_owned(), theirs.to_owned())
        }
        diff::Conflict::Timeline { what } => {
            ("Timeline".to_owned(), what.clone(), "as here".to_owned(), "as on disk".to_owned())
        }
    };
    Conflict { about, field, mine, theirs, take_theirs: false }
}
