//! A date as a file writes it (EDTF) and what it means in days, because the program must be as sure as its
//! sources and no surer: the text is kept for display and saving, the bounds are what everything else reads.

mod clocks;
mod cursor;
mod guess;
mod mask;
mod one_of;
mod parse;
mod point;
mod season;
mod shift;
mod time;
mod words;
mod zone;

pub use clocks::{Clocks, zone_names};
pub(in crate::model) use guess::meant;
pub use shift::{Ends, Shift};

use std::fmt;

use super::day::Day;

/// A date as written, with its meaning. Two dates are equal when they are written the same.
///
/// There may be a million of them, and most are one day: what others need beside it stands apart. 24 bytes.
#[derive(Clone, Debug)]
pub struct EventDate(Storage);

#[derive(Clone, Debug)]
enum Storage {
    /// Neither an interval nor with a time, and as short as a day with a qualifier.
    Short {
        begin: Edge,
        /// Filled up with NUL, which no date has in it.
        text: [u8; SHORT_BYTES],
    },
    Long(Box<Long>),
}

/// Enough for a day with a sign and a qualifier.
const SHORT_BYTES: usize = 12;

/// What intervals, dates with a time and long texts have.
#[derive(Clone, Debug)]
struct Long {
    text: Box<str>,
    begin: Edge,
    end: Edge,
    clocks: Option<Box<TimesOfDay>>,
    interval: bool,
}

/// The times of day of a beginning and of an end; that of what is no interval once.
#[derive(Clone, Debug)]
struct TimesOfDay {
    begin: Option<Clock>,
    end: Option<Box<Clock>>,
}

impl Long {
    fn of_interval(text: &str, (begin, end): (Edge, Edge), clocks: [Option<Clock>; 2]) -> Self {
        let any = clocks.iter().any(Option::is_some);
        let [first, last] = clocks;
        let clocks = any.then(|| Box::new(TimesOfDay { begin: first, end: last.map(Box::new) }));
        Self { text: text.into(), begin, end, clocks, interval: true }
    }

    fn of_single(text: &str, edge: Edge, clock: Option<Clock>) -> Self {
        let clocks = clock.map(|clock| Box::new(TimesOfDay { begin: Some(clock), end: None }));
        Self { text: text.into(), begin: edge, end: edge, clocks, interval: false }
    }
}

/// One end of a date: when the event began, or when it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Known to lie between two days, inclusive; the same day twice where it is exact.
    Known(Moment),
    /// Not bounded (`..`): "before 2024", or still going on.
    Open,
    /// Bounded, but nobody says where (`2024-10-01/`).
    Unknown,
}

/// What is known of one end of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The earliest day it can be.
    pub earliest: Day,
    /// The latest day it can be.
    pub latest: Day,
    /// How finely it was written.
    pub precision: Precision,
    /// `?` or `%`.
    pub uncertain: bool,
    /// `~` or `%`.
    pub approximate: bool,
}

/// How finely a date was written, finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day, with an hour besides.
    Time,
    /// To the day.
    Day,
    /// `2024-10` or `2024-10-XX`.
    Month,
    /// `2024-21`: a season, a quarter or the like, or `2024-1X`: some months of a year.
    Season,
    /// `2024`, or `2024-XX-14`.
    Year,
    /// `202X`.
    Decade,
    /// `20XX`.
    Century,
    /// `2XXX` or `XXXX`.
    Millennium,
}

/// A time of day with the zone it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Seconds since midnight, 0 to 86 399.
    pub second_of_day: u32,
    /// Whether seconds were written.
    pub has_seconds: bool,
    /// The zone as written.
    pub zone: Zone,
}

/// The zone of a time as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// None was written: local time, zone unknown.
    Local,
    /// Minutes east of UTC; `Z` is 0.
    Offset(i32),
    /// A name in brackets as in RFC 9557, `[Asia/Tehran]`, with the offset where one was written too.
    Named(String, Option<i32>),
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
    /// The part of the text that is wrong, as a range of bytes.
    pub at: std::ops::Range<usize>,
}

