//! The problems of a file as a report for people in a terminal: a line that editors and scripts can jump by, the
//! line of the file with the place marked, and the hint.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use crate::io::{Diagnostic, Severity};
use crate::model::visible;

/// So much of a line is shown, in columns.
const WIDTH_COLUMNS: usize = 100;

/// So much of it stands before the place, where the line is longer, in columns.
const BEFORE_COLUMNS: usize = 70;

/// Columns of a tab.
const TAB_COLUMNS: usize = 4;

/// Writes the report.
pub(crate) fn report(path: &str, text: &str, diagnostics: &[Diagnostic], color: bool) -> String {
    let mut out = String::new();
    let paint = Paint { color };
    for problem in diagnostics {
        let (word, code) = match problem.severity {
            Severity::Error => ("error", "1;31"),
            Severity::Warning => ("warning", "1;33"),
        };
        let head = format!("{}:{}:{}:", visible(path), problem.line, problem.column);
        let word = paint.with(&format!("{word}:"), code);
        let message = visible(&problem.message);
        let _ = writeln!(out, "{head} {word} {}", paint.with(&message, "1"));
        if let Some(shown) = Excerpt::of(text, problem) {
            let number = format!("{:>5} |", problem.line);
            let _ = writeln!(out, "{} {}", paint.with(&number, "2"), shown.line);
            let bar = paint.with("      |", "2");
            let carets = paint.with(&"^".repeat(shown.carets), code);
            let _ = writeln!(out, "{bar} {}{carets}", " ".repeat(shown.before));
        }
        if let Some(hint) = &problem.hint {
            let _ = writeln!(out, "  {} {}", paint.with("help:", "1;36"), visible(hint));
        }
    }
    out
}

struct Paint {
    color: bool,
}

impl Paint {
    fn with(&self, text: &str, code: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// The part of a line that is shown, and where its carets stand.
struct Excerpt {
    line: String,
    before: usize,
    carets: usize,
}

impl Excerpt {
    fn of(text: &str, problem: &Diagnostic) -> Option<Self> {
        let at = problem.span.start;
        let before = text.get(..at)?;
        let (head, cut_before) = tail_of_line(before);
        let (rest, cut_after) = head_of_line(text.get(at..)?, WIDTH_COLUMNS - columns(head));
        let marked_end = problem.span.end.clamp(at, at + rest.len());
        let marked = text.get(at..marked_end)?;
        let dots = |cut: bool| if cut { "…" } else { "" };
        let line = format!("{}{}{}{}", dots(cut_before), tabs_out(head), tabs_out(rest), dots(cut_after));
        if line.trim().is_empty() {
            return None;
        }
        let shown = |text: &str| columns(&tabs_out(text));
        let before = shown(head) + usize::from(cut_before);
        Some(Self { line: line.trim_end().to_owned(), before, carets: shown(marked).max(1) })
    }
}

/// What stands in the line before a place, as much as is shown, and whether there is more.
fn tail_of_line(before: &str) -> (&str, bool) {
    let mut width = 0;
    for (at, c) in before.char_indices().rev() {
        if c == '\n' {
            return (&before[at + 1..], false);
        }
        width += columns_of(c);
        if width > BEFORE_COLUMNS {
            return (&before[at + c.len_utf8()..], true);
        }
    }
    (before, false)
}

fn head_of_line(rest: &str, room: usize) -> (&str, bool) {
    let mut width = 0;
    for (at, c) in rest.char_indices() {
        if matches!(c, '\n' | '\r') {
            return (&rest[..at], false);
        }
        width += columns_of(c);
        if width > room {
            return (&rest[..at], true);
        }
    }
    (rest, false)
}

/// As it is shown, with blanks for tabs.
fn tabs_out(text: &str) -> String {
    visible(&text.replace('\t', &" ".repeat(TAB_COLUMNS))).into_owned()
}

fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// How many columns a terminal gives a character (East Asian Width, Unicode Standard Annex 11).
fn columns_of(c: char) -> usize {
    match c {
        '\t' => TAB_COLUMNS,
        c => c.width().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str, span: std::ops::Range<usize>) -> String {
        let mut problems = crate::io::timeline_file::text::problems::Problems::default();
        problems.error(span, "m", None);
        report("f", text, &problems.finish(text), false)
    }

    #[test]
    fn marks_the_place() {
        assert_eq!(
            problem("\ta: 東京 x", 4..10),
            "f:1:5: error: m\n    1 |     a: 東京 x\n      |        ^^^^\n"
        );
        assert_eq!(problem("ab\r\ncd", 2..6), "f:1:3: error: m\n    1 | ab\n      |   ^\n");
        assert_eq!(
            problem("a\u{1b}\u{202e} b", 6..7),
            "f:1:5: error: m\n    1 | a\\u{1B}\\u{202E} b\n      |                 ^\n"
        );
        assert_eq!(problem("", 0..0), "f:1:1: error: m\n");
    }

    #[test]
    fn cuts_long_lines() {
        let text = format!("{}X{}", "a".repeat(1000), "b".repeat(1000));
        let report = problem(&text, 1000..1001);
        let lines: Vec<&str> = report.lines().collect();
        assert_eq!(lines[1].chars().count(), 8 + 2 + WIDTH_COLUMNS);
        assert_eq!(lines[2].find('^'), Some(8 + 1 + BEFORE_COLUMNS));
        assert_eq!(lines[1].chars().nth(8 + 1 + BEFORE_COLUMNS), Some('X'));
    }
}
