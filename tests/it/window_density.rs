//! Many events in the window: what a screen reader finds of them, that each is reached from a strip, and where the time
//! of a frame goes.

use crate::support::window::Window;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT as _, Queryable};

/// Events of a few lanes, `per_day` on each day of October 2024 and on.
fn timeline(days: usize, per_day: usize) -> String {
    let mut text = String::from("[");
    for at in 0..days * per_day {
        let day = coeval::model::Day::from_number(20_000 + (at / per_day) as i32);
        let country = ["IR", "IL", "AZ", "LB"][at % 4];
        text += &format!("(date: \"{day}\", title: \"Event {at}\", country: \"{country}\"),\n");
    }
    text + "]"
}

#[test]
fn a_screen_reader_finds_one_summary_of_strips_and_the_events_that_stand_out() {
    let mut window = Window::of("many.ron", &timeline(400, 40));
    let fit = coeval::ui::commands::Command::View(coeval::ui::commands::ViewCommand::FitAll);
    window.harness.state_mut().as_mut().unwrap().push(fit);
    window.settle();
    let summaries: Vec<_> =
        window.harness.query_all_by_label_contains("too many to show individually").collect();
    assert_eq!(summaries.len(), 1);
    let label = summaries[0].accesskit_node().label().unwrap_or_default();
    assert!(label.starts_with("16,000 events in 4 lanes"), "{label}");
    let events = By::new().role(Role::Button).label_contains("Event ");
    // Those that panels list stand elsewhere.
    let canvas = window.harness.get_by_label_contains("Timeline: ").rect();
    let on_canvas = window.harness.query_all(events).filter(|node| canvas.contains(node.rect().center()));
    let on_canvas: Vec<_> = on_canvas.collect();
    // The most important of each stretch of time have marks upon the strips.
    assert!((4..200).contains(&on_canvas.len()));
}

#[test]
fn the_summary_leads_to_the_events() {
    let mut window = Window::of("many.ron", &timeline(400, 40));
    let fit = coeval::ui::commands::Command::View(coeval::ui::commands::ViewCommand::FitAll);
    window.harness.state_mut().as_mut().unwrap().push(fit);
    window.settle();
    assert!(window.harness.query_by_label_contains("too many to show individually").is_some());
    for _ in 0..16 {
        let summary = window.harness.query_by_label_contains("too many to show individually");
        let Some(summary) = summary else { break };
        summary.click_accesskit();
        window.settle();
    }
    let events = By::new().role(Role::Button).label_contains("Event ");
    let found = window.harness.query_all(events).count();
    assert!((1..=1000).contains(&found), "{found}");
}

#[test]
fn no_more_than_a_thousand_events_have_nodes() {
    use coeval::ui::commands::{Command, ViewCommand};
    // One on each day, in four lanes.
    let mut window = Window::of("days.ron", &timeline(1500, 1));
    for days in [1400.0, 700.0, 350.0, 90.0] {
        let viewport = coeval::layout::Viewport { from: 20_000.0, days, scroll: 0.0 };
        window.harness.state_mut().as_mut().unwrap().push(Command::View(ViewCommand::Set(viewport)));
        window.settle();
        let nodes = window.harness.query_all(By::new().role(Role::Button)).count();
        // Those of the canvas, and those of panels and lane heads.
        assert!(nodes <= 1000 + 120, "{nodes} in {days} days");
    }
}

#[test]
fn the_times_of_frames_come_and_go_with_a_key() {
    let mut window = Window::sample();
    assert!(window.harness.query_by_label_contains("Frame ").is_none());
    window.press(Modifiers::NONE, Key::F12);
    window.settle();
    let times = window.harness.query_by_label_contains("Layout").expect("shown");
    let label = times.accesskit_node().label().unwrap_or_default();
    for stage in ["Input", "Index", "Layout", "Paint"] {
        assert!(label.contains(stage), "{label}");
    }
    window.press(Modifiers::NONE, Key::F12);
    window.settle();
    assert!(window.harness.query_by_label_contains("Layout").is_none());
}
