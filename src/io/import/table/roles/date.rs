//! When something happened: the column of dates, or those of year, month and day; its time of day, its end, how exactly it
//! is known. A date of the record (updated, published, entered into force) is not the date of the event while there is
//! another.

use super::parts::{Parts, parts};
use super::{Candidate, Roles, best, cells};
use crate::io::import::report::{Column, Question};
use crate::io::import::table::columns::Field;
use crate::io::import::table::dates::stamps::{self, Stamps};
use crate::io::import::table::dates::{self, DayOrder, Reading};
use crate::io::import::table::hours;
use crate::io::import::table::missing::is_missing;
use crate::io::import::table::profile::Profile;
use crate::io::import::table::rows::{Row, Rows};
use crate::io::import::table::words::Says;
use crate::io::import::{Report, grouped};

/// Two columns of dates whose scores are nearer than this are asked about.
const CLOSE: f64 = 12.0;

/// So near are two columns asked about of which neither is that of the event.
const FAR: f64 = 35.0;

/// Finds all fields of the date.
pub(super) fn find(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles, report: &mut Report) {
    let parts_said = [Field::Year, Field::Month, Field::Day].iter().any(|field| roles.has(*field));
    let whole_said = !roles.is_open(Field::Date);
    if !whole_said && !parts_said {
        begin(rows, profiles, roles, report);
    }
    if !roles.has(Field::Date) && !whole_said {
        rest_of_parts(profiles, roles);
    }
    end(rows, profiles, roles, report);
    time(rows, profiles, roles);
    precision(profiles, roles);
    all_day(profiles, roles);
}

/// The beginning: a whole date, or its parts where those say more.
fn begin(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles, report: &mut Report) {
    let free = |profile: &&Profile<'_>| roles.is_free(profile.at) && !profile.is_empty();
    let mut candidates: Vec<Candidate> = profiles.iter().filter(free).filter_map(whole).collect();
    let groups = parts(profiles);
    let begins = || groups.iter().filter(|group| group.of != Some(Says::End));
    // Of several as good the first, unless it is another thing that they date.
    let group = begins().rev().max_by_key(|group| group.worth());
    let least = profiles.iter().map(Profile::filled).fold(0.0, f64::max) * 0.2;
    candidates.retain(|candidate| profiles[candidate.column].filled() >= least);
    let top = candidates.iter().map(|candidate| candidate.score).fold(0.0, f64::max);
    if let Some(group) = group
        && f64::from(group.score()) > top
    {
        let rivals: Vec<&Parts> =
            begins().filter(|other| other.worth() == group.worth() && other.rest != group.rest).collect();
        if !rivals.is_empty() && group.month.is_some() && !group.rest.is_empty() {
            let between =
                std::iter::once(group).chain(rivals).filter_map(|group| group.year).map(named(rows));
            report.questions.push(Question::Which { field: Field::Year, between: between.take(4).collect() });
        } else {
            group.give(profiles, roles);
        }
        return;
    }
    // When the record was changed is better than nothing, but not than a date that is no better.
    let of_record = |candidate: &Candidate| {
        by_name(&profiles[candidate.column]).is_some_and(|(points, _)| points < -20.0)
    };
    let best_of_record = candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score)).is_some_and(of_record);
    let close = if best_of_record { FAR } else { CLOSE };
    match best(rows, Field::Date, candidates, close, |a, b| equal(rows, a, b)) {
        // What is called an end has begun at some other time, which nothing here says.
        Ok(Some(best)) if is_end_alone(&profiles[best.column]) => {
            let between = std::iter::once(best.column).map(named(rows)).collect();
            report.questions.push(Question::Which { field: Field::Date, between });
        }
        Ok(Some(best)) => roles.give(Field::Date, best.column, best.because.join("; ")),
        Ok(None) => {
            let wide = wide(rows);
            report.questions.push(match wide {
                Some(example) => Question::Wide { example },
                None => Question::Which { field: Field::Date, between: possible(rows, profiles, roles) },
            });
        }
        Err(question) => report.questions.push(question),
    }
}

