//! Where each event's mark or bar stands. Marks that would cover one another become one, which knows whom it hides.

use std::cell::Cell;
use std::rc::Rc;

use super::ongoing::{self, Ongoing};
use super::piles::{Behind, Hidden};
use crate::analysis::{Entry, MAX_ROWS, Shape, Tail};
use crate::layout::cache::Memory;
use crate::layout::in_view::Members;
use crate::layout::lanes::LaneBox;
use crate::layout::metrics::DIMMED;
use crate::layout::{Frame, Metrics, TimeScale};
use crate::model::EventIx;
use crate::scene::{Color, Pos2, Rect, pos2};

/// So far beyond the edges of the view marks are placed too, in points.
pub(crate) const MARGIN_PT: f64 = 24.0;

/// How much is asked about an event that has a ring, and no more.
const RINGED: u8 = 4;

/// From this width of a day on, an event without an hour is shown as taking the whole day.
const WIDE_DAY_PT: f64 = 60.0;

/// An event in its place on the canvas. There are ten thousand of them in a picture, so that they are kept small.
#[derive(Debug)]
pub(crate) struct MarkPlacement<'a> {
    /// What the index knows of the event.
    pub entry: &'a Entry,
    /// The middle of its mark.
    pub at: Pos2,
    /// The bar of a span, an imprecise date or a wide day.
    pub bar: Option<Rect>,
    /// The events that it hides, itself not counted.
    pub hidden: Hidden,
    /// Its category's colour.
    pub color: Color,
    /// How opaque it is drawn.
    pub opacity: f32,
    /// The event.
    pub ix: EventIx,
    /// How it is drawn.
    pub shape: Shape,
    /// Whether it is drawn as little more than its mark.
    small: bool,
    /// Whether it belongs to the coincidence that was gone to.
    pub in_current: bool,
    /// Whether it belongs to any certain coincidence.
    pub ringed: bool,
    /// Whether there was no room to say how many it hides.
    pub uncounted: Cell<bool>,
    /// Smaller is asked about more.
    class: u8,
}

impl MarkPlacement<'_> {
    /// Smaller is more important: who keeps the label, and who stands for those that are hidden. In order of what it
    /// is asked about, its importance, and its position.
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

fn rank(class: u8, entry: &Entry) -> u64 {
    u64::from(class) << 40 | ongoing::rank(entry)
}

/// The events in view in their places, lane by lane: of all lanes where lines lead from one to another, else of the
/// lane that is being drawn, which the processor then has at hand.
pub(crate) struct Placement<'a, 'b> {
    frame: &'b Frame<'a>,
    scale: &'b TimeScale,
    metrics: &'b Metrics,
    members: Members,
    seen: Vec<Seen<'a>>,
    placed: Vec<MarkPlacement<'a>>,
    /// Who stands behind whom.
    behind: Behind,
    /// Who goes on around the view; `None` where there will be no next picture.
    ongoing: Option<Ongoing>,
    /// Where the events of each lane end, where all are kept.
    ends: Option<Vec<usize>>,
}

impl<'a, 'b> Placement<'a, 'b> {
    /// Nothing yet.
    pub fn new(
        frame: &'b Frame<'a>,
        scale: &'b TimeScale,
        metrics: &'b Metrics,
        members: Members,
        memory: &mut Memory,
    ) -> Self {
        let mut behind = std::mem::take(&mut memory.behind);
        behind.clear();
        let ongoing = memory.keeps.then(|| std::mem::take(&mut memory.ongoing));
        let (seen, placed) = (Vec::with_capacity(256), Vec::with_capacity(256));
        Self { frame, scale, metrics, members, seen, placed, behind, ongoing, ends: None }
    }

