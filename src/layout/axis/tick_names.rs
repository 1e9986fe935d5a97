//! What ticks of the ruler are called, from the fullest name to the shortest: a row has room for all of its names in
//! one of these lengths, so that they are alike.

use crate::model::Day;
use crate::model::day::{month_name, month_short_name, year_name};

/// What a tick or a cell is, for its names.
#[derive(Clone, Debug, PartialEq)]
pub enum Name {
    /// A text that has no shorter form.
    Text(String),
    /// A minute of the day.
    Minute(u16),
    /// An hour of the day; midnight is called by the day that begins with it.
    Hour(u16),
    /// A day in a row of days above hours.
    Day(Day),
    /// A day in the lowest row.
    DayOfMonth(Day),
    /// A Monday that stands for its week.
    Monday(Day),
    /// A month in the lowest row, 1 to 12.
    Month(u8),
    /// A month with its year, by its first day.
    MonthOfYear(Day),
    /// A year, astronomical: 0 is 1 BC.
    Year(i32),
    /// The year that the left edge lies in, where no larger stretch has a name.
    From(i32),
    /// The ten or hundred years that begin with a year.
    Years(i32),
}

impl Name {
    /// More lengths than any name has.
    pub const LENGTHS: usize = 4;

    /// The name in a length, 0 for the fullest; the shortest for what is beyond.
    #[must_use]
    pub fn in_length(&self, length: usize) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Minute(minute) => format!("{:02}:{:02}", minute / 60, minute % 60),
            Self::Hour(0) => String::new(),
            Self::Hour(hour) => format!("{hour:02}"),
            Self::Day(day) | Self::DayOfMonth(day) => day_name(*day, length),
            Self::Monday(day) => day.ymd().2.to_string(),
            Self::Month(month) if length == 0 => month_name(*month).to_owned(),
            Self::Month(month) => month_short_name(*month).to_owned(),
            Self::MonthOfYear(day) if length > 1 => month_short_name(day.ymd().1).to_owned(),
            Self::MonthOfYear(day) => {
                let (year, month, _) = day.ymd();
                let name = if length == 0 { month_name(month) } else { month_short_name(month) };
                format!("{name} {}", year_name(year))
            }
            Self::Year(1) => "AD 1".to_owned(),
            Self::Year(year) => year_name(*year),
            Self::From(year) => format!("from {}", year_name(*year)),
            Self::Years(year @ 100..) => format!("{year}s"),
            Self::Years(year) if length > 0 => century_name(*year).replace("century", "c."),
            Self::Years(year) => century_name(*year),
        }
    }

    /// How many times its own width a name needs in its cell: the fullest name of a day only where it leaves air.
    #[must_use]
    pub fn air(&self, length: usize) -> f32 {
        if matches!(self, Self::Day(_) | Self::DayOfMonth(_)) && length == 0 { 2.5 } else { 1.0 }
    }
}

/// "Wednesday 5 August 1914", "Wed 5 Aug", "Wed 5", "5".
fn day_name(day: Day, length: usize) -> String {
    let (_, month, of_month) = day.ymd();
    let short = || format!("{} {of_month}", day.weekday().short_name());
    match length {
        0 => format!("{} {}", day.weekday().name(), day.long()),
        1 => format!("{} {}", short(), month_short_name(month)),
        2 => short(),
        _ => of_month.to_string(),
    }
}

/// "1st century", "3rd century BC" for the hundred years that begin with a year, which is before the year 100.
fn century_name(year: i32) -> String {
    if year > 0 {
        return "1st century".to_owned();
    }
    // 300 BC is the year −299.
    let century = (1 - year + 99) / 100;
    let ending = match (century % 10, century % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{century}{ending} century BC")
}
