//! `coeval refresh`: reads the files again that a timeline was imported from, and brings in what changed there, without
//! touching what was changed here.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::output::{self, Output, plain};
use super::{Failure, Outcome, WrongCall, open};
use crate::analysis::diff::{self, Conflict, Side};
use crate::io::import::again;
use crate::io::{self, Loaded};
use crate::model::{Document, Progress};

const EXAMPLE: &str = "\
Examples:
  coeval refresh talks.ron --dry-run
  coeval refresh talks.ron
  coeval refresh talks.ron --only talks.csv --keep mine

A timeline remembers each file that was imported into it, and how it was read. Refreshing reads the file again in the same
way and matches its rows by their key, or else by date and title. Changes made only in the file are accepted; your own
changes since the import, and what you added to its events, stay. What both changed differently is a conflict.

Exit status: 0, the timeline is up to date; 1, there are conflicts and nothing was written, or a file could not be read;
2, the command is wrong.";

/// Bring in what changed in the files that a timeline was imported from
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Refresh {
    /// Timeline file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write nothing: print what would be added, changed and removed
    #[arg(long)]
    dry_run: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Refresh only this import, by its path in the timeline file
    #[arg(long, value_name = "PATH")]
    only: Option<String>,
    /// What to keep where you and the source changed the same
    #[arg(long, value_enum, value_name = "SIDE")]
    keep: Option<Keep>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Keep {
    /// What you wrote
    Mine,
    /// What the newer file says
    Theirs,
}

/// What came of reading the files again.
struct Refreshed {
    document: Document,
    conflicts: Vec<Conflict>,
    /// What is to be known of each file, by its path.
    notes: Vec<String>,
    /// Files that could not be read, and what to do.
    failed: Vec<(String, String)>,
}

impl Refresh {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let (loaded, outcome) = open(&self.file)?;
        let name = self.file.display().to_string();
        if outcome == Outcome::InputHasErrors {
            let message =
                format!("{name}: a file with errors is not refreshed, because a save could lose them");
            return Err(Failure { message, hint: Some("fix them first: coeval check".to_owned()) }.into());
        }
        self.check(&name, &loaded.document)?;
        let refreshed = self.refresh(&loaded.document);
        let found = diff::diff(&loaded.document, &refreshed.document);
        let found = diff::Diff { timeline: Vec::new(), ..found };
        match self.format {
            Format::Text => tell(output, &name, &found, &refreshed)?,
            Format::Json => tell_json(output, &found, &refreshed)?,
        }
        for (message, hint) in &refreshed.failed {
            output::message(&format!("{}\n  help: {}\n", plain(message), plain(hint)));
        }
        let undecided = self.keep.is_none() && !refreshed.conflicts.is_empty();
        if undecided && !self.dry_run {
            let message = format!("{name}: you and the source changed the same; nothing was written");
            let hint = "use --keep mine or --keep theirs, or decide each in the window".to_owned();
            return Err(Failure { message, hint: Some(hint) }.into());
        }
        if !self.dry_run && !found.is_empty() {
            self.save(&loaded, &refreshed.document)?;
        }
        let well = refreshed.failed.is_empty() && !undecided;
        Ok(if well { Outcome::Well } else { Outcome::InputHasErrors })
    }

    /// Refuses where there is nothing to read again.
    fn check(&self, name: &str, document: &Document) -> anyhow::Result<()> {
        let paths: Vec<&str> = document.imports().iter().map(|import| import.path.as_str()).collect();
        if paths.is_empty() {
            return Err(WrongCall::new(format!("{name}: nothing was imported into this timeline"))
                .hint("coeval convert, and Import in the window, remember what they read from now on")
                .into());
        }
        match &self.only {
            Some(only) if !paths.contains(&only.as_str()) => {
                Err(WrongCall::new(format!("{name}: there is no import from “{only}”"))
                    .hint(format!("there are {}", paths.join(", ")))
                    .into())
            }
            _ => Ok(()),
        }
    }

    fn refresh(&self, document: &Document) -> Refreshed {
        let folder = io::absolute(&self.file).parent().map(Path::to_owned);
        let mut refreshed = Refreshed {
            document: document.clone(),
            conflicts: Vec::new(),
            notes: Vec::new(),
            failed: Vec::new(),
        };
        for (at, record) in document.imports().iter().enumerate() {
            if self.only.as_ref().is_some_and(|only| *only != record.path) {
                continue;
            }
            let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            let read = match again::read(record, folder.as_deref(), now, &Progress::default()) {
                Ok(read) => read,
                Err(failed) => {
                    refreshed.failed.push(failed);
                    continue;
                }
            };
            let report = &read.imported.report;
            let skipped = report
                .skipped
                .iter()
                .map(|row| format!("{}:{}: skipped: {}", record.path, row.line, row.reason));
            refreshed.notes.extend(skipped);
            let side = if self.keep == Some(Keep::Theirs) { Side::Theirs } else { Side::Mine };
            let newer = (&read.record, &read.imported.document);
            let merged = diff::refresh(&refreshed.document, at, newer, 0, |_| side);
            refreshed.document = merged.document;
            refreshed.conflicts.extend(merged.conflicts);
        }
        refreshed
    }

    fn save(&self, loaded: &Loaded, document: &Document) -> anyhow::Result<()> {
        io::back_up(&self.file)
            .and_then(|_| io::save(&self.file, document, 0, &loaded.source))
            .map_err(|error| Failure { message: error.message, hint: error.hint })?;
        output::message(&format!("{}: saved\n", plain(&self.file.display().to_string())));
        Ok(())
    }
}

