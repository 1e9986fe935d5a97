//! `coeval convert` and `coeval diff` as scripts call them.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn coeval(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Status, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn help_has_examples() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["convert", "diff"] {
        let (status, out, err) = told(&coeval(folder.path(), &[command, "--help"]));
        assert_eq!((status, err.as_str()), (0, ""));
        assert!(out.contains("Examples:") && out.contains("Exit status:"), "{out}");
    }
}

#[test]
fn a_table_becomes_a_timeline() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(
        path.join("talks.csv"),
        "date,title,country\n2024-10-14,Talks,Iran\nnever,Lost,IL\n2024-10-15,Rest,\n",
    )
    .unwrap();
    let (status, out, err) = told(&coeval(path, &["convert", "talks.csv", "talks.ron", "--lane", "Others"]));
    assert_eq!((status, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("talks.csv:3: skipped: “never” is not a date"), "{err}");
    assert!(err.contains("in the lane “Others”") && err.contains("talks.ron: 2 events written"), "{err}");
    let text = std::fs::read_to_string(path.join("talks.ron")).unwrap();
    assert!(text.contains("title: \"Talks\"") && text.contains("Lane(id: \"Others\")"), "{text}");
    let (status, _, err) = told(&coeval(path, &["check", "talks.ron"]));
    assert_eq!((status, err.as_str()), (0, ""));

    let (status, _, err) = told(&coeval(path, &["convert", "talks.csv", "talks.ron"]));
    assert_eq!(status, 2);
    assert!(err.contains("already exists") && err.contains("--force"), "{err}");
    let (status, ..) = told(&coeval(path, &["convert", "talks.csv", "talks.ron", "--force"]));
    assert_eq!(status, 1);
    for target in ["out.json", "out.csv", "out.ics"] {
        let (status, _, err) = told(&coeval(path, &["convert", "talks.ron", target]));
        assert_eq!(status, 0, "{err}");
        let (status, _, err) = told(&coeval(path, &["convert", target, &format!("{target}.ron")]));
        assert_eq!(status, 0, "{target}: {err}");
        let (status, out, _) =
            told(&coeval(path, &["diff", "talks.ron", &format!("{target}.ron"), "--format", "json"]));
        assert_eq!(status, 0);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            json["events"],
            serde_json::json!({"added": [], "removed": [], "changed": []}),
            "{target}"
        );
    }
}

#[test]
fn what_is_open_is_not_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("t.csv"), "When,What\n03/04/2024,a\n05/06/2024,b\n").unwrap();
    let (status, _, err) = told(&coeval(path, &["convert", "t.csv", "t.ron"]));
    assert_eq!(status, 2);
    assert!(err.contains("03/04/2024") && err.contains("--day-first or --month-first"), "{err}");
    assert!(!path.join("t.ron").exists());
    let call = [
        "convert",
        "t.csv",
        "t.ron",
        "--month-first",
        "--columns",
        "title=What,date=1",
        "--separator",
        "comma",
    ];
    let (status, _, err) = told(&coeval(path, &call));
    assert_eq!(status, 0, "{err}");
    assert!(std::fs::read_to_string(path.join("t.ron")).unwrap().contains("date: \"2024-03-04\""));
}

#[test]
fn wrong_calls_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("t.csv"), "date,title\n2024,a\n").unwrap();
    std::fs::write(path.join("t.ics"), "hello").unwrap();
    for (call, status, says) in [
        (&["convert", "t.csv", "t.doc"][..], 2, "format"),
        (&["convert", "t.doc", "t.ron"], 2, "format"),
        (&["convert", "none.csv", "t.ron"], 1, "no such file"),
        (&["convert", "t.ics", "t.ron"], 1, "no events found"),
        (&["convert", "t.csv", "no/folder/t.ron"], 1, "the folder "),
        (&["convert", "t.csv", "t.ron", "--encoding", "klingon"], 2, "unknown encoding"),
        (&["convert", "t.csv", "t.ron", "--columns", "colour=1"], 2, "unknown field"),
        (&["convert", "t.csv", "t.ron", "--columns", "date=nowhere"], 1, "there is no column"),
        (&["convert", "t.csv", "t.ron", "--day-first", "--month-first"], 2, "cannot be used with"),
        (&["diff", "none.ron", "t.ron"], 1, "no such file"),
    ] {
        let (found, _, err) = told(&coeval(path, call));
        assert!(found == status && err.contains(says), "{call:?}: {found} {err}");
    }
    assert!(!path.join("t.ron").exists());
}

