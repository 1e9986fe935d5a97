//! `coeval coincidences`: what happened on the same day in different lanes.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::output::{Output, Tone, plain};
use super::{Format, Outcome, WrongCall};
use crate::analysis::{Certainty, Coincidence, DayZone, Rule, coincidences, order_in_day};
use crate::model::{Clock, Day, Document, LaneId, Zone};

const EXAMPLE: &str = "\
Examples:
  coeval coincidences talks.ron
  coeval coincidences talks.ron --tolerance 2 --possible
  coeval coincidences talks.ron --zone Asia/Tehran --format json";

/// List what happened on the same day in at least two lanes
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Coincidences {
    /// A timeline file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Days that may lie between, 0 to 30: windows of N + 1 days
    #[arg(long, value_name = "N", default_value_t = 0,
        value_parser = clap::value_parser!(u8).range(0..=i64::from(Rule::MAX_TOLERANCE_DAYS)))]
    tolerance: u8,
    /// Whose day counts for events with a time: local (as written), utc, or a zone like Asia/Tehran
    #[arg(long, value_name = "ZONE", default_value = "local")]
    zone: String,
    /// Count spans of any length on every day
    #[arg(long)]
    during: bool,
    /// A span of more days than this counts with its first and its last day only
    #[arg(long, value_name = "DAYS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    long_span: u32,
    /// List also what imprecise dates merely allow
    #[arg(long)]
    possible: bool,
    /// How the coincidences are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A coincidence as JSON writes it, the fields in this order.
#[derive(Debug, Serialize)]
struct Row<'a> {
    day: String,
    end: String,
    certainty: &'static str,
    lanes: Vec<&'a str>,
    events: Vec<&'a str>,
    shared: Shared<'a>,
}

#[derive(Debug, Serialize)]
struct Shared<'a> {
    countries: Vec<&'a str>,
    people: &'a [String],
    tags: &'a [String],
    places: &'a [String],
}

const HEAD: [&str; 9] =
    ["day", "end", "certainty", "lanes", "events", "countries", "people", "tags", "places"];

impl<'a> Row<'a> {
    fn of(document: &'a Document, coincidence: &'a Coincidence) -> Self {
        let shared = &coincidence.shared;
        Self {
            day: coincidence.day.to_string(),
            end: coincidence.end.to_string(),
            certainty: coincidence.certainty.word(),
            lanes: ids(&coincidence.lanes),
            events: coincidence.events.iter().map(|&ix| document.event(ix).id.as_str()).collect(),
            shared: Shared {
                countries: ids(&shared.countries),
                people: &shared.people,
                tags: &shared.tags,
                places: &shared.places,
            },
        }
    }

    fn cells(self) -> [String; 9] {
        [
            self.day,
            self.end,
            self.certainty.to_owned(),
            self.lanes.join("; "),
            self.events.join("; "),
            self.shared.countries.join("; "),
            self.shared.people.join("; "),
            self.shared.tags.join("; "),
            self.shared.places.join("; "),
        ]
    }
}

fn ids(lanes: &[LaneId]) -> Vec<&str> {
    lanes.iter().map(LaneId::as_str).collect()
}

impl Coincidences {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let rule = Rule {
            tolerance_days: self.tolerance,
            zone: zone(&self.zone)?,
            long_span_days: self.long_span,
            during: self.during,
            possible: self.possible,
        };
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        let found = coincidences(document, &rule);
        match self.format {
            Format::Text => text(output, document, &found)?,
            Format::Json => output.json_list(found.iter().map(|c| Row::of(document, c)))?,
            Format::Csv => output.csv(HEAD, found.iter().map(|c| Row::of(document, c).cells()))?,
        }
        Ok(outcome)
    }
}

/// The zone that `--zone` names.
pub(super) fn zone(name: &str) -> Result<DayZone, WrongCall> {
    match name.to_ascii_lowercase().as_str() {
        "local" => Ok(DayZone::AsWritten),
        "utc" => Ok(DayZone::Utc),
        _ => {
            let noon = Clock { second_of_day: 43_200, has_seconds: false, zone: Zone::Offset(0) };
            if noon.day_in(Day::default(), name).is_none() {
                let hint = "give local, utc, or a name of the IANA database like Asia/Tehran";
                return Err(WrongCall::new(format!("there is no time zone \"{name}\"")).hint(hint));
            }
            Ok(DayZone::Named(name.to_owned()))
        }
    }
}

/// A block for each: the day, how sure it is and its lanes, then the members and what they share.
fn text(output: &mut Output, document: &Document, found: &[Coincidence]) -> anyhow::Result<()> {
    for coincidence in found {
        head(output, document, coincidence)?;
        let lane_width =
            coincidence.lanes.iter().map(|lane| lane.as_str().chars().count()).max().unwrap_or(0);
        let events = || coincidence.events.iter().map(|&ix| document.event(ix));
        let date_width = events().map(|event| event.date.text().chars().count()).max().unwrap_or(0);
        for event in events() {
            let lane = format!("{:lane_width$}", event.lane.as_str());
            let date = output.toned(Tone::Quiet, &format!("{:date_width$}", event.date.text()));
            writeln!(output, "  {}  {date}  {}", plain(&lane), plain(&event.title))?;
        }
        for (what, things) in shared(document, coincidence) {
            writeln!(output, "  {} {}", output.toned(Tone::Quiet, what), plain(&things))?;
        }
        if let Some(order) = order_in_day(document, coincidence) {
            let lanes: Vec<&str> =
                order.events.iter().map(|&ix| name(document, &document.event(ix).lane)).collect();
            let line = format!("{} ({})", lanes.join(", then "), order.in_words());
            writeln!(output, "  {} {}", output.toned(Tone::Quiet, "order:"), plain(&line))?;
        }
        writeln!(output)?;
    }
    let count = match found.len() {
        1 => "1 coincidence".to_owned(),
        n => format!("{n} coincidences"),
    };
    writeln!(output, "{}", output.toned(Tone::Strong, &count))?;
    Ok(())
}

fn head(output: &mut Output, document: &Document, coincidence: &Coincidence) -> anyhow::Result<()> {
    let Coincidence { day, end, certainty, .. } = coincidence;
    let when = match day == end {
        true => format!("{day} {}", day.weekday().name()),
        false => format!("{day} to {end}"),
    };
    let tone = if *certainty == Certainty::Certain { Tone::Certain } else { Tone::Quiet };
    let lanes: Vec<&str> = coincidence.lanes.iter().map(|lane| name(document, lane)).collect();
    let (when, sure) = (output.toned(Tone::Strong, &when), output.toned(tone, certainty.word()));
    writeln!(output, "{when}  {sure}  {}", plain(&lanes.join(", ")))?;
    Ok(())
}

/// What they share, as label and list.
fn shared(document: &Document, coincidence: &Coincidence) -> Vec<(&'static str, String)> {
    let shared = &coincidence.shared;
    let countries: Vec<&str> = shared.countries.iter().map(|lane| name(document, lane)).collect();
    let mut lines = vec![
        ("shared countries:", countries.join(", ")),
        ("shared people:", shared.people.join(", ")),
        ("shared tags:", shared.tags.join(", ")),
        ("shared places:", shared.places.join(", ")),
    ];
    lines.retain(|(_, things)| !things.is_empty());
    lines
}

pub(super) fn name<'a>(document: &'a Document, id: &'a LaneId) -> &'a str {
    document.lane(id).map_or(id.as_str(), |lane| lane.name.as_str())
}
