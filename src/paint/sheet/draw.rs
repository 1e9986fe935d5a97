//! How the pictures of a sheet are drawn: letters from the font's own atlas, with the halo of a text already under
//! them; discs and rings by their distance from the middle, at twice the size, so that they are smooth between pixels.

use epaint::Vertex;
use epaint::text::PlacedRow;
use epaint::{Color32, ColorImage, Rect, Vec2, pos2};

use super::super::fonts::HeadlessFonts;
use super::super::shapes::dashes;
use super::{HALO_PT, Round, around};
use crate::scene::{Text, vec2};

/// Texels to a pixel of discs and rings.
const TEXELS_PER_PIXEL: f32 = 2.0;
/// No disc is kept that is larger, in points.
const LARGEST_DISC_POINTS: f32 = 64.0;

/// A picture, and its rectangle in points around the point that it is placed by.
pub(super) struct Drawn {
    pub image: ColorImage,
    pub rect: Rect,
}

/// How much of each texel is covered, 0 to 255, row by row.
struct Coverage {
    size: [usize; 2],
    texels: Vec<u8>,
}

/// A line of text, and how far to the left of and above a place the galley of a text that begins there would stand.
pub(super) fn text(fonts: &mut HeadlessFonts, text: &Text) -> Option<(Drawn, Vec2)> {
    let galley = fonts.line(&text.text, text.style);
    let scale = fonts.pixels_per_point();
    let anchor = vec2(galley.rect.left(), galley.rect.center().y);
    if galley.rows.iter().any(|row| row.glyphs.iter().any(|glyph| glyph.is_color)) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let reach = if text.halo.is_some() { (HALO_PT * scale).ceil().max(1.0) as usize } else { 0 };
    let bounds = galley.mesh_bounds;
    if !bounds.is_positive() {
        return None;
    }
    let edge = |at: f32| (at * scale).round();
    let (left, top) = (edge(bounds.left()) - reach as f32, edge(bounds.top()) - reach as f32);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = [
        (edge(bounds.right()) - left) as usize + reach + 1,
        (edge(bounds.bottom()) - top) as usize + reach + 1,
    ];
    let mut letters = Coverage { size, texels: vec![0; size[0].checked_mul(size[1])?] };
    for row in &galley.rows {
        row_of_letters(row, scale, vec2(left, top), fonts.texture_atlas().image(), &mut letters);
    }
    let image = coloured(&letters, text, reach);
    let (width, height) = (size[0] as f32 / scale, size[1] as f32 / scale);
    let rect = Rect::from_min_size(pos2(left / scale, top / scale), vec2(width, height));
    Some((Drawn { image, rect }, anchor))
}

fn row_of_letters(row: &PlacedRow, scale: f32, origin: Vec2, atlas: &ColorImage, out: &mut Coverage) {
    let Some(vertices) = row.visuals.mesh.vertices.get(row.visuals.glyph_vertex_range.clone()) else {
        return;
    };
    for corners in vertices.chunks_exact(4) {
        letter(corners, row.pos.to_vec2(), scale, origin, atlas, out);
    }
}

/// Copies a letter out of the atlas; a slanted one is sheared.
fn letter(corners: &[Vertex], row: Vec2, scale: f32, origin: Vec2, atlas: &ColorImage, out: &mut Coverage) {
    let (top_left, bottom_left, bottom_right) = (&corners[0], &corners[2], &corners[3]);
    let place = ((bottom_left.pos.x + row.x) * scale - origin.x, (top_left.pos.y + row.y) * scale - origin.y);
    let shear = (top_left.pos.x - bottom_left.pos.x) * scale;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // texels of the atlas
    let (u, v, width, height) = (
        top_left.uv.x as usize,
        top_left.uv.y as usize,
        (bottom_right.uv.x - top_left.uv.x) as usize,
        (bottom_right.uv.y - top_left.uv.y) as usize,
    );
    for y in 0..height {
        let shift = place.0 + shear * (1.0 - (y as f32 + 0.5) / height as f32);
        let (whole, part) = (shift.floor(), shift - shift.floor());
        #[allow(clippy::cast_possible_truncation)]
        let (left, row) = (whole as isize, place.1.round() as isize + y as isize);
        let texel = |x: usize| {
            let inside = x < width && u + x < atlas.size[0] && v + y < atlas.size[1];
            if inside { f32::from(atlas.pixels[(v + y) * atlas.size[0] + u + x].a()) } else { 0.0 }
        };
        let mut before = 0.0;
        for x in 0..=width {
            let own = texel(x);
            // Linear between two texels, as a GPU would.
            let value = own * (1.0 - part) + before * part;
            before = own;
            out.add(left + x as isize, row, value);
        }
    }
}

impl Coverage {
    fn add(&mut self, x: isize, y: isize, value: f32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.size[0] && y < self.size[1] {
            let texel = &mut self.texels[y * self.size[0] + x];
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let value = value.round() as u8;
            *texel = (*texel).max(value);
        }
    }
}

/// The letters in their colour over their halo.
fn coloured(letters: &Coverage, text: &Text, reach: usize) -> ColorImage {
    let halo = text.halo.map(|halo| halo.faded(f32::from(text.color.a) / 255.0)).filter(|halo| halo.a > 0);
    // There are many texels, and no more colours than degrees of cover.
    let shades = |color: Color32| -> [Color32; 256] {
        std::array::from_fn(|covered| color.gamma_multiply_u8(u8::try_from(covered).unwrap_or(u8::MAX)))
    };
    let ink = shades(Color32::from(text.color));
    let front = |at: usize| ink[usize::from(letters.texels[at])];
    let all = 0..letters.texels.len();
    let pixels = match halo {
        None => all.map(front).collect(),
        Some(halo) => {
            let covered = around_letters(letters, reach, halo.a);
            let halo = Color32::from(halo);
            // The opacity of the halo is in what it covers.
            let channel = |value: u8| halo_channel(value, halo.a());
            let ground = shades(Color32::from_rgb(channel(halo.r()), channel(halo.g()), channel(halo.b())));
            let texel = |at: usize| match covered[at] {
                0 => front(at),
                covered => over(front(at), ground[usize::from(covered)]),
            };
            all.map(texel).collect()
        }
    };
    ColorImage::new(letters.size, pixels)
}

