//! The recovery journal: what was written comes back when its program is gone, and only then.

use std::fs;
use std::sync::Arc;

use coeval::io::disk::recovery::{Journal, Store, Unsaved, difference};

fn unsaved(base: &Arc<String>, text: &str) -> Unsaved {
    Unsaved {
        path: Some("/somewhere/rope.ron".into()),
        base: Arc::clone(base),
        changes: difference(base, text),
    }
}

/// Lets go of a journal as a killed program does: the lock is gone, the folder stays.
fn kill(journal: Journal, store: &Store) {
    let copy = tempfile::tempdir().unwrap();
    let folder = journal.folder().to_owned();
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    drop(journal);
    let left = store.root().join("left");
    fs::create_dir(&left).unwrap();
    for entry in fs::read_dir(copy.path()).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), left.join(entry.file_name())).unwrap();
    }
}

#[test]
fn what_was_kept_comes_back_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("recovery"));
    let mut journal = store.begin().unwrap();
    let base = Arc::new("(events: []) // é".to_owned());
    journal.write(&[unsaved(&base, "(events: [(1)]) // é")]).unwrap();
    journal.write(&[unsaved(&base, "(events: [(1), (2)]) // é")]).unwrap();
    assert!(store.abandoned().is_empty(), "its program still runs");

    kill(journal, &store);
    let abandoned = store.abandoned();
    assert_eq!(abandoned.len(), 1);
    assert!(store.abandoned().is_empty(), "somebody else is looking at it already");
    let files = abandoned[0].read().unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].base, *base);
    assert_eq!(files[0].text, "(events: [(1), (2)]) // é");
    drop(abandoned);

    for journal in store.abandoned() {
        journal.discard().unwrap();
    }
    assert!(store.abandoned().is_empty());
    assert_eq!(fs::read_dir(store.root()).unwrap().count(), 0);
}

#[test]
fn an_orderly_end_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_owned());
    let mut journal = store.begin().unwrap();
    let base = Arc::new("a".to_owned());
    journal.write(&[unsaved(&base, "b")]).unwrap();
    drop(journal);
    assert_eq!(fs::read_dir(store.root()).unwrap().count(), 0);

    // Saved, then killed.
    let mut journal = store.begin().unwrap();
    journal.write(&[unsaved(&base, "b")]).unwrap();
    journal.clear().unwrap();
    kill(journal, &store);
    assert!(store.abandoned().is_empty());
    assert_eq!(fs::read_dir(store.root()).unwrap().count(), 0);
}

#[test]
fn bases_that_are_no_longer_needed_go() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_owned());
    let mut journal = store.begin().unwrap();
    let bases: Vec<_> = (0..5).map(|n| Arc::new(format!("base {n}"))).collect();
    for base in &bases {
        journal.write(&[unsaved(base, "changed")]).unwrap();
    }
    let names = fs::read_dir(journal.folder()).unwrap().count();
    assert_eq!(names, 3, "lock, state and the last base");
}

#[test]
fn a_journal_that_is_not_understood_stays_and_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_owned());
    let strange = folder.path().join("strange");
    fs::create_dir(&strange).unwrap();
    fs::write(strange.join("lock"), "").unwrap();
    for state in ["", "(", "\0\0", "(format: 99, written: 0, files: [])", "(format: 1, written: 0)"] {
        fs::write(strange.join("state.ron"), state).unwrap();
        assert!(store.abandoned().is_empty(), "{state:?}");
        assert!(strange.join("state.ron").exists());
    }
    // One that names a base that is not there, or changes that do not fit, says so and stays.
    let file = r#"(format: 1, written: 5, files: [(path: None, base: "base-0", changes: [(3, 4, "x")])])"#;
    fs::write(strange.join("state.ron"), file).unwrap();
    assert!(store.abandoned()[0].read().unwrap_err().to_string().contains("base-0"));
    fs::write(strange.join("base-0"), "ab").unwrap();
    assert!(store.abandoned()[0].read().unwrap_err().to_string().contains("do not fit"));
    fs::write(strange.join("base-0"), "abcd").unwrap();
    assert_eq!(store.abandoned()[0].read().unwrap()[0].text, "abcx");
}
