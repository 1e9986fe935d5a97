//! Whoever gives the format a further field has to teach it to everything that carries fields: reading and writing,
//! saving into a text, the clipboard, JSON, tables, calendars, differences, merges and what makes one document of
//! another. Everything is taken apart here without a remainder, so that a further field does not even build until this
//! knows it, and then each field goes through each of them, alone.

use std::sync::Arc;

use coeval::analysis::diff::{self, Side};
use coeval::edit;
use coeval::io;
use coeval::io::export::{self, Format as Out};
use coeval::io::import::{self, Options};
use coeval::model::event::{Details, Rare, Rarities};
use coeval::model::{
    Account, Document, Event, EventDate, EventId, Grade, ImportRecord, Lane, LaneId, LanesBy, Link,
    NamedFilter, NamedView, Parts, Source, Step,
};

/// A change to an event, and the field that it changes.
type OfEvent = (&'static str, Box<dyn Fn(&mut Event)>);
/// A change to what a timeline says besides its events, and the part that it changes.
type OfTimeline = (&'static str, Box<dyn Fn(&mut Parts)>);

fn text(text: &str) -> String {
    text.to_owned()
}

/// An event with everything that one can have.
fn full() -> Event {
    let account = Account {
        by: "AZ".into(),
        says: "They met.".into(),
        source: Some("s".into()),
        quote: Some("“We met.”".into()),
        grade: Grade::parse("B2"),
        omits: vec![text("the signing")].into(),
    };
    let link = Link { to: EventId::new("other"), kind: "before".into(), by: "s".into() };
    let details = Details {
        title_native: "دیدار".into(),
        accounts: vec![account],
        links: vec![link],
        note: "Ask again.".into(),
    };
    let rarities = Rarities {
        involves: vec![LaneId::new("AZ")].into(),
        sources: vec![text("s")].into(),
        summary: "Long talks.".into(),
        details: details.into(),
    };
    Event {
        id: EventId::new("e"),
        date: EventDate::parse("2024-10~").unwrap(),
        title: "Talks".into(),
        country: "IL".into(),
        lane: LaneId::new("IL"),
        place: "Haifa".into(),
        people: vec![text("Ali")].into(),
        tags: vec![text("war")].into(),
        importance: 5,
        origin: 0,
        rare: Rare::from(rarities),
    }
}

/// An event with as little as can be.
fn plain() -> Event {
    let mut event = Event::new(EventId::new("e"), EventDate::parse("2023").unwrap(), "Before", "Iran");
    event.lane = LaneId::new("IR");
    event
}

/// Each field of an event, set alone.
fn fields_of_an_event() -> Vec<OfEvent> {
    // The id is what events are told apart by, the lane follows from the country, and the file it belongs to is not in
    // any of them.
    let Event { id: _, date, title, country, lane, place, people, tags, importance, origin: _, rare } =
        full();
    let Rarities { involves, sources, summary, details } = (*rare).clone();
    let Details { title_native, accounts, links, note } = (*details).clone();
    vec![
        ("date", Box::new(move |event| event.date = date.clone())),
        ("title", Box::new(move |event| event.title = title.clone())),
        ("country", Box::new(move |event| (event.country, event.lane) = (country.clone(), lane.clone()))),
        ("place", Box::new(move |event| event.place = place.clone())),
        ("people", Box::new(move |event| event.people = people.clone())),
        ("tags", Box::new(move |event| event.tags = tags.clone())),
        ("importance", Box::new(move |event| event.importance = importance)),
        ("title_native", Box::new(move |event| event.title_native = title_native.clone())),
        ("involves", Box::new(move |event| event.involves = involves.clone())),
        ("sources", Box::new(move |event| event.sources = sources.clone())),
        ("summary", Box::new(move |event| event.summary = summary.clone())),
        ("accounts", Box::new(move |event| event.accounts = accounts.clone())),
        ("links", Box::new(move |event| event.links = links.clone())),
        ("note", Box::new(move |event| event.note = note.clone())),
    ]
}

/// A timeline with everything that one can say besides its events.
fn whole() -> Parts {
    let lane = Lane { id: LaneId::new("IR"), name: text("Persia"), color: Some([1, 2, 255]), declared: true };
    let source = Source {
        id: text("s"),
        title: text("On the talks"),
        publisher: Some(text("IRNA")),
        date: Some(text("2024-10-14")),
        url: Some(text("https://example.org")),
    };
    let step = Step {
        title: text("One"),
        from: text("2024-10"),
        to: text("2024-11"),
        focus: vec![EventId::new("e")],
        one_by_one: true,
        lanes: vec![text("IR")],
        query: text("-tag:war"),
        lanes_by: LanesBy::Tag,
        align: text("tag:war"),
        coincidence: text("2024-10-14"),
        accounts: EventId::new("e"),
        seconds: Some(40),
        text: text("…"),
        note: text("Pause"),
    };
    let view = NamedView {
        name: text("October"),
        from: text("2024-10-01"),
        to: text("2024-10-31"),
        lanes: vec![text("IR")],
        query: text("-tag:war"),
        lanes_by: LanesBy::Tag,
        align: text("e"),
        zone: text("Asia/Tehran"),
    };
    let pair = |name: &str, value: &str| (text(name), text(value));
    let import = ImportRecord {
        path: text("../data/talks.csv"),
        columns: [pair("date", "When \"it\" was"), pair("*", "none")].into(),
        options: [pair("dates", "day-first")].into(),
        key: text("Ref"),
        read: text("2026-11-30T16:20:00Z"),
        rows: Arc::new((0..20).map(|n| pair(&format!("r{n}"), "dAAAAA e")).collect()),
    };
    Parts {
        title: text("Rope"),
        summary: text("Who met whom."),
        lanes: vec![lane],
        sources: vec![source],
        events: vec![plain()],
        story: vec![step],
        filters: vec![NamedFilter { name: text("Diplomacy"), query: text("tag:diplomacy") }],
        views: vec![view],
        imports: vec![import],
    }
}

/// Each part of a timeline, set alone.
fn parts_of_a_timeline() -> Vec<OfTimeline> {
    let Parts { title, summary, lanes, sources, events: _, story, filters, views, imports } = whole();
    vec![
        ("title", Box::new(move |parts| parts.title = title.clone())),
        ("summary", Box::new(move |parts| parts.summary = summary.clone())),
        ("lanes", Box::new(move |parts| parts.lanes = lanes.clone())),
        ("sources", Box::new(move |parts| parts.sources = sources.clone())),
        ("story", Box::new(move |parts| parts.story = story.clone())),
        ("filters", Box::new(move |parts| parts.filters = filters.clone())),
        ("views", Box::new(move |parts| parts.views = views.clone())),
        ("imports", Box::new(move |parts| parts.imports = imports.clone())),
    ]
}

/// What may be lost: the format, the field, and the words that tell it.
const MAY_BE_LOST: &[(Out, &str, &str)] = &[
    (Out::Csv, "accounts", "account"),
    (Out::Csv, "links", "link"),
    (Out::Csv, "title of the timeline", "title of the timeline"),
    (Out::Csv, "summary of the timeline", "summary of the timeline"),
    (Out::Csv, "lanes", "lane name or colour"),
    (Out::Csv, "declared sources", "declared source"),
    (Out::Csv, "story", "story step"),
    (Out::Csv, "filters", "saved search"),
    (Out::Csv, "views", "saved view"),
    (Out::Csv, "imports", "remembered import"),
    (Out::Calendar, "title_native", "native title"),
    (Out::Calendar, "involves", "country involved"),
    (Out::Calendar, "people", "person"),
    (Out::Calendar, "sources", "source"),
    (Out::Calendar, "accounts", "account"),
    (Out::Calendar, "links", "link"),
    (Out::Calendar, "lanes", "lane name or colour"),
    (Out::Calendar, "declared sources", "declared source"),
    (Out::Calendar, "story", "story step"),
    (Out::Calendar, "filters", "saved search"),
    (Out::Calendar, "views", "saved view"),
    (Out::Calendar, "imports", "remembered import"),
];

/// What a document says, to be compared; lanes that nobody declares follow from the events.
fn said(document: &Document) -> Parts {
    Parts {
        title: document.title().to_owned(),
        summary: document.summary().to_owned(),
        lanes: document.lanes().iter().filter(|lane| lane.declared).cloned().collect(),
        sources: document.sources().to_vec(),
        events: document.events().iter().map(|event| Event::clone(event)).collect(),
        story: document.story().to_vec(),
        filters: document.filters().to_vec(),
        views: document.views().to_vec(),
        imports: document.imports().to_vec(),
    }
}

/// Goes through everything that carries fields from one state of a timeline to another.
fn carried(what: &str, before: &Document, after: &Document) {
    assert_ne!(said(before), said(after), "{what} is set");
    // Written anew, and read.
    let options = export::Options { notes: true, ..export::Options::default() };
    let written = |format: Out| export::export(format, after, &options);
    let ron = written(Out::Ron);
    let read = io::read(std::str::from_utf8(&ron.bytes).unwrap()).document;
    assert_eq!(said(&read), said(after), "{what} in a timeline file");
    let json = import::import_json(&written(Out::Json).bytes, &Options::default());
    assert_eq!(json.report.skipped, [], "{what} in JSON");
    assert_eq!(said(&json.document), said(after), "{what} in JSON");

    // Spliced into the text of the file as it was.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.ron");
    std::fs::write(&path, export::export(Out::Ron, before, &options).bytes).unwrap();
    let opened = io::open(&path).unwrap();
    io::save(&path, after, 0, &opened.source).unwrap();
    assert_eq!(said(&io::open(&path).unwrap().document), said(after), "{what} saved");
    // Kept in the recovery journal: it keeps what a save would change.
    assert!(io::unsaved(Some(&path), after, 0, Some(&opened.source)).is_some(), "{what} is kept");

    // Told, merged, and made by edits that can be undone.
    assert!(!diff::diff(before, after).is_empty(), "{what} is a difference");
    let merged = diff::merge(before, before, after, |_| Side::Mine);
    assert_eq!((said(&merged.document), merged.conflicts.len()), (said(after), 0), "{what} merged");
    let mut document = before.clone();
    let undo = edit::between(before, after);
    let undo = edit::apply(&mut document, edit::Edit::many("all", undo)).unwrap();
    assert_eq!(said(&document), said(after), "{what} by edits");
    edit::apply(&mut document, undo).unwrap();
    assert_eq!(said(&document), said(before), "{what} undone");
}

/// Whether what another program's format does not keep is told, and what is told is not kept.
fn kept_or_told(what: &str, before: &Document, after: &Document) {
    let options = export::Options { notes: true, ..export::Options::default() };
    for (out, format) in [(Out::Csv, import::Format::Table), (Out::Calendar, import::Format::Calendar)] {
        let name = Options { name: text("t"), ..Options::default() };
        let exported = export::export(out, after, &options);
        let read = import::import(format, &exported.bytes, &name).document;
        let events = |document: &Document| said(document).events;
        let is_of_event = events(before) != events(after);
        let kept = match what {
            _ if is_of_event => events(&read) == events(after),
            "title of the timeline" => read.title() == after.title(),
            "summary of the timeline" => read.summary() == after.summary(),
            _ => false,
        };
        let may = MAY_BE_LOST.iter().find(|(lossy, field, _)| *lossy == out && *field == what);
        match may {
            None => assert!(kept, "{what} is lost in {} without a word", out.name()),
            Some((.., words)) => {
                assert!(exported.lost.iter().any(|told| told.contains(words)), "{what}: {:?}", exported.lost);
                assert!(!kept, "{what} is kept by {} after all", out.name());
            }
        }
    }
}

fn document(event: Event) -> Document {
    Document::new(Parts { events: vec![event], ..Parts::default() })
}

#[test]
fn every_field_of_an_event_goes_through_everything() {
    for (what, set) in fields_of_an_event() {
        let mut event = plain();
        set(&mut event);
        let (before, after) = (document(plain()), document(event));
        carried(what, &before, &after);
        kept_or_told(what, &before, &after);
        let copied = io::events_to_text(&after, &[coeval::model::EventIx(0)]);
        let pasted = io::events_from_text(&copied).unwrap();
        assert_eq!(pasted.events(), after.events(), "{what} on the clipboard");
        let others =
            diff::EventField::ALL.into_iter().filter(|field| !field.is_same(&plain(), &after.events()[0]));
        assert_eq!(others.map(diff::EventField::name).collect::<Vec<_>>(), [what]);
    }
    // All at once, beside all that a timeline says.
    let all = Document::with_events(Parts { events: Vec::new(), ..whole() }, vec![Arc::new(full())]);
    carried("everything", &document(plain()), &all);
}

#[test]
fn every_part_of_a_timeline_goes_through_everything() {
    for (what, set) in parts_of_a_timeline() {
        let mut parts = Parts { events: vec![plain()], ..Parts::default() };
        set(&mut parts);
        let (before, after) = (document(plain()), Document::new(parts));
        carried(what, &before, &after);
        let what = match what {
            "title" => "title of the timeline",
            "summary" => "summary of the timeline",
            "sources" => "declared sources",
            other => other,
        };
        kept_or_told(what, &before, &after);
    }
}
