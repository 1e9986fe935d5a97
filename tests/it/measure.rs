//! What a range of days holds, on timelines written for it.

use coeval::analysis::{Coincidences, DayRange, Index, Measure, Rule, Tally, measure};
use coeval::io;
use coeval::model::{Day, Document};

fn document(text: &str) -> Document {
    let loaded = io::read(text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.document
}

fn day(text: &str) -> Day {
    let numbers: Vec<i32> = text.split('-').map(|n| n.parse().unwrap()).collect();
    Day::from_ymd(numbers[0], numbers[1] as u8, numbers[2] as u8).unwrap()
}

/// What all lanes have from one day to another.
fn measured(document: &Document, first: &str, last: &str) -> Measure {
    let rule = Rule { possible: true, ..Rule::default() };
    let found = Coincidences::new(document, &rule);
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let range = DayRange::between(day(first), day(last));
    measure(&Index::build(document), &found, &lanes, range)
}

/// An event in one lane with this date.
fn with_date(date: &str) -> Document {
    document(&format!("(events: [(date: \"{date}\", title: \"A\", country: \"IR\")])"))
}

#[test]
fn an_event_counts_where_its_date_touches_the_range() {
    let (none, sure, possible) = (Some((0, 0)), Some((1, 0)), Some((1, 1)));
    for (date, first, last, expected) in [
        ("2024-10-14", "2024-10-14", "2024-10-14", sure),
        ("2024-10-14", "2024-10-15", "2024-10-20", none),
        ("2024-10-14", "2024-10-10", "2024-10-13", none),
        ("2024-10-14T23:30", "2024-10-14", "2024-10-14", sure),
        ("2024-10-14T00:00", "2024-10-13", "2024-10-13", none),
        // A span counts where it goes on, and not where it is only near.
        ("2024-10-01/2024-10-20", "2024-10-05", "2024-10-06", sure),
        ("2024-10-01/2024-10-20", "2024-10-20", "2024-10-25", sure),
        ("2024-10-01/2024-10-20", "2024-10-21", "2024-10-25", none),
        ("2024-10-01/..", "2030-01-01", "2030-01-01", sure),
        // What is known to the month may lie outside of a part of it, and not outside of all of it.
        ("2024-10", "2024-10-05", "2024-10-06", possible),
        ("2024-10", "2024-10-01", "2024-10-31", sure),
        ("2024-10", "2024-09-01", "2024-10-30", possible),
        ("2024-10", "2024-11-01", "2024-11-30", none),
        ("2024-XX-XX", "2024-12-31", "2025-06-01", possible),
    ] {
        let found = measured(&with_date(date), first, last);
        let (all, possible) = expected.unwrap();
        assert_eq!(found.events, Tally { all, possible }, "{date} in {first} to {last}");
        assert_eq!(found.lanes[0].events, found.events);
    }
}

#[test]
fn coincidences_are_counted_in_all_and_for_each_of_their_lanes() {
    let document = document(
        r#"(events: [
            (date: "2024-10-14", title: "A", country: "IR"),
            (date: "2024-10-14", title: "B", country: "IL"),
            (date: "2024-10-16", title: "C", country: "IR"),
            (date: "2024-10-16", title: "D", country: "AZ"),
            (date: "2024-10-16", title: "E", country: "AZ"),
            (date: "2024-10-20", title: "F", country: "AZ"),
            (date: "2024-10-20", title: "G", country: "IL"),
        ])"#,
    );
    let found = measured(&document, "2024-10-10", "2024-10-18");
    assert_eq!(found.events, Tally { all: 5, possible: 0 });
    assert_eq!(found.coincidences, Tally { all: 2, possible: 0 });
    let lanes: Vec<(&str, usize, usize)> = found
        .lanes
        .iter()
        .map(|lane| {
            let id = document.lanes()[lane.lane as usize].id.as_str();
            (id, lane.events.all, lane.coincidences)
        })
        .collect();
    let mut sorted = lanes.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [("AZ", 2, 1), ("IL", 1, 1), ("IR", 2, 2)]);

    // A lane that is not asked for has no part in it.
    let israel = lanes.iter().position(|lane| lane.0 == "IL").unwrap() as u32;
    let range = DayRange::between(day("2024-10-10"), day("2024-10-18"));
    let all = Coincidences::new(&document, &Rule::default());
    let found = measure(&Index::build(&document), &all, &[israel], range);
    assert_eq!((found.events.all, found.coincidences.all, found.lanes.len()), (1, 1, 1));
}

#[test]
fn a_possible_coincidence_is_said_to_be_one() {
    let document = document(
        r#"(events: [
            (date: "2024-10", title: "A", country: "IR"),
            (date: "2024-10-14", title: "B", country: "IL"),
        ])"#,
    );
    let found = measured(&document, "2024-10-14", "2024-10-14");
    assert_eq!(found.coincidences, Tally { all: 1, possible: 1 });
    assert_eq!(found.events.in_words("event"), "2 events (1 possible)");
}
