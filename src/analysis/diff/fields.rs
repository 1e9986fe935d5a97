//! The fields of an event one by one: whether two events have the same, how it is told, and how one event takes it
//! from another. One list, so that comparing and merging cannot know different fields.

use crate::model::{Account, Event, LaneId, Link};

/// A field of an event; its id is none, for it is what events are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is called as in `Event`
pub enum EventField {
    Date,
    Title,
    TitleNative,
    Country,
    Place,
    Involves,
    People,
    Tags,
    Sources,
    Importance,
    Summary,
    Accounts,
    Links,
    Note,
}

impl EventField {
    /// All of them, in the order in which a file has them.
    pub const ALL: [Self; 14] = [
        Self::Date,
        Self::Title,
        Self::TitleNative,
        Self::Country,
        Self::Place,
        Self::Involves,
        Self::People,
        Self::Tags,
        Self::Sources,
        Self::Importance,
        Self::Summary,
        Self::Accounts,
        Self::Links,
        Self::Note,
    ];

    /// Its name in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Title => "title",
            Self::TitleNative => "title_native",
            Self::Country => "country",
            Self::Place => "place",
            Self::Involves => "involves",
            Self::People => "people",
            Self::Tags => "tags",
            Self::Sources => "sources",
            Self::Importance => "importance",
            Self::Summary => "summary",
            Self::Accounts => "accounts",
            Self::Links => "links",
            Self::Note => "note",
        }
    }

    /// Whether two events have the same.
    #[must_use]
    pub fn is_same(self, a: &Event, b: &Event) -> bool {
        match self {
            Self::Date => a.date == b.date,
            Self::Title => a.title == b.title,
            Self::TitleNative => a.title_native == b.title_native,
            Self::Country => a.country == b.country,
            Self::Place => a.place == b.place,
            Self::Involves => a.involves == b.involves,
            Self::People => a.people == b.people,
            Self::Tags => a.tags == b.tags,
            Self::Sources => a.sources == b.sources,
            Self::Importance => a.importance == b.importance,
            Self::Summary => a.summary == b.summary,
            Self::Accounts => a.accounts == b.accounts,
            Self::Links => a.links == b.links,
            Self::Note => a.note == b.note,
        }
    }

    /// Gives an event what another has.
    pub fn copy(self, from: &Event, to: &mut Event) {
        match self {
            Self::Date => to.date = from.date.clone(),
            Self::Title => to.title = from.title.clone(),
            Self::TitleNative => to.title_native.clone_from(&from.title_native),
            Self::Country => {
                to.country = from.country.clone();
                to.lane = from.lane.clone();
            }
            Self::Place => to.place = from.place.clone(),
            Self::Involves => to.involves = from.involves.clone(),
            Self::People => to.people = from.people.clone(),
            Self::Tags => to.tags = from.tags.clone(),
            Self::Sources => to.sources = from.sources.clone(),
            Self::Importance => to.importance = from.importance,
            Self::Summary => to.summary.clone_from(&from.summary),
            Self::Accounts => to.accounts.clone_from(&from.accounts),
            Self::Links => to.links.clone_from(&from.links),
            Self::Note => to.note.clone_from(&from.note),
        }
    }

    /// What an event has, in words; empty for nothing.
    #[must_use]
    pub fn in_words(self, event: &Event) -> String {
        match self {
            Self::Date => event.date.text().to_owned(),
            Self::Title => event.title.to_string(),
            Self::TitleNative => event.title_native.to_string(),
            Self::Country => event.country.to_string(),
            Self::Place => event.place.to_string(),
            Self::Involves => event.involves.iter().map(LaneId::as_str).collect::<Vec<_>>().join(", "),
            Self::People => event.people.join(", "),
            Self::Tags => event.tags.join(", "),
            Self::Sources => event.sources.join(", "),
            Self::Importance => event.importance.to_string(),
            Self::Summary => event.summary.to_string(),
            Self::Accounts => event.accounts.iter().map(account).collect::<Vec<_>>().join("; "),
            Self::Links => event.links.iter().map(link).collect::<Vec<_>>().join(", "),
            Self::Note => event.note.to_string(),
        }
    }
}

fn account(account: &Account) -> String {
    let mut text = format!("{}: {}", account.by, account.says);
    if let Some(quote) = &account.quote {
        text.push_str(&format!(" “{quote}”"));
    }
    let source = account.source.as_ref().map(ToString::to_string);
    let aside: Vec<String> = source.into_iter().chain(account.grade.map(|grade| grade.to_string())).collect();
    if !aside.is_empty() {
        text.push_str(&format!(" ({})", aside.join(", ")));
    }
    text
}

fn link(link: &Link) -> String {
    let by = if link.by.is_empty() { String::new() } else { format!(" says {}", link.by) };
    format!("{} {}{by}", link.kind, link.to).trim().to_owned()
}
