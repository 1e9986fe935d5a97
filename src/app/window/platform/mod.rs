//! What differs from system to system around the window. Each has one module with the same few items, small enough to be
//! judged by reading where nobody can run it:
//!
//! - `check`: whether a window can be opened, before one is;
//! - `leave_console`: what becomes of a console that the system opened for the program;
//! - `ask`: shows a file dialog and waits for it, or says in a sentence why none can be shown;
//! - `listen`: hands on what the system asks of a running window, to open files and to quit;
//! - `wishes`: how the system wants programs to look (light or dark also comes from the window itself, later);
//! - `stay_awake`: keeps the screen on for as long as what it gives back is kept;
//! - `hand_over`, `Listener`: a second start gives its files to the window that runs already, where the desktop can that;
//! - `OPENGL_HINT` and `DISPLAY_HINT`: what to do where the window failed.

#[cfg(all(unix, not(any(target_vendor = "apple", target_os = "android"))))]
mod free_desktop;
#[cfg(all(unix, not(any(target_vendor = "apple", target_os = "android"))))]
pub(crate) use free_desktop::{
    Awake, DISPLAY_HINT, Listener, OPENGL_HINT, ask, check, hand_over, leave_console, listen, stay_awake,
    wishes,
};

#[cfg(any(windows, target_vendor = "apple"))]
mod alone;
#[cfg(any(windows, target_vendor = "apple"))]
pub(crate) use alone::{Listener, hand_over};

#[cfg(target_vendor = "apple")]
mod macos;
#[cfg(target_vendor = "apple")]
pub(crate) use macos::{
    Awake, DISPLAY_HINT, OPENGL_HINT, ask, check, leave_console, listen, stay_awake, wishes,
};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub(crate) use windows::{
    Awake, DISPLAY_HINT, OPENGL_HINT, ask, check, leave_console, listen, stay_awake, wishes,
};
