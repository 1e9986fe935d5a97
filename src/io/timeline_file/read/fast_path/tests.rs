//! The fast path against the general way: whatever the one reads, the other reads just so.

use proptest::prelude::*;

use super::*;

/// Reads an event both ways; whether it was plain.
fn check(text: &str) -> bool {
    let Some(PlainEvent { fields: mut plain, end, comments }) = event(text, 0) else { return false };
    let mut scanner = Scanner::new(text, 0);
    assert_eq!(scanner.value(), Ok(0..end), "{text}");
    assert_eq!(scanner.comments, comments, "{text}");
    let mut problems = Problems::default();
    let mut general = EventFields::read(text, &(0..end), &mut problems).unwrap();
    assert!(problems.is_empty(), "{text}\n{:?}", problems.finish(text));
    for fields in [&mut plain, &mut general] {
        let EventFields { people, tags, involves, sources, .. } = fields;
        for list in [people, tags, involves, sources] {
            if let Texts::Plain(span) = list {
                *list = Texts::Read(strings(text, span));
            }
        }
    }
    assert_eq!(format!("{plain:?}"), format!("{general:?}"), "{text}");
    true
}

fn value(field: &str) -> String {
    match field {
        "date" => "\"2024-10-14\"".to_owned(),
        "importance" => "4".to_owned(),
        "involves" | "people" | "tags" | "sources" => "[\"IR\", Some(\"AZ\") , ]".to_owned(),
        "accounts" => "[Account(by: \"IR\", says: r\"x\", grade: Some(\"B2\"), omits: [\"z\"]), \
                       (source: None, by: \"AZ\", quote: \"y\")]"
            .to_owned(),
        "links" => "[(to: \"other\", kind: \"after\"), Link(by: \"x\", to: \"b\",)]".to_owned(),
        field => format!("\"some {field}\""),
    }
}

#[test]
fn every_field_can_be_plain() {
    for fields in [EVENT.fields.to_vec(), EVENT.fields.iter().rev().copied().collect()] {
        for (open, close) in [("", ""), ("Some(", ")"), ("Some /* ( */ ( ", " , )")] {
            let written = |f: &&str| format!("\r\n\t{f} :{open}{}{close}", value(f));
            let fields: Vec<String> = fields.iter().map(written).collect();
            assert!(check(&format!("Event ({})", fields.join(" ,"))), "{open}");
            assert!(check(&format!("({},\n)", fields.join(", // )\n"))), "{open}");
        }
    }
}

/// What a value may look like that is plain, and what may stand around it.
#[test]
fn however_it_is_written() {
    let with = |field: &str| format!("(date: \"2024\", title: \"t\", country: \"IR\", {field})");
    for field in [
        "",
        "place: \"a\\nb \\\"c\\\" \\\\ \\u{61}\"",
        "place: r\"a\\\"",
        "place: r##\"a\"# b\"##",
        "place: Some(\"a\")",
        "place: None",
        "id: None",
        "tags: None",
        "importance: Some(3)",
        "accounts: None",
        "place: \"تهران\", note: Some ( \"a\" )",
        "/* c */ place /* : */ : // \"\n \"a\" /* , */",
        "accounts: [(by: \"a\", says: \"b\") // c\n]",
        "\u{b}place\u{b}:\u{85} \"a\"\u{2028}",
    ] {
        assert!(check(&with(field)), "{field}");
    }
}

#[test]
fn what_is_not_plain_is_left_alone() {
    let with = |field: &str| format!("(date: \"2024\", title: \"t\", country: \"IR\", {field})");
    for field in [
        "place: \"a\\qb\"",
        "place: b\"a\"",
        "place: Some(Some(\"a\"))",
        "place: Some(None)",
        "place: Some(\"a\", \"b\")",
        "place: Some(\"a\"",
        "place: Something(\"a\")",
        "place: Nonesuch",
        "place\u{85}: \"a\"",
        "place: None\u{85}",
        "importance: 3\u{85}",
        "place: 1",
        "date: \"2024\"",
        "title: None",
        "plce: \"a\"",
        "/* c place: \"a\"",
        "place: \"a\" note: \"b\"",
        "place = \"a\"",
        "importance: 7",
        "importance: 03",
        "importance: -1",
        "tags: \"a\"",
        "tags: [1]",
        "tags: [None]",
        "tags: [\"a\" \"b\"]",
        "tags: [\"a\",,]",
        "\"place\": \"a\"",
        "accounts: [(by: \"a\")]",
        "accounts: [(says: \"a\")]",
        "accounts: [(by: \"a\", says: \"b\", says: \"c\")]",
        "accounts: [Acc(by: \"a\", says: \"b\")]",
        "links: [(kind: \"after\")]",
        "links: [(to: \" \")]",
        "links: [(\"a\")]",
        "place: \"a",
        ", ",
        "[",
    ] {
        assert!(!check(&with(field)), "{field}");
    }
    for text in [
        "",
        "(",
        "Event",
        "Evnt(date: \"2024\", title: \"t\", country: \"IR\")",
        "(date: \"2024\", title: \" \", country: \"IR\")",
    ] {
        assert!(!check(text), "{text}");
    }
}

