//! A single date as people and programs write it, read into EDTF: numbers in any order, months in words, eras, weeks, days
//! of the year, "about" and "?", with a time of day or without.

use super::clock::{clock, is_midnight};
use super::far;
use super::months::{hebrew_month, joined, month_number, of_other_calendar, part_of_year};
use super::{DayOrder, Reading, Reckoning, stamps};
use crate::io::import::table::words::fold;
use crate::model::EventDate;
use crate::model::calendar::Calendar;
use crate::model::day::Day;

/// What people write before a date that is not exact, in lower case.
const ABOUT: &[&str] = &[
    "c.",
    "ca.",
    "c",
    "ca",
    "circa",
    "about",
    "around",
    "approx.",
    "approximately",
    "um",
    "etwa",
    "vers",
    "hacia",
    "~",
    "около",
    "yaklaşık",
];

/// The days of the week, folded, in the languages of the months.
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica",
    "pazartesi", "sali", "carsamba", "persembe", "cuma", "cumartesi", "pazar",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
];

/// Those that German, French and Russian cut to two letters.
const SHORT_WEEKDAYS: &[&str] = &[
    "mo", "di", "mi", "do", "fr", "sa", "so", "lu", "ma", "me", "je", "ve", "пн", "вт", "ср", "чт", "пт",
    "сб", "вс",
];

/// A single date in EDTF.
pub(crate) fn point(text: &str, reading: &Reading) -> Option<String> {
    let text = text.trim();
    if reading.reckoning == Reckoning::Civil
        && !(reading.year_spans && is_year_span(text))
        && EventDate::parse(text).is_ok_and(|date| !date.is_interval())
    {
        return Some(text.to_owned());
    }
    if let Some(stamps) = reading.stamps.filter(|_| stamps::kind(text).is_some()) {
        return stamps.date(text);
    }
    if let Some(rest) = about(text) {
        let date = point(rest, reading)?;
        return (!date.contains('T') && !date.ends_with(['?', '~', '%', 'X'])).then(|| format!("{date}~"));
    }
    if let Some(rest) = text.strip_suffix('?').map(str::trim_end).filter(|rest| !rest.ends_with('?')) {
        let date = point(rest, reading)?;
        return (!date.contains('T') && !date.ends_with(['?', '~', '%', 'X'])).then(|| format!("{date}?"));
    }
    if let Some(date) = packed(text).or_else(|| of_unix(text)).or_else(|| far_year(text)) {
        return Some(date);
    }
    if let Some(rest) =
        text.strip_prefix('+').filter(|rest| rest.get(..5).is_some_and(|year| year.ends_with('-')))
    {
        return point(rest, reading); // Wikidata writes a sign before each year.
    }
    let (date, time) = split_time(text);
    let date = civil(&date, reading)?;
    match time.as_str() {
        "" => Some(date),
        // Midnight of a day that is not known is how programs fill the place of an hour.
        time if date.len() < 10 => clock(time).filter(|clock| is_midnight(clock)).map(|_| date),
        time => Some(with_clock(&date, &clock(time)?)),
    }
}

/// A year of more digits than four, where dates can have such.
fn far_year(text: &str) -> Option<String> {
    far::edtf(text).filter(|year| EventDate::parse(year).is_ok())
}

/// A day and a clock; 24:00 is the midnight at which the next day begins.
pub(crate) fn with_clock(date: &str, clock: &str) -> String {
    match clock.strip_prefix("24:00") {
        Some(zone) => match EventDate::parse(date) {
            Ok(day) => format!("{}T00:00{zone}", day.first_day().plus(1)),
            Err(_) => format!("{date}T{clock}"),
        },
        None => format!("{date}T{clock}"),
    }
}

/// What follows "about".
fn about(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let word = ABOUT.iter().filter(|word| lower.starts_with(**word)).max_by_key(|word| word.len())?;
    let rest = text.get(word.len()..)?;
    let parted = word.ends_with(['.', '~']) || rest.starts_with([' ', '\u{a0}']);
    let rest = rest.trim_start();
    (parted && rest.starts_with(|c: char| c.is_alphanumeric())).then_some(rest)
}

