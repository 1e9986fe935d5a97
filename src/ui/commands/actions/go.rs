//! What the menu Go has: getting about.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl, key, shift};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Go);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 21] = [
    ActionInfo {
        action: Action::Back,
        text: "View before",
        tooltip: "Back to where you looked before",
        shortcut: key(Key::Backspace, "Backspace"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Forward,
        text: "View after",
        tooltip: "Forward again, after going back",
        shortcut: shift(Key::Backspace, "Shift+Backspace"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::KeepView,
        text: "Keep this view…",
        tooltip: "Give the days, lanes and search that are shown a name, kept in the file",
        ..ENTRY
    },
    ActionInfo {
        action: Action::CoincidenceBefore,
        text: "Coincidence before",
        tooltip: "To the coincidence before this one",
        shortcut: key(Key::OpenBracket, "["),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::CoincidenceAfter,
        text: "Coincidence after",
        tooltip: "To the coincidence after this one",
        shortcut: key(Key::CloseBracket, "]"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Member,
        text: "Next of its events",
        tooltip: "Select the next event of the coincidence",
        shortcut: key(Key::Tab, "Tab"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Find,
        text: "Search",
        tooltip: "Find events by words, country:, tag:, after: and more",
        shortcut: ctrl(Key::F, "/ or Ctrl+F"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::FindLane,
        text: "Find a lane…",
        tooltip: "Go to a lane, hide or pin it, by its name",
        shortcut: ctrl(Key::P, "Ctrl+P"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::HideRest,
        text: "Only what was found",
        tooltip: "Hide the events that do not match",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Disputed,
        text: "Disputed only",
        tooltip: "Only events whose accounts differ; once more, all",
        shortcut: key(Key::X, "X"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::KeepFilter,
        text: "Keep this search…",
        tooltip: "Give what is searched for a name, kept in the file",
        ..ENTRY
    },
    ActionInfo {
        action: Action::EventBefore,
        text: "Event before",
        tooltip: "The event before, in the same lane",
        shortcut: key(Key::ArrowLeft, "←"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::EventAfter,
        text: "Event after",
        tooltip: "The event after, in the same lane",
        shortcut: key(Key::ArrowRight, "→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::AnyBefore,
        text: "Event before, any lane",
        tooltip: "The event before, in any lane",
        shortcut: ctrl(Key::ArrowLeft, "Ctrl+←"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::AnyAfter,
        text: "Event after, any lane",
        tooltip: "The event after, in any lane",
        shortcut: ctrl(Key::ArrowRight, "Ctrl+→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::LaneUp,
        text: "Lane above",
        tooltip: "The nearest event in the lane above",
        shortcut: key(Key::ArrowUp, "↑"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::LaneDown,
        text: "Lane below",
        tooltip: "The nearest event in the lane below",
        shortcut: key(Key::ArrowDown, "↓"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::First,
        text: "First event",
        tooltip: "To where the timeline begins",
        shortcut: key(Key::Home, "Home"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Last,
        text: "Last event",
        tooltip: "To where the timeline ends",
        shortcut: key(Key::End, "End"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::NextControl,
        text: "Next control",
        tooltip: "Move the keyboard on, out of the timeline too",
        shortcut: key(Key::F6, "F6"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::ControlBefore,
        text: "Control before",
        tooltip: "Move the keyboard back",
        shortcut: shift(Key::F6, "Shift+F6"),
        ..ENTRY
    },
];
