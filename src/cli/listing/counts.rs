//! `coeval query`: the events that match a query, counted by what they have in common.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::super::output::{Output, Tone, plain};
use super::super::{Format, Outcome, query};
use crate::analysis::{Grouping, LanesBy};
use crate::model::{Document, Event, counted, grouped};

const EXAMPLE: &str = "\
Examples:
  coeval query talks.ron
  coeval query talks.ron 'tag:diplomacy after:2024-07' --by month
  coeval query talks.ron --by tag --format csv
  coeval query talks.ron 'country:IR -has:accounts' --by person

Counts the events that match a query, or all. An event with several tags, people, places or sources counts for each of
them, so the counts can add up to more than there are events. A span counts for the month, year or weekday on which it
begins. `coeval list --where` lists the events themselves; its --help has the language of queries.";

/// Count the events that match a query, by country, month, tag and more
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(in crate::cli) struct Query {
    /// A timeline file; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Count only the events that match
    #[arg(value_name = "QUERY", default_value = "", allow_hyphen_values = true)]
    query: String,
    /// What to count by
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<By>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// For programs: leave cells of CSV as they are that a spreadsheet would run (=, +, -, @ or a tab first)
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The lane: where it happened
    #[value(alias = "lane")]
    Country,
    /// Each of its tags
    Tag,
    /// Each person who takes part
    Person,
    /// The place within the country
    Place,
    /// Who published its sources
    Source,
    /// The year in which it begins
    Year,
    /// The month in which it begins
    Month,
    /// The day of the week on which it begins
    Weekday,
    /// 1 to 5
    Importance,
}

/// How many events have something.
#[derive(Debug, Serialize)]
struct Count {
    /// What they have; nothing for those that have none.
    key: String,
    /// What it is called.
    name: String,
    events: usize,
}

impl Query {
    pub(in crate::cli) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let Some(wanted) = query::read("QUERY", &self.query) else { return Ok(Outcome::CallIsWrong) };
        let (loaded, outcome) = super::super::open(&self.file)?;
        let document = &loaded.document;
        let events: Vec<&Event> = match wanted.is_empty() {
            true => document.events().iter().map(AsRef::as_ref).collect(),
            false => query::matching(document, "QUERY", &wanted, &self.query),
        };
        let counts = match self.by {
            Some(by) => counts(document, &events, by),
            None => vec![Count { key: String::new(), name: "events".to_owned(), events: events.len() }],
        };
        match self.format {
            Format::Text if self.by.is_none() => writeln!(output, "{}", counted(events.len(), "event"))?,
            Format::Text => text(output, &counts, events.len())?,
            Format::Json => output.json_list(counts.iter())?,
            Format::Csv => {
                let row = |count: &Count| [count.key.clone(), count.name.clone(), count.events.to_string()];
                output.csv(["key", "name", "events"], counts.iter().map(row), self.raw)?;
            }
        }
        Ok(outcome)
    }
}

/// By time in its order, all else by number, the most first.
fn counts(document: &Document, events: &[&Event], by: By) -> Vec<Count> {
    let by_day = |name: fn(crate::model::Day) -> (String, String)| {
        let mut counts: BTreeMap<(i64, String), (String, usize)> = BTreeMap::new();
        for event in events {
            let day = event.date.first_day();
            let (key, name) = name(day);
            let (year, month, _) = day.ymd();
            let order = match by {
                By::Weekday => i64::from(key.parse::<u8>().unwrap_or_default()),
                _ => i64::from(year) * 12 + if by == By::Month { i64::from(month) } else { 0 },
            };
            counts.entry((order, key)).or_insert((name, 0)).1 += 1;
        }
        counts.into_iter().map(|((_, key), (name, events))| Count { key, name, events }).collect()
    };
    match by {
        By::Year => by_day(|day| (day.ymd().0.to_string(), crate::model::day::year_name(day.ymd().0))),
        By::Month => by_day(|day| {
            let (year, month, _) = day.ymd();
            let key = day.to_string();
            let key = key.rsplit_once('-').map_or(key.clone(), |(month, _)| month.to_owned());
            (key, format!("{} {}", crate::model::day::month_name(month), crate::model::day::year_name(year)))
        }),
        By::Weekday => by_day(|day| {
            let weekday = day.weekday();
            ((weekday as u8 + 1).to_string(), weekday.name().to_owned())
        }),
        By::Importance => {
            let mut counts = BTreeMap::new();
            events.iter().for_each(|event| *counts.entry(event.importance).or_insert(0) += 1);
            let count =
                |(key, events): (u8, usize)| Count { key: key.to_string(), name: key.to_string(), events };
            counts.into_iter().rev().map(count).collect()
        }
        By::Country => by_value(document, events, LanesBy::Country),
        By::Tag => by_value(document, events, LanesBy::Tag),
        By::Person => by_value(document, events, LanesBy::Person),
        By::Place => by_value(document, events, LanesBy::Place),
        By::Source => by_value(document, events, LanesBy::Source),
    }
}

/// By what lanes can be made of, as the window makes them.
fn by_value(document: &Document, events: &[&Event], by: LanesBy) -> Vec<Count> {
    let grouping = Grouping::new(document, by);
    let mut counts = vec![0_usize; grouping.lanes().len()];
    for event in events {
        let Some(ix) = document.find(&event.id) else { continue };
        for at in grouping.of(ix) {
            counts[*at as usize] += 1;
        }
    }
    let mut counts: Vec<Count> = (0..)
        .zip(grouping.lanes())
        .zip(counts)
        .filter(|(_, events)| *events > 0)
        .map(|((at, lane), events)| {
            // Events without a tag have no key.
            let key = if grouping.counts(at) { lane.id.to_string() } else { String::new() };
            Count { key, name: lane.name.clone(), events }
        })
        .collect();
    counts.sort_by(|a, b| (a.key.is_empty(), b.events, &a.name).cmp(&(b.key.is_empty(), a.events, &b.name)));
    counts
}

fn text(output: &mut Output, counts: &[Count], events: usize) -> anyhow::Result<()> {
    let width = counts.iter().map(|count| grouped(count.events).len()).max().unwrap_or(0);
    for count in counts {
        let number = format!("{:>width$}", grouped(count.events));
        writeln!(output, "{}  {}", output.toned(Tone::Strong, &number), plain(&count.name))?;
    }
    writeln!(output, "{}", output.toned(Tone::Quiet, &counted(events, "event")))?;
    Ok(())
}
