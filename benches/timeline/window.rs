//! The window while something takes long: the longest frame of all while a million events are opened, searched, listed,
//! changed and saved. Frames run as often as a screen asks for them. They are told in time of the thread on a processor, and
//! the longest by the wall too: that has what the threads in the background take away where there are few processors.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

use coeval::analysis::{AlignOn, LanesBy, Listing, Rule, Sort};
use coeval::app::{App, Session, Settings};
use coeval::edit::{Names, Replacement, Several};
use coeval::io::export::Format;
use coeval::model::{Day, EventIx};
use coeval::ui::commands::{
    AlignCommand, Command, EditCommand, FileCommand, ListCommand, Panel, SearchCommand, SelectCommand,
    ViewCommand,
};
use coeval::ui::commands::{ExchangeCommand, ExportScope};
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};

use super::clock::Times;
use super::generator::Plan;
use super::report::{Measured, Report};

/// From one frame to the next.
const PACE: Duration = Duration::from_millis(8);
/// What a frame may take at the most, in microseconds.
const MOST: f64 = 50_000.0;

struct Screen {
    ctx: Context,
    app: App,
    began: Instant,
    /// The longest frame by the wall since the last report.
    longest: Duration,
}

impl Screen {
    fn new() -> Self {
        let ctx = Context::default();
        let app = App::new(&ctx, Session::sample(), Settings::default());
        Self { ctx, app, began: Instant::now(), longest: Duration::ZERO }
    }

    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 900.0))),
            time: Some(self.began.elapsed().as_secs_f64()),
            events,
            ..RawInput::default()
        };
        let (start, thread) = (Instant::now(), ThreadTime::now());
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.ui(ui));
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        drop(shapes);
        let (took, of_thread) = (start.elapsed(), thread.elapsed());
        self.longest = self.longest.max(took);
        if took > Duration::from_millis(30) && std::env::var_os("COEVAL_BENCH_STAGES").is_some() {
            println!(
                "# {took:.1?}: input, index, layout, paint, panels {:.1?}",
                self.app.frame_times().present()
            );
        }
        std::thread::sleep(PACE.saturating_sub(took));
        of_thread
    }

    /// The longest frame by the wall, for a report.
    fn by_wall(&mut self) -> String {
        format!("longest_wall_ms={}", std::mem::take(&mut self.longest).as_millis())
    }

    /// Frames until nothing is under way in the background and a while has passed.
    fn rest(&mut self, times: &mut Times) -> Duration {
        let start = Instant::now();
        let mut still = 0;
        let mut end = start;
        while still < 40 {
            times.push(self.frame(Vec::new()));
            if self.app.is_busy() {
                (still, end) = (0, Instant::now());
            } else {
                still += 1;
            }
        }
        end - start
    }
}

