//! What is known of a coincidence before one looks at it is what one then sees, many events give what few do, and an
//! index at hand changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use coeval::analysis::{Coincidences, Index, Listing, Rule, Scope, Sort, coincidences, most_important};
#[cfg(feature = "window")]
use coeval::app::Session;
#[cfg(feature = "window")]
use coeval::edit::{Edit, Field};
#[cfg(feature = "window")]
use coeval::model::EventId;
use coeval::model::{Day, Document, Progress};
use proptest::prelude::*;

use super::by_trial::{any_document, any_rule};
use super::{document, event};
use crate::support::dice::Dice;

fn listed(document: &Document, rule: &Rule) -> Coincidences {
    let index = Index::build_by(document, rule.lanes_by);
    let listing = Listing { rule: rule.clone(), ..Listing::default() };
    let days = Some(index.days().as_ref());
    Coincidences::listed(document, index.grouping(), days, &listing, &Scope::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn briefs_tell_of_what_is_there(document in any_document(), rule in any_rule()) {
        let found = listed(&document, &rule);
        let all = found.to_vec(&document);
        prop_assert_eq!(&all, &coincidences(&document, &rule));
        let index = Index::build_by(&document, rule.lanes_by);
        let mut reach_days = 0;
        for (at, (brief, c)) in found.briefs().iter().zip(&all).enumerate() {
            prop_assert_eq!((brief.day, brief.end, brief.certainty), (c.day, c.end, c.certainty));
            prop_assert_eq!((brief.lanes as usize, brief.events as usize), (c.lanes.len(), c.events.len()));
            let importance: u32 = c.events.iter().map(|ix| u32::from(document.event(*ix).importance)).sum();
            prop_assert_eq!(brief.importance, importance);
            reach_days = reach_days.max(c.end.since(c.day));
            prop_assert_eq!(brief.reach_days, reach_days);
            prop_assert_eq!(found.get(&document, at), Some(c));
            let events = |list: &[_]| list.iter().copied().collect::<BTreeSet<_>>();
            prop_assert_eq!(events(found.events(at)), events(&c.events));
            let lanes = found.lanes(at).iter().map(|at| index.grouping().lanes()[*at as usize].id.clone());
            prop_assert_eq!(lanes.collect::<Vec<_>>(), c.lanes.clone());
        }
        prop_assert_eq!(found.len(), all.len());
        let shared: Vec<usize> = all.iter().map(|c| c.shared.len()).collect();
        prop_assert_eq!(found.shared_counts(&document, &Progress::default()), shared);
    }

    #[test]
    fn the_most_important_is_found_without_looking_at_all(document in any_document(), rule in any_rule()) {
        let found = listed(&document, &rule);
        let all = found.to_vec(&document);
        let weight = |at: &usize| {
            let c = &all[*at];
            let importance: u32 = c.events.iter().map(|ix| u32::from(document.event(*ix).importance)).sum();
            (std::cmp::Reverse(c.certainty), c.shared.countries.len(), importance, c.day)
        };
        let wanted = |at: &usize| all[*at].events.len().is_multiple_of(2);
        let expected = (0..all.len()).filter(wanted).max_by_key(weight);
        prop_assert_eq!(most_important(&document, &found, rule.lanes_by, |at| wanted(&at)), expected);
    }
}

/// Enough events that several threads read them and they are sorted by counting.
#[test]
fn many_events_are_found_as_few_are() {
    let mut dice = Dice::new(7);
    let lanes = ["AZ", "IL", "IR", "SY", "TR"];
    let rolled: Vec<(i32, usize)> =
        (0..24_000).map(|_| (dice.roll(60_000) as i32 - 30_000, dice.roll(lanes.len()))).collect();
    let events = rolled
        .iter()
        .enumerate()
        .map(|(at, (day, lane))| event(&format!("e{at}"), lanes[*lane], &Day::from_number(*day).to_string()));
    let document = document(events.collect());
    let mut by_day: BTreeMap<i32, BTreeSet<u32>> = BTreeMap::new();
    for ((day, _), at) in rolled.iter().zip(0..) {
        by_day.entry(*day).or_default().insert(at);
    }
    let lanes_of = |members: &BTreeSet<u32>| {
        members.iter().map(|at| rolled[*at as usize].1).collect::<BTreeSet<_>>().len() as u32
    };
    let found = listed(&document, &Rule::default());
    let expected: Vec<(i32, u32, BTreeSet<u32>)> = by_day
        .iter()
        .map(|(day, members)| (*day, lanes_of(members), members.clone()))
        .filter(|(_, lanes, _)| *lanes >= 2)
        .collect();
    let members = |found: &Coincidences, at: usize| found.events(at).iter().map(|ix| ix.0).collect();
    let told: Vec<(i32, u32, BTreeSet<u32>)> = (found.briefs().iter().enumerate())
        .map(|(at, brief)| (brief.day.number(), brief.lanes, members(&found, at)))
        .collect();
    assert_eq!(told, expected);

    // With a tolerance: whoever is within a week of the first day of a window, and no window within another.
    let found = listed(&document, &Rule { tolerance_days: 7, ..Rule::default() });
    let mut windows: Vec<(i32, BTreeSet<u32>)> = Vec::new();
    for first in by_day.keys() {
        let members: BTreeSet<u32> =
            by_day.range(first..=&(first + 7)).flat_map(|(_, m)| m).copied().collect();
        if windows.last().is_none_or(|(_, before)| !members.is_subset(before)) {
            windows.push((*first, members));
        }
    }
    windows.retain(|(_, members)| lanes_of(members) >= 2);
    let told: Vec<(i32, BTreeSet<u32>)> = (found.briefs().iter().enumerate())
        .map(|(at, brief)| (brief.day.number(), members(&found, at)))
        .collect();
    assert_eq!(told, windows);
    // Another document's events are not asked for their names.
    assert_eq!(found.get(&Document::default(), 0), None);
    assert_eq!(Sort::Lanes.order(&found, None).len(), found.len());
}

/// Where one goes and another comes there are as many as before, and what the list says is of others.
#[cfg(feature = "window")]
#[test]
fn a_list_of_many_is_let_go_where_events_move() {
    let lines: String = (0..20_100)
        .map(|at| {
            format!(
                "Event(id: \"e{at}\", date: \"2024-10-{:02}\", title: \"t\", country: \"{}\"),\n",
                at % 28 + 1,
                ["IR", "IL"][at / 28 % 2]
            )
        })
        .collect();
    let loaded = coeval::io::read(&format!("Timeline(format: 1, title: \"t\", events: [\n{lines}])"));
    let mut session = Session::opened(vec![("many.ron".into(), loaded)]);
    assert_eq!(session.coincidences().len(), 28);
    let field = Field::Title("other".to_owned());
    session.apply(Edit::SetField { event: EventId::new("e7"), field }).unwrap();
    assert_eq!(session.coincidences().len(), 28);
    let event = session.document().events()[3].clone();
    let edits = vec![
        Edit::Remove { events: vec![event.id.clone()] },
        Edit::Insert { events: vec![(usize::MAX, event)] },
    ];
    session.apply(Edit::many("Move", edits)).unwrap();
    assert_eq!((session.document().events().len(), session.coincidences().len()), (20_100, 0));
}
