//! macOS, where window, OpenGL and dialogs are parts of the system. Nobody has run this yet.

mod awake;
mod listener;
mod quit;

use std::path::{Path, PathBuf};

use crate::app::{RunError, SystemWishes};
use crate::ui::dialogs::{self, Asked};
pub(crate) use awake::{Awake, stay_awake};
pub(crate) use listener::listen;

/// What to do where there is no OpenGL.
pub(crate) const OPENGL_HINT: &str = "update macOS, and check that no remote session hides the graphics card";
/// What to do where the display does not answer.
pub(crate) const DISPLAY_HINT: &str = "start it in the session of the user who is logged in at the screen";

/// Always: what a window needs is part of the system.
pub(crate) fn check() -> Result<(), RunError> {
    Ok(())
}

/// Nothing: an application that is started from the Finder has no terminal.
pub(crate) fn leave_console() {}

/// Shows the system's file dialog and waits for it.
///
/// # Errors
/// None: there always is one.
pub(crate) fn ask(asked: &Asked, folder: Option<&Path>) -> Result<Option<PathBuf>, String> {
    Ok(dialogs::ask(asked, folder))
}

/// Nothing but what the window tells later, light or dark.
pub(crate) fn wishes() -> SystemWishes {
    SystemWishes::default()
}
