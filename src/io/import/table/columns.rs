//! What a table's columns are taken as: by their names, in the words that spreadsheets and data sets use, and where

use super::words::fold;

/// What a column is taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The date, or its beginning.
    Date,
    /// The end.
    End,
    /// The year of the beginning.
    Year,
    /// The month of the beginning.
    Month,
    /// The day of the month of the beginning.
    Day,
    /// The time of day of the beginning.
    Time,
    /// The year of the end.
    EndYear,
    /// The month of the end.
    EndMonth,
    /// The day of the month of the end.
    EndDay,
    /// The time of day of the end.
    EndTime,
    /// What happened.
    Title,
    /// The title in its own script.
    TitleNative,
    /// The country, or the lane.
    Country,
    /// Other countries that take part.
    Involves,
    /// The place.
    Place,
    /// People.
    People,
    /// Tags.
    Tags,
    /// Where it is reported.
    Sources,
    /// 1 to 5.
    Importance,
    /// A few sentences.
    Summary,
    /// The private note.
    Note,
    /// The id.
    Id,
    /// TimelineJS's kind of row: `title`, `era` or none.
    Kind,
    /// How exactly the date is known.
    Precision,
    /// Whether it lasts whole days, as calendars say.
    AllDay,
}

impl Field {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 25] = [
        Self::Date,
        Self::End,
        Self::Title,
        Self::Country,
        Self::Place,
        Self::Involves,
        Self::People,
        Self::Tags,
        Self::Summary,
        Self::Sources,
        Self::Importance,
        Self::TitleNative,
        Self::Id,
        Self::Note,
        Self::Year,
        Self::Month,
        Self::Day,
        Self::Time,
        Self::EndYear,
        Self::EndMonth,
        Self::EndDay,
        Self::EndTime,
        Self::Kind,
        Self::Precision,
        Self::AllDay,
    ];

    /// Its name for people and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::End => "end",
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Time => "time",
            Self::EndYear => "end year",
            Self::EndMonth => "end month",
            Self::EndDay => "end day",
            Self::EndTime => "end time",
            Self::Title => "title",
            Self::TitleNative => "title_native",
            Self::Country => "country",
            Self::Involves => "involves",
            Self::Place => "place",
            Self::People => "people",
            Self::Tags => "tags",
            Self::Sources => "sources",
            Self::Importance => "importance",
            Self::Summary => "summary",
            Self::Note => "note",
            Self::Id => "id",
            Self::Kind => "type",
            Self::Precision => "precision",
            Self::AllDay => "all day",
        }
    }

    /// The field with this name; blanks, hyphens and underscores are the same.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let folded = fold(name);
        Self::ALL.into_iter().find(|field| fold(field.name()) == folded)
    }

    /// Whether several columns can be taken as it: their values add up.
    #[must_use]
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Involves | Self::People | Self::Tags | Self::Sources)
    }

    /// Whether it is a part of the beginning or the end.
    #[must_use]
    pub fn is_of_date(self) -> bool {
        matches!(
            self,
            Self::Date
                | Self::End
                | Self::Year
                | Self::Month
                | Self::Day
                | Self::Time
                | Self::EndYear
                | Self::EndMonth
                | Self::EndDay
                | Self::EndTime
                | Self::Precision
                | Self::AllDay
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_typed() {
        assert_eq!(Field::named("End_Year"), Some(Field::EndYear));
        assert_eq!(Field::named("Title native"), Some(Field::TitleNative));
        assert_eq!(Field::named("colour"), None);
    }
}
