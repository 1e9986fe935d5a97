//! What the panels of the dock show, handed to each from the program's state.

use egui::{Frame, Panel, Ui, UiBuilder};

use crate::app::session::OpenFile;
use crate::app::{App, files};
use crate::ui::coincidences::panel::{self, ListInput};
use crate::ui::commands::{Commands, Panel as Shows};
use crate::ui::panels::dock::{self, DockInput};
use crate::ui::panels::{differences, history, problems};
use crate::ui::story::{self, StoryInput};
use crate::ui::widgets::style::BAR_HEIGHT;
use crate::ui::{inspector, menu, pairs};

impl App {
    /// The bar at the top, and the dock beside the timeline in a window that is wide enough. At the right the dock is as
    /// high as the window, so that its tabs stand beside the bar; at the left it would move the menus.
    pub(crate) fn bar_and_dock(&mut self, ui: &mut Ui, commands: &mut Commands) {
        let (title, subtitle) = self.open_name();
        let dock = self.view.panels.dock;
        let beside_bar = !self.settings.dock.left && !dock.is_over() && dock.shown().is_some();
        let mut bar = ui.available_rect_before_wrap();
        if beside_bar {
            let window = ui.ctx().content_rect().width();
            bar.max.x -= dock.width(self.settings.dock.width, window);
        }
        let selection = self.view.selection.all();
        if beside_bar {
            // The bar comes first for the keyboard, so it cannot wait until the dock has its place.
            let mut top = ui.new_child(UiBuilder::new().max_rect(bar));
            menu::show(&mut top, &self.shown(&selection), &self.bar(&title, &subtitle), commands);
            self.dock(ui, commands, false);
            let below = Panel::top("below the bar").exact_size(BAR_HEIGHT).resizable(false);
            below.show_separator_line(false).frame(Frame::NONE).show(ui, |_| {});
            return;
        }
        menu::show(ui, &self.shown(&selection), &self.bar(&title, &subtitle), commands);
        self.dock(ui, commands, false);
    }

    /// The dock over the timeline, in a narrow window.
    pub(crate) fn dock_over(&mut self, ui: &mut Ui) {
        let mut commands = std::mem::take(&mut self.commands);
        self.dock(ui, &mut commands, true);
        self.commands = commands;
    }

    fn dock(&mut self, ui: &mut Ui, commands: &mut Commands, over: bool) {
        let files = self.session.files();
        let problems = files.iter().map(|file| file.diagnostics.len()).sum();
        let input = DockInput {
            dock: self.view.panels.dock,
            place: self.settings.dock,
            problems: (problems, files.iter().any(OpenFile::has_errors)),
        };
        if input.dock.shows(Shows::Pairs) {
            self.derived.pairs.update(ui.ctx(), &mut self.session, &self.view, &self.jobs);
        }
        // What the panels keep is theirs while they look at all else.
        let mut state = std::mem::take(&mut self.widgets.inspector);
        let mut flags = std::mem::take(&mut self.widgets.canvas.flags);
        let mut writing = std::mem::take(&mut self.widgets.story);
        let selection = self.view.selection.all();
        let shown = self.shown(&selection);
        let contents = |ui: &mut Ui, panel: Shows, commands: &mut Commands| match panel {
            Shows::Coincidences => {
                let input = ListInput { sort: self.view.sort, is_stale: self.is_list_given_up() };
                panel::show(ui, &shown, input, &mut flags, commands);
            }
            Shows::Pairs => pairs::show(ui, &shown, &self.derived.pairs.input(), &mut flags, commands),
            Shows::Story => {
                let told = &self.derived.told;
                let input = StoryInput {
                    pictures: &self.pictures(),
                    looked: &told.looked,
                    place: self.first_place(),
                    displays: &told.window.displays,
                };
                story::show(ui, &shown, input, &mut writing, commands);
            }
            Shows::Problems => {
                let files: Vec<_> = self.session.files().iter().map(files::problem_file).collect();
                let open = self.derived.problems.open();
                problems::show(ui, &shown, (&files, open), self.view.problem, commands);
            }
            Shows::Differences => differences::show(ui, &shown, commands),
            Shows::History => {
                let never_saved = self.session.files().iter().all(|file| file.path.is_none());
                let is_new = !self.session.is_sample() && never_saved;
                history::show(ui, &shown, self.session.history(), is_new, commands);
            }
            _ => inspector::show(ui, &shown, &mut state, &mut flags, commands),
        };
        match over {
            true => {
                dock::over(ui, &shown, &input, commands, contents);
                dock::border_beside(ui, &shown, &input, commands);
            }
            false => dock::beside(ui, &shown, &input, commands, contents),
        }
        self.widgets.inspector = state;
        self.widgets.canvas.flags = flags;
        self.widgets.story = writing;
    }
}
