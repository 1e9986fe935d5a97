//! Search: a small language for which events are meant, the same for the box in the window and for `coeval list`.
//!
//! ```text
//! baku "prime minister" -tag:war (country:IR or involves:IR) after:2024-07 has:accounts
//! ```
//!
//! Words and phrases are looked for in title, native title, place, people, tags, summary and accounts, never in
//! the private note, [folded](fold()). [`Query::parse`] reads a query, a [`Matcher`] is prepared once for a document
//! and answers many, [`hits_in`] says what to highlight, [`complete()`] what could be meant while typing.

mod bits;
mod column;
mod complete;
mod doubts;
mod fold;
mod found;
mod hits;
mod lex;
mod matches;
mod parse;
mod prepare;
mod term;
mod unfinished;

use std::fmt;
use std::ops::Range;

pub use complete::{Completion, complete};
pub use fold::fold;
pub use found::Hits;
pub use hits::hits_in;
pub use prepare::Matcher;
pub use term::{KEYS, Key};

use term::Term;

/// A query that makes sense. Two are equal when they ask the same in the same order, however they are written;
/// `to_string` writes one that reads as the same.
#[derive(Clone, Debug, Default)]
pub struct Query {
    root: Option<Node>,
    /// Where the terms stand in the text, in their order.
    places: Vec<Range<usize>>,
}

/// What is wrong in a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where, as a range of bytes of the query.
    pub at: Range<usize>,
    /// What to write instead.
    pub hint: Option<String>,
}

impl QueryError {
    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Term(Term),
}

impl Query {
    /// Reads a query; nothing at all, or nothing but blanks, asks for every event.
    ///
    /// # Errors
    /// Says what is wrong, where, and what could stand there.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text)
    }

    /// Reads a query that is being typed, of which the end may be a beginning.
    ///
    /// # Errors
    /// As [`Query::parse`], where it makes no sense as a beginning either.
    pub fn parse_unfinished(text: &str) -> Result<Self, QueryError> {
        unfinished::parse_unfinished(text)
    }

    /// What is wrong with a query: where in it (bytes), what, and what to do about it; `None` where nothing is.
    #[must_use]
    pub fn wrong(text: &str) -> Option<(Range<usize>, String, Option<String>)> {
        let error = Self::parse(text).err()?;
        Some((error.at, error.message, error.hint))
    }

    /// Whether it asks for every event, having no condition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// The words and phrases that make an event match by being there, as written: those that are excluded are not
    /// among them.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        if let Some(root) = &self.root {
            root.words(true, &mut words);
        }
        words
    }

    /// The terms with their places in the text.
    fn terms(&self) -> impl Iterator<Item = (&Term, &Range<usize>)> {
        let mut terms = Vec::new();
        if let Some(root) = &self.root {
            root.terms(&mut terms);
        }
        terms.into_iter().zip(&self.places)
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Node {
    /// All of these; one that is itself all of several is taken apart.
    fn all(parts: Vec<Self>) -> Self {
        let parts = parts.into_iter().flat_map(|part| match part {
            Self::All(inner) => inner,
            other => vec![other],
        });
        Self::one_or(parts.collect(), Self::All)
    }

    /// Any of these; one that is itself any of several is taken apart.
    fn any(parts: Vec<Self>) -> Self {
        let parts = parts.into_iter().flat_map(|part| match part {
            Self::Any(inner) => inner,
            other => vec![other],
        });
        Self::one_or(parts.collect(), Self::Any)
    }

    fn one_or(mut parts: Vec<Self>, several: fn(Vec<Self>) -> Self) -> Self {
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                several(parts)
            }
        }
    }

    fn words<'a>(&'a self, wanted: bool, words: &mut Vec<&'a str>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.words(wanted, words)),
            Self::Not(inner) => inner.words(!wanted, words),
            Self::Term(Term::Text(text)) if wanted => words.push(text),
            Self::Term(_) => {}
        }
    }

    fn terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.terms(terms)),
            Self::Not(inner) => inner.terms(terms),
            Self::Term(term) => terms.push(term),
        }
    }

    /// Whether it must look through texts.
    fn reads_text(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::reads_text),
            Self::Not(inner) => inner.reads_text(),
            Self::Term(term) => term.reads_text(),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| root.fmt(f))
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join =
            |f: &mut fmt::Formatter<'_>, parts: &[Self], between: &str, enclosed: fn(&Self) -> bool| {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        f.write_str(between)?;
                    }
                    if enclosed(part) { write!(f, "({part})")? } else { part.fmt(f)? }
                }
                Ok(())
            };
        match self {
            Self::All(parts) => join(f, parts, " ", |part| matches!(part, Self::Any(_))),
            Self::Any(parts) => join(f, parts, " or ", |_| false),
            Self::Not(inner) if matches!(**inner, Self::Term(_)) => write!(f, "-{inner}"),
            Self::Not(inner) => write!(f, "-({inner})"),
            Self::Term(term) => term.fmt(f),
        }
    }
}
