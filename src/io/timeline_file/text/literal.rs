//! The values of fields: ron reads each by itself, so that what is wrong is known to the field, and a text's
//! literal is taken apart, so that it can be written back the way it was.

use std::borrow::Cow;

use ron::extensions::Extensions;

use super::problems::{Problems, quoted, shown};
use super::scan::{Scanner, Span};

/// ron as this format wants it: `Some("x")` and `"x"` mean the same.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// The place of its literal.
    pub(crate) span: Span,
}

impl Spanned<Cow<'_, str>> {
    /// With a text of its own.
    pub(crate) fn into_owned(self) -> Spanned<String> {
        Spanned { value: self.value.into_owned(), span: self.span }
    }
}

/// Reads a text; `None` for `None` and for what is no text, which is then a problem called `name`.
pub(crate) fn text<'t>(
    text: &'t str,
    span: &Span,
    name: &str,
    problems: &mut Problems,
) -> Option<Spanned<Cow<'t, str>>> {
    let literal = &text[span.clone()];
    if let Some(plain) = plain_inner(literal) {
        return Some(Spanned { value: Cow::Borrowed(plain), span: span.clone() });
    }
    match options().from_str::<Option<String>>(literal) {
        Ok(value) => value.map(|value| Spanned { value: Cow::Owned(value), span: span.clone() }),
        Err(error) => {
            let inner = self::literal(text, span);
            if inner.is_some_and(|inner| inner.is_text) {
                let end = offset(literal, &error.span.end);
                let at = span.start + literal[..end].rfind('\\').unwrap_or_default();
                let message = format!("{name} contains something that cannot be read: {}", error.code);
                let hint = "a backslash is written \\\\, a quotation mark \\\", a line break \\n";
                problems.error(at..(span.start + end).max(at), message, Some(hint.to_owned()));
            } else {
                wrong_kind(text, span, name, "a quoted text", problems);
            }
            None
        }
    }
}

/// The inside of a plain string without escapes, by far the most common value.
fn plain_inner(literal: &str) -> Option<&str> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('\\') && !inner.contains('"')).then_some(inner)
}

/// The text that stands between quotes with the escapes of one letter, as most are; `None` where there are others.
pub(crate) fn unescaped(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        text.push(match rest.as_bytes().get(at + 1)? {
            b'"' => '"',
            b'\\' => '\\',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'\'' => '\'',
            _ => return None,
        });
        rest = &rest[at + 2..];
    }
    text.push_str(rest);
    Some(text)
}

/// Says that a value is of the wrong kind.
pub(crate) fn wrong_kind(text: &str, span: &Span, name: &str, expected: &str, problems: &mut Problems) {
    let found = describe(&text[span.clone()]);
    let hint = match (expected, found.starts_with("the number") || found.starts_with("the word")) {
        ("a quoted text", true) => Some(format!("write \"{}\"", shown(&text[span.clone()], 40))),
        ("a list of texts", _) if found.starts_with("the text") => {
            Some(format!("write [{}]", shown(&text[span.clone()], 40)))
        }
        _ => None,
    };
    problems.error(span.clone(), format!("{name} must be {expected}, found {found}"), hint);
}

/// Reads a whole number.
pub(crate) fn number(text: &str, span: &Span, name: &str, problems: &mut Problems) -> Option<Spanned<i64>> {
    match options().from_str::<Option<i64>>(&text[span.clone()]) {
        Ok(value) => value.map(|value| Spanned { value, span: span.clone() }),
        Err(_) => {
            let found = describe(&text[span.clone()]);
            let message = format!("{name} must be a whole number, found {found}");
            problems.error(span.clone(), message, Some("write it without quotes, like 3".to_owned()));
            None
        }
    }
}

