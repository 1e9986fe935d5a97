//! Quads gathered into as few meshes as can be: one for all that lies on the same texture, under the same clip. Lines
//! of text never overlap, so that those on other pages of the sheet may wait for one another.

use std::sync::Arc;

use egui::epaint::{Vertex, WHITE_UV};
use egui::{Color32, Mesh, Pos2, Rect, Shape, TextureId, pos2};

use super::super::sheet::Sprite;

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

    /// A line of text.
    pub fn text(&mut self, sprite: &Sprite, place: Pos2) {
        let rect = sprite.rect.translate(place.to_vec2());
        let mesh = if self.mesh.texture_id == sprite.texture {
            &mut self.mesh
        } else {
            let known = self.texts.iter().position(|mesh| mesh.texture_id == sprite.texture);
            let at = known.unwrap_or_else(|| {
                self.texts.push(Mesh::with_texture(sprite.texture));
                self.texts.len() - 1
            });
            &mut self.texts[at]
        };
        mesh.add_rect_with_uv(rect, sprite.uv, Color32::WHITE);
    }

    /// A mesh of untextured triangles.
    pub fn mesh(&mut self, mut mesh: Mesh, clip: Rect) {
        let (texture, white) = self.solid;
        for vertex in &mut mesh.vertices {
            vertex.uv = white;
        }
        mesh.texture_id = texture;
        self.go_to(texture, clip);
        self.mesh.append(mesh);
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
        for (y, v) in down {
            for (x, u) in across {
                self.mesh.vertices.push(Vertex { pos: pos2(x, y), uv: pos2(u, v), color });
            }
        }
        for row in 0..3 {
            // Where the ends are half circles, there is nothing in between.
            if down[row + 1].0 - down[row].0 <= 0.0 {
                continue;
            }
            for column in 0..3 {
                let at = first + (row * 4 + column) as u32;
                self.mesh.add_triangle(at, at + 1, at + 4);
                self.mesh.add_triangle(at + 4, at + 1, at + 5);
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