/// Whether a column is called an end and nothing else.
fn is_end_alone(profile: &Profile<'_>) -> bool {
    let words = &profile.words;
    words.say(Says::End) && !words.say(Says::Start) && !words.say(Says::Act)
}

/// The columns that hold dates or years, though their names say nothing of it or speak against it.
fn possible(rows: &Rows, profiles: &[Profile<'_>], roles: &Roles) -> Vec<Column> {
    let holds = |profile: &&Profile<'_>| {
        let dated = profile.share(&|cell| dates::is_date(cell) || dates::is_year_about(cell)) > 0.6;
        roles.is_free(profile.at)
            && dated
            && !profile.words.say(Says::Measure)
            && !profile.words.say(Says::Id)
    };
    profiles.iter().filter(holds).map(|profile| profile.at).map(named(rows)).take(4).collect()
}

fn named(rows: &Rows) -> impl Fn(usize) -> Column {
    |at| Column { number: at + 1, name: rows.names[at].clone() }
}

/// A column name that is a date, where several columns are named so: each row holds one thing at many times.
fn wide(rows: &Rows) -> Option<String> {
    let year =
        |name: &str| name.len() == 4 && name.parse::<u16>().is_ok_and(|year| (1500..2200).contains(&year));
    let mut dated = rows.names.iter().filter(|name| dates::is_date(name) || year(name));
    let first = dated.next()?;
    (dated.count() >= 2).then(|| first.clone())
}

/// How well a column serves as a whole date; `None` where it holds none.
fn whole(profile: &Profile<'_>) -> Option<Candidate> {
    let words = &profile.words;
    let mut because = Vec::new();
    let (kind, share) = [("dates", profile.dates), ("years", profile.years.min(0.999))]
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    // 1500 and 2030 under a name that says time are times of day.
    let packed = |cell: &str| matches!(cell.len(), 3 | 4) && dates::clock(cell).is_some();
    let says_time = words.say(Says::Time) && !words.say(Says::Date) && !words.say(Says::Year);
    if says_time && kind == "years" && profile.share(&packed) > 0.9 {
        return None;
    }
    let says_date = words.say(Says::Date) || words.say(Says::Time);
    let mixed = profile.share(&|cell| dates::is_date(cell) || dates::is_year_about(cell));
    // Days that a spreadsheet counts look like any number, what Unix counts under "start" hardly.
    let counted = if profile.stamps > 0.999 { stamps::of_column(&profile.cells) } else { None };
    let begins = words.say(Says::Start) && !words.say(Says::Place) && counted != Some(Stamps::Excel1900);
    let stamped = counted.is_some() && (says_date || begins);
    // Numbers of up to four digits under "year", below nought too, are years and no whole dates.
    let bare = words.say(Says::Year)
        && profile.share(&|cell| cell.parse::<i32>().is_ok_and(|number| number.abs() < 10_000)) > 0.9;
    let mut score = if stamped {
        because.push(format!("{} are numbers that count time", cells(profile.stamps, profile)));
        30.0
    } else if mixed > 0.6 && !bare && (profile.dates > 0.3 || says_date) {
        because.push(format!("{} are dates", cells(mixed, profile)));
        40.0 * mixed
    } else if share > 0.6
        && kind == "years"
        && [Says::Year, Says::Act, Says::Start].iter().any(|what| words.say(*what))
    {
        because.push(format!("{} are years", cells(share, profile)));
        10.0 * share
    } else if words.is_only(Says::Date) || (words.is_only(Says::Start) && mixed > 0.3) {
        // What cannot be read is told row by row: a total, a footnote.
        because.push(if mixed > 0.0 {
            format!("{} are dates", cells(mixed, profile))
        } else {
            "no cell of it can be read".to_owned()
        });
        if mixed > 0.0 { 40.0 * mixed } else { -60.0 }
    } else {
        return None;
    };
    score += 20.0 * profile.filled();
    if let Some((points, reason)) = by_name(profile) {
        score += points;
        because.insert(0, reason);
    }
    Some(Candidate { column: profile.at, score, because })
}

