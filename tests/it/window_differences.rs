//! What differs between two timelines, as the window shows it: one timeline, a list to walk through, nothing to be changed.

use coeval::analysis::diff::{Compared, diff};
use coeval::io;
use coeval::ui::commands::action::Action;
use egui::accesskit::Role;

use super::support::window::Window;

const OLD: &str = "(title: \"T\", events: [
    (id: \"a\", date: \"2024-10-14\", title: \"Stays\", country: \"IR\"),
    (id: \"b\", date: \"2024-10-14\", title: \"Goes\", country: \"IL\"),
    (id: \"c\", date: \"2024-10-16\", title: \"Moves\", country: \"AZ\"),
    (id: \"d\", date: \"2024-10-20\", title: \"Says\", country: \"AZ\", summary: \"s\"),
])";

fn compared(old: &str, new: &str) -> Window {
    let (old, new) = (io::read(old).document, io::read(new).document);
    let compared = Compared::new(&old, &new, &diff(&old, &new));
    let mut window = Window::of("t.ron", OLD);
    window.app_mut().show_comparison(compared, "old.ron → new.ron".to_owned());
    window.settle();
    window
}

#[test]
fn the_list_walks_through_what_differs() {
    let new = OLD
        .replace("    (id: \"b\", date: \"2024-10-14\", title: \"Goes\", country: \"IL\"),\n", "")
        .replace("2024-10-16", "2024-10-10")
        .replace("\"s\"", "\"t\"")
        .replace("])", "    (id: \"e\", date: \"2024-10-14\", title: \"Comes\", country: \"TR\"),\n])");
    let mut window = compared(OLD, &new);
    assert!(window.app().title().contains("old.ron → new.ron"));
    assert!(window.has("4 differences"));
    let mut walked = Vec::new();
    for _ in 0..4 {
        window.click(Role::Button, "Next difference");
        walked.push(window.selected_title().unwrap());
    }
    assert_eq!(walked, ["Moves", "Comes", "Goes", "Says"]);
    assert!(window.has("4 of 4 differences"));
    window.click(Role::Button, "Previous difference");
    assert_eq!(window.selected_title().as_deref(), Some("Goes"));
    window.click(Role::Button, "moved: Moves, 10 October 2024");
    assert_eq!(window.selected_title().as_deref(), Some("Moves"));
    // What is gone is on the same day with nothing: of the four of 14 October two are left.
    let titles = |window: &Window| {
        let session = window.app().session();
        let found = session.all_coincidences();
        let events = found.iter().flat_map(|one| one.events.clone());
        events.map(|at| session.document().event(at).title.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&window), ["Stays", "Comes"]);
}

#[test]
fn nothing_of_it_can_be_changed_or_saved() {
    let mut window = compared(OLD, &OLD.replace("Says", "Tells"));
    window.click(Role::Button, "Next difference");
    let before = window.app().session().document().clone();
    for action in [Action::Delete, Action::NewEvent, Action::MoveLater, Action::Save] {
        window.app_mut().push(action.command());
        window.settle();
    }
    assert_eq!(window.app().session().document().events(), before.events());
    assert!(window.has("two timelines as one"));
    let mut same = compared(OLD, OLD);
    assert!(same.has("The two timelines say the same."));
    same.app_mut().push(Action::Differences.command());
    same.settle();
}