/// `1922-23`: EDTF's autumn of 1922, and in other tables two years.
pub(crate) fn is_year_span(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 7
        && bytes[4] == b'-'
        && bytes.iter().enumerate().all(|(at, byte)| at == 4 || byte.is_ascii_digit())
}

/// As Unix and git write a moment: `Mon Oct 14 08:30:11 2024 +0200`, `Mon Oct 14 08:30:11 UTC 2024`.
fn of_unix(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (month, day, time, year, zone) = match words[..] {
        [_, month, day, time, year] => (month, day, time, year, ""),
        [_, month, day, time, "UTC" | "GMT", year] => (month, day, time, year, "Z"),
        [_, month, day, time, year, zone] => (month, day, time, year, zone),
        _ => return None,
    };
    let well = words[0].chars().all(char::is_alphabetic) && time.contains(':') && is_year(year);
    let day = calendar_day(year, &month_number(month)?.to_string(), day)?;
    well.then(|| Some(with_clock(&day, &clock(&format!("{time}{zone}"))?)))?
}

/// `20241014`, `20241014083000`, `20241014T083000Z`, `2024-W42-1`, `2024-288`.
fn packed(text: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let ymd = |text: &str| calendar_day(text.get(..4)?, text.get(4..6)?, text.get(6..8)?);
    match text.len() {
        8 if digits(text) => return ymd(text),
        12 | 14 if digits(text) => return Some(with_clock(&ymd(text)?, &clock(&text[8..])?)),
        _ => {}
    }
    if let (Some(date), Some(time)) = (text.get(..8), text.get(8..).and_then(|rest| rest.strip_prefix('T'))) {
        return digits(date).then(|| Some(with_clock(&ymd(date)?, &clock(time)?)))?;
    }
    let year = text.get(..4).filter(|year| digits(year))?;
    let rest = text.get(4..)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    if let Some(week) = rest.strip_prefix('W') {
        return of_week(year.parse().ok()?, &week.replace('-', ""));
    }
    let day: i32 = rest.parse().ok().filter(|_| text.len() == 8 && rest.len() == 3 && digits(rest))?;
    let first = Day::from_ymd(year.parse().ok()?, 1, 1)?;
    let found = first.plus(day - 1);
    (day > 0 && found.ymd().0 == first.ymd().0).then(|| found.to_string())
}

/// A day of an ISO week, or the whole week.
fn of_week(year: i32, week: &str) -> Option<String> {
    let number = week.get(..2)?.parse().ok()?;
    match week.get(2..)? {
        "" => {
            let day = |weekday| Calendar::Weeks.day(year, number, weekday);
            Some(format!("{}/{}", day(1)?, day(7)?))
        }
        weekday => Calendar::Weeks.day(year, number, weekday.parse().ok()?).map(|day| day.to_string()),
    }
}

/// The date and the time of day of a text. The time may stand in the middle: "Mon Oct 14 08:30:00 UTC 2024".
fn split_time(text: &str) -> (String, String) {
    let Some(colon) = text.find(':') else { return without_colon(text) };
    let before = &text[..colon];
    // `14/Oct/2024:08:30:00 +0400`, as web servers write it.
    if before.contains('/')
        && before.len() > 6
        && text[colon + 1..].contains(':')
        && before.ends_with(|c: char| c.is_ascii_digit())
        && year_at_end(before)
    {
        return (before.to_owned(), text[colon + 1..].to_owned());
    }
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let date = hour.trim_end_matches([' ', ',', 'T', '\u{a0}', '\u{202f}']);
    let date =
        date.strip_suffix(" at").or_else(|| date.strip_suffix(" um")).unwrap_or(date).trim_end_matches(',');
    let time = text[hour.len()..].replace(['\u{a0}', '\u{202f}'], " ");
    if let Some((rest, year)) = time.rsplit_once(' ').filter(|(_, year)| is_year(year)) {
        return (format!("{date} {year}"), rest.to_owned());
    }
    let time = time.strip_suffix(" Uhr").unwrap_or(&time);
    (date.to_owned(), time.to_owned())
}

