//! Dates: what the standard's examples mean, what is said of what is wrong, and what people read.

use coeval::model::{Clock, Day, Edge, EventDate, Precision, Zone};
use proptest::prelude::*;

fn parse(text: &str) -> EventDate {
    EventDate::parse(text).unwrap_or_else(|error| panic!("{text}: {error} ({:?})", error.hint))
}

fn day(text: &str) -> Day {
    let edge = parse(text).begin().moment().unwrap();
    assert_eq!(edge.earliest, edge.latest, "{text} is no day");
    edge.earliest
}

/// An edge as text: `2024-10-01..2024-10-31 Month ?~`, `..` or nothing.
fn edge(edge: Edge) -> String {
    let moment = match edge {
        Edge::Open => return "..".to_owned(),
        Edge::Unknown => return String::new(),
        Edge::Known(moment) => moment,
    };
    let days = if moment.earliest == moment.latest {
        moment.earliest.to_string()
    } else {
        format!("{}..{}", moment.earliest, moment.latest)
    };
    let marks = match (moment.uncertain, moment.approximate) {
        (false, false) => "",
        (true, false) => " ?",
        (false, true) => " ~",
        (true, true) => " %",
    };
    format!("{days} {:?}{marks}", moment.precision)
}

fn check_dates(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let date = parse(text);
        assert!(!date.is_interval(), "{text}");
        assert_eq!(edge(date.begin()), *expected, "{text}");
        assert_eq!(date.end(), date.begin(), "{text}");
        assert_eq!(date.text(), *text);
    }
}

fn check_intervals(table: &[(&str, &str, &str)]) {
    for (text, begin, end) in table {
        let date = parse(text);
        assert!(date.is_interval(), "{text}");
        assert_eq!((edge(date.begin()).as_str(), edge(date.end()).as_str()), (*begin, *end), "{text}");
    }
}

#[test]
fn level_0_dates() {
    check_dates(&[
        ("1985-04-12", "1985-04-12 Day"),
        ("1985-04", "1985-04-01..1985-04-30 Month"),
        ("1985", "1985-01-01..1985-12-31 Year"),
        ("1985-04-12T23:20:30", "1985-04-12 Time"),
        ("1985-04-12T23:20:30Z", "1985-04-12 Time"),
        ("1985-04-12T23:20:30-04", "1985-04-12 Time"),
        ("1985-04-12T23:20:30+04:30", "1985-04-12 Time"),
        ("2024-02", "2024-02-01..2024-02-29 Month"),
        ("0000", "0000-01-01..0000-12-31 Year"),
        ("9999-12-31", "9999-12-31 Day"),
    ]);
}

#[test]
fn level_0_intervals() {
    check_intervals(&[
        ("1964/2008", "1964-01-01..1964-12-31 Year", "2008-01-01..2008-12-31 Year"),
        ("2004-06/2006-08", "2004-06-01..2004-06-30 Month", "2006-08-01..2006-08-31 Month"),
        ("2004-02-01/2005-02-08", "2004-02-01 Day", "2005-02-08 Day"),
        ("2004-02-01/2005-02", "2004-02-01 Day", "2005-02-01..2005-02-28 Month"),
        ("2004-02-01/2005", "2004-02-01 Day", "2005-01-01..2005-12-31 Year"),
        ("2005/2006-02", "2005-01-01..2005-12-31 Year", "2006-02-01..2006-02-28 Month"),
    ]);
}

#[test]
fn level_1_dates() {
    check_dates(&[
        ("1984?", "1984-01-01..1984-12-31 Year ?"),
        ("2004-06~", "2004-06-01..2004-06-30 Month ~"),
        ("2004-06-11%", "2004-06-11 Day %"),
        ("201X", "2010-01-01..2019-12-31 Decade"),
        ("20XX", "2000-01-01..2099-12-31 Century"),
        ("2XXX", "2000-01-01..2999-12-31 Millennium"),
        ("XXXX", "0000-01-01..9999-12-31 Millennium"),
        ("2004-XX", "2004-01-01..2004-12-31 Year"),
        ("1985-04-XX", "1985-04-01..1985-04-30 Month"),
        ("1985-XX-XX", "1985-01-01..1985-12-31 Year"),
        ("2001-21", "2001-03-01..2001-05-31 Season"),
        ("2001-22", "2001-06-01..2001-08-31 Season"),
        ("2001-23", "2001-09-01..2001-11-30 Season"),
        ("2001-24", "2001-12-01..2002-02-28 Season"),
        ("2003-24", "2003-12-01..2004-02-29 Season"),
        ("9999-24", "9999-12-01..9999-12-31 Season"),
        ("-1985", "-1985-01-01..-1985-12-31 Year"),
        ("-0044-03-15", "-0044-03-15 Day"),
        ("-9999", "-9999-01-01..-9999-12-31 Year"),
    ]);
}

