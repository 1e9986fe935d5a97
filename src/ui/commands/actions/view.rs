//! What the menu View has: what is in view and how.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl, key, shift};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::View);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 19] = [
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
        text: "Scroll earlier",
        tooltip: "Show earlier days",
        shortcut: key(Key::A, "A"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::PanRight,
        text: "Scroll later",
        tooltip: "Show later days",
        shortcut: key(Key::D, "D"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Fit,
        text: "Zoom to selection",
        tooltip: "Zoom to the selection; press again to show everything",
        shortcut: key(Key::F, "F"),
        separated: true,
        ..ENTRY
    },
    ActionInfo { action: Action::FitAll, text: "Zoom to fit", tooltip: "Show the whole timeline", ..ENTRY },
    ActionInfo {
        action: Action::Inspector,
        text: "Event details",
        tooltip: "Show details of the selected day and event",
        shortcut: key(Key::I, "I"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Story,
        text: "Story",
        tooltip: "Write the story: steps to present the timeline in",
        shortcut: key(Key::T, "T"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Problems,
        text: "Problems",
        tooltip: "List problems in the open files",
        shortcut: key(Key::P, "P"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Differences,
        text: "Differences",
        tooltip: "List what differs between the two timelines that are compared",
        ..ENTRY
    },
    ActionInfo {
        action: Action::DockSide,
        text: "Move panels to other side",
        tooltip: "Put the panels at the left of the timeline, or at the right",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Legend,
        text: "Legend",
        tooltip: "Show what the colours, marks and bands in view mean",
        shortcut: key(Key::K, "K"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::FoldTime,
        text: "Fold empty time",
        tooltip: "Make long stretches without events a narrow fold, or show them in full again",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Present,
        text: "Present",
        tooltip: "Tell the story from its first step; without a story, show only the timeline",
        shortcut: key(Key::F5, "F5"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::PresentHere,
        text: "Present from this step",
        tooltip: "Tell the story from the step that is chosen",
        shortcut: shift(Key::F5, "Shift+F5"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::FullScreen,
        text: "Full screen",
        tooltip: "Fill the whole screen",
        shortcut: key(Key::F11, "F11"),
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
        text: "Actual size",
        tooltip: "Reset the interface to its normal size",
        shortcut: ctrl(Key::Num0, "Ctrl+0"),
        ..ENTRY
    },
];
