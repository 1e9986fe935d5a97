//! A query while it is typed: what stands at its end may be a beginning. `tag:mil` finds what has a tag that begins so,
//! `is:dis` means `is:disputed`, `date:2024-1` the months from October on; a key without a value, an operator without what
//! follows it, an open quotation mark or parenthesis ask nothing yet.

use super::fold::{fold, forms};
use super::lex::{self, Kind, Token, Value};
use super::parse::parse;
use super::prepare::Matcher;
use super::term::{Asks, HAS, IS, KEYS, Term};
use super::{Node, Query, QueryError};
use crate::model::EventDate;

/// So many operators at the end are passed over.
const MOST_OPERATORS: usize = 8;

/// Reads a query that is being typed.
///
/// # Errors
/// As [`parse`], where it does not help to take its end for a beginning.
pub(super) fn parse_unfinished(text: &str) -> Result<Query, QueryError> {
    let error = match parse(text) {
        Ok(query) => return Ok(query),
        Err(error) => error,
    };
    let tokens = lex::tokens(text);
    let readings = readings(text, &tokens);
    readings.into_iter().find_map(|text| parse(&closed(text)).ok()).ok_or(error)
}

/// What could be meant, the likeliest first.
fn readings(text: &str, tokens: &[Token]) -> Vec<String> {
    let Some(last) = tokens.last() else { return Vec::new() };
    let head = &text[..last.at.start];
    // Its parentheses may be all that is missing.
    let mut readings = vec![text.to_owned()];
    readings.extend(match &last.kind {
        Kind::Term { key, value } => {
            let asks = key.as_ref().and_then(|key| {
                let key = key.to_ascii_lowercase();
                KEYS.iter().find(|own| own.name == key).map(|key| (key.asks, key.name))
            });
            let of_value = |values: Vec<String>, key: &str| {
                let terms: Vec<String> = values.iter().map(|value| format!("{key}:{value}")).collect();
                format!("{head}({})", terms.join(" or "))
            };
            match asks {
                _ if !value.closed => vec![format!("{text}\"")],
                Some((asks @ (Asks::Has | Asks::Is), key)) => {
                    let words = begun_words(asks, value);
                    if words.is_empty() { Vec::new() } else { vec![of_value(words, key)] }
                }
                Some((Asks::Date | Asks::After | Asks::Before, key)) => {
                    begun_dates(&value.text).into_iter().map(|date| of_value(vec![date], key)).collect()
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    });
    // A key without a value, and operators without what follows them.
    let is_whole = match &last.kind {
        Kind::Term { value, .. } => !forms(&value.text).is_empty(),
        kind => *kind == Kind::Close,
    };
    if !is_whole {
        let is_operator = |token: &&Token| !matches!(token.kind, Kind::Term { .. } | Kind::Close);
        let before = tokens[..tokens.len() - 1].iter().rev().take_while(is_operator).take(MOST_OPERATORS);
        let starts = std::iter::once(last).chain(before).map(|token| token.at.start);
        readings.extend(starts.map(|start| text[..start].to_owned()));
    }
    readings
}

/// The words of `has:` or `is:` that begin with what is typed.
fn begun_words(asks: Asks, value: &Value) -> Vec<String> {
    let words = if asks == Asks::Has { HAS } else { IS };
    let typed = fold(&value.text);
    let begun = words.iter().filter(|word| !typed.is_empty() && word.name.starts_with(&typed));
    begun.map(|word| word.name.to_owned()).collect()
}

/// The dates that a beginning of one can become: its digits that are missing are not known yet.
fn begun_dates(typed: &str) -> Vec<String> {
    let known = |text: &String| EventDate::parse(text).is_ok();
    let padded = (1..=3).map(|count| format!("{typed}{}", "X".repeat(count)));
    let without = typed.strip_suffix(['-', '/', 'T', ':']).map(str::to_owned);
    padded.chain(without).filter(known).take(1).collect()
}

/// A text with its parentheses closed.
fn closed(mut text: String) -> String {
    let tokens = lex::tokens(&text);
    let count = |kind: &Kind| tokens.iter().filter(|token| token.kind == *kind).count();
    let open = count(&Kind::Open).saturating_sub(count(&Kind::Close));
    text.extend(std::iter::repeat_n(')', open));
    text
}

impl Matcher {
    /// The query with what no event has taken for the beginning of what some have: `tag:mil` for the tag military.
    #[must_use]
    pub fn with_beginnings(&self, query: &Query) -> Query {
        let root = query.root.as_ref().map(|root| self.begun(root));
        Query { root, places: query.places.clone() }
    }

    fn begun(&self, node: &Node) -> Node {
        let all = |parts: &[Node]| parts.iter().map(|part| self.begun(part)).collect();
        match node {
            Node::All(parts) => Node::All(all(parts)),
            Node::Any(parts) => Node::Any(all(parts)),
            Node::Not(inner) => Node::Not(Box::new(self.begun(inner))),
            Node::Term(Term::Named(asks @ (Asks::Country | Asks::Involves | Asks::Tag), value))
                if !self.wanted(*asks, value).contains(&true)
                    && self.wanted_begun(*asks, value).contains(&true) =>
            {
                Node::Term(Term::Begun(*asks, value.clone()))
            }
            Node::Term(term) => Node::Term(term.clone()),
        }
    }

    /// Which values of a key's column have a word that begins with a value.
    pub(super) fn wanted_begun(&self, asks: Asks, value: &str) -> Vec<bool> {
        let beginnings = forms(value);
        let column = self.column(asks).into_iter();
        column.flat_map(|column| &column.values).map(|value| value.has_word_with(&beginnings)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io;

    #[test]
    fn what_is_typed_so_far_asks_what_it_can() {
        for (typed, read) in [
            ("tag:war", "tag:war"),
            ("is:dis", "is:disputed"),
            ("is:un", "is:uncertain"),
            ("has:s", "has:summary or has:sources"),
            ("baku is:", "baku"),
            ("baku tag:", "baku"),
            ("baku or", "baku"),
            ("baku and -", "baku"),
            ("(baku or tehran", "(baku or tehran)"),
            ("(baku or (", "baku"),
            ("\"prime min", "\"prime min\""),
            ("date:202", "date:202X"),
            ("date:2024-", "date:2024-XX"),
            ("after:2024-1", "after:2024-1X"),
            ("after:2024-10-1", "after:2024-10-1X"),
            ("baku importance:", "baku"),
            ("tag:", ""),
            ("-", ""),
        ] {
            let query = parse_unfinished(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!(query, parse(read).unwrap(), "{typed}: {query}");
        }
        for wrong in ["is:nonsense", "colour:red", "date:soon", "date:2024-13", "a)", "is:dis baku)"] {
            assert!(parse_unfinished(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_value_that_nothing_has_is_the_beginning_of_one() {
        let text = "(events: [(date: \"2024\", title: \"a\", country: \"IR\", tags: [\"military\", \"war\"]),
            (date: \"2024\", title: \"b\", country: \"IQ\", tags: [\"warfare\"]), (date: \"2024\", title: \"c\", country: \"IL\")])";
        let matcher = Matcher::new(&io::read(text).document);
        let found = |text: &str| {
            let query = matcher.with_beginnings(&Query::parse(text).unwrap());
            matcher.find(&query).iter().map(|ix| ix.0).collect::<Vec<_>>()
        };
        assert_eq!(found("tag:mil"), [0]);
        assert_eq!(found("tag:war"), [0], "what is there is meant");
        assert_eq!(found("tag:wa"), [0, 1]);
        assert_eq!(found("country:ira"), [0, 1], "Iran and Iraq");
        assert_eq!(found("-tag:mil"), [1, 2]);
        assert_eq!(found("tag:xyz"), [0_u32; 0]);
    }
}
