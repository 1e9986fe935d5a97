//! Density strips: where events are too many to draw one by one, columns tell by their height how many begin in each.
//! No event is lost: a column is a stretch of a power of two of days, and each event is in the one that it begins in.
//! Columns belong to the calendar, not to the view, so that moving the view moves the same picture.

use std::sync::Arc;

use super::gauge::Gauge;
use crate::analysis::LaneColumn;
use crate::analysis::counts::{COARSEST, stretch_days, stretch_of};
use crate::layout::cache::{KeptStrip, Layer, Memory, Place};
use crate::layout::lanes::LaneBox;
use crate::layout::{Frame, Metrics, Stretch, TimeScale};
use crate::scene::{Color, Columns, Item, ItemId, Pos2, Primitive, Rect, Stroke, pos2};

/// More columns than this are not kept ready for moving the view.
const MOST_COLUMNS: usize = 2048;

/// The least width of a column, in points.
const COLUMN_PT: f64 = 4.0;

/// The widest that a column is drawn, in points: a day may take far more.
const WIDEST_PT: f32 = 24.0;

/// The density strip of a lane; where empty time is folded, of one of the stretches between the folds.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The lane, by its position among the document's lanes.
    pub lane: u32,
    /// What is seen of it: as wide as the body, or as its stretch.
    pub rect: Rect,
    /// Which of the stretches in view it is of.
    part: usize,
    /// The columns are of `2^level` days.
    pub level: u8,
    /// The number of the first column; number 0 begins with 1970.
    pub first: i64,
    /// How many events begin in each column, those a little out of sight too.
    pub counts: Arc<[u32]>,
    /// The instant at the left edge, in days since 1970-01-01, and how many points a day takes.
    from: f64,
    pt_per_day: f64,
}

/// A column of a density strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The lane, by its position among the document's lanes.
    pub lane: u32,
    /// Where it stands.
    pub rect: Rect,
    /// From the first of these instants on, and before the second, its events begin.
    pub range: (f64, f64),
    /// How many events begin in it.
    pub count: u32,
}

impl Strip {
    /// The column at a position of the canvas, where events begin in it. Between busy columns the next one within
    /// 4 points is meant: a column is thin.
    #[must_use]
    pub fn column(&self, at: Pos2) -> Option<Column> {
        if !self.rect.contains(at) {
            return None;
        }
        let here = self.number(at.x);
        #[allow(clippy::cast_possible_truncation)] // at most some columns
        let reach = (4.0 / (stretch_days(self.level) * self.pt_per_day)) as i64;
        let busy = |number: &i64| self.count(*number) > 0;
        let nearest =
            (here - reach..=here + reach).filter(busy).min_by_key(|number| number.abs_diff(here))?;
        Some(self.at(nearest))
    }

    /// The columns in view, those at the edges that are seen in part too, whether events begin in them or not.
    pub fn in_view(&self) -> impl Iterator<Item = Column> {
        self.numbers_in_view().map(|number| self.at(number))
    }

    /// The counts of the columns in view.
    pub(crate) fn counts_in_view(&self) -> impl Iterator<Item = u32> {
        self.counts.get(self.shown()).unwrap_or_default().iter().copied()
    }

    fn numbers_in_view(&self) -> std::ops::RangeInclusive<i64> {
        let right = self.rect.right() - 0.001 * self.rect.width().max(1.0);
        self.number(self.rect.left())..=self.number(right)
    }

    /// The columns in view as positions among the counts.
    fn shown(&self) -> std::ops::Range<usize> {
        let numbers = self.numbers_in_view();
        let position = |number: i64| usize::try_from(number - self.first).unwrap_or(0).min(self.counts.len());
        position(*numbers.start())..position(numbers.end() + 1)
    }

    /// The number of the column at an x.
    fn number(&self, x: f32) -> i64 {
        stretch_of(self.from + f64::from(x - self.rect.left()) / self.pt_per_day, self.level)
    }

    /// The instants at its edges.
    fn days(&self) -> (f64, f64) {
        (self.from, self.from + f64::from(self.rect.width()) / self.pt_per_day)
    }