/// Reads `true` or `false`.
pub(crate) fn flag(text: &str, span: &Span, name: &str, problems: &mut Problems) -> bool {
    if let Ok(value) = options().from_str::<Option<bool>>(&text[span.clone()]) {
        return value.unwrap_or_default();
    }
    let found = describe(&text[span.clone()]);
    let hint = Some(format!("write {name}: true, or leave it out"));
    problems.error(span.clone(), format!("{name} must be true or false, found {found}"), hint);
    false
}

/// Reads a list of texts; what is no text in it is a problem and left out.
pub(crate) fn texts<'t>(
    text: &'t str,
    span: &Span,
    name: &str,
    problems: &mut Problems,
) -> Vec<Spanned<Cow<'t, str>>> {
    let one = format!("each of {name}");
    elements(text, span, name, "a list of texts", problems)
        .iter()
        .filter_map(|element| match &text[element.clone()] {
            "None" => {
                wrong_kind(text, element, &one, "a quoted text", problems);
                None
            }
            _ => self::text(text, element, &one, problems),
        })
        .collect()
}

/// The spans of a list's elements.
pub(crate) fn elements(
    text: &str,
    span: &Span,
    name: &str,
    expected: &str,
    problems: &mut Problems,
) -> Vec<Span> {
    let span = &unwrap_some(text, span);
    let mut found = Vec::new();
    if &text[span.clone()] == "None" {
        return found;
    }
    if !text[span.clone()].starts_with('[') {
        wrong_kind(text, span, name, expected, problems);
        return found;
    }
    let mut scanner = Scanner::within(text, &(span.start + 1..span.end));
    loop {
        match scanner.item(b']') {
            Ok(Some(item)) => {
                flaw(&item, name, problems);
                match item.name {
                    None => found.push(item.value),
                    Some(label) => {
                        problems.error(
                            label,
                            format!("{name} is a list, so its entries have no names"),
                            None,
                        );
                    }
                }
            }
            Ok(None) => return found,
            Err(_) => {
                let at = scanner.at;
                let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
                problems.error(at..end, format!("this is not an entry of a list ({name})"), None);
                if scanner.recover(b']').is_err() || scanner.at >= span.end {
                    return found;
                }
            }
        }
    }
}

/// Reports what is wrong with an item's punctuation.
pub(crate) fn flaw(item: &super::scan::Item, noun: &str, problems: &mut Problems) {
    use super::scan::Flaw;
    match item.flaw {
        Some(Flaw::MissingComma(at)) => {
            let hint = Some("separate them with a comma".to_owned());
            problems.error(at..at, format!("a comma is missing here ({noun})"), hint);
        }
        Some(Flaw::Equals(at)) => {
            problems.error(at..at + 1, "write a colon after the name of a field, not =", None);
        }
        None => {}
    }
}

/// The span inside `Some(…)`, or the span itself.
pub(crate) fn unwrap_some(text: &str, span: &Span) -> Span {
    let mut span = span.clone();
    loop {
        let Some(rest) = text[span.clone()].strip_prefix("Some") else { return span };
        let mut scanner = Scanner::within(text, &(span.end - rest.len()..span.end));
        if scanner.blank().is_err() || scanner.peek() != Some(b'(') {
            return span;
        }
        scanner.at += 1;
        match scanner.item(b')') {
            Ok(Some(item)) if item.name.is_none() => span = item.value,
            _ => return span,
        }
    }
}

/// A text's literal taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    /// The literal itself, without `Some(…)`.
    pub(crate) span: Span,
    /// What is between its quotes.
    pub(crate) inner: Span,
    /// The number of `#`, of a raw string.
    pub(crate) raw: Option<usize>,
    /// Whether it is a text at all, and no byte string.
    pub(crate) is_text: bool,
}

