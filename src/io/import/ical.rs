//! iCalendar (RFC 5545), as calendars export it. The text is cut into its events first, so that each has its line
//! and a broken one costs no other; calcard reads each of them, and works out recurring ones up to a limit.

use std::collections::HashMap;

use calcard::common::timezone::Tz;
use calcard::icalendar::dates::TimeOrDelta;
use calcard::icalendar::timezone::TzResolver;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarFrequency, ICalendarParameterName, ICalendarProperty as Property,
    ICalendarStatus, ICalendarValue,
};
use calcard::{Entry, Parser};

use super::draft::{Builder, Draft};
use super::encoding::decode;
use super::ical_blocks::{Block, Blocks};
use super::ical_dates::{Stamp, between};
use super::{Imported, Options};
use crate::io::export::time_lines;
use crate::model::EventDate;

/// All occurrences of all recurring events together, at most.
const MOST_OCCURRENCES: usize = 200_000;

/// All days that are looked at to work out recurring events, at most: a bound on time.
const MOST_LOOKED_AT: u64 = 50_000_000;

/// Reads a calendar.
pub(super) fn import(bytes: &[u8], options: &Options) -> Imported {
    let decoded = decode(bytes, options.encoding);
    let mut builder = Builder::new(options);
    let blocks = Blocks::of(&decoded.text);
    builder.title = if blocks.name.is_empty() { options.name.clone() } else { blocks.name.clone() };
    builder.summary.clone_from(&blocks.description);
    if !blocks.name.is_empty() {
        builder.lane = Some(blocks.name.clone());
    }
    if blocks.events.is_empty() && blocks.others.is_empty() {
        let hint = "a calendar has BEGIN:VEVENT … END:VEVENT for each event";
        builder.report.fail("there is no event in it", hint);
    }
    for (line, what) in &blocks.others {
        builder.report.skip(*line, format!("it is {what}, no event"), "");
    }
    let zones = parse(&blocks.zones).unwrap_or_default();
    let mut reader = Reader::new(&zones, options.most_repeats);
    reader.read(&blocks.events, &mut builder);
    reader.tell(&mut builder);
    builder.finish()
}

/// One component, or several within a calendar.
fn parse(text: &str) -> Option<ICalendar> {
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => Some(calendar),
        _ => None,
    }
}

/// An event of the calendar.
struct Vevent {
    line: usize,
    component: ICalendarComponent,
}

struct Reader {
    zones: TzResolver<String>,
    zone_components: Vec<ICalendarComponent>,
    unknown_zones: HashMap<String, usize>,
    occurrences: usize,
    looked_at: u64,
    /// Titles of events that recur more often than they were taken.
    cut_short: Vec<String>,
    /// Titles of events of which only the first time was taken.
    not_repeated: Vec<String>,
    most_repeats: usize,
}

impl Reader {
    fn new(zones: &ICalendar, most_repeats: usize) -> Self {
        Self {
            zones: zones.build_owned_tz_resolver(),
            zone_components: zones.timezones().cloned().collect(),
            unknown_zones: HashMap::new(),
            occurrences: 0,
            looked_at: 0,
            cut_short: Vec::new(),
            not_repeated: Vec::new(),
            most_repeats: most_repeats.max(1),
        }
    }

    fn read(&mut self, blocks: &[Block], builder: &mut Builder<'_>) {
        let mut events: Vec<Vevent> = Vec::with_capacity(blocks.len());
        for block in blocks {
            match parse(&block.text).and_then(|calendar| calendar.components.into_iter().next()) {
                Some(component) => events.push(Vevent { line: block.line, component }),
                None => builder.report.skip(block.line, "it cannot be read as an event", &block.text),
            }
        }
        // Changes to single occurrences stand in events of their own, with the same UID.
        let mut changes: HashMap<String, Vec<usize>> = HashMap::new();
        let mut series: HashMap<String, usize> = HashMap::new();
        for (at, event) in events.iter().enumerate() {
            let uid = event.component.uid().unwrap_or_default().to_owned();
            if event.component.is_recurrence_override() {
                changes.entry(uid).or_default().push(at);
            } else if recurs(&event.component) {
                series.entry(uid).or_insert(at);
            }
        }
        for (at, event) in events.iter().enumerate() {
            let uid = event.component.uid().unwrap_or_default();
            let own = series.get(uid).copied();
            if event.component.is_recurrence_override() && own.is_some() {
                continue;
            }
            if own == Some(at) || recurs(&event.component) {
                let changes =
                    if own == Some(at) { changes.get(uid).map_or(&[][..], Vec::as_slice) } else { &[] };
                self.take_series(&events, at, changes, builder);
            } else {
                self.take_one(event, builder);
            }
        }
    }

