//! Days and times of a calendar in EDTF. A calendar's end is the first day, or the first minute, that is no longer
//! part of the event; EDTF's is the last that is.

use super::clocks::{Clocks, SECONDS_A_DAY};
use crate::io::timeline_file::text::problems::shown;
use crate::model::{Day, EventDate};

/// A day or a time as a calendar writes it.
#[derive(Clone, Debug)]
pub(super) struct Stamp {
    day: Day,
    /// Seconds since midnight; `None` for a whole day.
    second: Option<i64>,
    clocks: Clocks,
}

/// What tells times of a series apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// A day, by its number.
    Day(i32),
    /// Seconds: since 1970-01-01T00:00Z, or by clocks of no zone.
    Time(i64),
}

impl Stamp {
    /// Reads `20241014`, `20241014T083000` or `20241014T083000Z`; `clocks` are those of the zone that goes with it.
    pub(super) fn read(text: &str, as_day: bool, clocks: &Clocks) -> Result<Self, String> {
        let no = |what: String| format!("{what} (“{}”)", shown(text, 30));
        let bare = text.trim();
        // Some programs write the separators of ISO 8601, which RFC 5545 leaves out.
        let bare: String = match bare.get(4..5) {
            Some("-") => bare.replacen('-', "", 2).replace(':', ""),
            _ => bare.to_owned(),
        };
        let (day, time) = match bare.split_once(['T', 't', ' ']) {
            Some((day, time)) => (day, Some(time)),
            None => (bare.as_str(), None),
        };
        let day =
            compact_day(day).map_err(|what| what.map_or_else(|| no("this is not a date".to_owned()), no))?;
        let Some(time) = time.filter(|_| !as_day) else {
            return Ok(Self { day, second: None, clocks: Clocks::LOCAL });
        };
        let digits = time.find(|c: char| !c.is_ascii_digit()).unwrap_or(time.len());
        let (time, mark) = time.split_at(digits);
        let second =
            second_of_day(time).map_err(|what| no(what.unwrap_or("this is not a time".to_owned())))?;
        let clocks = match mark.trim() {
            "" => clocks.clone(),
            "Z" | "z" => Clocks::utc(),
            offset => Clocks::of_offset(offset).ok_or_else(|| no("this is not a time".to_owned()))?,
        };
        let days = i32::try_from(second / SECONDS_A_DAY).unwrap_or(0);
        Ok(Self { day: day.plus(days), second: Some(second % SECONDS_A_DAY), clocks })
    }

    /// The same kind of time by the same clocks, at so many seconds by them.
    pub(super) fn at_civil(&self, civil: i64) -> Self {
        let second = self.second.map(|_| civil.rem_euclid(SECONDS_A_DAY));
        Self { day: day_of(civil), second, clocks: self.clocks.clone() }
    }

    /// What these clocks show at an instant.
    fn at_instant(&self, instant: i64) -> Option<Self> {
        let (day, second) = self.clocks.shown_at(instant)?;
        Some(Self { day, second: Some(second), clocks: self.clocks.clone() })
    }

    /// Seconds by its own clocks, from 1970-01-01T00:00.
    pub(super) fn civil(&self) -> i64 {
        i64::from(self.day.number()) * SECONDS_A_DAY + self.second.unwrap_or(0)
    }

    /// Seconds since 1970-01-01T00:00Z; `None` for days and for times by clocks of no zone.
    pub(super) fn instant(&self) -> Option<i64> {
        self.clocks.instant(self.day, self.second?)
    }

    /// A time that the clocks never showed, because they were set forward over it, is the one that they showed instead.
    pub(super) fn settled(self) -> Self {
        let shown = self.instant().and_then(|instant| self.at_instant(instant));
        shown.unwrap_or(self)
    }

    /// The same instant by the clocks of another time, where both have a zone.
    pub(super) fn by_clocks_of(&self, other: &Self) -> Self {
        let shown = self.instant().filter(|_| !other.is_day() && !other.clocks.is_local());
        shown.and_then(|instant| other.at_instant(instant)).unwrap_or_else(|| self.clone())
    }

    /// Whether it is a time that its clocks never showed.
    pub(super) fn is_in_gap(&self) -> bool {
        self.second.is_some() && self.clone().settled().civil() != self.civil()
    }

