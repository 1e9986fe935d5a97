//! Nothing is lost: changes go to the recovery journal, what an earlier run left is offered, and files are watched for
//! what other programs do to them.

pub(in crate::app) mod conflicts;
pub(crate) mod journal;
mod leftovers;
pub(in crate::app) mod words;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::Context;

use super::{App, Session};
use crate::io::disk::recovery::{Abandoned, Store};
use crate::io::disk::watch::Watch;
use crate::ui::commands::SafetyCommand;
use crate::ui::dialogs::Question;
use crate::ui::dialogs::recovery::Left;
use conflicts::Comparison;
use journal::JournalWriter;
pub use journal::SaveMark;

/// So long after a failure the journal is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// What keeps changes safe. By default nothing does, for tests and tools.
#[derive(Default)]
pub struct Recovery {
    journal: Option<JournalWriter>,
    watch: Option<Watch>,
    /// What earlier runs left, in the order in which it is offered.
    leftovers: Vec<Abandoned>,
    /// What is said of them while they wait beside what is open, which is of other files.
    waiting: Vec<Left>,
    /// For which opening it was found that they are of other files.
    others_than: Option<u64>,
    /// Whether the user has asked for what was left, and is to be answered in any case.
    was_asked: bool,
    /// What was taken up, until this run's own journal has it.
    recovered: Option<Abandoned>,
    /// What another program has made of a file, until it is decided.
    comparison: Option<Box<Comparison>>,
    /// The files to look at, when nothing else is going on.
    to_look_at: Vec<PathBuf>,
    /// When the journal could not be written.
    failed: Option<Instant>,
}

impl Recovery {
    /// A save is about to begin: the journal has all that is to be saved, and learns what is written.
    pub(super) fn begin_save(&mut self, session: &Session) -> Option<SaveMark> {
        self.journal.as_mut().map(|journal| journal.begin_save(session))
    }

    /// A file was saved: what is not, differs from what it is now.
    pub(super) fn keep_anew(&mut self) {
        if let Some(journal) = &mut self.journal {
            journal.keep_anew();
        }
    }
}

impl App {
    /// Keeps what is not saved in this store, offers what earlier runs left there, and watches the opened files.
    #[must_use]
    pub fn with_recovery(mut self, ctx: &Context, store: Store) -> Self {
        leftovers::find(ctx, &self.jobs, &store);
        let recovery = &mut self.files.recovery;
        recovery.journal = Some(JournalWriter::new(store));
        let waker = ctx.clone();
        match Watch::new(move || waker.request_repaint()) {
            Ok(watch) => recovery.watch = Some(watch),
            Err(error) => self.toasts.error(&error.to_string(), None),
        }
        self
    }

    /// What a frame does for it.
    pub(super) fn guard_changes(&mut self, ctx: &Context) {
        self.keep_journal(ctx);
        self.keep_leftovers();
        self.watch_files(ctx);
    }

    fn keep_journal(&mut self, ctx: &Context) {
        let recovery = &mut self.files.recovery;
        let Some(journal) = &mut recovery.journal else { return };
        let now = Instant::now();
        for result in journal.results() {
            match result {
                Ok(()) => {
                    recovery.failed = None;
                    if let Some(error) = recovery.recovered.take().and_then(|journal| journal.discard().err())
                    {
                        self.toasts.error(&error.to_string(), None);
                    }
                }
                Err(error) => {
                    if recovery.failed.replace(now).is_none() {
                        let hint = "until this works, a crash loses unsaved changes; save often";
                        self.toasts.error(&format!("Recovery journal: {error}"), Some(hint));
                    }
                }
            }
        }
        if recovery.failed.is_some_and(|at| now.duration_since(at) > RETRY) && self.session.is_changed() {
            journal.keep(&self.session);
            recovery.failed = Some(now);
        }
        if let Some(wait) = journal.tick(&self.session, now) {
            ctx.request_repaint_after(wait);
        }
    }

    pub(super) fn recovery(&mut self, ctx: &Context, command: SafetyCommand) {
        match command {
            SafetyCommand::Recover(at) => self.recover(ctx, at),
            SafetyCommand::Discard(at) => self.discard_leftover(at),
            SafetyCommand::ReviewLeft => self.review_leftovers(),
            SafetyCommand::ShowLeft => self.show_leftovers(ctx),
            SafetyCommand::DecideLater => self.decide_later(),
            SafetyCommand::KeepMine => self.keep_mine(),
            SafetyCommand::TakeTheirs => self.take_theirs(ctx),
            SafetyCommand::Merge => self.merge_disk(ctx),
        }
    }

    /// Nothing is decided: journals stay where they are, and a changed file is noticed again when it is saved over.
    fn decide_later(&mut self) {
        self.question = Question::None;
        self.files.recovery.leftovers.clear();
        self.files.recovery.waiting.clear();
        self.files.recovery.comparison = None;
    }
}
