//! The calendar ruler: which hours, days, months and years get a tick, in two rows, or in three where hours have ticks.
//! A pure function of the stretch in view and of how much room there is.

use super::tick_names::Name;
use crate::model::Day;
use crate::model::day::days_in_month;

/// A tick of the lowest row, or a cell of one above.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it begins, in days since 1970-01-01: the grid line.
    pub at: f64,
    /// Where its label stands: the middle of its day, month or year, or the tick itself.
    pub label_at: f64,
    /// What it says.
    pub name: Name,
}

/// The ticks of a stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// What the ticks count.
    pub unit: Unit,
    /// The lowest row, ascending, one step beyond either edge.
    pub minor: Vec<Tick>,
    /// The days that hours belong to, ascending, from the one that the left edge is in; empty where no hours have ticks.
    pub days: Vec<Tick>,
    /// The upper row: the larger unit that each stretch belongs to, ascending, from the one that the left edge is
    /// in; the label stands at its beginning.
    pub major: Vec<Tick>,
}

/// A step of the lower row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// So many minutes.
    Minutes(u16),
    /// So many hours.
    Hours(u8),
    /// Every day.
    Days,
    /// Every Monday.
    Weeks,
    /// So many months.
    Months(u8),
    /// So many years.
    Years(u16),
}

/// All units, finest first.
const UNITS: [Unit; 25] = [
    Unit::Minutes(1),
    Unit::Minutes(5),
    Unit::Minutes(15),
    Unit::Minutes(30),
    Unit::Hours(1),
    Unit::Hours(3),
    Unit::Hours(6),
    Unit::Hours(12),
    Unit::Days,
    Unit::Weeks,
    Unit::Months(1),
    Unit::Months(3),
    Unit::Months(6),
    Unit::Years(1),
    Unit::Years(2),
    Unit::Years(5),
    Unit::Years(10),
    Unit::Years(20),
    Unit::Years(50),
    Unit::Years(100),
    Unit::Years(200),
    Unit::Years(500),
    Unit::Years(1000),
    Unit::Years(2000),
    Unit::Years(5000),
];

impl Unit {
    /// The usual length in days.
    fn days(self) -> f64 {
        match self {
            Self::Minutes(n) => f64::from(n) / 1440.0,
            Self::Hours(n) => f64::from(n) / 24.0,
            Self::Days => 1.0,
            Self::Weeks => 7.0,
            Self::Months(n) => f64::from(n) * 30.44,
            Self::Years(n) => f64::from(n) * 365.2425,
        }
    }

    /// The least room in points that its labels need, for text of 12 points, in a view from this instant on.
    fn room(self, from: f64) -> f64 {
        match self {
            // "1001 BC" is the longest name of a year, and is to stand within it.
            Self::Years(1) if day_at(from).ymd().0 <= -1000 => 64.0,
            Self::Minutes(_) => 54.0,
            Self::Hours(_) => 40.0,
            Self::Days => 26.0,
            Self::Weeks => 40.0,
            Self::Months(_) => 38.0,
            Self::Years(_) => 52.0,
        }
    }
}

/// The ticks between two instants (days since 1970-01-01) where a day takes `pt_per_day` points; `text_scale`
/// makes room for larger text.
#[must_use]
pub fn ticks(from: f64, to: f64, pt_per_day: f64, text_scale: f64) -> Ticks {
    ticks_of(unit(from, pt_per_day, text_scale), from, to)
}

/// The same for a room: the middle of a day and its quarters say nothing to it.
pub(crate) fn ticks_for_room(from: f64, to: f64, pt_per_day: f64, text_scale: f64) -> Ticks {
    let unit = match unit(from, pt_per_day, text_scale) {
        Unit::Hours(6 | 12) => Unit::Days,
        unit => unit,
    };
    ticks_of(unit, from, to)
}

/// The finest unit whose labels have room in a view from this instant on.
fn unit(from: f64, pt_per_day: f64, text_scale: f64) -> Unit {
    let fits = |unit: &&Unit| unit.days() * pt_per_day >= unit.room(from) * text_scale;
    UNITS.iter().find(fits).copied().unwrap_or(Unit::Years(5000))
}

fn ticks_of(unit: Unit, from: f64, to: f64) -> Ticks {
    let minor = match unit {
        Unit::Minutes(n) => clock_ticks(from, to, i64::from(n)),
        Unit::Hours(n) => clock_ticks(from, to, i64::from(n) * 60),
        Unit::Days => day_ticks(from, to, 1),
        Unit::Weeks => day_ticks(from, to, 7),
        Unit::Months(n) => month_ticks(from, to, i32::from(n)),
        Unit::Years(n) => year_ticks(from, to, i32::from(n)),
    };
    let days = match unit {
        Unit::Minutes(_) | Unit::Hours(_) => stretch(from, to, |day| day, |day| day.plus(1), Name::Day),
        _ => Vec::new(),
    };
    Ticks { unit, minor, days, major: major_ticks(unit, from, to) }
}

/// The upper row for a unit of the lowest one.
fn major_ticks(unit: Unit, from: f64, to: f64) -> Vec<Tick> {
    let year = |day: Day| day.ymd().0;
    match unit {
        Unit::Minutes(_) | Unit::Hours(_) | Unit::Days | Unit::Weeks => {
            stretch(from, to, first_of_month, |day| months_later(day, 1), Name::MonthOfYear)
        }
        Unit::Months(_) => {
            let next = |day: Day| first_of_year(year(day) + 1, Day::MAX);
            stretch(from, to, |day| first_of_year(year(day), Day::MIN), next, |day| Name::Year(year(day)))
        }
        Unit::Years(n) if n < 100 => {
            let years = if n < 10 { 10 } else { 100 };
            let begin = |day: Day| first_of_year(first_of_years(year(day), years), Day::MIN);
            let next = |day: Day| first_of_year(first_of_years_after(year(day), years), Day::MAX);
            stretch(from, to, begin, next, |day| Name::Years(year(day)))
        }
        // No name of centuries is as plain as the year itself, in which the left edge lies.
        Unit::Years(_) => {
            let day = day_at(from);
            vec![Tick { at: from, label_at: from, name: Name::From(year(day)) }]
        }
    }
}

