//! The scene's primitives as epaint shapes, made once for the window and for the PNG so that the two agree.
//! Square-cornered areas, columns and upright dashes are whole-pixel quads that gather in one mesh: tens of
//! nanoseconds each, where a shape of its own costs a microsecond.

pub mod dashes;
mod gradient;
mod strips;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::{CornerRadius, PathShape, PathStroke, RectShape, TextShape};
use egui::{Color32, ColorImage, Galley, Mesh, Shape, StrokeKind, TextureId, Vec2, text::LayoutJob};

use super::fonts::job;
use crate::scene::{Color, Fill, Item, Pos2, Primitive, Rect, Scene, Stroke, Text, pos2, vec2};

/// How far the halo of a text reaches around its letters, in points: enough that a line behind the text does not
/// show in a space, where it would look like a hyphen.
pub const HALO_PT: f32 = 1.6;

/// What the shapes need from whoever paints them.
pub trait Painting {
    /// Lays out text with the painter's fonts.
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley>;
    /// The texture that holds a flag at `side_px` physical pixels, and where in it (0 to 1).
    fn flag(&mut self, code: &str, side_px: usize) -> (TextureId, Rect);
    /// Physical pixels per point.
    fn pixels_per_point(&self) -> f32;
    /// The longest side that a texture may have, in texels.
    fn most_texels(&self) -> usize;
    /// The texture that holds the density strips of a scene, in the place of those of the scene before; it must not
    /// be blended between texels.
    fn strips(&mut self, image: ColorImage) -> TextureId;
}

/// The scene as shapes with their clip rectangles, its origin moved to `origin`, everything clipped to `clip`
/// (in the coordinates after the move). What lies outside of the clip is left out, and so is what has no finite
/// place or size.
#[must_use]
pub fn shapes(scene: &Scene, origin: Vec2, clip: Rect, painting: &mut dyn Painting) -> Vec<(Rect, Shape)> {
    let pixels_per_point = painting.pixels_per_point();
    let image = strips::image(&scene.items, painting.most_texels());
    let strips = image.map(|image| (image.size, painting.strips(image), 0));
    let mut builder =
        Builder { origin, pixels_per_point, clip, painting, quads: Mesh::default(), strips, out: Vec::new() };
    builder.items(&scene.items);
    builder.flush();
    builder.out
}

struct Builder<'a> {
    origin: Vec2,
    pixels_per_point: f32,
    clip: Rect,
    painting: &'a mut dyn Painting,
    /// Quads that have been gathered under the present clip and are still to be put out.
    quads: Mesh,
    /// The texture of all density strips: its size, and its next row.
    strips: Option<([usize; 2], TextureId, usize)>,
    out: Vec<(Rect, Shape)>,
}

