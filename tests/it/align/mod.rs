//! Days counted from an event, and from every event with a tag: each rule by a small file, and what is overlaid
//! against all pairs looked at one by one.

mod drawn;

use std::collections::BTreeSet;

use coeval::analysis::{Index, Offset, Overlay, Reference, Shape};
use coeval::io;
use coeval::model::{Day, Document, Event, EventDate, EventId, EventIx, Parts};
use proptest::prelude::*;

use crate::support::dice::Dice;
use crate::support::documents::plain_event;

fn read(text: &str) -> Document {
    let loaded = io::read(text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.document
}

const FILE: &str = r#"(events: [
    (id: "talks-1", date: "2024-10-14", title: "Talks", country: "IR", tags: ["talks"]),
    (id: "talks-2", date: "2024-11-20", title: "More talks", country: "AZ", tags: ["peace", "talks "]),
    (id: "talks-3", date: "2024-11-20T15:00", title: "Other talks", country: "IL", tags: ["talks"]),
    (id: "before", date: "2024-10-12", title: "Before", country: "IR"),
    (id: "after", date: "2024-11-23", title: "After", country: "IR"),
    (id: "vague", date: "2024-12", title: "Some day in December", country: "IL"),
])"#;

/// What is drawn of each event, by its id: "id: shape from..to".
fn drawn(document: &Document, overlay: &Overlay) -> Vec<String> {
    let mut all: Vec<(f64, String)> = Vec::new();
    for lane in (0..).map_while(|lane| overlay.index().lane(lane)) {
        for entry in lane.entries() {
            let extent = entry.extent;
            let hollow = if extent.shape == Shape::Imprecise { " hollow" } else { "" };
            let id = document.event(entry.ix).id.as_str();
            all.push((extent.from, format!("{id}{hollow} {}..{}", extent.from, extent.to)));
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    all.into_iter().map(|(_, text)| text).collect()
}

fn overlay(document: &Document, tag: &str) -> Overlay {
    Overlay::new(document, &Index::build(document), tag)
}

#[test]
fn every_event_is_there_once_for_each_day_with_an_occurrence() {
    let document = read(FILE);
    let overlay = overlay(&document, "talks");
    let counted = overlay.counted();
    assert_eq!((counted.occurrences, counted.days, counted.inexact, counted.unknown), (3, 2, 0, 0));
    assert_eq!(counted.in_words(), "3 occurrences on 2 days");
    assert_eq!(
        drawn(&document, &overlay),
        [
            // From 20 November.
            "before -39..-38",
            "talks-1 -37..-36",
            // From 14 October.
            "before -2..-1",
            "talks-1 0..1",
            "talks-2 0..1",
            "talks-3 0..1",
            "after 3..4",
            "vague hollow 11..42",
            "talks-2 37..38",
            "talks-3 37..38",
            "after 40..41",
            "vague hollow 48..79",
        ]
    );
    let hours: Vec<f64> =
        overlay.index().lane(2).unwrap().entries().iter().map(|entry| entry.extent.mark).collect();
    assert_eq!(hours[0], 15.0 / 24.0, "an hour is kept");
}

#[test]
fn an_occurrence_that_is_not_known_to_the_day_widens_what_is_around_it() {
    let document = read(
        r#"(events: [
            (id: "month", date: "2024-10", title: "A", country: "IR", tags: ["t"]),
            (id: "month-too", date: "2024-10", title: "B", country: "IR", tags: ["t"]),
            (id: "doubted", date: "2024-12-01?", title: "C", country: "IR", tags: ["t"]),
            (id: "year", date: "2024", title: "D", country: "IR", tags: ["t"]),
            (id: "no-beginning", date: "../2024-10-09", title: "E", country: "IR", tags: ["t"]),
            (id: "day", date: "2024-11-02", title: "F", country: "IL"),
            (id: "span", date: "2024-11-02/2024-11-04", title: "G", country: "IL"),
        ])"#,
    );
    let overlay = overlay(&document, "t");
    let counted = overlay.counted();
    assert_eq!((counted.occurrences, counted.days, counted.inexact, counted.unknown), (5, 0, 3, 2));
    assert_eq!(
        counted.remark(None),
        "3 not known to the day (drawn hollow, as wide as the date allows) · 2 left out (not known to \
         the month)"
    );
    let drawn = drawn(&document, &overlay);
    for one in [
        // Each is on its own day for sure, and the other one of the month within a month of it.
        "month hollow 0..1",
        "month-too hollow 0..1",
        "month hollow -30..31",
        "month-too hollow -30..31",
        "doubted hollow 0..1",
        // 2 November is 2 to 32 days after a day of October.
        "day hollow 2..33",
        "day hollow -29..-28",
        "span 2..35",
    ] {
        assert!(drawn.contains(&one.to_owned()), "{one} in {drawn:#?}");
    }
    let span =
        overlay.index().lane(1).unwrap().entries().iter().find(|entry| entry.extent.to == 35.0).unwrap();
    assert_eq!((span.extent.sure_from, span.extent.sure_to), (32.0, 5.0), "no day is sure of it");
}

