//! The window of keys: every key and every gesture of the mouse in the groups of the menus, found by typing.

use egui::accesskit::Role;
use egui::{Color32, Grid, Id, RichText, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::action_info::Menu;
use crate::ui::commands::keymap::{Keymap, keys_of_system};
use crate::ui::commands::{Command, Commands, Panel, ViewCommand};
use crate::ui::widgets;

/// What the mouse does.
const MOUSE: [(&str, &str); 16] = [
    ("Wheel", "Scroll the lanes (with View › Zoom with mouse wheel: zoom)"),
    ("Wheel over the dates, Ctrl+wheel, pinch", "Zoom at the pointer"),
    ("Shift+wheel, drag", "Move in time"),
    ("Drag over the dates", "Zoom to the range"),
    ("Shift+drag", "Measure days, events and coincidences"),
    ("Click", "Select an event, go to a coincidence"),
    ("Double-click an event, the dates", "Zoom to it, to everything"),
    ("Point at a lane’s head, right-click", "Collapse, hide, isolate or pin the lane"),
    ("Drag a lane’s head", "Move the lane"),
    ("Double-click an empty spot in a lane", "Add an event on that day"),
    ("Drag an event, or either end of it", "Move it by days, with Alt by hours; Esc cancels"),
    ("Ctrl+click, Shift+click on events", "Add to the selection, select all between"),
    ("Ctrl+drag around events", "Add everything in the rectangle to the selection"),
    ("Right-click an event", "Open its menu: align, zoom, edit, duplicate, delete"),
    ("Ctrl+C, X, V", "Copy, cut, paste events as RON"),
    ("Esc", "Close or clear the topmost thing"),
];

/// The window's width where there is room, in points.
const WIDTH_PT: f32 = 660.0;

/// The column of keys, and the room between columns, in points.
const KEYS_PT: f32 = 104.0;
const SPACING_PT: f32 = 20.0;

/// Below this width each group has one column, in points.
const TWO_COLUMNS_PT: f32 = 560.0;

/// Keys that belong together.
#[derive(Debug, PartialEq, Eq)]
struct Group {
    title: &'static str,
    /// Keys or gesture, and what it does.
    entries: Vec<(String, String)>,
}

/// All groups that say something of each word in `wanted`; of a group that is named itself, all entries.
fn groups(keymap: &Keymap, wanted: &str) -> Vec<Group> {
    let menus = Menu::ALL.into_iter().map(|menu| {
        let actions = Action::ALL.into_iter().filter(|action| action.info().menu == menu);
        let entries =
            actions.filter_map(|action| Some((keymap.text(action)?, action.info().text.to_owned())));
        Group { title: menu.name(), entries: entries.collect() }
    });
    let mouse = MOUSE
        .map(|(gesture, text)| (keys_of_system(gesture).into_owned(), keys_of_system(text).into_owned()));
    let mouse = Group { title: "Mouse", entries: mouse.into() };
    let wanted: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
    menus
        .chain([mouse])
        .map(|mut group| {
            group.entries.retain(|(keys, text)| {
                let all = format!("{} {keys} {text}", group.title).to_lowercase();
                wanted.iter().all(|word| all.contains(word.as_str()))
            });
            group
        })
        .filter(|group| !group.entries.is_empty())
        .collect()
}

/// What the window shows.
pub(super) fn show(ui: &mut Ui, theme: &Theme, keymap: &Keymap, commands: &mut Commands) {
    let screen = ui.ctx().content_rect().size();
    let width = WIDTH_PT.min(screen.x - 60.0);
    ui.set_width(width);
    let wanted = search_field(ui, theme, commands);
    ui.add_space(8.0);
    let height = (screen.y - 190.0).clamp(120.0, 640.0);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
        ui.set_width(width);
        let groups = groups(keymap, &wanted);
        if groups.is_empty() {
            let text = format!("No shortcut matches “{}”", beginning(&wanted));
            widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.text_muted);
        }
        for group in &groups {
            ui.add_space(6.0);
            widgets::line(ui, group.title, TextStyle::semibold(13.0), theme.text);
            ui.add_space(2.0);
            let columns = if width < TWO_COLUMNS_PT || group.title == "Mouse" { 1 } else { 2 };
            grid(ui, theme, group, columns, width);
        }
    });
}

