//! What touches the disk: replacing a file all at once, watching files, and the recovery journal.

pub(crate) mod atomic_replace;
pub(crate) mod identity;
mod in_place;
pub(crate) mod private;
pub mod recovery;
pub(crate) mod refusal;
pub(crate) mod regular;
pub(crate) mod staged;
pub mod watch;
