//! `coeval diff`: what differs between two timelines, event by event, whatever the order and the layout of their
//! files: in lines, as a picture, or in a window.

mod picture;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::git::git_in;
use super::output::{Output, Tone, plain};
use super::render::{Colors, Size};
use super::{Outcome, WrongCall, failure, open, told};
use crate::analysis::diff::{self, Compared, FieldChange, Part};
use crate::io::{self, Loaded};

const EXAMPLE: &str = "\
Examples:
  coeval diff yesterday.ron today.ron
  coeval diff mine.ron theirs.ron --format json
  coeval diff --git HEAD~1 talks.ron
  coeval diff yesterday.ron today.ron -o changes.png
  coeval diff --window --git HEAD~1 talks.ron
  coeval diff mine.ron theirs.ron --exit-code --private > /dev/null || echo they differ

Events are matched by their ids; order, comments and spacing do not count. An event without an id in its file gets one
from its date and title, so another date makes it another event. Private notes are shown only with --private.

A picture and the window show one timeline of both: added events with a plus, removed ones with a cross, changed ones with a
diamond, and moved ones with an arrow from where they were.

Exit status: 0, both were read, whether or not they differ; 1, a file has errors, or with --exit-code they differ; 2, the
command is wrong.";

/// Show what was added, removed and changed from one timeline to another
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Diff {
    /// The older file; with --git, the file as it is now
    #[arg(value_name = "A")]
    old: PathBuf,
    /// The newer file
    #[arg(value_name = "B", required_unless_present = "git", conflicts_with = "git")]
    new: Option<PathBuf>,
    /// Compare the file with what it was in this commit
    #[arg(long, value_name = "COMMIT")]
    git: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if they differ, as `git diff --exit-code` does
    #[arg(long)]
    exit_code: bool,
    /// Compare private notes too
    #[arg(long)]
    private: bool,
    /// Show the differences in a window, as one timeline with a list to walk through
    #[arg(long, conflicts_with_all = ["output", "exit_code"])]
    window: bool,
    /// Draw the differences to this file, whose name must end in .png or .svg
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Width and height of the picture in points
    #[arg(long, value_name = "WxH", default_value = "1600x900", requires = "output")]
    size: Size,
    /// Colour theme of the picture
    #[arg(long, value_enum, default_value_t = Colors::Light, requires = "output")]
    theme: Colors,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

impl Diff {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let (old, old_outcome) = match &self.git {
            Some(commit) => committed(commit, &self.old)?,
            None => open(&self.old)?,
        };
        let (new, new_outcome) = open(self.new.as_deref().unwrap_or(&self.old))?;
        let mut found = diff::diff(&old.document, &new.document);
        if !self.private {
            found
                .events
                .changed
                .iter_mut()
                .for_each(|event| event.fields.retain(|field| field.field != "note"));
            found.events.changed.retain(|event| !event.fields.is_empty());
            found.timeline.retain(|field| field.field != diff::NOTES_OF_STEPS);
        }
        if self.window || self.output.is_some() {
            let compared = Compared::new(&old.document, &new.document, &found);
            self.show(compared)?;
        } else {
            self.tell(output, &found)?;
        }
        let errors = [old_outcome, new_outcome].contains(&Outcome::InputHasErrors);
        let differs = self.exit_code && !found.is_empty();
        Ok(if errors || differs { Outcome::InputHasErrors } else { Outcome::Well })
    }
}

impl Diff {
    fn tell(&self, output: &mut Output, found: &diff::Diff) -> anyhow::Result<()> {
        match self.format {
            Format::Text => text(output, found)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut *output, &Json::of(found))?;
                writeln!(output)?;
            }
        }
        Ok(())
    }

    /// What is compared, in words: the window's title and the picture's.
    fn title(&self) -> String {
        let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        match (&self.git, &self.new) {
            (Some(commit), _) => format!("{}: {commit} → now", name(&self.old)),
            (None, new) => format!("{} → {}", name(&self.old), name(new.as_deref().unwrap_or(&self.old))),
        }
    }

    fn show(&self, compared: Compared) -> anyhow::Result<()> {
        let title = self.title();
        match &self.output {
            None => open_window(compared, title),
            Some(output) => {
                let inputs: Vec<&Path> =
                    [Some(self.old.as_path()), self.new.as_deref()].into_iter().flatten().collect();
                picture::write(&compared, &title, (output, &inputs), self.size, &self.theme.theme())
            }
        }
    }
}

#[cfg(feature = "window")]
fn open_window(compared: Compared, title: String) -> anyhow::Result<()> {
    Ok(crate::app::run(crate::app::Start::Comparison(Box::new(compared), title))?)
}

#[cfg(not(feature = "window"))]
#[allow(clippy::needless_pass_by_value, reason = "as with a window")]
fn open_window(_: Compared, _: String) -> anyhow::Result<()> {
    Err(WrongCall::new("this coeval was built without a window")
        .hint("draw a picture with -o differences.png")
        .into())
}

