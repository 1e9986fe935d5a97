//! Why nothing was written, in words that say what to do.

use std::io;
use std::path::Path;

use super::system;
use crate::io::SaveError;

/// Nobody waits for it any more.
pub(crate) fn cancelled(path: &Path) -> SaveError {
    let error = refuse(path, "saving was cancelled; the file is unchanged", "save again");
    SaveError { cancelled: true, ..error }
}

/// Why nothing was written, in the words of the program.
pub(crate) fn refuse(path: &Path, message: &str, hint: &str) -> SaveError {
    let message = format!("{}: {message}", path.display());
    SaveError { message, hint: Some(hint.to_owned()), changed_on_disk: false, cancelled: false }
}

/// Why nothing was written, after what the system says.
pub(crate) fn failed(path: &Path, error: &io::Error) -> SaveError {
    use io::ErrorKind as Kind;
    if system::is_in_use(error) {
        return refuse(
            path,
            "another program has this file open",
            "close it there, or save under another name",
        );
    }
    let (message, hint) = match error.kind() {
        Kind::PermissionDenied => (
            "you do not have permission to write in this folder",
            "save in a folder of your own, or ask for permission",
        ),
        Kind::ReadOnlyFilesystem => ("this disk is read-only", "save on another disk"),
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
            ("the disk is full", "free some space, or save on another disk")
        }
        Kind::NotFound => ("its folder no longer exists", "save in another place"),
        Kind::NotADirectory => ("part of its path is a file, not a folder", "save in another place"),
        Kind::InvalidFilename => ("this file name is not allowed", "choose another name"),
        _ => {
            let message = format!("cannot write the file: {error}");
            return refuse(
                path,
                &message,
                "check that the disk or network is still connected, or save in another place",
            );
        }
    };
    refuse(path, message, hint)
}
