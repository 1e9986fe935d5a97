//! A rectangle filled from left to right with changing colours: epaint fills with one colour, so we build the
//! mesh, in upright slices, with edges that fade over one pixel as epaint's own do.

use std::f32::consts::FRAC_PI_2;

use epaint::Vertex;
use epaint::{Color32, Mesh, Pos2};

use crate::scene::{Color, Rect, Vec2, pos2, vec2};

/// Slices of a rounded end: enough for a half circle of the height of a bar.
const ARC_STEPS: u32 = 8;

/// Both ends and the stops between them.
const MOST_EDGES: usize = 2 * (ARC_STEPS as usize + 1) + 4;

/// Where a slice meets the upper edge; the lower edge mirrors it.
#[derive(Clone, Copy, Default)]
struct Edge {
    x: f32,
    /// Above the vertical middle.
    height: f32,
    /// Away from the inside, y up.
    normal: Vec2,
}

/// Whether both ends fade to nothing, and not at once.
pub(super) fn fades_out(stops: &[(f32, Color)]) -> bool {
    let fades = |stop: Option<&(f32, Color)>| stop.is_some_and(|(_, color)| color.a == 0);
    let gently = |(at, color): &(f32, Color)| color.a == 0 || (0.01..0.99).contains(at);
    fades(stops.first()) && fades(stops.last()) && stops.iter().all(gently)
}

/// Adds the rectangle with corners of `radius` to a mesh, its edges fading over `feather` points; `white` is a white
/// place of the mesh's texture.
pub(super) fn add(
    mesh: &mut Mesh,
    white: Pos2,
    rect: Rect,
    radius: f32,
    stops: &[(f32, Color)],
    feather: f32,
) {
    if stops.is_empty() || !rect.is_positive() {
        return;
    }
    if radius <= 0.0 {
        return add_plain(mesh, white, rect, stops);
    }
    let feather = feather.min(rect.height()).min(rect.width());
    let edges = upper_edge(rect, radius, stops);
    let first = mesh.vertices.len() as u32;
    for edge in edges.all() {
        let color = color_at(stops, (edge.x - rect.left()) / rect.width());
        let corner = vec2(edge.x, -edge.height);
        let out = vec2(edge.normal.x, -edge.normal.y) * (feather / 2.0);
        let (outer, inner) = (corner + out, corner - out);
        let middle = rect.center().y;
        let vertex = |x: f32, y: f32, color| Vertex { pos: pos2(x, middle + y), uv: white, color };
        mesh.vertices.extend_from_slice(&[
            vertex(outer.x, outer.y, Color32::TRANSPARENT),
            vertex(inner.x, inner.y, color),
            vertex(inner.x, -inner.y, color),
            vertex(outer.x, -outer.y, Color32::TRANSPARENT),
        ]);
    }
    // Four vertices to a slice, top to bottom: outside, inside, inside, outside.
    let slices = edges.len as u32 - 1;
    for slice in 0..slices {
        for row in 0..3 {
            let (a, b) = (first + 4 * slice + row, first + 4 * (slice + 1) + row);
            quad(mesh, [a, b, b + 1, a + 1]);
        }
    }
    // The ends: the outside at the top joins the outside at the bottom.
    for end in [first, first + 4 * slices] {
        quad(mesh, [end, end + 1, end + 2, end + 3]);
    }
}

/// The same without round corners, its edges on whole pixels.
fn add_plain(mesh: &mut Mesh, white: Pos2, rect: Rect, stops: &[(f32, Color)]) {
    let first = mesh.vertices.len() as u32;
    let mut edge = |x: f32, color: Color32| {
        let vertex = |y: f32| Vertex { pos: pos2(x, y), uv: white, color };
        mesh.vertices.extend_from_slice(&[vertex(rect.top()), vertex(rect.bottom())]);
    };
    edge(rect.left(), color_at(stops, 0.0));
    for (at, color) in stops.iter().filter(|(at, _)| *at > 0.0 && *at < 1.0) {
        edge(rect.left() + at * rect.width(), (*color).into());
    }
    edge(rect.right(), color_at(stops, 1.0));
    let end = mesh.vertices.len() as u32;
    for upper in (first..end - 2).step_by(2) {
        quad(mesh, [upper, upper + 2, upper + 3, upper + 1]);
    }
}

fn quad(mesh: &mut Mesh, [a, b, c, d]: [u32; 4]) {
    mesh.indices.extend_from_slice(&[a, b, c, a, c, d]);
}

/// The edges of a rectangle, at least two.
struct Edges {
    edges: [Edge; MOST_EDGES],
    len: usize,
}

impl Edges {
    fn push(&mut self, edge: Edge) {
        if let Some(next) = self.edges.get_mut(self.len) {
            *next = edge;
            self.len += 1;
        }
    }

    fn all(&self) -> &[Edge] {
        &self.edges[..self.len]
    }
}

/// The upper edge from left to right, with a point wherever its direction or the colour's course changes.
fn upper_edge(rect: Rect, radius: f32, stops: &[(f32, Color)]) -> Edges {
    let half = rect.height() / 2.0;
    let mut edges = Edges { edges: [Edge::default(); MOST_EDGES], len: 0 };
    for step in 0..=ARC_STEPS {
        let (sin, cos) = (step as f32 / ARC_STEPS as f32 * FRAC_PI_2).sin_cos();
        let x = rect.left() + radius * (1.0 - cos);
        edges.push(Edge { x, height: half - radius * (1.0 - sin), normal: vec2(-cos, sin) });
    }
    let arc = edges.len;
    let straight = (rect.left() + radius)..(rect.right() - radius);
    let course = stops.iter().map(|(at, _)| rect.left() + at * rect.width());
    for x in course.filter(|x| straight.contains(x)) {
        edges.push(Edge { x, height: half, normal: vec2(0.0, 1.0) });
    }
    for at in (0..arc).rev() {
        let Edge { x, height, normal } = edges.edges[at];
        let x = rect.left() + rect.right() - x;
        edges.push(Edge { x, height, normal: vec2(-normal.x, normal.y) });
    }
    edges
}

/// The colour at a fraction of the width.
fn color_at(stops: &[(f32, Color)], at: f32) -> Color32 {
    let after = stops.partition_point(|(stop, _)| *stop <= at);
    match (after.checked_sub(1).and_then(|before| stops.get(before)), stops.get(after)) {
        (Some((from, a)), Some((to, b))) => {
            let t = (at - from) / (to - from);
            Color32::from(*a).lerp_to_gamma(Color32::from(*b), t)
        }
        (Some((_, only)), None) | (None, Some((_, only))) => (*only).into(),
        (None, None) => Color32::TRANSPARENT,
    }
}
