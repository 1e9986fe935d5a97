//! Upon a strip the most important events one by one, as marks with their titles on thin stems; and whatever is asked about:
//! selected, found, of the coincidence that was gone to. A stretch of time has one, so that they are spread over the
//! view and stay as it moves.

use std::sync::Arc;

use super::density::{Strip, has_labels};
use super::differences;
use super::mark_placement::category_color;
use super::rows::GAP_PT;
use super::sizes::mark_radius;
use crate::analysis::counts::{COARSEST, stretch_days, stretch_of};
use crate::analysis::{Entry, Extent, LaneColumn};
use crate::layout::cache::Memory;
use crate::layout::in_view::Members;
use crate::layout::labels::words::Line;
use crate::layout::lanes::{LaneBox, heads};
use crate::layout::{Frame, Metrics, Stretch, Target, TimeScale};
use crate::model::EventIx;
use crate::scene::{Color, Item, ItemId, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2};

/// The least width of a stretch that has one event, in points at the usual size of text.
const STRETCH_PT: f64 = 90.0;

/// The widest title that is not cut, in points at the usual size of text.
const WIDEST_PT: f32 = 190.0;

/// At most so many of what a search has found have marks in a lane.
const MOST_FOUND: usize = 60;

/// Draws the marks upon a strip.
pub(crate) struct StripMarks<'a> {
    pub frame: &'a Frame<'a>,
    pub scale: &'a TimeScale,
    pub metrics: &'a Metrics,
    pub members: &'a Members,
    pub lane: &'a LaneBox,
    pub strip: &'a Strip,
    pub clip: Rect,
}

/// Who has a mark, and whether it is asked about.
#[derive(Clone, Copy)]
struct Shown<'a> {
    entry: &'a Entry,
    asked: bool,
}

