//! What someone meant who did not write EDTF, because "write 2024-10-14" helps more than a description of the
//! grammar. Only ever a hint: nothing is read that was guessed.

use super::DateError;
use super::cursor::{Cursor, error};
use super::parse::date_or_interval;
use crate::model::day::{Day, month_name};

/// What to write where nothing better can be said.
pub(super) const EXAMPLES: &str =
    "a day is written 2024-10-14, a month 2024-10, an interval 2024-11-11/2024-11-22";

/// Longer texts are no dates at all, and not worth guessing at.
const LONGEST_GUESS_BYTES: usize = 80;

/// Gives an error the hint that it deserves, where what was meant can be guessed.
pub(super) fn improve(text: &str, error: DateError) -> DateError {
    if text.len() > LONGEST_GUESS_BYTES {
        return error;
    }
    let readings = readings(text);
    if !readings.is_empty() {
        let message = if text.contains('/') {
            "put a slash between the two ends of an interval"
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            "separate year, month and day with hyphens"
        } else {
            "a date is written in numbers, year first: year-month-day"
        };
        // One digit too few is said better by the grammar, with its place.
        let padded_only = error.message.ends_with("has two digits");
        let hint = Some(format!("write {}", readings.join(" or ")));
        return if padded_only {
            DateError { hint, ..error }
        } else {
            DateError { message: message.to_owned(), hint, at: 0..text.len() }
        };
    }
    match repaired(text).or_else(|| said(text)) {
        Some(better) => DateError { hint: Some(format!("write {better}")), ..error },
        None => error,
    }
}

/// What a text that is no date can mean, in EDTF: several where day and month could be either.
pub(in crate::model) fn meant(text: &str) -> Vec<String> {
    let readings = readings(text);
    if readings.is_empty() { repaired(text).or_else(|| said(text)).into_iter().collect() } else { readings }
}

