//! Dates as people and programs write them in tables, read into EDTF. What a single `03/04/2024` means nobody can
//! tell: the column as a whole decides whether the day or the month comes first, or the user does.

use crate::model::EventDate;
use crate::model::day::{Day, month_name};

/// What comes first in a date of numbers whose year is last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 14/10/2024.
    DayFirst,
    /// 10/14/2024.
    MonthFirst,
}

/// What a column of dates says of its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// No date in it depends on the order.
    Unneeded,
    /// Only this order makes sense of all its dates.
    Known(DayOrder),
    /// All its dates make sense either way; one of them.
    Open(String),
    /// Some make sense in one order alone and some in the other; one of each, day first and month first.
    Mixed(String, String),
}

/// Longer texts are no dates.
const LONGEST: usize = 80;

/// Decides how a whole column is to be read.
#[must_use]
pub fn decide<'v>(values: impl Iterator<Item = &'v str>) -> Order {
    let (mut day_first, mut month_first, mut open, mut dotted) = (None, None, None, false);
    for value in values {
        for part in ends(value.trim()) {
            let Some((a, b, dots)) = two_numbers(part) else { continue };
            match (a > 12, b > 12) {
                (true, false) => _ = day_first.get_or_insert(part),
                (false, true) => _ = month_first.get_or_insert(part),
                (false, false) if a != b => {
                    dotted |= dots;
                    open.get_or_insert(part);
                }
                _ => {}
            }
        }
    }
    match (day_first, month_first, open) {
        (Some(day), Some(month), _) => Order::Mixed(day.to_owned(), month.to_owned()),
        (Some(_), None, _) => Order::Known(DayOrder::DayFirst),
        (None, Some(_), _) => Order::Known(DayOrder::MonthFirst),
        // Where full stops stand between, the day comes first the world over.
        (None, None, Some(_)) if dotted => Order::Known(DayOrder::DayFirst),
        (None, None, Some(open)) => Order::Open(open.to_owned()),
        (None, None, None) => Order::Unneeded,
    }
}

/// Whether a text looks like a date at all, whatever the order.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let text = text.trim();
    // A bare number is a date only by the name of its column.
    let number = text.len() != 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    !number && (read(text, DayOrder::DayFirst).is_ok() || read(text, DayOrder::MonthFirst).is_ok())
}

/// Reads a cell as a date or an interval in EDTF.
///
/// # Errors
/// Says what is wrong with it.
pub fn read(text: &str, order: DayOrder) -> Result<EventDate, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("it has no date".to_owned());
    }
    if text.len() > LONGEST {
        return Err("its date is too long to be one".to_owned());
    }
    let edtf = match EventDate::parse(text) {
        Ok(date) => return Ok(date),
        Err(error) => error,
    };
    let wrong = || format!("“{text}” is no date: {}", edtf.message);
    let written = match ends(text)[..] {
        [begin, end] if begin != text => {
            format!("{}/{}", one(begin, order).ok_or_else(wrong)?, end_of(end, order).ok_or_else(wrong)?)
        }
        _ => one(text, order).ok_or_else(wrong)?,
    };
    EventDate::parse(&written).map_err(|error| format!("“{text}” is no date: {}", error.message))
}

/// Joins a beginning and an end that stand in two cells.
///
/// # Errors
/// Says what is wrong with them.
pub fn join(begin: &EventDate, end: &str, order: DayOrder) -> Result<EventDate, String> {
    let end = end.trim();
    if end.is_empty() || begin.is_interval() {
        return Ok(begin.clone());
    }
    let end = end_of(end, order).ok_or_else(|| format!("its end, “{end}”, is no date"))?;
    if end == begin.text() {
        return Ok(begin.clone());
    }
    let whole = format!("{}/{end}", begin.text());
    EventDate::parse(&whole).map_err(|error| error.message)
}

/// The end of an interval in EDTF; `..` where it goes on.
fn end_of(text: &str, order: DayOrder) -> Option<String> {
    let going_on = ["..", "now", "today", "present", "ongoing", "open"];
    if going_on.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some("..".to_owned());
    }
    one(text, order)
}

/// The two ends of what is written as a span in words or with a dash in blanks; else the whole.
fn ends(text: &str) -> Vec<&str> {
    let between = [" – ", " — ", " - ", " to ", " until ", "–"];
    match between.iter().find_map(|between| text.split_once(between)) {
        Some((begin, end)) if !begin.trim().is_empty() && !end.trim().is_empty() => {
            vec![begin.trim(), end.trim()]
        }
        _ => vec![text],
    }
}

