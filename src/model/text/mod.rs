//! Texts of events in little memory, because there may be a million of them: short of a `String` each, with its own
//! allocation, what was read together stands together ([`Text`]), and what repeats is shared ([`Name`], [`List`]).
//! All of them read as `str` or as a `Vec`, so that other code need not care.

mod list;
mod looks;
mod text_list;

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

pub use list::List;
use looks::look;
pub use looks::looks;
pub use text_list::TextList;

/// A text of its own, such as a title. Cheap to clone. 16 bytes; the letters stand where they were read, in the text of
/// the file, or on a [`Shelf`] with those of other events, or alone.
#[derive(Clone, Default)]
pub struct Text {
    /// `None` for the empty text.
    shelf: Option<Arc<Letters>>,
    start: u32,
    len: u32,
}

/// Where letters stand.
#[derive(Debug)]
enum Letters {
    Own(Box<str>),
    /// In a text that is kept anyway.
    Of(Arc<String>),
    /// None of its own, but those of several texts ([`super::TextList`]).
    Several(Box<[Text]>),
}

/// A text that many events have: a country, a place, a person, a tag. Cheap to clone, and compared by its place in
/// memory first. 8 bytes.
#[derive(Clone, Default)]
pub struct Name(Option<Arc<Box<str>>>);

/// The letters of many texts in one allocation.
#[derive(Debug, Default)]
pub struct Shelf(String);

/// Where a text was put on a shelf.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    start: u32,
    len: u32,
}

/// A shelf that is full, and gives out texts.
#[derive(Clone, Debug)]
pub struct FullShelf(Arc<Letters>);

impl Shelf {
    /// With room for so many bytes.
    #[must_use]
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Puts a text on it; `None` where there is no room left (4 GiB).
    #[must_use]
    pub fn put(&mut self, text: &str) -> Option<Place> {
        let (start, len) = (u32::try_from(self.0.len()).ok()?, u32::try_from(text.len()).ok()?);
        start.checked_add(len)?;
        self.0.push_str(text);
        Some(Place { start, len })
    }

    /// No more texts.
    #[must_use]
    pub fn close(self) -> FullShelf {
        FullShelf(Arc::new(Letters::Own(self.0.into_boxed_str())))
    }
}

impl Letters {
    fn as_str(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::Of(text) => text,
            Self::Several(_) => "",
        }
    }
}

impl FullShelf {
    /// A text that is kept anyway: texts that are parts of it need no memory of their own.
    #[must_use]
    pub fn of(text: Arc<String>) -> Self {
        Self(Arc::new(Letters::Of(text)))
    }

    /// A text that is a part of this one, by where it stands in memory; `None` where it is none.
    #[must_use]
    pub fn part(&self, text: &str) -> Option<Text> {
        let whole = self.0.as_str();
        let start = text.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
        let is_in = start.checked_add(text.len()).is_some_and(|end| end <= whole.len());
        let (start, len) = (u32::try_from(start).ok()?, u32::try_from(text.len()).ok()?);
        is_in.then(|| self.text(Place { start, len }))
    }

    /// The text that was put there.
    #[must_use]
    pub fn text(&self, place: Place) -> Text {
        if place.len == 0 {
            return Text::default();
        }
        Text { shelf: Some(Arc::clone(&self.0)), start: place.start, len: place.len }
    }
}

impl Text {
    /// The text without letters.
    pub const NONE: Self = Self { shelf: None, start: 0, len: 0 };

    /// What stands for several texts and has no letters itself.
    pub(super) fn of_several(texts: Box<[Self]>) -> Self {
        Self { shelf: Some(Arc::new(Letters::Several(texts))), start: 0, len: 0 }
    }

    /// The texts that it stands for, where it is no text itself.
    pub(super) fn several(&self) -> Option<&[Self]> {
        match self.shelf.as_deref() {
            Some(Letters::Several(texts)) => Some(texts),
            _ => None,
        }
    }

    /// Whether it is the text without letters, and stands for no others.
    pub(super) fn is_none(&self) -> bool {
        self.shelf.is_none()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        look();
        let range = self.start as usize..self.start as usize + self.len as usize;
        self.shelf.as_ref().and_then(|shelf| shelf.as_str().get(range)).unwrap_or_default()
    }
}

impl Name {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        look();
        self.0.as_deref().map_or("", |text| text)
    }

    /// Where it stands in memory: the same for clones of one name, and good for as long as one of them lives.
    #[must_use]
    pub fn address(&self) -> usize {
        self.0.as_ref().map_or(0, |text| Arc::as_ptr(text).addr())
    }
}

impl From<String> for Text {
    /// What is longer than 4 GiB, which no file has, is cut at a character.
    fn from(mut text: String) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        text.truncate(text.floor_char_boundary(u32::MAX as usize));
        let mut shelf = Shelf::default();
        let len = u32::try_from(text.len()).unwrap_or_default();
        shelf.0 = text;
        shelf.close().text(Place { start: 0, len })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self((!text.is_empty()).then(|| Arc::new(text.into_boxed_str())))
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self((!text.is_empty()).then(|| Arc::new(Box::from(text))))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address() || self.as_str() == other.as_str()
    }
}

/// What makes a type read as `str`.
macro_rules! reads_as_str {
    ($name:ident) => {
        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                self.as_str()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl PartialEq<String> for $name {
            fn eq(&self, other: &String) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<$name> for str {
            fn eq(&self, other: &$name) -> bool {
                self == other.as_str()
            }
        }

        impl PartialEq<$name> for String {
            fn eq(&self, other: &$name) -> bool {
                self == other.as_str()
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.as_str().to_owned()
            }
        }
    };
}

reads_as_str!(Text);
reads_as_str!(Name);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_shelf() {
        let mut shelf = Shelf::default();
        let places = ["", "Tehran", "دیدار", ""].map(|text| shelf.put(text).unwrap());
        let shelf = shelf.close();
        assert_eq!(places.map(|place| shelf.text(place).to_string()), ["", "Tehran", "دیدار", ""]);
        let alone = Text::from("Tehran");
        assert_eq!((shelf.text(places[1]), alone.as_str()), (alone.clone(), "Tehran"));
        assert_eq!((size_of::<Text>(), size_of::<Name>(), size_of::<List<Name>>()), (16, 8, 8));
    }

    #[test]
    fn texts_of_a_text_that_is_kept() {
        let whole = Arc::new("title: \"Talks in دیدار\"".to_owned());
        let shelf = FullShelf::of(Arc::clone(&whole));
        let part = shelf.part(&whole[8..13]).unwrap();
        assert_eq!((part.as_str(), shelf.part(&whole).unwrap().as_str()), ("Talks", whole.as_str()));
        assert_eq!(shelf.part("Talks"), None);
        assert_eq!(shelf.part(&whole[whole.len()..]), Some(Text::default()));
        drop((shelf, whole));
        assert_eq!(part, Text::from("Talks"));
    }

    #[test]
    fn names_are_equal_by_their_letters() {
        let (a, b) = (Name::from("IR"), Name::from("IR".to_owned()));
        assert!(a == b && a == a.clone() && a != Name::default() && a == "IR");
        assert_eq!((a.address() == b.address(), a.address() == a.clone().address()), (false, true));
    }
}
