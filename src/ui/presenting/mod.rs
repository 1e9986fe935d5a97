//! What the room sees while a story is told, besides the timeline itself: the caption, who says what, what points and what
//! covers; and what its presenter needs: the pictures of all steps, the note, the keys.

pub(crate) mod accounts;
pub(crate) mod caption;
pub(crate) mod console;
pub(crate) mod event_card;
pub mod keys;
pub(crate) mod keys_list;
pub(crate) mod note;
pub(crate) mod over;
pub(crate) mod overview;
pub mod room_window;
pub mod state;

/// How much larger text is when presenting.
pub const TEXT_SCALE: f32 = 1.5;

/// How large text of the timeline is in a room's picture of a size in points, 1 as a rule: half as large again, and more in a
/// picture that is larger than 1920 × 1080. One that is smaller than 1280 × 720, as where the whole interface is made
/// large, has no room for that.
#[must_use]
pub fn text_scale(room: egui::Vec2) -> f32 {
    let part = room_scale(room);
    let small = (part * 1.5).clamp(1.0 / TEXT_SCALE, 1.0);
    TEXT_SCALE * small * part.clamp(1.0, 2.5)
}

/// The smallest text that the room sees, in points: still read after a video call has compressed it.
pub const LEAST_TEXT_PT: f32 = 16.0;

fn room_scale(room: egui::Vec2) -> f32 {
    (room.x / 1080.0).min(room.y / 1080.0)
}

/// How large what stands beside the timeline is in a window of a size in points; 1 in one of 1920 × 1080.
#[must_use]
pub fn scale_of(window: egui::Vec2) -> f32 {
    room_scale(window).clamp(0.6, 2.5)
}
