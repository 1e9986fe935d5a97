//! Dates that move and stay what they are: a day goes to another day, a month to another month, "about" stays, and so
//! do the time, the zone and what is not known. Used by hands that drag an event and by "shift by N days".

use super::mask::Mask;
use super::parse::{self, Side};
use super::point::Point;
use super::{Clock, EventDate, Precision, Zone};
use crate::model::day::Day;

/// Which ends of a date move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Both, or a date that is no interval.
    Both,
    /// The beginning of an interval.
    Begin,
    /// The end of an interval.
    End,
}

/// How far a date moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Days, later or earlier.
    pub days: i32,
    /// Minutes besides, for what carries a time; a date without one takes no notice.
    pub minutes: i32,
}

impl Shift {
    /// Whole days.
    #[must_use]
    pub fn of_days(days: i32) -> Self {
        Self { days, minutes: 0 }
    }
}

/// Days in a year, on average.
const YEAR_DAYS: f64 = 365.2425;

/// The numbers of seasons and the like (EDTF level 2) in groups that make up a year.
const SEASONS: [(i32, i32); 6] = [(21, 24), (25, 28), (29, 32), (33, 36), (37, 39), (40, 41)];

impl EventDate {
    /// The date moved; what is coarser than a day goes to the month, year and so on that its middle then lies in.
    /// `None` where the ends would cross, the years end, or there is nothing to move: an interval has two ends, and
    /// `..` stays.
    #[must_use]
    pub fn shifted(&self, by: Shift, ends: Ends) -> Option<Self> {
        let text = self.text();
        let written = parse::written(text).ok()?;
        let moved = |side: &Side, text: &str| match side {
            // Where a part is qualified, what stands where in the text is not known.
            Side::Date(point) if point.partly => None,
            Side::Date(point) => shift(text, point, by),
            Side::Open | Side::Unknown => Some(text.to_owned()),
        };
        let Some(end) = &written.end else {
            let whole = (ends == Ends::Both).then(|| moved(&written.begin, text))??;
            return Self::parse(&whole).ok();
        };
        let slash = parse::next_slash(text, 0)?;
        let (first, last) = (&text[..slash], &text[slash + 1..]);
        let first = if ends == Ends::End { first.to_owned() } else { moved(&written.begin, first)? };
        let last = if ends == Ends::Begin { last.to_owned() } else { moved(end, last)? };
        Self::parse(&format!("{first}/{last}")).ok()
    }
}

/// One date of which `text` is all, moved.
fn shift(text: &str, point: &Point, by: Shift) -> Option<String> {
    let year_end = usize::from(point.negative) + 4;
    match point.precision() {
        Precision::Day | Precision::Time => shift_day(text, point, by),
        Precision::Month => {
            let (year, month, _) = middle(point, by)?.ymd();
            Some(format!("{}-{month:02}{}", year_text(year), text.get(year_end + 3..)?))
        }
        Precision::Year => {
            let (year, ..) = middle(point, by)?.ymd();
            Some(format!("{}{}", year_text(year), text.get(year_end..)?))
        }
        Precision::Season => shift_season(text, point, by, year_end),
        Precision::Decade => shift_mask(text, point, by, 3),
        Precision::Century => shift_mask(text, point, by, 2),
        Precision::Millennium => shift_mask(text, point, by, 1),
    }
}

/// The middle of what it means, moved.
fn middle(point: &Point, by: Shift) -> Option<Day> {
    let (first, last) = point.bounds()?;
    let middle = i64::from(first.number()).midpoint(i64::from(last.number()));
    day_after(middle, by.days)
}

/// The day so many days later; `None` beyond the years that there are.
fn day_after(day: i64, days: i32) -> Option<Day> {
    let number = i32::try_from(day + i64::from(days)).ok()?;
    let moved = Day::from_number(number);
    (moved.number() == number).then_some(moved)
}