#[test]
fn level_1_intervals() {
    check_intervals(&[
        ("1985-04-12/..", "1985-04-12 Day", ".."),
        ("1985-04/..", "1985-04-01..1985-04-30 Month", ".."),
        ("1985/..", "1985-01-01..1985-12-31 Year", ".."),
        ("../1985-04-12", "..", "1985-04-12 Day"),
        ("../1985-04", "..", "1985-04-01..1985-04-30 Month"),
        ("../1985", "..", "1985-01-01..1985-12-31 Year"),
        ("1985-04-12/", "1985-04-12 Day", ""),
        ("1985-04/", "1985-04-01..1985-04-30 Month", ""),
        ("1985/", "1985-01-01..1985-12-31 Year", ""),
        ("/1985-04-12", "", "1985-04-12 Day"),
        ("/1985-04", "", "1985-04-01..1985-04-30 Month"),
        ("/1985", "", "1985-01-01..1985-12-31 Year"),
        ("1984~/2004-06", "1984-01-01..1984-12-31 Year ~", "2004-06-01..2004-06-30 Month"),
        ("1984/2004-06~", "1984-01-01..1984-12-31 Year", "2004-06-01..2004-06-30 Month ~"),
        ("1984~/2004~", "1984-01-01..1984-12-31 Year ~", "2004-01-01..2004-12-31 Year ~"),
        ("1984?/2004%", "1984-01-01..1984-12-31 Year ?", "2004-01-01..2004-12-31 Year %"),
        ("1984-06?/2004-08?", "1984-06-01..1984-06-30 Month ?", "2004-08-01..2004-08-31 Month ?"),
        ("1984-06-02?/2004-08-08~", "1984-06-02 Day ?", "2004-08-08 Day ~"),
        ("1984-06-02?/", "1984-06-02 Day ?", ""),
        ("2003-22/2004-22", "2003-06-01..2003-08-31 Season", "2004-06-01..2004-08-31 Season"),
        ("-0100/0100", "-0100-01-01..-0100-12-31 Year", "0100-01-01..0100-12-31 Year"),
    ]);
}

/// Unspecified digits anywhere and groups of months: level 2, and simple enough to be sure of.
#[test]
fn beyond_level_1() {
    check_dates(&[
        ("2024-1X", "2024-10-01..2024-12-31 Season"),
        ("2024-0X", "2024-01-01..2024-09-30 Season"),
        ("2024-X2", "2024-02-01..2024-12-31 Season"),
        ("2024-10-1X", "2024-10-10..2024-10-19 Month"),
        ("2024-10-3X", "2024-10-30..2024-10-31 Month"),
        ("2024-XX-31", "2024-01-31..2024-12-31 Year"),
        ("2024-1X-31", "2024-10-31..2024-12-31 Season"),
        ("20XX-02-29", "2000-02-29..2096-02-29 Century"),
        ("1X84", "1084-01-01..1984-12-31 Millennium"),
        ("-004X", "-0049-01-01..-0040-12-31 Decade"),
        ("-000X", "-0009-01-01..-0001-12-31 Decade"),
        ("2024-25", "2024-03-01..2024-05-31 Season"),
        ("2024-30", "2024-12-01..2025-02-28 Season"),
        ("2024-32", "2024-06-01..2024-08-31 Season"),
        ("2024-36", "2024-10-01..2024-12-31 Season"),
        ("2024-38", "2024-05-01..2024-08-31 Season"),
        ("2024-40", "2024-01-01..2024-06-30 Season"),
        ("2024-41~", "2024-07-01..2024-12-31 Season ~"),
        ("202X-24", "2020-12-01..2030-02-28 Decade"),
        ("2024-10-14T08:30?", "2024-10-14 Time ?"),
        ("2004-06~-11", "2004-06-11 Day ~"),
        ("2004?-06-~11", "2004-06-11 Day %"),
        ("?2004-06", "2004-06-01..2004-06-30 Month ?"),
        ("-0043~-03-15", "-0043-03-15 Day ~"),
        ("%2004-10-14?", "2004-10-14 Day %"),
        ("1950S2", "1900-01-01..1999-12-31 Century ~"),
        ("1953S3", "1950-01-01..1959-12-31 Decade ~"),
        ("1953S4", "1953-01-01..1953-12-31 Year ~"),
        ("[1667,1668]", "1667-01-01..1668-12-31 Year"),
        ("[1667..1690]", "1667-01-01..1690-12-31 Century"),
        ("[2024-10-14,2024-10-16]", "2024-10-14..2024-10-16 Month"),
        ("[1667?,1668-12]", "1667-01-01..1668-12-31 Year ?"),
    ]);
}

/// Nothing ends before it begins, so one end bounds the other.
#[test]
fn each_end_bounds_the_other() {
    check_intervals(&[
        ("2024-10-14/2024-10", "2024-10-14 Day", "2024-10-14..2024-10-31 Month"),
        ("2024/2024-03-05", "2024-01-01..2024-03-05 Year", "2024-03-05 Day"),
        ("2024/2024", "2024-01-01..2024-12-31 Year", "2024-01-01..2024-12-31 Year"),
        ("2024-10-14/2024-10-14", "2024-10-14 Day", "2024-10-14 Day"),
    ]);
}

