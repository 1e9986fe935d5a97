//! How surprising shared days are: known answers, and random ones against counting everything.

use std::collections::BTreeSet;
use std::process::{Command, Output};

use crate::support::documents::plain_event as event;
use coeval::analysis::pairs::{
    Edges, EventDays, LaneDays, MAX_LAG_DAYS, MAX_LANES, MIN_DAYS, Options, Pairs, PairsError, Window,
    event_coincidence, event_days, fdr, hypergeometric, lag_counts, pairs,
};
use coeval::analysis::{Certainty, DayZone, Rule, coincidences};
use coeval::model::{Day, Document, EventDate, LaneId, Parts};
use proptest::prelude::*;

/// A document of `lane date` lines.
fn lines(text: &str) -> Document {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let events = lines.enumerate().map(|(at, line)| {
        let (lane, date) = line.split_once(' ').unwrap();
        event(&at.to_string(), lane, date)
    });
    Document::new(Parts { events: events.collect(), ..Parts::default() })
}

fn day(text: &str) -> Day {
    EventDate::parse(text).unwrap().first_day()
}

/// Event days as `lane: day day` lines, counted from the first of the range.
fn told(days: &EventDays) -> Vec<String> {
    days.lanes.iter().map(|lane| format!("{}: {:?}", lane.lane, lane.days)).collect()
}

fn lanes_of(days: u32, lanes: &[Vec<u32>]) -> EventDays {
    let lane = |(at, days): (usize, &Vec<u32>)| LaneDays {
        lane: LaneId::new(&char::from(b'A' + at as u8).to_string()),
        days: days.clone(),
    };
    EventDays {
        first: Day::default(),
        days,
        lanes: lanes.iter().enumerate().map(lane).collect(),
        ..EventDays::default()
    }
}

fn all_pairs(days: &EventDays, options: Options) -> Pairs {
    pairs(days, options, &mut |_, _| true).unwrap()
}

#[track_caller]
fn assert_close(a: f64, b: f64, relative: f64) {
    assert!((a - b).abs() <= relative * b.abs(), "{a:e} is not {b:e}");
}

// ---- the days ----

#[test]
fn a_part_of_a_range_is_what_would_be_found_in_it() {
    let document = lines(
        "IR 2024-10-14\nIR 2024-10-20\nIR 2024-11-02\nAZ 2024-10-01/2024-10-22\nIL 2024-10-14\nIL 2024-09-30",
    );
    let all = event_days(&document, &Rule::default(), None, None);
    for (first, last) in [
        ("2024-10-14", "2024-10-14"),
        ("2024-10-01", "2024-10-31"),
        ("2020-01-01", "2030-01-01"),
        ("2024-10-15", "2024-10-19"),
        ("2024-10-15", "2024-10-14"),
    ] {
        let (first, last) = (day(first), day(last));
        let found = event_days(&document, &Rule::default(), Some(first), Some(last));
        assert_eq!(all.within(first, last), found, "{first} to {last}");
    }
    let lane = LaneId::new;
    assert_eq!(all.shared(&lane("IR"), &lane("IL")), [day("2024-10-14")]);
    assert!(all.shared(&lane("IR"), &lane("AZ")).is_empty());
    let found = all_pairs(&all, Options::default());
    for (a, b) in [("IR", "IL"), ("IL", "IR")] {
        assert_eq!(found.of(&lane(a), &lane(b)).unwrap().shared, 1);
    }
    assert_eq!(found.of(&lane("IR"), &lane("IR")), None);
    assert_eq!(found.of(&lane("IR"), &lane("XX")), None);
}

#[test]
fn exact_days_once_each_and_long_spans_at_their_ends() {
    let document = lines(
        "IR 2024-10-14\nIR 2024-10-14T10:00+03:30\nIR 2024-10-20?\nIR 2024-10\nIR 2024-10-16/2024-10-17
        AZ 2024-10-11/2024-10-22\nIL 2024-10-17~",
    );
    let days = event_days(&document, &Rule::default(), None, None);
    assert_eq!((days.first, days.last(), days.days), (day("2024-10-11"), Some(day("2024-10-22")), 12));
    assert_eq!(told(&days), ["AZ: [0, 11]", "IR: [3, 5, 6]"]);
    assert_eq!(days.of(&LaneId::new("IR")), [3, 5, 6]);
    assert_eq!(days.of(&LaneId::new("IL")), [0; 0]);

    let during = Rule { during: true, ..Rule::default() };
    let days = event_days(&document, &during, Some(day("2024-10-13")), Some(day("2024-10-16")));
    assert_eq!(told(&days), ["AZ: [0, 1, 2, 3]", "IR: [1, 3]"]);
}

