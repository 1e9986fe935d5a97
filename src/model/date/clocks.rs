//! Whose clocks an axis of time shows: those that each date is written by, those of UTC, or those of one zone. What a date
//! says by other clocks is another date, in other words, of the same instant.

use jiff::tz::TimeZone;

use super::parse::{self, Side, next_slash};
use super::point::Point;
use super::{Clock, EventDate, Zone, zone};
use crate::model::day::Day;

const SECONDS_A_DAY: i64 = 86_400;

/// The clocks of an axis, looked up once.
#[derive(Clone, Debug, Default)]
pub struct Clocks(Kind);

#[derive(Clone, Debug, Default)]
enum Kind {
    #[default]
    AsWritten,
    Utc,
    Zone(TimeZone),
}

impl Clocks {
    /// The clocks that each date is written by.
    pub const AS_WRITTEN: Self = Self(Kind::AsWritten);

    /// Those of UTC.
    pub const UTC: Self = Self(Kind::Utc);

    /// Those of a zone of the IANA database; `None` where it has no such name.
    #[must_use]
    pub fn of_zone(name: &str) -> Option<Self> {
        zone::find(name).map(|zone| Self(Kind::Zone(zone)))
    }

    /// Whether each date keeps the clock that it is written by.
    #[must_use]
    pub fn are_as_written(&self) -> bool {
        matches!(self.0, Kind::AsWritten)
    }

    /// The day and the second of the day that these clocks show when another shows a time on a day; `None` where the zone
    /// of that is not known. In the hour that clocks show twice, both times are the same here.
    #[must_use]
    pub fn shown(&self, day: Day, clock: &Clock) -> Option<(Day, u32)> {
        match &self.0 {
            Kind::AsWritten => Some((day, clock.second_of_day)),
            Kind::Utc => clock.utc(day),
            Kind::Zone(zone) => zone::shown_at(zone, clock.instant(day)?),
        }
    }

    /// Seconds since 1970-01-01T00:00Z when these clocks show a second of a day; `None` where each date keeps its own.
    #[must_use]
    pub fn instant(&self, day: Day, second_of_day: u32) -> Option<i64> {
        match &self.0 {
            Kind::AsWritten => None,
            Kind::Utc => Some(i64::from(day.number()) * SECONDS_A_DAY + i64::from(second_of_day)),
            Kind::Zone(zone) => zone::instant(zone, day, second_of_day),
        }
    }

    /// The day and the second of the day that these clocks show at an instant; `None` where each date keeps its own.
    #[must_use]
    pub fn shown_at(&self, instant: i64) -> Option<(Day, u32)> {
        match &self.0 {
            Kind::AsWritten => None,
            Kind::Utc => Zone::Offset(0).shown_at(instant),
            Kind::Zone(zone) => zone::shown_at(zone, instant),
        }
    }

    /// What is written behind a time by these clocks.
    fn suffix(&self) -> String {
        match &self.0 {
            Kind::AsWritten => String::new(),
            Kind::Utc => "Z".to_owned(),
            Kind::Zone(zone) => zone.iana_name().map(|name| format!("[{name}]")).unwrap_or_default(),
        }
    }
}

/// The names of all zones, in the order of letters.
#[must_use]
pub fn zone_names() -> Vec<String> {
    zone::names()
}

impl EventDate {
    /// The time of day at which it began as these clocks show it, "10:15"; where each date keeps its own, with its zone,
    /// "08:15 (UTC+3)". `None` where no hour is written, or these clocks cannot tell it.
    #[must_use]
    pub fn hour(&self, clocks: &Clocks) -> Option<String> {
        let clock = self.clock()?;
        if clocks.are_as_written() {
            return Some(super::words::hour_and_zone(clock));
        }
        let day = self.begin().moment()?.earliest;
        let (_, second_of_day) = clocks.shown(day, clock)?;
        Some(super::words::hour(&Clock { second_of_day, ..clock.clone() }))
    }

    /// The same as these clocks show it; `None` where that is what is written already, as where no hour or no zone is.
    #[must_use]
    pub fn by(&self, clocks: &Clocks) -> Option<Self> {
        if clocks.are_as_written() || (self.clock().is_none() && self.end_clock().is_none()) {
            return None;
        }
        let text = self.text();
        let written = parse::written(text).ok()?;
        let side = |side: &Side, text: &str| match side {
            Side::Date(point) => shown(text, point, clocks),
            Side::Open | Side::Unknown => text.to_owned(),
        };
        let shown = match &written.end {
            None => side(&written.begin, text),
            Some(end) => {
                let slash = next_slash(text, 0)?;
                format!("{}/{}", side(&written.begin, &text[..slash]), side(end, &text[slash + 1..]))
            }
        };
        if shown == text { None } else { Self::parse(&shown).ok() }
    }
}

/// One date of which `text` is all, by other clocks.
fn shown(text: &str, point: &Point, clocks: &Clocks) -> String {
    let own = |clock: &Clock| {
        let (day, _) = point.bounds()?;
        let (day, second) = clocks.shown(day, clock)?;
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let seconds = if clock.has_seconds { format!(":{:02}", second % 60) } else { String::new() };
        let marks = &text[text.trim_end_matches(['?', '~', '%']).len()..];
        Some(format!("{day}T{hour:02}:{minute:02}{seconds}{}{marks}", clocks.suffix()))
    };
    point
        .clock
        .as_ref()
        .filter(|clock| clock.zone != Zone::Local)
        .and_then(own)
        .unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_instant_by_other_clocks() {
        let tehran = Clocks::of_zone("Asia/Tehran").unwrap();
        for (text, clocks, expected) in [
            ("1962-10-27T05:51+03:00", &Clocks::UTC, Some("1962-10-27T02:51Z")),
            ("1962-10-27T01:06:30+03:00", &Clocks::UTC, Some("1962-10-26T22:06:30Z")),
            ("2024-10-14T22:30Z?", &tehran, Some("2024-10-15T02:00[Asia/Tehran]?")),
            (
                "2024-10-14T08:30[Asia/Tehran]/2024-10-14T10:00[Asia/Tehran]",
                &Clocks::UTC,
                Some("2024-10-14T05:00Z/2024-10-14T06:30Z"),
            ),
            ("2024-10-14/2024-10-14T10:00+02:00", &Clocks::UTC, Some("2024-10-14/2024-10-14T08:00Z")),
            ("2024-10-14T08:30", &Clocks::UTC, None),
            ("2024-10-14T08:30Z", &Clocks::UTC, None),
            ("2024-10-14", &Clocks::UTC, None),
            ("2024-10-14T08:30+02:00", &Clocks::AS_WRITTEN, None),
        ] {
            let by = EventDate::parse(text).unwrap().by(clocks);
            assert_eq!(by.as_ref().map(EventDate::text), expected, "{text}");
        }
    }
}
