//! Stories that are odd, and what happens around one that is told: nothing is in view, nothing is there, much is there,
//! the file changes on the disk, the window is closed. A room never sees a question that it did not ask for.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use coeval::app::Session;
use coeval::io;
use coeval::io::disk::recovery::Store;
use egui::{Key, Modifiers};
use tempfile::TempDir;

use crate::support::window::Window;

fn told(text: &str) -> Window {
    let mut window = Window::of("story.ron", text);
    window.key(Key::F5);
    assert!(window.app().view().presenting);
    window
}

fn step(window: &Window) -> usize {
    window.app().presenting().step
}

/// Goes through the story with every key that shows something, and out of it.
fn walk(window: &mut Window) {
    let steps = window.app().session().document().story().len();
    for _ in 0..steps.min(6) {
        for key in [Key::A, Key::O, Key::O, Key::L, Key::S, Key::S, Key::Z, Key::Plus, Key::Z, Key::Backspace]
        {
            window.key(key);
        }
        window.key(Key::PageDown);
    }
    assert!(window.app().view().viewport().days.is_finite());
    for _ in 0..6 {
        window.key(Key::Escape);
    }
    assert!(!window.app().view().presenting);
}

#[test]
fn steps_that_name_nothing_that_is_there_are_shown_as_far_as_it_goes() {
    let nothing = r#"(title: "Nothing"), (title: ""), (title: "Nobody", focus: ["nobody", "nothing"], one_by_one: true,
        lanes: ["ZZ"], accounts: "nobody", align: "nobody", coincidence: "2024-10-14", query: "tag:none"),
        (title: "Long", from: "-1000", to: "2000"), (title: "Turned", from: "2024", to: "2020"),
        (title: "Far", from: "-9999", to: "9999", lanes_by: "place")"#;
    for events in ["", r#"(date: "2024-10-14", title: "Alone", country: "IR", id: "one"),"#] {
        let mut window = told(&format!("(events: [{events}], story: [{nothing}])"));
        assert!(window.has("Step 1 of 6"));
        walk(&mut window);
    }
}

#[test]
fn two_hundred_steps_are_gone_through_by_number() {
    let mut steps = String::new();
    for n in 1..=200 {
        let _ = write!(steps, "(title: \"Step named {n}\", from: \"{}\", seconds: 5),", 1800 + n);
    }
    let mut window =
        told(&format!("(events: [(date: \"1900\", title: \"A\", country: \"IR\")], story: [{steps}])"));
    for key in [Key::Num1, Key::Num5, Key::Num0, Key::Enter] {
        window.key(key);
    }
    assert!(step(&window) == 149 && window.has("Step named 150"));
    window.key(Key::O);
    for _ in 0..3 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    assert!(step(&window) > 149);
    window.key(Key::End);
    assert_eq!(step(&window), 199);
    window.key(Key::PageDown);
    assert!(step(&window) == 199 && window.app().view().presenting, "the end stays");
    window.key(Key::Escape);
}

#[test]
fn what_is_frozen_keeps_its_caption_and_gets_no_accounts() {
    let mut window = told(
        r#"(events: [(id: "a", date: "2024", title: "A", country: "IR", accounts: [
            (by: "IR", says: "Peace."), (by: "AZ", says: "War.")])],
        story: [(title: "First", focus: ["a"]), (title: "Who says what", accounts: "a")])"#,
    );
    window.key(Key::Z);
    window.key(Key::PageDown);
    assert!(step(&window) == 1 && window.has("First") && !window.has("Peace."));
    window.key(Key::Z);
    assert!(window.has("Who says what") && window.has("Peace."));
}

/// A file with a story of two steps, and a place for what is not saved.
struct Desk {
    folder: TempDir,
    path: PathBuf,
}

const TEXT: &str = r#"(events: [(id: "a", date: "2024", title: "Talks", country: "IR")],
    story: [(title: "First", text: "So it began."), (title: "Last")])"#;

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.ron");
        fs::write(&path, TEXT).unwrap();
        Self { folder, path }
    }

    fn told(&self) -> Window {
        let (path, store) = (self.path.clone(), Store::new(self.folder.path().join("recovery")));
        let opened = move || Session::opened(vec![(path.clone(), io::open(&path).unwrap())]);
        let mut window = Window::safe(opened, store);
        window.key(Key::F5);
        window
    }

    /// What another program does to the file.
    fn other_program_writes(&self, text: &str) {
        let new = self.folder.path().join("new");
        fs::write(&new, text).unwrap();
        fs::rename(new, &self.path).unwrap();
    }
}

#[test]
fn a_story_that_is_rewritten_on_the_disk_goes_on() {
    let desk = Desk::new();
    let mut window = desk.told();
    window.key(Key::End);
    desk.other_program_writes(&TEXT.replace("(title: \"Last\")", "").replace("First", "Only"));
    window.wait_until(|window| window.app().session().document().story().len() == 1);
    window.settle();
    assert!(window.app().view().presenting && step(&window) == 0 && window.has("Only"));
    assert!(!window.has("new version"), "the room reads no message");
    desk.other_program_writes(
        &TEXT[..TEXT.find("story").unwrap()].replace("Talks", "Visit").replace(",\n    ", ")"),
    );
    window.wait_until(|window| window.app().session().document().story().is_empty());
    assert!(window.has("Visit"), "without a story the timeline is shown");
    window.key(Key::Escape);
    window.settle();
    assert!(!window.app().view().presenting);
}

#[test]
fn a_room_is_not_asked_what_to_do_with_a_file() {
    let desk = Desk::new();
    let mut window = desk.told();
    window.key(Key::Plus);
    window.key(Key::K);
    assert!(window.app().session().is_changed());
    desk.other_program_writes(&TEXT.replace("Talks", "Negotiations"));
    for _ in 0..20 {
        std::thread::sleep(std::time::Duration::from_millis(50));
        window.harness.step();
        window.settle();
    }
    assert!(!window.has("was changed by another program"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().session().document().story().len(), 3, "nothing is undone before a room");
    window.key(Key::Escape);
    assert!(!window.app().view().presenting);
    window.wait_until(|window| window.has("was changed by another program"));
}

#[test]
fn a_window_that_is_closed_while_it_presents_asks_for_changes() {
    let desk = Desk::new();
    let mut window = desk.told();
    window.key(Key::Plus);
    window.key(Key::K);
    let root = egui::ViewportId::ROOT;
    let viewport = window.harness.input_mut().viewports.entry(root).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.harness.step();
    let commands = &window.harness.output().viewport_output[&root].commands;
    assert!(commands.contains(&egui::ViewportCommand::CancelClose), "{commands:?}");
    window.settle();
    assert!(window.has("Don’t save"));
}
