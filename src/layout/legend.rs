//! The legend: what the marks, bars, rings, bands and colours in this view mean, only those that are in it. It stands below
//! the lanes.

use std::sync::Arc;

use super::axis::fold_marks;
use super::marks::density::Strip;
use super::marks::differences::{draw_sign, radius, usual_shape};
use super::marks::gauge::each;
use super::marks::mark_placement::{MarkPlacement, Placement};
use super::{Frame, Lod, Metrics};
use crate::analysis::diff::Sign;
use crate::analysis::{Certainty, Shape, Tail};
use crate::model::grouped;
use crate::scene::{
    Color, Fill, Item, Pos2, Primitive, Rect, Stops, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2,
};

/// What may be said, in the order in which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    Column(u8, bool),
    OneByOne,
    Hour,
    Day,
    Mark,
    Bar,
    Ongoing,
    Imprecise,
    Disputed,
    Important,
    Member,
    Possible,
    Band,
    Rare,
    Link,
    Differs(Sign),
    /// Empty time is folded.
    Fold,
    /// So many of so many of a lane are drawn one by one.
    Hidden(usize, usize),
    Category(u8),
}

/// What is in the view that a legend speaks of.
pub(crate) struct InLegend<'a, 'b> {
    pub frame: &'a Frame<'a>,
    pub metrics: &'a Metrics,
    pub lod: Lod,
    pub wide_day: bool,
    /// Whether any time in view is folded.
    pub folds: bool,
    pub strips: &'a [Strip],
    pub placement: &'a Placement<'a, 'b>,
    /// How many lanes are in view.
    pub lanes: usize,
    /// The coincidences that are marked in the view, and how many there are in all.
    pub ties: (usize, usize),
}

/// The height of a line of the legend, in points at the usual size of text.
const LINE_PT: f32 = 26.0;

/// The height that the legend takes, as it is told before the lanes are laid out: two lines.
pub(crate) fn height(frame: &Frame<'_>, metrics: &Metrics) -> f32 {
    if frame.legend { (2.0 * LINE_PT + 10.0) * metrics.scale } else { 0.0 }
}

impl InLegend<'_, '_> {
    /// Draws the legend into the room below the lanes.
    pub fn draw(&self, room: Rect, heads: Rect, measure: &mut dyn TextMeasure, items: &mut Vec<Item>) {
        let (theme, scale) = (self.frame.theme, self.metrics.scale);
        let whole = Rect::from_min_max(pos2(heads.left(), room.top()), pos2(room.right(), self.frame.size.y));
        let fill = Fill::Solid(theme.background);
        let mut inside = vec![Item {
            id: None,
            primitive: Primitive::Rect { rect: whole, radius: 0.0, fill, stroke: None },
        }];
        let line = Stroke::solid(1.0, theme.hairline);
        let (from, to) = (whole.left_top(), whole.right_top());
        inside.push(Item { id: None, primitive: Primitive::Line { from, to, stroke: line } });
        let bold = TextStyle::semibold(12.5 * scale);
        let mut at = pos2(room.left() + 12.0 * scale, room.top() + (LINE_PT / 2.0 + 5.0) * scale);
        let title = "In this view";
        let width = measure.width(title, bold);
        inside.push(text(pos2(heads.left() + 16.0 * scale, at.y), title, bold, theme.text, width));
        let first = at.x;
        for entry in self.entries() {
            let style = self.metrics.small();
            let words = self.words(entry);
            let width = measure.width(&words, style);
            let whole = 22.0 * scale + width;
            if at.x + whole > room.right() - 8.0 && at.x > first {
                at = pos2(first, at.y + LINE_PT * scale);
            }
            if at.y + 8.0 * scale > room.bottom() {
                break;
            }
            self.sign(entry, pos2(at.x + 8.0 * scale, at.y), &mut inside);
            inside.push(text(pos2(at.x + 22.0 * scale, at.y), &words, style, theme.text_muted, width));
            at.x += whole + 20.0 * scale;
        }
        items.push(Item { id: None, primitive: Primitive::Group { clip: whole, items: inside } });
    }

