//! Files in, reports out: every message that a file can cause, as a person reads it.

use coeval::io::{self, Severity};

/// The report of a text, with what was read.
fn report(text: &str) -> String {
    let loaded = io::read(text);
    let (events, errors, warnings) = loaded.counts();
    let what = if loaded.is_timeline() { "" } else { "no timeline: " };
    let report = io::report("t.ron", &loaded.source, &loaded.diagnostics, false);
    for d in &loaded.diagnostics {
        assert!(d.span.start <= d.span.end && d.span.end <= loaded.source.text().len(), "{d:?}");
        assert!(!d.message.ends_with('.'), "{d:?}");
    }
    format!("{what}{events} events, {errors} errors, {warnings} warnings\n{report}")
}

/// The reports of many texts.
fn reports(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("───── {text}\n{}\n", report(text))).collect()
}

/// An event with these fields besides those it needs.
fn with(fields: &str) -> String {
    format!("(events: [(date: \"2024-10-14\", title: \"T\", country: \"IR\", {fields})])")
}

fn reports_with(fields: &[&str]) -> String {
    fields.iter().map(|fields| format!("───── {fields}\n{}\n", report(&with(fields)))).collect()
}

#[test]
fn what_is_no_timeline() {
    insta::assert_snapshot!(reports(&[
        "",
        "// nothing but a comment\n",
        "{\"events\": []}",
        "date;title;country\n2024-10-14;Talks;IR\n",
        "Just some prose.",
        "(title: \"No events\")",
        "(events: 42)",
        "(events: [(date: \"2024-10-14\", title: \"Cut off",
        "(events: [\n    (date: \"2024-10-14\", title: \"Cut off\"),\n",
        "(events: [\n    (date: \"2024-10-14\", title: \"T\", country: \"IR\",\n    (date: \"2024-10-15\"),\n])",
        "(events: [ /* a comment\n])",
        "(\n    title: \"never closed,\n    summary: \"x\",\n    events: [],\n)",
        "(title: r#\"never closed\", events: [])",
        "(events: []]",
        "(events: [)",
        "\u{0}(events: [])",
    ]));
}

#[test]
fn punctuation() {
    insta::assert_snapshot!(reports(&[
        "(events: [(date: \"2024-10-14\" title: \"T\", country: \"IR\")])",
        "(events: [(date: \"2024-10-14\", title = \"T\", country: \"IR\")])",
        "(events: [(date: \"2024-10-14\", title: , country: \"IR\")])",
        "(events: [(date: \"2024-10-14\", ; title: \"T\", country: \"IR\")])",
        "(events: [(date: \"2024-10-14\", \"T\", country: \"IR\")])",
        "(events: [(date: \"2024-10-14\", title: \"T\", country: \"IR\") (date: \"2024\", title: \"U\", country: \"IL\")])",
        "(events: [\"T\", 42, {date: \"2024\"}, Event])",
        "(events: [first: (date: \"2024-10-14\", title: \"T\", country: \"IR\")])",
        "(events: [; (date: \"2024-10-14\", title: \"T\", country: \"IR\")])",
        "(events: [],) // fine so far\n)",
        "(= 3, events: [])",
    ]));
}

#[test]
fn header() {
    insta::assert_snapshot!(reports(&[
        "(format: 2, events: [])",
        "(format: 0, events: [])",
        "(format: \"one\", events: [])",
        "#![enable(implicit_some, explicit_sum)]\n(events: [])",
        "#![feature(x)]\n(events: [])",
        "Chronicle(events: [])",
        "(titel: \"T\", colour: 3, events: [])",
        "(title: \"T\", title: \"U\", events: [])",
        "(lanes: [Lane(id: \"IR\", color: \"red\"), (name: \"no id\"), (id: \"IR\")], events: [])",
        "(lanes: \"IR\", events: [])",
        "(sources: [Source(title: \"no id\"), (id: \"a\"), (id: \"a\")], events: [])",
        "(story: [Step(title: \"S\", from: \"2024-13\", focus: [\"nowhere\"])], events: [])",
    ]));
}

