//! Menus of the secondary button everywhere, and the keyboard in all menus: the menu key, F10 and Alt, the arrows.

use coeval::model::EventIx;
use coeval::ui::commands::action::Action;
use coeval::ui::commands::{Command, Panel, SelectCommand, ViewCommand};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::support::window::Window;

fn secondary(window: &mut Window, at: Pos2) {
    window.harness.hover_at(at);
    window.settle();
    for pressed in [true, false] {
        let button = PointerButton::Secondary;
        let modifiers = Modifiers::NONE;
        window.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        window.settle();
    }
}

fn on(window: &mut Window, role: Role, name: &str) {
    let at =
        window.harness.query_all(By::new().role(role).label_contains(name)).next().unwrap().rect().center();
    secondary(window, at);
}

fn focused(window: &Window) -> String {
    let node = window.harness.root().children_recursive().find(egui_kittest::Node::is_focused);
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn entry_is_there(window: &Window, name: &str) -> bool {
    window.harness.query(By::new().role(Role::Button).label(name)).is_some()
}

#[test]
fn the_secondary_button_tells_what_can_be_done() {
    let mut window = Window::sample();
    let title = window.app().session().document().event(EventIx(0)).title.to_string();
    window.push(Command::Select(SelectCommand::Reveal(EventIx(0))));
    window.settle();
    on(&mut window, Role::Button, &title);
    assert!(entry_is_there(&window, "Zoom to event"), "an event on the timeline");
    window.key(Key::Escape);
    assert!(!entry_is_there(&window, "Zoom to event"));

    let ruler = window.harness.get(By::new().role(Role::Group).label_contains("Ruler")).rect();
    secondary(&mut window, pos2(ruler.left() + 300.0, ruler.top() + 10.0));
    assert!(entry_is_there(&window, "Zoom to this year"), "the ruler");
    let before = window.app().view().target();
    window.click(Role::Button, "Zoom to this year");
    assert!(window.app().view().target().days > 366.0 && window.app().view().target() != before);

    window.push(Action::FitAll.command());
    window.settle();
    secondary(&mut window, pos2(ruler.left() + 40.0, ruler.bottom() + 8.0));
    let on_canvas = entry_is_there(&window, "New event here") || entry_is_there(&window, "Zoom to event");
    assert!(on_canvas, "anything on the timeline has a menu");
    window.key(Key::Escape);

    on(&mut window, Role::ScrollBar, "Overview");
    window.click(Role::Button, "Zoom to fit");
    assert!(!entry_is_there(&window, "Go there"), "the menu of the overview is closed by what is chosen");

    window.push(Command::View(ViewCommand::Toggle(Panel::Story)));
    window.settle();
    on(&mut window, Role::Button, "Step 2: ");
    let steps = window.app().session().document().story().len();
    window.click(Role::Button, "Duplicate");
    assert_eq!(window.app().session().document().story().len(), steps + 1, "a step of the story");

    window.push(Command::View(ViewCommand::Toggle(Panel::History)));
    window.settle();
    on(&mut window, Role::Button, "As opened");
    window.click(Role::Button, "Undo back to here");
    assert_eq!(window.app().session().document().story().len(), steps);
}

#[test]
fn a_menu_in_a_list_is_about_its_own_row() {
    let mut window = Window::sample();
    window.push(Command::View(ViewCommand::Toggle(Panel::Coincidences)));
    window.push(Command::Select(SelectCommand::Coincidence(0)));
    window.settle();
    // The rows are the only things so high in the dock, and stand in the order of time.
    let all = window.harness.query_all(By::new().role(Role::Button));
    let named =
        |node: egui_kittest::Node<'_>| (node.rect(), node.accesskit_node().label().unwrap_or_default());
    let mut rows: Vec<(egui::Rect, String)> = all.map(named).collect();
    rows.retain(|(rect, _)| rect.left() > 1190.0 && rect.width() > 300.0 && rect.height() > 50.0);
    rows.sort_by(|(a, _), (b, _)| a.top().total_cmp(&b.top()));
    let (rect, name) = rows.remove(2);
    secondary(&mut window, rect.center_top() + egui::vec2(0.0, 12.0));
    window.click(Role::Button, "Show on the timeline");
    let at = window.app().view().selection.coincidence.unwrap();
    let (_, month, day) = window.app().session().coincidences().brief(at).unwrap().day.ymd();
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        [month as usize - 1];
    assert!(at != 0 && name.contains(&format!("{day} {month}")), "{name}: {day} {month}");
}

#[test]
fn the_menu_key_opens_the_menu_of_the_selected_event() {
    let mut window = Window::sample();
    window.push(Command::Select(SelectCommand::Reveal(EventIx(3))));
    window.settle();
    window.key(Key::Menu);
    assert_eq!(focused(&window), "Show on the timeline", "the keyboard is in it");
    window.key(Key::ArrowDown);
    assert_eq!(focused(&window), "Zoom to event");
    let before = window.app().view().target();
    window.key(Key::Enter);
    assert_ne!(window.app().view().target(), before);
    assert!(!entry_is_there(&window, "Zoom to event"), "closed");
    window.key(Key::ArrowRight);
    assert_ne!(window.app().view().selection.event, Some(EventIx(3)), "the timeline has the keyboard again");
}

#[test]
fn f10_opens_the_bar_and_arrows_walk_it() {
    let mut window = Window::sample();
    window.key(Key::F10);
    assert!(entry_is_there(&window, "Save"), "File is open");
    assert_eq!(focused(&window), "File");
    window.key(Key::ArrowRight);
    assert_eq!(focused(&window), "Edit");
    assert!(entry_is_there(&window, "New event") && !entry_is_there(&window, "Save"));
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowLeft);
    assert_eq!(focused(&window), "Help", "round and round");
    window.key(Key::ArrowDown);
    assert_eq!(focused(&window), "All commands…");
    window.key(Key::ArrowLeft);
    assert_eq!(focused(&window), "Go", "from an entry too");
    window.key(Key::Escape);
    assert!(!entry_is_there(&window, "Go to date…"));
    let before = window.app().view().selection.event;
    window.key(Key::ArrowRight);
    assert_ne!(window.app().view().selection.event, before, "the timeline has the keyboard again");
    window.key(Key::F10);
    window.key(Key::F10);
    assert!(!entry_is_there(&window, "Save"), "pressed again it closes");
}

