//! The lane heads: flag, name, number of events and a sparkline of the whole timeline.

use std::sync::Arc;

use super::{LaneBox, Stack};
use crate::analysis::LaneColumn;
use crate::layout::cache::{HeadsKey, KeptHeads, Memory};
use crate::layout::lanes::is_tall;
use crate::layout::{Frame, Metrics, Target};
use crate::model::grouped;
use crate::scene::{
    Color, Fill, Item, ItemId, Pos2, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2,
};

/// From the left of a head to its name, in points at the usual size of text.
pub const NAME_LEFT: f32 = 46.0;

/// Points of a sparkline.
const SPARK_POINTS: usize = 21;

/// Draws the heads of the lanes in view. They stay while the view moves in time.
#[allow(clippy::too_many_arguments)]
pub(crate) fn draw(
    frame: &Frame<'_>,
    metrics: &Metrics,
    heads: Rect,
    stack: &Stack,
    clocks: Vec<Option<Arc<str>>>,
    measure: &mut dyn TextMeasure,
    memory: &mut Memory,
    hits: &mut Vec<(Rect, Target)>,
    items: &mut Vec<Item>,
) {
    for (pinned, clip) in stack.parts(heads) {
        for lane in stack.boxes.iter().filter(|lane| lane.pinned == pinned) {
            hits.push((rect_of(lane, heads).intersect(clip), Target::Lane(lane.lane)));
        }
    }
    let (boxes, split, theme) = (stack.boxes.clone(), stack.split, frame.theme.kind);
    let key = HeadsKey { boxes, split, heads, theme, clocks };
    let kept = memory.heads.take().filter(|kept| memory.keeps && kept.key == key);
    let kept = kept.unwrap_or_else(|| {
        let groups = stack.parts(heads).map(|(pinned, clip)| {
            let lanes: Vec<&LaneBox> = stack.boxes.iter().filter(|lane| lane.pinned == pinned).collect();
            let inside = part(frame, metrics, &key, &lanes, measure);
            Item { id: None, primitive: Primitive::Kept { clip, items: inside.into() } }
        });
        KeptHeads { groups: groups.collect(), key }
    });
    items.extend(kept.groups.iter().cloned());
    memory.heads = Some(kept);
}

fn rect_of(lane: &LaneBox, heads: Rect) -> Rect {
    Rect::from_min_max(pos2(heads.left(), lane.rect.top()), pos2(heads.right(), lane.rect.bottom()))
}

/// The heads of some lanes: their grounds first and their text last, so that what is of one kind is painted as one.
fn part(
    frame: &Frame<'_>,
    metrics: &Metrics,
    key: &HeadsKey,
    lanes: &[&LaneBox],
    measure: &mut dyn TextMeasure,
) -> Vec<Item> {
    let heads = key.heads;
    let mut items = Vec::new();
    for lane in lanes {
        let rect = rect_of(lane, heads);
        let fill = Fill::Solid(ground(frame, lane));
        let id = Some(ItemId::Lane(lane.lane));
        items.push(Item { id, primitive: Primitive::Rect { rect, radius: 0.0, fill, stroke: None } });
        let stroke = Stroke::solid(1.0, frame.theme.grid.faded(0.7));
        let (from, to) = (rect.left_bottom(), rect.right_bottom());
        items.push(Item { id, primitive: Primitive::Line { from, to, stroke } });
    }
    let mut texts = Vec::new();
    for lane in lanes {
        let first = items.len();
        let at = key.boxes.iter().position(|other| other.lane == lane.lane);
        let clock = at.and_then(|at| key.clocks.get(at)).and_then(Option::as_deref);
        head(frame, metrics, lane, (rect_of(lane, heads), clock), measure, &mut items);
        texts.extend(items.extract_if(first.., |item| matches!(item.primitive, Primitive::Text(_))));
    }
    items.append(&mut texts);
    items
}

/// The middle of the line of a head that its name stands on: beside the first row where it is tall, so that name
/// and first event read as one line.
pub(crate) fn name_y(lane: &LaneBox, metrics: &Metrics) -> f32 {
    if is_tall(lane.rect, metrics.scale) { lane.row_y(0, metrics) } else { lane.rect.center().y }
}

/// A pin, for a lane that stays while others scroll.
fn pin(center: Pos2, scale: f32, color: Color, push: &mut impl FnMut(Primitive)) {
    let head = center - Vec2::Y * 2.5 * scale;
    push(Primitive::Circle { center: head, radius: 2.6 * scale, fill: color, stroke: None });
    let (from, to) = (head, head + Vec2::Y * 7.5 * scale);
    push(Primitive::Line { from, to, stroke: Stroke::solid(1.3 * scale, color) });
}