#[test]
fn the_day_of_another_zone() {
    let document = lines("IR 2024-10-14T02:00+03:30\nIL 2024-10-13");
    let utc = Rule { zone: DayZone::Utc, ..Rule::default() };
    assert_eq!(told(&event_days(&document, &Rule::default(), None, None)), ["IL: [0]", "IR: [1]"]);
    assert_eq!(told(&event_days(&document, &utc, None, None)), ["IL: [0]", "IR: [0]"]);
}

#[test]
fn ranges_without_days() {
    let empty = event_days(&Document::default(), &Rule::default(), None, None);
    assert_eq!((empty.days, empty.last(), empty.lanes.len()), (0, None, 0));
    let document = lines("IR 2024-10-14\nIL 2024-10-14");
    let backwards = event_days(&document, &Rule::default(), Some(day("2025")), Some(day("2024")));
    assert_eq!((backwards.days, backwards.lanes.len()), (0, 0));
    let before = event_days(&document, &Rule::default(), Some(day("2023-01-01")), Some(day("2023-01-07")));
    assert_eq!((before.days, before.lanes.len()), (7, 0));
    for days in [empty, backwards, before] {
        assert_eq!(all_pairs(&days, Options::default()).pairs, []);
    }
}

// ---- known answers ----

#[test]
fn hypergeometric_known_answers() {
    let p = hypergeometric::at_least(365, 20, 15, 4);
    assert!((p - 0.006_103_104_9).abs() < 5e-11, "{p}");
    assert_close(hypergeometric::at_least(10, 3, 3, 2), 22.0 / 120.0, 1e-14);
    let p = hypergeometric::at_least(55, 6, 6, 3);
    assert!((p - 0.013_329_40).abs() < 5e-9, "{p}");
}

#[test]
fn hypergeometric_edges() {
    for (days, n_a, n_b, shared, expected) in [
        (0, 0, 0, 0, 1.0),
        (0, 0, 0, 1, 0.0),
        (10, 0, 5, 0, 1.0),
        (10, 0, 5, 1, 0.0),
        (10, 3, 3, 0, 1.0),
        (10, 3, 3, 4, 0.0),
        (10, 10, 4, 4, 1.0),
        (10, 10, 10, 10, 1.0),
        (10, 8, 7, 5, 1.0),
        (10, 99, 99, 10, 1.0),
    ] {
        let p = hypergeometric::at_least(days, n_a, n_b, shared);
        assert_eq!(p, expected, "{days} {n_a} {n_b} {shared}");
    }
    assert_eq!(hypergeometric::expected(0, 0, 0), 0.0);
    assert_close(hypergeometric::expected(365, 20, 15), 300.0 / 365.0, 1e-15);
}

#[test]
fn hypergeometric_over_millions_of_days() {
    // At least one of three and three: 1 − C(T − 3, 3) / C(T, 3), in whole numbers.
    let t: u128 = 7_304_484;
    let (all, none) = (t * (t - 1) * (t - 2), (t - 3) * (t - 4) * (t - 5));
    let expected = (all - none) as f64 / all as f64;
    assert_close(hypergeometric::at_least(t as u32, 3, 3, 1), expected, 1e-13);
    // Half of the days each: as likely to be above the middle as below it.
    let t = 2_000_001_u32;
    let (n_a, n_b) = (1_000_000, 1_000_001);
    let p = hypergeometric::at_least(t, n_a, n_b, 500_001);
    let rest = hypergeometric::at_least(t, n_a, t - n_b, 500_000);
    assert_close(p + rest, 1.0, 1e-11);
    // Possible, however unlikely.
    let p = hypergeometric::at_least(7_000_000, 1000, 1000, 1000);
    assert!(p > 0.0 && p < 1e-300, "{p}");
}

