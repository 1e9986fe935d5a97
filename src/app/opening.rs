//! Opening files: read, indexed and compared on a thread of its own while the window goes on with what is open, with
//! a card that tells how far it is and ends it. What was changed meanwhile is never lost by it.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::jobs::{Done, Jobs};
use super::search::{Which, which};
use super::{App, Session, now};
use crate::io::{self, OpenError};
use crate::model::Progress;
use crate::ui::command::FileCommand;
use crate::ui::dialogs::Question;
use crate::ui::work_card::{self, Work};

/// Files that are being opened.
pub struct Opening {
    name: String,
    progress: Arc<Progress>,
    /// When it began, in seconds since the window was opened.
    since: f64,
    /// What was open then.
    before: Which,
}

/// What became of it.
pub struct Opened {
    /// Whose it is.
    progress: Arc<Progress>,
    /// The files that could be read, as what is open; `None` where none could.
    session: Option<Box<Session>>,
    paths: Vec<PathBuf>,
    errors: Vec<OpenError>,
}

impl Jobs {
    /// Reads files and makes of them what is shown.
    pub(super) fn open(&mut self, ctx: &Context, before: Which, paths: Vec<PathBuf>) {
        self.stop_opening();
        let progress = Arc::new(Progress::default());
        let names: Vec<String> =
            paths.iter().filter_map(|path| path.file_name()).map(|n| n.to_string_lossy().into()).collect();
        let opening =
            Opening { name: names.join(", "), progress: Arc::clone(&progress), since: now(ctx), before };
        self.opening = Some(opening);
        self.spawn(ctx, move || Done::Opened(Box::new(open(paths, progress))));
    }

    /// Ends what is being opened; what is open stays.
    pub(super) fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.progress.cancel();
        }
    }
}

fn open(paths: Vec<PathBuf>, progress: Arc<Progress>) -> Opened {
    let mut opened = Opened { progress, session: None, paths: Vec::new(), errors: Vec::new() };
    let mut loaded = Vec::new();
    for path in paths {
        match io::open_watched(&path, &opened.progress) {
            Ok(file) => {
                opened.paths.push(path.clone());
                loaded.push((path, file));
            }
            Err(error) => opened.errors.push(error),
        }
    }
    if !loaded.is_empty() && !opened.progress.is_cancelled() {
        opened.session = Some(Box::new(Session::opened(loaded)));
    }
    opened
}

impl App {
    /// Tells how far it is, once it takes longer than a blink.
    pub(super) fn opening_ui(&mut self, ctx: &Context) {
        let Some(opening) = &self.jobs.opening else { return };
        let (share, events) = (opening.progress.share(), opening.progress.events());
        let detail = match events {
            0 => String::new(),
            1 => "1 event".to_owned(),
            _ => format!("{events} events"),
        };
        let title = format!("Opening {}", opening.name);
        let work = Work { title: &title, detail: &detail, share, since: opening.since };
        if work_card::show(ctx, &self.theme, &work) {
            self.jobs.stop_opening();
            self.toasts.done("Opening was cancelled");
        }
    }

    /// Shows what was read; where nothing could be, what was open stays.
    pub(super) fn opened(&mut self, opened: Opened) {
        let is_it = |opening: &mut Opening| Arc::ptr_eq(&opening.progress, &opened.progress);
        let Some(opening) = self.jobs.opening.take_if(is_it) else { return };
        for error in opened.errors.iter().filter(|error| !error.cancelled) {
            let first = error.diagnostics.first();
            let place = first.map(|d| format!("line {}, column {}: {}", d.line, d.column, d.message));
            let hint = error.hint.clone().or(place);
            self.toasts.error(&error.to_string(), hint.as_deref());
        }
        let Some(session) = opened.session else { return };
        opened.paths.iter().for_each(|path| self.settings.remember(path));
        if self.session.is_changed() && opening.before != which(&self.session) {
            self.jobs.opened = Some(session);
            self.question = Question::Unsaved(FileCommand::ShowOpened);
        } else {
            self.show_session(*session);
        }
    }

    /// Shows what was opened while something was changed, now that the changes are saved or given up.
    pub(super) fn show_opened(&mut self) {
        if let Some(session) = self.jobs.opened.take() {
            self.show_session(*session);
        }
    }
}
