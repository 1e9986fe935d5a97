//! Finds the rows of a table in a text: what stands between its cells and around them, whether the first row names
//! the columns, and on which line each row begins.

use ::csv::{ReaderBuilder, StringRecord};

use super::rows::{Row, Rows};
use crate::io::import::{Options, Report};

/// More rows are not read.
const MOST_ROWS: usize = 2_000_000;

/// More cells on a line are no table.
const MOST_CELLS: usize = 4096;

/// What is looked at to find the separator, in bytes.
const LOOKED_AT: usize = 1 << 16;

/// What can stand between cells, the likelier first.
pub const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the rows.
pub(super) fn read(text: &str, options: &Options, report: &mut Report) -> Rows {
    // Excel says in the first line what separates the cells.
    let said = text.lines().next().and_then(|line| line.strip_prefix("sep="));
    let said = said.and_then(|said| said.bytes().next());
    let skipped_lines = usize::from(said.is_some());
    let text = if said.is_some() { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let quote = options.quote.unwrap_or_else(|| find_quote(text));
    let separator = options.separator.or(said).unwrap_or_else(|| find_separator(text, quote));
    if text.lines().any(|line| memchr::memchr_iter(separator, line.as_bytes()).count() > MOST_CELLS) {
        report.fail(
            format!("a line has more than {MOST_CELLS} cells: this is no table"),
            "is the separator right?",
        );
        return Rows { separator, quote, ..Rows::default() };
    }
    let mut rows = records(text, separator, quote, report);
    for row in &mut rows {
        row.line += skipped_lines;
    }
    network_log(&mut rows);
    Rows { separator, quote, ..Rows::of(rows, options.header) }
}

/// Zeek's logs name their columns in a line `#fields`, among other lines that begin with `#`.
fn network_log(rows: &mut Vec<Row>) {
    let Some(at) = rows.iter().take(50).position(|row| row.cells.get(0) == Some("#fields")) else { return };
    rows.drain(..at);
    let names: StringRecord = rows[0].cells.iter().skip(1).collect();
    rows[0].cells = names;
    let mut first = true;
    rows.retain(|row| {
        std::mem::take(&mut first) || !row.cells.get(0).is_some_and(|cell| cell.starts_with('#'))
    });
}

/// All rows that are not empty.
fn records(text: &str, separator: u8, quote: u8, report: &mut Report) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quote(quote)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(0, |position| position.line() as usize);
                report.skip(line, "it cannot be read as a row", "");
                continue;
            }
        }
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let line = lines.line_of_row(start);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            report.note(format!(
                "Only the first {} rows were read; split the file to take the rest",
                crate::io::import::grouped(MOST_ROWS)
            ));
            break;
        }
        rows.push(Row { line, cells: record.clone() });
    }
    if unclosed(text, quote)
        && let Some(last) = rows.last().filter(|row| row.cells.iter().any(|cell| cell.contains('\n')))
    {
        report.note(format!(
            "The row on line {} has a quotation mark that is never closed: what follows it is part of it",
            last.line
        ));
    }
    rows
}

/// Whether an odd number of quotation marks stands in the text.
fn unclosed(text: &str, quote: u8) -> bool {
    memchr::memchr_iter(quote, text.as_bytes()).count() % 2 == 1
}

/// Counts lines as rows are read; the reader's own count is that of the blank lines before a row.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line on which the row begins that was looked for from a byte on.
    fn line_of_row(&mut self, from: usize) -> usize {
        let from = from.min(self.text.len()).max(self.at);
        let blank = self.text[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let start = from + blank;
        self.line += memchr::memchr_iter(b'\n', &self.text[self.at..start]).count();
        self.at = start;
        self.line
    }
}

/// The beginning of a text, cut at the end of a line.
fn beginning(text: &str) -> &str {
    if text.len() <= LOOKED_AT {
        return text;
    }
    let mut end = LOOKED_AT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let cut = &text[..end];
    cut.rfind('\n').map_or(cut, |at| &cut[..at])
}

/// A simple quotation mark where it stands around cells and the double one nowhere.
fn find_quote(text: &str) -> u8 {
    let text = beginning(text);
    let around = |quote: char| {
        text.lines()
            .filter(|line| {
                let line = line.trim();
                line.len() > 1 && line.starts_with(quote) && line.ends_with(quote)
            })
            .count()
    };
    if !text.contains('"') && around('\'') * 2 > text.lines().count() { b'\'' } else { b'"' }
}

/// What separates the cells: what gives most rows the same number of cells, and of these the most cells.
fn find_separator(text: &str, quote: u8) -> u8 {
    let text = beginning(text);
    let mut best = (0.0, 0, b',');
    for separator in SEPARATORS {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .quote(quote)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> =
            reader.records().take(300).filter_map(|row| row.ok().map(|row| row.len())).collect();
        let most = widths
            .iter()
            .copied()
            .filter(|width| *width > 1)
            .max_by_key(|width| (widths.iter().filter(|other| *other == width).count(), *width));
        let Some(width) = most else { continue };
        let share = widths.iter().filter(|other| **other == width).count() as f64 / widths.len() as f64;
        if share > best.0 + 0.05 || (share > best.0 - 0.05 && width > best.1) {
            best = (share, width, separator);
        }
    }
    best.2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Rows {
        read(text, &Options::default(), &mut Report::default())
    }

    #[test]
    fn separators_and_quotes_are_found() {
        for (text, separator, quote) in [
            ("date,title\n2024,a\n2025,b\n", b',', b'"'),
            ("date;title\n2024;a, b, c\n2025;d, e\n", b';', b'"'),
            ("date\ttitle\n2024\ta, b; c\n", b'\t', b'"'),
            ("date|title|x\n2024|a, b|c\n2025|d|e\n", b'|', b'"'),
            ("date,title\n2024,\"a; b; c\"\n2025,\"d; e\"\n", b',', b'"'),
            ("'2024','a, b'\n'2025','c'\n", b',', b'\''),
            ("sep=|\ndate|title\n2024|a\n", b'|', b'"'),
            ("", b',', b'"'),
            ("2024\n2025\n", b',', b'"'),
        ] {
            let found = rows(text);
            assert_eq!((found.separator, found.quote), (separator, quote), "{text:?}");
        }
    }

    #[test]
    fn rows_know_their_lines() {
        let found = rows("date,title\r\n\r\n2024,\"a\r\nb\"\r\n\r\n\r\n2025,c\r\n,\r\n2026,d");
        let lines: Vec<usize> = found.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 7, 9]);
        assert_eq!(&found.rows[0].cells[1], "a\r\nb");
        let found = rows("sep=;\ndate;title\n2024;a\n");
        assert_eq!(found.rows[0].line, 3);
    }

    #[test]
    fn a_header_is_told_from_a_row() {
        assert!(rows("date,title\n2024-10-14,a\n").header);
        assert!(!rows("2024-10-14,title\n2024-10-15,b\n").header);
        assert!(rows("wann,was\n2024-10-14,a\n2024-10-15,b\n").header);
        assert!(!rows("a,b\nc,d\n").header);
        assert_eq!(rows("wann,\n2024-10-14,a\n").names, ["wann", "Column 2"]);
    }

    #[test]
    fn a_quote_that_never_closes_is_told() {
        let mut report = Report::default();
        read("date,title\n2024,\"a\n2025,b\n", &Options::default(), &mut report);
        assert!(report.notes[0].starts_with("The row on line 2 has a quotation mark"), "{report:?}");
    }
}
