//! Filters and views with names, and what accounts leave out: read with every problem in its place, changed by edits,
//! written into the file's own text.

use coeval::analysis::Query;
use coeval::edit::named::{keep_filter, keep_view, remove_filter, remove_view, rename_filter, rename_view};
use coeval::edit::{Edit, EditError, Field, History, Section};
use coeval::io;
use coeval::model::{Document, EventId, EventIx, LanesBy, NamedFilter, NamedView};

const FILE: &str = r#"// Kept by hand.
(
    events: [
        // The only one.
        (id: "e", date: "2024-10-14", title: "Talks", country: "IR", accounts: [
            (by: "AZ", says: "They met."), // short
            (by: "IR", says: "They met and signed."),
        ]),
    ],
    filters: [
        Filter(name: "Diplomacy", query: "tag:diplomacy"), // the usual one
    ],
    views: [
        View(name: "October", from: "2024-10-01", to: "2024-10-31", lanes: ["IR"], query: "-tag:war", lanes_by: "tag", align: "e", zone: "Asia/Tehran"),
    ],
)
"#;

fn filter(name: &str, query: &str) -> NamedFilter {
    NamedFilter { name: name.to_owned(), query: query.to_owned() }
}

/// What is in the file after these edits.
fn saved(text: &str, edits: impl Fn(&Document) -> Vec<Edit>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ron");
    std::fs::write(&path, text).unwrap();
    let loaded = io::open(&path).unwrap();
    let mut document = loaded.document.clone();
    for edit in edits(&loaded.document) {
        coeval::edit::apply(&mut document, edit).unwrap();
    }
    let source = io::save(&path, &document, 0, &loaded.source).unwrap();
    let read = io::read(source.text()).document;
    assert_eq!((read.filters(), read.views()), (document.filters(), document.views()));
    std::fs::read_to_string(&path).unwrap()
}

#[test]
fn what_a_file_says_is_read() {
    let document = io::read(FILE).document;
    assert_eq!(document.filters(), [filter("Diplomacy", "tag:diplomacy")]);
    let view = NamedView {
        name: "October".to_owned(),
        from: "2024-10-01".to_owned(),
        to: "2024-10-31".to_owned(),
        lanes: vec!["IR".to_owned()],
        query: "-tag:war".to_owned(),
        lanes_by: LanesBy::Tag,
        zone: "Asia/Tehran".to_owned(),
        align: "e".to_owned(),
    };
    assert_eq!(document.views(), [view]);
    assert!(io::read(FILE).diagnostics.is_empty());
}

#[test]
fn what_is_wrong_is_told_in_its_place() {
    let text = r#"(
    events: [(date: "2024", title: "T", country: "IR", accounts: [(by: "IR", says: "x", omits: "all")])],
    filters: [
        (name: "A", query: "after:2024-13"),
        (name: "A", query: "b"),
        (query: "nameless"),
        (name: "No query"),
        (nome: "C", query: "c"),
        (name: "D", query: "(open"),
    ],
    views: [
        (name: "V", from: "14 Oct", lanes_by: "tags", query: "tagg:x"),
        (name: "W", lanes: "IR"),
        (name: "X", align: "tag:war", from: "-30", to: "2024-10"),
    ],
)"#;
    let mut loaded = io::read(text);
    loaded.check_queries(&Query::wrong);
    insta::assert_snapshot!(io::report("t.ron", &loaded.source, &loaded.diagnostics, false));
    let names: Vec<&str> = loaded.document.filters().iter().map(|filter| filter.name.as_str()).collect();
    assert_eq!(names, ["A", "D"]);
    assert_eq!(loaded.counts().1 + loaded.counts().2, loaded.diagnostics.len());
}

#[test]
fn a_new_name_changes_its_own_lines_alone() {
    let text = saved(FILE, |document| vec![keep_filter(document, filter("War", "tag:war or \"arms\""))]);
    let line = r#"        Filter(name: "War", query: "tag:war or \"arms\""),"#;
    let usual = "Filter(name: \"Diplomacy\", query: \"tag:diplomacy\"), // the usual one\n";
    assert_eq!(text, FILE.replacen(usual, &format!("{usual}{line}\n"), 1));

    let text = saved(FILE, |document| vec![rename_filter(document, 0, "Talks ")]);
    assert_eq!(text, FILE.replacen("\"Diplomacy\"", "\"Talks\"", 1));
    let text = saved(FILE, |document| vec![rename_view(document, 0, "Autumn")]);
    assert_eq!(text, FILE.replacen("\"October\"", "\"Autumn\"", 1));
    let text = saved(FILE, |document| vec![keep_filter(document, filter("Diplomacy", "tag:talks"))]);
    assert_eq!(text, FILE.replacen("tag:diplomacy", "tag:talks", 1));
}

