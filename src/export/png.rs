//! A scene to a PNG: the window's own shapes and fonts, tessellated by epaint and rasterised on the CPU.

use std::io::Write as _;

use epaint::{ColorImage, Vec2};
use png::{BitDepth, ColorType, Encoder, EncodingError, PixelDimensions, SrgbRenderingIntent, Unit};

use super::headless::Headless;
use super::{ExportError, raster};
use crate::paint::shapes::shapes;
use crate::scene::{Color, Pos2, Rect, Scene};

/// The most pixels that a picture may have: 800 MB while it is made.
pub const MOST_PIXELS: usize = 200_000_000;
/// The scales that make a picture worth having.
const SCALES: std::ops::RangeInclusive<f32> = 0.1..=10.0;
/// A point is 1/96 inch, as in CSS; an inch is 0.0254 m.
const POINTS_PER_METRE: f32 = 96.0 / 0.0254;

/// A PNG of the scene on an opaque ground, `scale` pixels per point.
///
/// # Errors
/// Where the scale is not between 0.1 and 10, and where the picture is too large or cannot be encoded.
pub fn png(scene: &Scene, ground: Color, scale: f32) -> Result<Vec<u8>, ExportError> {
    encode(&rgba(scene, ground, scale)?, scale)
}

/// The scene as pixels on an opaque ground, `scale` pixels per point.
///
/// # Errors
/// Where the scale is not between 0.1 and 10, and where the picture is too large.
pub fn rgba(scene: &Scene, ground: Color, scale: f32) -> Result<ColorImage, ExportError> {
    if !SCALES.contains(&scale) {
        return Err(ExportError::Scale(scale));
    }
    let size = size_px(scene.size, scale)?;
    let mut target = ColorImage::filled(size, Color::over(ground, Color::hex(0)).into());
    // The last row and column of pixels may reach half a point beyond the scene.
    let picture = Rect::from_min_size(Pos2::ZERO, Vec2::new(size[0] as f32, size[1] as f32) / scale);
    let mut headless = Headless::new(scale, ground);
    let shapes = shapes(scene, Vec2::ZERO, picture, &mut headless);
    let (primitives, textures) = headless.tessellate(shapes);
    raster::paint(&mut target, &primitives, scale, &textures);
    Ok(target)
}

/// Width and height in pixels, at least one each.
fn size_px(points: Vec2, scale: f32) -> Result<[usize; 2], ExportError> {
    // A cast from float saturates, and NaN becomes 0.
    let [width, height] = [points.x, points.y].map(|side| ((side * scale).round() as usize).max(1));
    match width.checked_mul(height) {
        Some(pixels) if pixels <= MOST_PIXELS => Ok([width, height]),
        _ => Err(ExportError::TooLarge { width, height, limit: MOST_PIXELS }),
    }
}

fn encode(image: &ColorImage, scale: f32) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let [width, height] = image.size;
    let mut encoder = Encoder::new(&mut bytes, width as u32, height as u32);
    // The ground is opaque, and so is every pixel.
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    let per_metre = (scale * POINTS_PER_METRE).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer()?;
    for row in image.pixels.chunks_exact(width) {
        let rgb: Vec<u8> = row.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
        rows.write_all(&rgb).map_err(EncodingError::IoError)?;
    }
    rows.finish()?;
    writer.finish()?;
    Ok(bytes)
}
