//! A walk with days counted from an event, and from every event with a tag: the ways there and back, and what is refused
//! meanwhile because the axis has no calendar.

use std::fmt::Write;

use coeval::analysis::AlignOn;
use coeval::layout::Viewport;
use coeval::model::EventId;
use coeval::ui::commands::{AlignCommand, Command, EditCommand, Named, NamedCommand, SelectCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::support::window::Window;

fn align(window: &mut Window, on: AlignOn) {
    window.app_mut().push(Command::Align(AlignCommand::On(on)));
    window.settle();
}

fn tag(name: &str) -> AlignOn {
    AlignOn::Tag(name.to_owned())
}

fn type_letters(window: &mut Window, text: &str) {
    for letter in text.chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
    }
    window.settle();
}

#[test]
fn a_key_a_few_letters_and_back() {
    let mut window = Window::sample();
    let days = window.app().view().viewport();
    window.key(Key::Num0);
    type_letters(&mut window, "embas");
    window.key(Key::Enter);
    assert!(window.has("Days before and after embassy, 4 occurrences"));
    assert!(window.has("from −"), "the timeline says from which day to which");
    let overlaid = window.app().view().viewport();
    assert!(overlaid.from < 0.0 && overlaid.to() > 0.0 && overlaid.days < 4000.0);
    assert_eq!(window.app().view().days(), days, "the days wait");

    window.key(Key::W);
    assert!(window.app().view().viewport().days < overlaid.days, "zooming works");
    let middle = window.app().view().viewport().at(0.5);
    assert!((middle - 0.5).abs() < overlaid.days / 10.0, "around day zero");
    window.key(Key::Escape);
    assert!(!window.has("Days before and after"));
    assert_eq!(window.app().view().viewport(), days);

    window.key(Key::Backspace);
    assert!(window.app().view().align.is_overlaid(), "the view before was there");
    window.key(Key::Backspace);
    assert_eq!(window.app().view().viewport(), overlaid);
    window.key(Key::Backspace);
    assert!(!window.app().view().align.is_overlaid());
    assert_eq!(window.app().view().viewport(), days);
    window.press(Modifiers::SHIFT, Key::Backspace);
    assert!(window.app().view().align.is_overlaid(), "and forward again");
    assert_eq!(window.app().view().viewport(), overlaid);
    window.click(Role::Button, "Back to calendar dates");
    assert!(!window.app().view().align.is_overlaid());
}

#[test]
fn one_event_keeps_the_calendar_and_what_is_on_the_same_day() {
    let mut window = Window::sample();
    window.click(Role::Button, "Align on this event");
    assert!(window.has("Days before and after Pezeshkian receives Mustafayev"));
    assert!(window.has("Cohen meets Ambassador Mammadov, 14 October 2024, Israel, the same day"));
    assert!(window.has("Israel's retaliatory strikes on Iran, 26 October 2024, Iran, 12 days after"));
    let (at, day) =
        (window.app().view().selection.coincidence, window.app().view().align.shown().unwrap().day());
    let viewport = window.app().view().viewport();
    assert!((viewport.at(0.5) - f64::from(day) - 0.5).abs() < 1e-6, "day zero is in the middle");
    window.key(Key::CloseBracket);
    assert!(window.app().view().selection.coincidence > at, "the next coincidence is a day of this axis");
    assert!(window.app().view().align.shown().is_some());
    window.click(Role::Button, "Stop aligning on this event");
    assert!(window.app().view().align.shown().is_none());
}

/// Keeps the present view under a name.
fn keep(window: &mut Window, name: &str) {
    for command in [NamedCommand::Ask(Named::View), NamedCommand::Keep(Named::View, name.to_owned())] {
        window.app_mut().push(Command::Named(command));
    }
    window.app_mut().push(Command::Named(NamedCommand::Closed));
    window.settle();
}

fn go_to_kept(window: &mut Window, at: usize) {
    window.app_mut().push(Command::Named(NamedCommand::Apply(Named::View, at)));
    window.settle();
}