#[test]
fn the_rates_that_pyunicorn_publishes() {
    let (a, b) = ([1, 3, 6], [1, 3, 7]);
    let window = Window { delta_days: 1, edges: Edges::LeftOut, ..Window::default() };
    let (after, before) = (event_coincidence(&a, &b, 10, window), event_coincidence(&b, &a, 10, window));
    let rates = [after.precursor, after.trigger, before.precursor, before.trigger];
    assert_eq!(rates.map(|rate| rate.share().unwrap()), [0.5, 1.0, 1.0, 1.0]);
    assert_eq!(rates.map(|rate| rate.p), [None; 4], "too few to be tested");
    // As the paper has it, all days are counted: 1 and 3 of 1, 3, 6; 1 and 3 of 1, 3, 7; all; all.
    let window = Window { delta_days: 1, ..Window::default() };
    let (after, before) = (event_coincidence(&a, &b, 10, window), event_coincidence(&b, &a, 10, window));
    let rates = [after.precursor, after.trigger, before.precursor, before.trigger];
    assert_eq!(rates.map(|rate| (rate.coincident, rate.of)), [(2, 3), (2, 3), (3, 3), (3, 3)]);
}

#[test]
fn the_lilacs_of_coincalc() {
    let since_1955 = |years: [u32; 6]| years.map(|year| year - 1955);
    let a = since_1955([1959, 1961, 1968, 2005, 2007, 2009]);
    let b = since_1955([1961, 1966, 1993, 2000, 2007, 2009]);
    let rates = event_coincidence(&a, &b, 55, Window::default());
    for rate in [rates.precursor, rates.trigger] {
        assert_eq!((rate.coincident, rate.share()), (3, Some(0.5)));
        // At least 3 of 6 trials with the chance 1 − (54/55)^6, written out.
        let (hit, miss) = (1.0 - (54.0_f64 / 55.0).powi(6), (54.0_f64 / 55.0).powi(6));
        let term = |k: i32, ways: f64| ways * hit.powi(k) * miss.powi(6 - k);
        assert_close(rate.p.unwrap(), term(3, 20.0) + term(4, 15.0) + term(5, 6.0) + term(6, 1.0), 1e-12);
    }
    let days = lanes_of(55, &[a.to_vec(), b.to_vec()]);
    let found = all_pairs(&days, Options::default());
    let pair = &found.pairs[0];
    assert_eq!((pair.n_a, pair.n_b, pair.shared, found.shifts), (6, 6, 3, 7));
    let test = pair.test.unwrap();
    assert!((test.p_exact - 0.013_329_40).abs() < 5e-9);
    assert_eq!((test.q, test.p_shift), (test.p_exact, 1.0 / 8.0));
}

// ---- against brute force ----

/// Lanes of random days in a range of a random length.
fn some_lanes(most_days: u32, lanes: usize) -> impl Strategy<Value = (u32, Vec<Vec<u32>>)> {
    (1..=most_days).prop_flat_map(move |days| {
        let lane = prop::collection::btree_set(0..days, 0..=(days.min(25) as usize));
        let lanes = prop::collection::vec(lane.prop_map(|days| days.into_iter().collect()), lanes);
        (Just(days), lanes)
    })
}

fn in_common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|day| b.contains(day)).count()
}

/// The lane shifted by whole weeks, in all ways, around a ring of whole weeks.
fn shifted(lane: &[u32], days: u32) -> Vec<Vec<u32>> {
    let ring = days.div_ceil(7) * 7;
    (7..ring).step_by(7).map(|shift| lane.iter().map(|day| (day + shift) % ring).collect()).collect()
}

