//! Goes through a text as somebody types it, whole or not, and says of each text in quotes in which field of what it
//! stands. Everything else of the server that asks "what is this?" asks here.

use crate::io::timeline_file::text::record::Kind;
use crate::io::timeline_file::text::scan::Span;
use crate::io::timeline_file::text::schema::{self, EVENT, TIMELINE};

/// A bracket that is open.
#[derive(Clone, Debug)]
pub(super) struct Frame<'t> {
    /// Where it stands.
    pub(super) open: usize,
    /// `(`, `[` or `{`.
    pub(super) bracket: u8,
    /// What the struct is whose fields stand here, or whose field the list is.
    pub(super) kind: Option<&'static Kind>,
    /// The field whose value stands here; of a list the field that it is.
    pub(super) field: Option<&'t str>,
    /// Whether a value has been given to it.
    pub(super) has_value: bool,
    /// The fields of a struct so far.
    pub(super) seen: Vec<&'t str>,
}

/// What is met on the way.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// A text in quotes, with them.
    Text(Span),
    /// The name of a field.
    Field(Span),
    /// The name of a struct.
    Struct(Span),
    /// A number or a word.
    Word(Span),
    /// A comment.
    Comment(Span),
    /// A bracket with all that is in it.
    Group(Span),
}

/// Where a place of a text is.
#[derive(Debug)]
pub(super) struct Context<'t> {
    /// The brackets that are open there, outermost first.
    pub(super) frames: Vec<Frame<'t>>,
    /// Where the text in quotes begins that the place is in.
    pub(super) in_text: Option<usize>,
    /// Where the word begins that the place is in or behind.
    pub(super) word: usize,
    /// Whether it is in a comment.
    pub(super) in_comment: bool,
}

/// The kind of the structs in a list.
fn kind_in(list: &str) -> Option<&'static Kind> {
    if list == "events" { Some(&EVENT) } else { schema::kind_in(list) }
}

/// Goes through a text up to a place. `visit` gets what is met with the brackets that are open around it.
pub(super) fn walk<'t>(text: &'t str, end: usize, mut visit: impl FnMut(&[Frame<'t>], Token)) -> Context<'t> {
    let mut walker =
        Walker { text, bytes: text.as_bytes(), end: end.min(text.len()), at: 0, frames: Vec::new() };
    let mut context = Context { frames: Vec::new(), in_text: None, word: end, in_comment: false };
    while walker.at < walker.end {
        let start = walker.at;
        let token = walker.step();
        let is_cut = walker.at > walker.end;
        match &token {
            Some(Token::Text(span)) if is_cut || walker.at == walker.end && !is_closed(text, span) => {
                context.in_text = Some(start);
            }
            Some(Token::Comment(span))
                if is_cut || walker.at == walker.end && text[span.clone()].starts_with("//") =>
            {
                context.in_comment = true;
            }
            Some(Token::Word(_) | Token::Field(_) | Token::Struct(_)) if walker.at >= walker.end => {
                context.word = start;
            }
            _ => {}
        }
        if is_cut {
            break;
        }
        if let Some(token) = token {
            visit(&walker.frames, token.clone());
            walker.after(&token);
        }
    }
    context.frames = walker.frames;
    context
}

/// The whole of what a place is in, as [`walk`] gives it.
pub(super) fn token_at<'t>(text: &'t str, place: usize) -> Option<(Vec<Frame<'t>>, Token)> {
    let mut found = None;
    let mut last: Option<(Vec<Frame<'t>>, Token)> = None;
    // Up to the end of what the place is in: a text may go over lines, nothing else does.
    let stop = text[place.min(text.len())..].find(['\n', '"']).map_or(text.len(), |end| place + end + 1);
    let context = walk(text, stop, |frames, token| {
        if found.is_some() {
            return;
        }
        let span = token.span();
        if !matches!(token, Token::Group(_)) && span.start <= place && place <= span.end {
            last = Some((frames.to_vec(), token));
        } else if span.start > place {
            found.clone_from(&last);
        }
    });
    if found.is_none() && last.is_none() {
        // A text that holds a quotation mark of its own goes on behind it.
        let start = context.in_text.filter(|start| *start <= place)?;
        let mut whole =
            Walker { text, bytes: text.as_bytes(), end: text.len(), at: start, frames: Vec::new() };
        return Some((context.frames, whole.step()?));
    }
    found.or(last)
}

impl Token {
    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Text(span)
            | Self::Field(span)
            | Self::Struct(span)
            | Self::Word(span)
            | Self::Comment(span)
            | Self::Group(span) => span.clone(),
        }
    }
}

