//! Measuring a range of days by mouse and by keys, and the wheel that zooms.

use super::*;
use coeval::ui::commands::{Command, ViewCommand};

/// Drags with Shift held.
fn shift_drag(window: &mut Window, from: egui::Pos2, to: egui::Pos2) {
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::SHIFT,
    };
    window.harness.hover_at(from);
    window.harness.step();
    window.harness.event_modifiers(button(from, true), Modifiers::SHIFT);
    window.harness.step();
    for at in [from.lerp(to, 0.5), to] {
        window.harness.event_modifiers(egui::Event::PointerMoved(at), Modifiers::SHIFT);
        window.harness.step();
    }
    window.harness.event_modifiers(button(to, false), Modifiers::SHIFT);
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

/// Where a day begins on the screen.
fn x_of(window: &Window, day: i32) -> f32 {
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let viewport = window.app().view().viewport();
    timeline.left() + ((f64::from(day) - viewport.from) / viewport.days) as f32 * timeline.width()
}

#[test]
fn a_drag_with_shift_measures_whole_days() {
    let mut window = Window::sample();
    let before = window.app().view().viewport();
    let low = window.harness.get_by_label_contains("Timeline: ").rect().bottom() - 12.0;
    // From the afternoon of 14 October 2024 to the morning of the 26th.
    let (from, to) = (x_of(&window, 20_010), x_of(&window, 20_022));
    shift_drag(&mut window, egui::pos2(from + 2.0, low), egui::pos2(to + 2.0, low));
    assert_eq!(window.app().view().viewport(), before, "nothing has moved");
    assert!(window.has("14 Oct – 26 Oct 2024"));

    let app = window.app();
    let document = app.session().document();
    let inside = |first: i32, last: i32| first <= 20_022 && last >= 20_010;
    let events = document
        .events()
        .iter()
        .filter(|event| inside(event.date.first_day().number(), event.date.last_day().number()))
        .count();
    let ties = app
        .session()
        .coincidences()
        .briefs()
        .iter()
        .filter(|c| inside(c.day.number(), c.end.number()))
        .count();
    assert!(events > 1 && ties > 0);
    assert!(window.has(&format!("13 days · 1 week 6 days · {events} events")));
    assert!(window.has(&format!("{ties} coincidence")));

    window.key(Key::F);
    let viewport = window.app().view().viewport();
    assert!(viewport.days < 16.0 && viewport.from < 20_010.0 && viewport.to() > 20_023.0, "{viewport:?}");
    let selected = window.selected_title();
    assert!(selected.is_some());
    window.key(Key::Escape);
    assert!(!window.has("13 days"), "one layer");
    assert_eq!(window.selected_title(), selected, "and no more than one");
}

#[test]
fn the_card_goes_there_and_closes() {
    let mut window = Window::sample();
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert!(window.has("14 Oct – "), "it begins with the selected event");
    window.click(Role::Button, "Zoom to range");
    let viewport = window.app().view().viewport();
    assert!(viewport.days < 8.0, "{viewport:?}");
    assert!(viewport.from < 20_010.0 && viewport.to() > 20_011.0);
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    window.click(Role::Button, "Close");
    assert!(!window.has("Zoom to range"));
}

#[test]
fn the_end_of_a_range_that_leaves_the_view_takes_it_along() {
    let mut window = Window::sample();
    let before = window.app().view().viewport();
    for _ in 0..120 {
        window.press(Modifiers::SHIFT, Key::ArrowRight);
    }
    assert!(window.app().view().viewport().from > before.from);
    assert!(window.has("14 Oct"));
}

#[test]
fn opening_something_else_ends_measuring() {
    let mut window = Window::sample();
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert!(window.has("Zoom to range"));
    window.press(Modifiers::COMMAND, Key::N);
    assert!(!window.has("Zoom to range"));
}

#[test]
fn where_it_is_preferred_the_bare_wheel_zooms_and_ctrl_scrolls() {
    let mut text = String::from("(events: [\n");
    for country in [
        "IR", "IL", "AZ", "AM", "GE", "TR", "RU", "US", "FR", "DE", "IT", "ES", "PT", "PL", "SE", "NO", "FI",
        "DK", "NL", "BE", "CH",
    ] {
        for day in 1..9 {
            text.push_str(&format!("(date: \"2024-10-0{day}\", title: \"T\", country: \"{country}\"),\n"));
        }
    }
    text.push_str("])");
    let mut window = Window::of("many.ron", &text);
    window.harness.state_mut().as_mut().unwrap().push(Command::View(ViewCommand::WheelZooms(true)));
    window.settle();
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let wheel = |window: &mut Window, y: f32, modifiers: Modifiers| {
        window.harness.hover_at(timeline.center());
        window.harness.step();
        let event = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, y),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers,
        };
        window.harness.event_modifiers(event, modifiers);
        window.settle();
    };
    let before = window.app().view().viewport();
    wheel(&mut window, 60.0, Modifiers::NONE);
    let zoomed = window.app().view().viewport();
    assert!(zoomed.days < before.days && zoomed.scroll == before.scroll, "{zoomed:?}");
    wheel(&mut window, -60.0, Modifiers::COMMAND);
    let scrolled = window.app().view().viewport();
    assert!(scrolled.scroll > zoomed.scroll, "{zoomed:?} {scrolled:?}");
    assert!((scrolled.days - zoomed.days).abs() < 1e-9);
}
