//! What the menu Lanes has: which lanes are shown, and how.

use egui::{Key, Modifiers};

use super::super::action::Action;
use super::super::action_info::{ActionInfo, Menu, Shortcut, key};

/// What all of them have, where they say nothing else.
const ENTRY: ActionInfo = ActionInfo::in_menu(Menu::Lanes);

/// In the order of the menu.
pub(super) const ACTIONS: [ActionInfo; 5] = [
    ActionInfo {
        action: Action::LaneMenu,
        text: "Lane menu",
        tooltip: "Collapse, hide, pin or move the lane of the selected event",
        shortcut: Some(Shortcut { modifiers: Modifiers::SHIFT, key: Key::F10, text: "Shift+F10" }),
        ..ENTRY
    },
    ActionInfo {
        action: Action::ShowAllLanes,
        text: "Show all lanes",
        tooltip: "Show hidden lanes again",
        ..ENTRY
    },
    ActionInfo {
        action: Action::NextLanesBy,
        text: "Change lane grouping",
        tooltip: "Group lanes by country, tag, person, place, source or file in turn",
        shortcut: key(Key::L, "L"),
        ..ENTRY
    },
    ActionInfo {
        action: Action::FoldLanes,
        text: "Fold empty lanes",
        tooltip: "Make lanes without anything in view a thin line, or show them in full again",
        separated: true,
        ..ENTRY
    },
    ActionInfo {
        action: Action::OwnScale,
        text: "One scale per lane",
        tooltip: "Where columns tell how many events there are, measure each lane by itself, or all by one scale",
        ..ENTRY
    },
];
