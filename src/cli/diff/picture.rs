//! The differences of two timelines as a picture: one timeline, with what differs marked and the rest dimmed.

use std::path::Path;

use crate::analysis::diff::Compared;
use crate::analysis::{Coincidences, Hits, Index};
use crate::cli::dates::days_in_view;
use crate::cli::render::{Size, find_fonts, kind};
use crate::cli::{Failure, output};
use crate::export;
use crate::io;
use crate::io::export::Place;
use crate::layout::{Frame, Viewport};
use crate::model::Progress;
use crate::scene::{Theme, vec2};

/// Draws what differs to a file.
pub(super) fn write(
    compared: &Compared,
    title: &str,
    (target, inputs): (&Path, &[&Path]),
    size: Size,
    theme: &Theme,
) -> anyhow::Result<()> {
    let kind = kind(target)?;
    let document = &compared.document;
    let index = Index::build(document);
    let hits = Hits::of(document, &index, &compared.marked());
    let (first, last) = days_in_view(document, None, None)?;
    let lanes: Vec<u32> = (0..).zip(document.lanes()).map(|(at, _)| at).collect();
    let none = Coincidences::default();
    let size = vec2(f32::from(size.width), f32::from(size.height));
    let mut frame = Frame::plain(document, &index, &none, Viewport::fit(first, last), size, theme, &lanes);
    frame.compared = Some(compared);
    frame.search.hits = Some(&hits);
    frame.lanes.fold_empty = true;
    frame.legend = true;
    let draw = || export::picture(&frame, kind, title);
    let mut drawn = draw();
    if find_fonts() {
        drawn = draw();
    }
    let (canvas, bytes) = drawn?;
    if export::missing_height(&canvas) > 0.0 {
        output::message("not all lanes fit; a larger --size shows them\n");
    }
    let place = Place { inputs, ..Place::new(target) };
    io::export::save(place, &bytes, &Progress::default())
        .map_err(|error| Failure { message: error.message, hint: error.hint })?;
    Ok(())
}
