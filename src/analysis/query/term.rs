//! What a query can ask for: the keys, the words that `has:` and `is:` take, and a single condition. One table of
//! keys feeds the parser, its messages, completion and help.

use std::fmt;

use super::lex;
use crate::model::{Day, Edge, Event, EventDate};

/// What a key asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    Country,
    Involves,
    Tag,
    Person,
    Source,
    File,
    Place,
    Date,
    After,
    Before,
    Has,
    Is,
    Id,
    Importance,
}

/// A key of the query language.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written before the colon.
    pub name: &'static str,
    /// A whole term with it.
    pub example: &'static str,
    /// What it finds, in a few words.
    pub finds: &'static str,
    pub(super) asks: Asks,
}

const fn key(asks: Asks, name: &'static str, example: &'static str, finds: &'static str) -> Key {
    Key { name, example, finds, asks }
}

/// All keys.
pub const KEYS: &[Key] = &[
    key(Asks::Country, "country", "country:IR", "events in the lane with this code, name or alias"),
    key(Asks::Involves, "involves", "involves:Azerbaijan", "events that also involve this country"),
    key(Asks::Tag, "tag", "tag:diplomacy", "events with this tag"),
    key(Asks::Person, "person", "person:mustafayev", "events with a person whose name contains this"),
    key(Asks::Place, "place", "place:tehran", "events at a place whose name contains this"),
    key(
        Asks::Source,
        "source",
        "source:arvak",
        "events with a source whose ID, publisher, title or address contains this",
    ),
    key(Asks::File, "file", "file:kremlin", "events from a file whose name contains this"),
    key(Asks::Date, "date", "date:2024-10", "events that may fall on this date"),
    key(Asks::After, "after", "after:2024-10-14", "events that may fall after this date"),
    key(Asks::Before, "before", "before:2024", "events that may fall before this date"),
    key(Asks::Has, "has", "has:accounts", "events in which this field is filled in"),
    key(Asks::Is, "is", "is:disputed", "events of this kind"),
    key(Asks::Importance, "importance", "importance:>=4", "events of this importance, 1 to 5"),
    key(Asks::Id, "id", "id:tehran-talks", "the event with this ID"),
];

/// A word that `has:` or `is:` takes, and what it finds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) name: &'static str,
    pub(super) finds: &'static str,
    holds: fn(&Event) -> bool,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What `has:` takes.
pub(super) const HAS: &[Word] = &[
    Word { name: "accounts", finds: "an account", holds: |e| !e.accounts.is_empty() },
    Word { name: "summary", finds: "a summary", holds: |e| !e.summary.is_empty() },
    Word { name: "note", finds: "your private note", holds: |e| !e.note.is_empty() },
    Word { name: "links", finds: "links to other events", holds: |e| !e.links.is_empty() },
    Word { name: "sources", finds: "sources", holds: |e| !e.sources.is_empty() },
    Word { name: "native", finds: "a title in its original script", holds: |e| !e.title_native.is_empty() },
    Word { name: "people", finds: "people", holds: |e| !e.people.is_empty() },
    Word { name: "place", finds: "a place", holds: |e| !e.place.is_empty() },
    Word { name: "tags", finds: "tags", holds: |e| !e.tags.is_empty() },
    Word { name: "involves", finds: "other countries", holds: |e| !e.involves.is_empty() },
];

/// What `is:` takes.
pub(super) const IS: &[Word] = &[
    Word {
        name: "uncertain",
        finds: "its date is uncertain (?)",
        holds: |e| has_moment(&e.date, |m| m.uncertain),
    },
    Word {
        name: "approximate",
        finds: "its date is approximate (~)",
        holds: |e| has_moment(&e.date, |m| m.approximate),
    },
    Word { name: "disputed", finds: "its accounts differ", holds: Event::is_disputed },
    Word { name: "span", finds: "it lasts more than one day", holds: |e| e.date.is_interval() },
    Word { name: "open", finds: "its beginning or end is open (..)", holds: |e| is_open(&e.date) },
    Word { name: "exact", finds: "its date is exact to the day", holds: |e| e.date.is_exact() },
];

fn has_moment(date: &EventDate, holds: fn(crate::model::Moment) -> bool) -> bool {
    [date.begin(), date.end()].iter().any(|edge| edge.moment().is_some_and(holds))
}

fn is_open(date: &EventDate) -> bool {
    date.begin() == Edge::Open || date.end() == Edge::Open
}

/// Which words of `has:` and `is:` hold for an event, a bit each: those of [`HAS`], then those of [`IS`].
pub(super) fn flags(event: &Event) -> u32 {
    let words = HAS.iter().chain(IS).enumerate();
    words.fold(0, |flags, (bit, word)| flags | u32::from((word.holds)(event)) << bit)
}

/// The bit in [`flags`] of a word.
pub(super) fn flag(word: &Word, of: &[Word], before: usize) -> u32 {
    of.iter().position(|other| other == word).map_or(0, |at| 1 << (at + before))
}

/// The first and the last day that a date can touch, as numbers; an open end has no bound.
pub(super) fn days(date: &EventDate) -> (i32, i32) {
    let first = if date.begin() == Edge::Open { Day::MIN } else { date.first_day() };
    let last = if date.end() == Edge::Open { Day::MAX } else { date.last_day() };
    (first.number(), last.number())
}

/// How an importance is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    Equal,
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Compare {
    /// As they are written; longer ones first, for reading.
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::AtLeast, ">="),
        (Self::AtMost, "<="),
        (Self::Above, ">"),
        (Self::Below, "<"),
        (Self::Equal, "="),
        (Self::Equal, ""),
    ];

    pub(super) fn holds(self, a: u8, b: u8) -> bool {
        match self {
            Self::Equal => a == b,
            Self::AtLeast => a >= b,
            Self::AtMost => a <= b,
            Self::Above => a > b,
            Self::Below => a < b,
        }
    }

    fn written(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::Below => "<",
        }
    }
}

/// A single condition. Texts are as written; they are folded when they are looked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    /// A word or phrase in any of the texts.
    Text(String),
    /// A key that takes a text.
    Named(Asks, String),
    /// The same for all values of which a word begins so.
    Begun(Asks, String),
    /// `date:`, `after:` or `before:`.
    When(Asks, EventDate),
    Has(Word),
    Is(Word),
    Importance(Compare, u8),
}

impl Term {
    /// Whether it is looked for in all of the text, which takes longer than all else.
    pub(super) fn reads_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }
}

/// The name of the key that asks this.
pub(super) fn name_of(asks: Asks) -> &'static str {
    KEYS.iter().find(|key| key.asks == asks).map_or("", |key| key.name)
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&lex::written(None, text)),
            Self::Named(asks, text) | Self::Begun(asks, text) => {
                f.write_str(&lex::written(Some(name_of(*asks)), text))
            }
            Self::When(asks, date) => f.write_str(&lex::written(Some(name_of(*asks)), date.text())),
            Self::Has(word) => write!(f, "has:{}", word.name),
            Self::Is(word) => write!(f, "is:{}", word.name),
            Self::Importance(compare, level) => write!(f, "importance:{}{level}", compare.written()),
        }
    }
}
