//! The same scene to a PNG, an SVG and a PDF, without a window, a display or a GPU.

mod attributes;
mod baselines;
mod flag_symbols;
mod headless;
mod pdf;
mod picture;
mod png;
pub mod publish;
pub mod raster;
mod svg;
mod xml;

pub use picture::{missing_height, picture};
pub use png::{MOST_PIXELS, png, rgba};
pub use publish::step_canvas;
pub use svg::svg;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The scale is none that makes a picture.
    #[error("a scale of {0} is out of range; it must be between 0.1 and 10")]
    Scale(f32),
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
    Png(#[from] ::png::EncodingError),
}
