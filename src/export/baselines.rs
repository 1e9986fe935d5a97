//! Where the baseline of a line of text is: pictures place text by its middle, SVG and PDF by its baseline.

use std::collections::HashMap;

use crate::paint::{HeadlessFonts, job};
use crate::scene::{Color, TextStyle, Weight};

/// How far the baseline is below the middle of a line of text, from the fonts that the window uses.
#[derive(Default)]
pub struct Baselines {
    fonts: Option<HeadlessFonts>,
    known: HashMap<(u32, Weight), f32>,
}

impl Baselines {
    /// Points.
    pub fn below_middle(&mut self, style: TextStyle) -> f32 {
        let fonts = self.fonts.get_or_insert_with(|| HeadlessFonts::new(FINE_PIXELS_PER_POINT));
        *self.known.entry((style.size.to_bits(), style.weight)).or_insert_with(|| {
            let galley = fonts.galley(job("x", style, Color::hex(0)));
            let baseline = galley.rows.first().and_then(|row| Some(row.pos.y + row.glyphs.first()?.pos.y));
            baseline.map_or(style.size / 3.0, |baseline| baseline - galley.rect.center().y)
        })
    }
}

/// Pixels per point at which epaint's rounding to pixels is too small to see.
const FINE_PIXELS_PER_POINT: f32 = 8.0;
