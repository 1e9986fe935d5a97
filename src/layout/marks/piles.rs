//! Events that one mark stands for. There are thousands of such marks where events are many, so that their lists share
//! one piece of memory.

use std::rc::Rc;

use crate::model::EventIx;

/// A list of events in [`Piles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pile {
    first: u32,
    len: u32,
}

/// Lists of events, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piles(Vec<EventIx>);

impl Piles {
    /// The events of a list.
    #[must_use]
    pub fn of(&self, pile: Pile) -> &[EventIx] {
        let first = pile.first as usize;
        self.0.get(first..first + pile.len as usize).unwrap_or_default()
    }

    /// Adds a list.
    #[allow(clippy::cast_possible_truncation)] // as many as there are events at the most
    pub(crate) fn add(&mut self, events: impl Iterator<Item = EventIx>) -> Pile {
        let first = self.0.len();
        self.0.extend(events);
        Pile { first: first as u32, len: (self.0.len() - first) as u32 }
    }

    /// Forgets all, but not the room that they had.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Who stands behind whom while marks are placed, where lists of several marks grow at once.
#[derive(Debug, Default)]
pub(crate) struct Behind {
    links: Vec<Link>,
    /// Lists that were made before, for links that stand for many.
    lists: Vec<Rc<[EventIx]>>,
}

/// One who stands behind a mark, or a list of them, and the next.
#[derive(Debug)]
struct Link {
    ix: EventIx,
    list: u32,
    next: u32,
}

/// Those who stand behind one mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hidden {
    first: u32,
    last: u32,
    len: u32,
}

/// Nobody, and the end of a list.
const NOBODY: u32 = u32::MAX;

impl Hidden {
    /// Nobody yet.
    pub const NONE: Self = Self { first: NOBODY, last: NOBODY, len: 0 };

    /// How many they are.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
}

#[allow(clippy::cast_possible_truncation)] // as many as there are events at the most
impl Behind {
    /// Adds one to those behind a mark.
    pub fn push(&mut self, hidden: &mut Hidden, ix: EventIx) {
        self.link(hidden, Link { ix, list: NOBODY, next: NOBODY }, 1);
    }

    /// Adds a list to those behind a mark.
    pub fn push_all(&mut self, hidden: &mut Hidden, list: &Rc<[EventIx]>) {
        if let Some(ix) = list.first() {
            let link = Link { ix: *ix, list: self.lists.len() as u32, next: NOBODY };
            self.lists.push(Rc::clone(list));
            self.link(hidden, link, list.len() as u32);
        }
    }

    fn link(&mut self, hidden: &mut Hidden, link: Link, len: u32) {
        let at = self.links.len() as u32;
        self.links.push(link);
        match self.links.get_mut(hidden.last as usize) {
            Some(last) => last.next = at,
            None => hidden.first = at,
        }
        hidden.last = at;
        hidden.len += len;
    }

    /// Those behind a mark in the order in which they came.
    pub fn of(&self, hidden: Hidden) -> impl Iterator<Item = EventIx> {
        let mut at = hidden.first;
        let next = move || {
            let link = self.links.get(at as usize)?;
            at = link.next;
            Some(self.lists.get(link.list as usize).map_or(std::slice::from_ref(&link.ix), |list| &**list))
        };
        std::iter::from_fn(next).flatten().copied()
    }

    /// Forgets all, but not the room that they had.
    pub fn clear(&mut self) {
        self.links.clear();
        self.lists.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_grow_at_once_stay_apart() {
        let mut behind = Behind::default();
        let (mut a, mut b) = (Hidden::NONE, Hidden::NONE);
        for ix in 0..7 {
            behind.push(if ix % 3 == 0 { &mut a } else { &mut b }, EventIx(ix));
        }
        behind.push_all(&mut b, &[EventIx(20), EventIx(21)].into());
        behind.push_all(&mut b, &[].into());
        behind.push(&mut b, EventIx(30));
        assert_eq!(b.len(), 7);
        let list = |hidden| behind.of(hidden).map(|ix| ix.0).collect::<Vec<u32>>();
        assert_eq!((list(a), list(b)), (vec![0, 3, 6], vec![1, 2, 4, 5, 20, 21, 30]));
        assert_eq!((a.len(), Hidden::NONE.is_empty(), list(Hidden::NONE)), (3, true, vec![]));
        let mut piles = Piles::default();
        let pile = piles.add(behind.of(a));
        let other = piles.add(behind.of(b));
        assert_eq!((piles.of(pile).len(), piles.of(other)[0]), (3, EventIx(1)));
        assert!(Piles::default().of(other).is_empty());
    }
}
