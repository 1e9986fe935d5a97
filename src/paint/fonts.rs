//! The bundled fonts, text as layout jobs, and the width of text: the same with a window and without, so that a
//! picture made by the command line breaks and cuts exactly where the window does.

use std::collections::HashMap;
use std::sync::Arc;

use epaint::text::{ByteIndex, FontDefinitions, Fonts, LayoutJob, LayoutSection, TextFormat, TextOptions};
use epaint::{Color32, ColorImage, FontColorTransferFunction, FontFamily, FontId, Galley, TextureAtlas};

use super::{bidi, fallback};
use crate::model::{brief, brief_to};
use crate::paint::bundled::{SEMIBOLD_FAMILY, bundled_definitions};
use crate::scene::{Color, TextMeasure, TextStyle, Weight};

/// The bundled fonts, and behind them those of the system that were found for what these lack.
#[must_use]
pub fn font_definitions() -> FontDefinitions {
    let mut definitions = bundled_definitions();
    fallback::append(&mut definitions);
    definitions
}

/// The font that a style asks for.
#[must_use]
pub fn font_id(style: TextStyle) -> FontId {
    let family = match style.weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::SemiBold => SEMIBOLD_FAMILY.clone(),
    };
    FontId::new(style.size, family)
}

fn format(style: TextStyle, color: Color32) -> TextFormat {
    TextFormat { italics: style.italic, ..TextFormat::simple(font_id(style), color) }
}

/// One line of text, in visual order whatever its script, that never wraps. Line breaks, tabs and other control
/// characters become spaces, and what is longer than any screen is wide is cut. The job's text is for drawing only: copy
/// and read aloud the logical string.
#[must_use]
pub fn job(text: &str, style: TextStyle, color: Color) -> LayoutJob {
    line_job(text, style, color.into())
}

/// The same in the colour of whatever it is put on.
#[must_use]
pub fn plain_job(text: &str, style: TextStyle) -> LayoutJob {
    line_job(text, style, Color32::PLACEHOLDER)
}

fn line_job(text: &str, style: TextStyle, color: Color32) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    let text = &*brief(text);
    fallback::notice(text);
    let format = format(style, color);
    let blanked;
    let text = if text.contains(is_blank) {
        blanked = text.replace(is_blank, " ");
        &blanked
    } else {
        text
    };
    if bidi::is_left_to_right(text) {
        push_section(&mut job, text, 0.0, &format);
    } else {
        push_parts(&mut job, &bidi::Line::new(text).visual(), 0.0, &format);
    }
    job
}

