//! What cells say that there is nothing: words and numbers that statistics programs, spreadsheets and code books write
//! for a value that is not known. They are told from values before anything else is asked of a column.

use std::collections::BTreeMap;

/// Words for nothing, in lower case.
const WORDS: &[&str] = &[
    "na",
    "n/a",
    "#n/a",
    "n.a.",
    "n.a",
    "nan",
    "nat",
    "null",
    "none",
    "nil",
    "(null)",
    "<na>",
    "\\n",
    "n.d.",
    "n.d",
    "n/d",
    "k.a.",
    "k. a.",
    "k.a",
    "nd",
    "-",
    "--",
    "---",
    "–",
    "—",
    "?",
    "??",
    ".",
    "..",
    "#value!",
    "#ref!",
    "#null!",
    "missing",
    "(blank)",
    "(none)",
    "not available",
    "not applicable",
];

/// Numbers for nothing.
const NUMBERS: &[&str] = &[
    "-9",
    "-99",
    "-999",
    "-9999",
    "-9.0",
    "-99.0",
    "-999.0",
    "-77",
    "-88",
    "-66",
    "99/99/9999",
    "99.99.9999",
    "99-99-9999",
    "9999-99-99",
    "9999-12-31",
    "31/12/9999",
    "12/31/9999",
    "31.12.9999",
    "0000-00-00",
    "00/00/0000",
    "00.00.0000",
    "0000-00-00 00:00:00",
    "9999-12-31 00:00:00",
    "9999-12-31t00:00:00z",
];

/// The longest of all of them, in bytes.
const LONGEST: usize = 20;

/// Whether a cell, without blanks around it, says that there is nothing.
#[must_use]
pub(in crate::io::import) fn is_missing(cell: &str) -> bool {
    mark(cell).is_some()
}

/// Whether a cell is the mark that R and others write for nothing and that is Namibia's code too.
pub(super) fn is_na(cell: &str) -> bool {
    cell.trim() == "NA"
}

/// The mark that a cell is, in lower case; an empty cell is the mark "".
pub(super) fn mark(cell: &str) -> Option<&'static str> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some("");
    }
    if cell.len() > LONGEST || !could_be(cell) {
        return None;
    }
    let known =
        |list: &'static [&'static str]| list.iter().find(|mark| mark.eq_ignore_ascii_case(cell)).copied();
    known(WORDS).or_else(|| known(NUMBERS))
}

/// Whether a cell begins as a mark does: nearly all cells are told from marks by this.
fn could_be(cell: &str) -> bool {
    match cell.as_bytes().first() {
        Some(
            b'n' | b'N' | b'm' | b'M' | b'k' | b'K' | b'#' | b'(' | b'<' | b'\\' | b'-' | b'?' | b'.' | 0xe2,
        ) => true,
        Some(b'0' | b'1' | b'3' | b'9') => {
            cell.len() >= 8 && (cell.contains("9999") || cell.starts_with("00"))
        }
        _ => false,
    }
}

/// Counts marks, for the report.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted(BTreeMap<String, usize>);

impl Counted {
    /// Counts a cell that is a mark other than an empty cell.
    pub(super) fn count(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() || !is_missing(cell) {
            return;
        }
        match self.0.get_mut(cell) {
            Some(count) => *count += 1,
            None => _ = self.0.insert(cell.to_owned(), 1),
        }
    }

    /// "NA (3), -9 (12)"; nothing where there is none.
    pub(super) fn in_words(&self) -> Option<String> {
        let each =
            |(mark, count): (&String, &usize)| format!("{mark} ({})", crate::io::import::grouped(*count));
        (!self.0.is_empty()).then(|| self.0.iter().map(each).collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for cell in [
            "",
            " ",
            "NA",
            "N/A",
            "#N/A",
            "n.a.",
            "NaN",
            "NULL",
            "None",
            "-",
            "?",
            "-9",
            "-99",
            "-999",
            "9999-12-31",
            "99/99/9999",
        ] {
            assert!(is_missing(cell), "{cell}");
        }
        for cell in ["NAM", "0", "9", "unknown", "Nina", "2024", "-1"] {
            assert!(!is_missing(cell), "{cell}");
        }
    }
}
