//! Reads the events of a file one after another, those of one UID together, and hands them to the builder.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::blocks::{Block, Blocks, Header};
use super::clocks::Clocks;
use super::component::{Component, Property};
use super::dates::{Between, Key, Stamp, between};
use super::event::{draft, has_markup, title};
use super::lines::{Letters, Lines};
use super::own_date;
use super::series::{Change, Occurrences, Series};
use super::times::{End, Times, duration, stamp, times};
use super::told::Told;
use super::versions::{is_newer, newest};
use super::zones::Zones;
use crate::io::import::Options;
use crate::io::import::draft::Builder;

/// All occurrences of all recurring events together, at most.
const MOST_OCCURRENCES: usize = 200_000;

/// All days that are looked at to work out recurring events, at most: a bound on time.
const MOST_LOOKED_AT: u64 = 200_000_000;

/// A calendar of the file.
struct Calendar {
    /// What it is called; empty where it does not say.
    name: String,
    /// Whether all that is in it was cancelled (METHOD:CANCEL).
    is_cancelled: bool,
    header: Header,
    zones: OnceCell<Zones>,
}

pub(super) struct Reader<'b> {
    lines: Lines<'b>,
    letters: Letters,
    calendars: Vec<Calendar>,
    events: Vec<Block>,
    most_repeats: usize,
    occurrences: usize,
    looked_at: u64,
    told: Told,
    /// What the first calendar says of itself.
    description: String,
    file_name: String,
}

impl<'b> Reader<'b> {
    pub(super) fn new(lines: Lines<'b>, letters: Letters, blocks: Blocks, options: &Options) -> Self {
        let mut reader = Self {
            lines,
            letters,
            calendars: Vec::new(),
            events: blocks.events,
            most_repeats: options.most_repeats.max(1),
            occurrences: 0,
            looked_at: 0,
            told: Told::default(),
            description: String::new(),
            file_name: options.name.clone(),
        };
        for header in blocks.calendars {
            let mut own = Component::default();
            for (number, at) in &header.lines {
                let lines = reader.lines.part(at.clone(), *number);
                own.append(Component::read(*number, lines, &mut reader.letters));
            }
            let either =
                |a: &str, b: &str| Some(own.text(a)).filter(|text| !text.is_empty()).unwrap_or(own.text(b));
            if reader.description.is_empty() {
                reader.description = either("DESCRIPTION", "X-WR-CALDESC");
            }
            let scale = own.raw("CALSCALE");
            if !scale.is_empty() && !scale.eq_ignore_ascii_case("GREGORIAN") {
                reader.told.scales.push(scale.to_owned());
            }
            reader.calendars.push(Calendar {
                name: either("NAME", "X-WR-CALNAME").trim().to_owned(),
                is_cancelled: own.raw("METHOD").eq_ignore_ascii_case("CANCEL"),
                header,
                zones: OnceCell::new(),
            });
        }
        reader
    }

    /// Takes all events.
    pub(super) fn read(mut self, builder: &mut Builder<'_>) {
        let mut names: Vec<&str> = self.calendars.iter().map(|calendar| calendar.name.as_str()).collect();
        names.dedup();
        builder.title = match names[..] {
            [name] if !name.is_empty() => name.to_owned(),
            _ => self.file_name.clone(),
        };
        builder.summary.clone_from(&self.description);
        let groups = self.groups();
        let events = std::mem::take(&mut self.events);
        for (at, block) in events.iter().enumerate() {
            let group = groups.get(&at);
            match (block.uid, group) {
                // One of several, which were read with the first of them.
                (Some(_), Some(members)) if members.is_empty() => {}
                (_, Some(members)) => {
                    let members: Vec<&Block> = members.iter().map(|at| &events[*at]).collect();
                    self.take_group(&members, builder);
                }
                _ => self.take_group(&[block], builder),
            }
        }
        self.told.tell(&self.letters, self.most_repeats, &mut builder.report);
    }

