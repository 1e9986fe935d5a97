//! No event is out of reach: from the whole timeline, clicks on strips and marks lead to each, by zooming in or by a
//! list, whatever the shape of the data is.

use std::path::PathBuf;

use crate::generated::form::Form;
use crate::generated::generator::{Plan, Shape};
use crate::generated::ron_file;
use crate::support::dice::Dice;
use crate::support::window::Window;
use coeval::app::Session;
use coeval::io;
use coeval::layout::{Lod, Target, Viewport};
use coeval::model::EventIx;
use coeval::scene::Pos2;
use coeval::ui::commands::{Command, ViewCommand};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, Queryable};

fn open(plan: Plan) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("generated.ron");
    ron_file::write(plan, Form::Few, &path).unwrap();
    let loaded = io::open(&path).unwrap();
    Window::new(move || Session::opened(vec![(PathBuf::from("generated.ron"), loaded)]))
}

fn command(window: &mut Window, command: ViewCommand) {
    window.app_mut().push(Command::View(command));
    window.settle();
}

fn click(window: &mut Window, at: Pos2) {
    let origin = window.app().canvas_state().place().unwrap().min.to_vec2();
    let (pos, modifiers) = (at + origin, egui::Modifiers::NONE);
    window.harness.event(egui::Event::PointerMoved(pos));
    window.harness.step();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        window.harness.step();
    }
    window.settle();
}

/// The whole timeline, with an event's lane in view.
fn begin(window: &mut Window, lane: u32) {
    window.harness.event(egui::Event::PointerGone);
    window.app_mut().push(Command::View(ViewCommand::FitAll));
    window.settle();
    let lanes = window.app().session().document().lanes().len() as f32;
    let scroll = (window.app().canvas_state().picture().unwrap().content_height / lanes) * lane as f32;
    let viewport = Viewport { scroll, ..window.app().view().viewport() };
    command(window, ViewCommand::Set(viewport));
}

/// What there is to click on the way to an event.
enum Way {
    /// It can be pointed at.
    Reached,
    /// A column of its lane's strip, or the count of those that have no row.
    Press(Pos2),
    /// Nothing but zooming in.
    ZoomIn,
}

fn way(window: &Window, ix: EventIx, lane: u32) -> Way {
    let canvas = window.app().canvas_state().picture().unwrap();
    if let Some(strip) = canvas.strips.iter().find(|strip| strip.lane == lane) {
        let from = window.app().session().index().lane(lane).unwrap().entries().iter();
        let from = from.filter(|entry| entry.ix == ix).map(|entry| entry.extent.from).next().unwrap();
        let column = strip.in_view().find(|column| column.range.0 <= from && from < column.range.1);
        let column = column.expect("the event is in view");
        assert!(column.count > 0);
        return Way::Press(column.rect.center());
    }
    // Where the pointer finds it: others may lie over a part of it.
    let topmost = |at: Pos2| canvas.hits.iter().rev().find(|(rect, _)| rect.contains(at)).map(|hit| &hit.1);
    for (rect, target) in canvas.hits.iter().rev() {
        // A count stands in the lane's head.
        let is_count = matches!(target, Target::Hidden(_));
        let within = if is_count { *rect } else { rect.intersect(canvas.body) };
        let spots = (0..81).map(|n| {
            let (x, y) = (0.1 + 0.1 * (n % 9) as f32, 0.1 + 0.1 * (n / 9) as f32);
            within.lerp_inside(coeval::scene::vec2(x, y))
        });
        let spot = || spots.clone().find(|at| within.is_positive() && topmost(*at) == Some(target));
        match target {
            Target::Event(own) if *own == ix && spot().is_some() => return Way::Reached,
            Target::Hidden(pile) if canvas.pile(*pile).contains(&ix) => match spot() {
                Some(at) => return Way::Press(at),
                None => continue,
            },
            _ => {}
        }
    }
    Way::ZoomIn
}

