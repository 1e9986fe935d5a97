//! A rasteriser for what epaint's tessellator puts out, so that pictures are made on machines without GPU or
//! display. It follows egui's painters: premultiplied colours blended in gamma space, the colour of a vertex times
//! the texture, clip rectangles on whole pixels, and the top-left rule, by which a pixel on an edge shared by two
//! triangles belongs to one of them.

use std::collections::HashMap;

use epaint::textures::{TextureFilter, TextureOptions, TextureWrapMode};
use epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive, Vertex};
use epaint::{Color32, ColorImage, Rect, TextureId};

/// Positions are held in 256ths of a pixel, as GPUs do, so that edges are exact.
const STEPS_PER_PIXEL: i64 = 256;
/// Positions beyond this many pixels are moved to it, which keeps the arithmetic within an i64.
const FARTHEST_PX: f32 = 1_000_000.0;

/// The textures that meshes refer to.
#[derive(Default)]
pub struct Textures(HashMap<TextureId, Texture>);

struct Texture {
    image: ColorImage,
    options: TextureOptions,
}

impl Textures {
    /// Sets a texture, or a part of one. Of the options the wrap mode and the filter for magnifying count; a
    /// patch that reaches beyond its texture, or has none to go to, is cut off.
    pub fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(patch) = &delta.image;
        let Some([left, top]) = delta.pos else {
            let texture = Texture { image: ColorImage::clone(patch), options: delta.options };
            self.0.insert(id, texture);
            return;
        };
        let Some(texture) = self.0.get_mut(&id) else { return };
        let [width, height] = texture.image.size;
        let columns = patch.width().min(width.saturating_sub(left));
        for row in 0..patch.height().min(height.saturating_sub(top)) {
            let from = row * patch.width();
            let to = (top + row) * width + left;
            texture.image.pixels[to..to + columns].copy_from_slice(&patch.pixels[from..from + columns]);
        }
    }

    /// Forgets a texture.
    pub fn free(&mut self, id: TextureId) {
        self.0.remove(&id);
    }
}

/// Paints the primitives over `target`, whose pixels are premultiplied. Meshes whose texture is unknown, and
/// paint callbacks, are left out.
pub fn paint(
    target: &mut ColorImage,
    primitives: &[ClippedPrimitive],
    pixels_per_point: f32,
    textures: &Textures,
) {
    for ClippedPrimitive { clip_rect, primitive } in primitives {
        let clip = Clip::new(*clip_rect, pixels_per_point, target.size);
        match primitive {
            Primitive::Mesh(mesh) => {
                if let Some(texture) = textures.0.get(&mesh.texture_id) {
                    paint_mesh(target, clip, mesh, pixels_per_point, texture);
                }
            }
            Primitive::Callback(_) => {}
        }
    }
}

fn paint_mesh(target: &mut ColorImage, clip: Clip, mesh: &Mesh, pixels_per_point: f32, texture: &Texture) {
    for corners in mesh.indices.chunks_exact(3) {
        let corner = |i: usize| mesh.vertices.get(corners[i] as usize);
        if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) {
            paint_triangle(target, clip, [a, b, c], pixels_per_point, texture);
        }
    }
}

/// Whole pixels, the maxima not included.
#[derive(Clone, Copy)]
struct Clip {
    min_x: i64,
    min_y: i64,
    max_x: i64,
    max_y: i64,
}

impl Clip {
    /// Rounded and held within the picture as `egui_glow` does for its scissor.
    fn new(rect: Rect, pixels_per_point: f32, [width, height]: [usize; 2]) -> Self {
        let round = |points: f32| (points * pixels_per_point).round() as i64;
        let (min_x, min_y) = (round(rect.min.x).max(0), round(rect.min.y).max(0));
        Self {
            min_x,
            min_y,
            max_x: round(rect.max.x).min(width as i64),
            max_y: round(rect.max.y).min(height as i64),
        }
    }
}

#[derive(Clone, Copy)]
struct Point {
    x: i64,
    y: i64,
}

impl Point {
    fn new(vertex: &Vertex, pixels_per_point: f32) -> Self {
        let fixed = |points: f32| {
            let px = (points * pixels_per_point).clamp(-FARTHEST_PX, FARTHEST_PX);
            (f64::from(px) * STEPS_PER_PIXEL as f64).round() as i64
        };
        Self { x: fixed(vertex.pos.x), y: fixed(vertex.pos.y) }
    }
}

