//! The program's state and one frame of it: finished jobs become commands, panels and canvas read the state and
//! push commands, the commands are drained, and a repaint is asked for only while something moves.

pub(crate) mod derived;
mod editing;
mod files;
mod jobs;
mod navigation;
mod queries;
mod recovery;
mod session;
mod settings;
pub(crate) mod window;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{Color32, Context, FocusDirection, Ui};

pub use queries::check_queries;
pub use session::{OpenFile, Session, Target};
pub use settings::{Settings, SystemWishes};
pub use window::fonts::system_font;

use crate::io::disk::recovery::Store;
use crate::model::EventIx;
use crate::scene::Theme;
use crate::ui::canvas::frame_times::Stage;
use crate::ui::canvas::overview::{self, OverviewInput, OverviewState};
use crate::ui::canvas::{self, CanvasState};
use crate::ui::coincidences::panel::{self, ListInput};
use crate::ui::commands::{Command, Commands, EditCommand, FileCommand, SavePart, clipboard, keyboard};
use crate::ui::dialogs::{self, Question, help};
use crate::ui::inspector::{self, InspectorState};
use crate::ui::panels::{history, problems};
use crate::ui::state::member_order::Order;
use crate::ui::state::view::View;
use crate::ui::widgets::toasts::Toasts;
use crate::ui::widgets::{focus_ring, style};
use crate::ui::{Shown, menu, pairs};
use derived::pairs::PairsWork;
use jobs::Jobs;
use settings::file::SettingsFile;

/// How much larger text is when presenting.
const PRESENTING_SCALE: f32 = 1.3;

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

/// Opens the window, with these files or else with the sample, and returns when it is closed.
///
/// # Errors
/// Where no window can be opened: what is missing, and what to do about it.
pub fn run(files: Vec<PathBuf>) -> Result<(), RunError> {
    window::libraries::check()?;
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
            app = app.with_safety(&creation.egui_ctx, Store::new(folder.join("recovery")));
        }
        app.jobs.ask_desktop(&creation.egui_ctx);
        if !files.is_empty() {
            app.commands.push_back(Command::File(FileCommand::OpenPaths(files)));
        }
        Ok(Box::new(app))
    });
    eframe::run_native("Coeval", options, create).map_err(|error| window::libraries::explain(&error))
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
    canvas: CanvasState,
    overview: OverviewState,
    inspector: InspectorState,
    jobs: Jobs,
    pairs: PairsWork,
    settings: Settings,
    surroundings: Surroundings,
    question: Question,
    toasts: Toasts,
    commands: Commands,
    theme: Theme,
}

/// What is known of the window and the desktop around it.
#[derive(Default)]
struct Surroundings {
    wishes: SystemWishes,
    /// The title that the window was given last.
    title: String,
    /// What keeps changes from being lost.
    safety: recovery::Safety,
    /// What to go on with once the changes are saved.
    after_save: Option<FileCommand>,
    /// Which of the opened files a name is asked for.
    save_part: SavePart,
    /// The user has agreed to end the program.
    may_close: bool,
    /// Where the settings are kept.
    settings_file: SettingsFile,
    /// Where the keyboard is to go in the next frame, before its controls are shown.
    move_focus: Option<FocusDirection>,
}

