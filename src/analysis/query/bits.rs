//! A set of events as a bit each, because a query over a million events joins, narrows and excludes whole sets.

use std::ops::Range;

/// Which of `len` events are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    pub(super) fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    pub(super) fn all(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(64)], len };
        if let Some(last) = bits.words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = (1 << (len % 64)) - 1;
        }
        bits
    }

    pub(super) fn insert(&mut self, at: usize) {
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// Takes out what another set of the same length holds.
    pub(super) fn remove(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Puts in what another set of the same length holds.
    pub(super) fn join(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Those of this set for which something holds.
    pub(super) fn filter(&self, holds: impl Fn(usize) -> bool) -> Self {
        let mut kept = Self::none(self.len);
        for at in self.iter().filter(|at| holds(*at)) {
            kept.insert(at);
        }
        kept
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Its members, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// Its members as ranges without gaps, ascending and apart.
    pub(super) fn runs(&self) -> impl Iterator<Item = Range<usize>> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let start = self.seek(next, true)?;
            let end = self.seek(start, false).unwrap_or(self.len);
            next = end;
            Some(start..end)
        })
    }

    /// The first event from `from` on that is in, or that is not.
    fn seek(&self, from: usize, is_in: bool) -> Option<usize> {
        if from >= self.len {
            return None;
        }
        let mut at = from / 64;
        let mut mask = u64::MAX << (from % 64);
        loop {
            let word = *self.words.get(at)?;
            let found = (if is_in { word } else { !word }) & mask;
            if found != 0 {
                let place = at * 64 + found.trailing_zeros() as usize;
                return (place < self.len).then_some(place);
            }
            at += 1;
            mask = u64::MAX;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        for len in [0, 1, 63, 64, 65, 130] {
            let all = Bits::all(len);
            assert_eq!(all.iter().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
            assert_eq!(all.runs().next(), (len > 0).then_some(0..len));
            assert_eq!(all.runs().count(), usize::from(len > 0));
            let thirds = all.filter(|at| at % 3 == 0);
            assert_eq!(thirds.runs().flatten().collect::<Vec<_>>(), thirds.iter().collect::<Vec<_>>());
            let mut rest = all.clone();
            rest.remove(&thirds);
            assert_eq!(rest.iter().count() + thirds.iter().count(), len);
            assert!(rest.runs().all(|run| run.len() <= 2));
            rest.join(&thirds);
            assert_eq!(rest, all);
            rest.remove(&all);
            assert!(rest.is_empty());
        }
    }
}
