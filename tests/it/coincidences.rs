//! What "the same day" means: hand-made documents, and random ones against an answer found by trying everything.

use std::collections::{BTreeMap, BTreeSet};

use coeval::analysis::{
    Certainty, Coincidence, DayZone, OrderInDay, Rule, Shared, coincidences, order_in_day,
};
use coeval::model::{
    Day, Document, Edge, Event, EventDate, EventId, LaneId, Link, Moment, Parts, Precision, Source,
};
use proptest::prelude::*;

fn event(id: &str, lane: &str, date: &str) -> Event {
    Event {
        id: EventId::new(id),
        date: EventDate::parse(date).unwrap(),
        title: id.to_owned(),
        title_native: String::new(),
        country: lane.to_owned(),
        lane: LaneId::new(lane),
        place: String::new(),
        involves: Vec::new(),
        people: Vec::new(),
        tags: Vec::new(),
        sources: Vec::new(),
        importance: 3,
        summary: String::new(),
        accounts: Vec::new(),
        links: Vec::new(),
        note: String::new(),
        origin: 0,
    }
}

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
    alone.involves = vec![LaneId::new("AZ"), LaneId::new("IL")];
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
    a.involves = vec![LaneId::new("AZ")];
    a.people = vec!["Masoud Pezeshkian".to_owned(), "Shahin Mustafayev".to_owned()];
    a.tags = vec!["diplomacy".to_owned(), "rail".to_owned()];
    let mut b = event("b", "IR", "2024-10-14");
    b.tags = vec!["rail".to_owned()];
    b.place = "Tehran".to_owned();
    let mut c = event("c", "IL", "2024-10-14");
    c.involves = vec![LaneId::new("IR"), LaneId::new("AZ"), LaneId::new("AZ")];
    c.people = vec![" Shahin Mustafayev ".to_owned(), String::new()];
    c.tags = vec!["diplomacy".to_owned()];
    c.place = "Tehran".to_owned();
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
        format!("{} ({})", ids.join(" "), order.in_words())
    };
    order_in_day(document, &found[0]).map_or_else(|| "unknown".to_owned(), tell)
}

#[test]
fn order_by_time() {
    let rule = Rule::default();
    // 10:00 in Tehran is before 09:00 in Tel Aviv, 06:30 and 07:00 in UTC.
    let document = lines("a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14T10:00+03:30\nc AZ 2024-01-14T23:00Z");
    assert_eq!(order(&document, &rule), "b a c (by time)");
    // At the same instant, and where a zone or a time is not known, the order is not either.
    for text in [
        "a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14T10:30+03:30",
        "a IL 2024-01-14T09:00\nb IR 2024-01-14T10:30",
        "a IL 2024-01-14T09:00+02:00\nb IR 2024-01-14",
    ] {
        assert_eq!(order(&lines(text), &rule), "unknown", "{text}");
    }
    let within = Rule { tolerance_days: 1, ..Rule::default() };
    assert_eq!(order(&lines("a IL 2024-01-15\nb IR 2024-01-14"), &within), "b a (by day)");
}

