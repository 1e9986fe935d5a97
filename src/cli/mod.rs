//! The command line: everything that works without a display, and the way to the window. Results go to standard
//! output, messages to standard error; exit status 0 is all well, 1 the input has errors, 2 the call is wrong.

mod align;
mod check;
mod coincidences;
mod convert;
pub(crate) mod dates;
mod decisions;
mod diff;
mod edit;
mod fmt;
mod git;
mod lanes_by;
mod listing;
mod lsp;
mod manual;
mod merge;
mod output;
mod pairs;
mod present;
mod publish;
mod query;
mod refresh;
mod render;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

pub use output::Output;

use crate::io::{self, Loaded, Severity};
use crate::model::visible_lines;

const EXAMPLES: &str = "\
Examples:
  coeval                              open the window with the sample timeline
  coeval talks.ron war.ron            open the window with two files in one view
  coeval --new-window talks.ron       open another window beside the one that is open
  coeval check talks.ron              report what is wrong with a file, and where
  coeval coincidences talks.ron       list what happened on the same day
  coeval pairs talks.ron              show how surprising that is, lane by lane
  coeval render talks.ron -o talks.svg
  coeval present talks.ron            tell the story of a file, step by step
  coeval publish talks.ron -o talks.html
  coeval convert talks.csv talks.ron  import or export other formats
  coeval refresh talks.ron            bring in what changed in the imported files
  coeval diff old.ron new.ron         show what was added, removed and changed
  coeval query talks.ron --by month   count events by month, tag, country …
  coeval add talks.ron --date 2024-10-14 --title 'Talks in Tehran' --country Iran
  coeval set talks.ron tehran-talks place=Tehran
  coeval fmt talks.ron                lay a file out, keeping its comments
  coeval git setup --write            have git merge timelines event by event

To open a file that is named like a command, give its path: coeval ./check";

/// See what happened on the same day in different places: dated events on a zoomable timeline, one lane per
/// country.
///
/// Given files, or nothing at all, it opens a window. The commands work without a display.
#[derive(Debug, Parser)]
#[command(name = "coeval", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Timeline files to open in the window; several are merged into one view
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Open a window of its own, even if one is open that could take the files
    #[arg(long)]
    new_window: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    List(listing::List),
    Query(listing::counts::Query),
    Coincidences(coincidences::Coincidences),
    Pairs(pairs::Pairs),
    Render(render::Render),
    Present(present::Present),
    Publish(publish::Publish),
    Convert(convert::Convert),
    Refresh(refresh::Refresh),
    Diff(diff::Diff),
    Merge(merge::Merge),
    Git(git::Git),
    Fmt(fmt::Fmt),
    New(edit::new::New),
    Add(edit::add::Add),
    Set(edit::set::Set),
    Lsp(lsp::Lsp),
    Manual(manual::Manual),
    Completions(manual::Completions),
    #[command(hide = true)]
    Complete(manual::Complete),
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One list, an object per line
    Json,
    /// A table with a header row, for spreadsheets
    Csv,
}

/// How a call ended that could be carried out, or whose mistake has been told already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All well.
    Well,
    /// The input has errors.
    InputHasErrors,
    /// The call is wrong, and has been told so.
    CallIsWrong,
}

/// The call is wrong: exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct WrongCall {
    message: String,
    hint: Option<String>,
}

impl WrongCall {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// A file that cannot be read, or any other thing that went wrong with a hint of what to do: exit status 1.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Failure {
    message: String,
    hint: Option<String>,
}

/// Does what the arguments say (the program's name first) and returns the exit status.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are all well; a closed pipe is nobody's fault.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut output = Output::stdout();
    let result = run(cli, &mut output).and_then(|outcome| {
        output.finish()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::InputHasErrors) => ExitCode::from(1),
        Ok(Outcome::CallIsWrong) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(if error.is::<WrongCall>() { 2 } else { 1 })
        }
    }
}

fn run(cli: Cli, output: &mut Output) -> anyhow::Result<Outcome> {
    match cli.command {
        None => window(cli.files, cli.new_window),
        Some(Command::Check(check)) => check.run(output),
        Some(Command::List(list)) => list.run(output),
        Some(Command::Coincidences(coincidences)) => coincidences.run(output),
        Some(Command::Pairs(pairs)) => pairs.run(output),
        Some(Command::Render(render)) => render.run(),
        Some(Command::Present(present)) => present.run(),
        Some(Command::Publish(publish)) => publish.run(output),
        Some(Command::Convert(convert)) => convert.run(),
        Some(Command::Refresh(refresh)) => refresh.run(output),
        Some(Command::Diff(diff)) => diff.run(output),
        Some(Command::Merge(merge)) => merge.run(output),
        Some(Command::Git(git)) => git.run(output),
        Some(Command::Fmt(fmt)) => fmt.run(output),
        Some(Command::Query(query)) => query.run(output),
        Some(Command::New(new)) => new.run(output),
        Some(Command::Add(add)) => add.run(output),
        Some(Command::Set(set)) => set.run(output),
        Some(Command::Lsp(lsp)) => lsp.run(),
        Some(Command::Manual(manual)) => manual.run(output),
        Some(Command::Completions(completions)) => completions.run(output),
        Some(Command::Complete(complete)) => complete.run(output),
    }
}

