//! What the menu View has: what is in view and how.

use egui::{Key, Modifiers};

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, Shortcut, ctrl, key, shift};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::View);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 23] = [
    ActionInfo {
        action: Action::ZoomIn,
        text: "Zoom in",
        tooltip: "Show fewer days",
        shortcut: key(Key::W, "W or +"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::ZoomOut,
        text: "Zoom out",
        tooltip: "Show more days",
        shortcut: key(Key::S, "S or −"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::PanLeft,
        text: "Earlier",
        tooltip: "Move the view to earlier days",
        shortcut: key(Key::A, "A"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::PanRight,
        text: "Later",
        tooltip: "Move the view to later days",
        shortcut: key(Key::D, "D"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Fit,
        text: "Fit selection",
        tooltip: "Show what is selected; once more, everything",
        shortcut: key(Key::F, "F"),
        separated: true,
        ..ENTRY
    },
    ActionInfo { action: Action::FitAll, text: "Fit all", tooltip: "Show everything", ..ENTRY },
    ActionInfo {
        action: Action::MeasureEarlier,
        text: "Measure to earlier",
        tooltip: "Begin or move the end of a range of days, and count what is in it",
        shortcut: shift(Key::ArrowLeft, "Shift+←"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::MeasureLater,
        text: "Measure to later",
        tooltip: "Begin or move the end of a range of days, and count what is in it",
        shortcut: shift(Key::ArrowRight, "Shift+→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Inspector,
        text: "Inspector",
        tooltip: "Show the selected day and event",
        shortcut: key(Key::I, "I"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Coincidences,
        text: "Coincidences",
        tooltip: "List all coincidences by day",
        shortcut: key(Key::C, "C"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Pairs,
        text: "Pairs",
        tooltip: "How many days each two lanes share, and how surprising that is",
        shortcut: key(Key::M, "M"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Problems,
        text: "Problems",
        tooltip: "List what could not be read",
        shortcut: key(Key::P, "P"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::LaneMenu,
        text: "Menu of the lane",
        tooltip: "Collapse, hide, pin or move the lane of the selected event",
        shortcut: Some(Shortcut { modifiers: Modifiers::SHIFT, key: Key::F10, text: "Shift+F10" }),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::ShowAllLanes,
        text: "Show all lanes",
        tooltip: "Show the lanes that are hidden",
        ..ENTRY
    },
    ActionInfo {
        action: Action::NextLanesBy,
        text: "Lanes by the next kind",
        tooltip: "Lanes by country, tag, person, place or source, one after the other",
        shortcut: key(Key::L, "L"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Align,
        text: "Align on…",
        tooltip: "Count days before and after an event, or every event with a tag laid over one another",
        shortcut: key(Key::Num0, "0"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Unalign,
        text: "By the calendar again",
        tooltip: "No longer count days from something",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Present,
        text: "Present",
        tooltip: "Only the timeline, in larger text",
        shortcut: key(Key::F5, "F5"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::FullScreen,
        text: "Full screen",
        tooltip: "Use the whole screen",
        shortcut: key(Key::F11, "F11"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::FrameTimes,
        text: "Frame times",
        tooltip: "Where the time of a frame goes: input, index, layout, paint",
        shortcut: key(Key::F12, "F12"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Larger,
        text: "Larger interface",
        tooltip: "Make everything larger",
        shortcut: ctrl(Key::Plus, "Ctrl++"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Smaller,
        text: "Smaller interface",
        tooltip: "Make everything smaller",
        shortcut: ctrl(Key::Minus, "Ctrl+−"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::UsualSize,
        text: "Usual size",
        tooltip: "Make everything as large as usual",
        shortcut: ctrl(Key::Num0, "Ctrl+0"),
        ..ENTRY
    },
];
