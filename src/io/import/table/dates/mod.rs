//! Dates as people and programs write them in tables, read into EDTF. What a single `03/04/2024` means nobody can
//! tell: the column as a whole decides what comes first, or the user does.

pub(crate) mod civil;
pub(crate) mod clock;
mod far;
pub(crate) mod months;
pub(crate) mod signs;
pub(crate) mod spans;
pub(crate) mod stamps;

use crate::model::EventDate;
use crate::model::calendar::Calendar;
use crate::model::day::Day;
pub(in crate::io::import) use civil::before_christ;
use civil::{is_year, is_year_span, point};
pub(in crate::io::import) use clock::clock;
use clock::is_midnight;
pub(in crate::io::import) use far::edtf as far_year;
pub(in crate::io::import) use months::month_number;
use signs::latin;
use spans::ends;
use stamps::Stamps;

/// What comes first in a date of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 14/10/2024.
    DayFirst,
    /// 10/14/2024.
    MonthFirst,
    /// 24/10/14: only years of two digits leave this open.
    YearFirst,
}

impl DayOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DayFirst, Self::MonthFirst, Self::YearFirst];

    /// What comes first, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day",
            Self::MonthFirst => "month",
            Self::YearFirst => "year",
        }
    }
}

/// By which calendar years are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reckoning {
    /// The civil one.
    #[default]
    Civil,
    /// The civil one with the years of Thailand, 543 more.
    Buddhist,
    /// Another.
    Of(Calendar),
}

impl Reckoning {
    /// All that dates can be written by.
    pub const ALL: [Self; 6] = [
        Self::Civil,
        Self::Of(Calendar::Persian),
        Self::Of(Calendar::Islamic),
        Self::Of(Calendar::Hebrew),
        Self::Of(Calendar::Julian),
        Self::Buddhist,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Civil => "gregorian",
            Self::Buddhist => "buddhist",
            Self::Of(calendar) => calendar.key(),
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Civil => "Gregorian",
            Self::Buddhist => "Buddhist (Thailand)",
            Self::Of(calendar) => calendar.name(),
        }
    }
}

/// How the dates of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What comes first.
    pub order: DayOrder,
    /// What its numbers count, where it holds such.
    pub stamps: Option<Stamps>,
    /// Whether `1922-23` is two years, and not EDTF's autumn of 1922.
    pub year_spans: bool,
    /// By which calendar.
    pub reckoning: Reckoning,
    /// Whether times of day mean something: not where each is midnight.
    pub hours: bool,
    /// Whether only the year means something: each date is the first day of one.
    pub years_alone: bool,
    /// Whether times of day without an offset are UTC's, as the name of the column says.
    pub utc: bool,
}

impl Reading {
    /// With this order and nothing else that is special.
    #[must_use]
    pub fn by(order: DayOrder) -> Self {
        Self {
            order,
            stamps: None,
            year_spans: false,
            reckoning: Reckoning::Civil,
            hours: true,
            years_alone: false,
            utc: false,
        }
    }
}

/// What a column of dates says of its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// No date in it depends on the order.
    Unneeded,
    /// Only this order makes sense of all its dates.
    Known(DayOrder),
    /// All its dates make sense in several orders; one of them.
    Open(String, Vec<DayOrder>),
    /// Some make sense in one order alone and some in another; one of each.
    Mixed(String, String),
}

/// Longer texts are no dates.
const LONGEST: usize = 80;

/// Decides how a whole column is to be read.
#[must_use]
pub fn decide<'v>(values: impl Iterator<Item = &'v str>) -> Order {
    let mut possible = DayOrder::ALL.to_vec();
    let (mut example, mut only, mut dotted, mut any) = (None, Vec::new(), true, false);
    for value in values {
        for part in ends(&latin(value.trim())) {
            let part = part.as_ref();
            let Some(numbers) = Numbers::of(part) else { continue };
            any = true;
            dotted &= numbers.dots && numbers.long_year;
            let fits = numbers.orders();
            if fits.is_empty() {
                continue;
            }
            if let [one] = fits[..]
                && !only.iter().any(|(order, _)| *order == one)
            {
                only.push((one, part.to_owned()));
            }
            possible.retain(|order| fits.contains(order));
            if fits.len() > 1 && numbers.differs(&fits) && example.is_none() {
                example = Some(part.to_owned());
            }
        }
    }
    match (&possible[..], example) {
        _ if !any => Order::Unneeded,
        ([], _) => match &only[..] {
            [(_, a), (_, b), ..] => Order::Mixed(a.clone(), b.clone()),
            _ => Order::Unneeded,
        },
        ([one], _) => Order::Known(*one),
        // Where full stops stand between, the day comes first the world over.
        (_, Some(_)) if dotted => Order::Known(DayOrder::DayFirst),
        (_, Some(example)) => Order::Open(example, possible),
        ([first, ..], None) => Order::Known(*first),
    }
}

