//! What helps to begin: the hint while the sample shows, what an empty timeline says, the keys, what this is.

use egui::{
    Align, Color32, Context, Frame, Grid, Layout, Margin, Panel as SidePanel, RichText, ScrollArea, Ui,
    Window,
};

use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::action_info::Menu;
use crate::ui::commands::keymap::{Keymap, keys_of_system};
use crate::ui::commands::{Command, Commands, FileCommand, Panel, ViewCommand};
use crate::ui::state::view::Panels;
use crate::ui::widgets;

/// What the mouse does, for the window of keys.
const MOUSE: [(&str, &str); 16] = [
    ("Wheel", "scrolls the lanes (with View › Zoom with mouse wheel: zooms)"),
    ("Wheel over the dates, Ctrl+wheel, pinch", "zooms at the pointer"),
    ("Shift+wheel, drag", "moves in time"),
    ("Drag over the dates", "zooms to the range"),
    ("Shift+drag", "measures days, events and coincidences"),
    ("Click", "selects an event, goes to a coincidence"),
    ("Double-click an event, the dates", "zooms to it, to everything"),
    ("Point at a lane’s head, right-click", "collapses, hides, isolates or pins the lane"),
    ("Drag a lane’s head", "moves the lane"),
    ("Double-click an empty spot in a lane", "adds an event on that day"),
    ("Drag an event, or either end of it", "moves it by days, with Alt by hours; Esc cancels"),
    ("Ctrl+click, Shift+click on events", "adds to the selection, selects all between"),
    ("Ctrl+drag around events", "adds everything in the rectangle to the selection"),
    ("Right-click an event", "opens its menu: align, zoom, edit, duplicate, delete"),
    ("Ctrl+C, X, V", "copies, cuts, pastes events as RON"),
    ("Esc", "closes or clears the topmost thing"),
];

/// The quiet line that says how to open a file of one's own.
pub fn hint(ui: &mut Ui, theme: &Theme, keys: &Keymap, commands: &mut Commands) {
    let open = keys.text(Action::Open).unwrap_or_else(|| "File › Open".to_owned());
    let frame = Frame::new().fill(Color32::from(theme.field)).inner_margin(Margin::symmetric(20, 6));
    SidePanel::bottom("hint").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            // Beside open panels there is less room.
            let text = if ui.available_width() >= 700.0 {
                format!("This is the sample timeline. Press {open} to open your own, or drop a file here.")
            } else {
                format!("Sample timeline. Press {open} to open your own.")
            };
            widgets::line(ui, &text, TextStyle::regular(12.5), theme.text);
            if widgets::text_button(ui, "Open a file…", TextStyle::semibold(12.5), theme.coincidence_text)
                .clicked()
            {
                commands.push_back(Command::File(FileCommand::Open));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::text_button(ui, "Dismiss", TextStyle::regular(12.5), theme.text_muted).clicked() {
                    commands.push_back(Command::View(ViewCommand::DismissHint));
                }
            });
        });
    });
}

/// The windows of keys and of what this program is.
pub fn windows(ctx: &Context, theme: &Theme, keymap: &Keymap, panels: Panels, commands: &mut Commands) {
    if panels.keys {
        window(ctx, theme, "Keyboard shortcuts", Panel::Keys, commands, |ui, commands| {
            keys(ui, theme, keymap, commands);
        });
    }
    if panels.about {
        window(ctx, theme, "About Coeval", Panel::About, commands, |ui, commands| {
            about(ui, theme, commands);
        });
    }
}

fn window(
    ctx: &Context,
    theme: &Theme,
    title: &str,
    panel: Panel,
    commands: &mut Commands,
    contents: impl FnOnce(&mut Ui, &mut Commands),
) {
    Window::new(title)
        .title_bar(false)
        .resizable(false)
        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .show(ctx, |ui| {
            ui.horizontal(|ui| {
                widgets::line(ui, title, TextStyle::semibold(16.0), theme.text);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let close = widgets::text_button(ui, "Close", TextStyle::regular(12.5), theme.text_muted);
                    if close.clicked() {
                        commands.push_back(Command::View(ViewCommand::Toggle(panel)));
                    }
                });
            });
            ui.add_space(8.0);
            contents(ui, commands);
        });
}

fn keys(ui: &mut Ui, theme: &Theme, keymap: &Keymap, commands: &mut Commands) {
    let height = (ui.ctx().content_rect().height() - 140.0).clamp(160.0, 680.0);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
        Grid::new("keys").num_columns(4).spacing([24.0, 5.0]).show(ui, |ui| {
            let entries: Vec<(String, &str)> = Menu::ALL
                .into_iter()
                .flat_map(|menu| Action::ALL.into_iter().filter(move |action| action.info().menu == menu))
                .filter_map(|action| keymap.text(action).map(|keys| (keys, action.info().text)))
                .collect();
            let half = entries.len().div_ceil(2);
            for row in 0..half {
                for (key, text) in [entries.get(row), entries.get(row + half)].into_iter().flatten() {
                    ui.label(RichText::new(key).color(Color32::from(theme.text)));
                    ui.label(RichText::new(*text).color(Color32::from(theme.text_muted)));
                }
                ui.end_row();
            }
        });
        ui.add_space(6.0);
        let change = widgets::text_button(
            ui,
            Action::ChangeKeys.info().text,
            TextStyle::semibold(12.5),
            theme.coincidence_text,
        );
        if change.clicked() {
            commands.push_back(Command::View(ViewCommand::Toggle(Panel::Keys)));
            commands.push_back(Action::ChangeKeys.command());
        }
        ui.add_space(10.0);
        Grid::new("mouse").num_columns(2).spacing([24.0, 5.0]).show(ui, |ui| {
            for (gesture, text) in MOUSE {
                ui.label(RichText::new(keys_of_system(gesture)).color(Color32::from(theme.text)));
                ui.label(RichText::new(keys_of_system(text)).color(Color32::from(theme.text_muted)));
                ui.end_row();
            }
        });
    });
}

fn about(ui: &mut Ui, theme: &Theme, commands: &mut Commands) {
    ui.set_width(360.0);
    let version = format!("Coeval {}", env!("CARGO_PKG_VERSION"));
    widgets::line(ui, &version, TextStyle::semibold(14.0), theme.text);
    let text = "See what happened on the same day in different places: dated events on a zoomable timeline, one lane \
                per country.";
    widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text);
    ui.add_space(6.0);
    widgets::paragraph(ui, "MIT or Apache-2.0", TextStyle::regular(12.5), theme.text_muted);
    let guide = Action::Guide.info().text;
    if widgets::text_button(ui, guide, TextStyle::semibold(12.5), theme.coincidence_text).clicked() {
        commands.push_back(Action::Guide.command());
    }
}