impl<'a> StripMarks<'a> {
    pub fn draw(
        &self,
        (measure, memory): (&mut dyn TextMeasure, &mut Memory),
        labels: &mut Vec<Rect>,
        items: &mut Vec<Item>,
        hits: &mut Vec<(Rect, Target)>,
    ) {
        if !has_labels(self.lane, self.metrics) {
            return;
        }
        let Some(column) = self.frame.index.lane(self.lane.lane) else { return };
        let y = self.lane.rect.top() + 18.0 * self.metrics.scale;
        let mut taken: Vec<(f32, f32)> = Vec::new();
        let mut drawn: Vec<(Shown<'_>, f32)> = Vec::new();
        for one in self.shown(column) {
            let x = self.scale.x(one.entry.extent.mark);
            let radius = mark_radius(self.metrics, one.entry);
            let words = memory.words.of(self.frame.document, one.entry, self.metrics);
            let (left, end) = (x + self.metrics.label_gap, self.clip.right() - 4.0);
            let is_free = |line: (f32, f32)| {
                taken.iter().all(|taken| taken.1 + GAP_PT <= line.0 || line.1 + GAP_PT <= taken.0)
            };
            let full = one.asked || words.title(true, measure).width <= WIDEST_PT * self.metrics.scale;
            let title = words.title(full, measure);
            let whole = (x - radius, left + title.width);
            let mut label = Some(title).filter(|_| whole.1 <= end && is_free(whole));
            if label.is_none() && one.asked && !drawn.iter().any(|(other, _)| other.entry.ix == one.entry.ix)
            {
                // What is asked about has its mark in any case, and as much of its title as there is room for.
                let next = taken.iter().map(|taken| taken.0).filter(|next| *next > x).reduce(f32::min);
                let space = next.map_or(end, |next| end.min(next - GAP_PT)) - left;
                label =
                    words.cut(true, space, measure).filter(|line| is_free((x - radius, left + line.width)));
                if label.is_none() {
                    taken.push((x - radius, x + radius));
                    drawn.push((one, x));
                }
            }
            if let Some(line) = label {
                taken.push((x - radius, left + line.width));
                drawn.push((one, x));
                let half = self.metrics.label_height / 2.0;
                let rect = Rect::from_min_max(pos2(left, y - half), pos2(left + line.width, y + half));
                labels.push(rect);
                hits.push((rect.intersect(self.clip), Target::Event(one.entry.ix)));
                items.push(self.title(one, words.style, line, (left, y)));
            }
        }
        for (one, x) in drawn {
            self.mark(one, x, y, items, hits);
        }
    }

    fn title(&self, one: Shown<'_>, style: TextStyle, line: &Line, (left, y): (f32, f32)) -> Item {
        let ground = heads::ground(self.frame, self.lane);
        let color = self.frame.theme.text.faded(self.opacity(one));
        let (text, width, halo) = (Arc::clone(&line.text), line.width, Some(ground.faded(0.9)));
        let text = Text { left_middle: pos2(left, y), text, style, color, width, halo };
        Item { id: Some(ItemId::Event(one.entry.ix)), primitive: Primitive::Text(text) }
    }

    /// Who has a mark, who chooses first first.
    fn shown(&self, column: &'a LaneColumn) -> Vec<Shown<'a>> {
        let (from, to) = self.scale.range();
        let emphasis = self.frame.emphasis;
        let asked = emphasis.selected.into_iter().chain(emphasis.hovered);
        let mut current: Vec<EventIx> = self.members.current.iter().copied().collect();
        current.sort_unstable();
        let mut ixs: Vec<EventIx> = asked.chain(current).collect();
        if let Some(found) = self.frame.search.hits.and_then(|hits| hits.index().lane(self.lane.lane)) {
            ixs.extend(found.beginning_between(from, to).iter().take(MOST_FOUND).map(|entry| entry.ix));
        }
        let known = |ix: &EventIx| ix.index() < self.frame.document.events().len();
        let of = |ix: &EventIx| column.entry_at(*ix, Extent::of(&self.frame.document.event(*ix).date).from);
        let mut shown: Vec<Shown<'a>> = ixs
            .iter()
            .filter(|ix| known(ix))
            .filter_map(of)
            .map(|entry| Shown { entry, asked: true })
            .collect();
        shown.extend(self.spread(column, from, to).map(|entry| Shown { entry, asked: false }));
        shown
    }

    /// The most important event of each stretch of time, the most important first.
    fn spread(&self, column: &'a LaneColumn, from: f64, to: f64) -> impl Iterator<Item = &'a Entry> {
        let least = STRETCH_PT * f64::from(self.metrics.scale);
        let level = (0..=COARSEST).find(|level| stretch_days(*level) * self.scale.pt_per_day() >= least);
        let level = level.unwrap_or(COARSEST);
        let days = stretch_days(level);
        let parts = self.scale.stretches();
        let of_part = |part: &Stretch| stretch_of(part.from, level)..=stretch_of(part.to, level);
        // One that reaches over a fold is still one.
        let mut stretches: Vec<i64> = parts.iter().flat_map(of_part).collect();
        stretches.dedup();
        let best = |stretch: i64| {
            let begin = stretch as f64 * days;
            column.most_important_between(begin, begin + days)
        };
        let in_view = |entry: &&Entry| entry.extent.mark >= from && entry.extent.mark <= to;
        let mut all: Vec<&Entry> = stretches.into_iter().filter_map(best).filter(in_view).collect();
        all.sort_by_key(|entry| u8::MAX - entry.importance);
        all.into_iter()
    }

    /// How opaque the mark and the title of an event are.
    fn opacity(&self, one: Shown<'_>) -> f32 {
        let ix = one.entry.ix;
        let dimmed = match &self.members.highlighted {
            Some(set) => !set.contains(&ix),
            None => self.frame.search.hits.is_some_and(|hits| !hits.contains(ix)),
        };
        let dimmed = dimmed && self.frame.emphasis.selected != Some(ix);
        self.frame.search.opacity(dimmed, |before| !before.contains(ix)) * self.lane.presence
    }

    /// A mark on its stem, with a ring where it belongs to the coincidence in question or is selected.
    fn mark(&self, one: Shown<'_>, x: f32, y: f32, items: &mut Vec<Item>, hits: &mut Vec<(Rect, Target)>) {
        let (entry, theme) = (one.entry, self.frame.theme);
        let opacity = self.opacity(one);
        let id = Some(ItemId::Event(entry.ix));
        let radius = mark_radius(self.metrics, entry);
        let center = pos2(x, y);
        let stroke = Stroke::solid(1.0, theme.text_muted.faded(0.4 * opacity));
        let (from, to) = (pos2(x, y + radius), pos2(x, self.strip.rect.bottom()));
        items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
        let mut circle = |radius: f32, fill: Color, stroke: Option<Stroke>| {
            items.push(Item { id, primitive: Primitive::Circle { center, radius, fill, stroke } });
        };
        let ground = heads::ground(self.frame, self.lane);
        if self.frame.emphasis.selected == Some(entry.ix) {
            circle(self.metrics.ring_radius + 3.0, theme.coincidence.faded(0.16), None);
        }
        if self.members.current.contains(&entry.ix) {
            let ring = Stroke::solid(2.0, theme.coincidence.faded(opacity));
            circle(self.metrics.ring_radius, ground, Some(ring));
        }
        circle(radius, category_color(self.frame, entry).faded(opacity), None);
        differences::draw_one(self.frame, self.metrics, (entry.ix, center), items);
        let place = Rect::from_center_size(center, Vec2::splat(self.metrics.hit_side));
        hits.push((place.intersect(self.clip), Target::Event(entry.ix)));
    }
}
