//! What an empty timeline says: to begin with, and where only results are shown and there are none.

use egui::accesskit::Role;
use egui::{Sense, Ui, WidgetInfo};

use super::input::CanvasInput;
use crate::model::brief;
use crate::scene::{Rect, TextStyle, Theme};
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

/// That only results are shown and nothing was found, in the middle of the lanes, and the way back.
pub(crate) fn nothing_found(ui: &Ui, input: &CanvasInput<'_>, middle: egui::Pos2) {
    let shown = &input.shown;
    let rest = shown.keys.text(Action::HideRest).unwrap_or_else(|| "Go › Show only results".to_owned());
    let text = format!("No results for {}", brief(input.view.search.text.trim()));
    let back = format!("Only results are shown. {rest} shows all events; Esc ends the search.");
    let lines = [(text, 14.0, shown.theme.text), (back, 13.0, shown.theme.text_muted)];
    for ((text, size, color), down) in lines.into_iter().zip([-14.0, 10.0]) {
        let galley = widgets::galley(ui, &text, TextStyle::regular(size), color);
        let rect = Rect::from_min_size(middle + egui::vec2(-galley.size().x / 2.0, down), galley.size());
        ui.painter().galley(rect.min, galley, color.into());
        let label = ui.interact(rect, ui.scope_id().with(("nothing found", size as u8)), Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    }
}
