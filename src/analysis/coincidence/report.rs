//! A list of coincidences as text, CSV and JSON: the same from the command line and from the window.

use std::borrow::{Borrow, Cow};
use std::convert::Infallible;

use serde::Serialize;

use super::{Certainty, Coincidence, Expected, Rates, Rule, order_in_day, reason};
use crate::analysis::grouping::{Grouping, LanesBy};
use crate::analysis::tiny::Tiny;
use crate::model::spreadsheet::guarded;
use crate::model::{Document, EventIx, Lane, LaneId};

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
    expected: Option<Option<Tiny>>,
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
        let expected = |rates: &Rates| rates.expected(coincidence).map(Expected::tiny);
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
        cells.extend(self.expected.map(|e| e.map_or(String::new(), Tiny::written)));
        cells
    }
}

fn ids(lanes: &[LaneId]) -> Vec<&str> {
    lanes.iter().map(LaneId::as_str).collect()
}

/// Takes what is written, piece by piece.
pub type Put<'a, E> = dyn FnMut(&str) -> Result<(), E> + 'a;

/// Writes a JSON list, an object per line, each made only when it is written.
///
/// # Errors
/// What `put` says.
pub fn write_json<C: Borrow<Coincidence>, E>(
    put: &mut Put<'_, E>,
    document: &Document,
    found: impl Iterator<Item = C>,
    notes: Notes<'_>,
) -> Result<(), E> {
    let mut before = "[\n  ";
    for coincidence in found {
        put(before)?;
        // Numbers and texts always make JSON.
        let row = serde_json::to_string(&Row::of(document, coincidence.borrow(), notes.rates));
        put(&row.unwrap_or_default())?;
        before = ",\n  ";
    }
    put(if before == "[\n  " { "[]\n" } else { "\n]\n" })
}

/// Writes a table with a head, what is several in one cell apart by "; ". Returns how many of its cells a spreadsheet
/// would have run; `raw` leaves these as they are.
///
/// # Errors
/// What `put` says.
pub fn write_csv<C: Borrow<Coincidence>, E>(
    put: &mut Put<'_, E>,
    document: &Document,
    found: impl Iterator<Item = C>,
    notes: Notes<'_>,
    raw: bool,
) -> Result<usize, E> {
    let mut guarded_cells = 0;
    put(&csv_row(HEAD.into_iter().chain(notes.rates.map(|_| "expected"))))?;
    for coincidence in found {
        let mut cells = Row::of(document, coincidence.borrow(), notes.rates).cells();
        for cell in cells.iter_mut().filter(|_| !raw) {
            if let Cow::Owned(safe) = guarded(cell) {
                *cell = safe;
                guarded_cells += 1;
            }
        }
        put(&csv_row(cells))?;
    }
    Ok(guarded_cells)
}

/// A row of a table, with its line end.
fn csv_row(cells: impl IntoIterator<Item = impl AsRef<[u8]>>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and what is written is text.
    let _ = table.write_record(cells);
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A JSON list, in memory.
#[must_use]
pub fn json<'a>(
    document: &Document,
    found: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
) -> String {
    in_memory(|put| write_json(put, document, found, notes))
}

/// A table, in memory, and how many of its cells a spreadsheet would have run; `raw` leaves these as they are.
#[must_use]
pub fn csv<'a>(
    document: &Document,
    found: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
    raw: bool,
) -> (String, usize) {
    let mut guarded_cells = 0;
    let table = in_memory(|put| {
        guarded_cells = write_csv(put, document, found, notes, raw)?;
        Ok(())
    });
    (table, guarded_cells)
}

/// Text, in memory.
#[must_use]
pub fn text<'a>(
    document: &Document,
    lanes: &Grouping,
    found: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
    paint: &dyn Fn(Part, &str) -> String,
) -> String {
    in_memory(|put| write_text(put, (document, lanes), found, notes, paint))
}

fn in_memory(write: impl FnOnce(&mut Put<'_, Infallible>) -> Result<(), Infallible>) -> String {
    let mut out = String::new();
    match write(&mut |piece| {
        out.push_str(piece);
        Ok(())
    }) {
        Ok(()) => out,
        Err(never) => match never {},
    }
}

/// Writes a block for each (the day, how sure it is and its lanes, then why, the members and what they share) and how
/// many there are. `paint` gives a part its colour, or leaves it. The lanes are those that the coincidences were found
/// in.
///
/// # Errors
/// What `put` says.
pub fn write_text<C: Borrow<Coincidence>, E>(
    put: &mut Put<'_, E>,
    (document, lanes): (&Document, &Grouping),
    found: impl Iterator<Item = C>,
    notes: Notes<'_>,
    paint: &dyn Fn(Part, &str) -> String,
) -> Result<(), E> {
    let page = Page { document, lanes, names: Names::of(document, lanes), notes, paint };
    let mut count = 0;
    for coincidence in found {
        count += 1;
        put(&page.block(coincidence.borrow()))?;
    }
    let count = if count == 1 { "1 coincidence".to_owned() } else { format!("{count} coincidences") };
    put(&(paint(Part::Strong, &count) + "\n"))
}

/// The names of lanes, looked up once: there may be a hundred thousand on one day.
struct Names<'a> {
    in_list: foldhash::HashMap<&'a str, &'a str>,
    in_document: foldhash::HashMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn of(document: &'a Document, lanes: &'a Grouping) -> Self {
        let names = |lanes: &'a [Lane]| lanes.iter().map(|lane| (lane.id.as_str(), lane.name.as_str()));
        Self { in_list: names(lanes.lanes()).collect(), in_document: names(document.lanes()).collect() }
    }

    fn in_list<'n>(&'n self, id: &'n LaneId) -> &'n str {
        self.in_list.get(id.as_str()).copied().unwrap_or(id.as_str())
    }

    fn in_document<'n>(&'n self, id: &'n LaneId) -> &'n str {
        self.in_document.get(id.as_str()).copied().unwrap_or(id.as_str())
    }
}

