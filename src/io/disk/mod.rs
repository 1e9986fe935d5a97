//! What touches the disk: replacing a file all at once, watching files, and the recovery journal.

pub(crate) mod atomic_replace;
pub mod changed;
pub(crate) mod identity;
mod in_place;
pub(crate) mod memory;
pub mod names;
pub(crate) mod private;
pub mod recovery;
pub(crate) mod refusal;
pub(crate) mod regular;
pub(crate) mod staged;
#[cfg(feature = "window")]
pub mod watch;

#[cfg(not(windows))]
#[path = "elsewhere.rs"]
mod system;
#[cfg(windows)]
#[path = "windows.rs"]
mod system;

use crate::io::error::SaveError;
use std::path::Path;

/// Copies a file to `NAME.bak` beside it, as it stands on the disk now, before it is overwritten for the first time.
/// Returns the copy's path, or `None` where there is no file yet.
///
/// # Errors
/// Where it cannot be read or copied.
pub fn back_up(path: &Path) -> Result<Option<std::path::PathBuf>, SaveError> {
    atomic_replace::back_up(path)
}

/// Puts a content in a file's place, all at once and without a copy of what stood there: for what somebody else keeps, as git
/// does, or the user has said so. Nobody may read it there who may not read each of `like`.
///
/// # Errors
/// Where it cannot be written; what stood there still stands there.
pub fn write_over(path: &Path, like: &[&Path], content: &[u8]) -> Result<(), SaveError> {
    let target = atomic_replace::target(path)?;
    atomic_replace::check(path, &target)?;
    atomic_replace::replace(path, &target, like, content)
}