/// The ground of a lane: every other one differs.
pub(crate) fn ground(frame: &Frame<'_>, lane: &LaneBox) -> Color {
    if lane.place.is_multiple_of(2) { frame.theme.lane_alternate } else { frame.theme.background }
}

fn head(
    frame: &Frame<'_>,
    metrics: &Metrics,
    lane: &LaneBox,
    (rect, clock): (Rect, Option<&str>),
    measure: &mut dyn TextMeasure,
    items: &mut Vec<Item>,
) {
    let id = Some(ItemId::Lane(lane.lane));
    let mut push = |primitive: Primitive| items.push(Item { id, primitive });
    let Some(info) = frame.index.grouping().lanes().get(lane.lane as usize) else { return };
    let scale = metrics.scale;
    let tall = is_tall(rect, scale);
    let y = name_y(lane, metrics);
    let flag = Rect::from_center_size(pos2(rect.left() + 26.0 * scale, y), Vec2::splat(20.0 * scale));
    super::lane_badge::draw(frame, lane.lane, info, flag, measure, &mut push);
    let muted = frame.theme.text_muted;
    let count = frame.index_of_heads().lane(lane.lane).map_or(0, |column| column.entries().len());
    let count = grouped(count);
    let count_style = TextStyle::regular(12.5 * scale);
    let count_width = measure.width(&count, count_style);
    let right = rect.right() - 16.0 * scale;
    push(text(pos2(right - count_width, y), &count, count_style, muted, count_width));
    let mut name_right = right - count_width - 8.0;
    if lane.pinned {
        pin(pos2(name_right - 4.0 * scale, y), scale, muted, &mut push);
        name_right -= 16.0 * scale;
    }
    let left = rect.left() + NAME_LEFT * scale;
    if let Some(clock) = clock {
        let style = metrics.small();
        let width = measure.width(clock, style);
        if tall {
            push(text(pos2(left, y + 19.0 * scale), clock, style, muted, width));
        } else {
            name_right -= width + 8.0;
            push(text(pos2(name_right + 4.0, y), clock, style, muted, width));
        }
    }
    let name_style = TextStyle::semibold(14.0 * scale);
    let (name, width) = shortened(&info.name, name_style, name_right - left, measure);
    push(text(pos2(left, y), &name, name_style, frame.theme.text, width));
    if let Some(color) = info.color {
        let [r, g, b] = color;
        let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 4.0, rect.bottom()));
        push(Primitive::Rect {
            rect: bar,
            radius: 0.0,
            fill: Fill::Solid(Color { r, g, b, a: 255 }),
            stroke: None,
        });
    }
    // What is said of the clocks stands in the place of the line.
    if tall
        && clock.is_none()
        && let Some(points) = sparkline(frame, lane, left, right - 2.0, y + 36.0 * scale, 16.0 * scale)
    {
        let stroke = Some(Stroke::solid(1.2, frame.theme.text_faint));
        push(Primitive::Path { points, closed: false, fill: Color::TRANSPARENT, stroke });
    }
}

fn text(left_middle: Pos2, text: &str, style: TextStyle, color: Color, width: f32) -> Primitive {
    Primitive::Text(Text { left_middle, text: Arc::from(text), style, color, width, halo: None })
}

/// A name that fits a width, cut with an ellipsis where it must be, and how wide it is.
pub fn shortened(name: &str, style: TextStyle, room: f32, measure: &mut dyn TextMeasure) -> (String, f32) {
    let width = measure.width(name, style);
    if width <= room {
        return (name.to_owned(), width);
    }
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(1).collect();
    let fits =
        ends.partition_point(|end| measure.width(&format!("{}…", name[..*end].trim_end()), style) <= room);
    let end = fits.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(0);
    let short = format!("{}…", name[..end].trim_end());
    let width = measure.width(&short, style);
    (short, width)
}

/// How many events the lane has in each part of the whole timeline, as a line; `None` where there are too few to
/// show a course.
fn sparkline(
    frame: &Frame<'_>,
    lane: &LaneBox,
    left: f32,
    right: f32,
    base: f32,
    height: f32,
) -> Option<Vec<Pos2>> {
    let column: &LaneColumn = frame.index_of_heads().lane(lane.lane)?;
    let (from, to) = frame.index_of_heads().range()?;
    let counts = crate::layout::marks::density::counts(column, from, to + 1e-6, SPARK_POINTS);
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let step = (right - left) / (SPARK_POINTS - 1) as f32;
    let point = |(at, count): (usize, &u32)| {
        pos2(left + at as f32 * step, base - height * (*count as f32 / most as f32))
    };
    (column.entries().len() >= 2 && right > left + 20.0)
        .then(|| counts.iter().enumerate().map(point).collect())
}
