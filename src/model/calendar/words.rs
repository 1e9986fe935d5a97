//! Days and dates in the words of a calendar. An imprecise date keeps its bounds: other calendars cut time elsewhere,
//! so that a month here is never a month there.

use std::fmt;

use super::{Calendar, CalendarDate, Script, names};
use crate::model::date::{Edge, EventDate, Moment};
use crate::model::day::{Day, Weekday, year_name};

impl CalendarDate {
    /// "23 Mehr 1403", "۲۳ مهر ۱۴۰۳"; "2024-W42-1".
    #[must_use]
    pub fn long(&self, script: Script) -> String {
        match self.calendar {
            Calendar::Weeks => self.to_string(),
            _ => format!("{} {}", self.short(script), self.year_text(script)),
        }
    }

    /// "23 Mehr"; "W42-1".
    #[must_use]
    pub fn short(&self, script: Script) -> String {
        match self.calendar {
            Calendar::Weeks => format!("W{:02}-{}", self.month, self.day),
            _ => format!("{} {}", self.day_text(script), self.in_month(script)),
        }
    }

    /// "Mehr 1403"; "2024-W42".
    #[must_use]
    pub fn month_and_year(&self, script: Script) -> String {
        match self.calendar {
            Calendar::Weeks => format!("{}-W{:02}", iso_year(self.year), self.month),
            _ => format!("{} {}", self.month_name(script), self.year_text(script)),
        }
    }

    /// "Mehr"; "W42".
    #[must_use]
    pub fn month_name(&self, script: Script) -> String {
        names::month(self.calendar, self.year, self.month, script)
    }

    /// The month's names from the fullest to the narrowest, a number: "Ordibehesht", "Ord", "2".
    #[must_use]
    pub fn month_names(&self, script: Script) -> Vec<String> {
        let number = || names::number(self.calendar, i32::from(self.month), script);
        match (self.calendar, script) {
            (Calendar::Weeks, _) => vec![self.month_name(script), self.month.to_string()],
            (_, Script::Own) if self.calendar != Calendar::Julian => vec![self.month_name(script), number()],
            _ => {
                let short = names::short_month(self.calendar, self.year, self.month).to_owned();
                vec![self.month_name(script), short, number()]
            }
        }
    }

    /// The day of the month in its digits; the weekday of a week.
    #[must_use]
    pub fn day_text(&self, script: Script) -> String {
        names::number(self.calendar, i32::from(self.day), script)
    }

    /// The year in its digits, "1403"; "44 BC" for a Julian one.
    #[must_use]
    pub fn year_text(&self, script: Script) -> String {
        match self.calendar {
            Calendar::Julian => year_name(self.year),
            Calendar::Weeks => iso_year(self.year),
            _ => names::number(self.calendar, self.year, script),
        }
    }

    /// The month as it stands behind a day: Hebrew says "in Tishrei".
    fn in_month(&self, script: Script) -> String {
        let name = self.month_name(script);
        match (self.calendar, script) {
            (Calendar::Hebrew, Script::Own) => format!("ב{name}"),
            _ => name,
        }
    }
}

/// Numbers alone, year first: `1403-07-23`, `2024-W42-1`.
impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.calendar {
            Calendar::Weeks => write!(f, "{}-W{:02}-{}", iso_year(self.year), self.month, self.day),
            _ => write!(f, "{}-{:02}-{:02}", iso_year(self.year), self.month, self.day),
        }
    }
}

fn iso_year(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.abs())
}

/// A date in a calendar's words, for people: "23 Mehr 1403", "from 23 Mehr 1403 to 2 Aban 1403", "some time from 10 Mehr
/// to 9 Aban 1403", "since 10 Mehr 1403". `None` where it lies before the calendar's first year.
#[must_use]
pub fn in_words(date: &EventDate, calendar: Calendar, script: Script) -> Option<String> {
    let say = Say { calendar, script };
    if !date.is_interval() {
        return say.moment(date.begin().moment()?);
    }
    match (date.begin(), date.end()) {
        (Edge::Known(begin), Edge::Known(end)) => say.span(begin, end),
        (Edge::Known(begin), Edge::Open) => Some(format!("since {}", say.moment(begin)?)),
        (Edge::Known(begin), Edge::Unknown) => Some(format!("from {}, end unknown", say.moment(begin)?)),
        (Edge::Open, Edge::Known(end)) => Some(format!("until {}", say.moment(end)?)),
        (_, Edge::Known(end)) => Some(format!("until {}, beginning unknown", say.moment(end)?)),
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Say {
    calendar: Calendar,
    script: Script,
}

impl Say {
    fn moment(self, moment: Moment) -> Option<String> {
        let (first, last) = (moment.earliest, moment.latest);
        let days = if first == last {
            self.day(first)?
        } else {
            format!("some time from {}", self.between(first, last)?)
        };
        let estimate = self.calendar.is_estimate(first) || self.calendar.is_estimate(last);
        Some(match (moment.uncertain, moment.approximate || estimate) {
            (false, false) => days,
            (true, false) => format!("perhaps {days}"),
            (false, true) => format!("about {days}"),
            (true, true) => format!("perhaps about {days}"),
        })
    }

    /// A span whose ends are both to the day is one phrase.
    fn span(self, begin: Moment, end: Moment) -> Option<String> {
        if begin.earliest == end.latest && begin.is_exact() && end.is_exact() {
            return self.moment(begin);
        }
        let estimate = |moment: &Moment| self.calendar.is_estimate(moment.earliest);
        if begin.is_exact() && end.is_exact() && !estimate(&begin) && !estimate(&end) {
            return self.between(begin.earliest, end.latest);
        }
        Some(format!("{} – {}", self.moment(begin)?, self.moment(end)?))
    }

    fn day(self, day: Day) -> Option<String> {
        let date = self.calendar.date(day)?;
        Some(match self.calendar {
            Calendar::Weeks => {
                format!("{}, week {}, {}", iso_year(date.year), date.month, weekday(day).name())
            }
            _ => self.isolated(date.long(self.script)),
        })
    }

    /// "10 Mehr to 9 Aban 1403", "30 Esfand 1403 to 2 Farvardin 1404".
    fn between(self, first: Day, last: Day) -> Option<String> {
        let (from, to) = (self.calendar.date(first)?, self.calendar.date(last)?);
        if self.calendar == Calendar::Weeks {
            return Some(format!("{from} to {to}"));
        }
        let from = if from.year == to.year { from.short(self.script) } else { from.long(self.script) };
        Some(format!("{} to {}", self.isolated(from), self.isolated(to.long(self.script))))
    }

    /// Right-to-left words within an English sentence keep to themselves.
    fn isolated(self, text: String) -> String {
        let right_to_left = self.script == Script::Own && self.calendar != Calendar::Julian;
        if right_to_left { format!("\u{2068}{text}\u{2069}") } else { text }
    }
}

fn weekday(day: Day) -> Weekday {
    day.weekday()
}
