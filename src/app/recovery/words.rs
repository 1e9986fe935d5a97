//! What differs between two documents, told in a few words.

use crate::analysis::diff::Diff;

/// What differs, in a few words: "2 events changed, 1 added".
pub fn in_words(diff: &Diff) -> String {
    let events = &diff.events;
    let mut parts: Vec<String> = Vec::new();
    for (count, what) in
        [(events.changed.len(), "changed"), (events.added.len(), "added"), (events.removed.len(), "removed")]
    {
        match (count, parts.is_empty()) {
            (0, _) => {}
            (1, true) => parts.push(format!("1 event {what}")),
            (many, true) => parts.push(format!("{many} events {what}")),
            (many, false) => parts.push(format!("{many} {what}")),
        }
    }
    for (differs, what) in [
        (!diff.timeline.is_empty(), "the timeline’s title, summary or story"),
        (!diff.lanes.is_empty(), "lanes"),
        (!diff.sources.is_empty(), "sources"),
    ] {
        if differs {
            parts.push(format!("{what} changed"));
        }
    }
    if parts.is_empty() { "only the formatting changed".to_owned() } else { parts.join(", ") }
}
