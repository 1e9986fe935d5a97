//! What is left to read of a date, and what is wrong with it: shared by all that read one.

use std::ops::Range;

use super::DateError;

/// What is left to read of one date, with places counted in the whole text.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    /// Over these bytes of a text.
    pub(super) fn new(text: &'t str, at: Range<usize>) -> Self {
        Self { text, at: at.start, end: at.end }
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// The whole text up to a place.
    pub(super) fn before(&self, place: usize) -> &'t str {
        &self.text[..place]
    }

    /// Where it stands.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// From here to the end.
    pub(super) fn remainder(&self) -> Range<usize> {
        self.at..self.end
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes over the next character if it is this one.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Goes over all characters that pass, and gives back them and their place.
    pub(super) fn take(&mut self, pass: impl Fn(char) -> bool) -> (&'t str, Range<usize>) {
        let rest = self.rest();
        let length = rest.find(|c| !pass(c)).unwrap_or(rest.len());
        let start = self.at;
        self.at += length;
        (&rest[..length], start..self.at)
    }

    /// The next character's place; the end of what came before where nothing is left.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// Digits and `X`.
    pub(super) fn digits(&mut self) -> (&'t str, Range<usize>) {
        self.take(|c| c.is_ascii_digit() || c == 'X')
    }
}

/// An error at a range of bytes of the whole text, with what to write instead.
pub(super) fn error(message: impl Into<String>, hint: impl Into<String>, at: Range<usize>) -> DateError {
    DateError { message: message.into(), hint: Some(hint.into()), at }
}
