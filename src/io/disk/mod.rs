//! What touches the disk: replacing a file all at once, watching files, and the recovery journal.

pub(crate) mod atomic_replace;
pub mod recovery;
pub mod watch;
