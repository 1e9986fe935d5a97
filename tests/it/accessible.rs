//! The window as those meet it who use no mouse or do not see it: every control has a name, the keyboard reaches
//! every part, and a whole piece of work is done through the names that a screen reader says.

use coeval::scene::theme::ThemeKind;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::support::everywhere::everywhere;
use super::support::window::Window;

/// Every node that can have the focus or be pressed, as "role: name".
fn controls(window: &Window) -> Vec<(Role, String)> {
    let all = window.harness.query_all(By::new());
    all.filter_map(|node| {
        let node = node.accesskit_node();
        let data = node.data();
        let acts = data.supports_action(egui::accesskit::Action::Focus)
            || data.supports_action(egui::accesskit::Action::Click);
        let name = node.label().or_else(|| node.value()).unwrap_or_default();
        // The bars of scrolled areas are egui's own, for the pointer alone; the keyboard scrolls by what it reaches.
        let bar = node.role() == Role::ScrollBar && !data.supports_action(egui::accesskit::Action::Focus);
        (acts && !bar).then(|| (node.role(), name))
    })
    .collect()
}

#[track_caller]
fn assert_all_named(window: &Window, part: &str) {
    let found = controls(window);
    assert!(found.len() > 10, "{part}: {found:?}");
    let nameless: Vec<_> = found.iter().filter(|(_, name)| name.trim().is_empty()).collect();
    assert!(nameless.is_empty(), "{part}: {nameless:?} among {found:#?}");
}

#[test]
fn no_control_lacks_a_name() {
    let mut window = Window::sample();
    assert_all_named(&window, "at first");
    for (key, part) in [(Key::C, "coincidences"), (Key::M, "pairs"), (Key::P, "problems"), (Key::F1, "keys")]
    {
        window.key(key);
        assert_all_named(&window, part);
        window.key(key);
    }
    window.key(Key::F2);
    assert_all_named(&window, "editing");
    window.key(Key::Escape);
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    assert_all_named(&window, "list of commands");
    window.key(Key::Escape);
    window.press(Modifiers::SHIFT, Key::F10);
    assert_all_named(&window, "menu of a lane");
    window.key(Key::Escape);
    let mut window = Window::of("broken.ron", include_str!("../../sample_data/broken.ron"));
    assert_all_named(&window, "problems of a file");
    window.click(Role::Button, "View");
    assert_all_named(&window, "menu");
}

