//! Work that would hold up the window: reading files, waiting for a file dialog, asking the desktop. Each runs
//! on a thread of its own and comes back as a finished job, which the app turns into commands.

pub(crate) mod progress;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::Session;
use super::derived::coincidences::{Listed, Lister};
use super::derived::pairs::PairsDone;
use super::derived::search::{Answer, Searcher, Which};
use super::derived::surprise::Rated;
use super::editing::apply::{Changing, Made};
use super::files::open::{Opened, Opening, Previewed};
use super::files::save::Saving;
use super::recovery::{Found, Looked};
use super::session::Saved;
use super::settings::SystemWishes;
use super::window::desktop;
use crate::io::system_fonts::Search;
use crate::ui::canvas::measure::Measured;
use crate::ui::dialogs::exchange::{ExchangeCommand, ExportQuestion};
use crate::ui::dialogs::replace::Found as NamesFound;
use crate::ui::dialogs::{self, Asked};
use crate::ui::inspector::{Backlinks, Common};
use progress::{Works, let_go};

/// Something that was finished in the background.
pub enum Done {
    /// The first events of a file were read.
    Previewed(Box<Previewed>),
    /// Files were read.
    Opened(Box<Opened>),
    /// Files were written.
    Saved(Box<Saved>),
    /// A file dialog was answered; no path where it was cancelled.
    Answered(Asked, Option<PathBuf>),
    /// No file dialog can be shown, and why.
    NoDialog(Asked, String),
    /// What the desktop asks for.
    Wishes(SystemWishes),
    /// A search was answered.
    Searched(Box<Answer>),
    /// Pairs of lanes were counted.
    Pairs(PairsDone),
    /// Fonts were looked for.
    Fonts(Search),
    /// What earlier runs left was found.
    Left(Vec<Found>),
    /// A file on the disk was looked at.
    Looked(Box<Looked>),
    /// Other people's data was read or written.
    Exchange(Box<ExchangeCommand>),
    /// Coincidences were listed.
    Listed(Box<Option<Listed>>),
    /// They were sorted by their lanes.
    SortedByLane,
    /// How many of them chance would give was counted.
    Rated(Rated),
    /// What days are to be counted from was found.
    Aligned(Box<super::derived::alignment::Found>),
    /// Some work has come to no end.
    Broken,
    /// The document was changed.
    Changed(Box<Made>),
    /// A text was made for the clipboard, and what it holds.
    Copied(String, String),
    /// What an earlier run left was read.
    Recovered(Box<super::recovery::Taken>),
    /// What several events have in common was found.
    Several(Box<Common>),
    /// Which events link to which was found.
    Links(Box<Backlinks>),
    /// What is in the measured range was counted.
    Measured(Box<Measured>),
    /// The names that would be replaced were found.
    Names(Box<NamesFound>),
    /// A timeline was made of other people's data.
    Imported(Box<super::files::exchange::Imported>),
    /// What each format would lose was found.
    Lost(Box<ExportQuestion>),
}

/// Something finished, with the number of its work where it has one.
struct Message {
    of: Option<u64>,
    done: Done,
}

/// The jobs under way.
pub struct Jobs {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    /// What is under way.
    pub works: Works,
    /// Which list of coincidences is asked for.
    pub lister: Lister,
    /// Of which list chance is not to be counted, because the user has ended that.
    pub rates_given_up: Option<(Which, u64)>,
    /// A change of the document that is under way.
    pub changing: Option<Changing>,
    /// Files that are being opened.
    pub opening: Option<Opening>,
    /// Files that are being saved.
    pub saving: Option<Saving>,
    /// What was opened while something was changed, until it is known what becomes of the changes.
    pub opened: Option<Box<Session>>,
    /// What searches need from one to the next.
    pub searcher: Searcher,
    /// Holds work up for as long as it is locked, so that a test can look at it.
    #[cfg(test)]
    pub gate: std::sync::Arc<std::sync::Mutex<()>>,
    /// What that which is shown was found for.
    pub aligned: Option<super::derived::alignment::AlignKey>,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            works: Works::default(),
            #[cfg(test)]
            gate: std::sync::Arc::default(),
            lister: Lister::default(),
            rates_given_up: None,
            changing: None,
            opening: None,
            saving: None,
            opened: None,
            searcher: Searcher::default(),
            aligned: None,
        }
    }
}

impl Jobs {
    /// What was finished since the last call and is still waited for.
    pub fn finished(&mut self) -> Vec<Done> {
        let mut finished = Vec::new();
        while let Ok(Message { of, done }) = self.receiver.try_recv() {
            if of.is_none_or(|number| self.works.is_done(number)) {
                finished.push(done);
            } else {
                let_go(done);
            }
        }
        finished
    }

    /// Whether files are being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.opening.is_some()
    }

    /// Asks for a file, where a dialog can be shown at all.
    pub fn ask(&self, ctx: &Context, asked: Asked) {
        self.spawn(ctx, move || match desktop::dialog_can_be_shown() {
            Ok(()) => {
                let path = dialogs::ask(&asked);
                Done::Answered(asked, path)
            }
            Err(reason) => Done::NoDialog(asked, reason),
        });
    }

    /// Asks the desktop how it wants programs to look.
    pub fn ask_desktop(&self, ctx: &Context) {
        self.spawn(ctx, || Done::Wishes(desktop::wishes()));
    }

    /// Does some work in the background.
    pub(super) fn spawn(&self, ctx: &Context, work: impl FnOnce() -> Done + Send + 'static) {
        self.spawn_telling(ctx, move |tell| tell(work()));
    }

    /// Does the work of a number in the background.
    pub(super) fn spawn_of(&self, ctx: &Context, number: u64, work: impl FnOnce() -> Done + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        #[cfg(test)]
        let gate = std::sync::Arc::clone(&self.gate);
        std::thread::spawn(move || {
            #[cfg(test)]
            drop(gate.lock());
            // Whoever waits for it is told even where it breaks; where, the panic has said by then.
            let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Done::Broken);
            // The window may be gone by now; then nobody waits for the answer.
            let _ = sender.send(Message { of: Some(number), done });
            ctx.request_repaint();
        });
    }

    /// Does some work in the background that has more than one thing to tell.
    pub(super) fn spawn_telling(
        &self,
        ctx: &Context,
        work: impl FnOnce(&(dyn Fn(Done) + Sync)) + Send + 'static,
    ) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        std::thread::spawn(move || {
            work(&|done| {
                // The window may be gone by now; then nobody waits for the answer.
                let _ = sender.send(Message { of: None, done });
                ctx.request_repaint();
            });
        });
    }
}
