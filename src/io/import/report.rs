//! What an import tells: how much was taken, every row that was not, with its line and the reason, what was taken
//! otherwise than it stands there, and what is to be asked before anything is taken.

use super::{Codes, DayOrder};
pub use crate::model::grouped;

/// So many rows that were not taken are listed; of the rest only the number is told.
pub const MOST_LISTED: usize = 10_000;

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line of the file on which it begins, from 1.
    pub line: usize,
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// What stands there, cut.
    pub excerpt: String,
}

/// Something that only the user knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether the day or the month comes first.
    Order {
        /// Dates that show the doubt: one that can be either, or one of each.
        examples: Vec<String>,
        /// What is taken until it is answered.
        until_then: DayOrder,
    },
    /// Which codes the column of countries has.
    Codes {
        /// The likeliest, which is taken until it is answered, and those that are as likely.
        any_of: Vec<Codes>,
        /// A value that they read differently.
        example: String,
    },
    /// Which column holds the date.
    NoDate,
    /// Which column holds the title.
    NoTitle,
}

impl Question {
    /// The question in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Order { examples, .. } => match &examples[..] {
                [a, b] => format!(
                    "The dates disagree: {a} has the day first and {b} the month. Which of them is meant?"
                ),
                _ => format!("Does {} begin with the day or with the month?", examples.join(", ")),
            },
            Self::Codes { any_of, example } => {
                let readings: Vec<String> = any_of
                    .iter()
                    .map(|codes| {
                        let country = codes.find(example).and_then(crate::model::country::name_of);
                        format!("{} by {}", country.unwrap_or("no country"), codes.name())
                    })
                    .collect();
                format!("{example} is {}. Which is meant?", readings.join(" and "))
            }
            Self::NoDate => "Which column holds the date?".to_owned(),
            Self::NoTitle => "Which column holds the title?".to_owned(),
        }
    }

    /// Which option of the command line answers it.
    #[must_use]
    pub fn option(&self) -> String {
        match self {
            Self::Order { .. } => "say --day-first or --month-first".to_owned(),
            Self::Codes { any_of, .. } => {
                let options: Vec<String> =
                    any_of.iter().map(|codes| format!("--codes {}", codes.keyword())).collect();
                format!("say {}", options.join(" or "))
            }
            Self::NoDate => "say which, for instance --columns date=2 or date=When".to_owned(),
            Self::NoTitle => "say which, for instance --columns title=3 or title=What".to_owned(),
        }
    }
}

/// What an import tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many events there are now.
    pub taken: usize,
    /// How many rows were not taken.
    pub passed_over: usize,
    /// The first of them, by line.
    pub skipped: Vec<Skipped>,
    /// What is to be known besides, a sentence each.
    pub notes: Vec<String>,
    /// What is to be asked.
    pub questions: Vec<Question>,
    /// Why the whole could not be read, with a hint.
    pub failed: Option<(String, String)>,
}

impl Report {
    /// Something was not taken.
    pub(super) fn skip(&mut self, line: usize, reason: impl Into<String>, excerpt: &str) {
        self.passed_over += 1;
        if self.skipped.len() < MOST_LISTED {
            let excerpt = crate::io::timeline_file::text::problems::shown(excerpt.trim(), 60);
            self.skipped.push(Skipped { line, reason: reason.into(), excerpt });
        }
    }

    /// Something is to be known.
    pub(super) fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }

    /// Nothing could be read.
    pub(super) fn fail(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.failed = Some((message.into(), hint.into()));
    }

    /// "812 events; 3 not taken", in the words of the preview.
    #[must_use]
    pub fn in_short(&self) -> String {
        let taken = match self.taken {
            1 => "1 event".to_owned(),
            count => format!("{} events", grouped(count)),
        };
        match self.passed_over {
            0 => taken,
            count => format!("{taken}, {} not taken", grouped(count)),
        }
    }

    /// The rows that were not taken as lines of text, to be copied.
    #[must_use]
    pub fn list(&self) -> String {
        let mut out = String::new();
        for skipped in &self.skipped {
            out.push_str(&format!("line {}: {}", skipped.line, skipped.reason));
            if !skipped.excerpt.is_empty() {
                out.push_str(&format!(" ({})", skipped.excerpt));
            }
            out.push('\n');
        }
        let more = self.passed_over - self.skipped.len();
        if more > 0 {
            out.push_str(&format!("and {} more\n", grouped(more)));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_bounded_and_says_so() {
        let mut report = Report::default();
        for line in 0..MOST_LISTED + 2 {
            report.skip(line, "it has no date", "x");
        }
        assert!(report.list().ends_with("and 2 more\n"));
        assert!(report.list().starts_with("line 0: it has no date (x)\n"));
        assert_eq!(report.in_short(), "0 events, 10\u{2009}002 not taken");
    }
}
