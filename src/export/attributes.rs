//! Places, paints, strokes and gradient stops as SVG attributes.

use std::fmt::Write as _;

use super::xml::number;
use crate::paint::shapes::dashes;
use crate::scene::{Color, Rect, Stroke};

/// Where a rectangle stands.
pub fn place(rect: Rect) -> String {
    format!(
        " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(rect.left()),
        number(rect.top()),
        number(rect.width()),
        number(rect.height())
    )
}

/// `fill` or `stroke` of a colour, with its opacity where it is not opaque.
pub fn paint(what: &str, color: Color) -> String {
    match color.a {
        0 => format!(" {what}=\"none\""),
        255 => format!(" {what}=\"{}\"", color.to_hex()),
        a => format!(" {what}=\"{}\" {what}-opacity=\"{}\"", color.to_hex(), opacity(a)),
    }
}

fn opacity(a: u8) -> String {
    // Three decimals tell all 256 apart.
    let text = format!("{:.3}", f32::from(a) / 255.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A stroke; dashes are fitted to the length of a line that is closed.
pub fn stroke_of(stroke: Option<Stroke>, closed_length: Option<f32>) -> String {
    let visible = |stroke: &Stroke| stroke.width > 0.0 && stroke.width.is_finite() && stroke.color.a > 0;
    let Some(stroke) = stroke.filter(visible) else { return String::new() };
    let mut out = paint("stroke", stroke.color);
    if stroke.width != 1.0 {
        let _ = write!(out, " stroke-width=\"{}\"", number(stroke.width));
    }
    let dash = match closed_length {
        Some(length) => dashes::fitted(length, stroke.dash),
        None => stroke.dash.filter(|(dash, gap)| *dash > 0.0 && *gap > 0.0 && (dash + gap).is_finite()),
    };
    if let Some((dash, gap)) = dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(dash), number(gap));
    }
    out
}

/// The stops of a gradient. SVG blends colour and opacity apart, so that a fully transparent stop needs the colour
/// of its neighbours, on each side, to fade as ours do.
pub fn gradient_stops(stops: &[(f32, Color)]) -> String {
    let mut out = String::new();
    for (i, (at, color)) in stops.iter().enumerate().filter(|(_, (at, _))| at.is_finite()) {
        if color.a > 0 {
            out += &gradient_stop(*at, *color);
            continue;
        }
        let before = i.checked_sub(1).map(|before| stops[before].1);
        let after = stops.get(i + 1).map(|after| after.1);
        let sides: Vec<Color> = before.into_iter().chain(after).map(|side| side.faded(0.0)).collect();
        for (i, side) in sides.iter().enumerate() {
            if i == 0 || *side != sides[0] {
                out += &gradient_stop(*at, *side);
            }
        }
    }
    out
}

fn gradient_stop(at: f32, color: Color) -> String {
    let faint = if color.a < 255 { format!(" stop-opacity=\"{}\"", opacity(color.a)) } else { String::new() };
    // Three decimals: a gradient may be as wide as the screen.
    let text = format!("{at:.3}");
    let at = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("<stop offset=\"{at}\" stop-color=\"{}\"{faint}/>", color.to_hex())
}
