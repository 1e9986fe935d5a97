//! Rules of recurrence (RFC 5545, 3.3.10): read with every part checked, and worked out by clocks of no zone. What the
//! rule means by the clocks of a zone is its caller's business.

use super::clocks::Clocks;
use super::clocks::SECONDS_A_DAY;
use super::dates::{Stamp, day_of};
use crate::io::timeline_file::text::problems::shown;
use crate::model::Day;
use crate::model::day::{Weekday, days_in_month, is_leap_year};

/// How often it recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    /// Every so many hours, minutes or seconds, which is not worked out.
    WithinDay,
}

/// The last time that a rule allows.
#[derive(Clone, Debug)]
enum Until {
    /// The whole day, whatever the zone: what RFC 5545 forbids for times and Google writes.
    Day(Day),
    /// By the clocks of the series.
    Local(i64),
    /// Seconds since 1970-01-01T00:00Z.
    Instant(i64),
}

/// A rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) frequency: Frequency,
    interval: i32,
    pub(super) count: Option<usize>,
    until: Option<Until>,
    week_start: u8,
    months: Vec<i32>,
    week_numbers: Vec<i32>,
    year_days: Vec<i32>,
    month_days: Vec<i32>,
    /// Which of them in the year or month, 0 for all, and the day of the week from Monday.
    weekdays: Vec<(i32, u8)>,
    hours: Vec<i32>,
    minutes: Vec<i32>,
    seconds: Vec<i32>,
    positions: Vec<i32>,
}

