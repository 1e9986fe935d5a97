//! Queries on the command line: what is wrong with one is shown as what is wrong with a file, with the place
//! marked.

use super::output;
use crate::analysis::{Matcher, Query, QueryError};
use crate::io::{self, Diagnostic, Severity};
use crate::model::{Document, Event};

/// Reads the query of an option, or tells what is wrong with it.
pub(super) fn read(option: &str, text: &str) -> Option<Query> {
    match Query::parse(text) {
        Ok(query) => Some(query),
        Err(error) => {
            tell(option, text, &[diagnostic(text, error, Severity::Error)]);
            None
        }
    }
}

/// The events that match a query, in the order of the file. Warns of values in it that no event has: a slip
/// should not look like an answer.
pub(super) fn matching<'a>(
    document: &'a Document,
    option: &str,
    query: &Query,
    text: &str,
) -> Vec<&'a Event> {
    let matcher = Matcher::new(document);
    doubt(option, &matcher, query, text);
    matcher.find(query).into_iter().map(|ix| document.event(ix)).collect()
}

/// Warns of values in a query that no event has.
pub(super) fn doubt(option: &str, matcher: &Matcher, query: &Query, text: &str) {
    let doubts = matcher.doubts(query);
    if !doubts.is_empty() {
        let warnings = doubts.into_iter().map(|doubt| diagnostic(text, doubt, Severity::Warning));
        tell(option, text, &warnings.collect::<Vec<_>>());
    }
}

fn tell(option: &str, text: &str, diagnostics: &[Diagnostic]) {
    output::message(&io::report_text(option, text, diagnostics, output::stderr_has_color()));
}

fn diagnostic(text: &str, error: QueryError, severity: Severity) -> Diagnostic {
    let before = &text[..error.at.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Diagnostic {
        severity,
        message: error.message,
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        excerpt: text[error.at.clone()].to_owned(),
        span: error.at,
        hint: error.hint,
        fix: None,
    }
}
