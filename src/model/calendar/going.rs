//! Where a typed text asks to go: a date as files write it, as people do ("5 Aug 1914", "July"), in another calendar, or so
//! long before or after another. What is left out is what is nearest to where one looks.

use crate::model::calendar;
use crate::model::date::{DateError, EventDate, meant};
use crate::model::day::{Day, days_in_month, month_name, year_name};

/// Longer texts are no dates.
const LONGEST: usize = 80;

/// Where one looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    /// The day that it is.
    pub today: Day,
    /// The middle of the view: a month without a year is the one nearest to it.
    pub middle: Day,
    /// What "three weeks before" counts from: the selected event's day, else the middle of the view.
    pub from: Day,
}

/// The first and the last day that a text asks to see; `None` where it is no date at all.
///
/// # Errors
/// Where it looks like a date and is none, or could be two.
#[must_use]
pub fn going(text: &str, here: &Here) -> Option<Result<(Day, Day), DateError>> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    if let Some(day) = named_day(&words, here) {
        return Some(Ok((day, day)));
    }
    if let Some(moved) = relative(&words, here) {
        return Some(moved);
    }
    if let Some(typed) = calendar::typed(text) {
        return Some(typed.map(|typed| days(&typed.date)));
    }
    let error = match EventDate::parse(text) {
        Ok(date) => return Some(Ok(days(&date))),
        Err(error) => error,
    };
    if let Some(days) = by_month(&words, here) {
        return Some(days.ok_or_else(|| no_such_day(text)));
    }
    let readings: Vec<EventDate> =
        meant(text).iter().filter_map(|text| EventDate::parse(text).ok()).collect();
    match readings.as_slice() {
        [] => text.starts_with(|c: char| c.is_ascii_digit() || c == '-').then_some(Err(error)),
        [one] => Some(Ok(days(one))),
        [first, .., last] => Some(Err(ambiguous(text, first, last))),
    }
}

fn days(date: &EventDate) -> (Day, Day) {
    (date.first_day(), date.last_day())
}

fn no_such_day(text: &str) -> DateError {
    let message = format!("there is no {text}");
    DateError { message, hint: Some("check the day of the month".to_owned()), at: 0..text.len() }
}

fn ambiguous(text: &str, first: &EventDate, last: &EventDate) -> DateError {
    let message = format!("{text} could be {} or {}", first.in_words(), last.in_words());
    DateError { message, hint: Some(format!("write {} or {}", first.text(), last.text())), at: 0..text.len() }
}

fn named_day(words: &[&str], here: &Here) -> Option<Day> {
    match words {
        ["today" | "now"] => Some(here.today),
        ["yesterday"] => Some(here.today.plus(-1)),
        ["tomorrow"] => Some(here.today.plus(1)),
        _ => None,
    }
}

/// "three weeks before", "2 months after 1914-07-28", "10 years ago".
fn relative(words: &[&str], here: &Here) -> Option<Result<(Day, Day), DateError>> {
    let at = words.iter().position(|word| unit(word).is_some())?;
    let (number, rest) = (&words[..at], &words[at + 1..]);
    let count = match number {
        [] => 1,
        [number] => count(number)?,
        _ => return None,
    };
    let unit = unit(words[at])?;
    let (sign, base) = match rest {
        ["ago"] => (-1, Ok((here.today, here.today))),
        ["hence"] | ["from", "now"] => (1, Ok((here.today, here.today))),
        ["before" | "earlier" | "back"] => (-1, Ok((here.from, here.from))),
        ["after" | "later" | "on"] => (1, Ok((here.from, here.from))),
        ["before", date @ ..] => (-1, going(&date.join(" "), here)?),
        ["after", date @ ..] => (1, going(&date.join(" "), here)?),
        _ => return None,
    };
    Some(base.map(|(first, last)| {
        let base = if sign < 0 { first } else { last };
        let day = moved(base, unit, sign * count);
        (day, day)
    }))
}

