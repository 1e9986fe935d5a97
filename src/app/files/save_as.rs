//! Saving as another file: with one file open that is all of it; with several the user says which is meant, or that
//! all are to become one.

use std::path::Path;

use egui::Context;

use super::names::file_name_for;
use crate::app::App;
use crate::app::jobs::discard::drop_in_background;
use crate::app::session::{OpenFile, Session};
use crate::io::Written;
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
        self.files.save_part = part;
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
                drop_in_background(joined);
                let hint = Some("it lacks your latest changes; open it, or save all in one again");
                self.toasts.error("The open files are unchanged", hint);
            }
        }
    }
}
