//! Other calendars beside the one that files are written in, because readers of Tehran, Jerusalem and Mecca count
//! their years differently: what a day is called in each, and which day a date of theirs is. Days stay civil days
//! throughout; what a calendar adds is names.
//!
//! The arithmetic is `icu_calendar`'s: Solar Hijri by the 33-year rule with the corrections that make it agree with
//! the equinox (1178 to 3000), Hebrew by its four postponements, Islamic by the Umm al-Qura tables (1300 to 1600 AH),
//! and by the tabular calendar outside of them.

pub mod going;
mod names;
mod typed;
mod week;
mod words;

use icu_calendar::cal::{Hebrew, Hijri, Julian, Persian, hijri::UmmAlQura};
use icu_calendar::types::{Month, RataDie};
use icu_calendar::{AsCalendar, Date};

pub(crate) use typed::western_digits;
pub use typed::{Typed, read, typed};
pub use words::in_words;

use super::day::Day;

/// A calendar that dates can be shown and typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// The Solar Hijri calendar of Iran.
    Persian,
    /// The Hebrew calendar; months are counted from Tishrei.
    Hebrew,
    /// The Islamic calendar by the Umm al-Qura tables of Saudi Arabia.
    Islamic,
    /// The Julian calendar, with a year 0 as in ISO 8601.
    Julian,
    /// Years and weeks of ISO 8601.
    Weeks,
}

/// The script that names of months and digits are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Script {
    /// English names, 0 to 9.
    #[default]
    English,
    /// The calendar's own: Persian, Hebrew or Arabic names, with the digits used beside them.
    Own,
}

/// A day by its calendar's own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate {
    /// The calendar.
    pub calendar: Calendar,
    /// The year. Julian years are astronomical (0 is 1 BC); in the others the first year is 1.
    pub year: i32,
    /// The month counted from 1, a leap month included: Nisan is 7 in a common Hebrew year and 8 in a leap year. For
    /// [`Calendar::Weeks`] the week, 1 to 53.
    pub month: u8,
    /// The day of the month from 1; for [`Calendar::Weeks`] the day of the week, Monday 1.
    pub day: u8,
}

/// Which calendars are shown beside the usual one, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Calendars {
    /// One bit each, in the order of [`Calendar::ALL`].
    shown: u8,
    /// The script of their names.
    pub script: Script,
    /// Whether the weekends of each lane's country are shaded.
    pub weekends: bool,
}

/// Days from the day 0 of `icu_calendar` (the last of 1 BC) to 1970-01-01.
const RATA_DIE_OF_DAY_0: i64 = 719_163;

/// From 1 Muharram 1420 to the last day of 1450 AH (17 April 1999 to 13 May 2029) the calculated table and the calendar that
/// Saudi Arabia printed are the same, as a first day and the first one after. Outside of them they can differ.
const PRINTED_UMM_AL_QURA: (i32, i32) = (10_698, 21_683);