/// The last year that a calendar can name.
pub(super) const LAST_YEAR: i32 = 9999;

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Rule {
    /// Reads `FREQ=WEEKLY;COUNT=4`.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            week_start: 0,
            months: Vec::new(),
            week_numbers: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
        };
        let mut has_frequency = false;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            has_frequency |= name.trim().eq_ignore_ascii_case("FREQ");
            let read = rule.read_part(&name.trim().to_ascii_uppercase(), &value.trim().to_ascii_uppercase());
            read.ok_or_else(|| format!("its rule cannot be read: “{}”", shown(part, 40)))?;
        }
        if !has_frequency {
            return Err(format!("its rule cannot be read: “{}”", shown(text, 40)));
        }
        let counted = rule.weekdays.iter().any(|(nth, _)| *nth != 0);
        let wrong = match rule.frequency {
            Frequency::Yearly if counted && !rule.week_numbers.is_empty() => "BYWEEKNO",
            Frequency::Weekly | Frequency::Daily if counted => "BYDAY",
            Frequency::Weekly if !rule.month_days.is_empty() => "BYMONTHDAY",
            Frequency::Monthly | Frequency::Weekly | Frequency::Daily if !rule.year_days.is_empty() => {
                "BYYEARDAY"
            }
            Frequency::Monthly | Frequency::Weekly | Frequency::Daily if !rule.week_numbers.is_empty() => {
                "BYWEEKNO"
            }
            _ => return Ok(rule),
        };
        Err(format!("its rule means nothing with this {wrong}: “{}”", shown(text, 60)))
    }

    fn read_part(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "FREQ" => {
                self.frequency = match value {
                    "YEARLY" => Frequency::Yearly,
                    "MONTHLY" => Frequency::Monthly,
                    "WEEKLY" => Frequency::Weekly,
                    "DAILY" => Frequency::Daily,
                    "HOURLY" | "MINUTELY" | "SECONDLY" => Frequency::WithinDay,
                    _ => return None,
                }
            }
            "INTERVAL" => {
                self.interval = value.parse().ok().filter(|interval| (1..=100_000).contains(interval))?;
            }
            "COUNT" => self.count = Some(value.parse().ok().filter(|count| *count > 0)?),
            "UNTIL" => {
                let until = Stamp::read(value, false, &Clocks::LOCAL).ok()?;
                self.until = Some(match until.instant() {
                    Some(instant) => Until::Instant(instant),
                    None if until.is_day() => Until::Day(until.day()),
                    None => Until::Local(until.civil()),
                });
            }
            "WKST" => self.week_start = weekday(value)?,
            "BYMONTH" => self.months = numbers(value, 12, false)?,
            "BYWEEKNO" => self.week_numbers = numbers(value, 53, true)?,
            "BYYEARDAY" => self.year_days = numbers(value, 366, true)?,
            "BYMONTHDAY" => self.month_days = numbers(value, 31, true)?,
            "BYSETPOS" => self.positions = numbers(value, 366, true)?,
            "BYHOUR" => self.hours = clock_numbers(value, 23)?,
            "BYMINUTE" => self.minutes = clock_numbers(value, 59)?,
            "BYSECOND" => self.seconds = clock_numbers(value, 60)?,
            "BYDAY" => self.weekdays = value.split(',').map(counted_weekday).collect::<Option<_>>()?,
            // The calendar that RFC 5545 means, and what it does with days that are none (RFC 7529).
            "RSCALE" if value == "GREGORIAN" => {}
            "SKIP" if value == "OMIT" => {}
            _ if name.starts_with("X-") => {}
            _ => return None,
        }
        Some(())
    }

    /// Whether it ends by itself.
    pub(super) fn ends(&self) -> bool {
        self.count.is_some() || self.until.is_some()
    }

    /// The year after which it does not recur.
    pub(super) fn last_year(&self) -> i32 {
        let day = match &self.until {
            None => return LAST_YEAR,
            Some(Until::Day(day)) => *day,
            Some(Until::Local(civil) | Until::Instant(civil)) => day_of(*civil),
        };
        // By the clocks of a zone it may be the next year already.
        day.plus(1).ymd().0
    }

    /// Whether a time by the series' clocks, and the instant that it is, are not after the end of the rule.
    pub(super) fn includes(&self, civil: i64, instant: Option<i64>) -> bool {
        match &self.until {
            None => true,
            Some(Until::Day(day)) => civil.div_euclid(SECONDS_A_DAY) <= i64::from(day.number()),
            Some(Until::Local(until)) => civil <= *until,
            Some(Until::Instant(until)) => instant.unwrap_or(civil) <= *until,
        }
    }

    /// The days of whole years, months, weeks or days, one after another, with what the rule leaves of them.
    fn days(&self, year: i32, month: u8, first: Day, looked_at: &mut u64) -> Vec<Day> {
        let candidates: Vec<Day> = match self.frequency {
            Frequency::Yearly => (1..=12)
                .filter(|month| self.has_month(*month))
                .flat_map(|month| days_of(year, month))
                .collect(),
            Frequency::Monthly => days_of(year, month).filter(|_| self.has_month(month)).collect(),
            Frequency::Weekly => (0..7).map(|day| first.plus(day)).collect(),
            Frequency::Daily | Frequency::WithinDay => vec![first],
        };
        *looked_at += candidates.len() as u64 + 1;
        candidates.into_iter().filter(|day| self.takes(*day)).collect()
    }

    fn has_month(&self, month: u8) -> bool {
        self.months.is_empty() || self.months.contains(&i32::from(month))
    }

    /// Whether a day is one that the rule names.
    fn takes(&self, day: Day) -> bool {
        let (year, month, of_month) = day.ymd();
        let in_month = i32::from(days_in_month(year, month));
        let named = |list: &[i32], from_start: i32, length: i32| {
            list.is_empty() || list.contains(&from_start) || list.contains(&(from_start - length - 1))
        };
        self.has_month(month)
            && named(&self.month_days, i32::from(of_month), in_month)
            && (self.year_days.is_empty() || {
                let (at, length) = place_in_year(day);
                named(&self.year_days, at, length)
            })
            && (self.week_numbers.is_empty() || {
                let (week, weeks) = week_of(day, self.week_start);
                named(&self.week_numbers, week, weeks)
            })
            && (self.weekdays.is_empty() || self.takes_weekday(day))
    }

    fn takes_weekday(&self, day: Day) -> bool {
        let (year, month, of_month) = day.ymd();
        let is_in_month = self.frequency == Frequency::Monthly || !self.months.is_empty();
        let (at, length) = if is_in_month {
            (i32::from(of_month), i32::from(days_in_month(year, month)))
        } else {
            place_in_year(day)
        };
        let (from_start, from_end) = ((at - 1) / 7 + 1, -((length - at) / 7 + 1));
        let weekday = number_of(day.weekday());
        self.weekdays
            .iter()
            .any(|(nth, named)| *named == weekday && (*nth == 0 || *nth == from_start || *nth == from_end))
    }

    /// What the rule takes from its beginning where it does not say it (RFC 5545, 3.3.10).
    fn completed(&self, start: &Stamp) -> Self {
        let mut rule = self.clone();
        let (_, month, day) = start.day().ymd();
        let weekday = (0, number_of(start.day().weekday()));
        let names_days =
            !(self.year_days.is_empty() && self.month_days.is_empty() && self.weekdays.is_empty());
        match self.frequency {
            _ if names_days => {}
            Frequency::Yearly if !self.week_numbers.is_empty() => rule.weekdays.push(weekday),
            Frequency::Yearly => {
                if rule.months.is_empty() {
                    rule.months.push(month.into());
                }
                rule.month_days.push(day.into());
            }
            Frequency::Monthly => rule.month_days.push(day.into()),
            Frequency::Weekly => rule.weekdays.push(weekday),
            Frequency::Daily | Frequency::WithinDay => {}
        }
        rule
    }

    /// The seconds of the day at which it recurs, in order.
    fn seconds_of_day(&self, start: &Stamp) -> Vec<i64> {
        let own = start.civil().rem_euclid(SECONDS_A_DAY);
        if start.is_day() {
            return vec![0];
        }
        let list = |named: &[i32], own: i64| match named {
            [] => vec![own],
            named => named.iter().copied().map(i64::from).collect(),
        };
        let mut seconds = Vec::new();
        for hour in list(&self.hours, own / 3600) {
            for minute in list(&self.minutes, own / 60 % 60) {
                // A leap second is the one before.
                seconds.extend(
                    list(&self.seconds, own % 60).iter().map(|s| hour * 3600 + minute * 60 + s.min(&59)),
                );
            }
        }
        seconds.sort_unstable();
        seconds.dedup();
        seconds
    }

    /// Those of the times of a period that BYSETPOS names.
    fn at_positions(&self, times: Vec<i64>) -> Vec<i64> {
        if self.positions.is_empty() {
            return times;
        }
        let length = i32::try_from(times.len()).unwrap_or(i32::MAX);
        let is_named =
            |at: i32| self.positions.contains(&(at + 1)) || self.positions.contains(&(at - length));
        (0..length).zip(times).filter(|(at, _)| is_named(*at)).map(|(_, time)| time).collect()
    }
}

