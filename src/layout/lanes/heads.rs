//! The lane heads: flag, name, how many events are in view, and a sparkline of the whole timeline.

use std::borrow::Cow;
use std::sync::Arc;

use super::{LaneBox, Stack};
use crate::analysis::LaneColumn;
use crate::layout::cache::{HeadsKey, KeptHeads, Memory};
use crate::layout::lanes::{is_low, is_tall};
use crate::layout::{Frame, Metrics, Pile, Target};
use crate::model::brief::MOST_LINE_BYTES;
use crate::model::{beginning, brief, grouped};
use crate::scene::{
    Color, Fill, Item, ItemId, Pos2, Primitive, Rect, Stroke, Text, TextMeasure, TextStyle, Vec2, pos2,
};

/// From the left of a head to its name, in points at the usual size of text.
pub const NAME_LEFT: f32 = 46.0;

/// A lane that is lower than this, as one that only just opens, has no name yet.
const LEAST_HEAD_PT: f32 = 12.0;

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
    if !is_low(lane.rect, metrics.scale) { lane.rect.top() + metrics.first_row } else { lane.rect.center().y }
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
    let y = name_y(lane, metrics);
    let left = rect.left() + NAME_LEFT * scale;
    let right = rect.right() - 12.0 * scale;
    if rect.height() < LEAST_HEAD_PT * scale {
        return;
    }
    if lane.folded {
        let style = TextStyle::regular(12.0 * scale);
        let (name, width) = ending(&info.name, style, right - left, measure);
        push(text(pos2(left, y), &name, style, frame.theme.text_muted, width));
        return;
    }
    let flag = Rect::from_center_size(pos2(rect.left() + 26.0 * scale, y), Vec2::splat(20.0 * scale));
    super::lane_badge::draw(frame, lane.lane, info, flag, measure, &mut push);
    let muted = frame.theme.text_muted;
    let below = !is_low(rect, scale);
    let mut name_right = if below { right } else { right - count_room(frame, lane, metrics, measure) };
    if lane.pinned {
        pin(pos2(name_right - 4.0 * scale, y), scale, muted, &mut push);
        name_right -= 16.0 * scale;
    }
    if let Some(clock) = clock {
        let style = metrics.small();
        let width = measure.width(clock, style);
        if is_tall(rect, scale) {
            push(text(pos2(left, y + 38.0 * scale), clock, style, muted, width));
        } else if below {
            // On the line of the count.
            push(text(pos2(right - width, y + 19.0 * scale), clock, style, muted, width));
        } else {
            name_right -= width + 8.0;
            push(text(pos2(name_right + 4.0, y), clock, style, muted, width));
        }
    }
    let style = TextStyle::semibold(14.0 * scale);
    for (line, y) in name_lines(&info.name, (name_right - left, rect), style, y, scale, measure) {
        let width = measure.width(&line, style);
        push(text(pos2(left, y), &line, style, frame.theme.text, width));
    }
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
    if is_tall(rect, scale)
        && clock.is_none()
        && let Some(points) = sparkline(frame, lane, left, right - 2.0, y + 54.0 * scale, 16.0 * scale)
    {
        let stroke = Some(Stroke::solid(1.2, frame.theme.text_faint));
        push(Primitive::Path { points, closed: false, fill: Color::TRANSPARENT, stroke });
    }
}

/// The room for a count beside a name, in points: for as much as can stand there, "1" or "40 of 40".
fn count_room(frame: &Frame<'_>, lane: &LaneBox, metrics: &Metrics, measure: &mut dyn TextMeasure) -> f32 {
    let events = frame.index.lane(lane.lane).map_or(0, |column| column.entries().len());
    let most = if events > 1 { format!("{events} of {events}") } else { events.to_string() };
    measure.width(&most, metrics.small()) + COUNT_GAP_PT * metrics.scale
}

