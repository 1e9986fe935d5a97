//! `coeval manual` and `coeval completions`: man pages and what shells complete, made from the definitions of the
//! commands, so that they cannot disagree with them. Packages are made with these.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::output::Output;
use super::{Cli, Failure, Outcome};

const MANUAL_EXAMPLE: &str = "\
Example:
  coeval manual | man -l -
  coeval manual --all ~/.local/share/man/man1";

/// Print the man page, or write the pages of all commands to a folder
#[derive(Debug, Args)]
#[command(after_help = MANUAL_EXAMPLE)]
pub(super) struct Manual {
    /// Write a page for each command to this folder
    #[arg(long, value_name = "FOLDER")]
    all: Option<PathBuf>,
}

const COMPLETIONS_EXAMPLE: &str = "\
Example:
  coeval completions bash > ~/.local/share/bash-completion/completions/coeval";

/// Print the script a shell needs to complete commands and options
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLE)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Manual {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let program = Cli::command();
        match &self.all {
            None => output.write_all(&page(&program)?)?,
            Some(folder) => {
                fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
                clap_mangen::generate_to(program, folder).map_err(|error| cannot_write(folder, &error))?;
            }
        }
        Ok(Outcome::Well)
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    let hint = (error.kind() == ErrorKind::PermissionDenied).then(|| "choose another folder".to_owned());
    Failure { message: format!("{}: {error}", path.display()), hint }
}

fn page(command: &Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

impl Completions {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "coeval", &mut text);
        output.write_all(&text)?;
        Ok(Outcome::Well)
    }
}