/// What the name of a column of dates says for it or against it.
fn by_name(profile: &Profile<'_>) -> Option<(f64, String)> {
    let words = &profile.words;
    let says = |what| words.say(what);
    let mut points = 0.0;
    let mut reason = None;
    let mut add = |more: f64, why: &str| {
        points += more;
        reason.get_or_insert_with(|| format!("its name says {why}"));
    };
    let made = ["created", "creation", "added", "inserted", "recorded", "add"];
    if says(Says::Edited) {
        let made = words.list.iter().any(|word| made.contains(&word.as_str()));
        add(if made { -52.0 } else { -70.0 }, "when the record was made or changed");
    } else if says(Says::Never) {
        add(-60.0, "a date to come or of a life");
    } else if says(Says::Beside) {
        add(-35.0, "the date of something beside the event");
    }
    if says(Says::End) && !says(Says::Start) {
        add(-45.0, "an end");
    }
    if words.is_only(Says::Date) {
        add(40.0, "date");
    } else if says(Says::Date) {
        add(25.0, "date");
    } else if words.is_only(Says::Time) || says(Says::Time) {
        add(20.0, "time, and it holds whole dates");
    }
    if says(Says::Start) {
        add(25.0, "the beginning");
    } else if says(Says::Act) {
        add(12.0, "the act itself");
    }
    if says(Says::Id) && !says(Says::Date) {
        add(-40.0, "a number or code");
    }
    if says(Says::Region)
        || says(Says::Source)
        || says(Says::Measure)
        || words.number.is_some_and(|number| number > 1)
    {
        add(-20.0, "something else");
    }
    reason.map(|reason| (points, reason))
}

/// Where the user named a part of the date, the others of the same set.
fn rest_of_parts(profiles: &[Profile<'_>], roles: &mut Roles) {
    let Some(year) = roles.column(Field::Year) else { return };
    if let Some(group) = parts(profiles).into_iter().find(|group| group.year == Some(year)) {
        group.give(profiles, roles);
    }
}

/// Whether two columns say the same wherever both say something.
fn equal(rows: &Rows, a: usize, b: usize) -> bool {
    let both = rows.column(a).zip(rows.column(b)).map(|(a, b)| (a.trim(), b.trim()));
    let mut both = both.filter(|(a, b)| !is_missing(a) && !is_missing(b)).peekable();
    both.peek().is_some() && both.all(|(a, b)| a == b)
}

/// What the names of two columns share beside what they are.
fn shared(a: &Profile<'_>, b: &Profile<'_>) -> (Vec<String>, Vec<String>) {
    let own = [Says::Date, Says::Time, Says::Start, Says::End];
    let rest = |profile: &Profile<'_>| -> Vec<String> {
        profile.words.without(&own).into_iter().map(str::to_owned).collect()
    };
    (rest(a), rest(b))
}

