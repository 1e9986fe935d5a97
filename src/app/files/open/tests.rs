//! The beginning of a long file takes the place of what is open, and the whole that of the beginning: driven by hand,
//! as how long reading takes is nobody's to say.

use std::path::PathBuf;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{Opened, Opening, Previewed, Work};
use crate::app::{App, Session, Settings};
use crate::edit::{Edit, Field};
use crate::io::{self, Preview};
use crate::layout::Viewport;
use crate::model::{Day, EventId, EventIx, Progress};
use crate::ui::commands::{Command, EditCommand, FileCommand, SelectCommand};
use crate::ui::state::navigate::fit_all;
use crate::ui::widgets::style;

const OPEN: &str =
    "(title: \"Open\", events: [(id: \"o\", date: \"2024-10-14\", title: \"Talks\", country: \"IR\")])";
const FIRST: &str = "(title: \"Long\", events: [
    (id: \"a\", date: \"1950-01-01\", title: \"A\", country: \"IR\"),
    (id: \"b\", date: \"1960-01-01\", title: \"B\", country: \"IL\"),";
const REST: &str = "(id: \"c\", date: \"1990-01-01\", title: \"C\", country: \"AZ\"),";

struct Scenario {
    harness: Harness<'static, Option<App>>,
    progress: Arc<Progress>,
}

impl Scenario {
    fn new() -> Self {
        let mut harness = Harness::builder()
            .with_size(egui::vec2(1600.0, 900.0))
            .allow_missing_glyphs()
            .with_context_setup(style::install_fonts)
            .build_ui_state(
                |ui, app: &mut Option<App>| {
                    let new = || App::new(ui.ctx(), session(OPEN), Settings::default());
                    app.get_or_insert_with(new).ui(ui);
                },
                None,
            );
        harness.run();
        let mut scenario = Self { harness, progress: Arc::default() };
        let progress = Arc::clone(&scenario.progress);
        let app = scenario.app();
        let before = app.session.version();
        let name = "long.ron".to_owned();
        let work = Work { progress, ..Work::new("Opening long.ron", 0.0) };
        app.files.opening = Some(Opening { name, work, before, former: None });
        scenario
    }

    /// With the beginning shown.
    fn shown() -> Self {
        let mut scenario = Self::new();
        scenario.preview();
        assert_eq!(scenario.title(), "Long");
        scenario
    }

    fn app(&mut self) -> &mut App {
        self.harness.state_mut().as_mut().unwrap()
    }

    fn title(&mut self) -> String {
        self.app().session.document().title().to_owned()
    }

    fn preview(&mut self) {
        let document = io::read(&format!("{FIRST}])")).document;
        let days = [1950, 1970].map(|year| Day::from_ymd(year, 1, 1).unwrap());
        let viewport = Viewport::fit(days[0], days[1]);
        let preview = Preview { document, about: 996_000, days: Some((days[0], days[1])) };
        let session = Session::preview(PathBuf::from("long.ron"), preview);
        let progress = Arc::clone(&self.progress);
        self.app().previewed(Previewed { progress, session, viewport });
        // An area shows itself in its second frame.
        self.harness.step();
        self.harness.step();
    }

    fn finish(&mut self, session: Option<Session>) {
        let progress = Arc::clone(&self.progress);
        let ctx = self.harness.ctx.clone();
        let opened =
            Opened { progress, session: session.map(Box::new), paths: Vec::new(), errors: Vec::new() };
        self.app().opened(&ctx, opened);
        self.harness.step();
    }

    fn push(&mut self, command: Command) {
        self.app().push(command);
        // What it says is made, measured and shown, each in a frame.
        (0..3).for_each(|_| self.harness.step());
    }

    fn says(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }
}

fn session(text: &str) -> Session {
    Session::opened(vec![(PathBuf::from("x.ron"), io::read(text))])
}

fn whole() -> Session {
    session(&format!("{FIRST} {REST}])"))
}

fn change(id: &str) -> Command {
    let field = Field::Title("Changed".to_owned());
    Command::Edit(EditCommand::Apply(Edit::SetField { event: EventId::new(id), field }))
}

#[test]
fn the_beginning_can_be_looked_at_and_not_changed() {
    let mut scenario = Scenario::shown();
    let reason = scenario.app().session.read_only_reason().unwrap();
    assert!(scenario.says("showing the first 2 of about 1,000,000 events"));
    scenario.push(change("a"));
    assert!(scenario.says(reason));
    assert_eq!(scenario.app().session.document().events()[0].title, "A");
    for command in [FileCommand::Save, FileCommand::SaveAs] {
        scenario.app().toasts.dismiss();
        scenario.push(Command::File(command));
        assert!(scenario.says(reason));
        assert!(!scenario.app().question.is_modal());
    }
    assert!(!scenario.app().session.is_changed());
}

#[test]
fn the_whole_takes_its_place_without_a_jump() {
    let mut scenario = Scenario::shown();
    scenario.push(Command::Select(SelectCommand::Event(EventIx(1))));
    let here = Viewport { from: 100.0, days: 400.0, scroll: 0.0 };
    scenario.app().view.set(here, 0.0);
    scenario.finish(Some(whole()));
    let app = scenario.app();
    assert_eq!((app.session.document().events().len(), app.session.is_partial()), (3, false));
    assert_eq!(app.view.selection.event, Some(EventIx(1)));
    assert_eq!((app.view.target().from, app.view.target().days), (here.from, here.days));
    scenario.push(change("a"));
    assert_eq!(scenario.app().session.document().events()[0].title, "Changed");
    assert!(!scenario.says("Reading long.ron"));
}

#[test]
fn who_has_not_moved_sees_all_of_it() {
    let mut scenario = Scenario::shown();
    scenario.finish(Some(whole()));
    let app = scenario.app();
    let (here, all) = (app.view.target(), fit_all(app.session.index()));
    assert_eq!((here.from, here.days), (all.from, all.days));
}

#[test]
fn ended_or_failed_it_leaves_what_was_open() {
    for ended in [true, false] {
        let mut scenario = Scenario::new();
        let here = Viewport { from: 19_000.0, days: 77.0, scroll: 0.0 };
        scenario.app().view.set(here, 0.0);
        scenario.preview();
        if ended {
            scenario.harness.get_by_label("Cancel").click_accesskit();
            scenario.harness.step();
            scenario.harness.step();
            assert!(scenario.progress.is_cancelled());
        }
        // What still comes in of what was ended is nobody's.
        scenario.finish(ended.then(whole));
        assert_eq!(scenario.title(), "Open");
        let days = scenario.app().view.target().days;
        assert_eq!(days, here.days);
        scenario.push(change("o"));
        assert!(scenario.app().session.is_changed());
    }
}

#[test]
fn another_document_takes_the_place_of_both() {
    let mut scenario = Scenario::shown();
    scenario.push(Command::File(FileCommand::New));
    assert!(scenario.progress.is_cancelled());
    scenario.finish(Some(whole()));
    assert_eq!(scenario.app().session.document().events().len(), 0);
    assert!(!scenario.app().session.is_partial());
}

#[test]
fn what_was_changed_meanwhile_stays_in_view() {
    let mut scenario = Scenario::new();
    scenario.push(change("o"));
    scenario.preview();
    assert_eq!(scenario.title(), "Open");
    assert!(scenario.app().session.is_changed());
}

#[test]
fn estimates_have_two_digits() {
    let rounded = [0, 7, 99, 996_123, 1_049_000, 1_050_000].map(super::rounded);
    assert_eq!(rounded, ["0", "7", "99", "1,000,000", "1,000,000", "1,100,000"]);
}
