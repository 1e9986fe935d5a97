//! What repeats in a file is kept once: the names of places, people and tags, and whole lists of them.

use std::borrow::Cow;

use crate::io::timeline_file::text::literal::Spanned;
use crate::model::{List, Name};

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