#[test]
fn where_all_would_be_too_much_what_is_far_is_left_out_and_said() {
    let events = (0..2000).map(|at| {
        let day = Day::from_ymd(2000, 1, 1).unwrap().plus(at * 5);
        let mut event = plain_event(&format!("e{at}"), ["IR", "IL"][at as usize % 2], &day.to_string());
        if at % 4 == 0 {
            event.tags = vec!["often"].into();
        }
        event
    });
    let document = Document::new(Parts { events: events.collect(), ..Parts::default() });
    let overlay = overlay(&document, "often");
    let reach = overlay.reach().unwrap();
    let entries: Vec<_> =
        (0..2).flat_map(|lane| overlay.index().lane(lane).unwrap().entries().to_vec()).collect();
    assert!(entries.len() <= 400_000 && entries.len() > 50_000, "{} within {reach}", entries.len());
    let far = entries.iter().map(|entry| entry.extent.from.abs()).fold(0.0, f64::max);
    assert!(far <= f64::from(reach) && far > f64::from(reach) - 5.0);
    assert!(overlay.counted().remark(overlay.reach()).contains("days around each"));
    assert_eq!(overlay.first_days(), reach, "a few days of so many would be a few columns of a strip");
}

#[test]
fn a_tag_that_no_event_has_gives_nothing() {
    let document = read(FILE);
    let overlay = overlay(&document, "nobody");
    assert_eq!(overlay.counted().occurrences, 0);
    assert!(drawn(&document, &overlay).is_empty());
    assert!(overlay.first_days() > 0);
}

#[test]
fn it_is_told_which_occurrence_an_event_is_seen_from() {
    let document = read(FILE);
    let base = Index::build(&document);
    let overlay = Overlay::new(&document, &base, "talks");
    let ix = document.find(&EventId::new("after")).unwrap();
    let extent = base.lane(0).unwrap().entries().iter().find(|entry| entry.ix == ix).unwrap().extent;
    let from = |at: f64| overlay.nearest(&extent, ix, at).unwrap().day().to_string();
    assert_eq!(
        (from(3.5), from(40.0), from(1000.0)),
        ("2024-11-20".into(), "2024-10-14".into(), "2024-10-14".into())
    );
    assert_eq!(overlay.copies(&extent, ix).count(), 2);
}

/// A date of some kind near 2024, with the first day that it truly is, which nobody knows.
fn any_date(dice: &mut Dice) -> (String, Day, Day) {
    let day = Day::from_ymd(2024, 1, 1).unwrap().plus(dice.roll(500) as i32);
    let (year, month, _) = day.ymd();
    let until = day.plus(dice.roll(20) as i32);
    match dice.roll(5) {
        0 => (format!("{year}-{month:02}"), day, day),
        1 => (format!("{day}?"), day, day),
        2 => (format!("{day}/{until}"), day, until),
        3 => (format!("{year}-{month:02}-XX"), day, day),
        _ => (day.to_string(), day, day),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// What is overlaid of exact dates is what all pairs give; of others it holds the truth, whatever that is.
    #[test]
    fn what_is_overlaid_is_what_all_pairs_give(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let lanes = ["IR", "IL", "AZ"];
        let mut truths = Vec::new();
        let events: Vec<Event> = (0..1 + dice.roll(14)).map(|at| {
            let (date, first, last) = any_date(&mut dice);
            truths.push((first, last));
            let mut event = plain_event(&format!("e{at}"), dice.pick(&lanes), &date);
            if dice.one_in(3) {
                event.tags = vec!["t"].into();
            }
            event
        }).collect();
        let document = Document::new(Parts { events, ..Parts::default() });
        let overlay = overlay(&document, "t");
        let ix_of = |at: usize| EventIx(at as u32);
        let tagged: Vec<usize> = (0..truths.len()).filter(|at| !document.event(ix_of(*at)).tags.is_empty()).collect();
        prop_assert_eq!(overlay.counted().occurrences, tagged.len());
        let entries: Vec<_> =
            (0..).map_while(|lane| overlay.index().lane(lane)).flat_map(|lane| lane.entries().to_vec()).collect();

        let exact = |at: usize| document.event(ix_of(at)).date.is_exact() && !document.event(ix_of(at)).date.is_interval();
        let pairs: BTreeSet<(usize, i32)> = tagged.iter().filter(|zero| Reference::of(&document.event(ix_of(**zero)).date).unwrap().exact)
            .flat_map(|zero| (0..truths.len()).filter(|at| exact(*at)).map(move |at| (at, *zero)))
            .map(|(at, zero)| (at, truths[at].0.since(truths[zero].0))).collect();
        let drawn: BTreeSet<(usize, i32)> = entries.iter().filter(|entry| entry.extent.shape == Shape::Instant)
            .map(|entry| (entry.ix.index(), entry.extent.from as i32)).collect();
        prop_assert_eq!(pairs, drawn);

        for zero in &tagged {
            for (at, truth) in truths.iter().enumerate() {
                let first = f64::from(truth.0.since(truths[*zero].0));
                let last = f64::from(truth.1.since(truths[*zero].0)) + 1.0;
                let holds = |from: f64, to: f64| from <= first && to >= last;
                let mut own = entries.iter().filter(|entry| entry.ix == ix_of(at));
                prop_assert!(own.any(|entry| holds(entry.extent.from, entry.extent.to)), "{at} from {zero}");
                let reference = Reference::of(&document.event(ix_of(*zero)).date).unwrap();
                let Offset { least, most } = reference.offset_of(&document.event(ix_of(at)).date).unwrap();
                prop_assert!(f64::from(least) <= first && f64::from(most) >= first);
            }
        }
    }
}

#[test]
fn a_reference_may_be_as_old_as_dates_are() {
    for date in ["-9999-01-01", "9999-12-31", "0000", "2024-10-14/..", "2024-XX"] {
        let date = EventDate::parse(date).unwrap();
        let reference = Reference::of(&date).unwrap();
        assert!(reference.first <= reference.day() && reference.day() <= reference.last);
        assert!(reference.offset_of(&date).unwrap().least <= 0);
    }
}
