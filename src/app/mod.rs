//! The program's state: what is open, where one looks, and what each feature keeps beside them.

pub(crate) mod derived;
mod editing;
mod files;
mod frame;
mod jobs;
mod navigation;
mod presenting;
mod recovery;
mod session;
mod settings;
pub(crate) mod window;

use std::path::PathBuf;

use egui::{Context, FocusDirection};

pub use presenting::PresentWish;
pub use session::{OpenFile, Session, Target};
pub use settings::{Settings, SystemWishes};

use crate::analysis::diff::Compared;
use crate::io::disk::recovery::Store;
use crate::model::brief;
use crate::scene::Theme;
use crate::ui::canvas::CanvasState;
use crate::ui::canvas::overview::OverviewState;
use crate::ui::commands::{Command, Commands, FileCommand, Panel};
use crate::ui::dialogs::Question;
use crate::ui::inspector::InspectorState;
use crate::ui::palette::Palette;
use crate::ui::presenting::state::Presenting;
use crate::ui::state::view::View;
use crate::ui::story::StoryState;
use crate::ui::widgets::toasts::Toasts;
use crate::ui::widgets::{accessible, style};
use derived::Derived;
use editing::Editing;
use files::Files;
use jobs::Jobs;
use settings::file::SettingsFile;
use window::system_requests::SystemRequests;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error("{message}\n{hint}\n`coeval render` makes pictures without a display.")]
pub struct RunError {
    message: String,
    hint: String,
}

impl RunError {
    fn new(message: &str, hint: &str) -> Self {
        Self { message: message.to_owned(), hint: hint.to_owned() }
    }
}

/// What the window opens with.
pub enum Start {
    /// These files, or else the sample. A story is told at once where that is wished for.
    Files(Vec<PathBuf>, Option<PresentWish>),
    /// What differs between two timelines, and what they are called.
    Comparison(Box<Compared>, String),
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// Where no window can be opened: what is missing, and what to do about it.
pub fn run(start: Start) -> Result<(), RunError> {
    window::platform::check()?;
    window::platform::leave_console();
    let system_requests = SystemRequests::default();
    window::platform::listen(&system_requests);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("coeval")
            .with_icon(icon())
            .with_inner_size([1440.0, 880.0])
            .with_min_inner_size([640.0, 400.0])
            .with_drag_and_drop(true),
        ..Default::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let older = creation.storage.and_then(|s| eframe::get_value(s, eframe::APP_KEY));
        let mut app = App::with_settings_of_user(&creation.egui_ctx, older);
        if let Some(folder) = eframe::storage_dir("coeval") {
            app = app.with_recovery(&creation.egui_ctx, Store::new(folder.join("recovery")));
        }
        app.ask_desktop(&creation.egui_ctx);
        system_requests.wake(&creation.egui_ctx);
        let asked = system_requests.take().files;
        app.surroundings.system_requests = system_requests;
        app.take_clipboard_html_from(files::clipboard::html_of_desktop);
        let start = match start {
            Start::Files(mut files, present) => {
                files.extend(asked);
                Start::Files(files, present)
            }
            comparison => comparison,
        };
        if matches!(start, Start::Files(_, None)) {
            app.listen(&creation.egui_ctx);
        }
        app.start(start);
        Ok(Box::new(app))
    });
    eframe::run_native("Coeval", options, create).map_err(|error| window::failure::explain(&error))
}

impl App {
    /// Begins with what the window was opened for.
    fn start(&mut self, start: Start) {
        match start {
            Start::Files(files, present) => {
                self.view.panels.welcome = files.is_empty() && present.is_none();
                self.derived.told.wish = present;
                if !files.is_empty() {
                    self.commands.push_back(Command::File(FileCommand::OpenPaths(files)));
                }
            }
            Start::Comparison(compared, name) => self.show_comparison(*compared, name),
        }
    }

    /// Shows what differs between two timelines, with the list of it.
    pub fn show_comparison(&mut self, compared: Compared, name: String) {
        self.show_session(Session::compared(compared, name));
        self.view.panels.dock.open(Panel::Differences);
    }
}

/// Hands files to a window that runs already; whether there is one and it has taken them.
#[must_use]
pub fn hand_over(files: &[PathBuf]) -> bool {
    window::platform::hand_over(files)
}

/// The window's icon; the desktop shows its own for Wayland windows, by the id above.
fn icon() -> egui::IconData {
    let png = include_bytes!("../../packaging/icons/coeval-128.png");
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}

