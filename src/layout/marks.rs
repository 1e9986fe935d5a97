//! Where each event's mark or bar stands, and how it is drawn. Marks that would cover one another become one,
//! which knows whom it hides.

use foldhash::HashSet;

use super::lanes::LaneBox;
use super::{Frame, Metrics, Target, TimeScale};
use crate::analysis::{Entry, Extent, Shape, Tail};
use crate::model::EventIx;
use crate::scene::{Color, Fill, Item, ItemId, Pos2, Primitive, Rect, Stroke, Vec2, pos2};

/// How opaque everything else is while a coincidence is under the pointer, or a search has found something.
pub(super) const DIMMED: f32 = 0.35;

/// From this width of a day on, an event without an hour is shown as taking the whole day.
const WIDE_DAY_PT: f64 = 60.0;

/// Who belongs to a coincidence, for the coincidences in view.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Members of any coincidence in view.
    pub any: HashSet<EventIx>,
    /// Members of the coincidence that was gone to.
    pub current: HashSet<EventIx>,
    /// Members of the coincidence under the pointer; `None` where there is none.
    pub highlighted: Option<HashSet<EventIx>>,
    /// The middle of the days of the coincidence that was gone to, in days since 1970-01-01.
    pub current_at: Option<f64>,
}

/// An event in its place on the canvas.
#[derive(Debug)]
pub(super) struct Placed {
    /// The event.
    pub ix: EventIx,
    /// Whether its accounts differ.
    pub disputed: bool,
    /// When it happened.
    pub extent: Extent,
    /// The middle of its mark.
    pub at: Pos2,
    /// The bar of a span, an imprecise date or a wide day.
    pub bar: Option<Rect>,
    /// Whether it is drawn as little more than its mark.
    pub small: bool,
    /// The events that it hides, itself not counted.
    pub hidden: Vec<EventIx>,
    /// Its category's colour.
    pub color: Color,
    /// How opaque it is drawn.
    pub opacity: f32,
    /// Whether it belongs to the coincidence that was gone to.
    pub in_current: bool,
    /// Whether it belongs to any certain coincidence.
    pub ringed: bool,
    /// Smaller is more important: who keeps the label, and who stands for those that are hidden.
    pub rank: (u8, u8, EventIx),
}

impl Placed {
    /// Whether it is asked about: selected, under the pointer, found, or of the coincidence that was gone to. It
    /// then has its title even where others are only marks.
    pub fn stands_out(&self) -> bool {
        self.rank.0 <= 3
    }

    /// Whether its title is worth its whole length even where others are short.
    pub fn in_full(&self) -> bool {
        self.rank.0 <= 1 || self.in_current
    }
}

/// The events of a lane that are in view, in their places, by time.
pub(super) fn place(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    lane: &LaneBox,
    members: &Members,
) -> Vec<Placed> {
    let Some(column) = frame.index.lane(lane.lane) else { return Vec::new() };
    let placer = Placer { frame, scale, metrics, lane, members };
    let (from, to) = scale.range();
    let margin = 24.0 / scale.pt_per_day();
    let mut all: Vec<Seen<'_>> = Vec::with_capacity(64);
    all.extend(column.touching(from - margin, to + margin).map(|entry| placer.seen(entry)));
    let in_order = |a: &Seen<'_>, b: &Seen<'_>| a.x.total_cmp(&b.x).then(a.entry.ix.cmp(&b.entry.ix));
    if !all.is_sorted_by(|a, b| in_order(a, b).is_le()) {
        all.sort_unstable_by(in_order);
    }
    let mut placed: Vec<Placed> = Vec::with_capacity(all.len());
    let mut last_in_row = [u32::MAX; 256];
    let near = metrics.mark_radius * 1.8;
    for next in &all {
        let last = &mut last_in_row[usize::from(next.row)];
        match placed.get_mut(*last as usize) {
            Some(other) if next.small && other.small && next.x - other.at.x < near => {
                placer.join(other, next);
            }
            _ => {
                #[allow(clippy::cast_possible_truncation)] // fewer are in view
                {
                    *last = placed.len() as u32;
                }
                placed.push(placer.placed(next));
            }
        }
    }
    placed
}

/// What decides whether an event is drawn or stands behind another.
struct Seen<'e> {
    entry: &'e Entry,
    x: f32,
    row: u8,
    /// Whether it is drawn as little more than its mark.
    small: bool,
    in_current: bool,
    ringed: bool,
    opacity: f32,
    rank: (u8, u8, EventIx),
}

/// Places the events of a lane.
struct Placer<'a> {
    frame: &'a Frame<'a>,
    scale: &'a TimeScale,
    metrics: &'a Metrics,
    lane: &'a LaneBox,
    members: &'a Members,
}

