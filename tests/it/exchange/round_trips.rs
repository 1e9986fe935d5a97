//! What goes out and comes in again is equal, as far as the format can hold it.

use std::sync::Arc;

use coeval::io;
use coeval::io::export::{self, Format as Out};
use coeval::io::import::{self, Format as In, Options};
use coeval::model::{
    Account, Document, Event, EventDate, EventId, Grade, Lane, LaneId, LanesBy, Link, Parts, Source, Step,
};
use proptest::prelude::*;

use super::calendars::hostile_blanks;

/// Texts with all that a format could stumble over, and without blanks at their ends, which no table keeps.
fn text() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(
        &[
            "talks",
            "Bakı",
            "دیدار",
            "会談",
            "\"",
            "'",
            ",",
            ";",
            "|",
            "\\",
            "\\n",
            " ",
            "\n",
            "\r\n",
            ":",
            "/",
            "{",
            "<b>",
            "&amp;",
            "=1+1",
            "#",
            "NA",
            "IS",
            "2024",
            "\u{202b}",
            "🇦🇿",
        ][..],
    );
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| {
        let text = pieces.concat();
        let trimmed = text.trim();
        if trimmed.is_empty() { "x".to_owned() } else { trimmed.to_owned() }
    })
}

fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        let line = text.replace(['\r', '\n'], " ");
        let trimmed = line.trim();
        if trimmed.is_empty() { "x".to_owned() } else { trimmed.to_owned() }
    })
}

fn some(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (any::<bool>(), text).prop_map(|(some, text)| if some { text } else { String::new() })
}

fn list() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(line(), 0..3)
}

fn date() -> impl Strategy<Value = EventDate> {
    proptest::sample::select(
        &[
            "2024-10-14",
            "2024-10",
            "2024",
            "2024-11-11/2024-11-22",
            "2024-10-14T08:30",
            "2024-10-14T08:30:15",
            "2024-10-14T02:30+04:00",
            "2024-10-14T23:30[Asia/Tehran]",
            "2024-10-14T08:30Z/2024-10-14T09:30Z",
            "2024-10-01/..",
            "../2024",
            "2024-10-01/",
            "2024-10-14?",
            "2024-10~",
            "202X",
            "2024-21",
            "0476",
            "2024-10-14T08:30/2024-10-16",
            "2024-10-14T18:00/2024-10-15T00:00",
            "9999-12-31",
            "0000-01-01",
        ][..],
    )
    .prop_map(|text| EventDate::parse(text).unwrap())
}

fn account() -> impl Strategy<Value = Account> {
    (
        line(),
        some(text()),
        proptest::option::of(line()),
        proptest::option::of(text()),
        proptest::option::of(Just("B2")),
        proptest::collection::vec(line(), 0..3),
    )
        .prop_map(|(by, says, source, quote, grade, omits)| Account {
            by: by.into(),
            says: says.into(),
            source: source.map(Into::into),
            quote: quote.map(Into::into),
            grade: grade.and_then(Grade::parse),
            omits: omits.into(),
        })
}

fn event(number: usize) -> impl Strategy<Value = Event> {
    let country =
        proptest::sample::select(&["Iran", "IR", "AZ", "Türkiye", "NKR", "Atlantis", "IS", "NA"][..]);
    (
        (date(), line(), country, some(line()), some(line())),
        (list(), list(), list(), 1..=5_u8, some(text()), some(text())),
        (
            proptest::collection::vec(account(), 0..3),
            proptest::sample::subsequence(vec!["GE", "AM", "EU"], 0..3),
        ),
    )
        .prop_map(
            move |(
                (date, title, country, place, native),
                (people, tags, sources, importance, summary, note),
                (accounts, involves),
            )| {
                let mut event = Event::new(EventId::new(&format!("e{number}")), date, &title, country);
                event.place = place.into();
                event.people = people.into();
                event.tags = tags.into();
                event.importance = importance;
                event.title_native = native.into();
                event.sources = sources.into();
                event.summary = summary.into();
                event.note = note.into();
                event.accounts = accounts;
                event.involves = involves.into_iter().map(LaneId::new).collect();
                event.links = vec![Link { to: EventId::new("e0"), kind: "before".into(), by: "".into() }];
                event
            },
        )
}