/// The three numbers of a date whose year is not written first in four digits.
struct Numbers {
    parts: [u16; 3],
    long_year: bool,
    dots: bool,
}

impl Numbers {
    fn of(text: &str) -> Option<Self> {
        // "Mo 04.05.24": a weekday before it says nothing of the order.
        let digit = text.find(|c: char| c.is_ascii_digit())?;
        let text = if text[..digit].chars().all(|c| c.is_alphabetic() || " .,".contains(c)) {
            &text[digit..]
        } else {
            text
        };
        let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
        let date = &text[..end];
        let separators: Vec<char> = date.chars().filter(|c| !c.is_ascii_digit()).collect();
        if separators.len() != 2 || !separators.iter().all(|c| "/.-".contains(*c)) {
            return None;
        }
        let mut parts = date.split(['/', '.', '-']);
        let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
        let short = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse().ok())?;
        matches!(year.len(), 2 | 4).then_some(())?;
        let dots = separators.iter().all(|c| *c == '.');
        Some(Self { parts: [short(a)?, short(b)?, year.parse().ok()?], long_year: year.len() == 4, dots })
    }

    /// The orders that make sense of it.
    fn orders(&self) -> Vec<DayOrder> {
        let [a, b, c] = self.parts;
        let day = |day: u16, month: u16| (1..=31).contains(&day) && (1..=12).contains(&month);
        let fits = |order: &DayOrder| match order {
            DayOrder::DayFirst => day(a, b),
            DayOrder::MonthFirst => day(b, a),
            DayOrder::YearFirst => !self.long_year && day(c, b),
        };
        DayOrder::ALL.into_iter().filter(fits).collect()
    }

    /// Whether it is another day by another order.
    fn differs(&self, orders: &[DayOrder]) -> bool {
        let [a, b, c] = self.parts;
        let read = |order: &DayOrder| match order {
            DayOrder::DayFirst => (c, b, a),
            DayOrder::MonthFirst => (c, a, b),
            DayOrder::YearFirst => (a, b, c),
        };
        orders.windows(2).any(|two| read(&two[0]) != read(&two[1]))
    }
}

/// Whether a text looks like a whole date at all, whatever the order.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let text = &*latin(text.trim());
    // A bare number is a date only by the name of its column, but for eight digits that are a day.
    let number = !matches!(text.len(), 8 | 14) && text.bytes().all(|byte| byte.is_ascii_digit());
    let worth = !number && text.len() <= LONGEST && text.bytes().any(|byte| byte.is_ascii_digit());
    worth && DayOrder::ALL.iter().any(|order| edtf(text, &Reading::by(*order)).is_ok())
}

