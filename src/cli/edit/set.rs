//! `coeval set`: gives fields of an event other values.

use std::path::PathBuf;

use clap::Args;

use super::super::output::Output;
use super::super::{Outcome, WrongCall};
use super::fields::{self, Given, given};
use super::{change, doubt, open};
use crate::edit::{Edit, Field};
use crate::model::{Document, EventId};

const EXAMPLE: &str = "\
Examples:
  coeval set talks.ron tehran-talks place=Tehran importance=4
  coeval set talks.ron tehran-talks tags+=diplomacy people='Masoud Pezeshkian, Shahin Mustafayev'
  coeval set talks.ron tehran-talks summary= date=2024-10-14T08:30+03:30
  coeval set talks.ron tehran-talks id=talks-in-tehran

An empty value clears a field. Commas separate the entries of a list; += adds to it and -= removes. Links and steps that
name an event follow when its id changes. Everything else in the file stays as it is; the first version is kept as
FILE.bak. `coeval list FILE --format csv` shows the ids.";

/// Change fields of an event
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(in crate::cli) struct Set {
    /// A timeline file; - reads standard input and prints the new text
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The id of the event
    #[arg(value_name = "ID")]
    id: String,
    /// What to change
    #[arg(value_name = "FIELD=VALUE", required = true, value_parser = given, allow_hyphen_values = true)]
    fields: Vec<Given>,
}

impl Set {
    pub(in crate::cli) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let loaded = open(&self.file)?;
        let id = EventId::new(&self.id);
        let Some(ix) = loaded.document.find(&id) else {
            return Err(unknown(&self.id, &loaded.document).into());
        };
        let mut event = loaded.document.event(ix).clone();
        let mut edits = Vec::new();
        // The new id comes last: until then the event is known by the old one.
        let mut new_id = None;
        for given in &self.fields {
            let field = fields::field(&event, given)?;
            match &field {
                Field::Id(_) => {
                    new_id = Some(field);
                    continue;
                }
                Field::Country(country) => doubt(country, &loaded.document),
                // Several changes of one list add up.
                Field::Tags(list) => event.tags = list.clone(),
                Field::People(list) => event.people = list.clone(),
                Field::Involves(list) => event.involves = list.clone(),
                Field::Sources(list) => event.sources = list.clone(),
                _ => {}
            }
            edits.push(Edit::SetField { event: id.clone(), field });
        }
        edits.extend(new_id.map(|field| Edit::SetField { event: id, field }));
        change(&self.file, &loaded, Edit::many("", edits), output)?;
        Ok(Outcome::Well)
    }
}

fn unknown(id: &str, document: &Document) -> WrongCall {
    let near = document
        .events()
        .iter()
        .map(|event| (strsim::osa_distance(id, event.id.as_str()), event.id.as_str()))
        .filter(|(distance, _)| *distance <= 1 + id.chars().count() / 5)
        .min();
    let hint = match near {
        Some((_, near)) => format!("did you mean {near}?"),
        None => "coeval list FILE --format csv shows the ids".to_owned(),
    };
    WrongCall::new(format!("there is no event with the id “{id}”")).hint(hint)
}
