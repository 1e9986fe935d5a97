//! Which clocks a name of a zone means: those of the IANA database, or of a zone that the file defines itself
//! (VTIMEZONE, RFC 5545, 3.6.5).
//!
//! A name of the database ("Asia/Tehran") and Windows' names of zones mean what they mean everywhere. For all other
//! names the file's own definition counts, and the database's zone is named only where it says the same.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::str::FromStr;

use calcard::common::timezone::Tz;

use super::clocks::{Change, Clocks, Own, offset};
use super::component::Component;
use super::dates::Stamp;
use super::rule::{self, Rule};
use crate::model::Zone;

/// Definitions are worked out as far as this.
const LAST_YEAR: i32 = 2200;

/// So many changes of a zone's clocks are worked out.
const MOST_CHANGES: usize = 2000;

/// The zone of a VTIMEZONE; `None` where it does not tell its offsets.
fn defined_by(zone: &Component) -> Option<Own> {
    let mut changes = Vec::new();
    for (_, part) in zone.nested.iter().filter(|(kind, _)| matches!(kind.as_str(), "STANDARD" | "DAYLIGHT")) {
        let (from, to) = (offset(part.raw("TZOFFSETFROM"))?, offset(part.raw("TZOFFSETTO"))?);
        let start = Stamp::read(part.raw("DTSTART"), false, &Clocks::LOCAL).ok()?;
        let mut onsets = vec![start.civil()];
        for property in part.all("RRULE") {
            let rule = Rule::read(&property.value).ok()?;
            let until = |civil: i64| rule.includes(civil, Some(civil - from));
            let times = rule::times(&rule, &start, true, LAST_YEAR, MOST_CHANGES, &mut 0);
            onsets.extend(times.into_iter().take_while(|civil| until(*civil)));
        }
        for text in part.all("RDATE").flat_map(|property| property.value.split(',')) {
            onsets.push(Stamp::read(text, false, &Clocks::LOCAL).ok()?.civil());
        }
        changes.extend(onsets.into_iter().map(|civil| Change { at: civil - from, from, to }));
    }
    changes.sort_by_key(|change| change.at);
    changes.dedup_by_key(|change| change.at);
    (!changes.is_empty()).then_some(Own { changes })
}

/// The zones of one calendar, and those that are not known.
#[derive(Default)]
pub(super) struct Zones {
    defined: Vec<Component>,
    known: RefCell<HashMap<String, Option<Clocks>>>,
}

impl Zones {
    /// With what the calendar defines.
    pub(super) fn new(defined: Vec<Component>) -> Self {
        Self { defined, known: RefCell::default() }
    }

    /// The clocks of a TZID; `None` where nothing tells what it means.
    pub(super) fn find(&self, id: &str) -> Option<Clocks> {
        if let Some(known) = self.known.borrow().get(id) {
            return known.clone();
        }
        let found = self.look_up(id);
        self.known.borrow_mut().insert(id.to_owned(), found.clone());
        found
    }

    fn look_up(&self, id: &str) -> Option<Clocks> {
        let named = in_database(id);
        let is_plain_name = id.contains('/') || id.ends_with("Standard Time");
        if let Some(zone) = named.clone().filter(|_| is_plain_name) {
            return Some(Clocks::Of(zone));
        }
        let definition = self.defined.iter().find(|zone| zone.text("TZID").trim() == id.trim());
        let place = definition.and_then(|zone| in_database(&zone.text("X-LIC-LOCATION")));
        let own = definition.and_then(defined_by);
        match (own, place.or(named)) {
            (Some(own), Some(zone)) if own.agrees_with(&zone) => Some(Clocks::Of(zone)),
            (Some(own), _) => Some(Clocks::Own(Rc::new(own))),
            (None, Some(zone)) => Some(Clocks::Of(zone)),
            (None, None) => None,
        }
    }
}

/// The zone of the database that a name means, in any of the spellings that programs have.
fn in_database(id: &str) -> Option<Zone> {
    let id = id.trim();
    if id.is_empty() {
        return None;
    }
    // Some programs put the names of who keeps the database before a name of it.
    let tails =
        std::iter::successors(id.split_once('/'), |(_, tail)| tail.split_once('/')).map(|(_, tail)| tail);
    if let Some(zone) = tails.filter(|tail| tail.contains('/')).find_map(Zone::named) {
        return Some(zone);
    }
    match Tz::from_str(id).ok()? {
        Tz::Fixed(offset) => Some(Zone::Offset(offset.local_minus_utc() / 60)),
        zone => match Zone::named(&zone.name()?)? {
            Zone::Named(name, _) if matches!(name.as_str(), "Etc/UTC" | "UTC" | "Etc/GMT" | "GMT") => {
                Some(Zone::Offset(0))
            }
            zone => Some(zone),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::clocks::SECONDS_A_DAY;
    use super::*;
    use crate::io::import::ical::lines::{Letters, Lines};
    use crate::model::Day;

    /// Summer time from 02:00 on the last Sunday of March to 03:00 on that of October.
    const CUSTOM: &str = "TZID:Ours\nBEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n\
                          TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n\
                          RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\n";

    fn zones(text: &str) -> Zones {
        let mut letters = Letters::utf_8();
        Zones::new(vec![Component::read(1, Lines::new(text.as_bytes()), &mut letters)])
    }

    #[test]
    fn a_zone_of_the_file_is_read_as_the_same_zone_of_the_database() {
        let text = CUSTOM.replace("Ours", "Ours Mean");
        let own = Clocks::Own(Rc::new(defined_by(&zones(&text).defined[0]).unwrap()));
        let berlin = Clocks::Of(Zone::named("Europe/Berlin").unwrap());
        let first = Day::from_ymd(2023, 1, 1).unwrap();
        for day in 0..730 {
            for second in (0..SECONDS_A_DAY).step_by(900) {
                let day = first.plus(day);
                let instant = own.instant(day, second);
                assert_eq!(instant, berlin.instant(day, second), "{day} {second}");
                assert_eq!(
                    own.shown_at(instant.unwrap()),
                    berlin.shown_at(instant.unwrap()),
                    "{day} {second}"
                );
            }
        }
    }

    #[test]
    fn names_mean_the_database_or_the_file() {
        let edtf = |zones: &Zones, id: &str| {
            let day = Day::from_ymd(2024, 7, 14).unwrap();
            zones.find(id).map(|clocks| clocks.edtf(day, 0))
        };
        let ours = zones(CUSTOM);
        assert_eq!(edtf(&ours, "Ours").as_deref(), Some("+02:00"));
        assert_eq!(edtf(&ours, "Asia/Tehran").as_deref(), Some("[Asia/Tehran]"));
        assert_eq!(edtf(&ours, "Iran Standard Time").as_deref(), Some("[Asia/Tehran]"));
        assert_eq!(edtf(&ours, "/mozilla.org/20050126_1/Europe/Berlin").as_deref(), Some("[Europe/Berlin]"));
        assert_eq!(edtf(&ours, "UTC").as_deref(), Some("Z"));
        assert_eq!(edtf(&ours, "Nowhere"), None);
        // The database's "EST" has no summer time, the file's has.
        assert_eq!(edtf(&zones(&CUSTOM.replace("Ours", "EST")), "EST").as_deref(), Some("+02:00"));
        let placed = CUSTOM.replace("Ours", "Ours\nX-LIC-LOCATION:Europe/Berlin");
        assert_eq!(edtf(&zones(&placed), "Ours").as_deref(), Some("[Europe/Berlin]"));
    }
}
