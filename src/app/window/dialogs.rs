//! Asks the desktop: for a file, by its own dialog where it has any, and how it wants programs to look.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use super::platform;
use crate::app::App;
use crate::ui::commands::{Command, FileCommand};
use crate::ui::dialogs::{self, Asked, Question};

impl App {
    /// Shows the desktop's dialog, one at a time; where it has none, asks for a path.
    pub(crate) fn ask(&mut self, ctx: &Context, asked: Asked) {
        if matches!(self.question, Question::Waiting) {
            return;
        }
        self.question = Question::Waiting;
        let folder = self.session.files().iter().find_map(|file| file.path.as_deref()?.parent());
        let folder = folder.map(std::path::Path::to_owned);
        let show = move || {
            let answer = platform::ask(&asked, folder.as_deref());
            (asked, answer)
        };
        self.jobs.spawn(ctx, show, |app, _, (asked, answer)| match answer {
            Ok(path) => app.answered(&asked, path),
            Err(reason) => app.ask_for_path(asked, reason),
        });
    }

    /// Asks the desktop how it wants programs to look.
    pub(crate) fn ask_desktop(&self, ctx: &Context) {
        self.jobs.spawn(ctx, platform::wishes, |app, ctx, wishes| {
            app.surroundings.wishes = wishes;
            app.retheme(ctx);
        });
    }

    /// Takes files from later starts of the program from now on, where the desktop can hand them over.
    pub(crate) fn listen(&self, ctx: &Context) {
        let of = ctx.clone();
        let listen = move || platform::Listener::new(of);
        self.jobs.spawn(ctx, listen, |app, _, listener| app.surroundings.listener = listener);
    }

    /// Opens what other starts have handed over, and comes to the front with it. What must not be disturbed is not: then the
    /// other start opens a window of its own.
    pub(crate) fn take_handed(&mut self, ctx: &Context) {
        let Some(listener) = &self.surroundings.listener else { return };
        listener.accept(!self.view.presenting && !self.question.is_modal());
        for files in listener.handed() {
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            if !files.is_empty() {
                self.commands.push_back(Command::File(FileCommand::OpenPaths(files)));
            }
        }
    }

    /// A file dialog was answered; no path where it was cancelled.
    fn answered(&mut self, asked: &Asked, path: Option<PathBuf>) {
        self.question = Question::None;
        let command = path.map_or(FileCommand::DialogClosed, |path| {
            let whole = dialogs::with_ending(asked, &path);
            let command = dialogs::command_for(asked, whole.clone());
            // The dialog has asked about the name that was typed, and about no other.
            if whole == path { command } else { FileCommand::IfFree(whole, Box::new(command)) }
        });
        self.commands.push_back(Command::File(command));
    }

    /// No file dialog can be shown, and why: the path is typed.
    fn ask_for_path(&mut self, asked: Asked, reason: String) {
        let text = match &asked {
            Asked::Open | Asked::Import => String::new(),
            Asked::SaveAs { name, folder }
            | Asked::Export { name, folder, .. }
            | Asked::Picture { name, folder, .. }
            | Asked::Publish { name, folder, .. } => {
                folder.clone().unwrap_or_default().join(name).display().to_string()
            }
        };
        self.question = Question::Path { asked, reason, text };
    }
}
