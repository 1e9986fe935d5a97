//! A struct of the file, field by field: names that are unknown, given twice or misspelt are told, and one bad
//! field does not lose the others.

use std::borrow::Cow;

use super::literal::{self, Spanned, describe, flaw};
use super::problems::{Problems, near_miss, quoted};
use super::scan::{Item, Scanner, Span};

/// What a struct of the file is called and which fields it has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Its name in the file.
    pub(crate) name: &'static str,
    /// What messages call it, with its article.
    pub(crate) noun: &'static str,
    /// Its fields, in the order in which they are written; at most [`MAX_FIELDS`].
    pub(crate) fields: &'static [&'static str],
    /// Names that people write for a field, and the field.
    pub(crate) synonyms: &'static [(&'static str, &'static str)],
}

/// No struct has more fields.
pub(crate) const MAX_FIELDS: usize = 16;

/// A struct of the file with the places of its fields.
#[derive(Debug)]
pub(crate) struct Record<'t> {
    text: &'t str,
    kind: &'static Kind,
    /// The whole of it.
    pub(crate) span: Span,
    slots: [Option<Span>; MAX_FIELDS],
}

impl<'t> Record<'t> {
    /// Finds the fields; `None`, and a problem, for what is no struct.
    pub(crate) fn read(
        text: &'t str,
        span: &Span,
        kind: &'static Kind,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut record = Self::new(text, span.clone(), kind);
        let inside = open(text, span);
        let Some((name, inside)) = inside else {
            let found = describe(&text[span.clone()]);
            let hint = if text[span.clone()].starts_with('{') {
                "write ( and ) instead of { and }, and field names without quotes".to_owned()
            } else {
                format!("write {}({}: …, {}: …)", kind.name, kind.fields[0], kind.fields[1])
            };
            problems.error(
                span.clone(),
                format!("{} must be in parentheses, found {found}", kind.noun),
                Some(hint),
            );
            return None;
        };
        check_name(text, name, kind, problems);
        let mut scanner = Scanner::within(text, &(inside..span.end));
        loop {
            match scanner.item(b')') {
                Ok(Some(item)) => record.add(&item, problems),
                Ok(None) => return Some(record),
                Err(_) => {
                    let at = scanner.at;
                    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
                    problems.error(at..end, format!("this is not a field of {}", kind.noun), None);
                    if scanner.recover(b')').is_err() || scanner.at >= span.end {
                        return Some(record);
                    }
                }
            }
        }
    }

    /// Without any field yet.
    pub(crate) fn new(text: &'t str, span: Span, kind: &'static Kind) -> Self {
        Self { text, kind, span, slots: [const { None }; MAX_FIELDS] }
    }

    /// Takes in a field, with what is wrong with it.
    pub(crate) fn add(&mut self, item: &Item, problems: &mut Problems) {
        flaw(item, self.kind.noun, problems);
        let Some(name) = item.name.clone() else {
            let found = describe(&self.text[item.value.clone()]);
            let message = format!("{} consists of named fields, found {found}", self.kind.noun);
            problems.error(
                item.value.clone(),
                message,
                Some(format!("write its name before it, as in {}: …", self.kind.fields[1])),
            );
            return;
        };
        let written = &self.text[name.clone()];
        let Some(index) = self.kind.fields.iter().position(|field| *field == written) else {
            self.unknown(name, problems);
            return;
        };
        if self.slots[index].is_some() {
            let message = format!("{written} appears twice; only the first is used");
            problems.error(name, message, Some("remove one of them".to_owned()));
            return;
        }
        self.slots[index] = Some(item.value.clone());
    }

    fn unknown(&self, name: Span, problems: &mut Problems) {
        let written = &self.text[name.clone()];
        let lower = written.to_lowercase();
        let meant = near_miss(written, self.kind.fields.iter().copied()).or_else(|| {
            self.kind.synonyms.iter().find(|(other, _)| *other == lower).map(|(_, field)| *field)
        });
        let hint = match meant {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!("{} has: {}", self.kind.noun, self.kind.fields.join(", ")),
        };
        problems.more_in_text = true;
        let message = format!("unknown field {}; kept in the file, but ignored", quoted(written));
        problems.warning(name, message, Some(hint));
    }

