//! What panels ask the program to do, as data. They only ever push commands; the app drains them first in, first
//! out.

pub mod action;
pub(crate) mod action_command;
pub(crate) mod action_info;
pub mod clipboard;
pub mod keyboard;
pub mod keymap;
pub mod theme_choice;

use std::collections::VecDeque;
use std::path::PathBuf;

use super::dialogs::exchange::ExchangeCommand;
use super::palette::Scope;
use crate::analysis::{AlignOn, LanesBy, Listing, Sort};
use crate::edit::{Edit, Several};
use crate::layout::Viewport;
use crate::model::calendar::Calendars;
use crate::model::{Day, EventIx, LaneId};
use action::Action;
use keymap::Chord;

pub use theme_choice::ThemeChoice;

/// The commands of this frame, oldest first.
pub type Commands = VecDeque<Command>;

/// Something the program is asked to do.
#[derive(Debug)]
pub enum Command {
    /// Files: open, save, close.
    File(FileCommand),
    /// What is in view and how.
    View(ViewCommand),
    /// What is selected.
    Select(SelectCommand),
    /// These events are selected besides what is, in the document's order.
    SelectBesides(Vec<EventIx>),
    /// What is searched for.
    Search(SearchCommand),
    /// Which coincidences are looked for.
    List(ListCommand),
    /// Changes to the document.
    Edit(EditCommand),
    /// The pairs of lanes.
    Pairs(PairsCommand),
    /// Filters and views with names.
    Named(NamedCommand),
    /// What days are counted from.
    Align(AlignCommand),
    /// What was not saved, and what other programs do to the files.
    Safety(SafetyCommand),
    /// Keys, size and whatever else is kept for this user.
    Prefer(PreferCommand),
}

/// Commands about what days are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlignCommand {
    /// From this; by the calendar again where it is counted from this already.
    On(AlignOn),
    /// By the calendar again.
    Leave,
}

/// Answers to what was left unsaved by another run, and to what another program has made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SafetyCommand {
    /// Take up what an earlier run did not save, by its position in the list.
    Recover(usize),
    /// Give up what an earlier run did not save.
    Discard(usize),
    /// Neither now.
    DecideLater,
    /// Show what earlier runs left.
    ShowLeft,
    /// Keep what is here; saving replaces what another program wrote.
    KeepMine,
    /// Show what another program wrote in the place of what is here.
    TakeTheirs,
    /// Keep both, with what was chosen where they contradict.
    Merge,
}

/// Which list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// Searches.
    Filter,
    /// Views.
    View,
}

/// Commands about filters and views with names, which are told by their positions in their lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedCommand {
    /// Ask under which name to keep what is searched for, or what is looked at.
    Ask(Named),
    /// Ask for another name.
    AskRename(Named, usize),
    /// Keep it under this name.
    Keep(Named, String),
    /// Give it this name.
    Rename(Named, usize, String),
    /// Search for it, or look at it.
    Apply(Named, usize),
    /// Take it away.
    Remove(Named, usize),
    /// The question was closed without a name.
    Closed,
}

/// Commands about what is kept for this user from one run to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreferCommand {
    /// These keys, and no others, stand for an action; whoever had them loses them.
    Keys(Action, Vec<Chord>),
    /// The keys of an action as they were at first.
    ResetKeys(Action),
    /// All keys as they were at first.
    ResetAllKeys,
    /// How large everything is.
    Size(InterfaceSize),
    /// A step larger or smaller.
    SizeBy {
        /// Larger or smaller.
        larger: bool,
    },
    /// An action was chosen from the list of commands.
    Chose(Action),
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

/// Commands about the pairs of lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PairsCommand {
    /// Compare over the days in view, or over the whole timeline.
    OverView(bool),
    /// Look at two lanes more closely, and list their coincidences alone; the same pair once more, all.
    Choose(LaneId, LaneId),
    /// Stop counting.
    Stop,
    /// Count after all.
    Again,
}

/// Commands about files.
#[derive(Debug)]
pub enum FileCommand {
    /// An empty timeline.
    New,
    /// Ask for a file and open it.
    Open,
    /// Open these files in one view.
    OpenPaths(Vec<PathBuf>),
    /// Show what was opened while something was changed.
    ShowOpened,
    /// Save every changed file over itself.
    Save,
    /// Ask for a name and save there.
    SaveAs,
    /// Ask for a name and save this part there.
    SaveAsPart(SavePart),
    /// Save as this file.
    SaveTo(PathBuf),
    /// The dialog was closed without an answer.
    DialogClosed,
    /// Close what is open and show the sample again.
    Close,
    /// End the program.
    Quit,
    /// Answer to "save the changes?".
    Answer(Answer),
    /// Save over a file although it was read with errors.
    SaveDespiteErrors,
    /// Empty the list of recent files.
    ForgetRecent,
    /// Other people's data, in and out.
    Exchange(ExchangeCommand),
}

