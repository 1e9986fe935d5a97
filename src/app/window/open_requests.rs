//! Files that the system asks a running window to open, as macOS does for a double click in the Finder and for what is
//! dropped on the Dock's icon: they do not come as arguments, and may come before there is a window.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, ViewportCommand};

use crate::app::App;
use crate::ui::commands::{Command, FileCommand};

/// What was asked for and not yet opened: the system's side puts files in, the window takes them out. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenRequests(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    files: Vec<PathBuf>,
    /// The window to wake, once there is one.
    window: Option<Context>,
}

impl OpenRequests {
    /// Asks for these files, and wakes the window.
    #[cfg_attr(not(target_os = "macos"), allow(dead_code))] // other systems start the program again, with arguments
    pub(crate) fn ask(&self, files: impl IntoIterator<Item = PathBuf>) {
        let window = self.with(|waiting| {
            waiting.files.extend(files);
            waiting.window.clone()
        });
        if let Some(window) = window {
            window.request_repaint();
        }
    }

    /// From now on this window is woken.
    pub(crate) fn wake(&self, window: &Context) {
        self.with(|waiting| waiting.window = Some(window.clone()));
    }

    /// What was asked for since the last call.
    pub(crate) fn take(&self) -> Vec<PathBuf> {
        self.with(|waiting| std::mem::take(&mut waiting.files))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Waiting) -> T) -> T {
        // A list of paths is whole whatever happened to the thread that held it.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl App {
    /// Opens what the system asks for, and shows the window where it was minimised.
    pub(crate) fn open_requested(&mut self, ctx: &Context) {
        let files = self.surroundings.open_requests.take();
        if files.is_empty() {
            return;
        }
        self.commands.push_back(Command::File(FileCommand::OpenPaths(files)));
        ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
        ctx.send_viewport_cmd(ViewportCommand::Focus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Session, Settings};

    #[test]
    fn files_asked_for_before_there_is_a_window_wait_for_it() {
        let requests = OpenRequests::default();
        requests.clone().ask([PathBuf::from("a.ron")]);
        let ctx = Context::default();
        requests.wake(&ctx);
        requests.ask([PathBuf::from("b.ron")]);
        assert_eq!(requests.take(), [PathBuf::from("a.ron"), PathBuf::from("b.ron")]);
        assert!(requests.take().is_empty());
        assert!(ctx.has_requested_repaint());
    }

    #[test]
    fn a_hidden_window_opens_them_and_shows_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("asked for.ron");
        std::fs::write(&path, "Timeline(title: \"Asked for\", events: [])").unwrap();
        let ctx = Context::default();
        let mut app = App::new(&ctx, Session::sample(), Settings::default());
        app.surroundings.open_requests.ask([path]);
        let mut shown = false;
        for _ in 0..500 {
            let output = ctx.run_ui(egui::RawInput::default(), |ui| app.while_hidden(ui.ctx()));
            let commands = output.viewport_output.values().flat_map(|window| &window.commands);
            shown |= commands.into_iter().any(|command| *command == ViewportCommand::Minimized(false));
            if app.title().contains("asked for.ron") {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(app.title().contains("asked for.ron"), "{}", app.title());
        assert!(shown);
    }
}
