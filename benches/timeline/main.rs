//! What a million events cost: `cargo bench` measures the table of docs/performance.md, one line per measurement
//! for scripts and a table for people at the end. `cargo bench -- --events 20000` takes seconds, and
//! `--only frame,load` takes a part.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod clock;
mod coincidences;
mod edit;
mod frame;
mod import;
mod load;
mod report;
mod search;
mod window;
mod world;

#[path = "../support/details.rs"]
mod details;
#[path = "../support/foreign.rs"]
mod foreign;
#[path = "../support/form.rs"]
mod form;
#[path = "../support/generator.rs"]
mod generator;
#[path = "../support/ron_file.rs"]
mod ron_file;

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use form::Form;
use generator::{Plan, Shape};
use report::Report;

/// As the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
struct Arguments {
    /// How many events (also COEVAL_BENCH_EVENTS)
    #[arg(long)]
    events: Option<usize>,
    /// In how many lanes
    #[arg(long, default_value_t = 200)]
    lanes: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, value_enum, default_value_t = Shape::Uniform)]
    shape: Shape,
    /// How many frames of each zoom
    #[arg(long, default_value_t = 200)]
    frames: usize,
    /// Only these zooms of the frames, by name
    #[arg(long, value_delimiter = ',')]
    zooms: Vec<String>,
    /// Only these numbers of lanes in view
    #[arg(long, value_delimiter = ',')]
    visible: Vec<usize>,
    /// Also say which so many frames of each zoom took longest
    #[arg(long, default_value_t = 0)]
    slowest: usize,
    /// Some of frame, flight, load, coincidences, search, edit, save, window, import
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How the files are written that are loaded and saved; all forms if none is named
    #[arg(long, value_enum, value_delimiter = ',')]
    forms: Vec<Form>,
    /// Cargo says this to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
    /// For a process of its own, whose memory is measured: what to read
    #[arg(long, hide = true)]
    memory_of: Option<PathBuf>,
    /// As `memory_of`, of a file of another program
    #[arg(long, hide = true)]
    import_memory_of: Option<PathBuf>,
}

fn main() {
    let arguments = Arguments::parse();
    if let Some(path) = &arguments.memory_of {
        load::measure_memory(path);
        return;
    }
    if let Some(path) = &arguments.import_memory_of {
        let imported = import::read(path);
        load::print_peak();
        drop(imported);
        return;
    }
    let from_environment = std::env::var("COEVAL_BENCH_EVENTS").ok().and_then(|text| text.parse().ok());
    let events = arguments.events.or(from_environment).unwrap_or(1_000_000);
    let plan = Plan { events, lanes: arguments.lanes, seed: arguments.seed, shape: arguments.shape };
    let wanted = |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == name);
    let mut report = Report::new(plan);
    let choice =
        frame::Choice { zooms: &arguments.zooms, visible: &arguments.visible, slowest: arguments.slowest };
    if wanted("frame") {
        frame::run(plan, arguments.frames, &choice, &mut report);
    }
    if wanted("flight") {
        frame::flights(plan, arguments.frames, &choice, &mut report);
    }
    if wanted("load") || wanted("save") {
        files(plan, &arguments, wanted, &mut report);
    }
    if wanted("coincidences") || wanted("search") || wanted("window") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.ron");
        ron_file::write(plan, Form::Few, &path).unwrap();
        let reference = match arguments.only.as_slice() {
            [only] if only == "window" => f64::NAN,
            _ => load::reference(&path, Form::Few),
        };
        if wanted("coincidences") {
            coincidences::run(plan, reference, &mut report);
        }
        if wanted("search") {
            search::run(plan, reference, &mut report);
        }
        if wanted("window") {
            window::run(plan, &path, &mut report);
        }
    }
    if wanted("import") {
        import::run(&mut report);
    }
    if wanted("edit") {
        edit::run(plan, &mut report);
    }
    report.table();
}

/// Files in every form, read and saved.
fn files(plan: Plan, arguments: &Arguments, wanted: impl Fn(&str) -> bool, report: &mut Report) {
    let all = Form::value_variants();
    let forms = if arguments.forms.is_empty() { all } else { arguments.forms.as_slice() };
    for form in forms {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.ron");
        ron_file::write(plan, *form, &path).unwrap();
        if wanted("load") {
            let reference = load::reference(&path, *form);
            load::run(&path, *form, reference, report);
        }
        if wanted("save") {
            load::save(&path, *form, report);
        }
    }
}
