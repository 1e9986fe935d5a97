//! A place in the text of a date that is being read, and what is wrong there.

use super::DateError;
use std::ops::Range;

/// An error at a range of bytes of the whole text, with what to write instead.
pub(crate) fn error(message: impl Into<String>, hint: impl Into<String>, at: Range<usize>) -> DateError {
    DateError { message: message.into(), hint: Some(hint.into()), at }
}

/// What is left to read of one date, with places counted in the whole text.
pub(crate) struct Cursor<'t> {
    pub(crate) text: &'t str,
    pub(crate) at: usize,
    pub(crate) end: usize,
}

impl<'t> Cursor<'t> {
    /// What is left.
    pub(crate) fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// From here to the end.
    pub(crate) fn remainder(&self) -> Range<usize> {
        self.at..self.end
    }

    /// The next character.
    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes over the next character if it is this one.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Goes over all characters that pass, and gives back them and their place.
    pub(crate) fn take(&mut self, pass: impl Fn(char) -> bool) -> (&'t str, Range<usize>) {
        let rest = self.rest();
        let length = rest.find(|c| !pass(c)).unwrap_or(rest.len());
        let start = self.at;
        self.at += length;
        (&rest[..length], start..self.at)
    }

    /// The next character's place; the end of what came before where nothing is left.
    pub(crate) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// Digits and `X`.
    pub(crate) fn digits(&mut self) -> (&'t str, Range<usize>) {
        self.take(|c| c.is_ascii_digit() || c == 'X')
    }
}