proptest! {
    #[test]
    fn hypergeometric_as_all_draws_count(days in 0_u32..=11, n_a in 0_u32..=11, n_b in 0_u32..=11, k in 0_u32..=12) {
        let (n_a, n_b) = (n_a.min(days), n_b.min(days));
        let fixed = (1_u32 << n_a) - 1;
        let draws = (0..1_u32 << days).filter(|draw| draw.count_ones() == n_b);
        let (mut all, mut hits) = (0.0, 0.0);
        for draw in draws {
            all += 1.0;
            hits += f64::from(u8::from((draw & fixed).count_ones() >= k));
        }
        let p = hypergeometric::at_least(days, n_a, n_b, k);
        prop_assert!((p - hits / all).abs() < 1e-13, "{p} {hits}/{all}");
        prop_assert!((p - hypergeometric::at_least(days, n_b, n_a, k)).abs() < 1e-13);
    }

    #[test]
    fn counts_and_shifts_as_looking_at_every_day_finds_them((days, lanes) in some_lanes(120, 4)) {
        let event_days = lanes_of(days, &lanes);
        let found = all_pairs(&event_days, Options::default());
        prop_assert_eq!(found.pairs.len(), 6);
        let mut p_exact = Vec::new();
        let mut at = found.pairs.iter();
        for (i, a) in lanes.iter().enumerate() {
            for (j, b) in lanes.iter().enumerate().skip(i + 1) {
                let pair = at.next().unwrap();
                prop_assert_eq!((&pair.a, &pair.b), (&event_days.lanes[i].lane, &event_days.lanes[j].lane));
                let shared = in_common(a, b);
                prop_assert_eq!((pair.n_a as usize, pair.n_b as usize, pair.shared as usize), (a.len(), b.len(), shared));
                let Some(test) = pair.test else {
                    prop_assert!(a.len().min(b.len()) < MIN_DAYS);
                    continue;
                };
                prop_assert!(a.len().min(b.len()) >= MIN_DAYS);
                p_exact.push((test.p_exact, test.q));
                for (moved, still) in [(b, a), (a, b)] {
                    let null = shifted(moved, days);
                    prop_assert_eq!(null.len(), found.shifts as usize);
                    let exceeding = null.iter().filter(|moved| in_common(still, moved) >= shared).count();
                    prop_assert_eq!(test.p_shift, (1 + exceeding) as f64 / (1 + null.len()) as f64);
                }
            }
        }
        // Benjamini and Hochberg as they define it: the largest rank whose p is within its share of q.
        for &(p, q) in &p_exact {
            let ranked = |p: f64| p_exact.iter().filter(|(other, _)| *other <= p).count() as f64;
            let at_least = p_exact.iter().map(|&(other, _)| other).filter(|&other| other >= p);
            let least = at_least.map(|other| other * p_exact.len() as f64 / ranked(other)).fold(1.0, f64::min);
            prop_assert!((q - least).abs() < 1e-12);
        }
    }

    #[test]
    fn the_order_of_two_lanes_does_not_matter((days, lanes) in some_lanes(400, 2), shifts in 1_u32..12, seed: u64) {
        let options = Options { shifts, seed };
        let [a, b] = [lanes[0].clone(), lanes[1].clone()];
        let one = all_pairs(&lanes_of(days, &[a.clone(), b.clone()]), options).pairs.remove(0);
        let other = all_pairs(&lanes_of(days, &[b, a]), options).pairs.remove(0);
        prop_assert_eq!((one.shared, one.n_a, one.n_b), (other.shared, other.n_b, other.n_a));
        prop_assert_eq!(one.test.map(|test| test.p_shift), other.test.map(|test| test.p_shift));
        if let (Some(one), Some(other)) = (one.test, other.test) {
            prop_assert!((one.p_exact - other.p_exact).abs() <= 1e-13);
        }
    }

    #[test]
    fn lags_as_looking_at_every_day_finds_them((days, lanes) in some_lanes(90, 2)) {
        let (a, b) = (&lanes[0], &lanes[1]);
        let ring = days.div_ceil(7) * 7;
        let counts = lag_counts(a, b, days, 0, Options::default());
        prop_assert_eq!(counts.len(), 61);
        for (found, lag) in counts.iter().zip(-MAX_LAG_DAYS..) {
            let later = |day: &u32| i64::from(*day) + i64::from(lag);
            let count = a.iter().filter(|day| b.iter().any(|b| i64::from(*b) == later(day))).count();
            prop_assert_eq!((found.lag_days, found.count as usize), (lag, count));
            let moved: Vec<u32> = a.iter().map(|day| later(day).rem_euclid(i64::from(ring)) as u32).collect();
            let null: Vec<u32> = shifted(b, days).iter().map(|b| in_common(&moved, b) as u32).collect();
            // Fewer than forty shifts: the band is from the least to the most.
            let tested = a.len().min(b.len()) >= MIN_DAYS && !null.is_empty();
            let band = null.iter().min().copied().zip(null.iter().max().copied()).filter(|_| tested);
            prop_assert_eq!(found.band, band);
        }
    }

    #[test]
    fn rates_as_looking_at_every_two_days_finds_them(
        (days, lanes) in some_lanes(60, 2), delta in 0_u32..9, lag in 0_u32..9, symmetric: bool, inner: bool,
    ) {
        let (a, b) = (&lanes[0], &lanes[1]);
        let edges = if inner { Edges::LeftOut } else { Edges::Counted };
        let window = Window { delta_days: delta, lag_days: lag, symmetric, edges };
        let found = event_coincidence(a, b, days, window);
        let (delta, lag) = (i64::from(delta), i64::from(lag));
        let meets = |a: &u32, b: &u32| {
            let apart = i64::from(*a) - lag - i64::from(*b);
            (if symmetric { -delta } else { 0 }..=delta).contains(&apart)
        };
        let skips = inner && delta + lag > 0;
        let reach = (delta + lag) as u32;
        let early = |day: &&u32| !skips || **day > a[0] + reach;
        let late = |day: &&u32| !skips || **day + reach < b[b.len() - 1];
        let (a_in, b_in): (Vec<_>, Vec<_>) = (a.iter().filter(early).collect(), b.iter().filter(late).collect());
        let precursor = a_in.iter().filter(|day| b.iter().any(|b| meets(day, b))).count();
        let trigger = b_in.iter().filter(|day| a.iter().any(|a| meets(a, day))).count();
        prop_assert_eq!((found.precursor.coincident as usize, found.precursor.of as usize), (precursor, a_in.len()));
        prop_assert_eq!((found.trigger.coincident as usize, found.trigger.of as usize), (trigger, b_in.len()));

        // The p as the sum of the binomial's terms, each from Pascal's triangle.
        let width = if symmetric { (2 * delta + 1) as f64 / f64::from(days) } else {
            (delta + 1) as f64 / (f64::from(days) - lag as f64)
        };
        let tested = a.len().min(b.len()) >= MIN_DAYS && (symmetric || i64::from(days) > lag);
        for (rate, others) in [(found.precursor, b.len()), (found.trigger, a.len())] {
            prop_assert_eq!(rate.p.is_some(), tested);
            let Some(p) = rate.p else { continue };
            let hit = 1.0 - (1.0 - width.min(1.0)).powi(others as i32);
            let mut ways = vec![1.0_f64];
            for _ in 0..rate.of {
                let mut next = vec![1.0; ways.len() + 1];
                (1..ways.len()).for_each(|k| next[k] = ways[k - 1] + ways[k]);
                ways = next;
            }
            let term = |k: u32| ways[k as usize] * hit.powi(k as i32) * (1.0 - hit).powi((rate.of - k) as i32);
            let expected: f64 = (rate.coincident..=rate.of).map(term).sum();
            prop_assert!((p - expected).abs() < 1e-11, "{} {}", p, expected);
        }
    }

    /// Pairs and the list of coincidences speak of the same days.
    #[test]
    fn shared_days_are_the_certain_coincidences(
        events in prop::collection::vec((0_usize..3, 1_u32..=28, 0_u32..6, 0_usize..4), 0..40),
    ) {
        let event = |(at, &(lane, day, length, kind)): (usize, &(usize, u32, u32, usize))| {
            let end = (day + length).min(28);
            let date = match kind {
                0 => format!("2024-10-{day:02}"),
                1 => format!("2024-10-{day:02}/2024-10-{end:02}"),
                2 => format!("2024-10-{day:02}T23:30-05:00"),
                _ => format!("2024-10-{day:02}?"),
            };
            event(&at.to_string(), ["AZ", "IL", "IR"][lane], &date)
        };
        let events = events.iter().enumerate().map(event).collect();
        let document = Document::new(Parts { events, ..Parts::default() });
        for rule in [Rule::default(), Rule { zone: DayZone::Utc, long_span_days: 1, ..Rule::default() }] {
            let days = event_days(&document, &rule, None, None);
            let certain: Vec<_> = coincidences(&document, &rule);
            for pair in all_pairs(&days, Options::default()).pairs {
                let both = certain.iter().filter(|found| {
                    found.certainty == Certainty::Certain
                        && found.lanes.contains(&pair.a) && found.lanes.contains(&pair.b)
                });
                prop_assert_eq!(pair.shared as usize, both.map(|found| found.day).collect::<BTreeSet<_>>().len());
            }
        }
    }
}

