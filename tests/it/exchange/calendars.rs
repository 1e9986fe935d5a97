//! Calendars of other programs: what each file of `tests/data/exchange/calendars` is read as and what is told of it, and
//! lines folded anywhere.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use coeval::analysis::{Rule, coincidences};
use coeval::io::import::{self, Charset, Format, Imported, Options};
use proptest::prelude::*;

use super::lines;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange").join(name)
}

fn read(bytes: &[u8]) -> Imported {
    import::import_calendar(bytes, &Options { name: "file".to_owned(), ..Options::default() })
}

/// What was read, a line each, and what was told.
fn outcome(imported: &Imported) -> String {
    let mut out = String::new();
    for event in imported.document.events() {
        let _ = write!(out, "{}  {}  {}", event.date, event.lane, event.title);
        for (name, text) in [("place", event.place.as_str()), ("summary", &event.summary)] {
            if !text.is_empty() {
                let _ = write!(out, "  {name} {text:?}");
            }
        }
        out.push('\n');
    }
    for skipped in &imported.report.skipped {
        let _ = writeln!(out, "line {}: {} ({})", skipped.line, skipped.reason, skipped.excerpt);
    }
    for note in imported.report.notes.iter().filter(|note| !note.contains("no country: in the lane “file”"))
    {
        let _ = writeln!(out, "note: {note}");
    }
    out
}

#[test]
fn what_each_calendar_is_read_as() {
    let folder = std::fs::read_dir(data("calendars")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 18, "{files:?}");
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        insta::assert_snapshot!(format!("calendar_{name}"), outcome(&read(&std::fs::read(&file).unwrap())));
    }
}

#[test]
fn two_calendars_coincide() {
    let imported = read(&std::fs::read(data("calendars/two_calendars.ics")).unwrap());
    let found = coincidences(&imported.document, &Rule::default());
    let told: Vec<String> =
        found.iter().map(|one| format!("{} {} {:?}", one.day, one.certainty.word(), one.lanes)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("2024-10-14 certain") && told[0].contains("IL") && told[0].contains("IR"),
        "{told:?}"
    );
}

#[test]
fn a_title_for_the_whole_and_a_lane_for_each() {
    let two = read(&std::fs::read(data("calendars/zones.ics")).unwrap());
    assert_eq!(two.document.title(), "file");
    let lanes: Vec<&str> = two.document.lanes().iter().map(|lane| lane.id.as_str()).collect();
    assert_eq!(lanes, ["First", "Second"]);
    let one = read(
        b"BEGIN:VCALENDAR\nX-WR-CALNAME:Embassy\nBEGIN:VEVENT\nDTSTART:20241014\nSUMMARY:a\nEND:VEVENT\n",
    );
    assert_eq!((one.document.title(), one.document.lanes().len()), ("Embassy", 1));
}

#[test]
fn letters_as_asked() {
    let text = "BEGIN:VEVENT\r\nDTSTART:20241014\r\nSUMMARY:café\r\nEND:VEVENT\r\n";
    let options = |label| Options { encoding: Charset::named(label), ..Options::default() };
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, options) in [
        (wide.clone(), options("utf-16le")),
        (wide, Options::default()),
        (text.as_bytes().to_vec(), options("utf-8")),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Options::default()),
        (
            text.replace('é', "\u{0}").into_bytes().iter().map(|b| if *b == 0 { 0xE9 } else { *b }).collect(),
            options("latin1"),
        ),
    ] {
        let imported = import::import_calendar(&bytes, &options);
        assert_eq!(lines(&imported.document), ["2024-10-14 Imported café"], "{:?}", imported.report);
    }
}

#[test]
fn containers_of_the_timeline_project() {
    let text = std::fs::read_to_string(data("containers.timeline")).unwrap();
    let found = super::imported(Format::TimelineXml, &text);
    assert_eq!(
        lines(&found.document),
        [
            "1918-11-11/1939-09-01 file Interbellum",
            "2024-10-01/2024-10-26 file Exchange of strikes",
            "2024-10-01 file Missiles",
            "2024-10-26 file Air strikes",
            "2024-10-14 file (sic) A title that begins with a bracket",
            "2024-11-11 file Opening day",
            "-0044-03-15~ file Ides",
            "2024-10-14T22:00/2024-10-14T23:59 file Until midnight",
            "2030-10-14/.. file Ends today in the future",
            "2024-10-15T08:00~/2024-10-15T09:00~ file Two lines",
        ]
    );
    assert_eq!(found.report.skipped.len(), 1, "the year 12024: {:?}", found.report.skipped);
}

/// Texts with blanks of all kinds anywhere, and letters of one to four bytes.
pub fn hostile_blanks() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(
        &[
            " ",
            "  ",
            "\t",
            "\u{a0}",
            "\u{3000}",
            "\u{2028}",
            "a",
            "talks",
            "Ə",
            "دیدار",
            "会",
            "🇦🇿",
            "\\",
            ",",
            ";",
            ":",
            "\"",
            "=",
        ][..],
    );
    proptest::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn lines_folded_between_any_two_bytes_are_read_as_they_were(
        title in hostile_blanks(), places in proptest::collection::btree_set(0_usize..400, 0..40), tab: bool, feed: bool,
    ) {
        let escaped = title.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
        let mut text = format!("X-LONG:{}", "x".repeat(30)).into_bytes();
        text.splice(0..0, b"BEGIN:VEVENT\r\nDTSTART:20241014\r\n".iter().copied());
        text.extend_from_slice(b"\r\n");
        let line = format!("SUMMARY:t{escaped}");
        for (at, byte) in line.bytes().enumerate() {
            // A fold before the first letter would be an empty line.
            if at > 0 && places.contains(&at) {
                text.extend_from_slice(if feed { b"\n" } else { b"\r\n" });
                text.push(if tab { b'\t' } else { b' ' });
            }
            text.push(byte);
        }
        text.extend_from_slice(b"\r\nEND:VEVENT\r\n");
        let imported = read(&text);
        let found: Vec<&str> = imported.document.events().iter().map(|event| event.title.as_str()).collect();
        // Blanks at the end are nothing that other programs' titles need.
        let title = format!("t{title}");
        prop_assert_eq!(found, vec![title.trim_end()]);
        prop_assert_eq!(imported.report.notes.len(), 1, "{:?}", imported.report.notes);
    }

    /// However few of the letters are ASCII, a wrong byte costs itself and is told.
    #[test]
    fn a_wrong_byte_costs_a_letter(title in "[а-яәş会]{4,20}", byte in 0xC0_u8..=0xFF, ascii in "[a-z]{1,8}") {
        let mut text = format!("BEGIN:VEVENT\nUID:1\nDTSTART:20241014\nSUMMARY:{title}\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\n\
                                DTSTART:20241014\nSUMMARY:{ascii}").into_bytes();
        text.push(byte);
        text.extend_from_slice(b"\nEND:VEVENT\n");
        let imported = read(&text);
        let titles: Vec<String> = imported.document.events().iter().map(|event| event.title.to_string()).collect();
        prop_assert_eq!(titles, [title, format!("{ascii}\u{fffd}")]);
        prop_assert!(imported.report.notes.iter().any(|note| note.contains("on line 9")), "{:?}", imported.report.notes);
    }
}
