//! Tables that are written across: a column for each country, with what happened there in its cells. They are turned, so
//! that each cell is a row of its own. Where the cells are numbers there is nothing to tell, and nothing is turned.

use ::csv::StringRecord;

use super::cells::is_number;
use super::country_names;
use super::missing::is_missing;
use super::profile::is_switch;
use super::rows::{Row, Rows};

/// So many columns at least are named by countries.
const LEAST: usize = 3;

/// The table turned, and how many columns were; `None` where it is not written across.
pub(super) fn turned(rows: &Rows) -> Option<(Rows, usize)> {
    if !rows.header {
        return None;
    }
    let is_country = |at: &usize| country_names::find_name(&rows.names[*at]).is_some();
    let across: Vec<usize> = (0..rows.names.len()).filter(is_country).collect();
    let others: Vec<usize> = (0..rows.names.len()).filter(|at| !is_country(at)).collect();
    if across.len() < LEAST || across.len() < others.len() {
        return None;
    }
    let cells =
        || across.iter().flat_map(|at| rows.column(*at)).map(str::trim).filter(|cell| !is_missing(cell));
    let told = cells().take(5000).filter(|cell| !is_number(cell) && !is_switch(cell)).count();
    if told == 0 || told * 10 < cells().take(5000).count() * 6 {
        return None;
    }
    let mut names: Vec<String> = others.iter().map(|at| rows.names[*at].clone()).collect();
    names.extend(["Country".to_owned(), "Title".to_owned()]);
    let mut turned = Vec::new();
    for row in &rows.rows {
        let cell = |at: usize| row.cells.get(at).unwrap_or_default().trim();
        for at in across.iter().copied().filter(|at| !is_missing(cell(*at))) {
            let own = others.iter().map(|other| cell(*other));
            let cells: StringRecord = own.chain([rows.names[at].as_str(), cell(at)]).collect();
            turned.push(Row { line: row.line, cells });
        }
    }
    let count = across.len();
    let (separator, quote, above, below) = (rows.separator, rows.quote, rows.above, rows.below);
    Some((Rows { names, rows: turned, separator, quote, header: true, above, below }, count))
}
