//! The sign on a lane's head: a country's flag; where lanes are something else, a neutral shape that tells what they
//! are (round for a person, a tag, a pin for a place, a sheet for a source) with initials in it. Never a flag, though
//! a tag may be spelt like a country's code.

use std::sync::Arc;

use crate::analysis::LanesBy;
use crate::layout::Frame;
use crate::model::{Lane, brief, initials};
use crate::scene::{Color, Fill, Pos2, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2};

/// Draws the sign of a lane into a square.
pub(crate) fn draw(
    frame: &Frame<'_>,
    at: u32,
    lane: &Lane,
    square: Rect,
    measure: &mut dyn TextMeasure,
    push: &mut impl FnMut(Primitive),
) {
    let by = frame.index.grouping().by();
    if by == LanesBy::Country {
        let (code, name) = (brief(lane.id.as_str()).into_owned(), Arc::from(brief(&lane.name)));
        push(Primitive::Flag { rect: square, code, name, opacity: 1.0 });
        return;
    }
    let theme = frame.theme;
    let is_nowhere = !frame.index.grouping().counts(at);
    let ink = if is_nowhere { theme.text_muted } else { category(frame, by, lane) };
    let stroke = match is_nowhere {
        true => Stroke::dashed(1.2, ink, 2.2, 1.8),
        false => Stroke::solid(1.3, ink),
    };
    let fill = if is_nowhere { Color::TRANSPARENT } else { ink.faded(0.14) };
    shape(by, square, fill, stroke, push);
    let letters = if is_nowhere { "–".to_owned() } else { initials(&brief(&lane.name)) };
    let style = TextStyle::semibold(square.height() * 0.44);
    let width = measure.width(&letters, style);
    let left_middle = pos2(square.center().x - width / 2.0, middle(by, square));
    let text = Arc::from(letters);
    push(Primitive::Text(Text { left_middle, text, style, color: theme.text, width, halo: None }));
}

/// The colour of a tag where events are coloured by it, else a quiet one.
fn category(frame: &Frame<'_>, by: LanesBy, lane: &Lane) -> Color {
    let tags = frame.index.categories();
    let at = tags.iter().position(|tag| by == LanesBy::Tag && tag == lane.id.as_str());
    at.and_then(|at| frame.theme.categories.get(at)).copied().unwrap_or(frame.theme.text_muted)
}

fn shape(by: LanesBy, square: Rect, fill: Color, stroke: Stroke, push: &mut impl FnMut(Primitive)) {
    let point = |x: f32, y: f32| square.min + Vec2::new(x * square.width(), y * square.height());
    let mut path = |points: Vec<Pos2>| {
        push(Primitive::Path { points, closed: true, fill, stroke: Some(stroke) });
    };
    match by {
        LanesBy::Country | LanesBy::Person => {
            let radius = square.width() / 2.0 - 0.5;
            push(Primitive::Circle { center: square.center(), radius, fill, stroke: Some(stroke) });
        }
        // A label with its corner cut off.
        LanesBy::Tag => path(vec![
            point(0.0, 0.5),
            point(0.24, 0.1),
            point(1.06, 0.1),
            point(1.06, 0.9),
            point(0.24, 0.9),
        ]),
        // A pin: round above, to a point below.
        LanesBy::Place => {
            let arc = (0..=14_u8).map(|step| {
                let angle = std::f32::consts::PI * (0.86 + f32::from(step) / 14.0 * 1.28);
                point(0.5 + 0.46 * angle.cos(), 0.44 + 0.46 * angle.sin())
            });
            path(arc.chain([point(0.5, 1.08)]).collect());
        }
        // A sheet with rounded corners.
        LanesBy::Source | LanesBy::File => {
            let rect = Rect::from_min_max(point(0.06, -0.04), point(0.94, 1.04));
            push(Primitive::Rect { rect, radius: 2.5, fill: Fill::Solid(fill), stroke: Some(stroke) });
        }
    }
}

/// Where the initials stand.
fn middle(by: LanesBy, square: Rect) -> f32 {
    let share = if by == LanesBy::Place { 0.44 } else { 0.5 };
    square.top() + square.height() * share
}
