//! Events dragged by mouse: in time, to another lane, by the ends of a span, and what stops it.

use coeval::analysis::LanesBy;
use coeval::layout::Viewport;
use coeval::model::{EventId, EventIx};
use coeval::ui::commands::{Command, EditCommand, SelectCommand, ViewCommand};
use egui::{Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::kittest::Queryable;

use crate::support::window::Window;

const FILE: &str = r#"(
    lanes: [(id: "IR"), (id: "IL"), (id: "AZ"), (id: "AM")],
    events: [
        Event(id: "a", date: "2024-10-14?", title: "Talks", country: "IR", tags: ["war"]),
        Event(id: "b", date: "2024-11~", title: "About then", country: "IL", tags: ["talks"]),
        Event(id: "c", date: "2024-10-20/2024-10-30", title: "Summit", country: "AZ", tags: ["talks"]),
        Event(id: "d", date: "2024-10-16T08:30+04:00[Asia/Yerevan]", title: "Call", country: "AM", tags: ["talks"]),
        Event(id: "e", date: "2024-12-01/..", title: "Goes on", country: "AM", tags: ["war"]),
    ],
)"#;

/// 1 October 2024.
const OCTOBER: i32 = 19_997;

fn open() -> Window {
    let mut window = Window::of("drag.ron", FILE);
    look(&mut window, OCTOBER, 75.0);
    window
}

fn push(window: &mut Window, command: Command) {
    window.app_mut().push(command);
    window.settle();
}

/// Looks at so many days from this one on.
fn look(window: &mut Window, from: i32, days: f64) {
    let viewport = Viewport { from: f64::from(from), days, scroll: 0.0 };
    push(window, Command::View(ViewCommand::Set(viewport)));
}

/// Where an instant stands on the screen, in days since 1 October 2024.
fn x(window: &Window, october: f64) -> f32 {
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let viewport = window.app().view().viewport();
    let share = (f64::from(OCTOBER) + october - viewport.from) / viewport.days;
    timeline.left() + share as f32 * timeline.width()
}

/// How far so many days are, in points.
fn days(window: &Window, days: f64) -> f32 {
    x(window, days) - x(window, 0.0)
}

fn mark(window: &Window, name: &str) -> Pos2 {
    // The inspector names it too.
    let timeline = window.harness.get_by_label_contains("Timeline: ").rect();
    let mut marks = window.harness.query_all_by_label_contains(name).map(|node| node.rect());
    marks.find(|mark| timeline.contains_rect(*mark)).unwrap().center()
}

fn y(window: &Window, name: &str) -> f32 {
    mark(window, name).y
}

fn button(window: &mut Window, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    let event = egui::Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    window.harness.event_modifiers(event, modifiers);
    window.harness.step();
}

/// Presses the button and moves on with it held.
fn pull(window: &mut Window, from: Pos2, to: Pos2, modifiers: Modifiers) {
    window.harness.event(egui::Event::ModifiersChanged(modifiers));
    window.harness.hover_at(from);
    window.harness.step();
    button(window, from, true, modifiers);
    for at in [from.lerp(to, 0.3), from.lerp(to, 1.1), to] {
        window.harness.event_modifiers(egui::Event::PointerMoved(at), modifiers);
        window.harness.step();
    }
}

