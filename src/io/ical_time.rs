//! How a calendar (RFC 5545) writes a date: what an export puts into its lines, and what an import compares them with to
//! know whether they were changed since.

use crate::model::{Clock, Day, EventDate, Zone};

/// Whether a date begins before any that a calendar can name.
pub(in crate::io) fn is_too_early(date: &EventDate) -> bool {
    date.first_day().ymd().0 < 0
}

/// The lines that tell the beginning and the end; `None` for dates that a calendar cannot name.
pub(in crate::io) fn time_lines(date: &EventDate) -> Option<Vec<String>> {
    if is_too_early(date) {
        return None;
    }
    if let Some(lines) = clock_lines(date) {
        return Some(lines);
    }
    let (first, last) = (date.first_day(), date.last_day());
    let mut lines = vec![format!("DTSTART;VALUE=DATE:{}", compact(first))];
    // The end of a calendar's event is the first day that is not part of it; the last of all days has none after.
    if last > first && last < Day::MAX {
        lines.push(format!("DTEND;VALUE=DATE:{}", compact(last.plus(1))));
    }
    Some(lines)
}

/// The lines of a date with times of day at both its ends; `None` where it is less exact.
fn clock_lines(date: &EventDate) -> Option<Vec<String>> {
    if !date.is_exact() {
        return None;
    }
    let begin = moment(date.clock()?, date.first_day())?;
    let end = moment(date.end_clock()?, date.last_day())?;
    let mut lines = vec![format!("DTSTART:{begin}")];
    if end.ends_with('Z') != begin.ends_with('Z') || end < begin {
        return None;
    }
    if end != begin {
        lines.push(format!("DTEND:{end}"));
    }
    Some(lines)
}

/// A time in UTC, or local where no zone is known.
fn moment(clock: &Clock, day: Day) -> Option<String> {
    let (day, second, mark) = match clock.zone {
        Zone::Local => (day, clock.second_of_day, ""),
        Zone::Offset(_) | Zone::Named(..) => {
            let (day, second) = clock.utc(day)?;
            (day, second, "Z")
        }
    };
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    (day.ymd().0 >= 0).then(|| format!("{}T{hour:02}{minute:02}{second:02}{mark}", compact(day)))
}

/// `20241014`.
fn compact(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year:04}{month:02}{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_calendars_have_them() {
        let lines = |text: &str| time_lines(&EventDate::parse(text).unwrap()).map(|lines| lines.join(" "));
        for (date, expected) in [
            ("2024-10-14", Some("DTSTART;VALUE=DATE:20241014")),
            ("2024-11-11/2024-11-22", Some("DTSTART;VALUE=DATE:20241111 DTEND;VALUE=DATE:20241123")),
            ("2024-10", Some("DTSTART;VALUE=DATE:20241001 DTEND;VALUE=DATE:20241101")),
            ("2024-10-14T08:30", Some("DTSTART:20241014T083000")),
            ("2024-10-14T02:30+04:00", Some("DTSTART:20241013T223000Z")),
            ("2024-10-14T08:30[Asia/Tehran]", Some("DTSTART:20241014T050000Z")),
            ("2024-10-14T08:30/2024-10-14T09:30", Some("DTSTART:20241014T083000 DTEND:20241014T093000")),
            ("2024-10-14T08:30?", Some("DTSTART;VALUE=DATE:20241014")),
            ("2024-10-01/..", Some("DTSTART;VALUE=DATE:20241001")),
            ("-0044-03-15", None),
        ] {
            assert_eq!(lines(date).as_deref(), expected, "{date}");
        }
    }
}
