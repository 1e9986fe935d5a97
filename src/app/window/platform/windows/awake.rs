//! Keeps the screen on while a story is told. Windows keeps such a wish for each thread and forgets it with the thread, so
//! that a program that dies leaves nothing behind. Checked by the compiler; nobody has run this yet.

use std::sync::mpsc::{Sender, channel};

use windows_sys::Win32::System::Power::{ES_CONTINUOUS, ES_DISPLAY_REQUIRED, SetThreadExecutionState};

/// The screen stays on for as long as this is kept.
pub(crate) struct Awake(#[allow(dead_code, reason = "what matters is when it goes")] Sender<()>);

/// Asks the system not to turn the screen off. Where that fails it goes off as it always does.
pub(crate) fn stay_awake() -> Awake {
    let (kept, until) = channel::<()>();
    std::thread::spawn(move || {
        wish(ES_CONTINUOUS | ES_DISPLAY_REQUIRED);
        // Ends when the other end goes; nothing is ever sent.
        let _ = until.recv();
        wish(ES_CONTINUOUS);
    });
    Awake(kept)
}

#[allow(unsafe_code)]
fn wish(state: u32) {
    // SAFETY: it takes a number and touches no memory of ours
    // (https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate).
    unsafe {
        SetThreadExecutionState(state);
    }
}
