//! What the menu File has: timelines in and out.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl, ctrl_shift};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::File);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 11] = [
    ActionInfo {
        action: Action::New,
        text: "New",
        tooltip: "Create an empty timeline",
        shortcut: ctrl(Key::N, "Ctrl+N"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Open,
        text: "Open…",
        tooltip: "Open a timeline file",
        shortcut: ctrl(Key::O, "Ctrl+O"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Save,
        text: "Save",
        tooltip: "Save the file, touching only what you changed",
        shortcut: ctrl(Key::S, "Ctrl+S"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::SaveAs,
        text: "Save as…",
        tooltip: "Save to a new file",
        shortcut: ctrl_shift(Key::S, "Ctrl+Shift+S"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Recover,
        text: "Recover…",
        tooltip: "Restore unsaved changes from an earlier session",
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Import,
        text: "Import…",
        tooltip: "Import a table, a calendar or another program’s timeline, with a preview",
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Refresh,
        text: "Refresh imports…",
        tooltip: "Read the imported files again, and see what changed before anything is accepted",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Export,
        text: "Export…",
        tooltip: "Export the events as CSV, JSON, iCalendar or tidy RON",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Publish,
        text: "Publish…",
        tooltip: "Make a page of the story and the timeline for any browser, and see what leaves with it",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Close,
        text: "Close",
        tooltip: "Close the timeline and show the sample",
        shortcut: ctrl(Key::W, "Ctrl+W"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Quit,
        text: "Quit",
        tooltip: "Quit Coeval",
        shortcut: ctrl(Key::Q, "Ctrl+Q"),
        ..ENTRY
    },
];