/// A text in one of the ways in which texts are written, right or nearly so.
fn any_text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        "[a-zآ-ی]{0,4}",
        Just("a \\\"b\\\"".to_owned()),
        Just("\\n\\t\\r\\'\\\\".to_owned()),
        Just("\\u{641}\\x41".to_owned()),
        Just("\\0".to_owned()),
        Just("// )".to_owned()),
        Just("a\r\nb".to_owned()),
        Just("\u{a0}".to_owned()),
        ".{0,3}",
    ];
    (letters, 0..9).prop_map(|(letters, how)| match how {
        0 => format!("Some(\"{letters}\")"),
        1 => format!("Some /**/ (\n\"{letters}\" , )"),
        2 => format!("r\"{letters}\""),
        3 => format!("r#\"{letters}\"#"),
        4 => "None".to_owned(),
        5 => format!("Some(r#\"{letters}\"#)"),
        _ => format!("\"{letters}\""),
    })
}

fn any_list() -> impl Strategy<Value = String> {
    (proptest::collection::vec(any_text(), 0..4), any::<bool>()).prop_map(|(texts, bare)| {
        let list = format!("[{}]", texts.join(", "));
        if bare { list } else { format!("Some({list})") }
    })
}

fn any_record(fields: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec((proptest::sample::select(fields), any_text()), 0..5).prop_map(|fields| {
        let fields: Vec<String> = fields.iter().map(|(name, text)| format!("{name}: {text}")).collect();
        format!("[({})]", fields.join(", "))
    })
}

fn any_field() -> impl Strategy<Value = String> {
    const LISTS: &[&str] = &["involves", "people", "tags", "sources"];
    let text = (proptest::sample::select(EVENT.fields), any_text());
    let list = (proptest::sample::select(LISTS), any_list());
    let number = (Just("importance"), "(Some\\()?[0-7]\\)?");
    let accounts = (Just("accounts"), any_record(ACCOUNT.fields));
    let links = (Just("links"), any_record(LINK.fields));
    prop_oneof![4 => text, 2 => list, 1 => number, 1 => accounts, 1 => links]
        .prop_map(|(name, value)| format!("{name}: {value}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn whatever_is_plain_reads_as_the_general_way_reads_it(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("date: \"2024\""), Just("title: \"ت\u{2028}t\""), Just("country: \"IR\""), Just("place: \"\""),
                Just("id: \" x\""), Just("id: \"\u{a0}\""), Just("people: []"), Just("tags: [ \"a\"]"), Just("importance: 2"),
                Just("note: \"// )\""), Just("links: []"), Just("accounts: [(by: \"x\", says: \"\\\"\")]"), Just(","), Just(", "),
                Just("\n"), Just(")"), Just("("), Just("// x\n"), Just("\u{b}"), Just("\u{85}"), Just("summary: \"a\nb\""),
            ],
            0..14,
        ),
    ) {
        check(&format!("({})", pieces.concat()));
        check(&format!("Event({})", pieces.join(", ")));
    }

    #[test]
    fn fields_in_any_order_and_form(
        mut fields in proptest::collection::vec(any_field(), 0..6),
        between in prop_oneof![Just(","), Just(",\r\n        "), Just(", // c\n"), Just(" /* ) */ ,\t")],
        at in 0..7_usize,
    ) {
        for needed in ["date: \"2024-10\"", "title: Some(\"t\")", "country: \"IR\""] {
            fields.insert(at.min(fields.len()), needed.to_owned());
        }
        check(&format!("({})", fields.join(between)));
        check(&format!("Event(\n{between})", between = fields.join(between)));
    }
}
