//! Themes: every colour and size of the picture by name, so that light, dark and high contrast differ here and
//! nowhere else.

use super::Color;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum ThemeKind {
    /// Dark text on a warm white.
    #[default]
    Light,
    /// Light text on a blue-black.
    Dark,
    /// Black on white, strongest lines.
    HighContrastLight,
    /// White on black, strongest lines.
    HighContrastDark,
}

/// The resolved colours of a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which theme this is.
    pub kind: ThemeKind,
    /// Ground of the canvas.
    pub background: Color,
    /// Ground of bars and panels.
    pub panel: Color,
    /// Ground of every other lane.
    pub lane_alternate: Color,
    /// Ground of fields and cards.
    pub field: Color,
    /// Separators.
    pub hairline: Color,
    /// Lines at the ticks of the calendar and between lanes: there are many, so that they stay faint even where
    /// separators are strong.
    pub grid: Color,
    /// What is laid over the ground of a lane on its country's days of rest.
    pub weekend: Color,
    /// Ground of what is selected.
    pub selected: Color,
    /// Text.
    pub text: Color,
    /// Secondary text.
    pub text_muted: Color,
    /// Decoration only; never what must be read.
    pub text_faint: Color,
    /// Lines, rings and chips of coincidences.
    pub coincidence: Color,
    /// Text in the colour of coincidences.
    pub coincidence_text: Color,
    /// Ground of the chip of a coincidence.
    pub chip: Color,
    /// Text on that chip.
    pub chip_text: Color,
    /// Ground of words that a search looks for.
    pub found: Color,
    /// Categories, in order of use. Orange is left out: it means coincidence and nothing else.
    pub categories: [Color; 8],
    /// An event of no category.
    pub uncategorised: Color,
    /// The ring around what has the keyboard.
    pub focus: Color,
    /// Problems that lose something.
    pub error: Color,
    /// Problems that lose nothing.
    pub warning: Color,
    /// What is in the newer of two timelines alone.
    pub added: Color,
}

impl Theme {
    /// The colours of a theme. The categories began as Okabe–Ito and Tol's muted
    /// (<https://jfly.uni-koeln.de/color/>, <https://personal.sron.nl/~pault/>) and were moved, mostly in lightness,
    /// until protanopes, deuteranopes and tritanopes tell them apart too (`tests/it/colors.rs` has the distances).
    #[must_use]
    pub fn of(kind: ThemeKind) -> Self {
        match kind {
            ThemeKind::Light => Self::light(),
            ThemeKind::Dark => Self::dark(),
            ThemeKind::HighContrastLight => Self {
                kind,
                background: Color::hex(0xFF_FFFF),
                panel: Color::hex(0xFF_FFFF),
                lane_alternate: Color::hex(0xF4_F4F4),
                field: Color::hex(0xF0_F0F0),
                hairline: Color::hex(0x5A_5A5A),
                grid: Color::hex(0xCC_CCCC),
                selected: Color::hex(0xFF_E8D1),
                text: Color::hex(0x00_0000),
                text_muted: Color::hex(0x2B_2B2B),
                text_faint: Color::hex(0x4A_4A4A),
                coincidence: Color::hex(0xA8_3C00),
                coincidence_text: Color::hex(0x8A_3000),
                chip: Color::hex(0x8A_3000),
                focus: Color::hex(0x00_2EA8),
                found: Color::hex(0xFF_D84D),
                error: Color::hex(0x8A_1410),
                warning: Color::hex(0x5C_3B00),
                added: Color::hex(0x0B_5A28),
                ..Self::light()
            },
            ThemeKind::HighContrastDark => Self {
                kind,
                background: Color::hex(0x00_0000),
                panel: Color::hex(0x00_0000),
                lane_alternate: Color::hex(0x12_1212),
                field: Color::hex(0x1C_1C1C),
                hairline: Color::hex(0xA0_A0A0),
                grid: Color::hex(0x40_4040),
                selected: Color::hex(0x4A_2800),
                text: Color::hex(0xFF_FFFF),
                text_muted: Color::hex(0xD8_D8D8),
                text_faint: Color::hex(0xB0_B0B0),
                coincidence: Color::hex(0xFF_9A52),
                coincidence_text: Color::hex(0xFF_B27A),
                chip: Color::hex(0xFF_B27A),
                focus: Color::hex(0xFF_F35C),
                found: Color::hex(0x5A_4800),
                error: Color::hex(0xFF_B3AB),
                ..Self::dark()
            },
        }
    }

