//! What earlier runs left in the recovery journal: found at the start, told in words, taken up or given up.

use std::path::Path;
use std::time::SystemTime;

use egui::Context;

use super::words::in_words;
use crate::analysis::diff::diff;
use crate::app::jobs::Jobs;
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Kind;
use crate::app::session::RecoveredFile;
use crate::app::{App, Session};
use crate::edit::between;
use crate::io;
use crate::io::disk::recovery::{Abandoned, Place, Recovered, Store};
use crate::model::Version;
use crate::model::{Document, Progress, visible};
use crate::paint::isolated;
use crate::ui::dialogs::Question;
use crate::ui::dialogs::recovery::Left;

/// A journal of an earlier run with what is said of it.
pub struct Leftover {
    journal: Abandoned,
    said: Left,
}

/// A journal that was read, and what was made of it.
pub struct Reopened {
    journal: Abandoned,
    made: Result<Session, String>,
    /// What was open when it was asked for.
    before: Version,
}

/// Looks for journals in the background.
pub(crate) fn find(ctx: &Context, jobs: &Jobs, store: &Store) {
    let store = store.clone();
    let find = move || store.abandoned().into_iter().filter_map(unless_saved).map(Leftover::new).collect();
    jobs.spawn(ctx, find, |app, _, found| app.take_leftovers(found));
}

/// What has nothing that is not in the files already is removed: the program ended right after it had saved.
fn unless_saved(journal: Abandoned) -> Option<Abandoned> {
    let is_saved = |file: &Recovered| {
        file.is_saved || between(&document_of(&file.base), &document_of(&file.text)).is_empty()
    };
    match journal.read() {
        // One that cannot be removed is looked at again at the next start.
        Ok(files) if files.iter().all(is_saved) => {
            let _ = journal.discard();
            None
        }
        _ => Some(journal),
    }
}

impl Leftover {
    fn new(journal: Abandoned) -> Self {
        let names: Vec<String> = journal.paths().map(name_of).collect();
        let mut remarks = Vec::new();
        let summary = journal.read().map_err(|error| error.to_string()).map(|files| {
            remarks = files.iter().zip(&names).filter_map(|(file, name)| remark(file, name)).collect();
            let said: Vec<String> = files
                .iter()
                .map(|file| in_words(&diff(&document_of(&file.base), &document_of(&file.text))))
                .collect();
            said.join("; ")
        });
        let folders = folders(journal.paths());
        let when = ago(journal.written());
        let said = Left { names: names.join(" + "), folders, when, summary, remarks };
        Self { journal, said }
    }
}

impl App {
    fn take_leftovers(&mut self, found: Vec<Leftover>) {
        let was_asked = std::mem::take(&mut self.files.recovery.was_asked);
        self.files.recovery.waiting.clear();
        if found.is_empty() {
            if was_asked {
                self.toasts.done("No unsaved changes to recover");
            }
            return;
        }
        let (journals, said): (Vec<_>, Vec<_>) =
            found.into_iter().map(|found| (found.journal, found.said)).unzip();
        self.files.recovery.leftovers = journals;
        (self.files.recovery.waiting, self.files.recovery.others_than) = (said, None);
        if was_asked {
            self.review_leftovers();
        }
    }

    /// Once a frame: asks at once about changes of what is open, and where nothing of the user's is; those of other files
    /// wait beside it.
    pub(crate) fn keep_leftovers(&mut self) {
        // What is about to be opened may be just that file.
        let is_busy = self.files.is_reading() || !self.commands.is_empty() || self.view.presenting;
        let opening = Some(self.session.version().opening);
        let recovery = &mut self.files.recovery;
        if recovery.waiting.is_empty() || is_busy || recovery.others_than == opening {
            return;
        }
        recovery.others_than = opening;
        let mut open = self.session.files().iter().filter_map(|file| file.path.as_deref()).peekable();
        let left: Vec<&Path> =
            self.files.recovery.leftovers.iter().flat_map(Abandoned::paths).flatten().collect();
        let is_left = |path: &Path| left.iter().any(|left| *left == path || io::is_same_file(left, path));
        if open.peek().is_none() || open.any(is_left) {
            self.review_leftovers();
        }
    }

    /// What waits beside the window; nothing while it is asked about.
    pub(crate) fn waiting_leftovers(&self) -> &[Left] {
        &self.files.recovery.waiting
    }

