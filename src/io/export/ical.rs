//! iCalendar (RFC 5545). Days are whole-day events, times in a known zone are written in UTC, so that no calendar
//! needs to know the zone. What a calendar cannot say of a date, and the country, stand in properties of our own
//! (`X-COEVAL-…`), which other programs pass over.

use std::io::{self, Write};

use super::Options;
use crate::io::ical_time::time_lines;
use crate::io::import::date_of_lines;
use crate::model::text::Text;
use crate::model::{Document, Event, Progress};

/// The longest line in bytes, without its end.
const LINE_BYTES: usize = 75;

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
    event.sources.iter().map(Text::as_str).find(is_plain)
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

/// Writes a line, folded so that no part of it is longer than RFC 5545 wants: between characters, and not beside a blank,
/// which some programs take for part of the fold.
fn fold(out: &mut String, text: &str) {
    let mut rest = text;
    let mut room = LINE_BYTES;
    while rest.len() > room {
        let cut = place_to_fold(rest, room);
        out.push_str(&rest[..cut]);
        out.push_str("\r\n ");
        rest = &rest[cut..];
        room = LINE_BYTES - 1;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

/// The last place within `room` bytes at which a line may be folded; where all of it is blanks, between two of them.
fn place_to_fold(text: &str, room: usize) -> usize {
    let ends = || (1..=room).rev().filter(|at| text.is_char_boundary(*at));
    let beside_blank = |at: &usize| {
        text[..*at].ends_with(char::is_whitespace) || text[*at..].starts_with(char::is_whitespace)
    };
    ends().find(|at| !beside_blank(at)).or_else(|| ends().next()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "ə".repeat(80)));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE_BYTES));
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "ə".repeat(80)));
    }

    #[test]
    fn no_line_is_folded_beside_a_blank() {
        for words in [3, 5, 7, 11, 40] {
            let text = format!("SUMMARY:{}", format!("{}  ", "x".repeat(words)).repeat(40));
            let mut out = String::new();
            fold(&mut out, &text);
            assert!(out.split("\r\n").all(|line| line.len() <= LINE_BYTES));
            let parts: Vec<&str> = out.strip_suffix("\r\n").unwrap().split("\r\n ").collect();
            assert!(parts[1..].iter().all(|part| !part.starts_with(' ')), "{out}");
            assert!(parts[..parts.len() - 1].iter().all(|part| !part.ends_with(' ')), "{out}");
            assert_eq!(parts.concat(), text);
        }
        let mut out = String::new();
        fold(&mut out, &" ".repeat(200));
        assert_eq!(out.replace("\r\n ", ""), format!("{}\r\n", " ".repeat(200)));
    }
}
