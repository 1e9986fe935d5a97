//! Saving loses nothing: not a byte of what was not changed, not a value of what was, whatever the file looks
//! like and whatever was changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use coeval::io::{self, Loaded, Written};
use coeval::model::{Account, Document, Event, EventDate, EventId, LaneId, Link, Parts};
use proptest::prelude::*;

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
        first(|e| e.place.clear()),
        replaced("      place: Some( \"Tehran\" ), // the capital\n", "      // the capital\n")
    );
    assert_eq!(
        first(|e| e.note.clear()),
        replaced("      note: r#\"said \"no\"\"# // raw\n", "      // raw\n")
    );
    assert_eq!(
        first(|e| e.summary = "S".into()),
        replaced("      mood: 7,\n", "      summary: \"S\",\n      mood: 7,\n")
    );
    assert_eq!(
        first(|e| e.people.push("C".into())),
        replaced("        \"B\",\n", "        \"B\",\n        \"C\",\n")
    );
    assert_eq!(
        first(|e| e.people = vec!["B".into()]),
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
    let block = "    (\n        id: \"new\",\n        date: \"2024-10-15\",\n        title: \"Other\",\n        country: \"IL\",\n    ),\n";
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
    io::save_over(&path, &document, 0, &loaded.source).unwrap();
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
    let document = with_events(&loaded.document, |events| events[0].people.push("B".into()));
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
        events[3].links.push(Link { to: EventId::new("x~3"), kind: "after".into(), by: String::new() });
    });
    let source = io::save(&paths[1], &edited, 1, &loaded[1].source).unwrap();
    let expected = texts[1].replacen("title: \"B\", country", "title: \"B changed\", country", 1).replacen(
        "links: [(to: \"x\")]",
        "links: [(to: \"x\"), Link(to: \"x\", kind: \"after\")]",
        1,
    );
    assert_eq!(text_of(&paths[1]), expected);
    let again = with_events(&edited, |events| events[2].title = "B".into());
    io::save(&paths[1], &again, 1, &source).unwrap();
    assert_eq!(text_of(&paths[1]), expected.replacen("B changed", "B", 1));
    assert_eq!(text_of(&paths[0]), texts[0]);
}

/// Chooses at random, from a seed that proptest gives.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }

    fn text(&mut self) -> String {
        let count = 1 + self.roll(3);
        let parts = [
            "talks",
            "\"q\"",
            "\\",
            "دیدار",
            "\n",
            " ",
            "東京",
            "\t",
            "//",
            "/*",
            "])",
            "\"#",
            "é",
            "\u{1}",
            "\r\n",
            "'",
            ",",
        ];
        (0..count).map(|_| self.pick(&parts)).collect::<String>() + "x"
    }
}

/// Writes timelines the way many hands do.
struct Hand {
    dice: Dice,
    end: &'static str,
    unit: &'static str,
}

impl Hand {
    fn blank(&mut self) -> String {
        match self.dice.roll(12) {
            0 => "  ".to_owned(),
            1 => " /* c, \"( */ ".to_owned(),
            2 => format!("{}\t", self.end),
            3 => format!(" // c ]\"{}", self.end),
            4 => String::new(),
            _ => " ".to_owned(),
        }
    }