/// Whether a text is a year of four digits, or about or between such.
pub(super) fn is_year_about(text: &str) -> bool {
    let text = &*latin(text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = is_year(text) && ("0500".."2200").contains(&text);
    plain
        || ((4..=8).contains(&digits) && text.len() < 24 && !is_year(text) && {
            let read = edtf(text, &Reading { year_spans: true, ..Reading::by(DayOrder::DayFirst) });
            read.is_ok_and(|date| {
                date.split('/').all(|part| part.trim_end_matches(['~', '?', '%']).len() == 4)
            })
        })
}

/// Whether a text is a time of day that cannot be a plain number.
pub(super) fn is_clock(text: &str) -> bool {
    let text = &*latin(text);
    (text.contains([':', 'm', 'M', 'h']) || text.eq_ignore_ascii_case("noon")) && clock(text).is_some()
}

/// Reads a cell as a date or an interval in EDTF.
///
/// # Errors
/// Says what is wrong with it.
pub fn read(text: &str, order: DayOrder) -> Result<EventDate, String> {
    read_by(text, &Reading::by(order))
}

/// As [`read`], as a column is to be read.
///
/// # Errors
/// As [`read`].
pub fn read_by(text: &str, reading: &Reading) -> Result<EventDate, String> {
    let written = edtf(text, reading)?;
    let shown = crate::io::timeline_file::text::problems::shown(text.trim(), 40);
    EventDate::parse(&written).map_err(|error| format!("“{shown}” is not a date: {}", error.message))
}

/// Its text in EDTF.
fn edtf(text: &str, reading: &Reading) -> Result<String, String> {
    let text = &*latin(text.trim());
    if text.is_empty() {
        return Err("no date".to_owned());
    }
    if text.len() > LONGEST {
        return Err("too long to be a date".to_owned());
    }
    let special = reading.reckoning != Reckoning::Civil || (reading.year_spans && is_year_span(text));
    let wrong = match EventDate::parse(text) {
        Err(_) if !text.bytes().any(|byte| byte.is_ascii_digit()) => "there is no number in it".to_owned(),
        Ok(_) if !special => return Ok(plain(text, reading)),
        Ok(_) => "it is written otherwise than the others".to_owned(),
        Err(_) if far_year(text).is_some() => "years beyond ±9999 are not supported".to_owned(),
        Err(error) => error.message,
    };
    let shown = crate::io::timeline_file::text::problems::shown(text, 40);
    let wrong = || format!("“{shown}” is not a date: {wrong}");
    if let Some(whole) = point(text, reading) {
        return Ok(plain(&whole, reading));
    }
    match &ends(text)[..] {
        [begin, end] => {
            let begin = point(begin, reading).ok_or_else(wrong)?;
            let end = end_of(end, reading).ok_or_else(wrong)?;
            Ok(format!("{}/{}", plain(&begin, reading), plain(&end, reading)))
        }
        _ => Err(wrong()),
    }
}

/// A date without what the whole column shows to mean nothing.
fn plain(date: &str, reading: &Reading) -> String {
    if reading.years_alone && date.len() >= 10 && !date.contains('/') {
        return date
            .get(..date.len().min(if date.starts_with('-') { 5 } else { 4 }))
            .unwrap_or(date)
            .to_owned();
    }
    match date.split_once('T') {
        Some((day, _)) if !reading.hours && !date.contains('/') => day.to_owned(),
        Some((_, clock))
            if reading.utc && !date.contains('/') && clock.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            if clock.contains(['+', '-']) { date.to_owned() } else { format!("{date}Z") }
        }
        _ => date.to_owned(),
    }
}

/// Joins a beginning and an end that stand in two cells, the end as its column is to be read. What ends at midnight has nothing on the day that begins then: it ends
/// with the day before, a minute before midnight where hours are told, and on that day where its beginning is a midnight too.
///
/// # Errors
/// Says what is wrong with them.
pub fn join_by(begin: &EventDate, end: &str, reading: &Reading) -> Result<EventDate, String> {
    let end = end.trim();
    if end.is_empty() || begin.is_interval() {
        return Ok(begin.clone());
    }
    let end = end_of(end, reading).ok_or_else(|| format!("its end, “{end}”, is not a date"))?;
    let end = plain(&end, reading);
    // An end that is a span itself ends where that ends.
    let end = halves(&end).map_or(end.as_str(), |(_, end)| end).to_owned();
    if end == begin.text() {
        return Ok(begin.clone());
    }
    let whole = match end.split_once('T') {
        Some((day, clock)) if is_midnight(clock) => before_midnight(begin, day, clock)?,
        _ => format!("{}/{end}", begin.text()),
    };
    EventDate::parse(&whole).map_err(|error| error.message)
}

/// The two ends of an interval in EDTF; the slash in the name of a zone, `[Europe/Berlin]`, stands between none.
pub(super) fn halves(text: &str) -> Option<(&str, &str)> {
    let in_zone = |at: usize| text[..at].rfind('[').is_some_and(|open| !text[open..at].contains(']'));
    let (at, _) = text.match_indices('/').find(|(at, _)| !in_zone(*at))?;
    Some((&text[..at], &text[at + 1..]))
}

fn before_midnight(begin: &EventDate, day: &str, clock: &str) -> Result<String, String> {
    let end = EventDate::parse(day).map_err(|error| error.message)?.first_day().plus(-1);
    let (first, time) = begin.text().split_once('T').unwrap_or((begin.text(), ""));
    let first_day = EventDate::parse(first).map_err(|error| error.message)?.first_day();
    if first_day > end {
        // Both are the same midnight, or the end comes before the beginning: that is told by the date itself.
        let same = first == day;
        return Ok(if same { begin.text().to_owned() } else { format!("{}/{day}T{clock}", begin.text()) });
    }
    if time.is_empty() || is_midnight(time) {
        return Ok(if first_day == end { first.to_owned() } else { format!("{first}/{end}") });
    }
    Ok(format!("{}/{end}T23:59{}", begin.text(), &clock[5..]))
}

