//! The civil day number, because "the same day" is the question the program exists to answer: one integer per
//! day, so that days compare, subtract and index without a calendar in sight.

use std::fmt;

/// A civil day: whole days since 1970-01-01 in the proleptic Gregorian calendar (which ISO 8601 and EDTF use,
/// with a year 0). Ranges over the years −9999 to 9999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A day of the week, Monday first as in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// Day 1 of the ISO week.
    Monday,
    /// Day 2.
    Tuesday,
    /// Day 3.
    Wednesday,
    /// Day 4.
    Thursday,
    /// Day 5.
    Friday,
    /// Day 6.
    Saturday,
    /// Day 7.
    Sunday,
}

impl Weekday {
    /// The English name, "Monday".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }

    /// The English name cut to three letters, "Mon".
    #[must_use]
    pub fn short_name(self) -> &'static str {
        &self.name()[..3]
    }
}

/// English month names, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of month 1 to 12; anything else is clamped into that range.
#[must_use]
pub fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

/// The English name of a month cut to three letters.
#[must_use]
pub fn month_short_name(month: u8) -> &'static str {
    &month_name(month)[..3]
}

/// The number of days in a month of the proleptic Gregorian calendar; `month` is 1 to 12.
#[must_use]
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Whether a proleptic Gregorian year (astronomical: 0 is 1 BC) has 366 days.
#[must_use]
pub fn is_leap_year(year: i32) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

impl Day {
    /// −9999-01-01, the first day a file can name.
    pub const MIN: Self = Self(-4_371_587);
    /// 9999-12-31, the last day a file can name.
    pub const MAX: Self = Self(2_932_896);

    /// The day with this number of days since 1970-01-01, held within [`Day::MIN`] and [`Day::MAX`].
    #[must_use]
    pub fn from_number(days: i32) -> Self {
        Self(days.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day of a civil date, or `None` where there is no such date or its year is beyond ±9999.
    /// The arithmetic is Howard Hinnant's `days_from_civil`
    /// (<https://howardhinnant.github.io/date_algorithms.html>).
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(-9999..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
        {
            return None;
        }
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let shifted_month = (i32::from(month) + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + i32::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year (astronomical), month 1–12 and day 1–31; the inverse of [`Day::from_ymd`].
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation)]
        (year, month as u8, day as u8)
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The day `days` later (earlier where negative), held within the range of days.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// "14 October 2024"; years before 1 as "44 BC".
    #[must_use]
    pub fn long(self) -> String {
        let (y, m, d) = self.ymd();
        format!("{d} {} {}", month_name(m), year_name(y))
    }

    /// "14 Oct 2024".
    #[must_use]
    pub fn medium(self) -> String {
        let (y, m, d) = self.ymd();
        format!("{d} {} {}", month_short_name(m), year_name(y))
    }

    /// "14 Oct".
    #[must_use]
    pub fn short(self) -> String {
        let (_, m, d) = self.ymd();
        format!("{d} {}", month_short_name(m))
    }
}

/// A year as people write it: "2024", and "44 BC" for the astronomical −43.
#[must_use]
pub fn year_name(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

/// ISO 8601: `2024-10-14`, years before 0 with a sign, `-0044-03-15`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        let sign = if y < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{m:02}-{d:02}", y.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        for (y, m, d, number, weekday) in [
            (1970, 1, 1, 0, Weekday::Thursday),
            (2024, 10, 14, 20_010, Weekday::Monday),
            (2000, 2, 29, 11_016, Weekday::Tuesday),
            (1600, 1, 1, -135_140, Weekday::Saturday),
            (-9999, 1, 1, Day::MIN.number(), Weekday::Monday),
            (9999, 12, 31, Day::MAX.number(), Weekday::Friday),
        ] {
            let day = Day::from_ymd(y, m, d).unwrap();
            assert_eq!(day.number(), number, "{y}-{m}-{d}");
            assert_eq!(day.ymd(), (y, m, d));
            assert_eq!(day.weekday(), weekday, "{y}-{m}-{d}");
        }
    }

    #[test]
    fn every_day_round_trips() {
        let mut number = Day::MIN.number();
        while number <= Day::MAX.number() {
            let day = Day::from_number(number);
            let (y, m, d) = day.ymd();
            assert_eq!(Day::from_ymd(y, m, d), Some(day));
            number += 37;
        }
    }

    #[test]
    fn no_such_day() {
        for (y, m, d) in [(2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (10_000, 1, 1)] {
            assert_eq!(Day::from_ymd(y, m, d), None);
        }
    }

    #[test]
    fn written() {
        let ides = Day::from_ymd(-43, 3, 15).unwrap();
        assert_eq!(ides.to_string(), "-0043-03-15");
        assert_eq!(ides.long(), "15 March 44 BC");
        assert_eq!(Day::from_ymd(2024, 10, 14).unwrap().medium(), "14 Oct 2024");
    }
}
