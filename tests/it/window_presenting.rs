//! Tells a story in the one window: every key, what the room sees and never sees, looking around and back.

use coeval::model::Step;
use coeval::scene::{Item, Primitive};
use coeval::ui::commands::{Command, PresentCommand, StoryCommand};
use coeval::ui::presenting::state::Cover;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Shape};
use egui_kittest::kittest::By;
use egui_kittest::kittest::Queryable;

use crate::support::window::Window;

/// Two countries, a story of four steps, with a note in each.
const STORY: &str = r#"(title: "Ropes", events: [
    (id: "talks", date: "2024-10-14", title: "Talks in Tehran", country: "IR", accounts: [
        (by: "IR", says: "They spoke of trade", omits: ["COP29"]), (by: "AZ", says: "They spoke of COP29")]),
    (id: "meeting", date: "2024-10-14", title: "Meeting in Tel Aviv", country: "IL", tags: ["talk"]),
    (id: "later", date: "2024-11-11", title: "Summit in Baku", country: "AZ"),
    (id: "early", date: "2022-01-01", title: "Long before", country: "US"),
], story: [
    (title: "The day", text: "Two meetings.", note: "Say hello to Ada.", from: "2024-10-10", to: "2024-10-20",
        focus: ["talks", "meeting"], coincidence: "2024-10-14", seconds: 40),
    (title: "One by one", from: "2024-10-01", to: "2024-11-30", focus: ["talks", "later"], one_by_one: true),
    (title: "Who says what", from: "2024-10-10", to: "2024-10-20", accounts: "talks", note: "Pause here."),
    (title: "The end", from: "2022", to: "2024", query: "tag:talk", text: "Bye."),
])"#;

fn told() -> Window {
    let mut window = Window::of("story.ron", STORY);
    window.key(Key::F5);
    window
}

/// The step and the stage that are shown, from 0.
fn here(window: &Window) -> (usize, usize) {
    let told = window.app().presenting();
    (told.step, told.stage)
}

/// All text that is painted in the last frame.
fn painted(window: &Window) -> String {
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
    window.harness.output().shapes.iter().for_each(|clipped| collect(&clipped.shape, &mut all));
    let picture = window.app().canvas_state().picture().unwrap();
    drawn(&picture.scene.items, &mut all);
    all
}

/// All text of a scene, whose letters are painted as triangles.
fn drawn(items: &[Item], all: &mut String) {
    for item in items {
        match &item.primitive {
            Primitive::Text(text) => {
                all.push_str(&text.text);
                all.push('\n');
            }
            Primitive::Group { items, .. } => drawn(items, all),
            Primitive::Kept { items, .. } => drawn(items, all),
            _ => {}
        }
    }
}

#[test]
fn keys_go_from_step_to_step() {
    let mut window = told();
    assert!(window.has("Step 1 of 4") && window.has("The day") && window.has("Two meetings."));
    for key in [Key::ArrowRight, Key::ArrowDown, Key::Space, Key::Enter, Key::PageDown, Key::N] {
        window.key(Key::Home);
        assert_eq!(here(&window), (0, 0));
        window.key(key);
        assert_eq!(here(&window), (1, 0), "{key:?}");
    }
    for key in [Key::ArrowLeft, Key::ArrowUp, Key::PageUp, Key::P] {
        window.app_mut().push(Command::Present(PresentCommand::To(1)));
        window.settle();
        window.key(key);
        assert_eq!(here(&window), (0, 0), "{key:?}");
    }
    window.key(Key::End);
    assert_eq!(here(&window), (3, 0));
    window.key(Key::ArrowRight);
    assert_eq!(here(&window), (3, 0), "the end stays");
    window.key(Key::Num3);
    window.key(Key::Enter);
    assert_eq!(here(&window), (2, 0));
    assert!(window.has("Step 3 of 4"));
}

#[test]
fn a_step_shows_where_it_looks_and_what_matters() {
    let mut window = told();
    let view = window.app().view().viewport();
    assert!(view.from < 20_006.0 && view.from > 20_005.0 && view.to() > 20_017.0 && view.to() < 20_018.0);
    assert!(!window.has("United States"), "a lane without anything to show is folded away");
    let day = |window: &Window| {
        let at = window.app().view().selection.coincidence?;
        window.app().session().coincidence(at).map(|c| c.day.to_string())
    };
    assert_eq!(day(&window).as_deref(), Some("2024-10-14"));
    let focus = |window: &Window| window.app().presenting().focus.as_ref().map_or(0, |(_, hits)| hits.len());
    assert_eq!(focus(&window), 2);
    window.key(Key::PageDown);
    assert_eq!((focus(&window), day(&window)), (1, None), "the first of them");
    window.key(Key::PageDown);
    assert_eq!((here(&window), focus(&window)), ((1, 1), 2));
    window.key(Key::PageDown);
    assert!(
        window.has("They spoke of trade") && !window.has("They spoke of COP29"),
        "one account, then the other"
    );
    window.key(Key::PageDown);
    assert!(window.has("They spoke of COP29") && !window.has("Leaves out"));
    window.key(Key::PageDown);
    assert!(window.has("Leaves out: COP29"));
    window.key(Key::PageDown);
    assert_eq!(here(&window), (3, 0));
    assert_eq!(window.app().view().search.text, "tag:talk");
    window.key(Key::PageUp);
    assert_eq!(here(&window), (2, 2), "a step before as it ended");
    assert_eq!(window.app().view().search.text, "");
}