/// What has no glyph and would break a line or show as a box: controls, and Unicode's own line breaks.
pub(super) fn is_blank(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Every part is a section of its own even where the formats are equal: epaint shapes section by section, and
/// `LayoutJob::append` would join them.
fn push_section(job: &mut LayoutJob, text: &str, leading_space: f32, format: &TextFormat) {
    let start = ByteIndex(job.text.len());
    job.text.push_str(text);
    let byte_range = start..ByteIndex(job.text.len());
    job.sections.push(LayoutSection { leading_space, byte_range, format: format.clone() });
}

fn push_parts(job: &mut LayoutJob, visual: &bidi::Visual, leading_space: f32, format: &TextFormat) {
    let mut leading_space = leading_space;
    for part in visual.parts() {
        push_section(job, part, leading_space, format);
        leading_space = 0.0;
    }
}

/// A paragraph that wraps at `width` points, its lines in visual order; paragraphs that read from right to left
/// stand at the right edge of that width (by a space before each line, so that the galley keeps its place in any
/// layout). Line breaks in `text` begin new paragraphs, each with its own direction. Only the beginning of a text beyond
/// [`MOST_PARAGRAPH_BYTES`] is laid out.
#[must_use]
pub fn paragraph(
    text: &str,
    style: TextStyle,
    color: Color,
    width: f32,
    measure: &mut dyn TextMeasure,
) -> LayoutJob {
    let text = &*brief_to(text, MOST_PARAGRAPH_BYTES);
    fallback::notice(text);
    let format = format(style, color.into());
    if bidi::is_left_to_right(text) {
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        push_section(&mut job, text, 0.0, &format);
        return job;
    }
    let mut job = LayoutJob::default();
    for (i, paragraph) in text.lines().enumerate() {
        if i > 0 {
            push_section(&mut job, "\n", 0.0, &format);
        }
        let text = paragraph.replace(is_blank, " ");
        push_paragraph(&mut job, &text, style, &format, width, measure);
    }
    job
}

fn push_paragraph(
    job: &mut LayoutJob,
    text: &str,
    style: TextStyle,
    format: &TextFormat,
    width: f32,
    measure: &mut dyn TextMeasure,
) {
    // epaint rounds the width at which a galley wraps; half a point less never wraps again.
    let right_edge = width.floor() - 0.5;
    let line = bidi::Line::new(text);
    for (i, range) in
        bidi::wrap(text, right_edge, &mut |part| measure.width(part, style)).into_iter().enumerate()
    {
        if i > 0 {
            push_section(job, "\n", 0.0, format);
        }
        let indent = if line.is_right_to_left() && width.is_finite() {
            (right_edge - measure.width(&text[range.clone()], style)).max(0.0)
        } else {
            0.0
        };
        push_parts(job, &line.visual_of(range), indent, format);
    }
}

/// The longest text that is laid out at once, in bytes: some pages, which takes a few milliseconds. Who shows longer ones
/// shows them page by page.
pub const MOST_PARAGRAPH_BYTES: usize = 16_000;

/// So many widths are remembered before all are forgotten.
pub const MOST_WIDTHS: usize = 50_000;

/// Widths by size and weight, then by text. Slanting moves no letter, so that it is not part of the key.
pub type Widths = HashMap<(u32, Weight), foldhash::HashMap<String, f32>>;

/// The bundled fonts without a window: measures, lays out, and keeps the glyph images for a rasteriser.
pub struct HeadlessFonts {
    fonts: Fonts,
    pixels_per_point: f32,
    widths: Widths,
    /// How many widths there are.
    count: usize,
}

impl HeadlessFonts {
    /// Loads the fonts, to measure or to draw light text on a dark ground; `pixels_per_point` as a window would
    /// have it.
    #[must_use]
    pub fn new(pixels_per_point: f32) -> Self {
        Self::with_transfer(pixels_per_point, FontColorTransferFunction::DARK_MODE_DEFAULT)
    }

    /// Loads the fonts to draw on `ground`: egui makes light letters on a dark ground a little heavier, and so
    /// does this. Widths are the same on any ground.
    #[must_use]
    pub fn on_ground(pixels_per_point: f32, ground: Color) -> Self {
        let is_dark = ground.contrast(Color::hex(0xFF_FFFF)) > ground.contrast(Color::hex(0));
        let transfer = if is_dark {
            FontColorTransferFunction::DARK_MODE_DEFAULT
        } else {
            FontColorTransferFunction::LIGHT_MODE_DEFAULT
        };
        Self::with_transfer(pixels_per_point, transfer)
    }

    fn with_transfer(pixels_per_point: f32, color_transfer_function: FontColorTransferFunction) -> Self {
        Self::with_options(
            pixels_per_point,
            TextOptions { color_transfer_function, ..TextOptions::default() },
        )
    }

    /// Loads the fonts to draw as a window with these options does.
    #[must_use]
    pub fn with_options(pixels_per_point: f32, options: TextOptions) -> Self {
        let fonts = Fonts::new(options, font_definitions());
        Self { fonts, pixels_per_point, widths: HashMap::new(), count: 0 }
    }

    /// How letters are drawn.
    #[must_use]
    pub fn options(&self) -> &TextOptions {
        self.fonts.options()
    }

    /// Lets go of layouts that were not asked for since the last call, so that they do not pile up.
    pub fn begin_pass(&mut self) {
        let options = *self.fonts.options();
        self.fonts.begin_pass(options, epaint::text::ViewportKey::default());
        if self.count > MOST_WIDTHS {
            self.widths.clear();
            self.count = 0;
        }
    }

    /// Lays out one line of text in no colour.
    pub fn line(&mut self, text: &str, style: TextStyle) -> Arc<Galley> {
        self.galley(line_job(text, style, Color32::PLACEHOLDER))
    }

    /// Physical pixels per point.
    #[must_use]
    pub fn pixels_per_point(&self) -> f32 {
        self.pixels_per_point
    }

    /// Lays out text; its glyphs are in the atlas afterwards.
    pub fn galley(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.fonts.with_pixels_per_point(self.pixels_per_point).layout_job(job)
    }

    /// The image of all glyphs laid out so far, white with coverage as alpha (premultiplied). Galleys hold texel
    /// positions in it that stay valid while it grows: take it when all are made.
    #[must_use]
    pub fn atlas(&self) -> ColorImage {
        self.fonts.image()
    }

    /// The atlas as the tessellator wants it: its size and its discs.
    #[must_use]
    pub fn texture_atlas(&self) -> &TextureAtlas {
        self.fonts.texture_atlas()
    }
}

impl TextMeasure for HeadlessFonts {
    fn width(&mut self, text: &str, style: TextStyle) -> f32 {
        let text = &*brief(text);
        let key = (style.size.to_bits(), style.weight);
        if let Some(width) = self.widths.get(&key).and_then(|widths| widths.get(text)) {
            return *width;
        }
        let width = self.line(text, style).size().x;
        self.count += 1;
        self.widths.entry(key).or_default().insert(text.to_owned(), width);
        width
    }
}