    /// What is in the view.
    fn entries(&self) -> Vec<Entry> {
        let mut all = Vec::new();
        if let Some(strip) = self.strips.first() {
            all.push(Entry::Column(strip.level, self.frame.lanes.scale_of_its_own));
            all.push(Entry::OneByOne);
        }
        if self.lod != Lod::Density {
            for at in 0..self.lanes {
                self.placement.lane(at).iter().for_each(|event| self.of_event(event, &mut all));
            }
            // One lane is example enough.
            let tallies = (0..self.lanes).map(|at| self.placement.tally(at));
            let hides = tallies.into_iter().find(|tally| !tally.hidden.is_empty());
            all.extend(hides.map(|tally| Entry::Hidden(tally.in_view - tally.hidden.len(), tally.in_view)));
        }
        let current = self.frame.emphasis.current.and_then(|at| self.frame.coincidences.brief(at));
        if let Some(brief) = current {
            all.push(if brief.certainty == Certainty::Certain { Entry::Member } else { Entry::Possible });
        }
        if self.folds {
            all.push(Entry::Fold);
        }
        if self.ties.0 > 0 {
            let threshold = self.frame.surprise.below.is_some();
            all.push(if threshold { Entry::Rare } else { Entry::Band });
        }
        let subject = self.frame.emphasis.hovered.or(self.frame.emphasis.selected);
        let linked = |ix: &crate::model::EventIx| {
            ix.index() < self.frame.document.events().len()
                && !self.frame.document.event(*ix).links.is_empty()
        };
        if subject.is_some_and(|ix| linked(&ix)) {
            all.push(Entry::Link);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What an event's mark says.
    fn of_event(&self, event: &MarkPlacement<'_>, all: &mut Vec<Entry>) {
        let entry = match event.shape {
            Shape::Span if event.entry.extent.after == Tail::Open => Entry::Ongoing,
            Shape::Span => Entry::Bar,
            Shape::Imprecise => Entry::Imprecise,
            Shape::Instant if event.entry.has_clock() && self.wide_day => Entry::Hour,
            Shape::Instant if self.wide_day => Entry::Day,
            Shape::Instant => Entry::Mark,
        };
        all.push(entry);
        let sign = self.frame.compared.and_then(|compared| compared.sign(event.ix));
        // One sign is example enough of its kind.
        let nobody = crate::model::EventIx(0);
        all.extend(sign.map(|sign| {
            Entry::Differs(match sign {
                Sign::Moved(_) => Sign::Moved(nobody),
                Sign::Former(_) => Sign::Former(nobody),
                other => other,
            })
        }));
        if event.entry.is_disputed() {
            all.push(Entry::Disputed);
        }
        if event.entry.importance >= 4 && self.lod >= Lod::Short {
            all.push(Entry::Important);
        }
        if usize::from(event.entry.category) < self.frame.index.categories().len().min(8) {
            all.push(Entry::Category(event.entry.category));
        }
        if all.len() > 400 {
            all.sort_unstable();
            all.dedup();
        }
    }

    fn words(&self, entry: Entry) -> String {
        match entry {
            Entry::Column(level, true) => format!("events {}, each lane to its own scale", each(level)),
            Entry::Column(level, false) => format!("events {}, every lane to one scale", each(level)),
            Entry::OneByOne => "the most important, one by one".to_owned(),
            Entry::Hour => "at an hour".to_owned(),
            Entry::Day => "on that day, hour not known".to_owned(),
            Entry::Mark => "on that day".to_owned(),
            Entry::Bar => "from its first day to its last".to_owned(),
            Entry::Ongoing => "ongoing".to_owned(),
            Entry::Imprecise => "date not known exactly".to_owned(),
            Entry::Disputed => "accounts differ".to_owned(),
            Entry::Important => "important".to_owned(),
            Entry::Member => "of the selected coincidence".to_owned(),
            Entry::Possible => "of the selected possible coincidence".to_owned(),
            Entry::Band if self.frame.surprise.log10.is_empty() => "days with a coincidence".to_owned(),
            Entry::Band => "days with a coincidence: the stronger, the rarer by chance".to_owned(),
            Entry::Rare => {
                format!("coincidence rarer than chance: {} of {}", grouped(self.ties.0), grouped(self.ties.1))
            }
            Entry::Link => "link from event to event".to_owned(),
            Entry::Differs(sign) => sign.word().to_owned(),
            Entry::Fold => "time without events, folded".to_owned(),
            Entry::Hidden(shown, of) => {
                format!("{} of {}: the others when you zoom in", grouped(shown), grouped(of))
            }
            Entry::Category(at) => {
                self.frame.index.categories().get(usize::from(at)).cloned().unwrap_or_default()
            }
        }
    }

    /// The sign of an entry, drawn around a point as it is in the lanes.
    fn sign(&self, entry: Entry, center: Pos2, items: &mut Vec<Item>) {
        let (theme, metrics) = (self.frame.theme, self.metrics);
        if let Entry::Differs(sign) = entry {
            return draw_sign(theme, radius(metrics), center, usual_shape(sign), items);
        }
        let ink = theme.categories[0];
        let quiet = theme.text_muted;
        let box_of = |width: f32, height: f32| {
            Rect::from_center_size(center, Vec2::new(width, height) * metrics.scale)
        };
        let mut push = |primitive: Primitive| items.push(Item { id: None, primitive });
        let circle = |radius: f32, fill: Color, stroke: Option<Stroke>| Primitive::Circle {
            center,
            radius,
            fill,
            stroke,
        };
        let rect = |rect: Rect, radius: f32, fill: Fill, stroke: Option<Stroke>| Primitive::Rect {
            rect,
            radius,
            fill,
            stroke,
        };
        match entry {
            Entry::Column(..) => push(rect(box_of(12.0, 10.0), 0.0, Fill::Solid(ink.faded(0.6)), None)),
            Entry::OneByOne | Entry::Hour | Entry::Mark => push(circle(metrics.mark_radius, ink, None)),
            Entry::Important => push(circle(metrics.mark_radius_large, quiet, None)),
            Entry::Day | Entry::Bar => {
                let bar = box_of(16.0, 12.0);
                push(rect(bar, 2.0, Fill::Solid(theme.categories[1].faded(0.28)), None));
                let edge = Rect::from_min_max(bar.min, pos2(bar.left() + 3.0, bar.bottom()));
                push(rect(edge, 0.0, Fill::Solid(theme.categories[1]), None));
            }
            Entry::Ongoing => {
                let ink = theme.categories[1].faded(0.4);
                let fill = Fill::Horizontal(Stops::new(&[(0.0, ink), (0.3, ink), (1.0, ink.faded(0.0))]));
                push(rect(box_of(18.0, 12.0), 2.0, fill, None));
            }
            Entry::Imprecise => {
                let ink = quiet.faded(0.3);
                let clear = ink.faded(0.0);
                let fill =
                    Fill::Horizontal(Stops::new(&[(0.0, clear), (0.25, ink), (0.75, ink), (1.0, clear)]));
                push(rect(box_of(22.0, 12.0), 0.0, fill, None));
                push(circle(metrics.mark_radius - 0.8, theme.background, Some(Stroke::solid(1.6, quiet))));
            }
            Entry::Disputed => {
                push(circle(
                    metrics.mark_radius + 2.2,
                    Color::TRANSPARENT,
                    Some(Stroke::dashed(1.2, ink, 2.2, 1.7)),
                ));
                push(circle(metrics.mark_radius, ink, None));
            }
            Entry::Member => {
                push(circle(
                    8.0 * metrics.scale,
                    Color::TRANSPARENT,
                    Some(Stroke::solid(2.0, theme.coincidence)),
                ));
            }
            Entry::Possible => {
                let dashed = Stroke::dashed(1.6, theme.coincidence, 2.0, 2.0);
                push(circle(8.0 * metrics.scale, Color::TRANSPARENT, Some(dashed)));
            }
            Entry::Band => {
                push(rect(box_of(18.0, 4.0), 0.0, Fill::Solid(theme.coincidence.faded(0.6)), None));
            }
            Entry::Rare => push(rect(box_of(3.0, 8.0), 0.0, Fill::Solid(theme.coincidence), None)),
            Entry::Link => {
                let (from, to) = (center - Vec2::X * 8.0, center + Vec2::X * 8.0);
                push(Primitive::Line { from, to, stroke: Stroke::solid(1.4, quiet) });
                let head = [to - Vec2::new(5.0, 4.0), to, to - Vec2::new(5.0, -4.0)].to_vec();
                let stroke = Some(Stroke::solid(1.4, quiet));
                push(Primitive::Path { points: head, closed: false, fill: Color::TRANSPARENT, stroke });
            }
            // Drawn above.
            Entry::Differs(_) => {}
            Entry::Fold => items.extend(fold_marks::sign(theme, box_of(8.0, 14.0))),
            Entry::Hidden(..) => {
                let (from, to) = (center - Vec2::X * 8.0, center + Vec2::X * 8.0);
                push(Primitive::Line { from, to, stroke: Stroke::dashed(1.0, quiet, 1.5, 2.0) });
            }
            Entry::Category(at) => {
                let color = theme.categories.get(usize::from(at)).copied().unwrap_or(theme.uncategorised);
                push(rect(box_of(10.0, 10.0), 2.0, Fill::Solid(color), None));
            }
        }
    }
}

fn text(left_middle: Pos2, text: &str, style: TextStyle, color: Color, width: f32) -> Item {
    let text = Text { left_middle, text: Arc::from(text), style, color, width, halo: None };
    Item { id: None, primitive: Primitive::Text(text) }
}
