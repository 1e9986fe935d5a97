//! Dates in English, because a person who reads "about October 2024" cannot misread it: the long form for
//! panels and messages, the short one for labels.

use super::parse::{Side, Written};
use super::point::Point;
use super::{Clock, Precision, Zone};
use crate::model::day::{Day, month_name, month_short_name, year_name};

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// All that is known, in words.
    Long,
    /// As little as a label needs.
    Short,
}

/// "14 October 2024", "perhaps about 1999", "11–22 November 2024", "since 1 October 2024".
pub(super) fn in_words(written: &Written) -> String {
    say(written, Style::Long)
}

/// "14 Oct", "c. 1999?", "11–22 Nov", "since 1 Oct".
pub(super) fn label(written: &Written) -> String {
    say(written, Style::Short)
}

fn say(written: &Written, style: Style) -> String {
    let Some(end) = &written.end else {
        return written.begin.date().map(|date| point(date, style)).unwrap_or_default();
    };
    match (&written.begin, end) {
        (Side::Date(begin), Side::Date(end)) => range(begin, end, style),
        (Side::Date(begin), Side::Open) => format!("since {}", point(begin, style)),
        (Side::Date(begin), _) if style == Style::Short => format!("from {}", point(begin, style)),
        (Side::Date(begin), _) => format!("from {}, end unknown", point(begin, style)),
        (Side::Unknown, Side::Date(end)) if style == Style::Long => {
            format!("until {}, beginning unknown", point(end, style))
        }
        (_, Side::Date(end)) => format!("until {}", point(end, style)),
        _ => String::new(),
    }
}

/// One date with its qualifiers.
fn point(point: &Point, style: Style) -> String {
    let plain = match &point.clock {
        Some(clock) => {
            let comma = if style == Style::Long { "," } else { "" };
            format!("{}{comma} {}{}", plain(point, style), time(clock), zone(clock, style))
        }
        None => plain(point, style),
    };
    match (style, point.uncertain, point.approximate) {
        (_, false, false) => plain,
        (Style::Long, true, false) => format!("perhaps {plain}"),
        (Style::Long, false, true) => format!("about {plain}"),
        (Style::Long, true, true) => format!("perhaps about {plain}"),
        (Style::Short, true, false) => format!("{plain}?"),
        (Style::Short, false, true) => format!("c. {plain}"),
        (Style::Short, true, true) => format!("c. {plain}?"),
    }
}

/// One date without time and qualifiers.
fn plain(point: &Point, style: Style) -> String {
    let Some(year) = point.known_year() else { return unspecified_year(point, style) };
    let (first, last) = point.bounds().unwrap_or_default();
    if let Some(season) = point.season {
        let remark = if style == Style::Long { season.remark } else { "" };
        let year = if season.crosses_new_year() { two_years(year) } else { year_name(year) };
        let name = if style == Style::Long { season.name } else { season.name.trim_start_matches("the ") };
        return format!("{name} {year}{remark}");
    }
    let a =
        |what: &str, whole: String| if style == Style::Long { format!("a {what} in {whole}") } else { whole };
    let blank_day = point.day.is_some_and(super::mask::Mask::is_blank);
    match (point.month, point.day) {
        (None, _) => year_name(year),
        (Some(month), None) if month.is_blank() => a("month", year_name(year)),
        (Some(month), Some(_)) if month.is_blank() && blank_day => a("day", year_name(year)),
        (Some(month), None) if month.value().is_some() => month_of(first, style),
        (Some(month), Some(_)) if month.value().is_some() && blank_day => a("day", month_of(first, style)),
        (Some(_), Some(_)) if point.precision() <= Precision::Day => day(first, style),
        (Some(_), None) => some_time_in(months(first, last, style), style),
        (Some(_), Some(_)) => between(first, last, style),
    }
}

/// "the 2020s", "the 1900s", "the years 2000–2009".
fn unspecified_year(point: &Point, style: Style) -> String {
    let (first, last) = point.bounds().unwrap_or_default();
    let years_alone = point.month.is_none_or(super::mask::Mask::is_blank)
        && point.day.is_none_or(super::mask::Mask::is_blank)
        && point.season.is_none();
    if !years_alone || !point.year.is_open_at_the_end_only() {
        return between(first, last, style);
    }
    let the = if style == Style::Long { "the " } else { "" };
    let (first_year, last_year) = point.year_bounds();
    match point.precision() {
        _ if point.year.is_blank() => {
            if style == Style::Long { "an unknown year" } else { "year unknown" }.to_owned()
        }
        // "The 1900s" are a century and "the 1910s" a decade; the first decade of a century has no such name.
        Precision::Decade if first_year > 0 && first_year % 100 != 0 => format!("{the}{first_year}s"),
        Precision::Century if first_year > 0 && first_year % 1000 != 0 => format!("{the}{first_year}s"),
        _ if style == Style::Long => format!("the years {}", years(first_year, last_year)),
        _ => years(first_year, last_year),
    }
}

fn some_time_in(span: String, style: Style) -> String {
    if style == Style::Long { format!("some time in {span}") } else { span }
}

fn day(day: Day, style: Style) -> String {
    if style == Style::Long { day.long() } else { day.short() }
}

