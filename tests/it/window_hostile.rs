//! A file may have an event with a hundred thousand tags, a title of a megabyte, a hundred thousand lanes. Whatever it has,
//! a frame of the window does no more work than for a file of few: work is counted (names looked at, memory asked for,
//! shapes, letters laid out, what screen readers are told), not time.

use std::fmt::Write as _;

use coeval::layout::Target;
use coeval::model::{EventIx, looks};
use coeval::ui::commands::action::Action;
use coeval::ui::commands::{
    Command, EditCommand, ExchangeCommand, FileCommand, LaneAsk, Named, NamedCommand, Panel, Scope,
    SearchCommand, SelectCommand, ViewCommand,
};
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::NodeT;

use crate::support::counted::allocated_bytes;
use crate::support::window::Window;

/// What the frames of one state of the window cost.
#[derive(Clone, Copy, Debug, Default)]
struct Work {
    /// Names and texts of the document looked at.
    looks: u64,
    /// Memory asked for.
    bytes: u64,
    shapes: u64,
    /// Letters in shapes.
    letters: u64,
    /// Letters that screen readers are told.
    said: u64,
}

impl Work {
    /// More than for another by so much.
    fn beyond(self, other: Self) -> Self {
        Self {
            looks: self.looks.saturating_sub(other.looks),
            bytes: self.bytes.saturating_sub(other.bytes),
            shapes: self.shapes.saturating_sub(other.shapes),
            letters: self.letters.saturating_sub(other.letters),
            said: self.said.saturating_sub(other.said),
        }
    }
}

fn letters(shape: &egui::Shape) -> u64 {
    match shape {
        egui::Shape::Vec(shapes) => shapes.iter().map(letters).sum(),
        egui::Shape::Text(text) => text.galley.text().len() as u64,
        _ => 0,
    }
}

/// Two frames in which nothing happens but that the pointer moves.
fn idle(window: &mut Window) -> Work {
    let mut work = Work::default();
    for at in 0..2_u8 {
        window.harness.event(egui::Event::PointerMoved(Pos2::new(700.0 + f32::from(at), 880.0)));
        let (looked, asked) = (looks(), allocated_bytes());
        window.harness.step();
        work.looks += looks() - looked;
        work.bytes += allocated_bytes() - asked;
        let shapes = &window.harness.output().shapes;
        work.shapes += shapes.len() as u64;
        work.letters += shapes.iter().map(|clipped| letters(&clipped.shape)).sum::<u64>();
    }
    let said = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let texts = [node.label(), node.value(), node.description()];
        texts.into_iter().flatten().map(|text| text.len()).sum::<usize>()
    };
    work.said = window.harness.root().children_recursive().map(said).sum::<usize>() as u64;
    work
}

/// A timeline with so much of something, beside a few events as others have.
type Hostile = fn(usize) -> String;

fn list(count: usize, one: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        write!(text, "{},", one(at)).unwrap();
    }
    text
}

/// A file with an event that has these fields too, first of three on a day.
fn file(head: &str, fields: &str, more: &str) -> String {
    let plain = |lane: &str| format!("(date: \"2024-10-14\", title: \"Talks\", country: \"{lane}\"),");
    format!(
        "({head} events: [(id: \"e\", date: \"2024-10-14\", title: \"Embassy opens\", country: \"AZ\", {fields}),{}{}{more}])",
        plain("IR"),
        plain("IL")
    )
}

fn names(field: &str, count: usize) -> String {
    format!("{field}: [{}]", list(count, |at| format!("\"name {at}\"")))
}

