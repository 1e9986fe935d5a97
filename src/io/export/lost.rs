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
        lost.push(format!("{} cannot hold: {}", format.name(), in_a_row(&counts)));
    }
    if format == Format::Calendar {
        calendar(document, &mut lost);
    }
    if format == Format::Csv && !options.raw {
        lost.extend(spreadsheet::told(csv::guarded_cells(document, options.notes)));
    }
    let notes = document.events().iter().filter(|event| !event.note.is_empty()).count();
    // Where the format has no place for steps, their notes go with them.
    let has_steps = matches!(format, Format::Ron | Format::Json);
    let of_steps = document.story().iter().filter(|step| has_steps && !step.note.is_empty()).count();
    let notes = notes + of_steps;
    if notes > 0 && !options.notes {
        let (notes, was) = (grouped(notes), if notes == 1 { "note" } else { "notes" });
        lost.push(format!("Left out: {notes} private {was}"));
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
        counts.push(of(sum(&|e| e.involves.len()), "country involved", "countries involved"));
        counts.push(of(sum(&|e| e.people.len()), "person", "people"));
        counts.push(of(
            sum(&|e| e.sources.len() - usize::from(ical::address(e).is_some())),
            "source",
            "sources",
        ));
    }
    if matches!(format, Format::Csv | Format::Calendar) {
        counts.push(of(sum(&|e| e.accounts.len()), "account", "accounts"));
        counts.push(of(sum(&|e| e.links.len()), "link", "links"));
        counts.push(of(named.count(), "lane name or colour", "lane names or colours"));
        counts.push(of(document.sources().len(), "declared source", "declared sources"));
        counts.push(of(document.story().len(), "story step", "story steps"));
        counts.push(of(document.filters().len(), "saved search", "saved searches"));
        counts.push(of(document.views().len(), "saved view", "saved views"));
        counts.push(of(document.imports().len(), "remembered import", "remembered imports"));
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
            "Left out: {count} {event} before the year 0, such as “{first}”, which calendars cannot hold"
        ));
    }
    let inexact = events.iter().filter(|event| !event.date.is_exact() && !is_too_early(&event.date)).count();
    if inexact > 0 {
        let (count, date) = (grouped(inexact), if inexact == 1 { "date is" } else { "dates are" });
        lost.push(format!(
            "{count} {date} not exact: calendars show every day it may be, and only Coeval reads the original \
             date back"
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
