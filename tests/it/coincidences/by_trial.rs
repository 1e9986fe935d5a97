//! The sweep against an answer found by trying every day that the dates allow.

use std::collections::{BTreeMap, BTreeSet};

use coeval::analysis::{Certainty, Coincidence, DayZone, LanesBy, Rule, coincidences};
use coeval::model::{Day, Document, Edge, Event, EventDate, EventId, LaneId, Moment, Precision};
use proptest::prelude::*;

use super::{document, event};

/// The days of an event, by trying every day that its dates allow: those it surely has, and all it can have.
fn days_by_trial(date: &EventDate, rule: &Rule) -> (BTreeSet<i32>, BTreeSet<i32>) {
    let fine = |m: &Moment| m.precision <= rule.coarsest;
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

/// The lanes that an event stands in, as it says itself.
fn lanes(event: &Event, rule: &Rule) -> BTreeSet<String> {
    match rule.lanes_by {
        LanesBy::Country => [event.lane.to_string()].into(),
        LanesBy::Tag => event.tags.iter().map(ToString::to_string).collect(),
        LanesBy::Person => event.people.iter().map(ToString::to_string).collect(),
        LanesBy::Place => {
            Some(event.place.to_string()).filter(|place| !place.is_empty()).into_iter().collect()
        }
        LanesBy::Source => event.sources.iter().map(ToString::to_string).collect(),
        // Nobody has told which files these documents are of.
        LanesBy::File => BTreeSet::new(),
    }
}

/// Whether two events are in two different lanes, lane by lane.
fn differ(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.iter().any(|a| b.iter().any(|b| a != b))
}

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
    let (sure, any): (Vec<_>, Vec<_>) = document
        .events()
        .iter()
        .map(|event| match lanes(event, rule).is_empty() {
            true => (BTreeSet::new(), BTreeSet::new()),
            false => days_by_trial(&event.date, rule),
        })
        .unzip();
    let lanes_of = |event: &usize| lanes(&document.events()[*event], rule);
    // Two different events in two different lanes.
    let coincide = |members: &Members| {
        members.iter().any(|a| members.iter().any(|b| a != b && differ(&lanes_of(a), &lanes_of(b))))
    };
    let ids = |members: &Members| {
        let mut ids: Vec<(Option<String>, &EventId)> =
            members.iter().map(|e| (lanes_of(e).into_iter().next(), &document.events()[*e].id)).collect();
        ids.sort();
        ids.into_iter().map(|(_, id)| id.to_string()).collect::<Vec<_>>()
    };
    let mut found = BTreeSet::new();
    let sure = windows(&sure, tolerance);
    for run in runs(&sure) {
        let (first, last, members) = &run;
        if !coincide(members) {
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
            if coincide(members) && is_maximal(&any, &run) && !said {
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
            1 => Just("2024".to_owned()),
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

pub(super) fn any_document() -> impl Strategy<Value = Document> {
    let lane = prop_oneof![Just("IR"), Just("IL"), Just("AZ")];
    let names = || prop::collection::vec(prop_oneof![Just("p"), Just("q"), Just("r")], 0..3);
    let place = prop_oneof![Just(""), Just("here"), Just("there")];
    let one = (any_date(), lane, names(), names(), place);
    let events = prop::collection::vec(one, 0..9);
    events.prop_map(|all| {
        let mut events = Vec::new();
        for (n, (date, lane, people, involves, place)) in all.into_iter().enumerate() {
            let mut event = event(&format!("e{n}"), lane, &date);
            event.place = place.into();
            event.tags = involves.iter().map(|name| format!("tag {name}")).collect();
            event.sources = people.iter().map(|name| format!("source {name}")).collect();
            event.people = people.into_iter().map(str::to_owned).collect();
            event.involves = involves.into_iter().map(LaneId::new).collect();
            events.push(event);
        }
        document(events)
    })
}

pub(super) fn any_rule() -> impl Strategy<Value = Rule> {
    let tolerance = prop_oneof![3 => Just(0_u8), 3 => 1..=4_u8, 1 => 5..=30_u8];
    let long = prop_oneof![3 => Just(3_u32), 1 => 0..=6_u32, 1 => Just(40_u32)];
    let coarsest = prop_oneof![2 => Just(Precision::Month), 1 => prop::sample::select(&Rule::COARSEST[..])];
    let by = prop_oneof![2 => Just(LanesBy::Country), 3 => prop::sample::select(LanesBy::ALL.as_slice())];
    (tolerance, long, any::<bool>(), any::<bool>(), coarsest, by).prop_map(
        |(tolerance_days, long_span_days, during, possible, coarsest, lanes_by)| Rule {
            tolerance_days,
            zone: DayZone::AsWritten,
            long_span_days,
            during,
            possible,
            coarsest,
            lanes_by,
        },
    )
}

/// What two members in different lanes both have, pair by pair.
fn shared_by_trial(
    document: &Document,
    rule: &Rule,
    c: &Coincidence,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut countries, mut people) = (BTreeSet::new(), BTreeSet::new());
    let all_countries = |e: &Event| -> BTreeSet<String> {
        e.involves.iter().chain([&e.lane]).map(LaneId::to_string).collect()
    };
    let lanes = |event: &Event| lanes(event, rule);
    for a in c.events.iter().map(|&ix| document.event(ix)) {
        let others = c.events.iter().map(|&ix| document.event(ix)).filter(|b| b.id != a.id);
        for b in others.filter(|b| differ(&lanes(a), &lanes(b))) {
            countries.extend(&all_countries(a) & &all_countries(b));
            people.extend(a.people.iter().filter(|p| b.people.contains(p)).map(ToString::to_string));
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
            let all: BTreeSet<String> = c.events.iter().flat_map(|&ix| lanes(document.event(ix), &rule)).collect();
            let listed: Vec<String> = c.lanes.iter().map(LaneId::to_string).collect();
            prop_assert_eq!(listed, all.into_iter().collect::<Vec<_>>());
            let (countries, people) = shared_by_trial(&document, &rule, c);
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
