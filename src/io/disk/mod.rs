//! What touches the disk: replacing a file all at once, watching files, and the recovery journal.

pub(crate) mod atomic_replace;
pub mod names;
pub mod recovery;
#[cfg(feature = "window")]
pub mod watch;

#[cfg(not(windows))]
#[path = "elsewhere.rs"]
mod system;
#[cfg(windows)]
#[path = "windows.rs"]
mod system;
