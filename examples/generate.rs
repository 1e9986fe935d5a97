//! Writes a timeline of as many events as one likes, to see how the program bears them:
//! `cargo run --release --example generate -- --events 1000000 --lanes 200 --seed 1 --shape bursty -o big.ron`.
//! The same arguments give the same file on every machine.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

#[path = "../benches/support/details.rs"]
mod details;
#[path = "../benches/support/form.rs"]
mod form;
#[path = "../benches/support/generator.rs"]
mod generator;
#[path = "../benches/support/ron_file.rs"]
mod ron_file;

use form::Form;
use generator::{Plan, Shape};

#[derive(Parser)]
#[command(about = "Writes a timeline of generated events, the same for the same arguments.")]
struct Arguments {
    /// How many events
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,
    /// In how many lanes
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    lanes: u32,
    /// Another seed gives other events
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How they lie in time
    #[arg(long, value_enum, default_value_t = Shape::Uniform)]
    shape: Shape,
    /// How they are written, and with which fields
    #[arg(long, value_enum, default_value_t = Form::Few)]
    form: Form,
    /// The file to write
    #[arg(short, long, value_name = "FILE.ron")]
    output: PathBuf,
}

fn main() -> ExitCode {
    let Arguments { events, lanes, seed, shape, form, output } = Arguments::parse();
    let plan = Plan { events, lanes: lanes as usize, seed, shape };
    match ron_file::write(plan, form, &output) {
        Ok(bytes) => {
            let mb = bytes as f64 / 1e6;
            eprintln!("{}: {events} events, {}, {mb:.1} MB", output.display(), shape.name());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", output.display());
            ExitCode::FAILURE
        }
    }
}
