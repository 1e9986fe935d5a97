//! Finds the rows of a table in a text: what stands between its cells and around them, whether the first row names
//! the columns, and on which line each row begins.

use ::csv::{ReaderBuilder, StringRecord};

use super::rows::{Row, Rows};
use crate::io::import::{Options, Report};
use crate::model::spreadsheet;

/// More rows are not read.
const MOST_ROWS: usize = 2_000_000;

/// More cells on a line are no table.
const MOST_CELLS: usize = 4096;

/// What is looked at to find the separator, in bytes.
const LOOKED_AT: usize = 1 << 16;

/// Stands for a table without marks around its cells, in which a quotation mark is a letter like others.
pub const NO_QUOTE: u8 = 0;

/// What can stand between cells, the likelier first.
pub const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the rows.
pub(super) fn read(text: &str, options: &Options, report: &mut Report) -> Rows {
    // A word processor has made “these” of the marks around cells.
    let straight = text.starts_with(['“', '„', '”']).then(|| text.replace(['“', '„', '”'], "\""));
    let text = straight.as_deref().unwrap_or(text);
    // Excel says in the first line what separates the cells.
    let said = lines(text).next().and_then(|line| line.strip_prefix("sep="));
    let said = said.and_then(|said| said.bytes().next());
    let skipped_lines = usize::from(said.is_some());
    let text = if said.is_some() { after_first_line(text) } else { text };
    let mut quote = options.quote.unwrap_or_else(|| find_quote(text));
    let separator = options.separator.or(said).unwrap_or_else(|| find_separator(text, quote));
    if options.quote.is_none() && separator == b'\t' && only_letters(text, quote) {
        quote = NO_QUOTE;
    }
    if lines(text).any(|line| memchr::memchr_iter(separator, line.as_bytes()).count() > MOST_CELLS) {
        report.fail(
            format!("a line has more than {MOST_CELLS} cells, so this is not a table"),
            "check the separator",
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

/// What ends lines: the second alone on old Macs, and still where Excel for Mac writes.
const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// The lines of a text, however they end; between the two letters of one line end stands an empty one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(LINE_ENDS)
}

/// What follows the first line.
fn after_first_line(text: &str) -> &str {
    let rest = text.find(LINE_ENDS).map_or("", |at| &text[at..]);
    rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(LINE_ENDS)).unwrap_or_default()
}

/// All rows that are not empty.
fn records(text: &str, separator: u8, quote: u8, report: &mut Report) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quote(quote)
        .quoting(quote != NO_QUOTE)
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
                report.skip(line, "not a readable row", "");
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
                "Only the first {} rows were read; split the file to import the rest",
                crate::io::import::grouped(MOST_ROWS)
            ));
            break;
        }
        rows.push(Row { line, cells: unguarded(&record) });
    }
    if quote != NO_QUOTE && unclosed(text, quote) {
        leave_out_swallowed(&mut rows, separator, report);
    }
    rows
}

/// A row without the apostrophes that keep a spreadsheet from running its cells.
fn unguarded(record: &StringRecord) -> StringRecord {
    match record.iter().any(|cell| cell.starts_with('\'')) {
        true => record.iter().map(spreadsheet::unguarded).collect(),
        false => record.clone(),
    }
}

