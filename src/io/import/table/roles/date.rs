//! When something happened: the column of dates, or those of year, month and day; its time of day, its end, how exactly it
//! is known. A date of the record (updated, published, entered into force) is not the date of the event while there is
//! another.

use super::{Candidate, Roles, best, cells};
use crate::io::import::report::Question;
use crate::io::import::table::columns::Field;
use crate::io::import::table::dates::{self, DayOrder, Reading, stamps};
use crate::io::import::table::missing::is_missing;
use crate::io::import::table::profile::Profile;
use crate::io::import::table::rows::Rows;
use crate::io::import::table::words::Says;
use crate::io::import::{Report, grouped};

/// Two columns of dates whose scores are nearer than this are asked about.
const CLOSE: f64 = 12.0;

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
    time(profiles, roles);
    end(rows, profiles, roles, report);
    precision(profiles, roles);
    all_day(profiles, roles);
}

/// The beginning: a whole date, or its parts where those say more.
fn begin(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles, report: &mut Report) {
    let free = |profile: &&Profile<'_>| roles.is_free(profile.at) && !profile.is_empty();
    let mut candidates: Vec<Candidate> = profiles.iter().filter(free).filter_map(whole).collect();
    let groups = parts(profiles);
    let group = groups.iter().filter(|group| group.of != Some(Says::End)).max_by_key(|group| group.worth());
    let least = profiles.iter().map(Profile::filled).fold(0.0, f64::max) * 0.2;
    candidates.retain(|candidate| profiles[candidate.column].filled() >= least);
    let top = candidates.iter().map(|candidate| candidate.score).fold(0.0, f64::max);
    if let Some(group) = group
        && f64::from(group.score()) > top
    {
        return group.give(profiles, roles);
    }
    match best(rows, Field::Date, candidates, CLOSE, |a, b| equal(rows, a, b)) {
        Ok(Some(best)) => roles.give(Field::Date, best.column, best.because.join("; ")),
        Ok(None) => {
            let wide = wide(rows);
            report.questions.push(match wide {
                Some(example) => Question::Wide { example },
                None => Question::Which { field: Field::Date, between: Vec::new() },
            });
        }
        Err(question) => report.questions.push(question),
    }
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
    let stamped = says_date && profile.stamps > 0.999 && stamps::of_column(&profile.cells).is_some();
    let mut score = if stamped {
        because.push(format!("{} are numbers that count time", cells(profile.stamps, profile)));
        30.0
    } else if mixed > 0.6 && (profile.dates > 0.3 || says_date) {
        because.push(format!("{} are dates", cells(mixed, profile)));
        40.0 * mixed
    } else if share > 0.6 && kind == "years" && (words.say(Says::Year) || words.say(Says::Act)) {
        because.push(format!("{} are years", cells(share, profile)));
        10.0 * share
    } else if words.is_only(Says::Date) {
        // No cell can be read: told row by row.
        because.push("no cell of it can be read".to_owned());
        -60.0
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

/// Columns of a year, a month and a day that belong together.
#[derive(Clone, Debug, Default)]
pub(in crate::io::import::table) struct Parts {
    /// Of the beginning or the end; of neither where the names say neither.
    pub(in crate::io::import::table) of: Option<Says>,
    /// What else their names say.
    rest: String,
    pub(in crate::io::import::table) year: Option<usize>,
    pub(in crate::io::import::table) month: Option<usize>,
    pub(in crate::io::import::table) day: Option<usize>,
    against: bool,
}

impl Parts {
    /// How much they say: a beginning that is told to the day is worth more than a year.
    fn worth(&self) -> (bool, bool, bool, bool) {
        (!self.against, self.month.is_some(), self.day.is_some(), self.of == Some(Says::Start))
    }

    fn score(&self) -> u8 {
        match (self.month, self.day) {
            _ if self.against => 0,
            (Some(_), Some(_)) => 75,
            (Some(_), None) => 60,
            _ if self.of.is_some() => 45,
            _ => 35,
        }
    }

    fn columns(&self) -> [Option<usize>; 3] {
        [self.year, self.month, self.day]
    }

    fn give(&self, profiles: &[Profile<'_>], roles: &mut Roles) {
        let fields = if self.of == Some(Says::End) {
            [Field::EndYear, Field::EndMonth, Field::EndDay]
        } else {
            [Field::Year, Field::Month, Field::Day]
        };
        for (field, column) in fields.into_iter().zip(self.columns()) {
            if let Some(column) = column {
                let reason = format!("its name says {}; {}", field.name(), range(&profiles[column]));
                roles.give(field, column, reason);
            }
        }
    }
}

/// "1904 to 1959".
fn range(profile: &Profile<'_>) -> String {
    let numbers = profile.cells.iter().filter_map(|cell| cell.parse::<f64>().ok());
    let (least, most) = numbers.fold((f64::MAX, f64::MIN), |(a, b), n| (a.min(n), b.max(n)));
    if least > most {
        format!("{} cells say something", profile.cells.len())
    } else {
        format!("its cells are {least} to {most}")
    }
}

/// Every set of columns that are a year, a month and a day by their names and cells.
pub(in crate::io::import::table) fn parts(profiles: &[Profile<'_>]) -> Vec<Parts> {
    let mut groups: Vec<Parts> = Vec::new();
    for profile in profiles.iter().filter(|profile| !profile.is_empty()) {
        let Some((of, what, rest)) = part_of(profile) else { continue };
        let of_group = |group: &Parts| group.of == of && group.rest == rest;
        let at = groups.iter().position(of_group).unwrap_or_else(|| {
            let against =
                [Says::Edited, Says::Beside, Says::Never].iter().any(|said| profile.words.say(*said));
            groups.push(Parts { of, rest, against, ..Parts::default() });
            groups.len() - 1
        });
        let place = match what {
            Says::Year => &mut groups[at].year,
            Says::Month => &mut groups[at].month,
            _ => &mut groups[at].day,
        };
        place.get_or_insert(profile.at);
    }
    groups.retain(|group| group.year.is_some());
    groups
}

/// Which end a column is a part of, which part, and what else its name says.
fn part_of(profile: &Profile<'_>) -> Option<(Option<Says>, Says, String)> {
    let words = &profile.words;
    let number =
        words.number.filter(|number| *number > 1).map(|number| number.to_string()).unwrap_or_default();
    let whole_numbers = profile.share(&|cell| number_of(cell).is_some());
    let fits = |what: Says| match what {
        Says::Year => {
            let year =
                |cell: &str| number_of(cell).is_some_and(|year| matches!(year, (..=0) | 100..=2200 | 9999));
            profile.share(&year) > 0.8
        }
        Says::Month => {
            profile.share(&|cell| {
                dates::month_number(cell).is_some()
                    || number_of(cell).is_some_and(|month| matches!(month, 0..=12 | 99))
            }) > 0.8
        }
        _ => profile.share(&|cell| number_of(cell).is_some_and(|day| matches!(day, 0..=31 | 99))) > 0.8,
    };
    let said = [Says::Year, Says::Month, Says::Day].into_iter().find(|what| words.say(*what));
    let (of, what, rest) = match (short(&words.folded), said) {
        (Some(short), _) => short,
        (None, Some(what)) if !words.say(Says::Time) || what == Says::Year => {
            let of = [Says::End, Says::Start].into_iter().find(|end| words.say(*end));
            (of, what, words.without(&[what, Says::Start, Says::End, Says::Act, Says::Thing]).join(" "))
        }
        _ => return None,
    };
    let rest = if ["i", "st", "e", "s", "b", "ev"].contains(&rest.as_str()) { String::new() } else { rest };
    let bare = !words.say(Says::Span) && !words.say(Says::Measure);
    (bare && fits(what) && (whole_numbers > 0.5 || what == Says::Month)).then_some((of, what, rest + &number))
}

/// Names that code books cut short: `styear`, `stmon`, `eday`, `YRBEGIN`, `begyr`, `iyear`, `Dy`.
fn short(folded: &str) -> Option<(Option<Says>, Says, String)> {
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let parts = [
        (Says::Year, &["year", "yr", "yy", "jahr", "annee", "ano", "yil", "y"][..]),
        (Says::Month, &["month", "mon", "mnth", "mth", "mo", "mm", "monat", "mois", "mes", "ay", "m"]),
        (Says::Day, &["day", "dy", "dd", "tag", "jour", "dia", "gun", "d"]),
    ];
    let ends = [
        (Some(Says::Start), &["start", "begin", "beg", "st", "s", "b", "from", "on"][..]),
        (Some(Says::End), &["end", "ed", "en", "fin", "to", "e"]),
        (None, &["i", "event", "ev", ""]),
    ];
    for (of, marks) in ends {
        for mark in marks {
            for (what, names) in parts {
                let fits = |name: &&&str| {
                    let both = format!("{mark}{name}") == bare || format!("{name}{mark}") == bare;
                    both && (name.len() > 1 || mark.len() > 1)
                };
                if names.iter().find(fits).is_some() {
                    return Some((of, what, String::new()));
                }
            }
        }
    }
    None
}

fn number_of(cell: &str) -> Option<i32> {
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
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
fn time(profiles: &[Profile<'_>], roles: &mut Roles) {
    let Some(begin) = roles.column(Field::Date).or(roles.column(Field::Year)) else { return };
    let has_hours = profiles[begin].share(&|cell| cell.contains(':') || cell.contains('T')) > 0.5;
    let is_time = |profile: &&Profile<'_>| {
        let packed = profile.share(&|cell| cell.len() == 4 && dates::clock(cell).is_some()) > 0.9;
        let clocks = profile.times > 0.8 || (packed && profile.words.say(Says::Time));
        clocks
            && profile.words.say(Says::Time)
            && !profile.words.say(Says::Span)
            && !profile.words.say(Says::Edited)
    };
    let times: Vec<&Profile<'_>> =
        profiles.iter().filter(is_time).filter(|profile| roles.is_free(profile.at)).collect();
    let reason = |profile: &Profile<'_>| {
        format!("its name says time; {} are times of day", cells(profile.times, profile))
    };
    let ends = |profile: &&&Profile<'_>| profile.words.say(Says::End);
    if !has_hours {
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
    if let Some(profile) = times.iter().find(ends) {
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
    let is_end = |profile: &&Profile<'_>| {
        let words = &profile.words;
        let plain = !words.say(Says::Edited)
            && !words.say(Says::Beside)
            && !words.say(Says::Never)
            && !words.say(Says::Start);
        let dated = profile
            .share(&|cell| dates::is_date(cell) || dates::is_year_about(cell) || cell.contains(".."))
            > 0.6;
        words.say(Says::End) && plain && dated && roles.is_free(profile.at)
    };
    // The one that is named like the beginning, or else the first.
    let ends: Vec<&Profile<'_>> = profiles.iter().filter(is_end).collect();
    let alike = |profile: &&&Profile<'_>| {
        let (own, of_begin) = shared(profile, &profiles[begin]);
        own == of_begin
    };
    let Some(end) = ends.iter().find(alike).or(ends.first()) else { return };
    let reversed = reversed(rows, begin, end.at);
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
    let before = |row: &super::super::rows::Row, reading: &Reading| {
        let day = |at: usize| {
            let cell = row.cells.get(at).unwrap_or_default().trim();
            if is_missing(cell) { None } else { dates::first_day(cell, reading) }
        };
        matches!((day(begin), day(end)), (Some(begin), Some(end)) if end < begin)
    };
    let count = |reading: &Reading| rows.rows.iter().filter(|row| before(row, reading)).count();
    readings.iter().map(count).min().unwrap_or(0)
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
    let found = profiles
        .iter()
        .find(|profile| names.contains(&profile.words.folded.as_str()) && roles.is_free(profile.at));
    if let Some(profile) = found.filter(|profile| !profile.is_empty()) {
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