// ---- seeds, progress, limits ----

/// Forty years of two lanes that share more than chance, and one with days of its own.
fn forty_years() -> EventDays {
    let lane = |step: usize| (3..14_600).step_by(step).collect();
    let scattered = (0..14_600_u32).filter(|day| (day * day + 17) % 9_973 < 900).collect();
    lanes_of(14_600, &[lane(61), lane(122), scattered])
}

#[test]
fn the_same_seed_gives_the_same_numbers() {
    let days = forty_years();
    let options = Options { shifts: 200, seed: 7 };
    let one = all_pairs(&days, options);
    assert_eq!(one.shifts, 200);
    assert_eq!(one, all_pairs(&days, options));
    let sampled = one.pairs[0].test.unwrap();
    assert!(sampled.p_exact < 1e-100 && sampled.p_shift < 0.03, "{sampled:?}");
    let everything = all_pairs(&days, Options { shifts: 100_000, seed: 7 });
    assert_eq!(everything.shifts, 14_600_u32.div_ceil(7) - 1);
    let others: BTreeSet<String> = (0..8)
        .map(|seed| format!("{:?}", all_pairs(&days, Options { shifts: 200, seed }).pairs[1].test))
        .collect();
    assert!(others.len() > 1, "the seed makes no difference");
}

