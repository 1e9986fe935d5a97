//! What commands about files do: opening, saving, and never losing what is not saved.

pub(in crate::app) mod clipboard;
pub(crate) mod exchange;
mod names;
pub(crate) mod open;
mod pictures;
pub(crate) mod publish;
mod refresh;
pub(crate) mod save;
pub(crate) mod save_as;
mod scope;

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use super::jobs::discard::drop_in_background;
use super::jobs::registry::Kind;
use super::recovery::Recovery;
use super::session::Target;
use super::{App, OpenFile, Session};
use crate::io::import::Format;
use crate::ui::commands::{Answer, ExchangeCommand, FileCommand, PublishCommand, SavePart};
use crate::ui::dialogs::{Asked, Question};
use crate::ui::panels::problems;
use open::Opening;
use save::Saving;

/// What is under way between what is open and the disk, and what waits for it.
#[derive(Default)]
pub(crate) struct Files {
    /// Files that are being opened.
    pub opening: Option<Opening>,
    /// Files that are being saved.
    pub saving: Option<Saving>,
    /// What was opened while something was changed, until it is known what becomes of the changes.
    pub opened: Option<Box<Session>>,
    /// What to go on with once the changes are saved.
    pub after_save: Option<FileCommand>,
    /// Which of the opened files a name is asked for.
    pub save_part: SavePart,
    /// The user has agreed to end the program.
    pub may_close: bool,
    /// What keeps changes from being lost.
    pub recovery: Recovery,
}

impl App {
    pub(super) fn file(&mut self, ctx: &Context, command: FileCommand) {
        if let Some(reason) = self.session.read_only_reason().filter(|_| needs_all(&command)) {
            self.toasts.error(reason, Some("wait until the file has been read"));
            return;
        }
        if matches!(
            command,
            FileCommand::New
                | FileCommand::Open
                | FileCommand::OpenPaths(_)
                | FileCommand::Exchange(_)
                | FileCommand::Publish(_)
        ) {
            self.view.panels.welcome = false;
        }
        match command {
            FileCommand::OpenPaths(paths) if paths.iter().any(|path| importable(path)) => {
                self.open_or_import(ctx, paths);
            }
            FileCommand::Exchange(command) if !matches!(command, ExchangeCommand::Show(_)) => {
                self.exchange(ctx, command);
            }
            FileCommand::Publish(command) => self.publish(ctx, command),
            FileCommand::New
            | FileCommand::Exchange(_)
            | FileCommand::Open
            | FileCommand::OpenPaths(_)
            | FileCommand::Close
            | FileCommand::Quit => {
                let Some(command) = self.waits_for_change(command) else { return };
                let Some(command) = self.after_saving(command) else { return };
                if self.session.is_changed() {
                    // What was asked before may hold a document.
                    drop_in_background(std::mem::replace(&mut self.question, Question::Unsaved(command)));
                } else {
                    self.leave(ctx, command);
                }
            }
            FileCommand::ShowOpened if self.session.is_changed() => {
                self.question = Question::Unsaved(FileCommand::ShowOpened);
            }
            FileCommand::ShowOpened => self.show_opened(),
            FileCommand::Save | FileCommand::SaveTo(_) if self.editing.changing.is_some() => {
                // What was asked for first is to be in it.
                self.waits_for_change(command);
            }
            FileCommand::Save => self.save(ctx),
            FileCommand::SaveAs => self.save_as(ctx),
            FileCommand::SaveAsPart(part) => self.ask_name_of(ctx, part),
            FileCommand::SaveTo(path) => self.save_to(ctx, &path),
            FileCommand::IfFree(path, command) if path.exists() => {
                self.question = Question::Replacing(path, Some(*command));
            }
            FileCommand::IfFree(_, command) => self.file(ctx, *command),
            FileCommand::DialogClosed => {
                self.question = Question::None;
                self.files.after_save = None;
            }
            FileCommand::Answer(answer) => self.answer(ctx, answer),
            FileCommand::SaveDespiteErrors => {
                self.question = Question::None;
                self.session.allow_overwrite();
                self.save(ctx);
            }
            FileCommand::ForgetRecent => self.settings.recent.clear(),
        }
    }

