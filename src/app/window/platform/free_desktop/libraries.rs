//! Looks for what a window needs before one is opened: winit panics without libxkbcommon-x11, and the errors of
//! the rest do not say what to install.

use crate::app::RunError;

/// A library that is opened at run time, with Debian's package.
type Library = (&'static [&'static str], &'static str);

/// What a window on X11 needs.
const X11: [Library; 6] = [
    (&["libX11.so.6", "libX11.so"], "libx11-6"),
    (&["libX11-xcb.so.1", "libX11-xcb.so"], "libx11-xcb1"),
    (&["libXcursor.so.1", "libXcursor.so"], "libxcursor1"),
    (&["libXi.so.6", "libXi.so"], "libxi6"),
    (&["libxkbcommon-x11.so.0", "libxkbcommon-x11.so"], "libxkbcommon-x11-0"),
    (&["libGL.so.1", "libGL.so"], "libgl1"),
];

/// What a window on Wayland needs.
const WAYLAND: [Library; 3] = [
    (&["libwayland-client.so.0", "libwayland-client.so"], "libwayland-client0"),
    (&["libxkbcommon.so.0", "libxkbcommon.so"], "libxkbcommon0"),
    (&["libEGL.so.1", "libEGL.so"], "libegl1"),
];

/// Checks that a display is named and that the libraries for it can be opened.
///
/// # Errors
/// Says what is missing, which packages have it, and what works without.
pub(crate) fn check() -> Result<(), RunError> {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let wayland = named("WAYLAND_DISPLAY") || named("WAYLAND_SOCKET");
    let x11 = named("DISPLAY");
    verdict(wayland, x11, &library_is_there)
}

fn verdict(wayland: bool, x11: bool, is_there: &dyn Fn(&[&str]) -> bool) -> Result<(), RunError> {
    let missing = |libraries: &[Library]| -> Vec<&'static str> {
        libraries.iter().filter(|(names, _)| !is_there(names)).map(|(_, package)| *package).collect()
    };
    if !wayland && !x11 {
        return Err(RunError::new(
            "no display: neither WAYLAND_DISPLAY nor DISPLAY is set",
            "start Coeval from a desktop session",
        ));
    }
    let lacking = if wayland { missing(&WAYLAND) } else { missing(&X11) };
    if lacking.is_empty() || (wayland && x11 && missing(&X11).is_empty()) {
        return Ok(());
    }
    let lacking = if wayland && x11 { missing(&X11) } else { lacking };
    let packages = lacking.join(" ");
    let what =
        if lacking.len() == 1 { "a library the window needs is" } else { "libraries the window needs are" };
    Err(RunError::new(
        &format!("{what} not installed: {packages}"),
        &format!("on Debian and Ubuntu: sudo apt install {packages}"),
    ))
}

/// Whether one of these shared libraries can be opened.
#[must_use]
pub(super) fn library_is_there(names: &[&str]) -> bool {
    names.iter().any(|name| {
        // SAFETY: opening a library runs its initialisers. These are the system's own, which the window opens in
        // the same way a moment later; nothing of them is called or kept here.
        #[allow(unsafe_code)]
        let library = unsafe { libloading::Library::new(name) };
        // Kept open: unloading and loading again is what some GL drivers do not survive.
        library.map(std::mem::forget).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(_: &[&str]) -> bool {
        true
    }

    #[test]
    fn no_display_is_said() {
        let error = verdict(false, false, &all).unwrap_err().to_string();
        assert!(error.contains("DISPLAY") && error.contains("coeval render"), "{error}");
        assert!(verdict(false, true, &all).is_ok());
        assert!(verdict(true, false, &all).is_ok());
    }

    #[test]
    fn missing_libraries_are_named_by_package() {
        let without = |lacking: &'static str| move |names: &[&str]| !names.contains(&lacking);
        let error = verdict(false, true, &without("libxkbcommon-x11.so.0")).unwrap_err().to_string();
        assert!(error.contains("libxkbcommon-x11-0") && error.contains("coeval render"), "{error}");
        assert!(!error.contains("libxi6"), "{error}");
        let nothing = |_: &[&str]| false;
        let error = verdict(false, true, &nothing).unwrap_err().to_string();
        for package in ["libx11-6", "libx11-xcb1", "libxcursor1", "libxi6", "libxkbcommon-x11-0", "libgl1"] {
            assert!(error.contains(package), "{package}: {error}");
        }
        assert!(verdict(true, true, &without("libEGL.so.1")).is_ok(), "X11 will do");
    }
}
