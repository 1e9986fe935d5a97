//! What is kept for this user, and what lies over the window to choose from: the list of commands, the keys.

use egui::Context;

use super::file::{self, Notice, SettingsFile};
use crate::app::{App, Session, Settings};
use crate::ui::commands::{PreferCommand, Scope, SelectCommand};
use crate::ui::dialogs::shortcuts;
use crate::ui::palette::{self, Palette};

impl App {
    /// The program with the sample and this user's settings. `older` are those kept before there was a file.
    pub(crate) fn with_settings_of_user(ctx: &Context, older: Option<Settings>) -> Self {
        let (file, settings, notice) = SettingsFile::open(file::path(), older);
        let mut app = Self::new(ctx, Session::sample(), settings);
        app.surroundings.settings_file = file;
        app.tell(notice);
        app
    }

    fn tell(&mut self, notice: Option<Notice>) {
        if let Some(notice) = notice {
            self.toasts.error(&notice.message, Some(&notice.hint));
        }
    }

    /// Keeps the settings where they have changed; not while something is dragged, such as the size of a panel.
    pub(crate) fn keep_settings(&mut self, ctx: &Context) {
        if !ctx.input(|i| i.pointer.any_down()) {
            let notice = self.surroundings.settings_file.keep(&self.settings);
            self.tell(notice);
        }
    }

    pub(crate) fn prefer(&mut self, ctx: &Context, command: PreferCommand) {
        let settings = &mut self.settings;
        match command {
            PreferCommand::Keys(action, chords) => settings.keys.set(action, &chords),
            PreferCommand::ResetKeys(action) => settings.keys.reset(action),
            PreferCommand::ResetAllKeys => settings.keys.reset_all(),
            PreferCommand::Size(size) => settings.interface_size = size,
            PreferCommand::SizeBy { larger } => {
                settings.interface_size = settings.interface_size.next(larger);
            }
            PreferCommand::Chose(action) => settings.chose(&action.name()),
        }
        ctx.set_zoom_factor(self.settings.interface_size.factor());
    }

    /// Whether something over the window takes all keys.
    pub(crate) fn has_keyboard_to_itself(&self) -> bool {
        self.surroundings.palette.is_some() || self.view.panels.shortcuts
    }

    pub(crate) fn toggle_palette(&mut self, scope: Scope) {
        let is_open = self.surroundings.palette.as_ref().is_some_and(|palette| palette.scope == scope);
        self.surroundings.palette = (!is_open).then(|| Palette::new(scope));
    }

    /// What lies over the window.
    pub(crate) fn over_the_window(&mut self, ctx: &Context) {
        let mut commands = std::mem::take(&mut self.commands);
        if self.view.panels.shortcuts {
            shortcuts::show(ctx, &self.surroundings.theme, &self.settings.keys, &mut commands);
        }
        if let Some(mut palette) = self.surroundings.palette.take() {
            let (title, subtitle) = self.open_name();
            let bar = self.bar(&title, &subtitle);
            let lanes = self.shown_lanes();
            let selection = self.view.selection.all();
            let input = palette::Input {
                shown: self.shown(&selection),
                bar: &bar,
                lanes: &lanes,
                generation: self.session.version().opening,
                chosen: &self.settings.chosen,
            };
            let stays = palette::show(ctx, &input, &mut palette, &mut commands);
            self.surroundings.palette = stays.then_some(palette);
        }
        self.commands = commands;
    }

    /// To the event of a lane that is nearest to the middle of the view.
    pub(crate) fn go_to_lane(&mut self, ctx: &Context, lane: u32) {
        let Some(id) = self.session.lanes().lanes().get(lane as usize).map(|lane| lane.id.clone()) else {
            return;
        };
        self.view.lanes.show(&id);
        let middle = self.view.middle();
        let entries = self.session.index().lane(lane).map_or(&[][..], |column| column.entries());
        let shown = entries.iter().filter(|entry| self.shows(entry.ix));
        let distance = |mark: f64| (mark - middle).abs();
        let nearest =
            shown.min_by(|a, b| distance(a.extent.mark).total_cmp(&distance(b.extent.mark))).map(|e| e.ix);
        match nearest {
            Some(ix) => self.select(ctx, SelectCommand::Reveal(ix)),
            None => self.toasts.done("This lane has no events"),
        }
    }
}
