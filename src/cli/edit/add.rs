//! `coeval add`: one more event, where its date belongs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::super::dates::date;
use super::super::output::{Output, plain};
use super::super::{Outcome, STANDARD_INPUT, WrongCall};
use super::{change, doubt, fields, open};
use crate::edit::Edit;
use crate::io;
use crate::model::{Document, Event, EventDate, EventId, LaneId, Name, Text};

const EXAMPLE: &str = "\
Examples:
  coeval add talks.ron --date 2024-10-14 --title 'Talks in Tehran' --country Iran
  coeval add talks.ron --date 2024-10 --title 'A meeting' --country IL --id meeting --tag diplomacy --person 'Eli Cohen'
  coeval add - --date 2024 --title 'A year' --country US < talks.ron > more.ron

Prints the id of the event. Everything else in the file stays as it is; the first version is kept as FILE.bak. The event
stands where its date belongs, if the events of the file stand by date, else at the end.";

/// Add an event to a file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(in crate::cli) struct Add {
    /// A timeline file; - reads standard input and prints the new text
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// When: 2024-10-14, 2024-10, 2024-11-11/2024-11-22, 2024-10-14T08:30+04:00 or 23 Mehr 1403
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: String,
    /// What happened
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// Where: a country’s code or name, or a declared lane
    #[arg(long, value_name = "COUNTRY")]
    country: String,
    /// Id; made from date and title if it is not given
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Title in its own script
    #[arg(long, value_name = "TEXT", default_value = "")]
    title_native: String,
    /// Place within the country
    #[arg(long, value_name = "PLACE", default_value = "")]
    place: String,
    /// Other countries that take part
    #[arg(long, value_name = "AZ,AM", value_delimiter = ',')]
    involves: Vec<String>,
    /// Who takes part; can be repeated
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// A tag; can be repeated
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// The id of a declared source, an address or a text; can be repeated
    #[arg(long, value_name = "SOURCE")]
    source: Vec<String>,
    /// 1 to 5
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=5))]
    importance: u8,
    /// A few sentences
    #[arg(long, value_name = "TEXT", default_value = "")]
    summary: String,
    /// A private note
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

impl Add {
    pub(in crate::cli) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        for (option, text) in [("--title", &self.title), ("--country", &self.country)] {
            if text.trim().is_empty() {
                return Err(WrongCall::new(format!("{option} is empty")).into());
            }
        }
        let date = date("--date", &self.date)?;
        let loaded = open(&self.file)?;
        let event = self.event(date, &loaded.document)?;
        doubt(&self.country, &loaded.document);
        let id = event.id.clone();
        let at = place_of(&loaded.document, &event);
        change(&self.file, &loaded, Edit::Insert { events: vec![(at, Arc::new(event))] }, output)?;
        if self.file != Path::new(STANDARD_INPUT) {
            writeln!(output, "{}", plain(id.as_str()))?;
        }
        Ok(Outcome::Well)
    }

    fn event(&self, date: EventDate, document: &Document) -> anyhow::Result<Event> {
        let mut event = Event::new(EventId::new(""), date, &self.title, &self.country);
        event.id = match &self.id {
            Some(id) if id.trim().is_empty() => return Err(WrongCall::new("--id is empty").into()),
            Some(id) => EventId::new(id.trim()),
            None => document.free_id(io::made_id(&event).as_str()),
        };
        event.place = Name::from(self.place.as_str());
        event.importance = self.importance;
        let words = |list: &[String]| list.iter().flat_map(|text| fields::words(text)).collect::<Vec<_>>();
        event.tags = words(&self.tag).into();
        event.people = self.person.clone().into();
        if !self.involves.is_empty() {
            let lanes = words(&self.involves).iter().map(|lane| LaneId::new(lane)).collect::<Vec<_>>();
            event.involves = lanes.into();
        }
        if !self.source.is_empty() {
            event.sources =
                self.source.iter().map(|source| Text::from(source.as_str())).collect::<Vec<_>>().into();
        }
        for (text, field) in [(&self.title_native, 0), (&self.summary, 1), (&self.note, 2)] {
            let text = Text::from(text.as_str());
            match field {
                _ if text.is_empty() => {}
                0 => event.title_native = text,
                1 => event.summary = text,
                _ => event.note = text,
            }
        }
        Ok(event)
    }
}

/// Where an event belongs: behind the last that is not later where events stand by date, else at the end.
fn place_of(document: &Document, event: &Event) -> usize {
    let events = document.events();
    let day = event.date.first_day();
    match events.is_sorted_by_key(|event| event.date.first_day()) {
        true => events.partition_point(|other| other.date.first_day() <= day),
        false => events.len(),
    }
}
