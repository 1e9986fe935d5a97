//! What panels ask the program to do, as data. They only ever push commands; the app drains them first in, first
//! out.

pub mod action;
pub(crate) mod action_command;
pub mod action_info;
mod actions;
pub(crate) mod clipboard;
pub(crate) mod file;
pub(crate) mod keyboard;
pub mod keymap;
pub mod present;
pub mod publish;
pub(crate) mod theme_choice;
pub(crate) mod view;

use std::collections::VecDeque;

use crate::analysis::{AlignOn, DayZone, Listing, Sort, Threshold};
use crate::edit::{Edit, Several};
use crate::model::{Day, EventIx, LaneId};
use action::Action;
use keymap::Chord;

pub use file::{
    Answer, Conflict, ExchangeCommand, ExportQuestion, ExportScope, FileCommand, ImportInto, ImportPreview,
    PictureOf, PictureOrder, PictureQuestion, RefreshLine, RefreshQuestion, SavePart,
};
pub use present::{PresentCommand, RoomPlace, StoryCommand};
pub use publish::{
    PosterSize, PublishColors, PublishCommand, PublishKind, PublishQuestion, PublishWishes, PublishedPage,
};
pub use theme_choice::ThemeChoice;
pub use view::{DockPlace, Drawing, Drawn, InterfaceSize, LaneCommand, Panel, Scope, ViewCommand};

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
    /// Telling the story.
    Present(PresentCommand),
    /// Writing the story.
    Story(StoryCommand),
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
    /// Ask about what was left, which waits beside the window.
    ReviewLeft,
    /// Keep what is here; saving replaces what another program wrote.
    KeepMine,
    /// Show what another program wrote in the place of what is here.
    TakeTheirs,
    /// Keep both, with what was chosen where they contradict.
    Merge,
    /// Write what was chosen where a merge left conflicts in a file.
    Settle,
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
#[derive(Clone, Debug, PartialEq)]
pub enum ListCommand {
    /// Look for these.
    By(Listing),
    /// List them in this order.
    Sort(Sort),
    /// Mark these in the timeline.
    Mark(Threshold),
    /// List after all what the user had ended.
    Again,
    /// List every pair of lanes again.
    AnyPair,
    /// Copy the list, as this.
    Copy(&'static str),
    /// Show the hours of this zone in a second row below the ruler, or no longer.
    SecondClock(Option<DayZone>),
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