impl Builder<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.primitive(&item.primitive);
        }
    }

    fn primitive(&mut self, primitive: &Primitive) {
        match primitive {
            Primitive::Rect { rect, radius, fill, stroke } => self.rect(*rect, *radius, fill, *stroke),
            Primitive::Circle { center, radius, fill, stroke } => {
                self.circle(*center + self.origin, *radius, *fill, *stroke);
            }
            Primitive::Line { from, to, stroke } => {
                self.line(*from + self.origin, *to + self.origin, *stroke);
            }
            Primitive::Path { points, closed, fill, stroke } => self.path(points, *closed, *fill, *stroke),
            Primitive::Text(text) => self.text(text),
            Primitive::Heat { rect, columns } => self.heat(*rect, columns),
            Primitive::Flag { rect, code, opacity } => self.flag(*rect, code, *opacity),
            Primitive::Group { clip, items } => self.group(*clip, items),
        }
    }

    fn rect(&mut self, rect: Rect, radius: f32, fill: &Fill, stroke: Option<Stroke>) {
        let rect = rect.translate(self.origin);
        let edge = stroke.map_or(0.0, |stroke| stroke.width);
        if !rect.is_finite() || rect.is_negative() || !self.clip.intersects(rect.expand(edge)) {
            return;
        }
        let radius = sane_radius(rect, radius);
        match fill {
            Fill::Solid(color) if color.a == 0 => {}
            Fill::Solid(color) if radius == 0.0 => self.quad(rect, (*color).into()),
            Fill::Solid(color) => self.push(RectShape::filled(rect, corners(rect, radius), *color).into()),
            Fill::Horizontal(stops) => {
                let rect = self.snapped(rect);
                let mesh = gradient::mesh(rect, radius, stops, 1.0 / self.pixels_per_point);
                self.push(Shape::mesh(mesh));
            }
        }
        if let Some(stroke) = stroke.filter(is_visible) {
            self.outline(rect, radius, stroke);
        }
    }

    fn outline(&mut self, rect: Rect, radius: f32, stroke: Stroke) {
        if stroke.dash.is_some() {
            self.dashed(&dashes::rounded_outline(rect, radius), true, stroke);
        } else {
            let line = egui::Stroke::new(stroke.width, stroke.color);
            self.push(RectShape::stroke(rect, corners(rect, radius), line, StrokeKind::Middle).into());
        }
    }

    fn circle(&mut self, center: Pos2, radius: f32, fill: Color, stroke: Option<Stroke>) {
        let stroke = stroke.filter(is_visible);
        let reach = radius + stroke.map_or(0.0, |stroke| stroke.width);
        let around = Rect::from_center_size(center, Vec2::splat(2.0 * reach));
        if !around.is_finite() || radius <= 0.0 || !self.clip.intersects(around) {
            return;
        }
        if fill.a > 0 {
            self.push(Shape::circle_filled(center, radius, fill));
        }
        let Some(stroke) = stroke else { return };
        if stroke.dash.is_some() {
            self.dashed(&dashes::circle_outline(center, radius), true, stroke);
            return;
        }
        // epaint draws the outline of a circle outside of its radius; ours is centred on the edge.
        let inner = radius - stroke.width / 2.0;
        if inner > 0.0 {
            self.push(Shape::circle_stroke(center, inner, egui::Stroke::new(stroke.width, stroke.color)));
        } else {
            self.push(Shape::circle_filled(center, radius + stroke.width / 2.0, stroke.color));
        }
    }

    fn line(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        let around = Rect::from_two_pos(from, to);
        if !around.is_finite() || !is_visible(&stroke) || !self.clip.intersects(around.expand(stroke.width)) {
            return;
        }
        if stroke.dash.is_none() {
            // The tessellator puts upright and level lines on whole pixels.
            self.push(Shape::line_segment([from, to], egui::Stroke::new(stroke.width, stroke.color)));
        } else if from.x == to.x || from.y == to.y {
            self.upright_dashes(from, to, stroke);
        } else {
            self.dashed(&[from, to], false, stroke);
        }
    }

    /// Dashes of an upright or level line as quads; only those in sight are made.
    fn upright_dashes(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        let mut coordinate = if from.x == to.x { from.x } else { from.y };
        egui::Stroke::new(stroke.width, stroke.color)
            .round_center_to_pixel(self.pixels_per_point, &mut coordinate);
        let half = stroke.width.max(1.0 / self.pixels_per_point) / 2.0;
        let (start, end) = if from.x == to.x { (from.y, to.y) } else { (from.x, to.x) };
        let seen = if from.x == to.x { self.clip.y_range() } else { self.clip.x_range() };
        for [a, b] in dashes::along(start, end, stroke.dash, seen) {
            let rect = if from.x == to.x {
                Rect::from_two_pos(pos2(coordinate - half, a), pos2(coordinate + half, b))
            } else {
                Rect::from_two_pos(pos2(a, coordinate - half), pos2(b, coordinate + half))
            };
            self.quad(rect, stroke.color.into());
        }
    }

    fn path(&mut self, points: &[Pos2], closed: bool, fill: Color, stroke: Option<Stroke>) {
        let points: Vec<Pos2> = points.iter().map(|point| *point + self.origin).collect();
        let stroke = stroke.filter(is_visible);
        let edge = stroke.map_or(0.0, |stroke| stroke.width);
        let all_finite = points.iter().all(|point| point.is_finite());
        if points.len() < 2 || !all_finite || !self.clip.intersects(Rect::from_points(&points).expand(edge)) {
            return;
        }
        if closed && fill.a > 0 {
            self.push(Shape::convex_polygon(points.clone(), fill, PathStroke::NONE));
        }
        let Some(stroke) = stroke else { return };
        if stroke.dash.is_some() {
            self.dashed(&points, closed, stroke);
        } else {
            let stroke = PathStroke::new(stroke.width, stroke.color);
            self.push(Shape::Path(PathShape { points, closed, fill: Color32::TRANSPARENT, stroke }));
        }
    }

    /// A dashed line through points, each dash a short line of its own.
    fn dashed(&mut self, points: &[Pos2], closed: bool, stroke: Stroke) {
        let line = PathStroke::new(stroke.width, stroke.color);
        let dashes = dashes::cut(points, closed, stroke.dash);
        self.push(Shape::Vec(dashes.into_iter().map(|dash| Shape::line(dash, line.clone())).collect()));
    }

    fn text(&mut self, text: &Text) {
        let left_middle = text.left_middle + self.origin;
        let style = text.style;
        // Twice the size is more than any line is high; laying out is dear, so what is out of sight is left out.
        let around = Rect::from_min_size(
            left_middle - vec2(HALO_PT, style.size),
            vec2(text.width + style.size, 2.0 * style.size),
        );
        if !around.is_finite() || style.size <= 0.0 || !self.clip.intersects(around) || text.color.a == 0 {
            return;
        }
        let galley = self.painting.galley(job(&text.text, style, text.color));
        let place = left_middle - vec2(galley.rect.left(), galley.rect.center().y);
        if let Some(halo) = text.halo {
            let diagonal = HALO_PT * std::f32::consts::FRAC_1_SQRT_2;
            let color = halo.faded(f32::from(text.color.a) / 255.0);
            for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                self.halo(place + HALO_PT * vec2(dx, dy), &galley, color);
                self.halo(place + diagonal * vec2(dx - dy, dx + dy), &galley, color);
            }
        }
        self.push(Shape::galley(place, galley, text.color.into()));
    }

    fn halo(&mut self, place: Pos2, galley: &Arc<Galley>, color: Color) {
        let shape = TextShape::new(place, Arc::clone(galley), color.into());
        self.push(shape.with_override_text_color(color.into()).into());
    }

    fn heat(&mut self, rect: Rect, columns: &[Color]) {
        let rect = rect.translate(self.origin);
        if let Some(([width, height], texture, row)) = self.strips {
            self.strips = Some(([width, height], texture, row + 1));
            let share = columns.len() as f32 / width as f32;
            let v = |row: usize| row as f32 / height as f32;
            let uv = Rect::from_min_max(pos2(0.0, v(row)), pos2(share, v(row + 1)));
            self.strip(rect, texture, uv);
            return;
        }
        if !rect.is_finite() || !rect.is_positive() || columns.is_empty() || !self.clip.intersects(rect) {
            return;
        }
        let x = |column: usize| rect.left() + rect.width() * column as f32 / columns.len() as f32;
        let mut first = 0;
        for run in columns.chunk_by(|a, b| a == b) {
            let next = first + run.len();
            if run[0].a > 0 {
                let strip = Rect::from_min_max(pos2(x(first), rect.top()), pos2(x(next), rect.bottom()));
                self.tile(strip, run[0].into());
            }
            first = next;
        }
    }

    /// A strip out of the texture of all strips; several in a row are one mesh.
    fn strip(&mut self, rect: Rect, texture: TextureId, uv: Rect) {
        let rect = if rect.is_finite() { self.snapped(rect) } else { return };
        if !rect.is_positive() || !self.clip.intersects(rect) {
            return;
        }
        if self.quads.texture_id != texture {
            self.flush();
            self.quads.texture_id = texture;
        }
        self.quads.add_rect_with_uv(rect, uv, Color32::WHITE);
    }

    fn flag(&mut self, rect: Rect, code: &str, opacity: f32) {
        let rect = rect.translate(self.origin);
        if !rect.is_finite() || !rect.is_positive() || opacity <= 0.0 || !self.clip.intersects(rect) {
            return;
        }
        // One texel to one pixel: a flag is small, and blurred it is hard to tell from its neighbours.
        let side_px = (rect.width().min(rect.height()) * self.pixels_per_point).round().max(1.0);
        let side = side_px / self.pixels_per_point;
        let corner = (rect.center() - Vec2::splat(side / 2.0)).round_to_pixels(self.pixels_per_point);
        let (texture, uv) = self.painting.flag(code, side_px as usize);
        let tint = Color32::from_white_alpha((opacity.min(1.0) * 255.0).round() as u8);
        self.push(Shape::image(texture, Rect::from_min_size(corner, Vec2::splat(side)), uv, tint));
    }

    fn group(&mut self, clip: Rect, items: &[Item]) {
        let inner = clip.translate(self.origin).intersect(self.clip);
        // A NaN fails the comparison too.
        if !(inner.width() > 0.0 && inner.height() > 0.0) {
            return;
        }
        self.flush();
        let outer = std::mem::replace(&mut self.clip, inner);
        self.items(items);
        self.flush();
        self.clip = outer;
    }

    /// A rectangle on whole pixels, at least one in width and in height.
    fn quad(&mut self, rect: Rect, color: Color32) {
        let pixel = 1.0 / self.pixels_per_point;
        let mut snapped = self.snapped(rect);
        snapped.max = snapped.max.max(snapped.min + Vec2::splat(pixel));
        self.gather(snapped, color);
    }

    fn gather(&mut self, rect: Rect, color: Color32) {
        if self.quads.texture_id != TextureId::default() {
            self.flush();
        }
        self.quads.add_colored_rect(rect, color);
    }

    /// A rectangle on whole pixels that joins its neighbours: where it rounds to nothing, nothing is drawn.
    fn tile(&mut self, rect: Rect, color: Color32) {
        let snapped = self.snapped(rect);
        if snapped.is_positive() {
            self.gather(snapped, color);
        }
    }

    fn snapped(&self, rect: Rect) -> Rect {
        rect.round_to_pixels(self.pixels_per_point)
    }

    fn push(&mut self, shape: Shape) {
        self.flush();
        self.out.push((self.clip, shape));
    }

    fn flush(&mut self) {
        if !self.quads.is_empty() {
            let mesh = std::mem::take(&mut self.quads);
            self.out.push((self.clip, Shape::mesh(mesh)));
        }
    }
}

fn is_visible(stroke: &Stroke) -> bool {
    stroke.width > 0.0 && stroke.width.is_finite() && stroke.color.a > 0
}

/// The radius held between nothing and a half circle.
fn sane_radius(rect: Rect, radius: f32) -> f32 {
    let most = rect.width().min(rect.height()) / 2.0;
    if radius > 0.0 { radius.min(most) } else { 0.0 }
}

/// epaint's corners are whole points: half circles stay half circles, others are rounded.
fn corners(rect: Rect, radius: f32) -> CornerRadius {
    let half_circle = radius >= rect.width().min(rect.height()) / 2.0 - 0.01;
    CornerRadius::same(if half_circle { radius.ceil() } else { radius.round() } as u8)
}
