//! What earlier runs left in the recovery journal: found at the start, told in words, taken up or given up.

use std::path::Path;
use std::time::SystemTime;

use egui::Context;

use super::in_words;
use crate::analysis::diff::diff;
use crate::app::derived::search::{Which, which};
use crate::app::jobs::progress::{Kind, let_go};
use crate::app::jobs::{Done, Jobs};
use crate::app::session::Kept;
use crate::app::{App, Session};
use crate::io;
use crate::io::disk::recovery::{Abandoned, Recovered, Store};
use crate::model::Document;
use crate::ui::dialogs::Question;
use crate::ui::dialogs::recovery::Left;

/// A journal of an earlier run with what is said of it.
pub struct Found {
    journal: Abandoned,
    said: Left,
}

/// A journal that was read, and what was made of it.
pub struct Taken {
    journal: Abandoned,
    made: Result<Session, String>,
    /// What was open when it was asked for.
    before: Which,
}

/// Looks for journals in the background.
pub(crate) fn find(ctx: &Context, jobs: &Jobs, store: &Store) {
    let store = store.clone();
    jobs.spawn(ctx, move || Done::Left(store.abandoned().into_iter().map(Found::new).collect()));
}

impl Found {
    fn new(journal: Abandoned) -> Self {
        let names: Vec<String> = journal.paths().map(name_of).collect();
        let summary = journal.read().map_err(|error| error.to_string()).map(|files| {
            let said: Vec<String> = files
                .iter()
                .map(|file| in_words(&diff(&document_of(&file.base), &document_of(&file.text))))
                .collect();
            said.join("; ")
        });
        let said = Left { names: names.join(" + "), when: ago(journal.written()), summary };
        Self { journal, said }
    }
}

impl App {
    pub(crate) fn take_left(&mut self, found: Vec<Found>) {
        let was_asked = std::mem::take(&mut self.surroundings.safety.was_asked);
        if found.is_empty() {
            if was_asked {
                self.toasts.done("There is nothing that was not saved");
            }
            return;
        }
        let (journals, said): (Vec<_>, Vec<_>) =
            found.into_iter().map(|found| (found.journal, found.said)).unzip();
        self.surroundings.safety.left = journals;
        // A question that waits for its answer comes first; the journals stay, and are offered again.
        if matches!(self.question, Question::None) {
            self.question = Question::Left(said);
        } else {
            self.surroundings.safety.left.clear();
        }
    }

    /// Looks again for what earlier runs left.
    pub(crate) fn show_left(&mut self, ctx: &Context) {
        if let Some(keeper) = &self.surroundings.safety.keeper {
            find(ctx, &self.jobs, keeper.store());
            self.surroundings.safety.was_asked = true;
        }
    }

    pub(crate) fn recover(&mut self, ctx: &Context, at: usize) {
        if self.session.is_changed() || self.jobs.changing.is_some() {
            self.remove_left(at);
            self.toasts.error(
                "Save what is open first, or close it",
                Some("what was left is offered again with File › Recover"),
            );
            return;
        }
        let Some(journal) = self.remove_left(at) else { return };
        self.question = Question::None;
        self.surroundings.safety.left.clear();
        let before = which(&self.session);
        self.jobs.begin(ctx, Kind::Recover, "Recovering what was not saved", move |_| {
            let read = journal.read().map_err(|error| error.to_string());
            let made = read.and_then(|files| {
                let kept = files.into_iter().map(kept).collect();
                Session::recovered(kept).map_err(|error| error.to_string())
            });
            Done::Recovered(Box::new(Taken { journal, made, before }))
        });
    }

    /// Shows what was taken up.
    pub(in crate::app) fn take_recovered(&mut self, taken: Taken) {
        match taken.made {
            Ok(session) if taken.before == which(&self.session) => {
                self.show_session(session);
                self.surroundings.safety.taken = Some(taken.journal);
                if let Some(keeper) = &mut self.surroundings.safety.keeper {
                    keeper.keep(&self.session);
                }
                self.toasts.done("Recovered; save to keep it, or undo");
            }
            Ok(session) => {
                let_go(session);
                let hint = "what was left is offered again with File › Recover";
                self.toasts.error("Something was changed meanwhile, so nothing was recovered", Some(hint));
            }
            // The journal stays on the disk.
            Err(error) => self.toasts.error(&error, Some("the journal is kept; nothing was changed")),
        }
    }

    pub(crate) fn discard_left(&mut self, at: usize) {
        let Some(journal) = self.remove_left(at) else { return };
        if let Err(error) = journal.discard() {
            self.toasts.error(&error.to_string(), None);
        }
        if self.surroundings.safety.left.is_empty() {
            self.question = Question::None;
        }
    }

    fn remove_left(&mut self, at: usize) -> Option<Abandoned> {
        if let Question::Left(said) = &mut self.question
            && at < said.len()
        {
            said.remove(at);
        }
        let left = &mut self.surroundings.safety.left;
        (at < left.len()).then(|| left.remove(at))
    }
}

fn kept(file: Recovered) -> Kept {
    let document = document_of(&file.text);
    let base = (!file.base.is_empty()).then(|| io::read(&file.base));
    Kept { path: file.path, base, document }
}

fn document_of(text: &str) -> Document {
    io::read(text).document
}

fn name_of(path: Option<&Path>) -> String {
    let name = path.and_then(Path::file_name);
    name.map_or_else(|| "a timeline without a name".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn ago(written: SystemTime) -> String {
    let seconds = SystemTime::now().duration_since(written).map_or(0, |since| since.as_secs());
    let count = |number: u64, unit: &str| match number {
        1 => format!("1 {unit} ago"),
        many => format!("{many} {unit}s ago"),
    };
    match seconds {
        0..60 => "just now".to_owned(),
        60..3600 => count(seconds / 60, "minute"),
        3600..86_400 => count(seconds / 3600, "hour"),
        _ => count(seconds / 86_400, "day"),
    }
}
