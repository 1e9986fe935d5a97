//! The recovery journal: what was written comes back when its program is gone, and only then.

use std::fs;
use std::sync::Arc;

use coeval::io::disk::recovery::{Journal, Recovered, Store, Unsaved, difference, fingerprint};

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

/// What a killed program left of these changes of a file, which on the disk is what is given.
fn left_of(
    on_disk: &str,
    journal: impl FnOnce(&mut Journal, &dyn Fn(&str) -> Unsaved, &std::path::Path),
) -> Recovered {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("recovery"));
    let path = folder.path().join("t.ron");
    fs::write(&path, on_disk).unwrap();
    let base = Arc::new("old".to_owned());
    let kept = |text: &str| Unsaved { path: Some(path.clone()), ..unsaved(&base, text) };
    let mut written = store.begin().unwrap();
    journal(&mut written, &|text| kept(text), &path);
    kill(written, &store);
    store.abandoned()[0].read().unwrap().remove(0)
}

#[test]
fn what_the_file_has_is_known_to_be_saved() {
    let base = Arc::new("old".to_owned());
    // Killed right after the rename.
    let left = left_of("new", |journal, kept, path| {
        let kept = kept("new");
        journal.write(std::slice::from_ref(&kept)).unwrap();
        journal.about_to_save(&kept.base, path, fingerprint("new")).unwrap();
    });
    assert!(left.is_saved);
    // Right before it.
    let left = left_of("old", |journal, kept, path| {
        let kept = kept("new");
        journal.write(std::slice::from_ref(&kept)).unwrap();
        journal.about_to_save(&kept.base, path, fingerprint("new")).unwrap();
    });
    assert_eq!((left.is_saved, left.base.as_str(), left.text.as_str()), (false, "old", "new"));
    // What was changed while it was saved is a change to what was saved.
    let left = left_of("new", |journal, kept, path| {
        let first = kept("new");
        journal.write(std::slice::from_ref(&first)).unwrap();
        journal.about_to_save(&first.base, path, fingerprint("new")).unwrap();
        journal.write(&[kept("newer")]).unwrap();
    });
    assert_eq!((left.is_saved, left.base.as_str(), left.text.as_str()), (false, "new", "newer"));
    // Nothing was about to be saved, and yet the file has it.
    let left = left_of("new", |journal, kept, _| journal.write(&[kept("new")]).unwrap());
    assert!(left.is_saved);
    // Another program has changed the file since.
    let left = left_of("theirs", |journal, kept, path| {
        journal.write(&[kept("new")]).unwrap();
        journal.about_to_save(&base, path, fingerprint("new")).unwrap();
    });
    assert_eq!((left.is_saved, left.base.as_str(), left.text.as_str()), (false, "old", "new"));
}

#[test]
fn paths_mean_the_same_from_every_folder() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("recovery"));
    let mut journal = store.begin().unwrap();
    let base = Arc::new("old".to_owned());
    journal.write(&[Unsaved { path: Some("some/t.ron".into()), ..unsaved(&base, "new") }]).unwrap();
    kill(journal, &store);
    let path = store.abandoned()[0].read().unwrap()[0].path.clone().unwrap();
    assert!(path.is_absolute() && path.ends_with("some/t.ron"), "{path:?}");

    // An earlier version wrote such paths; nobody knows any more what they meant.
    let left = store.root().join("left");
    let state = fs::read_to_string(left.join("state.ron")).unwrap();
    let state = state.replace(&format!("{:?}", path.display().to_string()), "\"t.ron\"");
    assert!(state.contains("\"t.ron\""), "{state}");
    fs::write(left.join("state.ron"), state).unwrap();
    assert_eq!(store.abandoned()[0].read().unwrap()[0].path, None);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_a_journal() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("recovery"));
    let mut journal = store.begin().unwrap();
    let kept = unsaved(&Arc::new("a".to_owned()), "b");
    journal.write(std::slice::from_ref(&kept)).unwrap();
    journal.about_to_save(&kept.base, std::path::Path::new("/t.ron"), fingerprint("b")).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(store.root()), mode(journal.folder())), (0o700, 0o700));
    let files: Vec<_> = fs::read_dir(journal.folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file) & 0o077, 0, "{file:?}");
    }
}

#[test]
fn the_newest_journal_is_offered_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_owned());
    for (name, written) in [("a", 50), ("b", 70), ("c", 60)] {
        let journal = folder.path().join(name);
        fs::create_dir(&journal).unwrap();
        fs::write(journal.join("lock"), "").unwrap();
        fs::write(journal.join("base-0"), "old").unwrap();
        let state = format!(
            "(format: 1, written: {written}, files: [(path: None, base: \"base-0\", changes: [(0, 3, \"{name}\")])])"
        );
        fs::write(journal.join("state.ron"), state).unwrap();
    }
    let texts: Vec<String> = store.abandoned().iter().map(|j| j.read().unwrap()[0].text.clone()).collect();
    assert_eq!(texts, ["b", "c", "a"]);
}

/// A program that is just being started holds a copy of every lock for a moment: what is let go of is free all the same.
#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_is_let_go_of_is_free_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_owned());
    let mut journal = store.begin().unwrap();
    journal.write(&[unsaved(&Arc::new("a".to_owned()), "b")]).unwrap();
    kill(journal, &store);
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                std::process::Command::new("true").status().unwrap();
            }
        });
        let found: Vec<usize> = (0..300).map(|_| store.abandoned().len()).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(found.iter().all(|count| *count == 1), "{found:?}");
    });
}
