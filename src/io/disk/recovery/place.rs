//! Where the file of a journal is now. The journal knows it by its path and, where the system has one, by its identity, so
//! that a file that was moved, or replaced by another of its name, is noticed before anything is written into it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::io::disk::identity::{Identity, identity};

/// So many entries of a folder are looked at for a file that was renamed.
const MAX_ENTRIES: usize = 10_000;

/// Where a file is that a journal has changes of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Where it was, or nothing is known of where it was.
    #[default]
    Same,
    /// Nowhere that is known of.
    Gone,
    /// The same file with the same text, under another name in its folder.
    Moved(PathBuf),
    /// Another file has its name, with another text.
    Replaced,
}

/// Where a file is now whose text was `base`.
pub(super) fn place_of(path: &Path, known: Option<Identity>, base: &str) -> Place {
    let is_base = |path: &Path| path.is_file() && fs::read_to_string(path).is_ok_and(|text| text == base);
    let now = identity(path);
    let is_there = fs::symlink_metadata(path).is_ok();
    match known {
        Some(known) if now != Some(known) => match renamed(path, known).filter(|other| is_base(other)) {
            Some(other) => Place::Moved(other),
            None if !is_there => Place::Gone,
            // Whoever writes a file anew may give it another identity and the same text.
            None if is_base(path) => Place::Same,
            None => Place::Replaced,
        },
        // Of a new timeline that was never saved there is no file.
        _ if !is_there && !base.is_empty() => Place::Gone,
        _ => Place::Same,
    }
}

/// The file of this identity in the folder of a path.
fn renamed(path: &Path, known: Identity) -> Option<PathBuf> {
    let entries = fs::read_dir(path.parent()?).ok()?.take(MAX_ENTRIES).flatten();
    let mut others = entries.map(|entry| entry.path()).filter(|other| other != path);
    others.find(|other| identity(other) == Some(known))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_identity() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("t.ron"), "base").unwrap();
        let known = identity(&at("t.ron"));
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Same);
        assert_eq!(place_of(&at("t.ron"), None, "base"), Place::Same, "an older journal");
        fs::write(at("t.ron"), "changed in place").unwrap();
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Same, "for the comparison of what it says");
        fs::write(at("t.ron"), "base").unwrap();

        fs::rename(at("t.ron"), at("other.ron")).unwrap();
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Moved(at("other.ron")));
        assert_eq!(place_of(&at("t.ron"), None, "base"), Place::Gone);
        // Another file takes its name: what was moved is the file, as long as it says the same.
        fs::write(at("t.ron"), "unrelated").unwrap();
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Moved(at("other.ron")));
        fs::write(at("other.ron"), "changed meanwhile").unwrap();
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Replaced);
        fs::write(at("t.ron"), "base").unwrap();
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Same, "written anew with the same text");
        fs::remove_file(at("t.ron")).unwrap();
        assert_eq!(place_of(&at("t.ron"), known, "base"), Place::Gone);
        assert_eq!(place_of(&at("new.ron"), None, ""), Place::Same, "never saved");
    }
}