/// What blocks of text are made of.
struct Page<'a> {
    document: &'a Document,
    lanes: &'a Grouping,
    names: Names<'a>,
    notes: Notes<'a>,
    paint: &'a dyn Fn(Part, &str) -> String,
}

impl Page<'_> {
    /// One coincidence, with an empty line behind it.
    fn block(&self, coincidence: &Coincidence) -> String {
        let Self { document, lanes, notes, paint, .. } = self;
        let mut lines = vec![self.head(coincidence)];
        let why = reason(document, coincidence, notes.rule);
        if !why.is_empty() {
            lines.push(format!("  {}", paint(Part::Quiet, &why)));
        }
        let events = || coincidence.events.iter().map(|&ix| (ix, document.event(ix)));
        let lane_width = events().map(|(ix, _)| lanes_of(lanes, ix).chars().count()).max().unwrap_or(0);
        let date_width = events().map(|(_, event)| event.date.text().chars().count()).max().unwrap_or(0);
        for (ix, event) in events() {
            let lane = paint(Part::Plain, &format!("{:lane_width$}", lanes_of(lanes, ix)));
            let date = paint(Part::Quiet, &format!("{:date_width$}", event.date.text()));
            lines.push(format!("  {lane}  {date}  {}", paint(Part::Plain, &event.title)));
        }
        let told = |what: &str, things: &str| {
            format!("  {} {}", paint(Part::Quiet, what), paint(Part::Plain, things))
        };
        lines.extend(self.shared(coincidence).iter().map(|(what, things)| told(what, things)));
        if let Some(order) = order_in_day(document, coincidence) {
            let who = |&ix: &EventIx| match lanes.by() {
                LanesBy::Country => self.names.in_document(&document.event(ix).lane),
                // Several may stand in the same lanes.
                _ => &document.event(ix).title,
            };
            let clocks = notes.rule.zone.clocks();
            let with_hour = |ix: &EventIx| match document.event(*ix).date.hour(&clocks) {
                Some(hour) => format!("{} {hour}", who(ix)),
                None => who(ix).to_owned(),
            };
            let members: Vec<String> = order.events.iter().map(with_hour).collect();
            lines.push(told("order:", &format!("{} ({})", members.join(", then "), order.in_words())));
            let apart: Vec<&str> = order.apart.iter().map(who).collect();
            if !apart.is_empty() {
                lines.push(told("no hour or zone:", &apart.join(", ")));
            }
        }
        if let Some((rates, expected)) = notes.rates.and_then(|r| Some((r, r.expected(coincidence)?))) {
            let days = format!("{} by chance in {} days", expected.in_short(), rates.days());
            lines.push(told("expected:", &days));
        }
        lines.join("\n") + "\n\n"
    }

    fn head(&self, coincidence: &Coincidence) -> String {
        let (paint, Coincidence { day, end, certainty, .. }) = (self.paint, coincidence);
        let when = match day == end {
            true => format!("{day} {}", day.weekday().name()),
            false => format!("{day} to {end}"),
        };
        let part = if *certainty == Certainty::Certain { Part::Certain } else { Part::Quiet };
        let lanes: Vec<&str> = coincidence.lanes.iter().map(|lane| self.names.in_list(lane)).collect();
        let (when, sure) = (paint(Part::Strong, &when), paint(part, certainty.word()));
        format!("{when}  {sure}  {}", paint(Part::Plain, &lanes.join(", ")))
    }

    /// What they share, as label and list.
    fn shared(&self, coincidence: &Coincidence) -> Vec<(&'static str, String)> {
        let shared = &coincidence.shared;
        let countries: Vec<&str> = shared.countries.iter().map(|lane| self.names.in_document(lane)).collect();
        let mut lines = vec![
            ("shared countries:", countries.join(", ")),
            ("shared people:", shared.people.join(", ")),
            ("shared tags:", shared.tags.join(", ")),
            ("shared places:", shared.places.join(", ")),
        ];
        lines.retain(|(_, things)| !things.is_empty());
        lines
    }
}

/// The ids of an event's lanes.
fn lanes_of(lanes: &Grouping, ix: EventIx) -> String {
    lanes.ids(ix).map(LaneId::as_str).collect::<Vec<_>>().join(", ")
}
