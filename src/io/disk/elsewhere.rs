//! Where a file may be replaced whoever has it open, as everywhere but on Windows.

use std::io;
use std::path::Path;

/// Never: nobody's having a file open stands in the way.
pub(crate) fn is_in_use(_: &io::Error) -> bool {
    false
}

/// At once.
#[allow(clippy::unnecessary_wraps, reason = "as on Windows, where it may fail")]
pub(crate) fn wait_until_replaceable(_: &Path) -> io::Result<()> {
    Ok(())
}
