//! Why no window could be opened: what eframe and winit say, in words that say what to do.

use super::platform;
use crate::app::RunError;

/// What eframe says when the window cannot be opened, in words that say what to do.
#[must_use]
pub fn explain(error: &eframe::Error) -> RunError {
    explain_text(said(&error.to_string()))
}

/// What an error says, without the place in the sources of winit that says it.
fn said(text: &str) -> &str {
    let after_place = text.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    after_place.map_or(text, |(_, rest)| rest)
}

fn explain_text(text: &str) -> RunError {
    let lower = text.to_lowercase();
    let about = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if about(&["glutin", "opengl", "gl context", "egl", "glx", "no_available_pixel_format", "painter"]) {
        return RunError::new(&format!("no OpenGL: {text}"), platform::OPENGL_HINT);
    }
    if about(&["connect", "refused", "display", "xopen", "compositor", "wayland", "x11", "xlib"]) {
        return RunError::new(&format!("cannot connect to the display: {text}"), platform::DISPLAY_HINT);
    }
    RunError::new(&format!("cannot open a window: {text}"), "check the message above")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_window_are_explained() {
        let gl = explain_text("Found no glutin configs matching the template").to_string();
        assert!(gl.contains(platform::OPENGL_HINT) && gl.contains("coeval render"), "{gl}");
        let place =
            "winit EventLoopError: os error at /a/b/linux/mod.rs:788: Failed to open connection to X server";
        assert_eq!(said(place), "Failed to open connection to X server");
        let display = explain_text("Connection refused (os error 111)").to_string();
        assert!(display.contains("connect to the display") && display.contains("coeval render"), "{display}");
    }
}
