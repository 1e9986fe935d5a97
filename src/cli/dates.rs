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
