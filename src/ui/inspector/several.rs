//! Several selected events: what they are, and what can be done to all of them in one step.

use egui::accesskit::Role;
use egui::{Button, ComboBox, DragValue, Key, ScrollArea, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::common::Several;
use super::labels::heading;
use super::state::InspectorState;
use crate::edit::{self, shift_days};
use crate::model::{brief, counted, grouped};
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, EditCommand, SelectCommand};
use crate::ui::{PanelContext, widgets, words};

/// At most so many are listed.
const MAX_LISTED_EVENTS: usize = 60;

/// So many of their tags have a chip.
const MAX_TAG_CHIPS: usize = 100;

/// Of no more than this the move in time is tried out while it is typed.
const MAX_TRIED_EVENTS: usize = 1000;

/// Shows them.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, state: &mut InspectorState, commands: &mut Commands) {
    let theme = shown.theme;
    let title = format!("{} selected", counted(shown.selection.events.len(), "event"));
    widgets::line(ui, &title, TextStyle::semibold(17.0), theme.text);
    if !shown.read_only {
        tags(ui, shown, &mut state.several, commands);
        lanes(ui, shown, &state.several, commands);
        days(ui, shown, &mut state.several, commands);
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            for (text, command) in [
                ("Copy", EditCommand::Copy),
                ("Duplicate", EditCommand::Duplicate),
                ("Delete", EditCommand::Delete),
            ] {
                if ui.button(text).clicked() {
                    commands.push_back(Command::Edit(command));
                }
            }
        });
    }
    list(ui, shown, commands);
}

fn apply(commands: &mut Commands, what: edit::Several) {
    commands.push_back(Command::Edit(EditCommand::EndGroup));
    commands.push_back(Command::Edit(EditCommand::Several(what)));
}

/// The tags that they have, each to be taken away, and a new one.
fn tags(ui: &mut Ui, shown: &PanelContext<'_>, several: &mut Several, commands: &mut Commands) {
    let theme = shown.theme;
    heading(ui, "Tags", theme.text);
    // What is known may be of the selection before, for as long as the other thread is busy with this one.
    let common = several.common.as_ref().filter(|common| common.of.len() == shown.selection.events.len());
    ui.horizontal_wrapped(|ui| {
        if common.is_none() {
            widgets::line(ui, "counting…", TextStyle::regular(12.5), theme.text_muted);
        }
        for (tag, count) in common.map_or(&[][..], |common| &common.tags).iter().take(MAX_TAG_CHIPS) {
            let name = brief(tag);
            let text = if *count == shown.selection.events.len() {
                name.to_string()
            } else {
                format!("{name} ({})", grouped(*count))
            };
            if widgets::removable_chip(ui, &text, &format!("Remove tag {name}"), theme).clicked() {
                apply(commands, edit::Several::RemoveTag(tag.to_string()));
            }
        }
        let more = common.map_or(0, |common| common.tags.len()).saturating_sub(MAX_TAG_CHIPS);
        if more > 0 {
            let text = format!("and {} more", grouped(more));
            widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
        }
    });
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(&mut several.tag)
            .char_limit(widgets::MOST_EDITED_BYTES)
            .hint_text("Add tag")
            .desired_width(180.0);
        let field = ui.add(edit.margin(egui::Margin::symmetric(8, 5)));
        field.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, "Tag to add");
            info.current_text_value = Some(several.tag.clone());
            info
        });
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let ready = !several.tag.trim().is_empty();
        let add = ui.add_enabled(ready, egui::Button::new("Add to all"));
        if (add.clicked() || enter) && ready {
            apply(commands, edit::Several::AddTag(std::mem::take(&mut several.tag)));
        }
    });
}

fn lanes(ui: &mut Ui, shown: &PanelContext<'_>, several: &Several, commands: &mut Commands) {
    heading(ui, "Lane", shown.theme.text);
    let own = several.common.as_ref().and_then(|common| common.lane.as_ref());
    let text = own.map_or("several", |lane| words::lane_name(shown, lane));
    let combo = ComboBox::from_id_salt("lane of all").selected_text(widgets::ordered(text)).width(220.0);
    let shown_combo = combo.show_ui(ui, |ui| {
        let lanes = shown.document.lanes();
        let height = ui.spacing().interact_size.y;
        ScrollArea::vertical().max_height(320.0).show_rows(ui, height, lanes.len(), |ui, rows| {
            for lane in lanes.get(rows).unwrap_or_default() {
                let chosen = own == Some(&lane.id);
                let label = Button::selectable(chosen, widgets::ordered(&lane.name)).truncate();
                let label = ui.add_sized(vec2(ui.available_width(), height), label);
                label.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, brief(&lane.name)));
                if label.clicked() {
                    apply(commands, edit::Several::MoveToLane(lane.id.clone()));
                }
            }
        });
    });
    widgets::named(shown_combo.response, Role::ComboBox, "Move to lane");
}

fn days(ui: &mut Ui, shown: &PanelContext<'_>, several: &mut Several, commands: &mut Commands) {
    heading(ui, "Move in time", shown.theme.text);
    ui.horizontal(|ui| {
        let value = ui.add(DragValue::new(&mut several.days).range(-3_000_000..=3_000_000).suffix(" days"));
        let value = widgets::named(value, Role::SpinButton, "Days to move by");
        value.on_hover_text("Days to move; negative moves earlier. Drag, or click to type");
        // Of very many it is found out when they are moved, and told then.
        let tried = shown.selection.events.len() <= MAX_TRIED_EVENTS && several.days != 0;
        let tried = tried.then(|| shift_days(shown.document, shown.selection.events, several.days));
        let ready = several.days != 0 && tried.as_ref().is_none_or(|(edit, _)| !edit.is_empty());
        let stay = tried.map_or(0, |(_, stay)| stay);
        let move_all = ui.add_enabled(ready, egui::Button::new("Move"));
        if move_all.clicked() {
            apply(commands, edit::Several::Shift(several.days));
            several.days = 0;
        } else if several.days != 0 && stay > 0 {
            let text = if stay == 1 {
                "1 event will not move".to_owned()
            } else {
                format!("{stay} events will not move")
            };
            let line = widgets::line(ui, &text, TextStyle::regular(12.5), shown.theme.text_muted);
            line.on_hover_text(
                "Dates less precise than the move, or that cannot move there, stay as they are",
            );
        }
    });
}

/// Their titles; a click selects one alone.
fn list(ui: &mut Ui, shown: &PanelContext<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    ui.add_space(12.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    for ix in shown.selection.events.iter().take(MAX_LISTED_EVENTS) {
        let event = shown.document.event(*ix);
        let date = event.date.label();
        let name = format!("{}, {date}", brief(&event.title));
        let (rect, response) = widgets::row(ui, 26.0, false, theme, &name);
        let y = rect.center().y;
        let galley = widgets::galley(ui, &date, TextStyle::regular(12.0), theme.text_muted);
        let left = rect.right() - galley.size().x;
        ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, theme.text_muted.into());
        let room = left - 8.0 - rect.left();
        widgets::put(ui, pos2(rect.left(), y), &event.title, TextStyle::regular(13.0), theme.text, room);
        if response.clicked() {
            commands.push_back(Command::Select(SelectCommand::Event(*ix)));
        }
    }
    if shown.selection.events.len() > MAX_LISTED_EVENTS {
        let text = format!("and {} more", grouped(shown.selection.events.len() - MAX_LISTED_EVENTS));
        widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    }
}
