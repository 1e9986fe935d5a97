//! Searching in the window: typing, completing, walking the hits, hiding the rest, taking it away.

use coeval::model::EventIx;
use coeval::ui::commands::{Command, SearchCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::support::window::Window;

fn found(window: &Window) -> Vec<EventIx> {
    window.app().view().search.found.as_ref().map(|hits| hits.by_time().to_vec()).unwrap_or_default()
}

fn lanes_and_events(window: &Window) -> String {
    let name = window.harness.get_by_label_contains("Timeline: ").accesskit_node().label().unwrap();
    name.split(", ").next().unwrap().to_owned()
}

#[test]
fn what_is_typed_is_found_and_counted() {
    let mut window = Window::sample();
    window.type_into("Search", "country:IL");
    let document = window.app().session().document();
    let wanted = document.events().iter().filter(|event| event.lane.as_str() == "IL").count();
    assert!(wanted > 1);
    assert_eq!(found(&window).len(), wanted);
    assert!(window.has(&format!("{wanted} of {}", document.events().len())));
    window.type_into("Search", "no such word anywhere");
    assert!(window.has("0 of "));
}

#[test]
fn slash_goes_to_the_field_and_escape_takes_the_search_away() {
    let mut window = Window::sample();
    let selected = window.selected_title();
    assert!(selected.is_some());
    for (modifiers, key) in [(Modifiers::NONE, Key::Slash), (Modifiers::COMMAND, Key::F)] {
        window.press(modifiers, key);
        assert!(window.field("Search").is_focused(), "{key:?}");
        window.harness.event(egui::Event::Text("baku".to_owned()));
        window.settle();
        assert!(!found(&window).is_empty());
        window.key(Key::Escape);
        assert_eq!(window.app().view().search.text, "");
        assert!(found(&window).is_empty());
        assert!(!window.field("Search").is_focused());
    }
    assert_eq!(window.selected_title(), selected, "the selection is another layer");
    window.key(Key::Escape);
    assert_eq!(window.selected_title(), None);
}

#[test]
fn escape_on_the_timeline_takes_the_search_before_the_selection() {
    let mut window = Window::sample();
    window.type_into("Search", "tehran");
    window.click(Role::Button, "Iran fires ballistic missiles");
    window.harness.get_by_label_contains("Timeline: ").focus();
    window.settle();
    window.key(Key::Escape);
    assert_eq!(window.app().view().search.text, "");
    assert!(window.selected_title().is_some());
}

#[test]
fn enter_walks_the_hits_by_time_and_around() {
    let mut window = Window::sample();
    window.key(Key::Escape);
    window.type_into("Search", "tag:diplomacy");
    let hits = found(&window);
    assert!(hits.len() > 2);
    window.key(Key::Enter);
    let first = window.app().view().selection.event.unwrap();
    let start = hits.iter().position(|ix| *ix == first).unwrap();
    for step in 1..=hits.len() {
        window.key(Key::Enter);
        let here = window.app().view().selection.event.unwrap();
        assert_eq!(here, hits[(start + step) % hits.len()]);
        let date = &window.app().session().document().event(here).date;
        let day = f64::from(date.first_day().number());
        let viewport = window.app().view().viewport();
        assert!(viewport.from <= day && day < viewport.to(), "the view goes there");
        assert!(window.field("Search").is_focused(), "and the field keeps the focus");
    }
    window.press(Modifiers::SHIFT, Key::Enter);
    let before = hits[(start + hits.len() - 1) % hits.len()];
    assert_eq!(window.app().view().selection.event, Some(before));
}

#[test]
fn hiding_the_rest_leaves_the_lanes_with_hits() {
    let mut window = Window::sample();
    let lanes = window.app().session().document().lanes().len();
    window.type_into("Search", "country:IR or country:IL");
    assert_eq!(lanes_and_events(&window), format!("Timeline: {lanes} lanes"));
    window.click(Role::CheckBox, "Show only results");
    assert_eq!(lanes_and_events(&window), "Timeline: 2 lanes");
    let hits = found(&window);
    for later in [true, false] {
        for _ in 0..hits.len() {
            window.harness.get_by_label_contains("Timeline: ").focus();
            window.press(Modifiers::COMMAND, if later { Key::ArrowRight } else { Key::ArrowLeft });
            assert!(
                hits.contains(&window.app().view().selection.event.unwrap()),
                "keys keep to what is shown"
            );
        }
    }
    window.key(Key::Escape);
    assert_eq!(lanes_and_events(&window), format!("Timeline: {lanes} lanes"));
}

#[test]
fn a_wrong_query_says_where_and_hides_nothing() {
    let mut window = Window::sample();
    let lanes = window.app().session().document().lanes().len();
    window.type_into("Search", "baku after:2024-13");
    assert!(window.has("not a valid search"));
    let wrong = window.app().view().search.wrong.clone().unwrap();
    let place = &"baku after:2024-13"[wrong.at.clone()];
    assert!(window.has(&format!("“{place}”: {}", wrong.message)), "the place and what is wrong with it");
    window.click(Role::CheckBox, "Show only results");
    assert_eq!(lanes_and_events(&window), format!("Timeline: {lanes} lanes"));
    window.type_into("Search", "tag:diplomcy");
    assert!(window.has("no event has the tag diplomcy") && window.has("did you mean"));
}

#[test]
fn keys_and_values_are_completed() {
    let mut window = Window::sample();
    window.type_into("Search", "coun");
    assert!(window.has("country:, "), "the key is offered");
    window.key(Key::Tab);
    assert_eq!(window.app().view().search.text, "country:");
    assert!(window.field("Search").is_focused());
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Enter);
    let text = window.app().view().search.text.clone();
    let value = text.strip_prefix("country:").unwrap().trim();
    let document = window.app().session().document();
    assert!(document.lanes().iter().any(|lane| lane.id.as_str() == value), "{text}");
    assert_eq!(
        found(&window).len(),
        document.events().iter().filter(|event| event.lane.as_str() == value).count()
    );
    window.harness.event(egui::Event::Text("tag:dipl".to_owned()));
    window.settle();
    window.click(Role::Button, "diplomacy, ");
    let text = window.app().view().search.text.clone();
    assert!(text.starts_with("country:") && text.trim_end().ends_with("tag:diplomacy"), "{text}");
    assert!(window.field("Search").is_focused(), "one goes on typing");
}

