//! How far long work is, because whoever waits for it wants to see that it moves, and to be able to end it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a piece of work is: written by the threads that do it, read by the one that shows it, which may also ask
/// for its end. What it says may lag behind by a moment.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    whole: AtomicU64,
    events: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// There are so many steps (bytes, say) more to do than were known of.
    pub fn expect(&self, steps: u64) {
        self.whole.fetch_add(steps, Ordering::Relaxed);
    }

    /// So many steps are done.
    pub fn advance(&self, steps: u64) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// So many events more are done.
    pub fn add_events(&self, events: u64) {
        self.events.fetch_add(events, Ordering::Relaxed);
    }

    /// Which part of what is expected is done, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f32 {
        let (done, whole) = (self.done.load(Ordering::Relaxed), self.whole.load(Ordering::Relaxed));
        if whole == 0 { 0.0 } else { (done as f32 / whole as f32).min(1.0) }
    }

    /// The same, where it is known how much there is to do.
    #[must_use]
    pub fn known_share(&self) -> Option<f32> {
        (self.whole.load(Ordering::Relaxed) > 0).then(|| self.share())
    }

    /// The steps that are done, and those that are expected in all.
    #[must_use]
    pub fn steps(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.whole.load(Ordering::Relaxed))
    }

    /// How many events are done.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// Asks for the end of the work.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to end.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
