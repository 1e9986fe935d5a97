//! What an import tells: how much was taken, every row that was not, with its line and the reason, what was taken
//! otherwise than it stands there, and what is to be asked before anything is taken.

use super::{Codes, DayOrder, Field, Reckoning};
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

/// A column that a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
}

/// Something that only the user knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether the day, the month or the year comes first.
    Order {
        /// Dates that show the doubt: one that can be either, or one of each.
        examples: Vec<String>,
        /// What is possible.
        any_of: Vec<DayOrder>,
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
    /// Which column serves for a field.
    Which {
        /// The field.
        field: Field,
        /// The columns that are equally likely; none where no column is likely at all.
        between: Vec<Column>,
    },
    /// Whether a column is the end, though events end before they begin by it.
    End {
        /// The column.
        column: String,
        /// In how many rows.
        rows: usize,
    },
    /// By which calendar the dates are.
    Reckoning {
        /// One of them.
        example: String,
        /// The calendars by which it can be.
        any_of: Vec<Reckoning>,
    },
    /// Which sheet of a workbook.
    Sheet {
        /// Those that have tables.
        sheets: Vec<String>,
    },
    /// Columns are named by dates: a row holds one thing at many times.
    Wide {
        /// The name of such a column.
        example: String,
    },
}

impl Question {
    /// The question in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Order { examples, any_of, .. } => match &examples[..] {
                [a, b] => {
                    format!("The dates disagree: {a} has the day first, {b} the month. Which is right?")
                }
                _ => {
                    let names: Vec<String> =
                        any_of.iter().map(|order| format!("the {}", order.name())).collect();
                    format!("Does {} begin with {}?", examples.join(", "), names.join(" or with "))
                }
            },
            Self::Codes { any_of, example } => {
                let readings: Vec<String> = any_of
                    .iter()
                    .map(|codes| {
                        let country = codes.find(example).and_then(crate::model::country::name_of);
                        format!("{} in {}", country.unwrap_or("no country"), codes.name())
                    })
                    .collect();
                format!("{example} means {}. Which is right?", readings.join(" and "))
            }
            Self::Which { field, between } if between.is_empty() => {
                format!("Which column holds the {}?", field.name())
            }
            Self::Which { field, between } => {
                let alike = |name: &str| between.iter().filter(|other| other.name == name).count() > 1;
                let name = |column: &Column| match alike(&column.name) {
                    true => format!("“{}” (column {})", column.name, column.number),
                    false => format!("“{}”", column.name),
                };
                let names: Vec<String> = between.iter().map(name).collect();
                format!("Which column holds the {}: {}?", field.name(), names.join(" or "))
            }
            Self::End { column, rows } => {
                let ends =
                    if *rows == 1 { "row ends before it begins" } else { "rows end before they begin" };
                format!("Is “{column}” the end? By it {} {ends}", grouped(*rows))
            }
            Self::Reckoning { example, any_of } => {
                let names: Vec<&str> = any_of.iter().map(|calendar| calendar.name()).collect();
                format!("By which calendar is {example}: {}?", names.join(", "))
            }
            Self::Sheet { sheets } => format!("Which sheet is meant: {}?", sheets.join(", ")),
            Self::Wide { example } => format!(
                "Which column holds the date? Columns are named by dates (“{example}”), so that each row holds many: turn the table so that each date has a row of its own"
            ),
        }
    }

    /// Which option of the command line answers it.
    #[must_use]
    pub fn option(&self) -> String {
        let any = |options: Vec<String>| format!("use {}", options.join(" or "));
        match self {
            Self::Order { any_of, .. } => {
                any(any_of.iter().map(|order| format!("--{}-first", order.name())).collect())
            }
            Self::Codes { any_of, .. } => {
                any(any_of.iter().map(|codes| format!("--codes {}", codes.keyword())).collect())
            }
            Self::Which { field, between } if !between.is_empty() => {
                let field = field.name().replace(' ', "_");
                let each = |column: &Column| {
                    // A comma would begin another field.
                    let alike = between.iter().filter(|other| other.name == column.name).count() > 1;
                    let by_number = alike || column.name.contains(',') || column.name.contains('"');
                    let name = if by_number { column.number.to_string() } else { column.name.clone() };
                    let quoted = name.contains(|c: char| !c.is_alphanumeric() && c != '_');
                    let value = format!("{field}={name}");
                    if quoted { format!("--columns \"{value}\"") } else { format!("--columns {value}") }
                };
                let mut answers: Vec<String> = between.iter().map(each).collect();
                if !matches!(self, Self::Which { field: Field::Date | Field::Year | Field::Title, .. }) {
                    answers.push(format!("--columns {field}=none"));
                }
                any(answers)
            }
            Self::Which { field: Field::Title, .. } => {
                "say which, for instance --columns title=3 or --columns title=What".to_owned()
            }
            Self::Which { field, .. } => {
                format!("say which, for instance --columns {0}=2 or --columns {0}=When", field.name())
            }
            Self::End { column, .. } => format!("say --columns \"end={column}\" or --columns end=none"),
            Self::Reckoning { any_of, .. } => {
                any(any_of.iter().map(|calendar| format!("--calendar {}", calendar.keyword())).collect())
            }
            Self::Sheet { sheets } => {
                any(sheets.iter().take(4).map(|name| format!("--sheet \"{name}\"")).collect())
            }
            Self::Wide { .. } => "or say which column holds a date, for instance --columns date=2".to_owned(),
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
            count => format!("{taken}, {} skipped", grouped(count)),
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
            report.skip(line, "no date", "x");
        }
        assert!(report.list().ends_with("and 2 more\n"));
        assert!(report.list().starts_with("line 0: no date (x)\n"));
        assert_eq!(report.in_short(), "0 events, 10,002 skipped");
    }
}