    /// Places the events of all lanes, and keeps them.
    pub fn all(&mut self, lanes: &[LaneBox]) -> (impl Iterator<Item = &[MarkPlacement<'a>]>, &Behind) {
        let mut ends = Vec::with_capacity(lanes.len());
        for lane in lanes {
            self.place(lane);
            ends.push(self.placed.len());
        }
        let ends = &*self.ends.insert(ends);
        let mut rest = self.placed.as_slice();
        let mut first = 0;
        let lanes = ends.iter().map(move |end| {
            let (lane, others) = rest.split_at(end - first);
            (rest, first) = (others, *end);
            lane
        });
        (lanes, &self.behind)
    }

    /// The events of a lane by time, the lane given with its place among those in view; and who stands behind whom.
    pub fn lane(&mut self, at: usize, lane: &LaneBox) -> (&[MarkPlacement<'a>], &Behind) {
        let Some(ends) = &self.ends else {
            self.placed.clear();
            self.behind.clear();
            self.place(lane);
            return (&self.placed, &self.behind);
        };
        let first = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let end = ends.get(at).copied().unwrap_or(first);
        (self.placed.get(first..end).unwrap_or_default(), &self.behind)
    }

    /// Gives back what may be used again.
    pub fn end(self, memory: &mut Memory) {
        memory.behind = self.behind;
        memory.ongoing = self.ongoing.unwrap_or_default();
    }

    fn place(&mut self, lane: &LaneBox) {
        let Some(column) = self.frame.index.lane(lane.lane) else { return };
        let (from, to) = self.scale.range();
        // Who slides to its place comes from up to a day away, as clocks differ by no more.
        let sliding = if self.frame.axis.slide.is_some() { 1.1 } else { 0.0 };
        let margin = MARGIN_PT / self.scale.pt_per_day() + sliding;
        let (from, to) = (from - margin, to + margin);
        let placer = Placer::new(self.frame, self.scale, self.metrics, lane, &self.members);
        self.seen.clear();
        let mut whole = [None; MAX_ROWS as usize];
        let mut look = |entry: &'a Entry| {
            if !placer.takes_all(entry, &mut whole, &mut self.behind) {
                self.seen.push(placer.seen(entry));
            }
        };
        let ongoing = self.ongoing.as_mut().filter(|_| placer.is_calm);
        if let Some(ongoing) = ongoing {
            let stretch = ongoing.around(lane.lane, column, (from, to));
            let entries = column.entries();
            let goes_on = |entry: &&Entry| entry.extent.to >= from || entry.extent.after == Tail::Open;
            let others = stretch.others.iter().filter_map(|at| entries.get(*at as usize));
            others.filter(goes_on).for_each(&mut look);
            let later = column.beginning_between(stretch.begin(), to.next_up());
            later.iter().filter(goes_on).for_each(look);
            for row in &stretch.rows {
                if let Some(entry) = entries.get(row.first as usize) {
                    placer.add_whole(entry, Standing::USUAL, &mut whole, &mut self.behind);
                    placer.add_all(entry, &row.rest, &mut whole, &mut self.behind);
                }
            }
        } else {
            column.touching(from, to).for_each(look);
        }
        let seen = |whole: Whole<'a>| Seen { standing: whole.standing, ..placer.seen(whole.entry) };
        self.seen.extend(whole.into_iter().flatten().map(seen));
        sort(&mut self.seen);
        placer.stand(&self.seen, &whole, &mut self.placed, &mut self.behind);
    }
}

/// What decides whether an event is drawn or stands behind another.
struct Seen<'a> {
    entry: &'a Entry,
    x: f32,
    /// Whether it is drawn as little more than its mark.
    small: bool,
    standing: Standing,
}

/// The spans of a row that take all of the view, of which one can only see one.
#[derive(Clone, Copy)]
struct Whole<'a> {
    /// The most important of them, which stands for all.
    entry: &'a Entry,
    standing: Standing,
    hidden: Hidden,
}

/// Those of each row.
type Wholes<'a> = [Option<Whole<'a>>; MAX_ROWS as usize];

/// What an event is asked about.
#[derive(Clone, Copy)]
struct Standing {
    class: u8,
    dimmed: bool,
    in_current: bool,
    ringed: bool,
}

impl Standing {
    /// Nothing.
    const USUAL: Self = Self { class: 5, dimmed: false, in_current: false, ringed: false };
}

/// By their places. They come by their beginnings, which is nearly the same order: only what is long or imprecise goes
/// some places on.
fn sort(all: &mut [Seen<'_>]) {
    let order = |a: &Seen<'_>, b: &Seen<'_>| a.x.total_cmp(&b.x).then(a.entry.ix.cmp(&b.entry.ix));
    let mut moves = 4 * all.len();
    for next in 1..all.len() {
        let mut at = next;
        // Most are found in order by their places alone.
        while at > 0 && all[at - 1].x >= all[at].x && order(&all[at - 1], &all[at]).is_gt() {
            all.swap(at - 1, at);
            at -= 1;
            moves = moves.saturating_sub(1);
        }
        if moves == 0 {
            return all.sort_unstable_by(order);
        }
    }
}

/// Places the events of a lane.
struct Placer<'a> {
    frame: &'a Frame<'a>,
    scale: &'a TimeScale,
    metrics: &'a Metrics,
    members: &'a Members,
    /// Whether nothing is asked about any event.
    is_calm: bool,
    /// Whether no event has a ring either.
    is_usual: bool,
    /// Whether a day has a bar of its own.
    wide_day: bool,
    /// The first and the last instant in view.
    range: (f64, f64),
    /// For each row of the index the row that it is drawn in, and the middle of that.
    rows: [(u8, f32); MAX_ROWS as usize],
}

