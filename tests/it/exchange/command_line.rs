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
    assert!(err.contains("talks.csv:3: not taken: “never” is no date"), "{err}");
    assert!(err.contains("in the lane “Others”") && err.contains("talks.ron: 2 events written"), "{err}");
    let text = std::fs::read_to_string(path.join("talks.ron")).unwrap();
    assert!(text.contains("title: \"Talks\"") && text.contains("Lane(id: \"Others\")"), "{text}");
    let (status, _, err) = told(&coeval(path, &["check", "talks.ron"]));
    assert_eq!((status, err.as_str()), (0, ""));

    let (status, _, err) = told(&coeval(path, &["convert", "talks.csv", "talks.ron"]));
    assert_eq!(status, 2);
    assert!(err.contains("exists already") && err.contains("--force"), "{err}");
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
        (&["convert", "t.csv", "t.doc"][..], 2, "what format"),
        (&["convert", "t.doc", "t.ron"], 2, "what format"),
        (&["convert", "none.csv", "t.ron"], 1, "no such file"),
        (&["convert", "t.ics", "t.ron"], 1, "there is no event"),
        (&["convert", "t.csv", "no/folder/t.ron"], 1, "there is no folder"),
        (&["convert", "t.csv", "t.ron", "--encoding", "klingon"], 2, "no such encoding"),
        (&["convert", "t.csv", "t.ron", "--columns", "colour=1"], 2, "no such field"),
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
    1 events added, 1 removed, 1 changed; 1 other difference
    ");
    let (status, out, _) = told(&coeval(path, &["diff", "old.ron", "new.ron", "--private", "--exit-code"]));
    assert_eq!(status, 1);
    assert!(out.contains("note: x → y"), "{out}");
    let (status, out, _) = told(&coeval(path, &["diff", "old.ron", "old.ron", "--exit-code"]));
    assert_eq!((status, out.as_str()), (0, "0 events added, 0 removed, 0 changed\n"));
}
