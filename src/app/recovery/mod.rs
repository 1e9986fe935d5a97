//! Nothing is lost: changes go to the recovery journal, what an earlier run left is offered, and files are watched for
//! what other programs do to them.

mod conflicts;
pub(crate) mod journal;
mod leftovers;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::Context;

pub use conflicts::Looked;
pub use leftovers::{Found, Taken};

use super::App;
use super::jobs::Done;
use crate::analysis::diff::Diff;
use crate::io::disk::recovery::{Abandoned, Store};
use crate::io::disk::watch::Watch;
use crate::ui::commands::SafetyCommand;
use crate::ui::dialogs::Question;
use journal::Keeper;

/// So long after a failure the journal is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// What keeps changes safe. By default nothing does, for tests and tools.
#[derive(Default)]
pub struct Safety {
    keeper: Option<Keeper>,
    watch: Option<Watch>,
    /// What earlier runs left, in the order in which it is offered.
    left: Vec<Abandoned>,
    /// Whether the user has asked for what was left, and is to be answered in any case.
    was_asked: bool,
    /// What was taken up, until this run's own journal has it.
    taken: Option<Abandoned>,
    /// What another program has made of a file, until it is decided.
    looked: Option<Box<Looked>>,
    /// The files to look at, when nothing else is going on.
    to_look_at: Vec<PathBuf>,
    /// When the journal could not be written.
    failed: Option<Instant>,
}

impl Safety {
    /// A file was saved: what is not, differs from what it is now.
    pub(super) fn keep_anew(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.keep_anew();
        }
    }
}

impl App {
    /// Keeps what is not saved in this store, offers what earlier runs left there, and watches the opened files.
    #[must_use]
    pub fn with_safety(mut self, ctx: &Context, store: Store) -> Self {
        leftovers::find(ctx, &self.jobs, &store);
        let safety = &mut self.surroundings.safety;
        safety.keeper = Some(Keeper::new(store));
        let waker = ctx.clone();
        match Watch::new(move || waker.request_repaint()) {
            Ok(watch) => safety.watch = Some(watch),
            Err(error) => self.toasts.error(&error.to_string(), None),
        }
        self
    }

    /// What a frame does for it.
    pub(super) fn keep_safe(&mut self, ctx: &Context) {
        self.keep_journal(ctx);
        self.watch_files(ctx);
    }

    fn keep_journal(&mut self, ctx: &Context) {
        let safety = &mut self.surroundings.safety;
        let Some(keeper) = &mut safety.keeper else { return };
        let now = Instant::now();
        for result in keeper.results() {
            match result {
                Ok(()) => {
                    safety.failed = None;
                    if let Some(taken) = safety.taken.take().and_then(|taken| taken.discard().err()) {
                        self.toasts.error(&taken.to_string(), None);
                    }
                }
                Err(error) => {
                    if safety.failed.replace(now).is_none() {
                        let hint = "until this works, a crash loses what is not saved: save often";
                        self.toasts.error(&format!("The recovery journal: {error}"), Some(hint));
                    }
                }
            }
        }
        if safety.failed.is_some_and(|at| now.duration_since(at) > RETRY) && self.session.is_changed() {
            keeper.keep(&self.session);
            safety.failed = Some(now);
        }
        if let Some(wait) = keeper.tick(&self.session, now) {
            ctx.request_repaint_after(wait);
        }
    }

    pub(super) fn safety(&mut self, ctx: &Context, command: SafetyCommand) {
        match command {
            SafetyCommand::Recover(at) => self.recover(ctx, at),
            SafetyCommand::Discard(at) => self.discard_left(at),
            SafetyCommand::ShowLeft => self.show_left(ctx),
            SafetyCommand::DecideLater => self.decide_later(),
            SafetyCommand::KeepMine => self.keep_mine(),
            SafetyCommand::TakeTheirs => self.take_theirs(ctx),
            SafetyCommand::Merge => self.merge_disk(ctx),
        }
    }

    /// Nothing is decided: journals stay where they are, and a changed file is noticed again when it is saved over.
    fn decide_later(&mut self) {
        self.question = Question::None;
        self.surroundings.safety.left.clear();
        self.surroundings.safety.looked = None;
    }

    pub(super) fn take_safety(&mut self, ctx: &Context, done: Done) {
        match done {
            Done::Left(found) => self.take_left(found),
            Done::Looked(looked) => self.take_looked(ctx, looked),
            _ => {}
        }
    }
}

/// What differs, in a few words: "2 events changed, 1 added".
fn in_words(diff: &Diff) -> String {
    let events = &diff.events;
    let mut parts: Vec<String> = Vec::new();
    for (count, what) in
        [(events.changed.len(), "changed"), (events.added.len(), "added"), (events.removed.len(), "removed")]
    {
        match (count, parts.is_empty()) {
            (0, _) => {}
            (1, true) => parts.push(format!("1 event {what}")),
            (many, true) => parts.push(format!("{many} events {what}")),
            (many, false) => parts.push(format!("{many} {what}")),
        }
    }
    for (differs, what) in [
        (!diff.timeline.is_empty(), "the timeline’s title, summary or story"),
        (!diff.lanes.is_empty(), "lanes"),
        (!diff.sources.is_empty(), "sources"),
    ] {
        if differs {
            parts.push(format!("{what} changed"));
        }
    }
    if parts.is_empty() { "nothing but the way it is written".to_owned() } else { parts.join(", ") }
}
