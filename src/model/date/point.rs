//! A single date as written, field by field, and the days it can mean.

use super::mask::Mask;
use super::season::Season;
use super::{Clock, Moment, Precision};
use crate::model::day::{Day, days_in_month};

/// A single date as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    /// Whether the year has a minus sign.
    pub negative: bool,
    /// The digits of the year.
    pub year: Mask<4>,
    /// The digits of the month.
    pub month: Option<Mask<2>>,
    /// A season in the place of the month.
    pub season: Option<&'static Season>,
    /// The digits of the day.
    pub day: Option<Mask<2>>,
    /// The time of day.
    pub clock: Option<Clock>,
    /// `?` or `%`
    pub uncertain: bool,
    /// `~` or `%`
    pub approximate: bool,
    /// Whether a part of it alone is qualified, or has significant digits: its text is not as others are.
    pub partly: bool,
}

impl Point {
    /// What it means. A date is only made of fields that have bounds, so the days that stand in for missing
    /// bounds are never seen.
    pub(super) fn moment(&self) -> Moment {
        let (earliest, latest) = self.bounds().unwrap_or((Day::MIN, Day::MAX));
        Moment {
            earliest,
            latest,
            precision: self.precision(),
            uncertain: self.uncertain,
            approximate: self.approximate,
        }
    }

    /// The year, where all its digits are known.
    pub(super) fn known_year(&self) -> Option<i32> {
        self.year.value().map(|year| if self.negative { -year } else { year })
    }

    /// The first and the last year it can be.
    pub(super) fn year_bounds(&self) -> (i32, i32) {
        let (lowest, highest) = (self.year.lowest(), self.year.highest());
        // There is no year -0000, so the first year with a minus sign is -0001.
        if self.negative { (-highest, -lowest.max(1)) } else { (lowest, highest) }
    }

    /// The first and the last day it can be; `None` where there is no such day.
    pub(super) fn bounds(&self) -> Option<(Day, Day)> {
        let (first_year, last_year) = self.year_bounds();
        if let Some(season) = self.season {
            return Some((season.first_day(first_year)?, season.last_day(last_year)));
        }
        if let Some(bounds) = self.known_bounds() {
            return Some(bounds);
        }
        let years = || (first_year..=last_year).filter(|year| self.year.allows(year.abs()));
        let earliest = years().find_map(|year| self.days_of(year).next())?;
        let latest = years().rev().find_map(|year| self.days_of(year).next_back())?;
        Some((earliest, latest))
    }

    /// The same without a look at every day, where no digit is missing of what is written.
    fn known_bounds(&self) -> Option<(Day, Day)> {
        let year = self.known_year()?;
        let number = |mask: Mask<2>| mask.value().and_then(|number| u8::try_from(number).ok());
        let bounds = |from: Option<Day>, to: Option<Day>| Some((from?, to?));
        match (self.month, self.day) {
            (None, None) => bounds(Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31)),
            (Some(month), None) => {
                let month = number(month)?;
                bounds(Day::from_ymd(year, month, 1), Day::from_ymd(year, month, days_in_month(year, month)))
            }
            (Some(month), Some(day)) => {
                let day = Day::from_ymd(year, number(month)?, number(day)?);
                bounds(day, day)
            }
            (None, Some(_)) => None,
        }
    }

    /// The days of one year that it can be, in order.
    fn days_of(&self, year: i32) -> impl DoubleEndedIterator<Item = Day> {
        let (month_mask, day_mask) = (self.month, self.day);
        let allowed =
            |mask: Option<Mask<2>>, number: u8| mask.is_none_or(|mask| mask.allows(i32::from(number)));
        let months = (1..=12_u8).filter(move |month| allowed(month_mask, *month));
        months.flat_map(move |month| {
            let days = (1..=31_u8).filter(move |day| allowed(day_mask, *day));
            days.filter_map(move |day| Day::from_ymd(year, month, day))
        })
    }

    /// How finely it was written.
    pub(super) fn precision(&self) -> Precision {
        match self.year.first_unspecified() {
            Some(0 | 1) => return Precision::Millennium,
            Some(2) => return Precision::Century,
            Some(_) => return Precision::Decade,
            None if self.season.is_some() => return Precision::Season,
            None => {}
        }
        let known = |mask: Mask<2>| mask.value().is_some();
        match (self.month, self.day) {
            (Some(month), Some(day)) if known(month) && known(day) => {
                if self.clock.is_some() {
                    Precision::Time
                } else {
                    Precision::Day
                }
            }
            (Some(month), _) if known(month) => Precision::Month,
            (Some(month), _) if !month.is_blank() => Precision::Season,
            _ => Precision::Year,
        }
    }
}
