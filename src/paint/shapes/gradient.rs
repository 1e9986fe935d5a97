//! A rectangle filled from left to right with changing colours: epaint fills with one colour, so we build the
//! mesh, in upright slices, with edges that fade over one pixel as epaint's own do.

use std::f32::consts::FRAC_PI_2;

use egui::{Color32, Mesh};

use crate::scene::{Color, Rect, Vec2, pos2, vec2};

/// Slices of a rounded end: enough for a half circle of the height of a bar.
const ARC_STEPS: u32 = 8;

/// Where a slice meets the upper edge; the lower edge mirrors it.
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

/// The rectangle with corners of `radius`, its edges fading over `feather` points.
pub(super) fn mesh(rect: Rect, radius: f32, stops: &[(f32, Color)], feather: f32) -> Mesh {
    let mut mesh = Mesh::default();
    if stops.is_empty() || !rect.is_positive() {
        return mesh;
    }
    let feather = feather.min(rect.height()).min(rect.width());
    let edges = upper_edge(rect, radius, stops);
    for edge in &edges {
        let color = color_at(stops, (edge.x - rect.left()) / rect.width());
        let corner = vec2(edge.x, -edge.height);
        let out = vec2(edge.normal.x, -edge.normal.y) * (feather / 2.0);
        let column = [(corner + out, Color32::TRANSPARENT), (corner - out, color)];
        let middle = rect.center().y;
        for (place, color) in column {
            mesh.colored_vertex(pos2(place.x, middle + place.y), color);
        }
        for (place, color) in column.iter().rev() {
            mesh.colored_vertex(pos2(place.x, middle - place.y), *color);
        }
    }
    // Four vertices to a slice, top to bottom: outside, inside, inside, outside.
    for slice in 0..edges.len().saturating_sub(1) as u32 {
        for row in 0..3 {
            let (a, b) = (4 * slice + row, 4 * (slice + 1) + row);
            quad(&mut mesh, [a, b, b + 1, a + 1]);
        }
    }
    // The ends: the outside at the top joins the outside at the bottom.
    for end in [0, 4 * (edges.len() as u32 - 1)] {
        quad(&mut mesh, [end, end + 1, end + 2, end + 3]);
    }
    mesh
}

fn quad(mesh: &mut Mesh, [a, b, c, d]: [u32; 4]) {
    mesh.add_triangle(a, b, c);
    mesh.add_triangle(a, c, d);
}

/// The upper edge from left to right, with a point wherever its direction or the colour's course changes.
fn upper_edge(rect: Rect, radius: f32, stops: &[(f32, Color)]) -> Vec<Edge> {
    let half = rect.height() / 2.0;
    let mut edges = Vec::new();
    if radius > 0.0 {
        for step in 0..=ARC_STEPS {
            let (sin, cos) = (step as f32 / ARC_STEPS as f32 * FRAC_PI_2).sin_cos();
            let x = rect.left() + radius * (1.0 - cos);
            edges.push(Edge { x, height: half - radius * (1.0 - sin), normal: vec2(-cos, sin) });
        }
    } else {
        edges.push(Edge { x: rect.left(), height: half, normal: vec2(-1.0, 1.0) });
    }
    let straight = (rect.left() + radius)..(rect.right() - radius);
    let course = stops.iter().map(|(at, _)| rect.left() + at * rect.width());
    edges.extend(course.filter(|x| straight.contains(x)).map(|x| Edge {
        x,
        height: half,
        normal: vec2(0.0, 1.0),
    }));
    let mirrored = |edge: &Edge| Edge {
        x: rect.left() + rect.right() - edge.x,
        height: edge.height,
        normal: vec2(-edge.normal.x, edge.normal.y),
    };
    let ends = if radius > 0.0 { ARC_STEPS as usize + 1 } else { 1 };
    let right: Vec<Edge> = edges[..ends].iter().rev().map(mirrored).collect();
    edges.extend(right);
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
