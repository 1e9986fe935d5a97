//! Work that is held up: shown, ended, superseded, and waited for. Nothing here goes by how long it takes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, Queryable};

use crate::analysis::{AlignOn, Listing, Rule, Sort};
use crate::app::session::BACKGROUND_ABOVE_EVENTS;
use crate::app::{App, Session, Settings};
use crate::edit::{Edit, Field, Several};
use crate::io;
use crate::io::export::Format;
use crate::model::{Day, EventIx};
use crate::ui::commands::{
    AlignCommand, Command, EditCommand, FileCommand, LaneCommand, ListCommand, Panel, SearchCommand,
    SelectCommand, ViewCommand,
};
use crate::ui::commands::{ExchangeCommand, ExportScope};
use crate::ui::dialogs::Question;
use crate::ui::widgets::style;

/// A window on so many events that what is done to them is done in the background.
struct Held {
    harness: Harness<'static, Option<App>>,
    gate: Arc<Mutex<()>>,
}

impl Held {
    fn new() -> Self {
        Self::of(1)
    }

    fn of(files: usize) -> Self {
        let mut harness = Harness::builder()
            .with_size(egui::vec2(1600.0, 900.0))
            .with_step_dt(0.1)
            .allow_missing_glyphs()
            .with_context_setup(style::install_fonts)
            .build_ui_state(
                move |ui, app: &mut Option<App>| {
                    app.get_or_insert_with(|| App::new(ui.ctx(), session(files), Settings::default())).ui(ui);
                },
                None,
            );
        harness.step();
        let gate = Arc::clone(&harness.state().as_ref().unwrap().jobs.gate);
        let mut held = Self { harness, gate };
        held.until_idle();
        held
    }

    fn app(&mut self) -> &mut App {
        self.harness.state_mut().as_mut().unwrap()
    }

    fn steps(&mut self, count: usize) {
        (0..count).for_each(|_| self.harness.step());
    }

    /// Pushes a command and holds up what it leads to, until that is seen and something was done about it.
    fn held_up(&mut self, command: Command, title: &str, meanwhile: impl FnOnce(&mut Self)) {
        let gate = Arc::clone(&self.gate);
        let guard = gate.lock().unwrap();
        self.app().push(command);
        self.steps(6);
        assert!(self.shows(title), "{title}");
        meanwhile(self);
        drop(guard);
    }

    /// As [`Held::held_up`], and ends it by its button; what came of it is nobody's.
    fn cancelled(&mut self, command: Command, title: &str, said: &str) {
        self.held_up(command, title, |held| {
            held.harness.get(By::new().role(Role::Button).label("Cancel")).click_accesskit();
            held.steps(3);
            assert!(held.says(said), "{said}");
        });
        self.until_idle();
    }

