//! Flags, drawn from SVG when first needed; and a neutral disc with initials for whatever has no flag, so that no
//! lane stands without a sign. Whoever paints keeps the pictures: each call draws anew.

use std::sync::LazyLock;

use epaint::{Color32, ColorImage};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

use super::fonts::{HeadlessFonts, job};
pub use crate::model::initials;
use crate::scene::{Color, TextStyle};

/// The ground of the neutral disc, between the grounds of the light and the dark theme.
pub const DISC: Color = Color::hex(0x6A_6F76);
/// The initials on the neutral disc: 5.1 : 1 against [`DISC`].
pub const DISC_TEXT: Color = Color::hex(0xFF_FFFF);
/// The size of the initials as a part of the disc's diameter.
pub const INITIALS_SIZE: f32 = 0.44;

/// No flag is drawn larger than this, in pixels.
const MAX_SIDE_PX: usize = 2048;

/// Code and SVG, sorted by code; made by `assets/flags/pack.sh`.
static FLAGS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/flags/flags.txt").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// The flag's own SVG text (512 units square, round, transparent outside, its ids used by no other flag), for
/// embedding in an SVG picture; `None` where there is no flag.
#[must_use]
pub fn flag_svg(code: &str) -> Option<&'static str> {
    let at = FLAGS.binary_search_by(|(have, _)| have.as_bytes().cmp(code.as_bytes())).ok()?;
    FLAGS.get(at).map(|(_, svg)| *svg)
}

/// What tells the picture of a flag from others: its code, or the initials that stand in its place.
#[must_use]
pub fn flag_key<'a>(code: &'a str, name: &str) -> std::borrow::Cow<'a, str> {
    // No country has a code with a blank in it.
    if flag_svg(code).is_some() { code.into() } else { format!("initials {}", initials(name)).into() }
}

/// The flag of a country as a round picture with a transparent outside, `side_px` square; where the code has no
/// flag, a neutral disc with up to two initials of `name`.
#[must_use]
pub fn flag_image(code: &str, name: &str, side_px: usize) -> ColorImage {
    let side_px = side_px.clamp(1, MAX_SIDE_PX);
    flag_svg(code)
        .and_then(|svg| rasterise(svg, side_px))
        .unwrap_or_else(|| disc_image(&initials(name), side_px))
}

fn rasterise(svg: &str, side_px: usize) -> Option<ColorImage> {
    let tree = Tree::from_str(svg, &Options::default()).ok()?;
    let side = u32::try_from(side_px).ok()?;
    let mut pixmap = Pixmap::new(side, side)?;
    let scale = side_px as f32 / tree.size().width().max(tree.size().height());
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Some(ColorImage::from_rgba_premultiplied([side_px, side_px], pixmap.data()))
}

fn disc_image(initials: &str, side_px: usize) -> ColorImage {
    let mut image = disc(side_px);
    let style = TextStyle::semibold(side_px as f32 * INITIALS_SIZE);
    let mut fonts = HeadlessFonts::new(1.0);
    let galley = fonts.galley(job(initials, style, DISC_TEXT));
    let atlas = fonts.atlas();
    // Centred by the ink: in a circle capitals look low when the line box is centred.
    let shift = epaint::Vec2::splat(side_px as f32 / 2.0) - galley.mesh_bounds.center().to_vec2();
    for placed in &galley.rows {
        for glyph in &placed.row.glyphs {
            let corner = placed.pos.to_vec2() + glyph.pos.to_vec2() + glyph.uv_rect.offset + shift;
            let (from, to) = (glyph.uv_rect.min, glyph.uv_rect.max);
            for (y, v) in (from[1]..to[1]).enumerate() {
                for (x, u) in (from[0]..to[0]).enumerate() {
                    let coverage = atlas[(usize::from(u), usize::from(v))].a();
                    blend(
                        &mut image,
                        [corner.x.round() as i64 + x as i64, corner.y.round() as i64 + y as i64],
                        coverage,
                    );
                }
            }
        }
    }
    image
}

fn blend(image: &mut ColorImage, [x, y]: [i64; 2], coverage: u8) {
    let [width, height] = image.size;
    let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
    if x < width && y < height {
        let text: Color32 = DISC_TEXT.into();
        let pixel = &mut image[(x, y)];
        // Never beyond the disc, however wide the letters are.
        let inside = f32::from(pixel.a()) / 255.0;
        *pixel = pixel.blend(text.gamma_multiply(f32::from(coverage) / 255.0 * inside));
    }
}

fn disc(side_px: usize) -> ColorImage {
    let radius = side_px as f32 / 2.0;
    let ground: Color32 = DISC.into();
    let mut image = ColorImage::filled([side_px, side_px], Color32::TRANSPARENT);
    for y in 0..side_px {
        for x in 0..side_px {
            let from_centre = (x as f32 + 0.5 - radius).hypot(y as f32 + 0.5 - radius);
            let coverage = (radius - from_centre + 0.5).clamp(0.0, 1.0);
            image[(x, y)] = ground.gamma_multiply(coverage);
        }
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_sorted_and_each_is_an_svg_of_its_own() {
        assert!(FLAGS.len() > 250);
        assert!(FLAGS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, svg) in FLAGS.iter() {
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"), "{code}");
            assert_eq!(
                svg.matches("id=\"").count(),
                svg.matches(&format!("id=\"flag-{code}\"")).count(),
                "{code}"
            );
        }
    }

    #[test]
    fn initials_stand_for_names() {
        for (name, expected) in [
            ("African Union", "AU"),
            ("OSCE", "OS"),
            ("Hezbollah", "H"),
            ("al-Qaida", "AQ"),
            ("g20", "G"),
            ("ایران", "ا"),
            ("ırak", "I"),
            ("ß", "SS"),
            ("", ""),
            ("– –", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
