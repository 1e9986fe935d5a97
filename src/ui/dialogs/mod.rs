//! Questions to the user: file dialogs of the desktop (the only place that knows rfd), a path field where there
//! are none, and what to do with changes that are not saved.

pub(crate) mod conflict;
pub(crate) mod exchange;
mod frame;
pub(crate) mod help;
mod keys;
pub(crate) mod lane_form;
pub(crate) mod naming;
mod publish;
pub(crate) mod recovery;
pub(crate) mod replace;
pub(crate) mod settle;
pub(crate) mod shortcuts;
pub(crate) mod timeline_form;
mod welcome;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::Thread;

use egui::accesskit::Role;
use egui::{Context, TextEdit, WidgetInfo};

use super::commands::{
    Answer, Command, Commands, ExchangeCommand, ExportQuestion, ExportScope, FileCommand, ImportPreview,
    PictureOrder, PictureQuestion, PublishCommand, PublishQuestion, PublishedPage, RefreshQuestion, SavePart,
};
use super::{PanelContext, widgets};
use crate::io::export::{Format as Target, PictureKind};
use crate::model::visible;
use crate::paint::isolated;
use crate::scene::{TextStyle, Theme};
use frame::{answer, heading, main_button, modal, needs_focus};
use lane_form::LaneForm;
pub use naming::Naming;
use replace::ReplaceForm;
use timeline_form::TimelineForm;

/// Endings of the files that can be imported.
const IMPORTED: &[&str] = &[
    "csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "jsonl", "ndjson", "geojson",
    "ics", "ical", "vcs", "timeline", "xml", "parquet", "ged", "mw", "mmd", "mermaid", "md", "gz", "zip",
];

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// To be opened.
    Open,
    /// To be written, with the name and folder to begin with.
    SaveAs {
        /// "rope.ron".
        name: String,
        /// The folder of the file that is open.
        folder: Option<PathBuf>,
    },
    /// To be imported.
    Import,
    /// To be written for other programs.
    Export {
        /// "rope.csv".
        name: String,
        /// The folder of the file that is open.
        folder: Option<PathBuf>,
        /// The format.
        target: Target,
        /// Whether private notes go out too.
        notes: bool,
        /// Which events go out.
        scope: ExportScope,
    },
    /// To be written as a picture.
    Picture {
        /// "rope.png".
        name: String,
        /// The folder of the file that is open.
        folder: Option<PathBuf>,
        /// What it shows.
        order: PictureOrder,
    },
    /// To be written for readers.
    Publish {
        /// "rope.html".
        name: String,
        /// The folder of the file that is open.
        folder: Option<PathBuf>,
        /// What is written.
        page: PublishedPage,
    },
}

/// The question that waits for an answer, if any.
#[derive(Debug, Default)]
pub enum Question {
    /// None.
    #[default]
    None,
    /// The desktop's dialog is open.
    Waiting,
    /// "Save the changes?" before something that would lose them.
    Unsaved(FileCommand),
    /// What a file would become.
    Import(Box<ImportPreview>),
    /// What changed in the imported files.
    Refresh(Box<RefreshQuestion>),
    /// What to export as.
    Export(ExportQuestion),
    /// What a picture is to show.
    Picture(PictureQuestion),
    /// What would leave with a page.
    Publish(Box<PublishQuestion>),
    /// "Which of these files is to be saved as another?"
    SaveWhich(Vec<String>),
    /// "Save over a file that was not fully understood?"
    Overwrite(Vec<String>),
    /// "Take up what was not saved?"
    Left(Vec<recovery::Left>),
    /// "Mine or theirs?"
    Disk(Box<conflict::Changed>),
    /// "Which of both?", where a merge left conflicts in a file.
    Settle(Box<settle::Settling>),
    /// What names are to be replaced.
    Replace(ReplaceForm),
    /// What a lane is to look like, or where its events go.
    Lane(LaneForm),
    /// What the timeline is called, what it is about and what it is told by.
    Timeline(TimelineForm),
    /// A path, because no dialog can be shown.
    Path {
        /// What for.
        asked: Asked,
        /// Why there is no dialog.
        reason: String,
        /// What was typed.
        text: String,
    },
    /// A name for a search or a view.
    Name(Naming),
    /// "Replace this file?", and what is done then.
    Replacing(PathBuf, Option<FileCommand>),
}

