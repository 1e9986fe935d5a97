//! Columns of a year, a month and a day, by their names and cells, and which of them belong together.

use super::Roles;
use crate::io::import::table::cells::month_and_day;
use crate::io::import::table::columns::Field;
use crate::io::import::table::dates;
use crate::io::import::table::profile::Profile;
use crate::io::import::table::words::Says;

/// Columns of a year, a month and a day that belong together.
#[derive(Clone, Debug, Default)]
pub(in crate::io::import::table) struct Parts {
    /// Of the beginning or the end; of neither where the names say neither.
    pub(in crate::io::import::table) of: Option<Says>,
    /// What else their names say.
    pub(super) rest: String,
    pub(in crate::io::import::table) year: Option<usize>,
    pub(in crate::io::import::table) month: Option<usize>,
    pub(in crate::io::import::table) day: Option<usize>,
    pub(super) against: bool,
    /// Whether its names are cut to two letters before what they date: `yrtrig`.
    cut: bool,
}

impl Parts {
    /// How much they say: a beginning that is told to the day is worth more than a year.
    pub(super) fn worth(&self) -> (bool, bool, bool, bool) {
        (!self.against, self.month.is_some(), self.day.is_some(), self.of == Some(Says::Start))
    }

    pub(super) fn score(&self) -> u8 {
        match (self.month, self.day) {
            _ if self.against => 0,
            (Some(_), Some(_)) => 75,
            (Some(_), None) => 60,
            _ if self.of.is_some() => 45,
            _ => 35,
        }
    }

    pub(super) fn columns(&self) -> [Option<usize>; 3] {
        [self.year, self.month, self.day]
    }

    pub(super) fn give(&self, profiles: &[Profile<'_>], roles: &mut Roles) {
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
            let cut = before(&profile.words.folded).is_some();
            groups.push(Parts { of, rest, against, cut, ..Parts::default() });
            groups.len() - 1
        });
        let place = match what {
            Says::Year => &mut groups[at].year,
            Says::Month => &mut groups[at].month,
            _ => &mut groups[at].day,
        };
        place.get_or_insert(profile.at);
    }
    // "yrbuilt" alone is no year of an event, as no "mobuilt" stands beside it.
    groups.retain(|group| group.year.is_some() && (group.month.is_some() || !group.cut));
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
                    || (words.folded.ends_with("mmdd") && month_and_day(cell).is_some())
            }) > 0.8
        }
        _ => profile.share(&|cell| number_of(cell).is_some_and(|day| matches!(day, 0..=31 | 99))) > 0.8,
    };
    let said = [Says::Year, Says::Month, Says::Day].into_iter().find(|what| words.say(*what));
    let (of, what, rest) = match (short(&words.folded).or_else(|| before(&words.folded)), said) {
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
        (
            Says::Month,
            &["mmdd", "month", "mon", "mnth", "mth", "mo", "mm", "monat", "mois", "mes", "ay", "m"],
        ),
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

/// Names of parts with two letters before what they date: `yrtrig`, `motrig` and `datrig`, when a crisis is triggered, and
/// `yrterm`, when it ends (International Crisis Behavior).
fn before(folded: &str) -> Option<(Option<Says>, Says, String)> {
    let parts = [(Says::Year, "yr"), (Says::Month, "mo"), (Says::Day, "da")];
    let (what, rest) = parts.iter().find_map(|(what, cut)| Some((*what, folded.strip_prefix(cut)?)))?;
    let of = match rest {
        "trig" | "start" | "beg" => Some(Says::Start),
        "term" | "end" => Some(Says::End),
        // "Date.Year" and "daten" are no days.
        _ if rest.len() < 3 || ["month", "day", "date"].contains(&rest) || rest.starts_with("te") => {
            return None;
        }
        _ => None,
    };
    Some((of, what, if of.is_some() { String::new() } else { rest.to_owned() }))
}

fn number_of(cell: &str) -> Option<i32> {
    let cell = &*dates::signs::latin(cell);
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}
