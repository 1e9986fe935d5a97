//! A field of one line that is come to is ready to be typed over: Tab and a click select all that it says, as in a form or
//! a browser's address bar. A second click places the cursor, and a drag selects what it is drawn over.

use egui::text::{CCursor, CCursorRange};
use egui::{Response, TextEdit, Ui};

/// Selects all of a field when it gets the keyboard; to be called after it was shown.
pub fn select_on_focus(ui: &Ui, field: &Response, text: &str) {
    let pressed = field.id.with("focused by a press");
    if field.gained_focus() {
        // What is pressed may become a drag; a click is known only when it is over.
        if ui.input(|input| input.pointer.any_down()) {
            ui.data_mut(|data| data.insert_temp(pressed, true));
        } else {
            select_all(ui, field, text);
        }
    }
    let waits = || ui.data(|data| data.get_temp::<bool>(pressed)).is_some();
    if (field.clicked() || field.drag_started()) && waits() {
        ui.data_mut(|data| data.remove::<bool>(pressed));
        if field.clicked() {
            select_all(ui, field, text);
        }
    }
}

fn select_all(ui: &Ui, field: &Response, text: &str) {
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), field.id, state);
}
