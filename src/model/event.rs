//! An event: something that happened on a day, in a country, told by sources that may differ.

use std::fmt;
use std::sync::Arc;

use super::account::Account;
use super::date::EventDate;
use super::lane::LaneId;

/// The identity of an event, unique in its document and stable across loads. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(Arc<str>);

impl EventId {
    /// An event's id from its text.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event. Empty strings and lists stand for fields that the file does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Unique in the document; made from date and title where the file gives none.
    pub id: EventId,
    /// When, as written and as meant.
    pub date: EventDate,
    /// What happened, never empty.
    pub title: String,
    /// The title in its own script.
    pub title_native: String,
    /// The country or actor as the file writes it ("Iran", "IR", "NKR").
    pub country: String,
    /// The lane that `country` resolves to.
    pub lane: LaneId,
    /// The place within the country.
    pub place: String,
    /// The lanes of the other countries that take part.
    pub involves: Vec<LaneId>,
    /// People who take part.
    pub people: Vec<String>,
    /// Tags; the first gives the event its colour.
    pub tags: Vec<String>,
    /// Where the event is reported: ids of declared sources, URLs or free text.
    pub sources: Vec<String>,
    /// 1 to 5, 3 where the file says nothing: who keeps the label when space is short.
    pub importance: u8,
    /// A few sentences.
    pub summary: String,
    /// Who says what about it.
    pub accounts: Vec<Account>,
    /// Links to other events.
    pub links: Vec<Link>,
    /// The analyst's private note: never in a presentation, a picture or an export unless asked for.
    pub note: String,
    /// Which of the opened files it belongs to, counted from 0.
    pub origin: u16,
}

impl Event {
    /// Whether the accounts of the event differ: more than one side tells it, and not in the same words.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.accounts
            .iter()
            .enumerate()
            .any(|(i, a)| self.accounts[..i].iter().any(|b| a.by != b.by && a.says.trim() != b.says.trim()))
    }
}

/// A link from one event to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event it leads to.
    pub to: EventId,
    /// Free text; "before", "after", "causes", "answers" and "contradicts" have arrows of their own.
    pub kind: String,
    /// Who says so, where the file tells: a country, a free name or a source's id.
    pub by: String,
}
