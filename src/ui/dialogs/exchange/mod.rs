//! Other people's data in the window: what a file would become, shown before anything is taken, with everything that
//! was found out about it open to change; and what a format would lose, told before anything is written.

mod columns;
mod events;
mod export;
mod import;
mod report;

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use crate::io::OpenError;
use crate::io::export::Format as Target;
use crate::io::import::{Format, Imported, Options};
use crate::model::Document;
use crate::scene::Theme;
use crate::ui::commands::Commands;

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
    Show(Box<Document>),
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
pub enum Into {
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
    pub into: Into,
    /// Whether there is a timeline open that they could go into.
    pub can_join: bool,
    /// Whether what was not taken is listed.
    pub lists: bool,
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

/// Shows what a file would become.
pub fn show_import(ctx: &Context, preview: &mut ImportPreview, theme: &Theme, commands: &mut Commands) {
    import::show(ctx, preview, theme, commands);
}

/// Asks what to export as.
pub fn show_export(ctx: &Context, question: &mut ExportQuestion, theme: &Theme, commands: &mut Commands) {
    export::show(ctx, question, theme, commands);
}
