//! Linux and the BSDs, where the desktop is one of several: X11 or Wayland by libraries that may be missing, dialogs by the
//! portal or zenity, wishes over the session bus.

mod awake;
mod bus;
mod dialog;
mod libraries;
mod one_window;

pub(crate) use awake::{Awake, stay_awake};
pub(crate) use bus::wishes;
pub(crate) use dialog::ask;
pub(crate) use libraries::check;
pub(crate) use one_window::{Listener, hand_over};

use crate::app::window::system_requests::SystemRequests;

/// What to do where there is no OpenGL.
pub(crate) const OPENGL_HINT: &str = "on Debian and Ubuntu: sudo apt install libgl1 libgl1-mesa-dri; without a graphics \
                                      card set LIBGL_ALWAYS_SOFTWARE=1";
/// What to do where the display does not answer.
pub(crate) const DISPLAY_HINT: &str =
    "check that DISPLAY or WAYLAND_DISPLAY names a running display that you may use";

/// Nothing: a program that is started from the desktop has no terminal here.
pub(crate) fn leave_console() {}

/// Nothing: the desktop starts the program again, with the files as its arguments, and closes the window to quit.
pub(crate) fn listen(_requests: &SystemRequests) {}
