//! Work that would hold up the window: reading files, waiting for a file dialog, asking the desktop. Each runs
//! on a thread of its own and comes back as a finished job, which the app turns into commands.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::Session;
use super::desktop;
use super::listing::Listed;
use super::opening::{Opened, Opening, Previewed};
use super::pairs::PairsDone;
use super::rates::Rated;
use super::safety::{Found, Looked};
use super::saving::Saving;
use super::search::{Answer, Searcher};
use super::session::Saved;
use super::settings::SystemWishes;
use crate::io::system_fonts::Search;
use crate::ui::dialogs::{self, Asked};
use crate::ui::exchange::ExchangeCommand;

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
    Listed(Box<Listed>),
    /// They were sorted by their lanes.
    SortedByLane,
    /// How many of them chance would give was counted.
    Rated(Rated),
    /// What days are to be counted from was found.
    Aligned(Box<super::align::Found>),
}

/// The jobs under way.
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    /// Files that are being opened.
    pub opening: Option<Opening>,
    /// Files that are being saved.
    pub saving: Option<Saving>,
    /// What was opened while something was changed, until it is known what becomes of the changes.
    pub opened: Option<Box<Session>>,
    /// What searches need from one to the next.
    pub searcher: Searcher,
    /// Whether coincidences are being listed.
    pub listing: bool,
    /// Whether they are being sorted by their lanes.
    pub sorting: bool,
    /// Whether it is being counted how many of them chance would give.
    pub rating: bool,
    /// Whether it is being found what days are counted from.
    pub aligning: bool,
    /// What that which is shown was found for.
    pub aligned: Option<super::align::AlignKey>,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            opening: None,
            saving: None,
            opened: None,
            searcher: Searcher::default(),
            listing: false,
            sorting: false,
            rating: false,
            aligning: false,
            aligned: None,
        }
    }
}

impl Jobs {
    /// What was finished since the last call.
    pub fn finished(&mut self) -> Vec<Done> {
        self.receiver.try_iter().collect()
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
                let _ = sender.send(done);
                ctx.request_repaint();
            });
        });
    }
}
