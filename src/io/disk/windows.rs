//! Windows refuses to put a file in the place of one that another program has open without sharing it: virus scanners,
//! indexers and synchronisers do so for a moment, some editors for as long as they show it. Checked by the compiler;
//! nobody has run this yet.

use std::fs::OpenOptions;
use std::io;
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use windows_sys::Win32::Foundation::{ERROR_LOCK_VIOLATION, ERROR_SHARING_VIOLATION, ERROR_USER_MAPPED_FILE};
use windows_sys::Win32::Storage::FileSystem::{DELETE, FILE_SHARE_DELETE, FILE_SHARE_READ, FILE_SHARE_WRITE};

/// How often, and how long apart, a file is tried that somebody has open: two seconds in all.
const MOST_TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Whether the system refuses because another program has the file open, locked or mapped.
pub(crate) fn is_in_use(error: &io::Error) -> bool {
    let in_use = [ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE];
    error.raw_os_error().is_some_and(|code| in_use.iter().any(|known| i64::from(*known) == i64::from(code)))
}

/// Waits until a file may be replaced: asks for the right to delete it, as a rename over it does.
///
/// # Errors
/// Where another program still has it open.
pub(crate) fn wait_until_replaceable(target: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.access_mode(DELETE).share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE);
    let mut tries = 1;
    loop {
        match options.open(target) {
            Err(error) if is_in_use(&error) && tries < MOST_TRIES => thread::sleep(PAUSE),
            Err(error) if is_in_use(&error) => return Err(error),
            // Whatever else is wrong, the rename itself will say.
            Ok(_) | Err(_) => return Ok(()),
        }
        tries += 1;
    }
}
