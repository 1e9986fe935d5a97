//! Replays the corpus of the fuzz targets: what once made trouble, and what a target begins with.

use std::fs;
use std::path::Path;

use crate::support::dice::Dice;

#[path = "../../fuzz/checks.rs"]
mod checks;
#[path = "../../fuzz/imports.rs"]
pub mod imports;

/// What must hold of some bytes.
type Check = fn(&[u8]);

fn replay(name: &str, check: Check) {
    seeds(name).iter().for_each(|seed| check(seed));
}

/// The files of a target's corpus, in the order of their names.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no corpus for {name}");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
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

#[test]
fn tables() {
    replay("import_table", imports::table);
}

#[test]
fn calendars() {
    replay("import_calendar", imports::calendar);
}

#[test]
fn json() {
    replay("import_json", imports::json);
}

#[test]
fn timelines_of_the_timeline_project() {
    replay("import_timeline_xml", imports::timeline_xml);
}

#[test]
fn family_trees() {
    replay("import_gedcom", imports::gedcom);
}

#[test]
fn markwhen() {
    replay("import_markwhen", imports::markwhen);
}

#[test]
fn mermaid() {
    replay("import_mermaid", imports::mermaid);
}

#[test]
fn records_one_to_a_line() {
    replay("import_json_lines", imports::json_lines);
}

#[test]
fn workbooks_and_what_is_packed() {
    replay("import_sheet", imports::sheet);
}

#[test]
fn what_is_pasted() {
    replay("import_pasted", imports::pasted);
}

/// A file with some of its bytes lost, doubled, swapped or made others, as a fuzzer would.
fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        let until = (at + 1 + dice.roll(8)).min(bytes.len()).max(at);
        match dice.roll(5) {
            0 => drop(bytes.drain(at..until)),
            1 => bytes.splice(at..at, bytes[at..until].to_vec()).for_each(drop),
            2 => bytes.truncate(at.max(1)),
            3 => bytes.insert(at, [0, b'\n', b'"', b'9', b'-', b';', 0xFF, 0xC3][dice.roll(8)]),
            _ if at < until => bytes[at] = dice.roll(256) as u8,
            _ => bytes.push(b'/'),
        }
    }
    bytes
}

/// A little of what the fuzz targets do, each time that the tests run.
#[test]
fn the_corpus_with_bytes_changed() {
    let importers: [(&str, Check); 10] = [
        ("import_table", imports::table),
        ("import_calendar", imports::calendar),
        ("import_json", imports::json),
        ("import_timeline_xml", imports::timeline_xml),
        ("import_gedcom", imports::gedcom),
        ("import_markwhen", imports::markwhen),
        ("import_mermaid", imports::mermaid),
        ("import_json_lines", imports::json_lines),
        ("import_sheet", imports::sheet),
        ("import_pasted", imports::pasted),
    ];
    let mut dice = Dice::new(22);
    for (name, check) in importers {
        for seed in seeds(name) {
            for _ in 0..12 {
                check(&mutated(&seed, &mut dice));
            }
        }
    }
}