/// What is counted, in days or in months.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days(i32),
    Months(i32),
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" => Unit::Days(1),
        "week" | "weeks" => Unit::Days(7),
        "fortnight" | "fortnights" => Unit::Days(14),
        "month" | "months" => Unit::Months(1),
        "year" | "years" => Unit::Months(12),
        "decade" | "decades" => Unit::Months(120),
        "century" | "centuries" => Unit::Months(1200),
        _ => return None,
    })
}

fn count(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match word {
        "a" | "an" | "the" => Some(1),
        word => (0..)
            .zip(WORDS)
            .find(|(_, own)| *own == word)
            .map(|(count, _)| count)
            .or_else(|| word.parse().ok().filter(|count| (0..=10_000_000).contains(count))),
    }
}

/// The day so much later, or earlier; a month later than the 31st is the last day of a shorter month.
fn moved(day: Day, unit: Unit, count: i32) -> Day {
    match unit {
        Unit::Days(days) => day.plus(days.saturating_mul(count)),
        Unit::Months(months) => {
            let (year, month, of_month) = day.ymd();
            let at = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months) * i64::from(count);
            let year = i32::try_from(at.div_euclid(12)).unwrap_or(i32::MAX);
            let month = u8::try_from(at.rem_euclid(12) + 1).unwrap_or(1);
            let last = days_in_month(year, month);
            let beyond = if count > 0 { Day::MAX } else { Day::MIN };
            Day::from_ymd(year, month, of_month.min(last)).unwrap_or(beyond)
        }
    }
}

/// A month by name, with a day or without, with a year or in the one nearest to where one looks: "July", "5 Aug",
/// "Wed 5 August", "March 44 BC". `Some(None)` where there is no such day.
fn by_month(words: &[&str], here: &Here) -> Option<Option<(Day, Day)>> {
    let words: Vec<&str> = words.iter().copied().filter(|word| !is_weekday(word)).collect();
    let (words, year) = year_of(&words);
    let (month, day) = match words {
        [month] => (month_of(month)?, None),
        [day, month] if month_of(month).is_some() => (month_of(month)?, Some(day_of(day)?)),
        [month, day] => (month_of(month)?, Some(day_of(day)?)),
        _ => return None,
    };
    let whole = |year: i32| {
        let (first, last) = day.map_or_else(|| (1, days_in_month(year, month)), |day| (day, day));
        Some((Day::from_ymd(year, month, first)?, Day::from_ymd(year, month, last)?))
    };
    Some(match year {
        Some(year) => whole(year),
        None => nearest(here, whole),
    })
}

/// Of the years around the middle of the view, the one whose days are nearest to it; a leap day is some years away.
fn nearest(here: &Here, whole: impl Fn(i32) -> Option<(Day, Day)>) -> Option<(Day, Day)> {
    let year = here.middle.ymd().0;
    let distance = |(first, last): &(Day, Day)| {
        let middle = i64::midpoint(i64::from(first.number()), i64::from(last.number()));
        (middle - i64::from(here.middle.number())).abs()
    };
    (year - 8..=year + 8).filter_map(whole).min_by_key(distance)
}

/// The year at the end of some words, "1914", "44 BC" or "AD 9", and the words before it.
fn year_of<'a, 'w>(words: &'a [&'w str]) -> (&'a [&'w str], Option<i32>) {
    let number = |word: &str| word.parse::<i32>().ok().filter(|year| (1..=9999).contains(year));
    match words {
        [rest @ .., year, "bc" | "bce"] if number(year).is_some() => {
            (rest, number(year).map(|year| 1 - year))
        }
        [rest @ .., "ad" | "ce", year] if number(year).is_some() => (rest, number(year)),
        [rest @ .., year, "ad" | "ce"] if number(year).is_some() => (rest, number(year)),
        [rest @ .., year] if year.len() == 4 && number(year).is_some() => (rest, number(year)),
        _ => (words, None),
    }
}

