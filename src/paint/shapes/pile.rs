//! Quads gathered into as few meshes as can be: one for all that lies on the same texture, under the same clip. Lines
//! of text never overlap, so that those on other pages of the sheet may wait for one another.

use std::sync::Arc;

use epaint::{Color32, Mesh, Pos2, Rect, Shape, TextureId, Vec2, pos2, vec2};
use epaint::{Vertex, WHITE_UV};

use super::super::sheet::Sprite;
use crate::scene::columns::{larger, smaller, whole};
use crate::scene::{Color, Columns, Disc};

/// What was gathered, and what of it is finished.
pub(super) struct Pile {
    /// A texture, and a point of it that is white.
    solid: (TextureId, Pos2),
    mesh: Mesh,
    /// Text of other textures than the mesh's, to lie upon it.
    texts: Vec<Mesh>,
    out: Vec<(Rect, Shape)>,
    /// Empty meshes with room, the largest last.
    spare: Vec<Mesh>,
}

impl Pile {
    pub fn new(solid: Option<(TextureId, Pos2)>, spare: Vec<Mesh>) -> Self {
        let solid = solid.unwrap_or((TextureId::default(), WHITE_UV));
        Self { solid, mesh: Mesh::default(), texts: Vec::new(), out: Vec::new(), spare }
    }

    /// An area of one colour.
    pub fn solid(&mut self, rect: Rect, color: Color32, clip: Rect) {
        let (texture, white) = self.solid;
        self.textured(rect, texture, Rect::from_min_max(white, white), color, clip);
    }

    /// A part of a texture.
    pub fn textured(&mut self, rect: Rect, texture: TextureId, uv: Rect, tint: Color32, clip: Rect) {
        self.go_to(texture, clip);
        self.mesh.add_rect_with_uv(rect, uv, tint);
    }

    /// Discs out of the picture of one mark, a triangle each.
    pub fn marks(&mut self, mark: &Sprite, radius: f32, origin: Vec2, discs: &[Disc], clip: Rect) {
        self.go_to(mark.texture, clip);
        // The triangle with equal sides around a circle of half the picture's reach.
        let inner = mark.rect.width() / 4.0;
        let corners = [(0.0, -2.0), (3.0_f32.sqrt(), 1.0), (-(3.0_f32.sqrt()), 1.0)];
        let corners = corners.map(|(x, y)| {
            let at = vec2(x, y) * inner;
            let uv = mark.uv.center() + at / mark.rect.size() * mark.uv.size();
            (at + origin, uv)
        });
        let seen = clip.expand(radius).translate(-origin);
        self.mesh.vertices.reserve(3 * discs.len());
        self.mesh.indices.reserve(3 * discs.len());
        let mut last = (Color::TRANSPARENT, Color32::TRANSPARENT);
        for Disc { center, fill, .. } in discs {
            // What is not a number is not contained.
            if !seen.contains(*center) {
                continue;
            }
            if *fill != last.0 {
                last = (*fill, Color32::from(*fill));
            }
            #[allow(clippy::cast_possible_truncation)] // indices of a mesh are u32
            let first = self.mesh.vertices.len() as u32;
            let vertex = |(at, uv): (Vec2, Pos2)| Vertex { pos: *center + at, uv, color: last.1 };
            self.mesh.vertices.extend_from_slice(&corners.map(vertex));
            self.mesh.indices.extend_from_slice(&[first, first + 1, first + 2]);
        }
    }

    /// Columns on whole pixels, each at least one wide and one high.
    pub fn columns(&mut self, columns: &Columns, origin: Vec2, pixels_per_point: f32, clip: Rect) {
        let (mesh, white) = self.plain(clip);
        let pixel = 1.0 / pixels_per_point;
        let snapped = |points: f32| whole(points * pixels_per_point) * pixel;
        let foot = snapped(columns.rect.bottom() + origin.y);
        mesh.vertices.reserve(4 * columns.shown.len());
        mesh.indices.reserve(6 * columns.shown.len());
        let colors = columns.shades.map(|(_, color)| Color32::from(color));
        for (bar, shade) in columns.bars() {
            let (left, top) = (snapped(bar.left() + origin.x), snapped(bar.top() + origin.y));
            let right = larger(snapped(bar.right() + origin.x), left + pixel);
            let (top, color) = (smaller(top, foot - pixel), colors[shade]);
            #[allow(clippy::cast_possible_truncation)] // indices of a mesh are u32
            let first = mesh.vertices.len() as u32;
            let corners = [(left, top), (right, top), (left, foot), (right, foot)];
            let vertex = |(x, y)| Vertex { pos: pos2(x, y), uv: white, color };
            mesh.vertices.extend_from_slice(&corners.map(vertex));
            let [a, b, c, d] = [first, first + 1, first + 2, first + 3];
            mesh.indices.extend_from_slice(&[a, b, c, c, b, d]);
        }
    }

