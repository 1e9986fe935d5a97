//! The rows of a table, whatever they were read from, and what of them names the columns.

use ::csv::StringRecord;

use super::cells::is_number;
use super::dates;
use super::words::{Says, Words};

/// A row.
#[derive(Clone, Debug)]
pub(in crate::io::import) struct Row {
    /// The line on which it begins, from 1; of a sheet, its row.
    pub(in crate::io::import) line: usize,
    /// Its cells.
    pub(in crate::io::import) cells: StringRecord,
}

/// The rows of a table.
#[derive(Clone, Debug, Default)]
pub(in crate::io::import) struct Rows {
    /// The names of the columns; "Column 3" where nothing names it.
    pub(in crate::io::import) names: Vec<String>,
    pub(in crate::io::import) rows: Vec<Row>,
    pub(in crate::io::import) separator: u8,
    pub(in crate::io::import) quote: u8,
    pub(in crate::io::import) header: bool,
    /// How many lines stand above the names of the columns and say what the table is.
    pub(in crate::io::import) above: usize,
    /// The line on which another table begins, with columns of its own; nothing of it is among the rows.
    pub(in crate::io::import) below: Option<usize>,
}

impl Rows {
    /// The values of a column, top to bottom.
    pub(in crate::io::import) fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cells.get(at).unwrap_or_default())
    }

    /// Whether the table gives a column a name.
    pub(super) fn named(&self, at: usize) -> bool {
        self.header && self.names.get(at).is_some_and(|name| *name != format!("Column {}", at + 1))
    }

    /// Rows of records, of which the first may name the columns.
    pub(in crate::io::import) fn of(mut rows: Vec<Row>, header: Option<bool>) -> Self {
        let above = lines_above(&rows);
        let mut found = Self::default();
        let names_above = header != Some(false) && (header == Some(true) || has_header(&rows[above..]));
        let mut over = None;
        if names_above {
            found.above = above;
            over = rows.drain(..above).next_back().map(|row| row.cells);
        }
        let width = rows.iter().take(1000).map(|row| row.cells.len()).max().unwrap_or(0);
        let first = if names_above && !rows.is_empty() { Some(rows.remove(0).cells) } else { None };
        found.header = first.is_some();
        let is_comment =
            first.as_ref().and_then(|first| first.get(0)).is_some_and(|cell| cell.starts_with('#'));
        if found.header {
            let no_row = |row: &Row| {
                is_rule(row) || (is_comment && row.cells.get(0).is_some_and(|cell| cell.starts_with('#')))
            };
            rows.retain(|row| !no_row(row));
        }
        let first = first.map(|first| match &over {
            Some(over) => under(over, &first),
            None => first,
        });
        if let Some(at) = first.as_ref().and_then(|first| other_table(first, &rows)) {
            found.below = Some(rows[at].line);
            rows.truncate(at);
        }
        found.names = names(first.as_ref(), width);
        found.rows = rows;
        found
    }
}

/// The names of columns, each different from the others.
fn names(first: Option<&StringRecord>, width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    for at in 0..width {
        let name = first.and_then(|first| first.get(at)).map(str::trim).unwrap_or_default();
        let name = if at == 0 { name.trim_start_matches('#').trim() } else { name };
        names.push(if name.is_empty() { format!("Column {}", at + 1) } else { name.to_owned() });
    }
    names
}

/// Names whose groups stand over them, each over the first of its group: "Start" over "Year", "Month" and "Day". What has no
/// name of its own has that of its group, and what several are called is told apart by it.
fn under(over: &StringRecord, names: &StringRecord) -> StringRecord {
    let cell = |record: &'_ StringRecord, at: usize| record.get(at).unwrap_or_default().trim().to_owned();
    if over.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
        return names.clone(); // A title.
    }
    let mut group = String::new();
    let named = |at: usize| {
        let (own, above) = (cell(names, at), cell(over, at));
        if !above.is_empty() {
            group.clone_from(&above);
        }
        let twice = names.iter().filter(|other| other.trim() == own).count() > 1;
        match (own.is_empty(), twice) {
            (true, _) => above,
            (false, true) if !group.is_empty() => format!("{group} {own}"),
            _ => own,
        }
    };
    (0..names.len().max(over.len())).map(named).collect()
}

/// A line of dashes below the names of the columns.
fn is_rule(row: &Row) -> bool {
    let mut filled = row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| cell.len() > 3 && cell.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+')))
}

