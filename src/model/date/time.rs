//! The time of day in a date: its grammar, and the instant it means where its zone is known.

use super::cursor::{Cursor, error};
use super::zone::{self, Offsets};
use super::{Clock, DateError, Zone};
use crate::model::day::Day;

const SECONDS_A_DAY: i64 = 86_400;

/// No zone was ever further from UTC than some 16 hours; 18 is what other programs allow.
const MAX_OFFSET_HOURS: i32 = 18;

/// No zone has a name nearly as long; what is longer is not compared with all of them.
const LONGEST_ZONE_NAME_BYTES: usize = 64;

impl Clock {
    /// The day and the second of the day in UTC when the clock shows this time on `day`; `None` where the zone is
    /// not known, or the instant is beyond the range of days. A time that the zone's clocks showed twice is
    /// the first of the two, unless an offset is written.
    #[must_use]
    pub fn utc(&self, day: Day) -> Option<(Day, u32)> {
        let instant = self.instant(day)?;
        let number = i32::try_from(instant.div_euclid(SECONDS_A_DAY)).ok()?;
        let day = Day::from_number(number);
        let second = u32::try_from(instant.rem_euclid(SECONDS_A_DAY)).ok()?;
        (day.number() == number).then_some((day, second))
    }

    /// The day in another zone of the IANA database when the clock shows this time on `day`; `None` where one
    /// of the zones is not known.
    #[must_use]
    pub fn day_in(&self, day: Day, zone_name: &str) -> Option<Day> {
        zone::day_at(&zone::find(zone_name)?, self.instant(day)?)
    }

    /// Seconds since 1970-01-01T00:00Z when the clock shows this time on `day`; `None` where the zone is not known. A
    /// time that the zone's clocks showed twice is the first of the two, one that they never showed is read with the
    /// offset that they had before (RFC 5545, 3.3.5).
    #[must_use]
    pub fn instant(&self, day: Day) -> Option<i64> {
        let civil = i64::from(day.number()) * SECONDS_A_DAY + i64::from(self.second_of_day);
        match &self.zone {
            Zone::Local => None,
            Zone::Offset(minutes) | Zone::Named(_, Some(minutes)) => Some(civil - i64::from(*minutes) * 60),
            Zone::Named(name, None) => zone::instant(&zone::find(name)?, day, self.second_of_day),
        }
    }
}

impl Zone {
    /// The zone of a name in the IANA database, spelt as there; `None` where it has none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        zone::find(name)?.iana_name().map(|name| Self::Named(name.to_owned(), None))
    }

    /// The day and the second of the day that clocks of this zone show at an instant, in seconds since
    /// 1970-01-01T00:00Z; `None` where the zone is not known, or the day is beyond the range of days.
    #[must_use]
    pub fn shown_at(&self, instant: i64) -> Option<(Day, u32)> {
        let civil = match self {
            Self::Local => return None,
            Self::Named(name, None) => return zone::shown_at(&zone::find(name)?, instant),
            Self::Offset(minutes) | Self::Named(_, Some(minutes)) => instant + i64::from(*minutes) * 60,
        };
        let number = i32::try_from(civil.div_euclid(SECONDS_A_DAY)).ok()?;
        let day = Day::from_number(number);
        let second = u32::try_from(civil.rem_euclid(SECONDS_A_DAY)).ok()?;
        (day.number() == number).then_some((day, second))
    }
}

/// Whether one time on its day is certainly before another on its own; `false` where the zones do not tell.
pub(super) fn is_before(a: &Clock, a_day: Day, b: &Clock, b_day: Day) -> bool {
    match (a.instant(a_day), b.instant(b_day)) {
        (Some(a), Some(b)) => a < b,
        (None, None) => (a_day, a.second_of_day) < (b_day, b.second_of_day),
        _ => false,
    }
}

