//! Events on their way between windows and files: RON as in a timeline file, so that a text editor can be either end.

use std::collections::HashSet;
use std::sync::Arc;

use super::loaded::Loaded;
use super::read;
use super::text::ids;
use super::text::source_text::Header;
use super::write::per_file::header_of;
use super::write::pretty;
use crate::model::{Document, Event, EventId, EventIx, LaneId, Text};

/// Some events as the text of a small timeline, with the lanes and sources that they need.
#[must_use]
pub fn events_to_text(document: &Document, of: &[EventIx]) -> String {
    let exists = |ix: &&EventIx| ix.index() < document.events().len();
    let events: Vec<Arc<Event>> =
        of.iter().filter(exists).map(|ix| Arc::clone(&document.events()[ix.index()])).collect();
    let all = header_of(document);
    let sources: HashSet<&str> = events
        .iter()
        .flat_map(|event| {
            let accounts = event.accounts.iter().filter_map(|account| account.source.as_deref());
            event.sources.iter().map(Text::as_str).chain(accounts)
        })
        .collect();
    let lanes: HashSet<&str> = events
        .iter()
        .flat_map(|event| event.involves.iter().chain([&event.lane]))
        .map(LaneId::as_str)
        .collect();
    let header = Header {
        lanes: all.lanes.into_iter().filter(|lane| lanes.contains(lane.id.as_str())).collect(),
        sources: all.sources.into_iter().filter(|source| sources.contains(source.id.as_str())).collect(),
        ..Header::default()
    };
    pretty::timeline(&header, &pretty::in_order(events))
}

/// The events of a text: a timeline, a list of events, or events one after the other.
///
/// # Errors
/// A sentence on why there are none.
pub fn events_from_text(text: &str) -> Result<Document, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("The clipboard is empty".to_owned());
    }
    let events = |loaded: &Loaded| loaded.document.events().len();
    let as_timeline = read(text);
    if events(&as_timeline) > 0 {
        return Ok(as_timeline.document);
    }
    let as_list = read(&format!("[{text}\n]"));
    if events(&as_list) > 0 {
        return Ok(as_list.document);
    }
    let is_alike = as_timeline.is_timeline() || text.contains("date:");
    let loaded = if as_timeline.is_timeline() { &as_timeline } else { &as_list };
    let wrong = loaded.diagnostics.first().filter(|_| is_alike);
    Err(match wrong {
        Some(wrong) => format!("The clipboard does not contain readable events: {}", wrong.message),
        None if as_timeline.is_timeline() => "The timeline on the clipboard has no events".to_owned(),
        None => "The clipboard does not contain an event".to_owned(),
    })
}

/// The id that an event gets whose file gives none: from its date and title.
#[must_use]
pub fn made_id(event: &Event) -> EventId {
    ids::made(event)
}
