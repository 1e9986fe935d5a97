//! Weeks of ISO 8601: they begin on Mondays, and the week of a year's first Thursday is its first.

use super::{Calendar, CalendarDate};
use crate::model::day::Day;

/// The Monday of a year's first week, in days since 1970-01-01: 4 January is always in it.
fn first_monday(year: i32) -> i32 {
    // The years beyond ±9999 only matter for where the last weeks end.
    let january_4 = Day::from_ymd(year.clamp(-9999, 9999), 1, 4).unwrap_or_default().number()
        + if year > 9999 { 365 } else { 0 }
        - if year < -9999 { 365 } else { 0 };
    january_4 - (january_4 + 3).rem_euclid(7)
}

/// How many weeks a year has, 52 or 53.
pub(super) fn weeks(year: i32) -> u8 {
    if (first_monday(year.saturating_add(1)) - first_monday(year)) / 7 == 53 { 53 } else { 52 }
}

/// The week year, week and weekday of a day.
pub(super) fn date(day: Day) -> CalendarDate {
    let number = day.number();
    let year = day.ymd().0;
    // The first days of January can belong to the year before, the last of December to the year after.
    let year =
        [year + 1, year, year - 1].into_iter().find(|year| first_monday(*year) <= number).unwrap_or(year);
    let days = (number - first_monday(year)).max(0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 371
    CalendarDate { calendar: Calendar::Weeks, year, month: (days / 7 + 1) as u8, day: (days % 7 + 1) as u8 }
}

/// The day of a week date; `None` where there is none, or it is beyond the years ±9999.
pub(super) fn day(year: i32, week: u8, weekday: u8) -> Option<Day> {
    let known =
        (-9999..=9999).contains(&year) && (1..=weeks(year)).contains(&week) && (1..=7).contains(&weekday);
    let number = first_monday(year) + (i32::from(week) - 1) * 7 + i32::from(weekday) - 1;
    (known && (Day::MIN.number()..=Day::MAX.number()).contains(&number)).then(|| Day::from_number(number))
}
