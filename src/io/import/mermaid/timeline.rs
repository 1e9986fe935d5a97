//! Mermaid's `timeline`: a line is a period and what happened in it, between colons; sections become lanes.

use super::{Block, after};
use crate::io::import::draft::{Builder, Draft};
use crate::io::import::html::plain;
use crate::io::import::table::{DayOrder, dates};
use crate::model::EventDate;

/// Reads a diagram.
pub(super) fn read(block: &Block<'_>, builder: &mut Builder<'_>) {
    let mut section = String::new();
    let mut period: Option<EventDate> = None;
    for (number, line) in block.body() {
        if let Some(title) = after(line, "title") {
            title.clone_into(&mut builder.title);
        } else if let Some(name) = after(line, "section") {
            name.clone_into(&mut section);
        } else if after(line, "accTitle:").is_none() && after(line, "accDescr:").is_none() {
            let mut parts = line.split(" :").flat_map(|part| part.split(": "));
            let first = parts.next().unwrap_or_default().trim().trim_end_matches(':').trim();
            if !line.starts_with(':') {
                period = match dates::read(first, DayOrder::DayFirst) {
                    Ok(date) => Some(date),
                    Err(reason) => {
                        builder.report.skip(number, reason, line);
                        None
                    }
                };
            }
            let opened = if line.starts_with(':') { Some(first.trim_start_matches(':')) } else { None };
            for what in opened.into_iter().chain(parts) {
                take(number, what, &section, period.as_ref(), builder);
            }
        }
    }
}

fn take(number: usize, what: &str, section: &str, period: Option<&EventDate>, builder: &mut Builder<'_>) {
    let (title, sources) = plain(what.trim());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // What belongs to a period that is told already is not told again.
    let Some(date) = period.filter(|_| !title.is_empty()) else { return };
    let draft = Draft { title, country: section.to_owned(), sources, ..Draft::default() };
    builder.take(number, date.clone(), draft, what);
}
