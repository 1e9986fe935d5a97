//! `coeval check`: reads files and reports every problem in its place.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{Output, Tone, plain};
use super::{Outcome, failure};
use crate::analysis::Query;
use crate::io::{self, Diagnostic, Loaded, OpenError, Severity, SourceText};

const EXAMPLE: &str = "\
Examples:
  coeval check talks.ron
  coeval check *.ron --format json

The last line counts what was read and found. The exit status is 1 if there is any error.";

/// Read files and report every problem, with file, line and column
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Check {
    /// Timeline files; - reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, and for editors that jump to the place of a problem
    Text,
    /// One object
    Json,
}

/// What was found, as JSON writes it.
#[derive(Debug, Default, Serialize)]
struct CheckReport {
    files: Vec<CheckedFile>,
    events: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Debug, Serialize)]
struct CheckedFile {
    path: String,
    events: usize,
    errors: usize,
    warnings: usize,
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
        let mut found = CheckReport::default();
        for path in &self.files {
            let file = match super::read(path) {
                Ok(mut loaded) => {
                    loaded.check_queries(&Query::wrong);
                    self.read(path, &loaded, output)?
                }
                Err(error) => self.unreadable(path, error, output)?,
            };
            found.events += file.events;
            found.errors += file.errors;
            found.warnings += file.warnings;
            found.files.push(file);
        }
        match self.format {
            Format::Text => {
                let CheckReport { events, errors, warnings, .. } = &found;
                let counts = [(*events, "event"), (*errors, "error"), (*warnings, "warning")];
                let line = counts.map(|(n, what)| crate::model::counted(n, what)).join(", ");
                writeln!(output, "{}", output.toned(Tone::Strong, &line))?;
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut *output, &found)?;
                writeln!(output)?;
            }
        }
        Ok(if found.errors > 0 { Outcome::InputHasErrors } else { Outcome::Well })
    }

    /// What is in a file.
    fn read(&self, path: &Path, loaded: &Loaded, output: &mut Output) -> anyhow::Result<CheckedFile> {
        let name = path.display().to_string();
        self.report(&name, &loaded.source, &loaded.diagnostics, output)?;
        let (events, errors, warnings) = loaded.counts();
        Ok(CheckedFile { path: name, events, errors, warnings, problems: problems(&loaded.diagnostics) })
    }

    /// A file in which nothing can be read, which is one error at least.
    fn unreadable(&self, path: &Path, error: OpenError, output: &mut Output) -> anyhow::Result<CheckedFile> {
        let name = path.display().to_string();
        let mut problems = problems(&error.diagnostics);
        if let Some(text) = error.text.as_deref().filter(|_| !problems.is_empty()) {
            self.report(&name, text, &error.diagnostics, output)?;
        } else {
            let failure = failure(path, error);
            let message = failure.message.strip_prefix(&format!("{name}: ")).unwrap_or(&failure.message);
            if self.format == Format::Text {
                writeln!(
                    output,
                    "{}: {} {}",
                    plain(&name),
                    output.toned(Tone::Error, "error:"),
                    plain(message)
                )?;
                if let Some(hint) = &failure.hint {
                    writeln!(output, "  {} {}", output.toned(Tone::Help, "help:"), plain(hint))?;
                }
            }
            let (message, excerpt, hint) = (message.to_owned(), String::new(), failure.hint);
            problems.push(Problem { severity: "error", line: 0, column: 0, message, excerpt, hint });
        }
        let errors = problems.iter().filter(|problem| problem.severity == "error").count();
        Ok(CheckedFile { path: name, events: 0, errors, warnings: problems.len() - errors, problems })
    }

    fn report(
        &self,
        name: &str,
        source: &SourceText,
        diagnostics: &[Diagnostic],
        output: &mut Output,
    ) -> anyhow::Result<()> {
        if self.format == Format::Text {
            let report = io::report(name, source, diagnostics, output.has_color());
            output.write_all(report.as_bytes())?;
        }
        Ok(())
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
