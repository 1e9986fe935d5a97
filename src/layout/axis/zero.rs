//! Day zero, where days are counted from something: what it is, the ground and the line where it stands, and a chip on
//! the ruler that names it, at the edge where it is out of view, so that no picture leaves open what is counted from.

use std::sync::Arc;

use crate::analysis::{Aligned, Coincidences, Index, ZeroDay};
use crate::layout::lanes::heads::shortened;
use crate::layout::{Emphasis, Frame, FrameAxis, Metrics, TimeScale};
use crate::model::calendar::Calendars;
use crate::scene::{Fill, Item, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2};

/// The widest that a chip may be, in points at the usual size of text.
const WIDEST: f32 = 380.0;

/// What days are counted from.
#[derive(Clone, Copy, Debug)]
pub struct Zero<'a> {
    /// Day zero, in days since 1970-01-01; 0 where occurrences are overlaid.
    pub day: i32,
    /// The first and the last day that it may be.
    pub may_be: (i32, i32),
    /// What it is: the title of an event, or the tag and how often it occurs.
    pub title: &'a str,
    /// What is laid over one another, if anything is.
    pub overlaid: Option<Overlaid<'a>>,
}

/// Where all occurrences of a tag are laid over one another.
#[derive(Clone, Copy, Debug)]
pub struct Overlaid<'a> {
    /// The index that they are from: what heads of lanes count is in the lane, however often it is drawn.
    pub base: &'a Index,
    /// How far around each one looked, in days; `None` for everything.
    pub reach: Option<i32>,
}

impl<'a> Frame<'a> {
    /// The same with days counted from something; `self` has the index that it was found in. Where all occurrences of
    /// a tag are laid over one another, what happened around one of them did not happen on the same day as what did
    /// around another, and no calendar holds for all: none of that is shown.
    #[must_use]
    pub fn aligned(self, aligned: &'a Aligned) -> Self {
        let zero = Zero { day: aligned.day(), may_be: (0, 0), title: &aligned.title, overlaid: None };
        match &aligned.zero {
            ZeroDay::One(_, reference) => {
                let may_be = (reference.first.number(), reference.last.number());
                Self { axis: FrameAxis { zero: Some(Zero { may_be, ..zero }), ..self.axis }, ..self }
            }
            ZeroDay::All(overlay) => {
                let overlaid = Some(Overlaid { base: self.index, reach: overlay.reach() });
                Self {
                    index: overlay.index(),
                    coincidences: Coincidences::none(),
                    emphasis: Emphasis { current: None, highlighted: None, ..self.emphasis },
                    axis: FrameAxis {
                        folds: self.axis.folds,
                        today: None,
                        calendars: Calendars::default(),
                        zero: Some(Zero { overlaid, ..zero }),
                        second: None,
                        clock_opens: false,
                        slide: None,
                    },
                    ..self
                }
            }
        }
    }

    /// Whether occurrences are laid over one another.
    pub(crate) fn is_overlaid(&self) -> bool {
        self.axis.zero.is_some_and(|zero| zero.overlaid.is_some())
    }

    /// The index that the heads of the lanes speak of.
    pub(crate) fn index_of_heads(&self) -> &'a Index {
        self.axis.zero.and_then(|zero| zero.overlaid).map_or(self.index, |overlaid| overlaid.base)
    }
}

/// The ground of day zero with its line, and a veil over the days that nothing was looked for on.
pub(crate) fn ground(frame: &Frame<'_>, scale: &TimeScale, body: Rect, items: &mut Vec<Item>) {
    let Some(zero) = frame.axis.zero else { return };
    let theme = frame.theme;
    let x = |day: i32| scale.x(f64::from(day)).clamp(body.left(), body.right());
    let mut fill = |left: f32, right: f32, color| {
        if right > left {
            let rect = Rect::from_x_y_ranges(left..=right, body.y_range());
            let primitive = Primitive::Rect { rect, radius: 0.0, fill: Fill::Solid(color), stroke: None };
            items.push(Item { id: None, primitive });
        }
    };
    if let Some(reach) = zero.overlaid.and_then(|overlaid| overlaid.reach) {
        let veil = theme.text_muted.faded(0.12);
        fill(body.left(), x(zero.day - reach), veil);
        fill(x(zero.day + reach + 1), body.right(), veil);
    }
    fill(x(zero.may_be.0), x(zero.may_be.1 + 1), theme.text.faded(0.06));
    if let Some(line) = line(frame, scale, body) {
        // Where a day is wide its ground says where it begins and ends.
        let strength = if scale.pt_per_day() > 24.0 { 0.35 } else { 0.7 };
        let color = theme.text.faded(strength);
        let sure = zero.may_be.0 == zero.may_be.1;
        let stroke = if sure { Stroke::solid(1.2, color) } else { Stroke::dashed(1.2, color, 4.0, 3.0) };
        let (from, to) = (line.left_top(), line.left_bottom());
        items.push(Item { id: None, primitive: Primitive::Line { from, to, stroke } });
    }
}

/// Where the line of day zero is, from top to bottom; `None` where it is out of view.
pub(crate) fn line(frame: &Frame<'_>, scale: &TimeScale, body: Rect) -> Option<Rect> {
    let middle = scale.x(f64::from(frame.axis.zero?.day) + 0.5);
    let line = Rect::from_x_y_ranges(middle..=middle, body.y_range());
    (middle > body.left() && middle < body.right()).then_some(line)
}

/// The chip that names day zero, on the upper row of the ruler; `None` where there is no room for it.
pub(crate) fn chip(
    frame: &Frame<'_>,
    scale: &TimeScale,
    metrics: &Metrics,
    ruler: Rect,
    measure: &mut dyn TextMeasure,
) -> Option<(Rect, [Item; 2])> {
    let zero = frame.axis.zero?;
    let style = TextStyle::semibold(12.0 * metrics.scale);
    let middle = scale.x(f64::from(zero.day) + 0.5);
    let (before, after) = match middle {
        x if x < ruler.left() => ("← ", ""),
        x if x > ruler.right() => ("", " →"),
        _ => ("", ""),
    };
    let air = 10.0 * metrics.scale;
    let room = (WIDEST * metrics.scale).min(ruler.width() - 12.0) - 2.0 * air;
    let frame_width = measure.width(&format!("{before}Day 0 · {after}"), style);
    let (title, _) = shortened(zero.title, style, room - frame_width, measure);
    let text = format!("{before}Day 0 · {title}{after}");
    let width = measure.width(&text, style);
    if width > room + 1.0 {
        return None; // a small window, everything enlarged
    }
    let half = width / 2.0 + air;
    let x = middle.clamp(ruler.left() + half + 4.0, ruler.right() - half - 4.0);
    let center = pos2(x, ruler.top() + 16.0 * metrics.scale);
    let rect = Rect::from_center_size(center, Vec2::new(half * 2.0, 21.0 * metrics.scale));
    let fill = Fill::Solid(frame.theme.text);
    let ground = Primitive::Rect { rect, radius: 5.0 * metrics.scale, fill, stroke: None };
    let left_middle = pos2(center.x - width / 2.0, center.y);
    let color = frame.theme.panel;
    let text = Text { left_middle, text: Arc::from(text), style, color, width, halo: None };
    Some((rect, [ground, Primitive::Text(text)].map(|primitive| Item { id: None, primitive })))
}
