//! Ticks of a ruler row in another calendar: that calendar's own years, months and days, by the same rules of room as
//! the ruler's. A pure function of the stretch in view.

use crate::model::Day;
use crate::model::calendar::{Calendar, CalendarDate, Script};

/// A stretch of the row with a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where it begins, in days since 1970-01-01.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What it says, from the fullest to the narrowest.
    pub labels: Vec<String>,
}

/// The ticks of a stretch of time in one calendar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalendarTicks {
    /// The larger stretches; the label of each stands at its beginning and stays in view while the stretch does.
    pub major: Vec<Cell>,
    /// The smaller ones.
    pub minor: Vec<Cell>,
    /// Whether the label of a smaller stretch names all of it and stands in its middle; else it names its beginning.
    pub centred: bool,
}

/// A step of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Every day, with month and year.
    LongDays,
    /// Every day.
    Days,
    /// Every so many days of a month, by number: the 5th, the 10th.
    DaysBy(u8),
    /// So many months, or weeks.
    Months(u8),
    /// So many years.
    Years(i32),
}

/// Room for a day with month and year, for a bare day, for the name of a month and for a year, in points at the usual
/// size of text; the last three are the ruler's.
const ROOM: (f64, f64, f64, f64) = (112.0, 26.0, 38.0, 52.0);

fn unit(calendar: Calendar, pt_per_day: f64, text_scale: f64) -> Unit {
    let pt = pt_per_day / text_scale;
    let weeks = calendar == Calendar::Weeks;
    if pt >= ROOM.0 {
        return Unit::LongDays;
    }
    let days = [(Unit::Days, 1.0), (Unit::DaysBy(5), 5.0)];
    if let Some((unit, _)) = days.into_iter().filter(|_| !weeks).find(|(_, days)| days * pt >= ROOM.1) {
        return unit;
    }
    let (length, steps) = if weeks { (7.0, [1, 4, 13]) } else { (29.5, [1, 3, 6]) };
    if let Some(step) = steps.into_iter().find(|step| f64::from(*step) * length * pt >= ROOM.2) {
        return Unit::Months(step);
    }
    let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
    let fits = |years: &i32| f64::from(*years) * 354.0 * pt >= ROOM.3;
    Unit::Years(years.into_iter().find(fits).unwrap_or(10_000))
}

/// The ticks between two instants (days since 1970-01-01) where a day takes `pt_per_day` points; none before the
/// calendar's first year.
#[must_use]
pub fn calendar_ticks(
    calendar: Calendar,
    script: Script,
    (from, to): (f64, f64),
    pt_per_day: f64,
    text_scale: f64,
) -> CalendarTicks {
    let first =
        calendar.date(day_at(from)).or_else(|| calendar.date(calendar.day(calendar.first_year(), 1, 1)?));
    let Some(first) = first else { return CalendarTicks::default() };
    let row = Row { calendar, script, to };
    let unit = unit(calendar, pt_per_day, text_scale);
    let (major, minor) = match unit {
        Unit::LongDays => {
            (row.days(from, first, |date| vec![date.long(script), date.short(script)]), Vec::new())
        }
        Unit::Days => (row.months(first), row.days(from, first, |date| vec![date.day_text(script)])),
        Unit::DaysBy(step) => (row.months(first), row.days_by(first, step)),
        Unit::Months(step) => (row.years(first.year, 1), row.months_by(first, step)),
        Unit::Years(step) => (Vec::new(), row.years(first.year, step)),
    };
    let centred = matches!(unit, Unit::Days | Unit::Months(1) | Unit::Years(1));
    CalendarTicks { major, minor, centred }
}

/// The day that an instant lies in.
fn day_at(instant: f64) -> Day {
    #[allow(clippy::cast_possible_truncation)] // held in range
    Day::from_number(instant.floor().clamp(-1e7, 1e7) as i32)
}

fn start(day: Day) -> f64 {
    f64::from(day.number())
}

