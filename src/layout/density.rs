//! Density strips: where events are too many to draw one by one, columns of colour tell how many begin in each.
//! No event is lost: the columns of a lane add up to the events that begin in view.

use std::sync::LazyLock;

use super::lanes::LaneBox;
use super::{Frame, TimeScale};
use crate::analysis::LaneColumn;
use crate::scene::{Color, Item, ItemId, Pos2, Primitive, Rect, pos2};

/// How wide a column is, in physical pixels.
const COLUMN_PX: f32 = 2.0;

/// The density strip of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The lane, by its position among the document's lanes.
    pub lane: u32,
    /// Where all columns together stand.
    pub rect: Rect,
    /// The instants at its left and right edge, in days since 1970-01-01.
    pub range: (f64, f64),
    /// How many events begin in each column.
    pub counts: Vec<u32>,
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
        let width = self.rect.width() / self.counts.len().max(1) as f32;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // inside the rectangle
        let here = ((at.x - self.rect.left()) / width) as usize;
        let reach = (4.0 / width) as usize;
        let around = here.saturating_sub(reach)..(here + reach + 1).min(self.counts.len());
        let n = around.filter(|n| self.counts[*n] > 0).min_by_key(|n| n.abs_diff(here))?;
        let x = |n: usize| self.rect.left() + n as f32 * width;
        Some(Column {
            lane: self.lane,
            rect: Rect::from_min_max(pos2(x(n), self.rect.top()), pos2(x(n + 1), self.rect.bottom())),
            range: (self.edge(n), self.edge(n + 1)),
            count: self.counts[n],
        })
    }

    /// The instant at which a column begins, the same that it was counted by.
    #[must_use]
    pub fn edge(&self, column: usize) -> f64 {
        let (from, to) = self.range;
        from + (to - from) * column as f64 / self.counts.len() as f64
    }
}

/// The number of events that begin in each of `columns` equal parts of a stretch of time.
pub(super) fn counts(column: &LaneColumn, from: f64, to: f64, columns: usize) -> Vec<u32> {
    column.counts_in(from, to, columns)
}

/// The strip of one lane.
pub(super) fn strip(frame: &Frame<'_>, scale: &TimeScale, lane: &LaneBox) -> Option<Strip> {
    let column = frame.index.lane(lane.lane)?;
    let width_pt = COLUMN_PX / frame.pixels_per_point.max(0.1);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let columns = (lane.rect.width() / width_pt).floor().clamp(1.0, 20_000.0) as usize;
    let (from, _) = scale.range();
    let to = scale.instant(lane.rect.left() + columns as f32 * width_pt);
    let height = (lane.rect.height() * 0.5).clamp(14.0, 40.0).round();
    let top = (lane.rect.center().y - height / 2.0).round();
    let rect = Rect::from_min_max(
        pos2(lane.rect.left(), top),
        pos2(lane.rect.left() + columns as f32 * width_pt, top + height),
    );
    Some(Strip { lane: lane.lane, rect, range: (from, to), counts: counts(column, from, to, columns) })
}

/// A strip as columns of colour, and over it what a search has found.
pub(super) fn draw(frame: &Frame<'_>, strip: &Strip) -> Vec<Item> {
    let dimmed = frame.highlighted.is_some() || frame.hits.is_some();
    let heat = |counts: &[u32], opacity: f32| {
        let most = counts.iter().copied().max().unwrap_or(0);
        let shades = Shades::new(most, frame.theme.categories[0], opacity);
        let columns = counts.iter().map(|count| shades.of(*count)).collect();
        Item { id: Some(ItemId::Lane(strip.lane)), primitive: Primitive::Heat { rect: strip.rect, columns } }
    };
    let mut items = vec![heat(&strip.counts, if dimmed { super::marks::DIMMED } else { 1.0 })];
    let hits = frame.hits.filter(|_| frame.highlighted.is_none());
    if let Some(found) = hits.and_then(|hits| hits.index().lane(strip.lane)) {
        let (from, to) = strip.range;
        items.push(heat(&counts(found, from, to, strip.counts.len()), 1.0));
    }
    items
}

/// The logarithms of the numbers that nearly all counts are.
static LOGARITHMS: LazyLock<Vec<f32>> = LazyLock::new(|| (0..256).map(|n| (1.0 + n as f32).ln()).collect());

/// The ink of each count: even steps to the eye for even steps of the logarithm.
struct Shades {
    low: Vec<Color>,
    ink: Color,
    opacity: f32,
    log_of_most: f32,
}

impl Shades {
    fn new(most: u32, ink: Color, opacity: f32) -> Self {
        let mut shades = Self { low: Vec::new(), ink, opacity, log_of_most: logarithm(most) };
        shades.low = (0..=most.min(255)).map(|count| shades.shade(count)).collect();
        shades
    }

    fn of(&self, count: u32) -> Color {
        self.low.get(count as usize).copied().unwrap_or_else(|| self.shade(count))
    }

    fn shade(&self, count: u32) -> Color {
        if count == 0 {
            return Color::TRANSPARENT;
        }
        self.ink.faded(0.25 + 0.75 * logarithm(count) / self.log_of_most).faded(self.opacity)
    }
}

fn logarithm(count: u32) -> f32 {
    LOGARITHMS.get(count as usize).copied().unwrap_or_else(|| (1.0 + count as f32).ln())
}