fn shift_day(text: &str, point: &Point, by: Shift) -> Option<String> {
    let (day, _) = point.bounds()?;
    let date_end = usize::from(point.negative) + 10;
    let rest = text.get(date_end..)?;
    let Some(clock) = &point.clock else {
        let (year, month, day) = day_after(i64::from(day.number()), by.days)?.ymd();
        return Some(format!("{}-{month:02}-{day:02}{rest}", year_text(year)));
    };
    let second = i64::from(clock.second_of_day) + i64::from(by.minutes) * 60;
    let days = i32::try_from(second.div_euclid(86_400)).ok()?;
    let moved = day_after(i64::from(day.number()) + i64::from(days), by.days)?;
    let second_of_day = u32::try_from(second.rem_euclid(86_400)).ok()?;
    let (shown_day, shown) = shown_by_clocks(clock, moved, second_of_day);
    let (year, month, day) = shown_day.ymd();
    let date = format!("{}-{month:02}-{day:02}", year_text(year));
    if shown == clock.second_of_day {
        return Some(format!("{date}{rest}"));
    }
    let (hour, minute) = (shown / 3600, shown / 60 % 60);
    let (time, after) = if clock.has_seconds {
        (format!("T{hour:02}:{minute:02}:{:02}", shown % 60), rest.get(9..)?)
    } else {
        (format!("T{hour:02}:{minute:02}"), rest.get(6..)?)
    };
    Some(format!("{date}{time}{after}"))
}

/// A time that the zone's clocks skipped when summer time began is what they show with the offset before it: 02:30 is
/// 03:30, as in calendars (RFC 5545, 3.3.5).
fn shown_by_clocks(clock: &Clock, day: Day, second_of_day: u32) -> (Day, u32) {
    let moved = Clock { second_of_day, ..clock.clone() };
    let shown = match &moved.zone {
        Zone::Named(_, None) => moved.instant(day).and_then(|instant| moved.zone.shown_at(instant)),
        _ => None,
    };
    shown.unwrap_or((day, second_of_day))
}

fn shift_season(text: &str, point: &Point, by: Shift, year_end: usize) -> Option<String> {
    let year = point.known_year()?;
    let number: Option<i32> = text.get(year_end + 1..year_end + 3).and_then(|digits| digits.parse().ok());
    let group = number.and_then(|n| SEASONS.iter().find(|(first, last)| (*first..=*last).contains(&n)));
    let (Some(number), Some((first, last))) = (number, group) else {
        // Some months of a year: the same ones of another.
        let year = year.checked_add(steps(by, YEAR_DAYS))?;
        return Some(format!("{}{}", year_text(year), text.get(year_end..)?));
    };
    let count = last - first + 1;
    let at = year.checked_mul(count)?.checked_add(number - first)?;
    let at = at.checked_add(steps(by, YEAR_DAYS / f64::from(count)))?;
    let (year, number) = (at.div_euclid(count), first + at.rem_euclid(count));
    Some(format!("{}-{number}{}", year_text(year), text.get(year_end + 3..)?))
}

/// `202X` by tens of years, `20XX` by hundreds.
fn shift_mask(text: &str, point: &Point, by: Shift, known: usize) -> Option<String> {
    if !point.year.is_open_at_the_end_only() || point.negative {
        return None;
    }
    let digits = text.get(..4)?;
    let known = known.min(digits.find('X')?);
    let span = 10_i32.pow(4 - u32::try_from(known).ok()?);
    let head: i32 = digits.get(..known)?.parse().ok()?;
    let head = head.checked_add(steps(by, YEAR_DAYS * f64::from(span)))?;
    let year = format!("{head:0known$}{}", "X".repeat(4 - known));
    Mask::<4>::parse(&year).map(|_| format!("{year}{}", text.get(4..).unwrap_or_default()))
}

/// How many of these are nearest to a shift.
#[allow(clippy::cast_possible_truncation)] // `as` saturates, and years are checked
fn steps(by: Shift, days: f64) -> i32 {
    (f64::from(by.days) / days).round() as i32
}

