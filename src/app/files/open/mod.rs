//! Opening files: read, indexed and compared on a thread of its own while the window goes on with what is open, with
//! a card that tells how far it is and ends it. Of a long file the first events are shown as soon as they are there, to
//! be looked at and not to be changed, until the whole takes their place. What was changed meanwhile is never lost by it.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use crate::app::files::Files;
use crate::app::jobs::discard::drop_in_background;
use crate::app::jobs::registry::Work;
use crate::app::session::anchor::Anchor;
use crate::app::{App, OpenFile, Session, now};
use crate::io::OpenError;
use crate::io::import::grouped;
use crate::io::{self, Preview};
use crate::layout::Viewport;
use crate::model::Version;
use crate::model::{Progress, counted};
use crate::ui::commands::{Command, FileCommand, Panel};
use crate::ui::dialogs::Question;
use crate::ui::inspector::InspectorState;
use crate::ui::state::navigate::fit_all;
use crate::ui::state::view::View;

/// Files that are being opened.
pub struct Opening {
    name: String,
    pub(crate) work: Work,
    /// What was open then.
    before: Version,
    /// What is shown again if it is ended, while its beginning is shown.
    former: Option<Box<Former>>,
}

/// What was open before the beginning of a file took its place.
struct Former {
    session: Session,
    view: View,
    /// Where its beginning was looked at first.
    first_look: Viewport,
}

/// The first events of a file.
pub struct Previewed {
    /// Whose they are.
    progress: Arc<Progress>,
    session: Session,
    /// Where to look.
    viewport: Viewport,
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

impl Files {
    /// Whether files are being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.opening.is_some()
    }

    /// Ends what is being opened; what is open stays.
    pub(crate) fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.work.progress.cancel();
            drop_in_background(opening);
        }
    }
}

