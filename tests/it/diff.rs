//! Comparing and merging: what is told of two timelines, and what holds of every merge of three.

use coeval::analysis::diff::{Conflict, EventField, Side, diff, merge};
use coeval::model::{Document, Event, EventDate, EventId, Lane, LaneId, Parts, Source};
use proptest::prelude::*;

use crate::support::documents::plain_event;

fn document(events: Vec<Event>) -> Document {
    Document::new(Parts { events, ..Parts::default() })
}

#[test]
fn what_is_told_of_two() {
    let mut old = vec![plain_event("a", "IR", "2024-10-14"), plain_event("b", "IL", "2024-10-15")];
    let mut new = vec![plain_event("c", "AZ", "2024"), plain_event("a", "IR", "2024-10-15")];
    new[1].tags = vec!["x", "y"].into();
    old[1].note = "secret".into();
    let lane = |color| Lane { id: LaneId::new("NKR"), name: "N".to_owned(), color, declared: true };
    let source = Source { id: "s".to_owned(), title: "S".to_owned(), ..Source::default() };
    let old = Document::new(Parts {
        title: "Old".to_owned(),
        events: old,
        lanes: vec![lane(None)],
        ..Parts::default()
    });
    let new = Document::new(Parts {
        title: "New".to_owned(),
        events: new,
        lanes: vec![lane(Some([1, 2, 3]))],
        sources: vec![source],
        ..Parts::default()
    });
    let found = diff(&old, &new);
    let ids = |only: &[coeval::analysis::diff::Only<EventId>]| {
        only.iter().map(|o| o.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        (ids(&found.events.added), ids(&found.events.removed)),
        (vec!["c".to_owned()], vec!["b".to_owned()])
    );
    let changed = &found.events.changed[0];
    let fields: Vec<_> = changed.fields.iter().map(|f| (f.field, f.old.as_str(), f.new.as_str())).collect();
    assert_eq!(fields, [("date", "2024-10-14", "2024-10-15"), ("tags", "", "x, y")]);
    assert_eq!(found.timeline[0].new, "New");
    assert_eq!(found.lanes.changed[0].fields[0].new, "#010203");
    assert_eq!(found.sources.added[0].title, "S");
    assert!(!found.is_empty() && diff(&old, &old).is_empty());
}

#[test]
fn conflicts_are_told_field_by_field_and_chosen() {
    let base = document(vec![plain_event("a", "IR", "2024-10-14"), plain_event("b", "IL", "2024-10-14")]);
    let change = |title: &str, place: &str, date: &str| {
        let mut event = plain_event("a", "IR", date);
        event.title = title.into();
        event.place = place.into();
        event
    };
    let mine = document(vec![change("Mine", "Tehran", "2024-10-14")]);
    let mut other = plain_event("b", "IL", "2024-10-14");
    other.summary = "theirs".into();
    let theirs = document(vec![change("Theirs", "", "2024-10-15"), other]);
    let merged = merge(&base, &mine, &theirs, |_| Side::Mine);
    let conflicts = [
        Conflict::Field {
            event: EventId::new("a"),
            field: EventField::Title,
            base: "a".to_owned(),
            mine: "Mine".to_owned(),
            theirs: "Theirs".to_owned(),
        },
        Conflict::Removed { event: EventId::new("b"), by: Side::Mine },
    ];
    assert_eq!(merged.conflicts, conflicts);
    let first = &merged.document.events()[0];
    assert_eq!(
        (first.title.as_str(), first.place.as_str(), first.date.text()),
        ("Mine", "Tehran", "2024-10-15")
    );
    assert_eq!(merged.document.events().len(), 1);
    let merged = merge(&base, &mine, &theirs, |_| Side::Theirs);
    assert_eq!((merged.document.events()[0].title.as_str(), merged.document.events().len()), ("Theirs", 2));
}

/// A document from a base by random changes.
fn changed(base: Vec<Event>) -> impl Strategy<Value = Vec<Event>> {
    let count = base.len();
    let changes = proptest::collection::vec((0..4_u8, 0..count.max(1), 0..3_u8), 0..6);
    (changes, any::<bool>()).prop_map(move |(changes, reversed)| {
        let mut events = base.clone();
        for (number, (kind, at, value)) in changes.into_iter().enumerate() {
            if events.is_empty() {
                break;
            }
            let at = at % events.len();
            match kind {
                0 => drop(events.remove(at)),
                1 => events[at].title = format!("title {value}").into(),
                2 => {
                    events[at].date =
                        EventDate::parse(["2024", "2024-10", "2023"][usize::from(value)]).unwrap();
                }
                _ => {
                    let id = format!("new {value} {}", number % 2);
                    if !events.iter().any(|event| event.id.as_str() == id) {
                        events.insert(at, plain_event(&id, "AZ", "2024-10-14"));
                    }
                }
            }
        }
        if reversed {
            events.reverse();
        }
        events
    })
}

fn three() -> impl Strategy<Value = (Document, Document, Document)> {
    (0..6_usize).prop_flat_map(|count| {
        let base: Vec<Event> =
            (0..count).map(|n| plain_event(&format!("e{n}"), "IR", "2024-10-14")).collect();
        (Just(base.clone()), changed(base.clone()), changed(base))
            .prop_map(|(base, mine, theirs)| (document(base), document(mine), document(theirs)))
    })
}

fn ids(document: &Document) -> Vec<String> {
    document.events().iter().map(|event| event.id.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_side_that_changed_nothing_changes_nothing((base, mine, theirs) in three()) {
        for (mine, theirs, wanted) in [(&base, &theirs, &theirs), (&mine, &base, &mine), (&mine, &mine, &mine)] {
            let merged = merge(&base, mine, theirs, |_| Side::Mine);
            prop_assert_eq!(merged.conflicts, []);
            prop_assert!(diff(&merged.document, wanted).is_empty());
            prop_assert_eq!(ids(&merged.document), ids(wanted));
        }
    }

    #[test]
    fn both_sides_see_the_same_merge((base, mine, theirs) in three()) {
        let ours = merge(&base, &mine, &theirs, |_| Side::Mine);
        let others = merge(&base, &theirs, &mine, |_| Side::Theirs);
        prop_assert!(diff(&ours.document, &others.document).is_empty());
        prop_assert_eq!(ours.conflicts.len(), others.conflicts.len());
    }

    #[test]
    fn nothing_is_lost_without_a_conflict((base, mine, theirs) in three()) {
        let merged = merge(&base, &mine, &theirs, |_| Side::Mine);
        // Every change of theirs is there, or is in conflict with one of mine.
        for changed in diff(&base, &theirs).events.changed {
            let in_conflict = merged.conflicts.iter().any(|conflict| conflict.event() == Some(&changed.id));
            let removed_by_both = mine.find(&changed.id).is_none() && in_conflict;
            let Some(at) = merged.document.find(&changed.id) else {
                prop_assert!(removed_by_both);
                continue;
            };
            let here = merged.document.event(at);
            for field in &changed.fields {
                let field = EventField::ALL.into_iter().find(|f| f.name() == field.field).unwrap();
                let theirs = theirs.event(theirs.find(&changed.id).unwrap());
                prop_assert!(in_conflict || field.is_same(here, theirs));
            }
        }
        for added in diff(&base, &theirs).events.added {
            prop_assert!(merged.document.find(&added.id).is_some());
        }
    }

    #[test]
    fn a_difference_describes_the_way((_, mine, theirs) in three()) {
        let found = diff(&mine, &theirs);
        let (a, b, c) = (found.events.added.len(), found.events.removed.len(), mine.events().len());
        prop_assert_eq!(c + a - b, theirs.events().len());
        let back = diff(&theirs, &mine);
        prop_assert_eq!((back.events.added.len(), back.events.removed.len()), (b, a));
        prop_assert_eq!(back.events.changed.len(), found.events.changed.len());
    }
}
