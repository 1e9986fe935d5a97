//! Ids of events: made from date and title where the file gives none, and unique in memory even where the file's
//! are not. The suffix that does it never gets into a file.

use std::sync::Arc;

use foldhash::HashMap;

use super::problems::{Problems, quoted};
use crate::io::timeline_file::read::batch::Batch;
use crate::model::by_id::{ById, IdHasher};
use crate::model::{Event, EventId};

/// The longest part of a title in an id, in characters.
const TITLE_CHARS: usize = 40;

/// Gives every event an id that no other has, in the order of the text: the same for every load of the file. Those that the
/// file gives none have one that was made, and step back before those that it does give. Returns where each stands.
pub(crate) fn make_unique(read: &mut Batch, hasher: &IdHasher, problems: &mut Problems) -> ById {
    let is_written = |ix: usize| read.id_at.get(ix).is_some_and(|at| !at.is_empty());
    let (mut table, taken) = ById::of(&read.events, &read.hashes, hasher.clone(), is_written);
    // A number stands behind a character that no made id has, so that it gets in nobody's way who comes later.
    let mut numbers = Numbers::default();
    for ix in taken {
        let at = ix.index();
        let id = read.events[at].id.clone();
        let free = numbers.free(&id, |id| table.find(&read.events, id).is_some());
        if let Some(at) = read.id_at.get(at).filter(|at| !at.is_empty()) {
            let message = format!("the ID {} already belongs to another event", quoted(id.as_str()));
            let hint = Some(format!("give it another; until then it is {free}"));
            problems.warning((*at).into(), message, hint);
        }
        read.hashes[at] = hasher.hash(free.as_str());
        Arc::make_mut(&mut read.events[at]).id = free;
        table.insert(&read.events, ix);
    }
    table
}

/// The numbers behind ids that were given out, so that a file of equal ids takes no longer than another.
#[derive(Debug, Default)]
pub(crate) struct Numbers(HashMap<EventId, u64>);

impl Numbers {
    /// The id with a number behind it that makes it free.
    pub(crate) fn free(&mut self, id: &EventId, is_taken: impl Fn(&EventId) -> bool) -> EventId {
        let number = self.0.entry(id.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = EventId::new(&format!("{id}~{number}"));
            if !is_taken(&numbered) {
                return numbered;
            }
        }
    }
}

/// The id without such a number.
pub(crate) fn base(id: &str) -> &str {
    match id.rsplit_once('~') {
        Some((base, number))
            if !base.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            base
        }
        _ => id,
    }
}

/// An id from date and title: `2024-10-14-talks-in-tehran`.
pub(crate) fn made(event: &Event) -> EventId {
    let mut slug = String::new();
    make(event, &mut slug);
    EventId::new(&slug)
}

/// Makes an id in a string that had another before.
pub(crate) fn make(event: &Event, slug: &mut String) {
    slug.clear();
    let date = event.date.text();
    for c in date.chars().chain([' ']).chain(event.title.chars().take(TITLE_CHARS)) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
}