/// The first two numbers of a date whose year is last, and whether full stops set them off.
fn two_numbers(text: &str) -> Option<(u8, u8, bool)> {
    let (date, _) = split_time(text);
    let separators: Vec<char> = date.chars().filter(|c| !c.is_ascii_digit()).collect();
    let dots = separators.iter().all(|c| *c == '.');
    if separators.len() != 2 || !separators.iter().all(|c| "/.-".contains(*c)) {
        return None;
    }
    let mut parts = date.split(['/', '.', '-']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse().ok())?;
    matches!(year.len(), 2 | 4).then_some(())?;
    Some((short(a)?, short(b)?, dots))
}

/// A single date in EDTF.
fn one(text: &str, order: DayOrder) -> Option<String> {
    let text = text.trim();
    if EventDate::parse(text).is_ok_and(|date| !date.is_interval()) {
        return Some(text.to_owned());
    }
    let (date, time) = split_time(text);
    let date = civil(date, order)?;
    match time {
        "" => Some(date),
        time => Some(format!("{date}T{}", clock(time)?)),
    }
}

/// The parts of a text before and from its time of day on.
fn split_time(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else { return (text, "") };
    let before = &text[..colon];
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let date = hour.trim_end_matches([' ', ',', 'T', '\u{a0}']);
    (date.strip_suffix(" at").unwrap_or(date).trim_end_matches(','), &text[hour.len()..])
}

/// A time of day as EDTF has it: two digits each, no fractions, 24 hours.
#[must_use]
pub fn clock(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hour_len = digits(text);
    let (hour, rest) = text.split_at(hour_len);
    let mut rest = rest.strip_prefix(':')?;
    let mut hour: u8 = hour.parse().ok()?;
    let minute = rest.get(..2).filter(|_| digits(rest) == 2)?;
    rest = &rest[2..];
    let mut second = "";
    if let Some(after) = rest.strip_prefix(':') {
        second = after.get(..2).filter(|_| digits(after) == 2)?;
        rest = &after[2..];
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = &fraction[digits(fraction)..];
        }
    }
    let mut rest = rest.trim_start();
    let lower = rest.to_ascii_lowercase();
    for (mark, afternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] {
        if lower.starts_with(mark) && (1..=12).contains(&hour) {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            rest = rest[mark.len()..].trim_start();
            break;
        }
    }
    let second = if second.is_empty() || second == "00" { String::new() } else { format!(":{second}") };
    Some(format!("{hour:02}:{minute}{second}{}", zone(rest)?))
}

/// An offset as EDTF has it.
fn zone(text: &str) -> Option<String> {
    match text {
        "" => return Some(String::new()),
        "Z" | "z" | "UTC" | "GMT" => return Some("Z".to_owned()),
        _ if text.starts_with('[') => return Some(text.to_owned()),
        _ => {}
    }
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) = match digits.len() {
        2 if plain => (digits.as_str(), "00"),
        4 if plain => digits.split_at(2),
        _ => return None,
    };
    Some(if hours == "00" && minutes == "00" { "Z".to_owned() } else { format!("{sign}{hours}:{minutes}") })
}

/// A civil date in EDTF, from numbers or an English month.
fn civil(text: &str, order: DayOrder) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_weekday(word) && *word != "of" && *word != "the")
        .collect();
    match words[..] {
        [digits] if digits.len() == 8 => {
            let part = |range: std::ops::Range<usize>| digits.get(range);
            day(part(0..4)?, part(4..6)?, part(6..8)?)
        }
        [year, era] if era.eq_ignore_ascii_case("BC") || era.eq_ignore_ascii_case("BCE") => {
            before_christ(year.parse().ok()?)
        }
        [year, month] | [month, year] if is_year(year) && month_number(month).is_some() => {
            Some(format!("{year}-{:02}", month_number(month)?))
        }
        [year, month, d] if is_year(year) => day(year, month, d),
        [a, b, year] => {
            let year = full_year(year)?;
            match order {
                _ if a.parse::<u8>().is_err() && month_number(a).is_some() => day(&year, a, b),
                _ if b.parse::<u8>().is_err() => day(&year, b, a),
                DayOrder::DayFirst => day(&year, b, a),
                DayOrder::MonthFirst => day(&year, a, b),
            }
        }
        _ => None,
    }
}

