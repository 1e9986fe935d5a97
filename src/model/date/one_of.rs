//! One of several dates (EDTF level 2): `[1667,1668]` is 1667 or 1668, `[1667..1670]` one of the years between. Such a date
//! has the days from the first of them to the last, and is never known to the day.

use super::cursor::error;
use super::parse::{self, Written};
use super::{DateError, Moment, Precision, words};
use crate::model::day::Day;

/// More are no date but a list.
const MOST: usize = 100;

/// The dates that a set in brackets names: each, or the first and the last where there are dots between.
struct Members {
    written: Vec<Written>,
    /// Whether all that lies between the first and the last is meant.
    between: bool,
}

/// Whether a text is a set in brackets.
pub(super) fn is_set(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}

/// What is known of a date that is one of several.
///
/// # Errors
/// Says what is wrong, and what to write instead.
pub(super) fn moment(text: &str) -> Result<Moment, DateError> {
    let members = members(text)?;
    let moments: Vec<Moment> =
        members.written.iter().filter_map(|written| written.begin.edge().moment()).collect();
    let first = moments.iter().map(|moment| moment.earliest).min().unwrap_or(Day::MIN);
    let last = moments.iter().map(|moment| moment.latest).max().unwrap_or(Day::MAX);
    // As finely as a date is written that has as many days.
    let finest = match last.since(first) {
        0..=31 => Precision::Month,
        32..=124 => Precision::Season,
        125..=731 => Precision::Year,
        732..=7_305 => Precision::Decade,
        _ => Precision::Century,
    };
    Ok(Moment {
        earliest: first,
        latest: last,
        precision: moments.iter().map(|moment| moment.precision).fold(finest, Precision::max),
        uncertain: moments.iter().any(|moment| moment.uncertain),
        approximate: moments.iter().any(|moment| moment.approximate),
    })
}

/// "1667 or 1668", "some time between 1667 and 1670"; `label` is the short form.
pub(super) fn in_words(text: &str, label: bool) -> Option<String> {
    let members = members(text).ok()?;
    let say = |written: &Written| if label { words::label(written) } else { words::in_words(written) };
    let said: Vec<String> = members.written.iter().map(say).collect();
    Some(match (&said[..], members.between, label) {
        ([first, .., last], true, false) => format!("some time between {first} and {last}"),
        ([first, .., last], _, true) if members.between || said.len() > 2 => format!("{first} – {last}"),
        ([before @ .., last], _, _) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        (said, _, _) => said.concat(),
    })
}

fn members(text: &str) -> Result<Members, DateError> {
    let at = 0..text.len();
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let between = inner.contains("..");
    let parts: Vec<&str> = if between { inner.split("..").collect() } else { inner.split(',').collect() };
    let hint = "write [1667,1668] for one of two, [1667..1670] for one between, or 1667/1668 for an interval";
    let open = between && (parts.len() != 2 || parts.iter().any(|part| part.trim().is_empty()));
    if open || parts.len() > MOST || inner.contains(['[', ']', '{', '/']) {
        return Err(error("this is not one of several dates", hint, at));
    }
    let mut written = Vec::with_capacity(parts.len());
    for part in parts {
        let one = parse::date_or_interval(part.trim()).map_err(|wrong| {
            error(format!("in the set, {}: {}", part.trim(), wrong.message), hint, at.clone())
        })?;
        written.push(one);
    }
    let first = |written: &Written| written.begin.edge().moment().map(|moment| moment.earliest);
    if between && written.first().map(first) > written.last().map(first) {
        return Err(error("the set ends before it begins", "write the earlier date first", at));
    }
    Ok(Members { written, between })
}

#[cfg(test)]
mod tests {
    use crate::model::date::EventDate;

    #[test]
    fn one_of_several_dates_has_the_days_of_all() {
        for (text, words, label, first, last) in [
            ("[1667,1668]", "1667 or 1668", "1667 or 1668", "1667-01-01", "1668-12-31"),
            (
                "[1667, 1668, 1670-12]",
                "1667, 1668 or December 1670",
                "1667 – Dec 1670",
                "1667-01-01",
                "1670-12-31",
            ),
            ("[1667..1670]", "some time between 1667 and 1670", "1667 – 1670", "1667-01-01", "1670-12-31"),
            (
                "[2024-10-14,2024-10-16]",
                "14 October 2024 or 16 October 2024",
                "14 Oct or 16 Oct",
                "2024-10-14",
                "2024-10-16",
            ),
            ("[1667]", "1667", "1667", "1667-01-01", "1667-12-31"),
        ] {
            let date = EventDate::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((date.in_words().as_str(), date.label().as_str()), (words, label), "{text}");
            assert_eq!(
                (date.first_day().to_string(), date.last_day().to_string()),
                (first.into(), last.into())
            );
            assert!(!date.is_exact() && !date.is_interval() && date.text() == text);
        }
        assert!(!EventDate::parse("[2024-10-14,2024-10-14]").unwrap().is_exact());
        for wrong in [
            "[]",
            "[1667..]",
            "[..1667]",
            "[1670..1667]",
            "[1667,x]",
            "[1667/1668]",
            "[[1667]]",
            "[1667",
            "{1667,1668}",
        ] {
            assert!(EventDate::parse(wrong).is_err(), "{wrong}");
        }
    }
}