/// A channel without the opacity that it was multiplied by.
fn halo_channel(value: u8, alpha: u8) -> u8 {
    let straight = u32::from(value) * 255 / u32::from(alpha.max(1));
    u8::try_from(straight).unwrap_or(u8::MAX)
}

fn over(front: Color32, back: Color32) -> Color32 {
    match front.a() {
        0 => return back,
        255 => return front,
        _ => {}
    }
    let rest = u32::from(255 - front.a());
    let mix = |front: u8, back: u8| (u32::from(front) + (u32::from(back) * rest + 127) / 255).min(255) as u8;
    Color32::from_rgba_premultiplied(
        mix(front.r(), back.r()),
        mix(front.g(), back.g()),
        mix(front.b(), back.b()),
        mix(front.a(), back.a()),
    )
}

/// How much the halo covers: the letters eight times, once in each direction, one over the other.
fn around_letters(letters: &Coverage, reach: usize, opacity: u8) -> Vec<u8> {
    let [width, height] = letters.size;
    let diagonal = ((reach as f32) * std::f32::consts::FRAC_1_SQRT_2).round() as isize;
    let far = reach as isize;
    let directions = [
        (far, 0),
        (-far, 0),
        (0, far),
        (0, -far),
        (diagonal, diagonal),
        (-diagonal, diagonal),
        (diagonal, -diagonal),
        (-diagonal, -diagonal),
    ];
    // What still shines through, of 255.
    let mut through = vec![255_u16; letters.texels.len()];
    for (dx, dy) in directions {
        for y in 0..height {
            let Some(from) = y.checked_add_signed(-dy).filter(|from| *from < height) else { continue };
            let row = &letters.texels[from * width..(from + 1) * width];
            let out = &mut through[y * width..(y + 1) * width];
            let (out, row) = if dx >= 0 {
                let by = dx.unsigned_abs().min(width);
                (&mut out[by..], &row[..width - by])
            } else {
                let by = dx.unsigned_abs().min(width);
                (&mut out[..width - by], &row[by..])
            };
            for (out, texel) in out.iter_mut().zip(row) {
                let stopped = u16::from(*texel) * u16::from(opacity) / 255;
                *out = *out * (255 - stopped) / 255;
            }
        }
    }
    through.into_iter().map(|through| 255 - through.min(255) as u8).collect()
}

/// A disc or a ring, white.
pub(super) fn round(round: Round, pixels_per_point: f32) -> Option<Drawn> {
    let (radius, width) = match round {
        Round::Disc(radius) | Round::Mark(radius) => (radius, 0.0),
        Round::Ring(radius, width) | Round::Dashes(radius, width, _) => (radius, width),
    };
    if !(radius > 0.0 && width >= 0.0 && radius + width <= LARGEST_DISC_POINTS) {
        return None;
    }
    let (radius_px, width_px) = (radius * pixels_per_point, width * pixels_per_point);
    let reach_px = (radius_px + width_px / 2.0 + 1.0).ceil();
    // The corners of a triangle around a circle are twice as far from its middle.
    let half_px = if matches!(round, Round::Mark(_)) { 2.0 * reach_px } else { reach_px };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most some hundreds
    let side = (2.0 * half_px * TEXELS_PER_PIXEL) as usize;
    let dashes = match round {
        Round::Dashes(radius, _, dash) => dashes::fitted(std::f32::consts::TAU * radius, Some(dash)),
        Round::Disc(_) | Round::Mark(_) | Round::Ring(..) => None,
    };
    let covered = |x: usize, y: usize| {
        let at = |n: usize| (n as f32 + 0.5) / TEXELS_PER_PIXEL - half_px;
        let (dx, dy) = (at(x), at(y));
        let distance = dx.hypot(dy);
        let (Round::Disc(_) | Round::Mark(_)) = round else {
            let ring = (width_px / 2.0 + 0.5 - (distance - radius_px).abs()).clamp(0.0, width_px.min(1.0));
            return ring * dashes.map_or(1.0, |dash| dashed(dx, dy, radius_px, dash, pixels_per_point));
        };
        (radius_px - distance + 0.5).clamp(0.0, 1.0)
    };
    let white = |share: f32| Color32::from_white_alpha((share * 255.0).round() as u8);
    let pixels = (0..side * side).map(|at| white(covered(at % side, at / side))).collect();
    let rect = around(half_px / pixels_per_point);
    Some(Drawn { image: ColorImage::new([side, side], pixels), rect })
}

/// How much of a dash there is in a direction from the middle of a ring.
fn dashed(dx: f32, dy: f32, radius_px: f32, (dash, gap): (f32, f32), pixels_per_point: f32) -> f32 {
    let along = dy.atan2(dx).rem_euclid(std::f32::consts::TAU) * radius_px;
    let (dash, period) = (dash * pixels_per_point, (dash + gap) * pixels_per_point);
    let within = along.rem_euclid(period);
    // How far inside of the nearest dash, negative outside.
    let inside =
        if within <= dash { within.min(dash - within) } else { -(within - dash).min(period - within) };
    (inside + 0.5).clamp(0.0, 1.0)
}
