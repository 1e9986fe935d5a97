//! Finds where things stand in a RON text, because ron gives values without their places and a save must put
//! back every byte that was not changed. It knows strings, raw strings, characters, comments and brackets and
//! nothing of what they mean. Linear in time, without recursion: a hostile file cannot overflow a stack.

use std::ops::Range;

/// A range of bytes of the text.
pub(crate) type Span = Range<usize>;

/// Brackets may nest this deep; ron itself stops at the same depth.
pub(crate) const DEPTH_LIMIT: usize = 128;

/// What is wrong with the shape of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A text in quotes opened here never ends.
    UnclosedText(usize),
    /// A block comment opened here never ends.
    UnclosedComment(usize),
    /// The bracket opened here never closes.
    Unclosed(usize),
    /// The bracket opened here meets another kind's closing one there.
    Mismatch(usize, usize),
    /// The bracket opened here is nested too deep.
    TooDeep(usize),
    /// Something else stands where a value is expected.
    NoValue(usize),
    /// Nothing: whoever waited for it wants no more.
    Cancelled,
}

/// What is wrong with the punctuation of an item, where reading can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// No comma after it, at this place.
    MissingComma(usize),
    /// An equals sign, at this place, for a colon.
    Equals(usize),
}

/// An item between brackets: `name: value,` or `value,`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Where it begins: at its name with what quotes it, or at its value.
    from: usize,
    /// Its name, without quotes.
    pub(crate) name: Option<Span>,
    /// Its value; empty where there is none after a name.
    pub(crate) value: Span,
    /// Where its comma stands.
    pub(crate) comma: Option<usize>,
    /// What is wrong with it.
    pub(crate) flaw: Option<Flaw>,
}

impl Item {
    /// From its name, or its value, on.
    pub(crate) fn start(&self) -> usize {
        self.from
    }

    /// The place after its comma, or its value.
    pub(crate) fn end(&self) -> usize {
        self.comma.map_or(self.value.end, |comma| comma + 1)
    }
}

/// A place in a text that moves on.
#[derive(Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t [u8],
    /// The next byte.
    pub(crate) at: usize,
    /// Whether a comment was passed.
    pub(crate) comments: bool,
}

