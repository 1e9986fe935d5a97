//! `coeval fmt`: lays files out the way the program writes new ones, with their comments.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{self, Output, Tone, plain};
use super::{Failure, Outcome, STANDARD_INPUT, WrongCall, failure};
use crate::io::{self, import};
use crate::model::{Progress, counted};

const EXAMPLE: &str = "\
Examples:
  coeval fmt talks.ron
  coeval fmt --check *.ron
  coeval fmt - < talks.ron

One event per block, one field per line. Comments, the order of events and fields, and the way each value is written
stay. Only what says the same afterwards is written; the first version is kept as FILE.bak.

Exit status: 0, all is tidy; 1, a file cannot be read, or with --check one is not tidy; 2, the command is wrong.";

/// Lay out files as one event per block, keeping comments and order
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Fmt {
    /// Timeline files; - reads standard input and prints
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Write nothing: list the files that are not tidy
    #[arg(long)]
    check: bool,
    /// Print the result instead of writing it; what is not a timeline is printed as it is
    #[arg(long, conflicts_with = "check")]
    print: bool,
}

impl Fmt {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let mut failed = 0;
        let mut untidy = 0;
        for path in &self.files {
            let bytes = bytes(path)?;
            let text = match std::str::from_utf8(&bytes) {
                // Whoever reads the output, such as git, which gives up all else too, gets the file as it is.
                Err(_) if self.print => {
                    output.write_all(&bytes)?;
                    continue;
                }
                Err(_) => {
                    super::tell(&not_utf_8(path).into());
                    failed += 1;
                    continue;
                }
                Ok(text) => text,
            };
            let tidied = match io::tidy(text) {
                Ok(tidied) => tidied,
                Err(reason) => {
                    let name = path.display();
                    output::message(&format!("{}\n", plain(&format!("{name}: not laid out: {reason}"))));
                    if self.print {
                        output.write_all(text.as_bytes())?;
                    } else {
                        failed += 1;
                    }
                    continue;
                }
            };
            if self.print || is_standard_input(path) && !self.check {
                output.write_all(tidied.as_bytes())?;
            } else if tidied != text {
                if !self.check {
                    write(path, text, &tidied)?;
                }
                untidy += 1;
                let name = path.display().to_string();
                writeln!(output, "{}", output.toned(Tone::Strong, &name))?;
            }
        }
        if untidy > 0 {
            let what = if self.check { "not tidy" } else { "laid out" };
            output::message(&format!("{} {what}\n", counted(untidy, "file")));
        }
        let is_well = failed == 0 && !(self.check && untidy > 0);
        Ok(if is_well { Outcome::Well } else { Outcome::InputHasErrors })
    }
}

/// Whether a path means standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT)
}

/// The text of a file, or of standard input.
pub(super) fn text(path: &Path) -> anyhow::Result<String> {
    String::from_utf8(bytes(path)?).map_err(|_| not_utf_8(path).into())
}

fn not_utf_8(path: &Path) -> Failure {
    let message = format!("{}: this is not UTF-8", path.display());
    Failure { message, hint: Some("save it as UTF-8 in a text editor".to_owned()) }
}

/// The bytes of a file, or of standard input.
fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    if is_standard_input(path) {
        let mut bytes = Vec::new();
        std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(WrongCall::new("standard input is too long").hint("give the name of a file").into());
        }
        Ok(bytes)
    } else {
        Ok(import::read_file(path, &Progress::default()).map_err(|error| failure(path, error))?)
    }
}

/// As much as a file may have.
const MOST_BYTES: u64 = 2 << 30;

/// Puts a new text in a file's place, if it is still what was read; what stood there becomes its backup.
pub(super) fn write(path: &Path, before: &str, after: &str) -> anyhow::Result<()> {
    if text(path)? != before {
        let message = format!("{}: another program has changed this file meanwhile", path.display());
        return Err(Failure { message, hint: Some("try again".to_owned()) }.into());
    }
    io::back_up(path)
        .and_then(|_| io::write_over(path, &[], after.as_bytes()))
        .map_err(|error| Failure { message: error.message, hint: error.hint }.into())
}