fn year_text(year: i32) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(text: &str, days: i32, minutes: i32, ends: Ends) -> String {
        let date = EventDate::parse(text).unwrap();
        date.shifted(Shift { days, minutes }, ends).map_or("-".to_owned(), |date| date.text().to_owned())
    }

    #[test]
    fn precision_and_qualifiers_stay() {
        for (text, days, expected) in [
            ("2024-10-14", 1, "2024-10-15"),
            ("2024-02-28~", 2, "2024-03-01~"),
            ("2024-12-31?", 1, "2025-01-01?"),
            ("2024-10-14T08:30+04:00", -14, "2024-09-30T08:30+04:00"),
            ("2024-10-14T08:30[Asia/Tehran]", 1, "2024-10-15T08:30[Asia/Tehran]"),
            ("2024-10~", 30, "2024-11~"),
            ("2024-10", 10, "2024-10"),
            ("2024-10-XX", -40, "2024-09-XX"),
            ("2024", 366, "2025"),
            ("2024%", 100, "2024%"),
            ("2024-23", 91, "2024-24"),
            ("2024-24", 91, "2025-21"),
            ("2024-36", -92, "2024-35"),
            ("2024-1X", 365, "2025-1X"),
            ("202X", 3652, "203X"),
            ("20XX", -36_525, "19XX"),
            ("XXXX", 100, "-"),
            ("-0044-03-15", 1, "-0044-03-16"),
            ("-0001-12-31", 1, "0000-01-01"),
            ("9999-12-31", 1, "-"),
            ("2024-11-11/2024-11-22", 3, "2024-11-14/2024-11-25"),
            ("2024-10-01/..", 1, "2024-10-02/.."),
            ("/2024-10-01~", 1, "/2024-10-02~"),
        ] {
            assert_eq!(moved(text, days, 0, Ends::Both), expected, "{text} by {days}");
        }
    }

    #[test]
    fn the_ends_of_an_interval_move_separately() {
        assert_eq!(moved("2024-11-11/2024-11-22", 2, 0, Ends::Begin), "2024-11-13/2024-11-22");
        assert_eq!(moved("2024-11-11/2024-11-22~", -2, 0, Ends::End), "2024-11-11/2024-11-20~");
        assert_eq!(moved("2024-11-11/2024-11-22", 20, 0, Ends::Begin), "-", "they may not cross");
        assert_eq!(moved("2024-11/2024-11-22", -31, 0, Ends::Begin), "2024-10/2024-11-22");
        assert_eq!(moved("2024-11-11", 1, 0, Ends::End), "-");
    }

    #[test]
    fn a_time_that_clocks_skip_is_what_they_show() {
        for (text, days, minutes, expected) in [
            ("2024-03-09T02:30[America/New_York]", 1, 0, "2024-03-10T03:30[America/New_York]"),
            ("2024-03-10T01:50[America/New_York]", 0, 15, "2024-03-10T03:05[America/New_York]"),
            ("2024-03-30T02:15:20[Europe/Berlin]", 1, 0, "2024-03-31T03:15:20[Europe/Berlin]"),
            ("2024-11-02T01:30[America/New_York]", 1, 0, "2024-11-03T01:30[America/New_York]"),
            ("2024-03-09T02:30-05:00", 1, 0, "2024-03-10T02:30-05:00"),
            ("2024-03-09T02:30", 1, 0, "2024-03-10T02:30"),
        ] {
            assert_eq!(moved(text, days, minutes, Ends::Both), expected, "{text}");
        }
    }

    #[test]
    fn minutes_move_what_has_a_time() {
        assert_eq!(moved("2024-10-14T23:30Z", 0, 45, Ends::Both), "2024-10-15T00:15Z");
        assert_eq!(moved("2024-10-14T00:10:05", 0, -15, Ends::Both), "2024-10-13T23:55:05");
        assert_eq!(moved("2024-10-14", 1, 45, Ends::Both), "2024-10-15");
    }
}
