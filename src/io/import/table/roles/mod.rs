//! Which column serves for which field, and why: what the user says first, then what name and cells of the whole column
//! say together. Every decision has its reason; where two readings are close it is a question, and nothing is decided.

mod country;
mod date;
mod others;
mod parts;
mod title;

pub(super) use parts::{Parts, parts};

use super::columns::Field;
use super::profile::Profile;
use super::rows::Rows;
use super::words::fold;
use crate::io::import::report::{Column, Question};
use crate::io::import::{Options, Report};

/// A column that serves for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The field.
    pub field: Field,
    /// The column's position, from 0.
    pub column: usize,
    /// Why, in words that follow "because".
    pub because: String,
}

/// The roles of a table's columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    pub(super) list: Vec<Role>,
    /// Fields that the user named a column for, or none.
    asked: Vec<Field>,
    /// Columns that the user named.
    asked_columns: Vec<usize>,
}

impl Roles {
    /// The column of a field; the first, where several serve.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.list.iter().find(|role| role.field == field).map(|role| role.column)
    }

    /// All columns of a field.
    pub(super) fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        self.list.iter().filter(move |role| role.field == field).map(|role| role.column)
    }

    /// Whether any column serves for a field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Whether a column serves for anything.
    pub(super) fn serves(&self, column: usize) -> bool {
        self.list.iter().any(|role| role.column == column)
    }

    /// Whether a field may be looked for: the user has said nothing of it.
    fn is_open(&self, field: Field) -> bool {
        !self.asked.contains(&field)
    }

    /// Whether a column may be given a role: the user has said nothing of it.
    fn is_free(&self, column: usize) -> bool {
        !self.asked_columns.contains(&column) && !self.serves(column)
    }

    fn give(&mut self, field: Field, column: usize, because: impl Into<String>) {
        let is_given = self.list.iter().any(|role| (role.field, role.column) == (field, column));
        if self.is_open(field) && !self.asked_columns.contains(&column) && !is_given {
            self.list.push(Role { field, column, because: because.into() });
        }
    }
}

/// Finds the roles of all columns; what is open is asked in the report.
pub(super) fn find(rows: &Rows, profiles: &[Profile<'_>], options: &Options, report: &mut Report) -> Roles {
    let mut roles = asked(rows, options, report);
    if rows.rows.is_empty() {
        return roles;
    }
    if is_own(rows) {
        // What this program wrote says what it is.
        for (at, name) in rows.names.iter().enumerate() {
            if let Some(field) = Field::named(name) {
                roles.give(field, at, "this program wrote the table");
            }
        }
        return roles;
    }
    date::find(rows, profiles, &mut roles, report);
    country::find(rows, profiles, &mut roles, report);
    others::find_early(profiles, &mut roles);
    title::find(rows, profiles, &mut roles, report);
    others::find(profiles, &mut roles);
    // Nothing is passed over in silence: where what the user says leaves no date or title, that is asked.
    let asked = |field: Field, report: &Report| {
        let asks = |question: &Question| match question {
            Question::Which { field: of, .. } => *of == field,
            Question::Wide { .. } => field == Field::Date,
            _ => false,
        };
        report.questions.iter().any(asks)
    };
    let missing = [
        (Field::Date, roles.has(Field::Date) || roles.has(Field::Year)),
        (Field::Title, roles.has(Field::Title)),
    ];
    for (field, _) in missing.into_iter().filter(|(_, has)| !has) {
        if !asked(field, report) {
            report.questions.push(Question::Which { field, between: Vec::new() });
        }
    }
    roles.list.sort_by_key(|role| (Field::ALL.iter().position(|field| *field == role.field), role.column));
    roles
}

/// Whether a table is one that this program exported.
pub(super) fn is_own(rows: &Rows) -> bool {
    let own = crate::io::own_table::COLUMNS;
    rows.header && rows.names.len() >= own.len() && rows.names.iter().zip(own).all(|(name, own)| name == own)
}

/// What the user says of columns.
fn asked(rows: &Rows, options: &Options, report: &mut Report) -> Roles {
    let mut roles = Roles::default();
    for (at, field) in options.columns.iter().filter(|(at, _)| *at < rows.names.len()) {
        roles.asked_columns.push(*at);
        if let Some(field) = field {
            take(&mut roles, *field, *at);
        }
    }
    for (field, name) in &options.named_columns {
        let Some(name) = name else {
            roles.asked.push(*field);
            continue;
        };
        match named(rows, name) {
            Some(at) => take(&mut roles, *field, at),
            None if rows.names.is_empty() => {}
            None => report.fail(
                format!("there is no column “{name}”"),
                format!("the columns are {}", rows.names.join(", ")),
            ),
        }
    }
    // A column that was named for one field is not guessed to serve for another.
    let named: Vec<usize> = roles.list.iter().map(|role| role.column).collect();
    roles.asked_columns.extend(named);
    roles
}

fn take(roles: &mut Roles, field: Field, column: usize) {
    if !field.adds_up() && roles.has(field) {
        return; // Of two columns for the same field the first counts.
    }
    roles.asked.push(field);
    roles.list.push(Role { field, column, because: "you said so".to_owned() });
}

/// The column with this name, in any case; or with this number, from 1.
fn named(rows: &Rows, name: &str) -> Option<usize> {
    let by_name = rows.names.iter().position(|own| own == name);
    let by_name = by_name.or_else(|| rows.names.iter().position(|own| fold(own) == fold(name)));
    let number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    by_name.or(number.filter(|at| *at < rows.names.len()))
}

/// A column that may serve for a field, with what speaks for it.
#[derive(Clone, Debug)]
struct Candidate {
    column: usize,
    score: f64,
    because: Vec<String>,
}

/// The best of several, unless another is as good: then the question, with the names of both.
fn best(
    rows: &Rows,
    field: Field,
    mut candidates: Vec<Candidate>,
    margin: f64,
    same: impl Fn(usize, usize) -> bool,
) -> Result<Option<Candidate>, Question> {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let Some(first) = candidates.first().cloned() else { return Ok(None) };
    let rivals = candidates[1..].iter().filter(|other| first.score - other.score < margin);
    let rivals: Vec<usize> = rivals.map(|other| other.column).filter(|at| !same(first.column, *at)).collect();
    if rivals.is_empty() {
        return Ok(Some(first));
    }
    let between = std::iter::once(first.column)
        .chain(rivals)
        .take(4)
        .map(|at| Column { number: at + 1, name: rows.names[at].clone() })
        .collect();
    Err(Question::Which { field, between })
}

/// "9 of 10 cells", "all 10 cells".
fn cells(share: f64, profile: &Profile<'_>) -> String {
    let all = profile.cells.len();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a share of a small number
    let some = (share * all as f64).round() as usize;
    if some == all { format!("all {all} cells") } else { format!("{some} of {all} cells") }
}