#[test]
fn differences() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let old = "(title: \"A\", events: [(id: \"a\", date: \"2024-10-14\", title: \"Talks\", country: \"Iran\", note: \"x\"), (id: \"b\", date: \"2024\", title: \"Gone\", country: \"IL\")])";
    let new = "(title: \"B\", events: [(id: \"c\", date: \"2024-11\", title: \"New\", country: \"AZ\"), (id: \"a\", date: \"2024-10-15\", title: \"Talks\", country: \"Iran\", note: \"y\")])";
    std::fs::write(path.join("old.ron"), old).unwrap();
    std::fs::write(path.join("new.ron"), new).unwrap();
    let (status, out, err) = told(&coeval(path, &["diff", "old.ron", "new.ron"]));
    assert_eq!((status, err.as_str()), (0, ""));
    insta::assert_snapshot!(out, @"
    ~ title: A → B
    - b  2024  Gone
    + c  2024-11  New
    ~ a  Talks
        date: 2024-10-14 → 2024-10-15
    1 event added, 1 removed, 1 changed; 1 other difference
    ");
    let (status, out, _) = told(&coeval(path, &["diff", "old.ron", "new.ron", "--private", "--exit-code"]));
    assert_eq!(status, 1);
    assert!(out.contains("note: x → y"), "{out}");
    let (status, out, _) = told(&coeval(path, &["diff", "old.ron", "old.ron", "--exit-code"]));
    assert_eq!((status, out.as_str()), (0, "0 events added, 0 removed, 0 changed\n"));
}

const FORMULAS: &str = r#"(events: [
    (id: "a", date: "2024-10-14", title: "=cmd|'/C calc'!A0", country: "IR"),
    (id: "b", date: "2024-10-14", title: "+1+1", country: "IL", place: "@SUM(1)", tags: ["-2+3", "=1"]),
    (id: "=id", date: "-0044-03-15", title: "@quoted'", country: "AZ", summary: "-"),
    (id: "c", date: "2024-10-15", title: "'=already", country: "AZ"),
])
"#;

#[test]
fn no_table_holds_what_a_spreadsheet_would_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("f.ron"), FORMULAS).unwrap();
    let is_safe = |table: &str| {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(!records.is_empty(), "{table}");
        records.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r']))
    };
    for arguments in [
        &["list", "f.ron", "--format", "csv"][..],
        &["coincidences", "f.ron", "--format", "csv"],
        &["pairs", "f.ron", "--format", "csv"],
    ] {
        let (status, out, err) = told(&coeval(path, arguments));
        assert_eq!(status, 0, "{err}");
        assert!(is_safe(&out), "{out}");
        let (_, raw, raw_err) = told(&coeval(path, &[arguments, &["--raw"]].concat()));
        assert_eq!(raw_err, "");
        let differs = raw != out;
        assert_eq!(
            err.contains("got an apostrophe") && err.contains("--raw"),
            differs,
            "{arguments:?}: {err}"
        );
        assert_eq!(err.lines().count(), usize::from(differs), "told once: {err}");
    }
    let (status, _, err) = told(&coeval(path, &["convert", "f.ron", "f.csv"]));
    assert_eq!(status, 0);
    assert!(err.contains("f.csv: 9 cells that begin with =, +, -, @ or a tab got an apostrophe"), "{err}");
    assert!(is_safe(&std::fs::read_to_string(path.join("f.csv")).unwrap()));
    let (_, _, err) = told(&coeval(path, &["convert", "f.csv", "back.ron"]));
    let (status, out, _) = told(&coeval(path, &["diff", "f.ron", "back.ron"]));
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("0 events added, 0 removed, 0 changed"), "{out}");
    let (_, _, err) = told(&coeval(path, &["convert", "f.ron", "raw.csv", "--raw"]));
    assert!(!err.contains("apostrophe"), "{err}");
    assert!(std::fs::read_to_string(path.join("raw.csv")).unwrap().contains(",=cmd|"));
}