fn year_at_end(text: &str) -> bool {
    text.len() > 4 && text.get(text.len() - 4..).is_some_and(is_year)
}

/// "1962 Mar 21 0617", and "14 October 2024 8pm".
fn without_colon(text: &str) -> (String, String) {
    if let Some((date, time)) = text.rsplit_once(' ') {
        let lower = time.to_ascii_lowercase();
        let words = date.split([' ', '-', '/', '.']).filter(|word| !word.is_empty()).count();
        let bare = time.len() == 4 && time.bytes().all(|byte| byte.is_ascii_digit());
        let year_first = date.get(..4).is_some_and(is_year);
        if words == 3 && ((bare && year_first) || lower.ends_with("am") || lower.ends_with("pm")) {
            return (date.to_owned(), time.to_owned());
        }
    }
    (text.to_owned(), String::new())
}

/// A civil date in EDTF, from numbers or a month in words.
fn civil(text: &str, reading: &Reading) -> Option<String> {
    let text = of_reign(&joined(text)).replace(['年', '月', '년', '월'], "-").replace(['日', '일'], "");
    if text.contains(['(', ')', '[', ']', '{', '}', '"', '<', '>', '=', '_', '|', ';']) {
        return None; // What else stands there is no date.
    }
    let nothing = ["of", "the", "de", "del", "ad", "ce", "г", "года"];
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            !word.is_empty() && !is_weekday(word) && !nothing.contains(&word.to_lowercase().as_str())
        })
        .collect();
    let (words, before_era) = match words.split_last() {
        Some((era, rest)) if ["BC", "BCE"].iter().any(|bc| bc.eq_ignore_ascii_case(era)) => (rest, true),
        _ => (&words[..], false),
    };
    if let [number, "century" | "Century" | "cent" | "Jahrhundert"] = words {
        return century(number, before_era);
    }
    if before_era {
        return before_our_era(words);
    }
    match words {
        [decade] if is_decade(decade) => Some(format!("{}X", &decade[..3])),
        [year] if is_year(year) => Some((*year).to_owned()),
        [both] if both.len() == 6 && is_year(both.get(..4)?) => part_of_year_in(&both[..4], &both[4..]),
        [year, part] | [part, year] if is_year(year) && is_quarter(part) => part_of_year_in(year, part),
        [season, year] if is_year(year) && part_of_year(season).is_some() => part_of_year_in(year, season),
        [year] if has_era(&text) => {
            year.parse::<u16>().ok().filter(|year| *year > 0).map(|year| format!("{year:04}"))
        }
        [year, month] | [month, year] if is_year(year) && month_number(month).is_some() => {
            Some(format!("{year}-{:02}", month_number(month)?))
        }
        // "July 751": a year before 1000, where the month is a word.
        [month, year] if !numeric(month) && is_old_year(year) && month_number(month).is_some() => {
            Some(format!("0{year}-{:02}", month_number(month)?))
        }
        [a, b, year] if (numeric(a) != numeric(b)) && is_old_year(year) => {
            let (d, month) = if numeric(a) { (a, b) } else { (b, a) };
            day(&format!("0{year}"), month, d, reading)
        }
        [year, month, d] if is_year(year) => day(year, month, d, reading),
        [a, b, year] => {
            if reading.order == DayOrder::YearFirst
                && a.len() == 2
                && year.len() == 2
                && numeric(a)
                && numeric(b)
            {
                return day(&full_year(a)?, b, year, reading);
            }
            let year = full_year(year)?;
            match reading.order {
                _ if !numeric(a) && (is_month(a) || is_hebrew(a, &year)) => day(&year, a, b, reading),
                _ if !numeric(b) => day(&year, b, a, reading),
                DayOrder::MonthFirst => day(&year, a, b, reading),
                DayOrder::DayFirst | DayOrder::YearFirst => day(&year, b, a, reading),
            }
        }
        _ => None,
    }
}

