//! What a table's columns are taken as: by their names, in the words that spreadsheets and data sets use, and where
//! names say nothing by what stands in them. All of it can be changed before anything is taken.

use super::country_codes::{Codes, judge};
use super::dates;

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
}

impl Field {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 23] = [
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
        )
    }
}

/// Names that columns have, folded, the surest first; what stands earlier takes its column first.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "uid", "eventid", "globaleventid", "eventidcnty", "key"]),
    (Field::EndYear, &["endyear"]),
    (Field::EndMonth, &["endmonth"]),
    (Field::EndDay, &["endday"]),
    (Field::EndTime, &["endtime"]),
    (
        Field::Date,
        &[
            "date",
            "startdate",
            "datestart",
            "eventdate",
            "start",
            "begin",
            "begindate",
            "from",
            "when",
            "sqldate",
            "datum",
            "fecha",
        ],
    ),
    (Field::End, &["end", "enddate", "dateend", "until", "to", "finish"]),
    (Field::Year, &["year", "startyear"]),
    (Field::Month, &["month", "startmonth"]),
    (Field::Day, &["day", "startday"]),
    (Field::Time, &["time", "starttime"]),
    (Field::TitleNative, &["titlenative", "nativetitle"]),
    (Field::Title, &["title", "headline", "event", "name", "subject", "eventname", "what", "label"]),
    (
        Field::Country,
        &[
            "country",
            "lane",
            "countryname",
            "countrycode",
            "nation",
            "state",
            "iso2",
            "iso3",
            "iso2c",
            "iso3c",
            "iso",
            "isocode",
            "isonumeric",
            "actiongeocountrycode",
            "actor1countrycode",
            "cow",
            "ccode",
            "cowcode",
            "stateabb",
            "fips",
            "cameo",
            "gwno",
        ],
    ),
    (Field::Involves, &["involves", "involved", "othercountries", "countries", "actor2countrycode"]),
    (Field::Place, &["place", "location", "city", "where", "venue", "placename", "actiongeofullname"]),
    (Field::People, &["people", "person", "persons", "participants", "actors", "attendees"]),
    (Field::Tags, &["tags", "tag", "categories", "category", "keywords", "topic", "topics", "eventtype"]),
    (Field::Kind, &["type"]),
    (Field::Importance, &["importance", "weight", "priority"]),
    (Field::Summary, &["summary", "text", "description", "details", "body", "abstract", "notes"]),
    (
        Field::Sources,
        &["sources", "source", "url", "link", "media", "sourceurl", "website", "reference", "references"],
    ),
    (Field::Note, &["note", "privatenote", "notes"]),
];

/// A column's name, lower case, letters and digits alone.
#[must_use]
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a column's name is one of those that are known.
#[must_use]
pub fn is_known(name: &str) -> bool {
    let folded = fold(name);
    folded == "group" || NAMES.iter().any(|(_, names)| names.contains(&folded.as_str()))
}

/// The share of a column's values that pass a test.
type Share<'s> = dyn Fn(usize, &dyn Fn(&str) -> bool) -> f64 + 's;

/// The rows that a guess looks at.
const LOOKED_AT: usize = 500;

/// What each column is taken as. `cells` gives the values of a column, top to bottom.
pub fn guess<'v, I>(names: &[String], cells: impl Fn(usize) -> I) -> Vec<Option<Field>>
where
    I: Iterator<Item = &'v str>,
{
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let mut fields: Vec<Option<Field>> = vec![None; names.len()];
    for (field, known) in NAMES {
        for name in *known {
            let at = folded.iter().zip(&fields).position(|(own, taken)| own == name && taken.is_none());
            let Some(at) = at else { continue };
            fields[at] = Some(*field);
            if !field.adds_up() {
                break;
            }
        }
    }
    let share = |at: usize, test: &dyn Fn(&str) -> bool| {
        let (mut yes, mut all) = (0_usize, 0_usize);
        for value in cells(at).map(str::trim).filter(|value| !value.is_empty()).take(LOOKED_AT) {
            (yes, all) = (yes + usize::from(test(value)), all + 1);
        }
        if all == 0 { 0.0 } else { yes as f64 / all as f64 }
    };
    settle_group(&folded, &mut fields, &share);
    settle_place(&mut fields, &share);
    // `Type` is TimelineJS's only where it says so; elsewhere it is a kind of event.
    for (at, field) in fields.iter_mut().enumerate() {
        let js = |value: &str| ["title", "era"].iter().any(|kind| value.eq_ignore_ascii_case(kind));
        if *field == Some(Field::Kind) && share(at, &js) < 0.999 {
            *field = if cells(at).all(|value| value.trim().is_empty()) { None } else { Some(Field::Tags) };
        }
    }
    by_content(&mut fields, &share);
    drop_parts(&mut fields);
    fields
}

/// A group is a country where its values are countries, and else a tag.
fn settle_group(folded: &[String], fields: &mut [Option<Field>], share: &Share<'_>) {
    let Some(at) = folded.iter().position(|name| name == "group") else { return };
    let countries = share(at, &|value| Codes::Names.find(value).is_some());
    let has_country = fields.contains(&Some(Field::Country));
    fields[at] = Some(if countries > 0.6 && !has_country { Field::Country } else { Field::Tags });
}

/// A place is a country where its values are countries and no other column tells them: "where: IR".
fn settle_place(fields: &mut [Option<Field>], share: &Share<'_>) {
    let Some(at) = fields.iter().position(|field| *field == Some(Field::Place)) else { return };
    let countries = share(at, &|value| Codes::Names.find(value).is_some());
    if countries > 0.6 && !fields.contains(&Some(Field::Country)) {
        fields[at] = Some(Field::Country);
    }
}

