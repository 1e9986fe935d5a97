//! A short list of texts in little memory: of a million events nearly each has a source, and most have just one.

use std::fmt;
use std::ops::Deref;

use super::Text;

/// A list of texts, mostly of one, which then needs no memory of its own: 16 bytes. Cheap to clone; reads as a slice, and
/// is changed as a `Vec`.
#[derive(Clone, Default)]
pub struct TextList(Text);

impl TextList {
    /// The list without texts.
    pub const NONE: Self = Self(Text::NONE);

    /// Changes the texts.
    pub fn edit<R>(&mut self, change: impl FnOnce(&mut Vec<Text>) -> R) -> R {
        let mut texts = self.to_vec();
        let result = change(&mut texts);
        *self = texts.into();
        result
    }
}

impl Deref for TextList {
    type Target = [Text];

    fn deref(&self) -> &[Text] {
        match self.0.several() {
            Some(texts) => texts,
            None if self.0.is_none() => &[],
            None => std::slice::from_ref(&self.0),
        }
    }
}

impl<U: Into<Text>> FromIterator<U> for TextList {
    fn from_iter<I: IntoIterator<Item = U>>(texts: I) -> Self {
        let mut texts = texts.into_iter().map(Into::into);
        let Some(first) = texts.next() else { return Self::NONE };
        match texts.next() {
            // An empty text looks like no text at all.
            None if !first.is_none() => Self(first),
            second => Self(Text::of_several([first].into_iter().chain(second).chain(texts).collect())),
        }
    }
}

impl<U: Into<Text>> From<Vec<U>> for TextList {
    fn from(texts: Vec<U>) -> Self {
        texts.into_iter().collect()
    }
}

impl<'a> IntoIterator for &'a TextList {
    type Item = &'a Text;
    type IntoIter = std::slice::Iter<'a, Text>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for TextList {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for TextList {}

impl fmt::Debug for TextList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_any_length_read_as_what_was_put_in() {
        for texts in [&[][..], &["a"], &[""], &["", "b"], &["a", "b", "c"]] {
            let list: TextList = texts.iter().copied().collect();
            assert_eq!(list.iter().map(Text::as_str).collect::<Vec<_>>(), texts);
            assert_eq!(list, texts.to_vec().into());
            assert_eq!(list, list.clone());
        }
        assert_eq!(size_of::<TextList>(), 16);
    }

    #[test]
    fn lists_are_changed_apart() {
        let a: TextList = vec!["x"].into();
        let mut b = a.clone();
        b.edit(|all| all.push("y".into()));
        assert_eq!((a.len(), b.len(), a == b), (1, 2, false));
        b.edit(|all| all.truncate(1));
        assert_eq!(a, b);
        b.edit(Vec::clear);
        assert_eq!(b, TextList::NONE);
    }
}
