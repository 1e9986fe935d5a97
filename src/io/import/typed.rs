//! A date that someone types by hand: read as a cell of a table is, with nothing around it that could tell what
//! `3/4/1962` means. Where it means several days, all of them are given, and the user says which.

use super::table::dates::{self, DayOrder, Reading, Reckoning, calendars_of_years};
use crate::model::EventDate;
use crate::model::calendar::{self, Calendar, western_digits};
use crate::model::date::DateError;

/// What a typed date means.
#[derive(Clone, Debug)]
pub enum TypedDate {
    /// One date, with what was understood where it is of another calendar ("23 Mehr 1403 is 14 October 2024").
    Meant(EventDate, Option<String>),
    /// One of these, at least two.
    Open(Vec<Meaning>),
    /// None.
    Wrong(DateError),
}

/// One of several dates that a text can mean.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The date.
    pub date: EventDate,
    /// It in words, with the calendar that it was read by where that is not the usual one.
    pub words: String,
}

/// Years of two digits are of these by the rule of the importers, or of the century before.
const SHORT_YEARS: std::ops::RangeInclusive<i32> = 1930..=2029;

/// Reads what was typed: EDTF, a day of another calendar by its name, or anything that a table's cell can say.
#[must_use]
pub fn typed_date(text: &str) -> TypedDate {
    let text = text.trim();
    let wrong = match EventDate::parse(text) {
        Ok(date) => return TypedDate::Meant(date, None),
        Err(error) => error,
    };
    let other = calendar::typed(text);
    if let Some(Ok(typed)) = other {
        return TypedDate::Meant(typed.date, Some(typed.words));
    }
    let mut meanings = meanings(&western_digits(text));
    match meanings.len() {
        0 => TypedDate::Wrong(other.and_then(Result::err).unwrap_or(wrong)),
        1 => {
            let Meaning { date, words } = meanings.remove(0);
            let words = (words != date.in_words()).then_some(words);
            TypedDate::Meant(date, words)
        }
        _ => TypedDate::Open(meanings),
    }
}

/// All that a text can mean, the likeliest first.
fn meanings(text: &str) -> Vec<Meaning> {
    let mut found: Vec<Meaning> = Vec::new();
    let mut add = |date: EventDate, calendar: &str| {
        if found.iter().all(|other| other.date != date) {
            let words = date.in_words();
            let words = if calendar.is_empty() { words } else { format!("{words} ({calendar})") };
            found.push(Meaning { date, words });
        }
    };
    for reckoning in reckonings(text) {
        let name = match reckoning {
            Reckoning::Civil => "",
            Reckoning::Buddhist => "Buddhist",
            Reckoning::Of(Calendar::Persian) => "Persian",
            Reckoning::Of(Calendar::Islamic) => "Islamic",
            Reckoning::Of(Calendar::Hebrew) => "Hebrew",
            Reckoning::Of(calendar) => calendar.name(),
        };
        for order in DayOrder::ALL {
            let reading = Reading { reckoning, ..Reading::by(order) };
            let Ok(date) = dates::read_by(text, &reading) else { continue };
            let before = has_short_year(text).then(|| a_century_before(&date)).flatten();
            add(date, name);
            before.into_iter().for_each(|before| add(before, name));
        }
    }
    found
}

/// The calendars that a date of numbers can be of, by its year; a month in words is of the civil one.
fn reckonings(text: &str) -> Vec<Reckoning> {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let year = numbers.iter().take(3).find(|part| part.len() == 4).and_then(|year| year.parse().ok());
    let in_numbers = numbers.len() >= 3 && !text.chars().any(char::is_alphabetic);
    year.filter(|_| in_numbers)
        .and_then(|year| calendars_of_years(year, year, false))
        .unwrap_or_else(|| vec![Reckoning::Civil])
}

/// Whether a text has three numbers and no year of four digits.
fn has_short_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    numbers.all(|part| part.len() <= 2)
}

/// The same day a hundred years earlier, where the year can have been written with two digits.
fn a_century_before(date: &EventDate) -> Option<EventDate> {
    let (year, rest) = (date.text().get(..4)?, date.text().get(4..)?);
    let year: i32 = year.parse().ok().filter(|year| SHORT_YEARS.contains(year) && !rest.contains('/'))?;
    EventDate::parse(&format!("{:04}{rest}", year - 100)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match typed_date(text) {
            TypedDate::Meant(date, _) => date.text().to_owned(),
            TypedDate::Open(all) => {
                all.iter().map(|meaning| meaning.date.text()).collect::<Vec<_>>().join(" or ")
            }
            TypedDate::Wrong(error) => format!("wrong: {}", error.message),
        }
    }

    #[test]
    fn what_people_type_becomes_edtf() {
        for (text, expected) in [
            ("16 October 1962", "1962-10-16"),
            ("October 16, 1962", "1962-10-16"),
            ("16/10/1962", "1962-10-16"),
            ("16.10.1962", "1962-10-16"),
            ("16 Oct 1962 8:45", "1962-10-16T08:45"),
            ("16 Oct 1962, 8:45 pm", "1962-10-16T20:45"),
            ("16 октября 1962", "1962-10-16"),
            ("Oct 1962", "1962-10"),
            ("1930s", "193X"),
            ("44 BC", "-0043"),
            ("about 1400", "1400~"),
            ("5–7 October 2024", "2024-10-05/2024-10-07"),
            ("1962-1965", "1962/1965"),
            ("23 Mehr 1403", "2024-10-14"),
            ("12 Tishrei 5785", "2024-10-14"),
            ("1403-07-23 persian", "2024-10-14"),
            ("  2024-10-14  ", "2024-10-14"),
            ("1922-23", "1922-23"),
            ("20241014", "2024-10-14"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_can_mean_several_days_is_not_guessed() {
        for (text, expected) in [
            ("3/4/1962", "1962-04-03 or 1962-03-04"),
            ("16/10/62", "1962-10-16 or 1862-10-16"),
            ("4 July 76", "1976-07-04 or 1876-07-04"),
            ("1403/07/23", "2024-10-14 or 1983-05-07 or 1403-07-23"),
            ("۱۴۰۳/۰۷/۲۳", "2024-10-14 or 1983-05-07 or 1403-07-23"),
            ("5785/1/12", "2024-10-14 or 5785-01-12"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
        let TypedDate::Open(meanings) = typed_date("1403/07/23") else { panic!("it is open") };
        assert_eq!(meanings[0].words, "14 October 2024 (Persian)");
        assert_eq!(said("3/3/1962"), "1962-03-03", "both orders say the same");
    }

    #[test]
    fn what_is_no_date_says_so() {
        for text in
            ["", "soon", "31 June 1962", "32/13/1962", "31 Mehr 1403", "12", "5/6", "\u{202e}", "Mayo"]
        {
            assert!(said(text).starts_with("wrong: "), "{text}: {}", said(text));
        }
    }
}