/// "October 2024".
fn month_of(day: Day, style: Style) -> String {
    let (year, month, _) = day.ymd();
    format!("{} {}", month_text(month, style), year_name(year))
}

fn month_text(month: u8, style: Style) -> &'static str {
    if style == Style::Long { month_name(month) } else { month_short_name(month) }
}

/// "some time between 10 and 19 October 2024".
fn between(first: Day, last: Day, style: Style) -> String {
    let ((year, month, day), (last_year, last_month, _)) = (first.ymd(), last.ymd());
    if style == Style::Short {
        return if year == last_year { months(first, last, style) } else { years(year, last_year) };
    }
    let first = match (year == last_year, month == last_month) {
        (true, true) => day.to_string(),
        (true, false) => format!("{day} {}", month_name(month)),
        _ => first.long(),
    };
    format!("some time between {first} and {}", last.long())
}

/// Two dates as one phrase where they are of the same kind, else with a dash between.
fn range(begin: &Point, end: &Point, style: Style) -> String {
    let qualified = |point: &Point| point.uncertain || point.approximate;
    let (first, last) = (begin.moment(), end.moment());
    let alike = first.precision == last.precision && !qualified(begin) && !qualified(end);
    match (alike, first.precision) {
        (true, Precision::Day) => return days(first.earliest, last.earliest, style),
        (true, Precision::Month) if begin.day.is_none() && end.day.is_none() => {
            return months(first.earliest, last.earliest, style);
        }
        (true, Precision::Year) if begin.month.is_none() && end.month.is_none() => {
            return years(first.earliest.ymd().0, last.earliest.ymd().0);
        }
        _ => {}
    }
    if let (true, Some(begin_clock), Some(end_clock)) = (alike, &begin.clock, &end.clock)
        && first.earliest == last.earliest
        && begin_clock.zone == end_clock.zone
    {
        let comma = if style == Style::Long { "," } else { "" };
        let day = day(first.earliest, style);
        let (from, to) = (time(begin_clock), time(end_clock));
        return format!("{day}{comma} {from}–{to}{}", zone(end_clock, style));
    }
    format!("{} – {}", point(begin, style), point(end, style))
}

/// "11–22 November 2024", "30 September – 2 October 2024", "30 December 2024 – 2 January 2025".
fn days(first: Day, last: Day, style: Style) -> String {
    let ((year, month, first_day), (last_year, last_month, _)) = (first.ymd(), last.ymd());
    let with_year = if style == Style::Long { Day::long } else { Day::medium };
    if first == last {
        day(first, style)
    } else if year != last_year {
        format!("{} – {}", with_year(first), with_year(last))
    } else if month != last_month {
        format!("{first_day} {} – {}", month_text(month, style), day(last, style))
    } else {
        format!("{first_day}–{}", day(last, style))
    }
}

/// "October–November 2024", "October 2024 – February 2025".
fn months(first: Day, last: Day, style: Style) -> String {
    let ((year, month, _), (last_year, last_month, _)) = (first.ymd(), last.ymd());
    if year != last_year {
        format!("{} – {}", month_of(first, style), month_of(last, style))
    } else if month != last_month {
        format!("{}–{}", month_text(month, style), month_of(last, style))
    } else {
        month_of(last, style)
    }
}

/// "1964–2008", "50–41 BC", "1 BC – AD 9".
fn years(first: i32, last: i32) -> String {
    if first == last {
        year_name(first)
    } else if last <= 0 {
        format!("{}–{}", 1 - first, year_name(last))
    } else if first <= 0 {
        format!("{} – AD {last}", year_name(first))
    } else {
        format!("{first}–{last}")
    }
}

/// "2024–25", for a winter.
fn two_years(year: i32) -> String {
    let last = (year + 1) % 100;
    if year > 0 && last > 0 { format!("{year}–{last:02}") } else { years(year, year + 1) }
}

/// "08:30".
pub(super) fn hour(clock: &Clock) -> String {
    time(clock)
}

/// "08:30 (UTC+4)".
pub(super) fn hour_and_zone(clock: &Clock) -> String {
    format!("{}{}", time(clock), zone(clock, Style::Long))
}

/// "08:30", "08:30:15".
fn time(clock: &Clock) -> String {
    let (hours, minutes) = (clock.second_of_day / 3600, clock.second_of_day / 60 % 60);
    if clock.has_seconds {
        format!("{hours:02}:{minutes:02}:{:02}", clock.second_of_day % 60)
    } else {
        format!("{hours:02}:{minutes:02}")
    }
}

/// " (UTC+4)", " Asia/Tehran (UTC+3:30)", " local time"; nothing in a label.
fn zone(clock: &Clock, style: Style) -> String {
    if style == Style::Short {
        return String::new();
    }
    match &clock.zone {
        Zone::Local => " local time".to_owned(),
        Zone::Offset(minutes) => format!(" ({})", utc(*minutes)),
        Zone::Named(name, None) => format!(" {name}"),
        Zone::Named(name, Some(minutes)) => format!(" {name} ({})", utc(*minutes)),
    }
}

/// "UTC", "UTC+4", "UTC−3:30".
fn utc(minutes: i32) -> String {
    let sign = match minutes {
        0 => return "UTC".to_owned(),
        1.. => '+',
        _ => '−',
    };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}