/// Where a quotation mark is missing, one row has swallowed others: the first that looks so is not taken.
fn leave_out_swallowed(rows: &mut Vec<Row>, separator: u8, report: &mut Report) {
    let width = rows.iter().take(1000).map(|row| row.cells.len()).max().unwrap_or(0);
    let swallowed = |row: &Row| -> usize {
        let is_row =
            |line: &&str| memchr::memchr_iter(separator, line.as_bytes()).count() + 1 >= width.max(2);
        row.cells.iter().map(|cell| lines(cell).skip(1).filter(is_row).count()).sum()
    };
    let at = rows.iter().position(|row| swallowed(row) > 0);
    // The last may be cut off in a cell that has no other rows in it.
    let has_lines = |row: &Row| row.cells.iter().any(|cell| cell.contains(LINE_ENDS));
    let at = at.or_else(|| rows.iter().rposition(has_lines).filter(|at| at + 1 == rows.len()));
    let Some(row) = at.map(|at| rows.remove(at)) else { return };
    let lines = row.cells.iter().map(|cell| lines(cell).filter(|line| !line.is_empty()).count().max(1) - 1);
    let lines: usize = lines.sum();
    let reason = format!(
        "a quotation mark is missing, so the row runs on over {lines} more lines; none of them is imported"
    );
    report.skip(row.line, reason, row.cells.get(0).unwrap_or_default());
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
        let passed = &self.text[self.at..start];
        let alone = |at: usize| self.text.get(self.at + at + 1) != Some(&b'\n');
        self.line += memchr::memchr2_iter(b'\n', b'\r', passed)
            .filter(|at| passed[*at] == b'\n' || alone(*at))
            .count();
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
    cut.rfind(LINE_ENDS).map_or(cut, |at| &cut[..at])
}

/// A simple quotation mark where it stands around cells and the double one nowhere.
fn find_quote(text: &str) -> u8 {
    let text = beginning(text);
    let around = |quote: char| {
        lines(text)
            .filter(|line| {
                let line = line.trim();
                line.len() > 1 && line.starts_with(quote) && line.ends_with(quote)
            })
            .count()
    };
    if !text.contains('"') && around('\'') * 2 > lines(text).count() { b'\'' } else { b'"' }
}

/// Whether quotation marks are letters of the cells: many programs write tabs between cells and nothing around them, so that
/// a mark that opens a cell is followed by more than its end.
fn only_letters(text: &str, quote: u8) -> bool {
    let quote = char::from(quote);
    let (mut around, mut within) = (0_usize, 0_usize);
    for cell in lines(beginning(text)).flat_map(|line| line.split('\t')) {
        let Some(rest) = cell.strip_prefix(quote) else { continue };
        // Two of them are one that stands in a cell with marks around it.
        let plain = rest.replace(&format!("{quote}{quote}"), "");
        match plain.find(quote) {
            Some(at) if at + quote.len_utf8() < plain.len() => within += 1,
            Some(_) => around += 1,
            None => {}
        }
    }
    within > around
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
            ("date\ttitle\n2024\t\"Talks\" begin\n2024\t\"no\n", b'\t', NO_QUOTE),
            ("date\ttitle\n2024\t\"a \"\"b\"\" c\"\n2025\t\"d\"\n", b'\t', b'"'),
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
        assert_eq!((report.passed_over, report.skipped[0].line), (1, 2), "{report:?}");
        assert!(report.skipped[0].reason.starts_with("a quotation mark is missing"), "{report:?}");

        // Closed by the next mark, which opens another cell: the last row is whole.
        let text = "date,title\n2024,\"a\n2025,b\n2026,c\n2027,\"d\"\n2028,e\n";
        let mut report = Report::default();
        let found = read(text, &Options::default(), &mut report);
        assert_eq!((report.passed_over, report.skipped[0].line), (1, 2), "{report:?}");
        assert_eq!(found.rows.len(), 1, "{found:?}");
        // A mark within a cell is no mistake, and a cell of several lines none either.
        for text in ["date,title\n2024,5\" disk\n2025,b\n", "date,title\n2024,\"a\nb\"\n2025,b\n"] {
            let mut report = Report::default();
            assert_eq!(read(text, &Options::default(), &mut report).rows.len(), 2);
            assert_eq!(report.passed_over, 0, "{report:?}");
        }
    }

    #[test]
    fn lines_may_end_as_on_old_macs() {
        let text: String = (0..5000).map(|n| format!("2024-10-14,\"Talks, {n}\",IR\r")).collect();
        let mut report = Report::default();
        let found = read(&format!("sep=,\rdate,title,country\r{text}"), &Options::default(), &mut report);
        assert!(report.failed.is_none(), "{report:?}");
        assert_eq!((found.rows.len(), found.names.len()), (5000, 3));
        assert_eq!((found.rows[0].line, found.rows[4999].line), (3, 5002));
        assert_eq!(&found.rows[4999].cells[1], "Talks, 4999");
    }
}