    /// An event that happens once.
    fn take_one(&mut self, event: &Vevent, builder: &mut Builder<'_>) {
        if is_cancelled(&event.component) {
            builder.report.skip(event.line, "it was cancelled", &title(&event.component));
            return;
        }
        match self.date(&event.component) {
            Ok(date) => {
                let date = own_date(&event.component, &date).unwrap_or(date);
                let name = title(&event.component);
                builder.take(event.line, date, draft(&event.component), &name);
            }
            Err(reason) => builder.report.skip(event.line, reason, &title(&event.component)),
        }
    }

    /// An event that recurs, with the occurrences that were changed.
    fn take_series(&mut self, events: &[Vevent], at: usize, changes: &[usize], builder: &mut Builder<'_>) {
        let event = &events[at];
        let name = title(&event.component);
        let start = match self.start(&event.component) {
            Ok(start) => start,
            Err(reason) => return builder.report.skip(event.line, reason, &name),
        };
        let Some((rule, days)) = bounded(&event.component, &start) else {
            self.not_repeated.push(name);
            return self.take_one(event, builder);
        };
        self.looked_at += days;
        if self.looked_at > MOST_LOOKED_AT || self.occurrences >= MOST_OCCURRENCES {
            self.not_repeated.push(name);
            return self.take_one(event, builder);
        }
        let mut components = vec![rule];
        components.extend(changes.iter().map(|at| events[*at].component.clone()));
        let own = components.len();
        components.extend(self.zone_components.iter().cloned());
        let calendar = ICalendar { components };
        let most = self.most_repeats.min(MOST_OCCURRENCES - self.occurrences);
        let mut times = calendar.expand_dates(Tz::Floating, most + 1).events;
        times.sort_by_key(|time| time.start.timestamp());
        times.dedup_by_key(|time| time.start.timestamp());
        if times.is_empty() {
            return builder.report.skip(event.line, "its rule of recurrence never comes about", &name);
        }
        if times.len() > most || cut_by_years(&event.component) {
            times.truncate(most);
            self.cut_short.push(name.clone());
        }
        self.occurrences += times.len();
        let base = draft(&event.component);
        for time in times {
            let source = match time.comp_id as usize {
                0 => event,
                changed if changed < own => &events[changes[changed - 1]],
                _ => continue,
            };
            if is_cancelled(&source.component) {
                continue;
            }
            let begin = start.moved_to(&time.start.naive_local().to_string());
            let end = match time.end {
                TimeOrDelta::Time(end) => start.moved_to(&end.naive_local().to_string()),
                TimeOrDelta::Delta(delta) => begin.as_ref().and_then(|begin| begin.plus(delta.num_seconds())),
            };
            let has_end =
                has(&source.component, &Property::Dtend) || has(&source.component, &Property::Duration);
            let date = begin.map(|begin| (between(&begin, end.as_ref().filter(|_| has_end)), begin));
            let Some((Ok(date), begin)) = date else {
                builder.report.skip(source.line, "one of its times is no date", &name);
                continue;
            };
            let mut draft = if time.comp_id == 0 { base.clone() } else { draft(&source.component) };
            if !draft.id.is_empty() {
                draft.id = format!("{}-{}", draft.id, begin.day());
            }
            builder.take(source.line, date, draft, &name);
        }
    }

