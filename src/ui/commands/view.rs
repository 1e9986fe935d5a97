//! What is in view and how: commands about the viewport, the lanes, the panels and the size of all of it.

use super::theme_choice::ThemeChoice;
use crate::analysis::LanesBy;
use crate::layout::Viewport;
use crate::model::calendar::Calendars;
use crate::model::{Day, EventIx};

/// Commands about the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ViewCommand {
    /// Show this at once; a gesture is going on.
    Set(Viewport),
    /// Go there smoothly, remembering the view before.
    GoTo(Viewport),
    /// Move by a fraction of the width.
    Pan(f64),
    /// Zoom by a factor of days around the middle.
    Zoom(f64),
    /// Fit the selection, or everything where it is fitted already or nothing is selected.
    Fit,
    /// Fit everything.
    FitAll,
    /// Fit what a search has found.
    FitResults,
    /// Fit one event.
    FitEvent(EventIx),
    /// Go to these days, the first and the last.
    GoToDays(Day, Day),
    /// To the first event.
    Home,
    /// To the last event.
    End,
    /// To the view before.
    Back,
    /// Forward again, after going back.
    Forward,
    /// Show or hide a panel.
    Toggle(Panel),
    /// Present: only the canvas, larger text.
    Present,
    /// Full screen and back.
    FullScreen,
    /// Show or hide where the time of a frame goes.
    FrameTimes,
    /// Take away one layer: popup, selection, presentation.
    Escape,
    /// Choose a theme.
    Theme(ThemeChoice),
    /// Whether moves of the view take no time.
    ReduceMotion(bool),
    /// Whether the bare wheel zooms.
    WheelZooms(bool),
    /// Show these calendars beside the usual one.
    Calendars(Calendars),
    /// Turn something of how the timeline is drawn on or off.
    Switch(Drawn),
    /// Make the lane heads so wide, in points at the usual size of text; `None` for the usual width.
    HeadsWidth(Option<u16>),
    /// Make the dock so wide, in points; `None` for the usual width.
    DockWidth(Option<u16>),
    /// Put the dock at the other side.
    DockSide,
    /// Close the dock.
    CloseDock,
    /// Move the end of the measured range, or begin one.
    Measure {
        /// Later or earlier.
        later: bool,
    },
    /// Open the user guide beside the program.
    Guide,
    /// Do not show the hint on opening files again.
    DismissHint,
    /// Show a place in the text of a file: file, diagnostic.
    ShowProblem(usize, usize),
    /// Which lanes are shown and how.
    Lane(LaneCommand),
    /// What the lanes are.
    LanesBy(LanesBy),
    /// Lanes of the next kind.
    NextLanesBy,
    /// Open the menu of the selected event's lane, or of the first lane in view.
    LaneMenu,
    /// Open the menu of the selected event.
    EventMenu,
    /// Open the menus at the top, or close them.
    MenuBar,
    /// Move the keyboard to the next control, as Tab does where the timeline has no use for it.
    MoveFocus {
        /// To the one before.
        back: bool,
    },
    /// Open the list of commands, or of this kind of thing; close it where it is open.
    Palette(Scope),
}

/// How the timeline is drawn, as far as people choose; kept with the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Drawing {
    /// Whether lanes without anything in view are folded; `None` for while presenting.
    pub fold_empty: Option<bool>,
    /// Whether empty time is folded.
    pub fold_time: bool,
    /// Whether the columns of each lane have a scale of their own.
    pub own_scale: bool,
    /// Whether the legend is shown.
    pub legend: bool,
    /// How wide the lane heads are, in points at the usual size of text; `None` for the usual width.
    pub heads_width: Option<u16>,
}

/// Where the dock stands that the panels share; kept with the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DockPlace {
    /// At the left of the timeline.
    pub left: bool,
    /// How wide it is, in points; `None` for the usual width.
    pub width: Option<u16>,
}

impl Drawing {
    /// Whether lanes without anything in view are folded.
    #[must_use]
    pub fn folds_empty(&self, presenting: bool) -> bool {
        self.fold_empty.unwrap_or(presenting)
    }
}

/// What of [`Drawing`] is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Lanes without anything in view folded.
    FoldEmpty,
    /// Empty time folded.
    FoldTime,
    /// A scale for each lane.
    OwnScale,
    /// The legend.
    Legend,
}

/// Commands about lanes, which are told by their positions among the document's lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneCommand {
    /// As low as can be, or as before.
    Collapse(u32),
    /// Out of sight.
    Hide(u32),
    /// Only this lane; all where it is alone already.
    Solo(u32),
    /// On top while the others scroll, or among them again.
    Pin(u32),
    /// To another place.
    Move {
        /// This lane.
        lane: u32,
        /// Above that one; `None` for below all.
        before: Option<u32>,
    },
    /// No lane is hidden any more.
    ShowAll,
}

/// The panels that can be shown and hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The selected event and day.
    Inspector,
    /// All coincidences by day.
    Coincidences,
    /// How many days each two lanes share.
    Pairs,
    /// Problems of the opened files.
    Problems,
    /// What was done, step by step.
    History,
    /// The story, to be written.
    Story,
    /// What differs between two timelines that are shown as one.
    Differences,
    /// The keys.
    Keys,
    /// What this program is.
    About,
    /// Where keys are changed.
    Shortcuts,
    /// What the window offers when it starts without a file.
    Welcome,
}

/// How large the whole interface is, in percent of the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct InterfaceSize(pub u16);

impl InterfaceSize {
    /// The sizes that keys and menu step through.
    pub const STEPS: [Self; 10] = [
        Self(75),
        Self(90),
        Self(100),
        Self(110),
        Self(125),
        Self(150),
        Self(175),
        Self(200),
        Self(250),
        Self(300),
    ];

    /// The next step, or the last one again.
    #[must_use]
    pub fn next(self, larger: bool) -> Self {
        let mut steps = Self::STEPS.into_iter();
        let next = match larger {
            true => steps.find(|step| step.0 > self.0),
            false => steps.rfind(|step| step.0 < self.0),
        };
        next.unwrap_or(Self(self.0.clamp(75, 300)))
    }

    /// As a factor, whatever a file says.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.0.clamp(75, 300)) / 100.0
    }
}

impl Default for InterfaceSize {
    fn default() -> Self {
        Self(100)
    }
}

/// What the list of commands looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Actions, events and lanes.
    All,
    /// Lanes alone.
    Lanes,
    /// What days can be counted from: tags and events.
    Align,
    /// Dates to go to.
    Date,
}
