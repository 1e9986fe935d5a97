//! What repeats in a file is kept once: the names of places, people and tags, and whole lists of them.

use std::borrow::Cow;

use crate::io::timeline_file::text::literal::Spanned;
use crate::model::{List, Name, Text};

/// So many different ones are remembered; a file in which nothing repeats shall not cost more for it.
const MOST: usize = 1 << 16;

/// Names and lists that were met.
#[derive(Debug, Default)]
pub(crate) struct Names<'t> {
    names: foldhash::HashSet<Name>,
    lists: foldhash::HashSet<List<Name>>,
    /// Lists by how they are written.
    written: foldhash::HashMap<&'t str, List<Name>>,
}

/// Lists by how they are written, asked for as long as enough of them repeat.
#[derive(Debug)]
pub(crate) struct Lists<'t, L> {
    met: foldhash::HashMap<&'t str, L>,
    asked: usize,
    found: usize,
}

/// So many lists are asked for before it is known whether they repeat.
const TRIED: usize = 1 << 12;

impl<L> Default for Lists<'_, L> {
    fn default() -> Self {
        Self { met: foldhash::HashMap::default(), asked: 0, found: 0 }
    }
}

impl<'t, L: Clone> Lists<'t, L> {
    /// The list that is written so, if it was met before.
    pub(crate) fn get(&mut self, written: &'t str) -> Option<L> {
        if !self.is_worth_it() {
            return None;
        }
        self.asked += 1;
        let known = self.met.get(written).cloned();
        self.found += usize::from(known.is_some());
        known
    }

    /// Remembers a list, which was not met before.
    pub(crate) fn keep(&mut self, written: &'t str, list: &L) {
        if self.met.len() < MOST && self.is_worth_it() {
            self.met.insert(written, list.clone());
        }
    }

    /// Whether one in eight was met before; a web address, as most sources are, stands with one event.
    fn is_worth_it(&self) -> bool {
        self.asked < TRIED || self.found * 8 >= self.asked
    }
}

/// Texts of which some repeat, asked for as long as enough of them do.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    met: foldhash::HashSet<Text>,
    asked: usize,
    found: usize,
}

impl Texts {
    /// The text with these letters.
    pub(crate) fn text(&mut self, letters: &str) -> Text {
        if self.asked >= TRIED && self.found * 8 < self.asked {
            return Text::from(letters);
        }
        self.asked += 1;
        if let Some(known) = self.met.get(letters) {
            self.found += 1;
            return known.clone();
        }
        let text = Text::from(letters);
        if self.met.len() < MOST {
            self.met.insert(text.clone());
        }
        text
    }
}

impl<'t> Names<'t> {
    /// The name of this text.
    pub(crate) fn name(&mut self, text: &str) -> Name {
        if let Some(known) = self.names.get(text) {
            return known.clone();
        }
        let name = Name::from(text);
        if self.names.len() < MOST {
            self.names.insert(name.clone());
        }
        name
    }

    /// The list that is written so; `read` gives its texts where it was not met before.
    pub(crate) fn written(
        &mut self,
        written: &'t str,
        read: impl FnOnce() -> Vec<Spanned<Cow<'t, str>>>,
    ) -> List<Name> {
        if let Some(known) = self.written.get(written) {
            return known.clone();
        }
        let texts = read();
        let list = self.list(texts.iter().map(|text| &*text.value));
        if self.written.len() < MOST {
            self.written.insert(written, list.clone());
        }
        list
    }

    /// The list of these names.
    pub(crate) fn list<'a>(&mut self, texts: impl Iterator<Item = &'a str>) -> List<Name> {
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