/// So much of a text as a message repeats.
fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The field, and the way to keys of one's own; gives what is searched for.
fn search_field(ui: &mut Ui, theme: &Theme, commands: &mut Commands) -> String {
    let id = Id::unique("search of keys");
    let mut wanted: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let field = ui.add(TextEdit::singleline(&mut wanted).id(id).hint_text("Search").desired_width(240.0));
        // The keyboard is here as soon as the window opens, but not again after it went elsewhere.
        let fresh = id.with("was shown");
        let pass = ui.ctx().cumulative_pass_nr();
        let last: Option<u64> = ui.data(|data| data.get_temp(fresh));
        if last.is_none_or(|last| last + 2 < pass) {
            wanted.clear();
            field.request_focus();
        }
        let value = wanted.clone();
        field.widget_info(|| WidgetInfo {
            current_text_value: Some(value.clone()),
            ..WidgetInfo::labeled(Role::SearchInput, true, "Search shortcuts")
        });
        ui.data_mut(|data| data.insert_temp(fresh, pass));
        ui.add_space(12.0);
        let text = Action::ChangeKeys.info().text;
        if widgets::text_button(ui, text, TextStyle::semibold(12.5), theme.coincidence_text).clicked() {
            commands.push_back(Command::View(ViewCommand::Toggle(Panel::Keys)));
            commands.push_back(Action::ChangeKeys.command());
        }
    });
    ui.data_mut(|data| data.insert_temp(id, wanted.clone()));
    wanted
}

fn grid(ui: &mut Ui, theme: &Theme, group: &Group, columns: usize, width: f32) {
    let rows = group.entries.len().div_ceil(columns);
    // The columns of all groups stand below each other.
    let keys_width = if group.title == "Mouse" { 0.0 } else { KEYS_PT };
    let text_width = width / columns as f32 - KEYS_PT - 2.0 * SPACING_PT;
    Grid::new(("keys", group.title)).num_columns(2 * columns).spacing([SPACING_PT, 4.0]).show(ui, |ui| {
        for row in 0..rows {
            for (keys, text) in (0..columns).filter_map(|column| group.entries.get(row + column * rows)) {
                cell(ui, keys, Color32::from(theme.text), keys_width);
                cell(ui, text, Color32::from(theme.text_muted), text_width.max(0.0));
            }
            ui.end_row();
        }
    });
}

fn cell(ui: &mut Ui, text: &str, color: Color32, width: f32) {
    ui.scope(|ui| {
        ui.set_min_width(width);
        ui.label(RichText::new(text).color(color));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_with_a_key_stands_in_one_group() {
        let keymap = Keymap::default();
        let with_keys = Action::ALL.into_iter().filter(|action| keymap.text(*action).is_some()).count();
        let all = groups(&keymap, "");
        assert_eq!(all.last().unwrap().title, "Mouse");
        assert_eq!(all.iter().map(|group| group.entries.len()).sum::<usize>(), with_keys + MOUSE.len());
    }

    #[test]
    fn words_find_keys_gestures_and_whole_groups() {
        let found = |wanted: &str| {
            let groups = groups(&Keymap::default(), wanted);
            let entries = groups.into_iter().flat_map(|group| group.entries);
            entries.map(|(_, text)| text).collect::<Vec<_>>()
        };
        assert!(found("zoom in").contains(&"Zoom in".to_owned()));
        assert!(found("CTRL+S").contains(&"Save".to_owned()));
        assert!(found("drag lane").contains(&"Move the lane".to_owned()));
        assert!(found("file").len() >= 6, "{:?}", found("file"));
        assert_eq!(found("xyzzy"), [""; 0]);
    }
}
