//! Why a coincidence is no surer than it is, in words.

use super::happening::Occurrences;
use super::{Certainty, Coincidence, DayZone, Rule};
use crate::model::{Document, Edge, EventDate, Moment, Precision};

/// Why a coincidence is only possible ("the date is only known to the month", "2024-10-14? is uncertain"), or that
/// it depends on the zone that was asked for. Empty where there is nothing to say.
#[must_use]
pub fn reason(document: &Document, coincidence: &Coincidence, rule: &Rule) -> String {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    if coincidence.certainty == Certainty::Possible {
        for ix in &coincidence.events {
            let Some(why) = of_date(&document.event(*ix).date) else { continue };
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, count)) => *count += 1,
                None => reasons.push((why, 1)),
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
    Some(match (moment.uncertain, moment.approximate) {
        (true, true) => format!("{} is uncertain and approximate", date.text()),
        (true, false) => format!("{} is uncertain", date.text()),
        (false, true) => format!("{} is approximate", date.text()),
        (false, false) => match moment.precision {
            Precision::Month if whole_month(&moment) => "the date is only known to the month".to_owned(),
            _ => {
                format!("the date may be any day from {} to {}", moment.earliest.long(), moment.latest.long())
            }
        },
    })
}

fn is_exact(moment: &Moment) -> bool {
    moment.earliest == moment.latest && !moment.uncertain && !moment.approximate
}

fn whole_month(moment: &Moment) -> bool {
    moment.earliest.ymd().2 == 1 && moment.latest.plus(1).ymd().2 == 1
}

/// "the date is …" of one event, "the dates of 3 events are …" of several.
fn counted(why: &str, count: usize) -> String {
    match why.strip_prefix("the date is ") {
        Some(rest) if count > 1 => format!("the dates of {count} events are {rest}"),
        _ => why.to_owned(),
    }
}

/// Whether the members have no day in common as their dates are written, although they have one in the zone that
/// was asked for. With a tolerance they need none in common.
fn by_zone(document: &Document, coincidence: &Coincidence, rule: &Rule) -> Option<String> {
    if rule.zone == DayZone::AsWritten || rule.tolerance_days > 0 {
        return None;
    }
    let written = Rule { zone: DayZone::AsWritten, ..rule.clone() };
    let mut common = vec![(i32::MIN, i32::MAX)];
    for ix in &coincidence.events {
        let days = Occurrences::of(&document.event(*ix).date, &written).any();
        let meet = |&(a, b): &(i32, i32)| {
            days.as_slice().iter().map(move |&(c, d)| (a.max(c), b.min(d))).filter(|(a, b)| a <= b)
        };
        common = common.iter().flat_map(meet).collect();
    }
    let zone = match &rule.zone {
        DayZone::Named(name) => format!("by the clock of {name}"),
        _ => "in UTC".to_owned(),
    };
    common.is_empty().then(|| format!("the same day {zone}, not as written"))
}
