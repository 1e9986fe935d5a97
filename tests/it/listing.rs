//! Which coincidences are listed, in which order, and how surprising they are: known answers, and brute force on small
//! random documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use coeval::analysis::{
    Certainty, Coincidence, DayZone, Listing, Matcher, Query, Rates, Rule, Scope, Sort, coincidences,
    event_days, list, pairs, reason,
};
use coeval::io;
use coeval::model::{Document, Event, LaneId, Name, Parts, Precision, Progress};
use proptest::prelude::*;

use crate::support::documents::plain_event;

const LANES: [&str; 4] = ["AZ", "IL", "IR", "SY"];

fn document(events: Vec<Event>) -> Document {
    Document::new(Parts { events, ..Parts::default() })
}

/// A document of `lane day` pairs, the days of October 2024.
fn october(days: &[(&str, u32)]) -> Document {
    let event = |(n, (lane, day)): (usize, &(&str, u32))| {
        plain_event(&format!("e{n}"), lane, &format!("2024-10-{day:02}"))
    };
    document(days.iter().enumerate().map(event).collect())
}

fn found(document: &Document, listing: &Listing) -> Vec<Coincidence> {
    list(document, listing, &Scope::default()).to_vec(document)
}

/// What is told of a coincidence, whatever the document that it was found in.
fn told(document: &Document, list: &[Coincidence]) -> Vec<(String, Vec<String>)> {
    let ids = |c: &Coincidence| c.events.iter().map(|ix| document.event(*ix).id.to_string()).collect();
    list.iter().map(|c| (format!("{} {}..{}", c.certainty.word(), c.day, c.end), ids(c))).collect()
}

fn any_document() -> impl Strategy<Value = Document> {
    let date = (1..=9_u32, prop_oneof![4 => Just(""), 1 => Just("?")])
        .prop_map(|(d, q)| format!("2024-10-{d:02}{q}"));
    let event = (prop::sample::select(&LANES[..]), date, any::<bool>());
    prop::collection::vec(event, 0..12).prop_map(|all| {
        let events = all.into_iter().enumerate().map(|(n, (lane, date, talks))| {
            let mut event = plain_event(&format!("e{n}"), lane, &date);
            if talks {
                event.tags = vec![Name::from("talks")].into();
            }
            event
        });
        document(events.collect())
    })
}

