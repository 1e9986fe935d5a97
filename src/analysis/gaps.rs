//! The usual gap between one event and the next over all lanes: how much room a label has as a rule. Kept while
//! events come and go, as looking at a million of them after each edit would be felt.

/// All events' instants in order, and the median of the gaps between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Gaps {
    /// Ascending, in days.
    starts: Vec<f64>,
    median: f64,
    /// How many gaps are less than the median, how many equal to it, and how many there are.
    less: usize,
    equal: usize,
    total: usize,
}

/// So many instants come and go one by one; more are sooner sorted in.
const FEW_INSTANTS: usize = 16;

/// Events nearer than this count as not apart at all, in days.
const LEAST_GAP_DAYS: f64 = 0.5;

impl Gaps {
    /// Over instants in any order.
    pub(super) fn new(mut starts: Vec<f64>) -> Self {
        if !starts.is_sorted() {
            starts.sort_unstable_by(f64::total_cmp);
        }
        let mut gaps = Self { starts, ..Self::default() };
        gaps.find_median();
        gaps
    }

    /// The instants, ascending.
    pub(super) fn starts(&self) -> &[f64] {
        &self.starts
    }

    /// The median number of days between one event and the next, counting those apart at all; 0 where none are.
    pub(super) fn usual(&self) -> f64 {
        self.median
    }

    /// Lets some instants go and takes others in.
    pub(super) fn change(&mut self, old: &[f64], new: &[f64]) {
        if old.len() + new.len() > FEW_INSTANTS {
            self.change_many(old, new);
            return;
        }
        old.iter().for_each(|old| self.remove(*old));
        new.iter().for_each(|new| self.insert(*new));
        let middle = self.total / 2;
        if self.total == 0 || middle < self.less || middle >= self.less + self.equal {
            self.find_median();
        }
    }

    fn remove(&mut self, old: f64) {
        let at = self.starts.partition_point(|start| *start < old);
        if self.starts.get(at) == Some(&old) {
            self.count_around(at, false);
            self.starts.remove(at);
            self.count_between(at, true);
        }
    }

    fn insert(&mut self, new: f64) {
        let at = self.starts.partition_point(|start| *start < new);
        self.count_between(at, false);
        self.starts.insert(at, new);
        self.count_around(at, true);
    }

    fn change_many(&mut self, old: &[f64], new: &[f64]) {
        let mut old = old.to_vec();
        old.sort_unstable_by(f64::total_cmp);
        let mut old = old.into_iter().peekable();
        self.starts.retain(|start| {
            while old.next_if(|old| old < start).is_some() {}
            old.next_if_eq(start).is_none()
        });
        self.starts.extend(new);
        // Stable, as that makes use of most being in order.
        self.starts.sort_by(f64::total_cmp);
        self.find_median();
    }

    /// Counts the gaps on either side of an instant, or counts them no longer.
    fn count_around(&mut self, at: usize, add: bool) {
        self.count_between(at, add);
        self.count_between(at + 1, add);
    }

    /// Counts the gap before a position, where there is one.
    fn count_between(&mut self, at: usize, add: bool) {
        let (Some(before), Some(after)) =
            (at.checked_sub(1).and_then(|at| self.starts.get(at)), self.starts.get(at))
        else {
            return;
        };
        let gap = after - before;
        if gap < LEAST_GAP_DAYS {
            return;
        }
        let count = |number: &mut usize| *number = if add { *number + 1 } else { number.saturating_sub(1) };
        count(&mut self.total);
        if gap < self.median {
            count(&mut self.less);
        } else if gap == self.median {
            count(&mut self.equal);
        }
    }

    fn find_median(&mut self) {
        let mut gaps: Vec<f64> = self
            .starts
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .filter(|gap| *gap >= LEAST_GAP_DAYS)
            .collect();
        self.total = gaps.len();
        if gaps.is_empty() {
            (self.median, self.less, self.equal) = (0.0, 0, 0);
            return;
        }
        let middle = gaps.len() / 2;
        let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
        self.median = *median;
        self.less = gaps.iter().filter(|gap| **gap < self.median).count();
        self.equal = gaps.iter().filter(|gap| **gap == self.median).count();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn kept_up_to_date(
            starts in prop::collection::vec(0_i32..60, 1..40),
            changes in prop::collection::vec(
                (prop::collection::vec(0_usize..40, 0..20), prop::collection::vec(0_i32..60, 0..20)),
                0..20,
            ),
        ) {
            let mut starts: Vec<f64> = starts.iter().map(|start| f64::from(*start) / 4.0).collect();
            let mut gaps = Gaps::new(starts.clone());
            for (old, new) in changes {
                let mut gone = Vec::new();
                for at in old {
                    if !starts.is_empty() {
                        gone.push(starts.remove(at % starts.len()));
                    }
                }
                let new: Vec<f64> = new.iter().map(|new| f64::from(*new) / 4.0).collect();
                gaps.change(&gone, &new);
                starts.extend(new);
                prop_assert_eq!(&gaps, &Gaps::new(starts.clone()));
            }
        }
    }
}
