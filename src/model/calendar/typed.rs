//! Dates as people type them in other calendars: "1403-07-23 persian", "23 Mehr 1403", "۲۳ مهر ۱۴۰۳", "12 Tishrei 5785",
//! "1446-04-11 islamic", "2024-10-01 julian", "2024-W42-1". What they mean is EDTF, and that is what is kept. Only days
//! can be typed: a month of another calendar is no month of this one, and EDTF cannot say "a day in Mehr".

use std::ops::RangeInclusive;

use super::names::{self, Named, fold};
use super::{Calendar, CalendarDate, Script, is_hebrew_leap_year};
use crate::model::date::{DateError, EventDate};
use crate::model::day::{Day, month_name};

/// A date that was typed in another calendar.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What it means, in EDTF.
    pub date: EventDate,
    /// What was understood, "23 Mehr 1403 is 14 October 2024".
    pub words: String,
}

/// Reads EDTF, or a day or an interval of days in another calendar.
///
/// # Errors
/// Says what is wrong, where, and what to write instead.
pub fn read(text: &str) -> Result<EventDate, DateError> {
    typed(text).map_or_else(|| EventDate::parse(text.trim()), |typed| typed.map(|typed| typed.date))
}

/// Reads a day or an interval of days in another calendar; `None` where the text names none.
#[must_use]
pub fn typed(text: &str) -> Option<Result<Typed, DateError>> {
    // Longer texts are no dates.
    if text.len() > 160 {
        return None;
    }
    let plain = western_digits(text.trim());
    let (plain, named) = without_calendar(&plain);
    let sides = sides(&plain);
    let known = named.is_some() || sides.iter().any(|side| names_a_calendar(side));
    known.then(|| interval(&sides, named).map_err(|what| what.at(text)))
}

/// What is wrong, and what to write instead.
struct Wrong(String, String);

impl Wrong {
    fn at(self, text: &str) -> DateError {
        DateError { message: self.0, hint: Some(self.1), at: 0..text.len() }
    }
}

fn wrong<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong(message.into(), hint.into()))
}

/// Persian and Arabic digits as 0 to 9.
pub(crate) fn western_digits(text: &str) -> String {
    let digit = |c: char| match c {
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap_or(c),
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10).unwrap_or(c),
        '\u{2068}' | '\u{2069}' | '\u{200E}' | '\u{200F}' => ' ',
        other => other,
    };
    text.chars().map(digit).collect()
}

/// Words for calendars, folded.
const CALENDARS: [(Calendar, &[&str]); 4] = [
    (Calendar::Persian, &["persian", "solarhijri", "jalali", "shamsi", "iranian"]),
    (Calendar::Hebrew, &["hebrew", "jewish"]),
    (Calendar::Islamic, &["islamic", "hijri", "ummalqura", "lunarhijri", "ah"]),
    (Calendar::Julian, &["julian", "oldstyle"]),
];

/// The text without the name of a calendar at its end, and the calendar.
fn without_calendar(text: &str) -> (String, Option<Calendar>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    for count in (1..=2.min(words.len())).rev() {
        let (before, name) = words.split_at(words.len() - count);
        let folded = fold(&name.concat());
        let found = CALENDARS.iter().find(|(_, names)| names.contains(&folded.as_str()));
        if let Some((calendar, _)) = found.filter(|_| !before.is_empty()) {
            return (before.join(" "), Some(*calendar));
        }
    }
    (text.to_owned(), None)
}

