//! Dates as GEDCOM writes them: `ABT 1900`, `BET 3 MAR 1901 AND 1902`, `FROM 1914 TO 1918`, `@#DJULIAN@ 25 OCT 1917`. What is
//! imprecise stays so: some day between two becomes the smallest month, year, decade or century that holds both.

use crate::model::EventDate;
use crate::model::calendar::{Calendar, is_hebrew_leap_year};
use crate::model::day::{Day, days_in_month};

/// A date, and what was done with it.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) date: EventDate,
    /// It lies between two others.
    pub(super) between: bool,
    /// It is known only to be before or after another.
    pub(super) one_sided: bool,
    /// It is of another calendar.
    pub(super) converted: bool,
}

/// Months of the Gregorian and the Julian calendar.
const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Months of the Hebrew calendar, as in a leap year.
const HEBREW: [&str; 13] =
    ["TSH", "CSH", "KSL", "TVT", "SHV", "ADR", "ADS", "NSN", "IYR", "SVN", "TMZ", "AAV", "ELL"];

/// Reads a date.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn read(text: &str) -> Result<Read, String> {
    let wrong = || {
        format!(
            "“{}” is not a date that can be read",
            crate::io::timeline_file::text::problems::shown(text, 40)
        )
    };
    // INT 1900 (about the turn of the century): the words in brackets say how it was understood.
    let plain = text.split('(').next().unwrap_or_default().trim().to_ascii_uppercase();
    let (first, rest) = plain.split_once(' ').unwrap_or((plain.as_str(), ""));
    let rest = rest.trim();
    let mut read = Read {
        date: EventDate::parse("2000").map_err(|_| wrong())?,
        between: false,
        one_sided: false,
        converted: false,
    };
    let mut days = |text: &str| {
        let days = days(text)?;
        read.converted |= days.converted;
        Some(days)
    };
    let edtf = match first {
        "ABT" | "CAL" | "EST" | "INT" => format!("{}~", days(rest).ok_or_else(wrong)?.edtf),
        "BEF" => format!("/{}", days(rest).ok_or_else(wrong)?.edtf),
        "AFT" => format!("{}/", days(rest).ok_or_else(wrong)?.edtf),
        "TO" => format!("/{}", days(rest).ok_or_else(wrong)?.edtf),
        "BET" => {
            let (a, b) = rest.split_once(" AND ").ok_or_else(wrong)?;
            let (a, b) = (days(a).ok_or_else(wrong)?, days(b).ok_or_else(wrong)?);
            cover(a.first, b.last).ok_or_else(wrong)?
        }
        "FROM" => match rest.split_once(" TO ") {
            Some((a, b)) => {
                format!("{}/{}", days(a).ok_or_else(wrong)?.edtf, days(b).ok_or_else(wrong)?.edtf)
            }
            None => format!("{}/", days(rest).ok_or_else(wrong)?.edtf),
        },
        _ => days(&plain).ok_or_else(wrong)?.edtf,
    };
    read.between = first == "BET";
    read.one_sided = matches!(first, "BEF" | "AFT" | "TO") || (first == "FROM" && edtf.ends_with('/'));
    read.date = EventDate::parse(&edtf).map_err(|error| format!("{}: {}", wrong(), error.message))?;
    Ok(read)
}

/// A day, a month or a year.
struct Days {
    edtf: String,
    first: Day,
    last: Day,
    converted: bool,
}

/// `25 OCT 1917`, with the calendar before it perhaps, and `BC` or `BCE` behind it.
fn days(text: &str) -> Option<Days> {
    let text = text.trim();
    let (calendar, text) = match text.strip_prefix("@#D").and_then(|rest| rest.split_once('@')) {
        Some((calendar, rest)) => (calendar, rest.trim()),
        None => match text.split_once(' ') {
            Some((word @ ("GREGORIAN" | "JULIAN" | "HEBREW" | "FRENCH_R"), rest)) => (word, rest.trim()),
            _ => ("GREGORIAN", text),
        },
    };
    let (text, before) =
        match text.strip_suffix("BCE").or(text.strip_suffix("B.C.")).or(text.strip_suffix("BC")) {
            Some(rest) => (rest.trim(), true),
            None => (text, false),
        };
    let words: Vec<&str> = text.split_whitespace().collect();
    let (day, month, year) = match words[..] {
        [year] => (None, None, year),
        [month, year] => (None, Some(month), year),
        [day, month, year] => (Some(day.parse::<u8>().ok()?), Some(month), year),
        _ => return None,
    };
    let year = dual(year)?;
    let year = if before { 1 - year } else { year };
    match calendar {
        "GREGORIAN" => gregorian(year, month, day),
        "JULIAN" => {
            let month = month.map(|name| number(&MONTHS, name)).map_or(Some(None), |n| n.map(Some))?;
            converted(Calendar::Julian, year, month, day)
        }
        "HEBREW" => {
            let month = month.map(|name| hebrew_month(name, year)).map_or(Some(None), |n| n.map(Some))?;
            converted(Calendar::Hebrew, year, month, day)
        }
        _ => None,
    }
}

