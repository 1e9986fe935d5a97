//! The list of commands and changed keys, driven by keyboard and by the names that a screen reader says.

use coeval::ui::commands::{InterfaceSize, Panel};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::support::window::Window;

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn type_text(window: &mut Window, text: &str) {
    for letter in text.chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.harness.step();
    }
    window.settle();
}

fn rows(window: &Window) -> Vec<String> {
    let options = window.harness.query_all(By::new().role(Role::ListBoxOption));
    options.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn a_command_is_found_by_a_few_letters_and_carried_out() {
    let mut window = Window::sample();
    window.press(CTRL_SHIFT, Key::P);
    assert!(rows(&window).len() > 40, "all actions are listed: {}", rows(&window).len());
    type_text(&mut window, "coinc");
    assert!(rows(&window)[0].starts_with("Coincidence"), "{:?}", rows(&window));
    assert!(!window.app().view().panels.dock.shows(Panel::Coincidences));
    type_text(&mut window, "idences analyse");
    assert_eq!(rows(&window)[0], "Coincidences, Analyse, C");
    window.key(Key::Enter);
    assert!(window.app().view().panels.dock.shows(Panel::Coincidences), "Enter carries it out");
    assert!(rows(&window).is_empty(), "and closes the list");
    window.press(CTRL_SHIFT, Key::P);
    assert_eq!(rows(&window)[0], "Coincidences, Analyse, C", "what was chosen last goes first");
    window.key(Key::Escape);
    assert!(rows(&window).is_empty());
}

#[test]
fn what_counts_as_the_same_day_is_in_the_list_too() {
    let mut window = Window::sample();
    let rule = |window: &Window| window.app().view().listing.rule.clone();
    let mut expected = rule(&window);
    for text in ["possible coinc", "time zone utc", "count every day"] {
        window.press(CTRL_SHIFT, Key::P);
        type_text(&mut window, text);
        window.key(Key::Enter);
    }
    expected.possible = !expected.possible;
    expected.during = !expected.during;
    expected.zone = coeval::analysis::DayZone::Utc;
    assert_eq!(rule(&window), expected);
}

#[test]
fn letters_typed_into_the_list_do_nothing_else() {
    let mut window = Window::sample();
    let (panels, viewport) = (window.app().view().panels, window.app().view().viewport());
    window.press(CTRL_SHIFT, Key::P);
    for (key, letter) in [(Key::W, "w"), (Key::M, "m"), (Key::C, "c"), (Key::F5, "")] {
        window.harness.event(egui::Event::Text(letter.to_owned()));
        window.key(key);
    }
    window.key(Key::Escape);
    assert_eq!((window.app().view().panels, window.app().view().viewport()), (panels, viewport));
    assert!(!window.app().view().presenting);
}

#[test]
fn events_are_found_by_title_native_title_and_date() {
    let mut window = Window::sample();
    for (text, title) in
        [("ballistic missil", "missiles"), ("پزشکیان", "Pezeshkian"), ("2024-11-11", "COP29")]
    {
        window.press(CTRL_SHIFT, Key::P);
        type_text(&mut window, text);
        if title == "COP29" {
            // The day itself comes first.
            assert!(rows(&window)[0].contains("11 November 2024"), "{:?}", rows(&window));
            window.key(Key::ArrowDown);
        }
        window.key(Key::Enter);
        let selected = window.selected_title().unwrap();
        assert!(selected.contains(title), "{text}: {selected}");
    }
}

#[test]
fn arrows_choose_and_what_is_impossible_says_why() {
    let mut window = Window::sample();
    window.press(CTRL_SHIFT, Key::P);
    type_text(&mut window, "undo");
    assert!(rows(&window)[0].contains("nothing to undo"), "{:?}", rows(&window));
    let row = window.harness.query_all(By::new().role(Role::ListBoxOption)).next().unwrap();
    assert!(row.accesskit_node().is_disabled());
    window.key(Key::Enter);
    assert!(!rows(&window).is_empty(), "Enter on it does nothing");
    let chosen = |window: &Window| {
        let mut options = window.harness.query_all(By::new().role(Role::ListBoxOption));
        options.position(|node| node.accesskit_node().is_selected() == Some(true))
    };
    window.press(Modifiers::COMMAND, Key::A);
    type_text(&mut window, "zoom");
    assert_eq!(chosen(&window), Some(0));
    window.key(Key::ArrowDown);
    assert_eq!(chosen(&window), Some(1));
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert_eq!(chosen(&window), Some(rows(&window).len() - 1), "around the end");
}

#[test]
fn a_lane_is_found_hidden_and_shown_again() {
    let mut window = Window::sample();
    window.press(Modifiers::COMMAND, Key::P);
    assert!(
        rows(&window).iter().all(|row| row.contains("lane") || row.contains("top")),
        "{:?}",
        rows(&window)
    );
    type_text(&mut window, "hide leban");
    assert_eq!(rows(&window)[0], "Lebanon, hide lane");
    window.key(Key::Enter);
    assert!(!window.has("Lebanon, 2 events"));
    window.press(Modifiers::COMMAND, Key::P);
    type_text(&mut window, "leb");
    assert_eq!(rows(&window)[0], "Lebanon, show hidden lane");
    window.key(Key::Enter);
    assert!(window.has("Lebanon, 2 events"));
    let app = window.app();
    let lane = &app.session().document().event(app.view().selection.event.unwrap()).lane;
    assert_eq!(lane.as_str(), "LB", "its nearest event is selected");
}

#[test]
fn the_list_of_commands_leads_to_the_list_of_lanes() {
    let mut window = Window::sample();
    window.press(CTRL_SHIFT, Key::P);
    type_text(&mut window, "go to lane");
    window.key(Key::Enter);
    assert!(!rows(&window).is_empty() && rows(&window).iter().all(|row| !row.starts_with("Zoom")));
    let first = window.harness.query_all(By::new().role(Role::ListBoxOption)).next().unwrap();
    assert!(first.is_focused(), "a screen reader says the chosen row while the field has the keyboard");
}

#[test]
fn a_key_is_changed_and_shows_everywhere() {
    let mut window = Window::sample();
    window.press(CTRL_SHIFT, Key::P);
    type_text(&mut window, "change shortcuts");
    window.key(Key::Enter);
    window.click(Role::Button, "Event details: I");
    assert!(window.has("Press the new shortcut for “Event details”"));
    window.key(Key::J);
    assert!(window.has("Event details: J"));
    window.key(Key::Escape);
    assert!(!window.has("Event details: J"), "the dialog is closed");
    assert!(window.app().view().panels.dock.shows(Panel::Inspector));
    window.key(Key::I);
    assert!(window.app().view().panels.dock.shows(Panel::Inspector), "the old key does nothing");
    window.key(Key::J);
    assert!(!window.app().view().panels.dock.shows(Panel::Inspector));
    window.press(CTRL_SHIFT, Key::P);
    type_text(&mut window, "event details");
    assert_eq!(rows(&window)[0], "Event details, View, J");
    window.key(Key::Escape);
    window.key(Key::F1);
    let key = By::new().role(Role::Label).label("J");
    assert!(window.harness.query(key).is_some(), "the overview shows it too");
}

#[test]
fn a_key_that_is_taken_is_left_to_the_user() {
    let mut window = Window::sample();
    let open = |window: &mut Window| {
        window.press(CTRL_SHIFT, Key::P);
        type_text(window, "change shortcuts");
        window.key(Key::Enter);
    };
    open(&mut window);
    window.click(Role::Button, "Lane pairs: M");
    window.key(Key::I);
    assert!(window.has("I is already used for “Event details”."));
    window.click(Role::Button, "Keep it for “Event details”");
    assert!(window.has("Lane pairs: M") && window.has("Event details: I"));
    window.click(Role::Button, "Lane pairs: M");
    window.key(Key::I);
    let take = By::new().role(Role::Button).label("Use it for “Lane pairs”");
    assert!(window.harness.get(take).is_focused(), "Enter takes it");
    window.key(Key::Enter);
    assert!(window.has("Lane pairs: I") && window.has("Event details: none"));
    window.click(Role::Button, "Reset the shortcut for Lane pairs");
    assert!(window.has("Lane pairs: M") && window.has("Event details: none"));
    window.click(Role::Button, "Reset all");
    assert!(window.has("Event details: I"));
    window.click(Role::Button, "Remove the shortcut for Lane pairs");
    assert!(window.has("Lane pairs: none"));
}

#[test]
fn keys_that_move_the_focus_are_recorded_and_esc_leaves() {
    let mut window = Window::sample();
    window.press(CTRL_SHIFT, Key::P);
    type_text(&mut window, "change shortcuts");
    window.key(Key::Enter);
    window.click(Role::Button, "Zoom to fit: none");
    window.press(Modifiers::COMMAND, Key::Tab);
    assert!(window.has("Zoom to fit: Ctrl+Tab"), "Tab is a key like any other");
    window.click(Role::Button, "Zoom to fit: Ctrl+Tab");
    window.key(Key::Escape);
    assert!(
        window.has("Zoom to fit: Ctrl+Tab") && window.has("Change shortcuts"),
        "Esc leaves the key, not the dialog"
    );
    window.click(Role::Button, "Zoom to fit: Ctrl+Tab");
    window.harness.event(egui::Event::Copy);
    window.settle();
    assert!(window.has("always copy, cut and paste"));
}

#[test]
fn the_whole_interface_is_made_larger_and_smaller() {
    let mut window = Window::sample();
    let scale = |window: &Window| window.harness.ctx.zoom_factor();
    window.press(Modifiers::COMMAND, Key::Plus);
    assert!((scale(&window) - 1.1).abs() < 1e-6);
    for _ in 0..20 {
        window.press(Modifiers::COMMAND, Key::Equals);
    }
    assert!((scale(&window) - 3.0).abs() < 1e-6, "it ends somewhere");
    window.press(Modifiers::COMMAND, Key::Num0);
    assert!((scale(&window) - 1.0).abs() < 1e-6);
    for _ in 0..20 {
        window.press(Modifiers::COMMAND, Key::Minus);
    }
    assert!((scale(&window) - 0.75).abs() < 1e-6);
    assert!((InterfaceSize(9000).factor() - 3.0).abs() < 1e-6, "whatever a file says");
}