impl EventDate {
    /// Reads EDTF (ISO 8601-2:2019, levels 0 and 1) with the additions of the timeline format: a zone name in
    /// brackets as in RFC 9557, times and qualifiers at either end of an interval, and from level 2 unspecified
    /// digits anywhere (`2024-1X`), the groups of months 25 to 41, one of several dates (`[1667,1668]`), qualifiers of a
    /// part (`2004-06~-11`, which is read as one of the whole) and significant digits (`1950S2`).
    ///
    /// `?` and `~` leave the bounds as they are: nobody says how many days "about" is.
    ///
    /// # Errors
    /// Says what is wrong, where, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        match plain_day(text) {
            Some(day) => Ok(day),
            None => Self::parse_any(text),
        }
    }

    /// Reads whatever is a date.
    fn parse_any(text: &str) -> Result<Self, DateError> {
        if one_of::is_set(text) {
            let begin = Edge::Known(one_of::moment(text)?);
            return Ok(Self::of_long(Long::of_single(text, begin, None)));
        }
        let written = parse::written(text)?;
        let clock_of = |side: &parse::Side| side.date().and_then(|date| date.clock.clone());
        let begin = written.begin.edge();
        let clock = clock_of(&written.begin);
        let Some(end_side) = &written.end else {
            if clock.is_none()
                && let Some(short) = short_text(text)
            {
                return Ok(Self(Storage::Short { begin, text: short }));
            }
            return Ok(Self::of_long(Long::of_single(text, begin, clock)));
        };
        let (begin, end) = sharpen(begin, end_side.edge());
        let end_clock = clock_of(end_side);
        Ok(Self::of_long(Long::of_interval(text, (begin, end), [clock, end_clock])))
    }

    fn of_long(long: Long) -> Self {
        Self(Storage::Long(Box::new(long)))
    }

    fn long(&self) -> Option<&Long> {
        match &self.0 {
            Storage::Short { .. } => None,
            Storage::Long(long) => Some(long),
        }
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.0 {
            Storage::Long(long) => &long.text,
            Storage::Short { text, .. } => {
                let len = text.iter().position(|byte| *byte == 0).unwrap_or(SHORT_BYTES);
                std::str::from_utf8(&text[..len]).unwrap_or_default()
            }
        }
    }

    /// When it began; for a date that is no interval, the day itself.
    #[must_use]
    pub fn begin(&self) -> Edge {
        match &self.0 {
            Storage::Short { begin, .. } => *begin,
            Storage::Long(long) => long.begin,
        }
    }

    /// When it ended; for a date that is no interval, the same as [`EventDate::begin`].
    #[must_use]
    pub fn end(&self) -> Edge {
        self.long().map_or_else(|| self.begin(), |long| long.end)
    }

    /// The time of day at which it began, where one is written.
    #[must_use]
    pub fn clock(&self) -> Option<&Clock> {
        self.long()?.clocks.as_ref()?.begin.as_ref()
    }

    /// The time of day at which it ended, where one is written.
    #[must_use]
    pub fn end_clock(&self) -> Option<&Clock> {
        let long = self.long()?;
        if !long.interval {
            return self.clock();
        }
        long.clocks.as_ref()?.end.as_deref()
    }

    /// Whether it is written as an interval (with a `/`).
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.long().is_some_and(|long| long.interval)
    }

    /// The first day it can touch: the earliest day of its beginning, or where that is open or unknown the
    /// earliest day of its end. An event always has at least one such day.
    #[must_use]
    pub fn first_day(&self) -> Day {
        let moment = self.begin().moment().or_else(|| self.end().moment());
        moment.map_or(Day::MIN, |moment| moment.earliest)
    }

    /// The last day it can touch; where the end is open or unknown the latest day of its beginning.
    #[must_use]
    pub fn last_day(&self) -> Day {
        let moment = self.end().moment().or_else(|| self.begin().moment());
        moment.map_or(Day::MAX, |moment| moment.latest)
    }

    /// Whether both ends are known to the day, neither uncertain nor approximate.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        [self.begin(), self.end()].iter().all(|edge| edge.moment().is_some_and(|moment| moment.is_exact()))
    }

    /// What it means in words, for people: "14 October 2024", "a day in October 2024", "11–22 November 2024",
    /// "about October 2024", "since 1 October 2024", "until 2024".
    #[must_use]
    pub fn in_words(&self) -> String {
        if let Some(words) = self.as_set(false) {
            return words;
        }
        parse::written(self.text())
            .map_or_else(|_| self.text().to_owned(), |written| words::in_words(&written))
    }

    /// The words of one of several dates; `None` for any other.
    fn as_set(&self, label: bool) -> Option<String> {
        one_of::is_set(self.text()).then(|| one_of::in_words(self.text(), label)).flatten()
    }

    /// The shortest form for a label: "14 Oct", "Oct 2024", "11–22 Nov", "c. Oct 2024".
    #[must_use]
    pub fn label(&self) -> String {
        if let Some(words) = self.as_set(true) {
            return words;
        }
        parse::written(self.text()).map_or_else(|_| self.text().to_owned(), |written| words::label(&written))
    }
}