#[test]
fn first_and_last_day() {
    for (text, first, last) in [
        ("2024-10-14", "2024-10-14", "2024-10-14"),
        ("2024-10", "2024-10-01", "2024-10-31"),
        ("2024-11-11/2024-11-22", "2024-11-11", "2024-11-22"),
        ("2024/2025", "2024-01-01", "2025-12-31"),
        ("2024-10/..", "2024-10-01", "2024-10-31"),
        ("2024-10/", "2024-10-01", "2024-10-31"),
        ("../2024", "2024-01-01", "2024-12-31"),
        ("/2024", "2024-01-01", "2024-12-31"),
    ] {
        assert_eq!((parse(text).first_day(), parse(text).last_day()), (day(first), day(last)), "{text}");
    }
}

#[test]
fn exactness() {
    for (text, exact) in [
        ("2024-10-14", true),
        ("2024-10-14T08:30Z", true),
        ("2024-10-14/2024-10-16", true),
        ("2024-10-14?", false),
        ("2024-10-14~", false),
        ("2024-10-14/2024-10-16~", false),
        ("2024-10-14/2024-10", false),
        ("2024-10-14/..", false),
        ("../2024-10-14", false),
        ("2024-10", false),
        ("2024-10-XX", false),
        ("2024-10-1X", false),
    ] {
        assert_eq!(parse(text).is_exact(), exact, "{text}");
    }
}

fn clock(text: &str) -> Clock {
    parse(text).clock().unwrap_or_else(|| panic!("{text} has no time")).clone()
}

#[test]
fn clocks() {
    let tehran = |offset| Zone::Named("Asia/Tehran".to_owned(), offset);
    for (text, second_of_day, has_seconds, zone) in [
        ("2024-10-14T08:30", 30_600, false, Zone::Local),
        ("2024-10-14T08:30:15", 30_615, true, Zone::Local),
        ("2024-10-14T23:59:59Z", 86_399, true, Zone::Offset(0)),
        ("2024-10-14T00:00+04:00", 0, false, Zone::Offset(240)),
        ("2024-10-14T00:00-03:30", 0, false, Zone::Offset(-210)),
        ("2024-10-14T08:30[Asia/Tehran]", 30_600, false, tehran(None)),
        ("2024-10-14T08:30[asia/tehran]", 30_600, false, tehran(None)),
        ("2024-10-14T08:30+03:30[!Asia/Tehran]", 30_600, false, tehran(Some(210))),
    ] {
        assert_eq!(clock(text), Clock { second_of_day, has_seconds, zone }, "{text}");
    }
    assert_eq!(parse("2024-10-14").clock(), None);
    let both = parse("2024-10-14T08:30+04:00/2024-10-14T10:00[Asia/Baku]");
    assert_eq!(both.clock().unwrap().zone, Zone::Offset(240));
    assert_eq!(both.end_clock().unwrap().zone, Zone::Named("Asia/Baku".to_owned(), None));
    assert_eq!(edge(both.end()), "2024-10-14 Time");
    assert_eq!(both.begin().moment().unwrap().precision, Precision::Time);
}

#[test]
fn instants() {
    for (text, expected) in [
        ("2024-10-14T08:30Z", Some(("2024-10-14", 30_600))),
        ("2024-10-14T08:30", None),
        ("2024-10-14T02:00+04:00", Some(("2024-10-13", 79_200))),
        ("2024-10-14T22:00-03:30", Some(("2024-10-15", 5_400))),
        ("2024-10-14T01:00[Asia/Tehran]", Some(("2024-10-13", 77_400))),
        // Until 2022 Iran had summer time.
        ("2020-07-01T04:30[Asia/Tehran]", Some(("2020-07-01", 0))),
        // The clocks showed 02:30 twice: the first time without an offset, and the one that the offset tells.
        ("2024-10-27T02:30[Europe/Berlin]", Some(("2024-10-27", 1_800))),
        ("2024-10-27T02:30+02:00[Europe/Berlin]", Some(("2024-10-27", 1_800))),
        ("2024-10-27T02:30+01:00[Europe/Berlin]", Some(("2024-10-27", 5_400))),
        // Before zones: local mean time, in seconds.
        ("1850-01-01T00:00+00:09[Europe/Paris]", Some(("1849-12-31", 85_860))),
        // Beyond the days that there are.
        ("-9999-01-01T00:00+04:00", None),
        ("9999-12-31T23:00-04:00", None),
    ] {
        let date = parse(text);
        let utc = clock(text).utc(date.first_day());
        assert_eq!(utc, expected.map(|(text, second)| (day(text), second)), "{text}");
    }
}