/// The dates that a text in another notation can mean: `14.10.2024`, `2024/10/14`, `Oct 14, 2024`, `20241014`.
fn readings(text: &str) -> Vec<String> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 => day_reading(&text[..4], &text[4..6], &text[6..]).into_iter().collect(),
            6 => month_reading(&text[..4], &text[4..]).into_iter().collect(),
            _ => Vec::new(),
        };
    }
    let is_list = text.chars().all(|c| c.is_alphanumeric() || " ./-,_".contains(c))
        && text.starts_with(char::is_alphanumeric)
        && text.ends_with(char::is_alphanumeric);
    if !is_list || text.contains("--") {
        return Vec::new();
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day_first = text.contains('.');
    let readings = match words[..] {
        [year, month, day] if is_year(year) => vec![day_reading(year, month, day)],
        [first, second, year] if is_year(year) => {
            vec![day_reading(year, second, first), day_reading(year, first, second)]
        }
        [year, month] if is_year(year) => vec![month_reading(year, month)],
        [month, year] if is_year(year) => vec![month_reading(year, month)],
        _ => Vec::new(),
    };
    let mut readings: Vec<String> = readings.into_iter().flatten().collect();
    readings.dedup();
    if day_first {
        readings.truncate(1);
    }
    readings
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn day_reading(year: &str, month: &str, day: &str) -> Option<String> {
    let digits = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &day[digits.len()..];
    if digits.len() > 2 || !["", "st", "nd", "rd", "th"].contains(&suffix) {
        return None;
    }
    let day = Day::from_ymd(year.parse().ok()?, number_of_month(month)?, digits.parse().ok()?)?;
    Some(day.to_string())
}

fn month_reading(year: &str, month: &str) -> Option<String> {
    Some(format!("{year}-{:02}", number_of_month(month)?))
}

/// A month by its number or by at least three letters of its English name.
fn number_of_month(word: &str) -> Option<u8> {
    if word.len() <= 2 {
        return word.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let word = word.to_ascii_lowercase();
    (1..=12).find(|month| word.len() >= 3 && month_name(*month).to_ascii_lowercase().starts_with(&word))
}

/// The text with one usual slip put right, if that makes it a date.
fn repaired(text: &str) -> Option<String> {
    let dashes = ['\u{2212}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}'];
    let candidates = [
        text.replacen(' ', "T", 1),
        text.replace(' ', ""),
        text.replace(dashes, "-"),
        text.replace(dashes, "/"),
        text.replace(" - ", "/"),
        text.replace([' ', '\u{2013}', '\u{2014}'], "/").replace("///", "/"),
        text.replace(" to ", "/"),
        text.to_uppercase(),
        text.replace(" UTC", "Z"),
        text.trim_end_matches(['.', ',', ';', ':', '-']).to_owned(),
        text.replace(['x', 'u', '?'], "X"),
        text.strip_suffix("..").map(|begin| format!("{begin}/..")).unwrap_or_default(),
        text.strip_prefix("..").map(|end| format!("../{end}")).unwrap_or_default(),
        end_in_full(text).unwrap_or_default(),
    ];
    candidates.into_iter().find(|candidate| candidate != text && date_or_interval(candidate).is_ok())
}

/// `2024-11-11/22` and `2024-11-11/12-02`, as ISO 8601 cuts them short, with the end written out.
fn end_in_full(text: &str) -> Option<String> {
    let (begin, end) = text.split_once('/')?;
    let kept = begin.len().checked_sub(end.len())?;
    let is_short =
        matches!(end.len(), 2 | 5) && end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_short.then(|| begin.get(..kept).map(|kept| format!("{begin}/{kept}{end}")))?
}

/// What some usual words mean in EDTF.
fn said(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let number = |text: &str| text.trim().parse::<u16>().ok().filter(|number| (1..=9999).contains(number));
    let decade = lower.strip_suffix('s').filter(|years| is_year(years) && years.ends_with('0'));
    if let Some(decade) = decade {
        return Some(format!("{}X", &decade[..3]));
    }
    for word in ["circa", "about", "ca.", "ca", "c."] {
        if let Some(year) = lower.strip_prefix(word).and_then(number) {
            return Some(format!("{year:04}~"));
        }
    }
    for word in ["bc", "bce", "b.c."] {
        if let Some(year) = lower.strip_suffix(word).and_then(number) {
            return Some(if year == 1 { "0000".to_owned() } else { format!("-{:04}", year - 1) });
        }
    }
    let begin =
        ["/now", "/today", "/present", "/ongoing", "/open"].iter().find_map(|end| lower.strip_suffix(end));
    begin.map(|begin| format!("{}/..", &text[..begin.len().min(text.len())]))
}

/// The error for a date that does not begin with a year.
pub(super) fn no_year(cursor: &Cursor<'_>) -> DateError {
    match cursor.peek() {
        Some('x' | 'u' | '\u{2212}' | '\u{2013}' | '/') => trailing(cursor),
        _ => error("a date begins with a year of four digits", EXAMPLES, cursor.remainder()),
    }
}

/// The error for what cannot follow where the cursor stands.
pub(super) fn trailing(cursor: &Cursor<'_>) -> DateError {
    let Some(unexpected) = cursor.peek() else {
        return error("the date is not complete", EXAMPLES, cursor.here());
    };
    let (message, hint) = match unexpected {
        ' ' => ("there is a space in the date".to_owned(), "put a T between date and time: 2024-10-14T08:30"),
        't' => ("the T before a time is a capital letter".to_owned(), "write T"),
        'z' => ("the Z for UTC is a capital letter".to_owned(), "write Z"),
        'x' | 'u' => ("an unspecified digit is a capital X".to_owned(), "write X"),
        'E' | 'S' => {
            let hint = "write the year as four digits, with X for those that are not known";
            ("exponents are not supported, and significant digits only with four digits".to_owned(), hint)
        }
        '\u{2013}' | '\u{2014}' => {
            ("separate the ends of an interval with a slash".to_owned(), "write / in place of the dash")
        }
        '\u{2212}' => ("write the minus sign as a hyphen".to_owned(), "write -"),
        other => (format!("unexpected \"{}\"", other.escape_debug()), EXAMPLES),
    };
    error(message, hint, cursor.here())
}
