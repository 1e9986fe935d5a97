//! Lane heads by their names: hiding, collapsing, pinning, moving, and the same by the pointer and the keyboard.

use super::*;
use egui::PointerButton;
use egui::accesskit::Role;

impl Window {
    fn lanes(&self) -> Vec<String> {
        let app = self.app();
        let document = app.session().document();
        let list = app.view().lanes.list(document.lanes());
        list.shown.iter().map(|at| document.lanes()[*at as usize].name.clone()).collect()
    }

    fn head(&self, name: &str) -> egui::Rect {
        self.harness.get(By::new().role(Role::ListItem).label_contains(name)).rect()
    }

    fn press_at(&mut self, at: egui::Pos2, button: PointerButton) {
        self.harness.hover_at(at);
        self.harness.step();
        for pressed in [true, false] {
            self.harness.event(egui::Event::PointerButton {
                pos: at,
                button,
                pressed,
                modifiers: Modifiers::NONE,
            });
            self.harness.step();
        }
        self.settle();
    }
}

#[test]
fn lanes_are_named_and_hidden_and_come_back() {
    let mut window = Window::sample();
    let all = window.lanes();
    assert!(window.has("Iran, 10 events") && window.has("United States, 1 event"));
    window.click(Role::Button, "Hide lane Iran");
    window.click(Role::Button, "Hide lane Syria");
    assert!(!window.has("Iran, 10 events"));
    assert_eq!(window.lanes().len(), all.len() - 2);
    assert!(!window.app().title().contains('•'), "nothing is unsaved by it");
    window.click(Role::Button, "2 lanes hidden, show");
    assert_eq!(window.lanes(), all);
    assert!(!window.has("lanes hidden"));
}

#[test]
fn one_lane_alone_and_all_again() {
    let mut window = Window::sample();
    let all = window.lanes();
    window.click(Role::Button, "Show only lane Israel");
    assert_eq!(window.lanes(), ["Israel"]);
    assert!(window.has("Timeline: 1 lane, "));
    window.click(Role::Button, "Show all lanes");
    assert_eq!(window.lanes(), all);
}

#[test]
fn a_collapsed_lane_is_low_and_a_pinned_one_on_top() {
    let mut window = Window::sample();
    let tall = window.head("Azerbaijan,").height();
    window.click(Role::Button, "Collapse lane Azerbaijan");
    let low = window.head("Azerbaijan,").height();
    assert!(low < tall && (28.0..34.0).contains(&low), "{low}");
    window.click(Role::Button, "Expand lane Azerbaijan");
    assert_eq!(window.head("Azerbaijan,").height(), tall);
    window.click(Role::Button, "Pin lane Armenia to the top");
    assert_eq!(window.lanes()[0], "Armenia");
    assert!(window.has("Armenia, 2 events, pinned"));
    window.click(Role::Button, "Unpin lane Armenia");
    assert_eq!(window.lanes()[0], "Iran");
}

#[test]
fn the_pointer_finds_the_controls_and_the_menu() {
    let mut window = Window::sample();
    let control = window.harness.get(By::new().role(Role::Button).label("Hide lane Israel")).rect();
    window.press_at(control.center(), PointerButton::Primary);
    assert!(!window.lanes().contains(&"Israel".to_owned()));
    let head = window.head("Lebanon,");
    window.press_at(head.left_center() + egui::vec2(20.0, 0.0), PointerButton::Secondary);
    window.click(Role::Button, "Move up");
    let lanes = window.lanes();
    let place = |name: &str| lanes.iter().position(|lane| lane == name).unwrap();
    assert!(place("Lebanon") < place("Azerbaijan"), "{lanes:?}");
}

#[test]
fn a_lane_is_dragged_to_another_place() {
    let mut window = Window::sample();
    let (from, to) = (window.head("Armenia,").center(), window.head("Iran,").center_top());
    let before = window.app().view().viewport();
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from.lerp(to, 0.5));
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
    window.harness.drop_at(to);
    window.settle();
    assert_eq!(window.lanes()[..2], ["Armenia", "Iran"]);
    assert_eq!(window.app().view().viewport(), before, "the view did not move");
}

#[test]
fn the_keyboard_opens_the_menu_of_the_selected_lane() {
    let mut window = Window::sample();
    let title = window.selected_title().unwrap();
    assert!(window.has(&format!("{title}, 14 October 2024, Iran")));
    window.press(Modifiers::SHIFT, Key::F10);
    assert!(window.harness.get(By::new().role(Role::Button).label("Collapse")).is_focused());
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(!window.lanes().contains(&"Iran".to_owned()), "the second entry hides it");
    window.press(Modifiers::SHIFT, Key::F10);
    assert!(window.has("Move down"), "the menu of another lane");
    window.key(Key::Escape);
    assert!(!window.has("Move down"));
}

#[test]
fn what_is_hidden_is_passed_over_but_can_be_reached() {
    let mut window = Window::sample();
    window.click(Role::Button, "Hide lane Israel");
    window.key(Key::Tab);
    let title = window.selected_title().unwrap();
    window.key(Key::Tab);
    assert_eq!(window.selected_title().unwrap(), title, "the one member that is shown");
    for _ in 0..40 {
        window.press(Modifiers::COMMAND, Key::ArrowRight);
    }
    assert_eq!(window.lanes().len(), 7, "walking does not bring it back");
    let app = window.app();
    let document = app.session().document();
    let at = document.events().iter().position(|event| event.lane.as_str() == "IL").unwrap();
    let ix = coeval::model::EventIx(u32::try_from(at).unwrap());
    let reveal = coeval::ui::commands::SelectCommand::Reveal(ix);
    window.harness.state_mut().as_mut().unwrap().push(coeval::ui::commands::Command::Select(reveal));
    window.settle();
    assert!(window.lanes().contains(&"Israel".to_owned()), "what is asked for is shown");
}

#[test]
fn the_view_menu_shows_all_lanes() {
    let mut window = Window::sample();
    let all = window.lanes();
    window.click(Role::Button, "Hide lane Iran");
    window.harness.get(By::new().role(Role::Button).label("Lanes")).click_accesskit();
    window.settle();
    window.click(Role::Button, "Show all lanes");
    assert_eq!(window.lanes(), all);
}

#[test]
fn arrows_walk_the_column_of_heads() {
    let mut window = Window::sample();
    let lanes = window.lanes();
    window.harness.get(By::new().role(Role::List).label("Lanes")).focus();
    window.settle();
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Enter);
    assert!(window.has("Pin to the top"), "the menu is open");
    window.click(Role::Button, "Show only this lane");
    assert_eq!(window.lanes(), lanes[1..2]);
}

#[test]
fn a_column_of_the_density_tells_its_count() {
    let mut text = String::from("(events: [\n");
    for n in 0..3000 {
        let date = coeval::model::Day::from_number(10_000 + (n * 7919) % 9000);
        text.push_str(&format!("(date: \"{date}\", title: \"Event {n}\", country: \"IR\"),\n"));
    }
    text.push_str("])");
    let mut window = Window::of("dense.ron", &text);
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let head = window.head("Iran,");
    window.harness.hover_at(egui::pos2(timeline.center().x, head.center().y));
    for _ in 0..10 {
        window.harness.step();
    }
    assert!(window.has(" events in Iran") && window.has("lick for the list"));
}