/// Of what struct and which field the value is that stands within brackets.
pub(super) fn field_of<'t>(frames: &[Frame<'t>]) -> Option<(&'static Kind, &'t str)> {
    let frame = frames.last()?;
    Some((frame.kind?, frame.field?))
}

fn is_closed(text: &str, span: &Span) -> bool {
    let text = &text[span.clone()];
    let hashes = text.bytes().rev().take_while(|byte| *byte == b'#').count();
    text[..text.len() - hashes].ends_with('"') && text.matches('"').count() > 1
}

struct Walker<'t> {
    text: &'t str,
    bytes: &'t [u8],
    end: usize,
    at: usize,
    frames: Vec<Frame<'t>>,
}

impl<'t> Walker<'t> {
    /// Passes one thing.
    fn step(&mut self) -> Option<Token> {
        let start = self.at;
        match self.bytes[start] {
            b'"' => Some(Token::Text(self.plain_text(start))),
            b'/' if matches!(self.bytes.get(start + 1), Some(b'/' | b'*')) => {
                Some(Token::Comment(self.comment()))
            }
            b'(' | b'[' | b'{' => {
                self.at += 1;
                self.push(start);
                None
            }
            b')' | b']' | b'}' => {
                self.at += 1;
                let frame = self.frames.pop()?;
                if let Some(outer) = self.frames.last_mut() {
                    outer.has_value = true;
                }
                Some(Token::Group(frame.open..self.at))
            }
            b',' => {
                self.at += 1;
                if let Some(frame) = self.frames.last_mut().filter(|frame| frame.bracket != b'[') {
                    (frame.field, frame.has_value) = (None, false);
                }
                None
            }
            byte if is_word(byte) => Some(self.word(start)),
            _ => {
                self.at += 1;
                None
            }
        }
    }

    /// What a thing changes for those that follow.
    fn after(&mut self, token: &Token) {
        let Some(frame) = self.frames.last_mut() else { return };
        match token {
            Token::Field(span) => {
                let name = &self.text[span.clone()];
                (frame.field, frame.has_value) = (Some(name), false);
                frame.seen.push(name);
            }
            Token::Text(_) | Token::Word(_) => frame.has_value = true,
            Token::Struct(_) | Token::Comment(_) | Token::Group(_) => {}
        }
    }

    fn push(&mut self, open: usize) {
        let bracket = self.bytes[open];
        let outer = self.frames.last();
        let before = self.text[..open].trim_end();
        let is_some = before.ends_with("Some");
        let (kind, field) = match (bracket, outer) {
            (b'(', None) => (Some(&TIMELINE), None),
            (b'[', None) => (None, Some("events")),
            (_, Some(outer)) if is_some => (outer.kind, outer.field),
            (b'(', Some(outer)) if outer.bracket == b'[' => (outer.field.and_then(kind_in), None),
            (b'[', Some(outer)) => (outer.kind, outer.field),
            _ => (None, None),
        };
        self.frames.push(Frame { open, bracket, kind, field, has_value: false, seen: Vec::new() });
    }