    /// Whether it is a whole day.
    pub(super) fn is_day(&self) -> bool {
        self.second.is_none()
    }

    /// Its day.
    pub(super) fn day(&self) -> Day {
        self.day
    }

    /// Its year.
    pub(super) fn year(&self) -> i32 {
        self.day.ymd().0
    }

    /// What it is among the times of a series that begins with another: days for days; instants where both have a zone,
    /// and where this one has none the series' own.
    pub(super) fn key(&self, series: &Self) -> Key {
        let Some(second) = self.second.filter(|_| !series.is_day()) else {
            return Key::Day(self.day.number());
        };
        let instant = match (self.clocks.is_local(), series.clocks.is_local()) {
            (true, _) => series.clocks.instant(self.day, second),
            (false, false) => self.instant(),
            (false, true) => None,
        };
        Key::Time(instant.unwrap_or_else(|| self.civil()))
    }

    /// As `key`, by its day alone.
    pub(super) fn day_key(&self) -> Key {
        Key::Day(self.day.number())
    }

    /// So many days and seconds later: days by the calendar, seconds as they pass (RFC 5545, 3.3.6).
    pub(super) fn plus(&self, days: i64, seconds: i64) -> Option<Self> {
        let days = i32::try_from(days).ok()?;
        let moved = Self { day: self.day.plus(days), ..self.clone() };
        if moved.second.is_none() {
            let more = i32::try_from(seconds.div_euclid(SECONDS_A_DAY)).ok()?;
            return Some(Self { day: moved.day.plus(more), ..moved });
        }
        match moved.instant() {
            Some(instant) => moved.at_instant(instant.checked_add(seconds)?),
            None => Some(moved.at_civil(moved.civil().checked_add(seconds)?)),
        }
    }

    /// This end of what begins at one time, for what begins at another: as long after, by the clock where it goes by no
    /// zone.
    pub(super) fn moved_as(&self, from: &Self, to: &Self) -> Self {
        let length = self.instant().zip(from.instant()).map(|(end, begin)| end - begin);
        let end = length.zip(to.instant()).and_then(|(length, begin)| self.at_instant(begin + length));
        end.unwrap_or_else(|| self.at_civil(self.civil() + to.civil() - from.civil()))
    }

    /// The last day, or minute, that is part of an event which ends here.
    fn last_before(&self, start: &Self) -> Self {
        match self.second {
            None => Self { day: self.day.plus(-1), ..self.clone() },
            // Until midnight is not on the next day.
            Some(0) if self.day > start.day => {
                Self { day: self.day.plus(-1), second: Some(SECONDS_A_DAY - 60), ..self.clone() }
            }
            Some(_) => self.clone(),
        }
    }

    /// Whether it is certainly after another.
    fn is_after(&self, other: &Self) -> bool {
        match (self.instant(), other.instant()) {
            (Some(a), Some(b)) => a > b,
            _ => self.civil() > other.civil(),
        }
    }

    fn edtf(&self) -> String {
        let Some(second) = self.second else { return self.day.to_string() };
        let (hour, minute, seconds) = (second / 3600, second / 60 % 60, second % 60);
        let seconds = if seconds == 0 { String::new() } else { format!(":{seconds:02}") };
        format!("{}T{hour:02}:{minute:02}{seconds}{}", self.day, self.clocks.edtf(self.day, second))
    }
}

/// The day in which a second lies.
pub(super) fn day_of(civil: i64) -> Day {
    Day::from_number(i32::try_from(civil.div_euclid(SECONDS_A_DAY)).unwrap_or(i32::MAX))
}

/// `20241014`; says what is wrong with a date that looks like one.
fn compact_day(text: &str) -> Result<Day, Option<String>> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(None);
    }
    let number = |at: std::ops::Range<usize>| text[at].parse().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    let (month, day) = (u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0));
    Day::from_ymd(year, month, day)
        .ok_or_else(|| Some(format!("there is no day {year:04}-{month:02}-{day:02}")))
}

