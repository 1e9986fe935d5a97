//! `coeval render --thumbnail`: a small picture of a timeline for file managers, which draw those of whatever lies in a
//! folder: so it takes little time and memory, whatever the file is.

use std::path::Path;
use std::time::Duration;

use crate::analysis::{Coincidences, Index, Rule};
use crate::cli::dates::days_in_view;
use crate::cli::{Failure, Outcome, WrongCall, failure, output};
use crate::model::Document;
use crate::paint::HeadlessFonts;
use crate::scene::{Theme, vec2};
use crate::{export, io, layout};

/// Larger files have none: a quarter of a million events.
const MOST_BYTES: u64 = 32 << 20;

/// Whatever takes longer is given up.
const MOST_TIME: Duration = Duration::from_secs(5);

/// How large it is drawn before it is made small, in points: enough for some lanes and their names.
const WIDTH: u16 = 640;
const HEIGHT: u16 = 480;

/// What every PNG begins with.
const PNG: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Draws a small picture of at most so many pixels each way.
pub(super) fn write(file: &Path, output: &Path, pixels: u16, theme: &Theme) -> anyhow::Result<Outcome> {
    check_target(file, output)?;
    let bytes = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    if bytes > MOST_BYTES {
        let message = format!("{}: too large for a thumbnail", file.display());
        return Err(Failure { message, hint: Some("leave --thumbnail out".to_owned()) }.into());
    }
    give_up_after(MOST_TIME, file);
    let loaded = io::open(file).map_err(|error| failure(file, error))?;
    let picture = draw(&loaded.document, f32::from(pixels) / f32::from(WIDTH), theme)?;
    io::write_over(output, &[], &picture)
        .map_err(|error| Failure { message: error.message, hint: error.hint })?;
    Ok(Outcome::Well)
}

/// File managers hand over an empty file, or the old picture: nothing else is replaced.
fn check_target(file: &Path, output: &Path) -> Result<(), WrongCall> {
    let is_replaceable = || {
        let mut begin = Vec::new();
        let opened = std::fs::File::open(output).and_then(|file| {
            use std::io::Read as _;
            file.take(PNG.len() as u64).read_to_end(&mut begin)
        });
        opened.is_ok() && (begin.is_empty() || begin == PNG)
    };
    if io::is_same_file(file, output) || output.exists() && !is_replaceable() {
        let wrong = WrongCall::new(format!("{} already exists and is not a PNG", output.display()));
        return Err(wrong.hint("write to another file"));
    }
    Ok(())
}

/// Ends the program when a time is over: nothing is written yet then.
fn give_up_after(time: Duration, file: &Path) {
    let name = file.display().to_string();
    std::thread::spawn(move || {
        std::thread::sleep(time);
        output::message(&format!("{name}: drawing a thumbnail takes too long\n"));
        std::process::exit(1);
    });
}

fn draw(document: &Document, scale: f32, theme: &Theme) -> anyhow::Result<Vec<u8>> {
    let (first, last) = days_in_view(document, None, None)?;
    let index = Index::build(document);
    // Coincidences are too small to be seen.
    let none = Coincidences::new(&Document::default(), &Rule::default());
    let lanes: Vec<u32> = (0..index.grouping().lanes().len() as u32).collect();
    let size = vec2(f32::from(WIDTH), f32::from(HEIGHT));
    let viewport = layout::Viewport::fit(first, last);
    let mut frame = layout::Frame::plain(document, &index, &none, viewport, size, theme, &lanes);
    frame.resolution.pixels_per_point = scale;
    frame.lanes.fold_empty = true;
    let canvas = layout::build(&frame, &mut HeadlessFonts::new(scale));
    Ok(export::png(&canvas.scene, theme.background, scale)?)
}
