//! The panel of pairs: its numbers are those of `coeval pairs`, and it leads to the days they are about.

use super::*;
use coeval::analysis::pairs::{self, MEANING, Options, in_short};
use coeval::analysis::{Certainty, event_days};
use coeval::model::LaneId;
use coeval::ui::commands::{Command, ViewCommand};

impl Window {
    /// Waits until the background has counted: a minute at the most, for a busy machine.
    fn wait_for(&mut self, name: &str) {
        for _ in 0..600 {
            self.harness.step();
            if self.has(name) {
                self.settle();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("{name} does not show");
    }
}

#[test]
fn the_panel_says_what_the_command_line_says() {
    let mut window = Window::sample();
    window.push(Command::View(ViewCommand::DockWidth(Some(720))));
    window.key(Key::M);
    window.wait_for("Iran and Israel: ");
    assert!(window.has(MEANING));

    let document = window.app().session().document();
    let days = event_days(document, &window.app().session().listing().rule, None, None);
    let found = pairs::pairs(&days, Options::default(), &mut |_, _| true).unwrap();
    for pair in &found.pairs {
        let name = |lane: &LaneId| document.lane(lane).unwrap().name.clone();
        let (a, b) = (name(&pair.a), name(&pair.b));
        for cell in
            [format!("{a} and {b}: {} shared", pair.shared), format!("{b} and {a}: {} shared", pair.shared)]
        {
            assert!(window.has(&cell), "{cell}");
        }
    }
    let test = found.most_surprising().unwrap().test.unwrap();
    for p in [test.p_exact, test.p_shift, test.q] {
        assert!(window.has(&in_short(p)), "{p}");
    }
    assert!(window.has(&format!("{} days: ", found.days)));
    window.key(Key::M);
    assert!(!window.has(MEANING));
}

#[test]
fn a_cell_chooses_a_pair_and_its_shared_days_are_walked() {
    let mut window = Window::sample();
    window.key(Key::M);
    window.wait_for("Iran and Israel: ");
    window.click(Role::Cell, "Lebanon and Israel: 1 shared");
    assert!(window.has("days, Lebanon") && window.has("days, Israel"));
    assert!(window.has("Not tested: one lane has fewer than 5 days with events"));
    window.click(Role::Button, "Next shared day ›");
    let app = window.app();
    let current = app.session().coincidence(app.view().selection.coincidence.unwrap()).unwrap();
    assert_eq!(current.certainty, Certainty::Certain);
    let has = |lane: &str| current.lanes.iter().any(|l| l.as_str() == lane);
    assert!(has("IL") && has("LB"));
}

#[test]
fn the_days_in_view_are_compared_when_asked_and_follow_the_view() {
    let mut window = Window::sample();
    window.key(Key::M);
    window.wait_for("666 days: ");
    let days = |window: &Window| {
        let viewport = window.app().view().viewport();
        (viewport.to().ceil() - viewport.from.floor()) as i64
    };
    window.click(Role::RadioButton, "Days in view");
    window.wait_for(&format!("{} days: ", days(&window)));
    window.key(Key::S);
    window.wait_for(&format!("{} days: ", days(&window)));
    window.click(Role::RadioButton, "Whole timeline");
    window.wait_for("666 days: ");
}

#[test]
fn the_arrows_choose_a_pair_inside_the_matrix() {
    let mut window = Window::sample();
    window.key(Key::M);
    window.wait_for("Iran and Israel: ");
    let selected = window.selected_title();
    window.harness.get(By::new().role(Role::Grid).label_contains("Matrix of")).focus();
    window.settle();
    window.key(Key::ArrowDown);
    assert!(window.has("days, Lebanon") && !window.has("p shift"), "another pair");
    assert_eq!(window.selected_title(), selected, "the timeline keeps its event");
    window.key(Key::ArrowUp);
    assert!(window.has("days, Israel") && window.has("p shift"));
}

#[test]
fn without_two_lanes_the_panel_says_so() {
    let mut window =
        Window::of("one.ron", "(events: [(date: \"2024-10-14\", title: \"A\", country: \"IR\")])");
    window.key(Key::M);
    window.wait_for("Fewer than two lanes have exactly dated events");
}
