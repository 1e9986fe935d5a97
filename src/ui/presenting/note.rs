//! The note of the step where there is one window alone: a panel that says plainly that others see it too.

use egui::accesskit::Role;
use egui::{Color32, Frame, Margin, Panel, ScrollArea, Ui};

use super::scale_of;
use super::state::Presenting;
use crate::scene::{TextStyle, Theme};
use crate::ui::commands::{Command, Commands, PresentCommand};
use crate::ui::widgets;

/// How large the letters can be made, and by how much at once.
const SCALES: (f32, f32, f32) = (0.7, 3.0, 1.15);

/// Shows the note in a panel at the right.
pub(crate) fn show(ui: &mut Ui, theme: &Theme, told: &mut Presenting, note: &str, commands: &mut Commands) {
    let window = ui.max_rect().size();
    let frame = Frame::new().fill(Color32::from(theme.selected)).inner_margin(Margin::same(20));
    let width = (window.x * 0.28).max(240.0);
    Panel::right("note").exact_size(width).resizable(false).frame(frame).show(ui, |ui| {
        let small = TextStyle::regular(13.0 * scale_of(window).max(0.95));
        widgets::paragraph(
            ui,
            "Everyone who sees this window sees this note too.",
            small,
            theme.coincidence_text,
        );
        let close = widgets::text_button(ui, "Close", small, theme.text_muted);
        if widgets::named(close, Role::Button, "Close note").clicked() {
            commands.push_back(Command::Present(PresentCommand::Note));
        }
        ui.add_space(8.0);
        contents(ui, theme, told, note, "Your note", 22.0 * scale_of(window).max(0.8));
    });
}

/// The note in letters of a size in points, which can be made larger.
pub(crate) fn contents(
    ui: &mut Ui,
    theme: &Theme,
    told: &mut Presenting,
    note: &str,
    heading: &str,
    size: f32,
) {
    let small = TextStyle::regular(13.0);
    ui.horizontal(|ui| {
        widgets::line(ui, heading, small, theme.text_muted);
        ui.add_space((ui.available_width() - 64.0).max(0.0));
        let button = |ui: &mut Ui, text: &str, name: &str| {
            let button = widgets::text_button(ui, text, small, theme.text_muted);
            widgets::named(button, Role::Button, name).clicked()
        };
        if button(ui, "A−", "Smaller note") {
            told.note_scale = (told.note_scale / SCALES.2).max(SCALES.0);
        }
        if button(ui, "A+", "Larger note") {
            told.note_scale = (told.note_scale * SCALES.2).min(SCALES.1);
        }
    });
    ScrollArea::vertical().id_salt("note").auto_shrink(false).show(ui, |ui| {
        let (text, color) = match note.trim() {
            "" => ("This step has no note.", theme.text_muted),
            note => (note, theme.text),
        };
        widgets::paragraph(ui, text, TextStyle::regular(size * told.note_scale), color);
    });
}
