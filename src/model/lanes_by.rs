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
    /// The file it was read from, where several are in one view.
    File,
}

impl LanesBy {
    /// All of them, the default first.
    pub const ALL: [Self; 6] =
        [Self::Country, Self::Tag, Self::Person, Self::Place, Self::Source, Self::File];

    /// Those that are worth choosing: files only where there are several.
    pub fn useful(several_files: bool) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |by| several_files || *by != Self::File)
    }

    /// The word for it in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Tag => "tag",
            Self::Person => "person",
            Self::Place => "place",
            Self::Source => "source",
            Self::File => "file",
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
            Self::File => "files",
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
