//! What "the same day" means: hand-made documents, and random ones against an answer found by trying everything.

mod by_trial;
mod in_brief;

use crate::support::documents::plain_event as event;
use coeval::analysis::{Coincidence, DayZone, OrderInDay, Rule, Shared, coincidences, order_in_day};
use coeval::model::{Document, Event, EventId, LaneId, Link, Parts, Source};

fn document(events: Vec<Event>) -> Document {
    Document::new(Parts { events, ..Parts::default() })
}

/// A document of `id lane date` lines.
fn lines(text: &str) -> Document {
    let mut events = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let [id, lane, date] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
        events.push(event(id, lane, date));
    }
    document(events)
}

/// Coincidences as `certainty day..end: members` lines.
fn told(document: &Document, rule: &Rule) -> Vec<String> {
    let tell = |c: &Coincidence| {
        let ids: Vec<&str> = c.events.iter().map(|&ix| document.event(ix).id.as_str()).collect();
        let end = if c.end == c.day { String::new() } else { format!("..{}", c.end) };
        format!("{} {}{end}: {}", c.certainty.word(), c.day, ids.join(" "))
    };
    coincidences(document, rule).iter().map(tell).collect()
}

fn possible() -> Rule {
    Rule { possible: true, ..Rule::default() }
}

#[track_caller]
fn check(text: &str, rule: &Rule, expected: &[&str]) {
    assert_eq!(told(&lines(text), rule), expected, "{rule:?}");
}

#[test]
fn two_events_in_two_lanes() {
    check(
        "a IR 2024-10-14\nb IL 2024-10-14\nc AZ 2024-10-15",
        &Rule::default(),
        &["certain 2024-10-14: b a"],
    );
}

#[test]
fn one_lane_is_no_coincidence_and_one_event_is_none() {
    let mut alone = event("a", "IR", "2024-10-14");
    alone.involves = vec![LaneId::new("AZ"), LaneId::new("IL")].into();
    let document = document(vec![alone, event("b", "IR", "2024-10-14")]);
    assert_eq!(coincidences(&document, &possible()), []);
}

#[test]
fn nothing_at_all() {
    assert_eq!(coincidences(&Document::default(), &possible()), []);
}

#[test]
fn a_short_span_counts_every_day_a_long_one_its_ends() {
    let text = "span AZ 2024-11-11/2024-11-13\nlong GE 2024-11-10/2024-11-22
        x IR 2024-11-12\ny IR 2024-11-22\nz IR 2024-11-15";
    check(text, &Rule::default(), &["certain 2024-11-12: span x", "certain 2024-11-22: long y"]);
    let every_day = Rule { during: true, ..Rule::default() };
    check(
        text,
        &every_day,
        &[
            "certain 2024-11-11: span long",
            "certain 2024-11-12: span long x",
            "certain 2024-11-13: span long",
            "certain 2024-11-15: long z",
            "certain 2024-11-22: long y",
        ],
    );
    let longer = Rule { long_span_days: 13, ..Rule::default() };
    assert_eq!(told(&lines(text), &longer), told(&lines(text), &every_day));
    let shorter = Rule { long_span_days: 2, ..Rule::default() };
    check(text, &shorter, &["certain 2024-11-22: long y"]);
}

#[test]
fn long_spans_side_by_side_are_one_coincidence_and_not_one_a_day() {
    let during = Rule { during: true, ..Rule::default() };
    check(
        "a IR 1980-09-22/1988-08-20\nb AF 1979-12-24/1989-02-15",
        &during,
        &["certain 1980-09-22..1988-08-20: b a"],
    );
    check("a IR -9999/9999\nb AF -9998-01-01/9998-01-01", &during, &["certain -9998-01-01..9998-01-01: b a"]);
}

#[test]
fn imprecise_dates_are_possible_at_most() {
    let text = "a IR 2024-10-14\nb IL 2024-10";
    check(text, &Rule::default(), &[]);
    check(text, &possible(), &["possible 2024-10-14: b a"]);
    check("a IR 2024-10-XX\nb IL 2024-10", &possible(), &["possible 2024-10-01..2024-10-31: b a"]);
    check("a IR 2024-10-14?\nb IL 2024-10-14", &possible(), &["possible 2024-10-14: b a"]);
    check("a IR 2024\nb IL 2024-10-14\nc AZ 2024-23\nd GE 202X", &possible(), &[]);
}

#[test]
fn a_certain_coincidence_stays_free_of_what_may_have_joined_it() {
    check(
        "a IR 2024-10-14\nb IL 2024-10-14\nc AZ 2024-10\nd GE 2024-10-20",
        &possible(),
        &["certain 2024-10-14: b a", "possible 2024-10-14: c b a", "possible 2024-10-20: c d"],
    );
}

