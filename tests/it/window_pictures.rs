//! Pictures from the window, to a file and to the clipboard, and which events go out of it.

use std::path::Path;

use coeval::io::export::{Format, PictureKind};
use coeval::model::EventIx;
use coeval::scene::theme::ThemeKind;
use coeval::ui::commands::action::Action;
use coeval::ui::commands::{
    Command, ExchangeCommand, ExportScope, FileCommand, PictureOf, PictureOrder, SearchCommand,
    SelectCommand, ViewCommand,
};
use egui::accesskit::Role;
use egui_kittest::kittest::{By, Queryable};

use super::support::window::Window;

const ORDER: PictureOrder = PictureOrder {
    of: PictureOf::View,
    kind: PictureKind::Svg,
    size: (1200, 700),
    scale: 1.0,
    theme: ThemeKind::Light,
    legend: false,
    scope: ExportScope::All,
};

fn exchange(window: &mut Window, command: ExchangeCommand) {
    window.push(Command::File(FileCommand::Exchange(command)));
    window.settle();
}

fn drawn(window: &mut Window, path: &Path, order: PictureOrder) -> Vec<u8> {
    let _ = std::fs::remove_file(path);
    exchange(window, ExchangeCommand::PictureTo(path.to_owned(), order));
    let there = path.to_owned();
    window.wait_until(move |window| there.exists() && window.has("Exported the picture"));
    std::fs::read(path).unwrap()
}

fn svg(window: &mut Window, path: &Path, order: PictureOrder) -> String {
    String::from_utf8(drawn(window, path, order)).unwrap()
}

#[test]
fn a_picture_shows_what_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.svg");
    let mut window = Window::sample();
    window.push(Command::View(ViewCommand::ReduceMotion(true)));
    window.push(Command::Select(SelectCommand::Reveal(EventIx(0))));
    window.settle();
    let title = window.app().session().document().event(EventIx(0)).title.to_string();
    let view = svg(&mut window, &path, ORDER);
    let whole = svg(&mut window, &path, PictureOrder { of: PictureOf::Whole, ..ORDER });
    assert_ne!(view, whole);
    assert!(view.contains("1200") && view.contains("700") && view.contains(&title));
    let steps = window.app().session().document().story().to_vec();
    let first = svg(&mut window, &path, PictureOrder { of: PictureOf::Step(0), ..ORDER });
    let last = svg(&mut window, &path, PictureOrder { of: PictureOf::Step(steps.len() - 1), ..ORDER });
    assert_ne!(first, last, "each step is itself");
    let dark = svg(&mut window, &path, PictureOrder { theme: ThemeKind::Dark, ..ORDER });
    assert!(dark.to_lowercase().contains("#14171b") && !view.to_lowercase().contains("#14171b"));
    let legend = svg(&mut window, &path, PictureOrder { legend: true, ..ORDER });
    assert!(legend.len() > view.len(), "the legend is drawn");
    assert!(!window.has("Not all lanes fit"));
    let low = PictureOrder { size: (1200, 160), of: PictureOf::Whole, ..ORDER };
    drawn(&mut window, &path, low);
    window.wait_until(|window| window.has("Not all lanes fit"));
}

#[test]
fn pixels_are_as_many_as_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.png");
    let mut window = Window::sample();
    let order = PictureOrder { kind: PictureKind::Png, scale: 2.0, size: (640, 400), ..ORDER };
    let bytes = drawn(&mut window, &path, order);
    let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (1280, 800));
}

#[test]
fn only_some_events_are_in_a_picture_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.svg");
    let mut window = Window::sample();
    let titles: Vec<String> =
        window.app().session().document().events().iter().map(|event| event.title.to_string()).collect();
    window.push(Command::Select(SelectCommand::Reveal(EventIx(0))));
    window.settle();
    let order = PictureOrder { of: PictureOf::Whole, size: (4000, 2000), ..ORDER };
    let shown = |svg: &str| titles.iter().filter(|title| svg.contains(title.as_str())).count();
    let all = svg(&mut window, &path, order);
    assert!(shown(&all) > 5);
    let selected = svg(&mut window, &path, PictureOrder { scope: ExportScope::Selection, ..order });
    assert_eq!(shown(&selected), 1);
    assert!(selected.contains(&titles[0]));
}

#[test]
fn every_export_asks_which_events() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let mut window = Window::sample();
    window.push(Command::View(ViewCommand::ReduceMotion(true)));
    window.push(Command::Search(SearchCommand::Ask("tag:diplomacy".to_owned())));
    window.settle();
    window.wait_until(|window| window.app().view().search.found.is_some());
    let found = window.app().view().search.found.as_ref().unwrap().len();
    window.push(Command::Select(SelectCommand::Reveal(EventIx(1))));
    window.push(Action::Export.command());
    window.settle();
    for (scope, count) in [("Search results", found), ("Selected events", 1)] {
        assert!(window.has(&format!("{scope} ({count})")), "{scope} {count}");
    }
    window.click(Role::RadioButton, "Search results");
    assert!(window.has(&format!("Export {found} events")));
    window.click(Role::Button, "Cancel");
    let rows = |window: &mut Window, scope: ExportScope| {
        let _ = std::fs::remove_file(&path);
        exchange(window, ExchangeCommand::ExportTo(path.clone(), Format::Csv, false, scope));
        let there = path.clone();
        window.wait_until(move |_| there.exists());
        csv::Reader::from_path(&path).unwrap().records().count()
    };
    let all = window.app().session().document().events().len();
    assert_eq!(rows(&mut window, ExportScope::All), all);
    assert_eq!(rows(&mut window, ExportScope::Results), found);
    assert_eq!(rows(&mut window, ExportScope::Selection), 1);
    let in_view = rows(&mut window, ExportScope::InView);
    assert!(in_view > 0 && in_view < all, "{in_view} of {all}");
    window.push(Action::FitAll.command());
    window.settle();
    assert_eq!(rows(&mut window, ExportScope::InView), all);
}

#[test]
fn a_picture_is_copied_as_pixels() {
    let mut window = Window::sample();
    window.push(Action::ExportPicture.command());
    window.settle();
    assert!(window.has("The whole timeline") && window.has("A step:"));
    window.click(Role::RadioButton, "The whole timeline");
    window.harness.get(By::new().role(Role::Button).label("Copy")).click_accesskit();
    let mut size = None;
    for _ in 0..400 {
        window.harness.step();
        for command in &window.harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyImage(image) = command {
                size = Some(image.size);
            }
        }
        if size.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(size, Some([3200, 1800]), "the usual size at two pixels a point");
    window.settle();
    assert!(window.has("Copied a picture"));
}

#[test]
fn a_picture_that_is_too_large_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.png");
    let mut window = Window::sample();
    let order = PictureOrder { kind: PictureKind::Png, scale: 10.0, size: (10_000, 10_000), ..ORDER };
    exchange(&mut window, ExchangeCommand::PictureTo(path.clone(), order));
    window.wait_until(|window| window.has("is too large"));
    assert!(!path.exists());
}