    /// Events that may belong together: those of one UID in calendars of one name. The first of them leads to all, the
    /// others to none; an event that stands for itself is not among them.
    fn groups(&self) -> HashMap<usize, Vec<usize>> {
        let mut first_of_name: HashMap<&str, usize> = HashMap::new();
        let names: Vec<usize> = self
            .calendars
            .iter()
            .enumerate()
            .map(|(at, calendar)| *first_of_name.entry(&calendar.name).or_insert(at))
            .collect();
        let keyed = self.events.iter().enumerate().filter_map(|(at, event)| {
            Some((event.uid?, names.get(event.calendar).copied().unwrap_or(0), at))
        });
        let mut keyed: Vec<(u64, usize, usize)> = keyed.collect();
        keyed.sort_unstable();
        let mut groups = HashMap::new();
        for group in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|group| group.len() > 1) {
            for (_, _, at) in group {
                groups.insert(*at, Vec::new());
            }
            groups.insert(group[0].2, group.iter().map(|(_, _, at)| *at).collect());
        }
        groups
    }

    /// Events of one UID, or at least of one hash.
    fn take_group(&mut self, blocks: &[&Block], builder: &mut Builder<'_>) {
        let mut events: Vec<(Component, usize)> = blocks.iter().map(|block| self.component(block)).collect();
        while !events.is_empty() {
            let uid = events[0].0.text("UID");
            let (same, others) = events.into_iter().partition(|(event, _)| event.text("UID") == uid);
            events = others;
            self.take_one_uid(same, builder);
        }
    }

    fn component(&mut self, block: &Block) -> (Component, usize) {
        let lines = self.lines.part(block.at.clone(), block.first_line);
        let component = Component::read(block.line, lines, &mut self.letters);
        self.told.strays.extend(&component.strays);
        (component, block.calendar)
    }

    /// Events of one UID: a single one or a series, older versions of it, and changes to single occurrences.
    fn take_one_uid(&mut self, events: Vec<(Component, usize)>, builder: &mut Builder<'_>) {
        let calendar = events.first().map_or(0, |(_, calendar)| *calendar);
        let mut main = Vec::new();
        let mut changes: Vec<Vec<Component>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (mut event, calendar) in events {
            if self.calendars.get(calendar).is_some_and(|calendar| calendar.is_cancelled) {
                event.cancel();
            }
            if !event.has("RECURRENCE-ID") {
                main.push(event);
                continue;
            }
            let place = *places.entry(event.raw("RECURRENCE-ID").to_owned()).or_insert(changes.len());
            match changes.get_mut(place) {
                Some(same) => same.push(event),
                None => changes.push(vec![event]),
            }
        }
        let mut newest_of = |events: Vec<Component>| {
            let (newest, older) = newest(events);
            for (event, line) in older {
                let reason = format!("line {line} has the newest version of this event (the same UID)");
                builder.report.skip(event.line, reason, &title(&event));
            }
            newest
        };
        let main = newest_of(main);
        let mut changes: Vec<Component> = changes.into_iter().flat_map(newest_of).collect();
        builder.lane = self
            .calendars
            .get(calendar)
            .map(|calendar| calendar.name.clone())
            .filter(|name| !name.is_empty());
        let series = main.iter().position(recurs);
        for (at, event) in main.iter().enumerate() {
            let own = if series == Some(at) { std::mem::take(&mut changes) } else { Vec::new() };
            if recurs(event) {
                self.take_series(event, &own, calendar, builder);
            } else {
                self.take_single(event, calendar, builder);
            }
        }
        // Changes of a series that is not in the file.
        for event in &changes {
            self.take_single(event, calendar, builder);
        }
    }

    /// An event that happens once, or of which the first time is taken.
    fn take_single(&mut self, event: &Component, calendar: usize, builder: &mut Builder<'_>) {
        let name = title(event);
        if is_cancelled(event) {
            return builder.report.skip(event.line, "cancelled", &name);
        }
        let found = self.times(event, calendar).and_then(|times| Ok((times.date()?, times)));
        match found {
            Ok((between, times)) => {
                self.tell_of(&between, &times.start, &name);
                let date = own_date(event, &between.date).unwrap_or(between.date);
                self.told.markup += usize::from(has_markup(event));
                builder.take(event.line, date, draft(event), &name);
            }
            Err(reason) => builder.report.skip(event.line, reason, &name),
        }
    }

    /// An event that recurs, with the occurrences that were changed.
    fn take_series(
        &mut self,
        event: &Component,
        changes: &[Component],
        calendar: usize,
        builder: &mut Builder<'_>,
    ) {
        let name = title(event);
        if is_cancelled(event) {
            return builder.report.skip(event.line, "cancelled", &name);
        }
        let times = match self.times(event, calendar) {
            Ok(times) => times,
            Err(reason) => return builder.report.skip(event.line, reason, &name),
        };
        let changes = self.changes(changes, event, &times, calendar, builder);
        let found = self.occurrences(event, &times, &changes, calendar);
        let occurrences = match found {
            Ok(occurrences) => occurrences,
            Err(reason) => {
                self.tell_of_rule(event.line, reason, &name);
                self.take_single(event, calendar, builder);
                for (change, _) in &changes {
                    self.take_single(change, calendar, builder);
                }
                return;
            }
        };
        if occurrences.all.is_empty() {
            return builder.report.skip(event.line, "all its occurrences are excluded (EXDATE)", &name);
        }
        self.occurrences += occurrences.all.len();
        if occurrences.cut_short {
            self.told.cut_short.push(name);
        }
        self.take_occurrences(event, &changes, occurrences, builder);
    }

    fn take_occurrences(
        &mut self,
        event: &Component,
        changes: &[(Component, Change)],
        occurrences: Occurrences,
        builder: &mut Builder<'_>,
    ) {
        let (base, name) = (draft(event), title(event));
        self.told.markup += usize::from(has_markup(event));
        for occurrence in occurrences.all {
            let changed = occurrence.change.and_then(|at| changes.get(at)).map(|(change, _)| change);
            let source = changed.unwrap_or(event);
            if is_cancelled(source) {
                builder.report.skip(source.line, "cancelled", &title(source));
                continue;
            }
            match between(&occurrence.begin, occurrence.end.as_ref()) {
                Ok(between) => {
                    let name = changed.map_or_else(|| name.clone(), title);
                    self.tell_of(&between, &occurrence.begin, &name);
                    let mut draft = changed.map_or_else(|| base.clone(), draft);
                    if !draft.id.is_empty() {
                        draft.id = format!("{}-{}", draft.id, occurrence.begin.day());
                    }
                    builder.take(source.line, between.date, draft, &name);
                }
                Err(reason) => builder.report.skip(source.line, reason, &name),
            }
        }
    }

    /// The changes of a series; of several of one occurrence, however they name it, the newest.
    fn changes(
        &mut self,
        changes: &[Component],
        event: &Component,
        times: &Times,
        calendar: usize,
        builder: &mut Builder<'_>,
    ) -> Vec<(Component, Change)> {
        let mut found: Vec<(Component, Change)> = Vec::new();
        let mut places: HashMap<Key, usize> = HashMap::new();
        for change in changes {
            let Some(change) = self.change(change, event, times, calendar, builder) else { continue };
            let key = change.1.was.key(&times.start);
            let place = *places.entry(key).or_insert(found.len());
            let Some(same) = found.get_mut(place) else {
                found.push(change);
                continue;
            };
            let older = if is_newer(&change.0, &same.0) { std::mem::replace(same, change) } else { change };
            let reason = format!("line {} has the newest version of this event (the same UID)", same.0.line);
            builder.report.skip(older.0.line, reason, &title(&older.0));
        }
        found
    }

    /// A changed occurrence, with what it does not say taken from its series.
    fn change(
        &mut self,
        change: &Component,
        series: &Component,
        times: &Times,
        calendar: usize,
        builder: &mut Builder<'_>,
    ) -> Option<(Component, Change)> {
        // A change with a title says all of itself; one without is the series at another time.
        let whole = if change.raw("SUMMARY").is_empty() { change.over(series) } else { change.clone() };
        let found = change.first("RECURRENCE-ID").map(|property| self.stamp(property, calendar));
        let own = match found? {
            Ok(was) if change.has("DTSTART") => self.times(change, calendar).map(|own| (was, own)),
            Ok(was) => Ok((was.clone(), Times { start: was, end: None })),
            Err(reason) => Err(reason),
        };
        let (was, mut own) = match own {
            Ok(own) => own,
            Err(reason) => {
                builder.report.skip(change.line, reason, &title(&whole));
                return None;
            }
        };
        if own.end.is_none() && !own.start.is_day() {
            own.end = times.end_of(&times.start).map(|end| End::At(end.moved_as(&times.start, &own.start)));
        }
        let and_later = change
            .first("RECURRENCE-ID")
            .and_then(|property| property.parameter("RANGE"))
            .is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"));
        Some((whole, Change { was, times: own, and_later }))
    }

    fn occurrences(
        &mut self,
        event: &Component,
        times: &Times,
        changes: &[(Component, Change)],
        calendar: usize,
    ) -> Result<Occurrences, String> {
        if self.looked_at > MOST_LOOKED_AT || self.occurrences >= MOST_OCCURRENCES {
            return Err(String::new());
        }
        let mut listed = HashMap::new();
        for name in ["RDATE", "EXDATE"] {
            let mut all = Vec::new();
            for property in event.all(name) {
                for text in property.value.split(',').filter(|text| !text.trim().is_empty()) {
                    all.push(
                        self.listed(property, text, calendar)
                            .map_err(|why| format!("of its {name}, {why}"))?,
                    );
                }
            }
            listed.insert(name, all);
        }
        let changes: Vec<&Change> = changes.iter().map(|(_, change)| change).collect();
        let most = self.most_repeats.min(MOST_OCCURRENCES - self.occurrences);
        Series { component: event, times, listed }.occurrences(&changes, most, &mut self.looked_at)
    }

    /// A time of a list, or a period with its end.
    fn listed(
        &mut self,
        property: &Property,
        text: &str,
        calendar: usize,
    ) -> Result<(Stamp, Option<End>), String> {
        let (begin, end) = text.split_once('/').map_or((text, None), |(begin, end)| (begin, Some(end)));
        let begin = self.stamp_of(property, begin, calendar)?;
        let end = match end {
            None => None,
            Some(end) => Some(match duration(end) {
                Some((days, seconds)) => End::After(days, seconds),
                None => End::At(self.stamp_of(property, end, calendar)?),
            }),
        };
        Ok((begin, end))
    }

    fn times(&mut self, event: &Component, calendar: usize) -> Result<Times, String> {
        let mut wrong_ends = Vec::new();
        let found = times(event, &mut |id| self.clocks(id, calendar), &mut wrong_ends);
        self.told.wrong_ends.extend(wrong_ends.into_iter().map(|why| (event.line, why)));
        found
    }

    fn stamp(&mut self, property: &Property, calendar: usize) -> Result<Stamp, String> {
        self.stamp_of(property, &property.value, calendar)
    }

    fn stamp_of(&mut self, property: &Property, text: &str, calendar: usize) -> Result<Stamp, String> {
        stamp(property, text, &mut |id| self.clocks(id, calendar))
    }

    /// The clocks of a zone of a calendar; one that is not known is told.
    fn clocks(&mut self, id: &str, calendar: usize) -> Option<Clocks> {
        let of = self.calendars.get(calendar)?;
        let found = of.zones.get_or_init(|| {
            let zone = |block: &Block| {
                let lines = self.lines.part(block.at.clone(), block.first_line);
                Component::read(block.line, lines, &mut self.letters.clone())
            };
            Zones::new(of.header.zones.iter().map(zone).collect())
        });
        let found = found.find(id);
        if found.is_none() {
            *self.told.unknown_zones.entry(id.to_owned()).or_default() += 1;
        }
        found
    }

    fn tell_of(&mut self, between: &Between, begin: &Stamp, name: &str) {
        for (is_so, titles) in
            [(between.ends_early, &mut self.told.end_early), (begin.is_in_gap(), &mut self.told.in_gap)]
        {
            if is_so && titles.last().is_none_or(|last| last != name) {
                titles.push(name.to_owned());
            }
        }
    }

    fn tell_of_rule(&mut self, line: usize, reason: String, name: &str) {
        if reason.is_empty() || reason == super::series::WITHIN_A_DAY {
            self.told.not_repeated.push(name.to_owned());
        } else {
            self.told.wrong_rules.push((line, reason, name.to_owned()));
        }
    }
}

fn recurs(event: &Component) -> bool {
    event.has("RRULE") || event.has("RDATE")
}

fn is_cancelled(event: &Component) -> bool {
    event.raw("STATUS").eq_ignore_ascii_case("CANCELLED")
}
