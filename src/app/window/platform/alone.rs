//! Where every start of the program opens a window of its own.

use std::path::PathBuf;

use egui::Context;

/// Nobody is there to take files.
pub(crate) fn hand_over(_: &[PathBuf]) -> bool {
    false
}

/// What other starts hand to this window: nothing.
pub(crate) struct Listener;

impl Listener {
    /// There is nothing to listen to.
    pub(crate) fn new(_: Context) -> Option<Self> {
        None
    }

    /// The files that other starts have handed over since.
    #[allow(clippy::unused_self, reason = "as elsewhere")]
    pub(crate) fn handed(&self) -> impl Iterator<Item = Vec<PathBuf>> {
        std::iter::empty()
    }

    /// Says whether files are taken now.
    #[allow(clippy::unused_self, reason = "as elsewhere")]
    pub(crate) fn accept(&self, _: bool) {}
}