#[test]
fn a_file_without_names_gets_them() {
    let view = NamedView { name: "All".to_owned(), lanes_by: LanesBy::Person, ..NamedView::default() };
    for text in [
        "(events: [(date: \"2024\", title: \"T\", country: \"IR\")])",
        "[(date: \"2024\", title: \"T\", country: \"IR\")] // a list\n",
        "#![enable(implicit_some)]\nTimeline(\n    events: [\n    ],\n)\n",
    ] {
        let after = saved(text, |document| {
            vec![keep_filter(document, filter("F", "x")), keep_view(document, view.clone())]
        });
        assert!(
            after.contains("name: \"F\", query: \"x\"") && after.contains("lanes_by: \"person\""),
            "{after}"
        );
    }
    let after = saved(FILE, |document| vec![remove_filter(document, 0), remove_view(document, 0)]);
    let read = io::read(&after);
    assert!(read.document.filters().is_empty() && read.document.views().is_empty());
    assert!(after.contains("// Kept by hand.") && after.contains("// short"));
}

#[test]
fn names_are_undone_one_by_one() {
    let mut document = io::read(FILE).document;
    let mut history = History::default();
    for name in ["A", "B", "A"] {
        let edit = keep_filter(&document, filter(name, "x y"));
        history.apply(&mut document, edit).unwrap();
    }
    let names = |document: &Document| -> Vec<String> {
        document.filters().iter().map(|filter| filter.name.clone()).collect()
    };
    assert_eq!(names(&document), ["Diplomacy", "A", "B"]);
    assert_eq!(history.undo_label(), Some("Change order of searches"));
    history.undo(&mut document).unwrap();
    assert_eq!(history.undo(&mut document).unwrap().as_deref(), Some("Save search “B”"));
    assert_eq!(names(&document), ["Diplomacy", "A"]);

    let twice = Edit::Set(Section::Filters(vec![filter("A", ""), filter("A", "x")]));
    assert!(matches!(history.apply(&mut document, twice), Err(EditError::Twice("search", _))));
    let nameless = rename_view(&document, 0, "  ");
    assert!(matches!(history.apply(&mut document, nameless), Err(EditError::Empty("view name"))));
}

#[test]
fn what_an_account_leaves_out_is_written_beside_it() {
    let omits = |document: &Document| {
        let event = document.event(EventIx(0));
        let mut accounts = event.accounts.clone();
        accounts[0].omits = vec!["the signing", "who \"was\" there"].into();
        vec![Edit::SetField { event: event.id.clone(), field: Field::Accounts(accounts) }]
    };
    let text = saved(FILE, omits);
    let with = r#"(by: "AZ", says: "They met.", omits: ["the signing", "who \"was\" there"]), // short"#;
    assert_eq!(text, FILE.replacen("(by: \"AZ\", says: \"They met.\"), // short", with, 1));
    let read = io::read(&text);
    assert!(read.diagnostics.is_empty());
    let omits = &read.document.event(EventIx(0)).accounts[0].omits;
    assert_eq!(**omits, ["the signing", "who \"was\" there"]);
}

#[test]
fn of_several_files_each_keeps_its_own_names() {
    let other = FILE.replace("Diplomacy", "Other").replace("October", "November");
    let folder = tempfile::tempdir().unwrap();
    let paths = [folder.path().join("a.ron"), folder.path().join("b.ron")];
    std::fs::write(&paths[0], FILE).unwrap();
    std::fs::write(&paths[1], &other).unwrap();
    let loaded = [io::open(&paths[0]).unwrap(), io::open(&paths[1]).unwrap()];
    let mut joined = io::merge(&[&loaded[0].document, &loaded[1].document]);
    let names: Vec<&str> = joined.filters().iter().map(|filter| filter.name.as_str()).collect();
    assert_eq!(names, ["Diplomacy", "Other"]);
    let second = joined.event(EventIx(1)).id.to_string();
    assert_ne!(second, "e");
    let around: Vec<&str> = joined.views().iter().map(|view| view.align.as_str()).collect();
    assert_eq!(around, ["e", &second], "each view counts from the event of its own file");
    let edit = rename_view(&joined, 1, "December");
    coeval::edit::apply(&mut joined, edit).unwrap();
    let edit = keep_filter(&joined, filter("New", "x"));
    coeval::edit::apply(&mut joined, edit).unwrap();
    let edit = rename_filter(&joined, 1, "Others");
    coeval::edit::apply(&mut joined, edit).unwrap();
    for (origin, path) in (0..).zip(&paths) {
        io::save(path, &joined, origin, &loaded[usize::from(origin)].source).unwrap();
    }
    let read = |at: usize| io::open(&paths[at]).unwrap().document.filters().to_vec();
    assert_eq!(read(0)[0].name, "Diplomacy");
    assert!(read(0).iter().any(|filter| filter.name == "New"));
    assert!(read(1).iter().all(|filter| filter.name != "New" && filter.name != "Diplomacy"));
    let views = io::open(&paths[1]).unwrap().document.views().to_vec();
    assert_eq!((views[0].name.as_str(), views[0].align.as_str()), ("December", "e"));
}

#[test]
fn a_view_follows_the_event_that_it_counts_from() {
    let mut document = io::read(FILE).document;
    let mut history = History::default();
    let id = document.event(EventIx(0)).id.clone();
    let edit = Edit::SetField { event: id, field: Field::Id(EventId::new("talks")) };
    history.apply(&mut document, edit).unwrap();
    assert_eq!(document.views()[0].align, "talks");
    history.undo(&mut document).unwrap();
    assert_eq!(document.views()[0].align, "e");
}
