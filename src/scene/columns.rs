//! Columns side by side on one line, each as high and as dark as its count says: thousands of rectangles in a picture
//! that are one primitive, so that a view of a million events is drawn from the counts themselves.

use std::ops::Range;
use std::sync::Arc;

use super::{Color, Rect, pos2};

/// The least height of a column, in points: a single event among thousands is seen too.
const LEAST_PT: f32 = 2.0;

/// Columns of equal width that stand on one line.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Where they stand: on the lower edge, at most as high as this. At its sides they are cut off.
    pub rect: Rect,
    /// The number of the first column.
    pub first: i64,
    /// A column begins where its number times this is, in units of the scale: days.
    pub width: f64,
    /// What is at the left edge of the area, in these units.
    pub from: f64,
    /// Points per unit.
    pub scale: f64,
    /// The widest that a column is drawn, in points.
    pub widest: f32,
    /// How many events each column stands for; where there is none, there is no column.
    pub counts: Arc<[u32]>,
    /// Those of them that are drawn, by position.
    pub shown: Range<usize>,
    /// What is as high as can be: this many events, and whatever is more.
    pub top: u32,
    /// The colours, each with the most events that have it, ascending; the last for whatever is more.
    pub shades: [(u32, Color); 4],
}

impl Columns {
    /// The rectangles from left to right, each with the position of its colour among the shades: a point apart, so that
    /// each is told from the next.
    pub fn bars(&self) -> impl Iterator<Item = (Rect, usize)> + '_ {
        let (left, right, foot) = (self.rect.left(), self.rect.right(), self.rect.bottom());
        let height = self.rect.height();
        let each = height / self.top.max(1) as f32;
        // The same for a column whatever the first one is, so that it stays where it is when more are made ready.
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // points of a picture
        let x = move |at: usize| {
            left + (((self.first + at as i64) as f64 * self.width - self.from) * self.scale) as f32
        };
        let counts = self.counts.get(self.shown.clone()).unwrap_or_default();
        counts.iter().zip(self.shown.clone()).filter(|(count, _)| **count > 0).map(move |(count, at)| {
            let (from, to) = (x(at), x(at + 1));
            let (from, to) = (larger(smaller(from, right), left), larger(smaller(to, right), left));
            let to = smaller(larger(to - 1.0, from + 1.0), from + self.widest);
            let height = whole(larger(smaller(*count as f32 * each, height), LEAST_PT));
            (Rect::from_min_max(pos2(from, foot - height), pos2(to, foot)), self.shade(*count))
        })
    }

    fn shade(&self, count: u32) -> usize {
        self.shades.iter().position(|(most, _)| count <= *most).unwrap_or(self.shades.len() - 1)
    }
}

impl PartialEq for Columns {
    /// Whether the same is drawn, whatever is made ready beside it.
    fn eq(&self, other: &Self) -> bool {
        self.rect == other.rect && self.shades == other.shades && self.bars().eq(other.bars())
    }
}

/// The smaller of two; `f32::min` also minds what is not a number, which takes three instructions more.
pub(crate) fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The larger of two.
pub(crate) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The nearest whole number, halves upward, for places within some millions of points. `f32::round` is a call into the
/// system's library, and a cast looks for what is not a number: adding so much that only whole numbers are left does
/// neither.
pub(crate) fn whole(points: f32) -> f32 {
    const ONLY_WHOLE: f32 = 12_582_912.0; // 1.5 · 2^23
    const HALVES_UP: f32 = 1.0 / 1024.0;
    (points + HALVES_UP + ONLY_WHOLE) - ONLY_WHOLE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(counts: &[u32]) -> Columns {
        let color = |value: u32| Color::hex(value);
        Columns {
            rect: Rect::from_min_max(pos2(10.0, 20.0), pos2(50.0, 40.0)),
            first: 3,
            width: 2.0,
            from: 7.0,
            scale: 4.0,
            widest: 24.0,
            counts: counts.into(),
            shown: 0..counts.len(),
            top: 10,
            shades: [(1, color(1)), (2, color(2)), (5, color(3)), (9, color(4))],
        }
    }

    #[test]
    fn columns_stand_on_the_foot_and_are_cut_off_at_the_sides() {
        let bars: Vec<(Rect, usize)> = columns(&[5, 0, 1, 900, 1, 10]).bars().collect();
        let places: Vec<[f32; 4]> =
            bars.iter().map(|(bar, _)| [bar.left(), bar.right(), bar.top(), bar.bottom()]).collect();
        assert_eq!(
            places,
            [
                [10.0, 13.0, 30.0, 40.0],
                [22.0, 29.0, 38.0, 40.0],
                [30.0, 37.0, 20.0, 40.0],
                [38.0, 45.0, 38.0, 40.0],
                [46.0, 49.0, 20.0, 40.0],
            ]
        );
        assert_eq!(bars.iter().map(|(_, shade)| *shade).collect::<Vec<_>>(), [2, 0, 3, 0, 3]);
    }

    #[test]
    fn whole_numbers_are_the_nearest() {
        let places = [-3.4_f32, -2.6, -0.4, 0.0, 0.4, 0.5, 1.5, 2.5, 7.49, 7.51, 4095.5, 70_000.4];
        assert_eq!(places.map(whole), [-3.0, -3.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 7.0, 8.0, 4096.0, 70_000.0]);
    }

    #[test]
    fn what_is_shown_beyond_the_counts_is_nothing() {
        let mut columns = columns(&[1, 2]);
        columns.shown = 1..9;
        assert_eq!(columns.bars().count(), 0);
    }
}
