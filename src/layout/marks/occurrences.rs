//! Where events stand on the canvas: in one place as a rule, in several where lanes are such that an event is in
//! more than one.

use foldhash::HashMap;

use crate::model::EventIx;
use crate::scene::Pos2;

/// The places of the events in view.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    first: HashMap<EventIx, Pos2>,
    /// Further places, which few events have.
    more: Vec<(EventIx, Pos2)>,
}

impl Places {
    /// Whether no event has a place.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds a place of an event.
    pub fn put(&mut self, ix: EventIx, at: Pos2) {
        if let Some(first) = self.first.insert(ix, at) {
            self.first.insert(ix, first);
            self.more.push((ix, at));
        }
    }

    /// The topmost place of an event.
    pub fn get(&self, ix: EventIx) -> Option<Pos2> {
        self.first.get(&ix).copied()
    }

    /// All places of an event.
    pub fn of(&self, ix: EventIx) -> impl Iterator<Item = Pos2> {
        let more = self.more.iter().filter(move |(other, _)| *other == ix).map(|(_, at)| *at);
        self.get(ix).into_iter().chain(more)
    }

    /// The events that have a place.
    pub fn events(&self) -> impl Iterator<Item = EventIx> {
        self.first.keys().copied()
    }
}
