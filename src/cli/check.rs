//! `coeval check`: reads files and reports every problem in its place.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{Output, Tone};
use super::{Outcome, failure};
use crate::io::{self, Diagnostic, Severity};

const EXAMPLE: &str = "\
Examples:
  coeval check talks.ron
  coeval check *.ron --format json

The last line counts what was read and found; the exit status is 1 where there is any error.";

/// Read files and report every problem, with file, line and column
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Check {
    /// Timeline files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How the problems are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, and for editors that jump to places
    Text,
    /// One object
    Json,
}

/// What was found, as JSON writes it.
#[derive(Debug, Default, Serialize)]
struct Found {
    files: Vec<File>,
    events: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Debug, Serialize)]
struct File {
    path: String,
    events: usize,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
struct Problem {
    severity: &'static str,
    /// From 1; 0 where the problem is not in the text.
    line: usize,
    column: usize,
    message: String,
    excerpt: String,
    hint: Option<String>,
}

impl Check {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let mut found = Found::default();
        for path in &self.files {
            let (file, report) = self.read(path, output.has_color());
            found.events += file.events;
            found.errors += file.problems.iter().filter(|problem| problem.severity == "error").count();
            found.warnings += file.problems.iter().filter(|problem| problem.severity == "warning").count();
            found.files.push(file);
            if self.format == Format::Text {
                output.write_all(report.as_bytes())?;
            }
        }
        match self.format {
            Format::Text => {
                let Found { events, errors, warnings, .. } = found;
                let line = format!("{events} events, {errors} errors, {warnings} warnings");
                writeln!(output, "{}", output.toned(Tone::Strong, &line))?;
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut *output, &found)?;
                writeln!(output)?;
            }
        }
        Ok(if found.errors > 0 { Outcome::InputHasErrors } else { Outcome::Well })
    }

    /// What is in a file, and the report of its problems.
    fn read(&self, path: &std::path::Path, color: bool) -> (File, String) {
        let name = path.display().to_string();
        match io::open(path) {
            Ok(loaded) => {
                let report = match self.format {
                    Format::Text => io::report(&name, &loaded.source, &loaded.diagnostics, color),
                    Format::Json => String::new(),
                };
                let events = loaded.document.events().len();
                (File { path: name, events, problems: problems(&loaded.diagnostics) }, report)
            }
            Err(error) => {
                let mut problems = problems(&error.diagnostics);
                let failure = failure(path, error);
                let help = failure.hint.as_ref().map_or(String::new(), |hint| format!("  help: {hint}\n"));
                let report = format!("{name}: error: {}\n{help}", failure.message);
                if !problems.iter().any(|problem| problem.severity == "error") {
                    problems.push(Problem {
                        severity: "error",
                        line: 0,
                        column: 0,
                        message: failure.message,
                        excerpt: String::new(),
                        hint: failure.hint,
                    });
                }
                (File { path: name, events: 0, problems }, report)
            }
        }
    }
}

fn problems(diagnostics: &[Diagnostic]) -> Vec<Problem> {
    let problem = |diagnostic: &Diagnostic| Problem {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        line: diagnostic.line,
        column: diagnostic.column,
        message: diagnostic.message.clone(),
        excerpt: diagnostic.excerpt.clone(),
        hint: diagnostic.hint.clone(),
    };
    diagnostics.iter().map(problem).collect()
}
