//! An event: something that happened on a day, in a country, told by sources that may differ.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::account::Account;
use super::date::EventDate;
use super::lane::LaneId;
use super::text::{List, Name, Text, TextList};

/// The importance of an event whose file says nothing of it.
pub const USUAL_IMPORTANCE: u8 = 3;

/// The identity of an event, unique in its document and stable across loads. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(Text);

impl EventId {
    /// An event's id from its text.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(Text::from(id))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Text> for EventId {
    fn from(id: Text) -> Self {
        Self(id)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event. Empty strings and lists stand for fields that the file does not have.
///
/// What not every event has ([`Rarities`], [`Details`]) stands apart to save memory, and reads and is set as if it were a
/// field of the event: `event.summary`. A new one is made with [`Event::new`].
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Unique in the document; made from date and title where the file gives none.
    pub id: EventId,
    /// When, as written and as meant.
    pub date: EventDate,
    /// What happened, never empty.
    pub title: Text,
    /// The country or actor as the file writes it ("Iran", "IR", "NKR").
    pub country: Name,
    /// The lane that `country` resolves to.
    pub lane: LaneId,
    /// The place within the country.
    pub place: Name,
    /// People who take part.
    pub people: List<Name>,
    /// Tags; the first gives the event its colour.
    pub tags: List<Name>,
    /// 1 to 5, 3 where the file says nothing: who keeps the label when space is short.
    pub importance: u8,
    /// Which of the opened files it belongs to, counted from 0.
    pub origin: u16,
    /// What not every event has.
    pub rare: Rare,
}

/// What many events do without.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rarities {
    /// The lanes of the other countries that take part.
    pub involves: List<LaneId>,
    /// Where the event is reported: ids of declared sources, URLs or free text.
    pub sources: TextList,
    /// A few sentences.
    pub summary: Text,
    /// What even fewer have.
    pub details: Apart<Details>,
}

/// What few events have, as if it were fields of the event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// The title in its own script.
    pub title_native: Text,
    /// Who says what about it.
    pub accounts: Vec<Account>,
    /// Links to other events.
    pub links: Vec<Link>,
    /// The analyst's private note: never in a presentation, a picture or an export unless asked for.
    pub note: Text,
}

/// What can be empty, and stands apart from an event then.
pub trait Sparse: Clone + Default + 'static {
    /// The empty one.
    const NONE: &'static Self;

    /// Whether there is nothing. Asks for lengths, as comparing with [`Self::NONE`] took a third of the time of
    /// reading: `memcmp` of no bytes is slow where a pointer leads nowhere, as that of an empty `String` does.
    fn is_empty(&self) -> bool;
}

impl Sparse for Rarities {
    const NONE: &'static Self =
        &Self { involves: List::NONE, sources: TextList::NONE, summary: Text::NONE, details: Apart(None) };

    fn is_empty(&self) -> bool {
        let Self { involves, sources, summary, details } = self;
        involves.is_empty() && sources.is_empty() && summary.is_empty() && details.is_empty()
    }
}

impl Sparse for Details {
    const NONE: &'static Self =
        &Self { title_native: Text::NONE, accounts: Vec::new(), links: Vec::new(), note: Text::NONE };

    fn is_empty(&self) -> bool {
        let Self { title_native, accounts, links, note } = self;
        title_native.is_empty() && note.is_empty() && accounts.is_empty() && links.is_empty()
    }
}

/// A value that stands apart, and takes eight bytes where it is empty.
#[derive(Clone, Debug)]
pub struct Apart<T>(Option<Box<T>>);

/// [`Rarities`] where there are any.
pub type Rare = Apart<Rarities>;

impl<T> Default for Apart<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Sparse> From<T> for Apart<T> {
    fn from(value: T) -> Self {
        Self((!value.is_empty()).then(|| Box::new(value)))
    }
}

impl<T: Sparse> Deref for Apart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::NONE)
    }
}

impl<T: Sparse> DerefMut for Apart<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Sparse + PartialEq> PartialEq for Apart<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.0.is_none() && other.0.is_none()) || **self == **other
    }
}

impl Deref for Rarities {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.details
    }
}

impl DerefMut for Rarities {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.details
    }
}

impl Deref for Event {
    type Target = Rarities;

    fn deref(&self) -> &Rarities {
        &self.rare
    }
}

impl DerefMut for Event {
    fn deref_mut(&mut self) -> &mut Rarities {
        &mut self.rare
    }
}

impl Event {
    /// An event with nothing but what each must have, in the lane that is called as its country; its importance is
    /// the usual one.
    #[must_use]
    pub fn new(id: EventId, date: EventDate, title: &str, country: &str) -> Self {
        let country = Name::from(country);
        Self {
            id,
            date,
            title: title.into(),
            lane: LaneId::from(country.clone()),
            country,
            place: Name::default(),
            people: List::default(),
            tags: List::default(),
            importance: USUAL_IMPORTANCE,
            origin: 0,
            rare: Rare::default(),
        }
    }

    /// Whether the accounts of the event differ: more than one side tells it, and not in the same words.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        let Some((first, others)) = self.accounts.split_first() else { return false };
        let said = first.says.trim();
        let differs = |other: &Account| other.says.trim() != said;
        // Of those that agree with the first in one thing, two differ where one agrees in the other thing.
        let (mut by_the_same, mut by_another) = (false, false);
        others.iter().any(|other| {
            if other.by == first.by {
                by_the_same = by_the_same || differs(other);
            } else if by_the_same || differs(other) {
                return true;
            } else {
                by_another = true;
            }
            by_another && by_the_same
        })
    }
}

/// A link from one event to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event it leads to.
    pub to: EventId,
    /// Free text; "before", "after", "causes", "answers" and "contradicts" have arrows of their own.
    pub kind: Name,
    /// Who says so, where the file tells: a country, a free name or a source's id.
    pub by: Name,
}

/// The position of an event in its document; good for one revision of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIx(pub u32);

impl EventIx {
    /// As an index into `Document::events`.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_fields_read_as_others_and_cost_little() {
        let date = EventDate::parse("2024-10-14").unwrap();
        let plain = Event::new(EventId::new("e"), date, "Talks", "IR");
        let mut told = plain.clone();
        told.summary = "Long talks.".into();
        assert_eq!((plain.summary.as_str(), told.summary.as_str()), ("", "Long talks."));
        assert_ne!(plain, told);
        told.summary = Text::default();
        assert_eq!(plain, told);
        // A million of them are in memory: more is a decision. With what shares it an event takes 128 bytes, which is
        // what allocators give in one piece; for eight bytes more they give 160.
        assert_eq!((size_of::<EventDate>(), size_of::<Event>(), size_of::<Rarities>()), (24, 112, 48));
    }

    #[test]
    fn accounts_differ_as_comparing_each_with_each_says() {
        let event = Event::new(EventId::new("e"), EventDate::parse("2024").unwrap(), "t", "IR");
        // Every list of up to four accounts of two or three voices that say one of three things.
        for length in 0..=4_u32 {
            for which in 0..9_u32.pow(length) {
                let account = |at: u32| {
                    let of_nine = which / 9_u32.pow(at) % 9;
                    let (by, says) = (format!("b{}", of_nine / 3), format!(" s{} ", of_nine % 3));
                    Account { by: by.into(), says: says.into(), ..Account::default() }
                };
                let mut event = event.clone();
                event.accounts = (0..length).map(account).collect();
                let all = &event.accounts;
                let differ = all.iter().any(|a| all.iter().any(|b| a.by != b.by && a.says != b.says));
                assert_eq!(event.is_disputed(), differ, "{all:?}");
            }
        }
    }
}
