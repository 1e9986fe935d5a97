//! Files: what is opened, saved, closed, taken in from other programs and written for them, with what these commands
//! carry.

use std::path::PathBuf;
use std::sync::Arc;

use super::publish::PublishCommand;
use crate::io::error::OpenError;
use crate::io::export::Format as Target;
use crate::io::import::again::ReadAgain;
use crate::io::import::{Format, Imported, Options};
use crate::model::{Document, ImportRecord};

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
    /// Writes a file, after asking whether one of its name is to be replaced.
    IfFree(PathBuf, Box<FileCommand>),
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
    /// A page for people who do not have the program.
    Publish(PublishCommand),
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

/// Commands about other people's data.
#[derive(Debug)]
pub enum ExchangeCommand {
    /// Ask for a file to import.
    AskImport,
    /// Read this file and show what it would become.
    Read(PathBuf),
    /// It was read, or could not be.
    Opened(Result<Box<ImportPreview>, OpenError>),
    /// Read it otherwise.
    Change(Box<Options>),
    /// It was read otherwise; the number is that of the change.
    Changed(u64, Box<Imported>),
    /// Take what is shown.
    Take,
    /// Show what was taken as a timeline of its own.
    Show(Box<(Document, Option<ImportRecord>)>),
    /// Read the imported files again, and show what changed.
    AskRefresh,
    /// They were read.
    ReadAgain(Box<RefreshQuestion>),
    /// Take what changed in them.
    TakeRefresh,
    /// A table was pasted.
    Pasted(String),
    /// Ask what to export as.
    AskExport,
    /// Ask where to.
    ChooseTarget(Target, bool),
    /// Write there; the flag is whether private notes go out too.
    ExportTo(PathBuf, Target, bool),
    /// It was written, or could not be: what to tell.
    Exported(Result<(String, Vec<String>), (String, Option<String>)>),
    /// The list of what was not taken was copied.
    Copied,
    /// Do neither.
    Cancel,
}

/// Where imported events go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImportInto {
    /// A timeline of their own, not saved yet.
    #[default]
    New,
    /// The timeline that is open, as one step.
    Open,
}

/// A file that is to be imported, and what it would become.
#[derive(Debug)]
pub struct ImportPreview {
    /// Its name without folders.
    pub name: String,
    /// Where it is; `None` for what was pasted.
    pub path: Option<PathBuf>,
    /// What it is read as.
    pub format: Format,
    /// What stands in it.
    pub bytes: Arc<Vec<u8>>,
    /// How it is read.
    pub options: Options,
    /// What came of it.
    pub imported: Imported,
    /// Counted up with each change of the options.
    pub change: u64,
    /// Whether the last change is still being read.
    pub reading: bool,
    /// Where the events go.
    pub into: ImportInto,
    /// Whether there is a timeline open that they could go into.
    pub can_join: bool,
    /// Whether what was not taken is listed.
    pub lists: bool,
}

/// What changed in the imported files, which is to be taken or not.
#[derive(Debug)]
pub struct RefreshQuestion {
    /// What was read, by the positions of the document's imports, with the opened file that each belongs to.
    pub read: Vec<(usize, u16, ReadAgain)>,
    /// What is called: "talks.csv".
    pub names: String,
    /// What would be added, changed and removed, in few words; empty for nothing.
    pub summary: String,
    /// The same one by one: a sign, the event, and what of it.
    pub changes: Vec<RefreshLine>,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
    /// Files that could not be read, and what to do.
    pub failed: Vec<(String, String)>,
    /// What was changed here and there.
    pub conflicts: Vec<Conflict>,
}

/// An event that a refresh would add, change or remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshLine {
    /// "Added", "Changed" or "Removed".
    pub what: &'static str,
    /// Its title.
    pub title: String,
    /// Its date, or the fields with what they were and become.
    pub more: String,
}

/// Something that was changed here and there in different ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The event's title, or what else it is: "the timeline’s title".
    pub about: String,
    /// The field, or "removed".
    pub field: String,
    /// What it was made here.
    pub mine: String,
    /// What it was made there.
    pub theirs: String,
    /// Which is taken.
    pub take_theirs: bool,
}

/// What is to be exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportQuestion {
    /// The format.
    pub target: Target,
    /// Whether private notes go out too.
    pub notes: bool,
    /// Whether there are any.
    pub has_notes: bool,
    /// How many events there are.
    pub events: usize,
    /// What each format would lose, without the notes and with them.
    pub lost: Vec<(Target, [Vec<String>; 2])>,
}
