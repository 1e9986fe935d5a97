//! Collects the problems of a file while it is read, bounded in number, and gives them line and column in one
//! pass over the text at the end.

use super::scan::Span;
use crate::io::{Diagnostic, Fix, Severity};

/// So many problems of a file are kept; of the rest only the number.
pub(crate) const LIMIT: usize = 10_000;

/// The longest excerpt, in characters.
const EXCERPT_CHARS: usize = 60;

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Diagnostic>,
    /// How many errors there were, kept or not.
    pub(crate) errors: usize,
    /// How many warnings there were, kept or not.
    pub(crate) warnings: usize,
    /// Whether the text says something that the document in memory does not hold.
    pub(crate) more_in_text: bool,
    /// The first source that was not compared with those that are declared, because too many were.
    not_compared: Option<Span>,
}

impl Problems {
    /// A source as written is not compared with those that are declared, of which it may be one misspelt: too many were.
    /// This is told once, at the first.
    pub(crate) fn not_compared(&mut self, span: Span) {
        if self.not_compared.is_none() {
            self.not_compared = Some(span);
            self.warnings += 1;
        }
    }

    /// Something could not be read.
    pub(crate) fn error(&mut self, span: Span, message: impl Into<String>, hint: Option<String>) {
        self.more_in_text = true;
        self.push(Severity::Error, span, message.into(), (hint, None));
    }

    /// Something may not be what was meant.
    pub(crate) fn warning(&mut self, span: Span, message: impl Into<String>, hint: Option<String>) {
        self.push(Severity::Warning, span, message.into(), (hint, None));
    }

    /// The same where the program can do what the hint says.
    pub(crate) fn fixable(&mut self, span: Span, message: String, hint: String, fix: Fix) {
        self.push(Severity::Warning, span, message, (Some(hint), Some(fix)));
    }

    /// `advice` is what to do about it, in words and as a change.
    fn push(
        &mut self,
        severity: Severity,
        span: Span,
        message: String,
        advice: (Option<String>, Option<Fix>),
    ) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.list.len() < LIMIT {
            let (excerpt, (hint, fix)) = (String::new(), advice);
            self.list.push(Diagnostic { severity, message, span, line: 0, column: 0, excerpt, hint, fix });
        }
    }

    /// Whether nothing was noticed at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.errors == 0 && self.warnings == 0 && !self.more_in_text
    }

    /// Takes over the problems of another part of the text.
    pub(crate) fn absorb(&mut self, other: Self) {
        let room = LIMIT.saturating_sub(self.list.len());
        self.list.extend(other.list.into_iter().take(room));
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.more_in_text |= other.more_in_text;
        self.not_compared = match (self.not_compared.take(), other.not_compared) {
            (Some(own), Some(others)) => {
                self.warnings -= 1;
                Some(if own.start <= others.start { own } else { others })
            }
            (own, others) => own.or(others),
        };
    }

    /// The problems in the order of the text, with line, column and excerpt.
    pub(crate) fn finish(mut self, text: &str) -> Vec<Diagnostic> {
        if let Some(span) = self.not_compared.take() {
            self.warnings -= 1;
            self.list.truncate(LIMIT - 1);
            let message = "from here on, misspelled source IDs are not pointed out: \
                           too many sources match no declared ID";
            let hint =
                "declare the sources that are meant to be IDs; anything else is kept as text".to_owned();
            self.warning(span, message, Some(hint));
        }
        self.list.sort_by_key(|problem| problem.span.start);
        let more = (self.errors + self.warnings).saturating_sub(self.list.len());
        if self.list.len() == LIMIT && more > 0 {
            let end = text.len();
            let severity = if self.errors > 0 { Severity::Error } else { Severity::Warning };
            let message = format!("{more} more problems are not listed");
            let hint = Some("fix these first".to_owned());
            let (line, column, excerpt) = (0, 0, String::new());
            let (span, fix) = (end..end, None);
            self.list.push(Diagnostic { severity, message, span, line, column, excerpt, hint, fix });
        }
        let mut place = Place { at: 0, line: 1, column: 1 };
        for problem in &mut self.list {
            place.advance(text, problem.span.start);
            (problem.line, problem.column) = (place.line, place.column);
            problem.excerpt = excerpt(text, &problem.span);
        }
        self.list
    }
}

/// A place in a text by line and column, both from 1.
struct Place {
    at: usize,
    line: usize,
    column: usize,
}

impl Place {
    fn advance(&mut self, text: &str, to: usize) {
        let to = to.min(text.len());
        for byte in &text.as_bytes()[self.at.min(to)..to] {
            if *byte == b'\n' {
                (self.line, self.column) = (self.line + 1, 1);
            } else if byte & 0xC0 != 0x80 {
                self.column += 1;
            }
        }
        self.at = self.at.max(to);
    }
}

/// The line and column, in characters, of a place in a text, both from 1.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let mut place = Place { at: 0, line: 1, column: 1 };
    place.advance(text, at);
    (place.line, place.column)
}

fn excerpt(text: &str, span: &Span) -> String {
    text.get(span.clone()).map(|text| shown(text, EXCERPT_CHARS)).unwrap_or_default()
}

/// A text of the file as it may stand in a message: cut, and without control characters.
pub(crate) fn shown(text: &str, limit_chars: usize) -> String {
    let mut chars = text.chars();
    let mut out: String =
        chars.by_ref().take(limit_chars).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// The same in quotes.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", shown(text, 40))
}

/// The one of `known` that was probably meant by `written`.
pub(crate) fn near_miss<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    let chars = written.chars().count();
    if chars > 64 {
        return None;
    }
    let written = plain(written);
    known
        .into_iter()
        .filter(|known| known.len().abs_diff(chars) <= 4)
        .map(|known| (strsim::osa_distance(&written, &plain(known)), known))
        .filter(|(distance, known)| *distance <= (known.chars().count().min(chars) / 3).min(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        assert_eq!(line_and_column("a\r\néx", 5), (2, 2));
        let mut problems = Problems::default();
        problems.warning(6..7, "second", None);
        problems.error(0..1, "first", None);
        let list = problems.finish("دe\nxy");
        assert_eq!((list[0].line, list[0].column, list[0].excerpt.as_str()), (1, 1, ""));
        assert_eq!((list[1].line, list[1].column), (2, 3));
    }

    #[test]
    fn is_bounded() {
        let mut problems = Problems::default();
        for i in 0..LIMIT + 5 {
            problems.warning(i..i, "x", None);
        }
        let list = problems.finish("");
        assert_eq!(list.len(), LIMIT + 1);
        assert_eq!(list[LIMIT].message, "5 more problems are not listed");
    }

    #[test]
    fn what_is_not_compared_is_told_once_at_the_first() {
        let mut problems = Problems::default();
        problems.warning(0..1, "x", None);
        problems.not_compared(5..6);
        problems.not_compared(7..8);
        let mut other = Problems::default();
        other.not_compared(3..4);
        problems.absorb(other);
        assert_eq!((problems.errors, problems.warnings), (0, 2));
        let list = problems.finish("0123456789");
        assert_eq!(list.len(), 2);
        assert!(list[1].span == (3..4) && list[1].message.contains("not pointed out"), "{list:?}");
    }

    #[test]
    fn finds_what_was_meant() {
        let known = ["title", "title_native", "date", "country", "by"];
        assert_eq!(near_miss("tittle", known), Some("title"));
        assert_eq!(near_miss("Title", known), Some("title"));
        assert_eq!(near_miss("titleNative", known), Some("title_native"));
        assert_eq!(near_miss("xy", known), None);
        assert_eq!(near_miss("contry", known), Some("country"));
    }
}
