//! The whole window without a display, found and pressed by the names that a screen reader says.

use coeval::app::Session;
use coeval::io;
use coeval::ui::widgets::style;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, Queryable};

mod measuring;
mod pairs;
mod window_lanes;

use super::support::window::Window;

#[test]
fn the_sample_opens_on_the_two_meetings() {
    let window = Window::sample();
    let app = window.app();
    let current = app.session().coincidence(app.view().selection.coincidence.unwrap()).unwrap();
    assert_eq!(current.day.to_string(), "2024-10-14");
    assert_eq!(current.events.len(), 2);
    assert!(window.has("Timeline: "));
    assert!(window.has("Monday 14 October 2024"));
    assert!(window.has("Israel and Iran share") || window.has("Iran and Israel share"));
    assert!(window.has("Azerbaijan"));
    let meeting = window.selected_title().unwrap();
    for ix in &current.events {
        let event = app.session().document().event(*ix);
        let lane = &app.session().document().lane(&event.lane).unwrap().name;
        assert!(
            window.has(&format!("{}, 14 October 2024, {lane}", event.title)),
            "{} is a node",
            event.title
        );
    }
    assert!(window.has("This is the sample timeline"));
    assert_eq!(app.title(), "Azerbaijani rope (sample) — Coeval");
    assert!(window.has(&meeting));
}

#[test]
fn brackets_walk_the_coincidences_and_tab_their_events() {
    let mut window = Window::sample();
    let start = window.app().view().selection.coincidence.unwrap();
    let day = |window: &Window| {
        let app = window.app();
        app.session().coincidence(app.view().selection.coincidence.unwrap()).unwrap().day
    };
    let here = day(&window);
    window.key(Key::OpenBracket);
    assert_eq!(window.app().view().selection.coincidence, Some(start - 1));
    assert!(day(&window) < here);
    let before = day(&window);
    let viewport = window.app().view().viewport();
    assert!(viewport.from < f64::from(before.number()) && viewport.to() > f64::from(before.number()) + 1.0);
    window.key(Key::CloseBracket);
    assert_eq!(day(&window), here);
    let first = window.selected_title();
    window.key(Key::Tab);
    let second = window.selected_title();
    assert_ne!(first, second);
    window.key(Key::Tab);
    assert_eq!(window.selected_title(), first, "around in a circle");
}

#[test]
fn an_event_is_selected_by_its_name_and_shows_who_says_what() {
    let mut window = Window::sample();
    window.click(Role::Button, "Iran fires ballistic missiles");
    let title = window.selected_title().unwrap();
    assert!(title.contains("missiles"), "{title}");
    assert!(window.has("Where"), "the inspector shows it");
    window.key(Key::ArrowRight);
    assert_ne!(window.selected_title().unwrap(), title);
    window.key(Key::ArrowLeft);
    assert_eq!(window.selected_title().unwrap(), title);
    window.key(Key::Escape);
    assert_eq!(window.selected_title(), None);
}

#[test]
fn a_title_is_edited_undone_and_marked_as_not_saved() {
    let mut window = Window::sample();
    let before = window.selected_title().unwrap();
    assert!(!window.app().title().contains('•'));
    window.click(Role::Button, "Edit this event");
    window.type_into("Title", "Another title");
    assert_eq!(window.selected_title().unwrap(), "Another title");
    assert!(window.app().title().contains('•'), "{}", window.app().title());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.selected_title().unwrap(), before, "typing was one step");
    assert!(!window.app().title().contains('•'));
    window.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(window.selected_title().unwrap(), "Another title");
}

#[test]
fn letters_are_letters_while_a_field_has_the_focus() {
    let mut window = Window::sample();
    let panels = window.app().view().panels;
    let viewport = window.app().view().viewport();
    window.click(Role::Button, "Edit this event");
    window.field("Place").focus();
    window.settle();
    for key in [Key::C, Key::W, Key::F, Key::OpenBracket] {
        window.key(key);
    }
    assert_eq!(window.app().view().panels, panels);
    assert_eq!(window.app().view().viewport(), viewport);
}

#[test]
fn a_date_is_explained_while_it_is_typed() {
    let mut window = Window::sample();
    window.click(Role::Button, "Edit this event");
    window.type_into("Date", "2024-10-XX");
    let ix = window.app().view().selection.event.unwrap();
    assert_eq!(window.app().session().document().event(ix).date.text(), "2024-10-XX");
    window.type_into("Date", "2024-13");
    let event = window.app().session().document().event(ix).clone();
    assert_eq!(event.date.text(), "2024-01", "what cannot be read stays out of the document");
    assert!(window.has("until corrected"), "and is said to");
}

