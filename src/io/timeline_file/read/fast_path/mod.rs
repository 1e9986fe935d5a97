//! Reads events in the shapes that nearly all have, in one pass where they stand: known fields by their names in any order,
//! texts, lists of texts, accounts and links, each bare or in `Some(…)`, with blanks and comments between. Many times
//! faster than the general way, and of no opinion: whatever is written otherwise or is wrong (an unknown field, one given
//! twice, a value of another kind) is left to the general way, so that both must only agree on what is right. Tests read
//! everything both ways.

use std::borrow::Cow;

use memchr::memchr2;

use crate::io::timeline_file::text::literal::{self, Spanned};
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::scan::{Scanner, Span};
use crate::io::timeline_file::text::schema::{
    ACCOUNT, AccountFields, EVENT, EventFields, LINK, LinkFields, Texts,
};

/// A text of the file, with its place.
type Written<'t> = Spanned<Cow<'t, str>>;

/// A place in a text from which a plain event is read.
struct Plain<'t> {
    text: &'t str,
    at: usize,
    /// Whether a comment was passed.
    comments: bool,
}

/// An event that was plain.
#[derive(Debug)]
pub(crate) struct PlainEvent<'t> {
    pub(crate) fields: EventFields<'t>,
    /// Where it ends.
    pub(crate) end: usize,
    /// Whether there are comments in it.
    pub(crate) comments: bool,
}

/// Which fields were met; `None` for one that was met before.
#[derive(Default)]
struct Seen(u32);

impl Seen {
    fn once(&mut self, field: u32) -> Option<()> {
        let is_new = self.0 & (1 << field) == 0;
        self.0 |= 1 << field;
        is_new.then_some(())
    }
}

/// The event that begins at a place; `None` where it is not plain.
pub(crate) fn event(text: &str, at: usize) -> Option<PlainEvent<'_>> {
    let mut plain = Plain { text, at, comments: false };
    let mut fields = EventFields::default();
    plain.open(EVENT.name)?;
    let mut seen = Seen::default();
    while let Some(name) = plain.name()? {
        seen.once(plain.field(name, &mut fields)?)?;
        plain.separator(b')')?;
    }
    let needed = fields.date.is_some() && fields.title.is_some() && fields.country.is_some();
    needed.then_some(PlainEvent { fields, end: plain.at, comments: plain.comments })
}

/// The texts of a list that was found plain.
pub(crate) fn strings<'t>(text: &'t str, span: &Span) -> Vec<Written<'t>> {
    let mut strings = Vec::new();
    strings_into(text, span, &mut strings);
    strings
}

/// As [`strings`], behind what is in a list already.
pub(crate) fn strings_into<'t>(text: &'t str, span: &Span, strings: &mut Vec<Written<'t>>) {
    let mut plain = Plain { text, at: span.start, comments: false };
    // Nothing in it is not plain, as it was found so.
    let _ = plain.each(|string| strings.push(string));
}

impl<'t> Plain<'t> {
    /// Reads the value of a field of an event; the field's number.
    fn field(&mut self, name: &str, fields: &mut EventFields<'t>) -> Option<u32> {
        Some(match name {
            "id" => (fields.id = self.optional()?, 0).1,
            "date" => (fields.date = Some(self.filled()?), 1).1,
            "title" => (fields.title = Some(self.filled()?), 2).1,
            "title_native" => (fields.title_native = self.or_empty()?, 3).1,
            "country" => (fields.country = Some(self.filled()?), 4).1,
            "place" => (fields.place = self.or_empty()?, 5).1,
            "involves" => (fields.involves = self.list()?, 6).1,
            "people" => (fields.people = self.list()?, 7).1,
            "tags" => (fields.tags = self.list()?, 8).1,
            "sources" => (fields.sources = self.list()?, 9).1,
            "importance" => (fields.importance = self.digit()?, 10).1,
            "summary" => (fields.summary = self.or_empty()?, 11).1,
            "accounts" => (fields.accounts = self.records(Self::account)?, 12).1,
            "links" => (fields.links = self.records(Self::link)?, 13).1,
            "note" => (fields.note = self.or_empty()?, 14).1,
            _ => return None,
        })
    }