#[test]
fn a_pair_is_the_same_whatever_other_lanes_there_are() {
    let all = forty_years();
    let mut two = all.clone();
    two.lanes.remove(1);
    let (all, two) = (all_pairs(&all, Options::default()), all_pairs(&two, Options::default()));
    let p = |test: Option<coeval::analysis::pairs::Test>| test.map(|test| (test.p_exact, test.p_shift));
    assert_eq!(p(two.pairs[0].test), p(all.pairs[1].test));
    assert_eq!(two.pairs[0].shared, all.pairs[1].shared);
}

#[test]
fn progress_is_told_and_stops_it() {
    let mut told = Vec::new();
    let found = pairs(&forty_years(), Options::default(), &mut |done, of| {
        told.push((done, of));
        true
    });
    assert!(found.is_ok());
    assert_eq!(told.last(), Some(&(400, 400)));
    assert!(told[1..].is_sorted(), "{told:?}");
    for limit in [1, 2, 5] {
        let mut calls = 0;
        let stopped = pairs(&forty_years(), Options::default(), &mut |_, _| {
            calls += 1;
            calls < limit
        });
        assert_eq!(stopped, Err(PairsError::Stopped));
        assert_eq!(calls, limit);
    }
}

#[test]
fn a_week_has_no_other_week_to_compare_with() {
    let lane: Vec<u32> = (0..5).collect();
    let found = all_pairs(&lanes_of(7, &[lane.clone(), lane.clone()]), Options::default());
    assert_eq!((found.shifts, found.pairs[0].test.unwrap().p_shift), (0, 1.0));
    assert!(lag_counts(&lane, &lane, 7, 0, Options::default()).iter().all(|lag| lag.band.is_none()));
    assert!(lag_counts(&[], &[], 0, 0, Options::default()).iter().all(|lag| lag.count == 0));
}

