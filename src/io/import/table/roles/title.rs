//! What happened: the column whose texts name it. Names count, then prose of many different values; never numbers,
//! coordinates, codes, addresses or lists of a program. A column that is full is better than one that is sparse.

use super::{Candidate, Roles, best};
use crate::io::import::Report;
use crate::io::import::report::Question;
use crate::io::import::table::columns::Field;
use crate::io::import::table::profile::{Profile, is_switch};
use crate::io::import::table::rows::Rows;
use crate::io::import::table::words::Says;

/// Two columns whose scores are nearer than this are asked about.
const CLOSE: f64 = 5.0;

/// A column with less is no title.
const LEAST: f64 = 18.0;

/// Finds it.
pub(super) fn find(rows: &Rows, profiles: &[Profile<'_>], roles: &mut Roles, report: &mut Report) {
    if roles.has(Field::Title) || roles.columns(Field::Country).count() > 3 {
        return;
    }
    // Without names of columns two readings are always close.
    let close = if profiles.iter().any(|profile| profile.words.is_known()) { CLOSE } else { 3.0 * CLOSE };
    let dated = |at: usize| roles.list.iter().any(|role| role.column == at && role.field.is_of_date());
    let free = |profile: &&Profile<'_>| {
        let place = roles.columns(Field::Place).any(|at| at == profile.at);
        (roles.is_free(profile.at) || place) && !dated(profile.at)
    };
    let candidates: Vec<Candidate> = profiles
        .iter()
        .filter(free)
        .filter_map(|profile| candidate(rows, profiles, profile))
        .filter(|candidate| candidate.score >= LEAST)
        .collect();
    if candidates.is_empty() || !roles.is_open(Field::Title) {
        report.questions.push(Question::Which { field: Field::Title, between: Vec::new() });
        return;
    }
    match best(rows, Field::Title, candidates, close, |a, b| rows.column(a).eq(rows.column(b))) {
        Ok(Some(best)) => roles.give(Field::Title, best.column, best.because.join("; ")),
        Ok(None) => {}
        Err(question) => report.questions.push(question),
    }
}

/// How well a column serves as a title.
fn candidate(rows: &Rows, profiles: &[Profile<'_>], profile: &Profile<'_>) -> Option<Candidate> {
    if profile.is_empty() {
        // It is told row by row that nothing stands in it.
        let because = vec!["its name says title, and nothing stands in it".to_owned()];
        return profile.words.is_only(Says::Title).then_some(Candidate {
            column: profile.at,
            score: LEAST,
            because,
        });
    }
    let (by_name, reason) = by_name(rows, profiles, profile);
    let words_known = profiles.iter().any(|profile| profile.words.is_known());
    // A vote says "no" and "abstain": words enough where the name says what they are.
    let letters =
        |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.bytes().any(|byte| byte.is_ascii_digit());
    let surely = by_name >= 75.0 || (by_name >= 45.0 && profile.share(&letters) > 0.9);
    let dates = profile.dates > 0.6 || profile.times > 0.6;
    // Nothing but yes and no says whether something happened, not what.
    if profile.share(&is_switch) > 0.99 {
        return None;
    }
    if !surely && (profile.prose < 0.6 || profile.numbers > 0.4 || dates || profile.addresses > 0.3) {
        return None;
    }
    let mut score = by_name;
    score += 25.0 * profile.several_words + 20.0 * profile.variety();
    score -= 25.0 * profile.codes + 50.0 * profile.countries;
    score -= match profile.length {
        length if length > 300.0 => 30.0,
        length if length > 120.0 => 15.0,
        _ => 0.0,
    };
    if profile.different < 3 && profile.rows > 5 {
        score -= 20.0;
    }
    // Single words under a name that says nothing may be anything.
    if reason.is_empty() && profile.several_words < 0.5 && words_known {
        score -= 10.0;
    }
    score *= profile.filled();
    let texts = format!("{} different texts in {} rows", profile.different, profile.rows);
    Some(Candidate {
        column: profile.at,
        score,
        because: vec![reason, texts].into_iter().filter(|text| !text.is_empty()).collect(),
    })
}

/// What its name says for it or against it.
fn by_name(rows: &Rows, profiles: &[Profile<'_>], profile: &Profile<'_>) -> (f64, String) {
    let words = &profile.words;
    let says = |what| words.say(what);
    let (mut points, reason) = if words.is_only(Says::Title) {
        (100.0, "its name says title".to_owned())
    } else if words.last_says(Says::Title) {
        (90.0, "its name says title".to_owned())
    } else if let Some(entity) = entity(rows, profiles, profile) {
        (95.0, format!("it names what “{entity}” identifies"))
    } else if words.is_only(Says::Name) {
        (75.0, "its name says name".to_owned())
    } else if words.last_says(Says::Name) || (says(Says::Name) && says(Says::Thing)) {
        (60.0, "its name says name".to_owned())
    } else if says(Says::Thing) && !says(Says::Kind) {
        (45.0, "its name says what the event is".to_owned())
    } else if says(Says::Kind) {
        // "Type" alone may be that of an aeroplane.
        let of_event = says(Says::Thing) || says(Says::Act) || words.list.iter().any(|word| word == "event");
        let points = if profile.different < 3 {
            5.0
        } else if of_event {
            40.0
        } else {
            20.0
        };
        (points, "its name says a kind of event".to_owned())
    } else if says(Says::Text) && !says(Says::Date) && !says(Says::Time) {
        (35.0, "its name says what happened in a few words".to_owned())
    } else if says(Says::Actor) {
        (15.0, "its name says who".to_owned())
    } else if says(Says::Place) {
        (5.0, "its name says where".to_owned())
    } else {
        (0.0, String::new())
    };
    let is_title = words.is_only(Says::Title) || points >= 94.0;
    let against = [
        Says::Country,
        Says::Region,
        Says::Source,
        Says::Handler,
        Says::Level,
        Says::Id,
        Says::Precision,
        Says::Span,
    ];
    if !is_title && against.iter().any(|what| says(*what)) {
        points -= 60.0;
    }
    if !is_title && says(Says::OtherCode) {
        points -= 40.0;
    }
    if !is_title && says(Says::Place) && points > 5.0 {
        points = 10.0;
    }
    if !is_title && (says(Says::Date) || says(Says::Measure)) {
        points -= 30.0;
    }
    // "Time of attack" tells when, whatever stands in it.
    if !is_title && says(Says::Time) {
        points -= 60.0;
    }
    if words.number.is_some_and(|number| number > 1) {
        points -= 15.0;
    }
    (points, reason)
}

/// Wikidata's query service writes the names of what stands in a column `x` as addresses into `xLabel`: the name of the
/// column that `profile` names, where it is the first of the table.
fn entity(rows: &Rows, profiles: &[Profile<'_>], profile: &Profile<'_>) -> Option<String> {
    let name = rows.names.get(profile.at)?;
    let entity = name.strip_suffix("Label").or_else(|| name.strip_suffix("_label"))?;
    let at = rows.names.iter().position(|other| other == entity)?;
    (at == 0 && profiles.get(at)?.addresses > 0.9).then(|| entity.to_owned())
}
