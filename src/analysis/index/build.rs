//! Builds the columns of all lanes on every core: each thread fills, sorts and counts lanes of its own, so that no
//! event is looked at twice and no entry copied.

use std::ops::Range;

use super::super::column::LaneColumn;
use super::super::grouping::Grouping;
use super::Reader;
use crate::model::{Clocks, Document, EventIx, threads};

/// The columns of all lanes, not yet packed into rows, and the marks of all events in order.
pub(super) fn columns(
    document: &Document,
    grouping: &Grouping,
    categories: &[String],
    clocks: &Clocks,
) -> (Vec<LaneColumn>, Vec<f64>) {
    let rooms = rooms(document, grouping);
    let parts = shares(&rooms, threads(document.events().len()));
    let fill = |part: &Range<usize>, marks: &mut [f64]| {
        fill(document, grouping, Reader::new(categories, clocks.clone()), (part, &rooms), marks)
    };
    let mut marks = vec![0.0; document.events().len()];
    let columns: Vec<Vec<LaneColumn>> = std::thread::scope(|scope| {
        let fill = &fill;
        let mut rest = marks.as_mut_slice();
        let mut threads = Vec::with_capacity(parts.len());
        let mut own = None;
        for (nth, part) in parts.iter().enumerate() {
            let (marks, others) =
                std::mem::take(&mut rest).split_at_mut(firsts(document, grouping, part, &rooms));
            rest = others;
            match nth {
                0 => own = Some((part, marks)),
                _ => threads.push(scope.spawn(move || fill(part, marks))),
            }
        }
        let own = own.map(|(part, marks)| fill(part, marks));
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<LaneColumn>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        own.into_iter().chain(threads.into_iter().map(join)).collect()
    });
    // Stable, as that makes use of the parts being in order.
    marks.sort_by(f64::total_cmp);
    (columns.into_iter().flatten().collect(), marks)
}

/// How many events stand in lanes of a part first, where they stand in several.
fn firsts(document: &Document, grouping: &Grouping, part: &Range<usize>, rooms: &[u32]) -> usize {
    if grouping.is_single() {
        return rooms[part.clone()].iter().map(|room| *room as usize).sum();
    }
    let all = (0_u32..).take(document.events().len()).map(EventIx);
    all.filter(|ix| grouping.of(*ix).first().is_some_and(|lane| part.contains(&(*lane as usize)))).count()
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
    mut reader: Reader<'_>,
    (part, rooms): (&Range<usize>, &[u32]),
    marks: &mut [f64],
) -> Vec<LaneColumn> {
    let room = &rooms[part.clone()];
    let mut columns: Vec<LaneColumn> =
        room.iter().map(|room| LaneColumn::with_room(*room as usize)).collect();
    let mut places = marks.iter_mut();
    for (ix, event) in (0_u32..).map(EventIx).zip(document.events()) {
        let own = grouping.of(ix);
        if !own.iter().any(|lane| part.contains(&(*lane as usize))) {
            continue;
        }
        let entry = reader.entry(ix, event);
        for (nth, lane) in own.iter().enumerate().filter(|(_, lane)| part.contains(&(**lane as usize))) {
            columns[*lane as usize - part.start].push(entry);
            // An event that stands in several lanes counts in the first.
            if nth == 0
                && let Some(place) = places.next()
            {
                *place = entry.extent.mark;
            }
        }
    }
    columns.iter_mut().for_each(LaneColumn::arrange);
    marks.sort_unstable_by(f64::total_cmp);
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::column::bits;

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
    fn bits_are_in_order() {
        let numbers = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-9, 7.0, f64::INFINITY];
        assert!(numbers.windows(2).all(|pair| bits(pair[0]) < bits(pair[1])));
    }
}
