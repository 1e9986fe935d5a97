//! Values that no event has: not wrong, but mostly a slip, and an empty answer should say so.

use super::column::Column;
use super::fold::fold;
use super::lex::written;
use super::parse::nearest;
use super::prepare::Matcher;
use super::term::{Asks, Term, name_of};
use super::{Query, QueryError};
use crate::model::country;

impl Matcher {
    /// What a query asks for that no event has at all (a country, a tag, a person, a place, a source), with its
    /// place in the query's text and the nearest value that is there.
    #[must_use]
    pub fn doubts(&self, query: &Query) -> Vec<QueryError> {
        let mut doubts = Vec::new();
        for (term, at) in query.terms() {
            let Term::Named(asks, value) = term else { continue };
            let Some(column) = self.column(*asks) else { continue };
            if self.wanted(*asks, value).contains(&true) {
                continue;
            }
            let message = match asks {
                Asks::Country => format!("no event is in a lane called {value}"),
                Asks::Involves => format!("no event involves {value}"),
                Asks::Tag => format!("no event has the tag {value}"),
                Asks::Person => format!("no event names the person {value}"),
                Asks::Place => format!("no event has the place {value}"),
                Asks::File => format!("no file is called {value}"),
                _ => format!("no event has the source {value}"),
            };
            let hint = near(column, *asks, value).map(|near| format!("did you mean {near}?"));
            doubts.push(QueryError { message, at: at.clone(), hint });
        }
        doubts
    }
}

/// The term with the one value, or word of one, that is a slip away.
fn near(column: &Column, asks: Asks, value: &str) -> Option<String> {
    let in_column = |code: &str| column.values.iter().any(|value| value.text == code);
    if matches!(asks, Asks::Country | Asks::Involves)
        && let Some(country) = country::nearest(value)
    {
        return in_column(country.code).then(|| written(Some(name_of(asks)), country.name));
    }
    let value = fold(value);
    // Codes and abbreviations are near to far too much.
    if value.chars().count() < 4 {
        return None;
    }
    let lines =
        || column.values.iter().flat_map(|value| value.folded.lines().map(|line| (line, &*value.text)));
    let in_parts = matches!(asks, Asks::Person | Asks::Place | Asks::Source | Asks::File);
    let several = lines().map(|(line, _)| line).filter(|line| in_parts && line.contains(' '));
    let words = several.flat_map(str::split_whitespace).map(|word| (word, word));
    let near = nearest(&value, lines().chain(words))?;
    Some(written(Some(name_of(asks)), near))
}
