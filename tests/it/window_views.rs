//! Walks through the window: lanes by something else.

use coeval::analysis::{LanesBy, Rule, coincidences};
use coeval::model::LaneId;
use egui::Key;
use egui::accesskit::Role;

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
    assert_eq!(window.app().session().coincidences(), expected);
    window.key(Key::CloseBracket);
    let at = window.app().view().current.unwrap();
    let current = window.app().session().coincidences()[at].clone();
    let selected = window.app().view().selected.unwrap();
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