/// Clicks until the event is reached. Returns how many clicks and zooms it took.
fn reach(window: &mut Window, ix: EventIx) -> usize {
    let lane = window.app().session().lanes().of(ix)[0];
    begin(window, lane);
    for steps in 0..60 {
        match way(window, ix, lane) {
            Way::Reached => return steps,
            Way::Press(at) => {
                let before = window.app().view().viewport();
                click(window, at);
                if let Some(list) = window.app().canvas_state().open_list() {
                    assert!(list.contains(&ix), "it is in the list that opened");
                    let first = list[0];
                    let title = &window.app().session().document().event(first).title;
                    assert!(window.has(title), "the list shows");
                    window.app_mut().push(Command::View(ViewCommand::Escape));
                    window.settle();
                    return steps + 1;
                }
                assert_ne!(window.app().view().viewport(), before, "a click opens a list or zooms in");
            }
            Way::ZoomIn => {
                let entries = window.app().session().index().lane(lane).unwrap().entries();
                let mark = entries.iter().find(|entry| entry.ix == ix).unwrap().extent.mark;
                let here = window.app().view().viewport();
                let days = here.days / 2.0;
                command(window, ViewCommand::Set(Viewport { from: mark - days / 2.0, days, ..here }));
            }
        }
    }
    panic!("{ix:?} was not reached");
}

fn all_reached(plan: Plan, tries: usize, dense: bool) {
    let mut window = open(plan);
    command(&mut window, ViewCommand::FitAll);
    let lod = window.app().canvas_state().picture().unwrap().lod;
    assert_eq!(lod == Lod::Density, dense, "{plan:?}");
    let mut dice = Dice::new(plan.seed + 11);
    let events = window.app().session().document().events().len();
    for _ in 0..tries {
        reach(&mut window, EventIx(dice.roll(events) as u32));
    }
}

#[test]
fn eleven_thousand_on_one_day_in_two_hundred_lanes() {
    all_reached(Plan { events: 11_000, lanes: 200, seed: 1, shape: Shape::OneDay }, 6, true);
}

#[test]
fn everything_in_one_lane() {
    all_reached(Plan { events: 9_000, lanes: 1, seed: 2, shape: Shape::Uniform }, 6, true);
}

#[test]
fn seventy_seven_in_a_lane_on_a_day() {
    let mut window = open(Plan { events: 400, lanes: 8, seed: 3, shape: Shape::BusyLane });
    for ix in [0, 38, 76, 399] {
        reach(&mut window, EventIx(ix));
    }
}

#[test]
fn five_thousand_lanes() {
    all_reached(Plan { events: 15_000, lanes: 5_000, seed: 4, shape: Shape::Uniform }, 3, false);
}

#[test]
fn eras_of_ten_thousand_years() {
    all_reached(Plan { events: 8_000, lanes: 6, seed: 5, shape: Shape::Eras }, 6, true);
}

#[test]
fn spans_of_decades() {
    all_reached(Plan { events: 8_000, lanes: 6, seed: 6, shape: Shape::LongSpans }, 6, true);
}

/// The card on an event, if it shows: what is on it beside the event's own node.
fn card(window: &Window, title: &str) -> Option<egui::Rect> {
    let label = By::new().role(Role::Label).label_contains(title);
    window.harness.query_all(label).map(|node| node.rect()).next()
}

fn rest_on(window: &mut Window, at: egui::Pos2) {
    window.harness.hover_at(at);
    for _ in 0..8 {
        window.harness.step();
    }
}

#[test]
fn the_card_never_covers_what_is_pointed_at_and_waits_while_keys_work() {
    let countries = ["IR", "IL", "AZ", "AM", "GE", "TR", "RU", "US", "FR", "DE"];
    let event = |(at, country): (usize, &&str)| {
        format!(
            "(date: \"2024-{:02}-10\", title: \"Happening {at}\", country: \"{country}\", place: \"Somewhere\"),",
            at + 1
        )
    };
    let events: String = countries.iter().enumerate().map(event).collect();
    let mut window = Window::of("cards.ron", &format!("(events: [{events}])"));
    let mut seen = 0;
    for at in 0..countries.len() {
        let title = format!("Happening {at}");
        let name = format!("{title}, ");
        let node = By::new().role(Role::Button).label_contains(&name);
        let Some(own) = window.harness.query_all(node).map(|node| node.rect()).next() else { continue };
        rest_on(&mut window, own.center());
        let Some(card) = card(&window, &title) else { continue };
        seen += 1;
        assert!(!card.intersects(own), "{title}: {card:?} covers {own:?}");
    }
    assert_eq!(seen, countries.len());
    // With the pointer where it is, a key takes the card away, and a move of the pointer brings it back.
    let title = format!("Happening {}", countries.len() - 1);
    window.key(Key::ArrowRight);
    for _ in 0..8 {
        window.harness.step();
    }
    assert!(card(&window, &title).is_none());
}
