//! A lane's flag in a panel, at the size of its text.

use egui::{Color32, Pos2, Rect, Ui, Vec2, pos2};

use super::textures::Flags;

/// Side of a flag in a line of text, in points.
pub const SIDE: f32 = 16.0;

/// Paints the flag of a lane around a point.
pub fn paint(ui: &Ui, center: Pos2, code: &str, name: &str, flags: &mut Flags) {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a small positive number
    let side_px = (SIDE * ui.pixels_per_point()).round().max(1.0) as usize;
    let texture = flags.texture(ui.ctx(), code, name, side_px);
    let rect = Rect::from_center_size(center, Vec2::splat(SIDE));
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture, rect, uv, Color32::WHITE);
}
