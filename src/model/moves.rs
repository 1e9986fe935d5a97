//! Where things stand after others came or went before them: positions as they were, and as they are.

use super::threads;

/// From here on a number is no position, and stays as it is.
pub const NOWHERE: u32 = u32::MAX - 1;

/// Things of this size or more have a line of the cache each, more or less.
const LARGE_BYTES: usize = 32;

/// How positions move where events come or go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// For each that came or went, ascending: from which old position on all stand one further on (or back).
    from: Vec<u32>,
    came: bool,
}

impl Moves {
    /// Of events that came, by the positions where they stand now, ascending.
    #[must_use]
    pub fn of_inserted(positions: &[u32]) -> Self {
        let from = (0..).zip(positions).map(|(before, position)| position - before).collect();
        Self { from, came: true }
    }

    /// Of events that went, by the positions where they stood, ascending.
    #[must_use]
    pub fn of_removed(positions: &[u32]) -> Self {
        Self { from: positions.to_vec(), came: false }
    }

    /// Where stands now what stood there. Of what went, where the next that stayed stands.
    #[must_use]
    pub fn of(&self, position: u32) -> u32 {
        if position >= NOWHERE {
            position
        } else if self.came {
            position + self.count(|from| from <= position)
        } else {
            position - self.count(|from| from < position)
        }
    }

    #[allow(clippy::cast_possible_truncation)] // a document has at most u32::MAX events
    fn count(&self, is_before: impl Fn(u32) -> bool) -> u32 {
        match self.from.as_slice() {
            [only] => u32::from(is_before(*only)),
            all => all.partition_point(|from| is_before(*from)) as u32,
        }
    }

    /// Whether nothing else moves where there were so many.
    #[must_use]
    pub fn leaves_all(&self, len: usize) -> bool {
        let gone = if self.came { 0 } else { self.from.len() };
        self.from.first().is_none_or(|first| *first as usize + gone >= len)
    }

    /// Brings positions that are kept in things up to date, on every core where there are many.
    pub fn apply<T: Send>(&self, things: &mut [T], position: impl Fn(&mut T) -> &mut u32 + Sync) {
        let Some(first) = self.from.first().copied() else { return };
        let move_all = |things: &mut [T]| {
            let positions = things.iter_mut().map(&position);
            match (self.from.as_slice(), self.came) {
                // What need not be written to is not: that costs more than a branch that nobody can foretell.
                _ if size_of::<T>() >= LARGE_BYTES => {
                    positions.filter(|at| **at >= first).for_each(|at| *at = self.of(*at));
                }
                // Many to a line of the cache: without a branch.
                ([from], true) => positions.for_each(|at| *at += u32::from((*at >= *from) & (*at < NOWHERE))),
                ([from], false) => positions.for_each(|at| *at -= u32::from((*at > *from) & (*at < NOWHERE))),
                _ => positions.for_each(|at| *at = self.of(*at)),
            }
        };
        let share = things.len().div_ceil(threads(things.len())).max(1);
        std::thread::scope(|scope| {
            let mut parts = things.chunks_mut(share);
            let own = parts.next();
            for part in parts {
                scope.spawn(|| move_all(part));
            }
            own.into_iter().for_each(move_all);
        });
    }

    /// Makes room in a list in which each event has an element, or closes up where events went.
    pub fn resize<T: Clone + Default>(&self, list: &mut Vec<T>) {
        match self.from.as_slice() {
            [] => {}
            [only] if self.came => list.insert((*only as usize).min(list.len()), T::default()),
            [only] => drop(list.remove(*only as usize)),
            all => {
                let old = std::mem::take(list);
                list.reserve(if self.came { old.len() + all.len() } else { old.len() });
                let mut at = 0;
                for from in all.iter().map(|from| (*from as usize).min(old.len())) {
                    list.extend_from_slice(&old[at.min(from)..from]);
                    at = from;
                    if self.came {
                        list.push(T::default());
                    } else {
                        at += 1;
                    }
                }
                list.extend_from_slice(old.get(at..).unwrap_or_default());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn positions_follow_what_stands_there(
            len in 0_u32..12,
            chosen in prop::collection::btree_set(0_u32..16, 0..6),
        ) {
            let old: Vec<u32> = (1..=len).collect();
            let gone: Vec<u32> = chosen.iter().copied().filter(|at| *at < len).collect();
            let kept = |at: u32| !gone.contains(&at);
            let moves = Moves::of_removed(&gone);
            let mut list = old.clone();
            moves.resize(&mut list);
            let stays: Vec<u32> = (0..len).filter(|at| kept(*at)).collect();
            prop_assert_eq!(&list, &stays.iter().map(|at| at + 1).collect::<Vec<_>>());
            let mut positions = stays.clone();
            positions.push(NOWHERE);
            moves.apply(&mut positions, |position| position);
            prop_assert_eq!(positions.pop(), Some(NOWHERE));
            let mut large: Vec<[u32; 8]> = stays.iter().map(|at| [*at; 8]).collect();
            moves.apply(&mut large, |[position, ..]| position);
            prop_assert_eq!(large.iter().map(|large| large[0]).collect::<Vec<_>>(), positions.clone());
            let moved: Vec<u32> = (0..stays.len() as u32).collect();
            prop_assert_eq!(moves.leaves_all(len as usize), moved.iter().all(|at| stays[*at as usize] == *at));
            prop_assert_eq!(positions, moved);

            // As many come, none beyond the end.
            let all = len + chosen.len() as u32;
            let came: Vec<u32> = chosen.iter().copied().filter(|at| *at < all).collect();
            let came: Vec<u32> = came.iter().zip(0..).map(|(at, nth)| (*at).min(len + nth)).collect();
            let moves = Moves::of_inserted(&came);
            let mut list = old.clone();
            moves.resize(&mut list);
            prop_assert_eq!(list.len() as u32, len + came.len() as u32);
            prop_assert!(came.iter().all(|at| list[*at as usize] == 0));
            prop_assert!((0..len).all(|at| list[moves.of(at) as usize] == at + 1));
            prop_assert_eq!(moves.leaves_all(len as usize), (0..len).all(|at| moves.of(at) == at));
        }
    }
}