/// An edge of a triangle: `at_zero - dy * x` is not negative where `x` is inside, for a given row.
struct Edge {
    from: Point,
    dx: i64,
    dy: i64,
    /// 1 where points on the edge belong to the neighbour.
    bias: i64,
}

impl Edge {
    fn new(from: Point, to: Point) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let is_top_left = dy < 0 || (dy == 0 && dx > 0);
        Self { from, dx, dy, bias: i64::from(!is_top_left) }
    }

    /// Narrows a row's span of pixels (`first` to before `end`) to those whose middle is inside.
    fn narrow(&self, y: i64, first: &mut i64, end: &mut i64) {
        let middle = STEPS_PER_PIXEL / 2;
        let at_zero =
            self.dx * (y * STEPS_PER_PIXEL + middle - self.from.y) + self.dy * self.from.x - self.bias;
        // The middle of pixel x is inside where at_zero - dy * (x * STEPS_PER_PIXEL + middle) >= 0.
        let step = self.dy * STEPS_PER_PIXEL;
        let rest = at_zero - self.dy * middle;
        if step > 0 {
            *end = (*end).min(rest.div_euclid(step) + 1);
        } else if step < 0 {
            *first = (*first).max(-rest.div_euclid(-step));
        } else if rest < 0 {
            *end = *first;
        }
    }
}

fn paint_triangle(
    target: &mut ColorImage,
    clip: Clip,
    mut corners: [&Vertex; 3],
    pixels_per_point: f32,
    texture: &Texture,
) {
    if corners.iter().any(|corner| corner.pos.any_nan()) {
        return;
    }
    let mut points = corners.map(|corner| Point::new(corner, pixels_per_point));
    let [a, b, c] = points;
    let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if area == 0 {
        return;
    }
    if area < 0 {
        points.swap(1, 2);
        corners.swap(1, 2);
    }
    let [a, b, c] = points;
    let edges = [Edge::new(a, b), Edge::new(b, c), Edge::new(c, a)];
    let shade = Shade::new(corners, points, area.abs(), texture);

    let (top, bottom) = (a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y));
    let first_row = top.div_euclid(STEPS_PER_PIXEL).max(clip.min_y);
    let end_row = (bottom.div_euclid(STEPS_PER_PIXEL) + 1).min(clip.max_y);
    for y in first_row..end_row {
        let (mut first, mut end) = (clip.min_x, clip.max_x);
        for edge in &edges {
            edge.narrow(y, &mut first, &mut end);
        }
        if first < end {
            let row = y as usize * target.size[0];
            let span = &mut target.pixels[row + first as usize..row + end as usize];
            shade.paint(span, first, y);
        }
    }
}

/// Red, green, blue, alpha (0 to 255, premultiplied), then the place in the texture.
type Attributes = [f32; 6];

/// What a triangle looks like inside.
enum Shade<'a> {
    /// The same everywhere.
    Flat(Color32),
    /// Colour and place in the texture change linearly: the values in the middle of pixel (0, 0), and by how much
    /// they grow per pixel to the right and down.
    Smooth { origin: Attributes, right: Attributes, down: Attributes, texture: Option<&'a Texture> },
}

impl<'a> Shade<'a> {
    fn new(corners: [&Vertex; 3], points: [Point; 3], area: i64, texture: &'a Texture) -> Self {
        let [a, b, c] = corners;
        let flat_uv = a.uv == b.uv && b.uv == c.uv;
        if flat_uv && a.color == b.color && b.color == c.color {
            return Self::Flat(to_color(times(attributes(a, texture, true), None)));
        }
        let values = corners.map(|corner| attributes(corner, texture, flat_uv));
        let (origin, right, down) = gradients(values, points, area);
        Self::Smooth { origin, right, down, texture: (!flat_uv).then_some(texture) }
    }

    fn paint(&self, span: &mut [Color32], first: i64, y: i64) {
        match self {
            Self::Flat(color) if color.a() == 255 => span.fill(*color),
            Self::Flat(color) => {
                let source = channels(*color);
                for pixel in span {
                    *pixel = over(source, *pixel);
                }
            }
            Self::Smooth { origin, right, down, texture } => {
                let start: Attributes = std::array::from_fn(|i| origin[i] + down[i] * y as f32);
                for (pixel, x) in span.iter_mut().zip(first..) {
                    let value = std::array::from_fn(|i| start[i] + right[i] * x as f32);
                    *pixel = over(times(value, *texture), *pixel);
                }
            }
        }
    }
}

