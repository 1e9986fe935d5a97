//! Reading and saving a file of generated events, against ron itself reading it into structs that own their text.

use std::path::Path;
use std::process::Command;

use coeval::analysis::{Coincidences, Index, Listing, Scope};
use coeval::edit::{Edit, Field, apply};
use coeval::io;
use serde::Deserialize;

use super::clock::Times;
use super::report::{Measured, Report};

/// The file as ron reads it.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Timeline {
    format: u32,
    title: String,
    summary: String,
    lanes: Vec<Lane>,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Lane {
    id: String,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Event {
    id: String,
    date: String,
    title: String,
    country: String,
    place: String,
    #[serde(default)]
    people: Vec<String>,
    tags: Vec<String>,
    #[serde(default)]
    importance: u8,
}

/// How often each is repeated; the least counts for what several threads do, because others share the machine.
const REPEATS: usize = 3;

/// What `ron::from_str` takes for the file, in microseconds by the wall.
pub fn reference(path: &Path) -> f64 {
    let text = std::fs::read_to_string(path).unwrap();
    let mut times = Times::default();
    for _ in 0..REPEATS {
        let timeline: Timeline = times.wall(|| ron::from_str(&text).unwrap());
        assert!(!timeline.events.is_empty());
    }
    times.least()
}

/// Loading the whole file, to everything usable: document, index and coincidences.
pub fn run(path: &Path, reference: f64, report: &mut Report) {
    let (mut whole, mut document_only) = (Times::default(), Times::default());
    let mut events = 0;
    for _ in 0..REPEATS {
        let (loaded, index, found) = whole.wall(|| {
            let loaded = document_only.wall(|| io::open(path).unwrap());
            let index = Index::build(&loaded.document);
            let found = Coincidences::listed(
                &loaded.document,
                index.grouping(),
                Some(index.days()),
                &Listing::default(),
                &Scope::default(),
            );
            (loaded, index, found)
        });
        events = loaded.document.events().len();
        drop((loaded, index, found));
    }
    add(report, "load", "part=whole", events, &whole, reference, 0.5);
    add(report, "load", "part=document", events, &document_only, reference, 0.5);
    let file = std::fs::metadata(path).unwrap().len() as f64;
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own).arg("--memory-of").arg(path).output().unwrap();
    let peak: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    println!(
        "bench=memory events={events} peak_bytes={peak:.0} file_bytes={file:.0} ratio={:.2} most=3",
        peak / file
    );
}

/// In a process of its own: the most memory that it has used after reading a file, in bytes.
pub fn measure_memory(path: &Path) {
    let loaded = io::open(path).unwrap();
    let index = Index::build(&loaded.document);
    assert!(index.range().is_some());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().unwrap_or(0.0);
    println!("{:.0}", kib * 1024.0);
}

/// Saving one changed event over the file it came from, read back and all, against reading it.
pub fn save(path: &Path, report: &mut Report) {
    let mut loads = Times::default();
    for _ in 0..REPEATS {
        loads.wall(|| io::open(path).unwrap());
    }
    let loaded = io::open(path).unwrap();
    let (mut document, mut source) = (loaded.document, loaded.source);
    let mut times = Times::default();
    let middle = document.events()[document.events().len() / 2].id.clone();
    for at in 0..REPEATS {
        let field = Field::Title(format!("Changed for the {at}th time"));
        apply(&mut document, Edit::SetField { event: middle.clone(), field }).unwrap();
        source = times.wall(|| io::save(path, &document, 0, &source).unwrap());
    }
    let events = document.events().len();
    add(report, "save", "part=one-event", events, &times, loads.least(), 1.5);
}

fn add(report: &mut Report, bench: &str, what: &str, events: usize, times: &Times, ref_us: f64, most: f64) {
    report.add(&Measured {
        bench,
        what: what.to_owned(),
        events,
        p50_us: times.p50(),
        p99_us: times.p99(),
        ref_us,
        ratio: times.least() / ref_us,
        most,
    });
}