    /// A line of text.
    pub fn text(&mut self, sprite: &Sprite, place: Pos2, tint: Color32) {
        let rect = sprite.rect.translate(place.to_vec2());
        let mesh = if self.mesh.texture_id == sprite.texture {
            &mut self.mesh
        } else {
            let known = self.texts.iter().position(|mesh| mesh.texture_id == sprite.texture);
            let at = known.unwrap_or_else(|| {
                let mut mesh = self.spare.pop().unwrap_or_default();
                mesh.texture_id = sprite.texture;
                self.texts.push(mesh);
                self.texts.len() - 1
            });
            &mut self.texts[at]
        };
        mesh.add_rect_with_uv(rect, sprite.uv, tint);
    }

    /// Where triangles of plain colours go: the mesh, and a white place of its texture.
    pub fn plain(&mut self, clip: Rect) -> (&mut Mesh, Pos2) {
        let (texture, white) = self.solid;
        self.go_to(texture, clip);
        (&mut self.mesh, white)
    }

    /// A rectangle with round corners, out of the picture of a disc of their radius.
    pub fn rounded(&mut self, rect: Rect, radius: f32, disc: &Sprite, color: Color32, clip: Rect) {
        self.go_to(disc.texture, clip);
        let outer = rect.expand((disc.rect.width() / 2.0 - radius).max(0.0));
        let (u, v) = (disc.uv.center().x, disc.uv.center().y);
        let across = [
            (outer.left(), disc.uv.left()),
            (rect.left() + radius, u),
            (rect.right() - radius, u),
            (outer.right(), disc.uv.right()),
        ];
        let down = [
            (outer.top(), disc.uv.top()),
            (rect.top() + radius, v),
            (rect.bottom() - radius, v),
            (outer.bottom(), disc.uv.bottom()),
        ];
        #[allow(clippy::cast_possible_truncation)] // indices of a mesh are u32
        let first = self.mesh.vertices.len() as u32;
        // Where the ends are half circles, there is nothing between upper and lower half.
        let down = if down[2].0 > down[1].0 { &down[..] } else { &[down[0], down[3]] };
        for (y, v) in down {
            let vertex = |(x, u)| Vertex { pos: pos2(x, *y), uv: pos2(u, *v), color };
            self.mesh.vertices.extend_from_slice(&across.map(vertex));
        }
        for row in 1..down.len() as u32 {
            for column in 0..3 {
                let at = first + (row - 1) * 4 + column;
                self.mesh.indices.extend_from_slice(&[at, at + 1, at + 4, at + 4, at + 1, at + 5]);
            }
        }
    }

    /// Any other shape.
    pub fn shape(&mut self, shape: Shape, clip: Rect) {
        self.flush(clip);
        self.out.push((clip, shape));
    }

    /// Shapes that were finished before.
    pub fn extend(&mut self, shapes: &[(Rect, Shape)]) {
        self.out.extend(shapes.iter().cloned());
    }

    /// Finishes what was gathered under a clip, so that what follows lies upon it.
    pub fn flush(&mut self, clip: Rect) {
        let mesh = std::mem::take(&mut self.mesh);
        for mesh in std::iter::once(mesh).chain(self.texts.drain(..)).filter(|mesh| !mesh.is_empty()) {
            self.out.push((clip, Shape::Mesh(Arc::new(mesh))));
        }
    }

    /// All shapes with their clips, in order.
    pub fn finish(self) -> Vec<(Rect, Shape)> {
        self.out
    }

    /// Makes the mesh one of this texture, upon all that was gathered so far.
    fn go_to(&mut self, texture: TextureId, clip: Rect) {
        if !self.texts.is_empty() || (self.mesh.texture_id != texture && !self.mesh.is_empty()) {
            self.flush(clip);
        }
        if self.mesh.vertices.capacity() == 0 {
            self.mesh = self.spare.pop().unwrap_or_default();
        }
        self.mesh.texture_id = texture;
    }
}

/// The meshes of shapes that nobody shows any longer, empty, the largest last.
pub(super) fn spare(shapes: Vec<(Rect, Shape)>) -> Vec<Mesh> {
    let meshes = shapes.into_iter().filter_map(|(_, shape)| match shape {
        Shape::Mesh(mesh) => Arc::try_unwrap(mesh).ok(),
        _ => None,
    });
    let mut spare: Vec<Mesh> = meshes.collect();
    spare.iter_mut().for_each(Mesh::clear);
    spare.sort_unstable_by_key(|mesh| mesh.vertices.capacity());
    spare
}