/// The year that the round years around a year begin with: ten or a hundred, and a hundred wherever the name of a decade
/// would not be plain, which is before the year 100. Centuries before ours begin with their round year, 300 BC.
fn first_of_years(year: i32, years: i32) -> i32 {
    match year {
        100.. => year - year % years,
        1..100 => 1,
        _ => 1 - (1 - year + 99) / 100 * 100,
    }
}

/// The first year after those.
fn first_of_years_after(year: i32, years: i32) -> i32 {
    match first_of_years(year, years) {
        first @ 100.. => first + years,
        1 => 100,
        // No year 0: the first century before ours ends with 1 BC, which is the year 0 here.
        first => (first + 100).min(1),
    }
}

/// The whole days that a stretch touches, held within the days that there are.
fn day_at(instant: f64) -> Day {
    #[allow(clippy::cast_possible_truncation)]
    Day::from_number(instant.floor().clamp(-1e7, 1e7) as i32)
}

fn start(day: Day) -> f64 {
    f64::from(day.number())
}

/// Cells from the one that `from` is in to the one that `to` is in.
fn stretch(
    from: f64,
    to: f64,
    begin: impl Fn(Day) -> Day,
    next: impl Fn(Day) -> Day,
    name: impl Fn(Day) -> Name,
) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let mut day = begin(day_at(from));
    while start(day) <= to {
        ticks.push(Tick { at: start(day), label_at: start(day), name: name(day) });
        let after = next(day);
        if after <= day {
            break;
        }
        day = after;
    }
    ticks
}

fn clock_ticks(from: f64, to: f64, minutes: i64) -> Vec<Tick> {
    #[allow(clippy::cast_possible_truncation)]
    let number = |instant: f64| (instant * 1440.0 / minutes as f64).floor() as i64;
    let tick = |n: i64| {
        let total = n * minutes;
        let at = total as f64 / 1440.0;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // below 1440
        let of_day = total.rem_euclid(1440) as u16;
        let name = if minutes < 60 { Name::Minute(of_day) } else { Name::Hour(of_day / 60) };
        Tick { at, label_at: at, name }
    };
    (number(from)..=number(to) + 1).map(tick).collect()
}

fn day_ticks(from: f64, to: f64, step: i32) -> Vec<Tick> {
    // Day −3 was a Monday, so that steps of a week begin on Mondays.
    let first = day_at(from).plus(-step);
    let back = if step == 7 { (first.number() + 3).rem_euclid(7) } else { 0 };
    let mut ticks = Vec::new();
    let mut day = first.plus(-back);
    while start(day) <= to + f64::from(step) && ticks.len() < 10_000 {
        let name = if step == 1 { Name::DayOfMonth(day) } else { Name::Monday(day) };
        ticks.push(Tick { at: start(day), label_at: start(day) + 0.5, name });
        if day == Day::MAX {
            break;
        }
        day = day.plus(step);
    }
    ticks
}

fn first_of_month(day: Day) -> Day {
    let (year, month, _) = day.ymd();
    Day::from_ymd(year, month, 1).unwrap_or(Day::MIN)
}

fn months_later(day: Day, months: i32) -> Day {
    let (year, month, _) = day.ymd();
    let count = year * 12 + i32::from(month) - 1 + months;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let month = count.rem_euclid(12) as u8 + 1;
    Day::from_ymd(count.div_euclid(12), month, 1).unwrap_or(if months > 0 { Day::MAX } else { Day::MIN })
}

/// The first day of a year, or another where there is none.
fn first_of_year(year: i32, beyond: Day) -> Day {
    Day::from_ymd(year, 1, 1).unwrap_or(beyond)
}

fn month_ticks(from: f64, to: f64, step: i32) -> Vec<Tick> {
    let first = first_of_month(day_at(from));
    let month = i32::from(first.ymd().1) - 1;
    let mut day = months_later(first, -(month.rem_euclid(step)) - step);
    let mut ticks = Vec::new();
    while start(day) <= to {
        let (year, month, _) = day.ymd();
        let middle = f64::from(days_in_month(year, month)) / 2.0;
        ticks.push(Tick { at: start(day), label_at: start(day) + middle, name: Name::Month(month) });
        let next = months_later(day, step);
        if next <= day || next == Day::MAX {
            break;
        }
        day = next;
    }
    ticks
}

/// Years on round numbers, as people count them: 500 BC, 1 BC and 1 side by side without a year 0, 500.
fn year_ticks(from: f64, to: f64, step: i32) -> Vec<Tick> {
    let mut year = round_year(day_at(from).ymd().0, step);
    let mut ticks = Vec::new();
    while let Some(day) = Day::from_ymd(year, 1, 1)
        && start(day) <= to
    {
        let at = start(day);
        let label_at = if step == 1 { at + 182.5 } else { at };
        ticks.push(Tick { at, label_at, name: Name::Year(year) });
        year = match year {
            1.. => year - year % step + step,
            // 1 BC is the year 0.
            0 => 1,
            _ => (year + step).min(1),
        };
    }
    ticks
}

/// The last round year that is not after a year; the first year of our era is one whatever the step.
fn round_year(year: i32, step: i32) -> i32 {
    match year {
        1.. => (year - year % step).max(1),
        _ => 1 - (step - year) / step * step,
    }
}
