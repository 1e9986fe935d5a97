//! The grammar of dates: from text to what was written, or to the place where it stops making sense. Written by
//! hand, because what people get wrong in a date is as much part of the format as what they get right.

use std::ops::Range;

use super::cursor::{Cursor, error};
use super::mask::Mask;
use super::point::Point;
use super::season::Season;
use super::{DateError, Edge, guess, time};
use crate::model::day::{Day, days_in_month, month_name, year_name};

/// A date or an interval as written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// The date itself, or the beginning of the interval.
    pub begin: Side,
    /// The end, where it is an interval.
    pub end: Option<Side>,
}

/// One side of an interval as written, or a date that is no interval.
#[derive(Clone, Debug)]
pub(super) enum Side {
    /// `..`
    Open,
    /// Nothing.
    Unknown,
    /// A date.
    Date(Point),
}

impl Side {
    /// The date, where one is written.
    pub(super) fn date(&self) -> Option<&Point> {
        match self {
            Self::Date(point) => Some(point),
            Self::Open | Self::Unknown => None,
        }
    }

    /// What it means.
    pub(super) fn edge(&self) -> Edge {
        match self {
            Self::Open => Edge::Open,
            Self::Unknown => Edge::Unknown,
            Self::Date(point) => Edge::Known(point.moment()),
        }
    }
}

/// Reads a date or an interval.
pub(super) fn written(text: &str) -> Result<Written, DateError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        let hint = "write the day, 2024-10-14, or as much of it as is known: 2024-10, 2024";
        return Err(error("the date is empty", hint, 0..text.len()));
    }
    if trimmed.len() < text.len() {
        let leading = text.len() - text.trim_start().len();
        let at = if leading > 0 { 0..leading } else { trimmed.len()..text.len() };
        return Err(error("there are spaces around the date", format!("write {trimmed}"), at));
    }
    date_or_interval(text).map_err(|error| guess::improve(text, error))
}

/// Reads a date or an interval without guessing at what is no date.
pub(super) fn date_or_interval(text: &str) -> Result<Written, DateError> {
    if text.starts_with(['[', '{']) {
        let (message, hint) = match text.starts_with('{') {
            true => {
                let message = "an event on each of several dates is several events";
                (message, "write an event for each date, or [1667,1668] where it was on one of them")
            }
            false => ("one of several dates ends with ]", "write it like [1667,1668]"),
        };
        return Err(error(message, hint, 0..text.len()));
    }
    if text == ".." {
        return Err(endless(text));
    }
    let Some(slash) = next_slash(text, 0) else {
        return Ok(Written { begin: Side::Date(date(text, 0..text.len())?), end: None });
    };
    if next_slash(text, slash + 1).is_some() {
        let hint = "an interval is written 2024-11-11/2024-11-22, and a day 2024-11-11";
        return Err(error("an interval has one slash", hint, 0..text.len()));
    }
    let (begin_at, end_at) = (0..slash, slash + 1..text.len());
    let begin = side(text, begin_at)?;
    let end = side(text, end_at.clone())?;
    match (&begin, &end) {
        (Side::Date(begin), Side::Date(end)) => check_order(text, begin, end, end_at)?,
        (Side::Date(_), _) | (_, Side::Date(_)) => {}
        _ => return Err(endless(text)),
    }
    Ok(Written { begin, end: Some(end) })
}

/// The first slash at or after `from` that is not part of a zone's name in brackets.
pub(super) fn next_slash(text: &str, from: usize) -> Option<usize> {
    let mut in_brackets = false;
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            b'/' if !in_brackets => return Some(at),
            _ => {}
        }
    }
    None
}

fn endless(text: &str) -> DateError {
    let hint = "write a date on at least one side: ../2024 or 2024-10-01/..";
    error("the interval has neither a beginning nor an end", hint, 0..text.len())
}

fn side(text: &str, at: Range<usize>) -> Result<Side, DateError> {
    match &text[at.clone()] {
        "" => Ok(Side::Unknown),
        ".." => Ok(Side::Open),
        _ => date(text, at).map(Side::Date),
    }
}

