//! How the columns of dates and countries are read, which each column decides as a whole: what comes first in dates of
//! numbers, what numbers count, whether hours mean something, which codes countries have. What stays open is asked.

use super::columns::Field;
use super::country_codes::{self, Codes, Judged, judge};
use super::country_names;
use super::dates::stamps::{self, Stamps};
use super::dates::{self, DayOrder, Order, Reading, Reckoning, clock};
use super::missing::{is_missing, is_na};
use super::precision::Scale;
use super::profile::Profile;
use super::roles::{Parts, Roles, is_own, parts};
use super::row::How;
use super::rows::Rows;
use super::words::Says;
use super::zones::says_utc;
use crate::io::import::report::Question;
use crate::io::import::{Options, Report};

/// Decides it, with what comes first in dates where that makes a difference.
pub(super) fn of<'r>(
    rows: &'r Rows,
    profiles: &[Profile<'_>],
    roles: &'r Roles,
    options: &Options,
    report: &mut Report,
) -> (How<'r>, Option<DayOrder>) {
    let order = order(rows, profiles, roles, options, report);
    let reckoning = reckoning(rows, roles, options, report);
    let base = Reading { reckoning, ..Reading::by(order.unwrap_or(DayOrder::DayFirst)) };
    let mut begin = column(rows, profiles, roles.column(Field::Date), base, options, report);
    let mut end = column(rows, profiles, roles.column(Field::End), base, options, report);
    hours(rows, roles, &mut begin, &mut end, report);
    let codes = codes(rows, profiles, roles, options, report);
    let namibia = roles.column(Field::Country).is_some_and(|at| namibia(rows, at, codes));
    let involved = roles.columns(Field::Involves).map(|at| (at, involved(rows, at, codes))).collect();
    let precision = roles.column(Field::Precision).map(|at| &profiles[at]);
    let scale = precision.and_then(Scale::of);
    match (scale, precision) {
        (Some(scale), Some(profile)) => {
            report.note(format!(
                "“{}” says how exactly dates are known: {}",
                rows.names[profile.at],
                scale.name()
            ));
        }
        (None, Some(profile)) => {
            let name = &rows.names[profile.at];
            report.note(format!("“{name}” seems to say how exactly dates are known, by a scale that is not known: dates are read to the day"));
        }
        _ => {}
    }
    other_years(rows, profiles, roles, &begin, report);
    let own = is_own(rows);
    let precise_begin = precision.is_some_and(|profile| profile.words.say(Says::Start));
    let namibia = namibia || own;
    (How { rows, roles, begin, end, scale, precise_begin, codes, involved, namibia, own }, order)
}

/// Tells where a column that is called "year" alone says another year than the date beside it.
fn other_years(rows: &Rows, profiles: &[Profile<'_>], roles: &Roles, reading: &Reading, report: &mut Report) {
    let Some(date) = roles.column(Field::Date) else { return };
    let is_year = |profile: &&Profile<'_>| {
        profile.words.is_only(Says::Year) && profile.years > 0.9 && profile.at != date
    };
    let Some(profile) = profiles.iter().find(is_year) else { return };
    let differs = |row: &&super::rows::Row| {
        let cell = |at: usize| row.cells.get(at).unwrap_or_default().trim();
        let year = cell(profile.at).parse::<i32>().ok();
        let first = dates::first_day(cell(date), reading);
        matches!((year, first), (Some(year), Some(day)) if day.ymd().0 != year)
    };
    let mut rows_that = rows.rows.iter().filter(differs);
    let Some(first) = rows_that.next() else { return };
    let more = rows_that.count();
    let cell =
        crate::io::timeline_file::text::problems::shown(first.cells.get(date).unwrap_or_default().trim(), 40);
    let (name, year) = (&rows.names[date], &rows.names[profile.at]);
    let more =
        if more > 0 { format!(" and {} more", crate::io::import::grouped(more)) } else { String::new() };
    report.note(format!(
        "“{name}” and “{year}” disagree about the year: line {}, {cell}{more}; the date is read as it stands",
        first.line
    ));
}

/// The cells of the columns of dates that say something.
fn dated<'r>(rows: &'r Rows, roles: &Roles) -> impl Iterator<Item = &'r str> {
    let columns: Vec<usize> =
        [Field::Date, Field::End].iter().filter_map(|field| roles.column(*field)).collect();
    columns.into_iter().flat_map(|at| rows.column(at)).map(str::trim).filter(|cell| !is_missing(cell))
}