impl Placer<'_> {
    fn seen<'e>(&self, entry: &'e Entry) -> Seen<'e> {
        let extent = &entry.extent;
        let in_current = self.members.current.contains(&entry.ix);
        let ringed = self.members.any.contains(&entry.ix);
        let mut x = self.scale.x(extent.mark);
        let mut small = true;
        if extent.shape == Shape::Span
            && let Some(bar) = self.bar(entry)
        {
            small = bar.width() < self.metrics.mark_radius * 2.5;
            if let Some(at) = self.members.current_at.filter(|_| in_current) {
                x = self.scale.x(at).clamp(bar.left(), bar.right());
            }
        }
        let hit = self.frame.hits.map(|hits| hits.contains(entry.ix));
        let (selected, hovered) =
            (self.frame.selected == Some(entry.ix), self.frame.hovered == Some(entry.ix));
        let dimmed = match &self.members.highlighted {
            Some(set) => !set.contains(&entry.ix),
            None => hit == Some(false) && !selected && !hovered,
        };
        let class = match (selected, hovered, hit, in_current, ringed) {
            (true, ..) => 0,
            (_, true, ..) => 1,
            (_, _, Some(true), ..) => 2,
            (_, _, _, true, _) => 3,
            (_, _, _, _, true) => 4,
            _ => 5,
        };
        let rank = (class, 5 - entry.importance.min(5), entry.ix);
        let row = entry.row % self.lane.rows.max(1);
        let opacity = if dimmed { DIMMED } else { 1.0 };
        Seen { entry, x, row, small, in_current, ringed, opacity, rank }
    }

    fn bar(&self, entry: &Entry) -> Option<Rect> {
        let y = self.lane.row_y(entry.row, self.metrics);
        bar(self.frame, self.scale, self.metrics, &entry.extent, entry.has_clock(), y)
    }

    fn placed(&self, seen: &Seen<'_>) -> Placed {
        let entry = seen.entry;
        Placed {
            ix: entry.ix,
            disputed: entry.is_disputed(),
            extent: entry.extent,
            at: pos2(seen.x, self.lane.row_y(entry.row, self.metrics)),
            bar: self.bar(entry),
            small: seen.small,
            hidden: Vec::new(),
            color: category_color(self.frame, entry),
            opacity: seen.opacity,
            in_current: seen.in_current,
            ringed: seen.ringed,
            rank: seen.rank,
        }
    }

    /// Makes one of two: the more important stands for both.
    fn join(&self, standing: &mut Placed, other: &Seen<'_>) {
        let mut hidden = other.entry.ix;
        if other.rank < standing.rank {
            let mut placed = self.placed(other);
            // The place stays, so that a row of marks does not wander.
            placed.at.x = standing.at.x;
            std::mem::swap(standing, &mut placed);
            hidden = placed.ix;
            standing.hidden = placed.hidden;
            standing.opacity = standing.opacity.max(placed.opacity);
            standing.in_current |= placed.in_current;
            standing.ringed |= placed.ringed;
        }
        standing.opacity = standing.opacity.max(other.opacity);
        standing.in_current |= other.in_current;
        standing.ringed |= other.ringed;
        standing.hidden.push(hidden);
    }
}

/// The colour of an event's category.
fn category_color(frame: &Frame<'_>, entry: &Entry) -> Color {
    frame.theme.categories.get(usize::from(entry.category)).copied().unwrap_or(frame.theme.uncategorised)
}