/// An interval may not end before it begins: neither by its days, nor by its times where they compare.
fn check_order(text: &str, begin: &Point, end: &Point, end_at: Range<usize>) -> Result<(), DateError> {
    let (first, last) = (begin.moment().earliest, end.moment().latest);
    if last < first {
        let message = format!("the interval ends, {}, before it begins, {}", last.long(), first.long());
        let same_zone = begin.clock.is_some() && end.clock.is_some();
        let hint = if same_zone {
            "write the beginning first, and both ends in the same zone".to_owned()
        } else {
            format!("write the beginning first: {}/{}", &text[end_at.clone()], &text[..end_at.start - 1])
        };
        return Err(error(message, hint, end_at));
    }
    let (Some(begin_clock), Some(end_clock)) = (&begin.clock, &end.clock) else { return Ok(()) };
    if time::is_before(end_clock, last, begin_clock, first) {
        let hint = "write the earlier time first; times with different zones are compared in UTC";
        return Err(error("the interval ends before it begins", hint, end_at));
    }
    Ok(())
}

/// One date: year, month or season, day, time, qualifier.
fn date(text: &str, at: Range<usize>) -> Result<Point, DateError> {
    let mut cursor = Cursor::new(text, at.clone());
    let mut point = Point::default();
    qualified(&mut cursor, &mut point);
    year(&mut cursor, &mut point)?;
    qualified(&mut cursor, &mut point);
    if cursor.eat('-') {
        qualified(&mut cursor, &mut point);
        month(&mut cursor, &mut point)?;
        qualified(&mut cursor, &mut point);
        if cursor.eat('-') {
            qualified(&mut cursor, &mut point);
            day(&mut cursor, &mut point)?;
        }
    }
    if cursor.peek() == Some('T') {
        let day = point.day.and_then(Mask::value).and_then(|_| point.bounds()).map(|(first, _)| first);
        let before = &text[at.start..cursor.place()];
        point.clock = Some(time::clock(&mut cursor, day, before)?);
    }
    qualifier(&mut cursor, &mut point)?;
    if cursor.rest().is_empty() { Ok(point) } else { Err(guess::trailing(&cursor)) }
}

/// A qualifier of a part of the date (level 2), before it or behind it: of a date of which a part is uncertain no more is said
/// than that it is uncertain. What stands at the end is the qualifier of the whole.
fn qualified(cursor: &mut Cursor<'_>, point: &mut Point) {
    let rest = cursor.rest();
    let mark = rest.chars().next().filter(|c| matches!(c, '?' | '~' | '%'));
    let goes_on = rest.chars().nth(1).is_some_and(|next| next == '-' || next.is_ascii_digit() || next == 'X');
    if let Some(mark) = mark.filter(|_| goes_on) {
        cursor.eat(mark);
        point.uncertain |= mark != '~';
        point.approximate |= mark != '?';
        point.partly = true;
    }
}

/// `1950S2`: the year is known to so many digits, and about the one that is written.
fn significant(cursor: &mut Cursor<'_>, point: &mut Point) -> Result<(), DateError> {
    let here = cursor.here();
    if !cursor.eat('S') {
        return Ok(());
    }
    let (digits, at) = cursor.digits();
    let known: Option<usize> = digits.parse().ok().filter(|known| (1..=4).contains(known));
    let (Some(known), Some(_)) = (known, point.year.value()) else {
        let hint = "write 1950S2 for a year of which two digits are significant";
        return Err(error("significant digits are 1 to 4", hint, here.start..at.end));
    };
    point.year = point.year.cut(known);
    (point.approximate, point.partly) = (true, true);
    Ok(())
}

fn year(cursor: &mut Cursor<'_>, point: &mut Point) -> Result<(), DateError> {
    let start = cursor.place();
    match cursor.peek() {
        Some('Y') => {
            let hint =
                "days are counted from -9999 to 9999: write the nearest of these, and the year in the title";
            return Err(error("years beyond ±9999 are not supported", hint, cursor.remainder()));
        }
        _ => point.negative = cursor.eat('-'),
    }
    let (digits, at) = cursor.digits();
    if let Some(year) = Mask::<4>::parse(digits) {
        point.year = year;
        significant(cursor, point)?;
        if point.negative && year.value() == Some(0) {
            let hint = "the year 1 BC is written 0000, the year 2 BC -0001";
            return Err(error("there is no year -0000", hint, start..at.end));
        }
        return Ok(());
    }
    let sign = if point.negative { "-" } else { "" };
    match digits.len() {
        0 => Err(guess::no_year(cursor)),
        1..4 if matches!(cursor.peek(), Some('x' | 'u')) => Err(guess::trailing(cursor)),
        1..4 => {
            let hint = format!("write all four: {sign}{digits:0>4} is the year {sign}{digits}");
            Err(error("a year has four digits", hint, start..at.end))
        }
        _ => {
            let hint = "write a four-digit year, -9999 to 9999";
            Err(error(format!("{sign}{digits} is not a four-digit year"), hint, start..at.end))
        }
    }
}

