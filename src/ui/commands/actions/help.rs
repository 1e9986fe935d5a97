//! What the menu Help has.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl_shift, key};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Help);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 6] = [
    ActionInfo {
        action: Action::Palette,
        text: "All commands…",
        tooltip: "Find any command, event or lane by typing a few letters",
        shortcut: ctrl_shift(Key::P, "Ctrl+Shift+P"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Guide,
        text: "User guide",
        tooltip: "Open the user guide",
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Keys,
        text: "Keyboard shortcuts",
        tooltip: "List all keyboard shortcuts and mouse actions",
        shortcut: key(Key::F1, "F1"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::ChangeKeys,
        text: "Change shortcuts…",
        tooltip: "Choose your own keyboard shortcuts",
        ..ENTRY
    },
    ActionInfo {
        action: Action::FrameTimes,
        text: "Frame times",
        tooltip: "Show where the time of each frame goes: input, index, layout, paint",
        shortcut: key(Key::F12, "F12"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::About,
        text: "About Coeval",
        tooltip: "Show the version and the licence",
        ..ENTRY
    },
];