#[test]
fn a_kept_view_knows_what_its_days_are_counted_from() {
    let mut window = Window::sample();
    let before = window.app().view().viewport();
    keep(&mut window, "Autumn");
    align(&mut window, tag("embassy"));
    let overlaid = window.app().view().viewport();
    keep(&mut window, "Around embassies");
    window.key(Key::Escape);
    window.click(Role::Button, "Align on this event");
    keep(&mut window, "Around the meeting");
    let kept = window.app().session().document().views().to_vec();
    assert_eq!(kept[0].align, "");
    assert_eq!(kept[1].align, "tag:embassy");
    assert_eq!(kept[1].from, format!("{}", overlaid.from.floor()));
    assert!(kept[2].from.starts_with("2024-") && !kept[2].align.starts_with("tag:"), "{:?}", kept[2]);

    let close = |a: Viewport, b: Viewport| (a.from - b.from).abs() <= 1.0 && (a.to() - b.to()).abs() <= 1.0;
    go_to_kept(&mut window, 1);
    assert!(window.app().view().align.is_overlaid());
    assert!(close(window.app().view().viewport(), overlaid));
    go_to_kept(&mut window, 0);
    assert!(window.app().view().align.on().is_none(), "by the calendar again");
    assert!(close(window.app().view().viewport(), before));
    go_to_kept(&mut window, 2);
    assert!(window.has("Days before and after Pezeshkian receives Mustafayev"));
    window.key(Key::Backspace);
    assert!(close(window.app().view().viewport(), before));
}

#[test]
fn a_kept_view_around_what_is_gone_is_told() {
    let text = r#"(events: [(date: "2024-10-14", title: "T", country: "IR", tags: ["war"])],
        views: [(name: "Gone", align: "nobody"), (name: "War", align: "tag:war")])"#;
    let mut window = Window::of("gone.ron", text);
    go_to_kept(&mut window, 0);
    assert!(window.has("No event has the ID “nobody”"));
    go_to_kept(&mut window, 1);
    assert!(window.app().view().align.is_overlaid());
}

#[test]
fn what_has_no_sense_without_a_calendar_is_refused_with_a_word() {
    let mut window = Window::sample();
    align(&mut window, tag("diplomacy"));
    let current = window.app().view().selection.coincidence;
    window.key(Key::CloseBracket);
    assert!(window.has("No coincidences while occurrences are overlaid"));
    assert_eq!(window.app().view().selection.coincidence, current);
    window.press(Modifiers::SHIFT, Key::ArrowRight);
    assert!(window.has("Cannot measure days while occurrences"));
    assert!(!window.has("Measured:"));
    window.key(Key::Home);
    assert!(window.app().view().viewport().from < -300.0);
    window.key(Key::F);
    let all = window.app().view().viewport();
    assert!(all.from < -500.0 && all.to() > 500.0, "{all:?}");

    // Another coincidence is chosen: that is a day, and the calendar comes back.
    window.app_mut().push(Command::Select(SelectCommand::Coincidence(0)));
    window.settle();
    assert!(!window.app().view().align.is_overlaid());
    assert_eq!(window.app().view().selection.coincidence, Some(0));
    assert!(window.has("Back to the calendar to show that day"));
}

#[test]
fn an_event_is_itself_however_often_it_is_drawn() {
    let mut window = Window::sample();
    align(&mut window, tag("embassy"));
    let ix = window.app().session().document().find(&EventId::new("tehran-talks")).unwrap();
    window.app_mut().push(Command::Select(SelectCommand::Reveal(ix)));
    window.settle();
    assert_eq!(window.selected_title().unwrap(), "Pezeshkian receives Mustafayev");
    assert!(window.has("Pezeshkian receives Mustafayev, 14 October 2024, Iran, 91 days after, "));
    window.key(Key::E);
    let before = window.app().session().document().events().len();
    window.app_mut().push(Command::Edit(EditCommand::New(None)));
    window.settle();
    let document = window.app().session().document();
    assert_eq!(document.events().len(), before + 1);
    let event = document.event(window.app().view().selection.event.unwrap());
    assert_eq!(event.date.text(), "2024-10-14", "a new event is on a day of the calendar");
    assert!(window.app().view().align.is_overlaid(), "and what is overlaid follows the document");
}