    /// The colours by the names that a published page has for them (`assets/page/page.css`).
    #[must_use]
    pub fn tokens(&self) -> Vec<(String, Color)> {
        let named = [
            ("page", self.background),
            ("panel", self.panel),
            ("lane", self.lane_alternate),
            ("field", self.field),
            ("line", self.hairline),
            ("grid", self.grid),
            ("selected", self.selected),
            ("text", self.text),
            ("muted", self.text_muted),
            ("faint", self.text_faint),
            ("tie", self.coincidence),
            ("chip", self.chip),
            ("tie-text", self.coincidence_text),
            ("chip-text", self.chip_text),
            ("other", self.uncategorised),
            ("focus", self.focus),
        ];
        let categories =
            (0..).zip(self.categories).map(|(at, color): (usize, Color)| (format!("c{at}"), color));
        named.into_iter().map(|(name, color)| (name.to_owned(), color)).chain(categories).collect()
    }

    fn light() -> Self {
        Self {
            kind: ThemeKind::Light,
            background: Color::hex(0xFA_F9F6),
            panel: Color::hex(0xFF_FFFF),
            lane_alternate: Color::hex(0xF5_F2EC),
            field: Color::hex(0xF1_EEE8),
            hairline: Color::hex(0xE4_E0D8),
            grid: Color::hex(0xE4_E0D8),
            weekend: Color { a: 9, ..Color::hex(0x1E_2227) },
            selected: Color::hex(0xFF_F4EA),
            text: Color::hex(0x1E_2227),
            text_muted: Color::hex(0x65_6A71),
            text_faint: Color::hex(0xA6_A9AD),
            coincidence: Color::hex(0xD5_5E00),
            coincidence_text: Color::hex(0xB3_4700),
            chip: Color::hex(0xB3_4700),
            chip_text: Color::hex(0xFF_FFFF),
            found: Color::hex(0xFF_E8A3),
            categories: [
                Color::hex(0x00_72B2),
                Color::hex(0x04_9C79),
                Color::hex(0x6C_5B82),
                Color::hex(0x96_515F),
                Color::hex(0x94_864E),
                Color::hex(0x5B_8C9E),
                Color::hex(0x3F_13A3),
                Color::hex(0x82_2A50),
            ],
            uncategorised: Color::hex(0x7A_7F87),
            focus: Color::hex(0x00_5FA3),
            error: Color::hex(0xB3_261E),
            warning: Color::hex(0x8A_5A00),
            added: Color::hex(0x1B_7A3D),
        }
    }

    fn dark() -> Self {
        Self {
            kind: ThemeKind::Dark,
            background: Color::hex(0x14_171B),
            panel: Color::hex(0x1B_1F24),
            lane_alternate: Color::hex(0x18_1C21),
            field: Color::hex(0x22_272D),
            hairline: Color::hex(0x2C_3138),
            grid: Color::hex(0x2C_3138),
            weekend: Color { a: 12, ..Color::hex(0xE8_EAED) },
            selected: Color::hex(0x2B_2018),
            text: Color::hex(0xE8_EAED),
            text_muted: Color::hex(0x9A_A1AA),
            text_faint: Color::hex(0x5E_656E),
            coincidence: Color::hex(0xFF_8A3D),
            coincidence_text: Color::hex(0xFF_9A52),
            chip: Color::hex(0xFF_8A3D),
            chip_text: Color::hex(0x14_171B),
            found: Color::hex(0x5C_4A10),
            categories: [
                Color::hex(0x56_B4E9),
                Color::hex(0x40_9F89),
                Color::hex(0x96_87B1),
                Color::hex(0xC0_666B),
                Color::hex(0xEE_E68C),
                Color::hex(0x92_C5B2),
                Color::hex(0x8E_87DC),
                Color::hex(0xF5_B1D6),
            ],
            uncategorised: Color::hex(0xA6_ADB6),
            focus: Color::hex(0x7C_C7F5),
            error: Color::hex(0xFF_8A80),
            warning: Color::hex(0xF2_C14E),
            added: Color::hex(0x6B_CB8B),
        }
    }
}
