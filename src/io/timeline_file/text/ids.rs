//! Ids of events: made from date and title where the file gives none, and unique in memory even where the file's
//! are not. The suffix that does it never gets into a file.

use std::sync::Arc;

use foldhash::{HashMap, HashSet, HashSetExt as _};

use super::problems::{Problems, quoted};
use crate::io::timeline_file::read::batch::Batch;
use crate::model::by_id::{ById, IdHasher};
use crate::model::{Event, EventId};

/// The longest part of a title in an id, in characters.
const TITLE_CHARS: usize = 40;

/// Gives every event an id that no other has, in the order of the text: the same for every load of the file. Those that the
/// file gives none have one that was made. Returns where each stands.
pub(crate) fn make_unique(read: &mut Batch, hasher: &IdHasher, problems: &mut Problems) -> ById {
    if let Some(table) = table(read, hasher) {
        return table;
    }
    let with_id = read.events.iter().zip(&read.id_at).filter(|(_, at)| !at.is_empty());
    let written: HashSet<EventId> = with_id.map(|(event, _)| event.id.clone()).collect();
    let mut taken: HashSet<EventId> = HashSet::with_capacity(read.len());
    let mut numbers = Numbers::default();
    for (event, at) in read.events.iter_mut().zip(&read.id_at) {
        if at.is_empty() {
            let id = event.id.clone();
            let is_taken = |id: &EventId| taken.contains(id) || written.contains(id);
            let id = if is_taken(&id) { numbers.free(&id, is_taken) } else { id };
            Arc::make_mut(event).id = id;
        } else if taken.contains(&event.id) {
            let id = event.id.clone();
            let free = numbers.free(&id, |id| taken.contains(id) || written.contains(id));
            Arc::make_mut(event).id = free;
            let message = format!("the ID {} already belongs to another event", quoted(id.as_str()));
            let hint = Some(format!("give it another; until then it is {}", event.id));
            problems.warning((*at).into(), message, hint);
        }
        taken.insert(event.id.clone());
    }
    drop(taken);
    for (hash, event) in read.hashes.iter_mut().zip(&read.events) {
        *hash = hasher.hash(event.id.as_str());
    }
    table(read, hasher).unwrap_or_default()
}

fn table(read: &Batch, hasher: &IdHasher) -> Option<ById> {
    ById::of(&read.events, &read.hashes, hasher.clone())
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
    let title: String = event.title.chars().take(TITLE_CHARS).collect();
    let mut slug = String::new();
    for c in format!("{} {title}", event.date.text()).chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    EventId::new(slug.trim_end_matches('-'))
}