fn linked(a: &[(&str, &str, &str)], b: &[(&str, &str, &str)], date: &str) -> Document {
    let links = |links: &[(&str, &str, &str)]| {
        let link = |&(to, kind, by): &(&str, &str, &str)| Link {
            to: EventId::new(to),
            kind: kind.to_owned(),
            by: by.to_owned(),
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
    assert_eq!(of(&[], &[("a", "right after", "arvak")]), "a b (right after, says ARVAK)");
    assert_eq!(of(&[("b", "shortly before", "the press")], &[]), "a b (shortly after, says the press)");
    assert_eq!(of(&[("b", "after", "arvak")], &[]), "b a (after, says ARVAK)");
    assert_eq!(of(&[("b", "causes", "arvak")], &[]), "unknown");
    assert_eq!(of(&[("b", "before", "x")], &[("a", "before", "y")]), "unknown", "they contradict each other");
    // Times are stronger than links.
    let timed = linked(&[("b", "before", "")], &[], "2024-10-14T08:00Z");
    assert_eq!(order(&timed, &Rule::default()), "unknown");
}

#[test]
fn order_of_three_needs_every_step() {
    let with = |links: &[(&str, &str)]| {
        let mut events: Vec<Event> =
            ["a", "b", "c"].iter().map(|id| event(id, &id.to_uppercase(), "2024-10-14")).collect();
        for (from, to) in links {
            let from = events.iter_mut().find(|e| e.id.as_str() == *from).unwrap();
            from.links.push(Link { to: EventId::new(to), kind: "before".to_owned(), by: String::new() });
        }
        order(&document(events), &Rule::default())
    };
    assert_eq!(with(&[("b", "a"), ("a", "c")]), "b a c (after)");
    assert_eq!(with(&[("b", "a"), ("b", "c")]), "unknown");
    assert_eq!(with(&[("b", "a"), ("a", "c"), ("c", "b")]), "unknown");
}

// ---- Against an answer found by trying everything ----

/// The days of an event, by trying every day that its dates allow: those it surely has, and all it can have.
fn days_by_trial(date: &EventDate, rule: &Rule) -> (BTreeSet<i32>, BTreeSet<i32>) {
    let fine = |m: &Moment| m.precision <= Precision::Month;
    let firm = |m: &Moment| !m.uncertain && !m.approximate;
    let range = |m: &Moment| m.earliest.number()..=m.latest.number();
    let (mut sure, mut any) = (BTreeSet::new(), BTreeSet::new());
    let mut one_day = |m: &Moment| {
        if m.earliest == m.latest && firm(m) {
            sure.insert(m.earliest.number());
        }
        if fine(m) {
            any.extend(range(m));
        }
    };
    match (date.begin(), date.end()) {
        (Edge::Known(b), Edge::Known(e)) if date.is_interval() => {
            one_day(&b);
            one_day(&e);
            let mut common: Option<BTreeSet<i32>> = None;
            for from in range(&b) {
                for to in range(&e).filter(|to| *to >= from) {
                    let short = (to - from + 1) as u32 <= rule.long_span_days;
                    let covered: BTreeSet<i32> =
                        if rule.during || short { (from..=to).collect() } else { [from, to].into() };
                    if fine(&b) && fine(&e) {
                        any.extend(&covered);
                    }
                    common = Some(common.map_or(covered.clone(), |c| &c & &covered));
                }
            }
            if firm(&b) && firm(&e) {
                sure.extend(common.unwrap_or_default());
            }
        }
        (Edge::Known(only), _) | (_, Edge::Known(only)) => one_day(&only),
        _ => {}
    }
    any.extend(&sure);
    (sure, any)
}

type Members = BTreeSet<usize>;

/// The events of each window by its first day.
fn windows(days: &[BTreeSet<i32>], tolerance: i32) -> BTreeMap<i32, Members> {
    let mut windows: BTreeMap<i32, Members> = BTreeMap::new();
    for (event, days) in days.iter().enumerate() {
        for start in days.iter().flat_map(|day| day - tolerance..=*day) {
            windows.entry(start).or_default().insert(event);
        }
    }
    windows
}

/// Windows in a row that hold the same events.
fn runs(windows: &BTreeMap<i32, Members>) -> Vec<(i32, i32, Members)> {
    let mut runs: Vec<(i32, i32, Members)> = Vec::new();
    for (&start, members) in windows {
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == start && same == members => *last = start,
            _ => runs.push((start, start, members.clone())),
        }
    }
    runs
}

fn is_maximal(windows: &BTreeMap<i32, Members>, (first, last, members): &(i32, i32, Members)) -> bool {
    [first - 1, last + 1].iter().all(|start| windows.get(start).is_none_or(|other| !members.is_subset(other)))
}

fn by_trial(document: &Document, rule: &Rule) -> BTreeSet<(i32, i32, Certainty, Vec<String>)> {
    let tolerance = i32::from(rule.tolerance_days);
    let (sure, any): (Vec<_>, Vec<_>) =
        document.events().iter().map(|event| days_by_trial(&event.date, rule)).unzip();
    let lanes_of = |members: &Members| -> BTreeSet<&LaneId> {
        members.iter().map(|&event| &document.events()[event].lane).collect()
    };
    let ids = |members: &Members| {
        let mut ids: Vec<(&LaneId, &EventId)> =
            members.iter().map(|&e| (&document.events()[e].lane, &document.events()[e].id)).collect();
        ids.sort();
        ids.into_iter().map(|(_, id)| id.to_string()).collect::<Vec<_>>()
    };
    let mut found = BTreeSet::new();
    let sure = windows(&sure, tolerance);
    for run in runs(&sure) {
        let (first, last, members) = &run;
        if lanes_of(members).len() < 2 {
            continue;
        }
        if tolerance > 0 {
            if is_maximal(&sure, &run) {
                let end = first + tolerance;
                found.insert((*last.min(&end), end, Certainty::Certain, ids(members)));
            }
        } else if rule.during || rule.long_span_days > 31 {
            found.insert((*first, *last, Certainty::Certain, ids(members)));
        } else {
            found.extend((*first..=*last).map(|day| (day, day, Certainty::Certain, ids(members))));
        }
    }
    if rule.possible {
        let any = windows(&any, tolerance);
        for run in runs(&any) {
            let (first, last, members) = &run;
            let said = (*first..=*last).any(|d| sure.get(&d).is_some_and(|s| members.is_subset(s)));
            if lanes_of(members).len() >= 2 && is_maximal(&any, &run) && !said {
                let (one, other) = (*last, first + tolerance);
                found.insert((one.min(other), one.max(other), Certainty::Possible, ids(members)));
            }
        }
    }
    found
}

fn any_date() -> impl Strategy<Value = String> {
    let day = || (1..=28_u32).prop_map(|d| format!("2024-10-{d:02}"));
    let edge = || {
        prop_oneof![
            4 => day(),
            2 => day().prop_map(|d| d + "?"),
            1 => day().prop_map(|d| d + "~"),
            2 => (9..=11_u32).prop_map(|m| format!("2024-{m:02}")),
            1 => Just("2024-10?".to_owned()),
            1 => Just("2024-23".to_owned()),
        ]
    };
    let short = (1..=25_u32, 0..=4_u32).prop_map(|(d, n)| format!("2024-10-{d:02}/2024-10-{:02}", d + n));
    prop_oneof![
        4 => edge(),
        2 => short,
        3 => (edge(), edge()).prop_map(|(a, b)| format!("{a}/{b}")),
        1 => day().prop_map(|d| d + "/.."),
        1 => day().prop_map(|d| format!("../{d}")),
        1 => edge().prop_map(|d| d + "/"),
    ]
    .prop_filter("an interval must not end before it begins", |text| EventDate::parse(text).is_ok())
}

fn any_document() -> impl Strategy<Value = Document> {
    let lane = prop_oneof![Just("IR"), Just("IL"), Just("AZ")];
    let names = || prop::collection::vec(prop_oneof![Just("p"), Just("q"), Just("r")], 0..3);
    let one = (any_date(), lane, names(), names());
    prop::collection::vec(one, 0..9).prop_map(|all| {
        let build = |(n, (date, lane, people, involves)): (usize, (String, &str, Vec<&str>, Vec<&str>))| {
            let mut event = event(&format!("e{n}"), lane, &date);
            event.people = people.into_iter().map(str::to_owned).collect();
            event.involves = involves.into_iter().map(LaneId::new).collect();
            event
        };
        document(all.into_iter().enumerate().map(build).collect())
    })
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let tolerance = prop_oneof![3 => Just(0_u8), 3 => 1..=4_u8, 1 => 5..=30_u8];
    let long = prop_oneof![3 => Just(3_u32), 1 => 0..=6_u32, 1 => Just(40_u32)];
    (tolerance, long, any::<bool>(), any::<bool>()).prop_map(
        |(tolerance_days, long_span_days, during, possible)| Rule {
            tolerance_days,
            zone: DayZone::AsWritten,
            long_span_days,
            during,
            possible,
        },
    )
}

/// What two members in different lanes both have, pair by pair.
fn shared_by_trial(document: &Document, c: &Coincidence) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut countries, mut people) = (BTreeSet::new(), BTreeSet::new());
    let all_countries = |e: &Event| -> BTreeSet<String> {
        e.involves.iter().chain([&e.lane]).map(LaneId::to_string).collect()
    };
    for a in c.events.iter().map(|&ix| document.event(ix)) {
        for b in c.events.iter().map(|&ix| document.event(ix)).filter(|b| b.lane != a.lane) {
            countries.extend(&all_countries(a) & &all_countries(b));
            people.extend(a.people.iter().filter(|p| b.people.contains(p)).cloned());
        }
    }
    (countries, people)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_sweep_answers_as_trial_does(document in any_document(), rule in any_rule()) {
        let found = coincidences(&document, &rule);
        let as_sets: BTreeSet<_> = found
            .iter()
            .map(|c| {
                let ids = c.events.iter().map(|&ix| document.event(ix).id.to_string()).collect();
                (c.day.number(), c.end.number(), c.certainty, ids)
            })
            .collect();
        prop_assert_eq!(&as_sets, &by_trial(&document, &rule));
        prop_assert_eq!(as_sets.len(), found.len(), "nothing is listed twice");
        prop_assert!(found.is_sorted_by_key(|c| (c.day, c.certainty)));
        for c in &found {
            let lanes: BTreeSet<LaneId> = c.events.iter().map(|&ix| document.event(ix).lane.clone()).collect();
            prop_assert_eq!(&c.lanes, &lanes.into_iter().collect::<Vec<_>>());
            let (countries, people) = shared_by_trial(&document, c);
            let written: Vec<String> = c.shared.countries.iter().map(LaneId::to_string).collect();
            prop_assert_eq!(written, countries.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(&c.shared.people, &people.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn with_single_days_no_window_is_within_another(
        days in prop::collection::vec((0..40_i32, 0..3_usize), 0..12),
        tolerance_days in 1..=10_u8,
    ) {
        let events = days.iter().enumerate().map(|(n, (day, lane))| {
            let date = Day::from_number(20_000 + day).to_string();
            event(&format!("e{n}"), ["IR", "IL", "AZ"][*lane], &date)
        });
        let document = document(events.collect());
        let found = coincidences(&document, &Rule { tolerance_days, ..Rule::default() });
        for (i, c) in found.iter().enumerate() {
            prop_assert!(c.end.since(c.day) <= i32::from(tolerance_days));
            for (j, other) in found.iter().enumerate().filter(|(j, _)| *j != i) {
                prop_assert!(!c.events.iter().all(|e| other.events.contains(e)), "{} is within {}", i, j);
            }
        }
        // Every two events near enough and in different lanes stand together somewhere.
        for (n, a) in days.iter().enumerate() {
            for (m, b) in days.iter().enumerate() {
                let near = (a.0 - b.0).abs() <= i32::from(tolerance_days) && a.1 != b.1;
                let together = found.iter().any(|c| {
                    [n, m].iter().all(|&i| c.events.iter().any(|ix| ix.index() == i))
                });
                prop_assert!(!near || together, "{} and {}", n, m);
            }
        }
    }
}