fn document() -> impl Strategy<Value = Document> {
    let events = (0..5_usize).prop_flat_map(|count| (0..count).map(event).collect::<Vec<_>>());
    (events, some(line()), some(text())).prop_map(|(mut events, title, summary)| {
        let lanes = vec![
            Lane { id: LaneId::new("AZ"), name: "Azerbaijan".to_owned(), color: None, declared: true },
            Lane {
                id: LaneId::new("NKR"),
                name: "Nagorno-Karabakh".to_owned(),
                color: Some([1, 2, 255]),
                declared: true,
            },
        ];
        let shell = Document::new(Parts { lanes: lanes.clone(), ..Parts::default() });
        for event in &mut events {
            event.lane = shell.resolve_lane(&event.country);
        }
        let story = vec![Step {
            title: "One".to_owned(),
            from: "2024-10".to_owned(),
            to: "2024-11".to_owned(),
            focus: vec![EventId::new("e0")],
            one_by_one: true,
            lanes: vec!["IR".to_owned()],
            query: "-tag:war".to_owned(),
            lanes_by: LanesBy::Tag,
            align: "e0".to_owned(),
            coincidence: "2024-10-14".to_owned(),
            accounts: EventId::new("e0"),
            seconds: Some(3),
            note: "Pause".to_owned(),
            text: "…".to_owned(),
        }];
        let sources = vec![Source {
            id: "s".to_owned(),
            title: "T".to_owned(),
            publisher: Some("P".to_owned()),
            date: None,
            url: Some("https://example.org".to_owned()),
        }];
        Document::new(Parts { title, summary, lanes, sources, events, story, ..Parts::default() })
    })
}

fn out(format: Out, document: &Document) -> Vec<u8> {
    let options = export::Options { notes: true, ..export::Options::default() };
    export::export(format, document, &options).bytes
}

fn back(format: In, bytes: &[u8]) -> Document {
    let imported = import::import(format, bytes, &Options { name: "file".to_owned(), ..Options::default() });
    assert_eq!(imported.report.skipped, [], "{}", String::from_utf8_lossy(bytes));
    assert_eq!(imported.report.questions, [], "{}", String::from_utf8_lossy(bytes));
    imported.document
}

/// The events without what a format has no place for.
fn events(document: &Document, strip: impl Fn(&mut Event)) -> Vec<Event> {
    let stripped = |event: &Arc<Event>| {
        let mut event = Event::clone(event);
        strip(&mut event);
        event
    };
    document.events().iter().map(stripped).collect()
}

fn lines_of(document: &Document) -> Vec<String> {
    document.events().iter().map(|event| format!("{} {}", event.date.text(), event.title)).collect()
}

