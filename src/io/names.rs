//! What repeats in a file is kept once: the names of places, people and tags, and whole lists of them.

use crate::model::{List, Name};

/// So many different ones are remembered; a file in which nothing repeats shall not cost more for it.
const MOST: usize = 1 << 16;

/// Names and lists that were met.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: foldhash::HashSet<Name>,
    lists: foldhash::HashSet<List<Name>>,
}

impl Names {
    /// The name of this text.
    pub(super) fn name(&mut self, text: &str) -> Name {
        if let Some(known) = self.names.get(text) {
            return known.clone();
        }
        let name = Name::from(text);
        if self.names.len() < MOST {
            self.names.insert(name.clone());
        }
        name
    }

    /// The list of these names.
    pub(super) fn list<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> List<Name> {
        let names: Vec<Name> = texts.map(|text| self.name(text)).collect();
        if names.is_empty() {
            return List::default();
        }
        if let Some(known) = self.lists.get(names.as_slice()) {
            return known.clone();
        }
        let list = List::from(names);
        if self.lists.len() < MOST {
            self.lists.insert(list.clone());
        }
        list
    }
}
