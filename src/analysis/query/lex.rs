//! From text to tokens. Never fails, because completion works on what is still being written; what makes no
//! sense is for the parser to say.

use std::ops::Range;

/// A token with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `-` before something, or by itself.
    Minus,
    /// `or`
    Or,
    /// `and`, which juxtaposition says already.
    And,
    /// A word, a phrase, or a key with either.
    Term { key: Option<String>, value: Value },
}

/// A word or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// With its quotes, where it has them.
    pub(super) at: Range<usize>,
    /// Without them.
    pub(super) text: String,
    pub(super) quoted: bool,
    /// Whether the closing quote is there too; true for what has no quotes.
    pub(super) closed: bool,
}

/// Straight quotes and those that some keyboards write in their place.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Marks of direction and the byte order mark, which copied text brings along and nobody sees.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// All tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || is_direction(c) {
            at += c.len_utf8();
            continue;
        }
        let token = match c {
            '(' => Token { at: at..at + 1, kind: Kind::Open },
            ')' => Token { at: at..at + 1, kind: Kind::Close },
            '-' => Token { at: at..at + 1, kind: Kind::Minus },
            _ => term(text, at),
        };
        at = token.at.end;
        tokens.push(token);
    }
    tokens
}

fn term(text: &str, start: usize) -> Token {
    let (key, value) = match key_end(text, start) {
        Some(colon) => (Some(text[start..colon].to_owned()), value(text, colon + 1)),
        None => (None, value(text, start)),
    };
    let kind = match &key {
        None if !value.quoted && value.text.eq_ignore_ascii_case("or") => Kind::Or,
        None if !value.quoted && value.text.eq_ignore_ascii_case("and") => Kind::And,
        _ => Kind::Term { key, value: value.clone() },
    };
    Token { at: start..value.at.end, kind }
}

/// Where the colon of a key stands: after Latin letters alone, and not as in an address (`https://`).
fn key_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let after = rest[letters..].strip_prefix(':')?;
    (letters > 0 && !after.starts_with("//")).then_some(start + letters)
}

fn value(text: &str, start: usize) -> Value {
    let rest = &text[start..];
    if rest.starts_with(is_quote) {
        return phrase(text, start);
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')').unwrap_or(rest.len());
    Value { at: start..start + end, text: rest[..end].to_owned(), quoted: false, closed: true }
}

/// A phrase in quotes. A backslash before a quote or another backslash takes it as it is.
fn phrase(text: &str, start: usize) -> Value {
    let mut inner = String::new();
    let mut chars = text[start..].char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if is_quote(c) {
            let end = start + at + c.len_utf8();
            return Value { at: start..end, text: inner, quoted: true, closed: true };
        }
        match chars.peek() {
            Some(&(_, next)) if c == '\\' && (is_quote(next) || next == '\\') => {
                inner.push(next);
                chars.next();
            }
            _ => inner.push(c),
        }
    }
    Value { at: start..text.len(), text: inner, quoted: true, closed: false }
}

/// A value as a query must write it, after a key or by itself: in quotes where it would else be read otherwise.
pub(super) fn written(key: Option<&str>, value: &str) -> String {
    let prefix = key.map_or(String::new(), |key| format!("{key}:"));
    let bare = format!("{prefix}{value}");
    if let [token] = &tokens(&bare)[..]
        && let Kind::Term { key: read_key, value: read } = &token.kind
        && (read_key.as_deref(), read.text.as_str(), read.quoted) == (key, value, false)
        && !value.is_empty()
    {
        return bare;
    }
    let mut quoted = format!("{prefix}\"");
    for c in value.chars() {
        if is_quote(c) || c == '\\' {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}
