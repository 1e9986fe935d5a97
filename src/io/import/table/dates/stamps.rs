//! Numbers that stand for dates: what Unix counts in seconds since 1970, JavaScript in milliseconds, and a spreadsheet in
//! days since 1900 or 1904. A number alone says nothing; a whole column of them does, where its name agrees.

use crate::model::day::Day;

/// What a column of numbers counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stamps {
    /// Seconds since 1970-01-01T00:00Z.
    Seconds,
    /// Thousandths of them.
    Milliseconds,
    /// Millionths of them.
    Microseconds,
    /// Days as Excel counts them: 1 is 1 January 1900.
    Excel1900,
    /// Days as Excel once counted them on the Macintosh: 0 is 1 January 1904.
    Excel1904,
}

impl Stamps {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Seconds, Self::Milliseconds, Self::Microseconds, Self::Excel1900, Self::Excel1904];

    /// Its name on the command line.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Seconds => "unix",
            Self::Milliseconds => "unix-ms",
            Self::Microseconds => "unix-us",
            Self::Excel1900 => "excel",
            Self::Excel1904 => "excel-1904",
        }
    }

    /// What it counts, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds since 1970 (Unix)",
            Self::Milliseconds => "milliseconds since 1970",
            Self::Microseconds => "microseconds since 1970",
            Self::Excel1900 => "days since 1900 (Excel)",
            Self::Excel1904 => "days since 1904 (Excel on old Macintoshes)",
        }
    }

    /// Whether a number has a fraction of a second, which a date has no place for.
    #[must_use]
    pub fn has_fraction(self, cell: &str) -> bool {
        let per_second = match self {
            Self::Seconds => 1.0,
            Self::Milliseconds => 1e3,
            Self::Microseconds => 1e6,
            Self::Excel1900 | Self::Excel1904 => return false,
        };
        cell.trim().parse().is_ok_and(|number: f64| (number / per_second).fract() != 0.0)
    }

    /// The date of a number in EDTF; `None` where it is no number or beyond the years that there are.
    #[must_use]
    pub fn date(self, cell: &str) -> Option<String> {
        let number: f64 = cell.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
        let (days, second, is_utc) = match self {
            Self::Seconds => split(number, 1.0),
            Self::Milliseconds => split(number, 1e3),
            Self::Microseconds => split(number, 1e6),
            // Excel knows a 29 February 1900 that never was: numbers up to 60 are a day early.
            Self::Excel1900 => excel(if number < 60.0 { number + 1.0 } else { number }, -25_569),
            Self::Excel1904 => excel(number, -24_107),
        };
        let days =
            i32::try_from(days).ok().filter(|days| (Day::MIN.number()..=Day::MAX.number()).contains(days))?;
        let day = Day::from_number(days);
        let seconds = if second % 60 == 0 { String::new() } else { format!(":{:02}", second % 60) };
        let clock = format!("T{:02}:{:02}{seconds}", second / 3600, second / 60 % 60);
        Some(match (is_utc, second) {
            (true, _) => format!("{day}{clock}Z"),
            (false, 0) => day.to_string(),
            (false, _) => format!("{day}{clock}"),
        })
    }
}

/// Days since 1970 and seconds of the day.
#[allow(clippy::cast_possible_truncation)] // numbers of stamps are far within i64
fn split(number: f64, per_second: f64) -> (i64, i64, bool) {
    let seconds = (number / per_second).floor() as i64;
    (seconds.div_euclid(86_400), seconds.rem_euclid(86_400), true)
}

#[allow(clippy::cast_possible_truncation)] // as above
fn excel(number: f64, epoch_days: i64) -> (i64, i64, bool) {
    let seconds = (number.fract() * 86_400.0).round() as i64;
    let days = number.floor() as i64 + epoch_days;
    (days + seconds.div_euclid(86_400), seconds.rem_euclid(86_400), false)
}

/// What a number can count by its size: Unix's since 1973 in seconds, since 1970 in smaller parts, or days of this and the
/// last century. Excel's two ways look alike: the usual one is given.
pub(crate) fn kind(cell: &str) -> Option<Stamps> {
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    if whole.is_empty() || !(whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let number: u64 = whole.parse().ok()?;
    match number {
        10_000..=80_000 if whole.len() == 5 => Some(Stamps::Excel1900),
        100_000_000..=4_102_444_800 => Some(Stamps::Seconds),
        100_000_000_000..=4_102_444_800_000 => Some(Stamps::Milliseconds),
        100_000_000_000_000..=4_102_444_800_000_000 if whole.len() > 14 => Some(Stamps::Microseconds),
        _ => None,
    }
}

/// What all numbers of a column can count.
pub(crate) fn of_column(cells: &[&str]) -> Option<Stamps> {
    let first = kind(cells.first()?)?;
    cells.iter().all(|cell| kind(cell) == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_dates() {
        for (stamps, number, date) in [
            (Stamps::Seconds, "1728894600", "2024-10-14T08:30Z"),
            (Stamps::Milliseconds, "1728894612345", "2024-10-14T08:30:12Z"),
            (Stamps::Microseconds, "1728894600000000", "2024-10-14T08:30Z"),
            (Stamps::Excel1900, "45579", "2024-10-14"),
            (Stamps::Excel1900, "45579.354166666664", "2024-10-14T08:30"),
            (Stamps::Excel1900, "1", "1900-01-01"),
            (Stamps::Excel1900, "61", "1900-03-01"),
            (Stamps::Excel1904, "44117", "2024-10-14"),
        ] {
            assert_eq!(stamps.date(number).as_deref(), Some(date), "{number}");
        }
        assert!(
            Stamps::Milliseconds.has_fraction("1728894612345") && !Stamps::Seconds.has_fraction("1728894612")
        );
        assert_eq!(Stamps::Excel1900.date("x"), None);
        assert_eq!(of_column(&["1728894600", "1728894601"]), Some(Stamps::Seconds));
        assert_eq!(of_column(&["1728894600", "45579"]), None);
        assert_eq!(kind("20241014"), None);
        assert_eq!(kind("20241014083000"), None);
    }
}
