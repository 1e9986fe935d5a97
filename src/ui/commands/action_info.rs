//! What the list of actions is written with: menus, keys and what is said of an action.

use egui::{Key, Modifiers};

use super::action::Action;

/// The menus of the bar, left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files.
    File,
    /// Changes.
    Edit,
    /// The view.
    View,
    /// Which lanes are shown, and how.
    Lanes,
    /// What happened on the same day, and how far apart.
    Analyse,
    /// Getting about.
    Go,
    /// Help.
    Help,
}

impl Menu {
    /// All of them, left to right.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::View, Self::Lanes, Self::Analyse, Self::Go, Self::Help];

    /// Its name on the bar.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Lanes => "Lanes",
            Self::Analyse => "Analyse",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Held down at the same time; `COMMAND` is Ctrl but on a Mac.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
    /// What the menu shows.
    pub text: &'static str,
}

pub(crate) const fn key(key: Key, text: &'static str) -> Option<Shortcut> {
    Some(Shortcut { modifiers: Modifiers::NONE, key, text })
}

pub(crate) const fn shift(key: Key, text: &'static str) -> Option<Shortcut> {
    Some(Shortcut { modifiers: Modifiers::SHIFT, key, text })
}

pub(crate) const fn ctrl(key: Key, text: &'static str) -> Option<Shortcut> {
    Some(Shortcut { modifiers: Modifiers::COMMAND, key, text })
}

pub(crate) const fn ctrl_shift(key: Key, text: &'static str) -> Option<Shortcut> {
    Some(Shortcut { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), key, text })
}

/// What menus, shortcuts and help say of an action.
#[derive(Clone, Copy, Debug)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// The entry's text.
    pub text: &'static str,
    /// What it does, in a sentence.
    pub tooltip: &'static str,
    /// Its key.
    pub shortcut: Option<Shortcut>,
    /// The menu it stands in.
    pub menu: Menu,
    /// Whether a line separates it from the entry above.
    pub separated: bool,
}

impl ActionInfo {
    /// An entry of a menu that is still to be told, without a key or a line above it.
    pub(crate) const fn in_menu(menu: Menu) -> Self {
        Self { action: Action::New, text: "", tooltip: "", shortcut: None, menu, separated: false }
    }
}
