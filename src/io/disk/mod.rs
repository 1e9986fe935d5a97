//! What touches the disk: replacing a file all at once, watching files, and the recovery journal.

pub(crate) mod atomic_replace;
pub mod recovery;
pub mod watch;

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
