//! Saving through the window: at once while the document is small, else on a thread of its own with a card that tells
//! how far it is and ends it. One may go on changing things; what is changed meanwhile is still unsaved afterwards.
//! Whatever would give up the document waits until the save that is under way is done.

use std::path::Path;
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use crate::app::files::Files;
use crate::app::jobs::registry::Work;
use crate::app::session::{BACKGROUND_ABOVE_EVENTS, SaveJob, Saved, Target};
use crate::app::{App, now};
use crate::io::Written;
use crate::model::Progress;
use crate::paint::isolated;
use crate::ui::commands::FileCommand;
use crate::ui::dialogs::Question;

/// A save that is under way.
pub struct Saving {
    pub(crate) work: Work,
    /// The state of the history that is saved.
    state: u64,
    /// Whether it was asked for again meanwhile.
    again: bool,
    /// What is to follow it whatever was changed meanwhile, because the user has given that up.
    then: Option<FileCommand>,
}

impl Files {
    /// Whether files are being written.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }
}

impl App {
    /// Whether a save is under way, for tests.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.files.is_saving()
    }

    /// Saves where it belongs; in the background if that takes longer than a blink.
    pub(crate) fn save_to_target(&mut self, ctx: &Context, target: Target) {
        if let Some(saving) = &mut self.files.saving {
            match target {
                Target::Same => saving.again = true,
                Target::As(..) | Target::AllInOne(_) => {
                    self.toasts.error("A save is still in progress", Some("try again when it has finished"));
                }
            }
            return;
        }
        let job = self.session.save_job(target);
        let job = job.marked(self.files.recovery.begin_save(&self.session));
        if job.events() <= BACKGROUND_ABOVE_EVENTS {
            self.saved(ctx, job.run(&Progress::default()));
        } else {
            self.save_in_background(ctx, job);
        }
    }

    fn save_in_background(&mut self, ctx: &Context, job: SaveJob) {
        let work = Work::new(format!("Saving {}", job.name()), now(ctx));
        let progress = Arc::clone(&work.progress);
        self.files.saving = Some(Saving { work, state: job.state(), again: false, then: None });
        self.jobs.spawn(ctx, move || job.run(&progress), Self::saved);
    }

    /// Takes note of what was saved, and goes on with what waited for it.
    fn saved(&mut self, ctx: &Context, mut saved: Saved) {
        let saving = self.files.saving.take();
        let (again, then) = saving.map_or((false, None), |saving| (saving.again, saving.then));
        if saved.version().opening != self.session.version().opening {
            // Something else is open by now; what was saved is on the disk all the same.
            self.tell_saved(&saved.names());
            return;
        }
        let (names, target, written) = (saved.names(), saved.target().clone(), saved.written());
        let (state, joined) = (saved.state(), saved.take_joined());
        let result = self.session.take_saved(saved);
        self.files.recovery.keep_anew();
        if let Err(error) = result {
            self.files.after_save = None;
            if error.changed_on_disk {
                self.look_at_all();
            } else if error.cancelled {
                self.toasts.done("Saving cancelled; the file is unchanged");
            } else {
                self.toasts.error(&error.to_string(), error.hint.as_deref());
            }
            return;
        }
        match &target {
            Target::Same => self.tell_saved(&names),
            Target::As(path, _) => self.saved_as(path, written),
            Target::AllInOne(path) => self.saved_all(path, joined, state),
        }
        if let Some(command) = then {
            self.leave(ctx, command);
        } else if matches!(target, Target::As(..)) && self.session.is_changed() {
            self.save(ctx); // the other files, or what was changed meanwhile
        } else if again && self.session.is_changed() {
            self.save(ctx);
        } else {
            self.go_on(ctx);
        }
    }

    fn tell_saved(&mut self, names: &[String]) {
        match names {
            [] => self.toasts.done("Nothing has changed"),
            names => self.toasts.done(&format!("Saved {}", isolated(&names.join(", ")))),
        }
    }

    pub(crate) fn saved_as(&mut self, path: &Path, written: Written) {
        self.settings.remember(path);
        let kept = match written {
            Written::Kept => ", keeping the file’s own text and comments",
            Written::Tidy => "",
        };
        self.toasts.done(&format!("Saved as {}{kept}", isolated(&path.display().to_string())));
    }

    /// Goes on with what waited for the changes to be saved.
    pub(crate) fn go_on(&mut self, ctx: &Context) {
        let Some(command) = self.files.after_save.take() else { return };
        if self.session.is_changed() {
            // Something was changed while it was saved: that is asked for once more.
            self.question = Question::Unsaved(command);
        } else {
            self.leave(ctx, command);
        }
    }

    /// A command that gives up the document waits for the save that is under way, where nothing was changed since it
    /// began; else it is given back.
    pub(crate) fn after_saving(&mut self, command: FileCommand) -> Option<FileCommand> {
        match &self.files.saving {
            Some(saving) if !self.session.is_changed_since(saving.state) => {
                self.files.after_save = Some(command);
                None
            }
            _ => Some(command),
        }
    }

    /// What was changed since the save that is under way began is given up: what is to follow waits for that save
    /// alone. Given back where there is none.
    pub(crate) fn given_up_after_saving(&mut self, command: FileCommand) -> Option<FileCommand> {
        match &mut self.files.saving {
            Some(saving) => {
                saving.then = Some(command);
                None
            }
            None => Some(command),
        }
    }

    /// Whether closing the window now would lose something.
    pub(crate) fn asks_before_closing(&self) -> bool {
        let is_busy = self.session.is_changed() || self.files.is_saving() || self.editing.changing.is_some();
        is_busy && !self.files.may_close
    }

    /// The window is to be closed: true where it has to stay open for now.
    pub(crate) fn stays_open(&mut self, ctx: &Context) -> bool {
        if !self.asks_before_closing() {
            return false;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        let quit = self.waits_for_change(FileCommand::Quit);
        if let Some(command) = quit.and_then(|command| self.after_saving(command)) {
            self.question = Question::Unsaved(command);
        }
        true
    }

    /// Tells how far it is, once it takes longer than a blink.
    pub(crate) fn saving_ui(&mut self, ctx: &Context) {
        let Some(saving) = &self.files.saving else { return };
        let waits = self.files.after_save.is_some() || saving.then.is_some();
        let detail = match (&self.files.after_save, &saving.then) {
            (Some(FileCommand::Quit), _) | (_, Some(FileCommand::Quit)) => "the window closes afterwards",
            _ if waits => "continues afterwards",
            _ => "",
        };
        if self.work_shown(ctx, &saving.work, detail, false) {
            self.cancel_saving();
        }
    }

    /// Ends a save; it says so when it has ended.
    pub(crate) fn cancel_saving(&self) {
        if let Some(saving) = &self.files.saving {
            saving.work.progress.cancel();
        }
    }
}
