//! Finds events by id in little memory: a table of positions, eight to twelve bytes an event, that leaves the ids
//! themselves in the events.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;
use std::sync::Arc;

use super::event::{Event, EventId, EventIx};
use super::moves::{Moves, NOWHERE};
use super::threads;

/// Positions of events by id. Open addressing with linear probing; a slot holds a position and a part of the hash, so
/// that an event is looked at only where it is most likely the one.
#[derive(Clone, Debug, Default)]
pub struct ById {
    slots: Vec<Slot>,
    hasher: IdHasher,
    /// How many slots are not free.
    len: usize,
}

/// Hashes ids for one table and its clones. Whoever reads events may do it while their ids are at hand.
#[derive(Clone, Debug, Default)]
pub struct IdHasher(foldhash::fast::RandomState);

impl IdHasher {
    /// The hash of an id.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // the upper half, which is as good as the whole
    pub fn hash(&self, id: &str) -> u32 {
        let mut hasher = self.0.build_hasher();
        hasher.write(id.as_bytes());
        (hasher.finish() >> 32) as u32
    }
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    ix: u32,
}

/// Not the position of any event.
const FREE: Slot = Slot { hash: 0, ix: NOWHERE + 1 };

/// Not the position of any event, but there was one, and others may stand behind it.
const GONE: Slot = Slot { hash: 0, ix: NOWHERE };

impl ById {
    /// A table with room for so many events.
    #[must_use]
    pub fn with_room(events: usize) -> Self {
        let slots = if events == 0 { 0 } else { (events + events / 2).max(8) };
        Self { slots: vec![FREE; slots], ..Self::default() }
    }

