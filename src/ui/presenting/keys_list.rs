//! The keys of a presentation, listed over the window for who has forgotten them.

use egui::accesskit::Role;
use egui::{
    Align2, Area, Color32, Context, CornerRadius, Frame, Grid, Id, Margin, Order, ScrollArea, Stroke,
};

use super::{LEAST_TEXT_PT, scale_of};
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, Panel, ViewCommand};
use crate::ui::widgets;

/// The keys, and what they do.
const KEYS: [(&str, &str); 19] = [
    ("→  ↓  Space  Enter  Page Down  N", "Next"),
    ("←  ↑  Page Up  P", "Back"),
    ("Home  End", "First step, last step"),
    ("3 Enter", "Go to step 3"),
    ("O", "All steps as pictures"),
    ("B  .", "Black; again: the picture"),
    ("W", "White; again: the picture"),
    ("L", "Pointer; hold the mouse button to draw"),
    ("S", "Spotlight; the wheel changes its size"),
    ("Z", "Freeze the picture; again: catch up"),
    ("A", "Accounts of the event in focus"),
    ("Shift+N", "Your note"),
    ("/  Ctrl+G", "Search, go to a date"),
    ("Backspace", "Back to the step after looking around"),
    ("K", "Save this view as a step"),
    ("T", "Restart the clock"),
    ("R", "Run by itself"),
    ("X", "Swap the displays"),
    ("Esc", "Close what is open, then end"),
];

/// Shows them in the middle of the window.
pub(crate) fn show(ctx: &Context, theme: &Theme, commands: &mut Commands) {
    let window = ctx.content_rect();
    let scale = scale_of(window.size()).max(0.8);
    let text = TextStyle::regular((19.0 * scale).max(LEAST_TEXT_PT));
    let frame = Frame::new()
        .fill(Color32::from(theme.panel))
        .stroke(Stroke::new(1.5, Color32::from(theme.hairline)))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same((24.0 * scale) as i8));
    let area = Area::new(Id::unique("keys of the presentation")).order(Order::Foreground);
    area.anchor(Align2::CENTER_CENTER, egui::Vec2::ZERO).show(ctx, |ui| {
        frame.show(ui, |ui| {
            ui.set_max_height((window.height() - 96.0 * scale).max(80.0));
            ui.set_max_width((window.width() - 64.0 * scale).max(120.0));
            ui.horizontal(|ui| {
                widgets::line(ui, "Keys", TextStyle::semibold(24.0 * scale), theme.text);
                let close = widgets::text_button(ui, "Close", text, theme.text_muted);
                if widgets::named(close, Role::Button, "Close keys").clicked() {
                    commands.push_back(Command::View(ViewCommand::Toggle(Panel::Keys)));
                }
            });
            ui.add_space(8.0 * scale);
            ScrollArea::both().show(ui, |ui| {
                Grid::new("keys").spacing([28.0 * scale, 7.0 * scale]).show(ui, |ui| {
                    for (key, does) in KEYS {
                        widgets::line(ui, key, TextStyle::semibold(text.size), theme.text);
                        widgets::line(ui, does, text, theme.text);
                        ui.end_row();
                    }
                });
            });
        });
    });
}
