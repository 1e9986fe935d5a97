//! Days counted from an event, or from every event with a tag, in the place of a calendar: what came before a thing
//! that happens again and again, and what after. What is not known of a date is not known of a distance either, so
//! that a distance has bounds as a date has.

mod aligned;
mod overlay;

pub use aligned::{AlignError, Aligned, ZeroDay};
pub use overlay::{Counted, Overlay};

use super::coincidence::vague;
use crate::model::{Day, Document, EventDate, EventId, EventIx, Precision};

/// What days are counted from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AlignOn {
    /// One event.
    Event(EventId),
    /// Every event with a tag, laid over one another.
    Tag(String),
}

impl AlignOn {
    /// What a text asks for: `tag:NAME`, or the id of an event.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        match text.strip_prefix("tag:") {
            Some(tag) => Self::Tag(tag.trim().to_owned()),
            None => Self::Event(EventId::new(text)),
        }
    }

    /// The text that asks for it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Event(id) => id.to_string(),
            Self::Tag(tag) => format!("tag:{tag}"),
        }
    }
}

/// The day that is day zero, as far as it is known: that of a date, or on which a span begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The first day that it may be.
    pub first: Day,
    /// The last day that it may be.
    pub last: Day,
    /// Whether it is known to the day and not in doubt.
    pub exact: bool,
    /// How finely it was written.
    pub precision: Precision,
}

impl Reference {
    /// The day of a date; `None` where nobody says when it began.
    #[must_use]
    pub fn of(date: &EventDate) -> Option<Self> {
        let begin = date.begin().moment()?;
        let exact = begin.earliest == begin.latest && !begin.uncertain && !begin.approximate;
        Some(Self { first: begin.earliest, last: begin.latest, exact, precision: begin.precision })
    }

    /// Day zero: the day itself, or the middle of those it may be.
    #[must_use]
    pub fn day(self) -> Day {
        self.first.plus(self.last.since(self.first) / 2)
    }

    /// The middle of the days it may be, in days since 1970-01-01: where a day begins, or half a day later.
    pub(super) fn middle(self) -> f64 {
        f64::midpoint(f64::from(self.first.number()), f64::from(self.last.number()))
    }

    /// By how many days every distance from day zero may be wrong at the most.
    #[must_use]
    pub fn doubt_days(self) -> i32 {
        let day = self.day();
        day.since(self.first).max(self.last.since(day))
    }

    /// How far a date is from it; `None` where nobody says when that began.
    #[must_use]
    pub fn offset_of(self, date: &EventDate) -> Option<Offset> {
        let other = Self::of(date)?;
        Some(Offset { least: other.first.since(self.last), most: other.last.since(self.first) })
    }

    /// Why day zero is not sure and by how much, "the date is only known to the month: distances may be wrong by 15
    /// days"; `None` where it is exact.
    #[must_use]
    pub fn doubt_in_words(self, date: &EventDate) -> Option<String> {
        if self.exact {
            return None;
        }
        let why = date.begin().moment().and_then(|moment| vague(&moment, date.text()));
        let why = why.unwrap_or_else(|| "the date is uncertain".to_owned());
        Some(match self.doubt_days() {
            0 => why,
            1 => format!("{why}: distances may be off by 1 day"),
            days => format!("{why}: distances may be off by {days} days"),
        })
    }
}

/// What is said of what is on day zero.
const SAME_DAY: &str = "the same day";

/// How many days after something another thing is, before it where negative: one number, or bounds of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// The least it can be.
    pub least: i32,
    /// The most it can be.
    pub most: i32,
}

impl Offset {
    /// "3 days after", "the same day", "from 3 days before to 28 days after".
    #[must_use]
    pub fn in_words(self) -> String {
        let days =
            |n: i32| if n.abs() == 1 { "1 day".to_owned() } else { format!("{} days", n.unsigned_abs()) };
        match (self.least, self.most) {
            (0, 0) => SAME_DAY.to_owned(),
            (a, b) if a == b && a > 0 => format!("{} after", days(a)),
            (a, b) if a == b => format!("{} before", days(a)),
            (a, b) if a >= 0 => format!("{a} to {} after", days(b)),
            (a, b) if b <= 0 => format!("{} to {} before", b.unsigned_abs(), days(a)),
            (a, b) => format!("from {} before to {} after", days(a), days(b)),
        }
    }

