//! `coeval git`: makes git merge and compare timeline files event by event.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, Subcommand};

use super::output::{self, Output, plain};
use super::{Failure, Outcome, WrongCall};
use crate::io;

const EXAMPLE: &str = "\
Examples:
  coeval git setup
  coeval git setup --write
  coeval git setup --write --pattern 'history/*.ron'

Then `git merge`, `git rebase` and `git cherry-pick` merge timelines event by event, `git diff` and `git log -p` show
them in their tidy form, and `git difftool -t coeval` lists what was added, removed and changed.";

/// Make git merge and compare timeline files event by event
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Git {
    #[command(subcommand)]
    command: GitCommand,
}

#[derive(Debug, Subcommand)]
enum GitCommand {
    Setup(Setup),
}

/// Print the lines that git needs, or write them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
struct Setup {
    /// Write them: to .gitattributes and .git/config of the repository you are in
    #[arg(long)]
    write: bool,
    /// Which files are timelines, as .gitattributes names files; can be repeated
    #[arg(long, value_name = "PATTERN", default_values_t = ["*.coeval.ron".to_owned(), "*.timeline.ron".to_owned()])]
    pattern: Vec<String>,
}

impl Git {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        match &self.command {
            GitCommand::Setup(setup) => setup.run(output),
        }
    }
}

/// What git does with a timeline, by section and name.
fn settings(program: &str) -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("merge \"coeval\"", "name", "timelines, event by event".to_owned()),
        (
            "merge \"coeval\"",
            "driver",
            format!("{program} merge %O %A %B -o %A --force --marker-size %L --name=%P"),
        ),
        ("diff \"coeval\"", "textconv", format!("{program} fmt --print --")),
        ("diff \"coeval\"", "cachetextconv", "true".to_owned()),
        ("difftool \"coeval\"", "cmd", format!("{program} diff -- \"$LOCAL\" \"$REMOTE\"")),
        (
            "mergetool \"coeval\"",
            "cmd",
            format!("{program} merge \"$BASE\" \"$LOCAL\" \"$REMOTE\" -o \"$MERGED\" --force"),
        ),
        ("mergetool \"coeval\"", "trustExitCode", "true".to_owned()),
    ]
}

impl Setup {
    fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let is_wrong = |pattern: &&String| {
            pattern.trim().is_empty() || pattern.starts_with('!') || pattern.contains(char::is_control)
        };
        if let Some(pattern) = self.pattern.iter().find(is_wrong) {
            let wrong = WrongCall::new(format!("--pattern {pattern:?} names no files"));
            return Err(wrong.hint("write it as '*.timeline.ron'").into());
        }
        if self.write {
            return self.write(output);
        }
        writeln!(output, "# .gitattributes")?;
        for pattern in &self.pattern {
            writeln!(output, "{}", attribute(pattern))?;
        }
        writeln!(output, "\n# .git/config, or ~/.gitconfig for all repositories")?;
        let mut section = "";
        for (of, name, value) in settings("coeval") {
            if of != section {
                writeln!(output, "[{of}]")?;
                section = of;
            }
            writeln!(output, "\t{name} = {}", quoted(&value))?;
        }
        Ok(Outcome::Well)
    }

    fn write(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let top = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.trim_end_matches(['\r', '\n']));
        let program = program();
        for (section, name, value) in settings(&program) {
            // A section `merge "coeval"` is called merge.coeval on the command line.
            let key = format!("{}.{name}", section.replace(" \"", ".").replace('"', ""));
            git(&["config", "--local", &key, &value])?;
        }
        let attributes = top.join(".gitattributes");
        let added = add_lines(&attributes, &self.pattern)?;
        let shown = plain(&attributes.display().to_string());
        writeln!(output, "{shown}: {}", if added { "written" } else { "already has these lines" })?;
        writeln!(output, "git configuration of this repository: written")?;
        if added {
            output::message(
                "Commit .gitattributes, so that others have it; each of them runs `coeval git setup --write` too.\n",
            );
        }
        Ok(Outcome::Well)
    }
}

fn attribute(pattern: &str) -> String {
    let is_plain = !pattern.contains(char::is_whitespace) && !pattern.starts_with(['"', '#', '!', '[']);
    let pattern = if is_plain { pattern.to_owned() } else { quoted_always(pattern) };
    format!("{pattern} merge=coeval diff=coeval")
}

/// Adds the lines that are not there yet; what is there stays.
fn add_lines(path: &Path, patterns: &[String]) -> anyhow::Result<bool> {
    let before = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            let message = format!("{}: {error}", path.display());
            return Err(Failure {
                message,
                hint: Some("add the lines by hand: coeval git setup".to_owned()),
            }
            .into());
        }
    };
    let has = |line: &str| before.lines().any(|other| other.trim_end() == line);
    let new: Vec<String> =
        patterns.iter().map(|pattern| attribute(pattern)).filter(|line| !has(line)).collect();
    if new.is_empty() {
        return Ok(false);
    }
    let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = before.clone();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(line_end);
    }
    for line in new {
        text.push_str(&line);
        text.push_str(line_end);
    }
    io::write_over(path, &[], text.as_bytes())
        .map_err(|error| Failure { message: error.message, hint: error.hint })?;
    Ok(true)
}

/// How git calls this program: by its name where the shell finds it, else by its path.
fn program() -> String {
    let here = std::env::current_exe().ok();
    let in_path = || {
        let folders = std::env::var_os("PATH")?;
        std::env::split_paths(&folders).map(|folder| folder.join(NAME)).find(|path| path.is_file())
    };
    match (in_path(), here) {
        (Some(found), Some(here)) if io::is_same_file(&found, &here) => "coeval".to_owned(),
        (_, Some(here)) => for_shell(&here.display().to_string()),
        (_, None) => "coeval".to_owned(),
    }
}

const NAME: &str = if cfg!(windows) { "coeval.exe" } else { "coeval" };

/// A path as a shell reads it; git's own shell, on Windows too.
fn for_shell(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "/._-+:".contains(c));
    if is_plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// A value as git's configuration writes it.
fn quoted(value: &str) -> String {
    let needs = value.contains(['"', '\\', '#', ';']) || value.trim() != value;
    if needs { quoted_always(value) } else { value.to_owned() }
}

fn quoted_always(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What git prints in the folder where we are.
fn git(arguments: &[&str]) -> anyhow::Result<String> {
    let printed = git_in(Path::new("."), arguments)?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

/// What git prints in a folder.
pub(super) fn git_in(folder: &Path, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let fails = |message: String, hint: &str| Failure { message, hint: Some(hint.to_owned()) };
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .output()
        .map_err(|error| fails(format!("git cannot be run: {error}"), "is git installed?"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let message = format!("git {}: {}", arguments[0], said.trim());
        return Err(fails(message, "do this in a git repository").into());
    }
    Ok(output.stdout)
}