/// `1699/00`: the year that began in January, where the old style still counted the one before.
fn dual(text: &str) -> Option<i32> {
    let Some((old, new)) = text.split_once('/') else {
        return text.parse().ok().filter(|year| (0..=9999).contains(year));
    };
    let old: i32 = old.parse().ok().filter(|year| (1..9999).contains(year))?;
    let digits =
        10_i32.checked_pow(u32::try_from(new.len()).ok().filter(|length| (1..=4).contains(length))?)?;
    ((old + 1) % digits == new.parse::<i32>().ok()?).then_some(old + 1)
}

fn number(months: &[&str], name: &str) -> Option<u8> {
    let at = months.iter().position(|month| *month == name)?;
    u8::try_from(at + 1).ok()
}

/// The month of a Hebrew year counted from Tishrei: Adar Sheni is there in leap years alone.
fn hebrew_month(name: &str, year: i32) -> Option<u8> {
    let number = number(&HEBREW, name)?;
    match (is_hebrew_leap_year(year), number) {
        (true, number) => Some(number),
        (false, 7) => Some(6),
        (false, number) if number > 7 => Some(number - 1),
        (false, number) => Some(number),
    }
}

fn year_text(year: i32) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

fn gregorian(year: i32, month: Option<&str>, day: Option<u8>) -> Option<Days> {
    let edtf = year_text(year);
    let Some(month) = month else {
        let (first, last) = (Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?);
        return Some(Days { edtf, first, last, converted: false });
    };
    let month = number(&MONTHS, month)?;
    let (first, last) = match day {
        Some(day) => (Day::from_ymd(year, month, day)?, Day::from_ymd(year, month, day)?),
        None => (Day::from_ymd(year, month, 1)?, Day::from_ymd(year, month, days_in_month(year, month))?),
    };
    let day = day.map_or_else(String::new, |day| format!("-{day:02}"));
    Some(Days { edtf: format!("{edtf}-{month:02}{day}"), first, last, converted: false })
}

/// A date of another calendar; a month or a year of it becomes what covers all its days.
fn converted(calendar: Calendar, year: i32, month: Option<u8>, day: Option<u8>) -> Option<Days> {
    let months = calendar.months(year);
    let (from, to) = month.map_or((1, months), |month| (month, month));
    let last_day = day.unwrap_or_else(|| calendar.days_in_month(year, to));
    let first = calendar.day(year, from, day.unwrap_or(1))?;
    let last = calendar.day(year, to, last_day)?;
    let edtf = if first == last {
        first.to_string()
    } else if month.is_none() && calendar == Calendar::Julian {
        // A year of the old style is a year, but for its last days.
        year_text(year)
    } else {
        cover(first, last)?
    };
    Some(Days { edtf, first, last, converted: true })
}

/// The smallest day, month, year, decade or century that holds both; beyond that the span between them, approximately.
fn cover(first: Day, last: Day) -> Option<String> {
    if last < first {
        return None;
    }
    let ((y1, m1, _), (y2, m2, _)) = (first.ymd(), last.ymd());
    if first == last {
        return Some(first.to_string());
    }
    let year = year_text(y1);
    Some(if (y1, m1) == (y2, m2) {
        format!("{year}-{m1:02}")
    } else if y1 == y2 {
        year
    } else if y1 >= 0 && y1 / 10 == y2 / 10 {
        format!("{:03}X", y1 / 10)
    } else if y1 >= 0 && y1 / 100 == y2 / 100 {
        format!("{:02}XX", y1 / 100)
    } else {
        format!("{year}~/{}~", year_text(y2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stay_as_exact_as_they_are() {
        for (text, edtf) in [
            ("10 DEC 1815", "1815-12-10"),
            ("DEC 1815", "1815-12"),
            ("1815", "1815"),
            ("ABT 1815", "1815~"),
            ("EST DEC 1815", "1815-12~"),
            ("INT 1900 (the turn of the century)", "1900~"),
            ("BEF 1900", "/1900"),
            ("AFT 3 MAR 1900", "1900-03-03/"),
            ("BET 1901 AND 1903", "190X"),
            ("BET 3 MAR 1901 AND 9 MAR 1901", "1901-03"),
            ("BET MAR 1901 AND JUN 1901", "1901"),
            ("BET 1890 AND 1905", "1890~/1905~"),
            ("BET 1890 AND 1899", "189X"),
            ("BET 1850 AND 1899", "18XX"),
            ("FROM 1914 TO 1918", "1914/1918"),
            ("FROM 1914", "1914/"),
            ("TO 1918", "/1918"),
            ("44 BC", "-0043"),
            ("@#DJULIAN@ 25 OCT 1917", "1917-11-07"),
            ("JULIAN 25 OCT 1917", "1917-11-07"),
            ("@#DJULIAN@ 30 JAN 1648/49", "1649-02-09"),
            ("@#DHEBREW@ 5 IYR 5708", "1948-05-14"),
            ("@#DHEBREW@ 2 TVT 5758", "1997-12-31"),
            ("11 FEB 1731/32", "1732-02-11"),
        ] {
            let read = read(text).map(|read| read.date.text().to_owned());
            assert_eq!(read.as_deref(), Ok(edtf), "{text}");
        }
        for text in [
            "",
            "sometime",
            "(unknown)",
            "31 FEB 1900",
            "BET 1905 AND 1900",
            "@#DFRENCH R@ 1 VEND 1",
            "5 MAI 1900",
            "1699/05",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
