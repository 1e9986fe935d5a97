//! What comes from outside a frame: finished jobs, files dropped on the window, the window system's wishes; and
//! what goes back to it.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::app::App;
use crate::app::jobs::Done;
use crate::scene::Theme;
use crate::ui::commands::{Command, FileCommand};
use crate::ui::dialogs::exchange::ExchangeCommand;
use crate::ui::dialogs::{self, Question};
use crate::ui::widgets::style;

impl App {
    /// Finished jobs become commands.
    pub(crate) fn take_finished(&mut self, ctx: &Context) {
        for done in self.jobs.finished() {
            match done {
                Done::Previewed(previewed) => self.previewed(*previewed),
                Done::Opened(opened) => self.opened(ctx, *opened),
                Done::Saved(saved) => self.saved(ctx, *saved),
                Done::Answered(asked, path) => self.answered(&asked, path),
                Done::NoDialog(asked, reason) => {
                    let text = match &asked {
                        dialogs::Asked::Open | dialogs::Asked::Import => String::new(),
                        dialogs::Asked::SaveAs { name, folder }
                        | dialogs::Asked::Export { name, folder, .. } => {
                            folder.clone().unwrap_or_default().join(name).display().to_string()
                        }
                    };
                    self.question = Question::Path { asked, reason, text };
                }
                Done::Exchange(command) => {
                    self.commands.push_back(Command::File(FileCommand::Exchange(*command)));
                }
                Done::Searched(answer) => self.take_answer(*answer),
                Done::Pairs(done) => self.pairs.take(ctx, &self.jobs, done),
                Done::Fonts(search) => self.take_fonts(ctx, search),
                Done::Listed(listed) => self.take_listed(*listed),
                Done::SortedByLane => {}
                Done::Broken => self.work_broke(),
                Done::Changed(made) => self.take_changed(ctx, *made),
                Done::Copied(text, what) => self.copied(ctx, text, &what),
                Done::Recovered(taken) => self.take_recovered(*taken),
                Done::Imported(imported) => self.take_imported(*imported),
                Done::Several(common) => self.inspector.take_common(*common),
                Done::Links(links) => self.inspector.take_links(*links),
                Done::Measured(measured) => self.canvas.measure.take(*measured),
                Done::Names(found) => self.take_names(*found),
                Done::Lost(question) => self.take_lost(*question),
                done @ (Done::Left(_) | Done::Looked(_)) => self.take_safety(ctx, done),
                Done::Aligned(found) => self.take_found_alignment(ctx, *found),
                Done::Rated(rated) => self.take_rated(rated),
                Done::Wishes(wishes) => {
                    self.surroundings.wishes = wishes;
                    self.retheme(ctx);
                }
            }
        }
    }

    fn answered(&mut self, asked: &dialogs::Asked, path: Option<PathBuf>) {
        self.question = Question::None;
        let command = match (asked, path) {
            (_, None) => FileCommand::DialogClosed,
            (dialogs::Asked::Open, Some(path)) => FileCommand::OpenPaths(vec![path]),
            (dialogs::Asked::SaveAs { .. }, Some(path)) => FileCommand::SaveTo(path),
            (dialogs::Asked::Import, Some(path)) => FileCommand::Exchange(ExchangeCommand::Read(path)),
            (dialogs::Asked::Export { target, notes, .. }, Some(path)) => {
                FileCommand::Exchange(ExchangeCommand::ExportTo(path, *target, *notes))
            }
        };
        self.commands.push_back(Command::File(command));
    }

    /// What the window system tells: files dropped, the window to be closed, light or dark.
    pub(crate) fn read_window(&mut self, ctx: &Context) {
        let (dropped, closing) = ctx.input(|i| {
            let dropped: Vec<PathBuf> =
                i.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
            (dropped, i.viewport().close_requested())
        });
        if !dropped.is_empty() {
            self.commands.push_back(Command::File(FileCommand::OpenPaths(dropped)));
        }
        if closing {
            self.stays_open(ctx);
        }
        let system = ctx.system_theme().map(|theme| theme == egui::Theme::Dark);
        if system.is_some() && system != self.surroundings.wishes.dark {
            self.surroundings.wishes.dark = system;
            self.retheme(ctx);
        }
    }

    pub(crate) fn retheme(&mut self, ctx: &Context) {
        let kind = self.settings.theme_kind(self.surroundings.wishes);
        if kind != self.theme.kind {
            self.theme = Theme::of(kind);
            style::apply(ctx, &self.theme);
        }
    }

    pub(crate) fn tell_window(&mut self, ctx: &Context) {
        let title = self.title();
        if title != self.surroundings.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.surroundings.title = title;
        }
    }
}