#[test]
fn the_panel_of_coincidences_goes_to_a_day() {
    let mut window = Window::sample();
    window.key(Key::C);
    let count = window.app().session().coincidences().len();
    assert!(window.has(&format!("{count} coincidences")));
    let other = (0..count).find(|at| Some(*at) != window.app().view().selection.coincidence).unwrap();
    let name = coeval::ui::words::day_text(window.app().session().coincidence(other).unwrap());
    let row = window.harness.query_all(By::new().role(Role::Button).label_contains(&name)).next().unwrap();
    row.click_accesskit();
    window.settle();
    assert_eq!(window.app().view().selection.coincidence, Some(other));
    window.key(Key::C);
    assert!(!window.app().view().panels.dock.shows(coeval::ui::commands::Panel::Coincidences));
}

#[test]
fn problems_show_their_place() {
    let text = include_str!("../../../sample_data/broken.ron");
    let mut window = Window::of("broken.ron", text);
    assert!(window.app().view().panels.dock.shows(coeval::ui::commands::Panel::Problems), "opens by itself");
    let problem = window.app().session().files()[0].diagnostics[0].clone();
    let place = format!("broken.ron:{}:{}", problem.line, problem.column);
    window.click(Role::Button, &place);
    assert_eq!(window.app().view().problem, Some((0, 0)));
    let line = text.lines().nth(problem.line - 1).unwrap().trim();
    assert!(window.has(line), "the line is shown: {line}");
    window.click(Role::Button, "Hide panel");
    assert!(!window.app().view().panels.dock.shows(coeval::ui::commands::Panel::Problems));
}

#[test]
fn presenting_hides_all_but_the_timeline() {
    let mut window = Window::sample();
    assert!(window.has("File") && window.has("Where"));
    window.key(Key::F5);
    assert!(window.has("Timeline: "));
    assert!(!window.has("File") && !window.has("Where") && !window.has("Overview"));
    window.key(Key::Escape);
    assert!(window.has("File") && window.has("Where"));
}

#[test]
fn closing_with_changes_asks() {
    let mut window = Window::sample();
    window.click(Role::Button, "Edit this event");
    window.type_into("Place", "Elsewhere");
    window.press(Modifiers::COMMAND, Key::N);
    assert!(window.has("Save the changes to"));
    let save = By::new().role(Role::Button).label("Save");
    assert!(window.harness.get(save).is_focused(), "Enter saves");
    window.click(Role::Button, "Cancel");
    assert!(window.app().session().is_changed());
    window.press(Modifiers::COMMAND, Key::N);
    window.click(Role::Button, "Don’t save");
    assert_eq!(window.app().session().document().events().len(), 0);
    assert!(window.has("Timeline: 0 lanes, 0 events"));
    assert!(!window.app().title().contains('•'));
}

#[test]
fn saving_over_a_file_read_with_errors_asks_first() {
    let text = "(events: [(date: \"2024-10-14\", title: \"Talks\", country: \"Iran\"), (date: 5)])";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("half.ron");
    std::fs::write(&path, text).unwrap();
    let loaded = io::open(&path).unwrap();
    let mut window = Window::new(move || Session::opened(vec![(path, loaded)]));
    window.click(Role::Button, "Talks, 14 October 2024");
    window.click(Role::Tab, "Event");
    window.click(Role::Button, "Edit this event");
    window.type_into("Place", "Tehran");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.has("could not be read"));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("half.ron")).unwrap(),
        text,
        "not before the answer"
    );
    window.click(Role::Button, "Save anyway");
    let saved = std::fs::read_to_string(folder.path().join("half.ron")).unwrap();
    assert!(saved.contains("Tehran") && saved.contains("(date: 5)"), "{saved}");
    assert!(!window.app().session().is_changed());
}

#[test]
fn an_empty_timeline_and_one_without_coincidences_show_whole() {
    let window = Window::of("empty.ron", "(events: [])");
    assert!(window.has("Timeline: 0 lanes, 0 events"));
    let window = Window::of(
        "two.ron",
        "(events: [(date: \"1999-01-01\", title: \"A\", country: \"IR\"), (date: \"2004\", title: \"B\", country: \"IL\")])",
    );
    let viewport = window.app().view().viewport();
    let (first, last) = (10_592.0, 12_783.0);
    assert!(viewport.from < first && viewport.to() > last, "{viewport:?}");
    assert_eq!(window.app().view().selection.coincidence, None);
}