impl<'a> Placer<'a> {
    fn new(
        frame: &'a Frame<'_>,
        scale: &'a TimeScale,
        metrics: &'a Metrics,
        lane: &LaneBox,
        members: &'a Members,
    ) -> Self {
        let one = frame.emphasis.selected.or(frame.emphasis.hovered).is_some() || frame.search.hits.is_some();
        let some = !members.current.is_empty() || members.highlighted.is_some();
        let is_calm = !one && !some;
        let mut rows = [(0, 0.0); MAX_ROWS as usize];
        for (row, slot) in (0..).zip(&mut rows) {
            *slot = (row % lane.rows.max(1), lane.row_y(row, metrics));
        }
        let wide_day = scale.pt_per_day() >= WIDE_DAY_PT;
        Self {
            frame,
            scale,
            metrics,
            members,
            is_calm,
            is_usual: is_calm && members.any.is_empty(),
            wide_day,
            range: scale.range(),
            rows,
        }
    }

    fn row(&self, entry: &Entry) -> (u8, f32) {
        self.rows.get(usize::from(entry.row)).copied().unwrap_or(self.rows[0])
    }

    /// Whether a span takes all of the view and nothing is asked about it: then it is one of those of its row.
    fn takes_all<'e>(&self, entry: &'e Entry, whole: &mut Wholes<'e>, behind: &mut Behind) -> bool {
        if !ongoing::takes_all(entry, self.range) {
            return false;
        }
        let standing = if self.is_usual { Standing::USUAL } else { self.standing(entry) };
        // Where it has a ring, that is out of view.
        if standing.class < RINGED {
            return false;
        }
        let standing = Standing { dimmed: standing.dimmed, ..Standing::USUAL };
        self.add_whole(entry, standing, whole, behind);
        true
    }

    fn add_whole<'e>(
        &self,
        entry: &'e Entry,
        standing: Standing,
        whole: &mut Wholes<'e>,
        behind: &mut Behind,
    ) {
        match &mut whole[usize::from(self.row(entry).0 % MAX_ROWS)] {
            Some(whole) => {
                let mut other = entry.ix;
                if ongoing::rank(entry) < ongoing::rank(whole.entry) {
                    other = std::mem::replace(&mut whole.entry, entry).ix;
                }
                whole.standing.dimmed &= standing.dimmed;
                behind.push(&mut whole.hidden, other);
            }
            none => *none = Some(Whole { entry, standing, hidden: Hidden::NONE }),
        }
    }

    /// Adds to those of the row of an entry.
    fn add_all(&self, entry: &Entry, all: &Rc<[EventIx]>, whole: &mut Wholes<'_>, behind: &mut Behind) {
        if let Some(whole) = &mut whole[usize::from(self.row(entry).0 % MAX_ROWS)] {
            behind.push_all(&mut whole.hidden, all);
        }
    }

    /// Adds what was seen in a lane, those that would cover one another as one; given with what takes all of the view.
    fn stand<'e>(
        &self,
        seen: &[Seen<'e>],
        whole: &[Option<Whole<'e>>],
        all: &mut Vec<MarkPlacement<'e>>,
        behind: &mut Behind,
    ) {
        let mut last_in_row = [usize::MAX; MAX_ROWS as usize];
        let near = self.metrics.mark_radius * 1.8;
        for next in seen {
            let (row, y) = self.row(next.entry);
            let last = &mut last_in_row[usize::from(row % MAX_ROWS)];
            match all.get_mut(*last) {
                Some(other) if next.small && other.small && next.x - other.at.x < near => {
                    self.join(other, next, behind);
                }
                _ => {
                    *last = all.len();
                    let mut placed = self.placed(next, y);
                    if let Some(whole) = whole.get(usize::from(row)).copied().flatten()
                        && whole.entry.ix == next.entry.ix
                    {
                        placed.hidden = whole.hidden;
                    }
                    all.push(placed);
                }
            }
        }
    }

    fn seen<'e>(&self, entry: &'e Entry) -> Seen<'e> {
        let standing = if self.is_usual { Standing::USUAL } else { self.standing(entry) };
        let mut x = self.scale.x(entry.extent.mark + self.shift(entry));
        let mut small = true;
        if entry.extent.shape == Shape::Span
            && let Some(bar) = self.bar(entry, 0.0)
        {
            small = bar.width() < self.metrics.mark_radius * 2.5;
            if let Some(at) = self.members.current_at.filter(|_| standing.in_current) {
                x = self.scale.x(at).clamp(bar.left(), bar.right());
            }
        }
        Seen { entry, x, small, standing }
    }

    fn standing(&self, entry: &Entry) -> Standing {
        let in_current = self.members.current.contains(&entry.ix);
        let ringed = self.members.any.contains(&entry.ix);
        let hit = self.frame.search.hits.map(|hits| hits.contains(entry.ix));
        let (selected, hovered) =
            (self.frame.emphasis.selected == Some(entry.ix), self.frame.emphasis.hovered == Some(entry.ix));
        let dimmed = match &self.members.highlighted {
            Some(set) => !set.contains(&entry.ix),
            None => hit == Some(false) && !selected && !hovered,
        };
        let class = match (selected, hovered, hit, in_current, ringed) {
            (true, ..) => 0,
            (_, true, ..) => 1,
            (_, _, Some(true), ..) => 2,
            (_, _, _, true, _) => 3,
            (_, _, _, _, true) => RINGED,
            _ => Standing::USUAL.class,
        };
        Standing { class, dimmed, in_current, ringed }
    }

    fn bar(&self, entry: &Entry, y: f32) -> Option<Rect> {
        // Most are marks alone.
        if entry.extent.shape == Shape::Instant && (!self.wide_day || entry.has_clock()) {
            return None;
        }
        bar(self.frame, self.scale, self.metrics, entry, self.shift(entry), y)
    }

    /// How far an event still is from its place, in days, while it slides to where other clocks place it.
    fn shift(&self, entry: &Entry) -> f64 {
        let slide = self.frame.axis.slide.filter(|_| entry.has_clock());
        slide.map_or(0.0, |slide| slide.shift(self.frame.document, entry))
    }

    fn placed<'e>(&self, seen: &Seen<'e>, y: f32) -> MarkPlacement<'e> {
        let (entry, standing) = (seen.entry, seen.standing);
        MarkPlacement {
            entry,
            at: pos2(seen.x, y),
            bar: self.bar(entry, y),
            hidden: Hidden::NONE,
            color: category_color(self.frame, entry),
            opacity: if standing.dimmed { DIMMED } else { 1.0 },
            ix: entry.ix,
            shape: entry.extent.shape,
            small: seen.small,
            in_current: standing.in_current,
            ringed: standing.ringed,
            uncounted: Cell::new(false),
            class: standing.class,
        }
    }

    /// Makes one of two: the more important stands for both.
    fn join<'e>(&self, standing: &mut MarkPlacement<'e>, other: &Seen<'e>, behind: &mut Behind) {
        let mut hidden = other.entry.ix;
        if rank(other.standing.class, other.entry) < standing.rank() {
            let mut placed = self.placed(other, standing.at.y);
            // The place stays, so that a row of marks does not wander.
            placed.at.x = standing.at.x;
            std::mem::swap(standing, &mut placed);
            hidden = placed.ix;
            standing.hidden = placed.hidden;
            standing.opacity = standing.opacity.max(placed.opacity);
            standing.in_current |= placed.in_current;
            standing.ringed |= placed.ringed;
        }
        if !other.standing.dimmed {
            standing.opacity = 1.0;
        }
        standing.in_current |= other.standing.in_current;
        standing.ringed |= other.standing.ringed;
        behind.push(&mut standing.hidden, hidden);
    }
}

