//! Dates given on the command line.

use super::WrongCall;
use crate::model::{EventDate, calendar};

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
