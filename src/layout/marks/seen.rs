//! What is in view of a lane, before it has a row: where its mark, its bar and its label would stand, and what it is asked
//! about.

use super::ongoing;
use super::rows::{Boxed, GAP_PT};
use super::sizes::{beside, inset, is_important, is_wide_day, mark_radius};
use crate::analysis::{Entry, Shape, Tail};
use crate::layout::in_view::Members;
use crate::layout::labels::words::WordsMemory;
use crate::layout::{Frame, Lod, Metrics, TimeScale};
use crate::scene::TextMeasure;

/// So much stays free beside a mark, and after a bar, in points.
const MARK_PAD_PT: f32 = 3.0;
const BAR_PAD_PT: f32 = 0.5;

/// So far beyond the edges of the view marks are placed too, in points.
pub(crate) const MARGIN_PT: f64 = 24.0;

/// The least width of a span's bar, in points.
const LEAST_SPAN_PT: f32 = 6.0;

/// How much is asked about an event that has a ring, and no more.
pub(crate) const RINGED: u8 = 4;

/// An event in view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub entry: &'a Entry,
    /// Where its mark stands.
    pub x: f32,
    /// From where to where its bar goes, where it has one.
    pub bar: Option<(f32, f32)>,
    pub standing: Standing,
    /// The room that it needs.
    pub boxed: Boxed,
    /// Whether it is in view and not only near.
    pub inside: bool,
    /// The row that it has where its lane has as many as it needs.
    pub row: Option<u8>,
}

/// What an event is asked about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// Smaller is asked about more.
    pub class: u8,
    pub dimmed: bool,
    pub in_current: bool,
    pub ringed: bool,
}

impl Standing {
    /// Nothing.
    pub const USUAL: Self = Self { class: 5, dimmed: false, in_current: false, ringed: false };

    /// Whether it is asked about, so that it must be seen itself: selected, under the pointer, found, or of the
    /// coincidence that was gone to.
    pub fn stands_out(self) -> bool {
        self.class < RINGED
    }
}

/// Looks at events.
pub(crate) struct Looker<'a, 'b> {
    pub frame: &'b Frame<'a>,
    pub scale: &'b TimeScale,
    pub metrics: &'b Metrics,
    pub lod: Lod,
    pub members: &'b Members,
    /// Whether nothing is asked about any event.
    pub is_calm: bool,
    range: (f64, f64),
    body: (f32, f32),
    wide_day: bool,
}

impl<'a, 'b> Looker<'a, 'b> {
    pub fn new(
        frame: &'b Frame<'a>,
        scale: &'b TimeScale,
        metrics: &'b Metrics,
        lod: Lod,
        members: &'b Members,
    ) -> Self {
        let one = frame.emphasis.selected.or(frame.emphasis.hovered).is_some() || frame.search.hits.is_some();
        let is_calm =
            !one && members.current.is_empty() && members.highlighted.is_none() && members.any.is_empty();
        let range = scale.range();
        let body = (scale.x(range.0), scale.x(range.1));
        let wide_day = is_wide_day(scale, metrics);
        Self { frame, scale, metrics, lod, members, is_calm, range, body, wide_day }
    }

    /// From which instant to which events are looked at.
    pub fn stretch(&self) -> (f64, f64) {
        // Who slides to its place comes from up to a day away, as clocks differ by no more.
        let sliding = if self.frame.axis.slide.is_some() { 1.1 } else { 0.0 };
        let margin = MARGIN_PT / self.scale.pt_per_day() + sliding;
        (self.range.0 - margin, self.range.1 + margin)
    }

