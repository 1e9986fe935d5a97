//! A scene on a page of a PDF: the same primitives at the same places as in the window, text as text that can be selected and
//! searched, in every script. What is out of sight of a page is not on it.

use krilla::geom::{Point, Transform};
use krilla::paint::FillRule;
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Node, Tag, TagGroup};

use super::flags::{Flags, SIDE};
use super::letters::{Letters, Part, written};
use super::paths::{circle, fill, polygon, rectangle, solid, stroke, transparent};
use crate::export::baselines::Baselines;
use crate::model::initials;
use crate::paint::bidi;
use crate::paint::flags::{DISC, DISC_TEXT, INITIALS_SIZE};
use crate::paint::shapes::dashes;
use crate::scene::{Color, Fill, Item, Pos2, Primitive, Rect, Stroke, Text, TextStyle, pos2};

/// How far slanted letters lean to the right, as a part of their height.
const SLANT: f32 = 0.2;
/// What was measured in the window may be wider or narrower than it is here, by so much.
const STRETCH: std::ops::RangeInclusive<f32> = 0.8..=1.25;

/// What a document needs once.
pub struct Tools {
    letters: Letters,
    flags: Flags,
    baselines: Baselines,
}

impl Tools {
    /// Reads the fonts.
    pub fn new() -> Self {
        Self { letters: Letters::new(), flags: Flags::default(), baselines: Baselines::default() }
    }
}

/// What is drawn on, and the marks by which the tags of the document refer to it.
pub struct Sheet<'a, 's> {
    surface: &'a mut Surface<'s>,
    tools: &'a mut Tools,
    /// What is in sight, in points of the scene.
    seen: Rect,
    marks: Vec<Node>,
    is_open: bool,
    /// Whether it is no content: page numbers, cut marks.
    is_aside: bool,
}

impl<'a, 's> Sheet<'a, 's> {
    /// Content; [`Sheet::finish`] says by which marks it is known.
    pub fn new(surface: &'a mut Surface<'s>, tools: &'a mut Tools, seen: Rect) -> Self {
        Self { surface, tools, seen, marks: Vec::new(), is_open: false, is_aside: false }
    }

    /// What is no content, within a mark of its own that says so.
    pub fn aside(surface: &'a mut Surface<'s>, tools: &'a mut Tools) -> Self {
        Self { is_aside: true, ..Self::new(surface, tools, Rect::EVERYTHING) }
    }

    /// The marks of all that was drawn, in this order.
    pub fn finish(mut self) -> Vec<Node> {
        self.close();
        self.marks
    }

