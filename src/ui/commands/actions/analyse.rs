//! What the menu Analyse has: what happened on the same day, how far apart, and by chance.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, key, shift};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Analyse);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 6] = [
    ActionInfo {
        action: Action::Coincidences,
        text: "Coincidences",
        tooltip: "List all coincidences by day",
        shortcut: key(Key::C, "C"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Pairs,
        text: "Lane pairs",
        tooltip: "Show how many days each pair of lanes shares, and how surprising that is",
        shortcut: key(Key::M, "M"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::MeasureEarlier,
        text: "Extend measurement left",
        tooltip: "Start or extend a range of days and count what it contains",
        shortcut: shift(Key::ArrowLeft, "Shift+←"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::MeasureLater,
        text: "Extend measurement right",
        tooltip: "Start or extend a range of days and count what it contains",
        shortcut: shift(Key::ArrowRight, "Shift+→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Align,
        text: "Align on…",
        tooltip: "Count days before and after an event, or overlay all events with a tag",
        shortcut: key(Key::Num0, "0"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Unalign,
        text: "Back to calendar dates",
        tooltip: "Stop counting days from an event",
        ..ENTRY
    },
];