#[test]
fn no_control_of_any_panel_menu_or_question_lacks_a_name() {
    let mut wrong = Vec::new();
    everywhere(&mut |window, state| {
        assert_all_named(window, state);
        wrong.extend(without_state(window).into_iter().map(|what| format!("{state}: {what}")));
    });
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Boxes, dots and switches that do not say whether they are on; fields and sliders that do not say what is in them.
fn without_state(window: &Window) -> Vec<String> {
    let all = window.harness.query_all(By::new());
    all.filter_map(|node| {
        let node = node.accesskit_node();
        let has_state = match node.role() {
            Role::CheckBox | Role::RadioButton | Role::Switch => node.toggled().is_some(),
            Role::Slider | Role::SpinButton | Role::ProgressIndicator => {
                node.numeric_value().is_some() || node.value().is_some() || node.label().is_some()
            }
            Role::ListBoxOption => node.is_selected().is_some(),
            _ => true,
        };
        (!has_state).then(|| format!("{:?} {:?} has no state", node.role(), node.label()))
    })
    .collect()
}

#[test]
fn the_timeline_says_what_is_in_view() {
    let window = Window::sample();
    let app = window.app();
    let timeline = window.harness.get_by_label_contains("Timeline: ");
    let name = timeline.accesskit_node().label().unwrap();
    let lanes = app.session().document().lanes().len();
    let viewport = app.view().viewport();
    let in_view = app.session().document().events().iter().filter(|event| {
        let (first, last) = (event.date.first_day().number(), event.date.last_day().number());
        f64::from(first) < viewport.to() && f64::from(last) + 1.0 > viewport.from
    });
    let expected = format!("Timeline: {lanes} lanes, {} events, ", in_view.count());
    assert!(name.starts_with(&expected), "{name}, not {expected}");
    let nodes = window.harness.query_all(By::new().role(Role::Button).label_contains("14 October 2024"));
    let selected: Vec<bool> = nodes
        .filter_map(|node| node.accesskit_node().toggled().map(|on| on == egui::accesskit::Toggled::True))
        .collect();
    assert!(selected.contains(&true) && selected.contains(&false), "events have a state: {selected:?}");
}

#[test]
fn the_keyboard_reaches_every_part_and_leaves_it_again() {
    let mut window = Window::sample();
    let mut seen: Vec<String> = Vec::new();
    let has_ring = |window: &Window| {
        let color = egui::Color32::from(coeval::scene::Theme::of(ThemeKind::Light).focus);
        let shapes = &window.harness.output().shapes;
        let is_ring = |shape: &egui::Shape| matches!(shape, egui::Shape::Rect(rect) if rect.stroke == egui::Stroke::new(2.0, color));
        shapes.iter().any(|clipped| is_ring(&clipped.shape))
    };
    assert!(!has_ring(&window), "no key was pressed yet");
    for _ in 0..80 {
        window.key(Key::F6);
        assert!(has_ring(&window), "what has the keyboard cannot be seen after {seen:?}");
        let focused = window.harness.query_all(By::new()).find(egui_kittest::Node::is_focused);
        let Some(focused) = focused else { continue };
        let node = focused.accesskit_node();
        seen.push(node.label().or_else(|| node.value()).unwrap_or_default());
    }
    for part in [
        "File",
        "Help",
        "Search",
        "Timeline: ",
        "Lanes",
        "Previous coincidence",
        "Overview",
        "Edit this event",
    ] {
        assert!(seen.iter().any(|name| name.starts_with(part)), "{part} is never reached: {seen:#?}");
    }
    let times = seen.iter().filter(|name| name.starts_with("Timeline: ")).count();
    assert!(times >= 2, "around and around: {seen:#?}");
}

/// Opens a menu, searches, walks events and coincidences, edits a title and undoes it: keys and names alone.
#[test]
fn a_piece_of_work_without_mouse_or_eyes() {
    let mut window = Window::sample();
    let focused = |window: &Window| {
        let mut nodes = window.harness.query_all(By::new());
        let node = nodes.find(egui_kittest::Node::is_focused).unwrap();
        let node = node.accesskit_node();
        (node.role(), node.label().or_else(|| node.value()).unwrap_or_default())
    };
    // A menu: reached, opened, and an entry chosen.
    for _ in 0..80 {
        if focused(&window).1 == "Analyse" {
            break;
        }
        window.key(Key::F6);
    }
    assert_eq!(focused(&window).1, "Analyse");
    window.key(Key::Enter);
    assert!(window.has("Coincidences"), "the menu is open");
    for _ in 0..40 {
        if focused(&window).1.starts_with("Coincidences") {
            break;
        }
        window.key(Key::Tab);
    }
    window.key(Key::Enter);
    assert!(window.app().view().panels.dock.shows(coeval::ui::commands::Panel::Coincidences));
    // A search, and through its hits.
    window.press(Modifiers::COMMAND, Key::F);
    assert_eq!(focused(&window), (Role::TextInput, "Search".to_owned()));
    for letter in "tag:diplomacy".chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.harness.step();
    }
    window.settle();
    window.key(Key::Enter);
    let first = window.selected_title().unwrap();
    window.key(Key::Enter);
    assert_ne!(window.selected_title().unwrap(), first);
    window.key(Key::Escape);
    // Events and coincidences, from the timeline.
    for _ in 0..80 {
        if focused(&window).1.starts_with("Timeline: ") {
            break;
        }
        window.key(Key::F6);
    }
    let here = window.selected_title().unwrap();
    window.press(Modifiers::COMMAND, Key::ArrowRight);
    assert_ne!(window.selected_title().unwrap(), here);
    window.key(Key::OpenBracket);
    let before = window.app().view().selection.coincidence.unwrap();
    window.key(Key::CloseBracket);
    assert_eq!(window.app().view().selection.coincidence, Some(before + 1));
    // A title is written over, and that is undone.
    let title = window.selected_title().unwrap();
    window.key(Key::F2);
    assert_eq!(focused(&window), (Role::TextInput, "Title".to_owned()));
    for letter in "Written by keys".chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.harness.step();
    }
    window.settle();
    assert_eq!(window.selected_title().as_deref(), Some("Written by keys"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.selected_title().unwrap(), title);
}
