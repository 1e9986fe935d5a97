//! The program's entry: everything it does is in the library.

use std::process::ExitCode;

/// Pictures and documents are many allocations that come and go: docs/performance.md says what this gives.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(windows)]
    let arguments = wild::args_os();
    #[cfg(not(windows))]
    let arguments = std::env::args_os();
    coeval::cli::main(arguments)
}