#[test]
fn the_day_in_another_zone() {
    for (text, zone, expected) in [
        ("2024-10-14T01:00+04:00", "UTC", Some("2024-10-13")),
        ("2024-10-14T01:00+04:00", "America/New_York", Some("2024-10-13")),
        ("2024-10-14T22:00Z", "Asia/Baku", Some("2024-10-15")),
        ("2024-10-14T22:00[Europe/Berlin]", "asia/tehran", Some("2024-10-14")),
        ("2024-10-14T22:31[Europe/Berlin]", "Asia/Tehran", Some("2024-10-15")),
        ("2024-10-14T22:00", "Asia/Tehran", None),
        ("2024-10-14T22:00Z", "Asia/Atlantis", None),
        ("9999-12-31T23:00Z", "Asia/Tokyo", None),
    ] {
        assert_eq!(clock(text).day_in(parse(text).first_day(), zone), expected.map(day), "{text} {zone}");
    }
}

/// Text, the part of it that is wrong, what is said, and what to write instead.
#[rustfmt::skip]
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("", "", "the date is empty", "write the day, 2024-10-14, or as much of it as is known: 2024-10, 2024"),
    ("   ", "   ", "the date is empty", "write the day, 2024-10-14, or as much of it as is known: 2024-10, 2024"),
    (" 2024-10-14", " ", "there are spaces around the date", "write 2024-10-14"),
    ("2024-10-14 ", " ", "there are spaces around the date", "write 2024-10-14"),
    ("14.10.2024", "14.10.2024", "a date is written in numbers, year first: year-month-day", "write 2024-10-14"),
    ("2.3.2024", "2.3.2024", "a date is written in numbers, year first: year-month-day", "write 2024-03-02"),
    ("10/11/2024", "10/11/2024", "put a slash between the two ends of an interval", "write 2024-11-10 or 2024-10-11"),
    ("14/10/2024", "14/10/2024", "put a slash between the two ends of an interval", "write 2024-10-14"),
    ("2024/10/14", "2024/10/14", "put a slash between the two ends of an interval", "write 2024-10-14"),
    ("2024/10", "2024/10", "put a slash between the two ends of an interval", "write 2024-10"),
    ("Oct 14, 2024", "Oct 14, 2024", "a date is written in numbers, year first: year-month-day", "write 2024-10-14"),
    ("14 October 2024", "14 October 2024", "a date is written in numbers, year first: year-month-day", "write 2024-10-14"),
    ("14th Oct. 2024", "14th Oct. 2024", "a date is written in numbers, year first: year-month-day", "write 2024-10-14"),
    ("October 2024", "October 2024", "a date is written in numbers, year first: year-month-day", "write 2024-10"),
    ("20241014", "20241014", "separate year, month and day with hyphens", "write 2024-10-14"),
    ("202410", "202410", "separate year, month and day with hyphens", "write 2024-10"),
    ("2024-1-5", "1", "a month has two digits", "write 2024-01-05"),
    ("2024-1", "1", "a month has two digits", "write 2024-01"),
    ("2024-10-5", "5", "a day has two digits", "write 2024-10-05"),
    ("2024-13-01", "13", "there is no month 13", "months are 01 to 12; if the day came first, write 2024-01-13"),
    ("2024-13-14", "13", "there is no month 13", "months are 01 to 12, seasons and the like 21 to 41"),
    ("2024-00-10", "00", "there is no month 00", "if the month is not known, write 2024-XX or 2024"),
    ("2024-2X", "2X", "there is no month 2X", "months are 01 to 12, seasons and the like 21 to 41"),
    ("2024-55", "55", "there is no month 55", "months are 01 to 12, seasons and the like 21 to 41"),
    ("2023-02-29", "29", "February 2023 has 28 days", "its last day is 2023-02-28; if the day is not known, write XX or leave it out"),
    ("2024-04-31", "31", "April 2024 has 30 days", "its last day is 2024-04-30; if the day is not known, write XX or leave it out"),
    ("2024-10-00", "00", "there is no day 00", "if the day is not known, write XX or leave it out"),
    ("2024-10-32", "32", "there is no day 32", "if the day is not known, write XX or leave it out"),
    ("2024-10-4X", "4X", "there is no day 4X", "if the day is not known, write XX or leave it out"),
    ("202X-04-31", "31", "April never has a day 31", "if the day is not known, write XX or leave it out"),
    ("XXXX-02-3X", "3X", "February never has a day 3X", "if the day is not known, write XX or leave it out"),
    ("2024-21-05", "21", "21 is a season, and a season has no days", "write the month 01 to 12 before a day, or the season alone"),
    ("2024-10-", "-", "the day is missing", "write 2024-10"),
    ("2024-", "-", "the month is missing", "write 2024"),
    ("2024--10", "-", "the month is missing", "write two digits, XX, or leave the month and what follows out"),
    ("2024-10-14T", "", "the hours of the time are missing", "write the time as 08:30"),
    ("24-10-14", "24", "a year has four digits", "write all four: 0024 is the year 24"),
    ("44", "44", "a year has four digits", "write all four: 0044 is the year 44"),
    ("123", "123", "a year has four digits", "write all four: 0123 is the year 123"),
    ("12345", "12345", "12345 is not a four-digit year", "write a four-digit year, -9999 to 9999"),
    ("-12345-01-01", "-12345", "-12345 is not a four-digit year", "write a four-digit year, -9999 to 9999"),
    ("-0000", "-0000", "there is no year -0000", "the year 1 BC is written 0000, the year 2 BC -0001"),
    ("Y17E7", "Y17E7", "years beyond ±9999 are not supported", "days are counted from -9999 to 9999: write the nearest of these, and the year in the title"),
    ("Y170000002", "Y170000002", "years beyond ±9999 are not supported", "days are counted from -9999 to 9999: write the nearest of these, and the year in the title"),
    ("1950S9", "S9", "significant digits are 1 to 4", "write 1950S2 for a year of which two digits are significant"),
    ("1E5", "1", "a year has four digits", "write all four: 0001 is the year 1"),
    ("+2024", "+2024", "a date begins with a year of four digits", "a day is written 2024-10-14, a month 2024-10, an interval 2024-11-11/2024-11-22"),
    ("−0044-03-15", "−", "write the minus sign as a hyphen", "write -0044-03-15"),
    ("hello", "hello", "a date begins with a year of four digits", "a day is written 2024-10-14, a month 2024-10, an interval 2024-11-11/2024-11-22"),
    ("2024-10-14 08:30", " ", "there is a space in the date", "write 2024-10-14T08:30"),
    ("2024-10-14t08:30", "t", "the T before a time is a capital letter", "write 2024-10-14T08:30"),
    ("2024-10-14T08:30z", "z", "the Z for UTC is a capital letter", "write 2024-10-14T08:30Z"),
    ("2024-10-14T24:00", "24", "there is no hour 24", "write the end of the day as 2024-10-15T00:00"),
    ("2024-10-14T25:00", "25", "there is no hour 25", "hours are 00 to 23"),
    ("2024-10-14T08:60", "60", "there is no minute 60", "minutes are 00 to 59"),
    ("2024-10-14T23:59:60", "60", "there is no second 60", "seconds are 00 to 59"),
    ("2024-10-14T8:30", "8", "the hours of a time are two digits", "write 08"),
    ("2024-10-14T08", "08", "a time has hours and minutes", "write 2024-10-14T08:00, or leave the time out"),
    ("2024-10-14T0830", "0830", "separate hours and minutes with a colon", "write 08:30"),
    ("2024-10-14T08:30:15.5Z", ".5", "fractions of a second are not supported", "leave them out"),
    ("2024-10T08:30", "T08:30", "a time needs a known day", "write the whole date before the time, 2024-10-14T08:30, or leave the time out"),
    ("2024-10-XXT08:30", "T08:30", "a time needs a known day", "write the whole date before the time, 2024-10-14T08:30, or leave the time out"),
    ("2024-10-14T08:30+4", "+4", "an offset has two digits of hours, a colon and minutes", "write +04:00"),
    ("2024-10-14T08:30+0400", "+0400", "an offset has two digits of hours, a colon and minutes", "write +04:00"),
    ("2024-10-14T08:30+19:00", "+19:00", "there is no such offset", "offsets are -18:00 to +18:00, with minutes 00 to 59"),
    ("2024-10-14T08:30-00:00", "-00:00", "an offset of zero has no minus sign", "write Z"),
    ("2024-10-14T08:30 UTC", " ", "there is a space in the date", "write 2024-10-14T08:30Z"),
    ("2024-10-14T08:30[Asia/Teheran]", "Asia/Teheran", "unknown time zone \"Asia/Teheran\"", "did you mean Asia/Tehran?"),
    ("2024-10-14T08:30[Tehran]", "Tehran", "unknown time zone \"Tehran\"", "did you mean Asia/Tehran?"),
    ("2024-10-14T08:30[Xyzzy]", "Xyzzy", "unknown time zone \"Xyzzy\"", "use a name from the IANA database such as Asia/Tehran, or an offset such as +03:30"),
    ("2024-10-14T08:30[Asia/Tehran", "[Asia/Tehran", "the bracket of the zone's name is not closed", "write [Asia/Tehran]"),
    ("2024-10-14T08:30[+03:30]", "+03:30", "brackets hold the name of a zone", "write the offset without brackets, +03:30"),
    ("2024-10-14T08:30[u-ca=persian]", "u-ca=persian", "calendars and other tags are not supported", "write the zone's name alone"),
    ("2024-10-14T08:30+04:00[Asia/Tehran]", "+04:00[Asia/Tehran]", "the offset does not match Asia/Tehran, whose clocks were at +03:30", "write +03:30, or leave one of the two out"),
    ("2024-10-14T08:30Z[Asia/Tehran]", "Z[Asia/Tehran]", "the offset does not match Asia/Tehran, whose clocks were at +03:30", "write +03:30, or leave one of the two out"),
    ("2024-03-31T02:30[Europe/Berlin]", "T02:30[Europe/Berlin]", "clocks in Europe/Berlin never showed this time: they were set forward over it", "check the time, or write the offset without the name"),
    ("2024-10-14/2024-10-01", "2024-10-01", "the interval ends, 1 October 2024, before it begins, 14 October 2024", "write the beginning first: 2024-10-01/2024-10-14"),
    ("2024-10-14T10:00Z/2024-10-14T08:00Z", "2024-10-14T08:00Z", "the interval ends before it begins", "write the earlier time first; times with different zones are compared in UTC"),
    ("2024-10-14T10:00/2024-10-14T08:00", "2024-10-14T08:00", "the interval ends before it begins", "write the earlier time first; times with different zones are compared in UTC"),
    ("2024-10-15T00:30+04:00/2024-10-14T23:00Z", "2024-10-14T23:00Z", "the interval ends, 14 October 2024, before it begins, 15 October 2024", "write the beginning first, and both ends in the same zone"),
    ("../..", "../..", "the interval has neither a beginning nor an end", "write a date on at least one side: ../2024 or 2024-10-01/.."),
    ("/", "/", "the interval has neither a beginning nor an end", "write a date on at least one side: ../2024 or 2024-10-01/.."),
    ("..", "..", "the interval has neither a beginning nor an end", "write a date on at least one side: ../2024 or 2024-10-01/.."),
    ("2024..", ".", "unexpected \".\"", "write 2024"),
    ("..2024", "..2024", "a date begins with a year of four digits", "write ../2024"),
    ("2024-11-11/22", "22", "a year has four digits", "write 2024-11-11/2024-11-22"),
    ("2024-11-11/12-02", "12", "a year has four digits", "write 2024-11-11/2024-12-02"),
    ("2024-11-11–2024-11-22", "–", "separate the ends of an interval with a slash", "write 2024-11-11/2024-11-22"),
    ("2024-11-11 - 2024-11-22", " ", "there is a space in the date", "write 2024-11-11/2024-11-22"),
    ("2024-11-11 to 2024-11-22", " ", "there is a space in the date", "write 2024-11-11/2024-11-22"),
    ("2024-10-01/2024-10-02/2024-10-03", "2024-10-01/2024-10-02/2024-10-03", "an interval has one slash", "an interval is written 2024-11-11/2024-11-22, and a day 2024-11-11"),
    ("2024-10-01/now", "now", "a date begins with a year of four digits", "write 2024-10-01/.."),
    ("2024-10-14?~", "?~", "a date has one qualifier", "write %: ? is uncertain, ~ approximate, % both"),
    ("2024-10-14??", "??", "a date has one qualifier", "write ?: ? is uncertain, ~ approximate, % both"),
    ("2024~?-10-14", "~?", "a date has one qualifier", "write %: ? is uncertain, ~ approximate, % both"),
    ("202x", "x", "an unspecified digit is a capital X", "write 202X"),
    ("2024-xx", "x", "an unspecified digit is a capital X", "write 2024-XX"),
    ("2024-10-xx", "x", "an unspecified digit is a capital X", "write 2024-10-XX"),
    ("199u", "u", "an unspecified digit is a capital X", "write 199X"),
    ("1950s", "s", "unexpected \"s\"", "write 195X"),
    ("c. 1999", "c. 1999", "a date begins with a year of four digits", "write 1999~"),
    ("44 BC", "44", "a year has four digits", "write -0043"),
    ("1 BC", "1", "a year has four digits", "write 0000"),
    ("[1667,1668", "[1667,1668", "one of several dates ends with ]", "write it like [1667,1668]"),
    ("{1960..1961}", "{1960..1961}", "an event on each of several dates is several events", "write an event for each date, or [1667,1668] where it was on one of them"),
    ("2024-10-14T08:30pm", "p", "unexpected \"p\"", "a day is written 2024-10-14, a month 2024-10, an interval 2024-11-11/2024-11-22"),
    ("2024-10-14,", ",", "unexpected \",\"", "write 2024-10-14"),
    ("2024-10-14\0", "\0", "unexpected \"\\0\"", "a day is written 2024-10-14, a month 2024-10, an interval 2024-11-11/2024-11-22"),
    ("10-14-2024", "10-14-2024", "a date is written in numbers, year first: year-month-day", "write 2024-10-14"),
    ("2024-1-5/2024-1-9", "1", "a month has two digits", "write 01"),
    ("2024-10-14T10:00/2024-10-14T8:00", "8", "the hours of a time are two digits", "write 08"),
];

