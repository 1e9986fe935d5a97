//! The one list of what has a menu entry or a key: menus, shortcuts and help are made from it, so that they
//! cannot disagree.

use egui::{Key, Modifiers};

pub use super::action_info::{ActionInfo, Menu, Shortcut};
use super::action_info::{ctrl, ctrl_shift, key, shift};

/// Everything that has a menu entry or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is described by its own text and tooltip below
pub enum Action {
    New,
    Open,
    Save,
    SaveAs,
    Recover,
    Import,
    Export,
    Close,
    Quit,
    Undo,
    Redo,
    History,
    NewEvent,
    EditEvent,
    Duplicate,
    Delete,
    MoveEarlier,
    MoveLater,
    Cut,
    Copy,
    Paste,
    Replace,
    Timeline,
    ReadOnly,
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    Fit,
    FitAll,
    MeasureEarlier,
    MeasureLater,
    Inspector,
    Coincidences,
    Pairs,
    Problems,
    LaneMenu,
    ShowAllLanes,
    NextLanesBy,
    Align,
    Unalign,
    Present,
    FullScreen,
    FrameTimes,
    Larger,
    Smaller,
    UsualSize,
    Back,
    Forward,
    KeepView,
    CoincidenceBefore,
    CoincidenceAfter,
    Member,
    Find,
    FindLane,
    HideRest,
    Disputed,
    KeepFilter,
    EventBefore,
    EventAfter,
    AnyBefore,
    AnyAfter,
    LaneUp,
    LaneDown,
    First,
    Last,
    NextControl,
    ControlBefore,
    Palette,
    Keys,
    ChangeKeys,
    About,
}

impl Action {
    /// All of them in the order of the menus.
    pub const ALL: [Self; 72] = [
        Self::New,
        Self::Open,
        Self::Save,
        Self::SaveAs,
        Self::Recover,
        Self::Import,
        Self::Export,
        Self::Close,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::History,
        Self::NewEvent,
        Self::EditEvent,
        Self::Duplicate,
        Self::Delete,
        Self::MoveEarlier,
        Self::MoveLater,
        Self::Cut,
        Self::Copy,
        Self::Paste,
        Self::Replace,
        Self::Timeline,
        Self::ReadOnly,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::PanLeft,
        Self::PanRight,
        Self::Fit,
        Self::FitAll,
        Self::MeasureEarlier,
        Self::MeasureLater,
        Self::Inspector,
        Self::Coincidences,
        Self::Pairs,
        Self::Problems,
        Self::LaneMenu,
        Self::ShowAllLanes,
        Self::NextLanesBy,
        Self::Align,
        Self::Unalign,
        Self::Present,
        Self::FullScreen,
        Self::FrameTimes,
        Self::Larger,
        Self::Smaller,
        Self::UsualSize,
        Self::Back,
        Self::Forward,
        Self::KeepView,
        Self::CoincidenceBefore,
        Self::CoincidenceAfter,
        Self::Member,
        Self::Find,
        Self::FindLane,
        Self::HideRest,
        Self::Disputed,
        Self::KeepFilter,
        Self::EventBefore,
        Self::EventAfter,
        Self::AnyBefore,
        Self::AnyAfter,
        Self::LaneUp,
        Self::LaneDown,
        Self::First,
        Self::Last,
        Self::NextControl,
        Self::ControlBefore,
        Self::Palette,
        Self::Keys,
        Self::ChangeKeys,
        Self::About,
    ];

