//! Colours as the scene holds them: 8-bit sRGB with straight alpha, the form that SVG and the theme tables write.

/// A colour, sRGB with straight (not premultiplied) alpha.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, 0 to 255.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity, 0 (nothing) to 255.
    pub a: u8,
}

impl Color {
    /// Nothing at all.
    pub const TRANSPARENT: Self = Self { r: 0, g: 0, b: 0, a: 0 };

    /// An opaque colour from `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        Self { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
    }

    /// The same colour at `opacity` (0 to 1) of its own opacity.
    #[must_use]
    pub fn faded(self, opacity: f32) -> Self {
        if opacity >= 1.0 {
            return self;
        }
        Self { a: (f32::from(self.a) * opacity.clamp(0.0, 1.0)).round() as u8, ..self }
    }

    /// This colour laid over an opaque ground, as an opaque colour (blended in sRGB as all backends do).
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let mix = |top: u8, bottom: u8| {
            let a = f32::from(self.a) / 255.0;
            (f32::from(top) * a + f32::from(bottom) * (1.0 - a)).round() as u8
        };
        Self { r: mix(self.r, ground.r), g: mix(self.g, ground.g), b: mix(self.b, ground.b), a: 255 }
    }

    /// `#RRGGBB`, without the opacity.
    #[must_use]
    pub fn to_hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.r, self.g, self.b)
    }

    /// Contrast with another colour, 1 to 21, both taken as opaque (WCAG 2.2,
    /// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    #[must_use]
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let c = f32::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }
}

impl From<Color> for ecolor::Color32 {
    fn from(c: Color) -> Self {
        Self::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
    }
}

impl From<ecolor::Color32> for Color {
    fn from(c: ecolor::Color32) -> Self {
        let [r, g, b, a] = c.to_srgba_unmultiplied();
        Self { r, g, b, a }
    }
}