#[test]
fn errors() {
    let mut differences = String::new();
    for (text, part, message, hint) in WRONG {
        match EventDate::parse(text) {
            Ok(date) => differences += &format!("{text:?} was read as {}\n", date.in_words()),
            Err(error) => {
                let found =
                    (&text[error.at.clone()], error.message.as_str(), error.hint.as_deref().unwrap_or(""));
                if found != (*part, *message, *hint) {
                    differences += &format!("({text:?}, {:?}, {:?}, {:?}),\n", found.0, found.1, found.2);
                }
            }
        }
    }
    assert!(differences.is_empty(), "these differ:\n{differences}");
}

/// Text, words, label.
#[rustfmt::skip]
const WORDS: &[(&str, &str, &str)] = &[
    ("2024-10-14", "14 October 2024", "14 Oct"),
    ("2024-10", "October 2024", "Oct 2024"),
    ("2024", "2024", "2024"),
    ("2024-10-XX", "a day in October 2024", "Oct 2024"),
    ("2024-10-XX~", "about a day in October 2024", "c. Oct 2024"),
    ("2024-XX", "a month in 2024", "2024"),
    ("2024-XX-XX", "a day in 2024", "2024"),
    ("2024-1X", "some time in October–December 2024", "Oct–Dec 2024"),
    ("2024-0X?", "perhaps some time in January–September 2024", "Jan–Sep 2024?"),
    ("2024-10-1X", "some time between 10 and 19 October 2024", "Oct 2024"),
    ("2024-XX-14", "some time between 14 January and 14 December 2024", "Jan–Dec 2024"),
    ("2024-1X-05", "some time between 5 October and 5 December 2024", "Oct–Dec 2024"),
    ("202X", "the 2020s", "2020s"),
    ("200X", "the years 2000–2009", "2000–2009"),
    ("19XX", "the 1900s", "1900s"),
    ("20XX", "the years 2000–2099", "2000–2099"),
    ("1XXX", "the years 1000–1999", "1000–1999"),
    ("XXXX", "an unknown year", "year unknown"),
    ("1X84", "some time between 1 January 1084 and 31 December 1984", "1084–1984"),
    ("20XX-02-29", "some time between 29 February 2000 and 29 February 2096", "2000–2096"),
    ("202X-24", "some time between 1 December 2020 and 28 February 2030", "2020–2030"),
    ("-004X", "the years 50–41 BC", "50–41 BC"),
    ("000X", "the years 1 BC – AD 9", "1 BC – AD 9"),
    ("2024-21", "spring 2024", "spring 2024"),
    ("2024-24", "winter 2024–25", "winter 2024–25"),
    ("1999-24", "winter 1999–2000", "winter 1999–2000"),
    ("-0043-24", "winter 44–43 BC", "winter 44–43 BC"),
    ("2024-30", "summer 2024–25 (southern hemisphere)", "summer 2024–25"),
    ("2024-33", "the first quarter of 2024", "first quarter of 2024"),
    ("2024-40", "the first half of 2024", "first half of 2024"),
    ("2024-10-14T08:30+04:00", "14 October 2024, 08:30 (UTC+4)", "14 Oct 08:30"),
    ("2024-10-14T08:30:15Z", "14 October 2024, 08:30:15 (UTC)", "14 Oct 08:30:15"),
    ("2024-10-14T08:30-03:30", "14 October 2024, 08:30 (UTC−3:30)", "14 Oct 08:30"),
    ("2024-10-14T08:30[Asia/Tehran]", "14 October 2024, 08:30 Asia/Tehran", "14 Oct 08:30"),
    ("2024-10-14T08:30+03:30[Asia/Tehran]", "14 October 2024, 08:30 Asia/Tehran (UTC+3:30)", "14 Oct 08:30"),
    ("2024-10-14T08:30", "14 October 2024, 08:30 local time", "14 Oct 08:30"),
    ("2024-10~", "about October 2024", "c. Oct 2024"),
    ("2004-06~-11", "about 11 June 2004", "c. 11 Jun"),
    ("1950S2", "about the 1900s", "c. 1900s"),
    ("[1667,1668]", "1667 or 1668", "1667 or 1668"),
    ("[1667..1670]", "some time between 1667 and 1670", "1667 – 1670"),
    ("2024?", "perhaps 2024", "2024?"),
    ("1999%", "perhaps about 1999", "c. 1999?"),
    ("2024-10-14?", "perhaps 14 October 2024", "14 Oct?"),
    ("-0043-03-15", "15 March 44 BC", "15 Mar"),
    ("0000", "1 BC", "1 BC"),
    ("2024-11-11/2024-11-22", "11–22 November 2024", "11–22 Nov"),
    ("2024-09-30/2024-10-02", "30 September – 2 October 2024", "30 Sep – 2 Oct"),
    ("2024-12-30/2025-01-02", "30 December 2024 – 2 January 2025", "30 Dec 2024 – 2 Jan 2025"),
    ("2024-10-14/2024-10-14", "14 October 2024", "14 Oct"),
    ("2024-10/2024-11", "October–November 2024", "Oct–Nov 2024"),
    ("2024-10/2025-02", "October 2024 – February 2025", "Oct 2024 – Feb 2025"),
    ("2024-10/2024-10", "October 2024", "Oct 2024"),
    ("1964/2008", "1964–2008", "1964–2008"),
    ("-0049/-0043", "50–44 BC", "50–44 BC"),
    ("-0043/0014", "44 BC – AD 14", "44 BC – AD 14"),
    ("2024-10-14T08:30+04:00/2024-10-14T10:00+04:00", "14 October 2024, 08:30–10:00 (UTC+4)", "14 Oct 08:30–10:00"),
    ("2024-10-14T08:30[Asia/Baku]/2024-10-15T10:00[Asia/Baku]", "14 October 2024, 08:30 Asia/Baku – 15 October 2024, 10:00 Asia/Baku", "14 Oct 08:30 – 15 Oct 10:00"),
    ("2024-10-01/..", "since 1 October 2024", "since 1 Oct"),
    ("2024-10-01/", "from 1 October 2024, end unknown", "from 1 Oct"),
    ("../2024", "until 2024", "until 2024"),
    ("/2024", "until 2024, beginning unknown", "until 2024"),
    ("../2024-10-14", "until 14 October 2024", "until 14 Oct"),
    ("1999~/..", "since about 1999", "since c. 1999"),
    ("1984~/2004~", "about 1984 – about 2004", "c. 1984 – c. 2004"),
    ("1984?/2004-06", "perhaps 1984 – June 2004", "1984? – Jun 2004"),
    ("2024-10-14/2024-10", "14 October 2024 – October 2024", "14 Oct – Oct 2024"),
    ("2023-22/2024-22", "summer 2023 – summer 2024", "summer 2023 – summer 2024"),
    ("2024-10-14T08:30Z/..", "since 14 October 2024, 08:30 (UTC)", "since 14 Oct 08:30"),
];

