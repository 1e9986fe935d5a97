//! The clocks of the axis, chosen beside the ruler, and going to a date.

use crate::support::window::Window;
use coeval::analysis::DayZone;
use coeval::model::EventDate;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable as _};

const TEXT: &str = "(events: [
    (date: \"1914-07-28T05:51+03:00\", title: \"Telegram from Nicholas\", country: \"RU\"),
    (date: \"1914-07-28T10:15+00:00\", title: \"Grey meets Lichnowsky\", country: \"GB\"),
    (date: \"1914-08-04\", title: \"Belgium invaded\", country: \"BE\"),
])";

fn day(text: &str) -> f64 {
    f64::from(EventDate::parse(text).unwrap().first_day().number())
}

#[test]
fn the_clocks_are_chosen_beside_the_ruler() {
    let mut window = Window::of("t.ron", TEXT);
    let zone = |window: &Window| window.app().session().index().zone().clone();
    assert_eq!(zone(&window), DayZone::AsWritten);
    window.click(Role::Button, "Hours as written: choose the clocks");
    window.click(Role::RadioButton, "Greenwich time (UTC)");
    window.settle();
    assert_eq!(zone(&window), DayZone::Utc);
    assert_eq!(window.app().session().listing().rule.zone, DayZone::Utc, "it is one setting");
    window.click(Role::Button, "Hours in Greenwich time: choose the clocks");
    window.harness.get(By::new().role(Role::SearchInput).label("Search zones")).focus();
    window.settle();
    write(&mut window, "mosc");
    window.click(Role::Button, "Europe/Moscow");
    window.settle();
    assert_eq!(zone(&window), DayZone::Named("Europe/Moscow".to_owned()));
    assert!(window.has("Hours in Moscow time: choose the clocks"));
}

/// Writes into the field that has the keyboard, in the place of what is there.
fn write(window: &mut Window, text: &str) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.step();
    for letter in text.chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
    }
    window.settle();
}

/// Asks for a date with the key, and goes there; the first and the last whole day in view.
fn go(window: &mut Window, text: &str) -> (f64, f64) {
    window.press(Modifiers::COMMAND, Key::G);
    write(window, text);
    window.key(Key::Enter);
    window.settle();
    let viewport = window.app().view().viewport();
    (viewport.from, viewport.to())
}

#[test]
fn a_date_is_gone_to_as_it_is_written() {
    let mut window = Window::of("t.ron", TEXT);
    let (from, to) = go(&mut window, "jul 1915");
    assert!(from < day("1915-07-01") && from > day("1915-06-20"), "{from}");
    assert!(to > day("1915-08-01") && to < day("1915-08-10"), "{to}");
    let (from, to) = go(&mut window, "28 July 1914");
    assert!((f64::midpoint(from, to) - day("1914-07-28") - 0.5).abs() < 1e-6);
    let (from, to) = go(&mut window, "three weeks before");
    let app = window.app();
    let selected = app.view().selection.event.map(|ix| app.session().document().event(ix).date.first_day());
    let base = selected.map_or(day("1914-07-28"), |day| f64::from(day.number()));
    assert!((f64::midpoint(from, to) - (base - 21.0) - 0.5).abs() < 1e-6);
}

#[test]
fn what_is_typed_is_told_before_one_goes_there() {
    let mut window = Window::of("t.ron", TEXT);
    window.press(Modifiers::COMMAND, Key::G);
    assert!(window.has("Type a date: July, 5 Aug 1914, 1914-07-28, three weeks before"));
    write(&mut window, "23 Mehr 1403");
    assert!(window.has("Monday 14 October 2024, go to date"));
    write(&mut window, "5/8/1914");
    assert!(window.has("5/8/1914 could be 5 August 1914 or 8 May 1914; write 1914-08-05 or 1914-05-08"));
    write(&mut window, "31 June 1914");
    assert!(window.has("There is no 31 June 1914; check the day of the month"));
}

#[test]
fn a_click_on_a_name_of_the_ruler_asks_for_a_date() {
    let mut window = Window::of("t.ron", TEXT);
    let (canvas, place) =
        (window.app().canvas_state().picture().unwrap(), window.app().canvas_state().place());
    let name = canvas.names[0].center() + place.unwrap().min.to_vec2();
    window.harness.hover_at(name);
    window.harness.step();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        let event = egui::Event::PointerButton { pos: name, button, pressed, modifiers: Modifiers::NONE };
        window.harness.event(event);
        window.harness.step();
    }
    window.settle();
    assert!(window.has("Type a date: July"));
    write(&mut window, "jul 1915");
    assert!(window.has("July 1915, go to date"));
}

#[test]
fn the_search_goes_to_a_date_too() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::Slash);
    write(&mut window, "July 1915");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    let viewport = window.app().view().viewport();
    assert!(viewport.from < day("1915-07-01") && viewport.to() > day("1915-08-01"), "{viewport:?}");
    assert_eq!(window.app().view().search.text, "July 1915", "what is typed stays");
}

#[test]
fn a_second_clock_stands_in_a_row_below() {
    let mut window = Window::of("t.ron", TEXT);
    window.click(Role::Button, "Hours as written: choose the clocks");
    window.click(Role::RadioButton, "Greenwich time (UTC)");
    let ruler = |window: &Window| window.app().canvas_state().picture().unwrap().ruler.height();
    let before = ruler(&window);
    window.click(Role::Button, "Hours in Greenwich time: choose the clocks");
    window.click(Role::Button, "Second row");
    window.click(Role::Button, "Africa/Abidjan");
    assert_eq!(window.app().view().second_clock, Some(DayZone::Named("Africa/Abidjan".to_owned())));
    assert!(ruler(&window) > before);
}
