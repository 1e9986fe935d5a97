//! `coeval manual` and `coeval completions`: man pages and what shells complete, made from the definitions of the
//! commands, so that they cannot disagree with them. Packages are made with these.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;

use super::output::Output;
use super::{Cli, Failure, Outcome};
use crate::io;
use crate::model::Name;

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
Examples:
  coeval completions bash > ~/.local/share/bash-completion/completions/coeval
  coeval completions zsh > ~/.zfunc/_coeval
  coeval completions fish > ~/.config/fish/completions/coeval.fish

They complete commands and options, and the ids, tags and people of the file that is named.";

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
        let mut text = String::from_utf8(text)?;
        match self.shell {
            Shell::Bash => text.push_str(BASH),
            Shell::Fish => text.push_str(FISH),
            Shell::Zsh => text = for_zsh(&text),
            _ => {}
        }
        output.write_all(text.as_bytes())?;
        Ok(Outcome::Well)
    }
}

/// What bash asks the program: the ids of a file for `set`, and the tags and people that it has for `add`.
const BASH: &str = r#"
_coeval_words() {
    local IFS=$'\n' file=${COMP_WORDS[2]}
    [[ $file == "~/"* ]] && file=$HOME/${file#"~/"}
    local word=${COMP_WORDS[COMP_CWORD]}
    [[ $word == "=" ]] && word=""
    COMPREPLY=($(compgen -W "$(command coeval complete "$1" "$file" 2>/dev/null)" -- "$word"))
    [[ ${#COMPREPLY[@]} -eq 0 ]] || COMPREPLY=($(printf '%q\n' "${COMPREPLY[@]}"))
}
_coeval_of_file() {
    local of=${COMP_WORDS[COMP_CWORD-1]}
    # Bash takes --tag=war for three words.
    [[ ${COMP_WORDS[COMP_CWORD]} == "=" ]] || [[ $of != "=" ]] || of=${COMP_WORDS[COMP_CWORD-2]}
    case "${COMP_WORDS[1]}/${COMP_CWORD}/$of" in
        set/3/*) _coeval_words ids ;;
        add/*/--tag) _coeval_words tags ;;
        add/*/--person) _coeval_words people ;;
        *) _coeval "$@" ;;
    esac
}
complete -F _coeval_of_file -o bashdefault -o default coeval
"#;

/// The same for zsh: what asks the program; all else is asked of what clap makes.
const ZSH: &str = r#"
_coeval_words() {
    local file=${(Q)words[3]}
    local -a found
    found=(${(f)"$(command coeval complete $1 ${file/#\~\//$HOME/} 2>/dev/null)"})
    (( $#found )) && compadd -a found
}
_coeval() {
    local of=$words[CURRENT-1]
    [[ $words[CURRENT] == --(tag|person)=* ]] && of=${words[CURRENT]%%=*} && compset -P '*='
    case "$words[2]/$CURRENT/$of" in
        set/4/*) _coeval_words ids ;;
        add/*/--tag) _coeval_words tags ;;
        add/*/--person) _coeval_words people ;;
        # Files that the window is to open.
        *[./]*/[3-9]/*) _files ;;
        *) _coeval_of_clap "$@" ;;
    esac
}
_coeval_first() {
    _alternative 'commands:command:_coeval_commands' 'files:timeline:_files'
}
"#;

/// What clap makes for zsh with ours before its last lines. Clap takes the command for a file, because files may stand in its
/// place, and then knows no options of any command.
fn for_zsh(made: &str) -> String {
    let lines = made.lines().filter(|line| !line.starts_with("'::files -- "));
    let text = lines.collect::<Vec<_>>().join("\n") + "\n";
    let end = "\nif [ \"$funcstack[1]\"";
    text.replacen("\n_coeval() {", "\n_coeval_of_clap() {", 1)
        .replacen("\":: :_coeval_commands\"", "\":: :_coeval_first\"", 1)
        .replace("$line[2]", "$line[1]")
        .replacen(end, &format!("{ZSH}{end}"), 1)
}

/// The same for fish.
const FISH: &str = r#"
function __coeval_words
    coeval complete $argv[1] (string replace -r '^~/' "$HOME/" -- (commandline -opc)[3]) 2>/dev/null
end
complete -c coeval -n '__fish_seen_subcommand_from set; and test (count (commandline -opc)) -eq 3' -f -a '(__coeval_words ids)'
complete -c coeval -n '__fish_seen_subcommand_from add' -l tag -x -a '(__coeval_words tags)'
complete -c coeval -n '__fish_seen_subcommand_from add' -l person -x -a '(__coeval_words people)'
"#;

/// What a shell asks when a word of a file is to be completed
#[derive(Debug, Args)]
pub(super) struct Complete {
    /// What
    what: What,
    /// A timeline file
    file: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Ids,
    Tags,
    People,
}

impl Complete {
    pub(super) fn run(&self, output: &mut Output) -> anyhow::Result<Outcome> {
        // Nobody reads a message while a word is completed: what cannot be read has no words.
        let Ok(loaded) = io::open(&self.file) else { return Ok(Outcome::InputHasErrors) };
        let mut words = BTreeSet::new();
        for event in loaded.document.events() {
            match self.what {
                What::Ids => drop(words.insert(event.id.as_str())),
                What::Tags => words.extend(event.tags.iter().map(Name::as_str)),
                What::People => words.extend(event.people.iter().map(Name::as_str)),
            }
        }
        for word in words.into_iter().filter(|word| !word.contains(char::is_control)) {
            writeln!(output, "{word}")?;
        }
        Ok(Outcome::Well)
    }
}
