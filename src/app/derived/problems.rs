//! The problems that the document still has, found once for each state of it and of its files: a file may have a hundred
//! thousand, and the bar counts them in every frame.

use crate::app::OpenFile;
use crate::app::session::Session;
use crate::model::Version;
use crate::ui::panels::problems::OpenProblems;

/// What was found, and for what.
#[derive(Default)]
pub(crate) struct ProblemsWork {
    of: Option<Key>,
    open: OpenProblems,
}

/// The document, and where the list of each file stands in memory and how long it is: saving makes another.
type Key = (Version, Vec<(usize, usize)>);

impl ProblemsWork {
    /// Once a frame: counts again if anything else is open now.
    pub fn update(&mut self, session: &Session) {
        let list = |file: &OpenFile| (file.diagnostics.as_ptr().addr(), file.diagnostics.len());
        let of = (session.version(), session.files().iter().map(list).collect());
        if self.of.as_ref() != Some(&of) {
            let all = session.files().iter().map(|file| &*file.diagnostics);
            self.open = OpenProblems::of(all, session.document());
            self.of = Some(of);
        }
    }

    /// What was found last.
    pub fn open(&self) -> &OpenProblems {
        &self.open
    }
}