/// The program.
pub struct App {
    session: Session,
    view: View,
    widgets: Widgets,
    jobs: Jobs,
    editing: Editing,
    files: Files,
    derived: Derived,
    settings: Settings,
    surroundings: Surroundings,
    question: Question,
    toasts: Toasts,
    commands: Commands,
}

/// What the large parts of the window remember from one frame to the next.
#[derive(Default)]
struct Widgets {
    canvas: CanvasState,
    overview: OverviewState,
    inspector: InspectorState,
    presenting: Presenting,
    story: StoryState,
}

/// What is known of the window and the desktop around it.
struct Surroundings {
    wishes: SystemWishes,
    /// The colours that go with them and with the settings.
    theme: Theme,
    /// The title that the window was given last.
    title: String,
    /// Where the settings are kept.
    settings_file: SettingsFile,
    /// Where the keyboard is to go in the next frame, before its controls are shown.
    move_focus: Option<FocusDirection>,
    /// The list of commands, where it is open.
    palette: Option<Palette>,
    /// What the system asks for while the window is there.
    system_requests: SystemRequests,
    /// Gives the HTML on the clipboard; nothing without a desktop.
    clipboard_html: Option<fn() -> Option<String>>,
    /// What other starts of the program hand over.
    listener: Option<window::platform::Listener>,
}

impl App {
    /// The program with what is open at first; needs no window, so that tests can drive it.
    #[must_use]
    pub fn new(ctx: &Context, session: Session, settings: Settings) -> Self {
        style::install_fonts(ctx);
        accessible::install(ctx);
        ctx.options_mut(|options| {
            options.fallback_theme = egui::Theme::Light;
            options.zoom_with_keyboard = false;
        });
        let theme = Theme::of(settings.theme_kind(SystemWishes::default()));
        style::apply(ctx, &theme);
        ctx.set_zoom_factor(settings.interface_size.factor());
        let mut app = Self {
            session,
            view: View::default(),
            widgets: Widgets::default(),
            jobs: Jobs::default(),
            editing: Editing::default(),
            files: Files::default(),
            derived: Derived::default(),
            settings,
            surroundings: Surroundings {
                wishes: SystemWishes::default(),
                theme,
                title: String::new(),
                settings_file: SettingsFile::default(),
                move_focus: None,
                palette: None,
                system_requests: SystemRequests::default(),
                clipboard_html: None,
                listener: None,
            },
            question: Question::None,
            toasts: Toasts::default(),
            commands: Commands::new(),
        };
        app.look_at_what_opened();
        app
    }

    /// What is open.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The story that is told.
    #[must_use]
    pub fn presenting(&self) -> &Presenting {
        &self.widgets.presenting
    }

    /// Where one looks.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The title of the window: what is open, a dot where it is not saved, the program.
    #[must_use]
    pub fn title(&self) -> String {
        let mark = if self.session.is_changed() { " •" } else { "" };
        let names = self.file_names();
        let isolated = crate::paint::isolated(&names);
        // The window manager orders the title. A Persian file name must not turn all of it, and Pango (1.50) looks
        // into isolates for the direction of the whole: a mark before them says it.
        let direction = if isolated.len() > names.len() { "\u{200E}" } else { "" };
        format!("{direction}{isolated}{mark} — Coeval")
    }
}

/// Seconds since the window was opened.
fn now(ctx: &Context) -> f64 {
    ctx.input(|i| i.time)
}

impl App {
    /// Pushes a command as a panel would, for tests.
    pub fn push(&mut self, command: Command) {
        self.commands.push_back(command);
    }

    /// Names of the opened files, or what stands in their place.
    fn file_names(&self) -> String {
        if let Some(comparison) = self.session.comparison() {
            return comparison.name().to_owned();
        }
        if self.session.is_sample() {
            let title = &*brief(self.session.document().title());
            return if title.is_empty() { "Sample".to_owned() } else { format!("{title} (sample)") };
        }
        let names: Vec<String> = self.session.files().iter().map(OpenFile::name).collect();
        names.join(" + ")
    }

    /// Title and subtitle for the bar.
    fn open_name(&self) -> (String, String) {
        let title = &*brief(self.session.document().title());
        let file = if self.session.is_sample() { "sample".to_owned() } else { self.file_names() };
        let mark = match (self.view.read_only, self.session.is_changed()) {
            (true, true) => " · read-only · unsaved",
            (true, false) => " · read-only",
            (false, true) => " · unsaved",
            (false, false) => "",
        };
        if title.is_empty() {
            (file, mark.trim_start_matches(" · ").to_owned())
        } else {
            (title.to_owned(), format!("{file}{mark}"))
        }
    }
}
