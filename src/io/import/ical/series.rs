//! A recurring event: which times it has (RFC 5545, 3.8.5). Its beginning, what its rules and RDATE add, less what EXDATE
//! takes away, and in the place of some of them the changed occurrences, which stand in events of their own.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::component::Component;
use super::dates::{Key, Stamp};
use super::rule::{self, Frequency, LAST_YEAR, Rule};
use super::times::{End, Times};

/// Rules by the year or month that say no end are worked out for so many years from their beginning.
pub(super) const YEARS_OF_RARE: i32 = 100;
/// Rules by the week or day that say no end are worked out for so many years.
const YEARS_OF_FREQUENT: i32 = 30;

/// Why a rule by the hour, minute or second is not worked out.
pub(super) const WITHIN_A_DAY: &str = "it recurs within a day";

/// A time at which it happens.
#[derive(Clone, Debug)]
pub(super) struct Occurrence {
    pub(super) begin: Stamp,
    pub(super) end: Option<Stamp>,
    /// Which of the changes it is; `None` for the series itself.
    pub(super) change: Option<usize>,
}

/// The times of a series.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// In order.
    pub(super) all: Vec<Occurrence>,
    /// Whether there are more than were asked for.
    pub(super) cut_short: bool,
}

/// A changed occurrence: which it is, and its own times.
pub(super) struct Change {
    /// The time that it had (RECURRENCE-ID).
    pub(super) was: Stamp,
    pub(super) times: Times,
    /// Whether all later ones are changed alike.
    pub(super) and_later: bool,
}

/// What a calendar says of a series' times, with the zones that its reader knows.
pub(super) struct Series<'c> {
    pub(super) component: &'c Component,
    pub(super) times: &'c Times,
    /// Reads a list of times (RDATE, EXDATE), each with the end of its period where it has one.
    pub(super) listed: HashMap<&'static str, Vec<(Stamp, Option<End>)>>,
}

