//! Words that the labels of changes share.

use crate::model::{Document, EventId, counted};

/// The longest part of a title in a label, in characters.
pub(crate) const TITLE_CHARS: usize = 28;

pub(crate) fn title(document: &Document, event: &EventId) -> String {
    quoted(document.find(event).map_or(event.as_str(), |ix| &document.event(ix).title))
}

/// A title in quotes, cut where it is long.
pub(crate) fn quoted(title: &str) -> String {
    let title = title.trim();
    if title.chars().count() <= TITLE_CHARS {
        return format!("“{title}”");
    }
    let cut: String = title.chars().take(TITLE_CHARS - 1).collect();
    format!("“{}…”", cut.trim_end())
}

/// "1 event", "3 events".
pub(crate) fn times(count: usize, noun: &str) -> String {
    counted(count, noun)
}
