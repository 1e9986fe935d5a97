//! Spans that take more than the view: a lane may have thousands of them at once, all of which are the same bar from edge
//! to edge. Who they are is found once for a stretch around the view, so that moving it looks at the others alone.

use std::rc::Rc;

use crate::analysis::{Entry, LaneColumn, MAX_ROWS, Shape};
use crate::model::EventIx;

/// The stretches that were looked at, by lane.
#[derive(Default)]
pub(crate) struct Ongoing(foldhash::HashMap<u32, Stretch>);

/// Who goes on at the beginning of a stretch of time.
pub(crate) struct Stretch {
    range: (f64, f64),
    /// Of each row of the index, those who take all of the stretch.
    pub rows: Vec<Row>,
    /// The positions of the others.
    pub others: Vec<u32>,
}

/// Spans of a row that take all of a stretch.
pub(crate) struct Row {
    /// The position of the most important of them.
    pub first: u32,
    /// All others.
    pub rest: Rc<[EventIx]>,
}

impl Ongoing {
    /// A stretch of a lane that has a view in it: the one there is, where it is not too long for the view by now.
    pub fn around(&mut self, lane: u32, column: &LaneColumn, (from, to): (f64, f64)) -> &Stretch {
        let days = to - from;
        let serves = |stretch: &Stretch| {
            let (first, last) = stretch.range;
            first <= from && to <= last && last - first <= 4.0 * days
        };
        let range = (from - days / 2.0, to + days / 2.0);
        let stretch = self.0.entry(lane).or_insert_with(|| Stretch::new(column, range));
        if !serves(stretch) {
            *stretch = Stretch::new(column, range);
        }
        stretch
    }
}

impl Stretch {
    fn new(column: &LaneColumn, range: (f64, f64)) -> Self {
        let entries = column.entries();
        let mut whole: [Vec<u32>; MAX_ROWS as usize] = Default::default();
        let mut others = Vec::new();
        for at in column.going_on(range.0) {
            let entry = &entries[at];
            #[allow(clippy::cast_possible_truncation)] // as many as there are events at the most
            let at = at as u32;
            match whole.get_mut(usize::from(entry.row)).filter(|_| takes_all(entry, range)) {
                Some(row) => row.push(at),
                None => others.push(at),
            }
        }
        let row = |all: Vec<u32>| {
            let entry = |at: &u32| &entries[*at as usize];
            let first = all.iter().copied().min_by_key(|at| rank(entry(at)))?;
            let rest = all.iter().filter(|at| **at != first).map(|at| entry(at).ix).collect();
            Some(Row { first, rest })
        };
        Self { range, rows: whole.into_iter().filter_map(row).collect(), others }
    }

    /// Where the stretch begins: what goes on then is known.
    pub fn begin(&self) -> f64 {
        self.range.0
    }
}

/// Whether an event is a span that takes all of a stretch.
pub(crate) fn takes_all(entry: &Entry, (from, to): (f64, f64)) -> bool {
    entry.extent.shape == Shape::Span && entry.extent.from <= from && entry.extent.to >= to
}

/// Smaller is more important, where nothing is asked about an event.
pub(crate) fn rank(entry: &Entry) -> u64 {
    u64::from(5 - entry.importance.min(5)) << 32 | u64::from(entry.ix.0)
}
