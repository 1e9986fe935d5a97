//! `coeval refresh` as scripts call it: an import is remembered in the timeline file, and a newer version of its file is
//! merged three ways.

use std::path::Path;
use std::process::{Command, Stdio};

use coeval::io;

/// Status, standard output, standard error.
fn coeval(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn events(path: &Path) -> Vec<String> {
    let document = io::open(path).unwrap().document;
    let line = |event: &std::sync::Arc<coeval::model::Event>| {
        format!(
            "{} {} {} [{}] {}",
            event.id,
            event.date.text(),
            event.title,
            event.tags.join(","),
            event.note
        )
    };
    document.events().iter().map(line).collect()
}

fn replace(path: &Path, pairs: &[(&str, &str)]) {
    let mut text = std::fs::read_to_string(path).unwrap();
    for (old, new) in pairs {
        assert!(text.contains(old), "{old} in {text}");
        text = text.replacen(old, new, 1);
    }
    std::fs::write(path, text).unwrap();
}

const OLD: &str = "Ref;Wann;Was;Land\n7;03/04/2024;Talks;Iran\n8;14/04/2024;Strike;Israel\n9;15/04/2024;Answer;Iran\n\
                   10;16/04/2024;Meeting;Iraq\n11;17/04/2024;Last;Iraq\n";

#[test]
fn what_changed_on_one_side_is_taken_and_what_changed_on_both_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ron) = (folder.path(), folder.path().join("lines/t.ron"));
    std::fs::create_dir(path.join("lines")).unwrap();
    std::fs::write(path.join("talks.csv"), OLD).unwrap();
    let (status, _, err) = coeval(path, &["convert", "talks.csv", "lines/t.ron", "--columns", "id=Ref"]);
    assert_eq!(status, 0, "{err}");
    let record = io::open(&ron).unwrap().document.imports()[0].clone();
    assert_eq!((record.path.as_str(), record.key.as_str()), ("../talks.csv", "Ref"));
    assert_eq!(record.options["dates"], "day-first");
    assert_eq!(record.columns["title"], "Was");
    let (status, out, err) = coeval(path, &["refresh", "lines/t.ron"]);
    assert_eq!((status, out.as_str(), err.as_str()), (0, "lines/t.ron: up to date\n", ""));

    // Mine: a comment, a tag and a note more, another title, an event deleted and one added.
    replace(
        &ron,
        &[
            (
                "title: \"Talks\",",
                "title: \"Talks\", // mine\n            tags: [\"own\"],\n            note: \"private\",",
            ),
            ("title: \"Strike\"", "title: \"My strike\""),
            (
                "    events: [\n",
                "    events: [\n        Event(id: \"mine\", date: \"2023\", title: \"Mine\", country: \"Iran\"),\n",
            ),
        ],
    );
    let text = std::fs::read_to_string(&ron).unwrap();
    let (at, end) = (
        text.find("        Event(\n            id: \"10\"").unwrap(),
        text.find("        Event(\n            id: \"11\"").unwrap(),
    );
    std::fs::write(&ron, [&text[..at], &text[end..]].concat()).unwrap();
    // Theirs: dates and a title changed, a row gone, one new; no date tells any more that the day comes first.
    let new = "Ref;Wann;Was;Land\n7;04/04/2024;Talks held;Iran\n8;05/04/2024;Their strike;Israel\n10;06/04/2024;Meeting;Iraq\n\
               11;07/04/2024;Last;Iraq\n12;08/04/2024;New;Iraq\n";
    std::fs::write(path.join("talks.csv"), new).unwrap();

    let before = std::fs::read_to_string(&ron).unwrap();
    let (status, out, err) = coeval(path, &["refresh", "lines/t.ron", "--dry-run"]);
    assert_eq!(status, 1, "{err}");
    for line in [
        "- 9  2024-04-15  Answer",
        "+ 12  2024-04-08  New",
        "conflict: 8: title: yours is “My strike”, theirs “Their strike”",
        "conflict: 10: you deleted it, and its row has changed",
    ] {
        assert!(out.contains(line), "{line} in {out}");
    }
    let (status, _, err) = coeval(path, &["refresh", "lines/t.ron"]);
    assert_eq!(status, 1);
    assert!(err.contains("nothing was written") && err.contains("--keep mine"), "{err}");
    assert_eq!(std::fs::read_to_string(&ron).unwrap(), before);

    let (status, out, err) = coeval(path, &["refresh", "lines/t.ron", "--keep", "mine", "--format", "json"]);
    assert_eq!(status, 0, "{err}");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["conflicts"].as_array().unwrap().len(), 2);
    assert_eq!(json["changes"]["events"]["added"][0]["id"], "12");
    assert_eq!(
        events(&ron),
        [
            "mine 2023 Mine [] ",
            "7 2024-04-04 Talks held [own] private",
            "8 2024-04-05 My strike [] ",
            "11 2024-04-07 Last [] ",
            "12 2024-04-08 New [] ",
        ]
    );
    assert!(std::fs::read_to_string(&ron).unwrap().contains("// mine"));
    // What was decided stays decided.
    let (status, out, _) = coeval(path, &["refresh", "lines/t.ron"]);
    assert_eq!((status, out.as_str()), (0, "lines/t.ron: up to date\n"));
}

