//! The text between two brackets as items with all that stands around them, so that a merge can take each item with its
//! comments, its spaces and its comma from either side.

use crate::io::timeline_file::text::literal;
use crate::io::timeline_file::text::problems::Problems;
use crate::io::timeline_file::text::scan::{Scanner, closing};
use crate::io::timeline_file::write::patch::end_of_line;

/// A bracket with what is in it; put together again, its pieces are the text.
#[derive(Debug)]
pub(crate) struct Group<'t> {
    /// Up to its opening bracket, with the name of a struct.
    pub(crate) open: &'t str,
    /// Its items.
    pub(crate) parts: Vec<Part<'t>>,
    /// What stands behind the last item, with the closing bracket.
    pub(crate) close: &'t str,
}

/// An item of a bracket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'t> {
    /// Blanks and comments before it.
    pub(crate) lead: &'t str,
    /// Its name.
    pub(crate) name: Option<&'t str>,
    /// Its name as it is written, with the colon.
    pub(crate) head: &'t str,
    /// Its value.
    pub(crate) value: &'t str,
    /// Its comma, and the comment behind it on its line.
    pub(crate) tail: &'t str,
}

impl Group<'_> {
    /// Whether its items have names.
    pub(crate) fn is_record(&self) -> bool {
        !self.open.ends_with('[')
    }
}

impl Part<'_> {
    /// The item itself, without what stands around it.
    pub(crate) fn item(&self) -> String {
        format!("{}{}", self.head, self.value)
    }

    /// The comments in and around it.
    pub(crate) fn comments(&self) -> Vec<&'_ str> {
        [self.lead, self.head, self.value, self.tail].into_iter().flat_map(comments).collect()
    }
}

/// Takes a value apart; `None` for what has no brackets, and for what is damaged.
pub(crate) fn parse(value: &str) -> Option<Group<'_>> {
    let mut scanner = Scanner::new(value, 0);
    let word = scanner.word();
    scanner.blank().ok()?;
    let bracket = scanner.peek().filter(|byte| matches!(byte, b'(' | b'[' | b'{'))?;
    if &value[word] == "Some" {
        return None;
    }
    scanner.at += 1;
    let open = &value[..scanner.at];
    let (mut parts, mut from) = (Vec::new(), scanner.at);
    while let Some(item) = scanner.item(closing(bracket)).ok()? {
        if item.flaw.is_some() || item.value.is_empty() {
            return None;
        }
        let end = end_of_line(value, item.end()).unwrap_or(item.end());
        parts.push(Part {
            lead: &value[from..item.start()],
            name: item.name.clone().map(|name| &value[name]),
            head: &value[item.start()..item.value.start],
            value: &value[item.value.clone()],
            tail: &value[item.value.end..end],
        });
        from = end;
    }
    Some(Group { open, parts, close: &value[from..scanner.at] })
}

/// What a value says, however it is laid out and written; with its comments or without.
pub(crate) fn said(value: &str, with_comments: bool) -> String {
    let Some(group) = parse(value) else { return literal_said(value) };
    let aside = |text: &str| if with_comments { comments(text).concat() } else { String::new() };
    let mut out = String::from(if group.is_record() { "(" } else { "[" });
    out.push_str(&aside(group.open));
    for part in &group.parts {
        out.push_str(&aside(part.lead));
        out.push_str(part.name.unwrap_or_default());
        out.push(':');
        out.push_str(&aside(part.head));
        out.push_str(&said(part.value, with_comments));
        out.push(',');
        out.push_str(&aside(part.tail));
    }
    out.push_str(&aside(group.close));
    out
}

fn literal_said(value: &str) -> String {
    let value = value.trim();
    let inner = &value[literal::unwrap_some(value, &(0..value.len()))];
    if inner != value {
        return said(inner, false);
    }
    match literal::text(value, &(0..value.len()), "", &mut Problems::default()) {
        Some(text) => format!("\"{}\"", text.value.escape_default()),
        None => value.to_owned(),
    }
}

/// The comments of a text.
pub(crate) fn comments(text: &str) -> Vec<&str> {
    if !text.contains('/') {
        return Vec::new();
    }
    Scanner::new(text, 0).comment_spans().into_iter().map(|span| &text[span]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_are_the_text() {
        for text in [
            "(a: 1, /* x */ b: \"c\" // d\n)",
            "Event(\n  // above\n  a: 1, // behind\n  b: [1, 2],\n  // last\n)",
            "[]",
            "[ (a: 1), (b: 2), ]",
            "{\"x y\": \"z\"}",
        ] {
            let group = parse(text).unwrap();
            let parts = |part: &Part<'_>| [part.lead, part.head, part.value, part.tail].concat();
            let inside: String = group.parts.iter().map(parts).collect();
            assert_eq!(format!("{}{inside}{}", group.open, group.close), text);
        }
        for text in ["\"a (b)\"", "r#\"[x]\"#", "12", "Some([1])", "(a: 1 b: 2)", "(a: )"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_said_is_the_same_however_it_is_written() {
        for (a, b) in [
            ("[\"a\", \"b\"]", "[\n  \"a\", // x\n  r\"b\",\n]"),
            ("Link(to: \"a\")", "( to:\"a\", )"),
            ("\"a\\tb\"", "Some(\"a\tb\")"),
        ] {
            assert_eq!(said(a, false), said(b, false), "{a}");
        }
        assert_ne!(said("[1]", true), said("[1 /* why */]", true));
        assert_ne!(said("[\"a, b\"]", false), said("[\"a\", \"b\"]", false));
    }
}
