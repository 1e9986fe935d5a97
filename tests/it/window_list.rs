//! The settings of the panel of coincidences, and that canvas, panel, keys and counts agree on one list.

use coeval::analysis::{Certainty, DayZone, Rule, Scope, Sort, coincidences, list, reason};
use coeval::io;
use coeval::ui::commands::{Command, ListCommand};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use super::support::window::Window;

const TEXT: &str = "(events: [
    (date: \"2024-10-14\", title: \"Tehran\", country: \"IR\", involves: [\"AZ\"], tags: [\"talks\"]),
    (date: \"2024-10-14\", title: \"Tel Aviv\", country: \"IL\", involves: [\"AZ\"], tags: [\"talks\"]),
    (date: \"2024-10-16\", title: \"Baku\", country: \"AZ\"),
    (date: \"2024-11-01\", title: \"Ankara\", country: \"TR\"),
    (date: \"2024-11-01\", title: \"Tbilisi\", country: \"GE\"),
    (date: \"2024-11-01\", title: \"Yerevan\", country: \"AM\"),
    (date: \"2024-12\", title: \"Some day\", country: \"IR\"),
    (date: \"2024-12-05?\", title: \"Perhaps then\", country: \"IL\"),
])";

fn set(window: &mut Window, change: impl FnOnce(&mut coeval::analysis::Listing)) {
    let mut listing = window.app().view().listing.clone();
    change(&mut listing);
    window.harness.state_mut().as_mut().unwrap().push(Command::List(ListCommand::By(listing)));
    window.settle();
}

fn days(window: &Window) -> Vec<(String, usize)> {
    let list = window.app().session().all_coincidences();
    list.iter().map(|c| (c.day.to_string(), c.lanes.len())).collect()
}

#[test]
fn a_tolerance_changes_the_one_list_that_all_show() {
    let mut window = Window::of("t.ron", TEXT);
    window.go_to_important();
    window.key(Key::CloseBracket);
    assert_eq!(window.app().view().selection.coincidence, Some(1));
    assert!(window.has("Same day · local dates"));
    window.click(Role::Button, "Same day · local dates");
    assert!(
        window.app().view().panels.dock.shows(coeval::ui::commands::Panel::Coincidences),
        "the bar's rule opens the panel"
    );
    assert_eq!(days(&window).len(), 3);
    let slider = window.harness.query_all_by_role(Role::Slider).next();
    let slider = slider.expect("the slider of the tolerance");
    assert!(slider.accesskit_node().label().is_some_and(|label| label.contains("Tolerance")));
    slider.focus();
    window.settle();
    for _ in 0..2 {
        window.key(Key::ArrowRight);
    }
    assert_eq!(window.app().view().listing.rule.tolerance_days, 2);
    assert!(window.has("±2 days · local dates"));
    let document = window.app().session().document();
    let rule = Rule { tolerance_days: 2, possible: true, ..Rule::default() };
    assert_eq!(
        window.app().session().all_coincidences(),
        coincidences(document, &rule),
        "as the command line"
    );
    assert_eq!(days(&window)[0], ("2024-10-14".to_owned(), 3));
    let count = days(&window).len();
    assert!(window.has(&format!("{count} coincidences")));
    assert_eq!(
        window.app().view().selection.coincidence,
        Some(1),
        "the coincidence of before is still gone to"
    );
}

#[test]
fn possible_ones_lanes_and_order_are_settings() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    assert!(window.has("the date is known only to the month"), "the reason stands in the panel");
    window.click(Role::CheckBox, "Include inexact dates");
    let all = window.app().session().all_coincidences();
    assert!(all.iter().all(|c| c.certainty == Certainty::Certain) && all.len() == 2);
    set(&mut window, |listing| listing.min_lanes = 3);
    assert_eq!(days(&window), [("2024-11-01".to_owned(), 3)]);
    set(&mut window, |listing| listing.min_lanes = 2);
    let order = |sort: Sort| {
        let (list, document) = (window.app().session().coincidences(), window.app().session().document());
        sort.order(list, sort.keys(document, list, None, &coeval::model::Progress::default()).as_deref())
    };
    assert_eq!(order(Sort::Date), [0, 1]);
    assert_eq!(order(Sort::Lanes), [1, 0]);
    assert_eq!(order(Sort::Shared), [0, 1], "they share Azerbaijan and a tag");
    set(&mut window, |listing| listing.min_lanes = 9);
    assert!(window.has("0 coincidences") && window.has("No coincidences match the settings above"));
}

#[test]
fn what_a_search_hides_takes_no_part() {
    let mut window = Window::of("t.ron", TEXT);
    window.type_into("Search", "country:IR or country:TR or country:GE");
    assert_eq!(days(&window).len(), 3, "marked among the rest, nothing is hidden");
    window.click(Role::CheckBox, "Show only results");
    assert_eq!(days(&window), [("2024-11-01".to_owned(), 2)]);
    window.key(Key::Escape);
    assert_eq!(days(&window).len(), 3);
}

#[test]
fn the_list_is_copied_as_the_command_line_writes_it() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    for (what, beginning) in [
        ("JSON", "[\n  {\"day\":\"2024-10-14\""),
        ("CSV", "day,end,certainty,lanes"),
        ("text", "2024-10-14 Monday  certain  Israel, Iran"),
    ] {
        window.harness.get_by_label(&format!("Copy as {what}")).click_accesskit();
        window.harness.step();
        let copied =
            window.harness.output().platform_output.commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            });
        window.settle();
        let copied = copied.unwrap_or_else(|| panic!("{what} was copied"));
        assert!(copied.starts_with(beginning), "{what}: {copied}");
    }
}

#[test]
fn reasons_are_told_in_words() {
    let told = |text: &str, rule: &Rule| {
        let document = io::read(text).document;
        let all = coincidences(&document, rule);
        all.iter().map(|c| reason(&document, c, rule)).collect::<Vec<_>>()
    };
    let pair = |a: &str, b: &str| {
        format!(
            "(events: [(date: \"{a}\", title: \"A\", country: \"IR\"), (date: \"{b}\", title: \"B\", country: \"IL\")])"
        )
    };
    let possible = Rule { possible: true, ..Rule::default() };
    for (a, b, why) in [
        ("2024-10-14", "2024-10-14", ""),
        ("2024-10-14", "2024-10", "the date is known only to the month"),
        ("2024-10", "2024-10-XX", "the dates of 2 events are known only to the month"),
        ("2024-10-14?", "2024-10-14", "2024-10-14? is uncertain"),
        (
            "2024-10-14~",
            "2024-10-14%",
            "2024-10-14% is uncertain and approximate; 2024-10-14~ is approximate",
        ),
    ] {
        assert_eq!(told(&pair(a, b), &possible), [why], "{a} and {b}");
    }
    let utc = Rule { zone: DayZone::Utc, ..Rule::default() };
    let late = pair("2024-10-15T01:00+03:30", "2024-10-14T20:00+02:00");
    assert_eq!(told(&late, &utc), ["the same day in UTC, but not in Iran"]);
    assert!(told(&late, &Rule::default()).is_empty());
}

#[test]
fn hidden_lanes_take_no_part_where_one_says_so() {
    let document = io::read(TEXT).document;
    let listing = coeval::analysis::Listing::default();
    let of = |names: &[&str]| {
        let lanes = document.lanes().iter().map(|lane| lane.id.clone());
        Some(lanes.filter(|id| names.contains(&id.as_str())).collect())
    };
    let scope = Scope { lanes: of(&["IR", "TR", "AM"]), ..Scope::default() };
    let found = list(&document, &listing, &scope).to_vec(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].lanes.iter().map(coeval::model::LaneId::as_str).collect::<Vec<_>>(), ["AM", "TR"]);
}

#[test]
fn a_zone_is_typed_by_name_and_checked() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    window.click(Role::ComboBox, "Time zone: local dates");
    window.click(Role::Button, "named zone");
    window.type_into("Time zone name", "Asia/Nowhere");
    assert!(window.has("Same day · local dates"), "what is no zone changes nothing");
    window.type_into("Time zone name", "Asia/Tehran");
    assert_eq!(window.app().session().listing().rule.zone, DayZone::Named("Asia/Tehran".to_owned()));
    assert!(window.has("Same day · Asia/Tehran"));
}
