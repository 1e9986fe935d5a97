//! From tokens to a query, or to the place where it stops making sense and what could stand there instead.
//!
//! ```text
//! any  = all { "or" all }
//! all  = item { [ "and" ] item }
//! item = [ "-" ] ( "(" any ")" | term )
//! ```

use std::ops::Range;

use super::fold::forms;
use super::lex::{self, Kind, Token, Value};
use super::term::{Asks, Compare, HAS, IS, KEYS, Key, Term, Word};
use super::{Node, Query, QueryError};
use crate::model::{Edge, EventDate};

/// How deep parentheses may nest: far more than anybody reads, far less than a stack holds.
const DEEPEST_PARENTHESES: usize = 64;

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let tokens = lex::tokens(text);
    let mut parser = Parser { text, tokens: &tokens, next: 0, depth: 0, places: Vec::new() };
    if tokens.is_empty() {
        return Ok(Query::default());
    }
    let root = parser.any()?;
    match parser.peek() {
        // Only a parenthesis ends what `any` reads.
        Some(token) => Err(error("this parenthesis was never opened", token.at.clone())
            .hint("remove it, or put the text in quotes")),
        None => Ok(Query { root: Some(root), places: parser.places }),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Token],
    next: usize,
    depth: usize,
    places: Vec<Range<usize>>,
}

fn error(message: impl Into<String>, at: Range<usize>) -> QueryError {
    QueryError { message: message.into(), at, hint: None }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += usize::from(token.is_some());
        token
    }

    /// The end of the text, where something is missing.
    fn end(&self) -> Range<usize> {
        self.text.len()..self.text.len()
    }

    fn any(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.all()?];
        while let Some(Token { kind: Kind::Or, .. }) = self.peek() {
            self.next += 1;
            parts.push(self.all()?);
        }
        Ok(Node::any(parts))
    }

    fn all(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.item()?];
        loop {
            match self.peek().map(|token| &token.kind) {
                None | Some(Kind::Or | Kind::Close) => return Ok(Node::all(parts)),
                Some(Kind::And) => {
                    self.next += 1;
                    parts.push(self.item()?);
                }
                _ => parts.push(self.item()?),
            }
        }
    }

    fn item(&mut self) -> Result<Node, QueryError> {
        let Some(Token { kind: Kind::Minus, at }) = self.peek().cloned() else {
            return self.primary();
        };
        self.next += 1;
        let touches = self.peek().is_some_and(|token| token.at.start == at.end);
        let excludable = matches!(self.peek(), Some(Token { kind: Kind::Open | Kind::Term { .. }, .. }));
        if !touches || !excludable {
            return Err(error("- must come right before what it excludes", at)
                .hint("write -tag:war or -(Baku or Tehran); to search for a dash, put it in quotes"));
        }
        Ok(Node::Not(Box::new(self.primary()?)))
    }

    fn primary(&mut self) -> Result<Node, QueryError> {
        let operators =
            "\"or\" and \"and\" go between two conditions; to search for such a word, put it in quotes";
        match self.take() {
            None => {
                let before = self.tokens.last().map_or(self.end(), |token| token.at.clone());
                Err(error("something is missing at the end", before).hint(operators))
            }
            Some(Token { kind: Kind::Or | Kind::And, at }) => {
                Err(error(format!("there is nothing before {}", &self.text[at.clone()]), at).hint(operators))
            }
            Some(Token { kind: Kind::Open, at }) => self.group(at),
            Some(Token { kind: Kind::Close, at }) => {
                Err(error("this parenthesis was never opened, or there is nothing before it", at)
                    .hint("write (Baku or Tehran), or put the text in quotes"))
            }
            // `item` takes what follows a minus.
            Some(Token { kind: Kind::Minus, at }) => Err(error("write only one -", at)),
            Some(Token { kind: Kind::Term { key, value }, at }) => {
                let term = self.term(key.as_deref(), &value, &at)?;
                self.places.push(at);
                Ok(Node::Term(term))
            }
        }
    }

    fn group(&mut self, open: Range<usize>) -> Result<Node, QueryError> {
        if let Some(Token { kind: Kind::Close, at }) = self.peek() {
            return Err(error("the parentheses are empty", open.start..at.end));
        }
        if self.depth == DEEPEST_PARENTHESES {
            return Err(error(format!("parentheses are nested more than {DEEPEST_PARENTHESES} deep"), open));
        }
        if self.peek().is_none() {
            return Err(error("this parenthesis is never closed", open).hint("write (Baku or Tehran)"));
        }
        self.depth += 1;
        let inner = self.any()?;
        self.depth -= 1;
        match self.take() {
            Some(Token { kind: Kind::Close, .. }) => Ok(inner),
            _ => Err(error("this parenthesis is never closed", open).hint("write ) where it ends")),
        }
    }

    fn term(&self, key: Option<&str>, value: &Value, at: &Range<usize>) -> Result<Term, QueryError> {
        let key = key.map(|written| known_key(written, at)).transpose()?;
        if !value.closed {
            return Err(error("the quotation mark is never closed", value.at.clone())
                .hint("write \" where the phrase ends"));
        }
        let Some(key) = key else {
            if forms(&value.text).is_empty() {
                return Err(error("there is nothing to search for here", at.clone()));
            }
            return Ok(Term::Text(value.text.clone()));
        };
        if forms(&value.text).is_empty() {
            return Err(missing(key, at, self.text[at.end..].starts_with('(')));
        }
        match key.asks {
            Asks::Has => word(key, HAS, value).map(Term::Has),
            Asks::Is => word(key, IS, value).map(Term::Is),
            Asks::Importance => importance(value),
            Asks::Date | Asks::After | Asks::Before => self.date(key, value),
            asks => Ok(Term::Named(asks, value.text.clone())),
        }
    }

    fn date(&self, key: &Key, value: &Value) -> Result<Term, QueryError> {
        let date = EventDate::parse(&value.text).map_err(|wrong| {
            // A value without escapes stands in the query as it is, and so the very place can be shown.
            let quote = self.text[value.at.clone()].chars().next().filter(|_| value.quoted);
            let start = value.at.start + quote.map_or(0, char::len_utf8);
            let in_place = self.text[start..].starts_with(&value.text) && !wrong.at.is_empty();
            let at = if in_place { start + wrong.at.start..start + wrong.at.end } else { value.at.clone() };
            QueryError { message: wrong.message, at, hint: wrong.hint }
        })?;
        let unbounded = match key.asks {
            Asks::After if !matches!(date.end(), Edge::Known(_)) => "end",
            Asks::Before if !matches!(date.begin(), Edge::Known(_)) => "beginning",
            _ => return Ok(Term::When(key.asks, date)),
        };
        Err(error(format!("{}: needs a date with {unbounded}", key.name), value.at.clone())
            .hint(format!("write {}", key.example)))
    }
}

