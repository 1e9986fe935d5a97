//! Saving as another file: with one file open that is all of it; with several the user says which is meant, or that
//! all are to become one.

use std::path::Path;

use egui::Context;

use super::App;
use super::files::file_name_for;
use super::session::{OpenFile, Session};
use crate::io::export::{self, Format as Target};
use crate::io::{self, SaveError, Written};
use crate::ui::command::SavePart;
use crate::ui::dialogs::{Asked, Question};

impl App {
    /// Asks for the name of another file, after asking which of several is meant.
    pub(super) fn save_as(&mut self, ctx: &Context) {
        let files = self.session.files();
        if files.len() > 1 {
            self.question = Question::SaveWhich(files.iter().map(OpenFile::name).collect());
        } else {
            self.ask_name_of(ctx, SavePart::File(0));
        }
    }

    /// Asks for the name of what is to be saved.
    pub(super) fn ask_name_of(&mut self, ctx: &Context, part: SavePart) {
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

    /// Saves all that is open as one file.
    pub(super) fn save_all_in_one(&mut self, ctx: &Context, path: &Path) {
        match self.session.all_in_one(path) {
            Ok(session) => {
                self.show_session(session);
                self.saved_as(path, Written::Tidy);
                self.go_on(ctx);
            }
            Err(error) => {
                self.surroundings.after_save = None;
                self.toasts.error(&error.to_string(), error.hint.as_deref());
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
        let options = export::Options { notes: true, ..export::Options::default() };
        let exported = export::export(Target::Ron, self.document(), &options);
        let text = String::from_utf8(exported.bytes).unwrap_or_default();
        let loaded = io::read(&text);
        let (events, errors, _) = loaded.counts();
        if errors > 0 || events != self.document().events().len() {
            let message =
                format!("{}: it was not saved: read back, it would not be the same", path.display());
            let hint = Some("please report this; the files are as they were".to_owned());
            return Err(SaveError { message, hint, changed_on_disk: false, cancelled: false });
        }
        export::save(path, text.as_bytes())?;
        Ok(Self::opened(vec![(path.to_owned(), loaded)]))
    }
}
