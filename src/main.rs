//! The program's entry: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    coeval::cli::main(std::env::args_os())
}
