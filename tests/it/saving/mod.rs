//! Saving loses nothing: not a byte of what was not changed, not a value of what was, whatever the file looks
//! like and whatever was changed.

use std::path::{Path, PathBuf};

use coeval::io;
use coeval::io::{Loaded, Written};
use coeval::model::{Document, Event, EventId, Link, Name, Parts};

mod all_edits;
mod properties;

/// A folder for one test, and a file in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn text_of(path: &Path) -> String {
    String::from_utf8(std::fs::read(path).unwrap()).unwrap()
}

/// The document with its events changed.
fn with_events(document: &Document, change: impl FnOnce(&mut Vec<Event>)) -> Document {
    let mut events: Vec<Event> = document.events().iter().map(|event| Event::clone(event)).collect();
    change(&mut events);
    Document::new(Parts {
        title: document.title().to_owned(),
        summary: document.summary().to_owned(),
        lanes: document.lanes().iter().filter(|lane| lane.declared).cloned().collect(),
        sources: document.sources().to_vec(),
        events,
        story: document.story().to_vec(),
        filters: document.filters().to_vec(),
        views: document.views().to_vec(),
        imports: document.imports().to_vec(),
    })
}

/// Opens a text, changes its events, saves, and gives the text as it then is in the file.
fn changed(text: &str, change: impl FnOnce(&mut Vec<Event>)) -> String {
    let desk = Desk::new();
    let path = desk.file("t.ron", text);
    let loaded = io::open(&path).unwrap();
    let document = with_events(&loaded.document, change);
    let saved = io::save(&path, &document, 0, &loaded.source).unwrap();
    assert_eq!(saved.full(), text_of(&path));
    assert_eq!(desk.names(), ["t.ron"]);
    saved.full().to_owned()
}

