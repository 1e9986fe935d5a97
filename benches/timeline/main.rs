//! What a million events cost: `cargo bench` measures the table of docs/performance.md, one line per measurement
//! for scripts and a table for people at the end. `cargo bench -- --events 20000` takes seconds, and
//! `--only frame,load` takes a part.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod clock;
mod coincidences;
mod edit;
mod frame;
mod load;
mod report;
mod search;
mod window;
mod world;

#[path = "../support/generator.rs"]
mod generator;
#[path = "../support/ron_file.rs"]
mod ron_file;

use std::path::PathBuf;

use clap::Parser;

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
    /// Some of frame, flight, load, coincidences, search, edit, save, window
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Cargo says this to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
    /// For a process of its own, whose memory is measured: what to read
    #[arg(long, hide = true)]
    memory_of: Option<PathBuf>,
}

fn main() {
    let arguments = Arguments::parse();
    if let Some(path) = &arguments.memory_of {
        load::measure_memory(path);
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
    if wanted("load") || wanted("coincidences") || wanted("save") || wanted("window") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.ron");
        ron_file::write(plan, &path).unwrap();
        let reference = match arguments.only.as_slice() {
            [only] if only == "window" => f64::NAN,
            _ => load::reference(&path),
        };
        if wanted("load") {
            load::run(&path, reference, &mut report);
        }
        if wanted("coincidences") {
            coincidences::run(plan, reference, &mut report);
        }
        if wanted("search") {
            search::run(plan, reference, &mut report);
        }
        if wanted("save") {
            load::save(&path, &mut report);
        }
        if wanted("window") {
            window::run(plan, &path, &mut report);
        }
    }
    if wanted("edit") {
        edit::run(plan, &mut report);
    }
    report.table();
}