    /// A table of events whose ids' hashes are known, made on several threads where there are many, and those whose
    /// ids others have, by position. Of equal ids the first that `goes_first` says it of has its place, or else the first.
    #[must_use]
    pub fn of(
        events: &[Arc<Event>],
        hashes: &[u32],
        hasher: IdHasher,
        goes_first: impl Fn(usize) -> bool + Sync,
    ) -> (Self, Vec<EventIx>) {
        debug_assert_eq!(events.len(), hashes.len());
        let mut table = Self { hasher, ..Self::with_room(events.len()) };
        let slots = table.slots.len();
        let share = slots.div_ceil(threads(events.len())).max(1);
        let mut parts: Vec<(Range<usize>, &mut [Slot])> = Vec::new();
        for (at, part) in table.slots.chunks_mut(share).enumerate() {
            parts.push((at * share..at * share + part.len(), part));
        }
        let fill = |(range, part): (Range<usize>, &mut [Slot])| {
            let home = |hash: u32| home(hash, slots).checked_sub(range.start).filter(|at| *at < range.len());
            let own = || (0_u32..).zip(hashes).filter_map(|(ix, hash)| Some((ix, home(*hash)?)));
            let first = own().filter(|(ix, _)| goes_first(*ix as usize));
            let last = own().filter(|(ix, _)| !goes_first(*ix as usize));
            fill_part(events, hashes, part, first.chain(last))
        };
        let own = parts.pop();
        let left: Vec<Left> = std::thread::scope(|scope| {
            let fill = &fill;
            let others: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || fill(part))).collect();
            let own = own.map(fill);
            let join = |thread: std::thread::ScopedJoinHandle<'_, Left>| {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            others.into_iter().map(join).chain(own).collect()
        });
        let beyond: usize = left.iter().map(|left| left.beyond.len()).sum();
        let mut taken: Vec<EventIx> = left.iter().flat_map(|left| left.taken.iter().copied()).collect();
        table.len = events.len() - beyond - taken.len();
        let beyond = left.iter().flat_map(|left| left.beyond.iter().copied());
        taken.extend(beyond.filter(|ix| !table.insert(events, *ix)).collect::<Vec<_>>());
        taken.sort_unstable();
        (table, taken)
    }

    /// What hashes its ids.
    #[must_use]
    pub fn hasher(&self) -> &IdHasher {
        &self.hasher
    }

    /// Where an event stands.
    #[must_use]
    pub fn find(&self, events: &[Arc<Event>], id: &EventId) -> Option<EventIx> {
        let hash = self.hasher.hash(id.as_str());
        let at = self.probe(hash, |ix| events.get(ix as usize).is_some_and(|event| event.id == *id)).ok()?;
        Some(EventIx(self.slots[at].ix))
    }

    /// Puts an event in that stands at a position; false, and nothing changes, where another has its id.
    pub fn insert(&mut self, events: &[Arc<Event>], ix: EventIx) -> bool {
        let Some(event) = events.get(ix.index()) else { return false };
        if (self.len + 1) * 5 > self.slots.len() * 4 {
            self.grow();
        }
        let hash = self.hasher.hash(event.id.as_str());
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

    /// Takes an event out that stands at a position.
    pub fn remove(&mut self, events: &[Arc<Event>], ix: EventIx) {
        let Some(event) = events.get(ix.index()) else { return };
        let hash = self.hasher.hash(event.id.as_str());
        if let Ok(at) = self.probe(hash, |other| other == ix.0) {
            self.slots[at] = GONE;
        }
    }

    /// Follows events that came and went; those that went must be taken out before, those that came are put in then.
    /// There were so many before.
    pub fn follow(&mut self, moves: &Moves, events: usize) {
        if !moves.leaves_all(events) {
            moves.apply(&mut self.slots, |slot| &mut slot.ix);
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
        let mut old = std::mem::take(&mut self.slots);
        old.retain(|slot| slot.ix < GONE.ix);
        self.len = old.len();
        self.slots = vec![FREE; (old.len() * 5 / 2).max(8)];
        for slot in old {
            if let Err(free) = self.probe(slot.hash, |_| false) {
                self.slots[free] = slot;
            }
        }
    }
}

/// Who found no place in a part of a table.
#[derive(Debug, Default)]
struct Left {
    /// There was no room up to its end.
    beyond: Vec<EventIx>,
    /// Another has the same id.
    taken: Vec<EventIx>,
}

/// Puts those in whose search begins in a part of a table, each with where in the part. Equal ids begin in the same part,
/// so that none is missed.
fn fill_part(
    events: &[Arc<Event>],
    hashes: &[u32],
    part: &mut [Slot],
    own: impl Iterator<Item = (u32, usize)>,
) -> Left {
    let mut left = Left::default();
    for (ix, at) in own {
        let hash = hashes[ix as usize];
        let is_same =
            |slot: &Slot| slot.hash == hash && events[slot.ix as usize].id == events[ix as usize].id;
        let stop = part[at..].iter().position(|slot| slot.ix == FREE.ix || is_same(slot));
        match stop.map(|stop| &mut part[at + stop]) {
            Some(slot) if slot.ix == FREE.ix => *slot = Slot { hash, ix },
            Some(_) => left.taken.push(EventIx(ix)),
            None => left.beyond.push(EventIx(ix)),
        }
    }
    left
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
    fn made_at_once_is_as_made_one_by_one() {
        let events: Vec<_> = (0..50_000).map(|at| event(&format!("e{at}"))).collect();
        let hasher = IdHasher::default();
        let hashes: Vec<u32> = events.iter().map(|event| hasher.hash(event.id.as_str())).collect();
        let (table, taken) = ById::of(&events, &hashes, hasher.clone(), |_| true);
        assert_eq!(taken, []);
        assert!((0..).zip(&events).all(|(at, event)| table.find(&events, &event.id) == Some(EventIx(at))));
        assert_eq!(table.find(&events, &EventId::new("e50000")), None);
        assert_eq!(ById::of(&[], &[], hasher.clone(), |_| true).1, []);

        // All want the same place, at the end of a part or of the table.
        for hash in [0, u32::MAX / 2, u32::MAX] {
            let (events, hasher) = (&events[..40], IdHasher::default());
            assert_eq!(ById::of(events, &[hash; 40], hasher.clone(), |_| true).1, []);
            let twice = [events, &events[7..8]].concat();
            assert_eq!(ById::of(&twice, &[hash; 41], hasher, |_| true).1, [EventIx(40)]);
        }
    }

    #[test]
    fn of_equal_ids_one_has_its_place() {
        // Every id thrice, far apart; the second of each goes first.
        let events: Vec<_> = (0..60_000).map(|at| event(&format!("e{}", at % 20_000))).collect();
        let hasher = IdHasher::default();
        let hashes: Vec<u32> = events.iter().map(|event| hasher.hash(event.id.as_str())).collect();
        let second = |at: usize| (20_000..40_000).contains(&at);
        let (table, taken) = ById::of(&events, &hashes, hasher, second);
        assert!(taken.iter().map(|ix| ix.index()).eq((0..60_000).filter(|at| !second(*at))));
        assert!((20_000..40_000).all(|at| table.find(&events, &events[at].id) == Some(EventIx(at as u32))));
    }

    #[test]
    fn follows_events_that_come_and_go() {
        let mut events: Vec<_> = (0..300).map(|at| event(&format!("e{at}"))).collect();
        let mut table = ById::default();
        assert!((0..300).all(|at| table.insert(&events, EventIx(at))));
        let finds_all = |table: &ById, events: &[Arc<Event>]| {
            (0..).zip(events).all(|(at, event)| table.find(events, &event.id) == Some(EventIx(at)))
        };
        for round in 0..400_u32 {
            let at = round * 7 % 299;
            table.remove(&events, EventIx(at));
            let gone = events.remove(at as usize);
            table.follow(&Moves::of_removed(&[at]), events.len() + 1);
            assert_eq!(table.find(&events, &gone.id), None);
            assert!(finds_all(&table, &events));
            let at = round * 13 % 300;
            table.follow(&Moves::of_inserted(&[at]), events.len());
            events.insert(at as usize, event(&format!("new{round}")));
            assert!(table.insert(&events, EventIx(at)));
            assert!(finds_all(&table, &events));
        }
        // What went leaves no trace for long.
        assert!(table.slots.len() < 2_000);
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
