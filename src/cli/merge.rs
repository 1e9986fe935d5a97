//! `coeval merge`: joins what two people made of one file, event by event and field by field; git's merge driver.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{self, Output, plain};
use super::{Failure, Outcome, WrongCall, failure};
use crate::io::{self, MergedText, TextConflict, import};
use crate::model::{Progress, counted};

const EXAMPLE: &str = "\
Examples:
  coeval merge base.ron mine.ron theirs.ron > merged.ron
  coeval merge base.ron mine.ron theirs.ron -o merged.ron
  coeval git setup --write

BASE is the version that both started from. Events are matched by their ids, and fields of one event are merged one by
one. What only one side changed is kept, with the comments of both; lists such as tags are joined. Where both sides
changed a field differently, OURS stays and a comment above it has the other value: choose, then delete the comment.
`coeval check` reports every such comment. Files that are not timelines are merged by lines.

git calls this by itself after `coeval git setup --write`.

Exit status: 0, merged; 1, conflicts remain, or a file cannot be read or written; 2, the command is wrong.";

/// Merge what two people changed in the same file, event by event
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Merge {
    /// The file both began with
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// Your version
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The other version
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// Write to this file, which may be OURS, instead of standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Overwrite OUT; without a copy in OUT.bak if OUT is OURS
    #[arg(long, requires = "output")]
    force: bool,
    /// Length of the marks <<<, === and >>> around a conflict
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u8).range(3..=100))]
    marker_size: u8,
    /// What messages call the file
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

impl Merge {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        self.check_target()?;
        let (base, ours, theirs) = (bytes(&self.base)?, bytes(&self.ours)?, bytes(&self.theirs)?);
        let size = self.marker_size.into();
        let texts = [&base, &ours, &theirs].map(|bytes| std::str::from_utf8(bytes));
        let (bytes, merged) = match texts {
            [Ok(base), Ok(ours), Ok(theirs)] => {
                let merged = io::merge_texts(base, ours, theirs, size);
                (merged.text.clone().into_bytes(), merged)
            }
            _ => io::merge_bytes(&base, &ours, &theirs, size),
        };
        match &self.output {
            None => output.write_all(&bytes)?,
            Some(target) => self.write(target, &bytes)?,
        }
        self.tell(&merged);
        Ok(if merged.conflicts.is_empty() { Outcome::Well } else { Outcome::InputHasErrors })
    }

    /// Refuses to write over what is none of the call's business.
    fn check_target(&self) -> anyhow::Result<()> {
        let Some(target) = &self.output else { return Ok(()) };
        if let Some(input) =
            [&self.base, &self.theirs].into_iter().find(|input| io::is_same_file(input, target))
        {
            let message = format!("{} would be overwritten", input.display());
            return Err(WrongCall::new(message).hint("write to another file, or to OURS").into());
        }
        if target.exists() && !self.force && !io::is_same_file(&self.ours, target) {
            let message = format!("{} already exists", target.display());
            return Err(WrongCall::new(message).hint("use --force to overwrite it").into());
        }
        Ok(())
    }

    fn write(&self, target: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let is_ours = io::is_same_file(&self.ours, target);
        let like = [self.ours.as_path(), self.theirs.as_path()];
        let backed_up = if self.force && is_ours { Ok(None) } else { io::back_up(target) };
        backed_up
            .and_then(|_| io::write_over(target, &like, bytes))
            .map_err(|error| Failure { message: error.message, hint: error.hint })?;
        Ok(())
    }

    fn tell(&self, merged: &MergedText) {
        let name = match (&self.name, &self.output) {
            (Some(name), _) => name.clone(),
            (None, Some(output)) => output.display().to_string(),
            (None, None) => self.ours.display().to_string(),
        };
        let mut text = String::new();
        let mut line = |line: &str| {
            text.push_str(&plain(&format!("{name}: {line}")));
            text.push('\n');
        };
        if let Some(reason) = &merged.by_lines {
            line(&format!("merged by lines, not by events: {reason}"));
        }
        for conflict in &merged.conflicts {
            line(&in_words(conflict));
        }
        if !merged.conflicts.is_empty() {
            let count = counted(merged.conflicts.len(), "conflict");
            line(&format!("{count}; both values are in the file, with a comment above each"));
        }
        output::message(&text);
    }
}

/// A conflict in a line.
fn in_words(conflict: &TextConflict) -> String {
    let TextConflict { about, field, ours, theirs, .. } = conflict;
    let what = match (about.as_str(), field.as_str()) {
        ("", "") => "conflict".to_owned(),
        (about, "") => format!("conflict in {about}"),
        ("", field) => format!("conflict in {field}"),
        (about, field) => format!("conflict in {about}, {field}"),
    };
    let is_whole = field.is_empty();
    match (ours, theirs) {
        (None, _) => format!("{what}: ours removed it, theirs changed it"),
        (_, None) => format!("{what}: theirs removed it, ours changed it"),
        _ if is_whole => what,
        (Some(ours), Some(theirs)) => {
            format!("{what}: ours has {}, theirs has {}", brief(ours), brief(theirs))
        }
    }
}

/// The value of an item, cut to what fits a line.
fn brief(item: &str) -> String {
    let value = item.split_once(':').map_or(item, |(_, value)| value.trim());
    crate::model::brief_to(value, 60).into_owned()
}

/// The bytes of a file, whatever is in it.
fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    Ok(import::read_file(path, &Progress::default()).map_err(|error| failure(path, error))?)
}
