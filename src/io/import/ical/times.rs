//! The times of an event: its beginning, and its end as DTEND or DURATION tells it.

use super::clocks::Clocks;
use super::component::{Component, Property};
use super::dates::{Between, Stamp, between};
use crate::io::timeline_file::text::problems::shown;

/// The end of an event.
#[derive(Clone, Debug)]
pub(super) enum End {
    /// DTEND: at a time.
    At(Stamp),
    /// DURATION: so many days and seconds after its beginning.
    After(i64, i64),
}

/// When an event is.
#[derive(Clone, Debug)]
pub(super) struct Times {
    pub(super) start: Stamp,
    pub(super) end: Option<End>,
}

impl End {
    /// The end of an occurrence that begins elsewhere; for a time, of what begins at it.
    pub(super) fn of(&self, begin: &Stamp) -> Option<Stamp> {
        match self {
            Self::At(stamp) => Some(stamp.clone()),
            Self::After(days, seconds) => begin.plus(*days, *seconds),
        }
    }
}

impl Times {
    /// The end of an occurrence of it: as long after its beginning as that of the event itself (RFC 5545, 3.8.5.3).
    pub(super) fn end_of(&self, begin: &Stamp) -> Option<Stamp> {
        match self.end.as_ref()? {
            End::At(end) if begin.civil() == self.start.civil() => Some(end.clone()),
            End::At(end) => Some(end.moved_as(&self.start, begin)),
            after => after.of(begin),
        }
    }

    /// Its date.
    pub(super) fn date(&self) -> Result<Between, String> {
        between(&self.start, self.end_of(&self.start).as_ref())
    }
}

/// Beginning and end of an event. `clocks` knows zones by name; what is wrong with an end is told and costs it alone.
pub(super) fn times(
    event: &Component,
    clocks: &mut dyn FnMut(&str) -> Option<Clocks>,
    wrong_ends: &mut Vec<String>,
) -> Result<Times, String> {
    let Some(property) = event.first("DTSTART") else { return Err("no date (DTSTART)".to_owned()) };
    let start = stamp(property, &property.value, clocks)?;
    let end = match (event.first("DTEND"), event.first("DURATION")) {
        (Some(property), _) => stamp(property, &property.value, clocks).map(|end| Some(End::At(end))),
        (None, Some(property)) => match duration(&property.value) {
            Some((days, seconds)) => Ok(Some(End::After(days, seconds))),
            None => Err(format!("this is not a duration (“{}”)", shown(&property.value, 30))),
        },
        (None, None) => Ok(None),
    };
    let end = end.unwrap_or_else(|why| {
        wrong_ends.push(why);
        None
    });
    Ok(Times { start, end })
}

/// A day or a time of a property, with its zone.
pub(super) fn stamp(
    property: &Property,
    text: &str,
    clocks: &mut dyn FnMut(&str) -> Option<Clocks>,
) -> Result<Stamp, String> {
    let as_day = property.parameter("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("DATE"));
    let is_time = !as_day && text.contains(['T', 't']);
    let zone = property.parameter("TZID").filter(|_| is_time && !text.trim_end().ends_with(['Z', 'z']));
    let clocks = zone.and_then(clocks).unwrap_or(Clocks::LOCAL);
    Stamp::read(text, as_day, &clocks)
}

/// Reads `P1DT2H30M` as days and seconds; weeks are days.
pub(super) fn duration(text: &str) -> Option<(i64, i64)> {
    let text = text.trim().to_ascii_uppercase();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
    let (mut days, mut seconds, mut in_time) = (0_i64, 0_i64, false);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            (in_time, rest) = (true, time);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..end].parse().ok().filter(|number| *number < 1_000_000_000)?;
        match (rest.as_bytes()[end], in_time) {
            (b'W', false) => days += number * 7,
            (b'D', false) => days += number,
            (b'H', true) => seconds += number * 3600,
            (b'M', true) => seconds += number * 60,
            (b'S', true) => seconds += number,
            _ => return None,
        }
        rest = &rest[end + 1..];
    }
    Some((sign * days, sign * seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("PT1H", Some((0, 3600))),
            ("P1DT2H30M5S", Some((1, 9005))),
            ("P2W", Some((14, 0))),
            ("-PT15M", Some((0, -900))),
            ("P", None),
            ("PT", Some((0, 0))),
            ("P1M", None),
            ("1H", None),
            ("PT1é", None),
            ("P99999999999D", None),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
    }
}