    fn literal(&mut self, text: &str) -> String {
        let is_raw = !text.contains("\"#") && !text.contains(['\r', '\u{1}']);
        let plain = format!("{text:?}").replace("\\'", "'");
        let literal = match self.dice.roll(6) {
            0 if is_raw => format!("r#\"{text}\"#"),
            1 if !text.contains(['\r', '\u{1}']) => {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            _ => plain,
        };
        if self.dice.one_in(5) { format!("Some({}{literal} )", self.blank()) } else { literal }
    }

    fn list(&mut self, count: usize) -> String {
        let mut out = "[".to_owned();
        for i in 0..count {
            let text = self.dice.text();
            let plain = format!("{text:?}").replace("\\'", "'");
            out += &format!("{}{plain}", self.blank());
            if i + 1 < count || self.dice.one_in(2) {
                out.push(',');
            }
        }
        out + &self.blank() + "]"
    }

    fn event(&mut self, number: usize) -> String {
        let date =
            self.dice.pick(&["\"2024-10-14\"", "\"2024-10\"", "r\"2024-11-11/2024-11-22\""]).to_owned();
        let (title, country) = (self.dice.text(), self.dice.pick(&["IR", "Israel", "Türkiye", "XQ1"]));
        let mut fields =
            vec![("date", date), ("title", self.literal(&title)), ("country", format!("{country:?}"))];
        if self.dice.one_in(2) {
            fields.push(("id", format!("\"e{number}\"")));
        }
        for name in ["place", "summary", "note", "title_native"] {
            if self.dice.one_in(3) {
                let text = self.dice.text();
                fields.push((name, self.literal(&text)));
            }
        }
        for name in ["people", "tags", "sources"] {
            if self.dice.one_in(4) {
                let count = self.dice.roll(4);
                fields.push((name, self.list(count)));
            }
        }
        if self.dice.one_in(4) {
            fields.push(("importance", "4".to_owned()));
        }
        if self.dice.one_in(5) {
            fields.push(("mystery", "{ 'x': (1, [2.5, \")\"]) }".to_owned()));
        }
        if self.dice.one_in(4) {
            fields.push((
                "accounts",
                "[Account(by: \"AZ\", says: \"s\"), (by: \"IR\", says: \"t\" /* c */)]".to_owned(),
            ));
        }
        for i in (1..fields.len()).rev() {
            fields.swap(i, self.dice.roll(i + 1));
        }
        let mut out = self.dice.pick(&["Event(", "(", "Event ("]).to_owned();
        let in_lines = self.dice.one_in(2);
        let last = fields.len() - 1;
        for (i, (name, value)) in fields.into_iter().enumerate() {
            if in_lines {
                out += &format!("{}{}{}", self.end, self.unit, self.unit);
            }
            out += &format!("{name}{}:{}{value}", self.blank(), self.blank());
            if i < last || self.dice.one_in(2) {
                out += &format!("{},", self.blank());
            }
            if in_lines && self.dice.one_in(4) {
                out += " // trailing";
            } else if !in_lines {
                out += &self.blank();
            }
        }
        if in_lines {
            out += &format!("{}{}", self.end, self.unit);
        }
        out + ")"
    }

    fn file(&mut self) -> String {
        let mut out = String::new();
        if self.dice.one_in(3) {
            out.push('\u{feff}');
        }
        if self.dice.one_in(2) {
            out += &format!("#![enable(implicit_some)]{}", self.end);
        }
        let is_bare = self.dice.one_in(4);
        if !is_bare {
            out += &format!(
                "{}({}lanes: [(id: \"IL\")], events:{}",
                self.dice.pick(&["", "Timeline"]),
                self.blank(),
                self.blank()
            );
        }
        out.push('[');
        let count = self.dice.roll(5);
        for i in 0..count {
            if self.dice.one_in(2) {
                out += &format!("{}{}", self.end, self.unit);
            }
            out += &self.event(i);
            if i + 1 < count || self.dice.one_in(2) {
                out += &format!("{},", self.blank());
            }
            if self.dice.one_in(4) {
                out += &format!(" // after {i}{}", self.end);
            }
            if self.dice.one_in(8) {
                if i + 1 < count || out.trim_end().ends_with(',') {
                    out += &format!("(date: \"never\", title: \"broken\", country: \"IR\"),{}", self.end);
                }
            }
        }
        out += &format!("{}]", self.blank());
        if !is_bare {
            out += &format!(", unknown: 3{})", self.blank());
        }
        out + &self.blank() + self.end
    }
}

fn hand(seed: u64) -> Hand {
    let mut dice = Dice(seed | 1);
    for _ in 0..4 {
        dice.roll(2);
    }
    let end = dice.pick(&["\n", "\r\n"]);
    let unit = dice.pick(&["    ", "  ", "\t"]);
    Hand { dice, end, unit }
}

/// Changes one field of an event at random.
fn change(event: &mut Event, dice: &mut Dice) {
    let text = if dice.one_in(3) { String::new() } else { dice.text() };
    match dice.roll(12) {
        0 => event.title = dice.text(),
        1 => event.date = EventDate::parse(dice.pick(&["2023-01-27", "2024-12", "2024-10-01/.."])).unwrap(),
        2 => event.country = dice.pick(&["IL", "Iran", "EU"]).to_owned(),
        3 => event.place = text,
        4 => event.summary = text,
        5 => event.note = text,
        6 => event.title_native = text,
        7 => event.importance = 1 + dice.roll(5) as u8,
        8 => {
            let at = dice.roll(event.people.len() + 1);
            event.people.insert(at, dice.text());
        }
        9 if !event.people.is_empty() => drop(event.people.remove(dice.roll(event.people.len()))),
        9 => event.involves.push(LaneId::new("AZ")),
        10 => event.tags = (0..dice.roll(3)).map(|_| dice.text()).collect(),
        _ => event.accounts.push(Account { by: "AZ".into(), says: dice.text(), ..Account::default() }),
    }
}

/// What the file says of an event, for comparison: its id only where the file gives it.
fn content(event: &Event, text: &str) -> Event {
    let mut event = event.clone();
    if !text.contains("id") {
        event.id = EventId::new("");
    }
    event.lane = LaneId::new("");
    event
}

fn pieces(source: &io::SourceText, document: &Document) -> (Vec<String>, Vec<String>) {
    let text = source.text();
    let mut at = 0;
    let (mut events, mut between) = (Vec::new(), Vec::new());
    for event in document.events() {
        let place = source.place(&event.id).unwrap();
        between.push(text[at..place.start].to_owned());
        at = place.end;
        events.push(text[place].to_owned());
    }
    between.push(text[at..].to_owned());
    (events, between)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_what_was_edited_changes(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        prop_assert!(loaded.is_timeline(), "{text}\n{:?}", loaded.diagnostics);
        prop_assert!(loaded.diagnostics.iter().all(|d| !d.message.contains("comma")), "{text}\n{:?}", loaded.diagnostics);
        let desk = Desk::new();
        let path = desk.file("t.ron", &text);
        let same = io::save(&path, &loaded.document, 0, &loaded.source).unwrap();
        prop_assert_eq!(same.full(), &text);
        let mut edited = Vec::new();
        let document = with_events(&loaded.document, |events| {
            for (i, event) in events.iter_mut().enumerate() {
                if hand.dice.one_in(2) {
                    edited.push(i);
                    for _ in 0..1 + hand.dice.roll(3) {
                        change(event, &mut hand.dice);
                    }
                }
            }
        });
        let saved = io::save(&path, &document, 0, &loaded.source);
        prop_assert!(saved.is_ok(), "{}\n{:?}", text, saved.err());
        let saved = saved.unwrap();
        let (old, old_between) = pieces(&loaded.source, &loaded.document);
        let (new, new_between) = pieces(&saved, &document);
        prop_assert_eq!(old_between, new_between);
        for (i, (old, new)) in old.iter().zip(&new).enumerate() {
            prop_assert!(edited.contains(&i) || old == new, "{old}\n{new}");
            prop_assert_eq!(old.matches("trailing").count(), new.matches("trailing").count(), "{}\n{}", old, new);
            prop_assert_eq!(old.contains("mystery"), new.contains("mystery"));
        }
        let reread = io::read(saved.full());
        prop_assert_eq!(reread.counts().1, loaded.counts().1);
        for ((a, b), text) in document.events().iter().zip(reread.document.events()).zip(&new) {
            prop_assert_eq!(content(a, text), content(b, text), "{}", text);
        }
    }

    #[test]
    fn events_added_and_removed(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        let desk = Desk::new();
        let path = desk.file("t.ron", &text);
        let mut kept = Vec::new();
        let document = with_events(&loaded.document, |events| {
            events.retain(|_| hand.dice.one_in(2));
            kept = events.iter().map(|event| event.id.clone()).collect();
            for i in 0..hand.dice.roll(3) {
                let mut event = plain_event();
                event.id = EventId::new(&format!("new{i}"));
                change(&mut event, &mut hand.dice);
                events.push(event);
            }
        });
        let saved = io::save(&path, &document, 0, &loaded.source);
        prop_assert!(saved.is_ok(), "{}\n{:?}", text, saved.err());
        let saved = saved.unwrap();
        for id in kept {
            let (old, new) = (loaded.source.place(&id).unwrap(), saved.place(&id).unwrap());
            prop_assert_eq!(&loaded.source.text()[old], &saved.text()[new]);
        }
        for outside in ["// after", "unknown: 3", "broken"] {
            prop_assert_eq!(text.matches(outside).count(), saved.full().matches(outside).count());
        }
        let reread = io::read(saved.full());
        prop_assert_eq!(reread.counts().0, document.events().len());
    }

    #[test]
    fn tidy_reads_back_equal(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        let desk = Desk::new();
        let (source, written) = io::save_as(&desk.path("t.ron"), &loaded.document, 0, None).unwrap();
        prop_assert_eq!(written, Written::Tidy);
        let tidy = io::read(source.full());
        let sorted = |document: &Document| -> Vec<Event> {
            let mut events: Vec<Event> = document.events().iter().map(|e| Event::clone(e)).collect();
            events.sort_by(|a, b| a.id.cmp(&b.id));
            events
        };
        prop_assert_eq!(tidy.counts().1, 0);
        prop_assert_eq!(sorted(&tidy.document), sorted(&loaded.document));
        let events: Vec<&Arc<Event>> = tidy.document.events().iter().collect();
        prop_assert!(events.windows(2).all(|w| w[0].date.first_day() <= w[1].date.first_day()));
    }

    #[test]
    fn damaged_files_never_panic(seed: u64, cuts in 1_usize..6) {
        let mut hand = hand(seed);
        let mut text = hand.file();
        for _ in 0..cuts {
            let chars: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
            if chars.is_empty() {
                break;
            }
            let at = chars[hand.dice.roll(chars.len())];
            match hand.dice.roll(4) {
                0 => text.truncate(at),
                1 => drop(text.remove(at)),
                _ => text.insert_str(at, hand.dice.pick(&["(", ")", "[", "]", "\"", "r#\"", "/*", "//", ",", ":", "'", "\\", "Some(", "=", "{", "é"])),
            }
        }
        let loaded = io::read(&text);
        let report = io::report("t.ron", &loaded.source, &loaded.diagnostics, false);
        prop_assert!(loaded.is_timeline() || !report.is_empty());
        for d in &loaded.diagnostics {
            prop_assert!(loaded.source.text().get(d.span.clone()).is_some(), "{d:?}");
        }
        if loaded.is_timeline() {
            let desk = Desk::new();
            let path = desk.file("t.ron", &text);
            let saved = io::save(&path, &loaded.document, 0, &loaded.source).unwrap();
            prop_assert_eq!(saved.full(), &text);
            let document = with_events(&loaded.document, |events| {
                events.iter_mut().for_each(|event| change(event, &mut hand.dice));
            });
            // It is saved rightly or not at all.
            if io::save(&path, &document, 0, &loaded.source).is_err() {
                prop_assert_eq!(text_of(&path), text);
            }
        }
    }
}
