//! A list of coincidences as text, CSV and JSON: the same from the command line and from the window.

use serde::Serialize;

use super::{Certainty, Coincidence, Rates, Rule, order_in_day, reason};
use crate::analysis::coincidence::words::name;
use crate::analysis::grouping::{Grouping, LanesBy};
use crate::model::{Document, EventIx, LaneId};

/// What is told of coincidences besides themselves.
#[derive(Clone, Copy, Debug)]
pub struct Notes<'a> {
    /// What they were looked for by, for the reason why one is only possible.
    pub rule: &'a Rule,
    /// For how many days like each are to be expected, where that is told.
    pub rates: Option<&'a Rates>,
}

/// What a part of the text is, for who has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the eye looks for.
    Strong,
    /// What can be passed over.
    Quiet,
    /// That a coincidence is certain.
    Certain,
    /// All else.
    Plain,
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
    /// Null for one that is only possible, and not there where it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Option<f64>>,
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
    fn of(document: &'a Document, coincidence: &'a Coincidence, rates: Option<&Rates>) -> Self {
        let shared = &coincidence.shared;
        let expected = |rates: &Rates| rates.expected(coincidence).map(|expected| expected.days);
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
            expected: rates.map(expected),
        }
    }

    fn cells(self) -> Vec<String> {
        let mut cells = vec![
            self.day,
            self.end,
            self.certainty.to_owned(),
            self.lanes.join("; "),
            self.events.join("; "),
            self.shared.countries.join("; "),
            self.shared.people.join("; "),
            self.shared.tags.join("; "),
            self.shared.places.join("; "),
        ];
        cells.extend(self.expected.map(|e| e.map_or(String::new(), |e| e.to_string())));
        cells
    }
}

fn ids(lanes: &[LaneId]) -> Vec<&str> {
    lanes.iter().map(LaneId::as_str).collect()
}

/// A JSON list, an object per line.
///
/// # Errors
/// None as long as memory lasts: what is written is numbers and texts.
pub fn json<'a>(
    document: &Document,
    found: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
) -> Result<String, serde_json::Error> {
    let row = |c| serde_json::to_string(&Row::of(document, c, notes.rates));
    let rows = found.map(row).collect::<Result<Vec<String>, _>>()?;
    Ok(if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n  {}\n]\n", rows.join(",\n  ")) })
}

/// A table with a head, what is several in one cell apart by "; ".
///
/// # Errors
/// None as long as memory lasts.
pub fn csv<'a>(
    document: &Document,
    found: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
) -> Result<String, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEAD.into_iter().chain(notes.rates.map(|_| "expected")))?;
    for coincidence in found {
        table.write_record(Row::of(document, coincidence, notes.rates).cells())?;
    }
    let bytes = table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A block for each (the day, how sure it is and its lanes, then why, the members and what they share) and how many
/// there are. `paint` gives a part its colour, or leaves it. The lanes are those that the coincidences were found
/// in.
#[must_use]
pub fn text<'a>(
    document: &Document,
    lanes: &Grouping,
    found: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
    paint: &dyn Fn(Part, &str) -> String,
) -> String {
    let mut text = String::new();
    let mut count = 0;
    for coincidence in found {
        count += 1;
        let mut line = |parts: &[String]| {
            text.extend(parts.iter().map(String::as_str));
            text.push('\n');
        };
        line(&[head(lanes, coincidence, paint)]);
        let why = reason(document, coincidence, notes.rule);
        if !why.is_empty() {
            line(&[format!("  {}", paint(Part::Quiet, &why))]);
        }
        let events = || coincidence.events.iter().map(|&ix| (ix, document.event(ix)));
        let lane_width = events().map(|(ix, _)| lanes_of(lanes, ix).chars().count()).max().unwrap_or(0);
        let date_width = events().map(|(_, event)| event.date.text().chars().count()).max().unwrap_or(0);
        for (ix, event) in events() {
            let lane = paint(Part::Plain, &format!("{:lane_width$}", lanes_of(lanes, ix)));
            let date = paint(Part::Quiet, &format!("{:date_width$}", event.date.text()));
            line(&[format!("  {lane}  {date}  {}", paint(Part::Plain, &event.title))]);
        }
        for (what, things) in shared(document, coincidence) {
            line(&[format!("  {} {}", paint(Part::Quiet, what), paint(Part::Plain, &things))]);
        }
        if let Some(order) = order_in_day(document, coincidence) {
            let who = |&ix: &EventIx| match lanes.by() {
                LanesBy::Country => name(document, &document.event(ix).lane),
                // Several may stand in the same lanes.
                _ => &document.event(ix).title,
            };
            let members: Vec<&str> = order.events.iter().map(who).collect();
            let order = format!("{} ({})", members.join(", then "), order.in_words());
            line(&[format!("  {} {}", paint(Part::Quiet, "order:"), paint(Part::Plain, &order))]);
        }
        if let Some((rates, expected)) = notes.rates.and_then(|r| Some((r, r.expected(coincidence)?))) {
            let days = format!("{} such days in {} by chance", expected.in_short(), rates.days());
            line(&[format!("  {} {}", paint(Part::Quiet, "expected:"), paint(Part::Plain, &days))]);
        }
        line(&[]);
    }
    let count = if count == 1 { "1 coincidence".to_owned() } else { format!("{count} coincidences") };
    text.push_str(&paint(Part::Strong, &count));
    text.push('\n');
    text
}

/// The ids of an event's lanes.
fn lanes_of(lanes: &Grouping, ix: EventIx) -> String {
    lanes.ids(ix).map(LaneId::as_str).collect::<Vec<_>>().join(", ")
}

fn head(grouping: &Grouping, coincidence: &Coincidence, paint: &dyn Fn(Part, &str) -> String) -> String {
    let Coincidence { day, end, certainty, .. } = coincidence;
    let when = match day == end {
        true => format!("{day} {}", day.weekday().name()),
        false => format!("{day} to {end}"),
    };
    let part = if *certainty == Certainty::Certain { Part::Certain } else { Part::Quiet };
    let lanes: Vec<&str> = coincidence.lanes.iter().map(|lane| grouping.name(lane)).collect();
    let (when, sure) = (paint(Part::Strong, &when), paint(part, certainty.word()));
    format!("{when}  {sure}  {}", paint(Part::Plain, &lanes.join(", ")))
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
