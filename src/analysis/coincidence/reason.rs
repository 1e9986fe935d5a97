//! Why a coincidence is no surer than it is, in words.

use super::happening::Occurrences;
use super::{Certainty, Coincidence, DayZone, Rule, words};
use crate::model::{Document, Edge, EventDate, Moment, Precision};

/// Why a coincidence is only possible ("the date is only known to the month", "2024-10-14? is uncertain"), or that
/// it depends on the zone that was asked for. Empty where there is nothing to say.
#[must_use]
pub fn reason(document: &Document, coincidence: &Coincidence, rule: &Rule) -> String {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    let mut known: foldhash::HashMap<String, usize> = foldhash::HashMap::default();
    if coincidence.certainty == Certainty::Possible {
        for ix in &coincidence.events {
            let Some(why) = of_date(&document.event(*ix).date) else { continue };
            match known.get(&why) {
                Some(at) => reasons[*at].1 += 1,
                None => {
                    known.insert(why.clone(), reasons.len());
                    reasons.push((why, 1));
                }
            }
        }
    }
    let mut words: Vec<String> = reasons.into_iter().map(|(why, count)| counted(&why, count)).collect();
    if let Some(zone) = by_zone(document, coincidence, rule) {
        words.push(zone);
    }
    words.join("; ")
}

/// What is not sure about a date; `None` for one that is known to the day.
fn of_date(date: &EventDate) -> Option<String> {
    let edges = [date.begin(), date.end()];
    let vague = edges.iter().filter_map(Edge::moment).filter(|moment| !is_exact(moment));
    let moment = vague.max_by_key(|moment| moment.precision)?;
    self::vague(&moment, date.text())
}

/// What is not sure about an end of a date that is written so; `None` where it is known to the day.
pub(in crate::analysis) fn vague(moment: &Moment, text: &str) -> Option<String> {
    if is_exact(moment) {
        return None;
    }
    Some(match (moment.uncertain, moment.approximate) {
        (true, true) => format!("{text} is uncertain and approximate"),
        (true, false) => format!("{text} is uncertain"),
        (false, true) => format!("{text} is approximate"),
        (false, false) => match known_to(moment) {
            Some(unit) => format!("the date is known only to the {unit}"),
            None => {
                format!("the date may be any day from {} to {}", moment.earliest.long(), moment.latest.long())
            }
        },
    })
}

fn is_exact(moment: &Moment) -> bool {
    moment.earliest == moment.latest && !moment.uncertain && !moment.approximate
}

/// The unit that a date stands for the whole of.
fn known_to(moment: &Moment) -> Option<&'static str> {
    let (_, month, day) = moment.earliest.ymd();
    let (_, after, first) = moment.latest.plus(1).ymd();
    let whole_months = day == 1 && first == 1;
    match moment.precision {
        Precision::Month if whole_months => Some("month"),
        Precision::Season if whole_months => Some("season"),
        Precision::Year if whole_months && month == 1 && after == 1 => Some("year"),
        _ => None,
    }
}

/// "the date is …" of one event, "the dates of 3 events are …" of several.
fn counted(why: &str, count: usize) -> String {
    match why.strip_prefix("the date is ") {
        Some(rest) if count > 1 => format!("the dates of {count} events are {rest}"),
        _ => why.to_owned(),
    }
}

/// Where the members have a day in common by the rule's zone but none by others: "the same day in UTC, not in
/// Tehran", or, by the days as written, "the same day as written, not in UTC". With a tolerance they need none in
/// common.
fn by_zone(document: &Document, coincidence: &Coincidence, rule: &Rule) -> Option<String> {
    if rule.tolerance_days > 0 {
        return None;
    }
    let here = match &rule.zone {
        DayZone::AsWritten => {
            let utc = Rule { zone: DayZone::Utc, ..rule.clone() };
            let apart = has_times(document, coincidence) && !meet(document, coincidence, &utc);
            return apart.then(|| "the same day by local dates, but not in UTC".to_owned());
        }
        DayZone::Named(name) => format!("in {name}"),
        DayZone::Utc => "in UTC".to_owned(),
    };
    let written = Rule { zone: DayZone::AsWritten, ..rule.clone() };
    if meet(document, coincidence, &written) {
        return None;
    }
    let moved = moved(document, coincidence, rule, &written);
    Some(match moved.as_slice() {
        [] => format!("the same day {here}, but not by local dates"),
        [places @ .., last] if places.len() < MOST_PLACES => {
            let (before, and) = (places.join(", "), if places.is_empty() { "" } else { " and " });
            format!("the same day {here}, but not in {before}{and}{last}")
        }
        places => format!("the same day {here}, but not in {} places", places.len()),
    })
}

/// More places than this are counted instead of named.
const MOST_PLACES: usize = 3;

fn has_times(document: &Document, coincidence: &Coincidence) -> bool {
    let timed = coincidence.events.iter().filter(|ix| document.event(**ix).date.clock().is_some());
    timed.take(2).count() == 2
}

/// Whether all members have a day in common.
fn meet(document: &Document, coincidence: &Coincidence, rule: &Rule) -> bool {
    let mut common = vec![(i32::MIN, i32::MAX)];
    for ix in &coincidence.events {
        let days = Occurrences::of(&document.event(*ix).date, rule).any();
        let meet = |&(a, b): &(i32, i32)| {
            days.as_slice().iter().map(move |&(c, d)| (a.max(c), b.min(d))).filter(|(a, b)| a <= b)
        };
        common = common.iter().flat_map(meet).collect();
    }
    !common.is_empty()
}

/// Where the members are whose days are others by the one rule than by the other: places, else lanes.
fn moved<'a>(document: &'a Document, coincidence: &Coincidence, rule: &Rule, other: &Rule) -> Vec<&'a str> {
    let mut places = Vec::new();
    for event in coincidence.events.iter().map(|ix| document.event(*ix)) {
        let days = |rule| Occurrences::of(&event.date, rule).any();
        if days(rule).as_slice() == days(other).as_slice() {
            continue;
        }
        let place = if event.place.is_empty() { words::name(document, &event.lane) } else { &event.place };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}
