//! Two people change one file: what `coeval merge` makes of their texts, and what git makes of them with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use coeval::io::{self, MergedText, merge_texts};

use crate::support::dice::Dice;

const BASE: &str = r#"// Talks of the autumn.
Timeline(
    title: "Autumn",
    sources: [
        Source(id: "arvak", title: "A"),
    ],
    events: [
        // The first.
        Event(
            id: "a",
            date: "2024-10-14", // Monday
            title: "Talks",
            country: "IR",
            tags: ["x", "y"],
        ),
        Event(date: "2024-10-15", title: "A meeting", country: "IL"),
        Event(id: "c", date: "2024-10-16", title: "Later", country: "AZ", place: "Baku"),
    ],
)
"#;

fn merged(ours: &str, theirs: &str) -> MergedText {
    let merged = merge_texts(BASE, ours, theirs, 7);
    assert_eq!(merged.by_lines, None);
    merged
}

fn well(ours: &str, theirs: &str) -> String {
    let merged = merged(ours, theirs);
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    merged.text
}

fn edit(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(BASE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

#[test]
fn fields_of_one_event_comments_and_lists_come_together() {
    let ours = edit(&[
        ("title: \"Talks\",", "title: \"Talks in Tehran\", // ours"),
        ("[\"x\", \"y\"]", "[\"x\", \"ours\"]"),
        ("        Event(date", "        // Who met?\n        Event(date"),
    ]);
    let theirs = edit(&[
        (
            "country: \"IR\",",
            "country: \"IR\",\n            place: \"Tehran\",\n            mood: \"calm\", // unknown",
        ),
        ("[\"x\", \"y\"]", "[\"x\", \"y\", \"theirs\"]"),
        ("// Monday", "// a Monday"),
        ("country: \"IL\"", "country: \"IL\", /* sure? */ people: [\"P\"]"),
    ]);
    insta::assert_snapshot!("merged", well(&ours, &theirs));
    assert_eq!(well(&ours, BASE), ours);
    assert_eq!(well(BASE, &theirs), theirs);
    assert_eq!(well(&theirs, &theirs), theirs);
}

#[test]
fn events_come_and_go_where_they_stood() {
    let event = |id: &str| {
        format!(
            "        // of {id}\n        Event(id: \"{id}\", date: \"2025\", title: \"{id}\", country: \"US\"), // {id}\n"
        )
    };
    let last = "        Event(id: \"c\"";
    let ours = edit(&[(last, &format!("{}{last}", event("o")))]);
    let theirs = edit(&[
        (last, &format!("{}{last}", event("t"))),
        ("        Event(date: \"2024-10-15\", title: \"A meeting\", country: \"IL\"),\n", ""),
    ]);
    let text = well(&ours, &theirs);
    let ids: Vec<String> =
        io::read(&text).document.events().iter().map(|event| event.id.to_string()).collect();
    assert!(
        ids.len() == 4
            && ids[0] == "a"
            && ids[3] == "c"
            && text.contains("// of o")
            && text.contains("// of t"),
        "{text}"
    );
}

#[test]
fn an_event_without_an_id_is_known_by_where_it_stands() {
    let ours = edit(&[("title: \"A meeting\"", "title: \"A meeting in Tel Aviv\"")]);
    let theirs = edit(&[("country: \"IL\"", "country: \"IL\", place: \"Tel Aviv\"")]);
    let text = well(&ours, &theirs);
    assert!(
        text.contains("title: \"A meeting in Tel Aviv\", country: \"IL\", place: \"Tel Aviv\""),
        "{text}"
    );
}

#[test]
fn what_one_lays_out_anew_the_other_may_change() {
    let ours = io::tidy(BASE).unwrap();
    let theirs = edit(&[("title: \"Later\"", "title: \"Much later\""), ("\"Autumn\"", "\"Autumn of 2024\"")]);
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let text = well(ours, theirs);
        assert!(text.contains("\"Much later\",") && text.contains("\"Autumn of 2024\","), "{text}");
    }
    let windows = |text: &str| text.replace('\n', "\r\n");
    let theirs_windows = windows(&theirs);
    assert_eq!(well(&edit(&[("Baku", "Baki")]), &theirs_windows), windows(&theirs.replace("Baku", "Baki")));
}

#[test]
fn conflicts_have_both_values_and_check_reports_them() {
    let ours = edit(&[
        ("\"Talks\"", "\"Ours\""),
        ("place: \"Baku\"", "place: \"Ganja\""),
        ("\"Autumn\"", "r#\"Ours\n of it\"#"),
    ]);
    let theirs = edit(&[
        ("\"Talks\"", "\"Theirs\""),
        (", place: \"Baku\"", ""),
        ("\"Autumn\"", "r#\"Theirs\n of it\"#"),
        ("title: \"A\"", "title: \"B\""),
    ]);
    let found = merged(&ours, &theirs);
    insta::assert_snapshot!("conflicts", found.text);
    let mut loaded = io::read(&found.text);
    loaded.check_queries(&coeval::analysis::Query::wrong);
    insta::assert_snapshot!(
        "conflicts_reported",
        io::report("t.ron", &loaded.source, &loaded.diagnostics, false)
    );
    let gone = "        Event(id: \"c\", date: \"2024-10-16\", title: \"Later\", country: \"AZ\", place: \"Baku\"),\n";
    let removed = edit(&[(gone, "")]);
    for (ours, theirs, says) in [(&removed, &ours, "ours removed it"), (&ours, &removed, "theirs removed it")]
    {
        let found = merged(ours, theirs);
        assert_eq!(found.conflicts.len(), 1, "{:?}", found.conflicts);
        assert!(found.text.contains(says) && found.text.contains("Ganja"), "{}", found.text);
    }
}

#[test]
fn what_is_no_timeline_is_merged_by_lines_and_nothing_is_lost() {
    for (base, ours, theirs, conflicts) in [
        ("(events: [", "(events: [ // o", "(events: [ // t", 1),
        ("a\nb\nc\n", "a\no\nc\n", "a\nt\nc\n", 1),
        ("a\n", "a\nb\n", "a\n", 0),
        ("", "", "x", 0),
        (BASE, "[]", BASE, 0),
        (BASE, "[(date: \"2024\", title: \"o\", country: \"IR\")]", &BASE.replace("Talks", "t"), 1),
    ] {
        let merged = merge_texts(base, ours, theirs, 9);
        assert_eq!(merged.conflicts.len(), conflicts, "{base:?}: {}", merged.text);
        let lost = |side: &str| side.lines().any(|line| !merged.text.contains(line));
        if conflicts > 0 {
            assert!(merged.by_lines.is_some() && !lost(ours) && !lost(theirs), "{}", merged.text);
            assert!(merged.text.contains("<<<<<<<<< ours\n") && merged.text.contains(">>>>>>>>> theirs\n"));
            let problems = io::read(&merged.text.replace("<<<<<<<<<", "<<<<<<<")).diagnostics;
            assert!(
                problems.iter().any(|problem| problem.message.contains("merge of lines")),
                "{problems:?}"
            );
        }
    }
    let added = merge_texts(
        "",
        "[(id: \"a\", date: \"2024\", title: \"o\", country: \"IR\")]",
        "[(id: \"b\", date: \"2024\", title: \"o\", country: \"IR\")]",
        7,
    );
    assert_eq!(
        (added.conflicts.len(), io::read(&added.text).document.events().len()),
        (0, 2),
        "{}",
        added.text
    );
}

/// Comments at every place that a file has for them.
const COMMENTED: &str = "#![enable(implicit_some)]
/* 1 */ Timeline /* 2 */ (
    what: (\"x\" /* 3 */, 2), // 4
    imports: [Import(path: \"x.csv\", columns: {\"When it was\": \"date\", \"b\": \"title\"})],
    events: [ /* 5 */
        ( /* 6 */ id /* 7 */ : /* 8 */ \"a\" /* 9 */ , /* 10
            11 */ date: \"2024-10-14\", title: \"A\", country: \"IR\", tags: [\"x\" /* 12 */, // 13
                \"y\"] ), // 14
        Event(id: \"b\", date: \"2024-10-15\", title: \"B\", country: \"IL\", place: /* 15 */ \"Haifa\"), /* 16
            17 */
        // 18
    ], /* 19 */
) // 20
";

#[test]
fn what_only_one_changed_is_its_text_to_the_last_byte() {
    let tidied = io::tidy(COMMENTED).unwrap();
    assert_eq!(io::tidy(&tidied).unwrap(), tidied, "laid out twice it is the same");
    assert!(tidied.contains("{\"When it was\": \"date\", \"b\": \"title\"}"), "{tidied}");
    let windows = COMMENTED.replace('\n', "\r\n");
    let mixed = COMMENTED.replacen("\n        (", "\r\n        (", 1);
    let marked = format!("\u{feff}{COMMENTED}");
    for other in [&tidied, &windows, &mixed, &marked, "[]", "no timeline", ""] {
        for (ours, theirs) in [(other, COMMENTED), (COMMENTED, other), (other, other)] {
            let merged = merge_texts(COMMENTED, ours, theirs, 7);
            assert!(merged.text == *other && merged.conflicts.is_empty(), "{other:?}: {}", merged.text);
        }
    }
}

#[test]
fn every_comment_of_either_side_is_there() {
    let numbers = |text: &str| (1..=20).filter(|n| !text.contains(&n.to_string())).collect::<Vec<u32>>();
    let changed = COMMENTED.replace("\"Haifa\"", "\"Akko\"");
    let tidied = io::tidy(COMMENTED).unwrap();
    for at in 1..=20 {
        // The comment says something else, and the other side changes the value, lays all out anew, or takes the event out.
        let ours = COMMENTED
            .replace(&format!(" {at} "), &format!(" new{at} "))
            .replace(&format!("// {at}\n"), &format!("// new{at}\n"));
        for theirs in [&changed, &tidied] {
            for (ours, theirs) in [(&ours, theirs), (theirs, &ours)] {
                let merged = merge_texts(COMMENTED, ours, theirs, 7);
                assert_eq!(
                    (&merged.by_lines, numbers(&merged.text)),
                    (&None, vec![]),
                    "{at}: {}",
                    merged.text
                );
                let is_new = |text: &str| text.contains(&format!("new{at}"));
                assert_eq!(is_new(&merged.text), is_new(ours) || is_new(theirs), "{at}: {}", merged.text);
            }
        }
    }
    let removed = COMMENTED.replace(", place: /* 15 */ \"Haifa\"", "");
    let merged = merge_texts(COMMENTED, &removed, &tidied, 7);
    assert!(
        merged.conflicts.is_empty() && !merged.text.contains("Haifa"),
        "laying out is no change: {}",
        merged.text
    );
    let merged = merge_texts(COMMENTED, &removed, &COMMENTED.replace("15", "fifteen"), 7);
    assert!(
        merged.by_lines.is_none() && merged.conflicts.len() == 1 && merged.text.contains("fifteen"),
        "{}",
        merged.text
    );
}

#[test]
fn an_event_is_known_by_more_than_its_id() {
    let event = |id: &str, more: &str| {
        format!("(id: \"{id}\", date: \"2024-10-14\", title: \"T\", country: \"IR\"{more})")
    };
    let bare = |country: &str, more: &str| {
        format!("(date: \"2024-10-14\", title: \"T\", country: \"{country}\"{more})")
    };
    let file = |events: &[String]| format!("[\n  {},\n]\n", events.join(",\n  "));
    let (il, lb, a) = (bare("IL", ""), bare("LB", ""), event("a", ""));
    let summary = ", summary: \"s\"";
    for (what, base, ours, theirs, conflicts, says) in [
        // Two of one date and title, of which one goes and the other side changes it: not the other one.
        (
            "taken out",
            vec![&il, &lb],
            vec![lb.clone()],
            vec![bare("IL", summary), lb.clone()],
            1,
            bare("LB", ""),
        ),
        (
            "the other",
            vec![&il, &lb],
            vec![lb.clone()],
            vec![il.clone(), bare("LB", summary)],
            0,
            bare("LB", summary),
        ),
        (
            "new id",
            vec![&a, &lb],
            vec![event("b", ""), lb.clone()],
            vec![event("a", summary), lb.clone()],
            0,
            event("b", summary),
        ),
        (
            "moved",
            vec![&a, &lb],
            vec![lb.clone(), event("b", "")],
            vec![event("a", summary), lb.clone()],
            0,
            event("b", summary),
        ),
        (
            "id given",
            vec![&il, &lb],
            vec![event("2024-10-14-t", "").replace("IR", "IL"), lb.clone()],
            vec![bare("IL", summary), lb.clone()],
            0,
            event("2024-10-14-t", summary).replace("IR", "IL"),
        ),
        ("two new ids", vec![&a], vec![event("b", "")], vec![event("c", "")], 1, "id: \"b\"".to_owned()),
        // Both have one of a new id, and they are not the same event.
        (
            "clash",
            vec![&a],
            vec![event("b", "")],
            vec![a.clone(), event("b", "").replace("\"T\"", "\"U\"")],
            1,
            "\"U\"".to_owned(),
        ),
        // An id that two have is nobody's.
        (
            "one id twice",
            vec![&a, &event("a", "").replace("\"T\"", "\"U\"")],
            vec![event("a", "").replace("\"T\"", "\"U\"")],
            vec![event("a", summary), event("a", "").replace("\"T\"", "\"U\"")],
            1,
            event("a", "").replace("\"T\"", "\"U\""),
        ),
    ] {
        let base: Vec<String> = base.into_iter().cloned().collect();
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|events| file(events));
        for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
            let merged = merge_texts(&base, ours, theirs, 7);
            assert_eq!(
                (merged.conflicts.len(), &merged.by_lines),
                (conflicts, &None),
                "{what}: {}",
                merged.text
            );
            let one_of = [says.clone(), says.replace("\"b\"", "\"c\"")];
            assert!(one_of.iter().any(|says| merged.text.contains(says.as_str())), "{what}: {}", merged.text);
        }
    }
}

#[test]
fn line_ends_marks_and_attributes_are_merged_too() {
    let event = |title: &str| {
        format!("(events: [\n  (id: \"a\", date: \"2024\", title: \"{title}\", country: \"IR\"),\n])\n")
    };
    let enable = "#![enable(implicit_some)]\n";
    let merged =
        merge_texts(&event("T"), &format!("// ours\n{}", event("T")), &format!("{enable}{}", event("U")), 7);
    assert_eq!(merged.text, format!("{enable}// ours\n{}", event("U")));
    let merged = merge_texts(
        &event("T"),
        &event("U"),
        &format!("\u{feff}{}", event("T").replace(", country", ", place: \"P\", country")),
        7,
    );
    assert!(
        merged.text.starts_with('\u{feff}') && merged.text.contains("\"U\", place: \"P\""),
        "{}",
        merged.text
    );
    // A line end within a text of a file that all have alike is no line end of the file.
    let text = event("r#T").replace("\"r#T\"", "r\"a\r\nb\"");
    let merged = merge_texts(&text, &text.replace("IR", "IL"), &text.replace("2024", "2025"), 7);
    assert_eq!(merged.text, text.replace("IR", "IL").replace("2024", "2025"));
}

#[test]
fn what_is_not_utf_8_is_merged_by_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, title: &[u8]| {
        let text =
            [b"(events: [\n (date: \"2024\", title: \"", title, b"\", country: \"IR\")\n])\n"].concat();
        std::fs::write(folder.path().join(name), &text).unwrap();
        text
    };
    let base = file("b", b"T");
    let (ours, theirs) = (file("o", b"Sch\xf6n"), file("t", "Schön".as_bytes()));
    let merge = |arguments: &[&str]| {
        run(env!("CARGO_BIN_EXE_coeval"), folder.path(), &[&["merge"], arguments].concat())
    };
    assert_eq!(merge(&["b", "o", "b"]).stdout, ours);
    assert_eq!(merge(&["b", "b", "t"]).stdout, theirs);
    assert_eq!(merge(&["o", "b", "o"]).stdout, base);
    let output = merge(&["b", "o", "t"]);
    let has = |title: &[u8]| output.stdout.windows(title.len()).any(|part| part == title);
    assert!(
        output.status.code() == Some(1)
            && has(b"Sch\xf6n")
            && has("Schön".as_bytes())
            && has(b"<<<<<<< ours\n")
    );
}

// --- Random histories of two writers, in a real repository ---------------------------------------------------------

/// A file as a writer thinks of it.
#[derive(Clone, Debug)]
struct Plan {
    title: String,
    events: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    id: String,
    comment: String,
    fields: BTreeMap<&'static str, String>,
}

const FIELDS: [&str; 5] = ["date", "title", "country", "place", "summary"];

impl Plan {
    fn random(dice: &mut Dice) -> Self {
        let events = (0..3 + dice.roll(5)).map(|at| Entry::random(dice, &format!("e{at}"))).collect();
        Self { title: "Base".to_owned(), events }
    }

    /// As it is written; blocks or lines, as this writer likes it.
    fn written(&self, in_lines: bool) -> String {
        let mut out = format!("(\n    title: {:?},\n    events: [\n", self.title);
        for event in &self.events {
            if !event.comment.is_empty() {
                let _ = writeln!(out, "        // {}", event.comment);
            }
            let (open, between) = if in_lines { ("", " ") } else { ("\n            ", "\n            ") };
            let _ = write!(out, "        (id: {:?},", event.id);
            let fields: Vec<String> =
                event.fields.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
            let _ = writeln!(out, "{open}{}),", fields.join(&format!(",{between}")));
        }
        out.push_str("    ],\n)\n");
        out
    }

    fn change(&mut self, dice: &mut Dice, who: &str, number: usize) {
        let at = dice.roll(self.events.len().max(1));
        match dice.roll(8) {
            0 => {
                let new = Entry::random(dice, &format!("{who}{number}"));
                self.events.insert(at.min(self.events.len()), new);
            }
            1 if self.events.len() > 2 => drop(self.events.remove(at)),
            2 => self.title = format!("Title of {who}{number}"),
            3 => self.events[at].comment = format!("comment of {who}{number}"),
            4 => drop(self.events[at].fields.remove("place")),
            _ => {
                let field = FIELDS[dice.roll(FIELDS.len())];
                let value = match field {
                    "date" => format!("2024-{:02}-{:02}", 1 + dice.roll(12), 1 + dice.roll(28)),
                    "country" => ["IR", "IL", "AZ"][dice.roll(3)].to_owned(),
                    field => format!("{field} of {who}{number}"),
                };
                self.events[at].fields.insert(field, value);
            }
        }
    }

    fn find(&self, id: &str) -> Option<&Entry> {
        self.events.iter().find(|event| event.id == id)
    }
}

impl Entry {
    fn random(dice: &mut Dice, id: &str) -> Self {
        let mut fields = BTreeMap::new();
        fields.insert("date", format!("2024-10-{:02}", 1 + dice.roll(28)));
        fields.insert("title", format!("title of {id}"));
        fields.insert("country", ["IR", "IL"][dice.roll(2)].to_owned());
        if dice.roll(2) == 0 {
            fields.insert("place", format!("place of {id}"));
        }
        let comment = if dice.roll(3) == 0 { format!("comment of {id}") } else { String::new() };
        Self { id: id.to_owned(), comment, fields }
    }
}

/// What must come of two writers, told from what they meant.
struct Expected {
    /// The fields of each event that no one doubts.
    sure: BTreeMap<(String, &'static str), Option<String>>,
    /// Events that are gone.
    gone: BTreeSet<String>,
    conflicts: usize,
    /// What must be in the text, whatever else happens.
    said: Vec<String>,
}

fn expected(base: &Plan, ours: &Plan, theirs: &Plan) -> Expected {
    let mut expected =
        Expected { sure: BTreeMap::new(), gone: BTreeSet::new(), conflicts: 0, said: Vec::new() };
    let plans = [base, ours, theirs];
    let ids: BTreeSet<&str> =
        plans.iter().flat_map(|plan| plan.events.iter().map(|event| event.id.as_str())).collect();
    for id in ids {
        let [was, own, other] = plans.map(|plan| plan.find(id));
        match (was, own, other) {
            (Some(was), Some(kept), None) | (Some(was), None, Some(kept)) => {
                if was == kept {
                    expected.gone.insert(id.to_owned());
                } else {
                    expected.conflicts += 1;
                }
            }
            (_, None, None) => drop(expected.gone.insert(id.to_owned())),
            _ => {
                let none = BTreeMap::new();
                let fields = |entry: Option<&'_ Entry>| {
                    entry.map_or_else(|| none.clone(), |entry| entry.fields.clone())
                };
                let (was, own, other) = match (own, other) {
                    (Some(_), Some(_)) => (fields(was), fields(own), fields(other)),
                    (own, other) => (none.clone(), fields(own), fields(other.or(own))),
                };
                for field in FIELDS {
                    let (was, own, other) = (was.get(field), own.get(field), other.get(field));
                    let sure = if own == other || was == other { own } else { other };
                    let is_sure = own == other || was == other || was == own;
                    if is_sure {
                        expected.sure.insert((id.to_owned(), field), sure.cloned());
                    } else {
                        expected.conflicts += 1;
                    }
                }
            }
        }
    }
    let titles = [&base.title, &ours.title, &theirs.title];
    expected.conflicts +=
        usize::from(titles[0] != titles[1] && titles[0] != titles[2] && titles[1] != titles[2]);
    // Whatever either wrote that was not there before.
    for side in [ours, theirs] {
        for event in &side.events {
            let was = base.find(&event.id);
            for (field, value) in &event.fields {
                if was.is_none_or(|was| was.fields.get(field) != Some(value)) {
                    expected.said.push(format!("{value:?}"));
                }
            }
            if was.is_none_or(|was| was.comment != event.comment) && !event.comment.is_empty() {
                expected.said.push(event.comment.clone());
            }
        }
        if side.title != base.title {
            expected.said.push(format!("{:?}", side.title));
        }
    }
    expected
}

struct History {
    texts: [String; 3],
    expected: Expected,
}

fn history(seed: u64) -> History {
    let mut dice = Dice::new(seed * 2);
    let base = Plan::random(&mut dice);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    for number in 0..1 + dice.roll(4) {
        ours.change(&mut dice, "o", number);
    }
    for number in 0..1 + dice.roll(4) {
        theirs.change(&mut dice, "t", number);
    }
    let in_lines = dice.roll(2) == 0;
    let anew = dice.roll(5) == 0;
    let texts = [base.written(in_lines), ours.written(in_lines), theirs.written(in_lines != anew)];
    History { texts, expected: expected(&base, &ours, &theirs) }
}

fn proves(text: &str, conflicts: usize, expected: &Expected, seed: u64) {
    let told = format!("history {seed}:\n{text}");
    assert_eq!(conflicts, expected.conflicts, "{told}");
    let loaded = io::read(text);
    assert!(loaded.is_timeline(), "{told}");
    assert_eq!(
        loaded.counts().1,
        conflicts,
        "check reports each conflict and nothing else: {told}\n{:?}",
        loaded.diagnostics
    );
    for ((id, field), value) in &expected.sure {
        let ix = loaded
            .document
            .find(&coeval::model::EventId::new(id))
            .unwrap_or_else(|| panic!("{id} is lost; {told}"));
        let event = loaded.document.event(ix);
        let is = match *field {
            "date" => event.date.text(),
            "title" => event.title.as_str(),
            "country" => event.country.as_str(),
            "place" => event.place.as_str(),
            _ => event.summary.as_str(),
        };
        assert_eq!(is, value.as_deref().unwrap_or_default(), "{field} of {id}; {told}");
    }
    for id in &expected.gone {
        assert!(loaded.document.find(&coeval::model::EventId::new(id)).is_none(), "{id} came back; {told}");
    }
    for said in &expected.said {
        assert!(text.contains(said.as_str()), "{said} is lost; {told}");
    }
}

#[test]
fn a_thousand_random_histories_lose_nothing_and_conflict_only_where_fields_do() {
    for seed in 0..1000 {
        let History { texts: [base, ours, theirs], expected } = history(seed);
        let merged = merge_texts(&base, &ours, &theirs, 7);
        assert_eq!(merged.by_lines, None, "history {seed}: {base}\n{ours}\n{theirs}");
        proves(&merged.text, merged.conflicts.len(), &expected, seed);
    }
}

fn run(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", folder.join("none"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_EDITOR", "true")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"))
}

fn git(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = run("git", folder, arguments);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.success(), said)
}

fn git_well(folder: &Path, arguments: &[&str]) -> String {
    let (is_well, said) = git(folder, arguments);
    assert!(is_well, "git {arguments:?}: {said}");
    said
}

/// All histories as git reads them at once: a branch for what both began with and one for each writer.
fn stream(histories: &[History]) -> String {
    let mut out = String::new();
    let mut mark = 0;
    for (at, history) in histories.iter().enumerate() {
        for (branch, text) in ["base", "ours", "theirs"].into_iter().zip(&history.texts) {
            mark += 1;
            let from = if branch == "base" { String::new() } else { format!("from refs/heads/base-{at}\n") };
            let _ = write!(
                out,
                "commit refs/heads/{branch}-{at}\nmark :{mark}\ncommitter W <w@example.org> {} +0000\ndata 1\nx\n{from}M 100644 inline t.timeline.ron\ndata {}\n{text}\n",
                1_700_000_000 + mark,
                text.len()
            );
        }
    }
    out
}

fn repository(histories: &[History]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    git_well(at, &["init", "-q", "-b", "main"]);
    for (key, value) in
        [("user.name", "W"), ("user.email", "w@example.org"), ("advice.mergeConflict", "false")]
    {
        git_well(at, &["config", key, value]);
    }
    let mut import = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(at)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut import.stdin.take().unwrap(), stream(histories).as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
    let setup = run(env!("CARGO_BIN_EXE_coeval"), at, &["git", "setup", "--write"]);
    assert!(setup.status.success(), "{}", String::from_utf8_lossy(&setup.stderr));
    // For every branch: the attributes need not be in any of them.
    std::fs::rename(at.join(".gitattributes"), at.join(".git/info/attributes")).unwrap();
    folder
}

#[test]
fn two_hundred_random_histories_in_git_merge_and_git_rebase() {
    let histories: Vec<History> = (0..200).map(|seed| history(10_000 + seed)).collect();
    let folder = repository(&histories);
    let at = folder.path();
    let mut conflicts = 0;
    for (number, history) in histories.iter().enumerate() {
        let (ours, theirs) = (format!("ours-{number}"), format!("theirs-{number}"));
        let is_rebase = number % 4 == 3;
        let (is_well, said) = if is_rebase {
            // What is rebased is theirs to git: the branch that it goes onto is ours.
            git(at, &["rebase", "-q", &ours, &theirs])
        } else {
            git_well(at, &["checkout", "-q", "-f", &ours]);
            git(at, &["merge", "-q", "-m", "m", &theirs])
        };
        let text = std::fs::read_to_string(at.join("t.timeline.ron")).unwrap();
        let expected = &history.expected;
        assert_eq!(is_well, expected.conflicts == 0, "history {number}: {said}\n{text}");
        let found = io::read(&text).counts().1;
        proves(&text, found, expected, number as u64);
        if !is_well {
            conflicts += 1;
            git_well(at, &[if is_rebase { "rebase" } else { "merge" }, "--abort"]);
        }
    }
    assert!((20..=180).contains(&conflicts), "both kinds must be met: {conflicts} of 200 in conflict");
    let left: Vec<_> = std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        left.iter().all(|name| name == ".git" || name == "t.timeline.ron"),
        "nothing is left behind: {left:?}"
    );
}

