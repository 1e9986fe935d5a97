//! Events as they were read, in a few bytes each besides the event itself: what is rare stands apart, and what must
//! be known of all of them is found out where each is at hand, by whichever thread reads it.

use std::sync::Arc;

use crate::io::timeline_file::text::scan::Span;
use crate::io::timeline_file::text::source_text::ShortSpan;
use crate::model::text::{Place, Shelf};
use crate::model::{Event, EventId, LaneId};

/// Events that were read, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Those that could be read.
    pub(crate) events: Vec<Arc<Event>>,
    /// The hash of the id of each of them.
    pub(crate) hashes: Vec<u32>,
    /// Where the file gives the id of each of them; an empty span where it does not.
    pub(crate) id_at: Vec<ShortSpan>,
    /// Which of all could not be read, ascending.
    pub(crate) unread: Vec<u32>,
    /// Where the links say what they lead to, of those of `events` that have any.
    pub(crate) links_at: Vec<(u32, Box<[Span]>)>,
    /// The lanes that events name, in the order of their first mention.
    pub(crate) named: Mentioned,
    /// Those that they involve.
    pub(crate) involved: Mentioned,
    /// The ids that were made for those that have none in the file, until all are made: they stand together, short of
    /// an allocation for each.
    pub(crate) made: Shelf,
    pub(crate) made_at: Vec<(u32, Place)>,
}

/// Lanes in the order of their first mention.
#[derive(Debug, Default)]
pub(crate) struct Mentioned {
    /// Each once, or twice where it stands at two places in memory.
    pub(crate) ids: Vec<LaneId>,
    met: foldhash::HashSet<usize>,
}

impl Mentioned {
    /// An event mentions a lane.
    pub(crate) fn add(&mut self, id: &LaneId) {
        // Events share their lane's id: where it stands tells most of them apart.
        if self.met.insert(id.address()) {
            self.ids.push(id.clone());
        }
    }
}

#[cfg(test)]
impl Mentioned {
    /// Each once, however often it stands in memory.
    pub(crate) fn distinct(&self) -> Vec<&LaneId> {
        let mut seen = std::collections::HashSet::new();
        self.ids.iter().filter(|id| seen.insert(*id)).collect()
    }
}

impl Batch {
    /// How many events there were, read or not.
    pub(crate) fn len(&self) -> usize {
        self.events.len() + self.unread.len()
    }

    /// Makes room for so many.
    pub(crate) fn reserve(&mut self, events: usize) {
        self.events.reserve(events);
        self.hashes.reserve(events);
        self.id_at.reserve(events);
    }

    /// An event that was read, with the spans of its links.
    pub(crate) fn push(&mut self, event: Event, hash: u32, id_at: Option<ShortSpan>, links_at: Box<[Span]>) {
        self.named.add(&event.lane);
        event.involves.iter().for_each(|lane| self.involved.add(lane));
        if !links_at.is_empty() {
            self.links_at.push((short(self.events.len()), links_at));
        }
        self.events.push(Arc::new(event));
        self.hashes.push(hash);
        self.id_at.push(id_at.unwrap_or_default());
    }

    /// Makes the id of the event that is pushed next, whose text is this; [`Self::give_made_ids`] gives it to it. `None`
    /// where there is no room for more.
    pub(crate) fn make_id(&mut self, id: &str) -> Option<()> {
        let place = self.made.put(id)?;
        self.made_at.push((short(self.events.len()), place));
        Some(())
    }

    /// Gives the events their made ids.
    pub(crate) fn give_made_ids(&mut self) {
        if self.made_at.is_empty() {
            return;
        }
        let shelf = std::mem::take(&mut self.made).close();
        for (at, place) in self.made_at.drain(..) {
            if let Some(event) = self.events.get_mut(at as usize) {
                Arc::make_mut(event).id = EventId::from(shelf.text(place));
            }
        }
    }

    /// An event that could not be read.
    pub(crate) fn push_unread(&mut self) {
        self.unread.push(short(self.len()));
    }

    /// Those that follow in the text; leaves them without any, but with their room.
    pub(crate) fn append(&mut self, next: &mut Self) {
        let (before, all_before) = (short(self.events.len()), short(self.len()));
        self.unread.extend(next.unread.drain(..).map(|at| at + all_before));
        self.links_at.extend(next.links_at.drain(..).map(|(at, spans)| (at + before, spans)));
        self.events.append(&mut next.events);
        self.hashes.append(&mut next.hashes);
        self.id_at.append(&mut next.id_at);
        for (own, next) in [(&mut self.named, &mut next.named), (&mut self.involved, &mut next.involved)] {
            next.ids.iter().for_each(|id| own.add(id));
            next.ids.clear();
            next.met.clear();
        }
    }

    /// The positions, among all events, of those whose ids are not in the file.
    pub(crate) fn made_ids(&self) -> Vec<u32> {
        let mut unread = self.unread.iter().peekable();
        let mut made = Vec::new();
        let mut at = 0;
        for id_at in &self.id_at {
            while unread.next_if_eq(&&at).is_some() {
                at += 1;
            }
            if id_at.is_empty() {
                made.push(at);
            }
            at += 1;
        }
        made
    }
}

/// A position in a file, which has less than 2 GiB.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
