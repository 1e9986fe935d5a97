//! What one column of a table is like: its name in words, how many of its cells say something, and of what kinds they
//! are. Roles are given by these facts alone, so that each can be explained.

use std::collections::HashSet;

use super::dates::{self, stamps};
use super::rows::{Row, Rows};
use super::words::Words;
use super::{country_names, missing};
use crate::io::import::table::cells::is_number;

/// So many rows, spread evenly over the whole table, are looked at for the kinds of cells. What must hold for every row
/// (the order of day and month, that nothing ends before it begins) is looked up in every row.
const LOOKED_AT: usize = 2000;

/// A column.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile<'r> {
    /// Its position, from 0.
    pub(super) at: usize,
    /// Its name.
    pub(super) words: Words,
    /// How many rows were looked at.
    pub(super) rows: usize,
    /// The cells that say something, without blanks around them.
    pub(super) cells: Vec<&'r str>,
    /// How many "NA" there are.
    pub(super) not_available: usize,
    /// How many cells are different.
    pub(super) different: usize,
    /// The share of cells that are whole dates.
    pub(super) dates: f64,
    /// … that are years of four digits, or about or between such.
    pub(super) years: f64,
    /// … that are numbers.
    pub(super) numbers: f64,
    /// … that are numbers as clocks of machines and spreadsheets count days or seconds.
    pub(super) stamps: f64,
    /// … that are times of day.
    pub(super) times: f64,
    /// … that are names of countries.
    pub(super) countries: f64,
    /// … that have letters and are no address, coordinate, list or code of a program.
    pub(super) prose: f64,
    /// … that have several words.
    pub(super) several_words: f64,
    /// … that are short codes: no blanks, and digits or capitals alone.
    pub(super) codes: f64,
    /// … that are addresses.
    pub(super) addresses: f64,
    /// The mean length of cells, in characters.
    pub(super) length: f64,
}

impl<'r> Profile<'r> {
    /// Looks at a column.
    pub(super) fn of(rows: &'r Rows, at: usize) -> Self {
        let step = rows.rows.len().div_ceil(LOOKED_AT).max(1);
        let mut profile = Self { at, ..Self::default() };
        if rows.named(at) {
            profile.words = Words::of(&rows.names[at]);
        }
        // A row of units below the names is no value of any column; that it is no row is told when it is read.
        let units = rows.rows.first().is_some_and(is_units);
        for row in rows.rows.iter().skip(usize::from(units && rows.rows.len() > 1)).step_by(step) {
            let cell = row.cells.get(at).unwrap_or_default().trim();
            profile.rows += 1;
            profile.not_available += usize::from(missing::is_na(cell));
            if !missing::is_missing(cell) {
                profile.cells.push(cell);
            }
        }
        profile.measure();
        profile
    }

    fn measure(&mut self) {
        let cells = &self.cells;
        let share = |test: &dyn Fn(&str) -> bool| share(cells, test);
        self.different = cells.iter().collect::<HashSet<_>>().len();
        self.dates = share(&|cell| dates::is_date(cell));
        self.years = share(&dates::is_year_about);
        self.numbers = share(&is_number);
        self.stamps = share(&|cell| stamps::kind(cell).is_some());
        self.times = share(&|cell| dates::is_clock(cell));
        self.countries = share(&|cell| names_country(cell));
        self.prose = share(&is_prose);
        self.several_words = share(&|cell| cell.split_whitespace().nth(1).is_some());
        self.codes = share(&is_code);
        self.addresses = share(&is_address);
        let letters: usize = cells.iter().map(|cell| cell.chars().count()).sum();
        self.length = letters as f64 / cells.len().max(1) as f64;
    }

    /// The share of rows in which it says something.
    pub(super) fn filled(&self) -> f64 {
        self.cells.len() as f64 / self.rows.max(1) as f64
    }

    /// The share of cells that pass a test; 0 of none.
    pub(super) fn share(&self, test: &dyn Fn(&str) -> bool) -> f64 {
        share(&self.cells, test)
    }

    /// How many of its cells are different, as a share.
    pub(super) fn variety(&self) -> f64 {
        self.different as f64 / self.cells.len().max(1) as f64
    }

    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// Whether a row says how the columns below are written, `YYYY-MM-DD`, "(km)", `[yr]`, and has no value itself.
fn is_units(row: &Row) -> bool {
    let cells = || row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty());
    let pattern = |cell: &str| {
        let letters = cell.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase());
        let lower: String = letters.clone().collect();
        lower.contains("yy") && lower.contains("mm") && letters.clone().all(|c| "ymdhsftz".contains(c))
    };
    let bracketed = |cell: &str| {
        cell.starts_with('(') && cell.ends_with(')') || cell.starts_with('[') && cell.ends_with(']')
    };
    cells().count() > 1
        && !cells().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()))
        && (cells().any(pattern) || cells().all(bracketed))
}

fn share(cells: &[&str], test: &dyn Fn(&str) -> bool) -> f64 {
    let passed = cells.iter().filter(|cell| test(cell)).count();
    if cells.is_empty() { 0.0 } else { passed as f64 / cells.len() as f64 }
}

/// A name of a country, or several of them in one cell.
fn names_country(cell: &str) -> bool {
    let name = |text: &str| country_names::find_name(text).is_some();
    name(cell) || {
        let several = country_names::several(cell, &name);
        !several.is_empty() && several.iter().all(|one| name(one))
    }
}

pub(super) fn is_address(cell: &str) -> bool {
    let scheme = cell.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        || cell.starts_with("www.")
}

/// Words for people: letters, and nothing that only a program reads.
fn is_prose(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let machine = cell.starts_with('{')
        || cell.starts_with("[{")
        || cell.starts_with("<?")
        || cell == "[]"
        || is_geometry(cell);
    letters >= 2 && !machine && !is_address(cell) && !is_switch(cell) && !is_identifier(cell)
}

/// `POINT (44 34)`, "(27.0, 50.0)".
fn is_geometry(cell: &str) -> bool {
    let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
    ["point", "polygon", "linestring", "multipolygon", "multipoint"]
        .contains(&letters.to_lowercase().as_str())
        && cell[letters.len()..].trim_start().starts_with('(')
}

/// True, false, yes, no.
pub(super) fn is_switch(cell: &str) -> bool {
    ["true", "false", "yes", "no", "y", "n", "t", "f", "ja", "nein", "oui", "non", "on", "off"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(cell))
}

/// Long runs of letters and digits that no one reads: UUIDs, hashes, `dRw4w9WgXaQ`.
fn is_identifier(cell: &str) -> bool {
    let plain = cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    plain && (cell.len() >= 20 && digits >= 5 || cell.len() >= 8 && digits * 2 >= cell.len())
}

/// A short code: no blank, and capitals, digits and signs alone, or a mark of one or two letters.
fn is_code(cell: &str) -> bool {
    let no_small = !cell.chars().any(char::is_lowercase);
    let short = cell.chars().count();
    !cell.contains(' ')
        && (short <= 2 || (no_small && (short <= 4 || cell.bytes().any(|byte| byte.is_ascii_digit()))))
}