#[test]
fn git_setup_writes_once_and_git_shows_the_tidy_form() {
    let folder = repository(&[history(1)]);
    let at = folder.path();
    git_well(at, &["checkout", "-q", "-f", "ours-0"]);
    std::fs::write(at.join(".gitattributes"), "*.txt text").unwrap();
    let setup = |arguments: &[&str]| {
        let output = run(env!("CARGO_BIN_EXE_coeval"), at, &[&["git", "setup"], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    insta::assert_snapshot!("git_setup", setup(&[]));
    assert!(setup(&["--write"]).contains("written"));
    let attributes = std::fs::read_to_string(at.join(".gitattributes")).unwrap();
    assert_eq!(
        attributes,
        "*.txt text\n*.coeval.ron merge=coeval diff=coeval\n*.timeline.ron merge=coeval diff=coeval\n"
    );
    assert!(setup(&["--write"]).contains("already"));
    assert_eq!(std::fs::read_to_string(at.join(".gitattributes")).unwrap(), attributes);
    // Laid out anew it says the same, and git shows no difference.
    let text = std::fs::read_to_string(at.join("t.timeline.ron")).unwrap();
    std::fs::write(at.join("t.timeline.ron"), text.replace("    ", "  ")).unwrap();
    assert_eq!(git_well(at, &["diff", "--", "t.timeline.ron"]), "");
    std::fs::write(at.join("t.timeline.ron"), text.replace("title of e0", "another")).unwrap();
    assert!(git_well(at, &["diff", "--", "t.timeline.ron"]).contains("+            title: \"another\","));
    let outside = tempfile::tempdir().unwrap();
    let output = run(env!("CARGO_BIN_EXE_coeval"), outside.path(), &["git", "setup", "--write"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("git repository"));
}

#[test]
fn a_file_is_compared_with_what_it_was_in_a_commit() {
    let folder = repository(&[history(1)]);
    let at = folder.path();
    git_well(at, &["checkout", "-q", "-f", "base-0"]);
    let text = std::fs::read_to_string(at.join("t.timeline.ron")).unwrap();
    std::fs::write(at.join("t.timeline.ron"), text.replace("title of e0", "another")).unwrap();
    let diff = |folder: &Path, arguments: &[&str]| {
        let output = run(env!("CARGO_BIN_EXE_coeval"), folder, &[&["diff"], arguments].concat());
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    let (status, said) = diff(at, &["--git", "HEAD", "t.timeline.ron"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("title: title of e0 → another")
            && said.contains("0 events added, 0 removed, 1 changed"),
        "{said}"
    );
    // From elsewhere, by its path.
    let path = at.join("t.timeline.ron");
    assert_eq!(diff(Path::new("/"), &["--git", "HEAD", path.to_str().unwrap()]).0, Some(0));
    for (arguments, status, says) in [
        (&["--git", "none", "t.timeline.ron"][..], 1, "git show"),
        (&["--git", "--output=x", "t.timeline.ron"], 2, ""),
        (&["--git=--output=x", "t.timeline.ron"], 2, "not a commit"),
        (&["t.timeline.ron"], 2, "<B>"),
    ] {
        let (code, said) = diff(at, arguments);
        assert!(code == Some(status) && said.contains(says), "{arguments:?}: {code:?} {said}");
    }
    assert!(!at.join("x").exists());
}

#[test]
fn merge_writes_over_nothing_that_it_was_not_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let coeval = |arguments: &[&str]| run(env!("CARGO_BIN_EXE_coeval"), folder.path(), arguments);
    let theirs = BASE.replace("Talks", "Theirs");
    for (name, text) in
        [("base.ron", BASE), ("mine.ron", BASE), ("theirs.ron", &theirs), ("other.ron", "precious")]
    {
        std::fs::write(at(name), text).unwrap();
    }
    let three = ["merge", "base.ron", "mine.ron", "theirs.ron"];
    let call = |more: &[&str]| coeval(&[&three[..], more].concat());
    assert_eq!(String::from_utf8(call(&[]).stdout).unwrap(), theirs);
    for out in ["other.ron", "base.ron", "theirs.ron"] {
        assert_eq!(call(&["-o", out]).status.code(), Some(2), "{out}");
    }
    assert_eq!(call(&["-o", "theirs.ron", "--force"]).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(at("other.ron")).unwrap(), "precious");
    assert_eq!(call(&["-o", "mine.ron"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(at("mine.ron.bak")).unwrap(), BASE);
    assert_eq!(std::fs::read_to_string(at("mine.ron")).unwrap(), theirs);
    assert_eq!(call(&["-o", "other.ron", "--force"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(at("other.ron.bak")).unwrap(), "precious");
    std::fs::write(at("mine.ron"), BASE.replace("Talks", "Mine")).unwrap();
    let output = call(&["--marker-size", "5"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("// <<<<< conflict in title")
            && text.contains("\"Mine\"")
            && text.contains("\"Theirs\"")
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 conflict"));
}