pub fn run(plan: Plan, path: &Path, report: &mut Report) {
    let mut screen = Screen::new();
    let mut idle = Times::default();
    screen.rest(&mut idle);
    let folder = path.parent().unwrap().to_owned();
    for (what, commands) in steps(path, &folder) {
        let mut times = Times::default();
        for command in commands {
            screen.app.push(command);
        }
        let took = screen.rest(&mut times);
        report.add(&Measured {
            bench: "window",
            what: format!("while={what} took_ms={} {}", took.as_millis(), screen.by_wall()),
            events: plan.events,
            p50_us: times.p50(),
            p99_us: times.share(1.0),
            ref_us: MOST,
            ratio: times.share(1.0) / MOST,
            most: 1.0,
        });
    }
    let mut times = Times::default();
    for letter in "people:alice -tag:war the".chars() {
        let event = Event::Text(letter.to_string());
        screen.app.push(Command::Search(SearchCommand::Focus));
        times.push(screen.frame(Vec::new()));
        times.push(screen.frame(vec![event]));
    }
    screen.rest(&mut times);
    let key = Event::Key {
        key: Key::Escape,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    times.push(screen.frame(vec![key]));
    screen.rest(&mut times);
    report.add(&Measured {
        bench: "window",
        what: format!("while=typing {}", screen.by_wall()),
        events: plan.events,
        p50_us: times.p50(),
        p99_us: times.share(1.0),
        ref_us: MOST,
        ratio: times.share(1.0) / MOST,
        most: 1.0,
    });
}

/// What is done, one thing after the other.
fn steps(path: &Path, folder: &Path) -> Vec<(&'static str, Vec<Command>)> {
    let edit = Command::Edit;
    let search = |text: &str| vec![Command::Search(SearchCommand::Ask(text.to_owned()))];
    let list = |tolerance_days: u8| {
        let rule = Rule { tolerance_days, ..Rule::default() };
        vec![Command::List(ListCommand::By(Listing { rule, ..Listing::default() }))]
    };
    let select = |from: i32, to: i32| {
        let day = |year| Day::from_ymd(year, 1, 1).unwrap();
        vec![Command::Select(SelectCommand::Within(day(from), day(to)))]
    };
    let with = |names, find: &str, with: &str| Replacement {
        names,
        find: find.to_owned(),
        with: with.to_owned(),
        whole: true,
    };
    let save_to = |name: &str| vec![Command::File(FileCommand::SaveTo(PathBuf::from(folder).join(name)))];
    let exchange = |command| Command::File(FileCommand::Exchange(command));
    let panel = |panel| vec![Command::View(ViewCommand::Toggle(panel))];
    vec![
        ("open", vec![Command::File(FileCommand::OpenPaths(vec![path.to_owned()]))]),
        ("nothing", vec![]),
        ("search", search("the")),
        ("search-more", search("the -tag:law")),
        ("only-found", vec![Command::Search(SearchCommand::HideRest)]),
        ("search-end", vec![Command::Search(SearchCommand::Clear)]),
        ("list-7-days", list(7)),
        ("list-panel", panel(Panel::Coincidences)),
        ("list-by-surprise", vec![Command::List(ListCommand::Sort(Sort::Surprise))]),
        ("list-0-days", list(0)),
        ("lanes-by-tag", vec![Command::View(ViewCommand::NextLanesBy)]),
        ("pairs-panel", panel(Panel::Pairs)),
        ("lanes-by-country", vec![Command::View(ViewCommand::LanesBy(LanesBy::Country))]),
        ("pairs-panel-away", panel(Panel::Pairs)),
        ("select-100k", select(1950, 1960)),
        ("nudge-100k", vec![edit(EditCommand::Nudge { later: true })]),
        ("undo-100k", vec![edit(EditCommand::Undo)]),
        ("redo-100k", vec![edit(EditCommand::Redo)]),
        ("delete-100k", vec![edit(EditCommand::Delete)]),
        ("undo-delete", vec![edit(EditCommand::Undo)]),
        ("select-all", select(1800, 2100)),
        ("several-panel", panel(Panel::Inspector)),
        ("nudge-all", vec![edit(EditCommand::Nudge { later: true })]),
        ("undo-all", vec![edit(EditCommand::Undo)]),
        ("copy-all", vec![edit(EditCommand::Copy)]),
        ("select-none", vec![Command::Select(SelectCommand::Nothing)]),
        ("new-event", vec![edit(EditCommand::New(None))]),
        ("delete-it", vec![edit(EditCommand::Delete)]),
        ("select-one", vec![Command::Select(SelectCommand::Event(EventIx(77)))]),
        ("nudge-one", vec![edit(EditCommand::Nudge { later: true })]),
        ("next-event", vec![Command::Select(SelectCommand::Next { later: true, any_lane: true })]),
        ("next-lane", vec![Command::Select(SelectCommand::Lane { down: true })]),
        ("next-coincidence", vec![Command::Select(SelectCommand::NextCoincidence { later: true })]),
        ("fit-all", vec![Command::View(ViewCommand::FitAll)]),
        ("ask-replace", vec![edit(EditCommand::AskReplace)]),
        ("replace-away", vec![edit(EditCommand::CloseQuestion)]),
        ("replace", vec![edit(EditCommand::Several(Several::Replace(with(Names::Tags, "military", "war"))))]),
        ("undo-replace", vec![edit(EditCommand::Undo)]),
        ("copy-list", vec![Command::List(ListCommand::Copy("CSV"))]),
        ("align-on-tag", vec![Command::Align(AlignCommand::On(AlignOn::Tag("law".to_owned())))]),
        ("align-away", vec![Command::Align(AlignCommand::Leave)]),
        ("ask-export", vec![exchange(ExchangeCommand::AskExport)]),
        (
            "export-csv",
            vec![exchange(ExchangeCommand::ExportTo(
                folder.join("all.csv"),
                Format::Csv,
                false,
                ExportScope::All,
            ))],
        ),
        ("import-csv", vec![exchange(ExchangeCommand::Read(folder.join("all.csv")))]),
        ("take-it", vec![exchange(ExchangeCommand::Take)]),
        ("undo-import", vec![edit(EditCommand::Undo)]),
        ("open-again", vec![Command::File(FileCommand::OpenPaths(vec![path.to_owned()]))]),
        ("select-one", vec![Command::Select(SelectCommand::Event(EventIx(77)))]),
        ("nudge-it", vec![edit(EditCommand::Nudge { later: true })]),
        ("save", vec![Command::File(FileCommand::Save)]),
        ("save-as", save_to("other.ron")),
        ("new-timeline", vec![Command::File(FileCommand::New)]),
    ]
}