#[test]
fn words_and_labels() {
    let mut differences = String::new();
    for (text, words, label) in WORDS {
        let date = parse(text);
        if (date.in_words().as_str(), date.label().as_str()) != (*words, *label) {
            differences += &format!("({text:?}, {:?}, {:?}),\n", date.in_words(), date.label());
        }
    }
    assert!(differences.is_empty(), "these differ:\n{differences}");
}

/// Whatever is read makes sense, and whatever is not is explained.
fn holds(text: &str) -> Result<(), TestCaseError> {
    match EventDate::parse(text) {
        Ok(date) => {
            prop_assert_eq!(date.text(), text);
            prop_assert!(date.first_day() <= date.last_day());
            prop_assert!(!date.in_words().is_empty() && !date.label().is_empty());
            for moment in [date.begin(), date.end()].iter().filter_map(Edge::moment) {
                prop_assert!(moment.earliest <= moment.latest);
                prop_assert!(date.first_day() <= moment.earliest && moment.latest <= date.last_day());
            }
            if let Some(clock) = date.clock() {
                let _ = (clock.utc(date.first_day()), clock.day_in(date.first_day(), "Asia/Tokyo"));
            }
        }
        Err(error) => {
            prop_assert!(text.get(error.at.clone()).is_some(), "{:?} of {text:?}", error.at);
            prop_assert!(!error.message.is_empty() && !error.message.ends_with('.'));
            prop_assert!(error.hint.is_some_and(|hint| !hint.is_empty()));
        }
    }
    Ok(())
}