/// Which of the opened files is saved as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavePart {
    /// This one, by its position.
    File(usize),
    /// All of them, as one.
    All,
}

impl Default for SavePart {
    fn default() -> Self {
        Self::File(0)
    }
}

/// What to do with changes that are not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Save them, then go on.
    Save,
    /// Lose them and go on.
    Discard,
    /// Do not go on.
    Cancel,
}

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
    /// Fit one event.
    FitEvent(EventIx),
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
    /// Move the end of the measured range, or begin one.
    Measure {
        /// Later or earlier.
        later: bool,
    },
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
    /// Move the keyboard to the next control, as Tab does where the timeline has no use for it.
    MoveFocus {
        /// To the one before.
        back: bool,
    },
    /// Open the list of commands, or of this kind of thing; close it where it is open.
    Palette(Scope),
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
    /// The keys.
    Keys,
    /// What this program is.
    About,
    /// Where keys are changed.
    Shortcuts,
}

/// Commands about the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectCommand {
    /// An event, which is brought into view.
    Reveal(EventIx),
    /// An event where it stands.
    Event(EventIx),
    /// An event besides what is selected, or no longer.
    Toggle(EventIx),
    /// All events of its lane from the selected one to this one.
    RangeTo(EventIx),
    /// All events that are shown and begin within these days.
    Within(Day, Day),
    /// Nothing.
    Nothing,
    /// The next event in time, in its lane or in any.
    Next {
        /// Later or earlier.
        later: bool,
        /// In any lane, or the event's own.
        any_lane: bool,
    },
    /// The nearest event in the next lane down (or up).
    Lane {
        /// Down or up.
        down: bool,
    },
    /// The event of this lane that is nearest to the middle of the view; the lane is shown where it is hidden.
    InLane(u32),
    /// Go to a coincidence.
    Coincidence(usize),
    /// The coincidence after (or before) this one.
    NextCoincidence {
        /// After or before.
        later: bool,
    },
    /// The next member of the coincidence.
    Member,
}

/// Commands about the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchCommand {
    /// Go to the field, its text ready to be typed over.
    Focus,
    /// Search for this.
    Ask(String),
    /// Search for this, and show nothing else.
    Only(String),
    /// Show only what was found, or mark it among the rest.
    HideRest,
    /// Show only events whose accounts differ; all again where that is so.
    Disputed,
    /// To the hit after (or before) this one.
    Next {
        /// After or before.
        later: bool,
    },
    /// Take the search away.
    Clear,
}

/// Commands about the list of coincidences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListCommand {
    /// Look for these.
    By(Listing),
    /// List them in this order.
    Sort(Sort),
    /// List after all what the user had ended.
    Again,
    /// List every pair of lanes again.
    AnyPair,
    /// Copy the list, as this.
    Copy(&'static str),
}

/// What is asked about a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneAsk {
    /// Its name and colour.
    Look,
    /// The lane that its events go to.
    Merge,
}

/// Commands that change the document.
#[derive(Clone, Debug, PartialEq)]
pub enum EditCommand {
    /// Apply a change.
    Apply(Edit),
    /// Show the fields of the selected event, the title ready to be typed over.
    Begin,
    /// An event on a day in a lane, shown with its title ready to be typed; where these are not told, where one looks.
    New(Option<(Day, Option<LaneId>)>),
    /// The selected events a day, or whatever their dates are told in, later (or earlier).
    Nudge {
        /// Later or earlier.
        later: bool,
    },
    /// Something else to the selected events, as a step of its own.
    Several(Several),
    /// The selected events once more.
    Duplicate,
    /// The selected events go.
    Delete,
    /// The selected events to the clipboard.
    Copy,
    /// The same, and they go.
    Cut,
    /// Events from a text; where it is not told, from the clipboard.
    Paste(Option<String>),
    /// Take steps back or do them again until so many are done.
    Jump(usize),
    /// Whether anything can be changed.
    ReadOnly,
    /// Ask what names are to be replaced.
    AskReplace,
    /// Show title, summary and sources of the timeline, to be changed.
    AskTimeline,
    /// Ask for the name and colour of a lane, or into which other its events go.
    AskLane(LaneId, LaneAsk),
    /// The question is answered, or given up.
    CloseQuestion,
    /// The order of lanes on the screen becomes the file's.
    KeepLaneOrder,
    /// The gesture is over.
    EndGroup,
    /// Take the last step back.
    Undo,
    /// Do the step again that was taken back.
    Redo,
}
