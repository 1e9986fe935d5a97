//! Recurring events against a second implementation: rules against calcard's (a descendant of dateutil's), and what zones,
//! UNTIL, EXDATE, RDATE and RECURRENCE-ID mean against instants counted one by one.

use std::collections::BTreeSet;

use calcard::common::timezone::Tz;
use calcard::{Entry, Parser};
use coeval::io::import::{self, Options};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use proptest::prelude::*;

/// So many occurrences are compared.
const MOST: usize = 40;

/// The dates of the events of a calendar, in order.
fn read(text: &str) -> Vec<String> {
    let options = Options { name: "file".to_owned(), most_repeats: MOST, ..Options::default() };
    let imported = import::import_calendar(text.as_bytes(), &options);
    assert_eq!(imported.report.skipped, [], "{text}");
    imported.document.events().iter().map(|event| event.date.text().to_owned()).collect()
}

fn numbers(range: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = String> {
    let number = range.prop_filter("0 is none", |number| *number != 0);
    proptest::collection::btree_set(number, 1..4)
        .prop_map(|numbers| numbers.iter().map(i32::to_string).collect::<Vec<_>>().join(","))
}

fn weekdays(counted: i32) -> impl Strategy<Value = String> {
    let name = proptest::sample::select(&["MO", "TU", "WE", "TH", "FR", "SA", "SU"][..]);
    let day = if counted == 0 {
        name.prop_map(str::to_owned).boxed()
    } else {
        let nth = (-counted..=counted).prop_filter("0 is none", |nth| *nth != 0);
        (nth, name).prop_map(|(nth, name)| format!("{nth}{name}")).boxed()
    };
    proptest::collection::btree_set(day, 1..4).prop_map(|days| Vec::from_iter(days).join(","))
}

/// A part of a rule, or nothing.
fn maybe(name: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::option::weighted(0.3, value)
        .prop_map(move |value| value.map_or(String::new(), |value| format!(";{name}={value}")))
}

/// Rules that RFC 5545 allows, but for BYSETPOS in weeks, the first of which calcard begins in the middle, and BYWEEKNO,
/// of which it loses a week that reaches into the next year (1 January 1994).
fn rule() -> impl Strategy<Value = String> {
    let shared = || {
        (
            maybe("INTERVAL", (1..5).prop_map(|n: i32| n.to_string())),
            maybe("BYMONTH", numbers(1..=12)),
            maybe("WKST", proptest::sample::select(&["MO", "SU", "WE"][..]).prop_map(str::to_owned)),
        )
            .prop_map(|(interval, months, start)| format!("{interval}{months}{start}"))
    };
    let hours = || {
        (
            maybe("BYHOUR", (0..24).prop_map(|n: i32| n.to_string())),
            maybe("BYMINUTE", Just("0,30".to_owned())),
        )
            .prop_map(|(hour, minute)| format!("{hour}{minute}"))
    };
    prop_oneof![
        (shared(), maybe("BYMONTHDAY", numbers(-31..=31)), maybe("BYDAY", weekdays(0)), hours())
            .prop_map(|(a, b, c, d)| format!("FREQ=DAILY{a}{b}{c}{d}")),
        (shared(), maybe("BYDAY", weekdays(0)), hours())
            .prop_map(|(a, b, c)| format!("FREQ=WEEKLY{a}{b}{c}")),
        (shared(), maybe("BYMONTHDAY", numbers(-31..=31)), maybe("BYDAY", weekdays(0)))
            .prop_map(|(a, b, c)| format!("FREQ=MONTHLY{a}{b}{c}")),
        // calcard refuses -5 here.
        (shared(), weekdays(4)).prop_map(|(a, b)| format!("FREQ=MONTHLY{a};BYDAY={b}")),
        (shared(), weekdays(0), numbers(-4..=4))
            .prop_map(|(a, b, c)| format!("FREQ=MONTHLY{a};BYDAY={b};BYSETPOS={c}")),
        (shared(), maybe("BYMONTHDAY", numbers(-31..=31)), maybe("BYDAY", weekdays(0)))
            .prop_map(|(a, b, c)| format!("FREQ=YEARLY{a}{b}{c}")),
        (shared(), weekdays(5)).prop_map(|(a, b)| format!("FREQ=YEARLY{a};BYDAY={b}")),
        (shared(), numbers(-366..=366)).prop_map(|(a, b)| format!("FREQ=YEARLY{a};BYYEARDAY={b}")),
    ]
}

/// The times of a rule as calcard has them, without a zone.
fn by_calcard(start: &str, rule: &str) -> Vec<String> {
    let text = format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:{start}\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let Entry::ICalendar(calendar) = Parser::new(&text).entry() else { panic!("{text}") };
    let expanded = calendar.expand_dates(Tz::Floating, MOST + 1);
    assert!(expanded.errors.is_empty(), "{:?} of {rule}", expanded.errors);
    expanded
        .events
        .iter()
        .map(|event| event.start.naive_local().format("%Y-%m-%dT%H:%M").to_string())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rules_as_calcard_has_them(
        rule in rule(), year in 1990..2040_i32, month in 1..=12_u32, day in 1..=28_u32, hour in 0..24_u32,
        count in proptest::option::of(1..30_usize),
    ) {
        let start = format!("{year:04}{month:02}{day:02}T{hour:02}0000");
        let with_count = count.map_or(rule.clone(), |count| format!("{rule};COUNT={count}"));
        let text = format!("BEGIN:VEVENT\nUID:1\nDTSTART:{start}\nRRULE:{with_count}\nSUMMARY:x\nEND:VEVENT\n");
        let found = read(&text);
        // What is no occurrence by the rule is the first nevertheless, and counts (RFC 5545, 3.8.5.3).
        let first = format!("{year:04}-{month:02}-{day:02}T{hour:02}:00");
        let mut expected = vec![first.clone()];
        expected.extend(by_calcard(&start, &rule).into_iter().filter(|time| *time != first));
        expected.truncate(count.unwrap_or(MOST).min(MOST));
        // What says no end is worked out for thirty years at least.
        let far = format!("{}", year + 29);
        let near = |times: Vec<String>| times.into_iter().filter(|time| *time < far).collect::<Vec<_>>();
        prop_assert_eq!(near(found), near(expected), "{} from {}", with_count, start);
    }
}

proptest! {
    #[test]
    fn weeks_by_their_numbers_as_jiff_counts_them(
        weeks in proptest::collection::btree_set((-53..=53_i8).prop_filter("0 is none", |week| *week != 0), 1..4),
        weekday in 0..7_usize, year in 1990..2030_i16,
    ) {
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let list = weeks.iter().map(i8::to_string).collect::<Vec<_>>().join(",");
        let text = format!(
            "BEGIN:VEVENT\nUID:1\nDTSTART:{year}0101\nRRULE:FREQ=YEARLY;BYWEEKNO={list};BYDAY={}\nSUMMARY:x\nEND:VEVENT\n",
            names[weekday],
        );
        let start = jiff::civil::date(year, 1, 1);
        let is_named = |day: jiff::civil::Date| {
            let iso = day.iso_week_date();
            let from_end = iso.week() - iso.weeks_in_year() - 1;
            day.weekday().to_monday_zero_offset() as usize == weekday
                && (weeks.contains(&iso.week()) || weeks.contains(&from_end))
        };
        let days = (0..365 * 20).map(|days| start.checked_add(days.days()).unwrap());
        let expected: Vec<String> =
            days.filter(|day| *day == start || is_named(*day)).map(|day| day.to_string()).take(MOST).collect();
        let found = read(&text);
        let both = found.len().min(expected.len());
        prop_assert!(both >= 3);
        prop_assert_eq!(&found[..both], &expected[..both], "{}", text);
    }
}

const ZONES: [&str; 5] =
    ["Asia/Tehran", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Baku"];

/// How a time of a series is named in EXDATE or RECURRENCE-ID.
#[derive(Clone, Copy, Debug)]
enum Named {
    Utc,
    Zone,
    Local,
    Day,
}

fn compact(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

fn written(time: &Zoned, zone: &str, name: &str, how: Named) -> String {
    let local = compact(time.datetime());
    match how {
        Named::Utc => {
            let utc = time.with_time_zone(TimeZone::UTC).datetime();
            format!("{name}:{}Z\r\n", compact(utc))
        }
        Named::Zone => format!("{name};TZID={zone}:{local}\r\n"),
        Named::Local => format!("{name}:{local}\r\n"),
        Named::Day => format!("{name};VALUE=DATE:{}\r\n", &local[..8]),
    }
}

fn edtf(time: &Zoned, zone: &str) -> String {
    format!("{}[{zone}]", time.strftime("%Y-%m-%dT%H:%M"))
}

fn named() -> impl Strategy<Value = Named> {
    proptest::sample::select(&[Named::Utc, Named::Zone, Named::Local, Named::Day][..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn series_in_zones_as_counted_one_by_one(
        zone in proptest::sample::select(&ZONES[..]),
        (year, month, day) in (2015..2023_i16, 1..=12_i8, 1..=28_i8),
        (hour, minute) in (0..24_i8, proptest::sample::select(&[0_i8, 15, 30, 45][..])),
        every in 1..15_i32,
        length_minutes in 1..4000_i64,
        until_after in 1..20_i32,
        until_off in proptest::sample::select(&[-60_i64, -1, 0, 1, 60][..]),
        excluded in proptest::collection::vec((0..20_usize, named()), 0..4),
        added in proptest::collection::vec(1..9000_i64, 0..3),
        moved in proptest::option::of((1..20_usize, named(), -3000..3000_i64)),
    ) {
        let tz = TimeZone::get(zone).unwrap();
        let start = DateTime::new(year, month, day, hour, minute, 0, 0).unwrap();
        let shown = |time: DateTime| tz.to_ambiguous_zoned(time).compatible().unwrap();
        let occurrence = |n: i32| shown(start.checked_add((every * n).days()).unwrap());
        // A beginning that no clock showed is another matter.
        prop_assume!(occurrence(0).datetime() == start);
        // Until some seconds before or after an occurrence, as an instant.
        let until = occurrence(until_after).timestamp().checked_add(until_off.seconds()).unwrap();
        let mut text = format!(
            "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID={zone}:{}\r\nDURATION:PT{length_minutes}M\r\nSUMMARY:x\r\n\
             RRULE:FREQ=DAILY;INTERVAL={every};UNTIL={}Z\r\n",
            compact(start), compact(until.to_zoned(TimeZone::UTC).datetime()),
        );
        let mut times: Vec<Zoned> = (0..=until_after + 1).map(occurrence).filter(|time| time.timestamp() <= until).collect();
        let count = times.len();
        let mut away: BTreeSet<Timestamp> = BTreeSet::new();
        for (at, how) in excluded {
            let gone = times[at % count].clone();
            text.push_str(&written(&gone, zone, "EXDATE", how));
            away.insert(gone.timestamp());
        }
        for minutes in added {
            let more = occurrence(0).checked_add(minutes.minutes()).unwrap();
            text.push_str(&written(&more, zone, "RDATE", Named::Utc));
            if !times.iter().any(|time| time.timestamp() == more.timestamp()) {
                times.push(more);
            }
        }
        // A day that is taken away takes what was added on it too.
        let days_away: BTreeSet<_> = text.lines().filter(|line| line.starts_with("EXDATE;VALUE=DATE:")).map(|line| line[18..].to_owned()).collect();
        times.retain(|time| !away.contains(&time.timestamp()) && !days_away.contains(&compact(time.datetime())[..8]));
        text.push_str("END:VEVENT\r\n");
        if let Some((at, how, minutes)) = moved {
            let was = occurrence(i32::try_from(at % count).unwrap());
            let at = times.iter().position(|time| time.timestamp() == was.timestamp());
            let days = |time: &&Zoned| time.date() == was.date();
            prop_assume!(at.is_some() && times.iter().filter(days).count() == 1);
            let to = was.checked_add(minutes.minutes()).unwrap();
            text.push_str(&format!(
                "BEGIN:VEVENT\r\nUID:1\r\n{}{}SUMMARY:x\r\nDURATION:PT{length_minutes}M\r\nEND:VEVENT\r\n",
                written(&was, zone, "RECURRENCE-ID", how), written(&to, zone, "DTSTART", Named::Utc),
            ));
            times[at.unwrap()] = to;
        }
        prop_assume!(!times.is_empty());
        times.sort_by_key(Zoned::timestamp);
        // Of times that clocks show twice the first is meant; what is the second time is told by its offset elsewhere.
        let once = |time: &Zoned| shown(time.datetime()).timestamp() == time.timestamp();
        let ends: Vec<Zoned> = times.iter().map(|time| time.checked_add(length_minutes.minutes()).unwrap()).collect();
        prop_assume!(times.iter().chain(&ends).all(once));
        let found = read(&text);
        let begins = |text: &String| match text.split_once("]/") {
            Some((begin, _)) => format!("{begin}]"),
            None if text.contains('[') => text.clone(),
            None => text.split('/').next().unwrap().to_owned(),
        };
        let instant = |text: &String| -> Timestamp {
            let text = begins(text);
            match text.strip_suffix('Z') {
                Some(utc) => utc.parse::<DateTime>().unwrap().to_zoned(TimeZone::UTC).unwrap().timestamp(),
                None => shown(text.split('[').next().unwrap().parse().unwrap()).timestamp(),
            }
        };
        let mut instants: Vec<Timestamp> = found.iter().map(instant).collect();
        instants.sort();
        prop_assert_eq!(instants, times.iter().map(Zoned::timestamp).collect::<Vec<_>>(), "{}", text);
        // Those of the rule are told by their own clocks, as long as the first is.
        let first = found.iter().filter(|date| date.contains('['));
        for date in first {
            let time = times.iter().find(|time| edtf(time, zone) == begins(date));
            prop_assert!(time.is_some(), "{} of {}", date, text);
            let end = time.unwrap().checked_add(length_minutes.minutes()).unwrap();
            let midnight = end.time() == jiff::civil::Time::midnight() && end.date() > time.unwrap().date();
            let end = if midnight { end.checked_sub(1.minute()).unwrap() } else { end };
            let end = edtf(&end, zone);
            prop_assert_eq!(date.split_once("]/").map(|(_, end)| end), Some(end.as_str()), "{}", text);
        }
    }
}
