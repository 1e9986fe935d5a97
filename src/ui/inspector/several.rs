//! Several selected events: what they are, and what can be done to all of them in one step.

use egui::accesskit::Role;
use egui::{ComboBox, DragValue, Key, TextEdit, Ui, WidgetInfo, pos2};

use super::event::heading;
use super::{InspectorState, Shown, lane_name, widgets};
use crate::edit::{Edit, add_tag, move_to_lane, remove_tag, shift_days};
use crate::scene::TextStyle;
use crate::ui::command::{Command, Commands, EditCommand, SelectCommand};

/// At most so many are listed.
const LISTED: usize = 60;

/// What is being typed for all of them.
#[derive(Default)]
pub struct Several {
    tag: String,
    days: i32,
}

/// Shows them.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, state: &mut InspectorState, commands: &mut Commands) {
    let theme = shown.theme;
    let title = format!("{} events selected", shown.selection.len());
    widgets::line(ui, &title, TextStyle::semibold(17.0), theme.text);
    if !shown.read_only {
        tags(ui, shown, &mut state.several, commands);
        lanes(ui, shown, commands);
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

fn apply(commands: &mut Commands, edit: Edit) {
    commands.push_back(Command::Edit(EditCommand::EndGroup));
    commands.push_back(Command::Edit(EditCommand::Apply(edit)));
}

/// The tags that they have, each to be taken away, and a new one.
fn tags(ui: &mut Ui, shown: &Shown<'_>, several: &mut Several, commands: &mut Commands) {
    let theme = shown.theme;
    heading(ui, "Tags", theme.text);
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for tag in shown.selection.iter().flat_map(|ix| shown.document.event(*ix).tags.iter()) {
        match counts.iter_mut().find(|(known, _)| *known == tag.as_str()) {
            Some((_, count)) => *count += 1,
            None => counts.push((tag, 1)),
        }
    }
    ui.horizontal_wrapped(|ui| {
        for (tag, count) in counts {
            let text =
                if count == shown.selection.len() { tag.to_owned() } else { format!("{tag} ({count})") };
            if widgets::removable_chip(ui, &text, &format!("Remove tag {tag}"), theme).clicked() {
                apply(commands, remove_tag(shown.document, shown.selection, tag));
            }
        }
    });
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(&mut several.tag).hint_text("Add a tag").desired_width(180.0);
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
            apply(commands, add_tag(shown.document, shown.selection, &several.tag));
            several.tag.clear();
        }
    });
}

fn lanes(ui: &mut Ui, shown: &Shown<'_>, commands: &mut Commands) {
    heading(ui, "Lane", shown.theme.text);
    let first = shown.selection.first().map(|ix| &shown.document.event(*ix).lane);
    let same = shown.selection.iter().all(|ix| Some(&shown.document.event(*ix).lane) == first);
    let text = first.filter(|_| same).map_or("several", |lane| lane_name(shown, lane));
    let combo = ComboBox::from_id_salt("lane of all").selected_text(widgets::ordered(text)).width(220.0);
    let shown_combo = combo.show_ui(ui, |ui| {
        for lane in shown.document.lanes() {
            let chosen = same && first == Some(&lane.id);
            let label = ui.selectable_label(chosen, widgets::ordered(&lane.name));
            label.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &lane.name));
            if label.clicked() {
                apply(commands, move_to_lane(shown.document, shown.selection, &lane.id));
            }
        }
    });
    widgets::named(shown_combo.response, Role::ComboBox, "Move to lane");
}

fn days(ui: &mut Ui, shown: &Shown<'_>, several: &mut Several, commands: &mut Commands) {
    heading(ui, "Move in time", shown.theme.text);
    ui.horizontal(|ui| {
        let value = ui.add(DragValue::new(&mut several.days).range(-3_000_000..=3_000_000).suffix(" days"));
        let value = widgets::named(value, Role::SpinButton, "Days to move by");
        value.on_hover_text("Later, or earlier with a minus; drag, or click to type");
        let (edit, stay) = shift_days(shown.document, shown.selection, several.days);
        let ready = several.days != 0 && !edit.is_empty();
        let move_all = ui.add_enabled(ready, egui::Button::new("Move"));
        if move_all.clicked() {
            apply(commands, edit);
            several.days = 0;
        } else if several.days != 0 && stay > 0 {
            let text = if stay == 1 { "1 stays".to_owned() } else { format!("{stay} stay") };
            let line = widgets::line(ui, &text, TextStyle::regular(12.5), shown.theme.text_muted);
            line.on_hover_text(
                "A date coarser than the move, or one that cannot go there, stays where it is",
            );
        }
    });
}

/// Their titles; a click selects one alone.
fn list(ui: &mut Ui, shown: &Shown<'_>, commands: &mut Commands) {
    let theme = shown.theme;
    ui.add_space(12.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    for ix in shown.selection.iter().take(LISTED) {
        let event = shown.document.event(*ix);
        let date = event.date.label();
        let name = format!("{}, {date}", event.title);
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
    if shown.selection.len() > LISTED {
        let text = format!("and {} more", shown.selection.len() - LISTED);
        widgets::line(ui, &text, TextStyle::regular(12.5), theme.text_muted);
    }
}
