//! Where each event's mark or bar stands: what is in view of each lane is packed into rows, as many as the lane has room
//! for. Whom there is no row for is told apart, so that the lane's head counts them and leads to them.

use super::ongoing::Ongoing;
use super::piles::{Behind, Hidden};
use super::rows::{Boxed, First, Rows};
use super::seen::{Looker, Seen, rank};
use crate::analysis::{Entry, LaneColumn, MAX_ROWS, Shape};
use crate::layout::cache::Memory;
use crate::layout::in_view::Members;
use crate::layout::labels::words::WordsMemory;
use crate::layout::lanes::{LaneBox, Need};
use crate::layout::{Frame, Lod, Metrics, TimeScale};
use crate::model::EventIx;
use crate::scene::{Color, Pos2, Rect, TextMeasure, pos2};

/// Where more than this part of a lane's events would have no row for the sake of titles, marks come first.
const MOST_HIDDEN: f32 = 0.12;

/// An event in its place on the canvas. There are thousands of them in a picture, so that they are kept small.
#[derive(Clone, Debug)]
pub(crate) struct MarkPlacement<'a> {
    /// What the index knows of the event.
    pub entry: &'a Entry,
    /// The middle of its mark.
    pub at: Pos2,
    /// The bar of a span, an imprecise date or a wide day.
    pub bar: Option<Rect>,
    /// Its category's colour.
    pub color: Color,
    /// How opaque it is drawn.
    pub opacity: f32,
    /// The event.
    pub ix: EventIx,
    /// Its number among those in the picture: where occurrences are overlaid an event is drawn several times.
    pub nth: u32,
    /// How it is drawn.
    pub shape: Shape,
    /// Whether it belongs to the coincidence that was gone to.
    pub in_current: bool,
    /// Whether it belongs to any certain coincidence.
    pub ringed: bool,
    /// Smaller is asked about more.
    class: u8,
}

impl MarkPlacement<'_> {
    /// Smaller is more important: who keeps the label. In order of what it is asked about, its importance, and its
    /// position.
    pub fn rank(&self) -> u64 {
        rank(self.class, self.entry)
    }

    /// Whether it is asked about: selected, under the pointer, found, or of the coincidence that was gone to. It
    /// then has its title even where others are only marks.
    pub fn stands_out(&self) -> bool {
        self.class <= 3
    }

    /// Whether its title is worth its whole length even where others are short.
    pub fn in_full(&self) -> bool {
        self.class <= 1 || self.in_current
    }
}

/// How many events a lane has in view, and for whom there is no row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    /// All in view.
    pub in_view: usize,
    /// Those that have no row.
    pub hidden: Hidden,
}

/// What was seen of a lane.
#[derive(Clone, Copy, Debug)]
struct LaneSeen {
    /// Its place among the lanes that are shown.
    place: usize,
    /// Where its events begin and end among all that were seen.
    first: usize,
    end: usize,
    /// Events that go on all around the view and are not looked at one by one.
    around: Hidden,
    rows: u8,
}

/// The events in view in their places, lane by lane.
pub(crate) struct Placement<'a, 'b> {
    looker: Looker<'a, 'b>,
    metrics: &'b Metrics,
    /// Of all lanes that are shown, one after the other.
    seen: Vec<Seen<'a>>,
    lanes: Vec<LaneSeen>,
    placed: Vec<MarkPlacement<'a>>,
    /// Where the events of each lane in view end, and what is told of it.
    ends: Vec<(usize, Tally)>,
    /// Who has no row.
    behind: Behind,
    /// Who goes on around the view; `None` where there will be no next picture.
    ongoing: Option<Ongoing>,
    rows: Rows,
    boxes: Vec<Boxed>,
    row_of: Vec<Option<u8>>,
}

impl<'a, 'b> Placement<'a, 'b> {
    /// Nothing yet.
    pub fn new(
        frame: &'b Frame<'a>,
        scale: &'b TimeScale,
        metrics: &'b Metrics,
        lod: Lod,
        members: &'b Members,
        memory: &mut Memory,
    ) -> Self {
        let mut behind = std::mem::take(&mut memory.behind);
        behind.clear();
        let looker = Looker::new(frame, scale, metrics, lod, members);
        Self {
            looker,
            metrics,
            seen: Vec::with_capacity(256),
            lanes: Vec::with_capacity(frame.lanes.shown.len()),
            placed: Vec::new(),
            ends: Vec::new(),
            behind,
            ongoing: memory.keeps.then(|| std::mem::take(&mut memory.ongoing)),
            rows: std::mem::take(&mut memory.packing),
            boxes: Vec::new(),
            row_of: Vec::new(),
        }
    }

