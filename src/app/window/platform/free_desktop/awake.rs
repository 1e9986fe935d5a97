//! Keeps the screen on while a story is told: asked of the desktop portal, or of the screen saver on the session bus. What
//! was asked holds for as long as the connection does, so a program that dies leaves nothing behind.

use std::collections::HashMap;
use std::sync::mpsc::{Sender, channel};

use zbus::zvariant::Value;

use super::bus::{Bus, PORTAL};

/// The screen stays on for as long as this is kept.
pub(crate) struct Awake(#[allow(dead_code, reason = "what matters is when it goes")] Sender<()>);

/// Asks the desktop not to turn the screen off; beside the window, as a bus may be slow. Without one nothing happens.
pub(crate) fn stay_awake() -> Awake {
    let (kept, until) = channel::<()>();
    std::thread::spawn(move || {
        let Ok(bus) = Bus::connect() else { return };
        if asked_portal(&bus) || asked_screen_saver(&bus) {
            // Ends when the other end goes; nothing is ever sent.
            let _ = until.recv();
        }
    });
    Awake(kept)
}

/// <https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Inhibit.html>; 8 is "idle".
fn asked_portal(bus: &Bus) -> bool {
    if !matches!(bus.is_running(PORTAL), Ok(true)) {
        return false;
    }
    let options: HashMap<&str, Value<'_>> = HashMap::from([("reason", Value::from(REASON))]);
    let path = "/org/freedesktop/portal/desktop";
    bus.call(PORTAL, path, "org.freedesktop.portal.Inhibit", "Inhibit", &("", 8_u32, options))
}

/// <https://specifications.freedesktop.org/idle-inhibit-spec/latest/>
fn asked_screen_saver(bus: &Bus) -> bool {
    let name = "org.freedesktop.ScreenSaver";
    bus.call(name, "/org/freedesktop/ScreenSaver", name, "Inhibit", &("Coeval", REASON))
}

const REASON: &str = "Presenting a timeline";
