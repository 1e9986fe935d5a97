//! Commands about the story: telling it, and writing it.

use crate::model::Step;

/// Where the room's picture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoomPlace {
    /// In the one window, which everybody sees.
    #[default]
    Here,
    /// All over a display, by its position among those of the system.
    Display(usize),
    /// In a window of so many pixels, to be shared.
    Window(u16, u16),
}

/// Commands while a story is told. Steps are told by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentCommand {
    /// From the first step; where a story is told already, nothing.
    Start,
    /// From the step that is chosen in the panel, or the last that was told.
    StartHere,
    /// From this step.
    StartAt(usize),
    /// What comes next: more of this step, or the next one.
    Next,
    /// What was before: less of this step, or the step before as it ended.
    Back,
    /// The first step.
    First,
    /// The last step.
    Last,
    /// This step.
    To(usize),
    /// A digit of the number of a step.
    Digit(u8),
    /// Enter: the step whose number was typed, or the one that is chosen among the pictures, else what comes next.
    Enter,
    /// All steps as pictures, or no longer.
    Overview,
    /// Another of the pictures: so many across and down.
    Choose(i32, i32),
    /// The room sees nothing but black, or the picture again.
    Black,
    /// The same in white.
    White,
    /// The pointer that the room sees.
    Pointer,
    /// The spotlight.
    Spotlight,
    /// The spotlight so much larger or smaller, in percent.
    SpotlightBy(i32),
    /// The room keeps seeing what it sees, or catches up.
    Freeze,
    /// The accounts of the event in focus, in and out.
    Accounts,
    /// The note, in and out.
    Note,
    /// Count the time anew.
    Restart,
    /// Back to the step after looking around.
    Return,
    /// What is seen becomes a step after this one.
    Keep,
    /// Run by itself: once, round and round, or no longer.
    Run,
    /// Run by itself no longer, if it did.
    Rest,
    /// Where the room's picture is.
    Place(RoomPlace),
    /// The room's picture and the presenter's change displays.
    Swap,
    /// Take away one layer, at last the presentation.
    Escape,
    /// Stop presenting.
    End,
}

/// Commands that write the story. Steps are told by their positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryCommand {
    /// Choose a step, and look at what it shows.
    Choose(usize),
    /// What is seen becomes a step, behind the chosen one.
    Add,
    /// A place that was looked at while presenting becomes a step.
    AddLooked(usize),
    /// Put another step in its place.
    Change(usize, Box<Step>),
    /// What is seen becomes what the step shows.
    Retake(usize),
    /// Move a step to another position.
    Move {
        /// From here.
        from: usize,
        /// To there, as the story is afterwards.
        to: usize,
    },
    /// A copy behind it.
    Duplicate(usize),
    /// It goes.
    Delete(usize),
    /// Steps for the most surprising coincidences.
    Suggest,
}
