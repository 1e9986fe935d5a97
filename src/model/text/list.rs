//! A list in little memory: of a million events most have no people, one tag, or the same tags as their neighbours.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A list that is mostly short, often empty and often the same as another's. Cheap to clone; reads as a slice, and is
/// changed as a `Vec`. 8 bytes.
pub struct List<T>(Option<Arc<Elements<T>>>);

/// The elements of a list. Most have one, which then needs no memory of its own.
enum Elements<T> {
    One(T),
    Many(Box<[T]>),
}

impl<T> List<T> {
    /// The list without elements.
    pub const NONE: Self = Self(None);
}

impl<T: Clone> List<T> {
    /// Changes the elements, apart from the lists that it was the same as.
    pub fn edit<R>(&mut self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let mut elements = self.to_vec();
        let result = change(&mut elements);
        *self = elements.into();
        result
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self.0.as_deref() {
            None => &[],
            Some(Elements::One(element)) => std::slice::from_ref(element),
            Some(Elements::Many(elements)) => elements,
        }
    }
}

impl<T, U: Into<T>> FromIterator<U> for List<T> {
    fn from_iter<I: IntoIterator<Item = U>>(items: I) -> Self {
        let mut items = items.into_iter().map(Into::into);
        let Some(first) = items.next() else { return Self(None) };
        let elements = match items.next() {
            None => Elements::One(first),
            Some(second) => Elements::Many([first, second].into_iter().chain(items).collect()),
        };
        Self(Some(Arc::new(elements)))
    }
}

impl<T, U: Into<T>> From<Vec<U>> for List<T> {
    fn from(items: Vec<U>) -> Self {
        items.into_iter().collect()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        same || **self == **other
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: std::hash::Hash> std::hash::Hash for List<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T> Borrow<[T]> for List<T> {
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Name;

    #[test]
    fn lists_are_changed_apart() {
        let a: List<Name> = vec!["x", "y"].into();
        let mut b = a.clone();
        b.edit(|all| all.push("z".into()));
        assert_eq!((a.join(" "), b.join(" ")), ("x y".to_owned(), "x y z".to_owned()));
        b.edit(Vec::clear);
        assert_eq!(b, List::default());
        assert!(List::<Name>::default().is_empty());
        let one: List<Name> = vec!["x"].into();
        let mut two = one.clone();
        two.edit(|all| all.insert(0, "w".into()));
        assert_eq!((one.join(" "), two.join(" ")), ("x".to_owned(), "w x".to_owned()));
    }
}