impl Series<'_> {
    /// Its times, `most` of them; an error says why its rules are not worked out.
    pub(super) fn occurrences(
        &self,
        changes: &[&Change],
        most: usize,
        looked_at: &mut u64,
    ) -> Result<Occurrences, String> {
        let start = &self.times.start;
        let mut found: BTreeMap<(i64, Key), Occurrence> = BTreeMap::new();
        let mut add = |begin: Stamp, end: Option<Stamp>| {
            let place = (begin.instant().unwrap_or_else(|| begin.civil()), begin.key(start));
            found.entry(place).or_insert(Occurrence { begin, end, change: None });
        };
        add(start.clone(), self.times.end_of(start));
        let mut cut_short = false;
        for rule in self.rules("RRULE")? {
            let (times, more) = self.by_rule(&rule, true, most.saturating_add(1), looked_at);
            cut_short |= more;
            for begin in times {
                let end = self.times.end_of(&begin);
                add(begin, end);
            }
        }
        for (begin, end) in self.listed.get("RDATE").into_iter().flatten() {
            let begin = begin.by_clocks_of(start);
            let end = end.as_ref().map_or_else(|| self.times.end_of(&begin), |end| end.of(&begin));
            add(begin, end);
        }
        let excluded = self.excluded(most, looked_at)?;
        found.retain(|(_, key), occurrence| {
            !excluded.contains(key) && !excluded.contains(&occurrence.begin.day_key())
        });
        let mut all: Vec<Occurrence> = found.into_values().collect();
        cut_short |= all.len() > most;
        all.truncate(most);
        self.change(&mut all, changes);
        all.sort_by_key(|occurrence| occurrence.begin.instant().unwrap_or_else(|| occurrence.begin.civil()));
        Ok(Occurrences { all, cut_short })
    }

    fn rules(&self, name: &str) -> Result<Vec<Rule>, String> {
        let rules: Vec<Rule> =
            self.component.all(name).map(|property| Rule::read(&property.value)).collect::<Result<_, _>>()?;
        match rules.iter().any(|rule| rule.frequency == Frequency::WithinDay) {
            true => Err(WITHIN_A_DAY.to_owned()),
            false => Ok(rules),
        }
    }

    /// The times of one rule, with the beginning of the series or only if the rule names it, and whether there are more.
    fn by_rule(&self, rule: &Rule, beginning: bool, most: usize, looked_at: &mut u64) -> (Vec<Stamp>, bool) {
        let start = &self.times.start;
        let years = match rule.frequency {
            Frequency::Yearly | Frequency::Monthly => YEARS_OF_RARE,
            _ => YEARS_OF_FREQUENT,
        };
        let far = start.year().saturating_add(if rule.ends() { years * 10 } else { years });
        let last_year = far.min(rule.last_year());
        let civil = rule::times(rule, start, beginning, last_year, most, looked_at);
        let are_all = civil.len() < most && (rule.ends() || last_year == LAST_YEAR);
        let stamps = civil.iter().map(|civil| start.at_civil(*civil));
        let within = |(at, stamp): &(usize, Stamp)| {
            (beginning && *at == 0) || rule.includes(stamp.civil(), stamp.instant())
        };
        let stamps: Vec<Stamp> = stamps.enumerate().take_while(within).map(|(_, stamp)| stamp).collect();
        let ended = stamps.len() < civil.len() || rule.count.is_some_and(|count| count <= stamps.len());
        (stamps, !ended && !are_all)
    }

    /// What EXDATE and the old EXRULE take away.
    fn excluded(&self, most: usize, looked_at: &mut u64) -> Result<HashSet<Key>, String> {
        let start = &self.times.start;
        // A day takes away whatever happens on it.
        let listed = self.listed.get("EXDATE").into_iter().flatten();
        let mut excluded: HashSet<Key> = listed
            .map(|(stamp, _)| if stamp.is_day() { stamp.day_key() } else { stamp.key(start) })
            .collect();
        for rule in self.rules("EXRULE")? {
            let times = self.by_rule(&rule, false, most.saturating_mul(2), looked_at).0;
            excluded.extend(times.iter().map(|stamp| stamp.key(start)));
        }
        Ok(excluded)
    }

    /// Puts changed occurrences in the place of what they change; what changes none is one more.
    fn change(&self, all: &mut Vec<Occurrence>, changes: &[&Change]) {
        let start = &self.times.start;
        let keys: HashMap<Key, usize> =
            all.iter().enumerate().map(|(at, occurrence)| (occurrence.begin.key(start), at)).collect();
        let days: HashMap<Key, usize> =
            all.iter().enumerate().map(|(at, occurrence)| (occurrence.begin.day_key(), at)).collect();
        let place = |change: &&Change| {
            let by_day = || days.get(&change.was.day_key()).filter(|_| change.was.is_day());
            keys.get(&change.was.key(start)).or_else(by_day).copied()
        };
        let mut later: Vec<usize> = (0..changes.len()).filter(|at| changes[*at].and_later).collect();
        later.sort_by_key(|at| changes[*at].was.key(start));
        for occurrence in all.iter_mut() {
            let key = occurrence.begin.key(start);
            let Some(at) = later.iter().copied().rfind(|at| changes[*at].was.key(start) < key) else {
                continue;
            };
            let moved = &changes[at].times;
            let by = moved.start.civil() - changes[at].was.civil();
            let begin = moved.start.at_civil(occurrence.begin.civil() + by);
            *occurrence = Occurrence { end: moved.end_of(&begin), begin, change: Some(at) };
        }
        let mut more = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let begin = change.times.start.clone();
            let occurrence = Occurrence { end: change.times.end_of(&begin), begin, change: Some(at) };
            match place(change) {
                Some(place) => all[place] = occurrence,
                None => more.push(occurrence),
            }
        }
        all.extend(more);
    }
}