fn month(cursor: &mut Cursor<'_>, point: &mut Point) -> Result<(), DateError> {
    let (digits, at) = two_digits(cursor, "month")?;
    let Some(mask) = Mask::<2>::parse(digits) else { return Err(guess::trailing(cursor)) };
    let season = mask.value().and_then(Season::find);
    if season.is_some() {
        point.season = season;
        return if cursor.rest().starts_with('-') {
            let hint = "write the month 01 to 12 before a day, or the season alone";
            Err(error(format!("{digits} is a season, and a season has no days"), hint, at))
        } else {
            Ok(())
        };
    }
    point.month = Some(mask);
    if (1..=12).any(|month| mask.allows(month)) {
        return Ok(());
    }
    let year = cursor.before(at.start - 1);
    let year = &year[year.rfind('/').map_or(0, |slash| slash + 1)..];
    let day = cursor.rest().strip_prefix('-').and_then(|rest| rest.get(..2));
    let day_first = day.filter(|day| Mask::<2>::parse(day).and_then(Mask::value).is_some_and(|m| m <= 12));
    let hint = match (mask.value(), day_first) {
        (Some(0), _) => format!("if the month is not known, write {year}-XX or {year}"),
        (Some(13..=31), Some(day)) => {
            format!("months are 01 to 12; if the day came first, write {year}-{day}-{digits}")
        }
        _ => "months are 01 to 12, seasons and the like 21 to 41".to_owned(),
    };
    Err(error(format!("there is no month {digits}"), hint, at))
}

fn day(cursor: &mut Cursor<'_>, point: &mut Point) -> Result<(), DateError> {
    let (digits, at) = two_digits(cursor, "day")?;
    let Some(mask) = Mask::<2>::parse(digits) else { return Err(guess::trailing(cursor)) };
    point.day = Some(mask);
    if point.bounds().is_some() {
        return Ok(());
    }
    let month = point.month.and_then(Mask::value).and_then(|month| u8::try_from(month).ok());
    let unspecified = "if the day is not known, write XX or leave it out";
    let (message, hint) = match (month, point.known_year()) {
        (Some(month), Some(year)) if (1..=31).any(|day| mask.allows(day)) => {
            let days = days_in_month(year, month);
            let last = Day::from_ymd(year, month, days).unwrap_or_default();
            let message = format!("{} {} has {days} days", month_name(month), year_name(year));
            (message, format!("its last day is {last}; {unspecified}"))
        }
        (Some(month), _) if (1..=31).any(|day| mask.allows(day)) => {
            (format!("{} never has a day {digits}", month_name(month)), unspecified.to_owned())
        }
        _ => (format!("there is no day {digits}"), unspecified.to_owned()),
    };
    Err(error(message, hint, at))
}

/// Exactly two digits for a month or a day.
fn two_digits<'t>(cursor: &mut Cursor<'t>, what: &str) -> Result<(&'t str, Range<usize>), DateError> {
    let (digits, at) = cursor.digits();
    match digits.len() {
        2 => Ok((digits, at)),
        0 if matches!(cursor.peek(), None | Some('-' | 'T')) => {
            let hint = format!("write two digits, XX, or leave the {what} and what follows out");
            Err(error(format!("the {what} is missing"), hint, at.start - 1..at.end))
        }
        0 | 1 if matches!(cursor.peek(), Some('x' | 'u')) => Err(guess::trailing(cursor)),
        0 => Err(error(format!("a {what} is two digits"), guess::EXAMPLES, cursor.here())),
        1 => Err(error(format!("a {what} has two digits"), format!("write {digits:0>2}"), at)),
        _ => Err(error(format!("a {what} has two digits"), guess::EXAMPLES, at)),
    }
}

/// `?`, `~` or `%` at the end, for the whole date.
fn qualifier(cursor: &mut Cursor<'_>, point: &mut Point) -> Result<(), DateError> {
    let (marks, at) = cursor.take(|c| matches!(c, '?' | '~' | '%'));
    point.uncertain |= marks.contains(['?', '%']);
    point.approximate |= marks.contains(['~', '%']);
    if marks.len() > 1 {
        let one = match (marks.contains(['?', '%']), marks.contains(['~', '%'])) {
            (true, true) => "%",
            (true, false) => "?",
            _ => "~",
        };
        let hint = format!("write {one}: ? is uncertain, ~ approximate, % both");
        return Err(error("a date has one qualifier", hint, at));
    }
    Ok(())
}
