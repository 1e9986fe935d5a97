//! Text that runs over as many pages as it needs, from top to bottom, each line whole.

use std::sync::Arc;

use crate::export::pdf::{Block, Leaf, Passage, Role};
use crate::export::publish::caption::wrapped_to;
use crate::model::{brief_to, visible};
use crate::paint::{HeadlessFonts, is_right_to_left};
use crate::scene::{
    Color, Item, Primitive, Rect, Text, TextMeasure as _, TextStyle, Theme, Vec2, pos2, vec2,
};

/// Around what stands on a page, in points of a scene.
pub(super) const MARGIN: f32 = 48.0;
/// What stands at the foot of a page.
const FOOT: f32 = 26.0;
/// The distance between lines as a part of the size of the letters.
const LEADING: f32 = 1.42;
/// Longer texts are cut: more than a hundred pages of one event are none that anybody reads.
const MOST_TEXT_BYTES: usize = 20_000;

/// How a paragraph looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub style: TextStyle,
    pub color: Color,
    pub role: Role,
    /// How far from the left margin.
    pub indent: f32,
    /// How far below what stands above it.
    pub gap: f32,
}

/// Pages that are being filled.
pub(super) struct Flow<'a> {
    pub size: Vec2,
    pub theme: &'a Theme,
    pub fonts: HeadlessFonts,
    pub leaves: Vec<Leaf>,
    /// Where the next line may begin, on the last page.
    pub y: f32,
    /// How many texts were cut.
    pub cut: usize,
}

impl<'a> Flow<'a> {
    pub fn new(size: Vec2, theme: &'a Theme) -> Self {
        Self { size, theme, fonts: HeadlessFonts::new(8.0), leaves: Vec::new(), y: 0.0, cut: 0 }
    }

    /// Begins a page.
    pub fn page(&mut self, bookmark: Option<String>) -> &mut Leaf {
        self.y = MARGIN;
        let ground = (self.theme.background.r < 128).then_some(self.theme.background);
        self.leaves.push(Leaf { size: self.size, bookmark, ground, blocks: Vec::new() });
        let last = self.leaves.len() - 1;
        &mut self.leaves[last]
    }

    pub fn push(&mut self, block: Block) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.blocks.push(block);
        }
    }

    /// Where the last line of a page may end.
    pub fn bottom(&self) -> f32 {
        self.size.y - MARGIN - FOOT
    }

    /// How high a text would be.
    pub fn height(&mut self, text: &str, look: Look) -> f32 {
        let count = self.wrapped(text, look).len();
        if count == 0 { 0.0 } else { look.gap + count as f32 * look.style.size * LEADING }
    }

    /// Writes a paragraph where the one before it ends, and on the next pages where it finds no room. Every line leads to an
    /// address, if there is one.
    pub fn paragraph(&mut self, text: &str, look: Look, link: Option<&str>) {
        let lines = self.wrapped(text, look);
        if text.len() > MOST_TEXT_BYTES {
            self.cut += 1;
        }
        let step = look.style.size * LEADING;
        let right_edge = self.size.x - MARGIN;
        let mut passage = Passage { role: look.role, lines: Vec::new() };
        self.y += if lines.is_empty() { 0.0 } else { look.gap };
        for line in lines {
            if self.y + step > self.bottom() && self.y > MARGIN {
                let full = std::mem::replace(&mut passage, Passage { role: look.role, lines: Vec::new() });
                self.push(Block::Passage(full));
                self.page(None);
            }
            let width = self.fonts.width(&line, look.style);
            let left = if is_right_to_left(&line) { right_edge - width } else { MARGIN + look.indent };
            let line = Text {
                left_middle: pos2(left, self.y + step / 2.0),
                text: Arc::from(line),
                style: look.style,
                color: look.color,
                width,
                halo: None,
            };
            passage.lines.push((line, link.map(str::to_owned)));
            self.y += step;
        }
        if !passage.lines.is_empty() {
            self.push(Block::Passage(passage));
        }
    }

    fn wrapped(&mut self, text: &str, look: Look) -> Vec<String> {
        let room = self.size.x - 2.0 * MARGIN - look.indent;
        let text = brief_to(text, MOST_TEXT_BYTES);
        let lines = text.lines().map(|line| visible(line).into_owned());
        let lines: Vec<String> = lines.filter(|line| !line.trim().is_empty()).collect();
        let fonts = &mut self.fonts;
        lines.iter().flat_map(|line| wrapped_to(line, look.style, room, usize::MAX, fonts)).collect()
    }

    /// Puts the title and the number of the page at the foot of every page.
    pub fn number(&mut self, title: &str) {
        let style = TextStyle::regular(11.0);
        let count = self.leaves.len();
        let (size, color) = (self.size, self.theme.text_muted);
        let room = size.x - 2.0 * MARGIN - 90.0;
        let title = wrapped_to(&visible(title), style, room, 1, &mut self.fonts).into_iter().next();
        for (at, leaf) in self.leaves.iter_mut().enumerate() {
            let y = size.y - MARGIN * 0.6;
            let number = format!("{} / {count}", at + 1);
            let width = self.fonts.width(&number, style);
            let mut items = vec![line(&number, style, color, pos2(size.x - MARGIN - width, y), width)];
            if let Some(title) = &title {
                let width = self.fonts.width(title, style);
                items.push(line(title, style, color, pos2(MARGIN, y), width));
            }
            leaf.blocks.push(Block::Aside(items));
        }
    }

    /// What is free of the last page, down to a height.
    pub fn room(&self, height: f32) -> Rect {
        let size = vec2(self.size.x - 2.0 * MARGIN, height.max(1.0));
        Rect::from_min_size(pos2(MARGIN, self.y), size)
    }
}

/// A line of text as an item of a scene.
pub(super) fn line(
    text: &str,
    style: TextStyle,
    color: Color,
    left_middle: crate::scene::Pos2,
    width: f32,
) -> Item {
    let text = Text { left_middle, text: Arc::from(text), style, color, width, halo: None };
    Item { id: None, primitive: Primitive::Text(text) }
}