    fn open(&mut self, tag: ContentTag<'_>) {
        if !self.is_aside {
            self.marks.push(self.surface.start_tagged(tag).into());
            self.is_open = true;
        }
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.is_open) {
            self.surface.end_tagged();
        }
    }

    /// Draws what is in sight of some items.
    pub fn items(&mut self, items: &[Item]) {
        items.iter().for_each(|item| self.item(&item.primitive));
    }

    fn item(&mut self, primitive: &Primitive) {
        match primitive {
            Primitive::Rect { rect, radius, fill, stroke } => self.rect(*rect, *radius, fill, *stroke),
            Primitive::Circle { center, radius, fill, stroke } => {
                self.circle(*center, *radius, *fill, *stroke);
            }
            Primitive::Discs { radius, discs } => {
                discs.iter().for_each(|disc| self.circle(disc.center, *radius, disc.fill, None));
            }
            Primitive::Columns(columns) => {
                for (rect, shade) in columns.bars() {
                    self.rect(rect, 0.0, &Fill::Solid(columns.shades[shade].1), None);
                }
            }
            Primitive::Line { from, to, stroke } => {
                self.path(&[*from, *to], false, Color::TRANSPARENT, Some(*stroke));
            }
            Primitive::Path { points, closed, fill, stroke } => {
                self.path(points, *closed, if *closed { *fill } else { Color::TRANSPARENT }, *stroke);
            }
            Primitive::Text(text) => self.text(text),
            Primitive::Flag { rect, code, name, opacity } => self.flag(*rect, (code, name), *opacity),
            Primitive::Group { clip, items } => self.group(*clip, items),
            Primitive::Kept { clip, items } => self.group(*clip, items),
        }
    }

    fn group(&mut self, clip: Rect, items: &[Item]) {
        let Some(path) = rectangle(clip, 0.0).filter(|_| clip.intersects(self.seen)) else { return };
        // Marks and clipped areas never overlap.
        self.close();
        self.surface.push_clip_path(&path, &FillRule::NonZero);
        let seen = self.seen;
        self.seen = seen.intersect(clip);
        self.items(items);
        self.seen = seen;
        self.close();
        self.surface.pop();
    }

    /// Draws a path that lies within some bounds.
    fn draw(
        &mut self,
        path: Option<krilla::geom::Path>,
        bounds: Rect,
        fill: Option<krilla::paint::Fill>,
        stroke: Option<krilla::paint::Stroke>,
    ) {
        let width = stroke.as_ref().map_or(0.0, |stroke| stroke.width);
        let Some(path) = path.filter(|_| bounds.expand(width).intersects(self.seen)) else { return };
        if fill.is_none() && stroke.is_none() {
            return;
        }
        if !self.is_open {
            self.open(ContentTag::Other);
        }
        self.surface.set_fill(fill);
        self.surface.set_stroke(stroke);
        self.surface.draw_path(&path);
    }

    fn rect(&mut self, rect: Rect, radius: f32, filled: &Fill, edge: Option<Stroke>) {
        let length = dashes::rounded_length(rect, radius);
        self.draw(rectangle(rect, radius), rect, fill(filled, rect), stroke(edge, Some(length)));
    }

    fn circle(&mut self, center: Pos2, radius: f32, filled: Color, edge: Option<Stroke>) {
        let bounds = Rect::from_center_size(center, emath::Vec2::splat(2.0 * radius));
        let length = std::f32::consts::TAU * radius;
        self.draw(circle(center, radius), bounds, solid(filled), stroke(edge, Some(length)));
    }

    fn path(&mut self, points: &[Pos2], closed: bool, filled: Color, edge: Option<Stroke>) {
        let length = closed.then(|| dashes::length(points, true));
        // A straight line has no width, and is seen nevertheless.
        let bounds = Rect::from_points(points).expand(0.1);
        self.draw(polygon(points, closed), bounds, solid(filled), stroke(edge, length));
    }

    /// A line of text. Its mark says how it is written where it is drawn in another order.
    pub fn text(&mut self, text: &Text) {
        let Text { left_middle: place, style, color, .. } = text;
        if !place.is_finite() || text.text.trim().is_empty() || !style.size.is_finite() || style.size <= 0.0 {
            return;
        }
        let parts = self.tools.letters.line(&text.text, *style);
        let natural: f32 = parts.iter().flat_map(|part| &part.runs).map(|run| run.width * style.size).sum();
        let stretch = if natural > 0.0 { text.width / natural } else { 1.0 };
        let stretch = if STRETCH.contains(&stretch) { stretch } else { 1.0 };
        let half = emath::vec2(0.0, style.size * 0.62);
        let bounds = Rect::from_min_max(*place - half, *place + half + emath::vec2(natural * stretch, 0.0));
        if !bounds.intersects(self.seen) || color.a == 0 {
            return;
        }
        if let Some(halo) = text.halo.filter(|halo| halo.a > 0) {
            let patch = bounds.expand2(emath::vec2(2.0, 0.0));
            self.rect(patch, 3.0, &Fill::Solid(halo.faded(f32::from(color.a) / 255.0)), None);
        }
        self.close();
        let baseline = place.y + self.tools.baselines.below_middle(*style);
        let slant = if style.italic { -SLANT } else { 0.0 };
        self.surface.push_transform(&Transform::from_row(stretch, 0.0, slant, 1.0, place.x, baseline));
        self.surface.set_fill(solid(*color));
        self.surface.set_stroke(None);
        let marks = self.parts(parts, style.size);
        self.surface.pop();
        self.read_as(&text.text, marks);
    }

    /// Draws the parts of a line in the order in which they are seen; their marks are in the order in which they are read.
    fn parts(&mut self, parts: Vec<Part>, size: f32) -> Vec<Node> {
        let before = self.marks.len();
        let places: Vec<usize> = parts.iter().map(|part| part.place).collect();
        let mut x = 0.0;
        for part in parts {
            self.open(ContentTag::Other);
            for run in part.runs {
                let start = Point::from_xy(x, 0.0);
                self.surface.draw_glyphs(start, &run.glyphs, run.font, &run.text, size, false);
                x += run.width * size;
            }
            self.close();
        }
        let marks = self.marks.split_off(before);
        let mut marks: Vec<(usize, Node)> = places.into_iter().zip(marks).collect();
        marks.sort_by_key(|(place, _)| *place);
        marks.into_iter().map(|(_, mark)| mark).collect()
    }

    /// Whoever reads a line aloud reads what is written. That stands among the tags and not beside the glyphs, whose order
    /// whoever copies text turns by itself: poppler would turn what is written, too.
    fn read_as(&mut self, text: &str, marks: Vec<Node>) {
        let text = written(text);
        if bidi::is_left_to_right(&text) || marks.is_empty() {
            return self.marks.extend(marks);
        }
        let span = Tag::Span.with_actual_text(Some(text));
        self.marks.push(TagGroup::with_children(span, marks).into());
    }

    fn flag(&mut self, rect: Rect, (code, name): (&str, &str), opacity: f32) {
        if !rect.is_finite()
            || !rect.is_positive()
            || opacity.is_nan()
            || opacity <= 0.0
            || !rect.intersects(self.seen)
        {
            return;
        }
        let Some(flag) = self.tools.flags.get(code, self.surface) else {
            return self.disc(rect, name, opacity);
        };
        self.close();
        self.open(ContentTag::Other);
        let side = rect.width().min(rect.height()) / SIDE;
        self.surface.push_transform(&Transform::from_row(side, 0.0, 0.0, side, rect.left(), rect.top()));
        self.surface.push_opacity(transparent(opacity));
        self.surface.draw_graphic(flag);
        self.surface.pop();
        self.surface.pop();
        self.close();
    }

    /// The sign of a lane without a flag: its initials on a disc.
    fn disc(&mut self, rect: Rect, name: &str, opacity: f32) {
        let side = rect.width().min(rect.height());
        self.circle(rect.center(), side / 2.0, DISC.faded(opacity), None);
        let style = TextStyle::semibold(side * INITIALS_SIZE);
        let text = initials(name);
        let width = self.tools.letters.width(&text, style) * style.size;
        let left_middle = pos2(rect.center().x - width / 2.0, rect.center().y);
        let color = DISC_TEXT.faded(opacity);
        self.text(&Text { left_middle, text: text.into(), style, color, width, halo: None });
    }
}