/// The end of an interval in EDTF; `..` where it goes on.
fn end_of(text: &str, reading: &Reading) -> Option<String> {
    let text = &*latin(text.trim());
    if is_going_on(text) { Some("..".to_owned()) } else { point(text, reading) }
}

/// Whether a cell says that it goes on still.
pub(super) fn is_going_on(cell: &str) -> bool {
    let words =
        ["..", "now", "today", "present", "ongoing", "open", "current", "heute", "aujourd'hui", "halen"];
    words.iter().any(|word| cell.trim().eq_ignore_ascii_case(word))
}

/// The years of our time by the Persian and Islamic calendars, in Thailand, and by the Hebrew one.
const POSSIBLE: [(i32, i32); 3] = [(1330, 1460), (2440, 2643), (5600, 5860)];

/// What the years of a column of whole dates say of its calendar: where all of them lie in a narrow span long ago or far
/// away, another calendar is the likelier. The calendars that come into question, and an example. Cells without a year of
/// four digits say nothing; months in words are those of the civil calendar, which Thailand writes with years of its own.
/// Years alone count where the table is written in the script of such a calendar, or has columns of month and day.
#[must_use]
pub(super) fn other_calendars<'v>(
    values: impl Iterator<Item = &'v str>,
    years_count: bool,
) -> Option<(String, Vec<Reckoning>)> {
    let (mut least, mut most, mut worded, mut example) = (i32::MAX, i32::MIN, false, None);
    for value in values {
        let plain = months::joined(&latin(value));
        let parts = || {
            plain
                .split(|c: char| !c.is_alphanumeric() && c != ':')
                .flat_map(|part| {
                    part.split(move |c: char| c == 'T' && part.starts_with(|c: char| c.is_ascii_digit()))
                })
                .filter(|part| !part.is_empty())
        };
        if parts().count() < 3 && !(years_count && is_year(plain.trim())) {
            if is_year(plain.trim()) {
                return None; // A year alone may be of any time.
            }
            continue;
        }
        // A month may say itself of which calendar it is.
        let Some(year) = parts().find(|part| is_year(part)) else { continue };
        if parts().any(|part| months::of_other_calendar(part).is_some()) {
            continue;
        }
        let year: i32 = year.parse().ok()?;
        if parts().any(|part| months::hebrew_month(part, year).is_some()) {
            continue;
        }
        if !POSSIBLE.iter().any(|(from, to)| (*from..=*to).contains(&year)) {
            return None; // One year of ours is enough, and in a million rows the first has it.
        }
        (least, most) = (least.min(year), most.max(year));
        worded |= parts().any(|part| month_number(part).is_some() && part.len() > 2);
        example.get_or_insert(value);
    }
    Some((example?.to_owned(), calendars_of_years(least, most, worded)?))
}

/// The calendars that come into question for dates whose years lie between these, the likeliest first; `None` where there
/// is no doubt. Months in words are those of the civil calendar, which Thailand writes with years of its own.
pub(in crate::io::import) fn calendars_of_years(
    least: i32,
    most: i32,
    worded: bool,
) -> Option<Vec<Reckoning>> {
    match (least, most) {
        (1330.., ..=1460) if !worded => {
            Some(vec![Reckoning::Of(Calendar::Persian), Reckoning::Of(Calendar::Islamic), Reckoning::Civil])
        }
        (2440.., ..=2643) => Some(vec![Reckoning::Buddhist, Reckoning::Civil]),
        (5600.., ..=5860) if !worded => Some(vec![Reckoning::Of(Calendar::Hebrew), Reckoning::Civil]),
        _ => None,
    }
}

/// Whether a date has a year of two digits.
pub(super) fn has_short_year(cell: &str) -> bool {
    let cell = latin(cell.trim());
    // "Mon Oct 14 08:30:00 +0000 2024".
    if cell.rsplit(' ').next().is_some_and(is_year) {
        return false;
    }
    // "27 BC – AD 14": a year of an era is whole.
    let era = |word: &str| ["BC", "BCE", "AD", "CE"].iter().any(|era| era.eq_ignore_ascii_case(word));
    if cell.split(|c: char| !c.is_alphanumeric()).any(era) {
        return false;
    }
    let date = cell.split([':', 'T']).next().unwrap_or_default();
    let numbers = || date.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers().all(|number| number.len() <= 2)
        && (numbers().count() >= 3 || (numbers().count() == 2 && date.chars().any(char::is_alphabetic)))
}

/// The first day of a date in EDTF, for comparing.
pub(super) fn first_day(text: &str, reading: &Reading) -> Option<Day> {
    read_by(text, reading).ok().map(|date| date.first_day())
}
