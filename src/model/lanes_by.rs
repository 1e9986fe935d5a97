//! What the lanes of a timeline are: countries as a rule, or something else that events have.

/// What the lanes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LanesBy {
    /// The country where an event happened.
    #[default]
    Country,
    /// Each of its tags.
    Tag,
    /// Each person who takes part.
    Person,
    /// The place within the country.
    Place,
    /// Who publishes each source of the event or of one of its accounts; of a web address its host.
    Source,
}

impl LanesBy {
    /// All of them, the default first.
    pub const ALL: [Self; 5] = [Self::Country, Self::Tag, Self::Person, Self::Place, Self::Source];

    /// The word for it in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Tag => "tag",
            Self::Person => "person",
            Self::Place => "place",
            Self::Source => "source",
        }
    }

    /// What reads the word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.word() == word)
    }

    /// Several of them: "countries", "tags", "people".
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Country => "countries",
            Self::Tag => "tags",
            Self::Person => "people",
            Self::Place => "places",
            Self::Source => "sources",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for by in LanesBy::ALL {
            assert_eq!(LanesBy::of_word(by.word()), Some(by));
        }
        assert_eq!(LanesBy::of_word("colour"), None);
    }
}