    /// Text, tooltip, shortcut, menu.
    #[must_use]
    pub fn info(self) -> ActionInfo {
        use Menu::{Edit, File, Go, Help, View};
        let (menu, text, shortcut, separated, tooltip) = match self {
            Self::New => (File, "New", ctrl(Key::N, "Ctrl+N"), false, "Start an empty timeline"),
            Self::Open => (File, "Open…", ctrl(Key::O, "Ctrl+O"), false, "Open a timeline file"),
            Self::Save => (
                File,
                "Save",
                ctrl(Key::S, "Ctrl+S"),
                true,
                "Save over the file, changing only what you changed",
            ),
            Self::SaveAs => {
                (File, "Save as…", ctrl_shift(Key::S, "Ctrl+Shift+S"), false, "Save as another file")
            }
            Self::Recover => {
                (File, "Recover…", None, true, "Take up changes that an earlier run did not save")
            }
            Self::Import => (
                File,
                "Import…",
                None,
                true,
                "Take in a table, a calendar or another program’s timeline, after a preview",
            ),
            Self::Export => {
                (File, "Export…", None, false, "Write the events as CSV, JSON, iCalendar or tidy RON")
            }
            Self::Close => {
                (File, "Close", ctrl(Key::W, "Ctrl+W"), true, "Close the timeline and show the sample")
            }
            Self::Quit => (File, "Quit", ctrl(Key::Q, "Ctrl+Q"), false, "End the program"),
            Self::Undo => (Edit, "Undo", ctrl(Key::Z, "Ctrl+Z"), false, "Take the last change back"),
            Self::Redo => (Edit, "Redo", ctrl_shift(Key::Z, "Ctrl+Shift+Z"), false, "Make the change again"),
            Self::History => {
                (Edit, "History", ctrl(Key::H, "Ctrl+H"), false, "List what was done, to jump in it")
            }
            Self::NewEvent => {
                (Edit, "New event", ctrl(Key::E, "Ctrl+E"), true, "An event on the day that you look at")
            }
            Self::EditEvent => {
                (Edit, "Edit event", key(Key::F2, "F2"), false, "Change the selected event, its title first")
            }
            Self::Duplicate => {
                (Edit, "Duplicate", ctrl(Key::D, "Ctrl+D"), false, "Add the selected events once more")
            }
            Self::Delete => (Edit, "Delete", key(Key::Delete, "Del"), false, "Take the selected events away"),
            Self::MoveEarlier => (
                Edit,
                "Move to earlier",
                ctrl_shift(Key::ArrowLeft, "Ctrl+Shift+←"),
                false,
                "The selected events, by a day or what their dates are told in",
            ),
            Self::MoveLater => (
                Edit,
                "Move to later",
                ctrl_shift(Key::ArrowRight, "Ctrl+Shift+→"),
                false,
                "The selected events, by a day or what their dates are told in",
            ),
            Self::Cut => (Edit, "Cut", ctrl(Key::X, "Ctrl+X"), true, "The selected events to the clipboard"),
            Self::Copy => (Edit, "Copy", ctrl(Key::C, "Ctrl+C"), false, "Copy the selected events as RON"),
            Self::Paste => (Edit, "Paste", ctrl(Key::V, "Ctrl+V"), false, "Add the events on the clipboard"),
            Self::Replace => (
                Edit,
                "Find and replace names…",
                ctrl_shift(Key::F, "Ctrl+Shift+F"),
                true,
                "Replace people, places or tags in all events",
            ),
            Self::Timeline => (
                Edit,
                "Timeline details…",
                None,
                false,
                "Title and summary of the timeline, and the sources that it declares",
            ),
            Self::ReadOnly => (Edit, "Read-only", None, true, "Change nothing until you allow it again"),
            Self::ZoomIn => (View, "Zoom in", key(Key::W, "W or +"), false, "Show fewer days"),
            Self::ZoomOut => (View, "Zoom out", key(Key::S, "S or −"), false, "Show more days"),
            Self::PanLeft => (View, "Earlier", key(Key::A, "A"), false, "Move the view to earlier days"),
            Self::PanRight => (View, "Later", key(Key::D, "D"), false, "Move the view to later days"),
            Self::Fit => (
                View,
                "Fit selection",
                key(Key::F, "F"),
                true,
                "Show what is selected; once more, everything",
            ),
            Self::FitAll => (View, "Fit all", None, false, "Show everything"),
            Self::MeasureEarlier => (
                View,
                "Measure to earlier",
                shift(Key::ArrowLeft, "Shift+←"),
                true,
                "Begin or move the end of a range of days, and count what is in it",
            ),
            Self::MeasureLater => (
                View,
                "Measure to later",
                shift(Key::ArrowRight, "Shift+→"),
                false,
                "Begin or move the end of a range of days, and count what is in it",
            ),
            Self::Inspector => (View, "Inspector", key(Key::I, "I"), true, "Show the selected day and event"),
            Self::Coincidences => {
                (View, "Coincidences", key(Key::C, "C"), false, "List all coincidences by day")
            }
            Self::Pairs => (
                View,
                "Pairs",
                key(Key::M, "M"),
                false,
                "How many days each two lanes share, and how surprising that is",
            ),
            Self::Problems => (View, "Problems", key(Key::P, "P"), false, "List what could not be read"),
            Self::LaneMenu => (
                View,
                "Menu of the lane",
                Some(Shortcut { modifiers: Modifiers::SHIFT, key: Key::F10, text: "Shift+F10" }),
                true,
                "Collapse, hide, pin or move the lane of the selected event",
            ),
            Self::ShowAllLanes => (View, "Show all lanes", None, false, "Show the lanes that are hidden"),
            Self::NextLanesBy => (
                View,
                "Lanes by the next kind",
                key(Key::L, "L"),
                false,
                "Lanes by country, tag, person, place or source, one after the other",
            ),
            Self::Align => (
                View,
                "Align on…",
                key(Key::Num0, "0"),
                true,
                "Count days before and after an event, or every event with a tag laid over one another",
            ),
            Self::Unalign => {
                (View, "By the calendar again", None, false, "No longer count days from something")
            }
            Self::Present => (View, "Present", key(Key::F5, "F5"), true, "Only the timeline, in larger text"),
            Self::FullScreen => (View, "Full screen", key(Key::F11, "F11"), false, "Use the whole screen"),
            Self::FrameTimes => (
                View,
                "Frame times",
                key(Key::F12, "F12"),
                false,
                "Where the time of a frame goes: input, index, layout, paint",
            ),
            Self::Larger => {
                (View, "Larger interface", ctrl(Key::Plus, "Ctrl++"), true, "Make everything larger")
            }
            Self::Smaller => {
                (View, "Smaller interface", ctrl(Key::Minus, "Ctrl+−"), false, "Make everything smaller")
            }
            Self::UsualSize => {
                (View, "Usual size", ctrl(Key::Num0, "Ctrl+0"), false, "Make everything as large as usual")
            }
            Self::Back => (
                Go,
                "View before",
                key(Key::Backspace, "Backspace"),
                false,
                "Back to where you looked before",
            ),
            Self::Forward => (
                Go,
                "View after",
                shift(Key::Backspace, "Shift+Backspace"),
                false,
                "Forward again, after going back",
            ),
            Self::KeepView => (
                Go,
                "Keep this view…",
                None,
                false,
                "Give the days, lanes and search that are shown a name, kept in the file",
            ),
            Self::CoincidenceBefore => (
                Go,
                "Coincidence before",
                key(Key::OpenBracket, "["),
                true,
                "To the coincidence before this one",
            ),
            Self::CoincidenceAfter => (
                Go,
                "Coincidence after",
                key(Key::CloseBracket, "]"),
                false,
                "To the coincidence after this one",
            ),
            Self::Member => (
                Go,
                "Next of its events",
                key(Key::Tab, "Tab"),
                false,
                "Select the next event of the coincidence",
            ),
            Self::Find => (
                Go,
                "Search",
                ctrl(Key::F, "/ or Ctrl+F"),
                true,
                "Find events by words, country:, tag:, after: and more",
            ),
            Self::FindLane => (
                Go,
                "Find a lane…",
                ctrl(Key::P, "Ctrl+P"),
                false,
                "Go to a lane, hide or pin it, by its name",
            ),
            Self::HideRest => (Go, "Only what was found", None, false, "Hide the events that do not match"),
            Self::Disputed => (
                Go,
                "Disputed only",
                key(Key::X, "X"),
                false,
                "Only events whose accounts differ; once more, all",
            ),
            Self::KeepFilter => {
                (Go, "Keep this search…", None, false, "Give what is searched for a name, kept in the file")
            }
            Self::EventBefore => {
                (Go, "Event before", key(Key::ArrowLeft, "←"), true, "The event before, in the same lane")
            }
            Self::EventAfter => {
                (Go, "Event after", key(Key::ArrowRight, "→"), false, "The event after, in the same lane")
            }
            Self::AnyBefore => (
                Go,
                "Event before, any lane",
                ctrl(Key::ArrowLeft, "Ctrl+←"),
                false,
                "The event before, in any lane",
            ),
            Self::AnyAfter => (
                Go,
                "Event after, any lane",
                ctrl(Key::ArrowRight, "Ctrl+→"),
                false,
                "The event after, in any lane",
            ),
            Self::LaneUp => {
                (Go, "Lane above", key(Key::ArrowUp, "↑"), false, "The nearest event in the lane above")
            }
            Self::LaneDown => {
                (Go, "Lane below", key(Key::ArrowDown, "↓"), false, "The nearest event in the lane below")
            }
            Self::First => (Go, "First event", key(Key::Home, "Home"), true, "To where the timeline begins"),
            Self::Last => (Go, "Last event", key(Key::End, "End"), false, "To where the timeline ends"),
            Self::NextControl => (
                Go,
                "Next control",
                key(Key::F6, "F6"),
                true,
                "Move the keyboard on, out of the timeline too",
            ),
            Self::ControlBefore => {
                (Go, "Control before", shift(Key::F6, "Shift+F6"), false, "Move the keyboard back")
            }
            Self::Palette => (
                Help,
                "All commands…",
                ctrl_shift(Key::P, "Ctrl+Shift+P"),
                false,
                "Find any command, event or lane by a few of its letters",
            ),
            Self::ChangeKeys => (Help, "Change keys…", None, false, "Choose other keys; they are kept"),
            Self::Keys => (Help, "Keys", key(Key::F1, "F1"), false, "All keys, and what the mouse does"),
            Self::About => (Help, "About Coeval", None, false, "What this program is"),
        };
        ActionInfo { text, tooltip, shortcut, menu, separated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_is_used_once() {
        for (i, a) in Action::ALL.iter().enumerate() {
            for b in &Action::ALL[..i] {
                if let (Some(x), Some(y)) = (a.info().shortcut, b.info().shortcut) {
                    assert!((x.key, x.modifiers) != (y.key, y.modifiers), "{a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_list_is_whole_and_in_the_order_of_the_menus() {
        let menus: Vec<Menu> = Action::ALL.iter().map(|action| action.info().menu).collect();
        let mut order = menus.clone();
        order.sort_by_key(|menu| Menu::ALL.iter().position(|m| m == menu));
        assert_eq!(menus, order);
        for menu in Menu::ALL {
            assert!(menus.contains(&menu), "{menu:?} has no entry");
        }
    }
}
