//! Presents in two windows: the console with the note, and the room's own with nothing but the picture.

use coeval::app::Session;
use coeval::ui::commands::{Command, PresentCommand, RoomPlace};
use coeval::ui::presenting::room_window;
use egui::accesskit::Role;
use egui::{Key, Shape};

use crate::support::window::Window;

fn told() -> Window {
    let mut window = Window::new(Session::sample);
    window.app_mut().push(Command::Present(PresentCommand::Place(RoomPlace::Window(1280, 720))));
    window.settle();
    window.key(Key::F5);
    window.wait_until(|window| !window.app().is_busy());
    window
}

/// The text that is painted in the room's window.
fn room(window: &Window) -> String {
    fn collect(shape: &Shape, all: &mut String) {
        match shape {
            Shape::Text(text) => {
                all.push_str(text.galley.text());
                all.push('\n');
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, all)),
            _ => {}
        }
    }
    let mut all = String::new();
    room_window::shapes(window.app().audience()).iter().for_each(|clipped| collect(&clipped.shape, &mut all));
    all
}

#[test]
fn the_presenter_reads_the_note_and_the_room_does_not() {
    let mut window = told();
    let story = window.app().session().document().story().to_vec();
    assert!(window.has("The audience sees") && window.has("Only you see this"));
    for (at, step) in story.iter().enumerate() {
        window.app_mut().push(Command::Present(PresentCommand::To(at)));
        window.settle();
        assert!(
            !step.note.is_empty() && window.has(&step.note),
            "the console has the note of step {}",
            at + 1
        );
        let seen = room(&window);
        assert!(seen.contains(&step.title), "{seen}");
        for word in step.note.split_whitespace().filter(|word| word.len() > 6) {
            assert!(
                !seen.contains(word) || step.text.contains(word) || seen_elsewhere(&story, word),
                "{word} in {seen}"
            );
        }
        assert!(!seen.contains(&step.note));
        if let Some(next) = story.get(at + 1) {
            assert!(window.has(&format!("Next: {}", next.title)));
            assert!(!seen.contains(&next.title), "the room does not see what comes");
        }
    }
}

/// Whether a word of a note is said to everybody too.
fn seen_elsewhere(story: &[coeval::model::Step], word: &str) -> bool {
    story.iter().any(|step| step.title.contains(word) || step.text.contains(word))
}

#[test]
fn keys_and_buttons_of_the_console() {
    let mut window = told();
    window.key(Key::PageDown);
    assert_eq!(window.app().presenting().step, 1);
    window.click(Role::Button, "Go to step 3");
    assert_eq!(window.app().presenting().step, 2);
    assert!(window.has("step 3 of 7"));
    window.click(Role::Button, "Black");
    assert!(window.app().presenting().cover.is_some());
    window.key(Key::B);
    let before = room(&window);
    window.key(Key::Z);
    window.key(Key::PageDown);
    assert_eq!(room(&window), before, "frozen: the room keeps what it saw");
    assert!(window.has("step 4 of 7"), "and the presenter goes on");
    window.key(Key::Z);
    assert_ne!(room(&window), before);
    window.click(Role::Button, "Larger note");
    window.app_mut().push(Command::Present(PresentCommand::Place(RoomPlace::Here)));
    window.settle();
    assert!(!window.has("Only you see this") && window.has("Step 4 of 7"), "the one window again");
    window.key(Key::Escape);
    assert!(!window.app().view().presenting);
}

#[test]
fn looking_around_in_the_console_moves_the_rooms_picture() {
    let mut window = told();
    let home = window.app().view().viewport();
    window.key(Key::Plus);
    assert_ne!(window.app().view().viewport(), home);
    window.key(Key::Backspace);
    assert_eq!(window.app().view().viewport(), home);
    window.key(Key::K);
    assert_eq!(window.app().session().document().story().len(), 8);
}