#[test]
fn events() {
    insta::assert_snapshot!(reports(&[
        "(events: [()])",
        "(events: [(date: \"\", title: \" \", country: None)])",
        "(events: [(date: 2024, title: ['T'], country: true)])",
        "(events: [(date: \"2024-02-30\", title: \"T\", country: \"IR\")])",
        "(events: [(date: r#\"2024-13-01\"#, title: \"T\", country: \"IR\")])",
        "(events: [(date: \"20\\u{32}4-13-01\", title: \"T\", country: \"IR\")])",
        "(events: [Evnt(date: \"2024\", title: \"T\", country: \"IR\")])",
        "(events: [(date: \"2024\", title: \"T\", country: \"Azerbajan\")])",
        "(events: [(date: \"2024\", title: \"T\", country: \"Qwxyzt\")])",
        "(lanes: [(id: \"NKR\")], events: [(date: \"2024\", title: \"T\", country: \"NKRR\"), (date: \"2024\", title: \"U\", country: \"NKR\")])",
        "(events: [(date: \"2024\", title: \"T\", country: \"USSR\", involves: [\"Yugoslavia\"])])",
        "(lanes: [(id: \"USSR\")], events: [(date: \"2024\", title: \"T\", country: \"USSR\")])",
        "(events: [(id: \"a\", date: \"2024\", title: \"T\", country: \"IR\"), (id: \"a\", date: \"2024\", title: \"U\", country: \"IR\"), (id: \"\", date: \"2024\", title: \"V\", country: \"IR\")])",
    ]));
}

#[test]
fn fields_of_events() {
    insta::assert_snapshot!(reports_with(&[
        "tittle: \"U\", description: \"x\", wxyz: 1",
        "place: 42, people: \"Masoud\", tags: [1, None, \"ok\"], note: 'n'",
        "place: \"back\\slash\"",
        "importance: 9",
        "importance: 3.5",
        "importance: 99999999999999999999",
        "accounts: [Account(says: \"x\"), (by: \"AZ\"), (by: \"AZ\", says: \"y\", grade: \"Z9\"), 3]",
        "accounts: (by: \"AZ\", says: \"x\")",
        "links: [Link(kind: \"before\"), (to: \"2024-10-14-u\"), (to: \"elsewhere\")]",
        "people: [\"a\" \"b\", x: \"c\"]",
    ]));
    let text = "(sources: [(id: \"arvak\")], events: [(date: \"2024\", title: \"T\", country: \"IR\", \
                sources: [\"avrak\", \"a newspaper\", \"https://avrak\", \"IRNA\"])])";
    insta::assert_snapshot!("sources_of_events", report(text));
}

#[test]
fn sample_files() {
    for (name, counts) in [("azerbaijani_rope", (28, 0, 0)), ("minimal", (3, 0, 0))] {
        let loaded = io::open(format!("sample_data/{name}.ron").as_ref()).unwrap();
        assert_eq!(loaded.counts(), counts, "{:?}", loaded.diagnostics);
    }
    let path = "sample_data/broken.ron";
    let loaded = io::open(path.as_ref()).unwrap();
    insta::assert_snapshot!("broken", io::report(path, &loaded.source, &loaded.diagnostics, false));
}

#[test]
fn forgiving_reading() {
    let plain =
        "(events: [(date: \"2024-10-14\", title: \"T\", country: \"Iran\", place: \"P\", people: [\"a\"])])";
    let expected = io::read(plain);
    assert_eq!(expected.counts(), (1, 0, 0));
    for text in [
        "\u{feff}(\r\n events:[\r\nEvent (\r\ncountry : Some(\"Iran\"),title:r\"T\",date:\"2024-10-14\",people:Some([\"a\",],),place: Some(r#\"P\"#,),),\r\n],)\r\n",
        "[(date: \"2024-10-14\", title: \"T\", country: \"Iran\", place: \"P\", people: [\"a\"], note: None, importance: 3)]",
        "/* /* nested */ */ #![enable(implicit_some)] #![enable(unwrap_newtypes)] // x\nTimeline(format: 1, events: [\
         (date: \"2024-10-14\", title: \"\\u{54}\", country: \"Iran\", place: \"P\", people: [\"a\"])]) // end",
    ] {
        let loaded = io::read(text);
        assert_eq!(loaded.counts(), (1, 0, 0), "{text}\n{:?}", loaded.diagnostics);
        assert_eq!(loaded.document.events(), expected.document.events());
    }
}

#[test]
fn made_ids_are_stable_and_unique() {
    let event = "(date: \"2024-10-14/2024-10-15\", title: \"Talks, in «Tehran»!\", country: \"IR\")";
    let text = format!("[{event}, {event}, (id: \"2024-10-14-2024-10-15-talks-in-tehran\", {}]", &event[1..]);
    let ids = |text: &str| -> Vec<String> {
        io::read(text).document.events().iter().map(|event| event.id.to_string()).collect()
    };
    let base = "2024-10-14-2024-10-15-talks-in-tehran";
    assert_eq!(ids(&text), [format!("{base}~2"), format!("{base}~3"), base.to_owned()]);
    assert_eq!(ids(&text), ids(&text));
}

