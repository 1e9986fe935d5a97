//! A lane: one horizontal strip of the timeline, a country by default. Lanes that a file declares come in its
//! order; those that events merely name follow.

use std::fmt;

use super::text::Name;

/// The identity of a lane: an ISO 3166-1 alpha-2 code where the country is known, else the id that the file
/// declares, else the text as written. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaneId(Name);

impl LaneId {
    /// A lane's id from its text.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Name::from(id))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where its text stands in memory: the same for clones of one id, and good for as long as one of them lives.
    #[must_use]
    pub fn address(&self) -> usize {
        self.0.address()
    }
}

impl From<Name> for LaneId {
    fn from(id: Name) -> Self {
        Self(id)
    }
}

impl fmt::Display for LaneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A lane of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its identity, which events name.
    pub id: LaneId,
    /// The name on its head: the file's, else the country's, else the id.
    pub name: String,
    /// The colour the file gives it, as red, green, blue.
    pub color: Option<[u8; 3]>,
    /// Whether the file declares it (else an event merely names it).
    pub declared: bool,
}

/// Up to two capital letters or digits that stand for a name: of its first two words ("African Union": AU), or the
/// first two of a name of one word in capitals ("NATO": NA), or the first ("Hezbollah": H).
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(2).collect();
    let letters: Vec<char> = match words.as_slice() {
        [word] if !word.contains(char::is_lowercase) && word.is_ascii() => word.chars().take(2).collect(),
        words => words.iter().filter_map(|word| word.chars().next()).collect(),
    };
    letters.into_iter().flat_map(char::to_uppercase).take(2).collect()
}