/// A text with the year of a Japanese era, or of the Republic of China, as the year that it is: `令和6年10月14日`. Each begins
/// with its year 1, 元.
fn of_reign(text: &str) -> String {
    let eras = [
        ("明治", 1868),
        ("大正", 1912),
        ("昭和", 1926),
        ("平成", 1989),
        ("令和", 2019),
        ("民國", 1912),
        ("民国", 1912),
    ];
    let found = eras.iter().find_map(|(era, first)| Some((first, text.trim_start().strip_prefix(era)?)));
    let read = found.and_then(|(first, rest)| {
        let (number, behind) = rest.trim_start().split_once('年')?;
        let number: i32 = if number.trim() == "元" { 1 } else { number.trim().parse().ok()? };
        (1..=200).contains(&number).then(|| format!("{}年{behind}", first + number - 1))
    });
    read.unwrap_or_else(|| text.to_owned())
}

/// A month in Roman numerals, as Polish, Hungarian and Russian write it between day and year: `14.X.2024`.
fn roman(word: &str) -> Option<u8> {
    let numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    numerals.iter().position(|numeral| *numeral == word).and_then(|at| u8::try_from(at + 1).ok())
}

/// The third quarter of 2024 is `2024-35` in EDTF, its spring `2024-21`.
fn part_of_year_in(year: &str, part: &str) -> Option<String> {
    Some(format!("{year}-{}", part_of_year(part)?))
}

/// `Q3`, `H1`: they stand before the year or behind it. A season behind it may be that of a sport.
fn is_quarter(part: &str) -> bool {
    part.len() == 2 && part_of_year(part).is_some()
}

/// A year of three digits.
fn is_old_year(word: &str) -> bool {
    word.len() == 3 && numeric(word) && !word.starts_with('0')
}

