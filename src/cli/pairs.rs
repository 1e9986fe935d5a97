//! `coeval pairs`: how many days each two lanes share, and how surprising that is.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::lanes_by::{self, LanesByOption};
use super::output::{Output, Tone, plain};
use super::{Format, Outcome, WrongCall, coincidences};
use crate::analysis::pairs::{self, EventDays, MEANING, MIN_DAYS, Options, Pair};
use crate::analysis::tiny::Tiny;
use crate::analysis::{Grouping, Rule, event_days};
use crate::model::{Day, Document, EventDate};

const EXAMPLE: &str = "\
Examples:
  coeval pairs talks.ron
  coeval pairs talks.ron --from 2024-09 --to 2024-11 --lanes IR,IL,AZ
  coeval pairs talks.ron --shifts 2000 --seed 7 --format json

Hand-picked data reflect the selection; p values describe, they don’t prove.";

/// Compare lanes two by two: shared event days, expected ones, p-values
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Pairs {
    /// A timeline file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// First day of the range, as in files: 2024-10-14, 2024-10 or 2024 (default: the first event day)
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    from: Option<String>,
    /// Last day of the range (default: the last event day)
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<String>,
    /// Lanes to compare, as files name them (default: all)
    #[arg(long, value_name = "LANES", value_delimiter = ',')]
    lanes: Vec<String>,
    #[command(flatten)]
    lanes_by: LanesByOption,
    /// Time zone whose days count for events with a time: local (dates as written), utc, or a zone such as Asia/Tehran
    #[arg(long, value_name = "ZONE", default_value = "local")]
    zone: String,
    /// Count only the first and the last day of events longer than this
    #[arg(long, value_name = "DAYS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    long_span: u32,
    /// Maximum number of shifts by whole weeks for p_shift; all of them if there are fewer weeks
    #[arg(long, value_name = "N", default_value_t = Options::default().shifts,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    shifts: u32,
    /// Seed that decides which shifts are drawn if not all are tried
    #[arg(long, value_name = "N", default_value_t = Options::default().seed)]
    seed: u64,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// For programs: leave cells of CSV as they are that a spreadsheet would run (=, +, -, @ or a tab first)
    #[arg(long)]
    raw: bool,
}

/// A pair as JSON writes it, the fields in this order.
#[derive(Debug, Serialize)]
struct Row<'a> {
    a: &'a str,
    b: &'a str,
    days: u32,
    n_a: u32,
    n_b: u32,
    shared: u32,
    expected: f64,
    p_exact: Option<Tiny>,
    p_shift: Option<f64>,
    q: Option<Tiny>,
}

const HEAD: [&str; 10] = ["a", "b", "days", "n_a", "n_b", "shared", "expected", "p_exact", "p_shift", "q"];

impl<'a> Row<'a> {
    fn of(days: u32, pair: &'a Pair) -> Self {
        Self {
            a: pair.a.as_str(),
            b: pair.b.as_str(),
            days,
            n_a: pair.n_a,
            n_b: pair.n_b,
            shared: pair.shared,
            expected: pair.expected,
            p_exact: pair.test.map(|test| Tiny { number: test.p_exact, log10: test.log10_p_exact }),
            p_shift: pair.test.map(|test| test.p_shift),
            q: pair.test.map(|test| Tiny { number: test.q, log10: test.log10_q }),
        }
    }

    fn cells(self) -> [String; 10] {
        let tested = |p: Option<Tiny>| p.map_or(String::new(), Tiny::written);
        [
            self.a.to_owned(),
            self.b.to_owned(),
            self.days.to_string(),
            self.n_a.to_string(),
            self.n_b.to_string(),
            self.shared.to_string(),
            self.expected.to_string(),
            tested(self.p_exact),
            self.p_shift.map_or(String::new(), |p| p.to_string()),
            tested(self.q),
        ]
    }
}

