//! Edits and their inverses: whatever is done can be undone, and done again.

use coeval::edit::{Edit, EditError, Field, History, apply};
use coeval::io;
use coeval::model::{Document, EventDate, EventId};
use proptest::prelude::*;

fn sample() -> Document {
    io::read(include_str!("../../sample_data/azerbaijani_rope.ron")).document
}

fn set(document: &Document, at: usize, field: Field) -> Edit {
    let events = document.events();
    Edit::SetField { event: events[at % events.len()].id.clone(), field }
}

fn field() -> impl Strategy<Value = Field> {
    let text = "[a-zA-Zığüşəا-ی \\n\"\\\\]{1,12}";
    prop_oneof![
        text.prop_map(|text| Field::Title(format!("x{text}"))),
        (0u8..12, 1u8..28).prop_map(|(month, day)| {
            Field::Date(EventDate::parse(&format!("2024-{:02}-{day:02}", month + 1)).unwrap())
        }),
        prop_oneof![Just("Iran"), Just("IL"), Just("Türkiye"), Just("Atlantis"), Just("NKR")]
            .prop_map(|country| Field::Country(country.to_owned())),
        text.prop_map(Field::Place),
        text.prop_map(Field::Summary),
        "[a-z ]{0,8}".prop_map(Field::Note),
    ]
}

fn same(a: &Document, b: &Document) -> bool {
    a.events() == b.events() && a.lanes() == b.lanes()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_and_its_inverse_change_nothing(fields in prop::collection::vec((0usize..40, field()), 1..12)) {
        let before = sample();
        let mut document = before.clone();
        let mut inverses = Vec::new();
        for (at, field) in fields {
            let edit = set(&document, at, field);
            inverses.push(apply(&mut document, edit).unwrap());
        }
        for inverse in inverses.into_iter().rev() {
            apply(&mut document, inverse).unwrap();
        }
        prop_assert!(same(&before, &document));
    }

    #[test]
    fn undo_and_redo_lead_back_and_forth(
        fields in prop::collection::vec((0usize..40, field(), any::<bool>()), 1..12)
    ) {
        let before = sample();
        let mut document = before.clone();
        let mut history = History::default();
        for (at, field, ends) in fields {
            let edit = set(&document, at, field);
            history.apply(&mut document, edit).unwrap();
            if ends {
                history.end_group();
            }
        }
        let after = document.clone();
        while history.undo(&mut document).unwrap().is_some() {}
        prop_assert!(same(&before, &document));
        prop_assert!(!history.is_changed());
        while history.redo(&mut document).unwrap().is_some() {}
        prop_assert!(same(&after, &document));
    }
}

#[test]
fn typing_in_one_field_is_one_step() {
    let mut document = sample();
    let mut history = History::default();
    let title = document.events()[0].title.clone();
    for text in ["N", "Ne", "New"] {
        let edit = set(&document, 0, Field::Title(text.to_owned()));
        history.apply(&mut document, edit).unwrap();
    }
    let edit = set(&document, 0, Field::Place("There".to_owned()));
    history.apply(&mut document, edit).unwrap();
    assert_eq!(history.undo_label(), Some("Change place of “New”"));
    history.undo(&mut document).unwrap();
    assert_eq!(document.events()[0].title, "New");
    history.undo(&mut document).unwrap();
    assert_eq!(document.events()[0].title, title);
    assert_eq!(history.undo(&mut document).unwrap(), None);
}

#[test]
fn what_was_saved_is_not_changed_and_undoing_past_it_is() {
    let mut document = sample();
    let mut history = History::default();
    let edit = set(&document, 0, Field::Note("one".to_owned()));
    history.apply(&mut document, edit).unwrap();
    assert!(history.is_changed());
    history.mark_saved();
    assert!(!history.is_changed());
    let edit = set(&document, 0, Field::Note("two".to_owned()));
    history.apply(&mut document, edit).unwrap();
    assert!(history.is_changed());
    history.undo(&mut document).unwrap();
    assert!(!history.is_changed(), "back at what was saved");
    history.undo(&mut document).unwrap();
    assert!(history.is_changed());
}

#[test]
fn a_document_refuses_what_would_break_it() {
    let mut document = sample();
    let revision = document.revision();
    let nobody = Edit::SetField { event: EventId::new("nobody"), field: Field::Note(String::new()) };
    assert!(matches!(apply(&mut document, nobody), Err(EditError::NoSuchEvent(_))));
    for field in [Field::Title("  ".to_owned()), Field::Country(String::new())] {
        let edit = set(&document, 0, field);
        assert!(matches!(apply(&mut document, edit), Err(EditError::Empty(_))));
    }
    assert_eq!(document.revision(), revision);
}

#[test]
fn a_country_leads_to_its_lane() {
    let mut document = sample();
    let edit = set(&document, 0, Field::Country("Turkey".to_owned()));
    apply(&mut document, edit).unwrap();
    assert_eq!(document.events()[0].lane.as_str(), "TR");
    assert!(document.lanes().iter().any(|lane| lane.name == "Türkiye" && !lane.declared));
}

/// An index that was brought up to date says what one that is built anew says, whatever was edited.
mod index_follows {
    use coeval::analysis::Index;
    use coeval::edit::{Edit, Field, History};
    use coeval::model::{EventDate, EventIx};
    use proptest::prelude::*;

    const DATES: [&str; 8] = [
        "2024-10-14",
        "2023-01-01/2024-06-30",
        "2024-10-14T09:30Z",
        "1900/..",
        "2024-10",
        "2022-02-24/2022-03-02",
        "0044-03-15",
        "2024-10-15~",
    ];
    const COUNTRIES: [&str; 6] = ["Iran", "IR", "Israel", "Nobody's land", "Atlantis", "AZ"];

    proptest! {
        #[test]
        fn every_edit(edits in prop::collection::vec((0_usize..40, 0_usize..3, 0_usize..8, any::<bool>()), 1..12)) {
            let sample = include_str!("../../sample_data/azerbaijani_rope.ron");
            let mut document = coeval::io::read(sample).document;
            let mut index = Index::build(&document);
            let mut history = History::default();
            for (event, field, value, look) in edits {
                let id = document.event(EventIx((event % document.events().len()) as u32)).id.clone();
                let field = match field {
                    0 => Field::Date(EventDate::parse(DATES[value]).unwrap()),
                    1 => Field::Country(COUNTRIES[value % COUNTRIES.len()].to_owned()),
                    _ => Field::Title(format!("Title {value}")),
                };
                if value == 7 {
                    history.undo(&mut document).unwrap();
                } else {
                    history.end_group();
                    history.apply(&mut document, Edit::SetField { event: id, field }).unwrap();
                }
                if look {
                    index.update(&document);
                    prop_assert_eq!(&index, &Index::build(&document));
                }
            }
            index.update(&document);
            prop_assert_eq!(&index, &Index::build(&document));
        }
    }
}