#[test]
fn the_end_gives_back_the_view_before() {
    let mut window = Window::of("story.ron", STORY);
    let (view, lanes) = (window.app().view().viewport(), window.app().view().lanes.clone());
    let selected = window.selected_title();
    window.key(Key::F5);
    window.key(Key::End);
    assert_ne!(window.app().view().viewport(), view);
    window.key(Key::Escape);
    assert!(!window.app().view().presenting);
    assert_eq!((window.app().view().viewport(), window.app().view().lanes.clone()), (view, lanes));
    assert_eq!(window.selected_title(), selected);
    assert_eq!(window.app().view().search.text, "");
    window.press(Modifiers::SHIFT, Key::F5);
    assert_eq!(here(&window), (3, 0), "from the step that was told last");
    window.key(Key::F5);
    assert_eq!(here(&window), (3, 0), "pressed again it does no harm");
}

#[test]
fn black_white_and_what_clickers_send() {
    let mut window = told();
    for (key, cover) in [(Key::B, Cover::Black), (Key::Period, Cover::Black), (Key::W, Cover::White)] {
        window.key(key);
        assert_eq!(window.app().presenting().cover, Some(cover), "{key:?}");
        window.key(key);
        assert_eq!(window.app().presenting().cover, None, "{key:?} again");
    }
    window.key(Key::B);
    window.key(Key::PageDown);
    assert_eq!((here(&window), window.app().presenting().cover), ((0, 0), None), "the picture is back first");
    window.key(Key::B);
    window.key(Key::Escape);
    assert!(window.app().view().presenting && window.app().presenting().cover.is_none());
}

#[test]
fn escape_takes_one_layer() {
    let mut window = told();
    window.key(Key::O);
    window.key(Key::S);
    window.key(Key::B);
    for left in [(false, true, true), (false, false, true), (false, false, false)] {
        window.key(Key::Escape);
        let told = window.app().presenting();
        assert_eq!((told.cover.is_some(), told.spotlight.is_some(), told.overview.is_some()), left);
        assert!(window.app().view().presenting);
    }
    window.key(Key::Plus);
    assert!(window.app().presenting().wandered);
    window.key(Key::Escape);
    assert!(!window.app().presenting().wandered && window.app().view().presenting);
    window.key(Key::Escape);
    assert!(!window.app().view().presenting);
}

#[test]
fn looking_around_is_free_and_backspace_comes_back() {
    let mut window = told();
    let home = window.app().view().viewport();
    window.key(Key::Plus);
    window.click(Role::Button, "Talks in Tehran, 14 October 2024");
    assert_eq!(window.selected_title().as_deref(), Some("Talks in Tehran"));
    assert!(window.app().presenting().wandered);
    window.key(Key::Backspace);
    assert_eq!(window.app().view().viewport(), home);
    assert_eq!((here(&window), window.selected_title()), ((0, 0), None));
    assert!(!window.app().presenting().wandered);
    window.key(Key::Escape);
    window.app_mut().push(Command::Story(StoryCommand::AddLooked(0)));
    window.settle();
    let story = window.app().session().document().story();
    assert_eq!(
        (story.len(), story[4].focus.len()),
        (5, 1),
        "what one looked at becomes a step afterwards too"
    );
}

#[test]
fn k_keeps_what_is_seen_as_a_step() {
    let mut window = told();
    window.key(Key::Plus);
    window.click(Role::Button, "Talks in Tehran, 14 October 2024");
    window.key(Key::K);
    let story: Vec<Step> = window.app().session().document().story().to_vec();
    assert_eq!(story.len(), 5);
    assert_eq!((story[1].title.as_str(), story[1].focus[0].as_str()), ("Talks in Tehran", "talks"));
    assert_eq!(story[1].coincidence, "2024-10-14");
    assert_eq!(here(&window), (1, 0));
    assert!(!window.app().presenting().wandered && window.has("Step 2 of 5"));
    window.key(Key::Escape);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().session().document().story().len(), 4, "one step of the history");
}

#[test]
fn letters_are_letters_while_one_searches() {
    let mut window = told();
    window.key(Key::Slash);
    let field = By::new().role(Role::TextInput).label("Search");
    assert!(window.harness.get(field).is_focused());
    for (key, letter) in [(Key::B, "b"), (Key::P, "p"), (Key::K, "k"), (Key::Period, "."), (Key::Num3, "3")] {
        window.harness.key_press(key);
        window.harness.event(Event::Text(letter.to_owned()));
        window.settle();
    }
    assert_eq!(window.app().view().search.text, "bpk.3");
    let told = window.app().presenting();
    assert_eq!((here(&window), told.cover, told.typed.as_str()), ((0, 0), None, ""));
    window.key(Key::Escape);
    assert!(window.app().view().presenting && window.app().view().search.text.is_empty());
    window.key(Key::Slash);
    window.type_into("Search", "baku");
    window.key(Key::Enter);
    assert_eq!(window.selected_title().as_deref(), Some("Summit in Baku"));
    window.key(Key::PageDown);
    assert_eq!(here(&window), (1, 0), "a clicker goes on");
}