/// The bar of an event, where it has one: at least 3 pt wide, held near the canvas where it is long.
fn bar(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    extent: &Extent,
    has_clock: bool,
    y: f32,
) -> Option<Rect> {
    let wide_day = scale.pt_per_day() >= WIDE_DAY_PT;
    let (mut from, mut to) = (extent.from, extent.to);
    match extent.shape {
        Shape::Instant if !wide_day || has_clock => return None,
        Shape::Imprecise if (to - from) * scale.pt_per_day() < f64::from(metrics.mark_radius) * 3.0 => {
            return None;
        }
        Shape::Instant | Shape::Imprecise | Shape::Span => {}
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
        Tail::Open => to = to.max(last).max(frame.today.unwrap_or(last)) + unknown,
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

/// Draws the events of a lane: bars below, marks above.
pub(super) fn draw(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    ground: Color,
    placed: &[Placed],
    items: &mut Vec<Item>,
) {
    for event in placed {
        if let Some(bar) = event.bar {
            items.push(draw_bar(scale, metrics, event, bar));
        }
    }
    for event in placed {
        draw_mark(frame, metrics, ground, event, items);
    }
}

fn draw_bar(scale: &TimeScale, metrics: &Metrics, placed: &Placed, bar: Rect) -> Item {
    let open = placed.extent.before != Tail::Closed || placed.extent.after != Tail::Closed;
    let strength = match placed.extent.shape {
        Shape::Span if open => 0.5,
        Shape::Span => 1.0,
        Shape::Imprecise => 0.42,
        Shape::Instant => 0.22,
    };
    let ink = placed.color.faded(strength * placed.opacity);
    let share = |instant: f64| ((scale.x(instant) - bar.left()) / bar.width()).clamp(0.0, 1.0);
    let extent = &placed.extent;
    let (sure_from, sure_to) = match extent.shape {
        Shape::Imprecise => (0.22, 0.78),
        Shape::Span | Shape::Instant => {
            (share(extent.sure_from), share(extent.sure_to).max(share(extent.sure_from)))
        }
    };
    let fades = (extent.shape == Shape::Imprecise)
        || extent.sure_from > extent.from
        || extent.sure_to < extent.to
        || extent.before != Tail::Closed
        || extent.after != Tail::Closed;
    let fill = if fades {
        let edge = |closed: bool| if closed { ink } else { ink.faded(0.0) };
        let sharp_left = extent.sure_from <= extent.from && extent.before == Tail::Closed;
        let sharp_right = extent.sure_to >= extent.to && extent.after == Tail::Closed;
        Fill::Horizontal(vec![
            (0.0, edge(sharp_left && extent.shape != Shape::Imprecise)),
            (sure_from, ink),
            (sure_to, ink),
            (1.0, edge(sharp_right && extent.shape != Shape::Imprecise)),
        ])
    } else {
        Fill::Solid(ink)
    };
    let radius = (metrics.bar_height / 2.0).min(bar.width() / 2.0);
    Item {
        id: Some(ItemId::Event(placed.ix)),
        primitive: Primitive::Rect { rect: bar, radius, fill, stroke: None },
    }
}

fn draw_mark(frame: &Frame<'_>, metrics: &Metrics, ground: Color, placed: &Placed, items: &mut Vec<Item>) {
    let theme = frame.theme;
    let mut circle = |radius: f32, fill: Color, stroke: Option<Stroke>| {
        let primitive = Primitive::Circle { center: placed.at, radius, fill, stroke };
        items.push(Item { id: Some(ItemId::Event(placed.ix)), primitive });
    };
    let ink = placed.color.faded(placed.opacity);
    let shown_as_bar = placed.extent.shape == Shape::Span && placed.bar.is_some_and(|bar| bar.width() > 12.0);
    if frame.selected == Some(placed.ix) {
        circle(metrics.ring_radius + 3.0, theme.coincidence.faded(0.16), None);
    } else if frame.hovered == Some(placed.ix) {
        circle(metrics.ring_radius + 1.0, placed.color.faded(0.14), None);
    }
    if placed.in_current {
        circle(
            metrics.ring_radius,
            ground,
            Some(Stroke::solid(2.0, theme.coincidence.faded(placed.opacity))),
        );
    } else if placed.ringed {
        let ring = Stroke::solid(1.2, theme.coincidence.faded(0.6 * placed.opacity));
        circle(metrics.ring_radius, Color::TRANSPARENT, Some(ring));
    }
    if placed.disputed && !shown_as_bar && !placed.in_current {
        let dashed = Stroke::dashed(1.2, ink, 2.2, 1.7);
        circle(metrics.mark_radius + 2.2, Color::TRANSPARENT, Some(dashed));
    }
    match placed.extent.shape {
        Shape::Span if shown_as_bar && !placed.in_current => {}
        Shape::Imprecise => circle(metrics.mark_radius - 0.8, ground, Some(Stroke::solid(1.6, ink))),
        Shape::Span | Shape::Instant => circle(metrics.mark_radius, ink, None),
    }
}

/// Where events can be pointed at: their bars, and above all of these, as they are drawn, their marks, at least 24 pt.
/// A mark whose count has no room to be clicked on leads to all that it stands for.
pub(super) fn hits(
    metrics: &Metrics,
    placed: &[Placed],
    uncounted: &HashSet<EventIx>,
    hits: &mut Vec<(Rect, Target)>,
) {
    let bars = placed.iter().filter_map(|event| Some((event.bar?, event.ix)));
    hits.extend(bars.map(|(bar, ix)| (bar.expand2(Vec2::new(2.0, 7.0)), Target::Event(ix))));
    for event in placed {
        let mark = Rect::from_center_size(event.at, Vec2::splat(metrics.hit_side));
        hits.push((mark, Target::Event(event.ix)));
        if !event.hidden.is_empty() && uncounted.contains(&event.ix) {
            let all = std::iter::once(event.ix).chain(event.hidden.iter().copied());
            hits.push((mark, Target::Hidden(all.collect())));
        }
    }
}