impl Calendar {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Persian, Self::Hebrew, Self::Islamic, Self::Julian, Self::Weeks];

    /// What it is called in full, "Solar Hijri (Persian)".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Persian => "Solar Hijri (Persian)",
            Self::Hebrew => "Hebrew",
            Self::Islamic => "Islamic (Umm al-Qura)",
            Self::Julian => "Julian",
            Self::Weeks => "ISO weeks",
        }
    }

    /// What it is called where there is little room, "Persian".
    #[must_use]
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Persian => "Persian",
            Self::Islamic => "Islamic",
            Self::Weeks => "Week",
            Self::Hebrew | Self::Julian => self.name(),
        }
    }

    /// The word for it on the command line and in settings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Persian => "persian",
            Self::Hebrew => "hebrew",
            Self::Islamic => "islamic",
            Self::Julian => "julian",
            Self::Weeks => "weeks",
        }
    }

    /// The calendar with this key, whatever the case.
    #[must_use]
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calendar| calendar.key().eq_ignore_ascii_case(key.trim()))
    }

    /// Whether its day begins at the sunset before the civil day that bears its number.
    #[must_use]
    pub fn begins_at_sunset(self) -> bool {
        matches!(self, Self::Hebrew | Self::Islamic)
    }

    /// Whether a date of this calendar is only calculated and may be a day or two off: Islamic dates before 1420 and after
    /// 1450 AH.
    #[must_use]
    pub fn is_estimate(self, day: Day) -> bool {
        let (first, after) = PRINTED_UMM_AL_QURA;
        self == Self::Islamic && !(first..after).contains(&day.number())
    }

    /// What a day is called; `None` before the calendar's first year.
    #[must_use]
    pub fn date(self, day: Day) -> Option<CalendarDate> {
        let date = match self {
            Self::Persian => self.numbers(day, Persian),
            Self::Hebrew => self.numbers(day, Hebrew),
            Self::Islamic => self.numbers(day, Hijri(UmmAlQura::default())),
            Self::Julian => self.numbers(day, Julian),
            Self::Weeks => week::date(day),
        };
        (date.year >= self.first_year()).then_some(date)
    }

    fn numbers(self, day: Day, calendar: impl AsCalendar) -> CalendarDate {
        let date = Date::from_rata_die(RataDie::new(i64::from(day.number()) + RATA_DIE_OF_DAY_0), calendar);
        let (year, month) = (date.year().extended_year(), date.month().ordinal);
        CalendarDate { calendar: self, year, month, day: date.day_of_month().0 }
    }

    /// The least year that has a name in it.
    #[must_use]
    pub fn first_year(self) -> i32 {
        match self {
            Self::Persian | Self::Hebrew | Self::Islamic => 1,
            Self::Julian | Self::Weeks => -9999,
        }
    }

    /// The civil day of a date, its month counted as in [`CalendarDate::month`]; `None` where there is no such date, or
    /// its day is beyond the years ±9999.
    #[must_use]
    pub fn day(self, year: i32, month: u8, day: u8) -> Option<Day> {
        if year < self.first_year() || month == 0 || month > self.months(year) {
            return None;
        }
        // `icu_calendar` builds no year beyond 9999, which the Hebrew calendar reaches in 6239.
        if year > 9999 && self == Self::Hebrew {
            return self.search(year, month, day);
        }
        let found = match self {
            Self::Persian => rata_die(&Date::try_new(year.into(), Month::new(month), day, Persian).ok()?),
            Self::Hebrew => {
                rata_die(&Date::try_new(year.into(), hebrew_month(year, month), day, Hebrew).ok()?)
            }
            Self::Islamic => rata_die(
                &Date::try_new(year.into(), Month::new(month), day, Hijri(UmmAlQura::default())).ok()?,
            ),
            Self::Julian => rata_die(&Date::try_new(year.into(), Month::new(month), day, Julian).ok()?),
            Self::Weeks => return week::day(year, month, day),
        };
        let number = i32::try_from(found - RATA_DIE_OF_DAY_0).ok()?;
        (Day::MIN.number()..=Day::MAX.number()).contains(&number).then(|| Day::from_number(number))
    }

    /// The day with these numbers, found by halves among all days.
    fn search(self, year: i32, month: u8, day: u8) -> Option<Day> {
        let wanted = CalendarDate { calendar: self, year, month, day };
        let (mut first, mut last) = (Day::MIN.number(), Day::MAX.number());
        while first < last {
            let middle = first + (last - first) / 2;
            if self.date(Day::from_number(middle)).is_some_and(|date| date >= wanted) {
                last = middle;
            } else {
                first = middle + 1;
            }
        }
        let found = Day::from_number(first);
        (self.date(found) == Some(wanted)).then_some(found)
    }

    /// How many months a year has; for [`Calendar::Weeks`] how many weeks.
    #[must_use]
    pub fn months(self, year: i32) -> u8 {
        match self {
            Self::Hebrew if is_hebrew_leap_year(year) => 13,
            Self::Weeks => week::weeks(year),
            _ => 12,
        }
    }

    /// How many days a month of this calendar has; 0 where there is no such month.
    #[must_use]
    pub fn days_in_month(self, year: i32, month: u8) -> u8 {
        if self == Self::Weeks {
            return if (1..=self.months(year)).contains(&month) { 7 } else { 0 };
        }
        (28..=31).rev().find(|day| self.day(year, month, *day).is_some()).unwrap_or(0)
    }
}

fn rata_die<A: AsCalendar>(date: &Date<A>) -> i64 {
    date.to_rata_die().to_i64_date()
}

/// Whether a Hebrew year has thirteen months: the years 3, 6, 8, 11, 14, 17 and 19 of each cycle of 19.
#[must_use]
pub fn is_hebrew_leap_year(year: i32) -> bool {
    (i64::from(year) * 7 + 1).rem_euclid(19) < 7
}

/// A Hebrew month from its count within the year: in a leap year Adar I is the sixth.
fn hebrew_month(year: i32, month: u8) -> Month {
    match month {
        6 if is_hebrew_leap_year(year) => Month::leap(5),
        7.. if is_hebrew_leap_year(year) => Month::new(month - 1),
        _ => Month::new(month),
    }
}

impl Calendars {
    /// With this calendar shown, or not.
    #[must_use]
    pub fn with(mut self, calendar: Calendar, shown: bool) -> Self {
        let bit = 1 << calendar as u8;
        self.shown = if shown { self.shown | bit } else { self.shown & !bit };
        self
    }

    /// These calendars, in English.
    #[must_use]
    pub fn of(calendars: &[Calendar]) -> Self {
        calendars.iter().fold(Self::default(), |all, calendar| all.with(*calendar, true))
    }

    /// With names in a script, and weekends shaded or not.
    #[must_use]
    pub fn styled(self, script: Script, weekends: bool) -> Self {
        Self { script, weekends, ..self }
    }

    /// Whether a calendar is shown.
    #[must_use]
    pub fn shows(self, calendar: Calendar) -> bool {
        self.shown & (1 << calendar as u8) != 0
    }

    /// The calendars that are shown, in their order.
    pub fn iter(self) -> impl Iterator<Item = Calendar> {
        Calendar::ALL.into_iter().filter(move |calendar| self.shows(*calendar))
    }

    /// How many are shown.
    #[must_use]
    pub fn count(self) -> usize {
        self.shown.count_ones() as usize
    }
}

/// What is to be known of a calendar's days: when they begin, and how sure they are. `None` where there is nothing.
#[must_use]
pub fn remark(calendar: Calendar, day: Day) -> Option<String> {
    let date = calendar.date(day)?;
    let mut remarks = Vec::new();
    if calendar.begins_at_sunset() {
        let (name, before) = (date.short(Script::English), day.plus(-1).long());
        remarks.push(format!("The day begins at sunset: {name} began on the evening of {before}."));
    }
    if calendar.is_estimate(day) {
        remarks.push(
            "Before 1420 and after 1450 AH (1999 to 2029) Islamic dates are calculated, and can be a day or two off."
                .to_owned(),
        );
    }
    (!remarks.is_empty()).then(|| remarks.join(" "))
}