#[derive(Clone, Copy)]
struct Row {
    calendar: Calendar,
    script: Script,
    /// Where the view ends.
    to: f64,
}

impl Row {
    /// One cell per day in view.
    fn days(
        self,
        from: f64,
        first: CalendarDate,
        labels: impl Fn(&CalendarDate) -> Vec<String>,
    ) -> Vec<Cell> {
        let mut cells = Vec::new();
        let begin = self.calendar.day(first.year, first.month, first.day).unwrap_or(Day::MIN);
        let mut day = begin.max(day_at(from));
        while start(day) <= self.to {
            if let Some(date) = self.calendar.date(day) {
                cells.push(Cell { from: start(day), to: start(day) + 1.0, labels: labels(&date) });
            }
            if day == Day::MAX {
                break;
            }
            day = day.plus(1);
        }
        cells
    }

    /// The beginnings of months from the one of a date on to the one after the view, in order.
    fn month_starts(self, first: CalendarDate) -> Vec<(CalendarDate, Day)> {
        let mut found = Vec::new();
        let (mut year, mut month) = (first.year, first.month);
        // Beyond the days there are, months have no beginning: before the first, and after the last.
        let mut misses = 0;
        while misses < 2 {
            match self.calendar.day(year, month, 1) {
                Some(day) => {
                    found.push((CalendarDate { year, month, day: 1, ..first }, day));
                    misses = 0;
                    if start(day) > self.to {
                        break;
                    }
                }
                None => misses += 1,
            }
            (year, month) =
                if month >= self.calendar.months(year) { (year + 1, 1) } else { (year, month + 1) };
        }
        found
    }

    fn months(self, first: CalendarDate) -> Vec<Cell> {
        let starts = self.month_starts(first);
        cells(&starts, |date| vec![date.month_and_year(self.script), date.month_name(self.script)])
    }

    fn months_by(self, first: CalendarDate, step: u8) -> Vec<Cell> {
        let first = CalendarDate { month: first.month - (first.month - 1) % step.max(1), ..first };
        let mut starts = self.month_starts(first);
        starts.retain(|(date, _)| (date.month - 1).is_multiple_of(step.max(1)));
        cells(&starts, |date| date.month_names(self.script))
    }

    /// The 5th, 10th and so on of each month in view; not the one before the next month, which would touch it.
    fn days_by(self, first: CalendarDate, step: u8) -> Vec<Cell> {
        let mut marks = Vec::new();
        for (date, day) in self.month_starts(first) {
            let days = self.calendar.days_in_month(date.year, date.month);
            for number in (step..=days.saturating_sub(step / 2)).step_by(usize::from(step.max(1))) {
                marks.push((CalendarDate { day: number, ..date }, day.plus(i32::from(number) - 1)));
            }
        }
        cells(&marks, |date| vec![date.day_text(self.script)])
    }

    fn years(self, first: i32, step: i32) -> Vec<Cell> {
        let mut starts = Vec::new();
        let mut year = first - first.rem_euclid(step);
        let last = self.calendar.date(Day::MAX).map_or(9999, |date| date.year);
        while year <= last.saturating_add(step) {
            let day = self.calendar.day(year.max(self.calendar.first_year()), 1, 1);
            if let Some(day) = day {
                let date = self.calendar.date(day);
                starts.extend(date.map(|date| (date, day)));
                if start(day) > self.to {
                    break;
                }
            }
            year += step;
        }
        cells(&starts, |date| vec![date.year_text(self.script)])
    }
}

/// Each beginning with what follows as its end.
fn cells(starts: &[(CalendarDate, Day)], labels: impl Fn(&CalendarDate) -> Vec<String>) -> Vec<Cell> {
    let ends =
        starts.iter().skip(1).map(|(_, day)| start(*day)).chain(std::iter::once(start(Day::MAX) + 1.0));
    let cell =
        |((date, day), to): (&(CalendarDate, Day), f64)| Cell { from: start(*day), to, labels: labels(date) };
    starts.iter().zip(ends).map(cell).collect()
}