/// What comes first in the dates of the table; asks where nothing in it tells.
fn order(
    rows: &Rows,
    profiles: &[Profile<'_>],
    roles: &Roles,
    options: &Options,
    report: &mut Report,
) -> Option<DayOrder> {
    if options.order.is_some() {
        return options.order;
    }
    let (examples, any_of) = match dates::decide(dated(rows, roles)) {
        Order::Unneeded => return None,
        Order::Known(order) => return Some(order),
        Order::Open(example, any_of) => (vec![example], any_of),
        Order::Mixed(one, other) => (vec![one, other], vec![DayOrder::DayFirst, DayOrder::MonthFirst]),
    };
    if let (Some((order, names)), 1) = (by_parts(rows, profiles, roles, &any_of), examples.len()) {
        report.note(format!(
            "In dates of numbers the {} comes first, as the columns {names} show",
            order.name()
        ));
        return Some(order);
    }
    let until_then = any_of.first().copied().unwrap_or(DayOrder::DayFirst);
    report.questions.push(Question::Order { examples, any_of, until_then });
    Some(until_then)
}

/// What comes first by the columns of year, month and day that stand beside the whole date, where one order alone agrees.
fn by_parts(
    rows: &Rows,
    profiles: &[Profile<'_>],
    roles: &Roles,
    any_of: &[DayOrder],
) -> Option<(DayOrder, String)> {
    let date = roles.column(Field::Date)?;
    let whole = |group: &Parts| group.of != Some(Says::End) && group.month.is_some() && group.day.is_some();
    for group in parts(profiles).into_iter().filter(whole) {
        let (Some(year), Some(month), Some(day)) = (group.year, group.month, group.day) else { continue };
        let agrees = |order: DayOrder| {
            let (mut same, mut all) = (0_usize, 0_usize);
            for row in &rows.rows {
                let cell = |at: usize| row.cells.get(at).unwrap_or_default().trim();
                let Some(first) = dates::first_day(cell(date), &Reading::by(order)) else { continue };
                let Ok(Some(text)) = super::from_parts([cell(year), cell(month), cell(day)]) else {
                    continue;
                };
                all += 1;
                same += usize::from(text == first.to_string());
            }
            all > 0 && same * 100 >= all * 98
        };
        let mut agreeing = any_of.iter().copied().filter(|order| agrees(*order));
        if let (Some(order), None) = (agreeing.next(), agreeing.next()) {
            let names = [day, month, year].map(|at| rows.names[at].clone()).join(", ");
            return Some((order, names));
        }
    }
    None
}

/// By which calendar dates are; asks where the years are those of another.
fn reckoning(rows: &Rows, roles: &Roles, options: &Options, report: &mut Report) -> Reckoning {
    if let Some(asked) = options.reckoning {
        return asked;
    }
    let at = |field: Field| roles.column(field);
    let native = |at: Option<usize>| {
        at.is_some_and(|at| {
            rows.names[at].chars().any(|c| matches!(c, '\u{590}'..='\u{6ff}' | '\u{e00}'..='\u{e7f}'))
        })
    };
    let years = at(Field::Year).into_iter().flat_map(|at| rows.column(at)).filter(|cell| !is_missing(cell));
    let count = native(at(Field::Date)) || native(at(Field::Year)) || at(Field::Day).is_some();
    if let Some((example, any_of)) = dates::other_calendars(dated(rows, roles).chain(years), count) {
        report.questions.push(Question::Reckoning { example, any_of });
    }
    Reckoning::Civil
}

/// How one column of dates is read.
fn column(
    rows: &Rows,
    profiles: &[Profile<'_>],
    at: Option<usize>,
    base: Reading,
    options: &Options,
    report: &mut Report,
) -> Reading {
    let Some(profile) = at.and_then(|at| profiles.get(at)) else { return base };
    let mut reading = base;
    let name = &rows.names[profile.at];
    if says_utc(name) && profile.cells.iter().any(|cell| cell.contains(':')) {
        reading.utc = true;
        report.note(format!("Times in “{name}” are UTC's, as its name says"));
    }
    if profile.stamps > 0.999
        && let Some(found) = options.stamps.or_else(|| stamps::of_column(&profile.cells))
    {
        reading.stamps = Some(found);
        let other = match found {
            Stamps::Excel1900 if options.stamps.is_none() => {
                "; say --stamps excel-1904 if the file is of an old Macintosh"
            }
            _ => "",
        };
        report.note(format!("The numbers in “{name}” count {}{other}", found.name()));
    }
    let short: Vec<i32> = profile
        .cells
        .iter()
        .filter(|cell| dates::has_short_year(cell))
        .filter_map(|cell| dates::first_day(cell, &reading).map(|day| day.ymd().0))
        .collect();
    if let (Some(first), Some(last)) = (short.iter().min(), short.iter().max()) {
        let years = if first == last { first.to_string() } else { format!("{first} to {last}") };
        report.note(format!(
            "Years of two digits in “{name}” are read as {years}: 30 to 99 as 19.., 00 to 29 as 20.."
        ));
    }
    // One `1930-35` or `1922–23` says what a `1922-10` beside it can be.
    let spans = |cell: &str| {
        let years = cell.split_once(['-', '–']);
        years.is_some_and(|(a, b)| {
            a.len() == 4 && b.len() == 2 && (cell.contains('–') || b.parse::<u8>().is_ok_and(|b| b > 41))
        })
    };
    reading.year_spans = profile.cells.iter().any(|cell| spans(cell));
    let first_of_year =
        |cell: &str| dates::first_day(cell, &reading).is_some_and(|day| day.ymd().1 == 1 && day.ymd().2 == 1);
    if profile.words.say(Says::Year)
        && profile.dates > 0.99
        && profile.cells.iter().all(|cell| first_of_year(cell))
    {
        reading.years_alone = true;
        report.note(format!("“{name}” holds years: each date in it is a first of January"));
    }
    reading
}

/// Whether times of day mean something. A midnight that stands in every row is how a day is written.
fn hours(rows: &Rows, roles: &Roles, begin: &mut Reading, end: &mut Reading, report: &mut Report) {
    let mut tell = |at: usize| {
        report.note(format!(
            "Midnight stands in every row of “{}”: it is read as days without hours",
            rows.names[at]
        ));
    };
    if let Some(at) =
        roles.column(Field::Date).filter(|at| !roles.has(Field::Time) && always_midnight(rows, *at))
    {
        begin.hours = false;
        tell(at);
    }
    if let Some(at) = roles
        .column(Field::End)
        .filter(|at| !roles.has(Field::EndTime) && !begin.hours && always_midnight(rows, *at))
    {
        end.hours = false;
        tell(at);
    }
}

/// Whether every cell with a time of day has midnight.
fn always_midnight(rows: &Rows, at: usize) -> bool {
    let mut any = false;
    for cell in rows.column(at).map(str::trim).filter(|cell| !is_missing(cell)) {
        let time = cell.find(':').map(|colon| {
            let start = cell[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).len();
            &cell[start..]
        });
        match time.and_then(clock::clock) {
            Some(clock) if clock::is_midnight(&clock) => any = true,
            Some(_) => return false,
            None => {}
        }
    }
    any
}

/// How the table writes countries; asks where its column leaves it open.
fn codes(
    rows: &Rows,
    profiles: &[Profile<'_>],
    roles: &Roles,
    options: &Options,
    report: &mut Report,
) -> Codes {
    if let Some(asked) = options.codes {
        return asked;
    }
    let Some(at) = roles.column(Field::Country) else { return Codes::Names };
    // What this program exported has its own codes.
    if is_own(rows) {
        return Codes::Names;
    }
    let judged = judged(rows, at);
    if judged.or.is_empty() {
        return judged.codes;
    }
    // Names, or codes that are certain, in another column of the same rows settle it.
    for other in profiles.iter().filter(|other| other.at != at && other.countries > 0.6) {
        let pairs = rows.column(at).zip(rows.column(other.at));
        let pairs = pairs.filter_map(|(code, name)| Some((code.trim(), country_names::find_name(name)?)));
        if let Some(codes) = country_codes::by_names_beside(pairs.filter(|(code, _)| !is_missing(code))) {
            report.note(format!(
                "Countries are read by {}, as the names in “{}” show",
                codes.name(),
                rows.names[other.at]
            ));
            return codes;
        }
    }
    if let Some(example) = judged.example {
        let any_of = [judged.codes].into_iter().chain(judged.or).collect();
        report.questions.push(Question::Codes { any_of, example });
    }
    judged.codes
}

/// Judges a column by its name and its cells, without those that say nothing.
fn judged(rows: &Rows, at: usize) -> Judged {
    judge(&rows.names[at], rows.column(at).map(str::trim).filter(|cell| !is_missing(cell)))
}

/// How a column of others that take part writes them: its own way, or that of the column of countries where it has none.
fn involved(rows: &Rows, at: usize, codes: Codes) -> Codes {
    let judged = judged(rows, at);
    if !judged.or.is_empty() && judged.or.contains(&codes) { codes } else { judged.codes }
}

/// "NA" is Namibia only among codes of two letters.
fn namibia(rows: &Rows, at: usize, codes: Codes) -> bool {
    let mut others =
        rows.column(at).map(str::trim).filter(|cell| !is_na(cell) && !is_missing(cell)).take(5000).peekable();
    let two = |cell: &str| {
        cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()) && codes.find(cell).is_some()
    };
    codes == Codes::Names && others.peek().is_some() && others.all(two)
}