    /// Looks at what is in view of lanes, given with their places among those that are shown, in this order.
    pub fn look(
        &mut self,
        lanes: impl Iterator<Item = (usize, u32)>,
        measure: &mut dyn TextMeasure,
        memory: &mut Memory,
    ) {
        lanes.for_each(|(place, lane)| self.look_at(place, lane, &mut memory.words, measure));
    }

    /// What each lane that was looked at needs.
    pub fn needs(&self) -> impl Iterator<Item = Need> {
        self.lanes.iter().map(|lane| {
            let seen = self.seen.get(lane.first..lane.end).unwrap_or_default();
            let any = !lane.around.is_empty() || seen.iter().any(|seen| seen.inside);
            if any { Need::Rows(lane.rows) } else { Need::Nothing }
        })
    }

    /// Looks at a lane's events, and how many rows they need.
    fn look_at(&mut self, place: usize, lane: u32, words: &mut WordsMemory, measure: &mut dyn TextMeasure) {
        let first = self.seen.len();
        let mut around = Hidden::NONE;
        if let Some(column) = self.looker.frame.index.lane(lane) {
            around = self.touching(lane, column, words, measure);
        }
        let own = &mut self.seen[first..];
        own.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.entry.ix.cmp(&b.entry.ix)));
        self.boxes.clear();
        self.boxes.extend(own.iter().map(|seen| seen.boxed));
        let rows = self.rows.pack(&self.boxes, MAX_ROWS, First::Labels, &mut self.row_of);
        own.iter_mut().zip(&self.row_of).for_each(|(seen, row)| seen.row = *row);
        self.lanes.push(LaneSeen { place, first, end: self.seen.len(), around, rows: rows.max(1) });
    }

    /// Adds what touches the stretch of a lane. Of thousands of spans that go on all around it the most important of
    /// each row of the index is looked at; gives the others.
    fn touching(
        &mut self,
        lane: u32,
        column: &'a LaneColumn,
        words: &mut WordsMemory,
        measure: &mut dyn TextMeasure,
    ) -> Hidden {
        let (from, to) = self.looker.stretch();
        let mut around = Hidden::NONE;
        let (looker, seen, behind) = (&self.looker, &mut self.seen, &mut self.behind);
        let mut look = |entry: &'a Entry| seen.push(looker.seen(entry, words, measure));
        let Some(ongoing) = self.ongoing.as_mut().filter(|_| looker.is_calm) else {
            column.touching(from, to).for_each(look);
            return around;
        };
        let stretch = ongoing.around(lane, column, (from, to));
        let entries = column.entries();
        let goes_on =
            |entry: &&Entry| entry.extent.to >= from || entry.extent.after == crate::analysis::Tail::Open;
        let others = stretch.others.iter().filter_map(|at| entries.get(*at as usize));
        others.filter(goes_on).for_each(&mut look);
        let later = column.beginning_between(stretch.begin(), to.next_up());
        later.iter().filter(goes_on).for_each(&mut look);
        for row in &stretch.rows {
            if let Some(entry) = entries.get(row.first as usize) {
                look(entry);
                behind.push_all(&mut around, &row.rest);
            }
        }
        around
    }

    /// Places the events of the lanes in view, each in as many rows as it has room for.
    pub fn settle(&mut self, boxes: &[LaneBox]) {
        for lane in boxes {
            let seen = self.lanes.binary_search_by_key(&lane.place, |seen| seen.place);
            let tally = match seen.ok().and_then(|at| self.lanes.get(at)).copied() {
                Some(seen) => self.settle_lane(lane, &seen),
                None => Tally { in_view: 0, hidden: Hidden::NONE },
            };
            self.ends.push((self.placed.len(), tally));
        }
    }

    fn settle_lane(&mut self, lane: &LaneBox, looked: &LaneSeen) -> Tally {
        let mut tally = Tally { in_view: looked.around.len(), hidden: looked.around };
        if lane.folded {
            return tally;
        }
        self.pack(lane, looked);
        let seen = self.seen.get(looked.first..looked.end).unwrap_or_default();
        for (seen, row) in seen.iter().zip(&self.row_of) {
            tally.in_view += usize::from(seen.inside);
            match row {
                Some(row) => {
                    let y = lane.row_y(*row, self.metrics);
                    let mut placed = placed(self.looker.frame, self.metrics, seen, (y, lane.presence));
                    #[allow(clippy::cast_possible_truncation)] // some thousands
                    {
                        placed.nth = self.placed.len() as u32;
                    }
                    self.placed.push(placed);
                }
                None if seen.inside => self.behind.push(&mut tally.hidden, seen.entry.ix),
                None => {}
            }
        }
        tally
    }

    /// Gives the events of a lane the rows that it has room for.
    fn pack(&mut self, lane: &LaneBox, looked: &LaneSeen) {
        let seen = self.seen.get(looked.first..looked.end).unwrap_or_default();
        if looked.rows <= lane.rows && seen.iter().all(|seen| seen.row.is_some()) {
            // It has all that it needs, so that all stand as they did when that was found out.
            self.row_of.clear();
            self.row_of.extend(seen.iter().map(|seen| seen.row));
        } else {
            self.boxes.clear();
            self.boxes.extend(seen.iter().map(|seen| seen.boxed));
            self.pack_low(lane.rows, looked);
        }
    }

    /// Packs the boxes of a lane into fewer rows than they need, so that some have none.
    fn pack_low(&mut self, rows: u8, looked: &LaneSeen) {
        let seen = self.seen.get(looked.first..looked.end).unwrap_or_default();
        let asked = |seen: &Seen<'_>, row: &Option<u8>| row.is_none() && seen.standing.stands_out();
        let mut first = First::Labels;
        self.rows.pack(&self.boxes, rows, first, &mut self.row_of);
        let hidden = self.row_of.iter().filter(|row| row.is_none()).count();
        if hidden as f32 > MOST_HIDDEN * seen.len() as f32 && self.boxes.iter().any(Boxed::has_label) {
            first = First::Marks;
            self.rows.pack(&self.boxes, rows, first, &mut self.row_of);
        }
        if seen.iter().zip(&self.row_of).any(|(seen, row)| asked(seen, row)) {
            // What is asked about is seen, whoever else then has no row.
            for (boxed, seen) in
                self.boxes.iter_mut().zip(seen).filter(|(_, seen)| seen.standing.stands_out())
            {
                (boxed.rank, boxed.important) = (u64::from(seen.standing.class), true);
            }
            self.rows.pack(&self.boxes, rows, first, &mut self.row_of);
        }
    }

    /// The lanes in view with their events by time, who has no row, and who stands behind what.
    pub fn lane(&self, at: usize) -> &[MarkPlacement<'a>] {
        let end = |at: usize| self.ends.get(at).map_or(0, |(end, _)| *end);
        let first = at.checked_sub(1).map_or(0, end);
        self.placed.get(first..end(at)).unwrap_or_default()
    }

    /// How many events a lane has in view, and for whom there is no row; the lane given with its place among those in
    /// view.
    pub fn tally(&self, at: usize) -> Tally {
        self.ends.get(at).map_or(Tally { in_view: 0, hidden: Hidden::NONE }, |(_, tally)| *tally)
    }

    /// Who has no row in a lane.
    pub fn hidden(&self, tally: Tally) -> impl Iterator<Item = EventIx> {
        self.behind.of(tally.hidden)
    }

    /// Gives back what may be used again.
    pub fn end(self, memory: &mut Memory) {
        memory.behind = self.behind;
        memory.packing = self.rows;
        memory.ongoing = self.ongoing.unwrap_or_default();
    }
}

fn placed<'a>(
    frame: &Frame<'_>,
    metrics: &Metrics,
    seen: &Seen<'a>,
    (y, presence): (f32, f32),
) -> MarkPlacement<'a> {
    let (entry, standing) = (seen.entry, seen.standing);
    let opacity = frame.search.opacity(standing.dimmed, |before| !before.contains(entry.ix));
    let half = metrics.bar_height / 2.0;
    let bar = |(left, right): (f32, f32)| Rect::from_min_max(pos2(left, y - half), pos2(right, y + half));
    MarkPlacement {
        entry,
        at: pos2(seen.x, y),
        bar: seen.bar.map(bar),
        color: category_color(frame, entry),
        opacity: opacity * presence,
        ix: entry.ix,
        nth: 0,
        shape: entry.extent.shape,
        in_current: standing.in_current,
        ringed: standing.ringed,
        class: standing.class,
    }
}

/// The colour of an event's category.
pub(crate) fn category_color(frame: &Frame<'_>, entry: &Entry) -> Color {
    frame.theme.categories.get(usize::from(entry.category)).copied().unwrap_or(frame.theme.uncategorised)
}