impl Question {
    /// Whether it covers the window.
    #[must_use]
    pub fn is_modal(&self) -> bool {
        !matches!(self, Self::None | Self::Waiting)
    }
}

impl Asked {
    /// What the dialog is called.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Import => "Import a file",
            Self::Open => "Open a timeline",
            Self::SaveAs { .. } => "Save the timeline as",
            Self::Export { .. } => "Export to",
            Self::Picture { .. } => "Export picture to",
            Self::Publish { .. } => "Publish as",
        }
    }

    /// What kinds of files it offers: a name and endings each, the last for all files.
    #[must_use]
    pub fn filters(&self) -> [(&'static str, Vec<&'static str>); 2] {
        let kind = match self {
            Self::Import => ("Tables, calendars and timelines", IMPORTED.to_vec()),
            Self::Export { target, .. } => (target.name(), vec![target.extension()]),
            Self::Picture { order, .. } => ("Pictures", vec![order.kind.extension()]),
            Self::Publish { page, .. } => ("What is published", vec![page.kind.ending()]),
            Self::Open | Self::SaveAs { .. } => ("Timelines", vec!["ron"]),
        };
        [kind, ("All files", vec!["*"])]
    }

    /// The name and the folder that are offered where something is written.
    #[must_use]
    pub fn suggested(&self) -> Option<(&str, Option<&Path>)> {
        match self {
            Self::SaveAs { name, folder }
            | Self::Export { name, folder, .. }
            | Self::Picture { name, folder, .. }
            | Self::Publish { name, folder, .. } => Some((name, folder.as_deref())),
            Self::Open | Self::Import => None,
        }
    }
}

/// Shows the desktop's file dialog, in the folder of what is open, and waits for it; only ever called on a thread of
/// its own.
#[must_use]
pub fn ask(asked: &Asked, folder: Option<&Path>) -> Option<PathBuf> {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(asked.title());
    for (name, endings) in asked.filters() {
        dialog = dialog.add_filter(name, &endings);
    }
    let suggested = asked.suggested();
    if let Some(folder) = suggested.and_then(|(_, folder)| folder).or(folder) {
        dialog = dialog.set_directory(folder);
    }
    let file = match suggested {
        Some((name, _)) => wait_for(dialog.set_file_name(name).save_file()),
        None => wait_for(dialog.pick_file()),
    };
    Some(file?.path().to_owned())
}

/// The file that is written where a path was given without an ending. Nobody was asked about one of this name.
#[must_use]
pub fn with_ending(asked: &Asked, path: &Path) -> PathBuf {
    match asked {
        Asked::SaveAs { .. } if path.extension().is_none() => path.with_extension("ron"),
        Asked::Export { target, .. } if path.extension().is_none() => path.with_extension(target.extension()),
        // A picture of another kind than was chosen would be called what it is not.
        Asked::Picture { order, .. } if PictureKind::of(path) != Some(order.kind) => {
            let mut name = path.as_os_str().to_owned();
            name.push(".");
            name.push(order.kind.extension());
            PathBuf::from(name)
        }
        Asked::Publish { page, .. } if path.extension().is_none() => path.with_extension(page.kind.ending()),
        _ => path.to_owned(),
    }
}

/// What is done with a path that was given.
#[must_use]
pub fn command_for(asked: &Asked, path: PathBuf) -> FileCommand {
    match asked {
        Asked::Open => FileCommand::OpenPaths(vec![path]),
        Asked::SaveAs { .. } => FileCommand::SaveTo(path),
        Asked::Import => FileCommand::Exchange(ExchangeCommand::Read(path)),
        Asked::Export { target, notes, scope, .. } => {
            FileCommand::Exchange(ExchangeCommand::ExportTo(path, *target, *notes, *scope))
        }
        Asked::Picture { order, .. } => FileCommand::Exchange(ExchangeCommand::PictureTo(path, *order)),
        Asked::Publish { page, .. } => FileCommand::Publish(PublishCommand::To(path, page.clone())),
    }
}

