//! The scene's primitives as epaint shapes, made once for the window and for the PNG so that the two agree.
//! Square-cornered areas, columns and upright dashes are whole-pixel quads that gather in one mesh: tens of
//! nanoseconds each, where a shape of its own costs a microsecond. Where the painter keeps a sheet of small pictures,
//! text, discs and rings are quads too.

pub mod dashes;
mod gradient;
mod kept;
mod pile;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use emath::GuiRounding as _;
use epaint::{Color32, Galley, Shape, StrokeKind, TextureId, Vec2, text::LayoutJob};
use epaint::{CornerRadius, PathShape, PathStroke, RectShape, TextShape};

use super::fonts::job;
use super::sheet::{Round, Sheet, Sprite};
use crate::paint::sheet::HALO_PT;
use crate::scene::{
    Color, Columns, Disc, Fill, Item, Pos2, Primitive, Rect, Scene, Stroke, Text, pos2, vec2,
};
pub use kept::KeptShapes;
use kept::Place;
use pile::Pile;

/// What the shapes need from whoever paints them.
pub trait Painting {
    /// Lays out text with the painter's fonts.
    fn galley(&mut self, job: LayoutJob) -> Arc<Galley>;
    /// The texture that holds a flag, or the initials of `name` where there is none, at `side_px` physical pixels, and
    /// where in it (0 to 1).
    fn flag(&mut self, code: &str, name: &str, side_px: usize) -> (TextureId, Rect);
    /// Physical pixels per point.
    fn pixels_per_point(&self) -> f32;
    /// No line is thinner than this, in points: what is shared as a film keeps no hairlines.
    fn least_line(&self) -> f32 {
        0.0
    }
    /// The sheet that keeps text, discs and rings as pictures, where there is one.
    fn sheet(&mut self) -> Option<&mut Sheet> {
        None
    }
    /// Where the shapes of what stays from picture to picture are kept, where they are.
    fn kept(&mut self) -> Option<&mut KeptShapes> {
        None
    }
}

/// The scene as shapes with their clip rectangles, its origin moved to `origin`, everything clipped to `clip`
/// (in the coordinates after the move). What lies outside of the clip is left out, and so is what has no finite
/// place or size.
#[must_use]
pub fn shapes(scene: &Scene, origin: Vec2, clip: Rect, painting: &mut dyn Painting) -> Vec<(Rect, Shape)> {
    shapes_instead(scene, origin, clip, painting, Vec::new())
}

/// The same, in the memory of shapes that are no longer shown.
#[must_use]
pub fn shapes_instead(
    scene: &Scene,
    origin: Vec2,
    clip: Rect,
    painting: &mut dyn Painting,
    old: Vec<(Rect, Shape)>,
) -> Vec<(Rect, Shape)> {
    let mut spare = pile::spare(old);
    let pixels_per_point = painting.pixels_per_point();
    loop {
        let generation = painting.sheet().map(|sheet| sheet.generation());
        let pile = Pile::new(painting.sheet().map(Sheet::white), std::mem::take(&mut spare));
        let least_line = painting.least_line();
        let mut builder = Builder { origin, pixels_per_point, least_line, clip, painting, pile };
        builder.items(&scene.items);
        builder.flush();
        let out = builder.pile.finish();
        // Where the sheet had to make room, it may have taken it from what was kept of the picture before.
        let is_stale = generation != painting.sheet().map(|sheet| sheet.generation());
        let was_used = painting.kept().is_some_and(|kept| kept.finish(is_stale));
        if !(is_stale && was_used) {
            return out;
        }
    }
}

struct Builder<'a> {
    origin: Vec2,
    pixels_per_point: f32,
    least_line: f32,
    clip: Rect,
    painting: &'a mut dyn Painting,
    pile: Pile,
}

