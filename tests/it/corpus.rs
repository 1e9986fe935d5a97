//! Replays the corpus of the fuzz targets: what once made trouble, and what a target begins with.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/checks.rs"]
mod checks;

fn replay(name: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        check(&fs::read(entry.path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "no corpus for {name}");
}

#[test]
fn timelines() {
    replay("timeline", checks::timeline);
}

#[test]
fn dates() {
    replay("date", checks::date);
}

#[test]
fn queries() {
    replay("query", checks::query);
}
