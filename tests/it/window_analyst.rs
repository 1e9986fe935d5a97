//! An analyst's walk: a pair of the matrix, lanes that count, coarse dates, a filter and an order narrow one list, which
//! panel, canvas, keys and command line share; the measured range becomes a search.

use std::process::Command as Program;

use coeval::analysis::{Certainty, Listing, Sort};
use coeval::model::{LaneId, Precision};
use coeval::ui::commands::{Command, ListCommand, PairsCommand};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};

use super::support::window::Window;

const TEXT: &str = "(events: [
    (date: \"2024-10-14\", title: \"Talks in Tehran\", country: \"IR\", involves: [\"AZ\"], tags: [\"talks\"]),
    (date: \"2024-10-14\", title: \"A meeting in Tel Aviv\", country: \"IL\", involves: [\"AZ\"], tags: [\"talks\"]),
    (date: \"2024-10-16\", title: \"A speech in Baku\", country: \"AZ\"),
    (date: \"2024-10-16\", title: \"A letter from Tehran\", country: \"IR\"),
    (date: \"2024-11-01\", title: \"Ankara\", country: \"TR\"),
    (date: \"2024-11-01\", title: \"Baku again\", country: \"AZ\"),
    (date: \"2024-11-01\", title: \"Tehran again\", country: \"IR\"),
    (date: \"2024-11-20\", title: \"Alone\", country: \"IL\"),
    (date: \"2024\", title: \"Some day of the year\", country: \"GE\"),
])";

fn push(window: &mut Window, command: Command) {
    window.harness.state_mut().as_mut().unwrap().push(command);
    window.settle();
}

fn days(window: &Window) -> Vec<String> {
    window.app().session().coincidences().briefs().iter().map(|c| c.day.to_string()).collect()
}

fn asked(window: &Window) -> &Listing {
    &window.app().view().listing
}

fn wait_for(window: &mut Window, name: &str) {
    for _ in 0..600 {
        window.harness.step();
        if window.has(name) {
            window.settle();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{name} does not show");
}

/// What the command line prints for the same file.
fn printed(more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.ron"), TEXT).unwrap();
    let run = Program::new(env!("CARGO_BIN_EXE_coeval"))
        .args(["coincidences", "t.ron", "--possible", "--format", "json"])
        .args(more)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{more:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// What the panel copies.
fn copied(window: &mut Window) -> String {
    window.harness.get_by_label("Copy as JSON").click_accesskit();
    window.harness.step();
    let commands = &window.harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    window.settle();
    text.expect("the list was copied")
}

#[test]
fn a_cell_of_the_matrix_narrows_list_timeline_and_keys() {
    let mut window = Window::of("t.ron", TEXT);
    assert_eq!(days(&window), ["2024-10-14", "2024-10-16", "2024-11-01"]);
    window.key(Key::M);
    wait_for(&mut window, "Iran and Azerbaijan: 2 shared");
    assert_eq!(asked(&window).pair, None, "the pair that is shown first narrows nothing");
    window.click(Role::Cell, "Iran and Azerbaijan: 2 shared");
    assert_eq!(asked(&window).pair, Some((LaneId::new("AZ"), LaneId::new("IR"))));
    assert_eq!(days(&window), ["2024-10-16", "2024-11-01"]);
    assert!(window.has("2 coincidences") || window.has("of 2"), "the bar counts them alone");
    assert!(window.has("Iran and Azerbaijan: 2 shared"), "the matrix is of all lanes");

    window.key(Key::M);
    push(&mut window, Command::Select(coeval::ui::commands::SelectCommand::Coincidence(0)));
    window.key(Key::CloseBracket);
    assert_eq!(window.app().view().selection.coincidence, Some(1));
    window.key(Key::CloseBracket);
    assert_eq!(window.app().view().selection.coincidence, Some(1), "there is no third one");

    let chips = window.harness.query_all_by_label_contains("Show all lane pairs").count();
    assert_eq!(chips, 1, "the chip on the bar stays when the matrix is closed");
    window.click(Role::Button, "Show all lane pairs");
    assert_eq!((asked(&window).pair.clone(), days(&window).len()), (None, 3));
}

#[test]
fn escape_and_the_same_cell_again_show_all_pairs() {
    let mut window = Window::of("t.ron", TEXT);
    window.go_to_important();
    let pair = || Command::Pairs(PairsCommand::Choose(LaneId::new("IR"), LaneId::new("IL")));
    push(&mut window, pair());
    assert_eq!(days(&window), ["2024-10-14"]);
    window.key(Key::Escape);
    assert_eq!(days(&window).len(), 3);
    assert!(window.app().view().selection.event.is_some(), "one layer at a time");
    push(&mut window, pair());
    push(&mut window, pair());
    assert_eq!(asked(&window).pair, None);
}

#[test]
fn lanes_that_count_are_ticked_by_name() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    window.click(Role::ComboBox, "Lanes to compare: all lanes");
    window.click(Role::CheckBox, "Compare Azerbaijan");
    assert_eq!(days(&window), ["2024-10-14", "2024-11-01"]);
    assert_eq!(window.app().session().coincidences().briefs()[1].lanes, 2, "without Azerbaijan");
    assert!(window.has("Lanes to compare: 4 of 5 lanes"));
    window.click(Role::CheckBox, "Compare Azerbaijan");
    assert_eq!(asked(&window).lanes, None, "all of them, and any that comes to be");
    window.click(Role::Button, "No lanes");
    assert!(days(&window).is_empty() && window.has("No coincidences match the settings above"));
    window.click(Role::Button, "All lanes");
    assert_eq!(days(&window).len(), 3);
}

/// Chooses one of what a box offers.
fn choose(window: &mut Window, name: &str, what: &str) {
    window.click(Role::ComboBox, name);
    window.harness.get(By::new().role(Role::Button).label(what)).click_accesskit();
    window.settle();
}

#[test]
fn dates_are_possible_as_coarse_as_one_says() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    assert!(!window.has("the date is known only to the year"));
    choose(&mut window, "Precision of dates: up to month", "up to year");
    assert_eq!(asked(&window).rule.coarsest, Precision::Year);
    assert!(window.has("the date is known only to the year"), "and it says why");
    let possible = |window: &Window| {
        let all = window.app().session().coincidences().briefs().iter();
        all.filter(|c| c.certainty == Certainty::Possible).count()
    };
    assert!(possible(&window) > 0);
    // The list that a screen reader presses in stays open.
    window.harness.get(By::new().role(Role::Button).label("up to day")).click_accesskit();
    window.settle();
    assert_eq!(possible(&window), 0);
}

#[test]
fn a_filter_is_written_like_a_search_and_told_where_it_is_wrong() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    window.type_into("Filter coincidences", "tag:talks");
    assert_eq!(days(&window), ["2024-10-14"]);
    window.type_into("Filter coincidences", "baku");
    assert_eq!(days(&window), ["2024-10-16", "2024-11-01"]);
    window.type_into("Filter coincidences", "colour:red");
    assert_eq!(days(&window).len(), 3, "nothing is lost to what makes no sense");
    assert!(window.has("“colour”") || window.has("“colour:”"), "and it is told where");
    window.type_into("Filter coincidences", "ankara");
    assert_eq!(days(&window), ["2024-11-01"]);
    window.harness.key_press(Key::Escape);
    window.settle();
    window.key(Key::Escape);
    assert_eq!(asked(&window).with, "");
}

#[test]
fn the_window_and_the_command_line_give_one_list() {
    let mut window = Window::of("t.ron", TEXT);
    window.key(Key::C);
    let change = |window: &mut Window, change: &dyn Fn(&mut Listing)| {
        let mut listing = Listing::default();
        change(&mut listing);
        push(window, Command::List(ListCommand::By(listing)));
    };
    let lane = |id: &str| LaneId::new(id);
    type Change<'a> = &'a dyn Fn(&mut Listing);
    let cases: [(&[&str], Change<'_>); 7] = [
        (&[], &|_| {}),
        (&["--tolerance", "2"], &|l| l.rule.tolerance_days = 2),
        (&["--min-lanes", "3"], &|l| l.min_lanes = 3),
        (&["--lanes", "IR,AZ"], &|l| l.lanes = Some([lane("IR"), lane("AZ")].into())),
        (&["--pair", "Iran,IL"], &|l| l.pair = Some((lane("IL"), lane("IR")))),
        (&["--with", "baku -again"], &|l| l.with = "baku -again".to_owned()),
        (&["--coarsest", "year", "--long-span", "1"], &|l| {
            (l.rule.coarsest, l.rule.long_span_days) = (Precision::Year, 1);
        }),
    ];
    for (flags, by) in cases {
        change(&mut window, by);
        assert_eq!(copied(&mut window), printed(flags), "{flags:?}");
    }
    change(&mut window, &|_| {});
    for (sort, name) in Sort::ALL.into_iter().zip(["date", "lanes", "shared", "surprise"]) {
        push(&mut window, Command::List(ListCommand::Sort(sort)));
        assert_eq!(copied(&mut window), printed(&["--sort", name]), "{name}");
    }
}

#[test]
fn how_surprising_a_day_is_stands_in_the_inspector() {
    let window = Window::sample();
    // Iran has ten days with events of 666, Israel six.
    assert!(window.has("Expected by chance: 0.090 in 666 days"));
}

#[test]
fn a_measured_range_becomes_a_search() {
    let mut window = Window::of("t.ron", TEXT);
    window.type_into("Search", "baku or tehran");
    window.key(Key::Enter);
    window.harness.get(By::new().role(Role::Application)).focus();
    window.settle();
    for _ in 0..3 {
        window.press(Modifiers::SHIFT, Key::ArrowRight);
    }
    assert!(window.has("Measured: "));
    window.click(Role::Button, "Show only these days");
    let search = &window.app().view().search;
    assert!(search.hide_rest);
    assert!(search.text.starts_with("(baku or tehran) date:2024-"), "{}", search.text);
    assert!(!window.has("Measured: "), "the range is taken up");
    let hits = search.found.as_ref().unwrap().len();
    assert!((1..5).contains(&hits), "{hits}");
}
