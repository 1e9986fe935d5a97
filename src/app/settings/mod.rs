//! What is kept from one run to the next: theme, recent files, small preferences.

pub(crate) mod file;
pub(crate) mod preferences;

use std::path::{Path, PathBuf};

use crate::io;
use crate::model::calendar::{Calendar, Calendars, Script};
use crate::scene::theme::ThemeKind;
use crate::ui::commands::keymap::Keymap;
use crate::ui::commands::{DockPlace, Drawing, InterfaceSize, ThemeChoice};

/// How many recent files are kept.
const KEPT_FILES: usize = 10;

/// How many of the commands chosen last are kept.
const KEPT_ACTIONS: usize = 12;

/// Preferences, kept in a file of their own (`file/mod.rs`).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Which theme.
    pub theme: ThemeChoice,
    /// Whether moves of the view take no time; `None` to do as the system says.
    pub reduce_motion: Option<bool>,
    /// Whether the bare wheel zooms, and the one with Ctrl scrolls the lanes.
    pub wheel_zooms: bool,
    /// Calendars beside the usual one, by their keys.
    pub calendars: Vec<String>,
    /// Whether their names are in their own script.
    pub own_script: bool,
    /// Whether weekends are shaded.
    pub weekends: bool,
    /// How the timeline is drawn.
    pub drawing: Drawing,
    /// Where the panels are.
    pub dock: DockPlace,
    /// Files opened or saved, the last first.
    pub recent: Vec<PathBuf>,
    /// Whether the hint on opening a file was dismissed.
    pub hint_dismissed: bool,
    /// Keys that were changed.
    pub keys: Keymap,
    /// How large everything is.
    pub interface_size: InterfaceSize,
    /// What was chosen from the list of commands, by name, the last first.
    pub chosen: Vec<String>,
}

/// What the system asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemWishes {
    /// Light on dark; `None` where the system does not say.
    pub dark: Option<bool>,
    /// High contrast.
    pub high_contrast: bool,
    /// No motion.
    pub reduced_motion: bool,
}

impl Settings {
    /// Puts a file at the top of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        let path = io::absolute(path);
        // Earlier versions kept some by paths that mean nothing from another folder.
        self.recent.retain(|kept| *kept != path && kept.is_absolute());
        self.recent.insert(0, path);
        self.recent.truncate(KEPT_FILES);
    }

    /// The calendars to show; a name that is no calendar is passed over.
    #[must_use]
    pub fn calendars(&self) -> Calendars {
        let known: Vec<Calendar> = self.calendars.iter().filter_map(|key| Calendar::find(key)).collect();
        let script = if self.own_script { Script::Own } else { Script::English };
        Calendars::of(&known).styled(script, self.weekends)
    }

    /// Keeps the calendars to show.
    pub fn set_calendars(&mut self, calendars: Calendars) {
        self.calendars = calendars.iter().map(|calendar| calendar.key().to_owned()).collect();
        self.own_script = calendars.script == Script::Own;
        self.weekends = calendars.weekends;
    }

    /// Puts a command at the top of those chosen last.
    pub fn chose(&mut self, name: &str) {
        self.chosen.retain(|kept| kept != name);
        self.chosen.insert(0, name.to_owned());
        self.chosen.truncate(KEPT_ACTIONS);
    }

    /// The theme to use now.
    #[must_use]
    pub fn theme_kind(&self, wishes: SystemWishes) -> ThemeKind {
        match self.theme {
            ThemeChoice::Light => ThemeKind::Light,
            ThemeChoice::Dark => ThemeKind::Dark,
            ThemeChoice::HighContrastLight => ThemeKind::HighContrastLight,
            ThemeChoice::HighContrastDark => ThemeKind::HighContrastDark,
            ThemeChoice::System => match (wishes.dark.unwrap_or(false), wishes.high_contrast) {
                (false, false) => ThemeKind::Light,
                (true, false) => ThemeKind::Dark,
                (false, true) => ThemeKind::HighContrastLight,
                (true, true) => ThemeKind::HighContrastDark,
            },
        }
    }

    /// Whether moves of the view take no time.
    #[must_use]
    pub fn moves_at_once(&self, wishes: SystemWishes) -> bool {
        self.reduce_motion.unwrap_or(wishes.reduced_motion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_files_are_unique_and_few() {
        let mut settings = Settings::default();
        for n in 0..30 {
            settings.remember(Path::new(&format!("/a/{}.ron", n % 15)));
        }
        assert_eq!(settings.recent.len(), KEPT_FILES);
        assert_eq!(settings.recent[0], Path::new("/a/14.ron"));
        settings.remember(Path::new("/a/12.ron"));
        assert_eq!(settings.recent[0], Path::new("/a/12.ron"));
        assert_eq!(settings.recent.iter().filter(|p| p.ends_with("12.ron")).count(), 1);
    }

    #[test]
    fn calendars_are_kept_by_name() {
        let mut settings = Settings::default();
        assert_eq!(settings.calendars(), Calendars::default());
        let some = Calendars::of(&[Calendar::Persian, Calendar::Weeks]).styled(Script::Own, true);
        settings.set_calendars(some);
        assert_eq!(settings.calendars, ["persian", "weeks"]);
        settings.calendars.push("mayan".to_owned());
        assert_eq!(settings.calendars(), some);
    }

    #[test]
    fn the_theme_follows_the_system_until_told_otherwise() {
        let dark = SystemWishes { dark: Some(true), ..SystemWishes::default() };
        let mut settings = Settings::default();
        assert_eq!(settings.theme_kind(dark), ThemeKind::Dark);
        assert_eq!(settings.theme_kind(SystemWishes::default()), ThemeKind::Light);
        let strong = SystemWishes { high_contrast: true, ..dark };
        assert_eq!(settings.theme_kind(strong), ThemeKind::HighContrastDark);
        settings.theme = ThemeChoice::Light;
        assert_eq!(settings.theme_kind(strong), ThemeKind::Light);
    }
}