fn missing(key: &Key, at: &Range<usize>, group_follows: bool) -> QueryError {
    let name = key.name;
    let hint = match (group_follows, key.asks) {
        (true, _) => format!("repeat the key: ({name}:a or {name}:b)"),
        (_, Asks::Has) => format!("use one of {}", names(HAS)),
        (_, Asks::Is) => format!("use one of {}", names(IS)),
        _ => format!("write it without a space: {}", key.example),
    };
    error(format!("{name}: needs a value"), at.clone()).hint(hint)
}

fn known_key(written: &str, at: &Range<usize>) -> Result<&'static Key, QueryError> {
    let lower = written.to_ascii_lowercase();
    if let Some(key) = KEYS.iter().find(|key| key.name == lower) {
        return Ok(key);
    }
    let hint = match nearest_name(&lower, KEYS.iter().map(|key| key.name)).or_else(|| other_word(&lower)) {
        Some(name) => format!("did you mean {name}:?"),
        None => {
            let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
            format!("keys are {}; to search for the text, put it in quotes", names.join(", "))
        }
    };
    Err(error(format!("unknown key {written}"), at.start..at.start + written.len()).hint(hint))
}

/// The key for a word that means the same.
fn other_word(written: &str) -> Option<&'static str> {
    Some(match written {
        "lane" | "state" | "nation" | "in" => "country",
        "people" | "who" | "name" => "person",
        "where" | "city" => "place",
        "when" | "on" | "day" | "year" | "month" => "date",
        "since" | "from" => "after",
        "until" | "till" | "to" => "before",
        "category" | "label" => "tag",
        "with" => "involves",
        "publisher" => "source",
        _ => return None,
    })
}

/// The name that is a slip away: one in up to four letters, two in more. None where two are equally near.
fn nearest_name(written: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    nearest(written, names.map(|name| (name, name)))
}

/// What stands beside the name that is a slip away, as [`nearest_name`]; names of the same thing are no rivals.
pub(super) fn nearest<'a, T: PartialEq + Copy>(
    written: &str,
    names: impl Iterator<Item = (&'a str, T)>,
) -> Option<T> {
    let allowed = match written.chars().count() {
        0..=1 => return None,
        2..=4 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, T)> = None;
    let mut tied = false;
    // A letter has up to four bytes: lengths in bytes rule out most without counting letters.
    for (name, thing) in names.filter(|(name, _)| name.len().abs_diff(written.len()) <= 4 * allowed) {
        let slips = strsim::damerau_levenshtein(written, name);
        match best {
            _ if slips > allowed || slips >= name.chars().count() => {}
            Some((least, other)) if slips == least => tied |= other != thing,
            Some((least, _)) if slips > least => {}
            _ => (best, tied) = (Some((slips, thing)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, thing)| thing)
}

fn names(words: &[Word]) -> String {
    words.iter().map(|word| word.name).collect::<Vec<_>>().join(", ")
}

fn word(key: &Key, words: &'static [Word], value: &Value) -> Result<Word, QueryError> {
    let lower = value.text.to_lowercase();
    if let Some(word) = words.iter().find(|word| word.name == lower) {
        return Ok(*word);
    }
    let hint = match nearest_name(&lower, words.iter().map(|word| word.name)) {
        Some(name) => format!("did you mean {}:{name}?", key.name),
        None => format!("use one of {}", names(words)),
    };
    Err(error(format!("{}: cannot be {}", key.name, value.text), value.at.clone()).hint(hint))
}

fn importance(value: &Value) -> Result<Term, QueryError> {
    let signs = Compare::ALL.iter().find_map(|(compare, sign)| {
        let level = value.text.strip_prefix(sign)?;
        Some((*compare, level))
    });
    match signs.map(|(compare, level)| (compare, level.parse::<u8>())) {
        Some((compare, Ok(level @ 1..=5))) => Ok(Term::Importance(compare, level)),
        _ => Err(error(format!("{} is not an importance", value.text), value.at.clone())
            .hint("write 1 to 5, or >=4, >3, <=2, <3")),
    }
}