/// A name on one line, or on two where one is too short for it and the head is tall enough, with the middle of each.
fn name_lines(
    name: &str,
    (room, rect): (f32, Rect),
    style: TextStyle,
    y: f32,
    scale: f32,
    measure: &mut dyn TextMeasure,
) -> Vec<(String, f32)> {
    let has_two = rect.height() >= 62.0 * scale;
    if measure.width(name, style) <= room || !has_two {
        return vec![(ending(name, style, room, measure).0, y)];
    }
    let start = beginning(name, MOST_LINE_BYTES);
    let breaks = start.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let fits = breaks.take_while(|at| measure.width(name[..*at].trim_end(), style) <= room).last();
    let Some(at) = fits else { return vec![(ending(name, style, room, measure).0, y)] };
    let first = name[..at].trim_end().to_owned();
    let second = ending(name[at..].trim_start(), style, room, measure).0;
    vec![(first, y), (second, y + 16.0 * scale)]
}

/// The least space between a name and the count beside it, in points at the usual size of text.
const COUNT_GAP_PT: f32 = 8.0;

/// By so many letters a name that fits may be longer than the first that does not.
const FEW_LETTERS: usize = 3;

/// The beginning and the end of a name that is longer than any line; all of another.
fn both_ends(name: &str) -> Cow<'_, str> {
    if name.len() <= MOST_LINE_BYTES {
        return name.into();
    }
    let half = MOST_LINE_BYTES / 2;
    format!("{}{}", beginning(name, half), &name[name.ceil_char_boundary(name.len() - half)..]).into()
}

/// A name that fits a width: where it must be cut, in the middle, as names that begin alike differ at their ends.
fn ending(name: &str, style: TextStyle, room: f32, measure: &mut dyn TextMeasure) -> (String, f32) {
    let width = measure.width(name, style);
    if width <= room {
        return (name.to_owned(), width);
    }
    let name = &*both_ends(name);
    let letters: Vec<char> = name.chars().collect();
    // The last word, where it is not too long for that.
    let word = name.split_whitespace().last().map_or(0, |word| word.chars().count());
    let cut = |kept: usize| {
        let last = if 2 * word <= kept { word } else { kept / 2 };
        let first: String = letters[..kept - last].iter().collect();
        let last: String = letters[letters.len() - last..].iter().collect();
        format!("{}…{last}", first.trim_end())
    };
    let kept: Vec<usize> = (1..letters.len()).collect();
    let mut fits = |kept: usize| measure.width(&cut(kept), style) <= room;
    // A letter more makes a name wider, but for a few that join or where the cut moves to a space.
    let about = kept.partition_point(|kept| fits(*kept));
    let most = (about + FEW_LETTERS).min(kept.len());
    let short = cut((1..=most).rev().find(|kept| fits(*kept)).unwrap_or(1));
    let width = measure.width(&short, style);
    (short, width)
}

/// What a head tells of the events in view: how many, and how many of them are drawn one by one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    /// How many are in view.
    pub in_view: usize,
    /// Those of them that have no place of their own.
    pub hidden: Option<Pile>,
    /// How many these are.
    pub missing: usize,
    /// Whether the lane is a strip.
    pub strip: bool,
}

/// Writes what each head tells below its name, or beside it where it is low. What has no place is a press on the number
/// away.
#[allow(clippy::too_many_arguments)]
pub(crate) fn tell(
    frame: &Frame<'_>,
    metrics: &Metrics,
    heads: Rect,
    stack: &Stack,
    told: &[Told],
    measure: &mut dyn TextMeasure,
    hits: &mut Vec<(Rect, Target)>,
    items: &mut Vec<Item>,
) {
    let scale = metrics.scale;
    for (pinned, clip) in stack.parts(heads) {
        let mut inside = Vec::new();
        for (lane, told) in
            stack.boxes.iter().zip(told).filter(|(lane, _)| lane.pinned == pinned && !lane.folded)
        {
            let rect = rect_of(lane, heads);
            let count = grouped(told.in_view);
            let words = match (told.missing, told.strip, told.in_view) {
                (0, true, 1) => "1 event".to_owned(),
                (0, true, _) => format!("{count} events"),
                (0, false, _) => count,
                (missing, ..) => format!("{} of {count}", grouped(told.in_view - missing)),
            };
            let style = TextStyle::regular(12.5 * scale);
            let width = measure.width(&words, style);
            let y = name_y(lane, metrics);
            let at = match !is_low(rect, scale) {
                true => {
                    pos2(rect.left() + NAME_LEFT * scale, y + count_drop(frame, lane, metrics, rect, measure))
                }
                false => pos2(rect.right() - 12.0 * scale - width, y),
            };
            inside.push(Item {
                id: Some(ItemId::Lane(lane.lane)),
                primitive: text(at, &words, style, frame.theme.text_muted, width),
            });
            if let Some(pile) = told.hidden {
                let place = Rect::from_min_max(
                    at - Vec2::new(6.0, 11.0 * scale),
                    at + Vec2::new(width + 8.0, 11.0 * scale),
                );
                let line = (pos2(at.x, at.y + 8.0 * scale), pos2(at.x + width, at.y + 8.0 * scale));
                let stroke = Stroke::dashed(1.0, frame.theme.text_muted, 1.5, 2.0);
                inside
                    .push(Item { id: None, primitive: Primitive::Line { from: line.0, to: line.1, stroke } });
                hits.push((place.intersect(clip), Target::Hidden(pile)));
            }
        }
        items.push(Item { id: None, primitive: Primitive::Group { clip, items: inside } });
    }
}