fn tell(output: &mut Output, name: &str, found: &diff::Diff, refreshed: &Refreshed) -> anyhow::Result<()> {
    for note in &refreshed.notes {
        output::message(&format!("{}\n", plain(note)));
    }
    if found.is_empty() && refreshed.conflicts.is_empty() {
        if refreshed.failed.is_empty() {
            writeln!(output, "{}: up to date", plain(name))?;
        }
        return Ok(());
    }
    super::diff::text(output, found)?;
    for conflict in &refreshed.conflicts {
        writeln!(output, "{}", plain(&in_words(conflict)))?;
    }
    Ok(())
}

/// A conflict in a line.
fn in_words(conflict: &Conflict) -> String {
    match conflict {
        Conflict::Field { event, field, mine, theirs, .. } => {
            format!("conflict: {event}: {}: yours is “{mine}”, theirs “{theirs}”", field.name())
        }
        Conflict::Removed { event, by: Side::Theirs } => {
            format!("conflict: {event}: you changed it, and its row is gone")
        }
        Conflict::Removed { event, by: Side::Mine } => {
            format!("conflict: {event}: you deleted it, and its row has changed")
        }
        Conflict::Timeline { what } => format!("conflict: {what}"),
    }
}

fn tell_json(output: &mut Output, found: &diff::Diff, refreshed: &Refreshed) -> anyhow::Result<()> {
    let conflict = |conflict: &Conflict| -> Value {
        match conflict {
            Conflict::Field { event, field, mine, theirs, .. } => {
                json!({"event": event.as_str(), "field": field.name(), "mine": mine, "theirs": theirs})
            }
            Conflict::Removed { event, by } => {
                let by = if *by == Side::Mine { "mine" } else { "theirs" };
                json!({"event": event.as_str(), "removed_by": by})
            }
            Conflict::Timeline { what } => json!({"timeline": what}),
        }
    };
    let conflicts: Vec<Value> = refreshed.conflicts.iter().map(conflict).collect();
    let failed = |(message, hint): &(String, String)| json!({"message": message, "hint": hint});
    let failed: Vec<Value> = refreshed.failed.iter().map(failed).collect();
    let changes = serde_json::to_value(super::diff::Json::of(found))?;
    let all = json!({
        "changes": changes,
        "conflicts": conflicts,
        "notes": refreshed.notes,
        "failed": failed,
    });
    serde_json::to_writer_pretty(&mut *output, &all)?;
    writeln!(output)?;
    Ok(())
}