impl<'t> Scanner<'t> {
    /// At a place in a text.
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        Self { text: text.as_bytes(), at, comments: false }
    }

    /// Inside the span alone.
    pub(crate) fn within(text: &'t str, span: &Span) -> Self {
        Self { text: &text.as_bytes()[..span.end.min(text.len())], at: span.start, comments: false }
    }

    /// The next byte, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Passes white space and comments.
    pub(crate) fn blank(&mut self) -> Result<(), Fault> {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => self.at += 1,
                b'/' if matches!(self.text.get(self.at + 1), Some(b'/' | b'*')) => self.comment()?,
                0xC2 if self.text.get(self.at + 1) == Some(&0x85) => self.at += 2,
                0xE2 if self.wide_blank() => self.at += 3,
                _ => break,
            }
        }
        Ok(())
    }

    /// Whether one of RON's three-byte white space characters stands here.
    fn wide_blank(&self) -> bool {
        matches!(self.text.get(self.at + 1..self.at + 3), Some([0x80, 0x8E | 0x8F | 0xA8 | 0xA9]))
    }

    /// Passes the comment that begins here.
    fn comment(&mut self) -> Result<(), Fault> {
        self.comments = true;
        let open = self.at;
        if self.text[self.at + 1] == b'/' {
            self.at = self.find(b'\n', self.at).unwrap_or(self.text.len());
            return Ok(());
        }
        let mut depth = 0_usize;
        while self.at < self.text.len() {
            match (self.text[self.at], self.text.get(self.at + 1)) {
                (b'/', Some(b'*')) => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', Some(b'/')) => {
                    (depth, self.at) = (depth - 1, self.at + 2);
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => self.at += 1,
            }
        }
        Err(Fault::UnclosedComment(open))
    }

    /// The next place of a byte from a place on.
    fn find(&self, byte: u8, from: usize) -> Option<usize> {
        Some(from + memchr::memchr(byte, self.text.get(from..)?)?)
    }

    /// Passes a value and gives its span. White space must have been passed.
    pub(crate) fn value(&mut self) -> Result<Span, Fault> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.text_here(start)?,
            Some(b'\'') => self.character(),
            Some(b'(' | b'[' | b'{') => self.group()?,
            Some(byte) if is_word(byte) => return self.word_value(),
            _ => return Err(Fault::NoValue(start)),
        }
        Ok(start..self.at)
    }

    /// Passes a number, a word, a raw string or a named struct.
    fn word_value(&mut self) -> Result<Span, Fault> {
        let start = self.at;
        self.word();
        if self.text.get(self.at) == Some(&b'"') && self.is_text_prefix(start) {
            self.text_here(start)?;
            return Ok(start..self.at);
        }
        if self.peek() == Some(b'\'') && &self.text[start..self.at] == b"b" {
            self.character();
            return Ok(start..self.at);
        }
        let end = self.at;
        self.blank()?;
        if self.peek() == Some(b'(') {
            self.group()?;
            return Ok(start..self.at);
        }
        self.at = end;
        Ok(start..end)
    }

    /// Passes letters, digits and what else numbers, names and raw string prefixes are made of.
    pub(crate) fn word(&mut self) -> Span {
        let start = self.at;
        while self.peek().is_some_and(|b| is_word(b) || b == b'#')
            && !(self.peek() == Some(0xE2) && self.wide_blank())
        {
            self.at += 1;
        }
        start..self.at
    }

    /// Whether what stands between `start` and a quote makes it a raw or a byte string.
    fn is_text_prefix(&self, start: usize) -> bool {
        let prefix = &self.text[start..self.at];
        let letters = prefix.iter().take_while(|b| **b != b'#').count();
        matches!(&prefix[..letters], b"r" | b"br" | b"b")
            && (letters == prefix.len() || prefix[letters - 1] == b'r')
    }

    /// Passes the text whose opening quote stands here; `least` is how far back its prefix may reach.
    fn text_here(&mut self, least: usize) -> Result<(), Fault> {
        let open = self.at;
        match self.raw_hashes(least) {
            Some(hashes) => self.raw_text(open, hashes),
            None => self.plain_text(open),
        }
    }

    /// The number of `#` of the raw string whose opening quote stands here; `None` for a plain string.
    fn raw_hashes(&self, least: usize) -> Option<usize> {
        let before = &self.text[least..self.at];
        let hashes = before.iter().rev().take_while(|b| **b == b'#').count();
        let before = &before[..before.len() - hashes];
        let before = before.strip_suffix(b"r")?;
        let before = before.strip_suffix(b"b").unwrap_or(before);
        (!before.last().is_some_and(|b| is_word(*b))).then_some(hashes)
    }

    fn raw_text(&mut self, open: usize, hashes: usize) -> Result<(), Fault> {
        let mut from = open + 1;
        while let Some(quote) = self.find(b'"', from) {
            let count = self.text[quote + 1..].iter().take(hashes).take_while(|b| **b == b'#').count();
            from = quote + 1 + count;
            if count == hashes {
                self.at = from;
                return Ok(());
            }
        }
        Err(Fault::UnclosedText(open))
    }

    fn plain_text(&mut self, open: usize) -> Result<(), Fault> {
        let mut at = open + 1;
        while let Some(byte) = self.text.get(at) {
            match byte {
                b'"' => {
                    self.at = at + 1;
                    return Ok(());
                }
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        Err(Fault::UnclosedText(open))
    }

    /// Passes a character; a lone apostrophe is passed by itself, ron will complain of it.
    fn character(&mut self) {
        let rest = &self.text[self.at + 1..];
        let from = if rest.first() == Some(&b'\\') { 2 } else { 1 };
        let end = rest.iter().take(12).skip(from).position(|b| *b == b'\'');
        self.at += end.map_or(1, |end| end + from + 2);
    }

    /// Passes a bracket with all that is in it.
    fn group(&mut self) -> Result<(), Fault> {
        let mut open: Vec<usize> = Vec::with_capacity(8);
        let start = self.at;
        while let Some(byte) = self.text.get(self.at).copied() {
            if !SPECIAL[byte as usize] {
                self.at += 1;
                continue;
            }
            match byte {
                b'"' => self.text_here(start)?,
                b'\'' => self.character(),
                b'/' if matches!(self.text.get(self.at + 1), Some(b'/' | b'*')) => self.comment()?,
                b'(' | b'[' | b'{' => {
                    if open.len() >= DEPTH_LIMIT {
                        return Err(Fault::TooDeep(self.at));
                    }
                    open.push(self.at);
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    let Some(from) = open.pop() else { return Err(Fault::NoValue(self.at)) };
                    if closing(self.text[from]) != byte {
                        return Err(Fault::Mismatch(from, self.at));
                    }
                    self.at += 1;
                    if open.is_empty() {
                        return Ok(());
                    }
                }
                _ => self.at += 1,
            }
        }
        Err(Fault::Unclosed(open.pop().unwrap_or(start)))
    }

    /// The next item before `close`; `None` at it, which is then passed. White space before it is passed.
    pub(crate) fn item(&mut self, close: u8) -> Result<Option<Item>, Fault> {
        self.blank()?;
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(None);
        }
        let (name, flaw) = self.label()?;
        let value = match self.value() {
            Ok(value) => value,
            Err(Fault::NoValue(at)) if name.is_some() => at..at,
            Err(fault) => return Err(fault),
        };
        self.finish_item(name, value, flaw, close).map(Some)
    }

    /// The comma after a value, or what is wrong with it.
    pub(crate) fn finish_item(
        &mut self,
        name: Option<Span>,
        value: Span,
        flaw: Option<Flaw>,
        close: u8,
    ) -> Result<Item, Fault> {
        self.blank()?;
        let from = name.as_ref().map_or(value.start, |name| self.start_of_label(name));
        let mut item = Item { from, name, value, comma: None, flaw };
        match self.peek() {
            Some(b',') => {
                item.comma = Some(self.at);
                self.at += 1;
            }
            Some(byte) if byte == close => {}
            None => {}
            Some(_) => item.flaw = item.flaw.or(Some(Flaw::MissingComma(item.value.end))),
        }
        Ok(item)
    }

    /// Passes `name:`, if that is what stands here.
    pub(crate) fn label(&mut self) -> Result<(Option<Span>, Option<Flaw>), Fault> {
        let start = self.at;
        let name = match self.peek() {
            Some(b'"') => {
                self.text_here(start)?;
                start + 1..self.at - 1
            }
            Some(byte) if is_word(byte) => {
                let mut name = self.word();
                if self.text[name.clone()].starts_with(b"r#") {
                    name.start += 2;
                }
                name
            }
            _ => return Ok((None, None)),
        };
        self.blank()?;
        let flaw = match self.peek() {
            Some(b':') => None,
            Some(b'=') => Some(Flaw::Equals(self.at)),
            _ => {
                self.at = start;
                return Ok((None, None));
            }
        };
        self.at += 1;
        self.blank()?;
        Ok((Some(name), flaw))
    }

    /// Where a label begins: at its quote, at the `r#` of a raw name, or at the name.
    fn start_of_label(&self, name: &Span) -> usize {
        let before = &self.text[..name.start];
        let quote = if before.ends_with(b"\"") { 1 } else { 0 };
        let raw = if before.ends_with(b"r#") { 2 } else { 0 };
        name.start - quote.max(raw)
    }

    /// Passes everything that is left and gives the comments in it.
    pub(crate) fn comment_spans(&mut self) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some(byte) = self.peek() {
            let start = self.at;
            let passed = match byte {
                b'"' => self.text_here(start),
                b'/' if matches!(self.text.get(start + 1), Some(b'/' | b'*')) => {
                    let passed = self.comment();
                    let cr = usize::from(self.text[..self.at].last() == Some(&b'\r'));
                    spans.push(start..self.at - cr);
                    passed
                }
                b'\'' => {
                    self.character();
                    Ok(())
                }
                byte if is_word(byte) => {
                    self.word();
                    if self.peek() == Some(b'"') { self.text_here(start) } else { Ok(()) }
                }
                _ => {
                    self.at += 1;
                    Ok(())
                }
            };
            if passed.is_err() {
                break;
            }
        }
        spans
    }

    /// After something that is no value: on to behind the next comma, or to the closing bracket.
    pub(crate) fn recover(&mut self, close: u8) -> Result<(), Fault> {
        while let Some(byte) = self.peek() {
            match byte {
                b',' => {
                    self.at += 1;
                    return Ok(());
                }
                b'"' => self.text_here(self.at)?,
                b'(' | b'[' | b'{' => self.group()?,
                b'/' if matches!(self.text.get(self.at + 1), Some(b'/' | b'*')) => self.comment()?,
                _ if byte == close => return Ok(()),
                b')' | b']' | b'}' => return Err(Fault::NoValue(self.at)),
                _ => self.at += 1,
            }
        }
        Ok(())
    }
}

