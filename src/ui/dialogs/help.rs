//! What helps to begin: the hint while the sample shows, what an empty timeline says, the keys, what this is.

use std::path::PathBuf;

use egui::{Align, Color32, Context, Frame, Layout, Margin, Panel as SidePanel, Ui, Window};

use super::{keys, welcome};
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::keymap::Keymap;
use crate::ui::commands::{Command, Commands, FileCommand, Panel, ViewCommand};
use crate::ui::state::view::Panels;
use crate::ui::widgets;

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

/// The windows of keys and of what this program is, and the card that it starts with.
pub fn windows(
    ctx: &Context,
    theme: &Theme,
    keymap: &Keymap,
    panels: Panels,
    recent: &[PathBuf],
    commands: &mut Commands,
) {
    if panels.welcome {
        welcome::show(ctx, theme, keymap, recent, commands);
    }
    if panels.keys {
        window(ctx, theme, "Keyboard shortcuts", Panel::Keys, commands, |ui, commands| {
            keys::show(ui, theme, keymap, commands);
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