const SEEDS: &[&str] = &[
    "2024-10-14",
    "-0044-03-15",
    "2024-10-14T08:30:15+04:00",
    "2024-10-14T08:30+03:30[Asia/Tehran]",
    "2024-1X-XX~/20XX-24?",
    "../2024-10",
    "2024-10-14T08:30Z/..",
];

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn text_of_the_grammar(text in "[0-9X/.T:Z+\\[\\]?~% -]{0,24}") {
        holds(&text)?;
    }

    #[test]
    fn a_valid_date_with_slips(
        seed in proptest::sample::select(SEEDS),
        slips in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(any::<char>()), 0..3_u8), 1..4),
    ) {
        let mut letters: Vec<char> = seed.chars().collect();
        for (place, letter, kind) in slips {
            let place = place.index(letters.len() + 1);
            let letter = letter.unwrap_or('1');
            match kind {
                0 => letters.insert(place, letter),
                1 if place < letters.len() => letters[place] = letter,
                _ if place < letters.len() => { letters.remove(place); }
                _ => letters.push(letter),
            }
        }
        holds(&letters.into_iter().collect::<String>())?;
    }

    #[test]
    fn every_day_is_read(number in Day::MIN.number()..=Day::MAX.number()) {
        let day = Day::from_number(number);
        let date = parse(&day.to_string());
        prop_assert_eq!((date.first_day(), date.last_day()), (day, day));
        prop_assert!(date.is_exact());
        prop_assert_eq!(date.in_words(), day.long());
    }
}