/// Takes a text's literal apart; `None` for what has no quotes.
pub(crate) fn literal(text: &str, span: &Span) -> Option<Literal> {
    let span = unwrap_some(text, span);
    let written = &text[span.clone()];
    let quote = written.find('"')?;
    let (prefix, is_raw) = (&written[..quote], written.starts_with(['r', 'b']) && written.contains("r"));
    let hashes = prefix.bytes().filter(|b| *b == b'#').count();
    let raw = (is_raw && prefix.trim_end_matches('#').ends_with('r')).then_some(hashes);
    let tail = if raw.is_some() { hashes + 1 } else { 1 };
    if !matches!(prefix.trim_end_matches('#'), "" | "r" | "b" | "br") || span.len() < quote + 1 + tail {
        return None;
    }
    let inner = span.start + quote + 1..span.end - tail;
    Some(Literal { inner, raw, is_text: !prefix.starts_with('b'), span })
}

/// The place of a part of a text's value in the file; the whole value where escapes stand in between.
pub(crate) fn part(text: &str, span: &Span, part: &std::ops::Range<usize>) -> Span {
    match literal(text, span) {
        Some(literal) if literal.raw.is_some() || !text[literal.inner.clone()].contains('\\') => {
            let within = |at: usize| (literal.inner.start + at).min(literal.inner.end);
            let (start, end) = (within(part.start), within(part.end));
            if start < end || part.start > 0 { start..end.max(start) } else { literal.inner }
        }
        _ => span.clone(),
    }
}

/// What a value is, for people: "the number 42", "a list".
pub(crate) fn describe(written: &str) -> String {
    let written = written.trim();
    let cut = |text: &str| shown(text, 30);
    match written.as_bytes().first() {
        None => "nothing".to_owned(),
        Some(b'[') => "a list".to_owned(),
        Some(b'(') => "something in parentheses".to_owned(),
        Some(b'{') => "something in braces".to_owned(),
        Some(b'\'') => format!("the character {}", cut(written)),
        Some(b'"') => format!("the text {}", quoted(written.trim_matches('"'))),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => format!("the number {}", cut(written)),
        Some(_) if written.contains('"') && !written.contains('(') => "a text".to_owned(),
        Some(_) if written.contains('(') => {
            format!("{}(…)", cut(written.split('(').next().unwrap_or_default().trim()))
        }
        Some(_) => format!("the word {}", cut(written)),
    }
}

/// The byte that ron's line and column mean.
fn offset(text: &str, position: &ron::error::Position) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(position.line.saturating_sub(1)).map(str::len).sum();
    let line = lines.next().unwrap_or_default();
    before + line.chars().take(position.col.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> (Option<String>, Vec<String>) {
        let mut problems = Problems::default();
        let value =
            text(written, &(0..written.len()), "title", &mut problems).map(|text| text.value.into_owned());
        (value, problems.finish(written).into_iter().map(|p| p.message).collect())
    }

    #[test]
    fn texts_however_written() {
        for written in
            ["\"a\"", "Some(\"a\")", "Some ( /* ( */ \"a\", )", "r\"a\"", "r##\"a\"##", "\"\\u{61}\""]
        {
            let (value, problems) = read(written);
            assert_eq!((value.as_deref(), problems.len()), (Some("a"), 0), "{written}: {problems:?}");
            let literal = literal(written, &(0..written.len())).unwrap();
            assert!(literal.is_text && written[literal.inner].ends_with(['a', '}']));
        }
        assert_eq!(read("None"), (None, vec![]));
    }

    #[test]
    fn other_values_are_named() {
        for (written, found) in [
            ("42", "the number 42"),
            ("['x']", "a list"),
            ("", "nothing"),
            ("true", "the word true"),
            ("'x'", "the character 'x'"),
            ("Foo(1)", "Foo(…)"),
        ] {
            assert_eq!(read(written).1, [format!("title must be a quoted text, found {found}")]);
        }
        assert!(read("\"a\\qb\"").1[0].starts_with("title contains something that cannot be read"));
    }

    #[test]
    fn parts_are_found_inside() {
        let text = "Some(r#\"2024-13\"#)";
        assert_eq!(&text[part(text, &(0..text.len()), &(5..7))], "13");
        let text = "\"20\\u{32}4-13\"";
        assert_eq!(part(text, &(0..text.len()), &(5..7)), 0..text.len());
    }
}
