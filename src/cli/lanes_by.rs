//! `--lanes-by`: what the lanes are, the same for every command that knows lanes; and the lanes that a call names.

use clap::{Args, ValueEnum};

use super::WrongCall;
use crate::analysis::{Grouping, LanesBy};
use crate::model::{Document, LaneId};

/// The option.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct LanesByOption {
    /// What the lanes stand for; an event with several tags appears in several lanes but counts once
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Kind::Country)]
    lanes_by: Kind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Where it happened
    Country,
    /// Its tags
    Tag,
    /// Its people
    Person,
    /// The place within the country
    Place,
    /// Who published its sources; for a web address, the site
    Source,
    /// The file it is saved in
    File,
}

impl LanesByOption {
    /// What was chosen.
    pub(super) fn get(self) -> LanesBy {
        match self.lanes_by {
            Kind::Country => LanesBy::Country,
            Kind::Tag => LanesBy::Tag,
            Kind::Person => LanesBy::Person,
            Kind::Place => LanesBy::Place,
            Kind::Source => LanesBy::Source,
            Kind::File => LanesBy::File,
        }
    }
}

/// The positions of the lanes asked for, in that order; else of all.
pub(super) fn named(
    document: &Document,
    grouping: &Grouping,
    asked: &[String],
) -> Result<Vec<u32>, WrongCall> {
    const NAMED: usize = 40;
    let all = grouping.lanes();
    if asked.is_empty() {
        return Ok((0..all.len() as u32).collect());
    }
    let mut lanes = Vec::new();
    for text in asked {
        let id = match grouping.by() {
            LanesBy::Country => document.resolve_lane(text),
            _ => LaneId::new(text.trim()),
        };
        let by_name = || all.iter().position(|lane| lane.name == text.trim()).map(|at| at as u32);
        let Some(at) = grouping.position(&id).or_else(by_name) else {
            let ids = all.iter().map(|lane| lane.id.as_str()).filter(|id| !id.trim().is_empty());
            let more = if all.len() > NAMED { " …" } else { "" };
            let ids = ids.take(NAMED).collect::<Vec<_>>().join(", ");
            return Err(WrongCall::new(format!("the file has no lane \"{}\"", text.trim()))
                .hint(format!("its lanes are {ids}{more}")));
        };
        if !lanes.contains(&at) {
            lanes.push(at);
        }
    }
    Ok(lanes)
}