#[test]
fn a_span_with_one_imprecise_end_is_sure_of_the_other() {
    let text = "war IR 2024-10-14/2024-11\na IL 2024-10-14\nb IL 2024-11-05\nc IL 2024-10-20";
    check(text, &possible(), &["certain 2024-10-14: a war", "possible 2024-11-05: b war"]);
    check(
        text,
        &Rule { during: true, ..possible() },
        &["certain 2024-10-14: a war", "certain 2024-10-20: c war", "possible 2024-11-05: b war"],
    );
}

#[test]
fn open_and_unknown_ends_add_no_days() {
    for date in ["2024-10-14/..", "2024-10-14/", "../2024-10-14"] {
        let text = format!("war IR {date}\na IL 2024-10-14\nb IL 2024-10-15\nc IL 2024-10-13");
        check(&text, &Rule { during: true, ..possible() }, &["certain 2024-10-14: a war"]);
    }
}

#[test]
fn tolerance_lists_maximal_windows() {
    let text = "a IR 2024-10-14\nb IL 2024-10-15\nc AZ 2024-10-16\nd GE 2024-10-20";
    let within = |tolerance_days| Rule { tolerance_days, ..Rule::default() };
    check(text, &within(0), &[]);
    check(text, &within(1), &["certain 2024-10-14..2024-10-15: b a", "certain 2024-10-15..2024-10-16: c b"]);
    check(text, &within(2), &["certain 2024-10-14..2024-10-16: c b a"]);
    check(
        text,
        &within(4),
        &["certain 2024-10-14..2024-10-16: c b a", "certain 2024-10-16..2024-10-20: c d"],
    );
    check(text, &within(30), &["certain 2024-10-14..2024-10-20: c d b a"]);
    // More than 30 is held at 30.
    check("a IR 2024-10-01\nb IL 2024-11-01", &within(200), &[]);
}

#[test]
fn a_zone_moves_what_carries_a_time_in_a_known_zone() {
    let text = "a IR 2024-10-15T01:30+03:30\nb IL 2024-10-14\nc AZ 2024-10-14T23:30\nd US 2024-10-14T19:00[America/New_York]";
    let zone = |zone| Rule { zone, ..Rule::default() };
    check(text, &zone(DayZone::AsWritten), &["certain 2024-10-14: c b d"]);
    check(text, &zone(DayZone::Utc), &["certain 2024-10-14: c b a d"]);
    check(
        text,
        &zone(DayZone::Named("Asia/Tehran".to_owned())),
        &["certain 2024-10-14: c b", "certain 2024-10-15: a d"],
    );
    let nowhere = zone(DayZone::Named("Nowhere/City".to_owned()));
    assert_eq!(told(&lines(text), &nowhere), told(&lines(text), &Rule::default()));
}

#[test]
fn what_they_share_needs_two_lanes() {
    let mut a = event("a", "IR", "2024-10-14");
    a.involves = vec![LaneId::new("AZ")].into();
    a.people = vec!["Masoud Pezeshkian".to_owned(), "Shahin Mustafayev".to_owned()].into();
    a.tags = vec!["diplomacy".to_owned(), "rail".to_owned()].into();
    let mut b = event("b", "IR", "2024-10-14");
    b.tags = vec!["rail".to_owned()].into();
    b.place = "Tehran".into();
    let mut c = event("c", "IL", "2024-10-14");
    c.involves = vec![LaneId::new("IR"), LaneId::new("AZ"), LaneId::new("AZ")].into();
    c.people = vec![" Shahin Mustafayev ".to_owned(), String::new()].into();
    c.tags = vec!["diplomacy".to_owned()].into();
    c.place = "Tehran".into();
    let document = document(vec![a, b, c]);
    let found = coincidences(&document, &Rule::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].lanes, ["IL", "IR"].map(LaneId::new));
    assert_eq!(
        found[0].shared,
        Shared {
            countries: ["AZ", "IR"].map(LaneId::new).to_vec(),
            people: vec!["Shahin Mustafayev".to_owned()],
            tags: vec!["diplomacy".to_owned()],
            places: vec!["Tehran".to_owned()],
        }
    );
}

