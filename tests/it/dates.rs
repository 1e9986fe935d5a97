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
const WRONG: &[(&str, &str, &str, &str)] = &[(
    "",
    "",
    "the date is empty",
    "write the day, 2024-10-14, or as much as is known of it: 2024-10, 2024",
)];

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
const WORDS: &[(&str, &str, &str)] = &[("2024-10-14", "14 October 2024", "14 Oct")];

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
