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

/// Events of three lanes on many days, two lanes on most, and one day on which the third takes part.
fn long(events: usize, story: &str) -> String {
    let mut text = format!("(story: [{story}], events: [");
    for at in 0..events / 2 {
        let (year, month, day) = (1950 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
        for lane in ["IR", "IL"] {
            text += &format!(
                "(id: \"{lane}{at}\", date: \"{year}-{month:02}-{day:02}\", title: \"t\", country: \"{lane}\"),\n"
            );
        }
    }
    text + "(date: \"1950-07-14\", title: \"Rare\", country: \"AZ\")])"
}

#[test]
fn a_file_opens_whole_with_nothing_selected() {
    for events in [2, 40, 498] {
        let window = Window::of("short.ron", &long(events, ""));
        let (first, last) = window.app().session().index().range().unwrap();
        let viewport = window.app().view().viewport();
        assert!(viewport.from <= first && viewport.to() >= last, "{events}: {viewport:?}");
        assert_eq!(window.app().view().selection.coincidence, None);
        assert_eq!(window.selected_title(), None);
    }
}

#[test]
fn a_file_too_long_to_read_opens_at_its_most_surprising_day() {
    let window = Window::of("long.ron", &long(900, ""));
    let app = window.app();
    let at = app.view().selection.coincidence.expect("a coincidence is selected");
    assert_eq!(app.session().coincidences().brief(at).unwrap().day.to_string(), "1950-07-14");
    let viewport = app.view().viewport();
    let (first, last) = app.session().index().range().unwrap();
    assert!(viewport.days < last - first, "it is not the whole");
    assert!(!app.view().can_go_back(), "opening is not a step to go back from");
    assert!(window.has("Opened at the most surprising day, 14 July 1950"));
}

#[test]
fn a_file_with_a_story_opens_at_its_first_step() {
    let step = "Step(title: \"Begin\", from: \"1950-02-01\", to: \"1950-02-20\", focus: [\"IL30\"], lanes: [\"IL\"], query: \"rare\")";
    for events in [80, 900] {
        let window = Window::of("story.ron", &long(events, step));
        let viewport = window.app().view().viewport();
        assert!((20.0..25.0).contains(&viewport.days), "{viewport:?}");
        let selected = window.app().view().selection.event.unwrap();
        assert_eq!(window.app().session().document().event(selected).id.as_str(), "IL30");
        assert!(!window.app().view().search.is_active(), "nothing is hidden by it");
        let lanes = window.app().session().lanes().lanes();
        assert_eq!(window.app().view().lanes.list(lanes).hidden, 0);
    }
    // A step that counts days, or is empty, says no days of the calendar.
    let counted = "Step(title: \"Days\", align: \"tag:a\", from: \"-3\", to: \"9\")";
    let window = Window::of("counted.ron", &long(80, counted));
    let (first, last) = window.app().session().index().range().unwrap();
    let viewport = window.app().view().viewport();
    assert!(viewport.from <= first && viewport.to() >= last, "{viewport:?}");
}

#[test]
fn who_moves_before_the_day_is_known_stays() {
    let (folder, _) = other();
    let path = folder.path().join("long.ron");
    std::fs::write(&path, long(21_000, "")).unwrap();
    let mut window = Window::of("open.ron", OPEN);
    window.app_mut().push(Command::File(FileCommand::OpenPaths(vec![path])));
    for _ in 0..600 {
        window.harness.step();
        if window.app().session().document().events().len() > 1000 && !window.app().session().is_partial() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(window.app().view().selection.coincidence, None, "it is not known yet");
    window.app_mut().push(Command::View(ViewCommand::Zoom(0.5)));
    window.harness.step();
    let here = window.app().view().target();
    window.wait_until(|window| window.app().session().surprises().is_some() && !window.app().is_busy());
    assert_eq!(window.app().view().target(), here);
    assert_eq!(window.app().view().selection.coincidence, None);
}