/// Three lanes over nine years, with so many events on one day that not all have room.
fn crowd() -> String {
    let mut text = String::from("(events: [\n");
    for n in 0..40 {
        text.push_str(&format!("(date: \"2020-05-01\", title: \"Crowd number {n}\", country: \"IR\"),\n"));
    }
    for (year, country) in [(2012, "IL"), (2014, "AZ"), (2016, "IL"), (2020, "AZ"), (2021, "IR")] {
        text.push_str(&format!(
            "(date: \"{year}-05-01\", title: \"Year {year}\", country: \"{country}\"),\n"
        ));
    }
    text.push_str("])");
    text
}

#[test]
fn the_wheel_scrolls_zooms_and_pans() {
    let mut window = Window::sample();
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let ruler = window.harness.get_by_label_contains("Ruler").rect();
    let before = window.app().view().viewport();
    let wheel = |window: &mut Window, at: egui::Pos2, delta: egui::Vec2, modifiers: Modifiers| {
        window.harness.hover_at(at);
        window.harness.step();
        let event = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers,
        };
        window.harness.event_modifiers(event, modifiers);
        window.settle();
    };
    // Not in the middle, which stays whatever is zoomed about.
    let quarter = timeline.left_center() + egui::vec2(timeline.width() / 4.0, 0.0);
    wheel(&mut window, quarter, egui::vec2(0.0, 60.0), Modifiers::COMMAND);
    let zoomed = window.app().view().viewport();
    assert!(zoomed.days < before.days, "{zoomed:?}");
    let moved = (zoomed.at(0.25) - before.at(0.25)).abs();
    assert!(moved < 1e-4 * before.days, "the instant under the pointer stays: {moved}");
    wheel(&mut window, ruler.center(), egui::vec2(0.0, -60.0), Modifiers::NONE);
    assert!(window.app().view().viewport().days > zoomed.days);
    let here = window.app().view().viewport();
    wheel(&mut window, timeline.center(), egui::vec2(0.0, -50.0), Modifiers::SHIFT);
    let panned = window.app().view().viewport();
    assert!(panned.from > here.from && (panned.days - here.days).abs() < 1e-9, "{here:?} {panned:?}");
}

#[test]
fn dragging_pans_and_a_drag_on_the_ruler_zooms_to_the_range() {
    let mut window = Window::sample();
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let before = window.app().view().viewport();
    let drag = |window: &mut Window, from: egui::Pos2, to: egui::Pos2| {
        window.harness.drag_at(from);
        window.harness.step();
        window.harness.hover_at(from.lerp(to, 0.5));
        window.harness.step();
        window.harness.hover_at(to);
        window.harness.step();
        window.harness.drop_at(to);
        window.settle();
    };
    let low = timeline.left_bottom() + egui::vec2(400.0, -20.0);
    drag(&mut window, low, low + egui::vec2(200.0, 0.0));
    let panned = window.app().view().viewport();
    let days = before.days * 200.0 / f64::from(timeline.width());
    assert!((before.from - panned.from - days).abs() < before.days * 0.01, "{before:?} {panned:?}");
    let ruler = window.harness.get_by_label_contains("Ruler").rect();
    let (left, right) = (timeline.left() + 300.0, timeline.left() + 500.0);
    drag(&mut window, egui::pos2(left, ruler.center().y), egui::pos2(right, ruler.center().y));
    let zoomed = window.app().view().viewport();
    let wanted = panned.at(300.0 / f64::from(timeline.width()));
    assert!((zoomed.from - wanted).abs() < panned.days * 0.01, "{zoomed:?}, wanted from {wanted}");
    window.key(Key::Backspace);
    assert_eq!(window.app().view().viewport(), panned, "back to the view before");
}

#[test]
fn a_count_of_hidden_events_opens_their_list() {
    let mut window = Window::of("crowd.ron", &crowd());
    window.key(Key::Escape);
    window.key(Key::F);
    let count = window.harness.query_all_by_label_contains(" more events").next().expect("some are hidden");
    count.click_accesskit();
    window.settle();
    let rows = By::new().role(Role::Button).label_contains("Crowd number 3");
    window.harness.query_all(rows).next_back().unwrap().click_accesskit();
    window.settle();
    assert!(window.selected_title().unwrap().starts_with("Crowd number 3"));
}

