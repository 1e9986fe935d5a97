//! Reads events in the shape that nearly all have: known fields by their names, plain strings, lists of plain strings,
//! blanks. Many times faster than the general way, and of no opinion: whatever is written otherwise (a comment, an
//! escape, a raw string, `Some(…)`, an unknown field, one given twice) is left to the general way, so that both must
//! only agree on what is plain. A test reads everything both ways.

use std::borrow::Cow;

use memchr::memchr2;

use crate::io::timeline_file::text::literal::{self, Spanned};
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::record::{Kind, Record};
use crate::io::timeline_file::text::scan::{Scanner, Span};
use crate::io::timeline_file::text::schema::{
    ACCOUNT, AccountFields, EVENT, EventFields, LINK, LinkFields, Texts,
};

/// A place in a text from which a plain event is read.
struct Plain<'t> {
    text: &'t str,
    at: usize,
}

/// The event that begins at a place, and where it ends; `None` where it is not plain.
pub(crate) fn event(text: &str, at: usize) -> Option<(EventFields<'_>, usize)> {
    let mut plain = Plain { text, at };
    let mut fields = EventFields::default();
    plain.open(EVENT.name)?;
    let mut seen = 0_u32;
    while let Some(name) = plain.name()? {
        let bit = match name {
            "id" => (fields.id = Some(plain.filled()?), 0).1,
            "date" => (fields.date = Some(plain.filled()?), 1).1,
            "title" => (fields.title = Some(plain.filled()?), 2).1,
            "title_native" => (fields.title_native = plain.string()?.value, 3).1,
            "country" => (fields.country = Some(plain.filled()?), 4).1,
            "place" => (fields.place = plain.string()?.value, 5).1,
            "involves" => (fields.involves = plain.strings()?, 6).1,
            "people" => (fields.people = Texts::Plain(plain.list()?), 7).1,
            "tags" => (fields.tags = Texts::Plain(plain.list()?), 8).1,
            "sources" => (fields.sources = plain.strings()?, 9).1,
            "importance" => (fields.importance = Some(plain.digit()?), 10).1,
            "summary" => (fields.summary = plain.string()?.value, 11).1,
            "accounts" => (fields.accounts = plain.records(name, &ACCOUNT, AccountFields::read)?, 12).1,
            "links" => {
                (
                    fields.links =
                        plain.records(name, &LINK, LinkFields::read)?.into_iter().flatten().collect(),
                    13,
                )
                    .1
            }
            "note" => (fields.note = plain.string()?.value, 14).1,
            _ => return None,
        };
        if seen & (1 << bit) != 0 {
            return None;
        }
        seen |= 1 << bit;
        plain.separator(b')')?;
    }
    let needed = fields.date.is_some() && fields.title.is_some() && fields.country.is_some();
    needed.then_some((fields, plain.at))
}