/// What one event may have very many of.
const LISTS: [(&str, Hostile); 9] = [
    ("tags", |n| file("", &names("tags", n), "")),
    ("people", |n| file("", &names("people", n), "")),
    ("involves", |n| file("", &names("involves", n), "")),
    ("sources", |n| file("", &names("sources", n), "")),
    ("accounts", |n| {
        let account =
            |at| format!("(by: \"voice {at}\", says: \"words {at}\", source: \"s{at}\", quote: \"q\")");
        file("", &format!("accounts: [{}]", list(n, account)), "")
    }),
    ("accounts of one voice", |n| {
        file("", &format!("accounts: [{}]", list(n, |at| format!("(by: \"IR\", says: \"words {at}\")"))), "")
    }),
    ("omissions", |n| {
        let omits = names("omits", n);
        file("", &format!("accounts: [(by: \"IR\", says: \"a\", {omits}), (by: \"IL\", says: \"b\")]"), "")
    }),
    ("links", |n| {
        let link = |at| format!("(to: \"x{at}\", kind: \"causes\", by: \"IR\")");
        let event = |at| {
            format!(
                "(id: \"x{at}\", date: \"19{:02}\", title: \"Old {at}\", country: \"IR\", links: [(to: \"e\")])",
                at % 90
            )
        };
        file("", &format!("links: [{}]", list(n, link)), &list(n, event))
    }),
    ("tags that two share", |n| {
        let tags = names("tags", n);
        let other = format!("(date: \"2024-10-14\", title: \"Other\", country: \"TR\", {tags})");
        file("", &tags, &other)
    }),
];

/// What a file may have very many of.
const FILES: [(&str, Hostile); 6] = [
    ("lanes on a day", |n| {
        let event = |at| format!("(date: \"2024-10-14\", title: \"T\", country: \"lane {at}\")");
        file("", "", &list(n, event))
    }),
    ("lanes", |n| {
        let lane = |at| format!("(id: \"L{at}\", name: \"Lane {at}\")");
        let event = |at| format!("(date: \"{:04}\", title: \"T\", country: \"L{at}\")", 1000 + at % 900);
        file(&format!("lanes: [{}],", list(n, lane)), "", &list(n, event))
    }),
    ("sources of the file", |n| {
        let source =
            |at| format!("(id: \"s{at}\", title: \"Source {at}\", url: \"https://example.org/{at}\")");
        file(&format!("sources: [{}],", list(n, source)), &names("sources", 3), "")
    }),
    ("saved searches", |n| {
        let filter = |at| format!("(name: \"f{at}\", query: \"tag:x{at}\")");
        file(&format!("filters: [{}],", list(n, filter)), "", "")
    }),
    ("saved views", |n| {
        file(&format!("views: [{}],", list(n, |at| format!("(name: \"v{at}\", lanes: [\"AZ\"])"))), "", "")
    }),
    ("problems", |n| {
        file("", "", &list(n, |at| format!("(date: \"20244-{at}\", title: \"T\", country: \"IR\")")))
    }),
];

/// A text of so many bytes, of words of two scripts.
fn long(bytes: usize) -> String {
    "Talks in Bakı, where nobody had been for a long while, دیدار ".repeat(bytes / 66 + 1)
}

/// The same without a blank.
fn word(bytes: usize) -> String {
    "x".repeat(bytes)
}

