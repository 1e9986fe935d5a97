//! A window without a display, for tests that walk through it by the names that a screen reader says.

use std::path::PathBuf;

use coeval::analysis::most_important;
use coeval::app::{App, Session, Settings};
use coeval::io;
use coeval::io::disk::recovery::Store;
use coeval::ui::commands::{Command, SelectCommand};
use coeval::ui::widgets::style;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, Queryable};

/// A window that is not on any screen.
pub struct Window {
    /// What drives it.
    pub harness: Harness<'static, Option<App>>,
}

impl Window {
    pub fn new(session: impl FnOnce() -> Session) -> Self {
        Self::made(session, |app, _| app)
    }

    /// With a recovery journal in this store, and the opened files watched.
    pub fn safe(session: impl FnOnce() -> Session, store: Store) -> Self {
        Self::made(session, move |app, ctx| app.with_recovery(ctx, store))
    }

    fn made(
        session: impl FnOnce() -> Session,
        finish: impl FnOnce(App, &egui::Context) -> App + 'static,
    ) -> Self {
        let mut session = Some(session());
        let mut finish = Some(finish);
        let harness = Harness::builder()
            .with_size(egui::vec2(1600.0, 900.0))
            .with_step_dt(0.1)
            .with_max_steps(200)
            .allow_missing_glyphs()
            .with_context_setup(style::install_fonts)
            .build_ui_state(
                move |ui, app: &mut Option<App>| {
                    let new = || {
                        let app = App::new(ui.ctx(), session.take().unwrap(), Settings::default());
                        finish.take().unwrap()(app, ui.ctx())
                    };
                    app.get_or_insert_with(new).ui(ui);
                },
                None,
            );
        let mut window = Self { harness };
        window.settle();
        window
    }

    /// The sample, at the two meetings of 14 October 2024.
    pub fn sample() -> Self {
        let mut window = Self::new(Session::sample);
        window.go_to_important();
        window
    }

    /// Goes to the most important coincidence.
    pub fn go_to_important(&mut self) {
        let session = self.app().session();
        let (document, list) = (session.document(), session.coincidences());
        let at = most_important(document, list, session.lanes().by(), |_| true);
        if let Some(at) = at {
            self.app_mut().push(Command::Select(SelectCommand::Coincidence(at)));
            self.settle();
        }
    }

    pub fn of(name: &str, text: &str) -> Self {
        let loaded = io::read(text);
        let path = PathBuf::from(name);
        Self::new(move || Session::opened(vec![(path, loaded)]))
    }

    pub fn app(&self) -> &App {
        self.harness.state().as_ref().unwrap()
    }

    pub fn app_mut(&mut self) -> &mut App {
        self.harness.state_mut().as_mut().unwrap()
    }

    /// Runs until nothing asks for another frame, which also shows that an idle window does not.
    pub fn settle(&mut self) {
        self.harness.run();
    }

    /// Runs until something that happens in the background is so, for as long as a slow machine may need.
    pub fn wait_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..600 {
            self.settle();
            if is_so(self) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
            self.harness.step();
        }
        panic!("it did not happen");
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    pub fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    /// Presses what has this role and a name that contains the text; there must be just one.
    pub fn click(&mut self, role: Role, name: &str) {
        self.harness.get(By::new().role(role).label_contains(name)).click_accesskit();
        self.settle();
    }

    pub fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    pub fn selected_title(&self) -> Option<String> {
        let app = self.app();
        app.view().selection.event.map(|ix| app.session().document().event(ix).title.to_string())
    }

    pub fn field<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        self.harness.get(By::new().role(Role::TextInput).label(name))
    }

    /// Replaces what a field says, letter by letter as hands do.
    pub fn type_into(&mut self, name: &str, text: &str) {
        self.field(name).focus();
        self.settle();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.step();
        for letter in text.chars() {
            self.harness.event(egui::Event::Text(letter.to_string()));
        }
        self.settle();
    }
}