impl<'t> Plain<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found.then_some(())
    }

    /// The opening parenthesis, after the struct's name if it has one.
    fn open(&mut self, name: &str) -> Option<()> {
        if self.text.as_bytes()[self.at..].starts_with(name.as_bytes()) {
            self.at += name.len();
            self.blank();
        }
        self.eat(b'(')
    }

    /// The name of the next field and its colon; `None` within where the closing parenthesis was there instead.
    #[allow(clippy::option_option)] // nothing more to read, and nothing plain to read
    fn name(&mut self) -> Option<Option<&'t str>> {
        self.blank();
        if self.eat(b')').is_some() {
            return Some(None);
        }
        let start = self.at;
        while let Some(b'a'..=b'z' | b'_') = self.peek() {
            self.at += 1;
        }
        let name = &self.text[start..self.at];
        self.blank();
        self.eat(b':')?;
        self.blank();
        Some(Some(name))
    }

    /// The comma after a value, or the closing bracket, which stays.
    fn separator(&mut self, close: u8) -> Option<()> {
        self.blank();
        match self.peek()? {
            b',' => self.at += 1,
            byte if byte == close => {}
            _ => return None,
        }
        Some(())
    }

    /// A string without escapes.
    fn string(&mut self) -> Option<Spanned<Cow<'t, str>>> {
        let start = self.at;
        self.eat(b'"')?;
        let len = memchr2(b'"', b'\\', &self.text.as_bytes()[self.at..])?;
        let value = &self.text[self.at..self.at + len];
        self.at += len;
        self.eat(b'"')?;
        Some(Spanned { value: Cow::Borrowed(value), span: start..self.at })
    }

    /// A string that is not empty.
    fn filled(&mut self) -> Option<Spanned<Cow<'t, str>>> {
        let text = self.string()?;
        // Most begin with something; blanks alone are for the general way.
        let first = text.value.as_bytes().first()?;
        (!first.is_ascii_whitespace() && (first.is_ascii() || !text.value.trim().is_empty())).then_some(text)
    }

    /// The place of a list of plain strings.
    fn list(&mut self) -> Option<Span> {
        let start = self.at;
        self.each(|_| {})?;
        Some(start..self.at)
    }

    /// A list of plain strings.
    fn strings(&mut self) -> Option<Vec<Spanned<Cow<'t, str>>>> {
        let mut strings = Vec::new();
        self.each(|string| strings.push(string))?;
        Some(strings)
    }

    fn each(&mut self, mut take: impl FnMut(Spanned<Cow<'t, str>>)) -> Option<()> {
        self.eat(b'[')?;
        loop {
            self.blank();
            if self.eat(b']').is_some() {
                return Some(());
            }
            take(self.string()?);
            self.separator(b']')?;
        }
    }

    /// One digit from 1 to 5.
    fn digit(&mut self) -> Option<Spanned<i64>> {
        let digit = self.peek().filter(|byte| (b'1'..=b'5').contains(byte))?;
        self.at += 1;
        Some(Spanned { value: i64::from(digit - b'0'), span: self.at - 1..self.at })
    }

    /// A list of structs, which the general way reads: it is plain where nothing was wrong with it.
    fn records<T>(
        &mut self,
        name: &str,
        kind: &'static Kind,
        read: impl Fn(&Record<'t>, &mut Problems) -> T,
    ) -> Option<Vec<T>> {
        let mut scanner = Scanner::new(self.text, self.at);
        let span = scanner.value().ok()?;
        if scanner.comments {
            return None;
        }
        self.at = scanner.at;
        let mut problems = Problems::default();
        let elements = literal::elements(self.text, &span, name, "a list", &mut problems);
        let mut records = Vec::with_capacity(elements.len());
        for element in &elements {
            let record = Record::read(self.text, element, kind, &mut problems)?;
            records.push(read(&record, &mut problems));
        }
        problems.is_empty().then_some(records)
    }
}

/// The strings of a list that was found plain.
pub(crate) fn strings<'t>(text: &'t str, span: &Span) -> Vec<Spanned<Cow<'t, str>>> {
    Plain { text, at: span.start }.strings().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads an event both ways; whether it was plain.
    fn check(text: &str) -> bool {
        let Some((mut plain, end)) = event(text, 0) else { return false };
        let mut scanner = Scanner::new(text, 0);
        assert_eq!(scanner.value(), Ok(0..end), "{text}");
        assert!(!scanner.comments);
        let mut problems = Problems::default();
        let general = EventFields::read(text, &(0..end), &mut problems).unwrap();
        assert!(problems.is_empty(), "{text}\n{:?}", problems.finish(text));
        for list in [&mut plain.people, &mut plain.tags] {
            if let Texts::Plain(span) = list {
                *list = Texts::Read(strings(text, span));
            }
        }
        assert_eq!(format!("{plain:?}"), format!("{general:?}"), "{text}");
        true
    }

    #[test]
    fn every_field_can_be_plain() {
        let value = |field: &str| match field {
            "date" => "\"2024-10-14\"".to_owned(),
            "importance" => "4".to_owned(),
            "involves" | "people" | "tags" | "sources" => "[\"IR\", \"AZ\" , ]".to_owned(),
            "accounts" => {
                "[Account(by: \"IR\", says: r\"x\", grade: \"B2\"), (by: \"AZ\", quote: \"y\")]".to_owned()
            }
            "links" => "[(to: \"other\", kind: \"after\")]".to_owned(),
            field => format!("\"some {field}\""),
        };
        for fields in [EVENT.fields.to_vec(), EVENT.fields.iter().rev().copied().collect()] {
            let fields: Vec<String> = fields.iter().map(|f| format!("\r\n\t{f} :{}", value(f))).collect();
            assert!(check(&format!("Event ({})", fields.join(" ,"))));
            assert!(check(&format!("({},\n)", fields.join(","))));
        }
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        let with = |field: &str| format!("(date: \"2024\", title: \"t\", country: \"IR\", {field})");
        assert!(check(&with("")));
        for field in [
            "place: \"a\\nb\"",
            "place: r\"a\"",
            "place: Some(\"a\")",
            "place: None",
            "place: 1",
            "date: \"2024\"",
            "plce: \"a\"",
            "/* c */ place: \"a\"",
            "place: \"a\" note: \"b\"",
            "place = \"a\"",
            "importance: 7",
            "importance: 03",
            "importance: -1",
            "tags: \"a\"",
            "tags: [1]",
            "tags: [\"a\" \"b\"]",
            "tags: [\"a\",,]",
            "\"place\": \"a\"",
            "accounts: [(by: \"a\")]",
            "accounts: [(by: \"a\", says: \"b\") // c\n]",
            "links: [(kind: \"after\")]",
            "links: [(\"a\")]",
            "place: \"a",
            ", ",
            "[",
        ] {
            assert!(!check(&with(field)), "{field}");
        }
        for text in [
            "",
            "(",
            "Event",
            "Evnt(date: \"2024\", title: \"t\", country: \"IR\")",
            "(date: \"2024\", title: \" \", country: \"IR\")",
        ] {
            assert!(!check(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_plain_reads_as_the_general_way_reads_it(
            pieces in proptest::collection::vec(
                prop_oneof![
                    Just("date: \"2024\""), Just("title: \"ت\u{2028}t\""), Just("country: \"IR\""), Just("place: \"\""),
                    Just("id: \" x\""), Just("id: \"\u{a0}\""), Just("people: []"), Just("tags: [ \"a\"]"), Just("importance: 2"),
                    Just("note: \"// )\""), Just("links: []"), Just("accounts: [(by: \"x\", says: \"\\\"\")]"), Just(","), Just(", "),
                    Just("\n"), Just(")"), Just("("), Just("// x\n"), Just("\u{b}"), Just("\u{85}"), Just("summary: \"a\nb\""),
                ],
                0..14,
            ),
        ) {
            check(&format!("({})", pieces.concat()));
            check(&format!("Event({})", pieces.join(", ")));
        }
    }
}