/// What may be very long.
const TEXTS: [(&str, Hostile); 6] = [
    ("title, summary and note", |n| {
        let (native, text) = (long(n), word(n));
        let fields = format!("title_native: \"{native}\", summary: \"{native}\", note: \"{text}\"");
        file("", &fields, "").replace("Embassy opens", &long(n))
    }),
    ("titles of a word, place, tags, people", |n| {
        let one = |letter: char| format!("{letter}{}", long(n));
        let list = |a: char| format!("[\"{}\", \"{}\"]", one(a), one('Z'));
        let fields = format!("place: \"{}\", tags: {}, people: {}", one('p'), list('t'), list('q'));
        // With its quotes: the long texts say "Talks" thousands of times too.
        let talks = format!("\"{}\"", word(n + 1));
        file("", &fields, "").replace("Embassy opens", &word(n)).replace("\"Talks\"", &talks)
    }),
    ("accounts", |n| {
        let text = long(n);
        let account = |by: &str| {
            format!(
                "(by: \"{by}{text}\", says: \"{by}{text}\", source: \"{text}\", quote: \"{text}\", omits: [\"{text}\"])"
            )
        };
        file("", &format!("accounts: [{}, {}]", account("a"), account("b")), "")
    }),
    ("ids and links", |n| {
        let (id, kind) = (word(n), long(n));
        let other = format!("(id: \"{id}\", date: \"2024-10-14\", title: \"Far\", country: \"TR\")");
        let link = format!("(to: \"{id}\", kind: \"{kind}\", by: \"{kind}\")");
        file("", &format!("links: [{link}, (to: \"no{id}\")]"), &other)
    }),
    ("lanes and countries", |n| {
        let text = long(n);
        let more = format!("(date: \"2024-10-14\", title: \"T\", country: \"{text}\")");
        let head =
            format!("title: \"{text}\", summary: \"{text}\", lanes: [(id: \"AZ\", name: \"{text}\")],");
        file(&head, "", &more)
    }),
    ("sources, searches and views", |n| {
        let text = long(n);
        let head = format!(
            "sources: [(id: \"s\", title: \"{text}\", publisher: \"{text}\", url: \"https://example.org/{}\")],
             filters: [(name: \"{text}\", query: \"tag:x {text}\")], views: [(name: \"v\", query: \"{text}\")],",
            word(n)
        );
        file(&head, "sources: [\"s\", \"https://example.org/\"]", "")
    }),
];

/// Calls `visit` in every state of the window that shows an event, a lane or a text of the file.
fn walk(text: &str, mut visit: impl FnMut(&mut Window, &str)) {
    let mut window = Window::of("hostile.ron", text);
    window.push(Command::View(ViewCommand::ReduceMotion(true)));
    window.push(Command::View(ViewCommand::FitAll));
    visit(&mut window, "as opened");
    window.push(Command::Select(SelectCommand::Reveal(EventIx(0))));
    visit(&mut window, "an event");
    window.push(Action::EditEvent.command());
    visit(&mut window, "the form of an event");
    window.key(Key::Escape);
    window.push(Command::Select(SelectCommand::NextCoincidence { later: true }));
    window.push(Command::Select(SelectCommand::Coincidence(0)));
    visit(&mut window, "a coincidence");
    for panel in [Panel::Coincidences, Panel::Pairs, Panel::History] {
        window.push(Command::View(ViewCommand::Toggle(panel)));
        window.wait_until(|window| !window.app().is_busy());
        visit(&mut window, &format!("the panel {panel:?}"));
    }
    window.push(Action::Problems.command());
    visit(&mut window, "the problems");
    window.push(Command::Search(SearchCommand::Ask("name Talks".to_owned())));
    visit(&mut window, "a search");
    window.push(Command::Search(SearchCommand::Clear));
    window.push(Command::View(ViewCommand::ShowProblem(0, 150)));
    visit(&mut window, "a problem");
    menus_and_questions(&mut window, &mut visit);
    pointing(&mut window, &mut visit);
}

fn menus_and_questions(window: &mut Window, visit: &mut impl FnMut(&mut Window, &str)) {
    for scope in [Scope::All, Scope::Lanes, Scope::Align] {
        window.push(Command::View(ViewCommand::Palette(scope)));
        visit(window, &format!("list of {scope:?}"));
        window.harness.event(egui::Event::Text("a".to_owned()));
        window.settle();
        visit(window, &format!("list of {scope:?}, typed"));
        window.push(Command::View(ViewCommand::Palette(scope)));
    }
    let lane = window.app().session().document().lanes()[0].id.clone();
    let title = window.app().session().document().event(EventIx(0)).id.clone();
    let field = coeval::edit::Field::Importance(5);
    window.push(Command::Edit(EditCommand::Apply(coeval::edit::Edit::SetField { event: title, field })));
    visit(window, "a change");
    let questions = [
        Command::Edit(EditCommand::AskLane(lane.clone(), LaneAsk::Merge)),
        Command::Edit(EditCommand::AskLane(lane, LaneAsk::Look)),
        Action::Timeline.command(),
        Command::Edit(EditCommand::AskReplace),
        Command::Named(NamedCommand::Ask(Named::Filter)),
        Command::File(FileCommand::Exchange(ExchangeCommand::AskExport)),
    ];
    for (at, question) in questions.into_iter().enumerate() {
        window.push(question);
        visit(window, &format!("question {at}"));
        window.key(Key::Escape);
        window.key(Key::Escape);
    }
    for menu in ["Edit", "View", "File"] {
        window.click(egui::accesskit::Role::Button, menu);
        visit(window, &format!("menu {menu}"));
        (0..2).for_each(|_| window.key(Key::Escape));
    }
    window.push(Command::Select(SelectCommand::Toggle(EventIx(0))));
    window.push(Command::Select(SelectCommand::Toggle(EventIx(1))));
    visit(window, "several events");
    window.push(Command::Select(SelectCommand::Event(EventIx(0))));
    window.press(Modifiers::SHIFT, Key::F10);
    visit(window, "the menu of a lane");
    (0..2).for_each(|_| window.key(Key::Escape));
}

fn pointing(window: &mut Window, visit: &mut impl FnMut(&mut Window, &str)) {
    let origin = window.app().canvas_state().place().unwrap().min.to_vec2();
    let of_first =
        |(_, target): &&(_, Target)| matches!(target, Target::Event(EventIx(0)) | Target::Hidden(_));
    let hits = &window.app().canvas_state().picture().unwrap().hits;
    let at =
        hits.iter().rev().find(of_first).map_or(Pos2::new(900.0, 400.0), |(rect, _)| rect.center() + origin);
    window.harness.event(egui::Event::PointerMoved(at));
    window.harness.run_steps(8);
    let looked = (looks(), allocated_bytes());
    window.harness.step();
    assert!(looks() - looked.0 < 200_000 && allocated_bytes() - looked.1 < 40_000_000, "under the pointer");
    let button = egui::PointerButton::Secondary;
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    window.settle();
    visit(window, "the menu of an event");
}

fn measured(text: &str) -> Vec<(String, Work)> {
    let mut all = Vec::new();
    walk(text, |window, state| {
        let work = idle(window);
        all.push((state.to_owned(), work));
    });
    all
}

/// How much more a frame may cost for each thing that a file has more: less than a look, hardly a number.
struct Limit {
    looks: f64,
    bytes: f64,
}

/// What does not hold of a file with few and with many of something.
fn broken(name: &str, hostile: Hostile, sizes: (usize, usize), limit: &Limit) -> Vec<String> {
    let mut broken = Vec::new();
    let [few, many] = [sizes.0, sizes.1].map(|size| measured(&hostile(size)));
    let more = (sizes.1 - sizes.0) as f64 * 2.0; // two frames
    for ((state, few), (_, many)) in few.into_iter().zip(many) {
        let beyond = many.beyond(few);
        if std::env::var_os("COEVAL_WORK").is_some() {
            println!("{name:28} {state:24} {many:?}");
        }
        let fine = (beyond.looks as f64) < limit.looks * more
            && (beyond.bytes as f64) < limit.bytes * more
            && beyond.shapes < 3000
            && beyond.letters < 60_000
            && beyond.said < 120_000;
        if !fine {
            broken.push(format!("{name}, {state}: {few:?} → {many:?}"));
        }
    }
    broken
}

fn hold(all: &[(&str, Hostile)], sizes: (usize, usize), limit: &Limit) {
    let broken: Vec<String> =
        all.iter().flat_map(|(name, hostile)| broken(name, *hostile, sizes, limit)).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn an_event_with_very_many_of_anything() {
    // Each of the countries that it involves is a lane; the lanes that are shown are a list of numbers.
    hold(&LISTS, (1000, 9000), &Limit { looks: 0.2, bytes: 64.0 });
}

#[test]
fn a_file_with_very_many_of_anything() {
    hold(&FILES, (1000, 6000), &Limit { looks: 0.3, bytes: 64.0 });
}

// A text may be copied a few times in a frame, which takes less than a millisecond; nothing else may grow with it.
const OF_TEXTS: Limit = Limit { looks: 0.001, bytes: 12.0 };

#[test]
fn texts_of_half_a_megabyte() {
    hold(&TEXTS[..2], (40_000, 500_000), &OF_TEXTS);
}

#[test]
fn accounts_of_half_a_megabyte() {
    hold(&TEXTS[2..3], (40_000, 500_000), &OF_TEXTS);
}

#[test]
fn ids_and_addresses_of_half_a_megabyte() {
    hold(&[TEXTS[3], TEXTS[5]], (40_000, 500_000), &OF_TEXTS);
}

#[test]
fn names_of_lanes_of_half_a_megabyte() {
    hold(&TEXTS[4..5], (40_000, 500_000), &OF_TEXTS);
}
