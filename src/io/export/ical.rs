//! iCalendar (RFC 5545). Days are whole-day events, times in a known zone are written in UTC, so that no calendar
//! needs to know the zone. What a calendar cannot say of a date, and the country, stand in properties of our own
//! (`X-COEVAL-…`), which other programs pass over.

use std::io::{self, Write};

use super::Options;
use crate::io::import::date_of_lines;
use crate::model::text::Name;
use crate::model::{Clock, Day, Document, Event, EventDate, Progress, Zone};

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// Writes the calendar, event by event; returns how many are in it.
pub(super) fn write(
    document: &Document,
    options: &Options,
    out: &mut dyn Write,
    progress: &Progress,
) -> io::Result<usize> {
    let mut line = |text: &str| {
        let mut folded = String::new();
        fold(&mut folded, text);
        out.write_all(folded.as_bytes())
    };
    line("BEGIN:VCALENDAR")?;
    line("VERSION:2.0")?;
    line("PRODID:-//Coeval//Coeval//EN")?;
    line("CALSCALE:GREGORIAN")?;
    if !document.title().is_empty() {
        line(&format!("NAME:{}", escape(document.title())))?;
        line(&format!("X-WR-CALNAME:{}", escape(document.title())))?;
    }
    if !document.summary().is_empty() {
        line(&format!("X-WR-CALDESC:{}", escape(document.summary())))?;
    }
    let mut events = 0;
    for event in document.events() {
        progress.advance(1);
        let Some(times) = time_lines(&event.date) else { continue };
        events += 1;
        for text in event_lines(event, &times, options) {
            line(&text)?;
        }
    }
    line("END:VCALENDAR")?;
    Ok(events)
}

fn event_lines(event: &Event, times: &[String], options: &Options) -> Vec<String> {
    let stamp = if options.stamp.is_empty() { "19700101T000000Z" } else { &options.stamp };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escape(event.id.as_str())),
        format!("DTSTAMP:{stamp}"),
    ];
    lines.extend(times.iter().cloned());
    let mut text = |name: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{name}:{}", escape(value)));
        }
    };
    // A title of nothing but control characters would be none, and readers want one.
    let has_letters = event.title.chars().any(|c| !c.is_control() && !c.is_whitespace());
    text("SUMMARY", if has_letters { &event.title } else { "\u{fffd}" });
    text("LOCATION", &event.place);
    text("DESCRIPTION", &event.summary);
    // One property each: not all programs tell a comma between categories from one within.
    for tag in &event.tags {
        text("CATEGORIES", tag);
    }
    text("X-COEVAL-COUNTRY", &event.country);
    if date_of_lines(times).is_none_or(|read| read != event.date) {
        text("X-COEVAL-DATE", event.date.text());
    }
    if options.notes {
        text("X-COEVAL-NOTE", &event.note);
    }
    if let Some(address) = address(event) {
        lines.push(format!("URL:{address}"));
    }
    if event.importance != 3 {
        let priority = [9, 7, 0, 3, 1][usize::from(event.importance.clamp(1, 5)) - 1];
        lines.push(format!("PRIORITY:{priority}"));
    }
    // A day is not a time in which one is busy.
    lines.push("TRANSP:TRANSPARENT".to_owned());
    lines.push("END:VEVENT".to_owned());
    lines
}

/// The one source that a calendar has a place for: the first address.
pub(super) fn address(event: &Event) -> Option<&str> {
    let is_plain = |source: &&str| {
        (source.starts_with("https://") || source.starts_with("http://"))
            && source.chars().all(|c| c.is_ascii_graphic() && c != '"')
    };
    event.sources.iter().map(Name::as_str).find(is_plain)
}

/// Whether a date begins before any that a calendar can name.
pub(super) fn is_too_early(date: &EventDate) -> bool {
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

/// A text value: backslash, semicolon, comma and line break are marked.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            // Not allowed, and nothing to see.
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded so that no part of it is longer than RFC 5545 wants, and between characters.
fn fold(out: &mut String, text: &str) {
    let mut room = LINE;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "ə".repeat(80)));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "ə".repeat(80)));
    }

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
