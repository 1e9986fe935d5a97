//! Whose lane: a column of countries, which its name or its cells must say. Two letters alone are no country: they are a
//! language, a state of the USA, a kind of magnitude. Names are better than codes, and full columns than sparse ones.

use std::collections::HashMap;

use super::{Candidate, Roles, best, cells};
use crate::io::import::Report;
use crate::io::import::report::{Column, Question};
use crate::io::import::table::columns::Field;
use crate::io::import::table::country_codes::{Codes, judge};
use crate::io::import::table::missing::is_missing;
use crate::io::import::table::profile::Profile;
use crate::io::import::table::rows::Rows;
use crate::io::import::table::words::Says;

/// Two columns whose scores are nearer than this are asked about, where they do not mean the same.
const CLOSE: f64 = 8.0;

/// The states, districts and territories of the USA by their two letters (USPS).
const US_STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND \
     OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP";

/// Finds the column of countries, and those of others that take part.
pub(super) fn find(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles, report: &mut Report) {
    let dated = |at: usize| roles.list.iter().any(|role| role.column == at && role.field.is_of_date());
    let free =
        |profile: &&Profile<'_>| roles.is_free(profile.at) && !dated(profile.at) && !profile.is_empty();
    let mut candidates: Vec<Candidate> =
        profiles.iter().filter(free).filter_map(|profile| candidate(profile)).collect();
    if roles.is_open(Field::Country) {
        // Names are better than codes that mean the same, but the name of an actor is not where it happened.
        let named = |at: usize| profiles[at].countries > 0.6 && !profiles[at].words.say(Says::Actor);
        let better = |code: usize| {
            let same = |name: &Candidate| named(name.column) && agree(rows, profiles, name.column, code);
            !is_second(&profiles[code])
                && candidates.iter().any(|name| !is_second(&profiles[name.column]) && same(name))
        };
        let worse: Vec<usize> = candidates
            .iter()
            .map(|candidate| candidate.column)
            .filter(|at| !named(*at) && better(*at))
            .collect();
        candidates.retain(|candidate| !worse.contains(&candidate.column));
        let firsts: Vec<Candidate> =
            candidates.iter().filter(|candidate| !is_second(&profiles[candidate.column])).cloned().collect();
        // Where somebody was born, or a newspaper is printed, is not where something happened.
        let beside = |candidate: &Candidate| {
            let words = &profiles[candidate.column].words;
            let of_source =
                words.say(Says::Source) && words.without(&[Says::Source, Says::Country]).is_empty();
            words.say(Says::Never) || of_source
        };
        if !firsts.is_empty() && firsts.iter().all(beside) {
            let columns = firsts.iter().map(|candidate: &Candidate| candidate.column);
            let between = columns.take(4).map(|at| Column { number: at + 1, name: rows.names[at].clone() });
            report.questions.push(Question::Which { field: Field::Country, between: between.collect() });
            return;
        }
        match best(rows, Field::Country, firsts, CLOSE, |a, b| agree(rows, profiles, a, b)) {
            Ok(Some(best)) => {
                candidates.retain(|candidate| candidate.column != best.column);
                roles.give(Field::Country, best.column, best.because.join("; "));
            }
            Ok(None) => {}
            Err(question) => report.questions.push(question),
        }
    }
    if roles.is_open(Field::Involves) {
        let second = candidates.into_iter().filter(|candidate| is_second(&profiles[candidate.column]));
        if let Some(best) = second.max_by(|a, b| a.score.total_cmp(&b.score)) {
            roles.give(Field::Involves, best.column, best.because.join("; "));
        }
    }
}

/// Whether a column tells the other side: the second actor, the partner.
fn is_second(profile: &Profile<'_>) -> bool {
    let other = [
        "partner",
        "involves",
        "involved",
        "othercountries",
        "target",
        "recipient",
        "stateb",
        "countryb",
        "opponent",
    ];
    let words = &profile.words;
    let letter = words.list.len() > 1 && words.list.last().is_some_and(|word| word == "b");
    words.number == Some(2) && words.say(Says::Actor)
        || letter
        || other.iter().any(|word| words.folded.contains(word))
}

/// How well a column serves as that of countries; `None` where nothing says that it is one.
fn candidate(profile: &Profile<'_>) -> Option<Candidate> {
    let words = &profile.words;
    let says = says_country(profile);
    let against =
        [Says::OtherCode, Says::Id, Says::Source, Says::Handler, Says::Level, Says::Measure, Says::Span];
    let against = !words.say(Says::Country) && against.iter().any(|what| words.say(*what));
    let region = words.say(Says::Region) && !words.say(Says::Country);
    let (share, kind) = share(profile);
    let by_names = kind == Kind::Names;
    let enough = match kind {
        Kind::Names => {
            // "Country" alone is the lane, whatever stands in it.
            (says && is_called_country(profile) && !words.folded.starts_with("nat"))
                || share > 0.6 && (says || (share > 0.8 && !against && (!region || profile.different > 2)))
        }
        Kind::Two => {
            share > 0.8
                && !is_us(profile)
                && (says
                    || (!against && !region && words.list.is_empty() && profile.different > 14)
                    || (words.is_only(Says::Place) && share > 0.99 && profile.different > 2))
        }
        Kind::Three => {
            share > 0.9 && (says || (!against && !region && profile.different > 4 && all_capitals(profile)))
        }
        // FIPS and the Census number states and counties of the USA; of countries FIPS has letters.
        Kind::Number => {
            share > 0.8 && says && !["fips", "geoid"].iter().any(|word| words.folded.contains(word))
        }
        Kind::Written => {
            says && is_called_country(profile)
                && !words.folded.starts_with("nat")
                && !words.folded.starts_with("iso")
        }
    };
    if !enough {
        return None;
    }
    let mut because = Vec::new();
    if says {
        because.push("its name says countries".to_owned());
    }
    let of = match kind {
        Kind::Names => "names of countries",
        Kind::Written => "texts",
        _ => "codes of countries",
    };
    because.push(format!("{} are {of}", cells(share, profile)));
    let mut score = if by_names { 100.0 } else { 60.0 } * share + 20.0 * profile.filled();
    score += if says { 40.0 } else { 0.0 };
    score += exactness(profile);
    Some(Candidate { column: profile.at, score, because })
}

