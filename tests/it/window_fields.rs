//! The fields of an event as hands fill them: dates in any notation, countries by a few letters, Tab from one to the next.

use coeval::model::EventIx;
use coeval::ui::commands::{Command, EditCommand, SelectCommand};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

use crate::support::window::Window;

const TWO: &str = "(events: [
    (id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\"),
    (id: \"b\", date: \"2024-10-15\", title: \"Answer\", country: \"IL\"),
])";

fn editing(text: &str) -> Window {
    let mut window = Window::of("two.ron", text);
    window.app_mut().push(Command::Select(SelectCommand::Event(EventIx(0))));
    window.settle();
    window.click(Role::Button, "Edit this event");
    window
}

fn date(window: &Window) -> String {
    window.app().session().document().event(EventIx(0)).date.text().to_owned()
}

fn lane(window: &Window) -> String {
    window.app().session().document().event(EventIx(0)).lane.to_string()
}

fn says(window: &Window, field: &str) -> String {
    window.field(field).accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_date_is_typed_as_people_write_it_and_kept_as_edtf() {
    for (typed, meaning, edtf) in [
        ("16 October 1962", "16 October 1962, saved as 1962-10-16", "1962-10-16"),
        ("16/10/1962", "16 October 1962, saved as 1962-10-16", "1962-10-16"),
        ("16 Oct 1962 8:45", "16 October 1962, 08:45 local time, saved as", "1962-10-16T08:45"),
        ("23 Mehr 1403", "23 Mehr 1403 is 14 October 2024, saved as 2024-10-14", "2024-10-14"),
        ("12 Tishrei 5785", "12 Tishrei 5785 is 14 October 2024", "2024-10-14"),
        ("1962-10", "October 1962", "1962-10"),
    ] {
        let mut window = editing(TWO);
        window.type_into("Date", typed);
        assert!(window.has(meaning), "{typed}");
        assert_eq!(says(&window, "Date"), typed, "it stays as typed while one types");
        window.key(Key::Tab);
        assert_eq!((date(&window).as_str(), says(&window, "Date").as_str()), (edtf, edtf), "{typed}");
    }
}

#[test]
fn a_date_that_can_mean_several_days_is_asked_about() {
    let mut window = editing(TWO);
    window.type_into("Date", "3/4/1962");
    assert!(window.has("Which of these do you mean?") && window.has("Still 14 October 2024"));
    window.key(Key::Tab);
    assert_eq!(date(&window), "2024-10-14", "nothing is guessed");
    window.click(Role::Button, "4 March 1962");
    assert_eq!(date(&window), "1962-03-04");
    assert_eq!(says(&window, "Date"), "1962-03-04");
    assert!(!window.has("Which of these"));
    window.app_mut().push(Command::Edit(EditCommand::Undo));
    window.settle();
    assert_eq!(date(&window), "2024-10-14", "choosing was one step");
}

#[test]
fn what_is_no_date_stays_in_the_field_and_says_so() {
    let mut window = editing(TWO);
    window.type_into("Date", "31 June 1962");
    window.key(Key::Tab);
    assert_eq!((date(&window).as_str(), says(&window, "Date").as_str()), ("2024-10-14", "31 June 1962"));
    assert!(window.has("until corrected"));
}

#[test]
fn an_event_stays_in_view_when_its_date_is_changed() {
    for done in [Key::Enter, Key::Tab] {
        let mut window = editing(TWO);
        window.type_into("Date", "16 October 1962");
        window.key(done);
        let viewport = window.app().view().target();
        let day = f64::from(window.app().session().document().event(EventIx(0)).date.first_day().number());
        assert!(viewport.from <= day && viewport.to() >= day + 1.0, "{done:?}: {viewport:?}");
    }
}

#[test]
fn tab_and_a_click_select_what_a_field_says() {
    let mut window = editing(TWO);
    window.field("Title").focus();
    window.settle();
    window.key(Key::Tab);
    window.key(Key::Tab);
    window.harness.event(egui::Event::Text("1962".to_owned()));
    window.settle();
    assert_eq!(date(&window), "1962", "typed over, not into");
    let center = window.field("Title").rect().center();
    window.harness.hover_at(center);
    window.harness.step();
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton {
            pos: center,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        window.harness.step();
    }
    window.harness.event(egui::Event::Text("Rain".to_owned()));
    window.settle();
    assert_eq!(says(&window, "Title"), "Rain");
}

#[test]
fn a_few_letters_and_enter_or_tab_are_the_country_that_fits_best() {
    for (typed, code) in [
        ("Unit", "US"),
        ("United k", "GB"),
        ("us", "US"),
        ("Niger", "NE"),
        ("Nigeri", "NG"),
        ("Germ", "DE"),
        ("Sov", "SU"),
        ("isr", "IL"),
        ("Azerbajan", "AZ"),
    ] {
        for done in [Key::Enter, Key::Tab] {
            let mut window = editing(TWO);
            window.type_into("Country", typed);
            window.key(done);
            assert_eq!(lane(&window), code, "{typed} {done:?}");
            let lanes = window.app().session().document().lanes();
            assert!(
                lanes.iter().all(|lane| lane.id.as_str().len() == 2),
                "half a name makes no lane: {lanes:?}"
            );
        }
    }
}

#[test]
fn a_new_lane_is_made_only_by_choosing_it() {
    let mut window = editing(TWO);
    window.type_into("Country", "Unit");
    assert_eq!(lane(&window), "IR", "not while it is typed");
    window.type_into("Country", "fr");
    window.field("Title").focus();
    window.settle();
    assert_eq!(lane(&window), "FR", "a code counts when the field is left");
    window.type_into("Country", "Iran");
    assert_eq!(lane(&window), "IR", "a name counts at once");
    window.type_into("Country", "Zembla");
    window.key(Key::Enter);
    assert_eq!(lane(&window), "IR", "nothing fits, and nothing was chosen");
    assert!(window.has("Still Iran until you choose"));
    window.click(Role::Button, "Make a new lane");
    assert_eq!(lane(&window), "Zembla");
    window.type_into("Country", "Zem");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(lane(&window), "Zem", "the list ends with a new lane");
}

#[test]
fn tabbing_through_the_country_changes_nothing() {
    let text = "(events: [(date: \"2024\", title: \"A\", country: \"Unit\"), (date: \"2024\", title: \"B\", country: \"US\")])";
    let mut window = editing(text);
    window.field("Country").focus();
    window.settle();
    window.key(Key::Tab);
    assert_eq!(lane(&window), "Unit");
    assert!(!window.app().session().is_changed());
}

#[test]
fn a_country_that_is_involved_fits_best_too() {
    let mut window = editing(TWO);
    window.type_into("Also involves", "Unit");
    window.key(Key::Enter);
    let involves = |window: &Window| {
        let event = window.app().session().document().event(EventIx(0)).clone();
        event.involves.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(involves(&window), ["US"]);
    window.type_into("Also involves", "Zembla");
    window.key(Key::Enter);
    assert_eq!(involves(&window), ["US"], "a new lane is chosen, not slipped into");
}

#[test]
fn a_new_event_starts_empty() {
    let mut window = Window::of("two.ron", TWO);
    window.app_mut().push(Command::Select(SelectCommand::Event(EventIx(0))));
    window.app_mut().push(Command::Edit(EditCommand::New(None)));
    window.settle();
    assert_eq!((says(&window, "Title").as_str(), says(&window, "Country").as_str()), ("", ""));
    assert!(window.field("Title").is_focused());
    assert!(
        window.has("Called “New event” until you type a title") && window.has("Still Iran until you choose")
    );
    window.type_into("Title", "Rain");
    window.type_into("Country", "Unit");
    window.key(Key::Tab);
    let event = window.app().session().document().event(EventIx(1)).clone();
    assert_eq!((&*event.title, event.lane.as_str()), ("Rain", "US"));
    // Made in a lane, it has that lane.
    let place = Some((event.date.first_day(), Some(coeval::model::LaneId::new("IL"))));
    window.app_mut().push(Command::Edit(EditCommand::New(place)));
    window.settle();
    assert_eq!((says(&window, "Title").as_str(), says(&window, "Country").as_str()), ("", "IL"));
}
