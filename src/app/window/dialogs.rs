//! Asks the desktop: for a file, by its own dialog where it has any, and how it wants programs to look.

use std::path::PathBuf;

use egui::Context;

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
            | Asked::Publish { name, folder, .. } => {
                folder.clone().unwrap_or_default().join(name).display().to_string()
            }
        };
        self.question = Question::Path { asked, reason, text };
    }
}