#[test]
fn ten_thousand_levels() {
    for open in ["(", "[", "{", "(a: ", "Some("] {
        let text = format!("(events: [(date: \"2024\", title: {}", open.repeat(10_000));
        let loaded = io::read(&text);
        assert!(!loaded.is_timeline());
        assert!(
            loaded.diagnostics[0].message.contains("nested more than 128 deep"),
            "{:?}",
            loaded.diagnostics[0]
        );
    }
    let deep =
        format!("(events: [(date: {}1{}, title: \"T\", country: \"IR\")])", "[".repeat(100), "]".repeat(100));
    assert_eq!(io::read(&deep).counts().1, 1);
}

#[test]
fn a_hundred_thousand_problems_are_bounded() {
    let text = format!("(events: [{}])", "(),".repeat(100_000));
    let loaded = io::read(&text);
    assert_eq!(loaded.counts(), (0, 300_000, 0));
    assert_eq!(loaded.diagnostics.len(), 10_001);
    let last = loaded.diagnostics.last().unwrap();
    assert_eq!(
        (last.severity, last.message.as_str()),
        (Severity::Error, "290000 more problems are not listed")
    );
}

#[test]
fn colour_only_when_asked() {
    let loaded = io::read("(events: [()])");
    let plain = io::report("t.ron", &loaded.source, &loaded.diagnostics, false);
    let colored = io::report("t.ron", &loaded.source, &loaded.diagnostics, true);
    assert!(!plain.contains('\u{1b}') && colored.contains("\u{1b}[1;31merror:\u{1b}[0m"));
    let hostile = io::read("(events: [], \"\u{1b}[2J\": 1)");
    let report = io::report("t.ron", &hostile.source, &hostile.diagnostics, false);
    assert!(!report.contains('\u{1b}'), "{report:?}");
}

#[test]
fn files_that_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("latin1.ron"), b"(events: [\n  (title: \"Azerba\xEFdjan\")])").unwrap();
    std::fs::write(path("utf16.ron"), b"\xFF\xFE(\0e\0").unwrap();
    std::fs::write(path("cut.ron"), "\u{feff}(events: [\n  (title: \"x").unwrap();
    std::fs::write(path("file"), "").unwrap();
    let status = std::process::Command::new("mkfifo").arg(path("pipe")).status();
    let mut names =
        vec![".", "none.ron", "no/none.ron", "file/x.ron", "latin1.ron", "utf16.ron", "cut.ron", "file"];
    if status.is_ok_and(|status| status.success()) {
        names.push("pipe");
    }
    let mut all = String::new();
    for name in names {
        let error = io::open(&path(name)).unwrap_err();
        all += &format!("{error}\n  help: {}\n", error.hint.clone().unwrap());
        if let Some(text) = &error.text {
            all += &io::report("FILE", text, &error.diagnostics, false);
        }
        all.push('\n');
    }
    insta::assert_snapshot!(all.replace(&folder.path().display().to_string(), "FOLDER"));
}

#[test]
fn steps_of_the_story() {
    let events = "events: [(id: \"talks\", date: \"2024-10-14\", title: \"T\", country: \"IR\", tags: [\"war\"], \
                  accounts: [(by: \"IR\", says: \"so\"), (by: \"AZ\", says: \"no\")]), \
                  (id: \"plain\", date: \"2024-10-14\", title: \"P\", country: \"IL\")]";
    let told: Vec<String> = [
        "title: \"All that there is\", text: \"c\", note: \"n\", from: \"2024\", to: \"2025\", focus: [\"talks\"], \
         one_by_one: true, lanes: [\"Iran\"], query: \"tag:war\", lanes_by: \"country\", align: \"talks\", \
         coincidence: \"2024-10-14\", accounts: \"talks\", seconds: 40",
        "text: \"no title\"",
        "title: \"\"",
        "title: \"t\", focus: [\"talk\", \"nobody\"]",
        "title: \"t\", accounts: \"plain\"",
        "title: \"t\", accounts: \"gone\", align: \"gone\"",
        "title: \"t\", align: \"tag:war\", from: \"2024\", to: \"30\"",
        "title: \"t\", lanes: [\"Israel\", \"IQ\", \"Irn\"]",
        "title: \"t\", lanes_by: \"tag\", lanes: [\"war\", \"waar\"]",
        "title: \"t\", lanes_by: \"colour\"",
        "title: \"t\", coincidence: \"14 October\"",
        "title: \"t\", coincidence: \"2023-01-01\"",
        "title: \"t\", one_by_one: \"yes\"",
        "title: \"t\", seconds: 0",
        "title: \"t\", seconds: 1.5",
        "title: \"t\", notes: \"n\", duration: 5, caption: \"c\"",
    ]
    .iter()
    .map(|fields| {
        let report = report(&format!("({events},\nstory: [Step({fields})])"));
        let shown = report.replace(events, "events: […]");
        format!("───── {fields}\n{shown}\n")
    })
    .collect();
    insta::assert_snapshot!(told.concat());
}
