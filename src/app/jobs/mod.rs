//! Work that would hold up the window: reading files, waiting for a file dialog, asking the desktop. Each runs
//! on a thread of its own and comes back as what is to be done with its answer, which the feature that began it has
//! said: nothing here knows any of them.

pub(crate) mod discard;
mod progress;
pub(crate) mod registry;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::{App, now};
use crate::model::Progress;
use discard::drop_in_background;
use registry::{JobRegistry, Kind, Work};

/// What a finished job does with what it has found.
pub type Then = Box<dyn FnOnce(&mut App, &Context) + Send>;

/// A finished job, with the number of its work where it has one.
struct Finished {
    of: Option<u64>,
    then: Then,
}

/// The jobs under way.
pub struct Jobs {
    sender: Sender<Finished>,
    receiver: Receiver<Finished>,
    /// What is under way.
    pub registry: JobRegistry,
    /// Holds work up for as long as it is locked, so that a test can look at it.
    #[cfg(test)]
    pub gate: Arc<std::sync::Mutex<()>>,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            registry: JobRegistry::default(),
            #[cfg(test)]
            gate: Arc::default(),
        }
    }
}

impl Jobs {
    /// What was finished since the last call and is still waited for.
    pub fn finished(&mut self) -> Vec<Then> {
        let mut finished = Vec::new();
        while let Ok(Finished { of, then }) = self.receiver.try_recv() {
            if of.is_none_or(|number| self.registry.is_done(number)) {
                finished.push(then);
            } else {
                drop_in_background(then);
            }
        }
        finished
    }

    /// Does some work in the background. What it makes comes back to `then`.
    pub(super) fn spawn<T: Send + 'static>(
        &self,
        ctx: &Context,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut App, &Context, T) + Send + 'static,
    ) {
        self.spawn_telling(ctx, move |tell| {
            let made = work();
            tell(Box::new(move |app, ctx| then(app, ctx, made)));
        });
    }

    /// Does some work in the background that has more than one thing to tell.
    pub(super) fn spawn_telling(
        &self,
        ctx: &Context,
        work: impl FnOnce(&(dyn Fn(Then) + Sync)) + Send + 'static,
    ) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        std::thread::spawn(move || {
            work(&|then| {
                // The window may be gone by now; then nobody waits for the answer.
                let _ = sender.send(Finished { of: None, then });
                ctx.request_repaint();
            });
        });
    }

    /// Begins work of a kind. What it makes comes back to `then`, unless the work is ended before.
    pub(crate) fn begin<T: Send + 'static>(
        &mut self,
        ctx: &Context,
        kind: Kind,
        title: impl Into<String>,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
        then: impl FnOnce(&mut App, &Context, T) + Send + 'static,
    ) {
        let own = Work::new(title, now(ctx));
        let progress = Arc::clone(&own.progress);
        let number = self.registry.begin(kind, own);
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        #[cfg(test)]
        let gate = Arc::clone(&self.gate);
        std::thread::spawn(move || {
            #[cfg(test)]
            drop(gate.lock());
            let then: Then = match catch_unwind(AssertUnwindSafe(|| work(&progress))) {
                Ok(made) => Box::new(move |app, ctx| then(app, ctx, made)),
                // Whoever waits for it is told even where it breaks; where, the panic has said by then.
                Err(_) => Box::new(|app, _| app.work_broke()),
            };
            // The window may be gone by now; then nobody waits for the answer.
            let _ = sender.send(Finished { of: Some(number), then });
            ctx.request_repaint();
        });
    }
}