    /// Goes on with what would lose unsaved changes, which are saved or given up by now.
    pub(super) fn leave(&mut self, ctx: &Context, command: FileCommand) {
        match command {
            FileCommand::New => self.show_session(Session::empty()),
            FileCommand::Close => self.show_session(Session::sample()),
            FileCommand::Open => self.ask(ctx, Asked::Open),
            FileCommand::OpenPaths(paths) => {
                self.end_preview();
                self.begin_opening(ctx, paths);
            }
            FileCommand::ShowOpened => self.show_opened(),
            FileCommand::Exchange(command) => self.exchange(ctx, command),
            FileCommand::Quit => {
                self.files.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            _ => {}
        }
    }

    /// Opens timelines; what is none is previewed, one file at a time.
    fn open_or_import(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let (others, timelines): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| importable(path));
        match others.split_first() {
            Some((first, [])) if timelines.is_empty() => {
                self.exchange(ctx, ExchangeCommand::Read(first.clone()));
            }
            _ => {
                let hint = "import them one at a time with File › Import…";
                self.toasts.error("Tables and calendars are imported, not opened", Some(hint));
                if !timelines.is_empty() {
                    self.file(ctx, FileCommand::OpenPaths(timelines));
                }
            }
        }
    }

    fn answer(&mut self, ctx: &Context, answer: Answer) {
        let Question::Unsaved(command) = std::mem::take(&mut self.question) else { return };
        match answer {
            Answer::Cancel => drop_in_background((self.files.opened.take(), command)),
            Answer::Discard => {
                if let Some(command) = self.given_up_after_saving(command) {
                    self.leave(ctx, command);
                }
            }
            Answer::Save => {
                self.files.after_save = Some(command);
                self.save(ctx);
            }
        }
    }

    pub(super) fn show_session(&mut self, session: Session) {
        if self.session.is_partial() {
            self.files.stop_opening();
        }
        drop_in_background(self.replace_session(session));
        self.look_at_what_opened();
    }

    /// Puts something else in the place of what is open, which goes with what was being done with it.
    pub(super) fn replace_session(&mut self, session: Session) -> Session {
        let session = session.after(&self.session);
        self.view.panels.welcome = false;
        if self.editing.changing.take().is_some() {
            self.jobs.registry.end(Kind::Change);
        }
        self.session.forget_snapshot();
        std::mem::replace(&mut self.session, session)
    }

    pub(super) fn save(&mut self, ctx: &Context) {
        if self.session.needs_name() {
            self.ask_name_of(ctx, SavePart::default());
            return;
        }
        let guarded = self.session.guarded();
        if !guarded.is_empty() {
            let names = guarded.iter().map(|at| self.session.files()[*at].name()).collect();
            self.question = Question::Overwrite(names);
            return;
        }
        self.save_to_target(ctx, Target::Same);
    }

    fn save_to(&mut self, ctx: &Context, path: &Path) {
        self.question = Question::None;
        match self.files.save_part {
            SavePart::File(at) => self.save_to_target(ctx, Target::As(path.to_owned(), at)),
            SavePart::All => self.save_to_target(ctx, Target::AllInOne(path.to_owned())),
        }
    }
}

/// Whether a command needs all of the document.
fn needs_all(command: &FileCommand) -> bool {
    match command {
        FileCommand::Save
        | FileCommand::SaveAs
        | FileCommand::SaveAsPart(_)
        | FileCommand::SaveTo(_)
        | FileCommand::SaveDespiteErrors => true,
        FileCommand::Exchange(command) => matches!(
            command,
            ExchangeCommand::AskExport
                | ExchangeCommand::ExportOf(_)
                | ExchangeCommand::ChooseTarget(..)
                | ExchangeCommand::ExportTo(..)
        ),
        FileCommand::Publish(command) => matches!(command, PublishCommand::Ask(_)),
        _ => false,
    }
}

/// Whether a file is to be imported, by its name.
fn importable(path: &Path) -> bool {
    let packed = |end: &std::ffi::OsStr| end.eq_ignore_ascii_case("gz") || end.eq_ignore_ascii_case("zip");
    Format::of(path).is_some() || path.extension().is_some_and(packed)
}

/// A file as the panel of problems shows it.
pub(super) fn problem_file(file: &OpenFile) -> problems::ProblemFile<'_> {
    problems::ProblemFile {
        name: file.name(),
        text: file.source.as_ref().map_or("", |source| source.text()),
        diagnostics: &file.diagnostics,
    }
}
