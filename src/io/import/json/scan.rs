//! Finds the members of a JSON text and the elements of its lists without reading them, so that every event has its
//! place. Linear in time and without recursion. `serde_json`'s `RawValue` would know the places too, but ends at the first
//! mistake: of a file that was cut off nothing would be left.

use std::ops::Range;

/// What a JSON text is made of at its top.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    /// Names and the places of their values.
    members: Vec<(String, Range<usize>)>,
    /// The list, where the text is one.
    pub(super) list: Option<Range<usize>>,
    /// Where it breaks off, and why.
    pub(super) broken: Option<(usize, &'static str)>,
}

impl Members {
    /// Of the object or list that a text is.
    ///
    /// # Errors
    /// Where it is neither, with the place.
    pub(super) fn of(text: &str) -> Result<Self, (usize, &'static str)> {
        let start = blank(text, 0);
        match text.as_bytes().get(start) {
            Some(b'{') => Ok(Self::within(text, start)),
            Some(b'[') => Ok(Self { list: Some(start..text.len()), ..Self::default() }),
            Some(_) => Err((start, "neither an object nor a list")),
            None => Err((start, "the file is empty")),
        }
    }

    /// Of the object that opens at a place.
    pub(super) fn within(text: &str, open: usize) -> Self {
        let mut found = Self::default();
        let bytes = text.as_bytes();
        let mut at = blank(text, open + 1);
        loop {
            match bytes.get(at) {
                Some(b'}') => return found,
                Some(b',') => at = blank(text, at + 1),
                Some(b'"') => {
                    let Some(end) = value_end(text, at) else {
                        found.broken = Some((at, "a quoted text is never closed"));
                        return found;
                    };
                    let name = serde_json::from_str(&text[at..end]).unwrap_or_default();
                    at = blank(text, end);
                    if bytes.get(at) != Some(&b':') {
                        found.broken = Some((at, "a colon is missing"));
                        return found;
                    }
                    at = blank(text, at + 1);
                    match value_end(text, at) {
                        Some(end) => {
                            found.members.push((name, at..end));
                            at = blank(text, end);
                        }
                        None => {
                            // What was begun may still hold whole elements.
                            found.members.push((name, at..text.len()));
                            found.broken = Some((at, "this bracket is never closed"));
                            return found;
                        }
                    }
                }
                Some(_) => {
                    found.broken = Some((at, "expected a quoted name here"));
                    return found;
                }
                None => {
                    found.broken = Some((open, "this bracket is never closed"));
                    return found;
                }
            }
        }
    }

    /// The places of all values.
    pub(super) fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        self.members.iter().map(|(_, span)| span.clone())
    }

    /// The place of a member's value.
    pub(super) fn get(&self, name: &str) -> Option<Range<usize>> {
        self.members.iter().find(|(own, _)| own == name).map(|(_, span)| span.clone())
    }
}

/// The elements of the list in a span, and where it breaks off.
pub(super) fn elements(text: &str, span: Range<usize>) -> (Vec<Range<usize>>, Option<(usize, &'static str)>) {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    if bytes.get(span.start) != Some(&b'[') {
        return (found, Some((span.start, "must be a list")));
    }
    let mut at = blank(text, span.start + 1);
    while at < span.end {
        match bytes[at] {
            b']' => return (found, None),
            b',' => at = blank(text, at + 1),
            _ => match value_end(text, at).filter(|end| *end > at) {
                Some(end) => {
                    found.push(at..at + text[at..end].trim_end().len());
                    at = blank(text, end);
                }
                None => return (found, Some((at, "this bracket is never closed"))),
            },
        }
    }
    (found, Some((span.start, "the list that starts here is never closed")))
}

/// The second element of the list in a span, where it has one.
pub(super) fn second(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let first = blank(text, span.start + 1);
    let comma = blank(text, value_end(text, first)?);
    let start = blank(text, comma + 1);
    let is_list = text.as_bytes().get(comma) == Some(&b',') && text.as_bytes().get(start) == Some(&b'[');
    let end = value_end(text, start).filter(|_| is_list)?;
    Some(start..end)
}

/// The place after white space.
fn blank(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count()
}

/// The end of the value that begins at a place; `None` where it never ends. A bracket that closes what was opened
/// before the value ends it too: what stands around it may still be whole.
fn value_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at)?,
            b'{' | b'[' => {
                open.push(*byte);
                at += 1;
            }
            b'}' | b']' => {
                let opening = if *byte == b'}' { b'{' } else { b'[' };
                // What was opened in between and never closed ends with what stands around it.
                match open.iter().rposition(|byte| *byte == opening) {
                    Some(opener) => open.truncate(opener),
                    None => return Some(at),
                }
                at += 1;
            }
            b',' | b' ' | b'\t' | b'\r' | b'\n' if open.is_empty() => return Some(at),
            _ => at += 1,
        }
        if open.is_empty() && matches!(bytes[at - 1], b'"' | b'}' | b']') {
            return Some(at);
        }
    }
    (open.is_empty() && at > start).then_some(at)
}

/// The place after the quote that closes a string.
fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The line of a place, from 1.
pub(in crate::io::import) fn line_of(text: &str, at: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count() + 1
}

/// Lines of places that only grow, without counting from the beginning each time.
pub(in crate::io::import) struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    pub(in crate::io::import) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    pub(in crate::io::import) fn line_of(&mut self, at: usize) -> usize {
        let at = at.clamp(self.at, self.text.len());
        self.line += memchr::memchr_iter(b'\n', &self.text[self.at..at]).count();
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_elements() {
        let text = r#" { "a": 1, "b\"": [ {"x":"]"} , 2,"s" ], "c": null } "#;
        let members = Members::of(text).unwrap();
        assert_eq!(&text[members.get("a").unwrap()], "1");
        assert_eq!(&text[members.get("c").unwrap()], "null");
        let (list, broken) = elements(text, members.get("b\"").unwrap());
        let list: Vec<&str> = list.into_iter().map(|span| &text[span]).collect();
        assert_eq!((list, broken), (vec![r#"{"x":"]"}"#, "2", "\"s\""], None));
    }

    #[test]
    fn what_breaks_off_keeps_what_came_before() {
        let text = "{\"events\": [\n{\"a\":1},\n{\"b\":";
        let members = Members::of(text).unwrap();
        let (list, broken) = elements(text, members.get("events").unwrap());
        assert_eq!(list.len(), 1);
        assert_eq!(line_of(text, broken.unwrap().0), 3);
        for text in ["", "x", "\"", "{", "[", "{\"a\"", "{\"a\":", "[\"\\", "]", "{]", "[}", "[,,,]", "[ : ]"]
        {
            if let Ok(members) = Members::of(text) {
                members.list.map(|span| elements(text, span));
            }
        }
    }
}
