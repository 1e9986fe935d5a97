//! Work in the background, all of it in one list: how it is called, how far it is, since when. What takes longer than a
//! blink is shown with its progress and a way to end it, and what was ended, or is wanted otherwise by now, comes back to
//! nobody. There is at most one of a kind.

use std::sync::Arc;

use egui::Context;

use super::{Done, Jobs};
use crate::app::{App, now};
use crate::io::import::grouped;
use crate::model::Progress;
use crate::ui::commands::FileCommand;
use crate::ui::widgets::progress_card::{self, Shown};

/// What is done in the background. What comes first is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Changes the document.
    Change,
    /// Reads other people's data.
    Import,
    /// Writes what other programs read.
    Export,
    /// Makes a text of what is copied.
    Copy,
    /// Takes up what an earlier run left.
    Recover,
    /// Answers a search.
    Search,
    /// Finds what days are counted from.
    Align,
    /// Lists coincidences.
    List,
    /// Counts what chance would give, and what the list is ordered by.
    Rate,
    /// Sorts coincidences by their lanes.
    Sort,
    /// Looks at a file that another program has changed.
    Look,
    /// Finds what several selected events have in common.
    Several,
    /// Finds the names that would be replaced.
    Names,
    /// Finds which events link to which.
    Links,
    /// Counts what is in the measured range.
    Measure,
}

impl Kind {
    /// Whether the user has asked for it and waits: it is shown in the middle, and Esc ends it. The rest goes on beside
    /// what one does.
    fn is_waited_for(self) -> bool {
        self <= Self::Recover
    }

    /// Whether it tells how far it is where it is shown itself, or is nothing that one would end.
    fn is_silent(self) -> bool {
        self >= Self::Sort && self != Self::Look
    }
}

/// Some work: what it is called, how far it is, and when it began, in seconds since the window was opened.
#[derive(Debug)]
pub(crate) struct Work {
    pub title: String,
    pub progress: Arc<Progress>,
    pub since: f64,
}

impl Work {
    pub fn new(title: impl Into<String>, since: f64) -> Self {
        Self { title: title.into(), progress: Arc::default(), since }
    }

    fn shown<'a>(&'a self, detail: &'a str) -> Shown<'a> {
        Shown { title: &self.title, detail, share: self.progress.known_share(), since: self.since }
    }
}

/// What is under way.
#[derive(Debug, Default)]
pub(crate) struct Works {
    list: Vec<(Kind, u64, Work)>,
    begun: u64,
}

impl Works {
    /// Takes note of other work; that of its kind before comes back to nobody. Returns its number.
    fn begin(&mut self, kind: Kind, work: Work) -> u64 {
        self.end(kind);
        self.begun += 1;
        self.list.push((kind, self.begun, work));
        self.list.sort_by_key(|(kind, ..)| *kind);
        self.begun
    }

    /// Whether something of a kind is under way.
    pub fn has(&self, kind: Kind) -> bool {
        self.get(kind).is_some()
    }

    pub fn get(&self, kind: Kind) -> Option<&Work> {
        self.list.iter().find(|(of, ..)| *of == kind).map(|(.., work)| work)
    }

    /// Ends work. Whether there was any.
    pub fn end(&mut self, kind: Kind) -> bool {
        let at = self.list.iter().position(|(of, ..)| *of == kind);
        if let Some(at) = at {
            self.list.remove(at).2.progress.cancel();
        }
        at.is_some()
    }

    /// Asks for the end of work whose answer is still waited for, so that what is wanted now may begin.
    pub fn hurry(&self, kind: Kind) {
        if let Some(work) = self.get(kind) {
            work.progress.cancel();
        }
    }

    /// Work came back: whether somebody still waits for it.
    pub fn is_done(&mut self, number: u64) -> bool {
        let at = self.list.iter().position(|(_, of, _)| *of == number);
        at.map(|at| self.list.remove(at)).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The first that has taken longer than a blink.
    fn seen(&self, now: f64) -> Option<(Kind, &Work)> {
        let is_seen = |work: &Work| now - work.since >= progress_card::BLINK;
        let mut all = self.list.iter().filter(|(kind, _, work)| !kind.is_silent() && is_seen(work));
        all.next().map(|(kind, _, work)| (*kind, work))
    }

    /// How long until the next has taken longer than a blink.
    fn wait(&self, now: f64) -> Option<f64> {
        let left = |work: &Work| progress_card::BLINK - (now - work.since);
        let loud = self.list.iter().filter(|(kind, ..)| !kind.is_silent());
        loud.map(|(.., work)| left(work)).filter(|left| *left > 0.0).min_by(f64::total_cmp)
    }
}

impl Jobs {
    /// Begins work of a kind; what it makes comes back as a finished job, unless it is ended before.
    pub(crate) fn begin(
        &mut self,
        ctx: &Context,
        kind: Kind,
        title: impl Into<String>,
        work: impl FnOnce(&Progress) -> Done + Send + 'static,
    ) {
        let own = Work::new(title, now(ctx));
        let progress = Arc::clone(&own.progress);
        let number = self.works.begin(kind, own);
        self.spawn_of(ctx, number, move || work(&progress));
    }
}

/// Drops something large on another thread: giving back a million events takes longer than a frame.
pub(crate) fn let_go(thing: impl Send + 'static) {
    std::thread::spawn(move || drop(thing));
}

impl App {
    /// Whether something is done in the background, for tests and benchmarks.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.jobs.is_reading() || self.jobs.is_saving() || !self.jobs.works.is_empty() || self.pairs.is_busy()
    }

