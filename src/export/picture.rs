//! A frame as a picture that can be written: what `coeval render` and the window's own pictures are both made by.

use super::{ExportError, png, svg};
use crate::io::export::PictureKind;
use crate::layout::{self, Canvas, Frame};
use crate::paint::HeadlessFonts;

/// Draws a frame, as many pixels for a point as it says, and encodes it. Returns what was drawn, too: not all lanes may
/// have had room.
///
/// # Errors
/// Where the scale is not between 0.1 and 10, and where the picture is too large or cannot be encoded.
pub fn picture(frame: &Frame<'_>, kind: PictureKind, title: &str) -> Result<(Canvas, Vec<u8>), ExportError> {
    let scale = frame.resolution.pixels_per_point;
    let canvas = layout::build(frame, &mut HeadlessFonts::new(scale));
    let ground = frame.theme.background;
    let bytes = match kind {
        PictureKind::Png => png(&canvas.scene, ground, scale)?,
        PictureKind::Svg => svg(&canvas.scene, ground, scale, title).into_bytes(),
    };
    Ok((canvas, bytes))
}

/// So many points higher, and all lanes would have room; 0 where they have.
#[must_use]
pub fn missing_height(canvas: &Canvas) -> f32 {
    let missing = canvas.content_height - canvas.body.height();
    if missing >= 1.0 { missing } else { 0.0 }
}
