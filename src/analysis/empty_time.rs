//! The stretches of time in which nothing happens in any of some lanes, and which of them are long: an axis may fold those.

use super::Index;
use super::extent::Extent;

/// So many stretches are a block, of which it is known how long the longest is.
const BLOCK: usize = 64;

/// Stretches without events between the first event and the last, in order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EmptyTime {
    /// From where to where each goes, in days since 1970-01-01.
    stretches: Vec<(f64, f64)>,
    /// The longest of each block of them, in days.
    longest: Vec<f64>,
}

impl EmptyTime {
    /// Those between the events of some lanes. What goes on without an end, or since nobody knows when, counts with the end
    /// that is known: else one such event would fill all time.
    #[must_use]
    pub fn of(index: &Index, lanes: &[u32]) -> Self {
        let mut busy: Vec<(f64, f64)> = Vec::new();
        for column in lanes.iter().filter_map(|lane| index.lane(*lane)) {
            let first = busy.len();
            for Extent { from, to, .. } in column.entries().iter().map(|entry| entry.extent) {
                // In order of their beginnings, so that most lie within the one before.
                match busy[first..].last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ => busy.push((from, to)),
                }
            }
        }
        Self::between(busy)
    }

    /// What is left between stretches of time in any order.
    #[must_use]
    pub fn between(mut busy: Vec<(f64, f64)>) -> Self {
        busy.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut stretches = Vec::new();
        let mut until = f64::INFINITY;
        for (from, to) in busy {
            if from > until {
                stretches.push((until, from));
            }
            until = if until == f64::INFINITY { to } else { until.max(to) };
        }
        let length = |block: &[(f64, f64)]| block.iter().map(|(from, to)| to - from).fold(0.0, f64::max);
        let longest = stretches.chunks(BLOCK).map(length).collect();
        Self { stretches, longest }
    }

    /// The first stretch of more than `least` days that ends after an instant.
    #[must_use]
    pub fn longer_after(&self, instant: f64, least: f64) -> Option<(f64, f64)> {
        let mut at = self.stretches.partition_point(|(_, to)| *to <= instant);
        while let Some(stretch) = self.stretches.get(at) {
            if at % BLOCK == 0 && self.longest[at / BLOCK] <= least {
                at += BLOCK;
            } else if stretch.1 - stretch.0 > least {
                return Some(*stretch);
            } else {
                at += 1;
            }
        }
        None
    }

    /// The last stretch of more than `least` days that begins before an instant.
    #[must_use]
    pub fn longer_before(&self, instant: f64, least: f64) -> Option<(f64, f64)> {
        let mut end = self.stretches.partition_point(|(from, _)| *from < instant);
        while let Some(at) = end.checked_sub(1) {
            let (from, to) = self.stretches[at];
            if at % BLOCK == BLOCK - 1 && self.longest[at / BLOCK] <= least {
                end -= BLOCK;
            } else if to - from > least {
                return Some((from, to));
            } else {
                end = at;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_events_is_empty() {
        let empty = EmptyTime::between(vec![(50.0, 60.0), (0.0, 1.0), (2.0, 3.0), (2.5, 8.0), (55.0, 57.0)]);
        assert_eq!(empty.stretches, [(1.0, 2.0), (8.0, 50.0)]);
        assert_eq!(EmptyTime::between(Vec::new()), EmptyTime::default());
    }

    #[test]
    fn only_the_long_ones_are_found() {
        // Each hundredth is long, and the others are a day.
        let mut busy = Vec::new();
        let mut at = 0.0;
        for n in 0..1000 {
            busy.push((at, at + 1.0));
            at += if n % 100 == 50 { 31.0 } else { 2.0 };
        }
        let empty = EmptyTime::between(busy);
        let all: Vec<(f64, f64)> =
            empty.stretches.iter().copied().filter(|(from, to)| to - from > 5.0).collect();
        assert_eq!(all.len(), 10);
        for instant in (-10..2500).map(f64::from) {
            let after = all.iter().find(|(_, to)| *to > instant).copied();
            let before = all.iter().rfind(|(from, _)| *from < instant).copied();
            assert_eq!(empty.longer_after(instant, 5.0), after, "{instant}");
            assert_eq!(empty.longer_before(instant, 5.0), before, "{instant}");
        }
        assert_eq!(empty.longer_after(f64::NEG_INFINITY, 40.0), None);
    }
}
