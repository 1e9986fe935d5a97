//! The words that stand before values and over parts of the panel, alike in every part of it.

use egui::{Color32, Ui, vec2};

use crate::scene::{Color, TextStyle, Theme};
use crate::ui::widgets;

/// Where the values of "Where", "Who" and the like begin, in points.
pub(super) const VALUES_LEFT_PT: f32 = 62.0;

/// The muted word at the left of a pair.
pub fn label(ui: &mut Ui, word: &str, theme: &Theme) {
    let galley = widgets::galley(ui, word, TextStyle::regular(12.5), theme.text_muted);
    let (rect, response) =
        ui.allocate_exact_size(vec2(VALUES_LEFT_PT, galley.size().y), egui::Sense::hover());
    if !word.is_empty() {
        widgets::named(response, egui::accesskit::Role::Label, word);
    }
    ui.painter().galley(rect.min, galley, Color32::from(theme.text_muted));
}

/// The heading of a part of the panel.
pub fn heading(ui: &mut Ui, text: &str, color: Color) {
    ui.add_space(14.0);
    widgets::line(ui, text, TextStyle::semibold(13.0), color);
    ui.add_space(2.0);
}