    /// An account of which there is nothing to be told.
    fn account(&mut self) -> Option<AccountFields<'t>> {
        let mut seen = Seen::default();
        let mut account = AccountFields::default();
        self.open(ACCOUNT.name)?;
        while let Some(name) = self.name()? {
            let field = match name {
                "by" => (account.by = self.or_empty()?, 0).1,
                "says" => (account.says = self.or_empty()?, 1).1,
                "source" => (account.source = self.optional()?, 2).1,
                "quote" => (account.quote = self.optional()?.map(|quote| quote.value), 3).1,
                "grade" => (account.grade = self.optional()?, 4).1,
                "omits" => (account.omits = self.option(Self::strings)?.unwrap_or_default(), 5).1,
                _ => return None,
            };
            seen.once(field)?;
            self.separator(b')')?;
        }
        (seen.0 & 1 != 0 && seen.0 & 0b1010 != 0).then_some(account)
    }

    /// A link of which there is nothing to be told.
    fn link(&mut self) -> Option<LinkFields<'t>> {
        let mut seen = Seen::default();
        let (mut to, mut kind, mut by) = (None, Cow::default(), Cow::default());
        self.open(LINK.name)?;
        while let Some(name) = self.name()? {
            let field = match name {
                "to" => (to = Some(self.filled()?), 0).1,
                "kind" => (kind = self.or_empty()?, 1).1,
                "by" => (by = self.or_empty()?, 2).1,
                _ => return None,
            };
            seen.once(field)?;
            self.separator(b')')?;
        }
        Some(LinkFields { to: to?, kind, by })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Passes white space and comments.
    fn blank(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some(b' ') => {
                    self.at += 1;
                    while self.rest().starts_with(b"    ") {
                        self.at += 4;
                    }
                }
                Some(b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/' | 0x0B | 0x0C | 0x80..) => {
                    let mut scanner = Scanner::new(self.text, self.at);
                    scanner.blank().ok()?;
                    self.comments |= scanner.comments;
                    self.at = scanner.at;
                    return Some(());
                }
                _ => return Some(()),
            }
        }
    }

    /// Whether a word ends here as the general way sees it, which takes letters beyond ASCII into words, and some blanks.
    fn word_ends(&self) -> Option<()> {
        self.peek().is_none_or(|byte| byte < 0x80).then_some(())
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found.then_some(())
    }

    /// The opening parenthesis, after the struct's name if it has one.
    fn open(&mut self, name: &str) -> Option<()> {
        if self.rest().starts_with(name.as_bytes()) {
            self.at += name.len();
            self.word_ends()?;
            self.blank()?;
        }
        self.eat(b'(')
    }

    /// The name of the next field and its colon; `None` within where the closing parenthesis was there instead.
    #[allow(clippy::option_option)] // nothing more to read, and nothing plain to read
    fn name(&mut self) -> Option<Option<&'t str>> {
        self.blank()?;
        if self.eat(b')').is_some() {
            return Some(None);
        }
        let start = self.at;
        while let Some(b'a'..=b'z' | b'_') = self.peek() {
            self.at += 1;
        }
        let name = &self.text[start..self.at];
        self.word_ends()?;
        self.blank()?;
        self.eat(b':')?;
        self.blank()?;
        Some(Some(name))
    }

    /// The comma after a value, or the closing bracket, which stays.
    fn separator(&mut self, close: u8) -> Option<()> {
        self.blank()?;
        match self.peek()? {
            b',' => self.at += 1,
            byte if byte == close => {}
            _ => return None,
        }
        Some(())
    }

    /// A value bare or in `Some(…)`; `None` within for `None`.
    #[allow(clippy::option_option)] // nothing there, and nothing plain
    fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.peek()? {
            b'S' if self.rest().starts_with(b"Some") => {
                self.at += 4;
                self.word_ends()?;
                self.blank()?;
                self.eat(b'(')?;
                self.blank()?;
                let value = read(self)?;
                self.separator(b')')?;
                self.blank()?;
                self.eat(b')')?;
                Some(Some(value))
            }
            b'N' if self.rest().starts_with(b"None") => {
                self.at += 4;
                self.word_ends()?;
                Some(None)
            }
            _ => read(self).map(Some),
        }
    }

    /// A text, which has the place of its `Some(…)` where it is in one.
    fn optional(&mut self) -> Option<Option<Written<'t>>> {
        let start = self.at;
        let text = self.option(Self::string)?;
        let end = self.at;
        Some(text.map(|text| Spanned { value: text, span: start..end }))
    }

    /// A text; empty for none.
    fn or_empty(&mut self) -> Option<Cow<'t, str>> {
        self.option(Self::string).map(Option::unwrap_or_default)
    }

    /// A text that is not empty.
    fn filled(&mut self) -> Option<Written<'t>> {
        let text = self.optional()??;
        // Most begin with something; blanks alone are for the general way.
        let first = text.value.as_bytes().first()?;
        (first.is_ascii_graphic() || !text.value.trim().is_empty()).then_some(text)
    }

    /// A text, however it is written.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at;
        if self.peek()? != b'"' {
            return self.raw();
        }
        let len = memchr2(b'"', b'\\', &self.text.as_bytes()[start + 1..])?;
        let end = start + 1 + len;
        if self.text.as_bytes()[end] == b'"' {
            self.at = end + 1;
            return Some(Cow::Borrowed(&self.text[start + 1..end]));
        }
        // The general way knows escapes.
        let mut problems = Problems::default();
        let mut scanner = Scanner::new(self.text, start);
        let span = scanner.value().ok()?;
        self.at = span.end;
        let value = match literal::unescaped(&self.text[start + 1..span.end - 1]) {
            Some(value) => value,
            None => literal::text(self.text, &span, "", &mut problems)?.value.into_owned(),
        };
        problems.is_empty().then_some(Cow::Owned(value))
    }

    /// A raw string: what stands between its quotes.
    fn raw(&mut self) -> Option<Cow<'t, str>> {
        let hashes = self.rest().strip_prefix(b"r")?.iter().take_while(|byte| **byte == b'#').count();
        if self.rest().get(hashes + 1) != Some(&b'"') {
            return None;
        }
        let mut scanner = Scanner::new(self.text, self.at);
        let span = scanner.value().ok()?;
        let inner = span.start + hashes + 2..span.end.checked_sub(hashes + 1)?;
        self.at = span.end;
        self.text.get(inner).map(Cow::Borrowed)
    }

    /// Where a list of texts stands; without its `Some(…)`.
    fn list(&mut self) -> Option<Texts<'t>> {
        let span = self.option(|plain| {
            let start = plain.at;
            plain.each(|_| {})?;
            Some(start..plain.at)
        })?;
        Some(span.map_or_else(Texts::default, Texts::Plain))
    }

    /// A list of texts.
    fn strings(&mut self) -> Option<Vec<Written<'t>>> {
        let mut strings = Vec::new();
        self.each(|string| strings.push(string))?;
        Some(strings)
    }

    fn each(&mut self, mut take: impl FnMut(Written<'t>)) -> Option<()> {
        self.eat(b'[')?;
        loop {
            self.blank()?;
            if self.eat(b']').is_some() {
                return Some(());
            }
            take(self.optional()??);
            self.separator(b']')?;
        }
    }

    /// One digit from 1 to 5.
    #[allow(clippy::option_option)] // no number, and nothing plain
    fn digit(&mut self) -> Option<Option<Spanned<i64>>> {
        let start = self.at;
        let digit = self.option(|plain| {
            let digit = plain.peek().filter(|byte| (b'1'..=b'5').contains(byte))?;
            plain.at += 1;
            plain.word_ends()?;
            Some(i64::from(digit - b'0'))
        })?;
        let end = self.at;
        Some(digit.map(|value| Spanned { value, span: start..end }))
    }

    /// A list of structs.
    fn records<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let list = self.option(|plain| {
            let mut records = Vec::new();
            plain.eat(b'[')?;
            loop {
                plain.blank()?;
                if plain.eat(b']').is_some() {
                    return Some(records);
                }
                records.push(read(plain)?);
                plain.separator(b']')?;
            }
        })?;
        Some(list.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