/// From the line of a name to that of the count below it.
fn count_drop(
    frame: &Frame<'_>,
    lane: &LaneBox,
    metrics: &Metrics,
    rect: Rect,
    measure: &mut dyn TextMeasure,
) -> f32 {
    let scale = metrics.scale;
    let name = frame.index.grouping().lanes().get(lane.lane as usize).map_or("", |info| info.name.as_str());
    let pin = if lane.pinned { 16.0 } else { 0.0 };
    let room = rect.width() - (NAME_LEFT + 12.0 + pin) * scale;
    let wraps = rect.height() >= 62.0 * scale
        && measure.width(name, TextStyle::semibold(14.0 * scale)) > room
        && beginning(name, MOST_LINE_BYTES).chars().any(char::is_whitespace);
    if wraps { 34.0 * scale } else { 19.0 * scale }
}

fn text(left_middle: Pos2, text: &str, style: TextStyle, color: Color, width: f32) -> Primitive {
    Primitive::Text(Text { left_middle, text: Arc::from(text), style, color, width, halo: None })
}

/// A name that fits a width, cut with an ellipsis where it must be, and how wide it is.
pub fn shortened(name: &str, style: TextStyle, room: f32, measure: &mut dyn TextMeasure) -> (String, f32) {
    let name = &*brief(name);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Each character is as wide as high; counts what it is asked.
    struct Counted(usize);

    impl TextMeasure for Counted {
        fn width(&mut self, text: &str, style: TextStyle) -> f32 {
            self.0 += 1;
            brief(text).chars().count() as f32 * style.size
        }
    }

    #[test]
    fn a_name_is_cut_in_the_middle_and_ends_as_it_ends() {
        let style = TextStyle::regular(10.0);
        let mut measure = Counted(0);
        assert_eq!(ending("Short", style, 100.0, &mut measure).0, "Short");
        assert_eq!(ending("Ministry of foreign trade", style, 150.0, &mut measure).0, "Ministry…trade");
        assert_eq!(ending("abcdefghijklmnop", style, 70.0, &mut measure).0, "abc…nop");
    }

    #[test]
    fn a_name_of_a_megabyte_is_measured_as_seldom_as_another() {
        let style = TextStyle::regular(10.0);
        for text in ["x".repeat(1_000_000), "Bakı دیدار ".repeat(60_000)] {
            let name = format!("The {text} end");
            let mut measure = Counted(0);
            let (short, width) = ending(&name, style, 120.0, &mut measure);
            assert!(short.starts_with("The") && short.ends_with("end") && width <= 120.0, "{short}");
            let lines = name_lines(
                &name,
                (120.0, Rect::from_min_size(Pos2::ZERO, Vec2::splat(80.0))),
                style,
                0.0,
                1.0,
                &mut measure,
            );
            assert!(lines.len() == 2 && lines[1].0.ends_with("end"), "{lines:?}");
            assert!(measure.0 < 100, "{} texts measured", measure.0);
        }
    }
}
