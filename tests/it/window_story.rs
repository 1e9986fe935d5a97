//! Writes a story in its panel: from the view, in another order, field by field; saved without losing a comment.

use coeval::app::Session;
use coeval::io;
use coeval::ui::commands::{Command, StoryCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::support::window::Window;

const TEXT: &str = r#"(
    events: [
        (id: "talks", date: "2024-10-14", title: "Talks in Tehran", country: "IR"),
        (id: "meeting", date: "2024-10-14", title: "Meeting in Tel Aviv", country: "IL"),
        (id: "summit", date: "2024-11-11", title: "Summit in Baku", country: "AZ"),
    ],
    story: [
        // The beginning.
        Step(
            title: "The day", // of all days
            from: "2024-10-10", to: "2024-10-20",
            mood: "calm", // what no version knows
            focus: ["talks", "meeting"],
        ),
        Step(title: "The end", from: "2024-11-01", to: "2024-11-30"),
    ],
)
"#;

fn titles(window: &Window) -> Vec<&str> {
    window.app().session().document().story().iter().map(|step| step.title.as_str()).collect()
}

fn ask(window: &mut Window, command: StoryCommand) {
    window.app_mut().push(Command::Story(command));
    window.settle();
}

#[test]
fn every_change_is_a_step_of_the_history_with_its_inverse() {
    let mut window = Window::of("story.ron", TEXT);
    window.key(Key::T);
    assert!(window.has("2 steps") && window.has("Step 1: The day"));
    let before = window.app().session().document().story().to_vec();
    window.click(Role::Button, "Step 1: The day");
    let view = window.app().view().viewport();
    assert!(view.from < 20_006.0 && view.to() > 20_017.0, "it shows what the step shows");
    for name in ["Duplicate", "Move down", "Delete"] {
        window.click(Role::Button, name);
        assert_ne!(window.app().session().document().story(), before);
        let label = window.app().session().undo_label().unwrap().to_owned();
        assert!(label.contains("step “The day”"), "{label}");
        window.press(Modifiers::COMMAND, Key::Z);
        assert_eq!(window.app().session().document().story(), before, "{label}");
        window.click(Role::Button, "Step 1: The day");
    }
    window.type_into("Step title", "One day");
    window.type_into("Step note", "Pause.");
    window.type_into("Step seconds", "45");
    assert_eq!(titles(&window), ["One day", "The end"]);
    let steps: Vec<&str> = window.app().session().history().steps().collect();
    assert!(
        steps.ends_with(&["Change note of step “One day”", "Change time of step “One day”"]),
        "{steps:?}"
    );
    assert!(window.has("2 steps · 45 s"));
    while window.app().session().undo_label().is_some() {
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.app().session().document().story(), before);
}

#[test]
fn the_view_becomes_a_step() {
    let mut window = Window::of("story.ron", TEXT);
    window.key(Key::T);
    window.click(Role::Button, "Step 2: The end");
    window.click(Role::Button, "Summit in Baku, 11 November 2024");
    window.click(Role::Button, "Add this view as a step");
    let story = window.app().session().document().story().to_vec();
    assert_eq!(titles(&window), ["The day", "The end", "Summit in Baku"]);
    assert_eq!(story[2].focus[0].as_str(), "summit");
    window.press(Modifiers::SHIFT, Key::F5);
    assert_eq!(window.app().presenting().step, 2, "it is played from here");
}

#[test]
fn steps_keep_their_comments_when_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.ron");
    std::fs::write(&path, TEXT).unwrap();
    let loaded = io::open(&path).unwrap();
    let opened = path.clone();
    let mut window = Window::new(move || Session::opened(vec![(opened, loaded)]));
    window.key(Key::T);
    window.click(Role::Button, "Step 1: The day");
    window.type_into("Step note", "Pause.");
    ask(&mut window, StoryCommand::Move { from: 0, to: 1 });
    ask(&mut window, StoryCommand::Duplicate(0));
    window.press(Modifiers::COMMAND, Key::S);
    window.wait_until(|window| !window.app().is_busy() && !window.app().session().is_changed());
    let saved = std::fs::read_to_string(&path).unwrap();
    for kept in ["// of all days", "mood: \"calm\", // what no version knows", "note: \"Pause.\""] {
        assert!(saved.contains(kept), "{kept} in\n{saved}");
    }
    let again = io::read(&saved);
    assert_eq!(again.document.story(), window.app().session().document().story(), "{saved}");
    ask(&mut window, StoryCommand::Delete(2));
    assert_eq!(titles(&window), ["The end", "The end"]);
}

#[test]
fn a_first_story_is_offered_and_written_only_when_asked() {
    let text = r#"(events: [
        (date: "2024-10-14", title: "A", country: "IR"), (date: "2024-10-14", title: "B", country: "IL"),
        (date: "2023-10-14", title: "C", country: "IR"), (date: "2023-10-14", title: "D", country: "AZ"),
    ])"#;
    let mut window = Window::of("plain.ron", text);
    window.key(Key::T);
    assert!(window.has("A story leads a room"));
    assert!(!window.app().session().is_changed());
    window.click(Role::Button, "Suggest steps");
    let story = window.app().session().document().story();
    assert_eq!(story.len(), 2);
    assert_eq!((story[0].coincidence.as_str(), story[1].coincidence.as_str()), ("2023-10-14", "2024-10-14"));
    assert_eq!(story[1].focus.len(), 2);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.app().session().document().story().is_empty() && !window.app().session().is_changed());
}

#[test]
fn what_may_not_be_changed_is_not() {
    let mut window = Window::of("story.ron", TEXT);
    window.app_mut().push(Command::Edit(coeval::ui::commands::EditCommand::ReadOnly));
    window.key(Key::T);
    let before = window.app().session().document().story().to_vec();
    for command in
        [StoryCommand::Add, StoryCommand::Delete(0), StoryCommand::Duplicate(0), StoryCommand::Suggest]
    {
        ask(&mut window, command);
        assert_eq!(window.app().session().document().story(), before);
    }
}
