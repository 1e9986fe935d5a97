//! Shows what takes longer than a blink with its progress and a way to end it.

use egui::Context;

use super::registry::{Kind, Work};
use crate::app::{App, now};
use crate::io::import::grouped;
use crate::ui::commands::FileCommand;
use crate::ui::widgets::progress_card;

impl App {
    /// Whether something is done in the background, for tests and benchmarks.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.files.is_reading()
            || self.files.is_saving()
            || !self.jobs.registry.is_empty()
            || self.derived.pairs.is_busy()
    }

    /// Tells how far long work is, and ends it where one asks for that.
    pub(crate) fn work_ui(&mut self, ctx: &Context) {
        if self.files.is_saving() {
            self.saving_ui(ctx);
        } else if self.files.is_reading() {
            self.opening_ui(ctx);
        } else {
            self.other_work_ui(ctx);
        }
    }

    fn other_work_ui(&mut self, ctx: &Context) {
        if let Some(wait) = self.jobs.registry.wait(now(ctx)) {
            ctx.request_repaint_after_secs(wait as f32);
        }
        let Some((kind, work)) = self.jobs.registry.seen(now(ctx)) else { return };
        if self.view.presenting && !kind.is_waited_for() {
            // What merely goes on beside the story is nothing for a room.
            return;
        }
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

    fn work_look(&self) -> progress_card::Look<'_> {
        progress_card::Look { theme: &self.surroundings.theme, moves: !self.moves_at_once() }
    }

    /// Shows how far a save or the reading of a file is; whether it is to end.
    pub(crate) fn work_shown(&self, ctx: &Context, work: &Work, detail: &str, in_strip: bool) -> bool {
        let look = self.work_look();
        let show = if in_strip { progress_card::strip } else { progress_card::show };
        show(ctx, &look, &work.shown(detail))
    }

    /// Ends what the user waits for and sees on a card; whether there is something.
    pub(crate) fn cancel_seen(&mut self, ctx: &Context) -> bool {
        let since_blink = |work: &Work| now(ctx) - work.since >= progress_card::BLINK_SECONDS;
        if self.files.saving.as_ref().is_some_and(|saving| since_blink(&saving.work)) {
            self.cancel_saving();
            return true;
        }
        if self.files.opening.as_ref().is_some_and(|opening| since_blink(&opening.work)) {
            self.cancel_opening();
            return true;
        }
        let seen = self.jobs.registry.seen(now(ctx)).map(|(kind, _)| kind);
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
        self.jobs.registry.end(kind);
        let said = match kind {
            Kind::Change => self.change_cancelled(),
            Kind::Import => "Import cancelled",
            Kind::Export => "Export cancelled; no file was written",
            Kind::Copy => "Copying cancelled; the clipboard is unchanged",
            Kind::Recover => "Recovery cancelled; the journal is kept",
            Kind::Search => self.search_cancelled(),
            Kind::Align => self.align_cancelled(ctx),
            Kind::List => self.listing_cancelled(),
            Kind::Rate => self.rating_cancelled(),
            Kind::Compare => "Comparison cancelled; saving will compare again",
            Kind::Sort | Kind::Several | Kind::Names | Kind::Links | Kind::Measure | Kind::Pictures => {
                return;
            }
        };
        self.toasts.done(said);
        ctx.request_repaint();
    }

    /// Some work has come to no end: nobody waits for it any more.
    pub(crate) fn work_broke(&mut self) {
        if !self.jobs.registry.has(Kind::Change) {
            self.editing.changing = None;
        }
        let hint = "nothing was changed; please report the message in the terminal";
        self.toasts.error("Something went wrong in the background", Some(hint));
    }

    /// What waits for the work that is under way to be done with the document: true where the command was kept.
    pub(crate) fn waits_for_change(&mut self, command: FileCommand) -> Option<FileCommand> {
        match &mut self.editing.changing {
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
