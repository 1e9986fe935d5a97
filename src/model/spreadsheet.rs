//! What a spreadsheet would do with a cell of a table: one that begins like a formula is run, whoever wrote it
//! (<https://owasp.org/www-community/attacks/CSV_Injection>). An apostrophe before it, as people type it there, makes it a
//! text; reading takes it away again.

use std::borrow::Cow;

/// The cell, with an apostrophe before it where a spreadsheet would run it. So that reading is certain, a cell that begins
/// with apostrophes before such a beginning gets one more.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if begins_like_a_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell without the apostrophe that [`guarded`] put before it.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(bare) if begins_like_a_formula(bare) => bare,
        _ => cell,
    }
}

/// Cells that were given an apostrophe, in words; `None` where there are none.
#[must_use]
pub fn told(cells: usize) -> Option<String> {
    let (cells, begin) = match cells {
        0 => return None,
        1 => ("1 cell".to_owned(), "begins"),
        count => (format!("{} cells", super::grouped(count)), "begin"),
    };
    Some(format!(
        "{cells} that {begin} with =, +, -, @ or a tab got an apostrophe in front, so that no spreadsheet runs what is in \
         them"
    ))
}

fn begins_like_a_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guarded_is_read_as_it_was() {
        for cell in [
            "=1+1",
            "+1",
            "-0044-03-15",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "'=1",
            "''-",
            "'s-Hertogenbosch",
            "",
            "'",
            "a=b",
        ] {
            let guarded = guarded(cell);
            assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            assert_eq!(unguarded(&guarded), cell);
        }
        assert_eq!(guarded("talks"), "talks");
        assert_eq!(unguarded("'quoted'"), "'quoted'");
    }

    #[test]
    fn it_is_told_in_a_sentence() {
        assert_eq!(told(0), None);
        assert!(told(1).unwrap().starts_with("1 cell that begins with ="));
        assert!(told(2).unwrap().starts_with("2 cells that begin with ="));
    }
}
