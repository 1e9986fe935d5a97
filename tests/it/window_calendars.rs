//! Calendars in the window: switched on from the menu, seen in the rows, the inspector and to a screen reader, typed.

use coeval::app::Settings;
use coeval::model::calendar::{Calendar, Calendars, Script};
use coeval::ui::commands::{Command, ViewCommand};
use egui::accesskit::Role;

use super::support::window::Window;

fn with(calendars: Calendars) -> Window {
    let mut window = Window::sample();
    window.harness.state_mut().as_mut().unwrap().push(Command::View(ViewCommand::Calendars(calendars)));
    window.settle();
    window
}

#[test]
fn calendars_are_switched_on_from_the_menu() {
    let mut window = Window::sample();
    assert!(!window.has("23 Mehr 1403"));
    window.click(Role::Button, "View");
    window.click(Role::Button, "Calendars");
    for name in ["Solar Hijri (Persian)", "Hebrew", "Islamic (Umm al-Qura)"] {
        window.click(Role::CheckBox, name);
    }
    for date in ["23 Mehr 1403", "12 Tishrei 5785", "11 Rabi II 1446"] {
        assert!(window.has(date), "{date}");
    }
    assert!(window.has("Solar Hijri (Persian): "), "the row has a name");
}

#[test]
fn own_script_and_bounds_are_shown() {
    let window = with(Calendars::of(&[Calendar::Persian, Calendar::Weeks]).styled(Script::Own, true));
    assert!(window.has("۲۳ مهر ۱۴۰۳"));
    assert!(window.has("2024, week 42, Monday"));
    assert!(!window.has("Tishrei"));
}

#[test]
fn dates_can_be_typed_in_other_calendars() {
    let mut window = Window::of("a.ron", r#"[(date: "2024-01-01", title: "One", country: "IR")]"#);
    window.click(Role::Button, "One, 1 January 2024");
    window.click(Role::Button, "Edit this event");
    window.type_into("Date", "23 Mehr 14");
    assert!(window.has("23 Mehr 14 is"), "the meaning stands below while one types");
    window.type_into("Date", "23 Mehr 1403");
    assert!(window.has("23 Mehr 1403 is 14 October 2024") && window.has("saved as 2024-10-14"));
    assert_eq!(window.app().session().document().events()[0].date.text(), "2024-10-14");
    window.type_into("Date", "31 Mehr 1403");
    assert!(window.has("Mehr 1403 has 30 days"));
    assert_eq!(window.app().session().document().events()[0].date.text(), "2024-10-14");
}

#[test]
fn the_title_of_a_persian_file_reads_from_the_left() {
    let window = Window::of("گزارش.ron", r#"[(date: "2024-01-01", title: "One", country: "IR")]"#);
    assert_eq!(window.app().title(), "\u{200E}\u{2068}گزارش.ron\u{2069} — Coeval");
}

#[test]
fn settings_bring_them_back() {
    let mut settings = Settings::default();
    settings.set_calendars(Calendars::of(&[Calendar::Hebrew]));
    assert_eq!(settings.calendars, ["hebrew"]);
    assert!(settings.calendars().shows(Calendar::Hebrew));
}
