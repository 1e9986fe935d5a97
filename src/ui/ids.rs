//! Who can have the keyboard and is asked for by name from elsewhere: the timeline, which has it when nothing else
//! does, and the search field.

use egui::Id;

/// The timeline's id, by which it gets the focus.
#[must_use]
pub fn canvas_id() -> Id {
    Id::unique("timeline")
}

/// The search field's id, by which it gets the focus.
#[must_use]
pub(crate) fn field_id() -> Id {
    Id::unique("search field")
}
