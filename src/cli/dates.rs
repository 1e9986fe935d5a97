//! Dates given on the command line.

use super::WrongCall;
use crate::model::{Day, Document, EventDate, calendar};

/// A date of the call.
pub(crate) fn date(option: &str, text: &str) -> Result<EventDate, WrongCall> {
    calendar::read(text).map_err(|error| {
        let wrong = WrongCall::new(format!("{option} {text}: {error}"));
        wrong.hint(error.hint.unwrap_or_else(|| "write a date as 2024-10-14, 2024-10 or 2024".to_owned()))
    })
}

/// Reads `--expected-below`: how many days chance may give.
pub(super) fn expected(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(days) if days > 0.0 && days.is_finite() => Ok(days),
        _ => Err("give a number of days above 0, such as 0.5".to_owned()),
    }
}

/// Without days to show: the year in which the picture of an empty timeline stands.
const EMPTY_YEAR: i32 = 2024;

/// The days asked for, whole; else from the first event to the last.
pub(super) fn days_in_view(
    document: &Document,
    from: Option<&EventDate>,
    to: Option<&EventDate>,
) -> Result<(Day, Day), WrongCall> {
    let events = document.events();
    let first = events.iter().map(|event| event.date.first_day()).min();
    let last = events.iter().map(|event| event.date.last_day()).max();
    let empty = |month, day| Day::from_ymd(EMPTY_YEAR, month, day).unwrap_or_default();
    let (asked_from, asked_to) = (from.map(EventDate::first_day), to.map(EventDate::last_day));
    let first = asked_from.or(first).or(asked_to).unwrap_or(empty(1, 1));
    let last = asked_to.or(last).or(asked_from).unwrap_or(empty(12, 31));
    if last < first {
        return Err(WrongCall::new(format!("there are no days from {first} to {last}")));
    }
    Ok((first, last))
}
