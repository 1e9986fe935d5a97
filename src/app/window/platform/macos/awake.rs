//! Keeps the screen on while a story is told: `caffeinate`, a program that comes with macOS, asks for it. It is told to
//! end with this program too, so that one that dies leaves nothing behind. Nobody has run this yet.

use std::process::{Child, Command, Stdio};

/// The screen stays on for as long as this is kept.
pub(crate) struct Awake(Option<Child>);

/// Asks the system not to turn the screen off. Where that fails it goes off as it always does.
///
/// `-d` keeps the display on, `-w` ends with the process of this id: `man 8 caffeinate`.
pub(crate) fn stay_awake() -> Awake {
    let own = std::process::id().to_string();
    let mut caffeinate = Command::new("/usr/bin/caffeinate");
    caffeinate.args(["-d", "-w", &own]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    Awake(caffeinate.spawn().ok())
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(caffeinate) = &mut self.0 {
            // It may have ended by itself: then there is nothing to end.
            let _ = caffeinate.kill();
            let _ = caffeinate.wait();
        }
    }
}