    /// The text that it stands in.
    pub(crate) fn source(&self) -> &'t str {
        self.text
    }

    /// The place of a field's value.
    pub(crate) fn place(&self, name: &str) -> Option<Span> {
        let index = self.kind.fields.iter().position(|field| *field == name)?;
        self.slots[index].clone()
    }

    /// Whether the field is written at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// A text.
    pub(crate) fn text(&self, name: &str, problems: &mut Problems) -> Option<Spanned<String>> {
        self.cow(name, problems).map(Spanned::into_owned)
    }

    /// A text, which is the file's own where it has no escapes.
    pub(crate) fn cow(&self, name: &str, problems: &mut Problems) -> Option<Spanned<Cow<'t, str>>> {
        literal::text(self.text, &self.place(name)?, name, problems)
    }

    /// The same, empty where it is not written.
    pub(crate) fn cow_or_empty(&self, name: &str, problems: &mut Problems) -> Cow<'t, str> {
        self.cow(name, problems).map(|text| text.value).unwrap_or_default()
    }

    /// A text that is empty where it is not written.
    pub(crate) fn text_or_empty(&self, name: &str, problems: &mut Problems) -> String {
        self.text(name, problems).map(|text| text.value).unwrap_or_default()
    }

    /// A text that must be there, and must not be empty; `None`, and a problem, where it is not.
    pub(crate) fn required(
        &self,
        name: &str,
        example: &str,
        problems: &mut Problems,
    ) -> Option<Spanned<String>> {
        self.required_cow(name, example, problems).map(Spanned::into_owned)
    }

    /// The same, which is the file's own where it has no escapes.
    pub(crate) fn required_cow(
        &self,
        name: &str,
        example: &str,
        problems: &mut Problems,
    ) -> Option<Spanned<Cow<'t, str>>> {
        let Some(place) = self.place(name) else {
            let head = self.head();
            let hint = Some(format!("add {name}: {example}"));
            problems.error(head, format!("{} without {name}", self.kind.noun), hint);
            return None;
        };
        let before = problems.errors;
        let text = literal::text(self.text, &place, name, problems);
        match text {
            Some(text) if !text.value.trim().is_empty() => Some(text),
            _ => {
                if problems.errors == before {
                    let hint = Some(format!("for example {name}: {example}"));
                    problems.error(place, format!("{name} is empty"), hint);
                }
                None
            }
        }
    }

    /// A list of texts.
    pub(crate) fn texts(&self, name: &str, problems: &mut Problems) -> Vec<Spanned<Cow<'t, str>>> {
        self.place(name).map(|place| literal::texts(self.text, &place, name, problems)).unwrap_or_default()
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &str, problems: &mut Problems) -> Option<Spanned<i64>> {
        literal::number(self.text, &self.place(name)?, name, problems)
    }

    /// Whether something is so; not where it is not written.
    pub(crate) fn flag(&self, name: &str, problems: &mut Problems) -> bool {
        self.place(name).is_some_and(|place| literal::flag(self.text, &place, name, problems))
    }

    /// The structs of a list.
    pub(crate) fn records(
        &self,
        name: &str,
        kind: &'static Kind,
        problems: &mut Problems,
    ) -> Vec<Record<'t>> {
        let Some(place) = self.place(name) else { return Vec::new() };
        literal::elements(self.text, &place, name, "a list", problems)
            .iter()
            .filter_map(|element| Record::read(self.text, element, kind, problems))
            .collect()
    }

    /// The first line of it, for a problem with the whole.
    pub(crate) fn head(&self) -> Span {
        let whole = &self.text[self.span.clone()];
        let end = whole.find(['\n', '\r']).unwrap_or(whole.len());
        self.span.start..self.span.start + end
    }
}

/// The name of a struct, if it has one, and the place after its opening parenthesis.
pub(crate) fn open(text: &str, span: &Span) -> Option<(Option<Span>, usize)> {
    let mut scanner = Scanner::within(text, span);
    let word = scanner.word();
    scanner.blank().ok()?;
    (scanner.peek() == Some(b'(')).then(|| ((!word.is_empty()).then_some(word), scanner.at + 1))
}

/// Tells a struct's name that is not the one expected.
pub(crate) fn check_name(text: &str, name: Option<Span>, kind: &Kind, problems: &mut Problems) {
    if let Some(name) = name
        && text[name.clone()] != *kind.name
    {
        let message = format!("{} is called {}, not {}", kind.noun, kind.name, quoted(&text[name.clone()]));
        problems.more_in_text = true;
        problems.warning(name, message, Some("you can also leave the name out".to_owned()));
    }
}
