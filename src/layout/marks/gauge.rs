//! How high the columns of strips are, and how dark: in proportion to how many events they stand for, up to a round number
//! that nearly all columns keep below; darker the more of the other columns they exceed, so that bursts are seen even where
//! all columns are about as high.

use std::sync::Arc;

use crate::analysis::counts::stretch_days;
use crate::layout::{Frame, Metrics};
use crate::model::grouped;
use crate::scene::{Item, ItemId, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, pos2};

/// The part of the columns that are no higher than the gauge.
const BELOW_TOP: f64 = 0.995;

/// How dark columns are by the part of all columns that have less, from the lightest.
const SHADES: [(f64, f32); 4] = [(0.5, 0.42), (0.8, 0.56), (0.95, 0.76), (1.0, 1.0)];

/// The scale of one strip, or of all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Gauge {
    /// The number of events that is as high as can be.
    pub top: u32,
    /// Up to which numbers columns have each of the shades.
    shades: [u32; SHADES.len()],
}

impl Gauge {
    /// The scale for columns that hold so many events each.
    pub fn of(counts: impl Iterator<Item = u32>) -> Self {
        let mut counts: Vec<u32> = counts.filter(|count| *count > 0).collect();
        counts.sort_unstable();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a part of a length
        let below = |part: f64| {
            let at = (part * counts.len().saturating_sub(1) as f64).ceil() as usize;
            counts.get(at).copied().unwrap_or(1)
        };
        Self { top: rounded_up(below(BELOW_TOP)), shades: SHADES.map(|(part, _)| below(part)) }
    }

    /// How high a column is, 0 to 1.
    pub fn share(&self, count: u32) -> f32 {
        (count as f32 / self.top.max(1) as f32).min(1.0)
    }

    /// How opaque a column is.
    pub fn shade(&self, count: u32) -> f32 {
        let at = self.shades.iter().position(|most| count <= *most).unwrap_or(SHADES.len() - 1);
        SHADES[at].1
    }

    /// Draws what the scale is beside the top of a strip: "9 in 8 days".
    pub fn draw(
        &self,
        frame: &Frame<'_>,
        metrics: &Metrics,
        (lane, level, rect): (u32, u8, Rect),
        measure: &mut dyn TextMeasure,
        items: &mut Vec<Item>,
    ) {
        let style = TextStyle::regular(11.0 * metrics.scale);
        let text = format!("{} {}", grouped(self.top as usize), each(level));
        let width = measure.width(&text, style);
        let id = Some(ItemId::Lane(lane));
        let (left, top) = (rect.left(), rect.top() + 0.5);
        let stroke = Stroke::solid(1.0, frame.theme.text_muted);
        let (from, to) = (pos2(left + 1.0, top), pos2(left + 7.0, top));
        items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
        let left_middle = pos2(left + 10.0, top);
        let halo = Some(frame.theme.background.faded(0.9));
        let text =
            Text { left_middle, text: Arc::from(text), style, color: frame.theme.text_muted, width, halo };
        items.push(Item { id, primitive: Primitive::Text(text) });
    }
}

/// The time that a column of a level stands for: "a day", "in 8 days", "in 3 years".
pub(crate) fn each(level: u8) -> String {
    let days = stretch_days(level);
    match level {
        0 => "a day".to_owned(),
        1..=8 => format!("in {days} days"),
        _ => format!("in {:.1} years", days / 365.2425),
    }
}

/// The next number that is 1, 2, 3, 4, 5, 6 or 8 at its first digit.
fn rounded_up(number: u32) -> u32 {
    if number <= 10 {
        return number.max(1);
    }
    let step = 10_u32.pow(number.ilog10());
    [1, 2, 3, 4, 5, 6, 8]
        .into_iter()
        .map(|first| first * step)
        .find(|round| *round >= number)
        .unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_is_round_and_a_burst_alone_does_not_set_it() {
        assert_eq!([1, 9, 11, 399, 901].map(rounded_up), [1, 9, 20, 400, 901]);
        let usual = || (0..400).map(|at| at % 5 + 1);
        let gauge = Gauge::of(usual().chain([900]));
        assert_eq!(gauge.top, 5);
        assert_eq!((gauge.share(900), gauge.share(1)), (1.0, 0.2));
        assert!(gauge.shade(1) < gauge.shade(4) && gauge.shade(4) < gauge.shade(900));
        assert_eq!(Gauge::of(std::iter::empty()).top, 1);
    }
}
