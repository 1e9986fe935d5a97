//! What would leave, and what stays: told before anything is published, for whoever is answerable for it.

use std::collections::BTreeSet;

use super::Options;
use super::html::MOST_TEXT_BYTES;
use super::selection::Selection;
use crate::model::{Document, Event, counted, grouped};

/// What is in something that is published, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaves {
    /// How many events.
    pub events: usize,
    /// In how many lanes.
    pub lanes: usize,
    /// How many accounts.
    pub accounts: usize,
    /// How many steps of the story.
    pub steps: usize,
    /// The sources, by what they are called.
    pub sources: Vec<String>,
    /// The people.
    pub people: Vec<String>,
    /// The addresses that links lead to.
    pub links: Vec<String>,
    /// The fonts of which a part leaves.
    pub fonts: Vec<String>,
    /// How many private notes leave.
    pub notes: usize,
    /// How many private notes stay.
    pub notes_left_out: usize,
    /// How many events stay.
    pub events_left_out: usize,
    /// How many steps stay.
    pub steps_left_out: usize,
    /// How many texts are so long that no browser shows them, and were cut.
    pub cut: usize,
}

impl Leaves {
    pub(super) fn new(
        document: &Document,
        selection: &Selection,
        options: &Options,
        links: Vec<String>,
    ) -> Self {
        let leaving = &selection.document;
        let events = leaving.events();
        let people: BTreeSet<&str> =
            events.iter().flat_map(|event| event.people.iter().map(AsRef::as_ref)).collect();
        let named = events.iter().flat_map(|event| {
            let of_accounts = event.accounts.iter().filter_map(|account| account.source.as_deref());
            event.sources.iter().map(|source| &**source).chain(of_accounts).collect::<Vec<&str>>()
        });
        let name = |id: &str| match leaving.source(id) {
            Some(source) => {
                let by = source.publisher.as_deref().filter(|by| !by.is_empty());
                by.map_or_else(|| source.title.clone(), |by| format!("{by}: {}", source.title))
            }
            None => id.to_owned(),
        };
        let sources: BTreeSet<String> = named.map(name).collect();
        let all = document.events().iter().filter(|event| !event.note.is_empty()).count()
            + document.story().iter().filter(|step| !step.note.is_empty()).count();
        let notes = events.iter().filter(|event| !event.note.is_empty()).count()
            + leaving.story().iter().filter(|step| !step.note.is_empty()).count();
        debug_assert!(options.notes || notes == 0);
        Self {
            events: events.len(),
            lanes: selection.lanes.len(),
            accounts: events.iter().map(|event: &std::sync::Arc<Event>| event.accounts.len()).sum(),
            steps: leaving.story().len(),
            sources: sources.into_iter().collect(),
            people: people.into_iter().map(str::to_owned).collect(),
            links,
            fonts: Vec::new(),
            notes,
            notes_left_out: all - notes,
            events_left_out: selection.events_left_out,
            steps_left_out: selection.steps_left_out,
            cut: 0,
        }
    }

    /// What leaves, in a line: "28 events in 8 lanes, 16 accounts, 7 steps".
    #[must_use]
    pub fn in_short(&self) -> String {
        let mut text = format!("{} in {}", counted(self.events, "event"), counted(self.lanes, "lane"));
        for (count, what) in
            [(self.accounts, "account"), (self.sources.len(), "source"), (self.steps, "step")]
        {
            if count > 0 {
                text += &format!(", {}", counted(count, what));
            }
        }
        if self.notes > 0 {
            text += &format!(", and {}", counted(self.notes, "private note"));
        }
        text
    }

    /// What of it was cut, in a sentence; empty where nothing was.
    #[must_use]
    pub fn cut(&self) -> String {
        match self.cut {
            0 => String::new(),
            1 => format!("1 text is longer than {} bytes and was cut", grouped(MOST_TEXT_BYTES)),
            cut => format!("{cut} texts are longer than {} bytes and were cut", grouped(MOST_TEXT_BYTES)),
        }
    }

    /// What stays, in a line; empty where everything leaves.
    #[must_use]
    pub fn stays(&self) -> String {
        let counts = [
            (self.notes_left_out, "private note"),
            (self.events_left_out, "event"),
            (self.steps_left_out, "step"),
        ];
        let some = counts.into_iter().filter(|(count, _)| *count > 0);
        some.map(|(count, what)| counted(count, what)).collect::<Vec<_>>().join(", ")
    }
}