const COMMENTED: &str = "\
#![enable(implicit_some)]
// What this is about.
Timeline(
  lanes: [ Lane(id: \"IL\") ], /* the rest follows */
  events: [
    // The first.
    Event(
      date:   \"2024-10-14\", // a Monday
      title: \"Talks\", country: \"IR\",
      place: Some( \"Tehran\" ), // the capital
      people: [
        \"A\", // one
        \"B\",
      ],
      mood: 7,
      note: r#\"said \"no\"\"# // raw
    ),
    (date: \"2024-10-15\", title: \"Other\", country: \"IL\"),
    (date: \"never\", title: \"Broken\", country: \"IL\"), // stays
  ],
)
// The end.
";

fn first(change: impl FnOnce(&mut Event)) -> String {
    changed(COMMENTED, |events| change(&mut events[0]))
}

#[test]
fn edits_in_a_commented_file() {
    assert_eq!(changed(COMMENTED, |_| {}), COMMENTED);
    let replaced = |from: &str, to: &str| {
        assert!(COMMENTED.contains(from));
        COMMENTED.replacen(from, to, 1)
    };
    assert_eq!(
        first(|e| e.title = "Talks \"on\" \\ دیدار\n2".into()),
        replaced("\"Talks\"", "\"Talks \\\"on\\\" \\\\ دیدار\\n2\"")
    );
    assert_eq!(first(|e| e.place = "Qom".into()), replaced("Some( \"Tehran\" )", "Some( \"Qom\" )"));
    assert_eq!(first(|e| e.note = "said \"yes\"".into()), replaced("said \"no\"", "said \"yes\""));
    assert_eq!(first(|e| e.note = "a \"# b".into()), replaced("r#\"said \"no\"\"#", "\"a \\\"# b\""));
    assert_eq!(
        first(|e| e.place = Name::default()),
        replaced("      place: Some( \"Tehran\" ), // the capital\n", "      // the capital\n")
    );
    assert_eq!(
        first(|e| e.note = "".into()),
        replaced("      note: r#\"said \"no\"\"# // raw\n", "      // raw\n")
    );
    assert_eq!(
        first(|e| e.summary = "S".into()),
        replaced("      mood: 7,\n", "      summary: \"S\",\n      mood: 7,\n")
    );
    assert_eq!(
        first(|e| e.people.edit(|all| all.push("C".into()))),
        replaced("        \"B\",\n", "        \"B\",\n        \"C\",\n")
    );
    assert_eq!(
        first(|e| e.people = vec!["B"].into()),
        replaced("        \"A\", // one\n", "        // one\n")
    );
    assert_eq!(
        first(|e| e.title_native = "دیدار".into()),
        replaced("title: \"Talks\", country", "title: \"Talks\", title_native: \"دیدار\", country")
    );
    assert_eq!(
        changed(COMMENTED, |events| events[1].note = "n".into()),
        replaced("title: \"Other\", country: \"IL\")", "title: \"Other\", country: \"IL\", note: \"n\")")
    );
}

#[test]
fn events_come_and_go() {
    let removed = changed(COMMENTED, |events| drop(events.remove(1)));
    assert_eq!(
        removed,
        COMMENTED.replacen("    (date: \"2024-10-15\", title: \"Other\", country: \"IL\"),\n", "", 1)
    );
    let added = changed(COMMENTED, |events| {
        let mut event = events[1].clone();
        event.id = EventId::new("new");
        events.push(event);
    });
    let block = "    (\n      id: \"new\",\n      date: \"2024-10-15\",\n      title: \"Other\",\n      country: \"IL\",\n    ),\n";
    assert_eq!(added, COMMENTED.replacen("// stays\n", &format!("// stays\n{block}"), 1));
    for (text, expected) in [
        (
            "(events: [])",
            "(events: [\n    Event(\n        id: \"new\",\n        date: \"2024\",\n        title: \"T\",\n        country: \"IR\",\n    ),\n])",
        ),
        (
            "[\r\n]\r\n",
            "[\r\n    Event(\r\n        id: \"new\",\r\n        date: \"2024\",\r\n        title: \"T\",\r\n        country: \"IR\",\r\n    ),\r\n]\r\n",
        ),
    ] {
        assert_eq!(changed(text, |events| events.push(plain_event())), expected);
    }
    let only = "[(date: \"2024\", title: \"T\", country: \"IR\")]";
    assert_eq!(changed(only, Vec::clear), "[]");
}

fn plain_event() -> Event {
    let mut event =
        Event::clone(&io::read("[(date: \"2024\", title: \"T\", country: \"IR\")]").document.events()[0]);
    event.id = EventId::new("new");
    event
}

#[test]
fn a_made_id_is_written_when_others_speak_of_the_event() {
    let text = "[(date: \"2024\", title: \"A\", country: \"IR\"), (date: \"2025\", title: \"B\", country: \"IR\", links: [(to: \"2024-a\")])]";
    let saved = changed(text, |events| events[0].title = "C".into());
    assert_eq!(
        saved,
        text.replacen("(date: \"2024\", title: \"A\"", "(id: \"2024-a\", date: \"2024\", title: \"C\"", 1)
    );
    let saved = changed(text, |events| events[1].title = "C".into());
    assert_eq!(saved, text.replacen("\"B\"", "\"C\"", 1));
}

#[test]
fn saving_twice_goes_on_from_what_was_saved() {
    let desk = Desk::new();
    let path = desk.file("t.ron", COMMENTED);
    let loaded = io::open(&path).unwrap();
    let first = with_events(&loaded.document, |events| events[0].title = "One".into());
    let source = io::save(&path, &first, 0, &loaded.source).unwrap();
    let second = with_events(&first, |events| events[0].title = "Two".into());
    let source = io::save(&path, &second, 0, &source).unwrap();
    assert_eq!(source.full(), COMMENTED.replacen("Talks", "Two", 1));
    assert_eq!(text_of(&path), source.full());
}

#[test]
fn another_programs_changes_are_not_overwritten() {
    let desk = Desk::new();
    let path = desk.file("t.ron", COMMENTED);
    let loaded = io::open(&path).unwrap();
    let document = with_events(&loaded.document, |events| events[0].title = "Mine".into());
    std::fs::write(&path, "theirs").unwrap();
    let error = io::save(&path, &document, 0, &loaded.source).unwrap_err();
    assert!(error.changed_on_disk && error.hint.is_some(), "{error}");
    assert_eq!(text_of(&path), "theirs");
    io::SaveOptions { over_changes: true, ..Default::default() }
        .save(&path, &document, 0, &loaded.source)
        .unwrap();
    assert_eq!(text_of(&path), COMMENTED.replacen("Talks", "Mine", 1));
    std::fs::remove_file(&path).unwrap();
    io::save(&path, &document, 0, &loaded.source).unwrap();
    assert_eq!(text_of(&path), COMMENTED.replacen("Talks", "Mine", 1));
}

#[test]
fn what_could_not_be_read_is_not_overwritten_unseen() {
    let text = "[(date: \"2024\", title: \"T\", country: \"IR\", people: [1, \"A\"])]";
    let desk = Desk::new();
    let path = desk.file("t.ron", text);
    let loaded = io::open(&path).unwrap();
    let document = with_events(&loaded.document, |events| events[0].people.edit(|all| all.push("B".into())));
    let error = io::save(&path, &document, 0, &loaded.source).unwrap_err();
    assert!(error.message.contains("people"), "{error}");
    assert_eq!(text_of(&path), text);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    let path = desk.file("real.ron", COMMENTED);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.ron", desk.path("link.ron")).unwrap();
    symlink(desk.path("link.ron"), desk.path("link2.ron")).unwrap();
    let link = desk.path("link2.ron");
    let loaded = io::open(&link).unwrap();
    let document = with_events(&loaded.document, |events| events[0].title = "New".into());
    io::save(&link, &document, 0, &loaded.source).unwrap();
    assert!(text_of(&path).contains("\"New\""));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(desk.names(), ["link.ron", "link2.ron", "real.ron"]);
    symlink("new.ron", desk.path("ahead.ron")).unwrap();
    io::save_as(&desk.path("ahead.ron"), &document, 0, None).unwrap();
    assert!(desk.path("new.ron").is_file());
    symlink("a", desk.path("b")).unwrap();
    symlink("b", desk.path("a")).unwrap();
    assert!(io::save_as(&desk.path("a"), &document, 0, None).is_err());
}

#[test]
fn targets_that_cannot_be_written() {
    let desk = Desk::new();
    let document = io::read(COMMENTED).document;
    std::fs::create_dir(desk.path("folder")).unwrap();
    let protected = desk.file("protected.ron", "old");
    let mut permissions = std::fs::metadata(&protected).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&protected, permissions).unwrap();
    desk.file("file", "");
    let long = "x".repeat(300);
    let mut all = String::new();
    for name in ["folder", "gone/t.ron", "protected.ron", "file/t.ron", &long] {
        let error = io::save_as(&desk.path(name), &document, 0, None).unwrap_err();
        all += &format!("{error}\n  help: {}\n", error.hint.clone().unwrap());
    }
    assert_eq!(text_of(&protected), "old");
    assert_eq!(desk.names(), ["file", "folder", "protected.ron"]);
    insta::assert_snapshot!(
        all.replace(&desk.folder.path().display().to_string(), "FOLDER").replace(&long, "LONG")
    );
}

#[test]
fn save_as_is_tidy_unless_that_loses_something() {
    let desk = Desk::new();
    let save_as = |text: &str| {
        let loaded = io::read(text);
        assert!(loaded.is_timeline(), "{text}");
        let (source, written) =
            io::save_as(&desk.path("new.ron"), &loaded.document, 0, Some(&loaded.source)).unwrap();
        assert_eq!(text_of(&desk.path("new.ron")), source.full());
        (source.full().to_owned(), written)
    };
    for text in [
        COMMENTED,
        "[/* c */]",
        "(events: [], mood: 3)",
        "[(date: \"never\", title: \"T\", country: \"IR\")]",
        "[(date: \"2024\", title: \"T\", country: \"IR\", importance: 9)]",
    ] {
        assert_eq!(save_as(text), (text.to_owned(), Written::Kept));
    }
    let (tidy, written) = save_as(FULLEST);
    assert_eq!(written, Written::Tidy);
    insta::assert_snapshot!(tidy);
    assert_eq!(save_as(&tidy), (tidy.clone(), Written::Tidy));
}

const FULLEST: &str = r##"(story: [(text: "…", focus: ["b", "a"], to: "2024-10-20", from: "2024-10-10", title: "One day")],
events: [
(title: "Later", id: "b", date: "2024-10-15", country: "Israel", importance: 3, links: [(kind: "after", to: "a")]),
(id: "a", note: r#"two
lines, "quoted""#, date: "2024-10-14", title: "Pezeshkian receives Mustafayev", title_native: "دیدار پزشکیان و مصطفی‌اف",
 country: "IR", place: "Tehran", involves: ["Azerbaijan"], people: ["Masoud Pezeshkian", "Shahin Mustafayev"], tags: ["diplomacy"],
 sources: ["arvak", "https://example.org"], importance: 5, summary: "tab\tand \\ backslash",
 accounts: [(says: "x", by: "AZ", source: "arvak", grade: "B2"), (by: "IR", quote: "y")], links: [(to: "b", kind: "before", by: "AZ")]),
(date: "2024-10-14", title: "No id", country: "NKR")],
lanes: [(id: "IR"), (id: "NKR", name: "Nagorno-Karabakh", color: "#cc79a7")], title: "Rope", summary: "S",
sources: [(id: "arvak", title: "“Rope”", publisher: "ARVAK", date: "2024-10-19", url: "https://example.org")])"##;

#[test]
fn samples_survive() {
    for name in ["azerbaijani_rope", "minimal", "broken"] {
        let text = text_of(format!("sample_data/{name}.ron").as_ref());
        assert_eq!(changed(&text, |_| {}), text);
        let title = "ZZZ \"new\"";
        let saved = changed(&text, |events| events[1].title = title.into());
        let different = text.lines().zip(saved.lines()).filter(|(old, new)| old != new).count();
        assert_eq!((different, text.lines().count()), (1, saved.lines().count()), "{name}");
    }
}

#[test]
fn merged_files_are_saved_to_their_own() {
    let desk = Desk::new();
    let texts = [
        "// A\n[(id: \"x\", date: \"2024\", title: \"A\", country: \"IR\"), (id: \"x~2\", date: \"2024\", title: \"A2\", country: \"IR\")]",
        "// B\n(title: \"B\", events: [(id: \"x\", date: \"2024\", title: \"B\", country: \"IL\"), (id: \"y\", date: \"2024\", title: \"B2\", country: \"IL\", links: [(to: \"x\")])], story: [(title: \"s\", focus: [\"x\"])])",
    ];
    let paths = [desk.file("a.ron", texts[0]), desk.file("b.ron", texts[1])];
    let loaded: Vec<Loaded> = paths.iter().map(|path| io::open(path).unwrap()).collect();
    let merged = io::merge(&[&loaded[0].document, &loaded[1].document]);
    let ids: Vec<String> = merged.events().iter().map(|event| event.id.to_string()).collect();
    assert_eq!(ids, ["x", "x~2", "x~3", "y"]);
    assert_eq!(merged.events()[3].links[0].to, EventId::new("x~3"));
    assert_eq!(merged.story()[0].focus[0], EventId::new("x~3"));
    assert_eq!(merged.events()[3].origin, 1);
    for i in 0..2 {
        io::save(&paths[i], &merged, i as u16, &loaded[i].source).unwrap();
        assert_eq!(text_of(&paths[i]), texts[i]);
    }
    let edited = with_events(&merged, |events| {
        events[2].title = "B changed".into();
        events[3].links.push(Link { to: EventId::new("x~3"), kind: "after".into(), by: "".into() });
    });
    let source = io::save(&paths[1], &edited, 1, &loaded[1].source).unwrap();
    let expected = texts[1].replacen("title: \"B\", country", "title: \"B changed\", country", 1).replacen(
        "links: [(to: \"x\")]",
        "links: [(to: \"x\"), (to: \"x\", kind: \"after\")]",
        1,
    );
    assert_eq!(text_of(&paths[1]), expected);
    let again = with_events(&edited, |events| events[2].title = "B".into());
    io::save(&paths[1], &again, 1, &source).unwrap();
    assert_eq!(text_of(&paths[1]), expected.replacen("B changed", "B", 1));
    assert_eq!(text_of(&paths[0]), texts[0]);
}
