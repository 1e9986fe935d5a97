//! Lays a file or a part of it out, as `coeval fmt` does.

use lsp_types::{Range, TextEdit};

use super::open::OpenFile;
use crate::io;

/// The changes that lay a whole file out; none where it is no timeline.
pub(super) fn whole(file: &mut OpenFile) -> Vec<TextEdit> {
    if !file.is_ours() {
        return Vec::new();
    }
    let Ok(tidied) = io::tidy(&file.text) else { return Vec::new() };
    let old = file.text.as_bytes();
    let same = old.iter().zip(tidied.as_bytes()).take_while(|(a, b)| a == b).count();
    let same = file.text.floor_char_boundary(same);
    let rest = (old.len() - same).min(tidied.len() - same);
    let end =
        old.iter().rev().zip(tidied.as_bytes().iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let end = file.text.len() - file.text.ceil_char_boundary(old.len() - end);
    if same + end == old.len() && tidied.len() == old.len() {
        return Vec::new();
    }
    let new = tidied.get(same..tidied.len() - end).unwrap_or_default().to_owned();
    vec![TextEdit { range: file.here(same..old.len() - end), new_text: new }]
}

/// The changes that lay out the events in a part of a file.
pub(super) fn part(file: &mut OpenFile, range: Range) -> Vec<TextEdit> {
    if !file.is_ours() {
        return Vec::new();
    }
    let (start, end) = (file.offset(range.start), file.offset(range.end));
    let mark = file.mark();
    let Ok(tidied) = io::tidy(&file.text) else { return Vec::new() };
    let after = io::read(&tidied);
    let before: Vec<_> = file.loaded().source.events_with_places().map(|(_, span)| span).collect();
    let new: Vec<_> = after.source.events_with_places().map(|(_, span)| span).collect();
    if before.len() != new.len() {
        return Vec::new();
    }
    let pairs = before.into_iter().zip(new);
    let touched = pairs.filter(|(span, _)| span.start + mark < end && start < span.end + mark);
    let edits = touched.filter_map(|(old, new)| {
        let (is, tidy) = (&file.text[old.start + mark..old.end + mark], &after.source.text()[new]);
        (is != tidy).then(|| TextEdit { range: file.range(old), new_text: tidy.to_owned() })
    });
    edits.collect()
}
