//! What the menu Edit has: changes to the timeline.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl, ctrl_shift, key};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Edit);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 15] = [
    ActionInfo {
        action: Action::Undo,
        text: "Undo",
        tooltip: "Take the last change back",
        shortcut: ctrl(Key::Z, "Ctrl+Z"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Redo,
        text: "Redo",
        tooltip: "Make the change again",
        shortcut: ctrl_shift(Key::Z, "Ctrl+Shift+Z"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::History,
        text: "History",
        tooltip: "List what was done, to jump in it",
        shortcut: ctrl(Key::H, "Ctrl+H"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::NewEvent,
        text: "New event",
        tooltip: "An event on the day that you look at",
        shortcut: ctrl(Key::E, "Ctrl+E"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::EditEvent,
        text: "Edit event",
        tooltip: "Change the selected event, its title first",
        shortcut: key(Key::F2, "F2"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Duplicate,
        text: "Duplicate",
        tooltip: "Add the selected events once more",
        shortcut: ctrl(Key::D, "Ctrl+D"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Delete,
        text: "Delete",
        tooltip: "Take the selected events away",
        shortcut: key(Key::Delete, "Del"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::MoveEarlier,
        text: "Move to earlier",
        tooltip: "The selected events, by a day or what their dates are told in",
        shortcut: ctrl_shift(Key::ArrowLeft, "Ctrl+Shift+←"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::MoveLater,
        text: "Move to later",
        tooltip: "The selected events, by a day or what their dates are told in",
        shortcut: ctrl_shift(Key::ArrowRight, "Ctrl+Shift+→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Cut,
        text: "Cut",
        tooltip: "The selected events to the clipboard",
        shortcut: ctrl(Key::X, "Ctrl+X"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Copy,
        text: "Copy",
        tooltip: "Copy the selected events as RON",
        shortcut: ctrl(Key::C, "Ctrl+C"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Paste,
        text: "Paste",
        tooltip: "Add the events on the clipboard",
        shortcut: ctrl(Key::V, "Ctrl+V"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Replace,
        text: "Find and replace names…",
        tooltip: "Replace people, places or tags in all events",
        shortcut: ctrl_shift(Key::F, "Ctrl+Shift+F"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Timeline,
        text: "Timeline details…",
        tooltip: "Title and summary of the timeline, and the sources that it declares",
        ..ENTRY
    },
    ActionInfo {
        action: Action::ReadOnly,
        text: "Read-only",
        tooltip: "Change nothing until you allow it again",
        separated: true,
        ..ENTRY
    },
];
