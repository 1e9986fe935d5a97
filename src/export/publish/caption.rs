//! A step as a picture of its own: the timeline, and below it what the step says, as the page has it.

use std::sync::Arc;

use super::steps::{StepLook, step_canvas_as};
use crate::analysis::{Coincidences, Index};
use crate::layout::Viewport;
use crate::model::{Document, Step, brief_to, visible};
use crate::paint::HeadlessFonts;
use crate::scene::{
    Color, Fill, Item, Primitive, Rect, Scene, Stroke, Text, TextMeasure, TextStyle, Theme, Vec2, pos2,
};

/// The height for which sizes are given, in points.
const USUAL_HEIGHT: f32 = 720.0;
/// The most lines that a text takes.
const MOST_LINES: usize = 4;
/// More of a text no picture has room for, in bytes.
const MOST_BYTES: usize = 1200;

/// A step with its caption: its number, of how many, and where it looks if not where it says.
pub(super) struct Slide<'a> {
    pub document: &'a Document,
    pub index: &'a Index,
    pub list: &'a Coincidences,
    pub step: &'a Step,
    pub number: usize,
    pub of: usize,
    pub view: Option<Viewport>,
}

impl Slide<'_> {
    /// The picture, so large in points.
    pub fn scene(&self, theme: &Theme, size: Vec2, measure: &mut HeadlessFonts) -> Scene {
        let scale = (size.y / USUAL_HEIGHT).clamp(0.5, 4.0);
        let title = TextStyle::semibold(25.0 * scale);
        let body = TextStyle::regular(18.0 * scale);
        let left = 108.0 * scale;
        let room = size.x - left - 40.0 * scale;
        let heading = fitted(&visible(&self.step.title), title, room, measure);
        let lines = wrapped(&visible(brief_to(&self.step.text, MOST_BYTES).as_ref()), body, room, measure);
        let line_height = 26.0 * scale;
        let height = 26.0 * scale + 34.0 * scale + line_height * lines.len() as f32 + 22.0 * scale;
        let height = height.min(size.y * 0.6);
        let above = Vec2::new(size.x, size.y - height);
        let look = StepLook {
            size: above,
            pixels_per_point: 1.0,
            text_scale: 1.25 * scale,
            for_room: false,
            view: self.view,
        };
        let canvas = step_canvas_as(self.document, (self.index, self.list), self.step, theme, look);
        let place = Rect::from_min_size(pos2(0.0, 0.0), above);
        let mut items =
            vec![Item { id: None, primitive: Primitive::Group { clip: place, items: canvas.scene.items } }];
        let ground = Rect::from_min_max(pos2(0.0, above.y), pos2(size.x, size.y));
        items.push(rect(ground, theme.panel));
        let edge = Stroke::solid(1.0, theme.hairline);
        let (from, to) = (ground.left_top(), ground.right_top());
        items.push(Item { id: None, primitive: Primitive::Line { from, to, stroke: edge } });
        let mut y = above.y + 40.0 * scale;
        let count = format!("{} / {}", self.number, self.of);
        let style = TextStyle::semibold(19.0 * scale);
        items.push(text(&count, style, theme.coincidence_text, (32.0 * scale, y), measure));
        items.push(text(&heading, title, theme.text, (left, y), measure));
        y += 34.0 * scale;
        for line in &lines {
            items.push(text(line, body, theme.text, (left, y), measure));
            y += line_height;
        }
        Scene { size, items }
    }
}

fn rect(rect: Rect, color: Color) -> Item {
    Item {
        id: None,
        primitive: Primitive::Rect { rect, radius: 0.0, fill: Fill::Solid(color), stroke: None },
    }
}

fn text(
    said: &str,
    style: TextStyle,
    color: Color,
    (left, y): (f32, f32),
    measure: &mut HeadlessFonts,
) -> Item {
    let width = measure.width(said, style);
    let text = Text { left_middle: pos2(left, y), text: Arc::from(said), style, color, width, halo: None };
    Item { id: None, primitive: Primitive::Text(text) }
}

/// As much of a text as fits a width.
pub(super) fn fitted(text: &str, style: TextStyle, room: f32, measure: &mut dyn TextMeasure) -> String {
    wrapped_to(text, style, room, 1, measure).into_iter().next().unwrap_or_default()
}

/// A text in lines that fit a width; what finds no room is cut with an ellipsis.
fn wrapped(text: &str, style: TextStyle, room: f32, measure: &mut dyn TextMeasure) -> Vec<String> {
    wrapped_to(text, style, room, MOST_LINES, measure)
}

pub(super) fn wrapped_to(
    text: &str,
    style: TextStyle,
    room: f32,
    most: usize,
    measure: &mut dyn TextMeasure,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while words.peek().is_some() && lines.len() < most {
        let mut line = String::new();
        while let Some(word) = words.peek() {
            let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && measure.width(&longer, style) > room {
                break;
            }
            line = longer;
            words.next();
        }
        lines.push(line);
    }
    let is_cut = words.peek().is_some();
    let last = lines.len().saturating_sub(1);
    for (at, line) in lines.iter_mut().enumerate() {
        let ellipsis = if is_cut && at == last { "…" } else { "" };
        if measure.width(&format!("{line}{ellipsis}"), style) > room || !ellipsis.is_empty() {
            *line = cut(line, style, room, measure);
        }
    }
    lines
}

/// The longest beginning of a line that fits with an ellipsis.
fn cut(line: &str, style: TextStyle, room: f32, measure: &mut dyn TextMeasure) -> String {
    let ends: Vec<usize> = line.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let fits = ends.partition_point(|end| measure.width(&format!("{}…", &line[..*end]), style) <= room);
    let end = fits.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or_default();
    format!("{}…", line[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_set_in_lines_that_fit() {
        let mut fonts = HeadlessFonts::new(1.0);
        let style = TextStyle::regular(18.0);
        let text = "one two three four five six seven eight nine ten ".repeat(12);
        let lines = wrapped(&text, style, 300.0, &mut fonts);
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines.iter().all(|line| fonts.width(line, style) <= 300.0), "{lines:?}");
        assert!(lines[MOST_LINES - 1].ends_with('…') && !lines[0].ends_with('…'));
        assert_eq!(wrapped("a b", style, 300.0, &mut fonts), ["a b"]);
        assert!(wrapped("", style, 300.0, &mut fonts).is_empty());
        let long = fitted(&"x".repeat(500), style, 300.0, &mut fonts);
        assert!(long.ends_with('…') && fonts.width(&long, style) <= 300.0, "{long}");
    }
}