fn drop_at(window: &mut Window, at: Pos2, modifiers: Modifiers) {
    button(window, at, false, modifiers);
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

fn drag_with(window: &mut Window, from: Pos2, to: Pos2, modifiers: Modifiers) {
    let before = window.app().view().viewport();
    pull(window, from, to, modifiers);
    drop_at(window, to, modifiers);
    assert_eq!(window.app().view().viewport(), before, "the view stays where it is");
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    drag_with(window, from, to, Modifiers::NONE);
}

fn date(window: &Window, id: &str) -> String {
    let document = window.app().session().document();
    document.event(document.find(&EventId::new(id)).unwrap()).date.text().to_owned()
}

fn lane(window: &Window, id: &str) -> String {
    let document = window.app().session().document();
    document.event(document.find(&EventId::new(id)).unwrap()).country.to_string()
}

fn steps(window: &Window) -> Vec<String> {
    window.app().session().history().steps().map(str::to_owned).collect()
}

#[test]
fn an_event_goes_to_another_day_and_stays_as_doubtful_as_it_was() {
    let mut window = open();
    let from = mark(&window, "Talks, ");
    let far = days(&window, 2.6);
    drag(&mut window, from, from + vec2(far, 0.0));
    assert_eq!(date(&window, "a"), "2024-10-17?");
    assert_eq!((steps(&window).len(), lane(&window, "a").as_str()), (1, "IR"));
    assert!(steps(&window)[0].starts_with("Move “Talks” to 17"), "{:?}", steps(&window));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(date(&window, "a"), "2024-10-14?");
    // Not half a day: it stays, and nothing was done.
    let near = days(&window, 0.4);
    drag(&mut window, from, from + vec2(near.max(7.0), 0.0));
    assert!(near < 7.0 || date(&window, "a") == "2024-10-14?");
}

#[test]
fn a_month_goes_to_another_month() {
    let mut window = open();
    let from = pos2(x(&window, 46.0), y(&window, "About then, "));
    let to = from + vec2(days(&window, -25.0), 0.0);
    drag(&mut window, from, to);
    assert_eq!(date(&window, "b"), "2024-10~");
}

#[test]
fn the_ends_of_a_span_are_drawn_apart_and_never_past_each_other() {
    let mut window = open();
    // The bar is beside its title.
    let row = y(&window, "Summit, ");
    let (begin, end) = (pos2(x(&window, 19.0) + 2.0, row), pos2(x(&window, 30.0) - 2.0, row));
    let by = |window: &Window, far: f64| vec2(days(window, far), 0.0);
    let to = begin + by(&window, 2.0);
    drag(&mut window, begin, to);
    assert_eq!(date(&window, "c"), "2024-10-22/2024-10-30");
    let to = end + by(&window, -4.0);
    drag(&mut window, end, to);
    assert_eq!(date(&window, "c"), "2024-10-22/2024-10-26");
    assert_eq!(steps(&window).len(), 2);

    // The beginning cannot come after the end.
    let begin = pos2(x(&window, 21.0) + 2.0, row);
    let to = begin + by(&window, 9.0);
    drag(&mut window, begin, to);
    assert_eq!((date(&window, "c").as_str(), steps(&window).len()), ("2024-10-22/2024-10-26", 2));

    // Held in the middle, all of it goes.
    let middle = pos2(x(&window, 23.5), row);
    let to = middle + by(&window, 3.0);
    drag(&mut window, middle, to);
    assert_eq!(date(&window, "c"), "2024-10-25/2024-10-29");
}

#[test]
fn what_goes_on_without_end_is_moved_by_its_beginning() {
    let mut window = open();
    let from = pos2(x(&window, 66.0), y(&window, "Goes on, "));
    let to = from + vec2(days(&window, -5.0), 0.0);
    drag(&mut window, from, to);
    assert_eq!(date(&window, "e"), "2024-11-26/..");
}

#[test]
fn an_event_goes_to_another_lane_with_or_without_another_day() {
    let mut window = open();
    let from = mark(&window, "Talks, ");
    let to = pos2(from.x, y(&window, "Summit, "));
    drag(&mut window, from, to);
    assert_eq!((date(&window, "a").as_str(), lane(&window, "a").as_str()), ("2024-10-14?", "AZ"));
    assert_eq!(steps(&window), ["Move “Talks” to Azerbaijan"]);

    let from = mark(&window, "Talks, ");
    let to = pos2(from.x + days(&window, 5.0), y(&window, "About then, "));
    drag(&mut window, from, to);
    assert_eq!((date(&window, "a").as_str(), lane(&window, "a").as_str()), ("2024-10-19?", "IL"));
    assert_eq!(steps(&window).len(), 2, "day and lane are one step");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!((date(&window, "a").as_str(), lane(&window, "a").as_str()), ("2024-10-14?", "AZ"));
}

#[test]
fn by_tag_a_drag_changes_the_day_alone() {
    let mut window = open();
    push(&mut window, Command::View(ViewCommand::LanesBy(LanesBy::Tag)));
    look(&mut window, OCTOBER, 75.0);
    let from = mark(&window, "Talks, ");
    let to = pos2(from.x + days(&window, 2.0), y(&window, "Summit, "));
    assert!((to.y - from.y).abs() > 20.0, "another lane");
    drag(&mut window, from, to);
    let document = window.app().session().document();
    let event = document.event(EventIx(0));
    assert_eq!(
        (event.date.text(), event.country.as_str(), event.tags[0].as_str()),
        ("2024-10-16?", "IR", "war")
    );
}

#[test]
fn alt_moves_a_time_by_quarters_of_an_hour() {
    let mut window = open();
    look(&mut window, OCTOBER + 13, 5.0);
    let from = mark(&window, "Call, ");
    let quarter = days(&window, 1.0 / 96.0);
    let to = from + vec2(days(&window, 0.25) + quarter * 0.3, 0.0);
    drag(&mut window, from, to);
    assert_eq!(steps(&window).len(), 0, "a quarter of a day is no day");
    drag_with(&mut window, from, to, Modifiers::ALT);
    assert_eq!(date(&window, "d"), "2024-10-16T14:30+04:00[Asia/Yerevan]");
    assert_eq!(steps(&window).len(), 1);
    // A date without a time goes by days, Alt or not.
    let from = mark(&window, "Talks, ");
    let to = from + vec2(days(&window, 1.2), 0.0);
    drag_with(&mut window, from, to, Modifiers::ALT);
    assert_eq!(date(&window, "a"), "2024-10-15?");
}

#[test]
fn escape_lets_it_go_where_it_was() {
    let mut window = open();
    let before = window.app().view().viewport();
    let from = mark(&window, "Talks, ");
    let to = from + vec2(days(&window, 6.0), 0.0);
    pull(&mut window, from, to, Modifiers::NONE);
    window.harness.key_press(Key::Escape);
    window.harness.step();
    // The button is still down: what follows moves neither the event nor the view.
    window.harness.event(egui::Event::PointerMoved(to + vec2(60.0, 5.0)));
    window.harness.step();
    drop_at(&mut window, to + vec2(60.0, 5.0), Modifiers::NONE);
    assert_eq!((date(&window, "a").as_str(), steps(&window).len()), ("2024-10-14?", 0));
    assert_eq!(window.app().view().viewport(), before);
    // And the next drag works.
    drag(&mut window, from, to);
    assert_eq!(date(&window, "a"), "2024-10-20?");
}

#[test]
fn nothing_is_dragged_while_reading_or_presenting() {
    for command in [Command::Edit(EditCommand::ReadOnly), Command::View(ViewCommand::Present)] {
        let mut window = open();
        push(&mut window, command);
        let from = mark(&window, "Talks, ");
        let to = from + vec2(120.0, 0.0);
        let before = window.app().view().viewport();
        pull(&mut window, from, to, Modifiers::NONE);
        drop_at(&mut window, to, Modifiers::NONE);
        assert_eq!((date(&window, "a").as_str(), steps(&window).len()), ("2024-10-14?", 0));
        assert!(window.app().view().viewport().from < before.from, "the timeline follows the hand instead");
    }
}

#[test]
fn what_is_selected_together_moves_together() {
    let mut window = open();
    for command in [SelectCommand::Event(EventIx(0)), SelectCommand::Toggle(EventIx(2))] {
        push(&mut window, Command::Select(command));
    }
    look(&mut window, OCTOBER, 75.0);
    let from = mark(&window, "Talks, ");
    let to = from + vec2(days(&window, -3.0), 0.0);
    drag(&mut window, from, to);
    assert_eq!(
        (date(&window, "a"), date(&window, "c")),
        ("2024-10-11?".into(), "2024-10-17/2024-10-27".into())
    );
    assert_eq!(steps(&window).len(), 1);
    // One that is not among them goes alone.
    let from = mark(&window, "Call, ");
    let to = from + vec2(days(&window, 1.0), 0.0);
    drag(&mut window, from, to);
    assert_eq!(
        (date(&window, "d").get(..10), date(&window, "a").as_str()),
        (Some("2024-10-17"), "2024-10-11?")
    );
}

#[test]
fn with_shift_a_drag_measures_what_it_begins_on() {
    let mut window = open();
    let from = mark(&window, "Talks, ");
    let to = from + vec2(days(&window, 4.0), 0.0);
    drag_with(&mut window, from, to, Modifiers::SHIFT);
    assert_eq!(steps(&window).len(), 0);
    assert!(window.has("Zoom to range"));
}

/// Escape takes away one layer, and that is the drag, whatever is dragged.
#[test]
fn escape_gives_up_a_lane_and_a_range_of_the_ruler() {
    let mut window = open();
    push(&mut window, Command::Select(SelectCommand::Event(EventIx(0))));
    look(&mut window, OCTOBER, 75.0);
    let before = window.app().view().viewport();
    let give_up = |window: &mut Window, from: Pos2, to: Pos2| {
        pull(window, from, to, Modifiers::NONE);
        window.harness.key_press(Key::Escape);
        window.harness.step();
        drop_at(window, to, Modifiers::NONE);
    };
    let head = |window: &Window, name: &str| {
        window.harness.query_all_by_label_contains(name).next().unwrap().rect().center()
    };
    let (from, to) = (head(&window, "Armenia, 2 events"), head(&window, "Iran, 1 event"));
    give_up(&mut window, from, to - vec2(0.0, 12.0));
    let lanes = window.app().session().document().lanes();
    assert_eq!(window.app().view().lanes.list(lanes).shown, [0, 1, 2, 3]);
    let ruler = window.harness.get_by_label_contains("Ruler: ").rect().center();
    give_up(&mut window, ruler, ruler + vec2(200.0, 0.0));
    assert_eq!(window.app().view().viewport(), before);
    let mark = mark(&window, "Talks, ");
    give_up(&mut window, mark, mark + vec2(200.0, 0.0));
    assert_eq!(window.selected_title().as_deref(), Some("Talks"), "and what was selected still is");
}

#[test]
fn a_rectangle_with_ctrl_selects_what_it_touches_besides_what_is_selected() {
    let mut window = open();
    push(&mut window, Command::Select(SelectCommand::Event(EventIx(3))));
    look(&mut window, OCTOBER, 75.0);
    let all = |window: &Window| {
        let view = window.app().view();
        view.selection.all().iter().map(|ix| ix.0).collect::<Vec<_>>()
    };
    // From above the first lane's mark down into the third lane, over ten days.
    let top = pos2(x(&window, 8.0), y(&window, "Talks, ") - 16.0);
    let low = pos2(x(&window, 24.0), y(&window, "Summit, "));
    drag_with(&mut window, top, low, Modifiers::COMMAND);
    assert_eq!((all(&window), window.app().view().selection.event), (vec![0, 2, 3], Some(EventIx(3))));
    assert_eq!(steps(&window).len(), 0);
    // What touches nothing changes nothing; Escape neither.
    let nowhere = pos2(x(&window, 1.0), y(&window, "About then, ") - 6.0);
    drag_with(&mut window, nowhere, nowhere + vec2(30.0, 4.0), Modifiers::COMMAND);
    let far = pos2(x(&window, 60.0), nowhere.y + 20.0);
    pull(&mut window, nowhere, far, Modifiers::COMMAND);
    window.harness.key_press(Key::Escape);
    window.harness.step();
    drop_at(&mut window, nowhere, Modifiers::COMMAND);
    assert_eq!(all(&window), [0, 2, 3]);
    // Begun on an event it is a drag of it.
    let from = mark(&window, "Talks, ");
    let to = from + vec2(days(&window, 2.0), 0.0);
    drag_with(&mut window, from, to, Modifiers::COMMAND);
    assert_eq!(date(&window, "a"), "2024-10-16?");
}

fn double_click(window: &mut Window, at: Pos2) {
    window.harness.hover_at(at);
    window.settle();
    // Each is a frame: more of them would be too slow for a double click.
    for pressed in [true, false, true, false] {
        let modifiers = Modifiers::NONE;
        let button = PointerButton::Primary;
        window.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    window.settle();
}

#[test]
fn a_double_click_makes_an_event_on_that_day_in_that_lane() {
    let mut window = open();
    let at = pos2(x(&window, 4.5), y(&window, "Summit, "));
    double_click(&mut window, at);
    let document = window.app().session().document();
    let event = document.event(window.app().view().selection.event.unwrap());
    assert_eq!((event.date.text(), event.lane.as_str(), &*event.title), ("2024-10-05", "AZ", "New event"));
    assert_eq!(steps(&window), ["Add “New event”"]);
}

#[test]
fn an_empty_timeline_gets_its_first_event_where_it_is_double_clicked() {
    let mut window = Window::of("new.ron", "(events: [])");
    let middle = window.harness.get_by_label_contains("Timeline: ").rect().center();
    double_click(&mut window, middle);
    assert_eq!(window.app().session().document().events().len(), 1);
}
