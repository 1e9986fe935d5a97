//! The dock that the panels share: one tab at a time, at the side and as wide as was chosen, over the timeline where the
//! window is narrow, and everything in it reached however large the interface is.

use coeval::ui::commands::action::Action;
use coeval::ui::commands::{
    Command, EditCommand, InterfaceSize, Panel, PreferCommand, SelectCommand, ViewCommand,
};
use egui::accesskit::Role;
use egui::{Key, Rect, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};

use super::support::window::Window;

const TABS: [(Panel, &str); 6] = [
    (Panel::Inspector, "Event"),
    (Panel::Coincidences, "Same day"),
    (Panel::Pairs, "Pairs"),
    (Panel::Story, "Story"),
    (Panel::Problems, "Problems"),
    (Panel::History, "History"),
];

fn sized(width: f32, height: f32) -> Window {
    let mut window = Window::sample();
    window.harness.set_size(vec2(width, height));
    window.settle();
    window
}

fn shown(window: &Window) -> Option<Panel> {
    window.app().view().panels.dock.shown()
}

fn rect_of(window: &Window, role: Role, name: &str) -> Rect {
    window.harness.get(By::new().role(role).label_contains(name)).rect()
}

/// Whether there is something by this name inside the window.
fn is_in_sight(window: &Window, name: &str) -> bool {
    let screen = window.harness.ctx.content_rect();
    window.harness.query_all_by_label_contains(name).any(|node| screen.contains_rect(node.rect().shrink(2.0)))
}

#[test]
fn tabs_take_each_others_place() {
    let mut window = sized(1280.0, 720.0);
    for (panel, name) in TABS {
        window.click(Role::Tab, name);
        assert_eq!(shown(&window), Some(panel), "{name}");
        let chosen = window.harness.get(By::new().role(Role::Tab).label_contains(name));
        assert_eq!(chosen.accesskit_node().is_selected(), Some(true), "{name}");
    }
    window.click(Role::Tab, "History");
    assert_eq!(shown(&window), Some(Panel::History), "a click on the open tab keeps it");
    window.key(Key::T);
    assert_eq!(shown(&window), Some(Panel::Story), "the key shows another");
    window.key(Key::T);
    assert_eq!(shown(&window), None, "and takes it away");
    window.key(Key::I);
    window.click(Role::Button, "Hide panel");
    assert_eq!(shown(&window), None);
    assert!(window.harness.query(By::new().role(Role::Tab).label_contains("Story")).is_none());
}

#[test]
fn tabs_count_what_they_list() {
    let mut window = sized(1600.0, 900.0);
    let count = window.app().session().coincidences().len();
    assert!(window.has(&format!("Same day, {count}")));
    let broken = include_str!("../../sample_data/broken.ron");
    window = Window::of("broken.ron", broken);
    let problems: usize = window.app().session().files().iter().map(|file| file.diagnostics.len()).sum();
    assert!(problems > 0 && window.has(&format!("Problems, {problems}")));
}

#[test]
fn the_side_is_chosen_and_leaves_the_menus_where_they_are() {
    let mut window = sized(1280.0, 720.0);
    let (menu, heads) = (rect_of(&window, Role::Button, "File"), |w: &Window| rect_of(w, Role::Tab, "Event"));
    assert!(heads(&window).left() > 800.0);
    window.push(Action::DockSide.command());
    window.settle();
    assert!(heads(&window).left() < 100.0 && heads(&window).top() > menu.bottom());
    assert_eq!(rect_of(&window, Role::Button, "File"), menu);
    window.push(Action::DockSide.command());
    window.settle();
    assert!(heads(&window).left() > 800.0);
}

#[test]
fn the_border_is_dragged_and_leaves_a_timeline() {
    let mut window = sized(1280.0, 720.0);
    let edge = |window: &Window| rect_of(window, Role::Splitter, "Width of the panels").center();
    let before = edge(&window);
    let drag = |window: &mut Window, to: egui::Pos2| {
        let from = edge(window);
        let button = |window: &mut Window, pos: egui::Pos2, pressed: bool| {
            let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
            window.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
            window.harness.step();
        };
        window.harness.hover_at(from);
        window.settle();
        button(window, from, true);
        for at in [from.lerp(to, 0.3), to] {
            window.harness.event(egui::Event::PointerMoved(at));
            window.harness.step();
        }
        button(window, to, false);
        window.settle();
    };
    drag(&mut window, before - vec2(100.0, 0.0));
    assert!((edge(&window).x - (before.x - 100.0)).abs() < 4.0, "{:?}", edge(&window));
    drag(&mut window, egui::pos2(5.0, before.y));
    assert!(edge(&window).x > 300.0, "a timeline remains");
    drag(&mut window, egui::pos2(1279.0, before.y));
    assert!(edge(&window).x < 1280.0 - 250.0, "so do the panels");
    window.push(Command::View(ViewCommand::DockWidth(None)));
    window.settle();
    assert_eq!(edge(&window), before);
}