fn month_of(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let names = |month: &u8| month_name(*month).to_lowercase().starts_with(word);
    (word.len() >= 3).then(|| (1..=12).find(names)).flatten()
}

fn day_of(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let is_plain = ["", ".", "st", "nd", "rd", "th"].contains(&&word[digits.len()..]);
    digits.parse().ok().filter(|day| is_plain && (1..=31).contains(day))
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word.trim_end_matches('.')))
}

/// A stretch of days in words: "Tuesday 28 July 1914", "July 1914", "1914", "28 July 1914 to 4 August 1914".
#[must_use]
pub fn in_words((first, last): (Day, Day)) -> String {
    let ((year, month, day), (last_year, last_month, last_day)) = (first.ymd(), last.ymd());
    if first == last {
        return format!("{} {}", first.weekday().name(), first.long());
    }
    let ends_month = day == 1 && last_day == days_in_month(last_year, last_month);
    match ends_month {
        true if (month, last_month) == (1, 12) && year == last_year => year_name(year),
        true if (month, last_month) == (1, 12) => format!("{} to {}", year_name(year), year_name(last_year)),
        true if (year, month) == (last_year, last_month) => {
            format!("{} {}", month_name(month), year_name(year))
        }
        _ => format!("{} to {}", first.long(), last.long()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        EventDate::parse(text).unwrap().first_day()
    }

    fn asked(text: &str) -> String {
        let here = Here { today: day("2026-11-30"), middle: day("1914-07-20"), from: day("1914-08-04") };
        match going(text, &here) {
            Some(Ok(days)) => in_words(days),
            Some(Err(error)) => format!("wrong: {}", error.message),
            None => "no date".to_owned(),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("July", "July 1914"),
            ("jan", "January 1915"),
            ("Jul 2024", "July 2024"),
            ("2024 July", "July 2024"),
            ("1914-07-28", "Tuesday 28 July 1914"),
            ("5 Aug", "Wednesday 5 August 1914"),
            ("Wed 5 August 1914", "Wednesday 5 August 1914"),
            ("Aug 5th, 1914", "Wednesday 5 August 1914"),
            ("14.10.2024", "Monday 14 October 2024"),
            ("29 Feb", "Tuesday 29 February 1916"),
            ("1914", "1914"),
            ("191X", "1910 to 1919"),
            ("490 BC", "490 BC"),
            ("March 44 BC", "March 44 BC"),
            ("23 Mehr 1403", "Monday 14 October 2024"),
            ("۲۳ مهر ۱۴۰۳", "Monday 14 October 2024"),
            ("2024-W42-1", "Monday 14 October 2024"),
            ("1914-07-28/1914-08-04", "28 July 1914 to 4 August 1914"),
        ] {
            assert_eq!(asked(text), expected, "{text}");
        }
    }

    #[test]
    fn some_time_before_or_after_is_counted() {
        for (text, expected) in [
            ("today", "Monday 30 November 2026"),
            ("yesterday", "Sunday 29 November 2026"),
            ("three weeks before", "Tuesday 14 July 1914"),
            ("3 weeks after", "Tuesday 25 August 1914"),
            ("a month before", "Saturday 4 July 1914"),
            ("2 days after 1914-07-31", "Sunday 2 August 1914"),
            ("a month after 31 Jan 2024", "Thursday 29 February 2024"),
            ("10 years ago", "Wednesday 30 November 2016"),
        ] {
            assert_eq!(asked(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_and_other_words_are_left_alone() {
        assert_eq!(asked("5/8/1914"), "wrong: 5/8/1914 could be 5 August 1914 or 8 May 1914");
        assert_eq!(asked("31 June 1914"), "wrong: there is no 31 June 1914");
        assert!(asked("1914-02-30").starts_with("wrong: "));
        for text in ["zoom in", "weeks", "mobilisation", "day", ""] {
            assert_eq!(asked(text), "no date", "{text}");
        }
    }
}
