//! Windows, where window and dialogs are parts of the system, and OpenGL comes with the driver of the graphics card.
//! Checked by the compiler but for `ask`; nobody has run this yet.
//!
//! Coeval is a console program there, because its commands write to the console that they were typed into, and the shell
//! waits for them. Started from the Explorer it would have a console of its own beside the window: that is let go of.

mod awake;

use std::path::{Path, PathBuf};
use std::ptr;

use windows_sys::Win32::System::Console::{FreeConsole, GetConsoleProcessList};
use windows_sys::Win32::UI::Accessibility::{HCF_HIGHCONTRASTON, HIGHCONTRASTW};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    SPI_GETCLIENTAREAANIMATION, SPI_GETHIGHCONTRAST, SystemParametersInfoW,
};
use windows_sys::core::BOOL;

use crate::app::window::system_requests::SystemRequests;
use crate::app::{RunError, SystemWishes};
use crate::ui::dialogs::{self, Asked};
pub(crate) use awake::{Awake, stay_awake};

/// What to do where there is no OpenGL.
pub(crate) const OPENGL_HINT: &str = "install the driver of the graphics card from its maker; over remote desktop and in \
                                      virtual machines Windows itself offers no OpenGL 2 or later";
/// What to do where the display does not answer.
pub(crate) const DISPLAY_HINT: &str = "start it in the session of the user who is logged in";

/// Always: what a window needs is part of the system.
pub(crate) fn check() -> Result<(), RunError> {
    Ok(())
}

/// Closes the console where this program is the only one that it is for, which is so when the Explorer started it.
#[allow(unsafe_code)]
pub(crate) fn leave_console() {
    let mut ids = [0_u32; 2];
    // SAFETY: the list has room for as many numbers as the call is told; FreeConsole takes nothing. What is written to
    // a console that is gone is dropped by the standard library.
    unsafe {
        if GetConsoleProcessList(ids.as_mut_ptr(), 2) == 1 {
            FreeConsole();
        }
    }
}

/// Shows the system's file dialog and waits for it.
///
/// # Errors
/// None: there always is one.
pub(crate) fn ask(asked: &Asked, folder: Option<&Path>) -> Result<Option<PathBuf>, String> {
    Ok(dialogs::ask(asked, folder))
}

/// Nothing: the Explorer starts the program again, with the files as its arguments, and closes the window to quit.
pub(crate) fn listen(_requests: &SystemRequests) {}

/// High contrast and motion as the settings of the system have them; light or dark comes from the window.
#[allow(unsafe_code)]
pub(crate) fn wishes() -> SystemWishes {
    let mut animated: BOOL = 1;
    let mut contrast = HIGHCONTRASTW {
        cbSize: size_of::<HIGHCONTRASTW>() as u32,
        dwFlags: 0,
        lpszDefaultScheme: ptr::null_mut(),
    };
    // SAFETY: each question is given a place of just the type that it answers with, by its documentation
    // (https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-systemparametersinfow), and the place outlives
    // the call. A question that fails leaves the place as it was.
    unsafe {
        SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, ptr::from_mut(&mut animated).cast(), 0);
        SystemParametersInfoW(SPI_GETHIGHCONTRAST, contrast.cbSize, ptr::from_mut(&mut contrast).cast(), 0);
    }
    SystemWishes {
        dark: None,
        high_contrast: contrast.dwFlags & HCF_HIGHCONTRASTON != 0,
        reduced_motion: animated == 0,
    }
}