    /// An event that touches the stretch.
    pub fn seen<'e>(
        &self,
        entry: &'e Entry,
        words: &mut WordsMemory,
        measure: &mut dyn TextMeasure,
    ) -> Seen<'e> {
        let standing = if self.is_calm { Standing::USUAL } else { self.standing(entry) };
        let bar = self.bar(entry);
        let mut x = self.scale.x(entry.extent.mark + self.shift(entry));
        if let Some((left, right)) = bar
            && let Some(at) = self.members.current_at.filter(|_| standing.in_current)
        {
            x = self.scale.x(at).clamp(left, right);
        }
        let inside = match bar {
            Some((left, right)) => right >= self.body.0 && left <= self.body.1,
            None => x >= self.body.0 && x <= self.body.1,
        };
        // A mark out of view has no title: whose would it be?
        let label = match self.lod >= Lod::Short && inside {
            true => words.wanted_width(self.frame, self.metrics, self.lod, (entry, self.wide_day), measure),
            false => 0.0,
        };
        let boxed = self.boxed(entry, x, bar, label);
        Seen { entry, x, bar, standing, boxed, inside, row: None }
    }

    /// The room that an event needs whose label is so wide, 0 for none.
    fn boxed(&self, entry: &Entry, x: f32, bar: Option<(f32, f32)>, label: f32) -> Boxed {
        let radius = mark_radius(self.metrics, entry);
        let bare = bar.map_or((x - radius, x + radius), |(left, right)| match entry.extent.shape {
            Shape::Imprecise => (left.min(x - radius), right.max(x + radius)),
            Shape::Span | Shape::Instant => (left, right),
        });
        let bare = match bar {
            // Bars of days in a row stand side by side.
            Some(_) if entry.extent.shape != Shape::Imprecise => (bare.0 - MARK_PAD_PT, bare.1 + BAR_PAD_PT),
            _ => (bare.0 - MARK_PAD_PT, bare.1 + MARK_PAD_PT),
        };
        let label_pad = GAP_PT - MARK_PAD_PT;
        let mut whole = bare;
        match (bar, entry.extent.shape) {
            _ if label <= 0.0 => {}
            (Some((left, right)), Shape::Span | Shape::Instant) => {
                let seen = right.min(self.body.1) - left.max(self.body.0);
                let inside = label + 2.0 * inset(self.metrics) <= seen;
                // A day's label is cut to the day, so that days stay columns.
                if !inside && entry.extent.shape != Shape::Instant {
                    whole.1 = right + beside(self.metrics) + label + label_pad;
                }
            }
            _ => {
                let gap = self.metrics.label_gap.max(radius + 6.0);
                whole.1 = bare.1.max(x + gap + label + label_pad);
                // Where the view ends, titles stand before their marks.
                let before = x - gap - label;
                if bar.is_none() && x + gap + label > self.body.1 - 4.0 && before > self.body.0 + 3.0 {
                    whole = (before - label_pad, bare.1);
                }
            }
        }
        Boxed { whole, bare, rank: rank_in_lane(entry), important: is_important(entry) }
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

    /// How far an event still is from its place, in days, while it slides to where other clocks place it.
    fn shift(&self, entry: &Entry) -> f64 {
        let slide = self.frame.axis.slide.filter(|_| entry.has_clock());
        slide.map_or(0.0, |slide| slide.shift(self.frame.document, entry))
    }

    /// From where to where the bar of an event goes that has one: never too narrow to be seen, held near the canvas where it is long.
    fn bar(&self, entry: &Entry) -> Option<(f32, f32)> {
        let extent = &entry.extent;
        let shift = self.shift(entry);
        let (mut from, mut to) = (extent.from + shift, extent.to + shift);
        let width = (to - from) * self.scale.pt_per_day();
        match extent.shape {
            // Most are marks alone.
            Shape::Instant if !self.wide_day || entry.has_clock() => return None,
            Shape::Instant => return Some((self.scale.x(from) + 2.0, self.scale.x(to) - 2.0)),
            Shape::Imprecise if width < f64::from(self.metrics.mark_radius) * 3.0 => return None,
            Shape::Imprecise | Shape::Span => {}
        }
        let unknown = 36.0 / self.scale.pt_per_day();
        let (first, last) = self.frame.index.range().unwrap_or((from, to));
        match extent.before {
            Tail::Closed => {}
            Tail::Open => from = from.min(first) - unknown,
            Tail::Unknown => from -= unknown,
        }
        match extent.after {
            Tail::Closed => {}
            Tail::Open => to = to.max(last).max(self.frame.axis.today.unwrap_or(last)) + unknown,
            Tail::Unknown => to += unknown,
        }
        let left = self.scale.x(from);
        let least = if extent.shape == Shape::Span { LEAST_SPAN_PT } else { 3.0 };
        Some((left, self.scale.x(to).max(left + least)))
    }
}

/// Who chooses a row first, whatever is asked about: the more important, then the longer, then the earlier; what goes on
/// without an end last, as it leaves nothing of a row to others. Smaller is sooner.
fn rank_in_lane(entry: &Entry) -> u64 {
    let days = entry.extent.to - entry.extent.from;
    // By powers of two, so that of spans about as long the earlier comes first; days and hours are alike.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let length =
        if entry.extent.after == Tail::Open { 0 } else { (days.max(1.0) as u32).ilog2().min(30) + 1 };
    let importance = u64::from(5 - entry.importance.min(5));
    let begin = crate::analysis::column::bits(entry.extent.from) >> 24;
    importance << 61
        | u64::from(31 - length) << 56
        | begin & 0xff_ffff_ffff << 16
        | u64::from(entry.ix.0) & 0xffff
}

/// Smaller is more important: who keeps the label. In order of what it is asked about, its importance, and its position.
pub(crate) fn rank(class: u8, entry: &Entry) -> u64 {
    u64::from(class) << 40 | ongoing::rank(entry)
}
