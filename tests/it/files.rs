//! Several files in one view: from which an event is, lanes by file, the names that a file gives its lanes, and warnings that
//! many events share.

use std::path::PathBuf;

use coeval::analysis::query::{Matcher, Query};
use coeval::analysis::{Grouping, LanesBy};
use coeval::app::Session;
use coeval::edit::{self, apply};
use coeval::io;
use coeval::model::{Document, EventId, LaneId};
use coeval::ui::commands::{Command, EditCommand, SelectCommand, ViewCommand};
use egui::accesskit::Role;

use crate::support::window::Window;

const WEST: &str = "(lanes: [Lane(id: \"west\", name: \"Western powers\"), Lane(id: \"UN\", name: \"United Nations\")], events: [
    (id: \"a\", date: \"1914-07-28\", title: \"Note\", country: \"Western powers\", involves: [\"western Powers\", \"RS\"]),
    (id: \"b\", date: \"1914-07-29\", title: \"Answer\", country: \"west\"),
    (id: \"c\", date: \"1914-07-30\", title: \"Vote\", country: \"United nations\"),
])";
const EAST: &str = "(events: [
    (id: \"a\", date: \"1914-07-28\", title: \"Reply\", country: \"the Western Powers\"),
    (id: \"d\", date: \"1914-07-31\", title: \"Order\", country: \"Russia\"),
])";

fn session() -> Session {
    let file = |name: &str, text: &str| (PathBuf::from(name), io::read(text));
    Session::opened(vec![file("west.ron", WEST), file("east.ron", EAST)])
}

fn lane(document: &Document, id: &str) -> String {
    document.find(&EventId::new(id)).map(|ix| document.event(ix).lane.to_string()).unwrap_or_default()
}

#[test]
fn the_name_of_a_declared_lane_is_an_alias() {
    let loaded = io::read(WEST);
    assert_eq!(loaded.diagnostics, [], "nothing is unknown");
    let document = loaded.document;
    assert_eq!(document.lanes().len(), 3, "no lane beside: {:?}", document.lanes());
    assert_eq!((lane(&document, "a"), lane(&document, "c")), ("west".to_owned(), "UN".to_owned()));
    let a = document.event(document.find(&EventId::new("a")).unwrap());
    assert_eq!(a.involves.iter().map(LaneId::as_str).collect::<Vec<_>>(), ["west", "RS"]);
    for (typed, id) in [("WESTERN POWERS", "west"), ("west", "west"), ("West", "West"), ("serbia", "RS")] {
        assert_eq!(document.resolve_lane(typed).as_str(), id, "{typed}");
    }
    // Two lanes of one name: nobody knows which is meant.
    let two = "(lanes: [Lane(id: \"x\", name: \"Same\"), Lane(id: \"y\", name: \"Same\")], events: [(date: \"2024\", title: \"t\", country: \"same\")])";
    assert_eq!(io::read(two).document.event(coeval::model::EventIx(0)).lane.as_str(), "same");
}

#[test]
fn what_one_file_calls_its_lanes_counts_for_the_others() {
    let session = session();
    let document = session.document();
    assert_eq!(lane(document, "a~2"), "west");
    assert_eq!(document.lanes().len(), 4, "{:?}", document.lanes());
}

#[test]
fn a_lane_that_is_renamed_keeps_its_events_and_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("west.ron");
    std::fs::write(&path, WEST).unwrap();
    let loaded = io::open(&path).unwrap();
    let mut document = loaded.document;
    let rename = edit::with_lane(&document, &LaneId::new("west"), |lane| lane.name = "Entente".to_owned());
    let undo = apply(&mut document, rename.unwrap()).unwrap();
    assert_eq!((lane(&document, "a"), lane(&document, "b")), ("west".to_owned(), "west".to_owned()));
    io::save(&path, &document, 0, &loaded.source).unwrap();
    let again = io::open(&path).unwrap().document;
    assert_eq!(lane(&again, "a"), "west");
    let a = again.event(again.find(&EventId::new("a")).unwrap());
    assert_eq!(a.involves.iter().map(LaneId::as_str).collect::<Vec<_>>(), ["west", "RS"]);
    apply(&mut document, undo).unwrap();
    let a = document.event(document.find(&EventId::new("a")).unwrap());
    assert_eq!((a.country.as_str(), a.lane.as_str()), ("Western powers", "west"));
}

#[test]
fn files_are_lanes_and_are_searched_for() {
    let session = session();
    let document = session.document();
    assert_eq!(document.files(), ["west.ron", "east.ron"]);
    let grouping = Grouping::new(document, LanesBy::File);
    let names: Vec<&str> = grouping.lanes().iter().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names, ["west.ron", "east.ron"], "the one with more events first");
    let matcher = Matcher::new(document);
    for (query, found) in [
        ("file:east.ron", vec!["a~2", "d"]),
        ("file:WEST", vec!["a", "b", "c"]),
        ("-file:west", vec!["a~2", "d"]),
        ("file:west vote", vec!["c"]),
        ("file:ron", vec!["a", "b", "c", "a~2", "d"]),
    ] {
        let hits = matcher.find(&Query::parse(query).unwrap());
        let ids: Vec<&str> = hits.iter().map(|ix| document.event(*ix).id.as_str()).collect();
        assert_eq!(ids, found, "{query}");
    }
    let doubts = matcher.doubts(&Query::parse("file:north").unwrap());
    assert!(doubts[0].message.contains("no file is called north"), "{}", doubts[0].message);
}

#[test]
fn each_event_says_from_which_file_it_is() {
    let mut window = Window::new(session);
    window.click(Role::Button, "Order, 31 July 1914");
    assert!(window.has("east.ron"), "in the inspector");
    window.app_mut().push(Command::Select(SelectCommand::Nothing));
    window.app_mut().push(Command::View(ViewCommand::LanesBy(LanesBy::File)));
    window.wait_until(|window| window.app().session().lanes().by() == LanesBy::File);
    assert!(window.has("west.ron") && window.has("east.ron"), "lanes are named after them");
    let alone = Window::of("alone.ron", EAST);
    assert!(!alone.has("in alone.ron"), "of one file nobody has to be told");
}

#[test]
fn equal_warnings_are_one_and_are_fixed_at_once() {
    let event = |at: usize, country: &str| {
        format!(
            "(id: \"e{at}\", date: \"2024-01-{:02}\", title: \"t\", country: \"{country}\"),\n",
            at % 28 + 1
        )
    };
    let wrong: String = (0..12).map(|at| event(at, "Azerbajan")).collect();
    let odd: String = (12..15).map(|at| event(at, "The Guild")).collect();
    let text = format!("(events: [{wrong}{odd}])");
    let mut window = Window::of("slips.ron", &text);
    window.app_mut().push(Command::View(ViewCommand::Toggle(coeval::ui::commands::Panel::Problems)));
    window.settle();
    assert!(window.has("15 warnings") && window.has(" and 11 more: warning"));
    window.click(Role::Button, "Fix all 12: write Azerbaijan");
    let document = window.app().session().document();
    assert!(document.lane_called("Azerbajan").is_none() && document.lane_called("AZ").is_some());
    assert!(window.has("3 warnings") && !window.has("Fix all 12"));
    window.click(Role::Button, "Fix: declare the lane The Guild");
    assert!(window.app().session().document().lane_called("The Guild").unwrap().declared);
    assert!(window.has("No problems"));
    for _ in 0..2 {
        window.app_mut().push(Command::Edit(EditCommand::Undo));
        window.settle();
    }
    assert!(window.has("15 warnings"), "what is undone is a problem again");
    assert!(!window.app().session().is_changed());
}
