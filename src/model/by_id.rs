//! Finds events by id in little memory: a table of positions, eight to twelve bytes an event, that leaves the ids
//! themselves in the events.

use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use super::document::EventIx;
use super::event::{Event, EventId};

/// Positions of events by id. Open addressing with linear probing; a slot holds a position and a part of the hash, so
/// that an event is looked at only where it is most likely the one.
#[derive(Clone, Debug, Default)]
pub struct ById {
    slots: Vec<Slot>,
    hasher: foldhash::fast::RandomState,
    len: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    ix: u32,
}

/// Not the position of any event.
const FREE: Slot = Slot { hash: 0, ix: u32::MAX };

impl ById {
    /// A table with room for so many events.
    #[must_use]
    pub fn with_room(events: usize) -> Self {
        let slots = if events == 0 { 0 } else { (events + events / 2).max(8) };
        Self { slots: vec![FREE; slots], ..Self::default() }
    }

    /// Where an event stands.
    #[must_use]
    pub fn find(&self, events: &[Arc<Event>], id: &EventId) -> Option<EventIx> {
        let hash = self.hash(id);
        let at = self.probe(hash, |ix| events.get(ix as usize).is_some_and(|event| event.id == *id)).ok()?;
        Some(EventIx(self.slots[at].ix))
    }

    /// Puts an event in that stands at a position; false, and nothing changes, where another has its id.
    pub fn insert(&mut self, events: &[Arc<Event>], ix: EventIx) -> bool {
        let Some(event) = events.get(ix.index()) else { return false };
        if (self.len + 1) * 5 > self.slots.len() * 4 {
            self.grow();
        }
        let hash = self.hash(&event.id);
        let is_same = |other: u32| events.get(other as usize).is_some_and(|other| other.id == event.id);
        match self.probe(hash, is_same) {
            Ok(_) => false,
            Err(free) => {
                self.slots[free] = Slot { hash, ix: ix.0 };
                self.len += 1;
                true
            }
        }
    }

    /// The slot of an event that is the wanted one, or else the free slot where it would stand.
    fn probe(&self, hash: u32, is_it: impl Fn(u32) -> bool) -> Result<usize, usize> {
        let slots = self.slots.len();
        if slots == 0 {
            return Err(0);
        }
        let mut at = home(hash, slots);
        loop {
            let slot = self.slots[at];
            if slot.ix == FREE.ix {
                return Err(at);
            }
            if slot.hash == hash && is_it(slot.ix) {
                return Ok(at);
            }
            at = if at + 1 == slots { 0 } else { at + 1 };
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![FREE; (old.len() * 2).max(8)];
        for slot in old.into_iter().filter(|slot| slot.ix != FREE.ix) {
            if let Err(free) = self.probe(slot.hash, |_| false) {
                self.slots[free] = slot;
            }
        }
    }

    #[allow(clippy::cast_possible_truncation)] // the upper half, which is as good as the whole
    fn hash(&self, id: &EventId) -> u32 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(id.as_str().as_bytes());
        (hasher.finish() >> 32) as u32
    }
}

/// Where the search for a hash begins: the hash as a fraction of the table.
#[allow(clippy::cast_possible_truncation)]
fn home(hash: u32, slots: usize) -> usize {
    ((u64::from(hash) * slots as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EventDate;

    fn event(id: &str) -> Arc<Event> {
        Arc::new(Event::new(EventId::new(id), EventDate::parse("2024").unwrap(), "t", "IR"))
    }

    #[test]
    fn finds_what_was_put_in() {
        for room in [0, 1, 500] {
            let events: Vec<_> = (0..500).map(|at| event(&format!("e{at}"))).collect();
            let mut table = ById::with_room(room);
            assert_eq!(table.find(&events, &EventId::new("e0")), None);
            assert!((0..500).all(|at| table.insert(&events, EventIx(at))));
            assert!((0..500).all(|at| table.find(&events, &events[at].id) == Some(EventIx(at as u32))));
            assert_eq!(table.find(&events, &EventId::new("e500")), None);
        }
    }

    #[test]
    fn keeps_the_first_of_two() {
        let events = [event("a"), event("a"), event("")];
        let mut table = ById::default();
        let put: Vec<bool> = (0..3).map(|at| table.insert(&events, EventIx(at))).collect();
        assert_eq!(put, [true, false, true]);
        assert_eq!(table.find(&events, &EventId::new("a")), Some(EventIx(0)));
        assert!(!table.insert(&events, EventIx(3)));
    }
}