    /// Tells how far long work is, and ends it where one asks for that.
    pub(crate) fn work_ui(&mut self, ctx: &Context) {
        if self.jobs.is_saving() {
            self.saving_ui(ctx);
        } else if self.jobs.is_reading() {
            self.opening_ui(ctx);
        } else {
            self.other_work_ui(ctx);
        }
    }

    fn other_work_ui(&mut self, ctx: &Context) {
        if let Some(wait) = self.jobs.works.wait(now(ctx)) {
            ctx.request_repaint_after_secs(wait as f32);
        }
        let Some((kind, work)) = self.jobs.works.seen(now(ctx)) else { return };
        let detail = match work.progress.events() {
            0 => String::new(),
            1 => "1 event".to_owned(),
            many => format!("{} events", grouped(usize::try_from(many).unwrap_or(usize::MAX))),
        };
        let look = self.work_look();
        let ended = if kind.is_waited_for() {
            progress_card::show(ctx, &look, &work.shown(&detail))
        } else {
            progress_card::strip(ctx, &look, &work.shown(&detail))
        };
        if ended {
            self.cancel(ctx, kind);
        }
    }

    pub(crate) fn work_look(&self) -> progress_card::Look<'_> {
        progress_card::Look { theme: &self.theme, moves: !self.moves_at_once() }
    }

    /// Shows how far a save or the reading of a file is; whether it is to end.
    pub(crate) fn work_shown(&self, ctx: &Context, work: &Work, detail: &str, in_strip: bool) -> bool {
        let look = self.work_look();
        let show = if in_strip { progress_card::strip } else { progress_card::show };
        show(ctx, &look, &work.shown(detail))
    }

    /// Ends what the user waits for and sees on a card; whether there is something.
    pub(crate) fn cancel_seen(&mut self, ctx: &Context) -> bool {
        let since_blink = |work: &Work| now(ctx) - work.since >= progress_card::BLINK;
        if self.jobs.saving.as_ref().is_some_and(|saving| since_blink(&saving.work)) {
            self.cancel_saving();
            return true;
        }
        if self.jobs.opening.as_ref().is_some_and(|opening| since_blink(&opening.work)) {
            self.cancel_opening();
            return true;
        }
        let seen = self.jobs.works.seen(now(ctx)).map(|(kind, _)| kind);
        match seen.filter(|kind| kind.is_waited_for()) {
            Some(kind) => {
                self.cancel(ctx, kind);
                true
            }
            None => false,
        }
    }

    /// Ends work of a kind; everything is as it was before that was asked for.
    fn cancel(&mut self, ctx: &Context, kind: Kind) {
        self.jobs.works.end(kind);
        let said = match kind {
            Kind::Change => self.change_cancelled(),
            Kind::Import => "Importing was cancelled",
            Kind::Export => "Exporting was cancelled; no file was written",
            Kind::Copy => "Copying was cancelled; the clipboard is as it was",
            Kind::Recover => "Recovering was cancelled; the journal is kept",
            Kind::Search => self.search_cancelled(),
            Kind::Align => self.align_cancelled(ctx),
            Kind::List => self.listing_cancelled(),
            Kind::Rate => self.rating_cancelled(),
            Kind::Look => "Comparing was cancelled; a save looks again",
            Kind::Sort | Kind::Several | Kind::Names | Kind::Links | Kind::Measure => return,
        };
        self.toasts.done(said);
        ctx.request_repaint();
    }

    /// Some work has come to no end: nobody waits for it any more.
    pub(crate) fn work_broke(&mut self) {
        if !self.jobs.works.has(Kind::Change) {
            self.jobs.changing = None;
        }
        let hint = "nothing was changed by it; please report what the terminal says";
        self.toasts.error("Something went wrong in the background", Some(hint));
    }

    /// What waits for the work that is under way to be done with the document: true where the command was kept.
    pub(crate) fn waits_for_change(&mut self, command: FileCommand) -> Option<FileCommand> {
        match &mut self.jobs.changing {
            Some(changing) => {
                changing.wait(crate::ui::commands::Command::File(command));
                None
            }
            None => Some(command),
        }
    }
}

#[cfg(test)]
mod tests;
