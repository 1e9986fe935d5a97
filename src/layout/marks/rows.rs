//! Packs what is in view of a lane into rows: each event gets the first row in which its mark or bar and its label stand
//! free, the important ones and the long ones first. So nothing in a row ever overlaps, and what matters is on top.

use crate::analysis::MAX_ROWS;

/// So much stays free between an event's box and the next one's in a row, in points: two labels never read as one line.
pub(crate) const GAP_PT: f32 = 12.0;

/// What is to be packed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Boxed {
    /// From the left of its mark or bar to the right of its label, with what stays free around them, in points.
    pub whole: (f32, f32),
    /// The same without its label.
    pub bare: (f32, f32),
    /// Smaller chooses first.
    pub rank: u64,
    /// Whether its label is worth more than the marks of others.
    pub important: bool,
}

impl Boxed {
    /// Whether its label needs room.
    pub fn has_label(&self) -> bool {
        self.whole != self.bare
    }
}

/// Who goes without where there is not room for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// Labels come first: some have no row.
    Labels,
    /// The marks of all come first, but for the labels of the important: some have no label.
    Marks,
}

/// What is taken of each row, from left to right; kept for its memory.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    taken: [Vec<(f32, f32)>; MAX_ROWS as usize],
    order: Vec<(u64, u32)>,
}

impl Rows {
    /// Gives each box a row below `most` into `rows`, `None` where all are taken, and returns how many rows are used.
    /// What finds no room with its label stands without it if there is room for that.
    pub fn pack(&mut self, boxes: &[Boxed], most: u8, first: First, rows: &mut Vec<Option<u8>>) -> u8 {
        let most = usize::from(most.clamp(1, MAX_ROWS));
        self.taken.iter_mut().for_each(Vec::clear);
        self.order.clear();
        self.order.extend((0..).zip(boxes).map(|(at, boxed)| (boxed.rank, at)));
        self.order.sort_unstable();
        rows.clear();
        rows.resize(boxes.len(), None);
        // First who has a label, then who can do without.
        if boxes.iter().any(Boxed::has_label) {
            let with_label = |boxed: &Boxed| first == First::Labels || boxed.important;
            self.place(boxes, most, rows, &|boxed| with_label(boxed).then_some(boxed.whole));
        }
        self.place(boxes, most, rows, &|boxed| Some(boxed.bare));
        rows.iter().flatten().max().map_or(0, |last| last + 1)
    }
}

impl Rows {
    /// Places those that have no row yet and ask for room.
    fn place(
        &mut self,
        boxes: &[Boxed],
        most: usize,
        rows: &mut [Option<u8>],
        room: &dyn Fn(&Boxed) -> Option<(f32, f32)>,
    ) {
        for (_, at) in &self.order {
            if let (Some(boxed), Some(row)) = (boxes.get(*at as usize), rows.get_mut(*at as usize))
                && row.is_none()
                && let Some(stretch) = room(boxed)
            {
                *row = take_first(&mut self.taken[..most], stretch);
            }
        }
    }
}

/// Takes a stretch of the first row that is free there.
fn take_first(rows: &mut [Vec<(f32, f32)>], (left, right): (f32, f32)) -> Option<u8> {
    for (number, row) in (0_u8..).zip(rows) {
        let next = row.partition_point(|taken| taken.0 < left);
        let free_before = next.checked_sub(1).is_none_or(|before| row[before].1 <= left);
        if free_before && row.get(next).is_none_or(|after| right <= after.0) {
            row.insert(next, (left, right));
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_in_a_row_overlaps_and_none_waits_where_there_is_room(
            boxes in prop::collection::vec((0.0..900.0f32, 1.0..200.0f32, 0.0..150.0f32, 0_u64..9), 0..60),
            most in 1_u8..12,
            marks_first: bool,
        ) {
            let boxed = |(at, (left, bare, label, rank)): (u64, &(f32, f32, f32, u64))| Boxed {
                whole: (*left, left + bare + label),
                bare: (*left, left + bare),
                rank: rank << 32 | at,
                important: *rank < 3,
            };
            let first = if marks_first { First::Marks } else { First::Labels };
            let boxes: Vec<Boxed> = (0..).zip(&boxes).map(boxed).collect();
            let mut rows = Vec::new();
            let used = Rows::default().pack(&boxes, most, first, &mut rows);
            prop_assert!(used <= most);
            for (at, (a, row)) in boxes.iter().zip(&rows).enumerate() {
                for (b, other) in boxes.iter().zip(&rows).take(at) {
                    let apart = a.bare.1 <= b.bare.0 || b.bare.1 <= a.bare.0;
                    prop_assert!(row.is_none() || row != other || apart, "{a:?} and {b:?} in {row:?}");
                }
                if row.is_none() {
                    for full in 0..most {
                        let near = |b: &Boxed| b.whole.0 < a.bare.1 && a.bare.0 < b.whole.1;
                        let in_way = boxes.iter().zip(&rows).any(|(b, own)| *own == Some(full) && near(b));
                        prop_assert!(in_way, "{a:?} finds no room in row {full}");
                    }
                }
            }
        }
    }
}
