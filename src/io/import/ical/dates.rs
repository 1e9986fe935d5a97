//! Days and times of a calendar in EDTF. A calendar's end is the first day, or the first minute, that is no longer
//! part of the event; EDTF's is the last that is.

use calcard::common::PartialDateTime;

use crate::model::{Day, EventDate};

const SECONDS_A_DAY: i64 = 86_400;

/// A day or a time as a calendar writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    day: Day,
    /// Seconds since midnight; `None` for a whole day.
    second: Option<i64>,
    /// `Z`, an offset, `[Asia/Tehran]` or nothing.
    zone: String,
}

impl Stamp {
    /// Of what calcard read; `zone` is the name of the zone that goes with it.
    pub(super) fn of(value: &PartialDateTime, zone: Option<String>) -> Result<Self, String> {
        let (Some(year), Some(month), Some(day)) = (value.year, value.month, value.day) else {
            return Err("its date is not complete".to_owned());
        };
        let day = Day::from_ymd(i32::from(year), month, day)
            .ok_or_else(|| format!("there is no day {year:04}-{month:02}-{day:02}"))?;
        let part = |value: Option<u8>, most: u8| i64::from(value.unwrap_or(0).min(most));
        let second = value
            .hour
            .is_some()
            .then(|| part(value.hour, 23) * 3600 + part(value.minute, 59) * 60 + part(value.second, 59));
        let zone = match (second, value.tz_hour, zone) {
            (None, ..) | (_, None, None) => String::new(),
            (_, Some(hour), _) => offset(hour, value.tz_minute.unwrap_or(0), value.tz_minus),
            (_, None, Some(name)) if name == "Etc/UTC" => "Z".to_owned(),
            (_, None, Some(name)) => format!("[{name}]"),
        };
        Ok(Self { day, second, zone })
    }

    /// Of the same kind and zone at another local time, as chrono writes it: `2024-10-14 08:30:00`.
    pub(super) fn moved_to(&self, text: &str) -> Option<Self> {
        let (day, time) = text.split_once(' ')?;
        let mut parts = day.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let day = Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().flatten().unwrap_or(0);
        let second = self.second.map(|_| hour * 3600 + minute * 60 + second.min(59));
        Some(Self { day, second, zone: self.zone.clone() })
    }

    /// So many seconds later; whole days alone where it is a day.
    pub(super) fn plus(&self, seconds: i64) -> Option<Self> {
        let total = self.second.unwrap_or(0).checked_add(seconds)?;
        let days = i32::try_from(total.div_euclid(SECONDS_A_DAY)).ok()?;
        let second = self.second.map(|_| total.rem_euclid(SECONDS_A_DAY));
        Some(Self { day: self.day.plus(days), second, zone: self.zone.clone() })
    }

    /// Its day.
    pub(super) fn day(&self) -> Day {
        self.day
    }

    /// Its year.
    pub(super) fn year(&self) -> i32 {
        self.day.ymd().0
    }

    fn edtf(&self, with_zone: bool) -> String {
        let Some(second) = self.second else { return self.day.to_string() };
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
        let zone = if with_zone { self.zone.as_str() } else { "" };
        format!("{}T{hour:02}:{minute:02}{seconds}{zone}", self.day)
    }

    /// The last day, or minute, that is part of an event which ends here.
    fn last_before(&self, start: &Self) -> Self {
        match self.second {
            None => Self { day: self.day.plus(-1).max(start.day), ..self.clone() },
            // Until midnight is not on the next day.
            Some(0) if self.day > start.day => {
                Self { day: self.day.plus(-1), second: Some(SECONDS_A_DAY - 60), zone: self.zone.clone() }
            }
            Some(_) => self.clone(),
        }
    }
}

/// An offset as EDTF has it.
fn offset(hour: u8, minute: u8, minus: bool) -> String {
    if hour == 0 && minute == 0 {
        return "Z".to_owned();
    }
    format!("{}{hour:02}:{minute:02}", if minus { '-' } else { '+' })
}

/// From a beginning to an end, if there is one.
pub(super) fn between(start: &Stamp, end: Option<&Stamp>) -> Result<EventDate, String> {
    let last = end.map(|end| {
        let end = Stamp { second: start.second.and(end.second), ..end.clone() };
        end.last_before(start)
    });
    let text = |with_zone: bool| {
        let begin = start.edtf(with_zone);
        match last.as_ref().map(|last| last.edtf(with_zone)) {
            Some(last) if last != begin => format!("{begin}/{last}"),
            _ => begin,
        }
    };
    // A zone whose clocks never showed this time, or an end before the beginning, leaves what can be kept.
    EventDate::parse(&text(true))
        .or_else(|_| EventDate::parse(&text(false)))
        .or_else(|_| EventDate::parse(&start.edtf(false)))
        .map_err(|error| error.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        let value = PartialDateTime {
            year: text[..4].parse().ok(),
            month: text[4..6].parse().ok(),
            day: text[6..8].parse().ok(),
            hour: text.get(9..11).and_then(|hour| hour.parse().ok()),
            minute: text.get(11..13).and_then(|minute| minute.parse().ok()),
            tz_hour: text.ends_with('Z').then_some(0),
            ..PartialDateTime::default()
        };
        Stamp::of(&value, None).unwrap()
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
            ("20241014T0830Z", Some("20241014T0830Z"), "2024-10-14T08:30Z"),
            ("20241014T0830", Some("20241013T0830"), "2024-10-14T08:30"),
        ] {
            let end = end.map(stamp);
            assert_eq!(between(&stamp(start), end.as_ref()).unwrap().text(), edtf, "{start} {end:?}");
        }
    }
}