#[test]
fn the_view_fits_the_selection_and_then_everything() {
    let mut window = Window::of("crowd.ron", &crowd());
    window.go_to_important();
    window.key(Key::F);
    let near = window.app().view().viewport();
    assert!(near.days < 30.0, "{near:?}");
    window.key(Key::F);
    let all = window.app().view().viewport();
    assert!(all.days > 8.0 * 365.0, "{all:?}");
    window.key(Key::W);
    assert!(window.app().view().viewport().days < all.days);
    window.key(Key::End);
    assert!(window.app().view().viewport().to() > 18_748.0, "2021-05-01 is in view");
    window.key(Key::Home);
    assert!(window.app().view().viewport().from < 15_461.0, "2012-05-01 is in view");
}

#[test]
fn several_files_make_one_view_and_each_is_saved_to_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let loaded = io::open(&path).unwrap();
        (path, loaded)
    };
    let a_text = "(events: [(date: \"2024-10-14\", title: \"In Tehran\", country: \"Iran\")]) // a";
    let b_text = "(events: [(date: \"2024-10-14\", title: \"In Tel Aviv\", country: \"Israel\")]) // b";
    let files = vec![file("a.ron", a_text), file("b.ron", b_text)];
    let mut window = Window::new(move || Session::opened(files));
    assert_eq!(window.app().title(), "a.ron + b.ron — Coeval");
    assert_eq!(window.app().session().coincidences().len(), 1);
    window.click(Role::Button, "In Tel Aviv, 14 October 2024");
    window.click(Role::Button, "Edit this event");
    window.type_into("Place", "Tel Aviv");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.has("Saved b.ron"), "and not a.ron");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("a.ron"), a_text);
    assert!(read("b.ron").contains("Tel Aviv\"") && read("b.ron").ends_with("// b"), "{}", read("b.ron"));
}

#[test]
fn native_titles_are_named_in_their_logical_order() {
    let window = Window::sample();
    let app = window.app();
    let event = app.session().document().event(app.view().selection.event.unwrap());
    assert!(!event.title_native.is_empty());
    assert!(window.has(&event.title_native), "{}", event.title_native);
}

#[test]
fn where_no_dialog_can_be_shown_a_path_is_typed() {
    use coeval::scene::Theme;
    use coeval::ui::commands::{Command, Commands, FileCommand};
    use coeval::ui::dialogs::{self, Asked, Question};

    let question = Question::Path { asked: Asked::Open, reason: "No zenity".to_owned(), text: String::new() };
    let theme = Theme::of(coeval::scene::theme::ThemeKind::Light);
    let mut harness =
        Harness::builder().allow_missing_glyphs().with_context_setup(style::install_fonts).build_ui_state(
            move |ui, state: &mut (Question, Commands)| {
                dialogs::show(ui.ctx(), &mut state.0, "x.ron", &theme, &mut state.1);
            },
            (question, Commands::new()),
        );
    harness.run();
    assert!(harness.query_by_label("No zenity").is_some(), "it says why");
    harness.event(egui::Event::Text("/tmp/x.ron".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let commands = &harness.state().1;
    let opens = |command: &Command| matches!(command, Command::File(FileCommand::OpenPaths(paths)) if paths[0].as_os_str() == "/tmp/x.ron");
    assert!(commands.iter().any(opens), "{commands:?}");
}

#[test]
fn f2_edits_the_title_and_escape_leaves_the_field_but_not_the_event() {
    let mut window = Window::sample();
    let before = window.selected_title().unwrap();
    window.key(Key::F2);
    for letter in "New".chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
    }
    window.settle();
    assert_eq!(window.selected_title().as_deref(), Some("New"), "the title was typed over");
    window.key(Key::Escape);
    assert_eq!(window.selected_title().as_deref(), Some("New"), "still selected");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.selected_title(), Some(before));
    window.key(Key::Escape);
    assert_eq!(window.selected_title(), None);
}

#[test]
fn keys_zoom_around_the_selected_event() {
    let mut window = Window::sample();
    let app = window.app();
    let ix = app.view().selection.event.unwrap();
    let day = f64::from(app.session().document().event(ix).date.first_day().number()) + 0.5;
    let fraction = |window: &Window| {
        let viewport = window.app().view().viewport();
        (day - viewport.from) / viewport.days
    };
    let before = (fraction(&window), window.app().view().viewport().days);
    window.key(Key::W);
    let after = (fraction(&window), window.app().view().viewport().days);
    assert!(after.1 < before.1, "zoomed in");
    assert!((before.0 - after.0).abs() < 1e-6, "the event stays where it is: {before:?} {after:?}");
}