#[test]
fn a_day_is_listed_by_the_hour() {
    let folder = tempfile::tempdir().unwrap();
    let text = "date,title,country\n2024-10-14T22:00,late,IR\n2024-10-14T09:00,early,IL\n2024-10-14,all day,IR\n\
                2024-10-14T11:00+04:00,before early in UTC,AZ\n2024-10-14T12:00,mid,IR\n2024-10-13T23:59,day before,IR\n";
    std::fs::write(folder.path().join("o.csv"), text).unwrap();
    told(&coeval(folder.path(), &["convert", "o.csv", "o.ron"]));
    let (_, out, _) = told(&coeval(folder.path(), &["list", "o.ron", "--format", "csv"]));
    let titles: Vec<&str> = out.lines().skip(1).map(|line| line.split(',').nth(5).unwrap()).collect();
    assert_eq!(titles, ["day before", "all day", "before early in UTC", "early", "mid", "late"]);
}

#[test]
fn dates_before_our_era_stand_behind_a_space() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("f.ron"), r#"(events: [(date: "-0044-03-15", title: "Ides", country: "IT")])"#)
        .unwrap();
    let (status, _, err) = told(&coeval(
        path,
        &["render", "f.ron", "-o", "f.svg", "--from", "-0044-01-01", "--to", "-0043-01-01"],
    ));
    assert_eq!((status, err.as_str()), (0, ""));
    let svg = std::fs::read_to_string(path.join("f.svg")).unwrap();
    assert!(svg.contains("Ides"), "the event is in view");
    let (status, _, err) = told(&coeval(path, &["pairs", "f.ron", "--from", "-0044-01-01", "--to", "-0043"]));
    assert_eq!((status, err.as_str()), (0, ""));
    for arguments in
        [&["list", "f.ron", "--where", "-tag:war"][..], &["coincidences", "f.ron", "--with", "-tag:war"]]
    {
        let (status, _, err) = told(&coeval(path, arguments));
        assert_eq!(status, 0, "{arguments:?}");
        assert!(err.contains("no event has the tag war"), "the query was read: {err}");
    }
}

#[test]
fn a_chance_below_all_numbers_is_told_by_its_logarithm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    // Two lanes that share all of their 1200 days, of 80,000; and one with half of them.
    let mut text = "date,title,country\n2200-01-01,end,FR\n".to_owned();
    let first = jiff::civil::date(1981, 1, 1);
    for day in 0..1200 {
        let day = first.checked_add(jiff::ToSpan::days(day * 60)).unwrap();
        for lane in ["CA", "US"] {
            text.push_str(&format!("{day},vote,{lane}\n"));
        }
        if day.day() % 2 == 0 {
            text.push_str(&format!("{day},vote,FR\n"));
        }
    }
    std::fs::write(path.join("p.csv"), text).unwrap();
    told(&coeval(path, &["convert", "p.csv", "p.ron"]));
    let pairs =
        |format: &str| told(&coeval(path, &["pairs", "p.ron", "--shifts", "3", "--format", format])).1;
    let table = pairs("csv");
    // In whole numbers: 1 / C(79989, 1200), and the sum of the last two of the 587 days drawn.
    assert!(
        table.contains("\nCA,US,79989,1200,1200,1200,18.0024753403593,1.236257e-2704,0.2,3.708772e-2704\n"),
        "{table}"
    );
    assert!(
        table.contains("\nCA,FR,79989,1200,587,586,8.806210853992424,1.792555e-1141,0.2,1.792555e-1141\n"),
        "{table}"
    );
    let json: serde_json::Value = serde_json::from_str(&pairs("json")).unwrap();
    assert_eq!(json[1]["p_exact"].as_str(), Some("1.236257e-2704"));
    let text = pairs("text");
    let first = text.lines().nth(1).unwrap();
    assert!(
        first.starts_with("Canada") && first.contains("United States") && first.contains("1.2e-2704"),
        "{text}"
    );
    assert!(!text.contains("2.2e-308") && !table.contains("2225073858507201"), "{text}");
}