fn lines_as_one(text: &str) -> String {
    text.replace("\r\n", "\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn json_holds_everything(document in document()) {
        let read = back(In::Json, &out(Out::Json, &document));
        prop_assert_eq!(read.title(), document.title());
        prop_assert_eq!(read.summary(), document.summary());
        prop_assert_eq!(read.lanes(), document.lanes());
        prop_assert_eq!(read.sources(), document.sources());
        prop_assert_eq!(read.story(), document.story());
        prop_assert_eq!(events(&read, |_| {}), events(&document, |_| {}));
    }

    #[test]
    fn ron_holds_everything(document in document()) {
        let bytes = out(Out::Ron, &document);
        let loaded = io::read(std::str::from_utf8(&bytes).unwrap());
        prop_assert_eq!(loaded.counts().1, 0);
        let by_id = |events: Vec<Event>| {
            let mut events = events;
            events.sort_by(|a, b| a.id.cmp(&b.id));
            events
        };
        prop_assert_eq!(loaded.document.lanes().iter().filter(|l| l.declared).collect::<Vec<_>>(),
                        document.lanes().iter().filter(|l| l.declared).collect::<Vec<_>>());
        prop_assert_eq!(loaded.document.story(), document.story());
        prop_assert_eq!(by_id(events(&loaded.document, |_| {})), by_id(events(&document, |_| {})));
    }

    #[test]
    fn csv_holds_what_a_row_can(document in document()) {
        let bytes = out(Out::Csv, &document);
        if document.events().is_empty() {
            return Ok(());
        }
        let read = back(In::Table, &bytes);
        let strip = |event: &mut Event| {
            event.accounts.clear();
            event.links.clear();
        };
        prop_assert_eq!(events(&read, strip), events(&document, strip));
    }

    #[test]
    fn calendars_hold_what_calendars_can(document in document()) {
        let bytes = out(Out::Calendar, &document);
        if document.events().is_empty() {
            return Ok(());
        }
        let read = back(In::Calendar, &bytes);
        let strip = |event: &mut Event| {
            event.accounts.clear();
            event.links.clear();
            event.people = Vec::<String>::new().into();
            event.involves = Vec::<LaneId>::new().into();
            event.title_native = "".into();
            let address = event.sources.iter().find(|s| s.starts_with("http")).cloned();
            event.sources = address.into_iter().collect();
            event.summary = lines_as_one(&event.summary).into();
            event.note = lines_as_one(&event.note).into();
        };
        prop_assert_eq!(events(&read, strip), events(&document, strip));
        prop_assert_eq!(lines_as_one(read.summary()), lines_as_one(document.summary()));
    }

    #[test]
    fn calendars_keep_every_blank(
        title in hostile_blanks(), place in hostile_blanks(), tags in proptest::collection::vec(hostile_blanks(), 0..3),
        summary in hostile_blanks(), note in hostile_blanks(),
    ) {
        let mut event = Event::new(EventId::new("e"), EventDate::parse("2024-10-14").unwrap(), &format!("{title}x"), "IR");
        // What is nothing but blanks is none.
        let named = |text: String| if text.trim().is_empty() { String::new() } else { text };
        event.place = named(place).into();
        event.tags = tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect::<Vec<_>>().into();
        event.summary = named(summary).into();
        event.note = named(note).into();
        let document = Document::new(Parts { events: vec![event], ..Parts::default() });
        let bytes = out(Out::Calendar, &document);
        let text = String::from_utf8(bytes.clone()).unwrap();
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75), "{}", text);
        let told = |document: &Document| {
            let event = &document.events()[0];
            (event.title.to_string(), event.place.to_string(), event.tags.join("|"), event.summary.clone(), event.note.clone())
        };
        prop_assert_eq!(told(&back(In::Calendar, &bytes)), told(&document), "{}", text);
    }

    #[test]
    fn tables_keep_formulas_and_blanks_within(title in hostile_blanks(), first in "['=+@-]{0,3}") {
        let title = format!("{first}a{title}x");
        let event = Event::new(EventId::new("e"), EventDate::parse("-0044-03-15").unwrap(), &title, "IR");
        let document = Document::new(Parts { events: vec![event], ..Parts::default() });
        for raw in [false, true] {
            let options = export::Options { raw, ..export::Options::default() };
            let exported = export::export(Out::Csv, &document, &options);
            let text = String::from_utf8(exported.bytes.clone()).unwrap();
            let dangerous = text.split('\n').skip(1).flat_map(|line| line.split(',')).any(|cell| {
                cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t'])
            });
            // The date at least.
            prop_assert_eq!(exported.lost.iter().any(|lost| lost.contains("apostrophe")), !raw);
            if raw {
                prop_assert!(text.contains(",-0044-03-15,"), "{}", text);
            } else {
                // A comma in the title ends what this looks at, not the cell.
                prop_assert!(!dangerous || title.contains(','), "{}", text);
                prop_assert_eq!(lines_of(&back(In::Table, &exported.bytes)), lines_of(&document), "{}", text);
            }
        }
    }

    #[test]
    fn private_notes_stay_behind(document in document()) {
        for format in Out::ALL {
            let mut parts = Parts { lanes: document.lanes().to_vec(), ..Parts::default() };
            parts.events = events(&document, |event| event.note = "TOPSECRET".into());
            parts.story = vec![Step { note: "TOPSECRET".to_owned(), ..Step::default() }];
            let document = Document::new(parts);
            let exported = export::export(format, &document, &export::Options::default());
            prop_assert!(!String::from_utf8(exported.bytes).unwrap().contains("TOPSECRET"));
            let told = exported.lost.iter().any(|lost| lost.contains("private"));
            prop_assert_eq!(told, !document.events().is_empty() || matches!(format, Out::Ron | Out::Json));
        }
    }
}