/// `083000` or `0830`; 24:00 is the end of the day, a leap second the one before.
fn second_of_day(text: &str) -> Result<i64, Option<String>> {
    if !matches!(text.len(), 4 | 6) {
        return Err(None);
    }
    let number = |at: usize| text.get(at..at + 2).map_or(0, |digits| digits.parse::<i64>().unwrap_or(0));
    let (hour, minute, second) = (number(0), number(2), number(4));
    match (hour, minute, second) {
        (24, 0, 0) => Ok(SECONDS_A_DAY),
        (24.., ..) => Err(Some(format!("there is no hour {hour}"))),
        (_, 60.., _) => Err(Some(format!("there is no minute {minute}"))),
        (_, _, 61..) => Err(Some(format!("there is no second {second}"))),
        _ => Ok(hour * 3600 + minute * 60 + second.min(59)),
    }
}

/// A date, and whether an end before the beginning was left out.
pub(super) struct Between {
    pub(super) date: EventDate,
    pub(super) ends_early: bool,
}

/// From a beginning to an end, if there is one.
pub(super) fn between(start: &Stamp, end: Option<&Stamp>) -> Result<Between, String> {
    let end = end.map(|end| Stamp { second: start.second.and(end.second), ..end.clone() });
    let ends_early = end.as_ref().is_some_and(|end| start.is_after(end));
    let begin = start.clone().settled();
    let last = end.filter(|_| !ends_early).map(|end| end.last_before(start).settled());
    // Flying east to west one may land on the day before, by the clocks there; a date does not go backwards.
    let last = last.map(|last| if last.day < begin.day { last.by_clocks_of(&begin) } else { last });
    let text = match last.filter(|last| last.is_after(&begin)).map(|last| last.edtf()) {
        Some(last) if last != begin.edtf() => format!("{}/{last}", begin.edtf()),
        _ => begin.edtf(),
    };
    let date = EventDate::parse(&text).map_err(|error| error.message)?;
    Ok(Between { date, ends_early })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::read(text, false, &Clocks::LOCAL).unwrap()
    }

    #[test]
    fn ends_are_exclusive_in_calendars_alone() {
        for (start, end, edtf) in [
            ("20241014", Some("20241015"), "2024-10-14"),
            ("20241014", None, "2024-10-14"),
            ("20241014", Some("20241014"), "2024-10-14"),
            ("20241111", Some("20241123"), "2024-11-11/2024-11-22"),
            ("20241014T0830", Some("20241014T0930"), "2024-10-14T08:30/2024-10-14T09:30"),
            ("20241014T1800", Some("20241015T0000"), "2024-10-14T18:00/2024-10-14T23:59"),
            ("20241014T1800", Some("20241014T2400"), "2024-10-14T18:00/2024-10-14T23:59"),
            ("20241014T235930", Some("20241015T0000"), "2024-10-14T23:59:30"),
            ("20241014T0830Z", Some("20241014T0830Z"), "2024-10-14T08:30Z"),
            ("20241014T0830", Some("20241013T0830"), "2024-10-14T08:30"),
            (
                "2024-10-15T00:30+09:00",
                Some("20241014T1700-10:00"),
                "2024-10-15T00:30+09:00/2024-10-15T12:00+09:00",
            ),
        ] {
            let end = end.map(stamp);
            let between = between(&stamp(start), end.as_ref()).unwrap();
            assert_eq!(between.date.text(), edtf, "{start} {end:?}");
        }
    }

    #[test]
    fn what_no_clock_shows_is_told() {
        for (text, what) in [
            ("20241014T250000", "there is no hour 25 (“20241014T250000”)"),
            ("20241014T240001", "there is no hour 24 (“20241014T240001”)"),
            ("20241014T087500", "there is no minute 75 (“20241014T087500”)"),
            ("20241014T080061", "there is no second 61 (“20241014T080061”)"),
            ("20240230", "there is no day 2024-02-30 (“20240230”)"),
            ("soon", "this is not a date (“soon”)"),
            ("20241014T8", "this is not a time (“20241014T8”)"),
        ] {
            assert_eq!(Stamp::read(text, false, &Clocks::LOCAL).unwrap_err(), what);
        }
        assert_eq!(stamp("20161231T235960Z").edtf(), "2016-12-31T23:59:59Z");
        assert_eq!(stamp("20241014T240000").edtf(), "2024-10-15T00:00");
        assert_eq!(stamp("2024-10-14T08:30:00+03:30").edtf(), "2024-10-14T08:30+03:30");
    }
}
