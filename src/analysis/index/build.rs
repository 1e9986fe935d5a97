//! Builds the columns of all lanes on every core: each thread fills, sorts and counts lanes of its own, so that no
//! event is looked at twice and no entry copied.

use std::ops::Range;

use super::super::column::{Entry, LaneColumn};
use super::super::grouping::Grouping;
use super::Reader;
use crate::model::{Document, EventIx, threads};

/// The columns of all lanes, not yet packed into rows, and the marks of all events in order.
pub(super) fn columns(
    document: &Document,
    grouping: &Grouping,
    categories: &[String],
) -> (Vec<LaneColumn>, Vec<f64>) {
    let rooms = rooms(document, grouping);
    let parts = shares(&rooms, threads(document.events().len()));
    let fill = |part: &Range<usize>| fill(document, grouping, categories, (part, &rooms));
    let filled: Vec<(Vec<LaneColumn>, Vec<f64>)> = std::thread::scope(|scope| {
        let fill = &fill;
        let others: Vec<_> =
            parts.iter().skip(1).map(|part| (part, scope.spawn(move || fill(part)))).collect();
        let own = parts.first().map(fill);
        // A thread that could not do its part leaves it to this one.
        let others = others.into_iter().map(|(part, thread)| thread.join().unwrap_or_else(|_| fill(part)));
        own.into_iter().chain(others).collect()
    });
    let (mut columns, mut marks) = (Vec::with_capacity(rooms.len()), Vec::new());
    for (part, own_marks) in filled {
        columns.extend(part);
        marks = if marks.is_empty() { own_marks } else { merged(&marks, &own_marks) };
    }
    (columns, marks)
}

/// Two ascending lists as one.
fn merged(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let mut b = b.iter().peekable();
    for mark in a {
        while let Some(earlier) = b.next_if(|other| other.total_cmp(mark).is_lt()) {
            all.push(*earlier);
        }
        all.push(*mark);
    }
    all.extend(b);
    all
}

/// How many events stand in each lane.
fn rooms(document: &Document, grouping: &Grouping) -> Vec<u32> {
    let mut rooms = vec![0; grouping.lanes().len()];
    for ix in (0_u32..).take(document.events().len()).map(EventIx) {
        for lane in grouping.of(ix) {
            rooms[*lane as usize] += 1;
        }
    }
    rooms
}

/// The lanes in parts of about the same number of events; at least one, and none but the last is empty.
fn shares(rooms: &[u32], parts: usize) -> Vec<Range<usize>> {
    let mut left: u64 = rooms.iter().map(|room| u64::from(*room)).sum();
    let mut shares = Vec::with_capacity(parts);
    let mut at = 0;
    for part in 0..parts {
        let share = left.div_ceil((parts - part) as u64);
        let (from, mut own) = (at, 0);
        while at < rooms.len() && (own < share || part + 1 == parts) {
            own += u64::from(rooms[at]);
            at += 1;
        }
        left -= own;
        if from < at || shares.is_empty() {
            shares.push(from..at);
        }
    }
    shares
}

fn fill(
    document: &Document,
    grouping: &Grouping,
    categories: &[String],
    (part, rooms): (&Range<usize>, &[u32]),
) -> (Vec<LaneColumn>, Vec<f64>) {
    let room = &rooms[part.clone()];
    let mut columns: Vec<LaneColumn> =
        room.iter().map(|room| LaneColumn::with_room(*room as usize)).collect();
    let mut marks = Vec::with_capacity(room.iter().map(|room| *room as usize).sum());
    let mut reader = Reader::new(categories);
    for (ix, event) in (0_u32..).map(EventIx).zip(document.events()) {
        let own = grouping.of(ix);
        if !own.iter().any(|lane| part.contains(&(*lane as usize))) {
            continue;
        }
        let entry = reader.entry(ix, event);
        for (nth, lane) in own.iter().enumerate().filter(|(_, lane)| part.contains(&(**lane as usize))) {
            columns[*lane as usize - part.start].push(entry);
            // An event that stands in several lanes counts in the first.
            if nth == 0 {
                marks.push(entry.extent.mark);
            }
        }
    }
    columns.iter_mut().for_each(LaneColumn::arrange);
    marks.sort_unstable_by(f64::total_cmp);
    (columns, marks)
}

/// Sorts entries by their beginning, the longer first, else by their position in the file. Sorts short keys instead of
/// the entries themselves, which is quicker where these stand in no order.
pub(in crate::analysis) fn sort(entries: &mut Vec<Entry>) {
    let key = |(at, entry): (u32, &Entry)| (bits(entry.extent.from), !bits(entry.extent.to), entry.ix, at);
    let mut keys: Vec<(u64, u64, EventIx, u32)> = (0..).zip(entries.iter()).map(key).collect();
    keys.sort_unstable();
    *entries = keys.into_iter().map(|(.., at)| entries[at as usize]).collect();
}

/// A number in the order of [`f64::total_cmp`].
fn bits(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_shared_out_whole() {
        let ends = |rooms: &[u32], parts| {
            shares(rooms, parts).into_iter().map(|share| share.end).collect::<Vec<_>>()
        };
        assert_eq!(ends(&[], 2), [0]);
        assert_eq!(ends(&[5], 2), [1]);
        assert_eq!(ends(&[1, 1, 1, 1], 2), [2, 4]);
        assert_eq!(ends(&[9, 1, 1, 0], 2), [1, 4]);
        assert_eq!(ends(&[0, 0, 9], 3), [3]);
        assert_eq!(ends(&[1, 2, 3], 1), [3]);
    }

    #[test]
    fn lists_are_merged_in_order() {
        assert_eq!(merged(&[1.0, 4.0, 4.0], &[0.0, 2.0, 4.0, 9.0]), [0.0, 1.0, 2.0, 4.0, 4.0, 4.0, 9.0]);
        assert_eq!(merged(&[], &[3.0]), [3.0]);
    }

    #[test]
    fn bits_are_in_order() {
        let numbers = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-9, 7.0, f64::INFINITY];
        assert!(numbers.windows(2).all(|pair| bits(pair[0]) < bits(pair[1])));
    }
}
