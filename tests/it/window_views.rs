//! Walks through the window: lanes by something else, views back and forward, searches and views with names.

use coeval::analysis::{LanesBy, Rule, coincidences};
use coeval::model::LaneId;
use coeval::ui::commands::{Command, Named, NamedCommand, SearchCommand, ViewCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT;

use crate::support::window::Window;

fn lane_names(window: &Window) -> Vec<String> {
    window.app().session().lanes().lanes().iter().map(|lane| lane.name.clone()).collect()
}

fn rule(window: &Window) -> Rule {
    window.app().session().listing().rule.clone()
}

#[test]
fn lanes_by_tag_in_every_part_of_the_window() {
    let mut window = Window::sample();
    let countries = lane_names(&window);
    window.click(Role::Button, "Lanes by country");
    window.click(Role::RadioButton, "Tag");
    assert_eq!(rule(&window).lanes_by, LanesBy::Tag);
    assert!(lane_names(&window).starts_with(&["attack".to_owned()]));
    assert!(window.has("attack, 11 events"), "the head says so");

    let document = window.app().session().document();
    let expected = coincidences(document, &rule(&window));
    assert!(!expected.is_empty());
    assert_eq!(window.app().session().all_coincidences(), expected);
    window.key(Key::CloseBracket);
    let at = window.app().view().selection.coincidence.unwrap();
    let current = window.app().session().coincidence(at).unwrap().clone();
    let selected = window.app().view().selection.event.unwrap();
    assert!(current.events.contains(&selected));
    assert!(current.lanes.len() >= 2 && current.lanes.iter().all(|id| id.as_str() != "IR"));

    // Hidden lanes belong to the tags, and are so again when one comes back to them.
    window.click(Role::Button, "Hide lane attack");
    assert!(window.has("1 lane hidden"));
    window.key(Key::L);
    assert_eq!(rule(&window).lanes_by, LanesBy::Person);
    assert!(!window.has("lane hidden"));
    for by in [LanesBy::Place, LanesBy::Source, LanesBy::Country] {
        window.key(Key::L);
        assert_eq!(window.app().session().lanes().by(), by);
    }
    assert_eq!(lane_names(&window), countries);
    window.key(Key::L);
    assert!(window.has("1 lane hidden"));
}

#[test]
fn arrows_walk_on_where_an_event_stands_in_several_lanes() {
    let text = r#"(events: [
        (id: "a", date: "2024-10-01", title: "First", country: "IR", tags: ["x", "y"]),
        (id: "b", date: "2024-10-02", title: "Second", country: "IR", tags: ["x", "y", "z"]),
        (id: "c", date: "2024-10-03", title: "Third", country: "IR", tags: ["z"]),
        (id: "d", date: "2024-10-03", title: "Fourth", country: "IR", tags: ["x"]),
    ])"#;
    let mut window = Window::of("walk.ron", text);
    window.key(Key::L);
    assert_eq!(lane_names(&window), ["x", "y", "z"]);
    window.key(Key::Home);
    window.click(Role::Button, "Second");
    for (key, title) in [
        (Key::ArrowDown, "Second"),
        (Key::ArrowDown, "Second"),
        (Key::ArrowRight, "Third"),
        (Key::ArrowUp, "Second"),
        (Key::ArrowLeft, "First"),
    ] {
        window.key(key);
        assert_eq!(window.selected_title().as_deref(), Some(title), "{key:?}");
    }
}

#[test]
fn a_search_stays_when_lanes_become_others() {
    let mut window = Window::sample();
    window.type_into("Search", "tag:attack");
    let found = window.app().view().search.found.as_ref().unwrap().len();
    window.click(Role::Button, "Lanes by country");
    window.click(Role::RadioButton, "Tag");
    let hits = window.app().view().search.found.clone().unwrap();
    assert_eq!(hits.len(), found);
    let attack = window.app().session().lanes().position(&LaneId::new("attack")).unwrap();
    assert_eq!(hits.index().lane(attack).unwrap().entries().len(), found);
    assert_eq!(hits.index().count_between(f64::NEG_INFINITY, f64::INFINITY), found, "each event once");
}

