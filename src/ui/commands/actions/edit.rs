//! What the menu Edit has: changes to the timeline.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl, ctrl_shift, key};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Edit);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 17] = [
    ActionInfo {
        action: Action::Undo,
        text: "Undo",
        tooltip: "Undo the last change",
        shortcut: ctrl(Key::Z, "Ctrl+Z"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Redo,
        text: "Redo",
        tooltip: "Redo the change that was last undone",
        shortcut: ctrl_shift(Key::Z, "Ctrl+Shift+Z"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::History,
        text: "History",
        tooltip: "List all changes and jump to any of them",
        // Cmd+H hides a program on a Mac.
        shortcut: if cfg!(target_os = "macos") {
            ctrl_shift(Key::H, "Ctrl+Shift+H")
        } else {
            ctrl(Key::H, "Ctrl+H")
        },
        ..ENTRY
    },
    ActionInfo {
        action: Action::NewEvent,
        text: "New event",
        tooltip: "Add an event on the day in view",
        shortcut: ctrl(Key::E, "Ctrl+E"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::EditEvent,
        text: "Edit event",
        tooltip: "Edit the selected event, starting with its title",
        shortcut: key(Key::F2, "F2"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::EventMenu,
        text: "Event menu",
        tooltip: "Show what can be done with the selected event",
        shortcut: key(Key::Menu, "menu key"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Duplicate,
        text: "Duplicate",
        tooltip: "Duplicate the selected events",
        shortcut: ctrl(Key::D, "Ctrl+D"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Delete,
        text: "Delete",
        tooltip: "Delete the selected events",
        shortcut: key(Key::Delete, "Del"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::MoveEarlier,
        text: "Move earlier",
        tooltip: "Move the selected events by one day, or by the unit of their dates",
        shortcut: ctrl_shift(Key::ArrowLeft, "Ctrl+Shift+←"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::MoveLater,
        text: "Move later",
        tooltip: "Move the selected events by one day, or by the unit of their dates",
        shortcut: ctrl_shift(Key::ArrowRight, "Ctrl+Shift+→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Cut,
        text: "Cut",
        tooltip: "Move the selected events to the clipboard",
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
        action: Action::CopyPicture,
        text: "Copy picture",
        tooltip: "Put a picture of the timeline as it is in view on the clipboard",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Paste,
        text: "Paste",
        tooltip: "Add the events from the clipboard",
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
        tooltip: "Edit the title, the summary and the sources of the timeline",
        ..ENTRY
    },
    ActionInfo {
        action: Action::ReadOnly,
        text: "Read-only",
        tooltip: "Protect the timeline from changes",
        separated: true,
        ..ENTRY
    },
];
