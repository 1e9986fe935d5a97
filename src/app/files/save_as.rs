//! Saving as another file: with one file open that is all of it; with several the user says which is meant, or that
//! all are to become one.

use std::path::Path;

use egui::Context;

use super::file_name_for;
use crate::app::App;
use crate::app::jobs::progress::let_go;
use crate::app::session::{OpenFile, Session};
use crate::io::export::{self, Format as Target};
use crate::io::{self, SaveError, Written};
use crate::model::{Document, Progress};
use crate::ui::commands::SavePart;
use crate::ui::dialogs::{Asked, Question};

impl App {
    /// Asks for the name of another file, after asking which of several is meant.
    pub(crate) fn save_as(&mut self, ctx: &Context) {
        let files = self.session.files();
        if files.len() > 1 {
            self.question = Question::SaveWhich(files.iter().map(OpenFile::name).collect());
        } else {
            self.ask_name_of(ctx, SavePart::File(0));
        }
    }

    /// Asks for the name of what is to be saved.
    pub(crate) fn ask_name_of(&mut self, ctx: &Context, part: SavePart) {
        self.surroundings.save_part = part;
        let files = self.session.files();
        let path = match part {
            SavePart::File(at) => files.get(at).and_then(|file| file.path.as_deref()),
            SavePart::All => None,
        };
        let name = path.and_then(Path::file_name).map_or_else(
            || file_name_for(self.session.document().title()),
            |name| name.to_string_lossy().into_owned(),
        );
        let beside = path.or(files.first().and_then(|file| file.path.as_deref()));
        let folder = beside.and_then(Path::parent).map(Path::to_owned);
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        if matches!(self.question, Question::SaveWhich(_)) {
            self.question = Question::None;
        }
        self.ask(ctx, Asked::SaveAs { name, folder });
    }

    /// All that is open is in one file now, which is shown in their place unless something was changed meanwhile.
    pub(crate) fn saved_all(&mut self, path: &Path, joined: Option<Box<Session>>, state: u64) {
        self.saved_as(path, Written::Tidy);
        match joined {
            Some(joined) if !self.session.is_changed_since(state) => self.show_session(*joined),
            joined => {
                let_go(joined);
                let hint = Some("what was changed meanwhile is not in it: open it, or save all in one again");
                self.toasts.error("The files stay open as they were", hint);
            }
        }
    }
}

impl Session {
    /// Writes all events that are open into one file, tidy, and opens it.
    ///
    /// # Errors
    /// Where it cannot be written, or would not read back as the same.
    pub fn all_in_one(&self, path: &Path) -> Result<Self, SaveError> {
        all_in_one(self.document(), path, &Progress::default())
    }
}

/// Writes all events that are open into one file, tidy, and reads it as what is open then.
///
/// # Errors
/// Where it cannot be written, would not read back as the same, or is ended by another thread.
pub(crate) fn all_in_one(
    document: &Document,
    path: &Path,
    progress: &Progress,
) -> Result<Session, SaveError> {
    let options = export::Options { notes: true, ..export::Options::default() };
    let exported = export::export(Target::Ron, document, &options);
    let text = String::from_utf8(exported.bytes).unwrap_or_default();
    let loaded = io::read_watched(&text, progress);
    let (events, errors, _) = loaded.counts();
    if !progress.is_cancelled() && (errors > 0 || events != document.events().len()) {
        let message = format!("{}: it was not saved: read back, it would not be the same", path.display());
        let hint = Some("please report this; the files are as they were".to_owned());
        return Err(SaveError { message, hint, changed_on_disk: false, cancelled: false });
    }
    export::save_watched(path, text.as_bytes(), progress)?;
    Ok(Session::opened(vec![(path.to_owned(), loaded)]))
}