/// The sides of an interval; one where it is none. Slashes between three numbers, 1403/07/23, are no interval.
fn sides(text: &str) -> Vec<&str> {
    let numbers = text.split('/').collect::<Vec<_>>();
    let numeric = |part: &&str| {
        let part = part.trim().trim_end_matches(['?', '~', '%']);
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if numbers.len() == 3 && numbers.iter().all(numeric) { vec![text] } else { numbers }
}

/// Whether a side is recognisable without a calendar's name: by its month, or as a week.
fn names_a_calendar(side: &str) -> bool {
    let parts = parts(side);
    let has_number = parts.iter().any(|part| matches!(part, Part::Number(..)));
    let month = |part: &Part| matches!(part, Part::Word(word) if names::find_month(word).is_some());
    (has_number && parts.iter().any(month)) || week(side).is_some()
}

fn interval(sides: &[&str], named: Option<Calendar>) -> Result<Typed, Wrong> {
    match sides {
        [one] => {
            let side = side(one, named)?;
            let about = if side.estimate { ", give or take two days" } else { "" };
            let words = format!("{} is {}{about}", side.said, side.means);
            finish(&side.edtf, words)
        }
        [begin, end] => {
            let begin = edge(begin, named)?;
            let end = edge(end, named)?;
            let words = format!("{} – {}", begin.said, end.said);
            finish(&format!("{}/{}", begin.edtf, end.edtf), words)
        }
        _ => wrong("an interval has one slash", "write 1403-07-23/1403-07-25 persian"),
    }
}

fn finish(edtf: &str, words: String) -> Result<Typed, Wrong> {
    match EventDate::parse(edtf) {
        Ok(date) => Ok(Typed { date, words }),
        Err(error) => {
            let hint = error.hint.unwrap_or_default();
            wrong(error.message, hint)
        }
    }
}

/// One side as EDTF, as understood, and in usual words.
struct Side {
    edtf: String,
    said: String,
    means: String,
    estimate: bool,
}

/// A side of an interval, which can be open or unknown.
fn edge(text: &str, named: Option<Calendar>) -> Result<Side, Wrong> {
    match text.trim() {
        "" => Ok(endless("", "unknown")),
        ".." => Ok(endless("..", "open")),
        text => side(text, named),
    }
}

fn endless(edtf: &str, said: &str) -> Side {
    Side { edtf: edtf.to_owned(), said: said.to_owned(), means: String::new(), estimate: false }
}

fn side(text: &str, named: Option<Calendar>) -> Result<Side, Wrong> {
    let text = text.trim();
    let bare = text.trim_end_matches(['?', '~', '%']);
    let marks = &text[bare.len()..];
    let bare = bare.trim();
    let date = match week(bare) {
        Some(week) if named.is_none() => of_week(bare, week)?,
        _ => of_parts(bare, named)?,
    };
    let Some(day) = date.calendar.day(date.year, date.month, date.day) else {
        return no_such_day(date);
    };
    let said = format!("{}{marks}", date.long(Script::English));
    let estimate = date.calendar.is_estimate(day);
    Ok(Side { edtf: format!("{day}{marks}"), said, means: day.long(), estimate })
}

/// A part of a date: a number with how many digits it has, or words run together.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Number(i32, usize),
    Word(String),
}

/// The parts of a date; a sign stands for a year before the first.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let negative = text.trim_start().starts_with('-');
    for piece in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '.' | '-' | '–')) {
        let piece = piece.trim_matches(['?', '~', '%']);
        if piece.is_empty() {
            continue;
        }
        match piece.parse::<i32>() {
            Ok(number) if piece.bytes().all(|byte| byte.is_ascii_digit()) => {
                let number = if negative && parts.is_empty() { -number } else { number };
                parts.push(Part::Number(number, piece.len()));
            }
            _ => match parts.last_mut() {
                Some(Part::Word(word)) => word.push_str(&fold(piece)),
                _ => parts.push(Part::Word(fold(piece))),
            },
        }
    }
    parts
}

/// Numbers, or a day, a month's name and a year in any order that people use.
fn of_parts(text: &str, named: Option<Calendar>) -> Result<CalendarDate, Wrong> {
    use Part::{Number, Word};
    let parts = parts(text);
    let example = example(named);
    match parts.as_slice() {
        [Number(year, _), Number(month, 1..=2), Number(day, 1..=2)] => {
            let Some(calendar) = named else { return unnamed(text) };
            numbered(calendar, *year, *month, *day)
        }
        [Number(day, 1..=2), Word(month), Number(year, _)]
        | [Word(month), Number(day, 1..=2), Number(year, _)]
        | [Number(year, _), Word(month), Number(day, 1..=2)] => worded(named, month, *year, *day),
        [Number(year, _), Number(month, 1..=2)] if named.is_some() => {
            let calendar = named.unwrap_or(Calendar::Persian);
            let month = u8::try_from(*month).unwrap_or(0);
            no_month_alone(calendar, *year, month)
        }
        [Number(_, 1..=2), Word(_)] | [Word(_), Number(_, 1..=2)] => {
            wrong("the year is missing", format!("write day, month and year: {example}"))
        }
        [Word(month), Number(year, _)] | [Number(year, _), Word(month)] => {
            let (calendar, month) = month_of(named, month, *year)?;
            no_month_alone(calendar, *year, month)
        }
        [Number(year, _)] if named.is_some() => {
            let calendar = named.unwrap_or(Calendar::Persian);
            no_year_alone(calendar, *year)
        }
        _ => wrong("this is not a date of that calendar", format!("write a day, {example}")),
    }
}