    fn until_idle(&mut self) {
        // What a command leads to is begun in the frame after it.
        self.steps(2);
        for _ in 0..3000 {
            self.harness.step();
            if !self.app().is_busy() {
                self.steps(2);
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it does not end");
    }

    fn shows(&self, title: &str) -> bool {
        let by = By::new().role(Role::ProgressIndicator).label_contains(title);
        self.harness.query_all(by).next().is_some()
    }

    fn says(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    fn do_not_wait(&mut self, command: Command) {
        self.app().push(command);
        self.steps(3);
    }

    fn do_it(&mut self, command: Command) {
        self.app().push(command);
        self.until_idle();
    }

    fn dates(&mut self) -> Vec<String> {
        let events = self.app().session.document().events();
        events.iter().take(50).map(|event| event.date.to_string()).collect()
    }

    fn select_all(&mut self) {
        let day = |year| Day::from_ymd(year, 1, 1).unwrap();
        self.do_it(Command::Select(SelectCommand::Within(day(1800), day(2100))));
        assert_eq!(self.app().selection().len(), EVENTS);
    }
}

const EVENTS: usize = BACKGROUND_ABOVE_EVENTS + 400;

fn session(files: usize) -> Session {
    let event = |at: usize| {
        let lane = ["IR", "IL", "AZ"][at / 1261 % 3];
        let tag = if at.is_multiple_of(5000) { "rare" } else { "often" };
        let (year, month, day) = (1910 + at % 90, at % 12 + 1, at % 28 + 1);
        format!(
            "(id: \"e{at}\", date: \"{year}-{month:02}-{day:02}\", title: \"event {at}\", country: \"{lane}\", tags: [\"{tag}\"]),\n"
        )
    };
    let file = |which: usize| {
        let text: String = (0..EVENTS).filter(|at| at % files == which).map(event).collect();
        (PathBuf::from(format!("many{which}.ron")), io::read(&format!("(events: [{text}])")))
    };
    Session::opened((0..files).map(file).collect())
}

fn edit(command: EditCommand) -> Command {
    Command::Edit(command)
}

fn within(tolerance_days: u8) -> Command {
    let rule = Rule { tolerance_days, ..Listing::default().rule };
    Command::List(ListCommand::By(Listing { rule, ..Listing::default() }))
}

#[test]
fn a_change_of_many_events_can_be_ended_and_undone() {
    let mut held = Held::new();
    held.select_all();
    let before = held.dates();
    let title = "Moving 20,400 events";
    held.cancelled(edit(EditCommand::Nudge { later: true }), title, "nothing was changed");
    assert_eq!(held.dates(), before);
    assert!(!held.app().session.is_changed());
    assert!(held.app().session.undo_label().is_none());
    // Esc ends it too, and nothing else.
    held.held_up(edit(EditCommand::Nudge { later: true }), title, |held| {
        held.harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
        held.steps(3);
        assert!(held.says("nothing was changed") && !held.shows("Moving"));
    });
    held.until_idle();
    assert_eq!((held.dates(), held.app().selection().len()), (before.clone(), EVENTS));

    held.do_it(edit(EditCommand::Nudge { later: true }));
    let after = held.dates();
    assert!(before.iter().zip(&after).all(|(before, after)| before != after));
    assert_eq!(held.app().selection().len(), EVENTS, "what is selected stays so");
    held.cancelled(edit(EditCommand::Undo), "Undoing: Move 20,400 events", "nothing was changed");
    assert_eq!(held.dates(), after);
    held.do_it(edit(EditCommand::Undo));
    assert_eq!(held.dates(), before);
    assert!(!held.app().session.is_changed());
    held.do_it(edit(EditCommand::Redo));
    assert_eq!(held.dates(), after);
    held.do_it(edit(EditCommand::Delete));
    assert_eq!(held.app().session.document().events().len(), 0);
    assert!(held.app().selection().is_empty());
    held.do_it(edit(EditCommand::Jump(0)));
    assert_eq!(held.dates(), before);
}

#[test]
fn what_is_asked_for_during_a_change_comes_after_it() {
    let mut held = Held::new();
    held.select_all();
    let before = held.dates();
    held.held_up(edit(EditCommand::Several(Several::Shift(1))), "Moving", |held| {
        let event = held.app().session.document().events()[0].id.clone();
        for title in ["W", "Wo", "Word"] {
            let field = Field::Title(title.to_owned());
            held.app().push(edit(EditCommand::Apply(Edit::SetField { event: event.clone(), field })));
        }
        held.app().push(edit(EditCommand::EndGroup));
        held.app().push(Command::File(FileCommand::New));
        held.steps(2);
        assert_eq!(held.dates(), before, "nothing of it yet");
    });
    held.until_idle();
    let app = held.app();
    assert_eq!(app.session.document().events()[0].title, "Word");
    let steps: Vec<&str> = app.session.history().steps().collect();
    assert_eq!(steps.len(), 2, "{steps:?}");
    assert!(matches!(app.question, Question::Unsaved(FileCommand::New)), "what is not saved is asked about");
}

#[test]
fn a_save_meanwhile_is_known_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let mut held = Held::new();
    let path = folder.path().join("saved.ron");
    held.do_it(Command::File(FileCommand::SaveTo(path.clone())));
    held.select_all();
    held.held_up(edit(EditCommand::Several(Several::AddTag("all".to_owned()))), "Tagging", |held| {
        held.app().push(Command::File(FileCommand::Save));
        held.steps(2);
    });
    held.until_idle();
    assert!(!held.app().session.is_changed(), "the save has waited for the change");
    let tagged = io::read(&std::fs::read_to_string(path).unwrap()).document;
    assert!(tagged.events().iter().all(|event| event.tags.iter().any(|tag| *tag == *"all")));
}

#[test]
fn a_listing_that_was_ended_leaves_the_list_as_it_was() {
    let mut held = Held::new();
    held.do_it(Command::View(ViewCommand::Toggle(Panel::Coincidences)));
    let count = held.app().session.coincidences().len();
    held.cancelled(within(7), "Listing coincidences", "the list is unchanged");
    let listed = held.app().session.listing().clone();
    assert_eq!(held.app().view.listing, listed);
    assert_eq!(held.app().session.coincidences().len(), count);

    // What is newer takes its place.
    held.held_up(within(7), "Listing coincidences", |held| {
        held.app().push(within(1));
        held.steps(3);
    });
    held.until_idle();
    assert_eq!(held.app().session.listing().rule.tolerance_days, 1);

    // Where events have gone there is no list to go back to: that is said, and it can be had.
    let gate = Arc::clone(&held.gate);
    let guard = gate.lock().unwrap();
    let gone = held.app().session.document().events()[0].id.clone();
    held.app().session.apply(Edit::Remove { events: vec![gone] }).unwrap();
    held.steps(6);
    held.harness.get(By::new().role(Role::Button).label("Cancel")).click_accesskit();
    held.steps(3);
    drop(guard);
    held.until_idle();
    assert!(
        held.says("Listing was cancelled; the list is out of date")
            && held.app().session.coincidences().is_empty()
    );
    held.harness.get_by_label("Update list").click_accesskit();
    held.steps(2);
    held.until_idle();
    assert!(
        !held.says("Listing was cancelled; the list is out of date")
            && !held.app().session.coincidences().is_empty()
    );
}

#[test]
fn lanes_of_another_kind_that_were_ended_are_not_arranged() {
    let mut held = Held::new();
    let lanes = held.app().session.lanes().by();
    held.do_it(Command::View(ViewCommand::Lane(LaneCommand::Hide(1))));
    held.cancelled(Command::View(ViewCommand::NextLanesBy), "Arranging the lanes", "Listing cancelled");
    assert_eq!(held.app().session.lanes().by(), lanes);
    assert_eq!(held.app().view.listing.rule.lanes_by, lanes);
    assert_eq!(held.app().shown_lanes().shown.len(), 2, "what was hidden stays so");
}

#[test]
fn a_search_that_was_ended_goes_back_to_what_was_found() {
    let mut held = Held::new();
    let ask = |text: &str| Command::Search(SearchCommand::Ask(text.to_owned()));
    held.cancelled(ask("event"), "Preparing the search", "Search cancelled");
    assert!(held.app().view.search.text.is_empty() && held.app().view.search.found.is_none());
    held.do_it(ask("tag:rare"));
    let found = held.app().view.search.found.as_ref().unwrap().len();
    assert_eq!(found, 5);
    held.cancelled(ask("tag:often"), "Searching", "Search cancelled");
    assert_eq!(held.app().view.search.text, "tag:rare");
    assert_eq!(held.app().view.search.found.as_ref().unwrap().len(), found);
}

#[test]
fn an_order_that_was_ended_is_by_date() {
    let mut held = Held::new();
    held.do_it(Command::View(ViewCommand::Toggle(Panel::Coincidences)));
    let sort = |sort| Command::List(ListCommand::Sort(sort));
    held.cancelled(sort(Sort::Shared), "Counting what events have in common", "the list is sorted by date");
    assert_eq!(held.app().view.sort, Sort::Date);
    held.do_it(sort(Sort::Shared));
    assert!(held.app().session.keys_of(Sort::Shared).is_some());
}

#[test]
fn what_is_aligned_on_a_tag_can_be_ended() {
    let mut held = Held::new();
    let on = AlignOn::Tag("rare".to_owned());
    let title = "Overlaying occurrences";
    held.cancelled(Command::Align(AlignCommand::On(on)), title, "Aligning cancelled");
    assert!(held.app().view.align.shown().is_none() && !held.app().view.align.is_waiting());
}

#[test]
fn exports_and_imports_can_be_ended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.csv");
    let mut held = Held::new();
    let exchange = |command| Command::File(FileCommand::Exchange(command));
    let export =
        |notes| exchange(ExchangeCommand::ExportTo(path.clone(), Format::Csv, notes, ExportScope::All));
    held.cancelled(export(false), "Exporting all.csv", "no file was written");
    // The thread had not begun to write.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    held.do_it(export(true));
    let read = || exchange(ExchangeCommand::Read(path.clone()));
    held.cancelled(read(), "Reading all.csv", "Import cancelled");
    assert!(matches!(held.app().question, Question::None));
    held.do_it(read());
    assert!(matches!(held.app().question, Question::Import(_)));
    held.cancelled(exchange(ExchangeCommand::Take), "Importing 20,400 events", "Import cancelled");
    assert!(!held.app().session.is_changed());
    held.cancelled(exchange(ExchangeCommand::AskExport), "Checking what each format", "Export cancelled");
    assert!(matches!(held.app().question, Question::None));
    held.do_it(exchange(ExchangeCommand::AskExport));
    assert!(matches!(held.app().question, Question::Export(_)));
}

#[test]
fn work_that_breaks_leaves_nothing_waiting() {
    let mut held = Held::new();
    let before = held.dates();
    let ctx = held.harness.ctx.clone();
    held.app().change(&ctx, "Breaking", false, |_| panic!("on purpose"));
    held.until_idle();
    assert!(held.says("Something went wrong in the background"));
    assert_eq!(held.dates(), before);
    held.select_all();
    held.do_it(edit(EditCommand::Several(Several::Shift(1))));
    assert_ne!(held.dates(), before, "what comes next is done");
}

#[test]
fn copying_very_much_can_be_ended() {
    let mut held = Held::new();
    held.select_all();
    held.cancelled(edit(EditCommand::Copy), "Copying 20,400 events", "the clipboard is unchanged");
    held.do_it(edit(EditCommand::Copy));
    assert!(held.says("Copied 20,400 events"));
    let list = Command::List(ListCommand::Copy("CSV"));
    held.cancelled(list, "Copying the list as CSV", "the clipboard is unchanged");
}

#[test]
fn what_very_many_have_in_common_and_what_links_to_what_is_found() {
    let mut held = Held::new();
    held.select_all();
    assert!(held.says("Remove tag often") && held.says("Remove tag rare"));
    let day = |year| Day::from_ymd(year, 1, 1).unwrap();
    let gate = Arc::clone(&held.gate);
    let guard = gate.lock().unwrap();
    held.do_not_wait(Command::Select(SelectCommand::Within(day(1800), day(1950))));
    assert!(held.says("counting…"));
    drop(guard);
    held.until_idle();
    assert!(!held.says("counting…"));

    held.do_it(Command::Select(SelectCommand::Event(EventIx(3))));
    assert!(!held.says("Links"));
    let link =
        crate::model::Link { to: crate::model::EventId::new("e3"), kind: "after".into(), by: "".into() };
    let event = held.app().session.document().events()[9].id.clone();
    let links = Edit::SetField { event, field: Field::Links(vec![link]) };
    held.do_it(edit(EditCommand::Apply(links)));
    assert!(held.says("Links") && held.says("event 9"), "from the other end");
}

#[test]
fn a_long_range_is_measured_beside_the_window() {
    let mut held = Held::new();
    let (first, last) = (Day::from_ymd(1905, 1, 1).unwrap(), Day::from_ymd(2005, 1, 1).unwrap());
    let gate = Arc::clone(&held.gate);
    let guard = gate.lock().unwrap();
    held.app().widgets.canvas.measure.extend(first, last.since(first));
    held.steps(3);
    assert!(held.says("counting…"));
    drop(guard);
    held.until_idle();
    assert!(held.says("20,400 events") && !held.says("counting…"));
}

#[test]
fn all_files_in_one_are_saved_beside_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.ron");
    let mut held = Held::of(2);
    assert_eq!(held.app().session.files().len(), 2);
    held.app().files.save_part = crate::ui::commands::SavePart::All;
    held.do_it(Command::File(FileCommand::SaveTo(path.clone())));
    let app = held.app();
    assert_eq!((app.session.files().len(), app.session.is_changed()), (1, false));
    assert_eq!(app.session.files()[0].path.as_ref(), Some(&path));
    assert_eq!(app.session.document().events().len(), EVENTS);
}
