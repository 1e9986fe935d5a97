//! `coeval new`: an empty timeline to begin with.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::super::output::{self, Output, plain};
use super::super::{Failure, Outcome, STANDARD_INPUT, WrongCall};
use crate::io;
use crate::model::{Document, Lane, LaneId, Parts, country};

const EXAMPLE: &str = "\
Examples:
  coeval new autumn.ron
  coeval new autumn.ron --title 'Autumn of 2024' --lanes IR,IL,AZ";

/// Create an empty timeline
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(in crate::cli) struct New {
    /// The file to create; - prints it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Title of the timeline
    #[arg(long, value_name = "TEXT", default_value = "")]
    title: String,
    /// Lanes to declare, in their order: codes or names of countries, or names of your own
    #[arg(long, value_name = "IR,IL", value_delimiter = ',')]
    lanes: Vec<String>,
    /// Overwrite FILE; the first version is kept as FILE.bak
    #[arg(long)]
    force: bool,
}

impl New {
    pub(in crate::cli) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let is_printed = self.file == Path::new(STANDARD_INPUT);
        if !is_printed && self.file.exists() && !self.force {
            let wrong = WrongCall::new(format!("{} already exists", self.file.display()));
            return Err(wrong.hint("use --force to overwrite it").into());
        }
        let mut lanes: Vec<Lane> = Vec::new();
        for lane in self.lanes.iter().map(|lane| lane.trim()).filter(|lane| !lane.is_empty()) {
            let (id, name) = country::find(lane).map_or((lane, lane), |country| (country.code, country.name));
            if lanes.iter().any(|other| other.id.as_str() == id) {
                return Err(WrongCall::new(format!("--lanes names {name} twice")).into());
            }
            lanes.push(Lane { id: LaneId::new(id), name: name.to_owned(), color: None, declared: true });
        }
        let document = Document::new(Parts { title: self.title.clone(), lanes, ..Parts::default() });
        if is_printed {
            let new = io::unsaved(None, &document, 0, None);
            let text = new.and_then(|new| io::disk::recovery::changed(&new.base, &new.changes));
            output.write_all(text.unwrap_or_default().as_bytes())?;
            return Ok(Outcome::Well);
        }
        io::back_up(&self.file)
            .and_then(|_| io::save_as(&self.file, &document, 0, None))
            .map_err(|error| Failure { message: error.message, hint: error.hint })?;
        output::message(&format!("{}: created\n", plain(&self.file.display().to_string())));
        Ok(Outcome::Well)
    }
}
