//! Hostile timeline files: strings without end, lists without end, bytes that are no text. An error or a timeline, in
//! bounded memory, whatever stands there; what importers make of such is in `exchange/hostile.rs`.

use std::fmt::Write as _;
use std::process::Command;

use coeval::io;

const SMALL: &str = "(title: \"T\", events: [(date: \"2024\", title: \"Talks\", country: \"IR\")])";

/// What the program says of a file when it may use no more than so many KiB of address space.
fn checked_within(kib: u64, text: &[u8]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.ron");
    std::fs::write(&path, text).unwrap();
    let run = Command::new("sh")
        .args(["-c", &format!("ulimit -v {kib}; exec \"$0\" check \"$1\"")])
        .arg(env!("CARGO_BIN_EXE_coeval"))
        .arg(&path)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(
        run.status.code().is_some_and(|code| code < 3),
        "{:?} {}",
        run.status,
        &told[..told.len().min(600)]
    );
    assert!(!told.contains("panicked"), "{}", &told[..told.len().min(600)]);
    (run.status.success(), told)
}

/// Strings of many megabytes, closed and not, of letters and of escapes: no more memory than a few times their size,
/// and messages that do not repeat them.
#[test]
fn strings_of_many_megabytes() {
    let long = "x".repeat(16 << 20);
    let room = 1_200_000;
    let (fine, told) = checked_within(room, SMALL.replace("Talks", &long).as_bytes());
    assert!(fine, "{}", &told[..told.len().min(600)]);
    for text in [
        format!("(events: [(date: \"2024\", title: \"{long}"),
        SMALL.replace("2024", &long),
        SMALL.replace("title: \"T\"", &format!("{long}: \"T\"")),
        SMALL.replace("IR", &"\\u{1}".repeat(4 << 20)),
        format!("/*{long}"),
        long.clone(),
    ] {
        let (_, told) = checked_within(room, text.as_bytes());
        assert!(told.len() < 4000, "{} bytes of messages", told.len());
    }
}

/// A hundred thousand lanes and as many events, each in one of them: nothing is looked for from the beginning each time.
#[test]
fn lanes_without_end() {
    let count = 100_000;
    let mut text = String::from("(lanes: [");
    for n in 0..count {
        write!(text, "(id: \"L{n}\"),").unwrap();
    }
    text.push_str("], events: [");
    for n in 0..count {
        write!(text, "(date: \"2024\", title: \"T\", country: \"L{n}\"),").unwrap();
    }
    text.push_str("])");
    let loaded = io::read(&text);
    assert_eq!(loaded.counts(), (count, 0, 0));
    assert_eq!(loaded.document.lanes().len(), count);
}

#[test]
fn a_million_warnings() {
    let fields: String = (0..20).map(|n| format!(", x{n}: 1")).collect();
    let event = format!("(date: \"2024\", title: \"T\", country: \"IR\"{fields}),\n");
    let loaded = io::read(&format!("(events: [{}])", event.repeat(50_000)));
    assert_eq!(loaded.counts(), (50_000, 0, 1_000_000));
    assert_eq!(loaded.diagnostics.len(), 10_001);
    assert!(loaded.diagnostics.last().unwrap().message.contains("990000 more problems"));
}

#[test]
fn a_nul_byte_anywhere() {
    for at in 0..=SMALL.len() {
        let loaded = io::read(&format!("{}\0{}", &SMALL[..at], &SMALL[at..]));
        assert!(!loaded.is_timeline());
        assert!(loaded.diagnostics[0].message.starts_with("a NUL byte"), "{:?}", loaded.diagnostics[0]);
        assert_eq!(loaded.diagnostics[0].span, at..at + 1);
    }
}

/// Each way in which bytes are no UTF-8 (Unicode 16, table 3-7), in every place of a file.
#[test]
fn every_invalid_utf_8() {
    let mut wrong: Vec<Vec<u8>> = (0x80..=0xFF).map(|byte| vec![byte]).collect();
    for bytes in [
        // Cut off, too long, surrogates, beyond the last character, without a beginning.
        &[0xC3][..],
        &[0xE2, 0x82],
        &[0xF0, 0x9F, 0x87],
        &[0xC0, 0x80],
        &[0xC1, 0xBF],
        &[0xE0, 0x80, 0x80],
        &[0xF0, 0x80, 0x80, 0x80],
        &[0xED, 0xA0, 0x80],
        &[0xED, 0xBF, 0xBF],
        &[0xF4, 0x90, 0x80, 0x80],
        &[0xF8, 0x88, 0x80, 0x80, 0x80],
        &[0x80, 0x80],
        &[0xFE, 0xFF],
    ] {
        wrong.push(bytes.to_vec());
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ron");
    for bytes in &wrong {
        for at in [0, 9, SMALL.len() / 2, SMALL.len()] {
            let mut text = SMALL.as_bytes().to_vec();
            text.splice(at..at, bytes.iter().copied());
            std::fs::write(&path, &text).unwrap();
            let error = io::open(&path).unwrap_err();
            assert!(error.hint.is_some() && !error.message.is_empty(), "{bytes:x?} at {at}");
            assert_eq!(std::fs::read(&path).unwrap(), text);
        }
    }
}