    /// Beginning and end of an event.
    fn date(&mut self, component: &ICalendarComponent) -> Result<EventDate, String> {
        let start = self.start(component)?;
        let end = match component.property(&Property::Dtend) {
            Some(_) => self.stamp(component, &Property::Dtend)?,
            None => match component.property(&Property::Duration).and_then(|entry| entry.values.first()) {
                Some(ICalendarValue::Duration(length)) => start.plus(length.as_seconds()),
                _ => None,
            },
        };
        between(&start, end.as_ref())
    }

    fn start(&mut self, component: &ICalendarComponent) -> Result<Stamp, String> {
        self.stamp(component, &Property::Dtstart)?.ok_or_else(|| "it has no date (DTSTART)".to_owned())
    }

    /// A day or a time, with its zone.
    fn stamp(
        &mut self,
        component: &ICalendarComponent,
        property: &Property,
    ) -> Result<Option<Stamp>, String> {
        let Some(entry) = component.property(property) else { return Ok(None) };
        let Some(value) = entry.values.first().and_then(ICalendarValue::as_partial_date_time) else {
            let text = entry.values.first().and_then(ICalendarValue::as_text).unwrap_or_default();
            return Err(format!(
                "“{}” is no date",
                crate::io::timeline_file::text::problems::shown(text, 30)
            ));
        };
        let zone = match entry.tz_id() {
            Some(id) => match self.zones.resolve(id).and_then(|zone| zone.name()) {
                Some(name) => Some(name.into_owned()),
                None => {
                    *self.unknown_zones.entry(id.to_owned()).or_default() += 1;
                    None
                }
            },
            None => None,
        };
        Stamp::of(value, zone).map(Some)
    }

    /// Tells what was taken otherwise than it stands there.
    fn tell(&self, builder: &mut Builder<'_>) {
        let some = |titles: &[String]| {
            let shown: Vec<String> = titles.iter().take(5).map(|title| format!("“{title}”")).collect();
            let more =
                if titles.len() > 5 { format!(" and {} more", titles.len() - 5) } else { String::new() };
            format!("{}{more}", shown.join(", "))
        };
        if !self.cut_short.is_empty() {
            builder.report.note(format!(
                "These recur beyond what was taken, which ends after {} occurrences or {} years: {}",
                self.most_repeats,
                YEARS_OF_RARE,
                some(&self.cut_short)
            ));
        }
        if !self.not_repeated.is_empty() {
            builder.report.note(format!(
                "These recur within a day, or are too many to be worked out; the first time alone was taken: {}",
                some(&self.not_repeated)
            ));
        }
        let mut zones: Vec<&String> = self.unknown_zones.keys().collect();
        zones.sort_unstable();
        if !zones.is_empty() {
            let names: Vec<String> = zones.iter().take(5).map(|name| format!("“{name}”")).collect();
            builder
                .report
                .note(format!("Zones that are not known, their times taken as local: {}", names.join(", ")));
        }
    }
}

/// Rules by the year or month are worked out for so many years from their beginning.
const YEARS_OF_RARE: i32 = 100;
/// Rules by the week or day are worked out for so many years.
const YEARS_OF_FREQUENT: i32 = 30;

/// The event with its rule ended after some years, and how many days are to be looked at for it; `None` for rules
/// that are not worked out, because they recur within a day.
fn bounded(component: &ICalendarComponent, start: &Stamp) -> Option<(ICalendarComponent, u64)> {
    let mut bounded = component.clone();
    let mut days = 1;
    for entry in bounded.entries.iter_mut().filter(|entry| entry.name == Property::Rrule) {
        for value in &mut entry.values {
            let ICalendarValue::RecurrenceRule(rule) = value else { continue };
            let years = match rule.freq {
                ICalendarFrequency::Yearly | ICalendarFrequency::Monthly => YEARS_OF_RARE,
                ICalendarFrequency::Weekly | ICalendarFrequency::Daily => YEARS_OF_FREQUENT,
                _ => return None,
            };
            days += u64::from(years.unsigned_abs()) * 366;
            let last = start.year() + years;
            if rule.until.as_ref().and_then(|until| until.year).is_none_or(|year| i32::from(year) > last) {
                let mut until = rule.until.clone().unwrap_or_default();
                until.year = u16::try_from(last).ok();
                (until.month, until.day) = (until.month.or(Some(12)), until.day.or(Some(31)));
                rule.until = Some(until);
            }
        }
    }
    Some((bounded, days))
}