#[test]
fn what_is_gone_is_no_longer_counted_from() {
    let mut window = Window::of(
        "a.ron",
        r#"(events: [
            (id: "a", date: "2024-10-14", title: "Alone", country: "IR", tags: ["once"]),
            (id: "b", date: "2024-10-15", title: "Other", country: "IL"),
            (id: "c", date: "../2024-10-15", title: "Without a beginning", country: "IL"),
        ])"#,
    );
    align(&mut window, tag("once"));
    assert!(window.app().view().align.is_overlaid());
    let ix = window.app().session().document().find(&EventId::new("a")).unwrap();
    window.app_mut().push(Command::Select(SelectCommand::Event(ix)));
    window.app_mut().push(Command::Edit(EditCommand::Delete));
    window.settle();
    assert!(window.app().view().align.shown().is_none());
    assert!(window.has("No event has the tag “once”"));
    window.key(Key::Escape);
    window.press(Modifiers::COMMAND, Key::Z);
    window.key(Key::Backspace);
    align(&mut window, AlignOn::Event(EventId::new("c")));
    assert!(window.has("The beginning of “Without a beginning” is unknown"));
    assert_eq!(window.app().view().align.on(), Some(&tag("once")), "what was counted from before stays");
}

#[test]
fn lanes_and_searches_change_what_is_overlaid() {
    let mut window = Window::sample();
    align(&mut window, tag("diplomacy"));
    let number = window.app().view().align.number();
    window.key(Key::L);
    assert!(window.app().view().align.is_overlaid());
    assert!(window.app().view().align.number() > number, "found anew in the lanes of tags");
    let overlay = window.app().view().align.shown().unwrap().overlay().unwrap();
    assert_eq!(overlay.index().grouping().by(), window.app().session().lanes().by());
    window
        .app_mut()
        .push(Command::Search(coeval::ui::commands::SearchCommand::Only("country:IL".to_owned())));
    window.settle();
    let aligned = window.app().view().align.shown().unwrap();
    let drawn: usize = (0..)
        .map_while(|lane| aligned.overlay().unwrap().index().lane(lane))
        .flat_map(coeval::analysis::LaneColumn::entries)
        .map(|entry| window.app().session().document().event(entry.ix))
        .inspect(|event| assert_eq!(event.lane.as_str(), "IL"))
        .count();
    assert!(drawn > 6);
    assert_eq!(aligned.overlay().unwrap().counted().occurrences, 8, "the occurrences are those of all lanes");
}

#[test]
fn a_large_file_is_overlaid_in_the_background() {
    let mut text = String::from("[");
    for at in 0..21_000 {
        let (year, month, day) = (2000 + at % 24, at / 24 % 12 + 1, at / 288 % 28 + 1);
        let tags = if at % 700 == 0 { ", tags: [\"rare\"]" } else { "" };
        let country = ["IR", "IL", "AZ"][at % 3];
        writeln!(
            text,
            "(date: \"{year}-{month:02}-{day:02}\", title: \"Event {at}\", country: \"{country}\"{tags}),"
        )
        .unwrap();
    }
    text.push(']');
    let mut window = Window::of("large.ron", &text);
    window.app_mut().push(Command::Align(AlignCommand::On(tag("rare"))));
    window.wait_until(|window| window.app().view().align.is_overlaid());
    assert!(window.has("30 occurrences"));
    assert!(window.has("days around each"));
    let overlay = window.app().view().align.shown().unwrap().overlay().unwrap();
    assert_eq!(overlay.references().len(), overlay.counted().days);
    // What moves the positions of events takes it away until it is found anew.
    let ix = window.app().session().document().find(&EventId::new("event-0"));
    window.app_mut().push(Command::Select(SelectCommand::Event(ix.unwrap_or(coeval::model::EventIx(0)))));
    window.app_mut().push(Command::Edit(EditCommand::Delete));
    window.wait_until(|window| {
        let shown = window.app().view().align.shown();
        shown.is_some_and(|aligned| aligned.overlay().unwrap().counted().occurrences == 29)
    });
}