/// The colour of an event's category.
fn category_color(frame: &Frame<'_>, entry: &Entry) -> Color {
    frame.theme.categories.get(usize::from(entry.category)).copied().unwrap_or(frame.theme.uncategorised)
}

/// The bar of an event that may have one: at least 3 pt wide, held near the canvas where it is long.
fn bar(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    entry: &Entry,
    shift: f64,
    y: f32,
) -> Option<Rect> {
    let extent = &entry.extent;
    let (mut from, mut to) = (extent.from + shift, extent.to + shift);
    let width = (to - from) * scale.pt_per_day();
    if extent.shape == Shape::Imprecise && width < f64::from(metrics.mark_radius) * 3.0 {
        return None;
    }
    let unknown = 36.0 / scale.pt_per_day();
    let (first, last) = frame.index.range().unwrap_or((from, to));
    match extent.before {
        Tail::Closed => {}
        Tail::Open => from = from.min(first) - unknown,
        Tail::Unknown => from -= unknown,
    }
    match extent.after {
        Tail::Closed => {}
        Tail::Open => to = to.max(last).max(frame.axis.today.unwrap_or(last)) + unknown,
        Tail::Unknown => to += unknown,
    }
    let (left, right) = (scale.x(from), scale.x(to));
    let height = match extent.shape {
        Shape::Span => metrics.bar_height,
        Shape::Instant | Shape::Imprecise => metrics.bar_height - 1.0,
    };
    let right = right.max(left + 3.0);
    Some(Rect::from_min_max(pos2(left, y - height / 2.0), pos2(right, y + height / 2.0)))
}
