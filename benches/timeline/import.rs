//! Reading files of other programs: time and the most memory, against what they may be; the memory in a process of
//! its own.

use std::path::Path;
use std::process::Command;

use coeval::io::import::{Format, Imported, Options, import};

use super::clock::Times;
use super::foreign;
use super::report::{Measured, Report};

/// How often each is read.
const REPEATS: usize = 3;

pub fn run(report: &mut Report) {
    let folder = tempfile::tempdir().unwrap();
    let (votes, calendar) = (folder.path().join("votes.csv"), folder.path().join("calendar.ics"));
    foreign::votes(&votes, foreign::VOTES).unwrap();
    foreign::calendar(&calendar, foreign::ENTRIES).unwrap();
    // What the issue of imports asks for: 5 s and 700 MB, 10 s and three times the file.
    measure("votes", &votes, (foreign::VOTES, 5.0, 700e6), report);
    let length = std::fs::metadata(&calendar).unwrap().len() as f64;
    measure("calendar", &calendar, (foreign::ENTRIES, 10.0, 3.0 * length), report);
}

fn measure(what: &str, path: &Path, (events, most_s, most_bytes): (usize, f64, f64), report: &mut Report) {
    let mut times = Times::default();
    for _ in 0..REPEATS {
        let imported = times.wall(|| read(path));
        assert_eq!(imported.document.events().len(), events, "{:?}", imported.report.failed);
    }
    report.add(&Measured {
        bench: "import",
        what: format!("file={what}"),
        events,
        p50_us: times.p50(),
        p99_us: times.p99(),
        ref_us: most_s * 1e6,
        ratio: times.least() / (most_s * 1e6),
        most: 1.0,
    });
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own).arg("--import-memory-of").arg(path).output().unwrap();
    let peak: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    report.add_memory(&format!("import file={what}"), events, (peak, most_bytes), 1.0);
}

/// Reads a file as the program does.
pub fn read(path: &Path) -> Imported {
    let bytes = std::fs::read(path).unwrap();
    import(Format::of(path).unwrap(), &bytes, &Options::for_path(path))
}
