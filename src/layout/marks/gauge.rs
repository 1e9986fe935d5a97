//! How high the columns of strips are, and how dark: in proportion to how many events they stand for, up to a round number
//! that nearly all columns keep below; darker the more of the other columns they exceed, so that bursts are seen even where
//! all columns are about as high.

use std::sync::Arc;

use crate::analysis::counts::stretch_days;
use crate::layout::{Frame, Metrics};
use crate::model::grouped;
use crate::scene::{Color, Item, ItemId, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, pos2};

/// The part of the columns that are no higher than the gauge.
const BELOW_TOP: f64 = 0.995;

/// How dark columns are by the part of all columns that have less, from the lightest.
const SHADES: [(f64, f32); 4] = [(0.5, 0.42), (0.8, 0.56), (0.95, 0.76), (1.0, 1.0)];

/// Columns with fewer events than this are counted by how many they hold.
const FEW_EVENTS: usize = 1024;

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
        // There are tens of thousands of columns in a picture, nearly all of a few events: counting takes a twentieth of the
        // time of sorting.
        let (mut few, mut many) = ([0_usize; FEW_EVENTS], Vec::new());
        for count in counts.filter(|count| *count > 0) {
            match few.get_mut(count as usize) {
                Some(columns) => *columns += 1,
                None => many.push(count),
            }
        }
        many.sort_unstable();
        let below_many: usize = few.iter().sum();
        let columns = below_many + many.len();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a part of a length
        let below = |part: f64| {
            let at = (part * columns.saturating_sub(1) as f64).ceil() as usize;
            let mut passed = 0;
            let reached = few.iter().zip(0_u32..).find(|(columns, _)| {
                passed += **columns;
                passed > at
            });
            reached
                .map(|(_, count)| count)
                .or_else(|| many.get(at.checked_sub(below_many)?).copied())
                .unwrap_or(1)
        };
        Self { top: rounded_up(below(BELOW_TOP)), shades: SHADES.map(|(part, _)| below(part)) }
    }

    /// The colours of columns, each with the most events that have it.
    pub fn shades(&self, ink: Color) -> [(u32, Color); SHADES.len()] {
        std::array::from_fn(|at| (self.shades[at], ink.faded(SHADES[at].1)))
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
        assert_eq!((gauge.top, gauge.shades), (5, [3, 5, 5, 900]));
        assert_eq!(Gauge::of(std::iter::empty()).top, 1);
    }

    #[test]
    fn counting_says_what_sorting_says() {
        for (columns, most) in [(1_usize, 3_u32), (7, 2000), (500, 1023), (500, 1_000_000), (2000, 12)] {
            let counts: Vec<u32> =
                (0..columns).map(|at| (at as u32).wrapping_mul(2_654_435_761) % most + 1).collect();
            let mut sorted = counts.clone();
            sorted.sort_unstable();
            let below = |part: f64| sorted[(part * (columns - 1) as f64).ceil() as usize];
            let gauge = Gauge::of(counts.into_iter());
            assert_eq!(gauge.top, rounded_up(below(BELOW_TOP)), "{columns} up to {most}");
            assert_eq!(gauge.shades, SHADES.map(|(part, _)| below(part)), "{columns} up to {most}");
        }
    }
}
