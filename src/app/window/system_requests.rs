//! What the system asks of a running program, as macOS does: to open files, for a double click in the Finder and for what is
//! dropped on the Dock's icon (they do not come as arguments, and may come before there is a window), and to quit.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, ViewportCommand};

use crate::app::App;
use crate::ui::commands::{Command, FileCommand};

/// What was asked for and not yet done: the system's side puts it in, the window takes it out. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct SystemRequests(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    asked: Asked,
    /// Quitting would lose something.
    is_busy: bool,
    /// The window to wake, once there is one.
    window: Option<Context>,
}

/// What the system asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// To open these.
    pub(crate) files: Vec<PathBuf>,
    /// To quit.
    pub(crate) quit: bool,
}

// Where the system starts the program again, with arguments, and closes its window, it asks for nothing in this way.
#[cfg_attr(not(target_os = "macos"), allow(dead_code))]
impl SystemRequests {
    /// Asks to open these files, and wakes the window.
    pub(crate) fn ask_to_open(&self, files: impl IntoIterator<Item = PathBuf>) {
        self.ask(|asked| asked.files.extend(files));
    }

    /// Asks to quit; returns whether the program may end at once. Else the window is woken, asks the user, and closes.
    pub(crate) fn ask_to_quit(&self) -> bool {
        let may = self.with(|state| !state.is_busy);
        if !may {
            self.ask(|asked| asked.quit = true);
        }
        may
    }

    fn ask(&self, add: impl FnOnce(&mut Asked)) {
        let window = self.with(|state| {
            add(&mut state.asked);
            state.window.clone()
        });
        if let Some(window) = window {
            window.request_repaint();
        }
    }
}

impl SystemRequests {
    /// From now on this window is woken.
    pub(crate) fn wake(&self, window: &Context) {
        self.with(|state| state.window = Some(window.clone()));
    }

    /// Whether quitting would lose something.
    pub(crate) fn set_busy(&self, is_busy: bool) {
        self.with(|state| state.is_busy = is_busy);
    }

    /// What was asked for since the last call.
    pub(crate) fn take(&self) -> Asked {
        self.with(|state| std::mem::take(&mut state.asked))
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        // What is in it is whole whatever happened to the thread that held it.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl App {
    /// Does what the system asks for, and shows the window where it was minimised.
    pub(crate) fn do_as_asked(&mut self, ctx: &Context) {
        let Asked { files, quit } = self.surroundings.system_requests.take();
        if files.is_empty() && !quit {
            return;
        }
        if !files.is_empty() {
            self.commands.push_back(Command::File(FileCommand::OpenPaths(files)));
        }
        if quit {
            self.commands.push_back(Command::File(FileCommand::Quit));
        }
        ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
        ctx.send_viewport_cmd(ViewportCommand::Focus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Session, Settings};
    use crate::edit::{Edit, Section};
    use crate::ui::commands::EditCommand;
    use crate::ui::dialogs::Question;

    /// A hidden frame; returns whether the window was asked to show itself.
    fn shows_itself(ctx: &Context, app: &mut App) -> bool {
        let output = ctx.run_logic(&egui::RawInput::default(), |ctx| app.while_hidden(ctx));
        let commands = output.viewport_commands.get(&egui::ViewportId::ROOT);
        commands.is_some_and(|commands| commands.contains(&ViewportCommand::Minimized(false)))
    }

    #[test]
    fn files_asked_for_before_there_is_a_window_wait_for_it() {
        let requests = SystemRequests::default();
        requests.clone().ask_to_open([PathBuf::from("a.ron")]);
        let ctx = Context::default();
        requests.wake(&ctx);
        requests.ask_to_open([PathBuf::from("b.ron")]);
        assert_eq!(requests.take().files, [PathBuf::from("a.ron"), PathBuf::from("b.ron")]);
        assert_eq!(requests.take(), Asked::default());
        assert!(ctx.has_requested_repaint());
    }

    #[test]
    fn a_hidden_window_opens_them_and_shows_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("asked for.ron");
        std::fs::write(&path, "(title: \"Asked for\", events: [])").unwrap();
        let ctx = Context::default();
        let mut app = App::new(&ctx, Session::sample(), Settings::default());
        app.surroundings.system_requests.ask_to_open([path]);
        assert!(shows_itself(&ctx, &mut app));
        for _ in 0..500 {
            shows_itself(&ctx, &mut app);
            if app.title().contains("asked for.ron") {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("{}", app.title());
    }

    #[test]
    fn quitting_waits_for_the_question_of_what_is_unsaved() {
        let ctx = Context::default();
        let mut app = App::new(&ctx, Session::sample(), Settings::default());
        shows_itself(&ctx, &mut app);
        let requests = app.surroundings.system_requests.clone();
        assert!(requests.ask_to_quit(), "nothing is unsaved");
        app.push(Command::Edit(EditCommand::Apply(Edit::Set(Section::Title("Changed".to_owned())))));
        shows_itself(&ctx, &mut app);
        assert!(!requests.ask_to_quit());
        assert!(shows_itself(&ctx, &mut app));
        assert!(matches!(app.question, Question::Unsaved(FileCommand::Quit)));
    }
}
