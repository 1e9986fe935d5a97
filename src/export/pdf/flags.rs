//! Flags in a PDF: each as one drawing of lines and areas, however often it is used.

use std::collections::HashMap;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Transform};
use krilla::graphic::Graphic;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use resvg::tiny_skia::PathSegment;
use resvg::usvg::{self, Group, Node, Tree};

use super::paths::{circle, transparent};
use crate::paint::flags::flag_svg;
use crate::scene::pos2;

/// The side of a flag in units of its own.
pub const SIDE: f32 = 512.0;

/// The flags that were drawn so far; `None` for a code without one.
#[derive(Default)]
pub struct Flags {
    drawn: HashMap<String, Option<Graphic>>,
}

impl Flags {
    /// The flag of a country, [`SIDE`] wide and high.
    pub fn get(&mut self, code: &str, surface: &mut Surface<'_>) -> Option<Graphic> {
        if let Some(known) = self.drawn.get(code) {
            return known.clone();
        }
        let tree = flag_svg(code).and_then(|svg| Tree::from_str(svg, &usvg::Options::default()).ok());
        let graphic = tree.map(|tree| {
            let mut builder = surface.stream_builder();
            let mut inside = builder.surface();
            // Every flag is round; that is all that the masks in their sources say.
            if let Some(round) = circle(pos2(SIDE / 2.0, SIDE / 2.0), SIDE / 2.0) {
                inside.push_clip_path(&round, &FillRule::NonZero);
                group(tree.root(), &mut inside);
                inside.pop();
            }
            inside.finish();
            Graphic::new(builder.finish(), false)
        });
        self.drawn.insert(code.to_owned(), graphic.clone());
        graphic
    }
}

fn group(of: &Group, surface: &mut Surface<'_>) {
    let t = of.transform();
    surface.push_transform(&Transform::from_row(t.sx, t.ky, t.kx, t.sy, t.tx, t.ty));
    for node in of.children() {
        match node {
            Node::Group(inner) => group(inner, surface),
            Node::Path(path) => draw(path, surface),
            // No flag has pictures or text.
            Node::Image(_) | Node::Text(_) => {}
        }
    }
    surface.pop();
}

fn draw(path: &usvg::Path, surface: &mut Surface<'_>) {
    let mut builder = PathBuilder::new();
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(p) => builder.move_to(p.x, p.y),
            PathSegment::LineTo(p) => builder.line_to(p.x, p.y),
            PathSegment::QuadTo(a, p) => builder.quad_to(a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => builder.cubic_to(a.x, a.y, b.x, b.y, p.x, p.y),
            PathSegment::Close => builder.close(),
        }
    }
    let Some(outline) = builder.finish() else { return };
    let fill = path.fill().and_then(|fill| {
        let rule = match fill.rule() {
            usvg::FillRule::NonZero => FillRule::NonZero,
            usvg::FillRule::EvenOdd => FillRule::EvenOdd,
        };
        Some(Fill { paint: color(fill.paint())?.into(), opacity: opacity(fill.opacity()), rule })
    });
    let stroke = path.stroke().and_then(|stroke| {
        let width = stroke.width().get();
        let paint = color(stroke.paint())?.into();
        Some(Stroke { paint, width, opacity: opacity(stroke.opacity()), ..Stroke::default() })
    });
    if fill.is_some() || stroke.is_some() {
        surface.set_fill(fill);
        surface.set_stroke(stroke);
        surface.draw_path(&outline);
    }
}

/// Flags have plain colours alone.
fn color(paint: &usvg::Paint) -> Option<rgb::Color> {
    match paint {
        usvg::Paint::Color(color) => Some(rgb::Color::new(color.red, color.green, color.blue)),
        usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) | usvg::Paint::Pattern(_) => None,
    }
}

fn opacity(opacity: usvg::Opacity) -> NormalizedF32 {
    transparent(opacity.get())
}
