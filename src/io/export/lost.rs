//! What a format has no place for, counted over a document and told in words.

use super::{Format, Options, csv, ical};
use crate::io::ical_time::is_too_early;
use crate::model::{Document, Event, country, grouped, spreadsheet};

/// How many of a thing there are, with its name.
struct Count {
    count: usize,
    one: &'static str,
    many: &'static str,
}

/// What is lost, a sentence each.
pub(super) fn lost(format: Format, document: &Document, options: &Options) -> Vec<String> {
    let mut lost = Vec::new();
    let counts: Vec<String> = counts(format, document)
        .iter()
        .filter(|count| count.count > 0)
        .map(|count| {
            let name = if count.count == 1 { count.one } else { count.many };
            // Of what there is only one of, none is counted.
            if count.many.is_empty() {
                format!("the {name}")
            } else {
                format!("{} {name}", grouped(count.count))
            }
        })
        .collect();
    if !counts.is_empty() {
        lost.push(format!("{} has no place for {}", format.name(), in_a_row(&counts)));
    }
    if format == Format::Calendar {
        calendar(document, &mut lost);
    }
    if format == Format::Csv && !options.raw {
        lost.extend(spreadsheet::told(csv::guarded_cells(document, options.notes)));
    }
    let notes = document.events().iter().filter(|event| !event.note.is_empty()).count();
    if notes > 0 && !options.notes {
        let (notes, was) = (grouped(notes), if notes == 1 { "note is" } else { "notes are" });
        lost.push(format!("{notes} private {was} left out"));
    }
    lost
}

fn counts(format: Format, document: &Document) -> Vec<Count> {
    let events = document.events();
    let sum = |of: &dyn Fn(&Event) -> usize| events.iter().map(|event| of(event)).sum::<usize>();
    let named = document.lanes().iter().filter(|lane| {
        let id = lane.id.as_str();
        lane.declared && (lane.color.is_some() || lane.name != country::name_of(id).unwrap_or(id))
    });
    let of = |count, one, many| Count { count, one, many };
    let mut counts = Vec::new();
    if format == Format::Calendar {
        counts.push(of(sum(&|e| usize::from(!e.title_native.is_empty())), "native title", "native titles"));
        counts.push(of(sum(&|e| e.involves.len()), "country that takes part", "countries that take part"));
        counts.push(of(sum(&|e| e.people.len()), "name of people", "names of people"));
        counts.push(of(
            sum(&|e| e.sources.len() - usize::from(ical::address(e).is_some())),
            "source",
            "sources",
        ));
    }
    if matches!(format, Format::Csv | Format::Calendar) {
        counts.push(of(sum(&|e| e.accounts.len()), "account", "accounts"));
        counts.push(of(sum(&|e| e.links.len()), "link", "links"));
        counts.push(of(named.count(), "lane’s name or colour", "lanes’ names and colours"));
        counts.push(of(document.sources().len(), "declared source", "declared sources"));
        counts.push(of(document.story().len(), "step of the story", "steps of the story"));
        counts.push(of(document.filters().len(), "kept search", "kept searches"));
        counts.push(of(document.views().len(), "kept view", "kept views"));
    }
    if format == Format::Csv {
        counts.push(of(usize::from(!document.title().is_empty()), "title of the timeline", ""));
        counts.push(of(usize::from(!document.summary().is_empty()), "summary of the timeline", ""));
    }
    counts
}

/// What a calendar says otherwise.
fn calendar(document: &Document, lost: &mut Vec<String>) {
    let events = document.events();
    let early: Vec<&str> =
        events.iter().filter(|event| is_too_early(&event.date)).map(|event| event.title.as_str()).collect();
    if let Some(first) = early.first() {
        let count = grouped(early.len());
        let event = if early.len() == 1 { "event" } else { "events" };
        lost.push(format!(
            "{count} {event} before the year 0 left out, as “{first}”: calendars do not go there"
        ));
    }
    let inexact = events.iter().filter(|event| !event.date.is_exact() && !is_too_early(&event.date)).count();
    if inexact > 0 {
        let (count, date) = (grouped(inexact), if inexact == 1 { "date is" } else { "dates are" });
        lost.push(format!(
            "{count} {date} not exact: calendars show all days that each can be, and only this program reads back what \
             was meant"
        ));
    }
}

/// "a, b and c".
fn in_a_row(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
