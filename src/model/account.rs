//! Who says what about an event: kept apart from the event itself, because where accounts differ is what an
//! analyst looks for.

use super::text::{List, Name, Text};

/// One side's account of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Who says so: a country as written, or a free name.
    pub by: Name,
    /// What they say, in the file's own words.
    pub says: Text,
    /// The id of a declared source, a URL or free text.
    pub source: Option<Text>,
    /// A short verbatim quotation.
    pub quote: Option<Text>,
    /// The Admiralty code, `A1` (reliable, confirmed) to `F6` (cannot be judged).
    pub grade: Option<Grade>,
    /// What it leaves out that another account mentions, as the analyst has tagged it.
    pub omits: List<Name>,
}

/// A grade of the Admiralty code: how reliable the source is and how credible what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grade {
    /// `A` completely reliable … `E` unreliable, `F` cannot be judged.
    pub source: char,
    /// `1` confirmed … `5` improbable, `6` cannot be judged.
    pub content: u8,
}

impl Grade {
    /// Reads `A1` to `F6`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let (source, content) = (chars.next()?, chars.next()?);
        if chars.next().is_some() || !('A'..='F').contains(&source) || !('1'..='6').contains(&content) {
            return None;
        }
        Some(Self { source, content: content.to_digit(10)? as u8 })
    }

    /// The grade in words, "usually reliable, probably true".
    #[must_use]
    pub fn in_words(self) -> String {
        let source = match self.source {
            'A' => "completely reliable",
            'B' => "usually reliable",
            'C' => "fairly reliable",
            'D' => "not usually reliable",
            'E' => "unreliable",
            _ => "reliability cannot be judged",
        };
        let content = match self.content {
            1 => "confirmed",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "truth cannot be judged",
        };
        format!("{source}, {content}")
    }
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.source, self.content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades() {
        assert_eq!(Grade::parse("B2").unwrap().to_string(), "B2");
        assert_eq!(Grade::parse("B2").unwrap().in_words(), "usually reliable, probably true");
        for wrong in ["", "B", "G1", "A7", "A0", "b2", "B22"] {
            assert_eq!(Grade::parse(wrong), None, "{wrong}");
        }
    }
}