/// Whether a rule has no end of its own.
fn cut_by_years(component: &ICalendarComponent) -> bool {
    component.properties(&Property::Rrule).flat_map(|entry| &entry.values).any(|value| match value {
        ICalendarValue::RecurrenceRule(rule) => rule.until.is_none() && rule.count.is_none(),
        _ => false,
    })
}

fn recurs(component: &ICalendarComponent) -> bool {
    has(component, &Property::Rrule) || has(component, &Property::Rdate)
}

fn has(component: &ICalendarComponent, property: &Property) -> bool {
    component.property(property).is_some()
}

fn is_cancelled(component: &ICalendarComponent) -> bool {
    component.status() == Some(&ICalendarStatus::Cancelled)
}

/// The text of a property.
fn text(component: &ICalendarComponent, property: &Property) -> String {
    let value = component.property(property).and_then(|entry| entry.values.first());
    value.and_then(ICalendarValue::as_text).unwrap_or_default().trim().to_owned()
}

/// The text of a property of our own.
fn own(component: &ICalendarComponent, name: &str) -> String {
    text(component, &Property::Other(name.to_owned()))
}

/// What happened; where the event has no summary, the first line of its description, or its place.
fn title(component: &ICalendarComponent) -> String {
    let first_line = |text: String| text.lines().next().unwrap_or_default().trim().to_owned();
    [
        text(component, &Property::Summary),
        first_line(text(component, &Property::Description)),
        text(component, &Property::Location),
    ]
    .into_iter()
    .find(|text| !text.is_empty())
    .unwrap_or_default()
}

/// The date that an export of ours kept beside the calendar's, where the calendar's was not changed since.
fn own_date(component: &ICalendarComponent, date: &EventDate) -> Option<EventDate> {
    let kept = EventDate::parse(&own(component, "X-COEVAL-DATE")).ok()?;
    let as_exported = date_of_lines(&time_lines(&kept)?)?;
    (as_exported == *date).then_some(kept)
}

/// The date that an event's lines about its times mean, as an import reads them.
pub(in crate::io) fn date_of_lines(lines: &[String]) -> Option<EventDate> {
    let text = format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", lines.join("\r\n"));
    let component = parse(&text)?.components.into_iter().next()?;
    Reader::new(&ICalendar::default(), 1).date(&component).ok()
}

fn draft(component: &ICalendarComponent) -> Draft {
    let tags = component.properties(&Property::Categories).flat_map(|entry| &entry.values);
    let tags = tags.filter_map(ICalendarValue::as_text).map(|tag| tag.trim().to_owned());
    let mut people: Vec<String> = Vec::new();
    for property in [Property::Organizer, Property::Attendee] {
        for entry in component.properties(&property) {
            let name = entry.parameters(&ICalendarParameterName::Cn).find_map(|value| value.as_text());
            let name = name.map(str::trim).filter(|name| !name.is_empty() && !name.contains('@'));
            if let Some(name) = name.filter(|name| !people.iter().any(|other| other == name)) {
                people.push(name.to_owned());
            }
        }
    }
    let sources = component.properties(&Property::Url).flat_map(|entry| &entry.values);
    let sources = sources.filter_map(ICalendarValue::as_text).map(str::to_owned);
    let priority = component.property(&Property::Priority).and_then(|entry| entry.values.first());
    let importance = match priority.and_then(ICalendarValue::as_integer) {
        Some(1..=2) => 5,
        Some(3..=4) => 4,
        Some(6..=7) => 2,
        Some(8..=9) => 1,
        _ => 0,
    };
    Draft {
        id: text(component, &Property::Uid),
        title: title(component),
        country: own(component, "X-COEVAL-COUNTRY"),
        place: text(component, &Property::Location),
        people,
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        sources: sources.filter(|source| !source.is_empty()).collect(),
        importance,
        summary: text(component, &Property::Description),
        note: own(component, "X-COEVAL-NOTE"),
        ..Draft::default()
    }
}
