//! Density strips: where events are too many to draw one by one, columns of colour tell how many begin in each.
//! No event is lost: a column is a stretch of a power of two of days, and each event is in the one that it begins in.
//! Columns belong to the calendar, not to the view, so that moving the view moves the same picture.

use std::sync::{Arc, LazyLock};

use crate::analysis::counts::{COARSEST, stretch_days, stretch_of};
use crate::analysis::{Brief, LaneColumn};
use crate::layout::cache::{KeptStrip, Layer, Memory};
use crate::layout::lanes::LaneBox;
use crate::layout::{Frame, TimeScale};
use crate::scene::{Color, Item, ItemId, Pos2, Primitive, Rect, pos2};

/// More columns than this are not kept ready for moving the view: a texture must hold them.
const MOST_COLUMNS: usize = 2048;

/// The density strip of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The lane, by its position among the document's lanes.
    pub lane: u32,
    /// What is seen of it: as wide as the body.
    pub rect: Rect,
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
        let right = self.rect.right() - 0.001 * self.rect.width().max(1.0);
        (self.number(self.rect.left())..=self.number(right)).map(|number| self.at(number))
    }

    /// The number of the column at an x.
    fn number(&self, x: f32) -> i64 {
        stretch_of(self.from + f64::from(x - self.rect.left()) / self.pt_per_day, self.level)
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

/// The level whose columns take from one pixel to two; days are the finest, however wide they are.
fn level(frame: &Frame<'_>, scale: &TimeScale) -> u8 {
    let px_per_day = scale.pt_per_day() * f64::from(frame.pixels_per_point.max(0.1));
    let finest = (0..=COARSEST).find(|level| stretch_days(*level) * px_per_day >= 1.0);
    finest.unwrap_or(COARSEST)
}

/// The strip of one lane, drawn; with a track that tells of coincidences where they are too many for a tick each.
pub(crate) fn draw(
    frame: &Frame<'_>,
    scale: &TimeScale,
    lane: &LaneBox,
    many_ties: bool,
    memory: &mut Memory,
    items: &mut Vec<Item>,
) -> Option<Strip> {
    let column = frame.index.lane(lane.lane)?;
    let level = level(frame, scale);
    let (from, to) = scale.range();
    let view = (stretch_of(from, level), stretch_of(to, level));
    let dimmed = frame.highlighted.is_some() || frame.hits.is_some();
    let opacity = if dimmed { super::mark_placement::DIMMED } else { 1.0 };
    let ink = frame.theme.categories[0].faded(opacity);
    let place = Place { lane: lane.lane, level, view };
    let all = kept(&place, Layer::All, ink, memory, |first, len| {
        shaded(column.counts_by_level(first, len, level), column.crowd(level), ink)
    });
    let height = (lane.rect.height() * 0.5).clamp(14.0, 40.0).round();
    let top = (lane.rect.center().y - height / 2.0).round();
    let (left, right) = (lane.rect.left(), lane.rect.right());
    let rect = Rect::from_min_max(pos2(left, top), pos2(right, top + height));
    let pt_per_day = scale.pt_per_day();
    let strip = Strip {
        lane: lane.lane,
        rect,
        level,
        first: all.first,
        counts: Arc::clone(&all.counts),
        from,
        pt_per_day,
    };
    let id = Some(ItemId::Lane(lane.lane));
    let mut heat = |kept: &KeptStrip, (top, bottom): (f32, f32)| {
        let days = stretch_days(level);
        // Far out of sight it is a long way for an f32, so that the width is reckoned by itself.
        let left = f64::from(left) + (kept.first as f64 * days - from) * pt_per_day;
        let width = kept.columns.len() as f64 * days * pt_per_day;
        #[allow(clippy::cast_possible_truncation)]
        let (left, width) = (left as f32, width as f32);
        let rect = Rect::from_min_max(pos2(left, top), pos2(left + width, bottom));
        let columns = Arc::clone(&kept.columns);
        items.push(Item { id, primitive: Primitive::Heat { rect, columns } });
    };
    heat(&all, (top, top + height));
    let hits = frame.hits.filter(|_| frame.highlighted.is_none());
    if let Some(found) = hits.and_then(|hits| hits.index().lane(lane.lane)) {
        let ink = frame.theme.categories[0];
        let found = kept(&place, Layer::Found, ink, memory, |first, len| {
            shaded(found.counts_by_level(first, len, level), found.crowd(level), ink)
        });
        heat(&found, (top, top + height));
    }
    if let Some(by_lane) = frame.coincidences.by_lane().filter(|_| many_ties) {
        let ink = frame.theme.coincidence.faded(opacity);
        let of_lane = by_lane.of(lane.lane);
        let ties = kept(&place, Layer::Ties, ink, memory, |first, len| {
            tied(frame.coincidences.briefs(), of_lane, (first, len, level), ink)
        });
        heat(&ties, (top + height + 1.0, top + height + 1.0 + TIES_HEIGHT));
    }
    Some(strip)
}

/// How high the track is that tells of coincidences, in points.
const TIES_HEIGHT: f32 = 3.0;

/// Which strip of which columns.
struct Place {
    lane: u32,
    level: u8,
    /// The first and the last column in view.
    view: (i64, i64),
}

/// How many there are in each column, and the colour of each.
type Columns = (Vec<u32>, Vec<Color>);

/// The columns of a strip around the view: those kept, or made anew from the first one and how many they are.
fn kept(
    place: &Place,
    layer: Layer,
    ink: Color,
    memory: &mut Memory,
    make: impl FnOnce(i64, usize) -> Columns,
) -> KeptStrip {
    let (key, (from, to)) = ((place.lane, layer), place.view);
    if let Some(kept) = memory.strips.get(&key)
        && kept.level == place.level
        && kept.ink == ink
        && kept.first <= from
        && from.max(to) < kept.first + kept.counts.len() as i64
    {
        return kept.clone();
    }
    let in_view = usize::try_from(to - from).unwrap_or(0) + 1;
    let margin =
        if memory.keeps { (in_view / 2 + 1).min(MOST_COLUMNS.saturating_sub(in_view) / 2) } else { 0 };
    let first = from - margin as i64;
    let (counts, columns) = make(first, in_view + 2 * margin);
    let kept = KeptStrip { level: place.level, ink, first, counts: counts.into(), columns: columns.into() };
    memory.strips.insert(key, kept.clone());
    kept
}

fn shaded(counts: Vec<u32>, most: u32, ink: Color) -> Columns {
    let shades = Shades::new(most, ink);
    let columns = counts.iter().map(|count| shades.of(*count)).collect();
    (counts, columns)
}

/// How many of a lane's coincidences have the middle of their days in each column: the stronger the more of the days
/// are such.
fn tied(briefs: &[Brief], of_lane: &[u32], (first, len, level): (i64, usize, u8), ink: Color) -> Columns {
    let days = stretch_days(level);
    let middle = |at: &u32| briefs.get(*at as usize).map_or(f64::INFINITY, crate::layout::in_view::middle);
    let from = first as f64 * days;
    let mut counts = vec![0_u32; len];
    for at in &of_lane[of_lane.partition_point(|at| middle(at) < from)..] {
        let column = stretch_of(middle(at), level) - first;
        match usize::try_from(column).ok().and_then(|column| counts.get_mut(column)) {
            Some(count) => *count += 1,
            None if column >= 0 => break,
            None => {}
        }
    }
    #[allow(clippy::cast_possible_truncation)]
    let share = |count: u32| (f64::from(count) / days).min(1.0) as f32;
    let shade = |count: &u32| match count {
        0 => Color::TRANSPARENT,
        count => ink.faded(0.45 + 0.55 * share(*count)),
    };
    let columns = counts.iter().map(shade).collect();
    (counts, columns)
}

/// The logarithms of the numbers that nearly all counts are.
static LOGARITHMS: LazyLock<Vec<f32>> = LazyLock::new(|| (0..256).map(|n| (1.0 + n as f32).ln()).collect());

/// The ink of each count: even steps to the eye for even steps of the logarithm.
struct Shades {
    low: Vec<Color>,
    ink: Color,
    log_of_most: f32,
}

impl Shades {
    fn new(most: u32, ink: Color) -> Self {
        let mut shades = Self { low: Vec::new(), ink, log_of_most: logarithm(most) };
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
        self.ink.faded(0.25 + 0.75 * logarithm(count) / self.log_of_most)
    }
}

fn logarithm(count: u32) -> f32 {
    LOGARITHMS.get(count as usize).copied().unwrap_or_else(|| (1.0 + count as f32).ln())
}