    fn count(&self, number: i64) -> u32 {
        let at = usize::try_from(number - self.first).ok();
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    fn at(&self, number: i64) -> Column {
        let (from, to) = self.range(number);
        #[allow(clippy::cast_possible_truncation)]
        let x = |instant: f64| {
            let x = self.rect.left() + ((instant - self.from) * self.pt_per_day) as f32;
            x.clamp(self.rect.left(), self.rect.right())
        };
        let rect = Rect::from_min_max(pos2(x(from), self.rect.top()), pos2(x(to), self.rect.bottom()));
        Column { lane: self.lane, rect, range: (from, to), count: self.count(number) }
    }

    /// From the first of these instants on, and before the second, the events of a column begin.
    fn range(&self, number: i64) -> (f64, f64) {
        let days = stretch_days(self.level);
        (number as f64 * days, (number + 1) as f64 * days)
    }
}

/// The number of events that begin in each of `columns` equal parts of a stretch of time.
pub(crate) fn counts(column: &LaneColumn, from: f64, to: f64, columns: usize) -> Vec<u32> {
    column.counts_in(from, to, columns)
}

/// The level whose columns take at least a few points; days are the finest, however wide they are.
fn level(scale: &TimeScale, metrics: &Metrics) -> u8 {
    let least = COLUMN_PT * f64::from(metrics.scale);
    let finest = (0..=COARSEST).find(|level| stretch_days(*level) * scale.pt_per_day() >= least);
    finest.unwrap_or(COARSEST)
}

/// Whether a lane that is a strip has room for labels above its columns.
pub(crate) fn has_labels(lane: &LaneBox, metrics: &Metrics) -> bool {
    lane.rect.height() >= 56.0 * metrics.scale
}

/// The strip of a lane, for each of the stretches in view: the foot of its columns stands a little above the lane's lower
/// edge.
pub(crate) fn strips(
    frame: &Frame<'_>,
    (scale, stretches): (&TimeScale, &[Stretch]),
    metrics: &Metrics,
    lane: &LaneBox,
    memory: &mut Memory,
    strips: &mut Vec<Strip>,
) {
    let column = frame.index.lane(lane.lane).filter(|_| lane.strip && !lane.folded);
    let Some(column) = column else { return };
    let level = level(scale, metrics);
    let above = if has_labels(lane, metrics) { 34.0 * metrics.scale } else { 4.0 };
    let (top, bottom) = ((lane.rect.top() + above).round(), (lane.rect.bottom() - 5.0).round());
    for (part, stretch) in stretches.iter().enumerate() {
        let place = Place { lane: lane.lane, layer: Layer::All, part };
        let all = kept(place, (stretch.from, stretch.to), level, memory, column);
        strips.push(Strip {
            lane: lane.lane,
            rect: Rect::from_min_max(pos2(stretch.left, top), pos2(stretch.right, bottom.max(top + 4.0))),
            part,
            level,
            first: all.first,
            counts: all.counts,
            from: stretch.from,
            pt_per_day: scale.pt_per_day(),
        });
    }
}

/// Draws a strip: the line that its columns stand on, and the columns, as high as the gauge says; those that a search has
/// found upon them.
pub(crate) fn draw(
    frame: &Frame<'_>,
    strip: &Strip,
    gauge: &Gauge,
    memory: &mut Memory,
    items: &mut Vec<Item>,
) {
    let dimmed = frame.emphasis.highlighted.is_some() || frame.search.hits.is_some();
    let ink = frame.theme.categories[0].faded(frame.search.opacity(dimmed, |_| true));
    let id = Some(ItemId::Lane(strip.lane));
    let foot = strip.rect.bottom();
    let (from, to) = (pos2(strip.rect.left(), foot + 0.5), pos2(strip.rect.right(), foot + 0.5));
    let stroke = Stroke::solid(1.0, frame.theme.grid);
    items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
    columns(strip, gauge, ink, items);
    let hits = frame.search.hits.filter(|_| frame.emphasis.highlighted.is_none());
    if let Some(found) = hits.and_then(|hits| hits.index().lane(strip.lane)) {
        let place = Place { lane: strip.lane, layer: Layer::Found, part: strip.part };
        let kept = kept(place, strip.days(), strip.level, memory, found);
        let found = Strip { first: kept.first, counts: kept.counts, ..strip.clone() };
        columns(&found, gauge, frame.theme.categories[0], items);
    }
}

/// The columns of a strip.
fn columns(strip: &Strip, gauge: &Gauge, ink: Color, items: &mut Vec<Item>) {
    let columns = Columns {
        rect: strip.rect,
        first: strip.first,
        width: stretch_days(strip.level),
        from: strip.from,
        scale: strip.pt_per_day,
        widest: WIDEST_PT,
        counts: Arc::clone(&strip.counts),
        shown: strip.shown(),
        top: gauge.top,
        shades: gauge.shades(ink),
    };
    items.push(Item { id: Some(ItemId::Lane(strip.lane)), primitive: Primitive::Columns(columns) });
}

/// The counts of a strip around the view: those kept, or made anew.
fn kept(
    place: Place,
    (from, to): (f64, f64),
    level: u8,
    memory: &mut Memory,
    column: &LaneColumn,
) -> KeptStrip {
    let (from, to) = (stretch_of(from, level), stretch_of(to, level));
    if let Some(kept) = memory.strips.get(&place)
        && kept.level == level
        && kept.first <= from
        && from.max(to) < kept.first + kept.counts.len() as i64
    {
        return kept.clone();
    }
    let in_view = usize::try_from(to - from).unwrap_or(0) + 1;
    let margin =
        if memory.keeps { (in_view / 2 + 1).min(MOST_COLUMNS.saturating_sub(in_view) / 2) } else { 0 };
    let first = from - margin as i64;
    let counts = column.counts_by_level(first, in_view + 2 * margin, level).into();
    let kept = KeptStrip { level, first, counts };
    memory.strips.insert(place, kept.clone());
    kept
}
