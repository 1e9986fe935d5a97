//! What comes from outside a frame: finished jobs, files dropped on the window, the window system's wishes; and
//! what goes back to it.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::app::App;
use crate::scene::Theme;
use crate::ui::commands::{Command, FileCommand};
use crate::ui::widgets::style;

impl App {
    /// Does with what was finished in the background what whoever began it has said.
    pub(crate) fn take_finished(&mut self, ctx: &Context) {
        for then in self.jobs.finished() {
            then(self, ctx);
        }
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
        self.do_as_asked(ctx);
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
        if kind != self.surroundings.theme.kind {
            self.surroundings.theme = Theme::of(kind);
            style::apply(ctx, &self.surroundings.theme);
        }
    }

    /// What the window system is told: the title, and whether it may end the program.
    pub(crate) fn tell_window(&mut self, ctx: &Context) {
        self.surroundings.system_requests.set_busy(self.asks_before_closing());
        let title = self.title();
        if title != self.surroundings.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.surroundings.title = title;
        }
    }
}
