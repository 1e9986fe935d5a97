//! Where the cursor is in the search field, for what is offered there.

use egui::{TextEdit, Ui};

use crate::ui::ids::field_id;

/// Where the cursor is, as a byte of the text.
pub(super) fn cursor(ui: &Ui, text: &str) -> usize {
    let state = TextEdit::load_state(ui.ctx(), field_id());
    let range = state.and_then(|state| state.cursor.char_range());
    let Some(range) = range else { return text.len() };
    text.char_indices().nth(range.primary.index.0).map_or(text.len(), |(at, _)| at)
}