fn example(named: Option<Calendar>) -> &'static str {
    match named {
        Some(Calendar::Hebrew) => "12 Tishrei 5785 or 5785-01-12 hebrew",
        Some(Calendar::Islamic) => "11 Rabi II 1446 or 1446-04-11 islamic",
        Some(Calendar::Julian) => "2024-10-01 julian",
        _ => "23 Mehr 1403 or 1403-07-23 persian",
    }
}

fn unnamed<T>(text: &str) -> Result<T, Wrong> {
    wrong(
        "the other end of the interval names its calendar, but this one does not",
        format!("write {text} persian"),
    )
}

fn numbered(calendar: Calendar, year: i32, month: i32, day: i32) -> Result<CalendarDate, Wrong> {
    check_year(calendar, year)?;
    let months = i32::from(calendar.months(year));
    let (Ok(number), true) = (u8::try_from(month), (1..=months).contains(&month)) else {
        let message = format!("there is no month {month:02} in {}", year_of(calendar, year));
        let counted = if calendar == Calendar::Hebrew { ", counted from Tishrei" } else { "" };
        return wrong(message, format!("its months are 01 to {months:02}{counted}"));
    };
    Ok(CalendarDate { calendar, year, month: number, day: u8::try_from(day).unwrap_or(0) })
}

fn worded(named: Option<Calendar>, word: &str, year: i32, day: i32) -> Result<CalendarDate, Wrong> {
    let (calendar, month) = month_of(named, word, year)?;
    Ok(CalendarDate { calendar, year, month, day: u8::try_from(day).unwrap_or(0) })
}

/// The calendar and the month, counted in its year.
fn month_of(named: Option<Calendar>, word: &str, year: i32) -> Result<(Calendar, u8), Wrong> {
    if named == Some(Calendar::Julian) {
        check_year(Calendar::Julian, year)?;
        let fits = |month: &u8| word.len() >= 3 && month_name(*month).to_lowercase().starts_with(word);
        return (1..=12).find(fits).map(|month| (Calendar::Julian, month)).ok_or_else(|| {
            Wrong(format!("the Julian calendar has no month called \"{word}\""), "write October".to_owned())
        });
    }
    let found = names::find_month(word).filter(|found| named.is_none_or(|named| named == found.calendar));
    let Some(Named { calendar, month, any_adar }) = found else {
        let name = named.map_or("these calendars", Calendar::name);
        return wrong(format!("{name} has no month called \"{word}\""), format!("write {}", example(named)));
    };
    check_year(calendar, year)?;
    if calendar != Calendar::Hebrew || month < 6 {
        return Ok((calendar, month));
    }
    match (is_hebrew_leap_year(year), any_adar) {
        (true, true) => wrong(format!("{year} has two months called Adar"), "write Adar I or Adar II"),
        (true, false) => Ok((calendar, month)),
        (false, false) if month <= 7 => wrong(format!("{year} has only one month called Adar"), "write Adar"),
        (false, _) => Ok((calendar, month - 1)),
    }
}

fn check_year(calendar: Calendar, year: i32) -> Result<(), Wrong> {
    let years = years(calendar);
    if years.contains(&year) {
        return Ok(());
    }
    let range = format!("{} to {}", years.start(), years.end());
    wrong(format!("{} is out of range", year_of(calendar, year)), format!("its years are {range}"))
}

/// The years that a date can be typed in: those that lie within the days there are.
fn years(calendar: Calendar) -> RangeInclusive<i32> {
    let last = calendar.date(Day::MAX).map_or(9999, |date| date.year);
    calendar.first_year()..=last
}

