//! What becomes of the elements of a list: which stay where they are, which move, which go and which come.

use super::fields::Value;

/// Where new elements go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// After this old one.
    After(usize),
    /// Before this old one.
    Before(usize),
}

/// What becomes of the elements of a list.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Those that stay where they are, changed perhaps: the old position and the new one.
    pub(crate) kept: Vec<(usize, usize)>,
    /// The old positions of those that do not.
    pub(crate) gone: Vec<usize>,
    /// Those of them that stand elsewhere now: the old position and the new one.
    pub(crate) moved: Vec<(usize, usize)>,
    /// The new positions of those that come, by where they go.
    pub(crate) come: Vec<(Place, Vec<usize>)>,
}

/// Lists longer than this are compared by their ends alone, which is quick and nearly as good.
const MOST_COMPARED_ITEMS: usize = 600;

impl Plan {
    /// Of a list and what it becomes.
    pub(crate) fn new(old: &[Value], new: &[Value]) -> Self {
        let mut kept = same_order(old, new);
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        let is_kept = |kept: &[(usize, usize)], from: usize| kept.iter().any(|(other, _)| *other == from);
        let mut moved: Vec<(usize, usize)> = Vec::new();
        let stays: Vec<bool> = (0..new.len()).map(|to| kept.iter().any(|(_, other)| *other == to)).collect();
        for to in (0..new.len()).filter(|to| !stays[*to]) {
            let from = (0..old.len()).find(|from| {
                !is_kept(&kept, *from)
                    && moved.iter().all(|(other, _)| other != from)
                    && old[*from].key() == new[to].key()
            });
            moved.extend(from.map(|from| (from, to)));
        }
        // Between two that stay, what is there no more gives its place to what is new.
        let mut ends = vec![(0, 0)];
        ends.extend(kept.iter().map(|(from, to)| (from + 1, to + 1)));
        let limits: Vec<(usize, usize)> = kept.iter().copied().chain([(old.len(), new.len())]).collect();
        let mut paired = Vec::new();
        for ((from, to), (from_end, to_end)) in ends.into_iter().zip(limits) {
            let left: Vec<usize> =
                (from..from_end).filter(|from| moved.iter().all(|(other, _)| other != from)).collect();
            let fresh: Vec<usize> =
                (to..to_end).filter(|to| moved.iter().all(|(_, other)| other != to)).collect();
            paired.extend(left.into_iter().zip(fresh));
        }
        kept.extend(paired);
        kept.sort_unstable();
        gone.extend((0..old.len()).filter(|from| !is_kept(&kept, *from)));
        for to in 0..new.len() {
            if kept.iter().any(|(_, other)| *other == to) {
                continue;
            }
            let before =
                kept.iter().rev().find(|(_, other)| *other < to).map(|(from, _)| Place::After(*from));
            let after = || kept.iter().find(|(_, other)| *other > to).map(|(from, _)| Place::Before(*from));
            let Some(place) = before.or_else(after) else { continue };
            match come.iter_mut().find(|(other, _): &&mut (Place, Vec<usize>)| *other == place) {
                Some((_, positions)) => positions.push(to),
                None => come.push((place, vec![to])),
            }
        }
        Self { kept, gone, moved, come }
    }
}

/// The longest run of elements that keep their order, by what tells them from others.
fn same_order(old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
    let is_same = |from: usize, to: usize| old[from].key() == new[to].key();
    let least = old.len().min(new.len());
    let head = (0..least).take_while(|at| is_same(*at, *at)).count();
    let from_end = |at: &usize| is_same(old.len() - 1 - at, new.len() - 1 - at);
    let tail = (0..least - head).take_while(from_end).count();
    let mut kept: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    let (rows, columns) = (old.len() - head - tail, new.len() - head - tail);
    if rows > 0 && columns > 0 && rows <= MOST_COMPARED_ITEMS && columns <= MOST_COMPARED_ITEMS {
        let mut longest = vec![vec![0_u16; columns + 1]; rows + 1];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                longest[row][column] = if is_same(head + row, head + column) {
                    longest[row + 1][column + 1] + 1
                } else {
                    longest[row + 1][column].max(longest[row][column + 1])
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            if is_same(head + row, head + column) {
                kept.push((head + row, head + column));
                (row, column) = (row + 1, column + 1);
            } else if longest[row + 1][column] >= longest[row][column + 1] {
                row += 1;
            } else {
                column += 1;
            }
        }
    }
    kept.extend((0..tail).rev().map(|at| (old.len() - 1 - at, new.len() - 1 - at)));
    kept
}
