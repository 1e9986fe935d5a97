//! The groups of months that EDTF writes in the place of a month, 21 to 41, because "spring" bounds a date only
//! once someone has chosen its months. The choice: seasons as meteorologists count them, spring from March; the
//! standard's 21 to 24 are "independent of location", and are taken to be those of the northern hemisphere.

use crate::model::day::{Day, days_in_month};

/// A group of months with a number and a name of its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Season {
    /// The number in the place of the month.
    pub code: u8,
    /// As in "spring 2024", "the first quarter of 2024".
    pub name: &'static str,
    /// What stands after the year, in longer texts.
    pub remark: &'static str,
    /// The month with which it begins.
    first_month: u8,
    /// How many months it lasts; where they run over the end of the year they end in the next one.
    months: u8,
}

const NORTH: &str = " (northern hemisphere)";
const SOUTH: &str = " (southern hemisphere)";

const fn season(code: u8, name: &'static str, remark: &'static str, first_month: u8, months: u8) -> Season {
    Season { code, name, remark, first_month, months }
}

/// ISO 8601-2:2019, 4.8; winter begins in December and ends in the February after it.
static SEASONS: [Season; 21] = [
    season(21, "spring", "", 3, 3),
    season(22, "summer", "", 6, 3),
    season(23, "autumn", "", 9, 3),
    season(24, "winter", "", 12, 3),
    season(25, "spring", NORTH, 3, 3),
    season(26, "summer", NORTH, 6, 3),
    season(27, "autumn", NORTH, 9, 3),
    season(28, "winter", NORTH, 12, 3),
    season(29, "spring", SOUTH, 9, 3),
    season(30, "summer", SOUTH, 12, 3),
    season(31, "autumn", SOUTH, 3, 3),
    season(32, "winter", SOUTH, 6, 3),
    season(33, "the first quarter of", "", 1, 3),
    season(34, "the second quarter of", "", 4, 3),
    season(35, "the third quarter of", "", 7, 3),
    season(36, "the fourth quarter of", "", 10, 3),
    season(37, "the first third of", "", 1, 4),
    season(38, "the second third of", "", 5, 4),
    season(39, "the last third of", "", 9, 4),
    season(40, "the first half of", "", 1, 6),
    season(41, "the second half of", "", 7, 6),
];

impl Season {
    /// The season with this number.
    pub(super) fn find(code: i32) -> Option<&'static Self> {
        SEASONS.iter().find(|season| i32::from(season.code) == code)
    }

    /// Its first day in a year.
    pub(super) fn first_day(&self, year: i32) -> Option<Day> {
        Day::from_ymd(year, self.first_month, 1)
    }

    /// Its last day, which for a winter lies in the year after; the winter of 9999 ends with the last day of all.
    pub(super) fn last_day(&self, year: i32) -> Day {
        let month = self.first_month + self.months - 1;
        let (year, month) = if month > 12 { (year + 1, month - 12) } else { (year, month) };
        Day::from_ymd(year, month, days_in_month(year, month)).unwrap_or(Day::MAX)
    }

    /// Whether it ends in the year after the one it is named for.
    pub(super) fn crosses_new_year(&self) -> bool {
        self.first_month + self.months > 13
    }
}