/// Asks whether the file that is there already is to be replaced.
fn replace_file(
    ctx: &Context,
    path: &Path,
    command: &mut Option<FileCommand>,
    theme: &Theme,
    commands: &mut Commands,
) {
    let modal = modal("replace file", ctx).show(ctx, |ui| {
        ui.set_width(440.0);
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        heading(ui, &format!("Replace {}?", isolated(&visible(&name))), theme);
        let folder = path.parent().unwrap_or(path).to_string_lossy();
        let text = format!(
            "{} already has a file with this name. What it holds now is kept beside it, with .bak after its name.",
            isolated(&visible(&folder))
        );
        widgets::paragraph(ui, &text, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(12.0);
        let mut answer = None;
        ui.horizontal(|ui| {
            if ui.button("Replace").clicked() {
                answer = Some(true);
            }
            let cancel = ui.add(main_button("Cancel", theme));
            if needs_focus(ui.ctx()) {
                cancel.request_focus();
            }
            if cancel.clicked() {
                answer = Some(false);
            }
        });
        answer
    });
    match modal.inner.or(modal.should_close().then_some(false)) {
        Some(true) => commands.extend(command.take().map(Command::File)),
        Some(false) => commands.push_back(Command::File(FileCommand::DialogClosed)),
        None => {}
    }
}

/// Runs a future to its end on this thread, which sleeps in between.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = TaskContext::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Shows the question.
pub fn show(ctx: &Context, question: &mut Question, name: &str, theme: &Theme, commands: &mut Commands) {
    match question {
        Question::None
        | Question::Waiting
        | Question::Replace(_)
        | Question::Lane(_)
        | Question::Timeline(_) => {}
        Question::Unsaved(_) => unsaved(ctx, name, theme, commands),
        Question::Import(preview) => exchange::show_import(ctx, preview, theme, commands),
        Question::Refresh(question) => exchange::show_refresh(ctx, question, theme, commands),
        Question::Export(question) => exchange::show_export(ctx, question, theme, commands),
        Question::Picture(question) => exchange::show_picture(ctx, question, theme, commands),
        Question::Publish(question) => publish::show(ctx, question, theme, commands),
        Question::SaveWhich(files) => save_which(ctx, files, theme, commands),
        Question::Overwrite(files) => overwrite(ctx, files, theme, commands),
        Question::Left(left) => recovery::show(ctx, left, theme, commands),
        Question::Disk(changed) => conflict::show(ctx, changed, theme, commands),
        Question::Settle(settling) => settle::show(ctx, settling, theme, commands),
        Question::Path { asked, reason, text } => path_field(ctx, asked, reason, text, theme, commands),
        Question::Name(naming) => naming::ask(ctx, naming, theme, commands),
        Question::Replacing(path, command) => replace_file(ctx, path, command, theme, commands),
    }
}

/// Shows the question, where it is one about the document.
pub fn show_about(ctx: &Context, question: &mut Question, shown: &PanelContext<'_>, commands: &mut Commands) {
    match question {
        Question::Replace(form) => replace::show(ctx, shown, form, commands),
        Question::Lane(form) => lane_form::show(ctx, shown, form, commands),
        Question::Timeline(form) => timeline_form::show(ctx, shown, form, commands),
        _ => {}
    }
}

fn unsaved(ctx: &Context, name: &str, theme: &Theme, commands: &mut Commands) {
    let modal = modal("unsaved", ctx).show(ctx, |ui| {
        ui.set_width(400.0);
        heading(ui, &format!("Save the changes to {}?", isolated(name)), theme);
        widgets::paragraph(
            ui,
            "Your changes will be lost if you don’t save them.",
            TextStyle::regular(13.0),
            theme.text_muted,
        );
        ui.add_space(12.0);
        let mut answer = None;
        ui.horizontal(|ui| {
            let save = ui.add(main_button("Save", theme));
            if needs_focus(ui.ctx()) {
                save.request_focus();
            }
            if save.clicked() {
                answer = Some(Answer::Save);
            }
            if ui.button("Don’t save").clicked() {
                answer = Some(Answer::Discard);
            }
            if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    });
    let answer = modal.inner.or(modal.should_close().then_some(Answer::Cancel));
    if let Some(answer) = answer {
        commands.push_back(Command::File(FileCommand::Answer(answer)));
    }
}

/// Which of several files is to be saved as another, or whether all become one.
fn save_which(ctx: &Context, files: &[String], theme: &Theme, commands: &mut Commands) {
    let modal = modal("save which", ctx).show(ctx, |ui| {
        ui.set_width(440.0);
        heading(ui, &format!("{} files are open", files.len()), theme);
        let text = "Each event belongs to the file it came from. Save one of the files under another name, or save \
                    all events in a new file, which then replaces them here and starts with an empty history.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(12.0);
        let mut command = None;
        for (at, name) in files.iter().enumerate() {
            let text = format!("Only {}…", isolated(name));
            if widgets::named(ui.button(widgets::ordered(&text)), Role::Button, &text).clicked() {
                command = Some(FileCommand::SaveAsPart(SavePart::File(at)));
            }
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.add(main_button("All in one file…", theme)).clicked() {
                command = Some(FileCommand::SaveAsPart(SavePart::All));
            }
            if ui.button("Cancel").clicked() {
                command = Some(FileCommand::DialogClosed);
            }
        });
        command
    });
    let closed = modal.should_close().then_some(FileCommand::DialogClosed);
    if let Some(command) = modal.inner.or(closed) {
        commands.push_back(Command::File(command));
    }
}

fn overwrite(ctx: &Context, files: &[String], theme: &Theme, commands: &mut Commands) {
    let modal = modal("overwrite", ctx).show(ctx, |ui| {
        ui.set_width(440.0);
        heading(ui, &format!("Parts of {} could not be read", isolated(&files.join(", "))), theme);
        let text = "Saving keeps the parts that could not be read as they are and changes only what you \
                    changed. To be on the safe side, save as another file instead.";
        widgets::paragraph(ui, text, TextStyle::regular(13.0), theme.text_muted);
        ui.add_space(12.0);
        let mut command = None;
        ui.horizontal(|ui| {
            if ui.add(main_button("Save as another file…", theme)).clicked() {
                command = Some(FileCommand::SaveAs);
            }
            if ui.button("Save anyway").clicked() {
                command = Some(FileCommand::SaveDespiteErrors);
            }
            if ui.button("Cancel").clicked() {
                command = Some(FileCommand::DialogClosed);
            }
        });
        command
    });
    let command =
        modal.inner.or_else(|| modal.backdrop_response.clicked().then_some(FileCommand::DialogClosed));
    if let Some(command) = command {
        commands.push_back(Command::File(command));
    }
}

fn path_field(
    ctx: &Context,
    asked: &Asked,
    reason: &str,
    text: &mut String,
    theme: &Theme,
    commands: &mut Commands,
) {
    let (title, verb) = match asked {
        Asked::Open => ("Open a timeline", "Open"),
        Asked::SaveAs { .. } => ("Save the timeline as", "Save"),
        Asked::Import => ("Import a file", "Import"),
        Asked::Export { .. } => ("Export to", "Export"),
        Asked::Picture { .. } => ("Export picture to", "Export"),
        Asked::Publish { .. } => ("Publish as", "Publish"),
    };
    let modal = modal("path", ctx).show(ctx, |ui| {
        ui.set_width(520.0);
        heading(ui, title, theme);
        widgets::paragraph(ui, reason, TextStyle::regular(12.5), theme.text_muted);
        ui.add_space(8.0);
        let field = ui.add(
            TextEdit::singleline(text)
                .char_limit(widgets::MOST_EDITED_BYTES)
                .desired_width(f32::INFINITY)
                .hint_text("/home/…/timeline.ron"),
        );
        field.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::TextInput, true, "File path");
            info.current_text_value = Some(text.clone());
            info
        });
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if needs_focus(ui.ctx()) {
            field.request_focus();
        }
        ui.add_space(12.0);
        answer(ui, verb, !text.trim().is_empty(), entered, theme)
    });
    match modal.inner {
        Some(true) => {
            let path = PathBuf::from(text.trim());
            commands.push_back(Command::File(FileCommand::DialogClosed));
            let path = with_ending(asked, &path);
            let command = command_for(asked, path.clone());
            commands.push_back(Command::File(match asked {
                Asked::Open | Asked::Import => command,
                Asked::SaveAs { .. }
                | Asked::Export { .. }
                | Asked::Picture { .. }
                | Asked::Publish { .. } => FileCommand::IfFree(path, Box::new(command)),
            }));
        }
        Some(false) => commands.push_back(Command::File(FileCommand::DialogClosed)),
        None if modal.should_close() => commands.push_back(Command::File(FileCommand::DialogClosed)),
        None => {}
    }
}
