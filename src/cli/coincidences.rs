//! `coeval coincidences`: what happened on the same day in different lanes.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::lanes_by::{self, LanesByOption};
use super::output::{self, Output, Tone, plain};
use super::{Format, Outcome, WrongCall, query};
use crate::analysis::coincidence::report::{self, Notes, Part};
use crate::analysis::{
    Coincidence, DayZone, Grouping, Listing, Matcher, Rates, Rule, SURPRISE, Scope, Sort, Surprises, list,
};
use crate::model::{Document, LaneId, Precision, Progress, grouped};

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
    /// Days that may lie between events, 0 to 30: windows of N + 1 days
    #[arg(long, value_name = "N", default_value_t = 0,
        value_parser = clap::value_parser!(u8).range(0..=i64::from(Rule::MAX_TOLERANCE_DAYS)))]
    tolerance: u8,
    /// Time zone whose days count for events with a time: local (dates as written), utc, or a zone such as Asia/Tehran
    #[arg(long, value_name = "ZONE", default_value = "local")]
    zone: String,
    /// Count every day of an event, however long it is
    #[arg(long)]
    during: bool,
    /// Count only the first and the last day of events longer than this
    #[arg(long, value_name = "DAYS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    long_span: u32,
    /// Also list coincidences that inexact dates make possible
    #[arg(long)]
    possible: bool,
    /// Least precise dates that --possible accepts: a year is possible on every day of it
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Coarsest::Month)]
    coarsest: Coarsest,
    #[command(flatten)]
    lanes_by: LanesByOption,
    /// Lanes to compare, as files name them (default: all)
    #[arg(long, value_name = "LANES", value_delimiter = ',')]
    lanes: Vec<String>,
    /// List only coincidences in at least this many lanes
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(2..))]
    min_lanes: u16,
    /// List only coincidences that include both of these lanes
    #[arg(long, value_name = "LANE,LANE", value_delimiter = ',')]
    pair: Vec<String>,
    /// List only coincidences with an event that matches this query; see coeval list --help
    #[arg(
        long,
        value_name = "QUERY",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    with: String,
    /// List only certain coincidences of which chance would give fewer than this many days, and show how many
    #[arg(long, value_name = "DAYS", value_parser = super::dates::expected)]
    expected_below: Option<f64>,
    /// Sort order; surprise also shows how many such days to expect by chance
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = By::Date)]
    sort: By,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// For programs: leave cells of CSV as they are that a spreadsheet would run (=, +, -, @ or a tab first)
    #[arg(long)]
    raw: bool,
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
    /// Least expected first
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
        let rates = (sort == Sort::Surprise || self.expected_below.is_some())
            .then(|| Rates::new(document, &listing, &scope));
        let mut order =
            sort.order(&found, sort.keys(document, &found, rates.as_ref(), &Progress::default()).as_deref());
        if let Some((below, rates)) = self.expected_below.zip(rates.as_ref()) {
            let surprises = Surprises::new(&found, rates);
            order.retain(|at| surprises.log10.get(*at).is_some_and(|log10| *log10 < below.log10()));
        }
        let notes = Notes { rule: &listing.rule, rates: rates.as_ref() };
        let mut told = Told::of(&found, self.during);
        let all = found.each(document, order.into_iter()).inspect(|coincidence| told.advance(coincidence));
        match self.format {
            Format::Text => text(output, document, &lanes, all, notes)?,
            Format::Json => {
                report::write_json(&mut |text| output.write_all(text.as_bytes()), document, all, notes)?;
            }
            Format::Csv => {
                let put = &mut |text: &str| output.write_all(text.as_bytes());
                output::tell_guarded(report::write_csv(put, document, all, notes, self.raw)?);
            }
        }
        told.finish();
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
                _ => return Err(WrongCall::new("--pair needs two lanes").hint("for example --pair IR,IL")),
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

fn text(
    output: &mut Output,
    document: &Document,
    lanes: &Grouping,
    all: impl Iterator<Item = Coincidence>,
    notes: Notes<'_>,
) -> std::io::Result<()> {
    let tones = output.tones();
    let toned = |part, text: &str| match part {
        Part::Strong => tones.toned(Tone::Strong, text),
        Part::Quiet => tones.toned(Tone::Quiet, text),
        Part::Certain => tones.toned(Tone::Certain, text),
        Part::Plain => plain(text),
    };
    let put = &mut |text: &str| output.write_all(text.as_bytes());
    report::write_text(put, (document, lanes), all, notes, &toned)?;
    if notes.rates.is_some() {
        writeln!(output, "expected: {}{}", SURPRISE[..1].to_lowercase(), &SURPRISE[1..])?;
    }
    Ok(())
}

/// An answer with more lines than this is announced.
const MANY_LINES: u64 = 1_000_000;

/// How far a long answer is, told on a terminal.
struct Told {
    /// The members of all coincidences, where they are many.
    all: Option<u64>,
    done: u64,
    percent: u64,
}

impl Told {
    /// Says how long the answer is where it is long, and what would make it shorter.
    fn of(found: &crate::analysis::Coincidences, during: bool) -> Self {
        let (coincidences, members) = (found.len() as u64, found.members_in_all());
        let is_long = coincidences + members > MANY_LINES;
        if is_long {
            let [coincidences, members] =
                [coincidences, members].map(|count| grouped(usize::try_from(count).unwrap_or(usize::MAX)));
            let during = if during { ", no --during, a smaller --long-span" } else { "" };
            output::message(&format!(
                "{coincidences} coincidences with {members} members in all are written.\n  help: --lanes, --min-lanes, \
                 --pair, --with, a smaller --tolerance{during} make them fewer\n"
            ));
        }
        Self { all: is_long.then_some(members), done: 0, percent: 0 }
    }

    fn advance(&mut self, coincidence: &Coincidence) {
        let Some(all) = self.all.filter(|_| output::stderr_is_terminal()) else { return };
        self.done += coincidence.events.len() as u64;
        let percent = self.done * 100 / all.max(1);
        if percent > self.percent {
            self.percent = percent;
            output::message(&format!("\r{percent} % written"));
        }
    }

    fn finish(&self) {
        if self.percent > 0 {
            output::message("\n");
        }
    }
}

/// The zone that `--zone` names.
pub(super) fn zone(name: &str) -> Result<DayZone, WrongCall> {
    DayZone::of_name(name).ok_or_else(|| {
        let hint = "use local, utc, or a name from the IANA database such as Asia/Tehran";
        WrongCall::new(format!("unknown time zone \"{name}\"")).hint(hint)
    })
}