/// The times at which a series recurs by its clocks, in seconds by them and in order. Its beginning is the first with
/// `beginning`: RFC 5545 counts it as an occurrence even where the rule does not name it. None is after `last_year`, and there are no more than
/// `most`; how long the rule goes on by UNTIL is not asked. `looked_at` counts the days that were looked at.
pub(super) fn times(
    rule: &Rule,
    start: &Stamp,
    beginning: bool,
    last_year: i32,
    most: usize,
    looked_at: &mut u64,
) -> Vec<i64> {
    let rule = rule.completed(start);
    let most = rule.count.map_or(most, |count| count.min(most));
    let seconds = rule.seconds_of_day(start);
    let begin = start.civil();
    let mut times = if beginning { vec![begin] } else { Vec::new() };
    let (mut year, mut month, _) = start.day().ymd();
    let past_week_start = (7 + number_of(start.day().weekday()) - rule.week_start) % 7;
    let mut first = match rule.frequency {
        Frequency::Weekly => start.day().plus(-i32::from(past_week_start)),
        _ => start.day(),
    };
    while year <= last_year && times.len() < most {
        let days = rule.days(year, month, first, looked_at);
        let all =
            days.iter().flat_map(|day| seconds.iter().map(|s| i64::from(day.number()) * SECONDS_A_DAY + s));
        times.extend(
            rule.at_positions(all.collect()).into_iter().filter(|time| *time >= begin + i64::from(beginning)),
        );
        match rule.frequency {
            Frequency::Yearly => year += rule.interval,
            Frequency::Monthly => {
                let months = year * 12 + i32::from(month) - 1 + rule.interval;
                year = months.div_euclid(12);
                month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
            }
            Frequency::Weekly | Frequency::Daily | Frequency::WithinDay => {
                let days = if rule.frequency == Frequency::Weekly { 7 } else { 1 };
                let next = first.plus(days * rule.interval);
                if next == first {
                    break;
                }
                first = next;
                year = first.ymd().0;
            }
        }
    }
    times.truncate(most);
    times
}

fn days_of(year: i32, month: u8) -> impl Iterator<Item = Day> {
    let first = Day::from_ymd(year, month, 1);
    let count = i32::from(days_in_month(year, month));
    first.into_iter().flat_map(move |first| (0..count).map(move |day| first.plus(day)))
}

/// Which day of the year it is, from 1, and how many the year has.
fn place_in_year(day: Day) -> (i32, i32) {
    let year = day.ymd().0;
    let before = Day::from_ymd(year, 1, 1).map_or(0, |first| day.since(first));
    (before + 1, if is_leap_year(year) { 366 } else { 365 })
}