/// Finds date, country and title by what stands in the columns, where no name told.
fn by_content(fields: &mut [Option<Field>], share: &Share<'_>) {
    let has = |fields: &[Option<Field>], field| fields.contains(&Some(field));
    if !has(fields, Field::Date) && !has(fields, Field::Year) {
        let dates: Vec<usize> = (0..fields.len())
            .filter(|at| fields[*at].is_none() && share(*at, &dates::is_date) > 0.6)
            .collect();
        let wanted = [Field::Date, Field::End].into_iter().filter(|field| !fields.contains(&Some(*field)));
        let wanted: Vec<Field> = wanted.collect();
        for (at, field) in dates.into_iter().zip(wanted) {
            fields[at] = Some(field);
        }
    }
    if !has(fields, Field::Country) {
        let is_country = |value: &str| value.parse::<f64>().is_err() && Codes::Names.find(value).is_some();
        let at = (0..fields.len()).find(|at| fields[*at].is_none() && share(*at, &is_country) > 0.6);
        if let Some(at) = at {
            fields[at] = Some(Field::Country);
        }
    }
    if !has(fields, Field::Title) {
        // The column that has words most often, several of them; the first of equals.
        let is_text = |value: &str| value.chars().any(char::is_alphabetic) && !is_address(value);
        let is_sentence = |value: &str| is_text(value) && value.split_whitespace().count() > 1;
        let free = (0..fields.len()).filter(|at| fields[*at].is_none() && share(*at, &is_text) > 0.6);
        let mut best: Option<(usize, f64)> = None;
        for at in free {
            let words = share(at, &is_sentence);
            if best.is_none_or(|(_, most)| words > most + 0.05) {
                best = Some((at, words));
            }
        }
        if let Some((at, _)) = best {
            fields[at] = Some(Field::Title);
        }
    }
    if !has(fields, Field::Sources) {
        let at = (0..fields.len()).find(|at| fields[*at].is_none() && share(*at, &is_address) > 0.6);
        if let Some(at) = at {
            fields[at] = Some(Field::Sources);
        }
    }
}

fn is_address(value: &str) -> bool {
    value.starts_with("https://") || value.starts_with("http://")
}

/// A whole date makes its parts in other columns superfluous; a time beside it does not.
fn drop_parts(fields: &mut [Option<Field>]) {
    let has = |field| fields.contains(&Some(field));
    let (date, end) = (has(Field::Date), has(Field::End));
    for field in fields.iter_mut() {
        match field {
            Some(Field::Year | Field::Month | Field::Day) if date => *field = None,
            Some(Field::EndYear | Field::EndMonth | Field::EndDay) if end => *field = None,
            _ => {}
        }
    }
}

/// Judges the codes of the column of countries, by the first that is taken as such.
pub fn codes_of<'v, I>(
    names: &[String],
    fields: &[Option<Field>],
    cells: impl Fn(usize) -> I,
) -> super::country_codes::Judged
where
    I: Iterator<Item = &'v str>,
{
    // What this program exported has its own codes.
    let own = crate::io::export::COLUMNS;
    if names.len() >= own.len() && names.iter().zip(own).all(|(name, own)| name == own) {
        return super::country_codes::Judged { codes: Codes::Names, or: Vec::new(), example: None };
    }
    match fields.iter().position(|field| *field == Some(Field::Country)) {
        Some(at) => judge(names.get(at).map_or("", String::as_str), cells(at)),
        None => super::country_codes::Judged { codes: Codes::Names, or: Vec::new(), example: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(names: &[&str], rows: &[&[&str]]) -> Vec<Option<&'static str>> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let fields = guess(&names, |at| rows.iter().map(move |row| row.get(at).copied().unwrap_or_default()));
        fields.into_iter().map(|field| field.map(Field::name)).collect()
    }

    #[test]
    fn by_name() {
        assert_eq!(
            guessed(
                &["Year", "Month", "Day", "Time", "End Year", "Headline", "Text", "Media", "Type", "Group"],
                &[
                    &["2024", "10", "14", "", "", "Talks", "…", "https://example.org", "", "Iran"],
                    &["2024", "10", "", "", "", "War", "…", "", "era", "Israel"],
                ]
            ),
            ["year", "month", "day", "time", "end year", "title", "summary", "sources", "type", "country"]
                .map(Some)
        );
        assert_eq!(
            guessed(&["event_date", "year", "event_type", "country", "location", "notes", "fatalities"], &[]),
            [Some("date"), None, Some("tags"), Some("country"), Some("place"), Some("summary"), None]
        );
        assert_eq!(guessed(&["Date", "Type", "Title"], &[&["2024", "strike", "x"]])[1], Some("tags"));
    }

    #[test]
    fn by_content() {
        assert_eq!(
            guessed(
                &["1", "2", "3", "4"],
                &[
                    &["7", "Iran", "2024-10-14", "Talks in Tehran"],
                    &["8", "Israel", "2024-10-15", "Cohen meets Mammadov"],
                ]
            ),
            [None, Some("country"), Some("date"), Some("title")]
        );
    }

    #[test]
    fn names_can_be_typed() {
        assert_eq!(Field::named("End_Year"), Some(Field::EndYear));
        assert_eq!(Field::named("Title native"), Some(Field::TitleNative));
        assert_eq!(Field::named("colour"), None);
    }
}
