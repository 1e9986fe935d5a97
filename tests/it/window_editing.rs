//! Editing as hands do it: events made, written, moved and taken away in the window, each step undone.

use coeval::app::Session;
use coeval::edit::{Edit, Field, Section};
use coeval::model::EventIx;
use coeval::ui::commands::{Command, EditCommand, LaneAsk, SelectCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::support::window::Window;

const TWO: &str = "(events: [
    Event(id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\", people: [\"Ali\"], tags: [\"x\"]),
    Event(id: \"b\", date: \"2024-10-15\", title: \"Answer\", country: \"IL\", people: [\"Ali\", \"Dan\"]),
    Event(id: \"c\", date: \"2024-11~\", title: \"About\", country: \"IL\"),
])";

fn titles(window: &Window) -> Vec<String> {
    window.app().session().document().events().iter().map(|event| event.title.to_string()).collect()
}

fn select(window: &mut Window, command: SelectCommand) {
    push(window, Command::Select(command));
}

fn push(window: &mut Window, command: Command) {
    window.harness.state_mut().as_mut().unwrap().push(command);
    window.settle();
}

fn edit(window: &mut Window, command: EditCommand) {
    push(window, Command::Edit(command));
}

fn last_step(window: &Window) -> String {
    window.app().session().undo_label().unwrap_or_default().to_owned()
}

#[test]
fn a_new_event_is_typed_and_is_one_event() {
    let mut window = Window::of("two.ron", TWO);
    select(&mut window, SelectCommand::Event(EventIx(0)));
    window.press(Modifiers::COMMAND, Key::E);
    assert_eq!(titles(&window), ["Talks", "New event", "Answer", "About"]);
    window.type_into("Title", "Rain");
    window.key(Key::Escape);
    let document = window.app().session().document();
    let event = document.event(EventIx(1));
    assert_eq!((&*event.title, event.id.as_str(), event.lane.as_str()), ("Rain", "2024-10-14-rain", "IR"));
    assert_eq!(window.selected_title().as_deref(), Some("Rain"));
    edit(&mut window, EditCommand::Undo);
    edit(&mut window, EditCommand::Undo);
    assert_eq!(titles(&window), ["Talks", "Answer", "About"]);
    assert!(!window.app().session().is_changed());
}

#[test]
fn several_are_tagged_moved_and_deleted_in_one_step_each() {
    let mut window = Window::of("two.ron", TWO);
    select(&mut window, SelectCommand::Event(EventIx(0)));
    select(&mut window, SelectCommand::Toggle(EventIx(1)));
    assert!(window.has("2 events selected"));
    window.type_into("Tag to add", "y");
    window.click(Role::Button, "Add to all");
    assert_eq!(last_step(&window), "Tag 2 events with “y”");
    edit(&mut window, EditCommand::Nudge { later: true });
    let days: Vec<String> =
        window.app().session().document().events().iter().map(|event| event.date.to_string()).collect();
    assert_eq!(days, ["2024-10-15", "2024-10-16", "2024-11~"]);
    window.click(Role::Button, "Delete");
    assert_eq!(titles(&window), ["About"]);
    assert_eq!(last_step(&window), "Delete 2 events");
    window.click(Role::Button, "Undo");
    assert_eq!(titles(&window), ["Talks", "Answer", "About"]);
}

/// The one that is shown among several, or what was among them once, is selected alone when it is selected again: else
/// deleting it would delete the others too.
#[test]
fn what_is_selected_alone_is_alone() {
    let again = [
        vec![SelectCommand::Event(EventIx(1))],
        vec![SelectCommand::Reveal(EventIx(1))],
        vec![SelectCommand::Nothing, SelectCommand::Event(EventIx(1))],
        vec![SelectCommand::Event(EventIx(2)), SelectCommand::Event(EventIx(1))],
    ];
    for commands in again {
        let mut window = Window::of("two.ron", TWO);
        select(&mut window, SelectCommand::Event(EventIx(0)));
        select(&mut window, SelectCommand::Toggle(EventIx(1)));
        assert!(window.has("2 events selected"));
        commands.iter().for_each(|command| select(&mut window, *command));
        assert!(!window.has("2 events selected"), "{commands:?}");
        edit(&mut window, EditCommand::Delete);
        assert_eq!(titles(&window), ["Talks", "About"], "{commands:?}");
    }
}

#[test]
fn the_history_is_jumped_in() {
    let mut window = Window::of("two.ron", TWO);
    select(&mut window, SelectCommand::Event(EventIx(0)));
    for _ in 0..3 {
        edit(&mut window, EditCommand::Duplicate);
    }
    assert_eq!(titles(&window).len(), 6);
    // Cmd+H hides the program on a Mac.
    let held = if cfg!(target_os = "macos") { Modifiers::SHIFT } else { Modifiers::NONE };
    window.press(Modifiers::COMMAND | held, Key::H);
    window.click(Role::Button, "As opened");
    assert_eq!(titles(&window), ["Talks", "Answer", "About"]);
    edit(&mut window, EditCommand::Jump(2));
    assert_eq!(titles(&window).len(), 5);
    assert_eq!(window.app().session().history().position(), 2);
}

#[test]
fn what_is_read_only_stays() {
    let mut window = Window::of("two.ron", TWO);
    select(&mut window, SelectCommand::Event(EventIx(0)));
    edit(&mut window, EditCommand::ReadOnly);
    for command in [EditCommand::Delete, EditCommand::Duplicate, EditCommand::New(None), EditCommand::Cut] {
        edit(&mut window, command);
    }
    let field = Field::Title("Other".to_owned());
    let id = window.app().session().document().event(EventIx(0)).id.clone();
    edit(&mut window, EditCommand::Apply(Edit::SetField { event: id, field }));
    assert_eq!(titles(&window), ["Talks", "Answer", "About"]);
    assert!(window.has("Read-only") && !window.has("Edit this event"));
    edit(&mut window, EditCommand::ReadOnly);
    edit(&mut window, EditCommand::Delete);
    assert_eq!(titles(&window), ["Answer", "About"]);
}

#[test]
fn names_are_replaced_after_a_preview() {
    let mut window = Window::of("two.ron", TWO);
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::F);
    window.type_into("Find", "Ali");
    window.type_into("Replace with", "Dan");
    window.click(Role::Button, "Replace in 2 events");
    let document = window.app().session().document();
    let people = |at| document.event(EventIx(at)).people.join(",");
    assert_eq!((people(0), people(1)), ("Dan".to_owned(), "Dan".to_owned()));
    assert_eq!(last_step(&window), "Replace “Ali” with “Dan” in 2 events");
}

#[test]
fn pasted_text_becomes_events_or_is_told_kindly() {
    let mut window = Window::of("two.ron", TWO);
    let paste = |window: &mut Window, text: &str| edit(window, EditCommand::Paste(Some(text.to_owned())));
    paste(&mut window, "Dear Sir or Madam");
    assert!(window.has("The clipboard does not contain an event"));
    paste(
        &mut window,
        "(id: \"a\", date: \"2024\", title: \"One\", country: \"IR\", links: [(to: \"z\")]), (id: \"z\", date: \"2024\", title: \"Two\", country: \"NKR\"),",
    );
    assert_eq!(titles(&window), ["Talks", "Answer", "About", "One", "Two"]);
    let document = window.app().session().document();
    assert_eq!(document.event(EventIx(3)).id.as_str(), "a-2");
    assert_eq!(document.event(EventIx(3)).links[0].to.as_str(), "z");
    assert_eq!(last_step(&window), "Paste 2 events");
    let text = coeval::io::events_to_text(document, &[EventIx(3), EventIx(4)]);
    paste(&mut window, &text);
    let document = window.app().session().document();
    assert_eq!(document.events().len(), 7);
    let again = document.events().iter().find(|event| event.id.as_str() == "a-2-2").unwrap();
    assert_eq!(again.links[0].to.as_str(), "z-2", "links among what is pasted follow");
}

#[test]
fn a_lane_is_renamed_and_merged() {
    let mut window = Window::of("two.ron", TWO);
    let lane = |window: &Window, at: usize| window.app().session().document().lanes()[at].id.clone();
    let id = lane(&window, 0);
    edit(&mut window, EditCommand::AskLane(id, LaneAsk::Look));
    window.type_into("Lane name", "Persia");
    window.click(Role::Button, "Change");
    assert_eq!(window.app().session().document().lanes()[0].name, "Persia");
    assert_eq!(last_step(&window), "Rename lane “Iran” to “Persia”");
    let id = lane(&window, 1);
    edit(&mut window, EditCommand::AskLane(id, LaneAsk::Merge));
    edit(&mut window, EditCommand::CloseQuestion);
    let document = window.app().session().document();
    let merge =
        coeval::edit::merge_lanes(document, &document.lanes()[1].id, &document.lanes()[0].id).unwrap();
    edit(&mut window, EditCommand::Apply(merge));
    let document = window.app().session().document();
    assert!(document.events().iter().all(|event| event.lane.as_str() == "IR"));
    assert_eq!(document.lanes().len(), 1);
}

#[test]
fn what_the_inspector_writes_is_in_the_document() {
    let mut window = Window::new(Session::sample);
    window.key(Key::F2);
    window.type_into("Place", "Qom");
    window.key(Key::Escape);
    window.type_into("Person", "Somebody New");
    window.harness.key_press(Key::Enter);
    window.settle();
    window.click(Role::RadioButton, "Importance 2 of 5");
    let event = || {
        let app = window.app();
        app.session().document().event(app.view().selection.event.unwrap()).clone()
    };
    assert_eq!((event().importance, &*event().place), (2, "Qom"));
    assert!(event().people.iter().any(|name| *name == "Somebody New"));
    let wrong = Edit::Set(Section::Lanes(vec![]));
    edit(&mut window, EditCommand::Apply(wrong));
    assert!(!window.app().session().document().lanes().is_empty(), "events still name them");
}

/// What a country is called anyway is not declared by what is pasted, and new lists have lines of their own.
#[test]
fn what_is_pasted_into_a_plain_file_declares_what_it_must() {
    let from = Window::of(
        "from.ron",
        "(lanes: [(id: \"IR\"), (id: \"NKR\", name: \"Karabakh\")], sources: [(id: \"s\", title: \"T\")], events: [
            (id: \"x\", date: \"2024-10-20\", title: \"Far\", country: \"IR\", involves: [\"NKR\"], sources: [\"s\"]),
        ])",
    );
    let copied = coeval::io::events_to_text(from.app().session().document(), &[EventIx(0)]);
    let text = "// mine\n(events: [\n    (date: \"2024-10-12\", title: \"Only\", country: \"IL\"),\n])\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    std::fs::write(&path, text).unwrap();
    let loaded = coeval::io::open(&path).unwrap();
    let some = coeval::io::events_from_text(&copied).unwrap();
    let (edit, _) = coeval::edit::paste(&loaded.document, &some, 1, 0, "Paste");
    let mut document = loaded.document.clone();
    coeval::edit::apply(&mut document, edit).unwrap();
    let saved = coeval::io::save(&path, &document, 0, &loaded.source).unwrap();
    let head = "// mine\n(lanes: [\n    (id: \"NKR\", name: \"Karabakh\"),\n], sources: [\n    (id: \"s\", title: \"T\"),\n], events: [\n";
    assert!(saved.full().starts_with(head), "{}", saved.full());
}