/// Which week of its year a day is in, and how many that year has. The first week is the first with four days in the year.
fn week_of(day: Day, week_start: u8) -> (i32, i32) {
    let past = (7 + i32::from(number_of(day.weekday())) - i32::from(week_start)) % 7;
    let first = day.plus(-past);
    // The fourth day of a week is in the year that the week belongs to.
    let fourth = first.plus(3);
    let (at, length) = place_in_year(fourth);
    let week = (at - 1) / 7 + 1;
    (week, week + (length - at) / 7)
}

fn number_of(weekday: Weekday) -> u8 {
    weekday as u8
}

fn weekday(text: &str) -> Option<u8> {
    let at = WEEKDAYS.iter().position(|name| *name == text)?;
    u8::try_from(at).ok()
}

/// `MO`, `2TU` or `-1SU`.
fn counted_weekday(text: &str) -> Option<(i32, u8)> {
    let text = text.trim();
    let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = match nth {
        "" => 0,
        nth => nth.parse().ok().filter(|nth: &i32| *nth != 0 && nth.abs() <= 53)?,
    };
    Some((nth, weekday(name)?))
}

/// Numbers from 1, or from the other end with a minus.
fn numbers(text: &str, most: i32, negative: bool) -> Option<Vec<i32>> {
    let number = |text: &str| text.trim().parse().ok().filter(|n: &i32| *n != 0 && n.abs() <= most);
    text.split(',').map(|text| number(text).filter(|number| negative || *number > 0)).collect()
}

/// Numbers from 0.
fn clock_numbers(text: &str, most: i32) -> Option<Vec<i32>> {
    text.split(',')
        .map(|text| text.trim().parse().ok().filter(|number| (0..=most).contains(number)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(start: &str, rule: &str, most: usize) -> Vec<String> {
        let start = Stamp::read(start, false, &Clocks::LOCAL).unwrap();
        let times = times(&Rule::read(rule).unwrap(), &start, true, LAST_YEAR, most, &mut 0);
        times.into_iter().map(|civil| day_of(civil).to_string()).collect()
    }

    #[test]
    fn what_a_rule_does_not_say_is_that_of_its_beginning() {
        assert_eq!(
            days("20240513", "FREQ=YEARLY;BYWEEKNO=20", 3),
            ["2024-05-13", "2025-05-12", "2026-05-11"]
        );
        assert_eq!(days("20240229", "FREQ=YEARLY", 2), ["2024-02-29", "2028-02-29"]);
        assert_eq!(days("20240131", "FREQ=MONTHLY", 3), ["2024-01-31", "2024-03-31", "2024-05-31"]);
        assert_eq!(days("20241014", "FREQ=WEEKLY;INTERVAL=2", 2), ["2024-10-14", "2024-10-28"]);
    }

    #[test]
    fn counted_from_the_end_and_in_the_year_before() {
        assert_eq!(days("20240429", "FREQ=MONTHLY;BYDAY=-5MO", 2), ["2024-04-29", "2024-07-01"]);
        // 30 December 2024 is in the first week of 2025.
        assert_eq!(days("20241230", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", 2), ["2024-12-30", "2025-12-29"]);
        assert_eq!(days("20240101", "FREQ=YEARLY;BYYEARDAY=-1", 2), ["2024-01-01", "2024-12-31"]);
    }

    #[test]
    fn positions_are_those_of_the_whole_week() {
        // The first of that week is the Monday before the beginning, and so none.
        let rule = "FREQ=WEEKLY;BYDAY=MO,TU,TH;BYSETPOS=1";
        assert_eq!(days("19930908", rule, 3), ["1993-09-08", "1993-09-13", "1993-09-20"]);
        assert_eq!(
            days("19930908", "FREQ=WEEKLY;BYDAY=MO,TU,TH;BYSETPOS=-1", 2),
            ["1993-09-08", "1993-09-09"]
        );
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for wrong in [
            "",
            "COUNT=3",
            "FREQ=OFTEN",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=-1",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=WEEKLY;BYMONTHDAY=1",
            "FREQ=MONTHLY;BYYEARDAY=1",
            "FREQ=DAILY;BYWEEKNO=1",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYMONTH=13",
            "FREQ=DAILY;UNTIL=soon",
            "FREQ=DAILY;BYEASTER=0",
            "FREQ=DAILY;WKST=XX",
            "FREQ=DAILY;BYHOUR=256",
            "FREQ=MONTHLY;BYDAY=MO,,TU",
        ] {
            assert!(Rule::read(wrong).is_err(), "{wrong}");
        }
        assert!(Rule::read("freq=daily;x-mine=1;rscale=gregorian;skip=omit;").is_ok());
    }
}