/// Reads `T08:30`, seconds, offset and zone name. `before` is the date as written so far, for hints.
pub(super) fn clock(cursor: &mut Cursor<'_>, day: Option<Day>, before: &str) -> Result<Clock, DateError> {
    let start = cursor.place();
    let Some(day) = day else {
        let hint = "write the whole date before the time, 2024-10-14T08:30, or leave the time out";
        return Err(error("a time needs a known day", hint, cursor.remainder()));
    };
    cursor.eat('T');
    let (second_of_day, has_seconds) = time_of_day(cursor, day, before)?;
    let time_end = cursor.place();
    let offset = offset(cursor)?;
    let named = named_zone(cursor)?;
    let zone = match (named, offset) {
        (None, None) => Zone::Local,
        (None, Some(offset)) => Zone::Offset(offset),
        (Some(zone), offset) => {
            let at = start..cursor.place();
            check_zone(&zone, offset, day, second_of_day).map_err(|(message, hint)| {
                error(message, hint, if offset.is_some() { time_end..at.end } else { at })
            })?;
            Zone::Named(zone.iana_name().unwrap_or_default().to_owned(), offset)
        }
    };
    Ok(Clock { second_of_day, has_seconds, zone })
}

/// Reads `08:30` or `08:30:15` as seconds since midnight.
fn time_of_day(cursor: &mut Cursor<'_>, day: Day, before: &str) -> Result<(u32, bool), DateError> {
    let start = cursor.place();
    let hour = two_digits(cursor, "hours")?;
    if !cursor.eat(':') {
        let hint = format!("write {before}T{hour:02}:00, or leave the time out");
        return Err(error("a time has hours and minutes", hint, start..cursor.place()));
    }
    let minute_at = cursor.place();
    let minute = two_digits(cursor, "minutes")?;
    let second_at = cursor.place() + 1;
    let has_seconds = cursor.eat(':');
    let second = if has_seconds { two_digits(cursor, "seconds")? } else { 0 };
    if has_seconds && matches!(cursor.peek(), Some('.' | ',')) {
        let at = cursor.place();
        cursor.eat('.');
        cursor.eat(',');
        let (_, digits) = cursor.take(|c| c.is_ascii_digit());
        return Err(error("fractions of a second are not supported", "leave them out", at..digits.end));
    }
    if hour == 24 && minute == 0 && second == 0 {
        let hint = format!("write the end of the day as {}T00:00", day.plus(1));
        return Err(error("there is no hour 24", hint, start..start + 2));
    }
    for (value, most, what, at) in
        [(hour, 23, "hour", start), (minute, 59, "minute", minute_at), (second, 59, "second", second_at)]
    {
        if value > most {
            let hint = format!("{what}s are 00 to {most}");
            return Err(error(format!("there is no {what} {value:02}"), hint, at..at + 2));
        }
    }
    Ok((hour * 3600 + minute * 60 + second, has_seconds))
}

/// Exactly two digits of a time.
fn two_digits(cursor: &mut Cursor<'_>, what: &str) -> Result<u32, DateError> {
    let (digits, at) = cursor.take(|c| c.is_ascii_digit());
    let (message, hint) = match digits.len() {
        2 => return Ok(digits.parse().unwrap_or(0)),
        0 => (format!("the {what} of the time are missing"), "write the time as 08:30".to_owned()),
        1 => (format!("the {what} of a time are two digits"), format!("write 0{digits}")),
        4 => (
            "separate hours and minutes with a colon".to_owned(),
            format!("write {}:{}", &digits[..2], &digits[2..]),
        ),
        _ => (format!("the {what} of a time are two digits"), "write the time as 08:30".to_owned()),
    };
    let at = if digits.is_empty() { cursor.here() } else { at };
    Err(error(message, hint, at))
}