#[test]
fn alt_alone_opens_the_bar_and_alt_with_anything_does_not() {
    let mut window = Window::sample();
    let hold = |window: &mut Window, alt: bool| {
        let modifiers = if alt { Modifiers::ALT } else { Modifiers::NONE };
        window.harness.event(Event::ModifiersChanged(modifiers));
        window.harness.step();
    };
    hold(&mut window, true);
    hold(&mut window, false);
    window.settle();
    assert!(entry_is_there(&window, "Save"), "let go alone");
    window.key(Key::Escape);
    hold(&mut window, true);
    window.harness.key_press_modifiers(Modifiers::ALT, Key::OpenBracket);
    window.harness.step();
    hold(&mut window, false);
    window.settle();
    assert!(!entry_is_there(&window, "Save"), "it was held for a key");
}

#[test]
fn menus_are_cut_into_what_they_are_about() {
    let mut window = Window::sample();
    for (menu, entries) in [
        ("View", ["Event details", "Story", "Full screen", "Theme"]),
        ("Lanes", ["Lane menu", "Show all lanes", "Fold empty lanes", "One scale per lane"]),
        ("Analyse", ["Coincidences", "Lane pairs", "Extend measurement left", "Align on…"]),
        ("Help", ["All commands…", "User guide", "Frame times", "About Coeval"]),
    ] {
        window.harness.get(By::new().role(Role::Button).label(menu)).click_accesskit();
        window.settle();
        for entry in entries {
            assert!(entry_is_there(&window, entry), "{menu} has no {entry}");
        }
        window.key(Key::Escape);
    }
}
