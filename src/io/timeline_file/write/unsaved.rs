//! What a save of a file would change, without saving: for the recovery journal.

use std::path::Path;
use std::sync::Arc;

use super::per_file::{header_of, own_parts};
use super::pretty;
use super::splice::splice;
use crate::io::disk::recovery::{Unsaved, difference};
use crate::io::timeline_file::text::source_text::SourceText;
use crate::model::Document;

/// What is not saved of the events of one origin; `None` where nothing is.
pub(crate) fn unsaved(
    path: Option<&Path>,
    document: &Document,
    origin: u16,
    source: Option<&SourceText>,
) -> Option<Unsaved> {
    let unsaved = |base, changes| Unsaved { path: path.map(Path::to_owned), base, changes };
    let Some(source) = source else {
        let nothing = SourceText::new(String::new());
        let own = own_parts(document, origin, &nothing);
        let events: Vec<_> = own.events.into_iter().map(|own| own.event).collect();
        let text = pretty::timeline(&header_of(document), &events);
        return Some(unsaved(Arc::default(), difference("", &text)));
    };
    let changes = match splice(document, origin, source) {
        Ok(spliced) => spliced.changes,
        // What cannot be put into the text as it stands is kept all the same.
        Err(_) => {
            let own = own_parts(document, origin, source);
            let events: Vec<_> = own.events.into_iter().map(|own| own.event).collect();
            difference(source.full(), &pretty::timeline(&own.header, &events))
        }
    };
    (!changes.is_empty()).then(|| unsaved(source.shared(), changes))
}
