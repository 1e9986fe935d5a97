//! iCalendar (RFC 5545), as calendars export it. A file is cut into its calendars and their events first (`blocks`), by
//! their bytes; each event is then read for itself (`component`, `event`, `times`), so that a broken one costs no other and
//! a large file needs little. What recurs is worked out up to a limit (`series`, `rule`), by the clocks of its zone
//! (`zones`).

mod blocks;
mod clocks;
mod component;
mod dates;
mod event;
mod lines;
mod reader;
mod rule;
mod series;
mod times;
mod told;
mod versions;
mod zones;

use std::borrow::Cow;

use self::blocks::Blocks;
use self::component::Component;
use self::lines::{Letters, Lines};
use self::reader::Reader;
use super::draft::Builder;
use super::encoding::{Charset, decode};
use super::{Imported, Options};
use crate::io::ical_time::time_lines;
use crate::model::EventDate;

/// Reads calendars.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let mut builder = Builder::new(options);
    let (bytes, letters) = narrow(bytes, options.encoding);
    let lines = Lines::new(&bytes);
    let blocks = Blocks::of(Lines::new(&bytes));
    // The third line of what this program writes.
    let head = &bytes[..bytes.len().min(200)];
    builder.own = memchr::memmem::find(head, b"PRODID:-//Coeval//").is_some();
    let letters = letters.unwrap_or_else(|| found(&bytes, &blocks));
    if blocks.is_empty() {
        let hint = "a calendar has BEGIN:VEVENT … END:VEVENT for each event";
        builder.report.fail("no events found", hint);
    }
    for (line, what) in &blocks.others {
        builder.report.skip(*line, format!("{what}, not an event"), "");
    }
    Reader::new(lines, letters, blocks, options).read(&mut builder);
    builder.finish()
}

/// The bytes of a file in which an end of line is a byte, and how its letters are read where that is certain.
fn narrow(bytes: &[u8], asked: Option<Charset>) -> (Cow<'_, [u8]>, Option<Letters>) {
    if Charset::is_wide(bytes, asked) {
        let decoded = decode(bytes, asked);
        return (Cow::Owned(decoded.text.into_bytes()), Some(Letters::utf_8()));
    }
    let marked = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let charset = asked.or(marked.map(|_| Charset::UTF8));
    (Cow::Borrowed(marked.unwrap_or(bytes)), charset.map(Letters::of))
}

/// UTF-8, as the standard wants it, unless the file cannot be.
fn found(bytes: &[u8], blocks: &Blocks) -> Letters {
    if blocks.evidence.is_utf_8() {
        return Letters::utf_8();
    }
    Letters { guessed: true, ..Letters::of(Charset::guessed(bytes)) }
}

/// The date that an export of ours kept beside the calendar's, where the calendar's was not changed since.
fn own_date(component: &Component, date: &EventDate) -> Option<EventDate> {
    let kept = EventDate::parse(&component.text("X-COEVAL-DATE")).ok()?;
    let as_exported = date_of_lines(&time_lines(&kept)?)?;
    (as_exported == *date).then_some(kept)
}

/// The date that an event's lines about its times mean, as an import reads them.
pub(in crate::io) fn date_of_lines(lines: &[String]) -> Option<EventDate> {
    let component = Component::of_lines(lines);
    let times = times::times(&component, &mut |_| None, &mut Vec::new()).ok()?;
    times.date().ok().map(|between| between.date)
}
