//! A picture as data: a few primitives in points with resolved colours, built by `layout` and drawn alike by
//! the window, the PNG and the SVG. Every backend matches [`Primitive`] without a `_` arm, so that a new kind
//! breaks the build until all know it.

pub mod color;
pub mod columns;
pub mod theme;

use std::sync::Arc;

use crate::model::EventIx;
pub use color::Color;
pub use columns::Columns;
pub use emath::{Pos2, Rect, Vec2, pos2, vec2};
pub use theme::Theme;

/// A picture: its size in points (origin at the top left, y down) and what is drawn, in order of painting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width and height in points.
    pub size: Vec2,
    /// What is drawn, the first at the bottom.
    pub items: Vec<Item>,
}

/// A primitive, with what it belongs to where it belongs to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it shows; becomes the element's id in an SVG.
    pub id: Option<ItemId>,
    /// What is drawn.
    pub primitive: Primitive,
}

/// What an item of a scene shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// An event.
    Event(EventIx),
    /// A lane, by its position among the document's lanes.
    Lane(u32),
    /// A coincidence, by its position in the list.
    Coincidence(u32),
}

/// What can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Primitive {
    /// A rectangle with rounded corners.
    Rect {
        /// Where.
        rect: Rect,
        /// Corner radius in points.
        radius: f32,
        /// How it is filled.
        fill: Fill,
        /// Its outline, centred on the edge; a dashed outline is drawn on the inside of nothing, along the edge.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Its centre.
        center: Pos2,
        /// Its radius in points.
        radius: f32,
        /// The fill; transparent for a hollow mark.
        fill: Color,
        /// Its outline, centred on the edge.
        stroke: Option<Stroke>,
    },
    /// Discs of one radius without outlines, each the mark of an event: as so many circles, in a fifth of the memory.
    Discs {
        /// Their radius in points.
        radius: f32,
        /// The discs, the first at the bottom.
        discs: Vec<Disc>,
    },
    /// Columns on one line, as so many rectangles without outlines.
    Columns(Columns),
    /// A straight line.
    Line {
        /// From.
        from: Pos2,
        /// To.
        to: Pos2,
        /// How.
        stroke: Stroke,
    },
    /// A line through several points, or an area where it is closed (convex).
    Path {
        /// The points in order.
        points: Vec<Pos2>,
        /// Whether the last point joins the first and the inside is filled.
        closed: bool,
        /// The fill of a closed path.
        fill: Color,
        /// Its outline.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text(Text),
    /// The flag of a country, round, or a neutral disc of initials where there is none.
    Flag {
        /// The square it fills.
        rect: Rect,
        /// The code of the country, "IR".
        code: String,
        /// The name whose initials stand where there is no flag.
        name: Arc<str>,
        /// How opaque, 0 to 1.
        opacity: f32,
    },
    /// As a group, of items that are the same from one picture to the next: whoever paints may keep what it made of
    /// them.
    Kept {
        /// What is outside of it is not drawn.
        clip: Rect,
        /// What is drawn.
        items: Arc<[Item]>,
    },
    /// Items drawn within a rectangle only.
    Group {
        /// What is outside of it is not drawn.
        clip: Rect,
        /// What is drawn.
        items: Vec<Item>,
    },
}

/// The disc of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Its centre.
    pub center: Pos2,
    /// Its colour.
    pub fill: Color,
    /// What it shows.
    pub event: EventIx,
}

/// How an area is filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// One colour; transparent for none.
    Solid(Color),
    /// Colours from left to right, blended linearly in between.
    Horizontal(Stops),
}

/// Up to four colours at 0 to 1 of a width, ascending; without memory of their own, as there may be many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stops {
    stops: [(f32, Color); 4],
    len: usize,
}

impl Stops {
    /// The first four of some.
    #[must_use]
    pub fn new(some: &[(f32, Color)]) -> Self {
        let mut stops = Self { len: some.len().min(4), ..Self::default() };
        stops.stops.iter_mut().zip(some).for_each(|(own, stop)| *own = *stop);
        stops
    }
}

impl std::ops::Deref for Stops {
    type Target = [(f32, Color)];

    fn deref(&self) -> &Self::Target {
        &self.stops[..self.len]
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Points.
    pub width: f32,
    /// Colour.
    pub color: Color,
    /// Lengths of dash and gap in points; `None` for a solid line.
    pub dash: Option<(f32, f32)>,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub fn solid(width: f32, color: Color) -> Self {
        Self { width, color, dash: None }
    }

    /// A dashed line; a dash as long as the line is wide makes dots.
    #[must_use]
    pub fn dashed(width: f32, color: Color, dash: f32, gap: f32) -> Self {
        Self { width, color, dash: Some((dash, gap)) }
    }
}

/// One line of text with its place and the width that it was measured to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The left end of the box, at its vertical middle; boxes of a font size are equally high whatever they say.
    pub left_middle: Pos2,
    /// The logical string.
    pub text: Arc<str>,
    /// Size, weight, slant.
    pub style: TextStyle,
    /// Colour.
    pub color: Color,
    /// The measured width in points.
    pub width: f32,
    /// A halo of this colour around the letters, so that they read over lines; `None` for none.
    pub halo: Option<Color>,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Size in points.
    pub size: f32,
    /// Weight.
    pub weight: Weight,
    /// Whether it is slanted.
    pub italic: bool,
}

/// The weights that the bundled font has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    SemiBold,
}

impl TextStyle {
    /// Upright text of regular weight.
    #[must_use]
    pub fn regular(size: f32) -> Self {
        Self { size, weight: Weight::Regular, italic: false }
    }

    /// Upright text of semibold weight.
    #[must_use]
    pub fn semibold(size: f32) -> Self {
        Self { size, weight: Weight::SemiBold, italic: false }
    }

    /// The same, slanted.
    #[must_use]
    pub fn slanted(self) -> Self {
        Self { italic: true, ..self }
    }
}

/// Measures text for the layout: the window's fonts on screen, the same bundled fonts without a window.
pub trait TextMeasure {
    /// The width in points of one line of text.
    fn width(&mut self, text: &str, style: TextStyle) -> f32;
}
