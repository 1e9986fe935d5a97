//! `coeval list`: the events of a file as other programs and people read them, ids made, lanes and days resolved.

pub(super) mod counts;
mod markup;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{Output, Tone, plain};
use super::{Outcome, query};
use crate::model::{Edge, Event, LaneId, Name, Text};

const EXAMPLE: &str = "\
Examples:
  coeval list talks.ron
  coeval list talks.ron --format csv > talks.csv
  coeval list talks.ron --format jsonl | head
  coeval list talks.ron --format html > talks.html
  cat talks.ron | coeval list -
  coeval list talks.ron --where 'baku -tag:war country:IR after:2024-07'
  coeval list talks.ron --where 'person:cohen (is:disputed or has:accounts)'

A query finds words and \"phrases\", ignoring case and diacritics. Conditions side by side must all hold; combine them
with or, - and parentheses. Keys: country involves tag person place source file date after before has is importance
id.

Private notes are neither listed nor searched.";

/// List the events by day, with their ids, lanes, earliest and latest day
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct List {
    /// A timeline file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// List only the events that match a query
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// For programs: leave cells of CSV as they are that a spreadsheet would run (=, +, -, @ or a tab first)
    #[arg(long)]
    raw: bool,
}

/// How events are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One list, an object per line
    Json,
    /// An object per line, without a list around them
    Jsonl,
    /// A table with a header row, for spreadsheets
    Csv,
    /// A table in Markdown
    Md,
    /// A web page with a table
    Html,
}

/// An event as JSON writes it, the fields in this order.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    date: &'a str,
    /// The earliest day of the beginning; none where it is open or unknown.
    earliest: Option<String>,
    /// The latest day of the end; none where it is open or unknown.
    latest: Option<String>,
    lane: &'a str,
    title: &'a str,
    place: &'a str,
    involves: Vec<&'a str>,
    people: Vec<&'a str>,
    tags: Vec<&'a str>,
    importance: u8,
    sources: Vec<&'a str>,
    summary: &'a str,
}

impl<'a> Row<'a> {
    fn of(event: &'a Event) -> Self {
        let known = |edge: Edge| match edge {
            Edge::Known(moment) => Some(moment),
            Edge::Open | Edge::Unknown => None,
        };
        Self {
            id: event.id.as_str(),
            date: event.date.text(),
            earliest: known(event.date.begin()).map(|moment| moment.earliest.to_string()),
            latest: known(event.date.end()).map(|moment| moment.latest.to_string()),
            lane: event.lane.as_str(),
            title: &event.title,
            place: &event.place,
            involves: event.involves.iter().map(LaneId::as_str).collect(),
            people: event.people.iter().map(Name::as_str).collect(),
            tags: event.tags.iter().map(Name::as_str).collect(),
            importance: event.importance,
            sources: event.sources.iter().map(Text::as_str).collect(),
            summary: &event.summary,
        }
    }

    fn cells(self) -> [String; 13] {
        [
            self.id.to_owned(),
            self.date.to_owned(),
            self.earliest.unwrap_or_default(),
            self.latest.unwrap_or_default(),
            self.lane.to_owned(),
            self.title.to_owned(),
            self.place.to_owned(),
            self.involves.join("; "),
            self.people.join("; "),
            self.tags.join("; "),
            self.importance.to_string(),
            self.sources.join("; "),
            self.summary.to_owned(),
        ]
    }
}

const HEAD: [&str; 13] = [
    "id",
    "date",
    "earliest",
    "latest",
    "lane",
    "title",
    "place",
    "involves",
    "people",
    "tags",
    "importance",
    "sources",
    "summary",
];

impl List {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let text = self.query.as_deref().unwrap_or_default();
        let Some(wanted) = query::read("--where", text) else { return Ok(Outcome::CallIsWrong) };
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        let events = by_day(match wanted.is_empty() {
            true => document.events().iter().map(AsRef::as_ref).collect(),
            false => query::matching(document, "--where", &wanted, text),
        });
        match self.format {
            Format::Text => columns(output, &events)?,
            Format::Json => output.json_list(events.iter().copied().map(Row::of))?,
            Format::Jsonl => jsonl(output, &events)?,
            Format::Md => markup::markdown(output, document, &events)?,
            Format::Html => markup::html(output, document, &events)?,
            Format::Csv => output.csv(HEAD, events.iter().map(|event| Row::of(event).cells()), self.raw)?,
        }
        Ok(outcome)
    }
}

fn jsonl(output: &mut Output, events: &[&Event]) -> anyhow::Result<()> {
    for event in events {
        serde_json::to_writer(&mut *output, &Row::of(event))?;
        writeln!(output)?;
    }
    Ok(())
}

/// The events by their first day, those of one day by the hour: without one first, then by the instant, or by the clock
/// where no zone tells it. Those of one time stand by their last day, then in the order of the file.
fn by_day(mut events: Vec<&Event>) -> Vec<&Event> {
    let second = |event: &Event| {
        let (clock, day) = (event.date.clock()?, event.date.first_day());
        let by_clock = i64::from(day.number()) * 86_400 + i64::from(clock.second_of_day);
        Some(clock.instant(day).unwrap_or(by_clock))
    };
    events.sort_by_cached_key(|event| (event.date.first_day(), second(event), event.date.last_day()));
    events
}

/// Day, lane and title in columns.
fn columns(output: &mut Output, events: &[&Event]) -> anyhow::Result<()> {
    let widest = |of: fn(&Event) -> &str| events.iter().map(|event| of(event).chars().count()).max();
    let date_width = widest(|event| event.date.text()).unwrap_or(0);
    let lane_width = widest(|event| event.lane.as_str()).unwrap_or(0);
    for event in events {
        let date = output.toned(Tone::Strong, &format!("{:date_width$}", event.date.text()));
        let lane = output.toned(Tone::Quiet, &format!("{:lane_width$}", event.lane.as_str()));
        writeln!(output, "{date}  {lane}  {}", plain(&event.title))?;
    }
    Ok(())
}
