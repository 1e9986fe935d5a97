//! Which of some numbered things each event has, in one piece of memory: a number per event where each has one,
//! else lists one after the other.

use crate::model::Moves;

/// A list of numbers for each event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Membership {
    /// Where the list of each event begins, and where the last one ends; `None` where each has one number.
    begins: Option<Vec<u32>>,
    all: Vec<u32>,
}

impl Default for Membership {
    fn default() -> Self {
        Self { begins: Some(vec![0]), all: Vec::new() }
    }
}

impl Membership {
    /// One number for each event.
    pub(super) fn one_each(all: Vec<u32>) -> Self {
        Self { begins: None, all }
    }

    /// Whether each event has one number by the way they are kept.
    pub(super) fn is_single(&self) -> bool {
        self.begins.is_none()
    }

    /// The number of each event where each has one by the way they are kept, else nothing.
    pub(super) fn singles(&self) -> &[u32] {
        if self.is_single() { &self.all } else { &[] }
    }

    /// The numbers of an event, none where there is no such event.
    pub(super) fn of(&self, event: usize) -> &[u32] {
        let range = match &self.begins {
            None => event..event + 1,
            Some(begins) => match (begins.get(event), begins.get(event + 1)) {
                (Some(from), Some(to)) => *from as usize..*to as usize,
                _ => 0..0,
            },
        };
        self.all.get(range).unwrap_or_default()
    }

    /// Adds the next event.
    pub(super) fn push(&mut self, numbers: &[u32]) {
        self.all.extend(numbers);
        if let Some(begins) = &mut self.begins {
            begins.push(self.all.len() as u32);
        }
    }

    /// Gives an event another number where each has one; false where that is not so.
    pub(super) fn set_one(&mut self, event: usize, number: u32) -> bool {
        let slot = if self.begins.is_none() { self.all.get_mut(event) } else { None };
        slot.map(|slot| *slot = number).is_some()
    }

    /// Follows events that come and go where each has one number: those that came have number 0 until it is set;
    /// false where that is not so.
    pub(super) fn follow(&mut self, moves: &Moves) -> bool {
        if self.is_single() {
            moves.resize(&mut self.all);
        }
        self.is_single()
    }

    /// Whether any event has no number.
    pub(super) fn any_empty(&self) -> bool {
        self.begins.as_ref().is_some_and(|begins| begins.windows(2).any(|pair| pair[0] == pair[1]))
    }

    /// Every number replaced, and ascending without doubles; `otherwise` for events without.
    pub(super) fn mapped(&self, to: &[u32], otherwise: Option<u32>) -> Self {
        let map = |number: &u32| to.get(*number as usize).copied().unwrap_or(*number);
        self.each(|own, list| {
            list.extend(own.iter().map(map));
            list.sort_unstable();
            list.dedup();
            if list.is_empty() {
                list.extend(otherwise);
            }
        })
    }

    /// The numbers that are wanted, by number.
    pub(super) fn only(&self, wanted: &[bool]) -> Self {
        let is_wanted = |number: &&u32| wanted.get(**number as usize).copied().unwrap_or(false);
        let mut some = Self::default();
        let mut list = Vec::new();
        for event in 0..self.len() {
            list.clear();
            list.extend(self.of(event).iter().filter(is_wanted));
            some.push(&list);
        }
        some
    }

    fn len(&self) -> usize {
        self.begins.as_ref().map_or(self.all.len(), |begins| begins.len() - 1)
    }

    /// Makes another list of each; where each has one number and keeps one, in the same form.
    fn each(&self, mut make: impl FnMut(&[u32], &mut Vec<u32>)) -> Self {
        let mut made = Self::default();
        let mut list = Vec::new();
        for event in 0..self.len() {
            list.clear();
            make(self.of(event), &mut list);
            made.push(&list);
        }
        let single = made.begins.as_ref().is_some_and(|b| b.windows(2).all(|pair| pair[1] - pair[0] == 1));
        if single {
            made.begins = None;
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_mapped_and_chosen_from() {
        let mut members = Membership::default();
        for own in [&[0_u32, 2][..], &[], &[1]] {
            members.push(own);
        }
        assert!(members.any_empty() && !members.is_single());
        let mapped = members.mapped(&[2, 0, 1], Some(3));
        let lists: Vec<&[u32]> = (0..4).map(|event| mapped.of(event)).collect();
        assert_eq!(lists, [&[1, 2][..], &[3], &[0], &[]]);
        let some = mapped.only(&[true, false, true, false]);
        let lists: Vec<&[u32]> = (0..3).map(|event| some.of(event)).collect();
        assert_eq!(lists, [&[2][..], &[], &[0]]);
    }

    #[test]
    fn one_number_each_is_kept_so() {
        let mut one = Membership::one_each(vec![1, 0, 1]);
        assert!(one.mapped(&[5, 6], None).is_single());
        assert_eq!(one.mapped(&[5, 6], None).of(0), [6]);
        assert!(one.set_one(2, 0));
        assert_eq!(one.of(2), [0]);
        assert!(!Membership::default().set_one(0, 1));
    }
}
