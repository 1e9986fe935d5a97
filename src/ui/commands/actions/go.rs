//! What the menu Go has: getting about.

use egui::Key;

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, ctrl, key, shift};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Go);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 24] = [
    ActionInfo {
        action: Action::Back,
        text: "Previous view",
        tooltip: "Go back to the view before this one",
        shortcut: key(Key::Backspace, "Backspace"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Forward,
        text: "Next view",
        tooltip: "Go forward again after going back",
        shortcut: shift(Key::Backspace, "Shift+Backspace"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::GoToDate,
        text: "Go to date…",
        tooltip: "Go to a date as you write it: July, 5 Aug 1914, 1914-07-28, three weeks before",
        shortcut: ctrl(Key::G, "Ctrl+G"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::KeepView,
        text: "Save view…",
        tooltip: "Name the current days, lanes and search and save them in the file",
        ..ENTRY
    },
    ActionInfo {
        action: Action::CoincidenceBefore,
        text: "Previous coincidence",
        tooltip: "Go to the previous coincidence",
        shortcut: key(Key::OpenBracket, "["),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::CoincidenceAfter,
        text: "Next coincidence",
        tooltip: "Go to the next coincidence",
        shortcut: key(Key::CloseBracket, "]"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::Member,
        text: "Next event in coincidence",
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
        text: "Go to lane…",
        tooltip: "Find a lane by its name to go to it, hide it or pin it",
        shortcut: ctrl(Key::P, "Ctrl+P"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::HideRest,
        text: "Show only results",
        tooltip: "Hide the events that do not match",
        ..ENTRY
    },
    ActionInfo {
        action: Action::FitResults,
        text: "Fit results",
        tooltip: "Zoom so that everything that the search found is in view",
        ..ENTRY
    },
    ActionInfo {
        action: Action::Disputed,
        text: "Show only disputed events",
        tooltip: "Show only events whose accounts differ; choose again to show all",
        shortcut: key(Key::X, "X"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::KeepFilter,
        text: "Save search…",
        tooltip: "Name the current search and save it in the file",
        ..ENTRY
    },
    ActionInfo {
        action: Action::EventBefore,
        text: "Previous event",
        tooltip: "Go to the previous event in the same lane",
        shortcut: key(Key::ArrowLeft, "←"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::EventAfter,
        text: "Next event",
        tooltip: "Go to the next event in the same lane",
        shortcut: key(Key::ArrowRight, "→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::AnyBefore,
        text: "Previous event in any lane",
        tooltip: "Go to the previous event in any lane",
        shortcut: ctrl(Key::ArrowLeft, "Ctrl+←"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::AnyAfter,
        text: "Next event in any lane",
        tooltip: "Go to the next event in any lane",
        shortcut: ctrl(Key::ArrowRight, "Ctrl+→"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::LaneUp,
        text: "Lane above",
        tooltip: "Go to the nearest event in the lane above",
        shortcut: key(Key::ArrowUp, "↑"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::LaneDown,
        text: "Lane below",
        tooltip: "Go to the nearest event in the lane below",
        shortcut: key(Key::ArrowDown, "↓"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::First,
        text: "First event",
        tooltip: "Go to the beginning of the timeline",
        shortcut: key(Key::Home, "Home"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::Last,
        text: "Last event",
        tooltip: "Go to the end of the timeline",
        shortcut: key(Key::End, "End"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::MenuBar,
        text: "Menu bar",
        tooltip: if cfg!(target_os = "macos") {
            "Open the menus at the top"
        } else {
            "Open the menus at the top; Alt alone does the same"
        },
        shortcut: key(Key::F10, "F10"),
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::NextControl,
        text: "Next control",
        tooltip: "Move the keyboard focus to the next control",
        shortcut: key(Key::F6, "F6"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::ControlBefore,
        text: "Previous control",
        tooltip: "Move the keyboard focus to the previous control",
        shortcut: shift(Key::F6, "Shift+F6"),
        ..ENTRY
    },
];
