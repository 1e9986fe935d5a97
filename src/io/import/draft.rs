//! Makes a document of what importers read: lanes for rows that name no country, ids that are unique, and a word on
//! countries that nobody knows.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::report::grouped;
use super::{Codes, Imported, Options, Report};
use crate::io::timeline_file::read::interner::{Names, Texts};
use crate::io::timeline_file::text::ids::{Numbers, made};
use crate::model::{
    Account, Details, Document, Event, EventDate, EventId, ImportRecord, Lane, LaneId, Link, Name,
    NamedFilter, NamedView, Parts, Rarities, Source, Step, country,
};

/// An event as an importer read it; texts that are empty were not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) title_native: String,
    /// As written; empty for the lane that `Options` or the file names.
    pub(super) country: String,
    pub(super) place: String,
    pub(super) involves: Vec<String>,
    /// Lanes that take part, of which it is known already what they are called.
    pub(super) lanes: Vec<String>,
    pub(super) people: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) sources: Vec<String>,
    /// 0 where nothing is said.
    pub(super) importance: u8,
    pub(super) summary: String,
    pub(super) note: String,
    pub(super) accounts: Vec<Account>,
    pub(super) links: Vec<Link>,
}

/// Collects events and what is to be told.
pub(super) struct Builder<'o> {
    options: &'o Options,
    pub(super) report: Report,
    pub(super) title: String,
    pub(super) summary: String,
    lanes: Vec<Lane>,
    pub(super) sources: Vec<Source>,
    pub(super) story: Vec<Step>,
    pub(super) filters: Vec<NamedFilter>,
    pub(super) views: Vec<NamedView>,
    pub(super) imports: Vec<ImportRecord>,
    /// How countries are written.
    pub(super) codes: Codes,
    /// Whether this program wrote what is read: then names are those that it knows in its own files, and no others.
    pub(super) own: bool,
    /// The lane of rows that name no country, where neither an option nor the file's own name is to give it.
    pub(super) lane: Option<String>,
    events: Vec<Arc<Event>>,
    /// The ids of the lanes.
    declared: HashSet<String>,
    /// Hashes of the ids that are taken: of many events the ids are much. Two ids of one hash cost a number behind one of them.
    ids: HashSet<u64>,
    numbers: Numbers,
    /// What repeats.
    names: Names<'static>,
    titles: Texts,
    resolved: HashMap<String, (Name, LaneId)>,
    unknown: BTreeMap<String, usize>,
    /// How many name no country, by the lane that they went to.
    without: BTreeMap<String, usize>,
}

fn hash(id: &EventId) -> u64 {
    foldhash::fast::FixedState::default().hash_one(id.as_str())
}

impl<'o> Builder<'o> {
    pub(super) fn new(options: &'o Options) -> Self {
        Self {
            options,
            report: Report::default(),
            title: String::new(),
            summary: String::new(),
            lanes: Vec::new(),
            sources: Vec::new(),
            story: Vec::new(),
            filters: Vec::new(),
            views: Vec::new(),
            imports: Vec::new(),
            codes: Codes::Names,
            own: false,
            lane: None,
            events: Vec::new(),
            declared: HashSet::default(),
            ids: HashSet::default(),
            numbers: Numbers::default(),
            names: Names::default(),
            titles: Texts::default(),
            resolved: HashMap::default(),
            unknown: BTreeMap::new(),
            without: BTreeMap::new(),
        }
    }

    /// Declares a lane; false where there is one with its id.
    pub(super) fn declare(&mut self, lane: Lane) -> bool {
        let is_new = self.declared.insert(lane.id.as_str().to_owned());
        if is_new {
            self.lanes.push(lane);
        }
        is_new
    }

