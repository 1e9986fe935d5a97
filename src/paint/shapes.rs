//! The scene's primitives as epaint shapes.

use std::sync::Arc;

use egui::{Galley, Shape, TextureId, Vec2, text::LayoutJob};

use crate::scene::{Rect, Scene};

/// What the shapes need from whoever paints them.
pub trait Painting {
    /// Lays out text with the painter's fonts.
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley>;
    /// The texture that holds a flag at `side_px` physical pixels, and where in it (0 to 1).
    fn flag(&mut self, code: &str, side_px: usize) -> (TextureId, Rect);
    /// Physical pixels per point.
    fn pixels_per_point(&self) -> f32;
}

/// The scene as shapes with their clip rectangles, its origin moved to `origin`, everything clipped to `clip`
/// (in the coordinates after the move). Rects, circles and heat strips become few large meshes where that is
/// cheaper than shapes of their own.
#[must_use]
pub fn shapes(scene: &Scene, origin: Vec2, clip: Rect, painting: &mut dyn Painting) -> Vec<(Rect, Shape)> {
    let _ = (scene, origin, clip, painting);
    Vec::new()
}
