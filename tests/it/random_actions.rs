//! Whatever a person does in whatever order: what is open at the end, and what is in the file after a save, is what the same
//! changes make of a plain document without a window. All else that is done (looking, searching, pointing, opening and closing
//! panels) must leave no trace. From seeds, so that what went wrong happens again; for a few seconds, or for as many as
//! `COEVAL_RANDOM_SECONDS` says.

use std::path::Path;
use std::time::{Duration, Instant};

use coeval::app::Session;
use coeval::edit::{Edit, Several, apply, between};
use coeval::io;
use coeval::io::disk::recovery::Store;
use coeval::model::{Document, EventIx};
use coeval::ui::commands::action::Action;
use coeval::ui::commands::{
    Command, EditCommand, FileCommand, LaneCommand, Panel, Scope, SearchCommand, SelectCommand, ViewCommand,
};
use egui::{Key, Modifiers, Pos2};

use crate::support::any_edit::any_edit;
use crate::support::dice::Dice;
use crate::support::window::Window;

const FILE: &str = "// kept by hand
(title: \"Caspian\", lanes: [(id: \"IR\"), (id: \"XQ1\", name: \"Quarter\")], sources: [(id: \"s1\", title: \"Arvak\")], events: [
    (id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\", tags: [\"diplomacy\"], sources: [\"s1\"]), // first
    (id: \"b\", date: \"2024-10-14T09:30Z\", title: \"Visit\", country: \"IL\", involves: [\"AZ\"]),
    (id: \"c\", date: \"2022-02-24/2022-03-02?\", title: \"دیدار\", country: \"AZ\", place: \"Bakı\", note: \"mine\"),
])
";

/// So many actions are a round, after which all is compared and a new window is opened.
const ROUND: usize = 120;

/// The same changes made to a document, with the steps back.
struct Plain {
    document: Document,
    undo: Vec<Edit>,
    redo: Vec<Edit>,
}

impl Plain {
    fn change(&mut self, edit: Edit) -> bool {
        let Ok(inverse) = apply(&mut self.document, edit) else { return false };
        self.undo.push(inverse);
        self.redo.clear();
        true
    }

    fn back(&mut self) {
        if let Some(edit) = self.undo.pop() {
            self.redo.push(apply(&mut self.document, edit).unwrap());
        }
    }

    fn again(&mut self) {
        if let Some(edit) = self.redo.pop() {
            self.undo.push(apply(&mut self.document, edit).unwrap());
        }
    }
}

fn is_same(a: &Document, b: &Document) -> bool {
    between(a, b).is_empty() && between(b, a).is_empty()
}

fn push(window: &mut Window, command: Command) {
    window.app_mut().push(command);
    window.harness.step();
}

/// A change, the same in the window and in the document; returns what it was.
fn change(window: &mut Window, plain: &mut Plain, dice: &mut Dice) -> String {
    match dice.roll(9) {
        0 => {
            push(window, Command::Edit(EditCommand::Undo));
            plain.back();
            "Undo".to_owned()
        }
        1 => {
            push(window, Command::Edit(EditCommand::Redo));
            plain.again();
            "Redo".to_owned()
        }
        2 => {
            let all = plain.undo.len() + plain.redo.len();
            let to = dice.roll(all + 1);
            push(window, Command::Edit(EditCommand::Jump(to)));
            while plain.undo.len() > to {
                plain.back();
            }
            while plain.undo.len() < to {
                plain.again();
            }
            format!("Jump({to})")
        }
        3 if plain.document.events().len() > 1 => {
            let first = dice.roll(plain.document.events().len() - 1) as u32;
            let of = [EventIx(first), EventIx(first + 1)];
            push(window, Command::Select(SelectCommand::Event(of[0])));
            push(window, Command::Select(SelectCommand::Toggle(of[1])));
            let what = match dice.roll(3) {
                0 => Several::AddTag(format!("tag {}", dice.roll(4))),
                1 => Several::RemoveTag("diplomacy".to_owned()),
                _ => Several::Shift(dice.roll(9) as i32 - 4),
            };
            let (edit, told) = (what.edit(&plain.document, &of), format!("{what:?} of {of:?}"));
            push(window, Command::Edit(EditCommand::Several(what)));
            if !edit.is_empty() {
                plain.change(edit);
            }
            told
        }
        _ => {
            let edit = any_edit(&plain.document, dice);
            if edit.is_empty() {
                // No step is made of nothing.
                return "nothing".to_owned();
            }
            push(window, Command::Edit(EditCommand::Apply(edit.clone())));
            push(window, Command::Edit(EditCommand::EndGroup));
            let told = format!("{edit:?}");
            if plain.change(edit) { told } else { format!("refused: {told}") }
        }
    }
}

/// Anything that changes nothing.
fn look(window: &mut Window, dice: &mut Dice) {
    let events = window.app().session().document().events().len();
    let lanes = window.app().session().document().lanes().len() as u32;
    let event = EventIx(dice.roll(events + 1) as u32);
    let lane = dice.roll(lanes as usize + 1) as u32;
    let panel = [Panel::Coincidences, Panel::Pairs, Panel::History, Panel::Keys][dice.roll(4)];
    let view = |command| Command::View(command);
    let lane_command = [
        LaneCommand::Collapse(lane),
        LaneCommand::Hide(lane),
        LaneCommand::Pin(lane),
        LaneCommand::Solo(lane),
        LaneCommand::Move { lane, before: None },
        LaneCommand::ShowAll,
    ][dice.roll(6)];
    let query =
        dice.pick(&["talks", "tag:diplomacy", "country:IR", "دیدار", "is:disputed", "(", "after:2023"]);
    let command = match dice.roll(16) {
        0 => view(ViewCommand::FitAll),
        1 => view(ViewCommand::Zoom([0.1, 0.5, 3.0, 40.0][dice.roll(4)])),
        2 => view(ViewCommand::Pan(dice.roll(5) as f64 - 2.0)),
        3 => view(ViewCommand::Toggle(panel)),
        4 => view(ViewCommand::Lane(lane_command)),
        5 => view(ViewCommand::NextLanesBy),
        6 => view(ViewCommand::Escape),
        7 => {
            view([ViewCommand::Back, ViewCommand::Forward, ViewCommand::Home, ViewCommand::End][dice.roll(4)])
        }
        8 => Command::Search(SearchCommand::Ask((*query).to_owned())),
        9 => Command::Search(SearchCommand::Clear),
        10 => Command::Select(SelectCommand::Event(event)),
        11 => Command::Select(SelectCommand::NextCoincidence { later: dice.one_in(2) }),
        12 => Command::Select(SelectCommand::Next { later: dice.one_in(2), any_lane: dice.one_in(2) }),
        13 => Action::Problems.command(),
        14 => view(ViewCommand::Palette(Scope::All)),
        _ => {
            point(window, dice);
            return;
        }
    };
    let types = matches!(command, Command::View(ViewCommand::Palette(_)));
    push(window, command);
    if types {
        window.harness.event(egui::Event::Text("zo".to_owned()));
        window.harness.step();
        window.key(Key::Escape);
    }
}

/// The pointer somewhere, a wheel, another size of the window.
fn point(window: &mut Window, dice: &mut Dice) {
    let at = Pos2::new(dice.roll(1600) as f32, dice.roll(900) as f32);
    window.harness.event(egui::Event::PointerMoved(at));
    window.harness.step();
    if dice.one_in(2) {
        let delta = egui::vec2(0.0, dice.roll(80) as f32 - 40.0);
        window.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        window.harness.step();
    }
    if dice.one_in(4) {
        window.harness.set_size(egui::vec2(500.0 + dice.roll(1400) as f32, 400.0 + dice.roll(700) as f32));
        window.harness.step();
    }
}

fn save(window: &mut Window, plain: &Plain, path: &Path, seed: u64) {
    window.push(Command::File(FileCommand::Save));
    window.wait_until(|window| !window.app().session().is_changed());
    let loaded = io::open(path).unwrap();
    let differs = between(&plain.document, &loaded.document);
    assert!(
        is_same(&plain.document, &loaded.document),
        "seed {seed}: the file says something else: {differs:?}\n{}",
        std::fs::read_to_string(path).unwrap()
    );
}

/// One round; returns how many changes there were.
fn round(seed: u64) -> usize {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("t.ron");
    std::fs::write(&path, FILE).unwrap();
    let loaded = io::open(&path).unwrap();
    let mut plain = Plain { document: loaded.document.clone(), undo: Vec::new(), redo: Vec::new() };
    let (opened, store) = (path.clone(), Store::new(desk.path().join("recovery")));
    let mut window = Window::safe(move || Session::opened(vec![(opened, loaded)]), store);
    push(&mut window, Command::View(ViewCommand::ReduceMotion(true)));
    let mut dice = Dice::new(seed);
    let mut changes = 0;
    for _ in 0..ROUND {
        if dice.one_in(2) {
            let done = change(&mut window, &mut plain, &mut dice);
            changes += 1;
            let history = window.app().session().history();
            let (steps, own) = ((history.position(), history.steps().len()), plain.undo.len());
            if std::env::var_os("COEVAL_RANDOM_LOG").is_some() {
                println!("{done} {steps:?}");
            }
            assert_eq!(steps, (own, own + plain.redo.len()), "seed {seed}: other steps after {done}");
            let document = window.app().session().document();
            let differs = between(&plain.document, document);
            assert!(
                differs.is_empty(),
                "seed {seed}: after {done} the window shows something else: {differs:?}"
            );
        } else if dice.one_in(30) {
            save(&mut window, &plain, &path, seed);
        } else {
            look(&mut window, &mut dice);
        }
    }
    save(&mut window, &plain, &path, seed);
    while !plain.undo.is_empty() {
        push(&mut window, Command::Edit(EditCommand::Undo));
        plain.back();
    }
    let document = window.app().session().document();
    assert!(is_same(&plain.document, document), "seed {seed}: undone, it is something else");
    changes
}

#[test]
fn whatever_is_done_in_whatever_order() {
    let seconds = std::env::var("COEVAL_RANDOM_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let until = Instant::now() + Duration::from_secs(seconds);
    let first = std::env::var("COEVAL_RANDOM_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let (mut rounds, mut changes) = (0_u64, 0);
    while rounds == 0 || Instant::now() < until {
        changes += round(first + rounds);
        rounds += 1;
    }
    println!("{rounds} rounds of {ROUND} actions, {changes} changes");
    assert!(changes > ROUND / 5);
}