impl App {
    /// The program with what is open at first; needs no window, so that tests can drive it.
    #[must_use]
    pub fn new(ctx: &Context, session: Session, settings: Settings) -> Self {
        style::install_fonts(ctx);
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
            canvas: CanvasState::default(),
            overview: OverviewState::default(),
            inspector: InspectorState::default(),
            jobs: Jobs::default(),
            pairs: PairsWork::default(),
            settings,
            surroundings: Surroundings::default(),
            question: Question::None,
            toasts: Toasts::default(),
            commands: Commands::new(),
            theme,
        };
        app.look_at_what_opened();
        app
    }

    /// What is open.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
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

    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.canvas.times.begin();
        let begun = Instant::now();
        let started = begun;
        if let Some(direction) = self.surroundings.move_focus.take() {
            ctx.memory_mut(|memory| memory.move_focus(direction));
        }
        self.take_finished(&ctx);
        self.keep_safe(&ctx);
        self.keep_search(&ctx);
        self.keep_list(&ctx);
        self.keep_rates(&ctx);
        self.keep_alignment(&ctx);
        self.gather(&ctx);
        self.canvas.times.add(Stage::Index, started);
        let started = Instant::now();
        self.read_window(&ctx);
        let modal = self.question.is_modal() || self.has_keyboard_to_itself();
        keyboard::read(&ctx, canvas::canvas_id(), modal, &self.settings.keys, &mut self.commands);
        clipboard::read(&ctx, modal, &mut self.commands);
        if self.view.tick(now(&ctx)) {
            ctx.request_repaint();
        }
        self.canvas.times.add(Stage::Input, started);
        self.panels(ui);
        self.canvas(ui);
        self.over_the_window(&ctx);
        let name = self.file_names();
        dialogs::show(&ctx, &mut self.question, &name, &self.theme, &mut self.commands);
        self.work_ui(&ctx);
        self.show_question(&ctx);
        let above = if self.view.presenting { 24.0 } else { 96.0 };
        if self.toasts.show(&ctx, &self.theme, &self.settings.keys, above) {
            self.commands.push_back(Command::Edit(EditCommand::Undo));
        }
        focus_ring::show(&ctx, &self.theme);
        let started = Instant::now();
        self.drain(&ctx);
        self.canvas.times.add(Stage::Index, started);
        self.tell_window(&ctx);
        self.keep_settings(&ctx);
        self.canvas.times.end(begun.elapsed());
    }

    fn shown<'a>(&'a self, selection: &'a [EventIx]) -> Shown<'a> {
        Shown {
            document: self.session.document(),
            lanes: self.session.lanes(),
            coincidences: self.session.coincidences(),
            rule: &self.session.listing().rule,
            asked: &self.view.listing,
            rates: self.session.rates(),
            keys_of_order: self.session.keys_of(self.view.sort),
            sought: self.view.search.query.as_ref(),
            theme: &self.theme,
            keys: &self.settings.keys,
            selected: self.view.selected,
            selection,
            current: self.view.current,
            calendars: self.settings.calendars(),
            aligned: self.view.align.shown(),
            disputed_only: self.view.search.is_disputed_only(),
            presenting: self.view.presenting,
            read_only: self.is_read_only(),
        }
    }

    fn panels(&mut self, ui: &mut Ui) {
        if self.view.presenting {
            return;
        }
        let mut commands = std::mem::take(&mut self.commands);
        let selection = self.view.marked.all(self.view.selected);
        let (title, subtitle) = self.open_name();
        let bar = self.bar(&title, &subtitle);
        menu::show(ui, &self.shown(&selection), &bar, &mut commands);
        if self.view.panels.problems {
            let files: Vec<_> = self.session.files().iter().map(files::problem_file).collect();
            problems::show(ui, &self.shown(&selection), &files, self.view.problem, &mut commands);
        }
        if self.view.panels.inspector {
            let mut state = std::mem::take(&mut self.inspector);
            let mut flags = std::mem::take(&mut self.canvas.flags);
            inspector::show(ui, &self.shown(&selection), &mut state, &mut flags, &mut commands);
            (self.inspector, self.canvas.flags) = (state, flags);
        }
        if self.view.panels.history {
            history::show(ui, &self.shown(&selection), self.session.history(), &mut commands);
        }
        if self.view.panels.coincidences {
            let mut flags = std::mem::take(&mut self.canvas.flags);
            let input = ListInput { sort: self.view.sort, is_stale: self.is_list_given_up() };
            panel::show(ui, &self.shown(&selection), input, &mut flags, &mut commands);
            self.canvas.flags = flags;
        }
        if self.view.panels.pairs {
            self.pairs.update(ui.ctx(), &self.session, &self.view, &mut self.jobs);
            let mut flags = std::mem::take(&mut self.canvas.flags);
            pairs::show(ui, &self.shown(&selection), &self.pairs.input(), &mut flags, &mut commands);
            self.canvas.flags = flags;
        }
        if self.session.is_sample() && !self.settings.hint_dismissed {
            help::hint(ui, &self.theme, &self.settings.keys, &mut commands);
        }
        let mut overview = std::mem::take(&mut self.overview);
        let input = OverviewInput {
            index: self.session.index(),
            generation: self.session.generation(),
            heads_width: self.canvas.heads_width(),
        };
        overview::show(ui, &self.shown(&selection), &self.view, &input, &mut overview, &mut commands);
        self.overview = overview;
        help::windows(ui.ctx(), &self.theme, &self.settings.keys, self.view.panels, &mut commands);
        self.commands = commands;
    }

    /// A question about the document.
    fn show_question(&mut self, ctx: &Context) {
        let mut question = std::mem::take(&mut self.question);
        let mut commands = std::mem::take(&mut self.commands);
        dialogs::show_about(ctx, &mut question, &self.shown(&[]), &mut commands);
        (self.question, self.commands) = (question, commands);
    }

    fn bar<'a>(&'a self, title: &'a str, subtitle: &'a str) -> menu::Bar<'a> {
        let problems: usize = self.session.files().iter().map(|file| file.diagnostics.len()).sum();
        let has_errors = self.session.files().iter().any(OpenFile::has_errors);
        menu::Bar {
            title,
            subtitle,
            undo: self.session.undo_label(),
            redo: self.session.redo_label(),
            can_go_back: self.view.can_go_back(),
            can_go_forward: self.view.can_go_forward(),
            recent: &self.settings.recent,
            problems: (problems, has_errors),
            theme_choice: self.settings.theme,
            hidden_lanes: self.view.lanes.list(self.session.lanes().lanes()).hidden,
            reduced_motion: self.settings.moves_at_once(self.surroundings.wishes),
            wheel_zooms: self.settings.wheel_zooms,
            interface_size: self.settings.interface_size,
            busy: self.jobs.is_reading(),
            search: &self.view.search,
            matcher: self.jobs.searcher.matcher(&self.session),
        }
    }

    fn moves_at_once(&self) -> bool {
        self.settings.moves_at_once(self.surroundings.wishes)
    }

    fn drain(&mut self, ctx: &Context) {
        let mut any = false;
        while let Some(command) = self.commands.pop_front() {
            any = true;
            match command {
                Command::File(command) => self.file(ctx, command),
                Command::View(command) => self.look(ctx, command),
                Command::Select(command) => self.select(ctx, command),
                Command::SelectBesides(events) => self.select_besides(&events),
                Command::Search(command) => self.search(ctx, command),
                Command::List(command) => self.list(ctx, command),
                Command::Edit(command) => self.edit(ctx, command),
                Command::Named(command) => self.named(ctx, command),
                Command::Safety(command) => self.safety(ctx, command),
                Command::Prefer(command) => self.prefer(ctx, command),
                Command::Pairs(command) => self.pair(ctx, command),
                Command::Align(command) => self.align(ctx, command),
            }
        }
        if any {
            ctx.request_repaint();
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if let Some(seconds) = frame.info().cpu_usage {
            self.canvas.times.drawn(Duration::from_secs_f32(seconds.clamp(0.0, 60.0)));
        }
        Self::ui(self, ui);
        self.keep_fonts(&ui.ctx().clone());
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        Color32::from(self.theme.background).to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Seconds since the window was opened.
fn now(ctx: &Context) -> f64 {
    ctx.input(|i| i.time)
}

/// Now in days since 1970-01-01 by the local clock, to the minute so that the picture is not built anew for it.
fn today() -> Option<f64> {
    let now = jiff::Zoned::now();
    let seconds = now.timestamp().as_second() + i64::from(now.offset().seconds());
    let minutes = seconds.div_euclid(60);
    Some(minutes as f64 / 1440.0)
}

impl App {
    /// Pushes a command as a panel would, for tests.
    pub fn push(&mut self, command: Command) {
        self.commands.push_back(command);
    }

    /// Names of the opened files, or what stands in their place.
    fn file_names(&self) -> String {
        if self.session.is_sample() {
            let title = self.session.document().title();
            return if title.is_empty() { "Sample".to_owned() } else { format!("{title} (sample)") };
        }
        let names: Vec<String> = self.session.files().iter().map(OpenFile::name).collect();
        names.join(" + ")
    }

    /// Title and subtitle for the bar.
    fn open_name(&self) -> (String, String) {
        let title = self.session.document().title();
        let file = if self.session.is_sample() { "sample".to_owned() } else { self.file_names() };
        let mark = match (self.view.read_only, self.session.is_changed()) {
            (true, true) => " · read-only · not saved",
            (true, false) => " · read-only",
            (false, true) => " · not saved",
            (false, false) => "",
        };
        if title.is_empty() {
            (file, mark.trim_start_matches(" · ").to_owned())
        } else {
            (title.to_owned(), format!("{file}{mark}"))
        }
    }

    /// After opening: looks at the most important coincidence, or at everything where there is none.
    pub(super) fn look_at_what_opened(&mut self) {
        use crate::analysis::most_important;
        use crate::ui::state::navigate::{around, fit_all};
        let (document, index) = (self.session.document(), self.session.index());
        let coincidences = self.session.coincidences();
        let first = most_important(document, coincidences, self.session.lanes().by(), |_| true);
        let brief = first.and_then(|at| coincidences.brief(at));
        let viewport = brief.map_or_else(|| fit_all(index), |brief| around(index, brief));
        self.view.reset(viewport);
        self.inspector = InspectorState::default();
        self.canvas.measure.clear();
        if let Some(coincidence) = first.and_then(|at| self.session.coincidence(at)) {
            let order = Order::of(self.session.document(), self.session.lanes(), coincidence);
            (self.view.current, self.view.selected) = (first, order.events.first().copied());
            self.view.reveal = self.view.selected;
        }
        self.view.panels.problems = self.session.files().iter().any(OpenFile::has_errors);
    }
}