#[test]
fn no_letter_surprises() {
    let mut window = told();
    let before = (window.app().view().viewport(), window.app().view().panels, here(&window));
    for key in
        [Key::C, Key::D, Key::F, Key::G, Key::H, Key::I, Key::J, Key::M, Key::Q, Key::U, Key::V, Key::Y]
    {
        window.key(key);
        let now = (window.app().view().viewport(), window.app().view().panels, here(&window));
        assert_eq!(now, before, "{key:?}");
    }
}

#[test]
fn pointing_and_pictures_of_all_steps() {
    let mut window = told();
    let at = window.harness.get_by_label_contains("Timeline: ").rect().center();
    window.harness.hover_at(at);
    window.key(Key::L);
    assert!(window.app().presenting().pointer);
    window.key(Key::S);
    let radius = window.app().presenting().spotlight.unwrap();
    assert!(!window.app().presenting().pointer, "one points with one thing");
    let view = window.app().view().viewport();
    let unit = egui::MouseWheelUnit::Line;
    let wheel = Event::MouseWheel {
        unit,
        delta: egui::vec2(0.0, 1.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    };
    window.harness.event(wheel);
    window.settle();
    assert!(window.app().presenting().spotlight.unwrap() > radius);
    assert_eq!(window.app().view().viewport(), view, "nothing moves below the light");
    window.key(Key::S);
    window.key(Key::O);
    window.wait_until(|window| !window.app().is_busy());
    for title in ["Step 1: The day", "Step 4: The end"] {
        assert!(window.has(title), "{title}");
    }
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    assert_eq!(window.app().presenting().overview, Some(2));
    window.key(Key::Enter);
    assert_eq!((here(&window), window.app().presenting().overview), ((2, 0), None));
    window.key(Key::A);
    assert!(!window.has("They spoke of trade"), "the accounts go");
    window.key(Key::A);
    assert!(window.has("They spoke of trade") && window.has("They spoke of COP29"), "and come, all of them");
    window.key(Key::T);
    window.key(Key::Z);
    assert!(window.app().presenting().frozen);
    window.key(Key::End);
    assert!(window.has("Step 3 of 4"), "the room still sees what it saw");
    window.key(Key::Z);
    assert!(window.has("Step 4 of 4"));
}

#[test]
fn the_room_reads_no_note() {
    let mut window = told();
    for _ in 0..7 {
        let text = painted(&window);
        assert!(text.contains("Talks in Tehran") || text.contains("The end"), "{text}");
        assert!(!text.contains("Ada") && !text.contains("Pause"), "{text}");
        assert!(!window.has("Ada") && !window.has("Pause here"), "a screen reader in the room neither");
        window.key(Key::PageDown);
    }
    window.key(Key::Home);
    window.press(Modifiers::SHIFT, Key::N);
    assert!(painted(&window).contains("Say hello to Ada."), "until it is asked for");
    assert!(window.has("Everyone who sees this window sees this note too."));
}

#[test]
fn a_story_runs_by_itself() {
    let mut window = told();
    window.key(Key::R);
    assert!(window.app().presenting().running.is_some());
    for _ in 0..500 {
        window.harness.step();
    }
    assert_eq!(here(&window).0, 1, "after 40 s, as the step says");
    window.key(Key::Escape);
    assert!(window.app().presenting().running.is_none() && window.app().view().presenting);
}

#[test]
fn a_file_without_a_story_shows_the_timeline_alone() {
    let mut window = Window::of("plain.ron", "(events: [(date: \"2024\", title: \"A\", country: \"IR\")])");
    window.key(Key::F5);
    assert!(window.app().view().presenting && !window.has("Step 1") && !window.has("File"));
    window.key(Key::PageDown);
    window.key(Key::B);
    assert_eq!(window.app().presenting().cover, Some(Cover::Black));
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(!window.app().view().presenting && window.has("File"));
}

#[test]
fn any_key_stops_what_runs_by_itself() {
    let mut window = told();
    let runs = |window: &Window| window.app().presenting().running.is_some();
    window.key(Key::R);
    assert!(runs(&window));
    window.key(Key::R);
    assert!(runs(&window), "round and round");
    window.key(Key::Q);
    assert!(!runs(&window), "a key that means nothing else stops it");
    let before = here(&window);
    window.key(Key::R);
    window.key(Key::PageDown);
    assert!(!runs(&window) && here(&window) != before, "one that means something does that, too");
    window.key(Key::R);
    window.press(Modifiers::COMMAND, Key::F);
    assert!(!runs(&window), "so does a shortcut");
    window.key(Key::Escape);
    window.key(Key::R);
    window.key(Key::Escape);
    assert!(!runs(&window) && window.app().view().presenting, "Esc takes away the run, not the presentation");
}
