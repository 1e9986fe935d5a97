//! Reading and saving a file of generated events, against ron itself reading it into structs that own their text.

use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Instant;

use coeval::analysis::{Coincidences, Index, Listing, Scope};
use coeval::app::Session;
use coeval::edit::{Edit, Field, apply};
use coeval::io::{self, Preview};
use coeval::layout::{self, Frame, Viewport};
use coeval::model::Document;
use coeval::paint::HeadlessFonts;
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Theme, vec2};
use serde::Deserialize;

use super::clock::Times;
use super::form::Form;
use super::report::{Measured, Report};

/// The file as ron reads it; `T` is an optional text.
#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de> + Default")]
#[allow(dead_code)]
struct Timeline<T> {
    format: u32,
    title: String,
    summary: String,
    lanes: Vec<Lane>,
    events: Vec<Event<T>>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Lane {
    id: String,
}

#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de> + Default")]
#[allow(dead_code)]
struct Event<T> {
    #[serde(default)]
    id: String,
    date: String,
    title: String,
    #[serde(default)]
    title_native: T,
    country: String,
    #[serde(default)]
    place: T,
    #[serde(default)]
    involves: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    importance: u8,
    #[serde(default)]
    summary: T,
    #[serde(default)]
    accounts: Vec<Account>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    note: T,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Account {
    by: String,
    says: String,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Link {
    to: String,
    kind: String,
}

/// How often each is repeated; the least counts for what several threads do, because others share the machine.
const REPEATS: usize = 3;
/// As [`REPEATS`] for what writes a file: the first that do so wait for memory that others had.
const SAVES: usize = 8;

/// What `ron::from_str` takes for the file, in microseconds by the wall.
pub fn reference(path: &Path, form: Form) -> f64 {
    let text = std::fs::read_to_string(path).unwrap();
    let mut times = Times::default();
    for _ in 0..REPEATS {
        let events = if form.has_options() {
            read_by_ron::<Option<String>>(&text, &mut times)
        } else {
            read_by_ron::<String>(&text, &mut times)
        };
        assert!(events > 0);
    }
    times.least()
}

fn read_by_ron<T: for<'de> Deserialize<'de> + Default>(text: &str, times: &mut Times) -> usize {
    let timeline: Timeline<T> = times.wall(|| ron::from_str(text).unwrap());
    timeline.events.len()
}

/// Loading the whole file, to everything usable: document, index and coincidences.
pub fn run(path: &Path, form: Form, reference: f64, report: &mut Report) {
    let (mut whole, mut document_only) = (Times::default(), Times::default());
    let mut events = 0;
    for _ in 0..REPEATS {
        events = load(path, &mut whole, &mut document_only);
    }
    let form = form.name();
    add(report, "load", &format!("part=whole form={form}"), events, &whole, reference, 0.45);
    add(report, "load", &format!("part=document form={form}"), events, &document_only, reference, 0.45);
    first_picture(path, form, reference, report);
    let file = std::fs::metadata(path).unwrap().len() as f64;
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own).arg("--memory-of").arg(path).output().unwrap();
    let peak: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    report.add_memory(&format!("peak form={form}"), events, (peak, file), 2.5);
}

/// Loads the file once; how many events it has.
fn load(path: &Path, whole: &mut Times, document_only: &mut Times) -> usize {
    let (loaded, index, found) = whole.wall(|| {
        let loaded = document_only.wall(|| io::open(path).unwrap());
        let index = Index::build(&loaded.document);
        let found = listed(&loaded.document, &index);
        (loaded, index, found)
    });
    let events = loaded.document.events().len();
    drop((loaded, index, found));
    events
}

/// From the beginning to a Scene of the first events, while the rest is read by the same two cores.
fn first_picture(path: &Path, form: &str, reference: f64, report: &mut Report) {
    let (theme, mut times) = (Theme::of(ThemeKind::Light), Times::default());
    let mut events = 0;
    for _ in 0..REPEATS {
        let (sender, shown) = mpsc::channel();
        let start = Instant::now();
        let show = |preview: Preview| {
            let viewport = preview.days.map(|(first, last)| Viewport::fit(first, last)).unwrap();
            let session = Session::preview(path.to_owned(), preview);
            let (document, size) = (session.document(), vec2(1600.0, 1423.0));
            let lanes: Vec<u32> = (0..document.lanes().len().min(40) as u32).collect();
            let found = session.coincidences();
            let frame = Frame::plain(document, session.index(), found, viewport, size, &theme, &lanes);
            let canvas = layout::build(&frame, &mut HeadlessFonts::new(1.0));
            sender.send((start.elapsed(), document.events().len(), canvas)).unwrap();
        };
        let loaded = io::ReadOptions { preview: Some(&show), progress: None }.open(path).unwrap();
        let Ok((time, count, _)) = shown.try_recv() else { return };
        assert!(count < loaded.document.events().len());
        events = count;
        times.push(time);
    }
    add(report, "load", &format!("part=first_picture form={form}"), events, &times, reference, 0.06);
}

/// In a process of its own: the most memory that it has used after reading a file to everything usable, in bytes.
pub fn measure_memory(path: &Path) {
    let loaded = io::open(path).unwrap();
    let index = Index::build(&loaded.document);
    let found = listed(&loaded.document, &index);
    assert!(index.range().is_some() && found.len() <= loaded.document.events().len() * 8);
    print_peak();
}

/// Prints the most memory that this process has used, in bytes.
pub fn print_peak() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().unwrap_or(0.0);
    println!("{:.0}", kib * 1024.0);
}

/// The coincidences as the window lists them at first.
fn listed(document: &Document, index: &Index) -> Coincidences {
    let (listing, scope) = (Listing::default(), Scope::default());
    Coincidences::listed(document, index.grouping(), Some(index.days()), &listing, &scope)
}

/// Has the disk done with what others have written, the files of this benchmark among them, so that a save waits for
/// its own bytes alone. Where there is no such command it waits for theirs as well.
fn settle_disk() {
    let _ = std::process::Command::new("sync").status();
}

/// Saving one changed event over the file it came from, read back and all, against loading it to everything usable, and
/// against reading its document alone.
pub fn save(path: &Path, form: Form, report: &mut Report) {
    let (mut whole, mut document_only) = (Times::default(), Times::default());
    for _ in 0..REPEATS {
        load(path, &mut whole, &mut document_only);
    }
    let loaded = io::open(path).unwrap();
    let (mut document, mut source) = (loaded.document, loaded.source);
    let mut times = Times::default();
    let middle = document.events()[document.events().len() / 2].id.clone();
    for at in 0..SAVES {
        let field = Field::Title(format!("Changed for the {at}th time"));
        apply(&mut document, Edit::SetField { event: middle.clone(), field }).unwrap();
        settle_disk();
        source = times.wall(|| io::save(path, &document, 0, &source).unwrap());
    }
    let events = document.events().len();
    let part = format!("part=one-event form={}", form.name());
    add(report, "save", &part, events, &times, whole.least(), 1.2);
    let part = format!("part=one-event against=document form={}", form.name());
    add(report, "save", &part, events, &times, document_only.least(), f64::INFINITY);
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
