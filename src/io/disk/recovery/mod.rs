//! The recovery journal: what was changed and not saved yet is kept in a folder of the program's own, never in the
//! user's file, so that a crash, a kill or a power cut loses two seconds at most.
//!
//! Each running program has a folder and holds a lock on it. In it stand, for each changed file, the text that
//! was opened (`base-…`, written once) and the changes to it (`state.ron`, replaced all at once); before a save takes the
//! file's place, what it will be (`saving.ron`). Whoever starts later finds the folders whose lock nobody holds, and
//! knows by the last whether the changes are in the file already.

mod place;
mod state;
mod store;

pub use place::Place;
pub use store::{Abandoned, Journal, Recovered, Store};

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file whose changes are not saved.
#[derive(Clone, Debug)]
pub struct Unsaved {
    /// The user's file; `None` where it has no name yet.
    pub path: Option<PathBuf>,
    /// The text that was opened or saved last; empty for a new timeline.
    pub base: Arc<String>,
    /// What makes of that text the one that a save would write: places in the base, in order and without overlap,
    /// each with what stands there instead.
    pub changes: Vec<(Range<usize>, String)>,
}

/// Why the journal could not be written or read. The user's file is not concerned.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct RecoveryError {
    /// The file or folder of the journal.
    pub path: PathBuf,
    /// What happened.
    pub reason: String,
}

impl RecoveryError {
    fn new(path: &Path, reason: &(impl ToString + ?Sized)) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// What tells a text from others, for as long as journals are kept: its length and its FNV-1a hash of 64 bits
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>).
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    format!("{}-{hash:016x}", text.len())
}

/// The base with its changes; `None` where they do not fit it.
#[must_use]
pub fn changed(base: &str, changes: &[(Range<usize>, String)]) -> Option<String> {
    let more: usize = changes.iter().map(|(_, new)| new.len()).sum();
    let mut out = String::with_capacity(base.len() + more);
    let mut at = 0;
    for (range, new) in changes {
        out.push_str(base.get(at..range.start)?);
        out.push_str(new);
        at = range.end.max(range.start);
    }
    out.push_str(base.get(at..)?);
    Some(out)
}

/// Whether changes fit a text: in order, without overlap, not within a character.
#[must_use]
pub fn fits(base: &str, changes: &[(Range<usize>, String)]) -> bool {
    let mut at = 0;
    changes.iter().all(|(range, _)| {
        let end = range.end.max(range.start);
        let fits = range.start >= at && base.is_char_boundary(range.start) && base.is_char_boundary(end);
        at = end;
        fits
    })
}

/// What makes one text of another, as a single change: where nothing better is known of how they differ.
#[must_use]
pub fn difference(base: &str, text: &str) -> Vec<(Range<usize>, String)> {
    if base == text {
        return Vec::new();
    }
    let same = |a: &mut dyn Iterator<Item = (u8, u8)>| a.take_while(|(a, b)| a == b).count();
    let mut start = same(&mut base.bytes().zip(text.bytes()));
    while !(base.is_char_boundary(start) && text.is_char_boundary(start)) {
        start -= 1;
    }
    let rest = base.as_bytes()[start..].iter().rev().zip(text.as_bytes()[start..].iter().rev());
    let mut tail = same(&mut rest.map(|(a, b)| (*a, *b)));
    while !(base.is_char_boundary(base.len() - tail) && text.is_char_boundary(text.len() - tail)) {
        tail -= 1;
    }
    vec![(start..base.len() - tail, text[start..text.len() - tail].to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_difference_makes_the_other_text(base in "[ab–é\n]{0,12}", text in "[ab–é\n]{0,12}") {
            let changes = difference(&base, &text);
            prop_assert_eq!(changed(&base, &changes), Some(text.clone()));
            prop_assert_eq!(changes.is_empty(), base == text);
        }
    }

    #[test]
    fn changes_that_do_not_fit_are_refused() {
        assert_eq!(changed("abc", &[(1..2, "x".into()), (2..3, "y".into())]), Some("axy".into()));
        assert_eq!(changed("abc", &[(2..9, "x".into())]), None);
        assert_eq!(changed("abc", &[(2..3, "x".into()), (0..1, "y".into())]), None);
        assert_eq!(changed("é", &[(1..2, "x".into())]), None);
        for changes in
            [&[][..], &[(1, 2), (2, 3)], &[(2, 9)], &[(2, 3), (0, 1)], &[(0, 2), (1, 3)], &[(3, 3)]]
        {
            let changes: Vec<_> = changes.iter().map(|(from, to)| (*from..*to, "x".to_owned())).collect();
            assert_eq!(fits("abc", &changes), changed("abc", &changes).is_some(), "{changes:?}");
        }
    }
}
