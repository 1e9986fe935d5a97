//! `--align` of `coeval render`: what days are counted from, and the days in view where they are counted.

use super::dates::date;
use super::{WrongCall, output};
use crate::analysis::align::{AlignError, tags};
use crate::analysis::{AlignOn, Aligned, Index};
use crate::layout::Viewport;
use crate::model::{Day, Document};

/// Finds what days are to be counted from, and says what must be known to read the picture.
pub(super) fn find(document: &Document, index: &Index, text: &str) -> Result<Aligned, WrongCall> {
    let aligned = Aligned::new(document, index, &AlignOn::of_text(text)).map_err(|error| {
        let wrong = WrongCall::new(format!("--align {text}: {error}"));
        match error {
            AlignError::NoEvent(_) => wrong.hint("use an id from `coeval list --format csv`, or tag:NAME"),
            AlignError::NoTag(_) => wrong.hint(known_tags(document)),
            AlignError::NoBeginning(_) | AlignError::NoOccurrence(_) => {
                wrong.hint("choose an event whose date is known at least to the month")
            }
        }
    })?;
    let remark = if aligned.remark.is_empty() { String::new() } else { format!(": {}", aligned.remark) };
    output::message(&format!("day 0 is {}{remark}\n", aligned.title));
    Ok(aligned)
}

fn known_tags(document: &Document) -> String {
    let tags: Vec<&str> = tags(document).into_iter().take(8).map(|(tag, _)| tag).collect();
    if tags.is_empty() { "no event has a tag".to_owned() } else { format!("known tags: {}", tags.join(", ")) }
}

/// The days in view: dates, or numbers of days from day zero, which where occurrences are overlaid are all there is.
/// What is not told is `usual`.
pub(super) fn viewport(
    aligned: &Aligned,
    from: Option<&str>,
    to: Option<&str>,
    usual: (Day, Day),
) -> Result<Viewport, WrongCall> {
    let zero = aligned.day();
    let usual = match aligned.overlay() {
        Some(overlay) => (-overlay.first_days(), overlay.first_days()),
        None => (usual.0.number(), usual.1.number()),
    };
    let day = |option: &str, text: Option<&str>, first: bool, usual: i32| {
        let Some(text) = text else { return Ok(usual) };
        let number =
            || text.trim().replace('−', "-").parse::<i32>().ok().map(|days| zero.saturating_add(days));
        if aligned.overlay().is_some() {
            let wrong = || WrongCall::new(format!("{option} {text}: not a number of days"));
            return number()
                .ok_or_else(|| wrong().hint("count days before and after, as in --from -30 --to 90"));
        }
        match date(option, text) {
            Ok(date) if first => Ok(date.first_day().number()),
            Ok(date) => Ok(date.last_day().number()),
            Err(error) => number().ok_or(error),
        }
    };
    let (first, last) = (day("--from", from, true, usual.0)?, day("--to", to, false, usual.1)?);
    if last < first {
        return Err(WrongCall::new("--to is before --from".to_owned()));
    }
    Ok(Viewport::fit(Day::from_number(first), Day::from_number(last)))
}