#[test]
fn back_and_forward_through_views() {
    let mut window = Window::sample();
    let viewport = |window: &Window| window.app().view().target();
    let first = viewport(&window);
    window.key(Key::W);
    let second = viewport(&window);
    window.key(Key::D);
    let third = viewport(&window);
    window.key(Key::Backspace);
    assert_eq!(viewport(&window), second);
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(viewport(&window), first);
    window.press(Modifiers::SHIFT, Key::Backspace);
    assert_eq!(viewport(&window), second);
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(viewport(&window), third);
    assert!(!window.app().view().can_go_forward());
}

/// Chooses an entry of a menu.
fn menu(window: &mut Window, menu: &str, entry: &str) {
    window.click(Role::Button, menu);
    window.click(Role::Button, entry);
}

#[test]
fn a_search_is_kept_under_a_name_and_asked_again() {
    let mut window = Window::sample();
    window.type_into("Search", "tag:attack");
    window.app_mut().push(Command::Named(NamedCommand::Ask(Named::Filter)));
    window.settle();
    assert!(window.has("Save search as"));
    window.type_into("Name", "Attacks");
    window.click(Role::Button, "Save");
    let document = |window: &Window| window.app().session().document().clone();
    assert_eq!(document(&window).filters()[0].query, "tag:attack");
    assert!(window.app().session().is_changed());
    window.app_mut().push(Command::Search(SearchCommand::Clear));
    window.settle();
    assert!(!window.app().view().search.is_active());
    menu(&mut window, "Go", "Saved searches");
    window.click(Role::Button, "Go to search Attacks");
    assert_eq!(window.app().view().search.text, "tag:attack");
    assert!(window.app().view().search.found.as_ref().is_some_and(|found| !found.is_empty()));

    menu(&mut window, "Go", "Saved searches");
    window.click(Role::Button, "Rename search Attacks");
    assert_eq!(window.field("Name").accesskit_node().value().as_deref(), Some("Attacks"));
    window.type_into("Name", "Strikes");
    window.click(Role::Button, "Rename");
    assert_eq!(document(&window).filters()[0].name, "Strikes");
    menu(&mut window, "Go", "Saved searches");
    window.click(Role::Button, "Delete search Strikes");
    assert!(document(&window).filters().is_empty());
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&window).filters()[0].name, "Attacks");
}

#[test]
fn a_view_is_kept_and_looked_at_again() {
    let mut window = Window::sample();
    window.click(Role::Button, "Lanes by country");
    window.click(Role::RadioButton, "Tag");
    window.click(Role::Button, "Hide lane attack");
    window.type_into("Search", "-tag:war");
    let before = window.app().view().target();
    let shown = |window: &Window| {
        let view = window.app().view();
        view.lanes.list(window.app().session().lanes().lanes()).shown
    };
    let lanes = shown(&window);
    menu(&mut window, "Go", "Save view");
    window.type_into("Name", "No attacks");
    window.click(Role::Button, "Save");
    let kept = window.app().session().document().views()[0].clone();
    assert_eq!((kept.lanes_by, kept.query.as_str()), (LanesBy::Tag, "-tag:war"));
    assert!(!kept.lanes.contains(&"attack".to_owned()) && kept.lanes.len() == lanes.len());

    window.app_mut().push(Command::Search(SearchCommand::Clear));
    window.app_mut().push(Command::View(ViewCommand::LanesBy(LanesBy::Country)));
    window.app_mut().push(Command::View(ViewCommand::FitAll));
    window.settle();
    menu(&mut window, "Go", "Saved views");
    window.click(Role::Button, "Go to view No attacks");
    assert_eq!(window.app().session().lanes().by(), LanesBy::Tag);
    assert_eq!(shown(&window), lanes);
    assert!(window.app().view().search.hide_rest);
    let after = window.app().view().target();
    assert!((after.from - before.from).abs() < 1.0 && (after.to() - before.to()).abs() <= 1.0);
}
