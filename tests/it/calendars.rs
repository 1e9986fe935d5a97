//! Other calendars: known days, whole centuries against tables made by other programs, what can be typed, and the
//! weekends of countries.

use coeval::model::calendar::{self, Calendar, Calendars, Script, in_words, is_hebrew_leap_year};
use coeval::model::{Day, EventDate};
use proptest::prelude::*;

const PERSIAN_LEAP_YEARS: &str = include_str!("../data/calendars/persian_leap_years.txt");
const HEBREW_YEARS: &str = include_str!("../data/calendars/hebrew_years.txt");
const UMM_AL_QURA: &str = include_str!("../data/calendars/umm_al_qura.txt");

fn day(text: &str) -> Day {
    EventDate::parse(text).unwrap().first_day()
}

/// What a day is called in a calendar, in numbers.
fn numbers(calendar: Calendar, text: &str) -> String {
    calendar.date(day(text)).map_or_else(|| "none".to_owned(), |date| date.to_string())
}

/// A table without its remarks.
fn words(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// By the Python packages jdatetime and persiantools (Persian), pyluach and convertdate (Hebrew), hijridate and ICU's
/// Intl of Node.js (Islamic), convertdate (Julian), and Python's own `isocalendar` (weeks).
#[test]
fn known_days() {
    use Calendar::{Hebrew, Islamic, Julian, Persian, Weeks};
    for (calendar, text, expected) in [
        (Persian, "2024-10-14", "1403-07-23"),
        (Hebrew, "2024-10-14", "5785-01-12"),
        (Islamic, "2024-10-14", "1446-04-11"),
        (Julian, "2024-10-14", "2024-10-01"),
        (Weeks, "2024-10-14", "2024-W42-1"),
        // Nowruz before and after leap years, and the last days of those.
        (Persian, "2020-03-20", "1399-01-01"),
        (Persian, "2021-03-20", "1399-12-30"),
        (Persian, "2021-03-21", "1400-01-01"),
        (Persian, "2024-03-20", "1403-01-01"),
        (Persian, "2025-03-20", "1403-12-30"),
        (Persian, "2025-03-21", "1404-01-01"),
        // The day of the revolution: 22 Bahman 1357.
        (Persian, "1979-02-11", "1357-11-22"),
        // Rosh Hashanah, and the month of Adar in a leap year (1 Adar I, 14 Adar II) and in common ones.
        (Hebrew, "2024-10-02", "5784-13-29"),
        (Hebrew, "2024-10-03", "5785-01-01"),
        (Hebrew, "2024-02-10", "5784-06-01"),
        (Hebrew, "2024-03-24", "5784-07-14"),
        (Hebrew, "2025-03-14", "5785-06-14"),
        (Hebrew, "1948-05-14", "5708-09-05"),
        (Islamic, "2024-07-07", "1446-01-01"),
        (Islamic, "2024-07-06", "1445-12-30"),
        (Islamic, "1999-04-17", "1420-01-01"),
        // The end of the Julian calendar in Rome, and the October revolution.
        (Julian, "1582-10-15", "1582-10-05"),
        (Julian, "1917-11-07", "1917-10-25"),
        (Julian, "1900-03-01", "1900-02-17"),
        (Julian, "1900-03-13", "1900-02-29"),
        (Julian, "0001-01-01", "0001-01-03"),
        (Julian, "9999-12-31", "9999-10-19"),
        (Weeks, "2021-01-03", "2020-W53-7"),
        (Weeks, "2024-12-30", "2025-W01-1"),
        (Weeks, "2026-12-31", "2026-W53-4"),
    ] {
        assert_eq!(numbers(calendar, text), expected, "{text} in {calendar:?}");
    }
}

#[test]
fn days_have_names_in_english_and_in_their_own_script() {
    use Calendar::{Hebrew, Islamic, Julian, Persian, Weeks};
    for (calendar, text, english, own) in [
        (Persian, "2024-10-14", "23 Mehr 1403", "۲۳ مهر ۱۴۰۳"),
        (Hebrew, "2024-10-14", "12 Tishrei 5785", "12 בתשרי 5785"),
        (Islamic, "2024-10-14", "11 Rabi II 1446", "١١ ربيع الآخر ١٤٤٦"),
        (Julian, "2024-10-14", "1 October 2024", "1 October 2024"),
        (Julian, "-0043-03-13", "15 March 44 BC", "15 March 44 BC"),
        (Weeks, "2024-10-14", "2024-W42-1", "2024-W42-1"),
        (Hebrew, "2024-02-10", "1 Adar I 5784", "1 באדר א׳ 5784"),
        (Hebrew, "2024-03-24", "14 Adar II 5784", "14 באדר ב׳ 5784"),
        (Hebrew, "2025-03-14", "14 Adar 5785", "14 באדר 5785"),
        (Hebrew, "2025-04-01", "3 Nisan 5785", "3 בניסן 5785"),
        (Hebrew, "2024-10-02", "29 Elul 5784", "29 באלול 5784"),
        (Persian, "2025-03-20", "30 Esfand 1403", "۳۰ اسفند ۱۴۰۳"),
    ] {
        let date = calendar.date(day(text)).unwrap();
        assert_eq!((date.long(Script::English).as_str(), date.long(Script::Own).as_str()), (english, own));
    }
    for calendar in Calendar::ALL {
        // 5784 has a leap month; every month has a name of its own in each script.
        for script in [Script::English, Script::Own] {
            let year = if calendar == Hebrew { 5784 } else { 1403 };
            let name =
                |month| calendar.date(calendar.day(year, month, 1).unwrap()).unwrap().month_name(script);
            let mut names: Vec<String> = (1..=calendar.months(year)).map(name).collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{calendar:?} {script:?}");
        }
    }
}

#[test]
fn persian_years_are_those_of_other_programs() {
    let leap: Vec<i32> = words(PERSIAN_LEAP_YEARS).map(|year| year.parse().unwrap()).collect();
    assert!(leap.len() > 100);
    // 1 Farvardin 1178 is 21 March 1799.
    let mut start = day("1799-03-21");
    for year in 1178..1600 {
        assert_eq!(Calendar::Persian.day(year, 1, 1), Some(start), "{year}");
        let days = Calendar::Persian.days_in_month(year, 12);
        assert_eq!(days == 30, leap.contains(&year), "{year}");
        for month in 1..12 {
            assert_eq!(Calendar::Persian.days_in_month(year, month), if month <= 6 { 31 } else { 30 });
        }
        start = start.plus(if leap.contains(&year) { 366 } else { 365 });
    }
}

#[test]
fn hebrew_years_are_those_of_other_programs() {
    let letters: String = words(HEBREW_YEARS).collect();
    assert_eq!(letters.len(), 1000);
    let mut start = day("1239-09-08");
    for (year, letter) in (5000..).zip(letters.chars()) {
        assert_eq!(Calendar::Hebrew.day(year, 1, 1), Some(start), "{year}");
        let days = match letter {
            'a' => 353,
            'b' => 354,
            'c' => 355,
            'd' => 383,
            'e' => 384,
            _ => 385,
        };
        assert_eq!(is_hebrew_leap_year(year), days > 360, "{year}");
        let months = Calendar::Hebrew.months(year);
        let sum: i32 = (1..=months).map(|month| i32::from(Calendar::Hebrew.days_in_month(year, month))).sum();
        assert_eq!(sum, days, "{year}");
        start = start.plus(days);
    }
}

#[test]
fn islamic_months_are_those_of_the_tables() {
    let mut start = day("1882-11-12");
    let mut years = 0;
    for (year, bits) in (1300..).zip(words(UMM_AL_QURA)) {
        let bits = u16::from_str_radix(bits, 16).unwrap();
        for month in 1..=12 {
            let days = 29 + (bits >> (12 - month) & 1) as u8;
            let month = month as u8;
            assert_eq!(Calendar::Islamic.day(year, month, 1), Some(start), "{year}-{month}");
            assert_eq!(Calendar::Islamic.days_in_month(year, month), days, "{year}-{month}");
            start = start.plus(i32::from(days));
        }
        years += 1;
    }
    assert_eq!((years, start), (301, day("2174-11-26")));
}

/// Where the printed calendar is not known, or the table ends, a date is only about right and says so.
#[test]
fn islamic_dates_say_where_they_are_calculated() {
    for (text, estimate) in [
        ("1999-04-16", true),
        ("1999-04-17", false),
        ("2024-10-14", false),
        ("2029-05-13", false),
        ("2029-05-14", true),
        ("0700-01-01", true),
    ] {
        assert_eq!(Calendar::Islamic.is_estimate(day(text)), estimate, "{text}");
        let date = EventDate::parse(text).unwrap();
        let words = in_words(&date, Calendar::Islamic, Script::English).unwrap();
        assert_eq!(words.starts_with("about "), estimate, "{words}");
        assert!(!Calendar::Persian.is_estimate(day(text)));
    }
    let remark = calendar::remark(Calendar::Islamic, day("1979-11-20")).unwrap();
    assert!(remark.contains("a day or two off"), "{remark}");
    let remark = calendar::remark(Calendar::Hebrew, day("2024-10-14")).unwrap();
    assert_eq!(remark, "The day begins at sunset: 12 Tishrei began on the evening of 13 October 2024.");
    assert_eq!(calendar::remark(Calendar::Persian, day("2024-10-14")), None);
}

/// The weeks of 400 years, after which the calendar repeats; the years of 53 weeks by Python's `isocalendar`.
#[test]
fn years_of_53_weeks() {
    let long = [
        2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060, 2065, 2071, 2076, 2082, 2088, 2093,
        2099, 2105, 2111, 2116, 2122, 2128, 2133, 2139, 2144, 2150, 2156, 2161, 2167, 2172, 2178, 2184, 2189,
        2195, 2201, 2207, 2212, 2218, 2224, 2229, 2235, 2240, 2246, 2252, 2257, 2263, 2268, 2274, 2280, 2285,
        2291, 2296, 2303, 2308, 2314, 2320, 2325, 2331, 2336, 2342, 2348, 2353, 2359, 2364, 2370, 2376, 2381,
        2387, 2392, 2398,
    ];
    for year in 2000..2400 {
        for shift in [-2000, -1600, 0, 1600, 7200] {
            let weeks = if long.contains(&year) { 53 } else { 52 };
            assert_eq!(Calendar::Weeks.months(year + shift), weeks, "{}", year + shift);
        }
    }
}

#[test]
fn every_day_has_its_date_and_back() {
    for calendar in Calendar::ALL {
        let mut number = Day::MIN.number();
        let mut last = None;
        while number <= Day::MAX.number() {
            let day = Day::from_number(number);
            let date = calendar.date(day);
            if let Some(date) = date {
                assert_eq!(calendar.day(date.year, date.month, date.day), Some(day), "{date}");
                assert!(last.is_none_or(|last| last < date), "{last:?} {date}");
                assert!((1..=calendar.months(date.year)).contains(&date.month));
                assert!(!date.long(Script::Own).is_empty() && !date.month_names(Script::English).is_empty());
            } else {
                assert!(last.is_none(), "{day} has no date after {last:?}");
            }
            last = date.or(last);
            // Prime, so that all days of months come up; both ends are looked at besides.
            number =
                if number == Day::MAX.number() { number + 1 } else { (number + 97).min(Day::MAX.number()) };
        }
        assert!(last.is_some());
    }
    for (calendar, first) in [
        (Calendar::Persian, "0622-03-21"),
        (Calendar::Hebrew, "-3760-09-07"),
        (Calendar::Islamic, "0622-07-19"),
        (Calendar::Julian, "-9999-01-01"),
    ] {
        let first = day(first);
        assert!(calendar.date(first).is_some(), "{calendar:?}");
        if first > Day::MIN {
            assert_eq!(calendar.date(first).unwrap().to_string(), "0001-01-01", "{calendar:?}");
            assert_eq!(calendar.date(first.plus(-1)), None, "{calendar:?}");
        }
    }
}

#[test]
fn no_such_days() {
    for (calendar, year, month, day) in [
        (Calendar::Persian, 1404, 12, 30),
        (Calendar::Persian, 1403, 13, 1),
        (Calendar::Persian, 1403, 0, 1),
        (Calendar::Persian, 1403, 7, 31),
        (Calendar::Persian, 0, 1, 1),
        (Calendar::Persian, 99_999, 1, 1),
        (Calendar::Hebrew, 5785, 13, 1),
        (Calendar::Hebrew, 5784, 14, 1),
        (Calendar::Hebrew, i32::MAX, 1, 1),
        (Calendar::Islamic, 1446, 5, 30),
        (Calendar::Islamic, i32::MIN, 1, 1),
        (Calendar::Julian, 2023, 2, 29),
        (Calendar::Julian, 10_000, 1, 1),
        (Calendar::Weeks, 2024, 53, 1),
        (Calendar::Weeks, 2024, 1, 8),
        (Calendar::Weeks, i32::MAX, 1, 1),
    ] {
        assert_eq!(calendar.day(year, month, day), None, "{calendar:?} {year}-{month}-{day}");
    }
}

#[test]
fn days_can_be_typed() {
    for (text, edtf) in [
        ("1403-07-23 persian", "2024-10-14"),
        ("1403/07/23 Persian", "2024-10-14"),
        ("1403/7/23 solar hijri", "2024-10-14"),
        ("23 Mehr 1403", "2024-10-14"),
        ("Mehr 23, 1403", "2024-10-14"),
        ("۲۳ مهر ۱۴۰۳", "2024-10-14"),
        ("۱۴۰۳/۰۷/۲۳ persian", "2024-10-14"),
        ("12 Tishrei 5785", "2024-10-14"),
        ("12 Tishri 5785", "2024-10-14"),
        ("12 בתשרי 5785", "2024-10-14"),
        ("5785-01-12 hebrew", "2024-10-14"),
        ("14 Adar II 5784", "2024-03-24"),
        ("14 Adar 5785", "2025-03-14"),
        ("3 Nisan 5785", "2025-04-01"),
        ("3 Nisan 5784", "2024-04-11"),
        ("11 Rabi II 1446", "2024-10-14"),
        ("11 Rabi al-Thani 1446", "2024-10-14"),
        ("11 Rabiʻ II 1446 AH", "2024-10-14"),
        ("١١ ربيع الآخر ١٤٤٦", "2024-10-14"),
        ("1446-04-11 islamic", "2024-10-14"),
        ("2024-10-01 julian", "2024-10-14"),
        ("1 Oct 2024 Julian", "2024-10-14"),
        ("1 October 2024 old style", "2024-10-14"),
        ("-0043-03-15 julian", "-0043-03-13"),
        ("2024-W42-1", "2024-10-14"),
        ("2024W421", "2024-10-14"),
        ("23 Mehr 1403?", "2024-10-14?"),
        ("23 Mehr 1403~", "2024-10-14~"),
        ("1403-07-23% persian", "2024-10-14%"),
        ("1403-07-23/1403-07-25 persian", "2024-10-14/2024-10-16"),
        ("23 Mehr 1403/25 Mehr 1403", "2024-10-14/2024-10-16"),
        ("23 Mehr 1403/..", "2024-10-14/.."),
        ("../23 Mehr 1403", "../2024-10-14"),
        (" 23 Mehr 1403 ", "2024-10-14"),
        // EDTF as ever.
        ("2024-10-14", "2024-10-14"),
        ("2024-10", "2024-10"),
        ("2024-10-14/..", "2024-10-14/.."),
    ] {
        let read = calendar::read(text).unwrap_or_else(|error| panic!("{text}: {error} {:?}", error.hint));
        assert_eq!(read.text(), edtf, "{text}");
    }
    let typed = calendar::typed("23 Mehr 1403").unwrap().unwrap();
    assert_eq!(typed.words, "23 Mehr 1403 is 14 October 2024");
    let typed = calendar::typed("1 Muharram 1400").unwrap().unwrap();
    assert_eq!(typed.words, "1 Muharram 1400 is 21 November 1979, give or take two days");
    for text in ["2024-10-14", "", "abc", "14 October 2024", "Tir", "2024-10-14T08:30Z", "W42", "about 1999"]
    {
        assert!(calendar::typed(text).is_none(), "{text}");
    }
}

#[test]
fn what_is_no_day_says_what_to_write() {
    let said = |text: &str| {
        let error = calendar::read(text).unwrap_err();
        format!("{text}: {error}; {}", error.hint.clone().unwrap_or_default())
    };
    let texts = [
        "30 Esfand 1404",
        "1403-13-01 persian",
        "31 Mehr 1403",
        "Mehr 1403",
        "1403 persian",
        "1403-07 persian",
        "23 Mehr 0",
        "23 Mehr 20000",
        "14 Adar 5784",
        "14 Adar I 5785",
        "5785-13-01 hebrew",
        "30 Jumada I 1446",
        "23 Mehr",
        "11 Mehr 1446 islamic",
        "1 Octember 2024 julian",
        "2024-02-30 julian",
        "2024-W53-1",
        "2024-W42",
        "2024-W42-8",
        "23 Mehr 1403/24 Mehr 1403/25 Mehr 1403",
        "25 Mehr 1403/23 Mehr 1403",
        "23 Mehr 1403/1403-07-25",
        "persian 1403 Mehr",
        "1403-07-23-01 persian",
    ];
    insta::assert_snapshot!(texts.map(said).join("\n"));
}

#[test]
fn dates_keep_their_bounds_in_words() {
    for (text, calendar, expected) in [
        ("2024-10-14", Calendar::Persian, "23 Mehr 1403"),
        ("2024-10-14T08:30+03:30", Calendar::Persian, "23 Mehr 1403"),
        ("2024-10", Calendar::Persian, "some time from 10 Mehr to 10 Aban 1403"),
        ("2024", Calendar::Persian, "some time from 11 Dey 1402 to 11 Dey 1403"),
        ("2024-10-14?", Calendar::Persian, "perhaps 23 Mehr 1403"),
        ("2024-10~", Calendar::Hebrew, "about some time from 28 Elul 5784 to 29 Tishrei 5785"),
        ("2024-11-11/2024-11-22", Calendar::Islamic, "9 Jumada I to 20 Jumada I 1446"),
        ("2024-10-14/..", Calendar::Persian, "since 23 Mehr 1403"),
        ("2024-10-14/", Calendar::Persian, "from 23 Mehr 1403, end unknown"),
        ("../2024-10-14", Calendar::Persian, "until 23 Mehr 1403"),
        ("/2024-10-14", Calendar::Persian, "until 23 Mehr 1403, beginning unknown"),
        ("2024-10/2024-10-14", Calendar::Persian, "some time from 10 Mehr to 23 Mehr 1403 – 23 Mehr 1403"),
        ("2024-10-14", Calendar::Weeks, "2024, week 42, Monday"),
        ("2024-10", Calendar::Weeks, "some time from 2024-W40-2 to 2024-W44-4"),
        ("2024-12-29/2025-01-02", Calendar::Persian, "9 Dey to 13 Dey 1403"),
        ("2025-03-20/2025-03-21", Calendar::Persian, "30 Esfand 1403 to 1 Farvardin 1404"),
        ("2024-10-14/2024-10-14", Calendar::Persian, "23 Mehr 1403"),
        ("1979-11-20/1979-12-04", Calendar::Islamic, "about 30 Dhul-Hijjah 1399 – about 14 Muharram 1400"),
    ] {
        let date = EventDate::parse(text).unwrap();
        assert_eq!(in_words(&date, calendar, Script::English).as_deref(), Some(expected), "{text}");
    }
    let before = EventDate::parse("-0500").unwrap();
    assert_eq!(in_words(&before, Calendar::Persian, Script::English), None);
    assert!(in_words(&before, Calendar::Hebrew, Script::English).is_some());
}

#[test]
fn calendars_are_chosen_one_by_one() {
    let some = Calendars::of(&[Calendar::Islamic, Calendar::Persian]);
    assert_eq!(some.iter().collect::<Vec<_>>(), [Calendar::Persian, Calendar::Islamic]);
    assert_eq!(some.count(), 2);
    assert!(!some.with(Calendar::Persian, false).shows(Calendar::Persian));
    for calendar in Calendar::ALL {
        assert_eq!(Calendar::find(&calendar.key().to_uppercase()), Some(calendar));
    }
    assert_eq!(Calendar::find("mayan"), None);
}

proptest! {
    #[test]
    fn any_text_can_be_typed(text in prop_oneof![
        any::<String>(),
        "[0-9]{0,5}[-/ ]?[0-9W]{0,3}[-/ ]?[0-9]{0,3}[?~% ]{0,2}(persian|hebrew|islamic|julian|ah|Mehr|Adar|Tishrei)?",
        "[0-9]{1,3} (Mehr|Adar|Adar I|Rabi II|Elul) [0-9]{1,6}(/.{0,20})?",
    ]) {
        if let Some(Err(error)) = calendar::typed(&text) {
            prop_assert!(error.at.end <= text.len());
        }
        let _ = calendar::read(&text);
    }

    #[test]
    fn what_is_written_can_be_typed_again(number in Day::MIN.number()..=Day::MAX.number()) {
        let day = Day::from_number(number);
        for calendar in [Calendar::Persian, Calendar::Hebrew, Calendar::Islamic] {
            let Some(date) = calendar.date(day) else { continue };
            for script in [Script::English, Script::Own] {
                let text = date.long(script);
                let read = calendar::read(&text);
                prop_assert_eq!(read.map(|date| date.first_day()), Ok(day), "{}", text);
            }
            let numbers = format!("{date} {}", calendar.key());
            prop_assert_eq!(calendar::read(&numbers).map(|date| date.first_day()), Ok(day), "{}", numbers);
        }
    }
}