fn year_of(calendar: Calendar, year: i32) -> String {
    match calendar {
        Calendar::Persian => format!("the Persian year {year}"),
        Calendar::Hebrew => format!("the Hebrew year {year}"),
        Calendar::Islamic => format!("the Islamic year {year}"),
        Calendar::Julian => format!("the Julian year {year}"),
        Calendar::Weeks => format!("the year {year}"),
    }
}

fn no_such_day<T>(date: CalendarDate) -> Result<T, Wrong> {
    let days = date.calendar.days_in_month(date.year, date.month);
    if days == 0 || date.calendar == Calendar::Weeks {
        return wrong(format!("there is no day {date}"), "years are -9999 to 9999");
    }
    let month = date.month_and_year(Script::English);
    let last = CalendarDate { day: days, ..date }.long(Script::English);
    wrong(format!("{month} has {days} days"), format!("its last day is {last}"))
}

/// A month of another calendar lies across two of this one.
fn no_month_alone<T>(calendar: Calendar, year: i32, month: u8) -> Result<T, Wrong> {
    check_year(calendar, year)?;
    let days = calendar.days_in_month(year, month);
    let (Some(first), Some(last)) = (calendar.day(year, month, 1), calendar.day(year, month, days)) else {
        return wrong(
            "this is not a date of that calendar",
            format!("write a day, {}", example(Some(calendar))),
        );
    };
    let name = CalendarDate { calendar, year, month, day: 1 }.month_and_year(Script::English);
    only_days(&name, first, last)
}

fn no_year_alone<T>(calendar: Calendar, year: i32) -> Result<T, Wrong> {
    check_year(calendar, year)?;
    let months = calendar.months(year);
    let last = calendar.day(year, months, calendar.days_in_month(year, months));
    match (calendar.day(year, 1, 1), last) {
        (Some(first), Some(last)) => only_days(&year_of(calendar, year), first, last),
        _ => {
            wrong("this is not a date of that calendar", format!("write a day, {}", example(Some(calendar))))
        }
    }
}

fn only_days<T>(name: &str, first: Day, last: Day) -> Result<T, Wrong> {
    let message = format!("only single days can be read from other calendars, and {name} is longer");
    let days = format!("{} to {}", first.long(), last.long());
    wrong(message, format!("it is {days}: for all of it write {first}/{last}"))
}

/// Year, week and weekday of `2024-W42-1`, `2024W421`, `2024-W42`.
fn week(text: &str) -> Option<(i32, u8, Option<u8>)> {
    let (year, rest) = text.split_once(['W', 'w'])?;
    let year = year.strip_suffix('-').unwrap_or(year);
    let digits = year.strip_prefix('-').unwrap_or(year);
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.len() != 4 || !all_digits(digits) {
        return None;
    }
    let (week, day) = match (rest.split_once('-'), rest.len()) {
        (Some((week, day)), _) => (week, Some(day)),
        (None, 3) if all_digits(rest) => (&rest[..2], Some(&rest[2..])),
        _ => (rest, None),
    };
    let fits = week.len() == 2 && all_digits(week) && day.is_none_or(|day| day.len() == 1 && all_digits(day));
    if !fits {
        return None;
    }
    let day = match day {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    Some((year.parse().ok()?, week.parse().ok()?, day))
}

fn of_week(text: &str, (year, week, day): (i32, u8, Option<u8>)) -> Result<CalendarDate, Wrong> {
    let weeks = Calendar::Weeks.months(year);
    if !(1..=weeks).contains(&week) {
        return wrong(format!("{year:04} has no week {week:02}"), format!("its weeks are W01 to W{weeks}"));
    }
    let Some(day) = day else {
        return match (Calendar::Weeks.day(year, week, 1), Calendar::Weeks.day(year, week, 7)) {
            (Some(first), Some(last)) => {
                let message = format!("{text} is a week: {} to {}", first.long(), last.long());
                let hint = format!("for all of it write {first}/{last}; for its Monday {text}-1");
                wrong(message, hint)
            }
            _ => wrong(format!("{text} is out of range"), "years are -9999 to 9999"),
        };
    };
    if !(1..=7).contains(&day) {
        return wrong(format!("a week has no day {day}"), "its days are 1 (Monday) to 7 (Sunday)");
    }
    Ok(CalendarDate { calendar: Calendar::Weeks, year, month: week, day })
}