/// Opens the window. A file that is not there is told at once, in the terminal that named it.
fn window(files: Vec<PathBuf>, new_window: bool) -> anyhow::Result<Outcome> {
    for file in &files {
        if !file.exists() {
            let hint = near_command(file).map(|command| format!("did you mean the command {command}?"));
            let message = format!("no such file: {}", file.display());
            return Err(Failure { message, hint }.into());
        }
    }
    if !new_window && hand_over(&files) {
        return Ok(Outcome::Well);
    }
    open_window(files)
}

/// Hands files to a window that runs already. A start without files opens a window of its own.
#[cfg(feature = "window")]
fn hand_over(files: &[PathBuf]) -> bool {
    !files.is_empty() && crate::app::hand_over(files)
}

#[cfg(not(feature = "window"))]
fn hand_over(_: &[PathBuf]) -> bool {
    false
}

#[cfg(feature = "window")]
fn open_window(files: Vec<PathBuf>) -> anyhow::Result<Outcome> {
    crate::app::run(crate::app::Start::Files(files, None))?;
    Ok(Outcome::Well)
}

#[cfg(not(feature = "window"))]
#[allow(clippy::needless_pass_by_value, reason = "as with a window")]
fn open_window(_: Vec<PathBuf>) -> anyhow::Result<Outcome> {
    let hint = "use a command, such as `coeval check FILE` or `coeval render FILE -o FILE.svg`, or install with the \
                window: cargo install coeval";
    Err(WrongCall::new("this coeval was built without a window").hint(hint).into())
}

/// The command that was meant by a word that is no file.
fn near_command(file: &Path) -> Option<&'static str> {
    let word = file.to_str()?;
    let commands = [
        "check",
        "list",
        "coincidences",
        "pairs",
        "render",
        "present",
        "convert",
        "refresh",
        "diff",
        "merge",
        "git",
        "fmt",
        "query",
        "new",
        "add",
        "set",
        "lsp",
        "manual",
        "completions",
        "help",
    ];
    commands.into_iter().find(|command| strsim::damerau_levenshtein(word, command) <= 2)
}

/// Reads a file and reports its errors, so that what could be read can be shown.
///
/// # Errors
/// Where nothing can be read.
fn open(path: &Path) -> anyhow::Result<(Loaded, Outcome)> {
    let loaded = read(path).map_err(|error| failure(path, error))?;
    Ok(told(path, loaded))
}

/// Reports the errors of what was read.
fn told(path: &Path, loaded: Loaded) -> (Loaded, Outcome) {
    let mut errors = loaded.diagnostics.clone();
    errors.retain(|problem| problem.severity == Severity::Error);
    if errors.is_empty() {
        return (loaded, Outcome::Well);
    }
    let color = output::stderr_has_color();
    output::message(&io::report(&path.display().to_string(), &loaded.source, &errors, color));
    let read = crate::model::counted(loaded.document.events().len(), "event");
    output::message(&format!("showing only what could be read: {read}\n"));
    (loaded, Outcome::InputHasErrors)
}

/// Reads a file, or standard input for `-`.
fn read(path: &Path) -> Result<Loaded, io::OpenError> {
    if path != Path::new(STANDARD_INPUT) {
        return io::open(path);
    }
    io::read_from(path, &mut std::io::stdin().lock())
}

/// What means standard input where a file is named.
const STANDARD_INPUT: &str = "-";

/// Why a file cannot be opened, with the file named once.
fn failure(path: &Path, error: io::OpenError) -> Failure {
    let named = path.display().to_string();
    let message = match error.message.starts_with(&named) {
        true => error.message,
        false => format!("{named}: {}", error.message),
    };
    let hint = error.hint.or_else(|| error.diagnostics.first().and_then(|problem| problem.hint.clone()));
    Failure { message, hint }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(closed))
}

/// Tells on standard error what went wrong, and what to do about it.
fn tell(error: &anyhow::Error) {
    let hint = match (error.downcast_ref::<WrongCall>(), error.downcast_ref::<Failure>()) {
        (Some(wrong), _) => wrong.hint.as_deref(),
        (_, Some(failure)) => failure.hint.as_deref(),
        _ => None,
    };
    let (red, cyan, plain) = match output::stderr_has_color() {
        true => ("\u{1b}[1;31m", "\u{1b}[1;36m", "\u{1b}[0m"),
        false => ("", "", ""),
    };
    let error = format!("{error:#}");
    output::message(&format!("{red}error:{plain} {}\n", visible_lines(&error)));
    if let Some(hint) = hint {
        output::message(&format!("  {cyan}help:{plain} {}\n", visible_lines(hint)));
    }
}
