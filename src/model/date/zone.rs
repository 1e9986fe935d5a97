//! Time zones by name, from the database that the program carries: the same file means the same day on every
//! machine, whatever zone files it has.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use crate::model::day::Day;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of this name, in any case of letters.
pub(super) fn find(name: &str) -> Option<TimeZone> {
    ZONES.get(name).ok()
}

/// All names, in the order of letters.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = ZONES.available().map(|zone| zone.as_str().to_owned()).collect();
    names.sort_unstable();
    names
}

/// The name nearest to one that is unknown: a city alone ("Tehran") or a slip of the pen ("Asia/Teheran").
pub(super) fn nearest(name: &str) -> Option<String> {
    let wanted = name.to_lowercase().replace(' ', "_");
    let likeness = |zone: &str| {
        let zone = zone.to_lowercase();
        let city = zone.rsplit('/').next().unwrap_or(&zone);
        strsim::jaro_winkler(&wanted, &zone).max(strsim::jaro_winkler(&wanted, city))
    };
    let zones = ZONES.available().map(|zone| zone.as_str().to_owned());
    let (likeness, zone) = zones
        .map(|zone| (likeness(&zone), zone))
        .max_by(|(a, zone_a), (b, zone_b)| a.total_cmp(b).then_with(|| zone_b.cmp(zone_a)))?;
    (likeness >= 0.88).then_some(zone)
}

/// What a zone says of a time of day on its clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offsets {
    /// Seconds east of UTC.
    One(i32),
    /// The clocks were set back and showed this time twice: the first and the second time.
    Two(i32, i32),
    /// The clocks were set forward and never showed this time.
    Skipped,
}

/// The offsets that the zone's clocks had when they showed this time.
pub(super) fn offsets(zone: &TimeZone, day: Day, second_of_day: u32) -> Option<Offsets> {
    let civil = civil(day, second_of_day)?;
    Some(match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => Offsets::One(offset.seconds()),
        AmbiguousOffset::Fold { before, after } => Offsets::Two(before.seconds(), after.seconds()),
        AmbiguousOffset::Gap { .. } => Offsets::Skipped,
    })
}

/// Seconds since 1970-01-01T00:00Z at which the zone's clocks showed this time, the first time where they showed
/// it twice.
pub(super) fn instant(zone: &TimeZone, day: Day, second_of_day: u32) -> Option<i64> {
    let civil = civil(day, second_of_day)?;
    zone.to_ambiguous_timestamp(civil).compatible().ok().map(jiff::Timestamp::as_second)
}

/// The day on the zone's calendars at an instant.
pub(super) fn day_at(zone: &TimeZone, instant: i64) -> Option<Day> {
    shown_at(zone, instant).map(|(day, _)| day)
}

/// The day and the second of the day that the zone's clocks show at an instant.
pub(super) fn shown_at(zone: &TimeZone, instant: i64) -> Option<(Day, u32)> {
    let civil = zone.to_datetime(jiff::Timestamp::from_second(instant).ok()?);
    let (date, time) = (civil.date(), civil.time());
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    let second = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Some((Day::from_ymd(i32::from(date.year()), month, day)?, u32::try_from(second).ok()?))
}

fn civil(day: Day, second_of_day: u32) -> Option<DateTime> {
    let (year, month, day_of_month) = day.ymd();
    let small = |number: u32| i8::try_from(number).ok();
    let date =
        Date::new(i16::try_from(year).ok()?, small(month.into())?, small(day_of_month.into())?).ok()?;
    let (hour, minute) = (second_of_day / 3600, second_of_day / 60 % 60);
    let time = Time::new(small(hour)?, small(minute)?, small(second_of_day % 60)?, 0).ok()?;
    Some(date.to_datetime(time))
}
