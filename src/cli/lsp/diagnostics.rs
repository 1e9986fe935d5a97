//! What is wrong with a file, as an editor shows it while one types, and what mends it.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Diagnostic, DiagnosticSeverity, NumberOrString, Range,
    TextEdit, Uri, WorkspaceEdit,
};

use super::open::OpenFile;
use super::walk::walk;
use crate::io::timeline_file::text::scan::{Scanner, Span};
use crate::io::timeline_file::tree::parse;
use crate::io::timeline_file::write::fields::quote;
use crate::io::{self, Severity, Take};

/// So many problems are told; an editor has no use for more.
const MOST: usize = 1000;

/// What is wrong with a file.
pub(super) fn diagnostics(file: &mut OpenFile) -> Vec<Diagnostic> {
    if !file.is_ours() {
        return Vec::new();
    }
    let problems: Vec<io::Diagnostic> = file.loaded().diagnostics.iter().take(MOST).cloned().collect();
    problems.iter().map(|problem| diagnostic(file, problem)).collect()
}

fn diagnostic(file: &OpenFile, problem: &io::Diagnostic) -> Diagnostic {
    let severity = match problem.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
    };
    let hint = problem.hint.as_deref().map(|hint| format!("\n{hint}")).unwrap_or_default();
    Diagnostic {
        range: file.range(problem.span.clone()),
        severity: Some(severity),
        source: Some("coeval".to_owned()),
        code: Some(NumberOrString::String("timeline".to_owned())),
        message: format!("{}{hint}", problem.message),
        ..Diagnostic::default()
    }
}

/// A change that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fix {
    title: String,
    /// In the text as read, without a byte order mark.
    changes: Vec<(Span, String)>,
    /// Whether there is no doubt about it: for fixing all at once.
    is_sure: bool,
}

/// What mends a problem whose hint names it.
fn fix(text: &str, problem: &io::Diagnostic) -> Option<Fix> {
    let hint = problem.hint.as_deref().unwrap_or_default();
    let span = problem.span.clone();
    let written = text.get(span.clone())?;
    if let Some(meant) = hint.strip_prefix("did you mean ").and_then(|meant| meant.strip_suffix('?')) {
        let meant = meant.strip_prefix("the lane ").unwrap_or(meant).trim_matches('"');
        let is_text = written.contains('"');
        if !is_text && has_field(text, span.start, meant) {
            return None;
        }
        let new = if is_text { quote(meant) } else { meant.to_owned() };
        return Some(Fix { title: format!("Change to {meant}"), changes: vec![(span, new)], is_sure: true });
    }
    let simple = |title: &str, new: &str| {
        Some(Fix { title: title.to_owned(), changes: vec![(span.clone(), new.to_owned())], is_sure: true })
    };
    match problem.message.as_str() {
        message if message.starts_with("a comma is missing") => simple("Insert a comma", ","),
        message if message.starts_with("write a colon") => simple("Write a colon", ":"),
        _ => None,
    }
}

/// Whether the struct in which a field stands has another field already: giving it twice would mend nothing.
fn has_field(text: &str, at: usize, other: &str) -> bool {
    let context = walk(text, at, |_, _| {});
    let Some(frame) = context.frames.last() else { return false };
    let mut scanner = Scanner::new(text, frame.open);
    let group = scanner.value().ok().and_then(|span| parse(&text[span]));
    group.is_some_and(|group| group.parts.iter().any(|part| part.name == Some(other)))
}

/// What can be done about a part of a file.
pub(super) fn actions(file: &mut OpenFile, range: Range) -> Vec<CodeActionOrCommand> {
    if !file.is_ours() {
        return Vec::new();
    }
    let (start, end) = (file.offset(range.start), file.offset(range.end));
    let mark = file.mark();
    let touches = |span: &Span| span.start + mark <= end && start <= span.end + mark;
    let (text, problems) = {
        let loaded = file.loaded();
        (loaded.source.text().to_owned(), loaded.diagnostics.clone())
    };
    let mut actions = Vec::new();
    let mut all: Vec<(Span, String)> = Vec::new();
    for problem in &problems {
        let Some(fix) = fix(&text, problem) else { continue };
        if fix.is_sure && all.last().is_none_or(|(last, _)| last.end <= fix.changes[0].0.start) {
            all.extend(fix.changes.iter().cloned());
        }
        if touches(&problem.span) {
            let mut action = action(file, fix.title, CodeActionKind::QUICKFIX, fix.changes);
            action.diagnostics = Some(vec![diagnostic(file, problem)]);
            action.is_preferred = Some(fix.is_sure);
            actions.push(action);
        }
    }
    for conflict in io::unsettled(&text).iter().filter(|conflict| touches(&conflict.span)) {
        for take in conflict.ways() {
            let title = match take {
                Take::Ours => "Keep ours",
                Take::Theirs => "Keep theirs",
                Take::Both => "Keep both",
            };
            let changes = conflict.changes(take).unwrap_or_default().to_vec();
            actions.push(action(file, title.to_owned(), CodeActionKind::QUICKFIX, changes));
        }
    }
    if !all.is_empty() {
        actions.push(action(
            file,
            "Fix everything that has a single fix".to_owned(),
            CodeActionKind::SOURCE_FIX_ALL,
            all,
        ));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

fn action(file: &OpenFile, title: String, kind: CodeActionKind, changes: Vec<(Span, String)>) -> CodeAction {
    let edits =
        changes.into_iter().map(|(span, new)| TextEdit { range: file.range(span), new_text: new }).collect();
    CodeAction { title, kind: Some(kind), edit: Some(edit(&file.uri, edits)), ..CodeAction::default() }
}

/// Changes to one file.
#[allow(clippy::mutable_key_type, reason = "the protocol's own type")]
pub(super) fn edit(uri: &Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(HashMap::from([(uri.clone(), edits)])), ..WorkspaceEdit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, changes: &[(Span, String)]) -> String {
        io::disk::recovery::changed(text, changes).unwrap()
    }

    #[test]
    fn what_a_hint_names_is_a_fix() {
        for (text, fixed) in [
            (
                "[(date: \"2024\", tittle: \"a\", country: \"IR\")]",
                "[(date: \"2024\", title: \"a\", country: \"IR\")]",
            ),
            (
                "[(date: \"2024\", title: \"a\", country: \"Irann\")]",
                "[(date: \"2024\", title: \"a\", country: \"Iran\")]",
            ),
            (
                "[(date: \"2024\" title: \"a\", country: \"IR\")]",
                "[(date: \"2024\", title: \"a\", country: \"IR\")]",
            ),
            (
                "[(date = \"2024\", title: \"a\", country: \"IR\")]",
                "[(date : \"2024\", title: \"a\", country: \"IR\")]",
            ),
            (
                "[(id: \"talks\", date: \"2024\", title: \"a\", country: \"IR\", links: [(to: \"talk\")])]",
                "[(id: \"talks\", date: \"2024\", title: \"a\", country: \"IR\", links: [(to: \"talks\")])]",
            ),
        ] {
            let problems = io::read(text).diagnostics;
            let fix = problems
                .iter()
                .find_map(|problem| fix(text, problem))
                .unwrap_or_else(|| panic!("{problems:?}"));
            assert_eq!(changed(text, &fix.changes), fixed);
        }
    }

    #[test]
    fn a_field_that_is_there_is_not_given_twice() {
        let text = "[(date: \"2024\", tittle: \"a\", title: \"b\", country: \"IR\")]";
        let problems = io::read(text).diagnostics;
        assert_eq!((problems.len(), fix(text, &problems[0])), (1, None));
    }
}