#[test]
fn in_a_narrow_window_it_lies_over_the_timeline() {
    let mut window = sized(1280.0, 720.0);
    assert_eq!(shown(&window), Some(Panel::Inspector));
    let canvas = |window: &Window| window.app().canvas_state().heads_width();
    let _ = canvas(&window);
    window.harness.set_size(vec2(700.0, 500.0));
    window.settle();
    assert_eq!(shown(&window), None, "nothing covers what nobody asked to cover");
    let overview = |window: &Window| rect_of(window, Role::ScrollBar, "Overview").width();
    let whole = overview(&window);
    window.key(Key::C);
    assert_eq!(shown(&window), Some(Panel::Coincidences));
    assert_eq!(overview(&window), whole, "the timeline keeps its place below");
    window.key(Key::Escape);
    assert_eq!(shown(&window), None, "Esc takes it away");
    assert!(window.app().view().selection.event.is_some(), "and nothing else");
    window.key(Key::C);
    window.harness.set_size(vec2(1280.0, 720.0));
    window.settle();
    assert_eq!(shown(&window), Some(Panel::Coincidences), "beside it again");
    assert!(overview(&window) > 300.0);
}

#[test]
fn everything_is_reached_at_three_times_the_size() {
    for (width, height) in [(1280.0, 720.0), (640.0, 400.0)] {
        let mut window = sized(width / 3.0, height / 3.0);
        for (panel, name) in TABS {
            window.push(Command::View(ViewCommand::Toggle(panel)));
            window.settle();
            assert_eq!(shown(&window), Some(panel));
            assert!(is_in_sight(&window, "Hide panel"), "{name} at {width}");
            assert!(is_in_sight(&window, name), "{name} at {width}");
            assert!(is_in_sight(&window, if width > 1000.0 { "File" } else { "Menu" }), "{name} at {width}");
        }
    }
}

#[test]
fn no_tab_is_lost_where_there_is_no_room_for_all() {
    let mut window = sized(1280.0, 720.0);
    window.push(Command::Prefer(PreferCommand::Size(InterfaceSize(300))));
    window.harness.set_size(vec2(250.0, 200.0));
    window.settle();
    window.push(Command::View(ViewCommand::Toggle(Panel::Story)));
    window.settle();
    assert!(window.harness.query(By::new().role(Role::Tab).label_contains("Pairs")).is_none());
    window.click(Role::Button, "Story ▼");
    window.click(Role::Button, "Pairs");
    assert_eq!(shown(&window), Some(Panel::Pairs));
}

#[test]
fn editing_ends_with_the_event() {
    let mut window = sized(1280.0, 720.0);
    let select = |window: &mut Window, ix: usize| {
        let ix = coeval::model::EventIx(u32::try_from(ix).unwrap());
        window.push(Command::Select(SelectCommand::Event(ix)));
        window.settle();
    };
    select(&mut window, 0);
    window.push(Command::Edit(EditCommand::Begin));
    window.settle();
    assert!(window.has("Done editing"));
    window.type_into("Place", "Baku");
    assert!(window.has("Done editing"), "typing goes on");
    select(&mut window, 1);
    assert!(window.has("Edit this event") && !window.has("Done editing"));
    select(&mut window, 0);
    assert!(!window.has("Done editing"), "it has ended");
    assert_eq!(window.app().session().document().events()[0].place, "Baku", "what was typed is kept");
    window.push(Command::Edit(EditCommand::Begin));
    window.settle();
    window.push(Command::Edit(EditCommand::Undo));
    window.settle();
    assert!(window.has("Done editing"), "the same event is edited still");
    window.push(Command::View(ViewCommand::Toggle(Panel::Story)));
    window.settle();
    select(&mut window, 2);
    window.click(Role::Tab, "Event");
    assert!(!window.has("Done editing"), "nor does it come back behind another tab");
}

#[test]
fn what_was_selected_together_does_not_take_the_place_of_the_story() {
    let mut window = sized(1280.0, 720.0);
    window.key(Key::T);
    window.push(Command::Select(SelectCommand::Toggle(coeval::model::EventIx(3))));
    window.settle();
    assert_eq!(shown(&window), Some(Panel::Story));
    window.key(Key::T);
    window.push(Command::SelectBesides(vec![coeval::model::EventIx(4), coeval::model::EventIx(5)]));
    window.settle();
    assert_eq!(shown(&window), Some(Panel::Inspector), "offered where no panel is open");
}
