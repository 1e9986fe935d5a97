//! What an empty timeline says to begin with.

use egui::Ui;

use crate::scene::{TextStyle, Theme};
use crate::ui::commands::action::Action;
use crate::ui::commands::keymap::Keymap;
use crate::ui::widgets;

/// What an empty timeline says to begin with, below the middle of the lanes.
pub(crate) fn show(ui: &Ui, theme: &Theme, keys: &Keymap, middle: egui::Pos2) {
    let open = keys.text(Action::Open).unwrap_or_else(|| "File › Open".to_owned());
    let new = keys.text(Action::NewEvent).unwrap_or_else(|| "Edit › New event".to_owned());
    let text = format!("Double-click a day, or press {new}, for the first event. {open} opens a file.");
    let galley = widgets::galley(ui, &text, TextStyle::regular(13.0), theme.text_muted);
    let at = middle + egui::vec2(-galley.size().x / 2.0, 18.0);
    ui.painter().galley(at, galley, theme.text_muted.into());
}
