//! Opening files through the window: the work is done elsewhere, can be ended, and loses nothing that was changed.

use std::path::PathBuf;

use coeval::app::Session;
use coeval::edit::{Edit, Field};
use coeval::io;
use coeval::model::{EventId, Progress};
use coeval::scene::Theme;
use coeval::scene::theme::ThemeKind;
use coeval::ui::commands::{Command, EditCommand, FileCommand, Panel, ViewCommand};
use coeval::ui::widgets::progress_card::{self, Look, WorkShown};
use coeval::ui::widgets::style;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::support::window::Window;

const OPEN: &str =
    "(title: \"Open\", events: [(id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\")])";
const OTHER: &str = "(title: \"Other\", events: [(date: \"2024-10-15\", title: \"Visit\", country: \"IL\")])";

fn other() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.ron");
    std::fs::write(&path, OTHER).unwrap();
    (folder, path)
}

fn title(window: &Window) -> String {
    window.app().session().document().title().to_owned()
}

#[test]
fn a_file_is_opened_beside_the_window() {
    let (_folder, path) = other();
    let mut window = Window::of("open.ron", OPEN);
    window.harness.state_mut().as_mut().unwrap().push(Command::File(FileCommand::OpenPaths(vec![path])));
    window.wait_until(|window| title(window) == "Other");
    assert_eq!(window.app().title(), "other.ron — Coeval");
}

#[test]
fn what_was_changed_meanwhile_is_asked_for() {
    let (_folder, path) = other();
    for (answer, then) in [("Cancel", "Open"), ("Don’t save", "Other")] {
        let mut window = Window::of("open.ron", OPEN);
        let field = Field::Title("Changed".to_owned());
        let edit = Edit::SetField { event: EventId::new("a"), field };
        let app = window.harness.state_mut().as_mut().unwrap();
        // Both in one frame: the change comes after the beginning and before the end of the reading.
        app.push(Command::File(FileCommand::OpenPaths(vec![path.clone()])));
        app.push(Command::Edit(EditCommand::Apply(edit)));
        window.wait_until(|window| window.has("Save"));
        assert_eq!(title(&window), "Open");
        window.click(Role::Button, answer);
        assert_eq!(title(&window), then, "{answer}");
        assert_eq!(window.app().session().is_changed(), then == "Open");
    }
}

#[test]
fn an_opening_that_was_ended_gives_nothing() {
    let (_folder, path) = other();
    let progress = Progress::default();
    progress.cancel();
    let error = io::ReadOptions { progress: Some(&progress), preview: None }.open(&path).unwrap_err();
    assert!(error.cancelled && error.diagnostics.is_empty());
    let progress = Progress::default();
    let loaded = io::ReadOptions { progress: Some(&progress), preview: None }.open(&path).unwrap();
    let (done, whole) = progress.steps();
    assert_eq!((loaded.counts().0, progress.events()), (1, 1));
    assert!(done > whole / 2 && done <= whole);
}

#[test]
fn the_card_comes_after_a_blink_and_ends_the_work() {
    let theme = Theme::of(ThemeKind::Light);
    let mut harness =
        Harness::builder().with_step_dt(0.05).with_context_setup(style::install_fonts).build_ui_state(
            move |ui, ended: &mut bool| {
                let (title, detail) = ("Opening big.ron", "430 events");
                let work = WorkShown { title, detail, share: Some(0.43), since: 0.0 };
                *ended |= progress_card::show(ui.ctx(), &Look { theme: &theme, moves: true }, &work);
            },
            false,
        );
    harness.step();
    assert!(harness.query_by_label_contains("Opening big.ron").is_none());
    (0..10).for_each(|_| harness.step());
    assert!(harness.query_by_label_contains("Opening big.ron: 43 %").is_some());
    harness.get_by_label("Cancel").click_accesskit();
    (0..3).for_each(|_| harness.step());
    assert!(*harness.state());
}

#[test]
fn an_edit_among_many_events_keeps_the_list_until_a_new_one_is_there() {
    let day = |at: usize| format!("19{:02}-{:02}-{:02}", at % 90, at % 12 + 1, at % 28 + 1);
    let event = |at: usize| {
        let lane = ["IR", "IL", "AZ"][at / 1261 % 3];
        format!("(id: \"e{at}\", date: \"{}\", title: \"t\", country: \"{lane}\"),\n", day(at))
    };
    let text: String = (0..20_400).map(event).collect();
    let mut window = Window::new(move || {
        let loaded = io::read(&format!("(events: [{text}])"));
        Session::opened(vec![(PathBuf::from("many.ron"), loaded)])
    });
    let before = window.app().session().lists();
    let count = window.app().session().coincidences().len();
    assert!(count > 100);
    let date = coeval::model::EventDate::parse("2020-02-02").unwrap();
    for id in ["e0", "e1300"] {
        let edit = Edit::SetField { event: EventId::new(id), field: Field::Date(date.clone()) };
        window.harness.state_mut().as_mut().unwrap().push(Command::Edit(EditCommand::Apply(edit)));
    }
    window.harness.step();
    assert!(!window.app().session().coincidences().is_empty());
    window.wait_until(|window| window.app().session().lists() > before && !window.app().is_busy());
    let session = window.app().session();
    assert!(
        session.coincidences().briefs().iter().any(|c| c.day.to_string() == "2020-02-02" && c.events == 2)
    );
}

#[test]
fn without_a_file_the_window_offers_what_was_open_last() {
    let (_folder, path) = other();
    let welcome = || Command::View(ViewCommand::Toggle(Panel::Welcome));
    let mut window = Window::of("open.ron", OPEN);
    window.app_mut().push(Command::File(FileCommand::OpenPaths(vec![path])));
    window.wait_until(|window| title(window) == "Other");
    window.app_mut().push(Command::File(FileCommand::New));
    window.app_mut().push(welcome());
    window.wait_until(|window| window.has("Explore the sample"));
    window.click(Role::Button, "other.ron");
    window.wait_until(|window| title(window) == "Other");
    assert!(!window.app().view().panels.welcome);
    for leave in ["key", "click"] {
        window.app_mut().push(welcome());
        window.wait_until(|window| window.has("Explore the sample"));
        match leave {
            "key" => window.key(egui::Key::Escape),
            _ => window.click(Role::Button, "Explore the sample"),
        }
        assert!(!window.has("Explore the sample"), "{leave}");
        assert_eq!(title(&window), "Other", "what was open stays");
    }
}

#[test]
fn the_keys_are_found_by_typing() {
    let mut window = Window::of("open.ron", OPEN);
    window.key(egui::Key::F1);
    window.settle();
    assert!(window.has("Zoom in") && window.has("Measure days, events and coincidences"));
    window.harness.event(egui::Event::Text("w measure".to_owned()));
    window.settle();
    assert!(!window.has("Zoom in"), "letters go into the field");
    let text = "No shortcut matches “w measure”";
    assert!(window.has(text) || window.has("Extend measurement left"));
}
