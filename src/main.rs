//! The program's entry: everything it does is in the library.

use std::process::ExitCode;

/// Pictures and documents are many allocations that come and go: docs/performance.md says what this gives.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    coeval::cli::main(std::env::args_os())
}