/// The time of day that stands in a column of its own, of the beginning and of the end.
fn time(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles) {
    let Some(begin) = roles.column(Field::Date).or(roles.column(Field::Year)) else { return };
    let hours = |profile: &Profile<'_>| profile.share(&|cell| cell.contains(':') || cell.contains('T')) > 0.5;
    let has_hours = hours(&profiles[begin]);
    let ends_with_hours = roles.column(Field::End).is_some_and(|at| hours(&profiles[at]));
    let is_time = |profile: &&Profile<'_>| {
        let packed = profile.share(&|cell| cell.len() == 4 && dates::clock(cell).is_some()) > 0.9;
        // "9.30" is a number but under a name that says time, or when it begins or ends.
        let dotted = profile.share(&|cell| dates::clock::dotted(cell).is_some()) > 0.99;
        let clocks = profile.times > 0.8 || ((packed || dotted) && profile.words.say(Says::Time));
        let ends = profile.words.say(Says::Start) || profile.words.say(Says::End);
        let of_ends = (profile.times > 0.8 || dotted) && ends;
        clocks
            && (profile.words.say(Says::Time) || of_ends)
            && !profile.words.say(Says::Span)
            && !profile.words.say(Says::Edited)
    };
    let times: Vec<&Profile<'_>> =
        profiles.iter().filter(is_time).filter(|profile| roles.is_free(profile.at)).collect();
    let reason = |profile: &Profile<'_>| {
        let packed =
            profile.share(&|cell| dates::clock(cell).or_else(|| dates::clock::dotted(cell)).is_some());
        let says = if profile.words.say(Says::Time) { "time" } else { "when it begins or ends" };
        format!("its name says {says}; {} are times of day", cells(profile.times.max(packed), profile))
    };
    let ends = |profile: &&&Profile<'_>| profile.words.say(Says::End);
    let hour = hours::columns(rows).map(|(hour, _)| hour).filter(|hour| roles.is_free(*hour));
    if let (Some(hour), false) = (hour, has_hours) {
        roles.give(Field::Time, hour, "its name says hour, and the minutes stand beside it");
    } else if !has_hours {
        // Of the same words as the date ("Olus tarihi", "Olus zamani"), or of none besides.
        let fits = |profile: &&&Profile<'_>| {
            let (own, of_date) = shared(profile, &profiles[begin]);
            !profile.words.say(Says::Beside)
                && !profile.words.say(Says::Never)
                && (own == of_date || own.is_empty() || roles.has(Field::Year))
        };
        let chosen = times.iter().filter(|profile| !ends(profile)).find(fits);
        if let Some(profile) = chosen {
            roles.give(Field::Time, profile.at, reason(profile));
        }
    }
    if let Some(profile) = times.iter().find(ends).filter(|_| !ends_with_hours) {
        roles.give(Field::EndTime, profile.at, reason(profile));
    }
}

/// The end, unasked only where a name says end and no row ends before it begins.
fn end(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles, report: &mut Report) {
    if !roles.is_open(Field::End) {
        return;
    }
    let parts_said = [Field::EndYear, Field::EndMonth, Field::EndDay].iter().any(|field| roles.has(*field));
    let groups = parts(profiles);
    let begin = roles.column(Field::Date);
    let by_parts = groups.iter().find(|group| {
        group.of == Some(Says::End)
            && !group.against
            && group.columns().iter().flatten().all(|at| roles.is_free(*at))
    });
    if let Some(group) = by_parts.filter(|_| begin.is_none())
        && !parts_said
    {
        return group.give(profiles, roles);
    }
    let (Some(begin), false) = (begin, parts_said) else {
        if parts_said {
            let year = roles.column(Field::EndYear);
            if let Some(group) = groups.into_iter().find(|group| group.year == year) {
                group.give(profiles, roles);
            }
        }
        return;
    };
    // What counts time at the beginning does so at the end.
    let counts = |profile: &Profile<'_>| profile.stamps > 0.999 && profile.dates < 0.5;
    let stamped = if counts(&profiles[begin]) { stamps::of_column(&profiles[begin].cells) } else { None };
    let is_end = |profile: &&Profile<'_>| {
        let words = &profile.words;
        let plain = !words.say(Says::Edited)
            && !words.say(Says::Beside)
            && !words.say(Says::Never)
            && !words.say(Says::Start);
        let dated = profile
            .share(&|cell| dates::is_date(cell) || dates::is_year_about(cell) || dates::is_going_on(cell))
            > 0.6;
        // 1545 under a name that says time is a time of day.
        let clock = words.say(Says::Time)
            && !words.say(Says::Date)
            && profile.share(&|cell| cell.len() < 5 && dates::clock(cell).is_some()) > 0.6;
        let counted =
            stamped.is_some() && profile.stamps > 0.999 && stamps::of_column(&profile.cells) == stamped;
        words.say(Says::End) && plain && (dated || counted) && !clock && roles.is_free(profile.at)
    };
    // The one that is named like the beginning, or else the first.
    let ends: Vec<&Profile<'_>> = profiles.iter().filter(is_end).collect();
    let alike = |profile: &&&Profile<'_>| {
        let (own, of_begin) = shared(profile, &profiles[begin]);
        own == of_begin
    };
    let Some(end) = ends.iter().find(alike).or(ends.first()) else { return };
    let reversed = match stamped {
        Some(_) => numbers_reversed(rows, begin, end.at),
        None => reversed(rows, begin, end.at),
    };
    if reversed > 0 {
        let column = rows.names[end.at].clone();
        report.questions.push(Question::End { column, rows: reversed });
        return;
    }
    let reason = "its name says the end, and no row ends before it begins".to_owned();
    roles.give(Field::End, end.at, reason);
}

