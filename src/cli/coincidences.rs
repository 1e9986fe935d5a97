//! `coeval coincidences`: what happened on the same day in different lanes.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::lanes_by::LanesByOption;
use super::output::{Output, Tone, plain};
use super::{Format, Outcome, WrongCall};
use crate::analysis::coincidence::report::{self, Part};
use crate::analysis::{DayZone, Grouping, Rule, coincidences};

const EXAMPLE: &str = "\
Examples:
  coeval coincidences talks.ron
  coeval coincidences talks.ron --tolerance 2 --possible
  coeval coincidences talks.ron --zone Asia/Tehran --format json
  coeval coincidences talks.ron --lanes-by tag";

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
    #[command(flatten)]
    lanes_by: LanesByOption,
    /// How the coincidences are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Coincidences {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let rule = Rule {
            tolerance_days: self.tolerance,
            zone: zone(&self.zone)?,
            long_span_days: self.long_span,
            during: self.during,
            possible: self.possible,
            lanes_by: self.lanes_by.get(),
        };
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        let found = coincidences(document, &rule);
        let all = found.iter();
        let written = match self.format {
            Format::Text => {
                report::text(document, &Grouping::new(document, rule.lanes_by), all, &|part, text| match part
                {
                    Part::Strong => output.toned(Tone::Strong, text),
                    Part::Quiet => output.toned(Tone::Quiet, text),
                    Part::Certain => output.toned(Tone::Certain, text),
                    Part::Plain => plain(text),
                })
            }
            Format::Json => report::json(document, all)?,
            Format::Csv => report::csv(document, all)?,
        };
        output.write_all(written.as_bytes())?;
        Ok(outcome)
    }
}

/// The zone that `--zone` names.
pub(super) fn zone(name: &str) -> Result<DayZone, WrongCall> {
    DayZone::of_name(name).ok_or_else(|| {
        let hint = "give local, utc, or a name of the IANA database like Asia/Tehran";
        WrongCall::new(format!("there is no time zone \"{name}\"")).hint(hint)
    })
}