/// Reads `Z`, `+04`, `+04:00` or `-03:30` as minutes east of UTC.
fn offset(cursor: &mut Cursor<'_>) -> Result<Option<i32>, DateError> {
    let start = cursor.place();
    if cursor.eat('Z') {
        return Ok(Some(0));
    }
    let Some(sign @ ('+' | '-')) = cursor.peek() else { return Ok(None) };
    cursor.eat(sign);
    let (hours, at) = cursor.take(|c| c.is_ascii_digit());
    if hours.len() != 2 {
        let hint = match hours.len() {
            1 => format!("write {sign}0{hours}:00"),
            4 => format!("write {sign}{}:{}", &hours[..2], &hours[2..]),
            _ => "write it as +04:00".to_owned(),
        };
        return Err(error("an offset has two digits of hours, a colon and minutes", hint, start..at.end));
    }
    let hours: i32 = hours.parse().unwrap_or(0);
    let minutes = if cursor.eat(':') { two_digits(cursor, "minutes")? } else { 0 };
    let minutes = i32::try_from(minutes).unwrap_or(i32::MAX);
    let at = start..cursor.place();
    if minutes > 59 || hours * 60 + minutes > MAX_OFFSET_HOURS * 60 {
        let hint = "offsets are -18:00 to +18:00, with minutes 00 to 59";
        return Err(error("there is no such offset", hint, at));
    }
    if sign == '-' && hours == 0 && minutes == 0 {
        return Err(error("an offset of zero has no minus sign", "write Z", at));
    }
    let minutes = hours * 60 + minutes;
    Ok(Some(if sign == '-' { -minutes } else { minutes }))
}

/// Reads `[Asia/Tehran]`.
fn named_zone(cursor: &mut Cursor<'_>) -> Result<Option<jiff::tz::TimeZone>, DateError> {
    let start = cursor.place();
    if !cursor.eat('[') {
        return Ok(None);
    }
    let (name, at) = cursor.take(|c| c != ']');
    if !cursor.eat(']') {
        let hint = format!("write [{name}]");
        return Err(error("the bracket of the zone's name is not closed", hint, start..at.end));
    }
    // RFC 9557 marks what a reader must not ignore with "!"; we never ignore a zone.
    let bare = name.strip_prefix('!').unwrap_or(name);
    if bare.starts_with(['+', '-']) {
        let hint = format!("write the offset without brackets, {bare}");
        return Err(error("brackets hold the name of a zone", hint, at));
    }
    if bare.contains('=') {
        return Err(error("calendars and other tags are not supported", "write the zone's name alone", at));
    }
    if let Some(zone) = zone::find(bare).filter(|zone| zone.iana_name().is_some()) {
        return Ok(Some(zone));
    }
    let near = if bare.len() <= LONGEST_ZONE_NAME_BYTES { zone::nearest(bare) } else { None };
    let hint = near.map_or_else(
        || "use a name from the IANA database such as Asia/Tehran, or an offset such as +03:30".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    Err(error(format!("unknown time zone \"{bare}\""), hint, at))
}

/// A zone's name and an offset beside it must agree, and the zone's clocks must have shown the time at all.
fn check_zone(
    zone: &jiff::tz::TimeZone,
    offset: Option<i32>,
    day: Day,
    second_of_day: u32,
) -> Result<(), (String, String)> {
    let name = zone.iana_name().unwrap_or_default();
    let agrees = |seconds: i32, minutes: i32| (seconds - minutes * 60).abs() < 60;
    let expected = match (zone::offsets(zone, day, second_of_day), offset) {
        (None, _) | (Some(Offsets::One(_) | Offsets::Two(..)), None) => return Ok(()),
        (Some(Offsets::One(seconds)), Some(minutes)) if agrees(seconds, minutes) => return Ok(()),
        (Some(Offsets::Two(a, b)), Some(minutes)) if agrees(a, minutes) || agrees(b, minutes) => {
            return Ok(());
        }
        (Some(Offsets::One(seconds) | Offsets::Two(seconds, _)), Some(_)) => seconds,
        (Some(Offsets::Skipped), _) => {
            let message = format!("clocks in {name} never showed this time: they were set forward over it");
            return Err((message, "check the time, or write the offset without the name".to_owned()));
        }
    };
    let expected = offset_text(expected.div_euclid(60));
    let message = format!("the offset does not match {name}, whose clocks were at {expected}");
    Err((message, format!("write {expected}, or leave one of the two out")))
}

/// `+03:30` for 210 minutes.
fn offset_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
