//! What the room sees while a story is told, where a story or a window is odd: captions that say too much or nothing, a
//! small window, an event that was clicked, the list of keys; and lanes that glide from step to step.

use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::support::window::Window;

const EVENTS: &str = r#"
    (id: "talks", date: "2024-10-14", title: "Talks in Tehran", country: "IR", summary: "They met for two hours.",
        note: "Only for me."),
    (id: "meeting", date: "2024-10-14", title: "Meeting in Tel Aviv", country: "IL"),
    (id: "later", date: "2024-11-11", title: "Summit in Baku", country: "AZ"),"#;

fn told(steps: &str) -> Window {
    let mut window = Window::of("story.ron", &format!("(events: [{EVENTS}], story: [{steps}])"));
    window.key(Key::F5);
    window
}

/// The height of the timeline, as a part of the window's.
fn timeline(window: &Window) -> f32 {
    let place = window.app().canvas_state().place().unwrap();
    place.height() / window.harness.ctx.content_rect().height()
}

#[test]
fn a_caption_that_says_too_much_leaves_the_timeline_in_view() {
    let sentence = "A long text about what happened on that day in many places. ";
    let long = sentence.repeat(60);
    let title = "Many words in a title ".repeat(20);
    let window = told(&format!("(title: \"{title}\", text: \"{long}\")"));
    assert!(timeline(&window) > 0.5, "{}", timeline(&window));
    assert!(window.has(&sentence.repeat(20)), "a screen reader reads more of it than there is room for");
}

#[test]
fn a_step_without_a_title_has_no_empty_line() {
    let height = |steps: &str| timeline(&told(steps));
    let (both, text) = (height("(title: \"A\", text: \"B\")"), height("(title: \"\", text: \"B\")"));
    assert!(text > both, "{text} {both}");
}

#[test]
fn a_clicked_event_is_shown_without_its_note() {
    let mut window = told("(title: \"The day\", from: \"2024-10-10\", to: \"2024-10-20\")");
    assert!(!window.has("They met for two hours."));
    window.click(Role::Button, "Talks in Tehran, 14 October 2024");
    assert!(window.has("They met for two hours.") && !window.has("Only for me."));
    window.key(Key::Backspace);
    assert!(!window.has("They met for two hours."), "back at the step");
}

#[test]
fn what_was_selected_before_is_no_card_for_the_room() {
    let mut window = Window::of("plain.ron", &format!("(events: [{EVENTS}])"));
    window.click(Role::Button, "Talks in Tehran, 14 October 2024");
    window.key(Key::F5);
    assert!(window.app().view().presenting && !window.has("They met for two hours."));
    window.key(Key::Escape);
    assert_eq!(window.selected_title().as_deref(), Some("Talks in Tehran"), "it is again afterwards");
}

#[test]
fn the_keys_are_listed_over_the_picture_and_dates_are_gone_to() {
    let mut window = told("(title: \"The day\", from: \"2024-10-10\", to: \"2024-10-20\")");
    window.key(Key::Questionmark);
    assert!(window.has("Save this view as a step"));
    window.key(Key::Escape);
    assert!(!window.has("Save this view as a step") && window.app().view().presenting);
    let home = window.app().view().viewport();
    window.press(Modifiers::COMMAND, Key::G);
    for letter in "2024-11-11".chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
    }
    window.settle();
    window.key(Key::Enter);
    assert!(window.app().view().viewport().from > home.from && window.app().presenting().wandered);
    window.key(Key::Backspace);
    assert_eq!(window.app().view().viewport(), home);
}