    /// "3 days after the strike", "the same day as the strike".
    #[must_use]
    pub fn from_in_words(self, what: &str) -> String {
        let words = self.in_words();
        if words == SAME_DAY { format!("{words} as {what}") } else { format!("{words} {what}") }
    }

    /// "+3 d", "−2 d", "0 d", "−3 to +28 d".
    #[must_use]
    pub fn in_short(self) -> String {
        match (signed(self.least), signed(self.most)) {
            (least, most) if least == most => format!("{least} d"),
            (least, most) => format!("{least} to {most} d"),
        }
    }
}

/// "+3", "0", "−3" with the sign that is as wide as a plus.
#[must_use]
pub fn signed(n: i32) -> String {
    match n {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}

/// The tags of a document with how many events have each, the most frequent first.
#[must_use]
pub fn tags(document: &Document) -> Vec<(&str, usize)> {
    let mut counts: foldhash::HashMap<&str, usize> = foldhash::HashMap::default();
    for event in document.events() {
        let mut own: Vec<&str> =
            event.tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|tag| *counts.entry(tag).or_default() += 1);
    }
    let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
    tags.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    tags
}

/// The events with a tag.
pub(super) fn with_tag<'a>(document: &'a Document, tag: &'a str) -> impl Iterator<Item = EventIx> + 'a {
    let events = (0..).map(EventIx).zip(document.events());
    events.filter(move |(_, event)| event.tags.iter().any(|own| own.trim() == tag)).map(|(ix, _)| ix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset(of: &str, from: &str) -> String {
        let date = |text| EventDate::parse(text).unwrap();
        let reference = Reference::of(&date(from)).unwrap();
        reference.offset_of(&date(of)).map_or_else(String::new, Offset::in_words)
    }

    #[test]
    fn distances_are_told_as_exactly_as_dates_are_known() {
        for (of, from, words) in [
            ("2024-10-14", "2024-10-14", "the same day"),
            ("2024-10-15", "2024-10-14", "1 day after"),
            ("2024-10-01", "2024-10-14", "13 days before"),
            ("2024-03-01", "2024-02-28", "2 days after"),
            ("2024-10", "2024-10-01", "0 to 30 days after"),
            ("2024-09", "2024-10-01", "1 to 30 days before"),
            ("2024-10-14", "2024-10", "from 17 days before to 13 days after"),
            ("2024-10-20/2024-10-25", "2024-10-14/2024-11-01", "6 days after"),
            ("../2024-10-25", "2024-10-14", ""),
        ] {
            assert_eq!(offset(of, from), words, "{of} from {from}");
        }
        assert_eq!(Offset { least: 0, most: 0 }.from_in_words("it"), "the same day as it");
        assert_eq!(Offset { least: 2, most: 2 }.from_in_words("it"), "2 days after it");
        assert_eq!(Offset { least: -3, most: 28 }.in_short(), "−3 to +28 d");
        assert_eq!(Offset { least: 0, most: 0 }.in_short(), "0 d");
    }

    #[test]
    fn what_is_not_sure_of_day_zero_is_said() {
        for (date, day, doubt) in [
            ("2024-10-14", "2024-10-14", None),
            (
                "2024-10",
                "2024-10-16",
                Some("the date is known only to the month: distances may be off by 15 days"),
            ),
            ("2024-10-14?", "2024-10-14", Some("2024-10-14? is uncertain")),
            (
                "2023",
                "2023-07-02",
                Some("the date is known only to the year: distances may be off by 182 days"),
            ),
        ] {
            let date = EventDate::parse(date).unwrap();
            let reference = Reference::of(&date).unwrap();
            assert_eq!(reference.day().to_string(), day);
            assert_eq!(reference.doubt_in_words(&date).as_deref(), doubt);
        }
        assert_eq!(Reference::of(&EventDate::parse("../2024").unwrap()), None);
        assert_eq!(Reference::of(&EventDate::parse("/2024").unwrap()), None);
    }
}