/// The order of the first coincidence, as `ids (reason)`.
fn order(document: &Document, rule: &Rule) -> String {
    let found = coincidences(document, rule);
    let tell = |order: OrderInDay| {
        let ids: Vec<&str> = order.events.iter().map(|&ix| document.event(ix).id.as_str()).collect();
        let told = format!("{} ({})", ids.join(" "), order.in_words());
        let apart: Vec<&str> = order.apart.iter().map(|&ix| document.event(ix).id.as_str()).collect();
        if apart.is_empty() { told } else { format!("{told}, apart {}", apart.join(" ")) }
    };
    order_in_day(document, &found[0]).map_or_else(|| "unknown".to_owned(), tell)
}

#[test]
fn order_by_time() {
    let rule = Rule::default();
    // 10:00 in Tehran is before 09:00 in Tel Aviv, 06:30 and 07:00 in UTC.
    let document = lines("a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14T10:00+03:30\nc AZ 2024-01-14T23:00Z");
    assert_eq!(order(&document, &rule), "b a c (by time)");
    let same = lines("a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14T10:30+03:30");
    assert_eq!(order(&same, &rule), "a b (at the same time)");
    // What has no hour stands apart, and leaves the others in order.
    let some = lines(
        "a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14\nc AZ 2024-01-14T09:00+04:00\nd AM 2024-01-14T08:00",
    );
    assert_eq!(order(&some, &rule), "c a (by time), apart d b");
    // Where fewer than two have a time with a zone, the order is not known.
    for text in
        ["a IL 2024-01-14T09:00\nb IR 2024-01-14T10:30", "a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14"]
    {
        assert_eq!(order(&lines(text), &rule), "unknown", "{text}");
    }
    let within = Rule { tolerance_days: 1, ..Rule::default() };
    assert_eq!(order(&lines("a IL 2024-01-15\nb IR 2024-01-14"), &within), "b a (by day)");
    // Half past midnight in Baku is before half past eleven the evening before in UTC.
    let across = lines("a AZ 2024-01-15T00:30+04:00\nb IR 2024-01-14T23:30Z");
    assert_eq!(order(&across, &within), "a b (by time)");
}

fn linked(a: &[(&str, &str, &str)], b: &[(&str, &str, &str)], date: &str) -> Document {
    let links = |links: &[(&str, &str, &str)]| {
        let link = |&(to, kind, by): &(&str, &str, &str)| Link {
            to: EventId::new(to),
            kind: kind.into(),
            by: by.into(),
        };
        links.iter().map(link).collect::<Vec<_>>()
    };
    let mut first = event("a", "IR", date);
    first.links = links(a);
    let mut second = event("b", "IL", date);
    second.links = links(b);
    let source = Source {
        id: "arvak".to_owned(),
        title: "A report".to_owned(),
        publisher: Some("ARVAK".to_owned()),
        date: None,
        url: None,
    };
    Document::new(Parts { events: vec![first, second], sources: vec![source], ..Parts::default() })
}

#[test]
fn order_by_links() {
    let of = |a: &[(&str, &str, &str)], b: &[(&str, &str, &str)]| {
        order(&linked(a, b, "2024-10-14"), &Rule::default())
    };
    assert_eq!(of(&[("b", "before", "")], &[]), "a b (after)");
    assert_eq!(of(&[], &[("a", "right after", "arvak")]), "a b (right after, according to ARVAK)");
    assert_eq!(
        of(&[("b", "shortly before", "the press")], &[]),
        "a b (shortly after, according to the press)"
    );
    assert_eq!(of(&[("b", "after", "arvak")], &[]), "b a (according to ARVAK)");
    assert_eq!(of(&[("b", "causes", "arvak")], &[]), "unknown");
    assert_eq!(of(&[("b", "before", "x")], &[("a", "before", "y")]), "unknown", "they contradict each other");
    // Times are stronger than links.
    let timed = linked(&[("b", "before", "")], &[], "2024-10-14T08:00Z");
    assert_eq!(order(&timed, &Rule::default()), "b a (at the same time)");
}

#[test]
fn order_of_three_needs_every_step() {
    let with = |links: &[(&str, &str)]| {
        let mut events: Vec<Event> =
            ["a", "b", "c"].iter().map(|id| event(id, &id.to_uppercase(), "2024-10-14")).collect();
        for (from, to) in links {
            let from = events.iter_mut().find(|e| e.id.as_str() == *from).unwrap();
            from.links.push(Link { to: EventId::new(to), kind: "before".into(), by: "".into() });
        }
        order(&document(events), &Rule::default())
    };
    assert_eq!(with(&[("b", "a"), ("a", "c")]), "b a c (after)");
    assert_eq!(with(&[("b", "a"), ("b", "c")]), "unknown");
    assert_eq!(with(&[("b", "a"), ("a", "c"), ("c", "b")]), "unknown");
}
