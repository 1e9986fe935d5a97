//! `coeval convert`: other people's data into a timeline and a timeline into other formats, with the report that the
//! window shows, and never by guessing what only the user knows.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::decisions;
use super::output::{self, plain};
use super::{Failure, Outcome, WrongCall, failure};
use crate::analysis::diff;
use crate::edit::{self, Edit, Section};
use crate::io::export::{self, Format as Target, Place};
use crate::io::import::{
    self, Charset, Codes, DayOrder, Field, Imported, NO_QUOTE, Reckoning, Report, Stamps, again, grouped,
};
use crate::io::{self, Severity};
use crate::model::{Document, EventId, ImportRecord, Progress};

const EXAMPLE: &str = "\
Examples:
  coeval convert talks.csv talks.ron
  coeval convert talks.csv talks.ron --day-first --columns date=When,title=What --lane Talks
  coeval convert old.txt talks.ron --encoding windows-1251 --separator tab
  coeval convert team.ics team.ron --repeats 100
  coeval convert talks.ron talks.ics

In: .ron, .csv .tsv .txt .xlsx .ods (tables), .json (Coeval's own, TimelineJS, records), .ics (iCalendar), .timeline
(Timeline Project), .ged (GEDCOM), .mw (markwhen), .mmd .md (Mermaid).
Out: .ron, .csv, .json, .ics. The file names decide; the manual describes each format.

What is not taken is told with its line, on standard error. A file that exists is overwritten with --force alone,
and its former content kept as OUT.bak. IN itself is never written over.
Nothing is written while a question is open, such as whether 03/04/2024 begins with the day; the message says which
option answers it.

Exit status: 0, everything was imported; 1, some rows were skipped, or nothing could be read; 2, the command is wrong or
leaves a question open.";

/// Convert a table, a calendar or another program's timeline, or write a timeline as one
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Convert {
    /// File to read
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// File to write; not needed with --dry-run
    #[arg(value_name = "OUT", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// Write nothing: print which column serves for what, and why, and what would be taken
    #[arg(long)]
    dry_run: bool,
    /// How this is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: Printed,
    /// Overwrite OUT if it exists
    #[arg(long)]
    force: bool,
    /// Lane for rows without a country (default: a lane named after the calendar or the file)
    #[arg(long, value_name = "NAME")]
    lane: Option<String>,
    /// Encoding, if it is not detected: utf-8, utf-16le, windows-1251, …
    #[arg(long, value_name = "NAME", value_parser = charset)]
    encoding: Option<Charset>,
    /// Separator of the cells of a table: comma, semicolon, tab, bar or a character
    #[arg(long, value_name = "CHAR", value_parser = separator)]
    separator: Option<u8>,
    /// Quotation mark around cells that contain the separator; none where it is a letter like others
    #[arg(long, value_name = "CHAR", value_parser = quote)]
    quote: Option<u8>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Whether the first row of a table contains column names
    #[arg(long, value_enum, value_name = "YES|NO")]
    header: Option<YesNo>,
    /// Read numeric dates with the day first: 14/10/2024
    #[arg(long, conflicts_with_all = ["month_first", "year_first"])]
    day_first: bool,
    /// Read numeric dates with the month first: 10/14/2024
    #[arg(long, conflicts_with = "year_first")]
    month_first: bool,
    /// In dates of numbers the year comes first: 24/10/14
    #[arg(long)]
    year_first: bool,
    /// By which calendar dates are: gregorian, persian, islamic, hebrew, julian, buddhist
    #[arg(long, value_name = "NAME", value_parser = reckoning)]
    calendar: Option<Reckoning>,
    /// What numbers that stand for dates count: unix, unix-ms, unix-us, excel, excel-1904
    #[arg(long, value_name = "KIND", value_parser = stamps)]
    stamps: Option<Stamps>,
    /// Columns by name or number: date=When,title=3,end=none
    #[arg(long, value_name = "FIELD=COLUMN,…", value_delimiter = ',', value_parser = column)]
    columns: Vec<(Field, Option<String>)>,
    /// How the table writes countries
    #[arg(long, value_name = "CODES", value_parser = codes)]
    codes: Option<Codes>,
    /// Maximum number of occurrences to import of a recurring event
    #[arg(long, value_name = "N", default_value_t = import::MOST_REPEATS)]
    repeats: usize,
    /// Include private notes
    #[arg(long)]
    notes: bool,
    /// For programs: in a table leave cells as they are that a spreadsheet would run (=, +, -, @ or a tab first)
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Printed {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

fn charset(name: &str) -> Result<Charset, String> {
    Charset::named(name).ok_or_else(|| "unknown encoding; use for example utf-8 or windows-1251".to_owned())
}

fn separator(name: &str) -> Result<u8, String> {
    match name {
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "tab" | "\\t" => Ok(b'\t'),
        "bar" | "pipe" => Ok(b'|'),
        _ => match name.as_bytes() {
            [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() => Ok(*byte),
            _ => Err("use comma, semicolon, tab, bar or a character other than a letter or digit".to_owned()),
        },
    }
}

fn quote(name: &str) -> Result<u8, String> {
    match name {
        "none" => Ok(NO_QUOTE),
        _ => separator(name).map_err(|_| "use none or a character other than a letter or digit".to_owned()),
    }
}

fn reckoning(name: &str) -> Result<Reckoning, String> {
    let found = Reckoning::ALL.into_iter().find(|reckoning| reckoning.keyword() == name);
    found.ok_or_else(|| format!("use one of {}", Reckoning::ALL.map(Reckoning::keyword).join(", ")))
}

fn stamps(name: &str) -> Result<Stamps, String> {
    let found = Stamps::ALL.into_iter().find(|stamps| stamps.keyword() == name);
    found.ok_or_else(|| format!("use one of {}", Stamps::ALL.map(Stamps::keyword).join(", ")))
}

/// A field and its column; "none" or nothing for a field that no column is to serve for.
fn column(pair: &str) -> Result<(Field, Option<String>), String> {
    let (field, column) = pair.split_once('=').ok_or("write it as date=When")?;
    let names = || Field::ALL.map(Field::name).join(", ");
    let field = Field::named(field).ok_or_else(|| format!("unknown field; use one of {}", names()))?;
    let column = column.trim();
    Ok((field, (!column.is_empty() && !column.eq_ignore_ascii_case("none")).then(|| column.to_owned())))
}

fn codes(name: &str) -> Result<Codes, String> {
    let found = Codes::ALL.into_iter().find(|codes| codes.keyword() == name);
    found.ok_or_else(|| format!("use one of {}", Codes::ALL.map(Codes::keyword).join(", ")))
}

/// What was read.
struct Read {
    document: Document,
    report: Report,
    /// How a table was read.
    table: Option<import::Table>,
}

impl Convert {
    pub(super) fn run(&self) -> anyhow::Result<Outcome> {
        let target = match (&self.output, self.dry_run) {
            (Some(output), false) => Some((output, self.target(output)?)),
            _ => None,
        };
        let read = self.read()?;
        let name = self.input.display().to_string();
        match self.format {
            Printed::Text => self.tell(&name, &read),
            Printed::Json => {
                let mut out = output::Output::stdout();
                out.write_all(decisions::json(&name, read.table.as_ref(), &read.report).as_bytes())?;
                out.finish()?;
            }
        }
        if let Some((message, hint)) = &read.report.failed {
            return Err(Failure { message: format!("{name}: {message}"), hint: Some(hint.clone()) }.into());
        }
        if let Some(question) = read.report.questions.first() {
            let message = format!("{name}: {}", question.in_words());
            return Err(WrongCall::new(message).hint(question.option()).into());
        }
        if read.document.events().is_empty() && read.report.passed_over > 0 {
            let message = format!("{name}: nothing could be imported, so nothing was written");
            return Err(Failure { message, hint: None }.into());
        }
        let passed_over = read.report.passed_over;
        if let Some((output, target)) = target {
            let document = self.remembering(output, read)?;
            self.write(output, target, &document)?;
        }
        Ok(if passed_over > 0 { Outcome::InputHasErrors } else { Outcome::Well })
    }

    /// What was read, with how that was done, so that a newer version of the file can be read the same way.
    fn remembering(&self, output: &Path, read: Read) -> anyhow::Result<Document> {
        let Read { mut document, report, table } = read;
        let folder = |path: &Path| io::absolute(path).parent().map(Path::to_owned);
        let (from, to) = (folder(&self.input), folder(output));
        let moved = |record: &ImportRecord| again::moved(record, from.as_deref(), to.as_deref());
        let mut records: Vec<ImportRecord> = document.imports().iter().map(moved).collect();
        if !is_timeline(&self.input) {
            let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            let path = again::written(&self.input, to.as_deref());
            let imported = Imported { document, report, table };
            let record = again::remembered(path, now, &self.options(), &imported);
            document = imported.document;
            records.retain(|other| other.path != record.path);
            records.push(ImportRecord { rows: diff::rows(&document, EventId::clone), ..record });
        }
        if !records.is_empty() {
            edit::apply(&mut document, Edit::Set(Section::Imports(records)))?;
        }
        Ok(document)
    }

    fn target(&self, output: &Path) -> anyhow::Result<Target> {
        let target = Target::of(output).ok_or_else(|| {
            WrongCall::new(format!("{}: unknown output format", output.display()))
                .hint("end the name in .ron, .csv, .json or .ics")
        })?;
        if io::is_same_file(&self.input, output) {
            let (input, output) = (self.input.display(), output.display());
            return Err(WrongCall::new(format!("{input} and {output} are the same file"))
                .hint("write to another file")
                .into());
        }
        if output.exists() && !self.force {
            let message = format!("{} already exists", output.display());
            return Err(WrongCall::new(message).hint("use --force to overwrite it").into());
        }
        Ok(target)
    }

    fn read(&self) -> anyhow::Result<Read> {
        if is_timeline(&self.input) {
            return self.read_timeline();
        }
        let bytes = match import::read_file(&self.input, &Progress::default()) {
            Err(_) if import::Format::of(&self.input).is_none() && !self.input.exists() => {
                let message = format!("{}: what format is this?", self.input.display());
                return Err(WrongCall::new(message)
                    .hint("no such file, and its name doesn't say the format")
                    .into());
            }
            read => read.map_err(|error| failure(&self.input, error))?,
        };
        let unpacked = import::unpack(&self.input, &bytes).map_err(|(message, hint)| {
            WrongCall::new(format!("{}: {message}", self.input.display())).hint(hint)
        })?;
        let Imported { document, report, table } =
            import::import(unpacked.format, &unpacked.bytes, &self.options());
        Ok(Read { document, report, table })
    }

    /// A timeline file, whose problems are reported as `check` does.
    fn read_timeline(&self) -> anyhow::Result<Read> {
        let loaded = io::open(&self.input).map_err(|error| failure(&self.input, error))?;
        let (events, errors, _) = loaded.counts();
        let mut problems = loaded.diagnostics.clone();
        problems.retain(|problem| problem.severity == Severity::Error);
        let name = self.input.display().to_string();
        output::message(&io::report(&name, &loaded.source, &problems, output::stderr_has_color()));
        let report = Report { taken: events, passed_over: errors, ..Report::default() };
        Ok(Read { document: loaded.document, report, table: None })
    }

    fn options(&self) -> import::Options {
        let order = match (self.day_first, self.month_first, self.year_first) {
            (true, ..) => Some(DayOrder::DayFirst),
            (_, true, _) => Some(DayOrder::MonthFirst),
            (.., true) => Some(DayOrder::YearFirst),
            _ => None,
        };
        import::Options {
            lane: self.lane.clone(),
            encoding: self.encoding,
            sheet: self.sheet.clone(),
            separator: self.separator,
            quote: self.quote,
            header: self.header.map(|header| header == YesNo::Yes),
            order,
            reckoning: self.calendar,
            stamps: self.stamps,
            codes: self.codes,
            named_columns: self.columns.clone(),
            most_repeats: self.repeats,
            ..import::Options::for_path(&self.input)
        }
    }

    /// What was not taken, with lines, and what else is to be known.
    fn tell(&self, name: &str, read: &Read) {
        let report = &read.report;
        let mut text = String::new();
        let told = read.table.as_ref().map(|table| decisions::text(name, table)).unwrap_or_default();
        for line in told.lines() {
            text.push_str(&plain(line));
            text.push('\n');
        }
        for skipped in &report.skipped {
            let excerpt = match skipped.excerpt.as_str() {
                "" => String::new(),
                excerpt => format!(" ({excerpt})"),
            };
            text.push_str(&plain(&format!("{name}:{}: skipped: {}{excerpt}", skipped.line, skipped.reason)));
            text.push('\n');
        }
        let more = report.passed_over.saturating_sub(report.skipped.len());
        if more > 0 && !report.skipped.is_empty() {
            text.push_str(&format!("{name}: {} more skipped\n", grouped(more)));
        }
        for note in &report.notes {
            text.push_str(&plain(&format!("{name}: {note}")));
            text.push('\n');
        }
        output::message(&text);
    }

    fn write(&self, output: &Path, target: Target, document: &Document) -> anyhow::Result<()> {
        let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let options = export::Options { notes: self.notes, raw: self.raw, stamp };
        let inputs = [self.input.as_path()];
        let place = Place { path: output, inputs: &inputs, like: &inputs };
        let (events, lost) = export::to_file(target, document, &options, place, &Progress::default())
            .map_err(|error| Failure { message: error.message, hint: error.hint })?;
        let mut text = String::new();
        for lost in &lost {
            text.push_str(&plain(&format!("{}: {lost}", output.display())));
            text.push('\n');
        }
        let events = match events {
            1 => "1 event".to_owned(),
            count => format!("{} events", grouped(count)),
        };
        text.push_str(&format!("{}: {events} written\n", shown(output)));
        output::message(&text);
        Ok(())
    }
}

/// Whether a file is a timeline, which is read as it is.
fn is_timeline(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

fn shown(path: &Path) -> String {
    plain(&path.display().to_string())
}