impl Builder<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.primitive(&item.primitive);
        }
    }

    fn primitive(&mut self, primitive: &Primitive) {
        let least = self.least_line;
        let thick = |stroke: &Stroke| Stroke { width: stroke.width.max(least), ..*stroke };
        let outline = |stroke: &Option<Stroke>| stroke.as_ref().map(thick);
        match primitive {
            Primitive::Rect { rect, radius, fill, stroke } => {
                self.rect(*rect, *radius, fill, outline(stroke));
            }
            Primitive::Circle { center, radius, fill, stroke } => {
                self.circle(*center + self.origin, *radius, *fill, outline(stroke));
            }
            Primitive::Discs { radius, discs } => self.discs(*radius, discs),
            Primitive::Columns(columns) => self.columns(columns),
            Primitive::Line { from, to, stroke } => {
                self.line(*from + self.origin, *to + self.origin, thick(stroke));
            }
            Primitive::Path { points, closed, fill, stroke } => {
                self.path(points, *closed, *fill, outline(stroke));
            }
            Primitive::Text(text) => self.text(text),
            Primitive::Flag { rect, code, name, opacity } => self.flag(*rect, (code, name), *opacity),
            Primitive::Group { clip, items } => self.group(*clip, items),
            Primitive::Kept { clip, items } => self.kept(*clip, items),
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
            Fill::Solid(color) => match self.round(Round::Disc(radius)) {
                Some(disc) => self.pile.rounded(rect, radius, &disc, (*color).into(), self.clip),
                None => self.push(RectShape::filled(rect, corners(rect, radius), *color).into()),
            },
            Fill::Horizontal(stops) => {
                let rect = self.snapped(rect);
                // Where both ends fade to nothing, nobody sees whether they are round.
                let radius = if gradient::fades_out(stops) { 0.0 } else { radius };
                let feather = 1.0 / self.pixels_per_point;
                let (mesh, white) = self.pile.plain(self.clip);
                gradient::add(mesh, white, rect, radius, stops, feather);
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
            let line = epaint::Stroke::new(stroke.width, stroke.color);
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
        if fill.a > 0 && !self.sprite(Round::Disc(radius), center, fill) {
            self.push(Shape::circle_filled(center, radius, fill));
        }
        let Some(stroke) = stroke else { return };
        let ring = match stroke.dash {
            Some(dash) => Round::Dashes(radius, stroke.width, dash),
            None => Round::Ring(radius, stroke.width),
        };
        if self.sprite(ring, center, stroke.color) {
            return;
        }
        if stroke.dash.is_some() {
            self.dashed(&dashes::circle_outline(center, radius), true, stroke);
            return;
        }
        // epaint draws the outline of a circle outside of its radius; ours is centred on the edge.
        let inner = radius - stroke.width / 2.0;
        if inner > 0.0 {
            self.push(Shape::circle_stroke(center, inner, epaint::Stroke::new(stroke.width, stroke.color)));
        } else {
            self.push(Shape::circle_filled(center, radius + stroke.width / 2.0, stroke.color));
        }
    }

    /// As so many circles, out of one picture where there is a sheet.
    fn discs(&mut self, radius: f32, discs: &[Disc]) {
        let Some(sprite) = self.round(Round::Mark(radius)) else {
            for disc in discs {
                self.circle(disc.center + self.origin, radius, disc.fill, None);
            }
            return;
        };
        self.pile.marks(&sprite, radius, self.origin, discs, self.clip);
    }

    /// As so many rectangles.
    fn columns(&mut self, columns: &Columns) {
        if columns.rect.is_finite() && self.clip.intersects(columns.rect.translate(self.origin)) {
            self.pile.columns(columns, self.origin, self.pixels_per_point, self.clip);
        }
    }

    fn line(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        let around = Rect::from_two_pos(from, to);
        if !around.is_finite() || !is_visible(&stroke) || !self.clip.intersects(around.expand(stroke.width)) {
            return;
        }
        let straight = from.x == to.x || from.y == to.y;
        let width_px = stroke.width * self.pixels_per_point;
        let crisp = straight && (width_px - width_px.round()).abs() < 0.05 && width_px > 0.5;
        if crisp && stroke.dash.is_none() {
            self.straight(from, to, stroke);
        } else if stroke.dash.is_none() {
            // The tessellator puts upright and level lines on whole pixels.
            self.push(Shape::line_segment([from, to], epaint::Stroke::new(stroke.width, stroke.color)));
        } else if straight {
            self.upright_dashes(from, to, stroke);
        } else {
            self.dashed(&[from, to], false, stroke);
        }
    }

    /// An upright or level line that is some pixels wide and covers them wholly.
    fn straight(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        let upright = from.x == to.x;
        let mut coordinate = if upright { from.x } else { from.y };
        epaint::Stroke::new(stroke.width, stroke.color)
            .round_center_to_pixel(self.pixels_per_point, &mut coordinate);
        let half = stroke.width / 2.0;
        let rect = if upright {
            Rect::from_two_pos(pos2(coordinate - half, from.y), pos2(coordinate + half, to.y))
        } else {
            Rect::from_two_pos(pos2(from.x, coordinate - half), pos2(to.x, coordinate + half))
        };
        self.quad(rect, stroke.color.into());
    }

    /// The picture of a disc or a ring, where there is a sheet.
    fn round(&mut self, round: Round) -> Option<Sprite> {
        self.painting.sheet()?.round(round)
    }

    /// Paints a disc or a ring as a picture; false where there is none.
    fn sprite(&mut self, round: Round, center: Pos2, color: Color) -> bool {
        let Some(sprite) = self.round(round) else { return false };
        let rect = sprite.rect.translate(center.to_vec2());
        self.pile.textured(rect, sprite.texture, sprite.uv, color.into(), self.clip);
        true
    }

    /// Dashes of an upright or level line as quads; only those in sight are made.
    fn upright_dashes(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        let mut coordinate = if from.x == to.x { from.x } else { from.y };
        epaint::Stroke::new(stroke.width, stroke.color)
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
        let (whole, tint) = opaque(text);
        if let Some((sprite, anchor)) = self.painting.sheet().and_then(|sheet| sheet.text(&whole)) {
            let place = (left_middle - anchor).round_to_pixels(self.pixels_per_point);
            self.pile.text(&sprite, place, tint);
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

    fn flag(&mut self, rect: Rect, (code, name): (&str, &str), opacity: f32) {
        let rect = rect.translate(self.origin);
        if !rect.is_finite() || !rect.is_positive() || opacity <= 0.0 || !self.clip.intersects(rect) {
            return;
        }
        // One texel to one pixel: a flag is small, and blurred it is hard to tell from its neighbours.
        let side_px = (rect.width().min(rect.height()) * self.pixels_per_point).round().max(1.0);
        let side = side_px / self.pixels_per_point;
        let corner = (rect.center() - Vec2::splat(side / 2.0)).round_to_pixels(self.pixels_per_point);
        let (texture, uv) = self.painting.flag(code, name, side_px as usize);
        let tint = Color32::from_white_alpha((opacity.min(1.0) * 255.0).round() as u8);
        let rect = Rect::from_min_size(corner, Vec2::splat(side));
        self.pile.textured(rect, texture, uv, tint, self.clip);
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

    /// A group that may have been made for the picture before.
    fn kept(&mut self, clip: Rect, items: &Arc<[Item]>) {
        let place = Place { clip, outer: self.clip, origin: self.origin };
        if self.painting.kept().is_none() {
            self.group(clip, items);
            return;
        }
        self.flush();
        let known = self.painting.kept().and_then(|kept| kept.find(items, &place));
        let shapes = known.unwrap_or_else(|| {
            let solid = self.painting.sheet().map(Sheet::white);
            let pile = std::mem::replace(&mut self.pile, Pile::new(solid, Vec::new()));
            self.group(clip, items);
            let shapes = Rc::new(std::mem::replace(&mut self.pile, pile).finish());
            if let Some(kept) = self.painting.kept() {
                kept.keep(items, place, &shapes);
            }
            shapes
        });
        self.pile.extend(&shapes);
    }

    /// A rectangle on whole pixels, at least one in width and in height.
    fn quad(&mut self, rect: Rect, color: Color32) {
        let pixel = 1.0 / self.pixels_per_point;
        let mut snapped = self.snapped(rect);
        snapped.max = snapped.max.max(snapped.min + Vec2::splat(pixel));
        self.pile.solid(snapped, color, self.clip);
    }

    fn snapped(&self, rect: Rect) -> Rect {
        rect.round_to_pixels(self.pixels_per_point)
    }

    fn push(&mut self, shape: Shape) {
        self.pile.shape(shape, self.clip);
    }

    fn flush(&mut self) {
        self.pile.flush(self.clip);
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

/// A text without a halo as it is drawn once, opaque, and the tint that makes it what it is: so text that fades is not drawn
/// anew for each degree of it.
fn opaque(text: &Text) -> (Cow<'_, Text>, Color32) {
    if text.color.a == u8::MAX || text.halo.is_some_and(|halo| halo.a > 0) {
        return (Cow::Borrowed(text), Color32::WHITE);
    }
    let color = Color { a: u8::MAX, ..text.color };
    let tint = Color32::from_white_alpha(text.color.a);
    (Cow::Owned(Text { color, halo: None, ..text.clone() }), tint)
}