fn numeric(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_era(text: &str) -> bool {
    text.split_whitespace().any(|word| ["AD", "CE"].contains(&word))
}

/// "1930s".
fn is_decade(word: &str) -> bool {
    word.strip_suffix(['s', 'S']).is_some_and(|year| is_year(year) && year.ends_with('0'))
}

/// The 19th century is `18XX`, the 5th before our era `-04XX`: near enough to 1801 and 500 BC, where EDTF begins with a nought.
fn century(number: &str, before_era: bool) -> Option<String> {
    let number: u8 = ordinal(number)?.parse().ok().filter(|number| (1..=40).contains(number))?;
    Some(format!("{}{:02}XX", if before_era { "-" } else { "" }, number - 1))
}

/// "44", "March 44", "15 March 44" before our era.
fn before_our_era(words: &[&str]) -> Option<String> {
    match words {
        [year] => before_christ(year.parse().ok()?),
        [month, year] => Some(format!("{}-{:02}", before_christ(year.parse().ok()?)?, month_number(month)?)),
        [a, b, year] => {
            let (month, day) = if numeric(a) { (b, a) } else { (a, b) };
            let day: u8 = ordinal(day)?.parse().ok()?;
            Some(format!("{}-{:02}-{day:02}", before_christ(year.parse().ok()?)?, month_number(month)?))
        }
        _ => None,
    }
}

/// A year before our era, counted as historians do, in EDTF.
#[must_use]
pub(in crate::io::import) fn before_christ(year: i32) -> Option<String> {
    match year {
        1 => Some("0000".to_owned()),
        2..=10_000 => Some(format!("-{:04}", year - 1)),
        _ => None,
    }
}

pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Four digits as they are; two as spreadsheets read them, 30 to 99 in the last century and 00 to 29 in this: what lies far
/// ahead has seldom happened.
fn full_year(word: &str) -> Option<String> {
    if is_year(word) {
        return Some(word.to_owned());
    }
    let short: u16 = word.parse().ok().filter(|_| word.len() == 2 && numeric(word))?;
    Some(if short >= 30 { format!("19{word}") } else { format!("20{word}") })
}

/// The digits of "5th".
fn ordinal(day: &str) -> Option<&str> {
    let digits = day.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = day[digits.len()..].to_lowercase();
    let plain = ["", "st", "nd", "rd", "th", "er", "e", "º"].contains(&suffix.as_str());
    (plain && (1..=2).contains(&digits.len())).then_some(digits)
}

fn day(year: &str, month: &str, day: &str, reading: &Reading) -> Option<String> {
    if let Some(number) = year.parse().ok().and_then(|year| hebrew_month(month, year)) {
        let day: u8 = ordinal(day)?.parse().ok()?;
        return Calendar::Hebrew.day(year.parse().ok()?, number, day).map(|day| day.to_string());
    }
    let (calendar, month) = match (month_number(month), month) {
        (Some(month), _) => (reading.reckoning, month),
        // Noughts stand for what is not known.
        (None, "0" | "00") if matches!(day, "0" | "00") && reading.reckoning == Reckoning::Civil => {
            return Some(year.to_owned());
        }
        (None, month) => match roman(month) {
            Some(month) => (reading.reckoning, month),
            None => of_other_calendar(month)?,
        },
    };
    if matches!(day, "0" | "00") && calendar == Reckoning::Civil {
        return Some(format!("{year}-{month:02}"));
    }
    let (year, day): (i32, u8) = (year.parse().ok()?, ordinal(day)?.parse().ok()?);
    let found = match calendar {
        Reckoning::Civil => Day::from_ymd(year, month, day)?,
        Reckoning::Buddhist => Day::from_ymd(year - 543, month, day)?,
        Reckoning::Of(calendar) => calendar.day(year, month, day)?,
    };
    Some(found.to_string())
}

fn calendar_day(year: &str, month: &str, day: &str) -> Option<String> {
    Some(Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?.to_string())
}

fn is_month(word: &str) -> bool {
    month_number(word).is_some() || of_other_calendar(word).is_some()
}

fn is_hebrew(word: &str, year: &str) -> bool {
    year.parse().ok().and_then(|year| hebrew_month(word, year)).is_some()
}

fn is_weekday(word: &str) -> bool {
    let word = fold(word);
    let long = word.chars().count() >= 3;
    // "Mar" is a month, and Tuesday in Spanish, French and Italian: with a month beside it neither does harm.
    (long && month_number(&word).is_none() && WEEKDAYS.iter().any(|day| day.starts_with(&word)))
        || SHORT_WEEKDAYS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_two_digits_are_of_the_century_that_spreadsheets_say() {
        for (short, year) in [("00", "2000"), ("24", "2024"), ("29", "2029"), ("30", "1930"), ("99", "1999")]
        {
            assert_eq!(full_year(short).as_deref(), Some(year));
        }
        assert_eq!(full_year("1868").as_deref(), Some("1868"));
        for word in ["", "5", "123", "12345", "2a", "٢٤"] {
            assert_eq!(full_year(word), None, "{word}");
        }
    }

    #[test]
    fn years_of_reigns_and_months_in_roman_numerals() {
        let reading = Reading::by(DayOrder::DayFirst);
        for (text, date) in [
            ("令和6年10月14日", "2024-10-14"),
            ("昭和20年8月15日", "1945-08-15"),
            ("令和元年5月1日", "2019-05-01"),
            ("民國113年10月14日", "2024-10-14"),
            ("14.X.2024", "2024-10-14"),
            ("1 XII 1918", "1918-12-01"),
            ("5 Iyar 5708", "1948-05-14"),
            ("10 Tishrei 5734", "1973-10-06"),
        ] {
            assert_eq!(point(text, &reading).as_deref(), Some(date), "{text}");
        }
        assert_eq!(point("14 X", &reading), None);
    }
}
