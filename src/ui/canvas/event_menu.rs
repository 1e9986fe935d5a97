//! The menu of an event on the timeline: what can be done with it, by the secondary button of the mouse. All of it is in
//! the menus and in the list of commands too.

use egui::{Align, Button, Layout, Popup, PopupCloseBehavior, PopupKind, Ui};

use super::pointer::Pointing;
use crate::analysis::AlignOn;
use crate::layout::Target;
use crate::model::brief::MOST_LINE_BYTES;
use crate::model::{Event, EventIx, brief, brief_to};
use crate::paint::isolated;
use crate::scene::{Pos2, TextStyle};
use crate::ui::commands::action::Action;
use crate::ui::commands::{AlignCommand, Command, SelectCommand, ViewCommand};
use crate::ui::ids::canvas_id;
use crate::ui::widgets;

/// The longest title above the entries, in bytes.
const MOST_TITLE_BYTES: usize = 120;

/// So many tags of an event have an entry.
const MAX_TAGS: usize = 6;

impl Pointing<'_> {
    /// Opens the menu where the secondary button has clicked an event, and shows it while it is open.
    pub(crate) fn show_event_menu(&mut self, clicked: Option<(&Target, Pos2)>) {
        let Self { ui, input, .. } = *self;
        if let Some((Target::Event(ix), at)) = clicked {
            self.commands.push_back(Command::Select(SelectCommand::Event(*ix)));
            self.state.event_menu = Some((*ix, at));
        }
        let Some((ix, at)) = self.state.event_menu else { return };
        let Some(event) = input.shown.document.events().get(ix.index()) else {
            self.state.event_menu = None;
            return;
        };
        let mut open = true;
        let mut chosen = None;
        Popup::new(canvas_id().with("event menu"), ui.ctx().clone(), at, ui.layer_id())
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(Align::Min))
            .style(egui::containers::menu::menu_style)
            .open_bool(&mut open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(format!("Event {}", brief(&event.title)))
            .show(|ui| {
                ui.set_min_width(220.0);
                ui.set_max_width(320.0);
                let title = &*brief_to(&event.title, MOST_TITLE_BYTES);
                widgets::line(ui, title, TextStyle::semibold(12.5), input.shown.theme.text_muted);
                chosen = self.event_menu_entries(ui, ix, event);
            });
        if let Some(command) = chosen {
            self.commands.push_back(command);
            open = false;
        }
        if !open {
            self.state.event_menu = None;
            ui.memory_mut(|memory| memory.request_focus(canvas_id()));
        }
    }

    fn event_menu_entries(&self, ui: &mut Ui, ix: EventIx, event: &Event) -> Option<Command> {
        let shown = &self.input.shown;
        let mut chosen = None;
        let mut entry = |ui: &mut Ui, text: &str, tip: &str, possible: bool, command: Command| {
            let button = ui.add_enabled(possible, Button::new(widgets::ordered(text)));
            let button = widgets::named(button, egui::accesskit::Role::Button, text);
            if widgets::tip(button, tip).clicked() {
                chosen = Some(command);
            }
        };
        let on = shown.aligned.map(|aligned| &aligned.on);
        let align = |on| Command::Align(AlignCommand::On(on));
        let own = AlignOn::Event(event.id.clone());
        let known = crate::analysis::Reference::of(&event.date).is_some();
        if on == Some(&own) {
            entry(ui, "Back to calendar dates", "Stop counting days from this event", true, align(own));
        } else {
            let tip = "Count days before and after this event";
            entry(ui, "Align on this event", tip, known, align(own));
        }
        let is_offered = |tag: &&str| !tag.is_empty() && tag.len() <= MOST_LINE_BYTES;
        for tag in event.tags.iter().map(|tag| tag.trim()).filter(is_offered).take(MAX_TAGS) {
            let own = AlignOn::Tag(tag.to_owned());
            if on != Some(&own) {
                let tip = "Overlay what happened around each event with this tag";
                entry(ui, &format!("Align on the tag “{}”", isolated(tag)), tip, true, align(own));
            }
        }
        ui.separator();
        entry(
            ui,
            "Zoom to event",
            "Show this event and the days around it",
            true,
            Command::View(ViewCommand::FitEvent(ix)),
        );
        for action in [Action::EditEvent, Action::Duplicate, Action::Delete] {
            let info = action.info();
            entry(ui, info.text, info.tooltip, !shown.read_only, action.command());
        }
        chosen
    }
}