/// A vertex's attributes; where the texture is the same all over the triangle, its colour is multiplied in here.
fn attributes(vertex: &Vertex, texture: &Texture, flat_uv: bool) -> Attributes {
    let [r, g, b, a] = channels(vertex.color);
    let plain = [r, g, b, a, vertex.uv.x, vertex.uv.y];
    if flat_uv {
        let [r, g, b, a] = times(plain, Some(texture));
        [r, g, b, a, 0.0, 0.0]
    } else {
        plain
    }
}

/// The plane through the three corners' values: its value at the middle of pixel (0, 0), and its growth per pixel.
fn gradients(values: [Attributes; 3], points: [Point; 3], area: i64) -> (Attributes, Attributes, Attributes) {
    let px = |sub: i64| sub as f64 / STEPS_PER_PIXEL as f64;
    let [a, b, c] = points;
    let (abx, aby, acx, acy) = (px(b.x - a.x), px(b.y - a.y), px(c.x - a.x), px(c.y - a.y));
    let area = area as f64 / (STEPS_PER_PIXEL * STEPS_PER_PIXEL) as f64;
    let (mut origin, mut right, mut down) = ([0.0; 6], [0.0; 6], [0.0; 6]);
    for i in 0..6 {
        let at_a = f64::from(values[0][i]);
        let (to_b, to_c) = (f64::from(values[1][i]) - at_a, f64::from(values[2][i]) - at_a);
        let per_x = (to_b * acy - to_c * aby) / area;
        let per_y = (to_c * abx - to_b * acx) / area;
        origin[i] = (at_a + per_x * (0.5 - px(a.x)) + per_y * (0.5 - px(a.y))) as f32;
        right[i] = per_x as f32;
        down[i] = per_y as f32;
    }
    (origin, right, down)
}

/// Colour times texture.
fn times([r, g, b, a, u, v]: Attributes, texture: Option<&Texture>) -> [f32; 4] {
    let Some(texture) = texture else { return [r, g, b, a] };
    let texel = texture.sample(u, v);
    let color = [r, g, b, a];
    std::array::from_fn(|i| color[i] * texel[i] / 255.0)
}

/// Source over destination, both premultiplied, as `glBlendFunc(ONE, ONE_MINUS_SRC_ALPHA)`.
fn over(source: [f32; 4], below: Color32) -> Color32 {
    let rest = 1.0 - source[3] / 255.0;
    let below = channels(below);
    to_color(std::array::from_fn(|i| source[i] + below[i] * rest))
}

fn channels(color: Color32) -> [f32; 4] {
    color.to_array().map(f32::from)
}

fn to_color(channels: [f32; 4]) -> Color32 {
    // A cast from float to u8 saturates.
    let [r, g, b, a] = channels.map(|channel| (channel + 0.5) as u8);
    Color32::from_rgba_premultiplied(r, g, b, a)
}

impl Texture {
    /// The colour at a place (0 to 1), 0 to 255 a channel.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let [width, height] = self.image.size;
        if width == 0 || height == 0 {
            return [0.0; 4];
        }
        let (x, y) = (u * width as f32, v * height as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return channels(self.texel(x.floor(), y.floor()));
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, bottom_share) = (x - left, y - top);
        let row = |row: f32| {
            let (a, b) = (channels(self.texel(left, row)), channels(self.texel(left + 1.0, row)));
            std::array::from_fn(|i| a[i] + (b[i] - a[i]) * right_share)
        };
        let (upper, lower): ([f32; 4], [f32; 4]) = (row(top), row(top + 1.0));
        std::array::from_fn(|i| upper[i] + (lower[i] - upper[i]) * bottom_share)
    }

    fn texel(&self, x: f32, y: f32) -> Color32 {
        let [width, height] = self.image.size;
        let wrap = |at: f32, count: usize| {
            let (at, count) = (at as i64, count as i64);
            let wrapped = match self.options.wrap_mode {
                TextureWrapMode::ClampToEdge => at.clamp(0, count - 1),
                TextureWrapMode::Repeat => at.rem_euclid(count),
                TextureWrapMode::MirroredRepeat => {
                    let twice = at.rem_euclid(2 * count);
                    twice.min(2 * count - 1 - twice)
                }
            };
            wrapped as usize
        };
        self.image.pixels[wrap(y, height) * width + wrap(x, width)]
    }
}