#[test]
fn what_was_found_follows_the_document() {
    let mut window = Window::sample();
    window.click(Role::Button, "Edit this event");
    window.type_into("Search", "zanzibar");
    assert!(found(&window).is_empty());
    let selected = window.app().view().selection.event.unwrap();
    window.type_into("Place", "Zanzibar");
    assert_eq!(found(&window), [selected]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(found(&window).is_empty());
}

#[test]
fn disputed_events_are_found_from_one() {
    let mut window = Window::sample();
    let document = window.app().session().document();
    let disputed = document.events().iter().filter(|event| event.is_disputed()).count();
    let shown = document.event(window.app().view().selection.event.unwrap());
    assert!(shown.is_disputed(), "the sample opens on one");
    window.click(Role::Button, "Show only disputed events");
    assert_eq!(window.app().view().search.text, "is:disputed");
    assert!(window.app().view().search.hide_rest);
    assert_eq!(found(&window).len(), disputed);
}

/// A window with more events than are searched at once.
fn large() -> Window {
    let mut text = String::from("(events: [\n");
    for n in 0..20_100 {
        let (year, month, day) = (1900 + n % 120, 1 + n / 120 % 12, 1 + n / 1440 % 28);
        let word = if n % 100 == 7 { "special" } else { "usual" };
        text.push_str(&format!(
            "(date: \"{year}-{month:02}-{day:02}\", title: \"A {word} day {n}\", country: \"IR\"),\n"
        ));
    }
    text.push_str("])");
    Window::of("large.ron", &text)
}

#[test]
fn what_was_wrong_is_forgotten_as_soon_as_it_is_right() {
    let mut window = large();
    window.field("Search").focus();
    window.settle();
    window.harness.event(egui::Event::Text("date:2024-10-14T0".to_owned()));
    window.harness.step();
    window.harness.step();
    assert!(window.app().view().search.wrong.is_some());
    window.harness.event(egui::Event::Text("8:30".to_owned()));
    window.harness.step();
    window.harness.step();
    assert!(window.app().view().search.wrong.is_none(), "although the answer may not be there yet");
}

#[test]
fn a_large_document_is_searched_beside_the_window() {
    let mut window = large();
    window.field("Search").focus();
    window.settle();
    for part in ["spec", "ial"] {
        window.harness.event(egui::Event::Text(part.to_owned()));
        window.harness.step();
    }
    for _ in 0..600 {
        window.harness.step();
        if window.app().view().search.found.is_some() && !window.app().view().search.waiting {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(window.app().view().search.text, "special");
    assert_eq!(found(&window).len(), 201);
    assert!(
        window
            .harness
            .query(By::new().label(&format!("201 of {}", coeval::model::grouped(20_100))))
            .is_some()
    );
}

/// One event a month from 2020 on, the tag on some of them.
fn months() -> String {
    let event = |at: usize| {
        let tag = if at % 12 == 2 { "military" } else { "talks" };
        format!(
            "(date: \"{}-{:02}-15\", title: \"Event {at}\", country: \"IR\", tags: [\"{tag}\"]),\n",
            2020 + at / 12,
            at % 12 + 1
        )
    };
    let events: String = (0..60).map(event).collect();
    format!("(events: [{events}])")
}

fn look_at(window: &mut Window, from: &str, to: &str) {
    let day = |text: &str| coeval::model::EventDate::parse(text).unwrap().first_day();
    let days = coeval::ui::commands::ViewCommand::GoToDays(day(from), day(to));
    window.app_mut().push(coeval::ui::commands::Command::View(days));
    window.settle();
}

#[test]
fn a_value_that_is_being_typed_is_a_beginning() {
    let mut window = Window::of("months.ron", &months());
    for (typed, count) in
        [("tag:mil", 5), ("tag:", 0), ("tag:talks is:ex", 55), ("date:202", 60), ("date:2021-1", 3)]
    {
        window.type_into("Search", typed);
        assert_eq!(found(&window).len(), count, "{typed}");
        assert!(!window.has("not a valid search"), "{typed}");
    }
}

#[test]
fn the_edges_say_where_results_are_and_lead_to_them() {
    let mut window = Window::of("months.ron", &months());
    look_at(&mut window, "2022-01-01", "2022-12-31");
    assert!(!window.has("results before"), "nothing is searched for");
    window.type_into("Search", "tag:military");
    assert!(window.has("2 results before") && window.has("2 results after"));
    window.click(Role::Button, "2 results after");
    assert_eq!(window.selected_title().as_deref(), Some("Event 38"));
    window.click(Role::Button, "Fit results");
    assert!(!window.has("results before") && !window.has("results after"));
    let viewport = window.app().view().target();
    assert!(viewport.days < 1700.0 && viewport.days > 1461.0, "{viewport:?}");
}

#[test]
fn the_selected_event_is_told_at_the_edge_that_it_lies_beyond() {
    let mut window = Window::of("months.ron", &months());
    window
        .app_mut()
        .push(coeval::ui::commands::Command::Select(coeval::ui::commands::SelectCommand::Event(EventIx(2))));
    look_at(&mut window, "2022-01-01", "2022-12-31");
    window.click(Role::Button, "Go to the selected event: Event 2");
    let viewport = window.app().view().target();
    assert!(viewport.from < 18_336.0 && viewport.to() > 18_337.0, "{viewport:?}");
    assert!(!window.has("Go to the selected event"));
}

#[test]
fn hiding_the_rest_shows_something() {
    let mut window = Window::of("months.ron", &months());
    window.type_into("Search", "tag:military");
    look_at(&mut window, "2022-05-01", "2022-06-30");
    window.click(Role::CheckBox, "Show only results");
    let viewport = window.app().view().target();
    assert!(viewport.days > 1000.0, "the results: {viewport:?}");
    // Where one is in view, the view stays.
    window.click(Role::CheckBox, "Show only results");
    look_at(&mut window, "2022-03-01", "2022-04-30");
    let before = window.app().view().target();
    window.click(Role::CheckBox, "Show only results");
    assert_eq!(window.app().view().target(), before);
}

#[test]
fn the_wheel_zooms_where_there_is_nothing_to_scroll() {
    let mut window = Window::of("months.ron", &months());
    let before = window.app().view().viewport();
    let center = window.harness.get_by_label_contains("Timeline: ").rect().center();
    window.harness.hover_at(center);
    window.harness.step();
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 60.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    window.settle();
    assert!(window.app().view().viewport().days < before.days * 0.95);
}

#[test]
fn where_only_results_are_shown_and_there_are_none_it_is_said() {
    let mut window = Window::sample();
    window.key(Key::Escape);
    window.app_mut().push(Command::Search(SearchCommand::Only("zebra crossing".to_owned())));
    window.wait_until(|window| window.has("No results for zebra crossing"));
    assert!(window.has("Show only results shows all events"), "and the way back");
    window.app_mut().push(Command::Search(SearchCommand::Clear));
    window.settle();
    assert!(!window.has("No results for"));
}