fn any_listing() -> impl Strategy<Value = Listing> {
    let lanes = prop::option::of(prop::collection::btree_set(prop::sample::select(&LANES[..]), 0..4));
    let pair = prop::option::of(prop::sample::subsequence(&LANES[..], 2));
    (lanes, pair, 2..4_usize, any::<bool>(), 0..3_u8).prop_map(
        |(lanes, pair, min_lanes, with, tolerance_days)| Listing {
            rule: Rule { possible: true, tolerance_days, ..Rule::default() },
            lanes: lanes.map(|lanes| lanes.into_iter().map(LaneId::new).collect()),
            pair: pair.map(|pair| (LaneId::new(pair[0]), LaneId::new(pair[1]))),
            min_lanes,
            with: if with { "tag:talks".to_owned() } else { String::new() },
            ..Listing::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_list_is_what_is_left_of_all(document in any_document(), listing in any_listing()) {
        // Lanes that take no part: as if their events were not there.
        let takes_part = |event: &Event| listing.lanes.as_ref().is_none_or(|lanes| lanes.contains(&event.lane));
        let events: Vec<Event> = document.events().iter().map(|e| Event::clone(e)).filter(takes_part).collect();
        let smaller = self::document(events);
        let mut left = coincidences(&smaller, &listing.rule);
        left.retain(|c| {
            let lanes: BTreeSet<&LaneId> = c.events.iter().map(|ix| &smaller.event(*ix).lane).collect();
            let has_tag = |ix: &coeval::model::EventIx| smaller.event(*ix).tags.iter().any(|tag| &**tag == "talks");
            lanes.len() >= listing.min_lanes
                && listing.pair.as_ref().is_none_or(|(a, b)| lanes.contains(a) && lanes.contains(b))
                && (listing.with.is_empty() || c.events.iter().any(has_tag))
        });
        let found = found(&document, &listing);
        prop_assert_eq!(told(&document, &found), told(&smaller, &left));
        let scope = Scope { matcher: Some(Arc::new(Matcher::new(&document))), ..Scope::default() };
        prop_assert_eq!(list(&document, &listing, &scope).to_vec(&document), found, "with a matcher at hand");
    }

    #[test]
    fn of_two_lanes_as_many_are_expected_as_the_pairs_say(document in any_document()) {
        let listing = Listing::default();
        let rates = Rates::new(&document, &listing, &Scope::default());
        let days = event_days(&document, &listing.rule, None, None);
        let pairs = pairs(&days, pairs::Options::default(), &mut |_, _| true).unwrap();
        for c in found(&document, &listing) {
            let expected = rates.expected(&c);
            prop_assert_eq!(expected.is_some(), c.certainty == Certainty::Certain);
            if let (Some(expected), [a, b]) = (expected, c.lanes.as_slice()) {
                let pair = pairs.of(a, b).unwrap();
                prop_assert!((expected.days - pair.expected).abs() < 1e-12, "{expected:?} {pair:?}");
            }
        }
    }
}

/// All ways to draw `n` of `days` days, as bits.
fn draws(days: u32, n: u32) -> Vec<u32> {
    (0..1_u32 << days).filter(|drawn| drawn.count_ones() == n).collect()
}

/// The number of windows of `window` days that hold a day of each lane, on average over all ways to draw them.
fn expected_by_trial(days: u32, lanes: &[u32], window: u32) -> f64 {
    let (mut windows, mut ways) = (0_u64, 0_u64);
    let mut chosen = vec![0_usize; lanes.len()];
    let all: Vec<Vec<u32>> = lanes.iter().map(|n| draws(days, *n)).collect();
    loop {
        let mask = (1_u32 << window) - 1;
        let holds = |from: u32| all.iter().zip(&chosen).all(|(draws, at)| draws[*at] & (mask << from) != 0);
        windows += (0..=days - window).filter(|from| holds(*from)).count() as u64;
        ways += 1;
        let Some(lane) = (0..lanes.len()).find(|lane| chosen[*lane] + 1 < all[*lane].len()) else { break };
        chosen[lane] += 1;
        chosen[..lane].fill(0);
    }
    windows as f64 / ways as f64
}

#[test]
fn as_many_are_expected_as_trying_every_way_gives() {
    // Seven days, of which the first and the last have an event.
    let days = [("IR", 1), ("IR", 4), ("IR", 7), ("IL", 4), ("IL", 5), ("AZ", 4)];
    let document = october(&days);
    for tolerance_days in 0..3 {
        let listing = Listing { rule: Rule { tolerance_days, ..Rule::default() }, ..Listing::default() };
        let rates = Rates::new(&document, &listing, &Scope::default());
        assert_eq!(rates.days(), 7);
        let found = found(&document, &listing);
        let three = found.iter().find(|c| c.lanes.len() == 3).unwrap();
        let (expected, tried) =
            (rates.expected(three).unwrap(), expected_by_trial(7, &[3, 2, 1], u32::from(tolerance_days) + 1));
        assert!((expected.days - tried).abs() < 1e-12, "±{tolerance_days}: {expected:?}, tried {tried}");
        assert!((10_f64.powf(expected.log10) - tried).abs() < 1e-12);
    }
}

#[test]
fn what_is_least_to_be_expected_comes_first() {
    // IR has an event every day; IL and AZ have two each.
    let mut days: Vec<(&str, u32)> = (1..=10).map(|day| ("IR", day)).collect();
    days.extend([("IL", 2), ("AZ", 3), ("IL", 8), ("AZ", 8)]);
    let document = october(&days);
    let listing = Listing::default();
    let found = list(&document, &listing, &Scope::default());
    let rates = Rates::new(&document, &listing, &Scope::default());
    let expected: Vec<f64> =
        found.to_vec(&document).iter().map(|c| rates.expected(c).unwrap().days).collect();
    for (is, was) in expected.iter().zip([2.0, 2.0, 0.4]) {
        assert!((is - was).abs() < 1e-12, "{expected:?}");
    }
    let order = |rates| {
        Sort::Surprise
            .order(&found, Sort::Surprise.keys(&document, &found, rates, &Progress::default()).as_deref())
    };
    assert_eq!(order(Some(&rates)), [2, 0, 1], "what is equal stays by day");
    assert_eq!(order(None), [0, 1, 2], "before it is counted");
    assert_eq!(Sort::Lanes.order(&found, None), [2, 0, 1]);
}

#[test]
fn lanes_that_take_no_part_have_no_rates() {
    let document = october(&[("IR", 1), ("IL", 1), ("AZ", 30)]);
    let lanes = Some(["IR", "IL"].map(LaneId::new).into());
    let listing = Listing { lanes, ..Listing::default() };
    let rates = Rates::new(&document, &listing, &Scope::default());
    assert_eq!(rates.days(), 1, "the days are those of the lanes that count");
    assert_eq!(rates.expected(&found(&document, &listing)[0]).unwrap().days, 1.0);
    assert_eq!(Rates::new(&october(&[]), &Listing::default(), &Scope::default()).days(), 0);
}

#[test]
fn fifty_lanes_on_one_day_are_rare_and_still_told_apart() {
    let names: Vec<String> = (0..150).map(|n| format!("L{n:03}")).collect();
    let many = |count: usize| {
        let mut days: Vec<(&str, u32)> = names.iter().take(count).map(|lane| (lane.as_str(), 14)).collect();
        days.extend([("first", 1), ("last", 31)]);
        let document = october(&days);
        let rates = Rates::new(&document, &Listing::default(), &Scope::default());
        let all = found(&document, &Listing::default());
        rates.expected(all.iter().find(|c| c.lanes.len() == count).unwrap()).unwrap()
    };
    let (fifty, more) = (many(50), many(150));
    assert!(more.log10 < fifty.log10 && fifty.log10 < -70.0, "{fifty:?} {more:?}");
    assert_eq!(fifty.in_short(), "8.4e-74");
}

#[test]
fn a_query_that_makes_no_sense_leaves_out_nothing() {
    let document = october(&[("IR", 1), ("IL", 1)]);
    for with in ["", "   ", "colour:red", "(e0"] {
        let listing = Listing { with: with.to_owned(), ..Listing::default() };
        assert_eq!(found(&document, &listing).len(), 1, "{with}");
        assert_eq!(listing.is_filtered(), !with.trim().is_empty());
    }
    let nothing = Listing { with: "zanzibar".to_owned(), ..Listing::default() };
    assert!(found(&document, &nothing).is_empty());
    assert!(Query::parse("colour:red").is_err());
}

fn reasons(events: &str, rule: &Rule) -> Vec<String> {
    let document = io::read(&format!("(events: [{events}])")).document;
    coincidences(&document, rule).iter().map(|c| reason(&document, c, rule)).collect()
}

#[test]
fn coarse_dates_are_possible_where_one_says_so_and_say_why() {
    let with = |date: &str| {
        format!(
            "(date: \"2024-10-14\", title: \"a\", country: \"IR\"), (date: \"{date}\", title: \"b\", country: \"IL\")"
        )
    };
    let rule = |coarsest| Rule { possible: true, coarsest, ..Rule::default() };
    for (date, coarsest, why) in [
        ("2024-10-14?", Precision::Day, "2024-10-14? is uncertain"),
        ("2024-10", Precision::Month, "the date is known only to the month"),
        ("2024-23", Precision::Season, "the date is known only to the season"),
        ("2024", Precision::Year, "the date is known only to the year"),
        ("2024-XX-14", Precision::Year, "the date may be any day from 14 January 2024 to 14 December 2024"),
    ] {
        let finer = Rule::COARSEST.into_iter().take_while(|finer| *finer < coarsest);
        for finer in finer {
            assert!(reasons(&with(date), &rule(finer)).is_empty(), "{date}, {finer:?}");
        }
        assert_eq!(reasons(&with(date), &rule(coarsest)), [why], "{date}");
    }
    assert!(reasons(&with("202X"), &rule(Precision::Year)).is_empty());
}

#[test]
fn a_zone_that_makes_the_day_is_told_with_the_place() {
    let night = "(date: \"2024-10-15T01:00+03:30\", title: \"a\", country: \"IR\", place: \"Tehran\"),";
    let day = "(date: \"2024-10-14T20:00+02:00\", title: \"b\", country: \"IL\"),";
    let utc = Rule { zone: DayZone::Utc, ..Rule::default() };
    assert_eq!(reasons(&format!("{night}{day}"), &utc), ["the same day in UTC, but not in Tehran"]);
    let named = Rule { zone: DayZone::Named("Europe/Paris".to_owned()), ..Rule::default() };
    assert_eq!(
        reasons(&format!("{night}{day}"), &named),
        ["the same day in Europe/Paris, but not in Tehran"]
    );
    let nowhere = night.replace(", place: \"Tehran\"", "");
    assert_eq!(
        reasons(&format!("{nowhere}{day}"), &utc),
        ["the same day in UTC, but not in Iran"],
        "else the lane"
    );

    let morning = day.replace("2024-10-14T20:00", "2024-10-15T09:00");
    let written = Rule::default();
    assert_eq!(
        reasons(&format!("{night}{morning}"), &written),
        ["the same day by local dates, but not in UTC"]
    );
    let no_hour = day.replace("2024-10-14T20:00+02:00", "2024-10-15");
    assert_eq!(reasons(&format!("{night}{no_hour}"), &written), [""], "what has no hour moves nowhere");
    let within = Rule { tolerance_days: 1, ..Rule::default() };
    assert_eq!(
        reasons(&format!("{night}{morning}"), &within),
        [""],
        "with a tolerance no day must be shared"
    );
}