#[test]
fn what_cannot_be_read_again_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ron) = (folder.path(), folder.path().join("t.ron"));
    std::fs::write(path.join("talks.csv"), OLD).unwrap();
    coeval(path, &["convert", "talks.csv", "t.ron", "--columns", "id=Ref"]);
    let before = std::fs::read_to_string(&ron).unwrap();
    let refused = |words: &[&str]| {
        let (status, _, err) = coeval(path, &["refresh", "t.ron"]);
        assert_eq!(status, 1, "{err}");
        assert!(words.iter().all(|word| err.contains(word)), "{words:?} in {err}");
        assert_eq!(std::fs::read_to_string(&ron).unwrap(), before);
    };
    std::fs::write(path.join("talks.csv"), OLD.replace("Was", "Title")).unwrap();
    refused(&["there is no column “Was”", "the columns are"]);
    std::fs::write(path.join("talks.csv"), "Ref;Wann;Was;Land\n").unwrap();
    refused(&["talks.csv"]);
    std::fs::remove_file(path.join("talks.csv")).unwrap();
    refused(&["talks.csv is no longer there", "put it back at"]);
    let (status, _, err) = coeval(path, &["refresh", "t.ron", "--only", "other.csv"]);
    assert_eq!(status, 2);
    assert!(err.contains("there are talks.csv"), "{err}");
    std::fs::write(&ron, "(events: [])").unwrap();
    let (status, _, err) = coeval(path, &["refresh", "t.ron"]);
    assert_eq!(status, 2);
    assert!(err.contains("nothing was imported into this timeline"), "{err}");
}

#[test]
fn without_fingerprints_no_event_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, ron) = (folder.path(), folder.path().join("t.ron"));
    std::fs::write(
        path.join("talks.csv"),
        "id,date,title,country,place\na,2024-01-01,A,Iran,Tehran\nb,2024-01-02,B,Iran,\n",
    )
    .unwrap();
    // As somebody would write it by hand.
    let text = "(imports: [Import(path: \"talks.csv\")], events: [\n\
        (id: \"a\", date: \"2024-01-01\", title: \"A\", country: \"Iran\", note: \"mine\"),\n\
        (id: \"c\", date: \"2024-01-03\", title: \"C\", country: \"Iran\"),\n])\n";
    std::fs::write(&ron, text).unwrap();
    let (status, out, err) = coeval(path, &["refresh", "t.ron"]);
    assert_eq!(status, 0, "{out}{err}");
    assert_eq!(events(&ron), ["a 2024-01-01 A [] mine", "c 2024-01-03 C [] ", "b 2024-01-02 B [] "]);
    assert_eq!(io::open(&ron).unwrap().document.events()[0].place.as_str(), "Tehran");
}

#[test]
fn what_an_import_says_wrongly_is_told_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let text = "(imports: [\n    Import(\n        path: \"a.csv\",\n        columns: {\"dat\": \"When\", \"title\": \"\", \"*\": \"x\"},\n        \
        options: {\"dates\": \"day first\", \"encodng\": \"utf-8\", \"repeats\": \"many\", \"repeats\": \"2\"},\n        read: \"yesterday\",\n        \
        rows: {\"a\": \"???\"},\n    ),\n    Import(path: \"a.csv\"),\n    Import(path: \"b.csv\", columns: [\"date=When\"]),\n    Import(key: \"x\"),\n], events: [])\n";
    std::fs::write(folder.path().join("t.ron"), text).unwrap();
    let (status, out, _) = coeval(folder.path(), &["check", "t.ron"]);
    assert_eq!(status, 1);
    insta::assert_snapshot!(out);
}
