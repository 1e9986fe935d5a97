//! A time of day that stands in columns of its hour and minute.

use super::missing::is_missing;
use super::rows::{Row, Rows};
use super::words::fold;

const HOURS: &[&str] =
    &["hour", "hours", "hr", "hh", "ihour", "stunde", "heure", "hora", "saat", "час", "ora"];
const MINUTES: &[&str] =
    &["minute", "minutes", "min", "mn", "mi", "iminute", "minuto", "dakika", "deqiqe", "минута", "minuti"];

/// The columns of an hour and of its minute: called so, and with numbers that can be such wherever they say something.
pub(super) fn columns(rows: &Rows) -> Option<(usize, usize)> {
    let of = |names: &[&str], most: u8| {
        let named = |name: &String| names.contains(&fold(name).as_str());
        let at = rows.names.iter().position(named)?;
        let mut cells = rows.column(at).map(str::trim).filter(|cell| !is_missing(cell)).peekable();
        (cells.peek().is_some() && cells.all(|cell| number(cell).is_some_and(|number| number <= most)))
            .then_some(at)
    };
    Some((of(HOURS, 24)?, of(MINUTES, 59)?))
}

/// The time of day of a row; empty where its hour or minute is not known.
pub(super) fn clock(row: &Row, (hour, minute): (usize, usize)) -> String {
    let part = |at: usize| row.cells.get(at).map(str::trim).and_then(number);
    match (part(hour), part(minute)) {
        (Some(hour), Some(minute)) => format!("{hour:02}:{minute:02}"),
        _ => String::new(),
    }
}

fn number(cell: &str) -> Option<u8> {
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_minutes() {
        let rows = |lines: &[&[&str]]| {
            let rows = lines.iter().map(|cells| Row { line: 1, cells: cells.iter().copied().collect() });
            Rows::of(rows.collect(), Some(true))
        };
        let found = rows(&[&["Year", "Hr", "Mn"], &["1902", "8", "5"], &["1903", "", "30"]]);
        assert_eq!(columns(&found), Some((1, 2)));
        assert_eq!(clock(&found.rows[0], (1, 2)), "08:05");
        assert_eq!(clock(&found.rows[1], (1, 2)), "");
        // The least of something, and no minute.
        assert_eq!(columns(&rows(&[&["Hour", "Min"], &["8", "75"]])), None);
        assert_eq!(columns(&rows(&[&["Hour", "Max"], &["8", "7"]])), None);
    }
}