/// In how many rows one column is a day before another, whatever the order of day and month.
fn reversed(rows: &Rows, begin: usize, end: usize) -> usize {
    let readings = DayOrder::ALL.map(Reading::by);
    fn cell(row: &Row, at: usize) -> &str {
        row.cells.get(at).unwrap_or_default().trim()
    }
    let before = |begin: &str, end: &str, reading: &Reading| {
        let day = |cell: &str| if is_missing(cell) { None } else { dates::first_day(cell, reading) };
        matches!((day(begin), day(end)), (Some(begin), Some(end)) if end < begin)
    };
    // Where the year stands first the order makes no difference, and most tables of a million rows are so.
    let year_first = |cell: &str| {
        cell.len() > 4 && cell.bytes().take(4).all(|byte| byte.is_ascii_digit()) && cell.as_bytes()[4] == b'-'
    };
    let mut counts = [0_usize; 3];
    for row in &rows.rows {
        let (begin, end) = (cell(row, begin), cell(row, end));
        if year_first(begin) && year_first(end) {
            let before = usize::from(before(begin, end, &readings[0]));
            counts.iter_mut().for_each(|count| *count += before);
        } else {
            for (count, reading) in counts.iter_mut().zip(&readings) {
                *count += usize::from(before(begin, end, reading));
            }
        }
    }
    counts.into_iter().min().unwrap_or(0)
}

/// In how many rows the number of one column is less than that of another.
fn numbers_reversed(rows: &Rows, begin: usize, end: usize) -> usize {
    let number = |cell: &str| cell.trim().parse::<f64>().ok();
    let both = rows.column(begin).zip(rows.column(end));
    both.filter(|(begin, end)| matches!((number(begin), number(end)), (Some(a), Some(b)) if b < a)).count()
}

/// A column that says how exactly the date is known.
fn precision(profiles: &[Profile<'_>], roles: &mut Roles) {
    let names = [
        "timeprecision",
        "dateprec",
        "dateprecision",
        "datetimeprecision",
        "precisiondate",
        "approxdate",
        "dateaccuracy",
        "dateapprox",
        "timeprec",
        "eventdateprecision",
        "startprec",
        "precision",
    ];
    let free = |profile: &&Profile<'_>| roles.is_free(profile.at) && !profile.is_empty();
    // "Start Year Uncertainty": any name that says how exactly the date, its year or its beginning is known.
    let of_date = |profile: &&Profile<'_>| {
        let words = &profile.words;
        words.say(Says::Precision)
            && [Says::Date, Says::Year, Says::Start].iter().any(|what| words.say(*what))
            && ![Says::End, Says::Place, Says::Region, Says::Edited].iter().any(|what| words.say(*what))
    };
    let named = profiles.iter().filter(free).find(|profile| names.contains(&profile.words.folded.as_str()));
    let found = named.or_else(|| profiles.iter().filter(free).find(of_date));
    if let Some(profile) = found {
        roles.give(
            Field::Precision,
            profile.at,
            format!("its name says how exactly the date is known, in {} cells", grouped(profile.cells.len())),
        );
    }
}

/// A column by which calendars tell events of whole days.
fn all_day(profiles: &[Profile<'_>], roles: &mut Roles) {
    let names = [
        "alldayevent",
        "allday",
        "ganztagigesereignis",
        "ganztagig",
        "journeeentiere",
        "tododia",
        "todoeldia",
        "tumgun",
        "giornatainterra",
        "eventodetodoeldia",
    ];
    let found = profiles
        .iter()
        .find(|profile| names.contains(&profile.words.folded.as_str()) && roles.is_free(profile.at));
    if let Some(profile) = found {
        roles.give(Field::AllDay, profile.at, "its name says whole days");
    }
}