    /// Takes an event; `line` and `excerpt` are told where it cannot be.
    pub(super) fn take(&mut self, line: usize, date: EventDate, draft: Draft, excerpt: &str) {
        if draft.title.trim().is_empty() {
            self.report.skip(line, "no title", excerpt);
            return;
        }
        let (country, lane) = if draft.country.trim().is_empty() {
            let (name, lane) = self.fallback();
            let country = self.names.name(&name);
            match self.without.get_mut(&name) {
                Some(count) => *count += 1,
                None => _ = self.without.insert(name, 1),
            }
            (country, lane)
        } else {
            self.country(&draft.country)
        };
        let involves = draft.involves.iter().map(|other| self.country(other).1);
        let mut involves: Vec<LaneId> = involves.collect();
        involves.extend(draft.lanes.iter().map(|lane| LaneId::new(lane)));
        if !involves.is_empty() {
            let mut seen = HashSet::default();
            involves.retain(|other| *other != lane && seen.insert(other.clone()));
        }
        let mut event = Event::new(EventId::default(), date, "", "");
        event.title = self.titles.text(&draft.title);
        event.country = country;
        event.lane = lane;
        event.place = self.names.name(&draft.place);
        event.people = self.names.list(draft.people.iter().map(String::as_str));
        event.tags = self.names.list(draft.tags.iter().map(String::as_str));
        if draft.importance > 0 {
            event.importance = draft.importance.clamp(1, 5);
        }
        let details = Details {
            title_native: draft.title_native.into(),
            accounts: draft.accounts,
            links: draft.links,
            note: draft.note.into(),
        };
        event.rare = Rarities {
            involves: involves.into(),
            sources: draft.sources.into(),
            summary: draft.summary.into(),
            details: details.into(),
        }
        .into();
        let id = draft.id.trim();
        let id = if id.is_empty() { made(&event) } else { EventId::new(id) };
        event.id = if self.ids.insert(hash(&id)) {
            id
        } else {
            let free = self.numbers.free(&id, |id| self.ids.contains(&hash(id)));
            self.ids.insert(hash(&free));
            free
        };
        self.events.push(Arc::new(event));
        self.report.taken += 1;
    }

    /// A country as the column writes it: what the event says, and its lane.
    fn country(&mut self, written: &str) -> (Name, LaneId) {
        let written = written.trim();
        if let Some(known) = self.resolved.get(written) {
            if let Some(count) = self.unknown.get_mut(written) {
                *count += 1;
            }
            return known.clone();
        }
        let declared = self.declared.contains(written).then(|| LaneId::new(written));
        let found = match declared {
            Some(_) => None,
            None if self.own => country::find(written).map(|country| country.code),
            None => self.codes.find(written),
        };
        let resolved = match (declared, found) {
            (Some(lane), _) => (written.to_owned(), lane),
            // What the program does not read in its own files is written as what it does.
            (None, Some(code)) if self.codes == Codes::Names => {
                let own = country::find(written).is_some_and(|country| country.code == code);
                let name = if own { written } else { country::name_of(code).unwrap_or(code) };
                (name.to_owned(), LaneId::new(code))
            }
            (None, Some(code)) => (code.to_owned(), LaneId::new(code)),
            (None, None) => {
                self.unknown.insert(written.to_owned(), 1);
                let known = country::find(written);
                // A text that is no country by the column's codes may be one by name; it must not become it.
                let text = if known.is_some() {
                    format!("{written} ({})", self.codes.name())
                } else {
                    written.to_owned()
                };
                (text.clone(), LaneId::new(&text))
            }
        };
        let resolved = (Name::from(resolved.0), resolved.1);
        self.resolved.insert(written.to_owned(), resolved.clone());
        resolved
    }

    /// The lane of rows that name no country.
    fn fallback(&self) -> (String, LaneId) {
        let usual = self.lane.as_deref().unwrap_or(&self.options.name);
        let name = self.options.lane.as_deref().unwrap_or(usual).trim();
        let name = if name.is_empty() { "Imported" } else { name };
        let known = country::find(name).filter(|_| !self.declared.contains(name));
        (name.to_owned(), LaneId::new(known.map_or(name, |country| country.code)))
    }

    /// The document, with what is to be told of it.
    pub(super) fn finish(mut self) -> Imported {
        for (name, count) in std::mem::take(&mut self.without) {
            if country::find(&name).is_none() {
                self.declare(Lane {
                    id: LaneId::new(&name),
                    name: name.clone(),
                    color: None,
                    declared: true,
                });
            }
            let count = grouped(count);
            self.report.note(format!("{count} without a country: put in the lane “{name}”"));
        }
        if !self.unknown.is_empty() {
            let names: Vec<String> = self
                .unknown
                .iter()
                .take(8)
                .map(|(name, count)| {
                    let name = crate::io::timeline_file::text::problems::shown(name, 40);
                    match country::nearest(&name) {
                        Some(near) => format!("“{name}” ({count}; did they mean {}?)", near.name),
                        None => format!("“{name}” ({count})"),
                    }
                })
                .collect();
            let more = self.unknown.len().saturating_sub(8);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.report
                .note(format!("Not known countries, each given its own lane: {}{more}", names.join(", ")));
        }
        let parts = Parts {
            title: self.title,
            summary: self.summary,
            lanes: self.lanes,
            sources: self.sources,
            story: self.story,
            filters: self.filters,
            views: self.views,
            imports: self.imports,
            events: Vec::new(),
        };
        self.report.skipped.sort_by_key(|skipped| skipped.line);
        // Of many events their ids are much, and the document makes its own.
        drop((self.ids, self.resolved, self.titles, self.names));
        Imported { document: Document::with_events(parts, self.events), report: self.report, table: None }
    }
}
