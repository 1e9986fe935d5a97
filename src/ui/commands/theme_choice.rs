//! Which colours the user wants, for menu, list of commands and settings.

/// Which theme to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// Always high contrast on white.
    HighContrastLight,
    /// Always high contrast on black.
    HighContrastDark,
}

impl ThemeChoice {
    /// All of them in the order of the menu.
    pub const ALL: [Self; 5] =
        [Self::System, Self::Light, Self::Dark, Self::HighContrastLight, Self::HighContrastDark];

    /// What the menu calls it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::System => "Same as system",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::HighContrastLight => "High contrast, light",
            Self::HighContrastDark => "High contrast, dark",
        }
    }
}
