//! A measured range of days as a condition of the search.

use crate::analysis::{DayRange, Query};

/// The search with the condition that an event may touch a range of days, in the place of such a condition that a
/// measured range has left there before. A search that makes no sense is replaced.
#[must_use]
pub fn with_range(text: &str, range: DayRange) -> String {
    let condition = format!("date:{}/{}", range.first, range.last);
    let rest = match text.trim().rsplit_once("date:") {
        Some((before, days)) if !days.contains(char::is_whitespace) && days.contains('/') => before,
        _ => text,
    };
    let rest = rest.trim();
    if rest.is_empty() || Query::parse(rest).is_err() {
        return condition;
    }
    // `or` binds less than what stands side by side.
    let (alone, enclosed) = (format!("{rest} {condition}"), format!("({rest}) {condition}"));
    if Query::parse(&alone) == Query::parse(&enclosed) { alone } else { enclosed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Day, EventDate};

    fn with(text: &str) -> String {
        let day = |text: &str| -> Day { EventDate::parse(text).unwrap().first_day() };
        let query = with_range(text, DayRange { first: day("2024-10-14"), last: day("2024-10-20") });
        assert!(Query::parse(&query).is_ok(), "{query}");
        query
    }

    #[test]
    fn the_range_is_added_to_what_is_searched_for() {
        assert_eq!(with(""), "date:2024-10-14/2024-10-20");
        assert_eq!(with("baku"), "baku date:2024-10-14/2024-10-20");
        assert_eq!(with("baku or tehran"), "(baku or tehran) date:2024-10-14/2024-10-20");
        assert_eq!(with("(baku"), "date:2024-10-14/2024-10-20", "what makes no sense is replaced");
    }

    #[test]
    fn a_range_of_before_makes_room() {
        assert_eq!(with("baku date:2023-01-01/2023-02-01"), "baku date:2024-10-14/2024-10-20");
        assert_eq!(with(&with(&with("a or b"))), "(a or b) date:2024-10-14/2024-10-20");
        assert_eq!(with("date:2024 baku"), "date:2024 baku date:2024-10-14/2024-10-20", "one's own stays");
    }
}
