//! Why nothing was written, in words that say what to do.

use std::io;
use std::path::Path;

use super::system;
use crate::io::SaveError;

/// Nobody waits for it any more.
pub(crate) fn cancelled(path: &Path) -> SaveError {
    let error = refuse(path, "saving was ended; the file is as it was", "save it again");
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
        Kind::PermissionDenied => {
            ("you may not write in this folder", "save it in a folder of yours, or ask for permission")
        }
        Kind::ReadOnlyFilesystem => ("this disk can only be read", "save it on another"),
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
            ("there is no room left on the disk", "make room, or save it on another")
        }
        Kind::NotFound => ("its folder is gone", "save it elsewhere"),
        Kind::NotADirectory => ("a part of its path is a file and no folder", "save it elsewhere"),
        Kind::InvalidFilename => ("a file cannot be called this", "choose another name"),
        _ => {
            let message = format!("it cannot be written: {error}");
            return refuse(path, &message, "is the disk or the network still there? Save it elsewhere");
        }
    };
    refuse(path, message, hint)
}
