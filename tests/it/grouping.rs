//! Lanes by something else than country: who stands where, and that coincidences, pairs and index agree on it.

use std::collections::BTreeSet;

use coeval::analysis::pairs::{Options, lag_counts, pairs};
use coeval::analysis::{Grouping, Index, LanesBy, Rule, coincidences, event_days};
use coeval::edit::apply;
use coeval::io;
use coeval::model::{Document, EventDate, EventIx, LaneId, Parts};
use proptest::prelude::*;

use crate::support::any_edit::any_edit;
use crate::support::dice::Dice;
use crate::support::documents::plain_event;

fn told(document: &Document, by: LanesBy) -> Vec<String> {
    let grouping = Grouping::new(document, by);
    let index = Index::build_by(document, by);
    assert_eq!(index.grouping(), &grouping);
    let lanes = (0..).zip(grouping.lanes()).map(|(at, lane)| {
        let own: Vec<&str> = (0..document.events().len() as u32)
            .filter(|ix| grouping.of(EventIx(*ix)).contains(&at))
            .map(|ix| document.event(EventIx(ix)).id.as_str())
            .collect();
        let mut drawn: Vec<&str> = index
            .lane(at)
            .unwrap()
            .entries()
            .iter()
            .map(|entry| document.event(entry.ix).id.as_str())
            .collect();
        drawn.sort_unstable();
        assert_eq!(own, drawn, "what stands in a lane is drawn in it");
        format!("{}: {}", lane.name, own.join(" "))
    });
    lanes.collect()
}

const FILE: &str = r#"(
    sources: [(id: "irna", title: "A report", publisher: "IRNA"), (id: "irna-2", publisher: "IRNA"),
        (id: "bare", title: "Only a title")],
    events: [
        (id: "a", date: "2024-10-01", title: "A", country: "IR", tags: ["war", "talks", "war "], place: "Tehran",
            people: ["Araghchi"], sources: ["irna", "https://www.apa.az/1"]),
        (id: "b", date: "2024-10-02", title: "B", country: "IL", tags: ["talks"], place: "Haifa",
            people: ["Araghchi", "Bayramov"], accounts: [(by: "IL", says: "x", source: "http://apa.az/2?q")]),
        (id: "c", date: "2024-10-03", title: "C", country: "IR", place: "Tehran", sources: ["bare"]),
        (id: "d", date: "2024-10-04", title: "D", country: "AZ", tags: ["  "], sources: ["irna-2"]),
    ],
)"#;

#[test]
fn lanes_are_what_is_asked_for_the_most_frequent_first() {
    let document = io::read(FILE).document;
    assert_eq!(told(&document, LanesBy::Country), ["Iran: a c", "Israel: b", "Azerbaijan: d"]);
    assert_eq!(told(&document, LanesBy::Tag), ["talks: a b", "war: a", "No tag: c d"]);
    assert_eq!(told(&document, LanesBy::Person), ["Araghchi: a b", "Bayramov: b", "No people: c d"]);
    assert_eq!(told(&document, LanesBy::Place), ["Tehran: a c", "Haifa: b", "No place: d"]);
    let by_source = told(&document, LanesBy::Source);
    assert_eq!(by_source, ["IRNA: a d", "apa.az: a b", "Only a title: c"]);
}

#[test]
fn where_all_have_a_value_there_is_no_lane_of_those_without() {
    let event = |id: &str, tag: &str| {
        let mut event = plain_event(id, "IR", "2024-10-01");
        event.tags = vec![tag].into();
        event
    };
    let document =
        Document::new(Parts { events: vec![event("a", "x"), event("b", "y")], ..Parts::default() });
    assert_eq!(told(&document, LanesBy::Tag), ["x: a", "y: b"]);
    assert_eq!(told(&Document::default(), LanesBy::Tag), [""; 0]);
}

#[test]
fn the_lanes_of_the_fewest_events_are_one_where_there_are_too_many() {
    let events = (0..2500).map(|n| {
        let mut event = plain_event(&format!("e{n:04}"), "IR", "2024-10-01");
        event.place = format!("place {:04}", n / 2 * 2 % 2100 + n % 2).into();
        event
    });
    let document = Document::new(Parts { events: events.collect(), ..Parts::default() });
    let grouping = Grouping::new(&document, LanesBy::Place);
    assert_eq!(grouping.lanes().len(), 2000);
    assert_eq!(grouping.lanes()[1999].name, "101 more places");
    let stands = |ix| grouping.of(EventIx(ix)).to_vec();
    assert_eq!(stands(0), [0], "twice there, so among the first");
    assert_eq!(stands(2099), [1999]);
}