/// A file as it was in a commit.
fn committed(commit: &str, path: &Path) -> anyhow::Result<(Loaded, Outcome)> {
    if commit.starts_with('-') || commit.is_empty() {
        return Err(WrongCall::new(format!("--git {commit}: not a commit"))
            .hint("such as HEAD, HEAD~1 or main")
            .into());
    }
    let whole = io::absolute(path);
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = whole.parent().unwrap_or(Path::new("."));
    let text = git_in(folder, &["show", &format!("{commit}:./{name}")])?;
    let called = PathBuf::from(format!("{commit}:{}", path.display()));
    let loaded = io::read_from(&called, &mut text.as_slice()).map_err(|error| failure(&called, error))?;
    Ok(told(&called, loaded))
}

/// The differences in lines.
pub(super) fn text(output: &mut Output, found: &diff::Diff) -> anyhow::Result<()> {
    fields(output, "", &found.timeline)?;
    part(output, "lane", &found.lanes)?;
    part(output, "source", &found.sources)?;
    part(output, "", &found.events)?;
    let events = &found.events;
    let (added, removed, changed) = (events.added.len(), events.removed.len(), events.changed.len());
    let rest = found.timeline.len() + count(&found.lanes) + count(&found.sources);
    let besides = match rest {
        0 => String::new(),
        1 => "; 1 other difference".to_owned(),
        rest => format!("; {rest} other differences"),
    };
    let added = crate::model::counted(added, "event");
    let (removed, changed) = (crate::model::grouped(removed), crate::model::grouped(changed));
    let line = format!("{added} added, {removed} removed, {changed} changed{besides}");
    writeln!(output, "{}", output.toned(Tone::Strong, &line))?;
    Ok(())
}

fn count<Id>(part: &Part<Id>) -> usize {
    part.added.len() + part.removed.len() + part.changed.len()
}

fn part<Id: std::fmt::Display>(output: &mut Output, noun: &str, part: &Part<Id>) -> anyhow::Result<()> {
    let noun = if noun.is_empty() { String::new() } else { format!("{noun} ") };
    for (sign, tone, list) in [("-", Tone::Error, &part.removed), ("+", Tone::Help, &part.added)] {
        for only in list {
            let line = format!("{sign} {noun}{}", only.id);
            let date = if only.date.is_empty() { String::new() } else { format!("{}  ", only.date) };
            writeln!(output, "{}  {}{}", output.toned(tone, &line), plain(&date), plain(&only.title))?;
        }
    }
    for changed in &part.changed {
        let line = output.toned(Tone::Strong, &format!("~ {noun}{}", changed.id));
        writeln!(output, "{line}  {}", plain(&changed.title))?;
        fields(output, "    ", &changed.fields)?;
    }
    Ok(())
}

fn fields(output: &mut Output, indent: &str, fields: &[FieldChange]) -> anyhow::Result<()> {
    for change in fields {
        let side = |text: &str| if text.is_empty() { "(nothing)".to_owned() } else { plain(text) };
        let name = if indent.is_empty() { format!("~ {}", change.field) } else { change.field.to_owned() };
        writeln!(output, "{indent}{name}: {} → {}", side(&change.old), side(&change.new))?;
    }
    Ok(())
}

/// The differences as JSON writes them.
#[derive(Serialize)]
pub(super) struct Json<'a> {
    timeline: Vec<JsonField<'a>>,
    lanes: JsonPart<'a>,
    sources: JsonPart<'a>,
    events: JsonPart<'a>,
}

#[derive(Serialize)]
struct JsonPart<'a> {
    added: Vec<JsonOnly<'a>>,
    removed: Vec<JsonOnly<'a>>,
    changed: Vec<JsonChanged<'a>>,
}

#[derive(Serialize)]
struct JsonOnly<'a> {
    id: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    date: &'a str,
}

#[derive(Serialize)]
struct JsonChanged<'a> {
    id: String,
    title: &'a str,
    fields: Vec<JsonField<'a>>,
}

#[derive(Serialize)]
struct JsonField<'a> {
    field: &'a str,
    old: &'a str,
    new: &'a str,
}

impl<'a> Json<'a> {
    pub(super) fn of(found: &'a diff::Diff) -> Self {
        Self {
            timeline: json_fields(&found.timeline),
            lanes: JsonPart::of(&found.lanes),
            sources: JsonPart::of(&found.sources),
            events: JsonPart::of(&found.events),
        }
    }
}

impl<'a> JsonPart<'a> {
    fn of<Id: std::fmt::Display>(part: &'a Part<Id>) -> Self {
        let only = |only: &'a diff::Only<Id>| JsonOnly {
            id: only.id.to_string(),
            title: &only.title,
            date: &only.date,
        };
        Self {
            added: part.added.iter().map(only).collect(),
            removed: part.removed.iter().map(only).collect(),
            changed: part
                .changed
                .iter()
                .map(|changed| JsonChanged {
                    id: changed.id.to_string(),
                    title: &changed.title,
                    fields: json_fields(&changed.fields),
                })
                .collect(),
        }
    }
}

fn json_fields(fields: &[FieldChange]) -> Vec<JsonField<'_>> {
    fields.iter().map(|field| JsonField { field: field.field, old: &field.old, new: &field.new }).collect()
}
