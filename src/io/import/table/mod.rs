//! Tables: finds out what the columns mean from their names and all of their cells, and makes events of the rows.
//!
//! `csv` finds the rows of a text and `rows` which of them names the columns; `words` says what a name says, `missing` what
//! cells say that there is nothing, `profile` what a column is like. `roles` gives each field its column, with the reason;
//! `row` makes the events. `dates`, `civil`, `clock`, `months`, `spans` and `stamps` read dates, `hours` what stands apart
//! from them, `country_names` and `country_codes` countries.

mod cells;
pub(in crate::io) mod columns;
mod country_code_table;
mod country_codes;
mod country_names;
mod csv;
pub(in crate::io::import) mod dates;
mod hours;
mod missing;
mod precision;
mod profile;
mod reading;
mod roles;
mod row;
mod rows;
mod wide;
mod words;
mod zones;

pub(in crate::io::import) use cells::from_parts;
pub use columns::Field;
pub use country_codes::Codes;
pub use csv::NO_QUOTE;
pub use dates::stamps::Stamps;
pub use dates::{DayOrder, Reckoning};
pub use roles::Role;
pub(in crate::io::import) use rows::{Row, Rows};

use self::profile::Profile;
use self::roles::Roles;
use self::row::RowReader;
use crate::io::import::draft::Builder;
use crate::io::import::encoding::{Because, Charset, decode};
use crate::io::import::{Imported, Options, grouped};

/// So many rows are shown as they stand.
const SHOWN: usize = 100;

/// How a table was read, for what shows it and lets it be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub names: Vec<String>,
    /// Which column serves for which field, and why; in the order of `Field::ALL`.
    pub roles: Vec<Role>,
    /// The first rows as they stand, with their lines.
    pub first: Vec<(usize, Vec<String>)>,
    /// How many rows there are.
    pub rows: usize,
    /// What stands between cells.
    pub separator: u8,
    /// What stands around cells.
    pub quote: u8,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The encoding.
    pub charset: Charset,
    /// Why it is taken for this.
    pub because: Because,
    /// What comes first in dates of numbers; `None` where it makes no difference.
    pub order: Option<DayOrder>,
    /// How countries are written.
    pub codes: Codes,
}

impl Table {
    /// What a column serves for.
    pub fn fields(&self, column: usize) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(move |role| role.column == column)
    }
}

/// Reads a table from a text.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    let rows = csv::read(&decoded.text, options, &mut builder.report);
    if decoded.because == Because::Guessed {
        builder.report.note(format!("Read as {} (guessed)", decoded.charset.name()));
    }
    if decoded.damaged {
        let name = decoded.charset.name();
        builder.report.note(format!("Some bytes mean nothing in {name}; a � stands in the place of each"));
    }
    drop(decoded.text);
    let mut imported = of_rows(rows, options, builder);
    if let Some(table) = &mut imported.table {
        (table.charset, table.because) = (decoded.charset, decoded.because);
    }
    imported
}

/// Makes events of rows, whatever they were read from.
pub(super) fn of_rows(rows: Rows, options: &Options, mut builder: Builder<'_>) -> Imported {
    let rows = match wide::turned(&rows) {
        Some((turned, count)) => {
            builder
                .report
                .note(format!("{count} columns are named by countries: each of their cells is an event"));
            turned
        }
        None => rows,
    };
    builder.title.clone_from(&options.name);
    if rows.rows.is_empty() && builder.report.failed.is_none() {
        builder.report.fail("no rows found", "check that this is the right file");
    }
    let profiles: Vec<Profile<'_>> = (0..rows.names.len()).map(|at| Profile::of(&rows, at)).collect();
    let roles = roles::find(&rows, &profiles, options, &mut builder.report);
    let (how, order) = reading::of(&rows, &profiles, &roles, options, &mut builder.report);
    builder.codes = how.codes;
    builder.own = how.own;
    let codes = how.codes;
    tell(&rows, &profiles, &roles, &mut builder);
    // Until it is known where date and title stand there is nothing to show.
    let blind = !(roles.has(Field::Date) || roles.has(Field::Year)) || !roles.has(Field::Title);
    if !blind {
        let mut reader = RowReader::new(how);
        for row in &rows.rows {
            reader.take(row, &mut builder);
        }
        reader.tell(&mut builder);
    }
    let table = Table {
        first: rows.rows.iter().take(SHOWN).map(|row| (row.line, shown(row, rows.names.len()))).collect(),
        rows: rows.rows.len(),
        roles: roles.list.clone(),
        separator: rows.separator,
        quote: rows.quote,
        header: rows.header,
        charset: Charset::UTF8,
        because: Because::Valid,
        order,
        codes,
        names: rows.names.clone(),
    };
    drop(rows);
    Imported { table: Some(table), ..builder.finish() }
}

