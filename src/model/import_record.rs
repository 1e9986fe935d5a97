//! How other people's data was read into a timeline, kept in its file so that a newer version can be read the same way.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::EventId;

/// More rows than this are not remembered one by one.
pub const MOST_ROWS: usize = 50_000;

/// How a file was imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRecord {
    /// Where the file is, relative to the timeline file, with `/` between folders; absolute where the timeline has no file
    /// yet. Never empty.
    pub path: String,
    /// Which column serves for each field, as after `--columns`; `*` with `none` where no other column serves for any.
    pub columns: BTreeMap<String, String>,
    /// How else it is read, by the names of the command line: `encoding`, `sheet`, `dates`.
    pub options: BTreeMap<String, String>,
    /// The column that tells rows apart; empty where date and title do.
    pub key: String,
    /// When it was last read, as an instant (`2026-11-30T16:20:00Z`); may be empty.
    pub read: String,
    /// What each row gave, by the id that the importer gives it: see [`RowMemory`].
    pub rows: Arc<BTreeMap<String, String>>,
}

impl ImportRecord {
    /// The file's name without folders.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// What is remembered of a row: a short fingerprint of each field that it gave, and the id that its event has in the
/// timeline where another event had its own. Fingerprints tell whether a field is still what was imported; the text itself
/// is not kept twice, nor after its event was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowMemory<'m> {
    prints: &'m str,
    /// The id of the event, where it is another than the row's.
    pub event: Option<&'m str>,
}

/// A letter for the field and five for what it says.
const PRINT_LENGTH: usize = 6;

/// The digits of fingerprints, RFC 4648's for addresses.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl<'m> RowMemory<'m> {
    /// Reads what is remembered; `None` where it is no such text.
    #[must_use]
    pub fn parse(text: &'m str) -> Option<Self> {
        let (prints, event) = match text.split_once(' ') {
            Some((prints, event)) => (prints, Some(event).filter(|event| !event.is_empty())),
            None => (text, None),
        };
        let well =
            prints.len().is_multiple_of(PRINT_LENGTH) && prints.bytes().all(|byte| DIGITS.contains(&byte));
        well.then_some(Self { prints, event })
    }

    /// Whether a field says what it said then. An empty text was no field.
    #[must_use]
    pub fn said(&self, letter: char, text: &str) -> bool {
        let then = self.prints.as_bytes().chunks(PRINT_LENGTH).find(|print| char::from(print[0]) == letter);
        match (then, text.is_empty()) {
            (None, empty) => empty,
            (Some(_), true) => false,
            (Some(then), false) => then[1..] == digits(text)[..],
        }
    }

    /// What is to be remembered of a row: its fields by their letters, as texts.
    #[must_use]
    pub fn written(fields: &[(char, String)], row: &EventId, event: &EventId) -> String {
        let mut out = String::with_capacity(fields.len() * PRINT_LENGTH);
        for (letter, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
            out.push(*letter);
            out.extend(digits(text).map(char::from));
        }
        if row != event {
            out.push(' ');
            out.push_str(event.as_str());
        }
        out
    }
}

/// The lowest 30 bits of the 64-bit FNV-1a hash (Fowler, Noll and Vo), which stays the same everywhere and for ever.
fn digits(text: &str) -> [u8; PRINT_LENGTH - 1] {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    // The upper half is mixed in, as the authors advise for fewer bits.
    let hash = hash ^ (hash >> 30);
    std::array::from_fn(|at| DIGITS[(hash >> (6 * at) & 63) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_tell_what_changed() {
        let event = EventId::new("talks~2");
        let fields = [('d', "2024-10-14".to_owned()), ('t', "Talks".to_owned()), ('p', String::new())];
        let text = RowMemory::written(&fields, &EventId::new("talks"), &event);
        let memory = RowMemory::parse(&text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(memory.event, Some("talks~2"));
        assert!(memory.said('d', "2024-10-14") && !memory.said('d', "2024-10-15") && !memory.said('d', ""));
        assert!(memory.said('p', "") && !memory.said('p', "Tehran"));
        let same = RowMemory::written(&fields[..1], &event, &event);
        assert_eq!(same.len(), 6);
        assert!(RowMemory::parse("tooshort!").is_none() && RowMemory::parse("").is_some());
    }
}