#[test]
fn too_many_lanes_are_refused() {
    let lane = |at: usize| LaneDays { lane: LaneId::new(&format!("{at:05}")), days: vec![0] };
    let lanes = (0..=MAX_LANES).map(lane).collect();
    let mut days = EventDays { days: 1, lanes, ..EventDays::default() };
    let refused = pairs(&days, Options::default(), &mut |_, _| true);
    assert_eq!(refused, Err(PairsError::TooManyLanes { lanes: MAX_LANES + 1 }));
    days.lanes.truncate(30);
    assert_eq!(all_pairs(&days, Options::default()).pairs.len(), 435);
}

#[test]
fn false_discoveries_by_hand() {
    // 0.005·5/1, 0.01·5/2, 0.04·5/3 lowered by 0.05·5/4, 0.05·5/4, 0.8·5/5.
    let q = fdr::benjamini_hochberg(&[0.8, 0.01, 0.05, 0.005, 0.04]);
    for (q, expected) in q.iter().zip([0.8, 0.025, 0.0625, 0.025, 0.0625]) {
        assert_close(*q, expected, 1e-14);
    }
}

// ---- the command line ----

const SAMPLE: &str = "sample_data/azerbaijani_rope.ron";

fn coeval(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coeval"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = coeval(arguments);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), messages.as_str()), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let output = coeval(arguments);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn json_and_csv_say_the_same() {
    let arguments = ["pairs", SAMPLE, "--from", "2023-01", "--to", "2024-11", "--format"];
    let json: Vec<serde_json::Value> =
        serde_json::from_str(&printed(&[&arguments[..], &["json"]].concat())).unwrap();
    let csv = printed(&[&arguments[..], &["csv"]].concat());
    let mut csv = csv.lines();
    assert_eq!(csv.next(), Some("a,b,days,n_a,n_b,shared,expected,p_exact,p_shift,q"));
    let keys = ["a", "b", "days", "n_a", "n_b", "shared", "expected", "p_exact", "p_shift", "q"];
    let mut tested = 0;
    for pair in &json {
        assert_eq!(pair.as_object().unwrap().len(), keys.len());
        assert!(pair["a"].as_str() < pair["b"].as_str());
        assert_eq!(pair["days"], 700);
        let few = pair["n_a"].as_u64().min(pair["n_b"].as_u64()) < Some(5);
        assert!(["p_exact", "p_shift", "q"].iter().all(|key| pair[*key].is_null() == few), "{pair}");
        tested += usize::from(!few);
        let cells = keys.map(|key| match &pair[key] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            number => number.to_string(),
        });
        let line: Vec<&str> = csv.next().unwrap().split(',').collect();
        for (cell, other) in cells.iter().zip(line) {
            let same = match (cell.parse::<f64>(), other.parse::<f64>()) {
                (Ok(cell), Ok(other)) => (cell - other).abs() <= 1e-15 * other.abs(),
                _ => cell == other,
            };
            assert!(same, "{cell} {other}");
        }
    }
    assert!(tested > 0 && tested < json.len());
    assert_eq!(csv.next(), None);
}

#[test]
fn few_days_have_counts_alone() {
    let text = printed(&["pairs", "sample_data/minimal.ron"]);
    assert!(text.contains("-: not tested"), "{text}");
    assert!(!text.contains("p shift:"), "{text}");
    assert_eq!(printed(&["pairs", SAMPLE, "--from", "1900", "--to", "1901", "--format", "json"]), "[]\n");
    assert_eq!(
        printed(&["pairs", SAMPLE, "--from", "1900", "--to", "1900"]),
        "0 pairs over 365 days from 1900-01-01 to 1900-12-31\n"
    );
}

#[test]
fn wrong_calls_are_told() {
    let backwards = refused(&["pairs", SAMPLE, "--from", "2025", "--to", "2024"]);
    assert!(backwards.contains("there are no days from 2025-01-01 to 2024-12-31"), "{backwards}");
    let late = refused(&["pairs", SAMPLE, "--from", "2030"]);
    assert!(late.contains("no event days"), "{late}");
    for (option, value) in
        [("--from", "soon"), ("--zone", "Asia/Nowhere"), ("--lanes", "Atlantis"), ("--shifts", "0")]
    {
        let told = refused(&["pairs", SAMPLE, option, value]);
        assert!(told.contains(value), "{told}");
    }
}