/// The bracket that closes another.
pub(crate) fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

/// Whether a byte belongs to a word or a number.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+' | b'-') || byte >= 0x80
}

/// The bytes that a bracket's inside must be looked at for.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\"'/()[]{}";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<(Option<&str>, &str)> {
        let mut scanner = Scanner::new(text, 1);
        let close = closing(text.as_bytes()[0]);
        let mut found = Vec::new();
        while let Some(item) = scanner.item(close).unwrap() {
            found.push((item.name.map(|name| &text[name]), &text[item.value]));
        }
        assert_eq!(scanner.at, text.len());
        found
    }

    #[test]
    fn knows_every_literal() {
        let text = r####"( // a ) comment
            a: "x\")\\", b: r#"raw " ) "#, c: ')', d: '\'', e: '\u{29}', /* /* ) */ */ f : b"\")", r#g: br##"")"##,
            h: Some((1, [2.5e-3, -inf], {"k": ')'})), i: Name, j: Step (x: 1), "k": 0x1F,
        )"####;
        let found = items(text);
        let names: String = found.iter().map(|(name, _)| name.unwrap()).collect();
        assert_eq!(names, "abcdefghijk");
        let mut scanner = Scanner::new(text, 1);
        let mut starts = std::iter::from_fn(|| scanner.item(b')').unwrap()).map(|item| &text[item.start()..]);
        assert!(
            starts.any(|item| item.starts_with("r#g: ")) && starts.any(|item| item.starts_with("\"k\": "))
        );
        assert_eq!(found[1].1, "r#\"raw \" ) \"#");
        assert_eq!(found[6].1, "br##\"\")\"##");
        assert_eq!(found[9].1, "Step (x: 1)");
    }

    #[test]
    fn tells_where_it_was_opened() {
        let fault = |text: &str| Scanner::new(text, 0).value().unwrap_err();
        assert_eq!(fault("(a: [1, 2)"), Fault::Mismatch(4, 9));
        assert_eq!(fault("(a: [1, 2]"), Fault::Unclosed(0));
        assert_eq!(fault("(a: \"x"), Fault::UnclosedText(4));
        assert_eq!(fault("(a: r#\"x\""), Fault::UnclosedText(6));
        assert_eq!(fault("( /* /* */ )"), Fault::UnclosedComment(2));
        assert_eq!(fault(&"[".repeat(10_000)), Fault::TooDeep(DEPTH_LIMIT));
        assert_eq!(fault(""), Fault::NoValue(0));
    }

    #[test]
    fn goes_on_after_flaws() {
        let text = "(a: 1 b = 2, c: , d: 4)";
        let mut scanner = Scanner::new(text, 1);
        let mut flaws = Vec::new();
        while let Some(item) = scanner.item(b')').unwrap() {
            flaws.push(item.flaw);
        }
        assert_eq!(flaws, [Some(Flaw::MissingComma(5)), Some(Flaw::Equals(8)), None, None]);
    }
}