/// The cells of a row, cut, as many as there are columns.
fn shown(row: &Row, width: usize) -> Vec<String> {
    let cell = |at: usize| {
        crate::io::timeline_file::text::problems::shown(row.cells.get(at).unwrap_or_default().trim(), 120)
    };
    (0..width).map(cell).collect()
}

/// Tells how the table was read.
fn tell(rows: &Rows, profiles: &[Profile<'_>], roles: &Roles, builder: &mut Builder<'_>) {
    if rows.above > 0 {
        let lines = if rows.above == 1 { "line stands" } else { "lines stand" };
        builder.report.note(format!("{} {lines} above the names of the columns", rows.above));
    }
    if let Some(line) = rows.below {
        let reason = "another table begins here, with columns of its own; save it as a file of its own";
        builder.report.skip(line, reason, "");
    }
    if builder.codes != Codes::Names && roles.has(Field::Country) {
        builder.report.note(format!("Countries read as {}", builder.codes.name()));
    }
    let zone = zones::column(rows);
    if let Some(at) = zone {
        builder.report.note(format!("“{}” names the zone of the times in its row", rows.names[at]));
    }
    let minute = hours::columns(rows).filter(|(hour, _)| roles.column(Field::Time) == Some(*hour));
    let minute = minute.map(|(_, minute)| minute);
    let left: Vec<&str> = profiles
        .iter()
        .filter(|profile| !roles.serves(profile.at) && !profile.is_empty())
        .filter(|profile| zone != Some(profile.at) && minute != Some(profile.at))
        .map(|profile| rows.names[profile.at].as_str())
        .collect();
    if !left.is_empty() && left.len() < rows.names.len() {
        let shown: Vec<String> = left
            .iter()
            .take(12)
            .map(|name| crate::io::timeline_file::text::problems::shown(name, 30))
            .collect();
        let more = if left.len() > 12 { format!(" and {} more", left.len() - 12) } else { String::new() };
        builder.report.note(format!("Columns not imported: {}{more}", shown.join(", ")));
    }
}

impl RowReader<'_> {
    /// Tells what was read otherwise than it stands there.
    fn tell(&self, builder: &mut Builder<'_>) {
        if let Some(missing) = self.missing.in_words() {
            builder.report.note(format!("Cells that say that nothing is known: {missing}"));
        }
        let mut count = |count: usize, one: &str, several: &str| {
            if count > 0 {
                let what = if count == 1 { one } else { several };
                builder.report.note(format!("{} {what}", grouped(count)));
            }
        };
        count(
            self.coarser,
            "date is less exact than a day, as its column of precision says",
            "dates are less exact than a day, as the column of precision says",
        );
        count(
            self.past_midnight,
            "event ends at an hour before its beginning: read as the next day's",
            "events end at an hour before their beginning: read as the next day's",
        );
        count(
            self.markup,
            "row has text in HTML, read without its tags",
            "rows have text in HTML, read without its tags",
        );
        count(
            self.fractions,
            "time had a fraction of a second, now dropped",
            "times had fractions of a second, now dropped",
        );
        count(
            self.odd_weights,
            "importance is not a number from 1 to 5 and was left out",
            "importances are not numbers from 1 to 5 and were left out",
        );
    }
}
