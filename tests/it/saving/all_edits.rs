//! Every edit, in random sequences, on random files: taken back it leaves no trace, in the document or in the bytes,
//! and what is saved is what is in memory.

use coeval::analysis::Index;
use coeval::edit::{Edit, History, apply};
use coeval::io;
use coeval::model::{Document, Event, Lane};
use proptest::prelude::*;

use super::properties::{content, hand};
use super::{Desk, text_of};
use crate::support::any_edit::any_edit;
use crate::support::dice::Dice;

/// All that a document says, to compare two.
fn all(document: &Document) -> impl PartialEq + std::fmt::Debug {
    let events: Vec<Event> = document.events().iter().map(|event| Event::clone(event)).collect();
    let found = document
        .events()
        .iter()
        .enumerate()
        .all(|(at, event)| document.find(&event.id).is_some_and(|ix| ix.index() == at));
    (
        (document.title().to_owned(), document.summary().to_owned(), found),
        (document.lanes().to_vec(), document.sources().to_vec(), document.story().to_vec()),
        (document.filters().to_vec(), document.views().to_vec(), document.imports().to_vec()),
        events,
    )
}

/// The same as a file can say it: where it gives no id, the id is made anew.
fn in_the_file(document: &Document, written: &[bool]) -> impl PartialEq + std::fmt::Debug {
    let events: Vec<Event> = document
        .events()
        .iter()
        .zip(written)
        .map(|(event, written)| content(event, if *written { "id" } else { "" }))
        .collect();
    let declared: Vec<Lane> = document.lanes().iter().filter(|lane| lane.declared).cloned().collect();
    (
        (document.title().to_owned(), document.summary().to_owned()),
        declared,
        document.sources().to_vec(),
        (document.filters().to_vec(), document.views().to_vec(), document.imports().to_vec()),
        events,
    )
}

fn edits(document: &Document, dice: &mut Dice) -> Vec<Edit> {
    let mut after = document.clone();
    let mut edits = Vec::new();
    for _ in 0..1 + dice.roll(8) {
        let edit = any_edit(&after, dice);
        apply(&mut after, edit.clone()).unwrap();
        edits.push(edit);
    }
    edits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_and_its_inverse_are_the_identity(seed: u64) {
        let mut hand = hand(seed);
        let mut document = io::read(&hand.file()).document;
        let mut index = Index::build(&document);
        for edit in edits(&document, &mut hand.dice) {
            let before = document.clone();
            prop_assert!(!edit.label(&document).is_empty());
            let inverse = apply(&mut document, edit.clone()).unwrap();
            let after = document.clone();
            index.update(&document);
            prop_assert_eq!(&index, &Index::build(&document));
            let again = apply(&mut document, inverse).unwrap();
            prop_assert_eq!(all(&document), all(&before), "{:?}", edit);
            apply(&mut document, again).unwrap();
            prop_assert_eq!(all(&document), all(&after), "{:?}", edit);
            index.update(&document);
            prop_assert_eq!(&index, &Index::build(&document));
        }
    }

    #[test]
    fn what_is_saved_is_what_is_in_memory(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        let desk = Desk::new();
        let path = desk.file("t.ron", &text);
        let mut document = loaded.document.clone();
        let mut history = History::default();
        for edit in edits(&document, &mut hand.dice) {
            history.apply(&mut document, edit).unwrap();
        }
        let saved = io::save(&path, &document, 0, &loaded.source);
        prop_assert!(saved.is_ok(), "{}\n{:?}\n{:?}", text, history.steps().collect::<Vec<_>>(), saved.err());
        let saved = saved.unwrap();
        let again = io::read(saved.full()).document;
        let written: Vec<bool> = document.events().iter().map(|event| {
            saved.text()[saved.place(&event.id).unwrap()].contains("id")
        }).collect();
        prop_assert_eq!(in_the_file(&again, &written), in_the_file(&document, &written));
        // What no edit touched is in the file as it was.
        for event in loaded.document.events() {
            let now = document.find(&event.id).map(|ix| document.event(ix));
            if now == Some(&**event) {
                let (old, new) = (loaded.source.place(&event.id).unwrap(), saved.place(&event.id).unwrap());
                let (old, new) = (&loaded.source.text()[old], &saved.text()[new]);
                prop_assert!(old == new || new.contains("id"), "{old}\n{new}");
            }
        }
        for outside in ["unknown: 3", "broken", "mystery"] {
            let (before, after) = (text.matches(outside).count(), saved.full().matches(outside).count());
            prop_assert!(after <= before && (outside == "mystery" || after == before));
        }
        // Saved, then all taken back and saved again: the file says what it said at first.
        while history.undo(&mut document).unwrap().is_some() {}
        prop_assert_eq!(all(&document), all(&loaded.document));
        let back = io::save(&path, &document, 0, &saved).unwrap();
        let again = io::read(back.full()).document;
        let written: Vec<bool> = document.events().iter().map(|event| {
            back.text()[back.place(&event.id).unwrap()].contains("id")
        }).collect();
        prop_assert_eq!(in_the_file(&again, &written), in_the_file(&document, &written));
    }

    #[test]
    fn all_taken_back_the_file_has_its_bytes(seed: u64) {
        let mut hand = hand(seed);
        let text = hand.file();
        let loaded = io::read(&text);
        let desk = Desk::new();
        let path = desk.file("t.ron", &text);
        let mut document = loaded.document.clone();
        let mut history = History::default();
        for edit in edits(&document, &mut hand.dice) {
            history.apply(&mut document, edit).unwrap();
            history.end_group();
        }
        let count = history.steps().len();
        let there = hand.dice.roll(count + 1);
        history.jump(&mut document, there).unwrap();
        prop_assert_eq!((history.position(), history.steps().len()), (there, count));
        history.jump(&mut document, 0).unwrap();
        prop_assert!(!history.is_changed());
        let saved = io::save(&path, &document, 0, &loaded.source).unwrap();
        prop_assert_eq!(saved.full(), &text);
        prop_assert_eq!(text_of(&path), text);
    }
}