impl Pairs {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let rule = Rule {
            zone: coincidences::zone(&self.zone)?,
            long_span_days: self.long_span,
            lanes_by: self.lanes_by.get(),
            ..Rule::default()
        };
        let day = |option, text: &Option<String>| {
            text.as_deref().map(|text| crate::cli::dates::date(option, text)).transpose()
        };
        let from = day("--from", &self.from)?.as_ref().map(EventDate::first_day);
        let to = day("--to", &self.to)?.as_ref().map(EventDate::last_day);
        let (loaded, outcome) = super::open(&self.file)?;
        let document = &loaded.document;
        let lanes = Grouping::new(document, rule.lanes_by);
        let days = self.event_days(document, &lanes, &rule, from, to)?;
        let options = Options { shifts: self.shifts, seed: self.seed };
        let found = pairs::pairs(&days, options, &mut |_, _| true).map_err(|error| {
            WrongCall::new(error.to_string())
                .hint("choose some with --lanes, or a shorter range with --from and --to")
        })?;
        let rows = found.pairs.iter().map(|pair| Row::of(found.days, pair));
        match self.format {
            Format::Text => text(output, &lanes, &days, &found)?,
            Format::Json => output.json_list(rows)?,
            Format::Csv => output.csv(HEAD, rows.map(Row::cells), self.raw)?,
        }
        Ok(outcome)
    }

    /// The event days of the lanes asked for.
    fn event_days(
        &self,
        document: &Document,
        grouping: &Grouping,
        rule: &Rule,
        from: Option<Day>,
        to: Option<Day>,
    ) -> anyhow::Result<EventDays> {
        let asked = lanes_by::named(document, grouping, &self.lanes)?;
        let mut days = event_days(document, rule, from, to);
        if days.days == 0
            && let (Some(first), Some(last)) = (from.or(to), to.or(from))
        {
            let message = match from.zip(to) {
                Some(_) => format!("there are no days from {first} to {last}"),
                None => format!("there are no event days on that side of {first}"),
            };
            return Err(WrongCall::new(message).into());
        }
        if !self.lanes.is_empty() {
            let asked: Vec<_> = asked.iter().map(|&at| &grouping.lanes()[at as usize].id).collect();
            days.lanes.retain(|lane| asked.contains(&&lane.lane));
        }
        Ok(days)
    }
}

/// A table, the most surprising pairs first, and what its columns mean.
fn text(
    output: &mut Output,
    lanes: &Grouping,
    event_days: &EventDays,
    found: &pairs::Pairs,
) -> anyhow::Result<()> {
    let mut pairs: Vec<&Pair> = found.pairs.iter().collect();
    pairs.sort_by(|a, b| {
        let p = |pair: &Pair| pair.test.map_or(1.0, |test| test.log10_p_exact);
        p(a).total_cmp(&p(b)).then(b.shared.cmp(&a.shared))
    });
    let head = ["lane a", "lane b", "days a", "days b", "shared", "expected", "p exact", "p shift", "q"]
        .map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(pairs.iter().map(|pair| cells(lanes, pair)));
    let mut widths = [0; 9];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for (at, row) in rows.iter().enumerate().filter(|_| !pairs.is_empty()) {
        let line = aligned(row, &widths);
        let line = if at == 0 { output.toned(Tone::Quiet, &line) } else { plain(&line) };
        writeln!(output, "{line}")?;
    }
    let count = match pairs.len() {
        1 => "1 pair".to_owned(),
        n => format!("{n} pairs"),
    };
    let range = match event_days.last() {
        Some(last) => format!(" over {} days from {} to {last}", event_days.days, event_days.first),
        None => String::new(),
    };
    let before = if pairs.is_empty() { "" } else { "\n" };
    writeln!(output, "{before}{}{range}", output.toned(Tone::Strong, &count))?;
    explain(output, found)?;
    Ok(())
}

/// What the columns mean, as far as they hold anything.
fn explain(output: &mut Output, found: &pairs::Pairs) -> std::io::Result<()> {
    let tested = found.pairs.iter().filter(|pair| pair.test.is_some()).count();
    if tested > 0 {
        let shifts = found.shifts;
        writeln!(
            output,
            "expected, p exact: shared days expected in random draws, and the chance of at least those found"
        )?;
        writeln!(
            output,
            "p shift: the chance among {shifts} shifts of one lane by whole weeks, which keep its rhythm"
        )?;
        writeln!(
            output,
            "q: the expected share of false discoveries among pairs with a q this small (Benjamini and Hochberg)"
        )?;
    }
    if tested < found.pairs.len() {
        writeln!(output, "-: not tested, because one lane has fewer than {MIN_DAYS} days with events")?;
    }
    if tested > 0 {
        writeln!(output, "{MEANING}")?;
    }
    Ok(())
}

fn cells(lanes: &Grouping, pair: &Pair) -> [String; 9] {
    let tested = |of: fn(&pairs::Test) -> String| pair.test.as_ref().map_or("-".to_owned(), of);
    [
        lanes.name(&pair.a).to_owned(),
        lanes.name(&pair.b).to_owned(),
        pair.n_a.to_string(),
        pair.n_b.to_string(),
        pair.shared.to_string(),
        format!("{:.3}", pair.expected),
        tested(pairs::Test::p_exact_in_short),
        tested(|test| pairs::in_short(test.p_shift)),
        tested(pairs::Test::q_in_short),
    ]
}

/// The cells in their columns: names to the left, numbers to the right.
fn aligned(row: &[String; 9], widths: &[usize; 9]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(at, (cell, &width))| match at {
        0 | 1 => format!("{cell:width$}"),
        _ => format!("{cell:>width$}"),
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}