    fn word(&mut self, start: usize) -> Token {
        while self.at < self.bytes.len() && (is_word(self.bytes[self.at]) || self.bytes[self.at] == b'#') {
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        if self.bytes.get(self.at) == Some(&b'"') && matches!(word.trim_end_matches('#'), "r" | "br" | "b") {
            let hashes = word.len() - word.trim_end_matches('#').len();
            let span = if word.contains('r') { self.raw_text(start, hashes) } else { self.plain_text(start) };
            return Token::Text(span);
        }
        let next = self.text[self.at..].trim_start().bytes().next();
        match next {
            Some(b':') => Token::Field(start..self.at),
            Some(b'(') => Token::Struct(start..self.at),
            _ => Token::Word(start..self.at),
        }
    }

    fn plain_text(&mut self, start: usize) -> Span {
        let mut at = self.at + 1;
        loop {
            match self.bytes.get(at) {
                None => break self.at = self.bytes.len(),
                Some(b'"') => break self.at = at + 1,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
            }
        }
        self.at = self.at.min(self.bytes.len());
        start..self.at
    }

    fn raw_text(&mut self, start: usize, hashes: usize) -> Span {
        let end = format!("\"{}", "#".repeat(hashes));
        let from = self.at + 1;
        self.at = self.text[from..].find(&end).map_or(self.bytes.len(), |at| from + at + end.len());
        start..self.at
    }

    fn comment(&mut self) -> Span {
        let start = self.at;
        let rest = &self.text[start..];
        self.at += match rest.starts_with("//") {
            true => rest.find('\n').unwrap_or(rest.len()),
            false => block_comment(rest),
        };
        start..self.at
    }
}

/// How long a comment in `/*` and `*/` is, which may hold others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(next) = text[at..].find("*/").map(|end| at + end) {
        let opened = text[at..next].matches("/*").count();
        (depth, at) = (depth + opened, next + 2);
        depth = depth.saturating_sub(1);
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte == b'_'
        || byte == b'-'
        || byte == b'.'
        || byte == b'+'
        || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where `|` stands in a text.
    fn at(marked: &str) -> (String, usize) {
        (marked.replace('|', ""), marked.find('|').unwrap())
    }

    fn told(marked: &str) -> String {
        let (text, place) = at(marked);
        let context = walk(&text, place, |_, _| {});
        let field = field_of(&context.frames);
        let kind = context.frames.last().and_then(|frame| frame.kind).map_or("-", |kind| kind.name);
        let text = if context.in_text.is_some() { " text" } else { "" };
        format!("{kind} {}{text}", field.map_or("-", |(_, field)| field))
    }

    #[test]
    fn says_where_a_place_is_in_a_text_that_is_being_typed() {
        for (marked, is) in [
            ("(|", "Timeline -"),
            ("(events: [(da|", "Event -"),
            ("(events: [(date: \"2024\", country: \"I|", "Event country text"),
            ("[(tags: [\"a\", \"b|\"", "Event tags text"),
            ("(events: [Event(links: [Link(to: \"|\")])])", "Link to text"),
            ("(events: [(note: Some(\"x|", "Event note text"),
            ("(events: [(note: r#\"a \" b|", "Event note text"),
            ("(events: [(title: \"a\", // \"|", "Event -"),
            ("(story: [Step(focus: [\"x\"], |", "Step -"),
            ("(events: [(title: \"a\\\"b|", "Event title text"),
        ] {
            assert_eq!(told(marked), is, "{marked}");
        }
    }

    #[test]
    fn finds_what_stands_at_a_place() {
        for (marked, is) in [
            ("(events: [(date: \"20|24\")])", "\"2024\""),
            ("(events: [(da|te: \"2024\")])", "date"),
            ("(events: [(note: r#\"a \" b| \"c\"#)])", "r#\"a \" b \"c\"#"),
            ("(events: [(title: \"two\nli|nes\")])", "\"two\nlines\""),
            ("(events: [Ev|ent()])", "Event"),
        ] {
            let (text, place) = at(marked);
            let (_, token) = token_at(&text, place).unwrap();
            assert_eq!(&text[token.span()], is, "{marked}");
        }
    }
}
