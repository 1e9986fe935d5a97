//! The menu of a lane: what the controls of its head do, in words and for the keyboard.

use egui::{Align, Button, Layout, Popup, PopupCloseBehavior, PopupKind, Ui};

use super::controls::Control;
use super::grouping_menu;
use super::state::{Heads, lane_command};
use crate::analysis::LanesBy;
use crate::model::{brief, brief_to};
use crate::scene::TextStyle;
use crate::ui::commands::{Command, EditCommand, LaneAsk, LaneCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// The longest name above the entries, in bytes.
const MOST_NAME_BYTES: usize = 120;

impl Heads<'_> {
    /// Shows the menu that is open, if one is.
    pub(super) fn show_menu(&mut self) {
        let Self { ui, input, .. } = *self;
        let Some((lane, at, focus)) = self.state.menu else { return };
        let Some(info) = input.shown.lanes.lanes().get(lane as usize).filter(|_| input.lanes.shows(lane))
        else {
            self.state.menu = None;
            return;
        };
        let mut open = true;
        let mut chosen = None;
        let mut done = false;
        Popup::new(canvas_id().with("lane menu"), ui.ctx().clone(), at, ui.layer_id())
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(Align::Min))
            .style(egui::containers::menu::menu_style)
            .open_bool(&mut open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(format!("Lane {}", brief(&info.name)))
            .show(|ui| {
                ui.set_min_width(190.0);
                let name = &*brief_to(&info.name, MOST_NAME_BYTES);
                widgets::line(ui, name, TextStyle::semibold(12.5), input.shown.theme.text_muted);
                chosen = self.menu_entries(ui, lane, focus);
                done = self.menu_edits(ui, lane);
            });
        if let Some(command) = chosen {
            self.commands.push_back(lane_command(command));
            open = false;
        }
        open &= !done;
        self.state.menu = open.then_some((lane, at, false));
        if !open {
            ui.memory_mut(|memory| memory.request_focus(canvas_id()));
        }
    }

    fn menu_entries(&mut self, ui: &mut Ui, lane: u32, focus: bool) -> Option<LaneCommand> {
        let list = self.input.lanes;
        let mut chosen = None;
        let mut entry = |ui: &mut Ui, text: &str, command: Option<LaneCommand>| {
            let response = ui.add_enabled(command.is_some(), Button::new(text));
            if response.clicked() {
                chosen = command;
            }
            response
        };
        for control in Control::ALL {
            let response = entry(ui, control.entry(list, lane), Some(control.command(lane)));
            if focus && control == Control::ALL[0] {
                response.request_focus();
            }
        }
        ui.separator();
        let group = list.group_of(lane);
        let own = group.iter().position(|at| *at == lane);
        let above = own.and_then(|own| own.checked_sub(1)).and_then(|at| group.get(at)).copied();
        let up = above.map(|before| LaneCommand::Move { lane, before: Some(before) });
        let down = own
            .filter(|own| own + 1 < group.len())
            .map(|own| LaneCommand::Move { lane, before: group.get(own + 2).copied() });
        entry(ui, "Move up", up);
        entry(ui, "Move down", down);
        ui.separator();
        entry(ui, "Show all lanes", (list.hidden > 0).then_some(LaneCommand::ShowAll));
        ui.separator();
        grouping_menu::submenu(ui, &self.input.shown, self.commands);
        chosen
    }

    /// What is changed in the file; returns whether something was chosen.
    fn menu_edits(&mut self, ui: &mut Ui, lane: u32) -> bool {
        let input = self.input;
        let document = input.shown.document;
        // Lanes of tags or people are no part of the file.
        let by_country = input.shown.lanes.by() == LanesBy::Country;
        let Some(info) = document.lanes().get(lane as usize).filter(|_| by_country) else { return false };
        ui.separator();
        let others = document.lanes().len() > 1;
        let ask = |ask| EditCommand::AskLane(info.id.clone(), ask);
        let entries = [
            ("Rename or colour…", ask(LaneAsk::Look), true, "Change the lane’s name and colour in the file"),
            ("Merge into…", ask(LaneAsk::Merge), others, "Move its events to another lane"),
            (
                "Save lane order to file",
                EditCommand::KeepLaneOrder,
                others,
                "Save the current order of lanes in the file",
            ),
        ];
        let mut chosen = false;
        for (text, command, possible, tip) in entries {
            let button = ui.add_enabled(possible && !input.shown.read_only, Button::new(text));
            let button = widgets::tip(button, tip);
            if button.clicked() {
                self.commands.push_back(Command::Edit(command));
                chosen = true;
            }
        }
        chosen
    }
}
