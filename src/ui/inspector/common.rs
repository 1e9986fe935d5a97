//! What several selected events have in common, found once for a selection: there may be a million.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::model::{Document, EventIx, LaneId, Name, Version};

/// What is being typed for all of them.
#[derive(Default)]
pub struct Several {
    /// A tag for all of them.
    pub(super) tag: String,
    /// By how many days they are to move.
    pub(super) days: i32,
    /// What they have in common, as far as it is known.
    pub(super) common: Option<Common>,
}

/// What several events have in common: found once for a selection, for a million of them on another thread.
#[derive(Debug)]
pub struct Common {
    pub(super) of: Arc<[EventIx]>,
    document: Version,
    /// Their tags, each with how many have it, in the order in which they come.
    pub(super) tags: Vec<(Name, usize)>,
    /// Their lane, where they are all in one.
    pub(super) lane: Option<LaneId>,
}

impl Common {
    /// Finds it; `document` and its `revision` tell later whether it is still so.
    #[must_use]
    pub fn find(document: &Document, which: Version, of: Arc<[EventIx]>) -> Self {
        let mut tags: Vec<(Name, usize)> = Vec::new();
        let mut known: foldhash::HashMap<&str, usize> = foldhash::HashMap::default();
        let events = || of.iter().filter_map(|ix| document.events().get(ix.index()));
        for tag in events().flat_map(|event| event.tags.iter()) {
            match known.entry(tag.as_str()) {
                Entry::Occupied(at) => tags[*at.get()].1 += 1,
                Entry::Vacant(place) => {
                    place.insert(tags.len());
                    tags.push((tag.clone(), 1));
                }
            }
        }
        let first = events().next().map(|event| &event.lane);
        let lane = first.filter(|first| events().all(|event| event.lane == **first)).cloned();
        Self { document: which, tags, lane, of }
    }

    pub(super) fn is_of(&self, which: Version, selection: &Arc<[EventIx]>) -> bool {
        self.document == which && Arc::ptr_eq(&self.of, selection)
    }
}