impl Edge {
    /// What is known of it, where it is known.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Known(moment) => Some(*moment),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Moment {
    /// Whether it is known to the day, neither uncertain nor approximate.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.precision <= Precision::Day && !self.uncertain && !self.approximate
    }
}

/// The date of a text that is one day and no more, as most are: "2024-10-14". What it gives is what the grammar
/// gives; where it gives nothing the grammar is asked.
fn plain_day(text: &str) -> Option<EventDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let digit = |at: usize| bytes[at].is_ascii_digit().then(|| bytes[at] - b'0');
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let year = i32::from(two(0)?) * 100 + i32::from(two(2)?);
    let day = Day::from_ymd(year, two(5)?, two(8)?)?;
    let moment = Moment {
        earliest: day,
        latest: day,
        precision: Precision::Day,
        uncertain: false,
        approximate: false,
    };
    let mut short = [0; SHORT_BYTES];
    short[..bytes.len()].copy_from_slice(bytes);
    Some(EventDate(Storage::Short { begin: Edge::Known(moment), text: short }))
}

/// The text as it is kept where it is short; no date has a NUL in it.
fn short_text(text: &str) -> Option<[u8; SHORT_BYTES]> {
    let mut short = [0; SHORT_BYTES];
    short.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    Some(short)
}

/// Nothing ends before it begins, so each end of an interval bounds the other: the end of `2024-10-14/2024-10`
/// is not before the 14th.
fn sharpen(begin: Edge, end: Edge) -> (Edge, Edge) {
    let (Edge::Known(mut begin), Edge::Known(mut end)) = (begin, end) else {
        return (begin, end);
    };
    begin.latest = begin.latest.min(end.latest);
    end.earliest = end.earliest.max(begin.earliest);
    (Edge::Known(begin), Edge::Known(end))
}

impl PartialEq for EventDate {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for EventDate {}

impl fmt::Display for EventDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_the_grammar_reads_them() {
        let days =
            (Day::MIN.number()..=Day::MAX.number()).step_by(61).map(|day| Day::from_number(day).to_string());
        let wrong =
            ["2024-02-30", "2024-13-01", "2024-00-10", "2024-1X-10", "20241014", "2024-10-0é", "+024-10-14"];
        for text in days.chain(wrong.map(str::to_owned)) {
            let any = EventDate::parse_any(&text);
            if let Some(day) = plain_day(&text) {
                let any = any.unwrap();
                assert_eq!((day.text(), day.begin(), day.end()), (any.text(), any.begin(), any.end()));
                assert!(day.clock().is_none() && any.clock().is_none() && !any.is_interval());
            } else {
                assert!(any.is_err() || text.starts_with('-') || text.contains('X'), "{text}");
            }
        }
    }
}
