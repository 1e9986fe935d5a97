//! Shapes, colours and lines of a scene in the words of krilla.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect as Box};
use krilla::num::NormalizedF32;
use krilla::paint::{self, FillRule, LinearGradient, Paint, SpreadMethod, Stop, StrokeDash};

use crate::paint::shapes::dashes;
use crate::scene::{Color, Fill, Pos2, Rect, Stroke};

/// How far the handles of a Bézier curve are from its ends, as a part of the radius of the circle that it follows.
const HANDLE: f32 = 0.552_284_8;

pub fn transparent(part: f32) -> NormalizedF32 {
    NormalizedF32::new(part.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn opacity(color: Color) -> NormalizedF32 {
    transparent(f32::from(color.a) / 255.0)
}

fn plain(color: Color) -> rgb::Color {
    rgb::Color::new(color.r, color.g, color.b)
}

/// One colour; `None` where nothing is seen of it.
pub fn solid(color: Color) -> Option<paint::Fill> {
    let fill = paint::Fill { paint: plain(color).into(), opacity: opacity(color), rule: FillRule::NonZero };
    (color.a > 0).then_some(fill)
}

/// What a rectangle is filled with.
pub fn fill(fill: &Fill, rect: Rect) -> Option<paint::Fill> {
    let stops = match fill {
        Fill::Solid(color) => return solid(*color),
        Fill::Horizontal(stops) => stops,
    };
    let stops: Vec<Stop> = stops
        .iter()
        .enumerate()
        .filter(|(_, (at, _))| at.is_finite())
        .map(|(at, (offset, color))| {
            // A stop of which nothing is seen fades into the colour beside it.
            let beside = stops.get(at + 1).or_else(|| stops.get(at.wrapping_sub(1))).map(|stop| stop.1);
            let shown = if color.a > 0 { *color } else { beside.unwrap_or(*color) };
            Stop { offset: transparent(*offset), color: plain(shown).into(), opacity: opacity(*color) }
        })
        .collect();
    let gradient = LinearGradient {
        x1: rect.left(),
        y1: 0.0,
        x2: rect.right(),
        y2: 0.0,
        transform: krilla::geom::Transform::identity(),
        spread_method: SpreadMethod::Pad,
        stops,
        anti_alias: false,
    };
    let paint: Paint = gradient.into();
    Some(paint::Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero })
}

/// A line; dashes are fitted to the length of one that is closed.
pub fn stroke(stroke: Option<Stroke>, closed_length: Option<f32>) -> Option<paint::Stroke> {
    let seen = |stroke: &Stroke| stroke.width > 0.0 && stroke.width.is_finite() && stroke.color.a > 0;
    let stroke = stroke.filter(seen)?;
    let dash = match closed_length {
        Some(length) => dashes::fitted(length, stroke.dash),
        None => stroke.dash.filter(|(dash, gap)| *dash > 0.0 && *gap > 0.0 && (dash + gap).is_finite()),
    };
    Some(paint::Stroke {
        paint: plain(stroke.color).into(),
        width: stroke.width,
        opacity: opacity(stroke.color),
        dash: dash.map(|(dash, gap)| StrokeDash { array: vec![dash, gap], offset: 0.0 }),
        ..paint::Stroke::default()
    })
}

/// A rectangle with rounded corners; `None` where it has no finite place or size.
pub fn rectangle(rect: Rect, radius: f32) -> Option<Path> {
    if !rect.is_finite() || !rect.is_positive() {
        return None;
    }
    let mut path = PathBuilder::new();
    let radius = radius.min(rect.width().min(rect.height()) / 2.0);
    if radius.is_nan() || radius <= 0.0 {
        path.push_rect(Box::from_ltrb(rect.left(), rect.top(), rect.right(), rect.bottom())?);
        return path.finish();
    }
    let (left, top, right, bottom) = (rect.left(), rect.top(), rect.right(), rect.bottom());
    let gap = radius * (1.0 - HANDLE);
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - gap, top, right, top + gap, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - gap, right - gap, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + gap, bottom, left, bottom - gap, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + gap, left + gap, top, left + radius, top);
    path.close();
    path.finish()
}

/// A circle; `None` where it has no finite place or size.
pub fn circle(center: Pos2, radius: f32) -> Option<Path> {
    if !center.is_finite() || !radius.is_finite() || radius <= 0.0 {
        return None;
    }
    rectangle(Rect::from_center_size(center, emath::Vec2::splat(2.0 * radius)), radius)
}

/// A line through points.
pub fn polygon(points: &[Pos2], closed: bool) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    if rest.is_empty() || !points.iter().all(|point| point.is_finite()) {
        return None;
    }
    let mut path = PathBuilder::new();
    path.move_to(first.x, first.y);
    rest.iter().for_each(|point| path.line_to(point.x, point.y));
    if closed {
        path.close();
    }
    path.finish()
}
