//! Where empty time is folded: a quiet ground between two zigzag edges through ruler and lanes, as of paper that was folded
//! there, and upon the ruler how long nothing happens.

use std::sync::Arc;

use super::folds::Fold;
use crate::layout::{Frame, Stretch, TimeScale};
use crate::model::grouped;
use crate::scene::{
    Color, Fill, Item, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Theme, pos2, vec2,
};

/// How far the zigzag goes to each side, and how far it is from one turn to the next, in points.
const REACH_PT: f32 = 3.0;
const TURN_PT: f32 = 7.0;
/// A fold that saves less than this part of its time shows no zigzag yet: it comes into view by and by.
const LEAST_SAVED: f64 = 0.02;

/// Says upon the ruler how long the folds in view are, where there is room for that.
pub(crate) fn names(
    frame: &Frame<'_>,
    scale: &TimeScale,
    y: f32,
    chips: &[Rect],
    style: TextStyle,
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    for (fold, place) in shown(scale) {
        let room = place.right - place.left - 2.0 * REACH_PT;
        let fits = lengths(fold.empty_days).into_iter().find_map(|name| {
            let width = measure.width(&name, style);
            (width <= room).then_some((name, width))
        });
        if let Some((name, width)) = fits {
            let left_middle = pos2((place.left + place.right - width) / 2.0, y);
            let size = vec2(width, style.size);
            let own = Rect::from_min_size(left_middle - vec2(0.0, style.size / 2.0), size);
            if chips.iter().any(|chip| chip.intersects(own)) {
                continue;
            }
            let color = frame.theme.text_muted;
            let text = Text { left_middle, text: Arc::from(name), style, color, width, halo: None };
            items.push(Item { id: None, primitive: Primitive::Text(text) });
        }
    }
}

/// The folds that are drawn.
pub(crate) fn shown(scale: &TimeScale) -> impl Iterator<Item = (Fold, Stretch)> {
    scale.folds().filter(|(fold, _)| 1.0 - fold.slope > LEAST_SAVED)
}

/// Draws the folds in view through the lanes or the ruler.
pub(crate) fn draw(frame: &Frame<'_>, scale: &TimeScale, within: Rect, items: &mut Vec<Item>) {
    let theme = frame.theme;
    for (fold, _) in shown(scale) {
        // By their own ends, so that an edge out of view is not drawn at the edge of the view.
        let (left, right) = (scale.x(fold.from), scale.x(fold.to));
        #[allow(clippy::cast_possible_truncation)] // from 0 to 1
        let strength = ((1.0 - fold.slope) * 2.0).min(1.0) as f32;
        let rect =
            Rect::from_x_y_ranges(left.max(within.left())..=right.min(within.right()), within.y_range());
        let fill = Fill::Solid(theme.field.faded(0.6 * strength));
        items.push(Item { id: None, primitive: Primitive::Rect { rect, radius: 0.0, fill, stroke: None } });
        let color = theme.text_faint.faded(0.7 * strength);
        items.extend(
            [left, right]
                .into_iter()
                .filter(|x| within.x_range().contains(*x))
                .map(|x| zigzag(x, within, color)),
        );
    }
}

/// The sign of a fold around a point, so large.
pub(crate) fn sign(theme: &Theme, within: Rect) -> [Item; 2] {
    [within.left(), within.right()].map(|x| zigzag(x, within, theme.text_muted))
}

/// A line with turns from top to bottom, whose turns are at the same heights in every part of the picture.
fn zigzag(x: f32, within: Rect, color: Color) -> Item {
    let first = (within.top() / TURN_PT).floor() as i32;
    let last = (within.bottom() / TURN_PT).ceil() as i32;
    let point =
        |n: i32| pos2(x + if n.rem_euclid(2) == 0 { REACH_PT } else { -REACH_PT }, n as f32 * TURN_PT);
    let points = (first..=last).map(point).collect();
    let stroke = Some(Stroke::solid(1.0, color));
    let path = Primitive::Path { points, closed: false, fill: Color::TRANSPARENT, stroke };
    Item { id: None, primitive: path }
}

/// How long so many days are, from the fullest to the shortest: "12 years", "12 y".
fn lengths(days: f64) -> [String; 2] {
    let (count, [one, many, short]) = match days {
        730.0.. => (days / 365.2425, ["year", "years", "y"]),
        61.0.. => (days / 30.436_875, ["month", "months", "mo"]),
        _ => (days, ["day", "days", "d"]),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 8 million days
    let count = count.round().max(1.0) as usize;
    let word = if count == 1 { one } else { many };
    [format!("{} {word}", grouped(count)), format!("{} {short}", grouped(count))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_the_unit_that_fits() {
        let told =
            [1.0, 9.0, 60.0, 62.0, 700.0, 731.0, 4383.0, 1_100_000.0].map(|days| lengths(days)[0].clone());
        assert_eq!(
            told,
            ["1 day", "9 days", "60 days", "2 months", "23 months", "2 years", "12 years", "3,012 years"]
        );
        assert_eq!(lengths(4383.0)[1], "12 y");
    }
}
