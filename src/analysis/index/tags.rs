//! The tags that come first in events and how often each does, kept while events come and go: the most frequent ones
//! are the categories, which have colours.

use std::sync::Arc;

use crate::model::{Document, Event, Name, threads};

/// So many categories there are at the most: there are no more colours that can be told apart.
const MOST_CATEGORIES: usize = 32;

/// How many events have each tag first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tags(foldhash::HashMap<Name, u32>);

impl Tags {
    /// Those of a document, counted on every core.
    pub(super) fn new(document: &Document) -> Self {
        let events = document.events();
        let share = events.len().div_ceil(threads(events.len())).max(1);
        let counted: Vec<Vec<(&Name, u32)>> = std::thread::scope(|scope| {
            let others: Vec<_> = events
                .chunks(share)
                .skip(1)
                .map(|part| (part, scope.spawn(move || first_tags(part))))
                .collect();
            let own = events.chunks(share).next().map(first_tags);
            // A thread that could not do its part leaves it to this one.
            let others = others.into_iter().map(|(part, it)| it.join().unwrap_or_else(|_| first_tags(part)));
            own.into_iter().chain(others).collect()
        });
        let mut tags = Self::default();
        for (tag, count) in counted.into_iter().flatten() {
            *tags.0.entry(tag.clone()).or_default() += count;
        }
        tags
    }

    /// An event came that has this tag first.
    pub(super) fn add(&mut self, tag: &Name) {
        match self.0.get_mut(tag) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(tag.clone(), 1)),
        }
    }

    /// One went that had it.
    pub(super) fn remove(&mut self, tag: &Name) {
        let Some(count) = self.0.get_mut(tag) else { return };
        *count -= 1;
        if *count == 0 {
            self.0.remove(tag);
        }
    }

    /// The most frequent first; ties by name.
    pub(super) fn categories(&self) -> Vec<String> {
        let mut tags: Vec<(&Name, u32)> = self.0.iter().map(|(tag, count)| (tag, *count)).collect();
        let order = |a: &(&Name, u32), b: &(&Name, u32)| b.1.cmp(&a.1).then(a.0.cmp(b.0));
        if tags.len() > MOST_CATEGORIES {
            tags.select_nth_unstable_by(MOST_CATEGORIES, order);
            tags.truncate(MOST_CATEGORIES);
        }
        tags.sort_unstable_by(order);
        tags.into_iter().map(|(tag, _)| tag.to_string()).collect()
    }
}

/// The first tags of events with how often they come, each once for each place in memory where it stands.
fn first_tags(events: &[Arc<Event>]) -> Vec<(&Name, u32)> {
    let mut counts: foldhash::HashMap<usize, (&Name, u32)> = foldhash::HashMap::default();
    for tag in events.iter().filter_map(|event| event.tags.first()) {
        counts.entry(tag.address()).or_insert((tag, 0)).1 += 1;
    }
    counts.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first() {
        let mut tags = Tags::default();
        for (tag, count) in [("b", 2), ("a", 2), ("war", 5), ("once", 1)] {
            (0..count).for_each(|_| tags.add(&Name::from(tag)));
        }
        tags.remove(&Name::from("once"));
        tags.remove(&Name::from("never"));
        assert_eq!(tags.categories(), ["war", "a", "b"]);
        for at in 0..40 {
            (0..9).for_each(|_| tags.add(&Name::from(format!("t{at:02}"))));
        }
        let categories = tags.categories();
        assert_eq!((categories.len(), categories[0].as_str(), categories[31].as_str()), (32, "t00", "t31"));
    }
}