fn tagged() -> impl Strategy<Value = Document> {
    let tags = || prop::collection::vec(0_usize..4, 0..4);
    prop::collection::vec((1_u32..=12, 0_u32..3, tags()), 0..25).prop_map(|events| {
        let event = |(at, (day, length, tags)): (usize, &(u32, u32, Vec<usize>))| {
            let date = match length {
                0 => format!("2024-10-{day:02}"),
                _ => format!("2024-10-{day:02}/2024-10-{:02}", day + length),
            };
            let mut event = plain_event(&format!("e{at}"), "IR", &date);
            event.tags = tags.iter().map(|tag| ["p", "q", "r", "s"][*tag].to_owned()).collect();
            event
        };
        let events = events.iter().enumerate().map(event).collect();
        Document::new(Parts { events, ..Parts::default() })
    })
}

/// The days on which two different events stand in two tags, by looking at every two of them.
fn shared_by_trial(document: &Document, a: &LaneId, b: &LaneId) -> BTreeSet<i32> {
    let has = |ix: usize, tag: &LaneId| document.events()[ix].tags.iter().any(|own| **own == *tag.as_str());
    let days = |date: &EventDate| date.first_day().number()..=date.last_day().number();
    let all = 0..document.events().len();
    let mut shared = BTreeSet::new();
    for one in all.clone().filter(|ix| has(*ix, a)) {
        for other in all.clone().filter(|ix| *ix != one && has(*ix, b)) {
            let others = days(&document.events()[other].date);
            shared.extend(days(&document.events()[one].date).filter(|day| others.contains(day)));
        }
    }
    shared
}

proptest! {
    /// Two different events are needed, in pairs as in coincidences; a shift of 0 days is the same question.
    #[test]
    fn pairs_of_tags_are_what_trial_finds(document in tagged()) {
        let rule = Rule { lanes_by: LanesBy::Tag, ..Rule::default() };
        let days = event_days(&document, &rule, None, None);
        let found = pairs(&days, Options::default(), &mut |_, _| true).unwrap();
        let certain = coincidences(&document, &rule);
        for pair in &found.pairs {
            let expected = shared_by_trial(&document, &pair.a, &pair.b);
            prop_assert_eq!(pair.shared as usize, expected.len());
            let listed: BTreeSet<i32> = days.shared(&pair.a, &pair.b).iter().map(|day| day.number()).collect();
            prop_assert_eq!(&listed, &expected);
            for day in &expected {
                let both = |lanes: &[LaneId]| lanes.contains(&pair.a) && lanes.contains(&pair.b);
                prop_assert!(certain.iter().any(|c| c.day.number() == *day && both(&c.lanes)));
            }
            let same = days.one_event_days(&pair.a, &pair.b).len() as u32;
            let lags = lag_counts(days.of(&pair.a), days.of(&pair.b), days.days, same, Options::default());
            let at_zero = lags.iter().find(|lag| lag.lag_days == 0).unwrap();
            prop_assert_eq!(at_zero.count as usize, expected.len());
        }
        if let Some(last) = days.last() {
            let middle = days.first.plus(last.since(days.first) / 2);
            let part = event_days(&document, &rule, Some(days.first), Some(middle));
            prop_assert_eq!(days.within(days.first, middle), part);
        }
    }

    #[test]
    fn an_index_follows_edits_whatever_lanes_are(
        seed in any::<u64>(),
        by in prop::sample::select(LanesBy::ALL.as_slice()),
    ) {
        let mut document = io::read(include_str!("../../sample_data/azerbaijani_rope.ron")).document;
        let mut index = Index::build_by(&document, by);
        let mut dice = Dice::new(seed);
        for _ in 0..6 {
            // A document may refuse an edit; the index then follows nothing.
            let edit = any_edit(&document, &mut dice);
            let _ = apply(&mut document, edit);
            index.update(&document);
            prop_assert_eq!(&index, &Index::build_by(&document, by));
        }
    }
}