/// How many rows at the top say what the table is (a title, a source, a date of export) before its columns are named: those
/// with few cells, where the rows below have many.
fn lines_above(rows: &[Row]) -> usize {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let looked_at = || rows.iter().take(300);
    let mut widths: Vec<usize> = looked_at().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let Some(width) = widths.get(widths.len() / 2).copied().filter(|width| *width > 1) else { return 0 };
    let least = width.min(2.max(width / 2));
    // In a narrow table one name alone is enough.
    let enough = |row: &Row| filled(row) >= least || (width < 3 && row.cells.len() == width);
    let first = rows.iter().take(50).position(enough).unwrap_or(0);
    // Over the names may stand what several of them have in common, in fewer cells.
    let first = match rows.get(first..first + 2) {
        Some([over, names])
            if is_header(names)
                && filled(over) < width
                && (filled(over) < filled(names) || completes(over, names)) =>
        {
            first + 1
        }
        _ => first,
    };
    // A comment (`#separator \x09`) is no row of names, whatever stands in it.
    let commented = rows.iter().take(50).position(|row| row.cells.get(0) == Some("#fields"));
    commented.unwrap_or(first)
}

/// Whether each column has a name in one of two rows, and some have it in the second alone.
fn completes(over: &Row, names: &Row) -> bool {
    let has = |row: &Row, at: usize| row.cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
    let width = over.cells.len().max(names.cells.len());
    (0..width).all(|at| has(over, at) || has(names, at)) && (0..width).any(|at| !has(over, at))
}

/// The first row that names columns anew, and otherwise: what follows is another table.
fn other_table(first: &StringRecord, rows: &[Row]) -> Option<usize> {
    let says_date = |name: &str| Words::of(name).is_only(Says::Date);
    let dated: Vec<usize> = (0..first.len()).filter(|at| first.get(*at).is_some_and(says_date)).collect();
    if dated.is_empty() {
        return None;
    }
    rows.iter().position(|row| {
        let cell = |at: usize| row.cells.get(at).unwrap_or_default().trim();
        let own = |at: usize| first.get(at).unwrap_or_default().trim();
        dated.iter().any(|at| !cell(*at).is_empty() && cell(*at) == own(*at))
            && (0..first.len().max(row.cells.len())).any(|at| cell(at) != own(at))
            && is_header(row)
    })
}

/// Whether a row can be nothing but names of columns: one of them says date, and none is a date or a number.
fn is_header(row: &Row) -> bool {
    let cells = || row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let dates_or_numbers = cells().any(|cell| dates::is_date(cell) || is_number(cell));
    let says = |cell: &str| {
        let words = Words::of(cell);
        words.is_only(Says::Date) || words.is_only(Says::Year) || words.is_only(Says::Start)
    };
    cells().count() > 1 && !dates_or_numbers && cells().any(says)
}

/// Whether the first row names the columns: it has a name that is known, or none of its cells is a date or a number where
/// the rows below have such.
fn has_header(rows: &[Row]) -> bool {
    let Some(first) = rows.first() else { return false };
    let below = || rows.iter().skip(1).take(50);
    let mostly = |at: usize, test: &dyn Fn(&str) -> bool| {
        below().filter(|row| row.cells.get(at).is_some_and(|cell| test(cell.trim()))).count() * 2
            > below().count()
    };
    let cells = || first.cells.iter().map(str::trim).enumerate();
    let dated: Vec<usize> = cells().filter(|(_, cell)| dates::is_date(cell)).map(|(at, _)| at).collect();
    let years: Vec<usize> = cells().filter(|(_, cell)| is_year(cell)).map(|(at, _)| at).collect();
    // A table with a column for each day or year has dates in its first row, and other things below them.
    let apart = |columns: &[usize], test: &dyn Fn(&str) -> bool| {
        columns.len() > 2 && columns.iter().all(|at| !mostly(*at, test))
    };
    if apart(&dated, &dates::is_date) || apart(&years, &is_year) {
        return true;
    }
    let numbers = cells().filter(|(_, cell)| is_number(cell)).count();
    if !dated.is_empty() || numbers > 0 {
        return false;
    }
    let known = |cell: &str| cell.split_whitespace().count() < 6 && Words::of(cell).is_known();
    if cells().any(|(_, cell)| known(cell)) {
        // A name that says something, unless the rows below say the same in the same places.
        let filled = cells().filter(|(_, cell)| !cell.is_empty()).count();
        let same =
            cells().filter(|(at, cell)| !cell.is_empty() && mostly(*at, &|other| other == *cell)).count();
        let repeated = same * 3 > filled;
        return !repeated || rows.len() < 3;
    }
    rows.len() > 1 && (0..first.cells.len()).any(|at| mostly(at, &dates::is_date))
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u16>().is_ok_and(|year| (1500..2200).contains(&year))
}
