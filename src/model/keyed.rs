//! A list whose elements are found by their ids, however many there are: lanes and sources are asked for in every frame,
//! and a file may have a hundred thousand of them.

use std::hash::BuildHasher as _;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::country;
use super::lane::Lane;
use super::source::Source;

/// Up to so many are compared one by one, which costs less than a table.
const FEW: usize = 16;

/// What is found by an id.
pub trait HasId {
    /// The id.
    fn id(&self) -> &str;

    /// Another name that it is found by, folded; `None` where it has none.
    fn alias(&self) -> Option<String> {
        None
    }
}

impl HasId for Lane {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn alias(&self) -> Option<String> {
        if self.declared && self.name != self.id.as_str() { country::folded(&self.name) } else { None }
    }
}

impl HasId for Source {
    fn id(&self) -> &str {
        &self.id
    }
}

/// A list whose elements are found by their ids. Clones share it.
#[derive(Clone, Debug)]
pub struct Keyed<T>(Arc<Shared<T>>);

#[derive(Debug)]
struct Shared<T> {
    list: Vec<T>,
    places: OnceLock<Places>,
    aliases: OnceLock<Aliases>,
}

/// The position of the element with each alias, `None` where several have it; made when it is first asked for.
type Aliases = foldhash::HashMap<String, Option<u32>>;

/// The position of the first element with each hash; made when it is first asked for.
#[derive(Debug)]
struct Places {
    by_hash: foldhash::HashMap<u64, u32>,
    hasher: foldhash::fast::RandomState,
}

impl<T: HasId> Keyed<T> {
    /// Where the first element with an id stands.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        let one_by_one = || self.0.list.iter().position(|element| element.id() == id);
        if self.0.list.len() <= FEW {
            return one_by_one();
        }
        let places = self.0.places.get_or_init(|| Places::of(&self.0.list));
        let at = *places.by_hash.get(&places.hasher.hash_one(id))? as usize;
        match self.0.list.get(at).is_some_and(|element| element.id() == id) {
            true => Some(at),
            // Two ids have the same hash.
            false => one_by_one(),
        }
    }

    /// The first element with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&T> {
        self.0.list.get(self.position(id)?)
    }

    /// The one element that has a text as its alias, however it is written.
    #[must_use]
    pub fn find_alias(&self, written: &str) -> Option<&T> {
        let aliases = self.0.aliases.get_or_init(|| {
            let mut aliases = Aliases::default();
            for (element, at) in self.0.list.iter().zip(0_u32..) {
                if let Some(alias) = element.alias() {
                    aliases.entry(alias).and_modify(|other| *other = None).or_insert(Some(at));
                }
            }
            aliases
        });
        if aliases.is_empty() {
            return None;
        }
        let at = (*aliases.get(&country::folded(written)?)?)?;
        self.0.list.get(at as usize)
    }
}

impl Places {
    fn of<T: HasId>(list: &[T]) -> Self {
        let hasher = foldhash::fast::RandomState::default();
        let mut by_hash = foldhash::HashMap::default();
        for (element, at) in list.iter().zip(0..) {
            by_hash.entry(hasher.hash_one(element.id())).or_insert(at);
        }
        Self { by_hash, hasher }
    }
}

impl<T: Clone> Keyed<T> {
    /// The list itself, copied where others share it.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.list.clone(), |own| own.list)
    }
}

impl<T> From<Vec<T>> for Keyed<T> {
    fn from(list: Vec<T>) -> Self {
        Self(Arc::new(Shared { list, places: OnceLock::new(), aliases: OnceLock::new() }))
    }
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> Deref for Keyed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0.list
    }
}

impl<T: PartialEq> PartialEq for Keyed<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.list == other.0.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(id: &str, title: &str) -> Source {
        Source { id: id.to_owned(), title: title.to_owned(), ..Source::default() }
    }

    #[test]
    fn finds_as_looking_at_each_does() {
        for count in [0, 1, FEW, FEW + 1, 1000] {
            let mut list: Vec<Source> = (0..count).map(|at| source(&format!("s{at}"), "first")).collect();
            list.extend(list.first().map(|first| source(&first.id, "second")));
            let keyed = Keyed::from(list.clone());
            for id in (0..count).map(|at| format!("s{at}")).chain(["".to_owned(), "t".to_owned()]) {
                assert_eq!(
                    keyed.position(&id),
                    list.iter().position(|source| source.id == id),
                    "{count} {id}"
                );
                assert_eq!(keyed.find(&id), list.iter().find(|source| source.id == id));
            }
            assert_eq!(keyed.clone().into_vec(), list);
        }
    }
}