/// A year before our era, counted as historians do, in EDTF.
#[must_use]
pub fn before_christ(year: i32) -> Option<String> {
    match year {
        1 => Some("0000".to_owned()),
        2..=10_000 => Some(format!("-{:04}", year - 1)),
        _ => None,
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Four digits as they are; two as POSIX reads them, 69 to 99 in the last century and 00 to 68 in this.
fn full_year(word: &str) -> Option<String> {
    if is_year(word) {
        return Some(word.to_owned());
    }
    let short: u16 =
        word.parse().ok().filter(|_| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit()))?;
    Some(if short >= 69 { format!("19{word}") } else { format!("20{word}") })
}

fn day(year: &str, month: &str, day: &str) -> Option<String> {
    let digits = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = day[digits.len()..].to_ascii_lowercase();
    if digits.is_empty() || digits.len() > 2 || !["", "st", "nd", "rd", "th"].contains(&suffix.as_str()) {
        return None;
    }
    let day = Day::from_ymd(year.parse().ok()?, month_number(month)?, digits.parse().ok()?)?;
    Some(day.to_string())
}

/// A month by its number or by at least three letters of its English name.
#[must_use]
pub fn month_number(word: &str) -> Option<u8> {
    if word.len() <= 2 {
        return word.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let word = word.to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    (1..=12).find(|month| month_name(*month).to_ascii_lowercase().starts_with(word))
}

fn is_weekday(word: &str) -> bool {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && days.iter().any(|day| day.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str) -> Option<String> {
        read(text, DayOrder::DayFirst).ok().map(|date| date.text().to_owned())
    }

    #[test]
    fn dates_as_people_write_them() {
        for (text, expected) in [
            ("2024-10-14", "2024-10-14"),
            (" 2024-10 ", "2024-10"),
            ("2024-10~", "2024-10~"),
            ("14/10/2024", "2024-10-14"),
            ("14.10.2024", "2024-10-14"),
            ("4.1.24", "2024-01-04"),
            ("31.12.99", "1999-12-31"),
            ("2024/10/14", "2024-10-14"),
            ("20241014", "2024-10-14"),
            ("14 October 2024", "2024-10-14"),
            ("October 14th, 2024", "2024-10-14"),
            ("Mon, 14 Oct 2024", "2024-10-14"),
            ("14-Oct-24", "2024-10-14"),
            ("Sept 2024", "2024-09"),
            ("10/2024", "2024-10"),
            ("44 BC", "-0043"),
            ("2024-10-14 08:30", "2024-10-14T08:30"),
            ("2024-10-14T08:30:00.000Z", "2024-10-14T08:30Z"),
            ("2024-10-14 08:30:15+0400", "2024-10-14T08:30:15+04:00"),
            ("14/10/2024 8:30 pm", "2024-10-14T20:30"),
            ("14/10/2024, 12:05 AM", "2024-10-14T00:05"),
            ("11 Nov 2024 – 22 Nov 2024", "2024-11-11/2024-11-22"),
            ("1.10.2024 - present", "2024-10-01/.."),
            ("2024-11-11/2024-11-22", "2024-11-11/2024-11-22"),
        ] {
            assert_eq!(edtf(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "2024-13-01",
            "31/02/2024",
            "1/2",
            "10:30",
            "14/10/2024 25:61",
            "٢٠٢٤-١٠-١٤",
            "é/é/é",
        ] {
            assert_eq!(edtf(text), None, "{text}");
        }
        let month_first = read("10/14/2024", DayOrder::MonthFirst).unwrap();
        assert_eq!(month_first.text(), "2024-10-14");
        assert!(read("10/14/2024", DayOrder::DayFirst).is_err());
    }

    #[test]
    fn the_whole_column_decides() {
        let order = |values: &[&str]| decide(values.iter().copied());
        assert_eq!(order(&["03/04/2024", "14/10/2024"]), Order::Known(DayOrder::DayFirst));
        assert_eq!(order(&["03/04/2024", "10/14/2024"]), Order::Known(DayOrder::MonthFirst));
        assert_eq!(order(&["03/04/2024", "05/06/2024"]), Order::Open("03/04/2024".to_owned()));
        assert_eq!(order(&["03.04.2024", "05.06.2024"]), Order::Known(DayOrder::DayFirst));
        assert_eq!(order(&["04.13.2024", "05.06.2024"]), Order::Known(DayOrder::MonthFirst));
        assert_eq!(order(&["2024-10-14", "5 May 2024", "04/04/2024", ""]), Order::Unneeded);
        assert_eq!(
            order(&["14/10/2024", "10/14/2024"]),
            Order::Mixed("14/10/2024".to_owned(), "10/14/2024".to_owned())
        );
        assert_eq!(order(&["01/02/2024 – 14/02/2024"]), Order::Known(DayOrder::DayFirst));
    }

    #[test]
    fn two_cells_make_an_interval() {
        let begin = read("2024-11-11", DayOrder::DayFirst).unwrap();
        let join = |end: &str| join(&begin, end, DayOrder::DayFirst).map(|date| date.text().to_owned());
        assert_eq!(join("22/11/2024"), Ok("2024-11-11/2024-11-22".to_owned()));
        assert_eq!(join("11.11.2024"), Ok("2024-11-11".to_owned()));
        assert_eq!(join(""), Ok("2024-11-11".to_owned()));
        assert_eq!(join("ongoing"), Ok("2024-11-11/..".to_owned()));
        assert!(join("1/1/2024").unwrap_err().contains("before"));
        assert!(join("whenever").is_err());
    }
}