/// What its name says beside "country".
fn exactness(profile: &Profile<'_>) -> f64 {
    let words = &profile.words;
    let mut points = 0.0;
    if is_called_country(profile) {
        points += 20.0;
    }
    if words.list.iter().any(|word| ["action", "event", "location", "where"].contains(&word.as_str())) {
        points += 10.0;
    }
    if words.say(Says::Actor)
        || words
            .list
            .iter()
            .any(|word| ["nationality", "natlty", "origin", "citizenship"].contains(&word.as_str()))
    {
        points -= 20.0;
    }
    if words.number.is_some_and(|number| number > 1) {
        points -= 20.0;
    }
    if words.say(Says::Place) && !words.say(Says::Country) {
        points -= 30.0;
    }
    points
}

/// Whether a column is called by the word "country" and no more; Wikidata's query service writes `countryLabel`.
fn is_called_country(profile: &Profile<'_>) -> bool {
    let words = &profile.words;
    words.is_only(Says::Country) || ["countryname", "countrylabel"].contains(&words.folded.as_str())
}

/// Whether a column's name says that it holds countries.
fn says_country(profile: &Profile<'_>) -> bool {
    let words = &profile.words;
    // A state is a country in the Correlates of War, which writes three letters or numbers.
    let state = words.list.iter().any(|word| word == "state" || word == "states")
        && profile.share(&|cell| cell.len() == 2) < 0.5
        && words.list.len() <= 2
        && !words.say(Says::Place);
    let group = words.folded == "group" && profile.countries > 0.6;
    words.say(Says::Country) && !words.say(Says::OtherCode) || state || group
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Names,
    Two,
    Three,
    Number,
    /// Words that nobody knows, in a column that is called by the word "country" alone.
    Written,
}

/// The share of cells that are countries, and how they are written.
fn share(profile: &Profile<'_>) -> (f64, Kind) {
    let letters = |len: usize| {
        profile.share(&|cell| cell.len() == len && cell.bytes().all(|byte| byte.is_ascii_alphabetic()))
    };
    let known = |codes: &[Codes]| {
        let known = |cell: &str| codes.iter().any(|codes| codes.find(cell).is_some());
        profile.share(&known)
    };
    if letters(2) > 0.9 {
        return (known(&[Codes::Names]).max(known(&[Codes::Fips])), Kind::Two);
    }
    if letters(3) > 0.9 {
        let ways = [Codes::Names, Codes::Cow, Codes::Cameo, Codes::Ioc];
        return (ways.iter().map(|codes| known(&[*codes])).fold(0.0, f64::max), Kind::Three);
    }
    if profile.numbers > 0.9 {
        return (known(&[Codes::Numeric]).max(known(&[Codes::CowNumber])), Kind::Number);
    }
    let mixed = profile.countries.max(known(&[Codes::Names]) * if says_country(profile) { 1.0 } else { 0.0 });
    if mixed > 0.0 { (mixed, Kind::Names) } else { (profile.prose, Kind::Written) }
}

fn is_us(profile: &Profile<'_>) -> bool {
    let state = |cell: &str| US_STATES.split_whitespace().any(|state| state == cell);
    profile.share(&state) > 0.95 && !profile.words.say(Says::Country)
}

fn all_capitals(profile: &Profile<'_>) -> bool {
    profile.share(&|cell| cell.bytes().all(|byte| byte.is_ascii_uppercase())) > 0.99
}

/// Whether two columns mean the same countries in nearly all rows.
fn agree(rows: &Rows, profiles: &[Profile<'_>], a: usize, b: usize) -> bool {
    let codes = |at: usize| judge(&rows.names[at], profiles[at].cells.iter().copied());
    let (first, second) = (codes(a), codes(b));
    let every = |judged: &super::super::country_codes::Judged| -> Vec<Codes> {
        std::iter::once(judged.codes).chain(judged.or.iter().copied()).collect()
    };
    let lanes = |codes: &[Codes], cell: &str| -> Vec<&'static str> {
        codes.iter().filter_map(|codes| codes.find(cell)).collect()
    };
    let (first, second) = (every(&first), every(&second));
    // Countries come again and again: each is looked up once.
    let mut known: [HashMap<&str, Vec<&'static str>>; 2] = [HashMap::new(), HashMap::new()];
    let (mut same, mut all) = (0_usize, 0_usize);
    for (a, b) in rows.column(a).zip(rows.column(b)).take(5000) {
        let (a, b) = (a.trim(), b.trim());
        if is_missing(a) || is_missing(b) {
            continue;
        }
        let [of_a, of_b] = &mut known;
        let a = of_a.entry(a).or_insert_with(|| lanes(&first, a));
        let b = of_b.entry(b).or_insert_with(|| lanes(&second, b));
        all += 1;
        same += usize::from(a.iter().any(|lane| b.contains(lane)));
    }
    all > 0 && same * 10 >= all * 9
}