fn open(paths: Vec<PathBuf>, progress: Arc<Progress>, show: &(dyn Fn(Preview, PathBuf) + Sync)) -> Opened {
    let mut opened = Opened { progress, session: None, paths: Vec::new(), errors: Vec::new() };
    let mut loaded = Vec::new();
    // The beginning of one of several says little of what they are together.
    let is_alone = paths.len() == 1;
    for path in paths {
        let show_first = |preview: Preview| {
            if is_alone {
                show(preview, path.clone());
            }
        };
        let options = io::ReadOptions { progress: Some(&opened.progress), preview: Some(&show_first) };
        match options.open(&path) {
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
    /// Reads files and makes of them what is shown.
    pub(crate) fn begin_opening(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        // What is open must not depend on the folder that the program was started in.
        let paths: Vec<PathBuf> = paths.into_iter().map(|path| io::absolute(&path)).collect();
        self.files.stop_opening();
        let names: Vec<String> =
            paths.iter().filter_map(|path| path.file_name()).map(|n| n.to_string_lossy().into()).collect();
        let name = names.join(", ");
        let work = Work::new(format!("Opening {name}"), now(ctx));
        let progress = Arc::clone(&work.progress);
        let before = self.session.version();
        self.files.opening = Some(Opening { name, work, before, former: None });
        self.jobs.spawn_telling(ctx, move |tell| {
            let whose = Arc::clone(&progress);
            let show = |preview: Preview, path: PathBuf| {
                let viewport = preview.days.map(|(first, last)| Viewport::fit(first, last));
                let session = Session::preview(path, preview);
                let viewport = viewport.unwrap_or_else(|| fit_all(session.index()));
                let previewed = Previewed { progress: Arc::clone(&whose), session, viewport };
                tell(Box::new(move |app, _| app.previewed(previewed)));
            };
            let opened = open(paths, progress, &show);
            tell(Box::new(move |app, ctx| app.opened(ctx, opened)));
        });
    }

    /// Tells how far it is, once it takes longer than a blink.
    pub(crate) fn opening_ui(&mut self, ctx: &Context) {
        let Some(opening) = &self.files.opening else { return };
        let ended = if let Some(about) = self.session.about().filter(|_| opening.former.is_some()) {
            let shown = grouped(self.session.document().events().len());
            let detail = format!("showing the first {shown} of about {} events", rounded(about));
            self.work_shown(ctx, &opening.work, &detail, true)
        } else {
            let detail = match opening.work.progress.events() {
                0 => String::new(),
                events => counted(usize::try_from(events).unwrap_or(usize::MAX), "event"),
            };
            self.work_shown(ctx, &opening.work, &detail, false)
        };
        if ended {
            self.cancel_opening();
        }
    }

    /// Ends the reading of files; what was open before is shown again.
    pub(crate) fn cancel_opening(&mut self) {
        self.end_preview();
        self.files.stop_opening();
        self.toasts.done("Opening cancelled");
    }

    /// Shows the beginning of a file, unless something was done to what is open since one has asked for the file.
    pub(crate) fn previewed(&mut self, previewed: Previewed) {
        let before = self.session.version();
        let is_it = |opening: &&mut Opening| {
            Arc::ptr_eq(&opening.work.progress, &previewed.progress)
                && opening.former.is_none()
                && opening.before == before
        };
        let is_free = !self.question.is_modal() && !self.files.is_saving();
        let is_free = is_free && self.editing.changing.is_none();
        let Some(opening) = self.files.opening.as_mut().filter(is_it).filter(|_| is_free) else { return };
        opening.work.title = format!("Reading {}", opening.name);
        let session = self.replace_session(previewed.session);
        let view = self.view.of_another(previewed.viewport);
        let former = std::mem::replace(&mut self.view, view);
        let first_look = self.view.target();
        if let Some(opening) = &mut self.files.opening {
            opening.former = Some(Box::new(Former { session, view: former, first_look }));
        }
        self.forget_shown();
    }

    /// Shows again what was open before the beginning of a file took its place, and reads no more of it.
    pub(crate) fn end_preview(&mut self) {
        let former = self.files.opening.as_mut().and_then(|opening| opening.former.take());
        if let Some(former) = former {
            self.files.stop_opening();
            self.show_former(*former);
        }
    }

    fn show_former(&mut self, former: Former) {
        drop_in_background(self.replace_session(former.session));
        self.view = former.view;
        self.forget_shown();
    }

    /// What panels and canvas remember of the events of another document.
    fn forget_shown(&mut self) {
        self.widgets.inspector = InspectorState::default();
        self.surroundings.palette = None;
        self.widgets.canvas.measure.clear();
        self.widgets.canvas.forget_events();
    }

    /// The whole takes the place of its beginning: what one looks at and what is selected stay. Whoever has not moved
    /// yet sees all of it.
    fn show_whole(&mut self, ctx: &Context, session: Session, former: &Former) {
        let anchor = Anchor::of(
            self.session.document(),
            self.view.selection.event,
            &self.view.selection.together,
            true,
        );
        let current = self.view.selection.coincidence.and_then(|at| self.session.coincidences().brief(at));
        let current = current.map(|c| (c.day, c.certainty));
        drop_in_background(self.replace_session(session));
        let kept = anchor.kept(self.session.document());
        (self.view.selection.event, self.view.selection.together) = (kept.selected, kept.marked);
        self.view.selection.coincidence =
            current.and_then(|(day, certainty)| self.session.find_coincidence(day, certainty));
        self.view.selection.lane = None;
        self.view.selection.reveal = None;
        self.widgets.canvas.forget_events();
        if self.session.files().iter().any(OpenFile::has_errors) {
            self.view.panels.dock.bring_up(Panel::Problems);
        }
        let (here, all) = (self.view.target(), fit_all(self.session.index()));
        let has_not_moved = here.from == former.first_look.from && here.days == former.first_look.days;
        if has_not_moved && (all.from < here.from || all.to() > self.view.folds().to(&here)) {
            self.go_to(ctx, self.view.folds().showing(all));
        }
        if has_not_moved && self.session.document().story().is_empty() {
            self.look_closer_later();
        }
    }

    /// Shows what was read; where nothing could be, what was open stays.
    pub(crate) fn opened(&mut self, ctx: &Context, opened: Opened) {
        let is_it = |opening: &mut Opening| Arc::ptr_eq(&opening.work.progress, &opened.progress);
        let Some(mut opening) = self.files.opening.take_if(is_it) else { return };
        let former = opening.former.take();
        for error in opened.errors.iter().filter(|error| !error.cancelled) {
            let first = error.diagnostics.first();
            let place = first.map(|d| format!("line {}, column {}: {}", d.line, d.column, d.message));
            let hint = error.hint.clone().or(place);
            self.toasts.error(&error.to_string(), hint.as_deref());
        }
        let Some(session) = opened.session else {
            if let Some(former) = former {
                self.show_former(*former);
            }
            return;
        };
        opened.paths.iter().for_each(|path| self.settings.remember(path));
        if let Some(former) = former {
            self.show_whole(ctx, *session, &former);
            drop_in_background(former);
        } else if let Some(changing) = &mut self.editing.changing {
            changing.wait(Command::File(FileCommand::ShowOpened));
            self.files.opened = Some(session);
        } else if self.session.is_changed() && opening.before != self.session.version() {
            self.files.opened = Some(session);
            self.question = Question::Unsaved(FileCommand::ShowOpened);
        } else {
            self.show_session(*session);
        }
    }

    /// Shows what was opened while something was changed, now that the changes are saved or given up.
    pub(crate) fn show_opened(&mut self) {
        if let Some(session) = self.files.opened.take() {
            self.show_session(*session);
        }
    }
}

/// A number that is an estimate, to two digits.
fn rounded(number: usize) -> String {
    let unit = 10_usize.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    grouped((number + unit / 2) / unit * unit)
}

#[cfg(test)]
mod tests;