    /// Asks what is to become of what was left. A question that waits for its answer comes first.
    pub(crate) fn review_leftovers(&mut self) {
        if matches!(self.question, Question::None) && !self.files.recovery.waiting.is_empty() {
            self.question = Question::Left(std::mem::take(&mut self.files.recovery.waiting));
        }
    }

    /// Looks again for what earlier runs left.
    pub(crate) fn show_leftovers(&mut self, ctx: &Context) {
        if let Some(journal) = &self.files.recovery.journal {
            find(ctx, &self.jobs, journal.store());
            self.files.recovery.was_asked = true;
        }
    }

    pub(crate) fn recover(&mut self, ctx: &Context, at: usize) {
        if self.session.is_changed() || self.editing.changing.is_some() {
            self.remove_leftover(at);
            self.toasts.error(
                "Save or close the open timeline first",
                Some("to recover the changes later, choose File › Recover"),
            );
            return;
        }
        let Some(journal) = self.remove_leftover(at) else { return };
        self.question = Question::None;
        self.files.recovery.leftovers.clear();
        let before = self.session.version();
        let read = move |_: &Progress| {
            let read = journal.read().map_err(|error| error.to_string());
            let made = read.and_then(|files| {
                let kept = files.into_iter().map(kept).collect();
                Session::recovered(kept).map_err(|error| error.to_string())
            });
            Reopened { journal, made, before }
        };
        let title = "Recovering unsaved changes";
        self.jobs.begin(ctx, Kind::Recover, title, read, |app, _, reopened| app.take_recovered(reopened));
    }

    /// Shows what was taken up.
    fn take_recovered(&mut self, reopened: Reopened) {
        match reopened.made {
            Ok(session) if reopened.before == self.session.version() => {
                self.show_session(session);
                self.files.recovery.recovered = Some(reopened.journal);
                if let Some(journal) = &mut self.files.recovery.journal {
                    journal.keep(&self.session);
                }
                self.toasts.done("Recovered; save to keep the changes, or undo");
            }
            Ok(session) => {
                drop_in_background(session);
                let hint = "to recover the changes later, choose File › Recover";
                self.toasts
                    .error("The timeline changed in the meantime, so nothing was recovered", Some(hint));
            }
            // The journal stays on the disk.
            Err(error) => self.toasts.error(&error, Some("the journal is kept; nothing was changed")),
        }
    }

    pub(crate) fn discard_leftover(&mut self, at: usize) {
        let Some(journal) = self.remove_leftover(at) else { return };
        if let Err(error) = journal.discard() {
            self.toasts.error(&error.to_string(), None);
        }
        if self.files.recovery.leftovers.is_empty() {
            self.question = Question::None;
        }
    }

    fn remove_leftover(&mut self, at: usize) -> Option<Abandoned> {
        if let Question::Left(said) = &mut self.question
            && at < said.len()
        {
            said.remove(at);
        }
        let leftovers = &mut self.files.recovery.leftovers;
        (at < leftovers.len()).then(|| leftovers.remove(at))
    }
}

/// What is to be said of where a file is now, that was called so.
fn remark(file: &Recovered, name: &str) -> Option<String> {
    let name = isolated(name);
    match &file.place {
        Place::Same => None,
        Place::Gone => Some(format!("{name} is no longer there; saving creates it again")),
        Place::Moved(path) => {
            let now = name_of(Some(path));
            Some(format!("{name} is now called {}; Recover opens it by that name", isolated(&now)))
        }
        Place::Replaced => Some(format!(
            "Another file has taken the place of {name}; you are asked what to keep before it is written"
        )),
    }
}

fn kept(file: Recovered) -> RecoveredFile {
    let document = document_of(&file.text);
    let base = (!file.base.is_empty()).then(|| io::read(&file.base));
    RecoveredFile { path: file.path, base, document }
}

fn document_of(text: &str) -> Document {
    io::read(text).document
}

fn name_of(path: Option<&Path>) -> String {
    let name = path.and_then(Path::file_name);
    name.map_or_else(|| "Untitled timeline".to_owned(), |name| visible(&name.to_string_lossy()).into_owned())
}

/// The folders of files, each named once.
fn folders<'a>(paths: impl Iterator<Item = Option<&'a Path>>) -> Vec<String> {
    let folders = paths.flatten().filter(|path| path.is_absolute()).filter_map(Path::parent);
    let mut folders: Vec<String> =
        folders.map(|folder| visible(&folder.to_string_lossy()).into_owned()).collect();
    folders.sort_unstable();
    folders.dedup();
    folders
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
