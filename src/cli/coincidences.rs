//! `coeval coincidences`: what happened on the same day in different lanes.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::lanes_by::{self, LanesByOption};
use super::output::{Output, Tone, plain};
use super::{Format, Outcome, WrongCall, query};
use crate::analysis::coincidence::report::{self, Notes, Part};
use crate::analysis::{
    Coincidence, DayZone, Grouping, Listing, Matcher, Rates, Rule, SURPRISE, Scope, Sort, list,
};
use crate::model::{Document, LaneId, Precision, Progress};

const EXAMPLE: &str = "\
Examples:
  coeval coincidences talks.ron
  coeval coincidences talks.ron --tolerance 2 --possible
  coeval coincidences talks.ron --lanes IR,IL,AZ --with tag:diplomacy --sort surprise
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
    /// The coarsest dates that --possible takes: a year is possible on every one of its days
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Coarsest::Month)]
    coarsest: Coarsest,
    #[command(flatten)]
    lanes_by: LanesByOption,
    /// The lanes that take part, as files name them; else all
    #[arg(long, value_name = "LANES", value_delimiter = ',')]
    lanes: Vec<String>,
    /// Only what happened in at least so many lanes
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(2..))]
    min_lanes: u16,
    /// Only what both of these lanes took part in, whoever else did
    #[arg(long, value_name = "LANE,LANE", value_delimiter = ',')]
    pair: Vec<String>,
    /// Only what an event matching this query took part in; see coeval list --help
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    with: String,
    /// The order; surprise tells how many days like each chance would give
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = By::Date)]
    sort: By,
    /// How the coincidences are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What dates are possible on their days.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Coarsest {
    /// Days that are uncertain or approximate
    Day,
    /// Months too
    Month,
    /// Seasons too
    Season,
    /// Years too
    Year,
}

/// In which order they are listed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// By day
    Date,
    /// Most lanes first
    Lanes,
    /// Most shared countries, people, tags and places first
    Shared,
    /// Least to be expected first
    Surprise,
}

impl Coincidences {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let rule = self.rule()?;
        let Some(with) = query::read("--with", &self.with) else { return Ok(Outcome::CallIsWrong) };
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        let lanes = Grouping::new(document, rule.lanes_by);
        let listing = self.listing(document, &lanes, rule)?;
        let matcher = (!with.is_empty()).then(|| Arc::new(Matcher::new(document)));
        if let Some(matcher) = &matcher {
            query::doubt("--with", matcher, &with, &self.with);
        }
        let scope = Scope { matcher, ..Scope::default() };
        let found = list(document, &listing, &scope);
        let sort = self.sort();
        let rates = (sort == Sort::Surprise).then(|| Rates::new(document, &listing, &scope));
        let order =
            sort.order(&found, sort.keys(document, &found, rates.as_ref(), &Progress::default()).as_deref());
        let found = found.to_vec(document);
        let all = order.iter().map(|at| &found[*at]);
        let notes = Notes { rule: &listing.rule, rates: rates.as_ref() };
        let written = match self.format {
            Format::Text => text(output, document, &lanes, all, notes),
            Format::Json => report::json(document, all, notes)?,
            Format::Csv => report::csv(document, all, notes)?,
        };
        output.write_all(written.as_bytes())?;
        Ok(outcome)
    }

    fn rule(&self) -> Result<Rule, WrongCall> {
        Ok(Rule {
            tolerance_days: self.tolerance,
            zone: zone(&self.zone)?,
            long_span_days: self.long_span,
            during: self.during,
            possible: self.possible,
            lanes_by: self.lanes_by.get(),
            coarsest: match self.coarsest {
                Coarsest::Day => Precision::Day,
                Coarsest::Month => Precision::Month,
                Coarsest::Season => Precision::Season,
                Coarsest::Year => Precision::Year,
            },
        })
    }

    fn listing(&self, document: &Document, grouping: &Grouping, rule: Rule) -> Result<Listing, WrongCall> {
        let ids = |asked: &[String]| -> Result<BTreeSet<LaneId>, WrongCall> {
            let found = lanes_by::named(document, grouping, asked)?;
            let id = |at: u32| grouping.lanes().get(at as usize).map(|lane| lane.id.clone());
            Ok(found.into_iter().filter_map(id).collect())
        };
        let lanes = if self.lanes.is_empty() { None } else { Some(ids(&self.lanes)?) };
        let pair = match self.pair.as_slice() {
            [] => None,
            both => match Vec::from_iter(ids(both)?).as_slice() {
                [a, b] => Some((a.clone(), b.clone())),
                _ => return Err(WrongCall::new("--pair takes two lanes").hint("for instance --pair IR,IL")),
            },
        };
        let min_lanes = usize::from(self.min_lanes);
        Ok(Listing { rule, min_lanes, lanes, pair, with: self.with.clone(), ..Listing::default() })
    }

    fn sort(&self) -> Sort {
        match self.sort {
            By::Date => Sort::Date,
            By::Lanes => Sort::Lanes,
            By::Shared => Sort::Shared,
            By::Surprise => Sort::Surprise,
        }
    }
}

fn text<'a>(
    output: &Output,
    document: &Document,
    lanes: &Grouping,
    all: impl Iterator<Item = &'a Coincidence>,
    notes: Notes<'_>,
) -> String {
    let toned = |part, text: &str| match part {
        Part::Strong => output.toned(Tone::Strong, text),
        Part::Quiet => output.toned(Tone::Quiet, text),
        Part::Certain => output.toned(Tone::Certain, text),
        Part::Plain => plain(text),
    };
    let mut written = report::text(document, lanes, all, notes, &toned);
    if notes.rates.is_some() {
        written.push_str(&format!("expected: {}{}\n", SURPRISE[..1].to_lowercase(), &SURPRISE[1..]));
    }
    written
}

/// The zone that `--zone` names.
pub(super) fn zone(name: &str) -> Result<DayZone, WrongCall> {
    DayZone::of_name(name).ok_or_else(|| {
        let hint = "give local, utc, or a name of the IANA database like Asia/Tehran";
        WrongCall::new(format!("there is no time zone \"{name}\"")).hint(hint)
    })
}
