//! The document: everything a timeline file says, with its invariants held. Its fields are private; `edit` is
//! the only storey that changes it.
//!
//! Invariants: every event's id is unique; every event's lane, and every lane it involves, is in `lanes`; lanes
//! are unique by id, those that a file declares first, in its order.

mod change;
pub mod import_record;
pub mod named;
mod step;

use std::collections::HashSet;
use std::sync::Arc;

use super::by_id::ById;
use super::country;
use super::event::{Event, EventId};
use super::keyed::Keyed;
use super::lane::{Lane, LaneId};
use super::source::Source;
use super::text::Name;
use super::threads;
use crate::model::event::EventIx;
use import_record::ImportRecord;
use named::{NamedFilter, NamedView};
pub use step::{MOST_SECONDS, Step};

/// What a document is made of, before its invariants are established by [`Document::new`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// The title of the timeline.
    pub title: String,
    /// A few sentences on it.
    pub summary: String,
    /// The declared lanes, in the file's order.
    pub lanes: Vec<Lane>,
    /// The declared sources.
    pub sources: Vec<Source>,
    /// The events, in the file's order.
    pub events: Vec<Event>,
    /// The story.
    pub story: Vec<Step>,
    /// Searches with names.
    pub filters: Vec<NamedFilter>,
    /// Views with names.
    pub views: Vec<NamedView>,
    /// How other people's data was imported.
    pub imports: Vec<ImportRecord>,
}

/// What was found out about events while they were read, so that it need not be looked for again.
#[derive(Debug, Default)]
pub struct Known {
    /// Where each stands; all ids differ.
    pub by_id: ById,
    /// The lanes in the order of their first mention by an event's `country`, then by `involves`; one may come twice.
    pub mentioned: Vec<LaneId>,
}

/// What a revision did to the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// One is another now, whose first tag was this.
    Event(EventIx, Option<Name>),
    /// Some came: the positions where they stand now, ascending.
    Inserted(Arc<[u32]>),
    /// Some went: the positions where they stood, ascending, and their first tags.
    Removed(Arc<[(u32, Option<Name>)]>),
}

impl Change {
    /// Whether events stand elsewhere than before.
    #[must_use]
    pub fn moves(&self) -> bool {
        matches!(self, Self::Inserted(_) | Self::Removed(_))
    }
}

/// So many changes are remembered, for what is kept up to date with the document.
const KEPT_CHANGES: usize = 256;

/// A timeline in memory. Cloning is cheap: the list of events is shared until one of the clones is changed, each event
/// until it is changed itself.
#[derive(Clone, Debug, Default)]
pub struct Document {
    title: String,
    summary: String,
    lanes: Keyed<Lane>,
    sources: Keyed<Source>,
    /// Shared among clones until one of them is changed.
    events: Arc<Vec<Arc<Event>>>,
    story: Vec<Step>,
    filters: Vec<NamedFilter>,
    views: Vec<NamedView>,
    imports: Vec<ImportRecord>,
    /// What the files are called that the events came from, by [`Event::origin`].
    files: Arc<[String]>,
    /// Shared among clones: an event keeps its id.
    by_id: Arc<ById>,
    revision: u64,
    /// What each of the last revisions did.
    changes: Vec<Change>,
    /// Several changes are under way, after which lanes are named once.
    held: Option<Held>,
    /// What it said besides its events when several files were joined in it.
    joined: Option<Arc<Parts>>,
}

/// Whether lanes that events merely name are to be looked for after several changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    No,
    Yes,
}

impl Document {
    /// Establishes the invariants: an id that is taken gets a suffix (`talks~2`), lanes that are only named by
    /// events are added after the declared ones, in order of first mention by an event's `country`, then by
    /// `involves`.
    #[must_use]
    pub fn new(mut parts: Parts) -> Self {
        let events = std::mem::take(&mut parts.events).into_iter().map(Arc::new).collect();
        Self::with_events(parts, events)
    }

    /// As [`Document::new`], with events that are shared already after those of `parts`.
    #[must_use]
    pub fn with_events(parts: Parts, events: Vec<Arc<Event>>) -> Self {
        let mut parts = parts;
        let mut all: Vec<Arc<Event>> = std::mem::take(&mut parts.events).into_iter().map(Arc::new).collect();
        if all.is_empty() {
            all = events;
        } else {
            all.extend(events);
        }
        let mut document = Self::of_parts(parts);
        document.events = Arc::new(all);
        document.name_lanes(usize::MAX);
        document.name_events();
        document
    }

    /// As [`Document::with_events`], of which much was found out while they were read.
    #[must_use]
    pub fn of_read(parts: Parts, events: Arc<Vec<Arc<Event>>>, known: Known) -> Self {
        let mut document = Self::of_parts(parts);
        document.events = events;
        document.append_lanes(known.mentioned.iter(), usize::MAX);
        document.by_id = Arc::new(known.by_id);
        document
    }

    /// Without events.
    fn of_parts(parts: Parts) -> Self {
        let mut document = Self {
            title: parts.title,
            summary: parts.summary,
            lanes: declared(parts.lanes),
            sources: parts.sources.into(),
            story: parts.story,
            filters: parts.filters,
            views: parts.views,
            imports: parts.imports,
            ..Self::default()
        };
        document.revision = 1;
        document
    }

    /// As [`Document::new`], of several files in one view: what it says besides its events is none of theirs alone.
    #[must_use]
    pub fn of_several(parts: Parts) -> Self {
        let joined = Parts { events: Vec::new(), ..parts.clone() };
        Self { joined: Some(Arc::new(joined)), ..Self::new(parts) }
    }

    /// What it says besides its events; of the lanes those that are declared.
    #[must_use]
    pub fn parts_without_events(&self) -> Parts {
        Parts {
            title: self.title.clone(),
            summary: self.summary.clone(),
            lanes: self.lanes.iter().filter(|lane| lane.declared).cloned().collect(),
            sources: self.sources.to_vec(),
            events: Vec::new(),
            story: self.story.clone(),
            filters: self.filters.clone(),
            views: self.views.clone(),
            imports: self.imports.clone(),
        }
    }

    /// Of several files in one view: what it said besides its events when they were joined.
    #[must_use]
    pub fn joined(&self) -> Option<&Parts> {
        self.joined.as_deref()
    }

    /// What the files are called that the events came from, by [`Event::origin`]; empty where that is not known.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The same document, of files that are called so.
    #[must_use]
    pub fn with_files(mut self, names: Vec<String>) -> Self {
        self.files = names.into();
        self
    }

    /// What the file is called that an event came from, where that is known.
    #[must_use]
    pub fn file_of(&self, event: &Event) -> Option<&str> {
        self.files.get(usize::from(event.origin)).map(String::as_str)
    }

    /// The same where it is worth telling: where several files are in one view.
    #[must_use]
    pub fn file_among(&self, event: &Event) -> Option<&str> {
        if self.files.len() > 1 { self.file_of(event) } else { None }
    }

    /// The title of the timeline; may be empty.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// A few sentences on the timeline; may be empty.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The lanes, top to bottom: declared ones first.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// The same as a list of one's own, which costs nothing.
    #[must_use]
    pub fn shared_lanes(&self) -> Keyed<Lane> {
        self.lanes.clone()
    }

    /// The lane with this id.
    #[must_use]
    pub fn lane(&self, id: &LaneId) -> Option<&Lane> {
        self.lanes.find(id.as_str())
    }

    /// The lane whose id is written so.
    #[must_use]
    pub fn lane_called(&self, id: &str) -> Option<&Lane> {
        self.lanes.find(id)
    }

    /// The declared sources.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The declared source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.find(id)
    }

    /// The story's steps.
    #[must_use]
    pub fn story(&self) -> &[Step] {
        &self.story
    }

    /// The searches that have names.
    #[must_use]
    pub fn filters(&self) -> &[NamedFilter] {
        &self.filters
    }

    /// The views that have names.
    #[must_use]
    pub fn views(&self) -> &[NamedView] {
        &self.views
    }

    /// How other people's data was imported.
    #[must_use]
    pub fn imports(&self) -> &[ImportRecord] {
        &self.imports
    }

    /// The events in the file's order.
    #[must_use]
    pub fn events(&self) -> &[Arc<Event>] {
        &self.events
    }

    /// The events, to be kept as they are now.
    #[must_use]
    pub fn shared_events(&self) -> Arc<Vec<Arc<Event>>> {
        Arc::clone(&self.events)
    }

    /// The event at a position.
    ///
    /// # Panics
    /// If the position is of another revision of the document and beyond its end.
    #[must_use]
    pub fn event(&self, ix: EventIx) -> &Event {
        &self.events[ix.index()]
    }

    /// Where the event with this id stands.
    #[must_use]
    pub fn find(&self, id: &EventId) -> Option<EventIx> {
        self.by_id.find(&self.events, id)
    }

    /// A number that grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Resolves a country as a file writes it to a lane id: the id of a lane, else the name of a declared one, else a known
    /// country's code, else the text itself.
    #[must_use]
    pub fn resolve_lane(&self, written: &str) -> LaneId {
        resolve_lane(&self.lanes, written)
    }

    /// The events that were changed since a revision of this document, each once; `None` where that is no longer
    /// known, or where events came, went or changed their lanes with a declaration.
    #[must_use]
    pub fn changed_since(&self, revision: u64) -> Option<Vec<EventIx>> {
        let mut changed = Vec::new();
        for change in self.changes_since(revision)? {
            match change {
                Change::None => {}
                Change::Event(ix, _) => changed.push(*ix),
                Change::Inserted(_) | Change::Removed(_) => return None,
            }
        }
        changed.sort_unstable();
        changed.dedup();
        Some(changed)
    }

    /// What was done to the events since a revision of this document, in order; `None` where that is no longer known,
    /// or where events changed their lanes with a declaration.
    #[must_use]
    pub fn changes_since(&self, revision: u64) -> Option<&[Change]> {
        let first = self.revision.checked_sub(self.changes.len() as u64)?;
        let known = revision.checked_sub(first)?;
        self.changes.get(usize::try_from(known).ok()?..)
    }

    /// Puts another event in an event's place; the id may not change. For `edit` alone.
    pub(crate) fn replace_event(&mut self, ix: EventIx, event: Event) -> Event {
        debug_assert_eq!(self.events[ix.index()].id, event.id);
        let old = std::mem::replace(&mut self.own_events()[ix.index()], Arc::new(event));
        let new = Arc::clone(&self.events[ix.index()]);
        let moved = old.lane != new.lane || old.involves != new.involves;
        if moved && [&old, &new].into_iter().any(|event| self.names_undeclared(event)) {
            self.name_lanes_with([&*new]);
        }
        self.note_change(Change::Event(ix, old.tags.first().cloned()));
        Arc::unwrap_or_clone(old)
    }

    /// The list of events as this document's own. Where others share it, it is copied on every core: each of a million
    /// events is touched for that, to count who has it.
    fn own_events(&mut self) -> &mut Vec<Arc<Event>> {
        // Asked first, as changes of a million events come here a million times.
        if Arc::get_mut(&mut self.events).is_none() {
            let share = self.events.len().div_ceil(threads(self.events.len())).max(1);
            let mut copy = Vec::with_capacity(self.events.len());
            std::thread::scope(|scope| {
                let mut parts = self.events.chunks(share);
                let own = parts.next().unwrap_or_default();
                let others: Vec<_> = parts.map(|part| scope.spawn(|| part.to_vec())).collect();
                copy.extend_from_slice(own);
                for other in others {
                    copy.append(&mut other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
                }
            });
            self.events = Arc::new(copy);
        }
        Arc::make_mut(&mut self.events)
    }

    /// Whether an event names a lane that is there because events name it.
    fn names_undeclared(&self, event: &Event) -> bool {
        let mut lanes = event.involves.iter().chain([&event.lane]);
        lanes.any(|id| self.lane(id).is_none_or(|lane| !lane.declared))
    }

    /// As [`Document::name_lanes`], where only these events can name lanes that were not there.
    fn name_lanes_with<'a>(&mut self, events: impl IntoIterator<Item = &'a Event>) {
        let mut new: HashSet<&LaneId> = HashSet::new();
        for event in events {
            new.extend(event.involves.iter().chain([&event.lane]).filter(|id| self.lane(id).is_none()));
        }
        let undeclared = self.lanes.iter().filter(|lane| !lane.declared).count();
        self.name_lanes(undeclared + new.len());
    }

    /// Adds the lanes that events name or involve after the declared ones: at most so many.
    fn name_lanes(&mut self, most: usize) {
        if let Some(held) = &mut self.held {
            *held = Held::Yes;
            return;
        }
        let events = Arc::clone(&self.events);
        let named = events.iter().map(|e| &e.lane);
        let involved = events.iter().flat_map(|e| &e.involves);
        // Events share their lane's id: a look at where it stands saves comparing the letters of most.
        let mut met: foldhash::HashSet<usize> = foldhash::HashSet::default();
        self.append_lanes(named.chain(involved).filter(|id| met.insert(id.address())), most);
    }

    /// Has the declared lanes and after them these, each once; no more are looked for after `most` of these.
    fn append_lanes<'a>(&mut self, ids: impl Iterator<Item = &'a LaneId>, most: usize) {
        let mut seen: HashSet<LaneId> = HashSet::new();
        let mut lanes = std::mem::take(&mut self.lanes).into_vec();
        lanes.retain(|lane| lane.declared && seen.insert(lane.id.clone()));
        let all = lanes.len().saturating_add(most);
        let mut new = ids.filter(|_| most > 0);
        while lanes.len() < all {
            let Some(id) = new.find(|id| seen.insert((*id).clone())) else { break };
            let name = country::name_of(id.as_str()).unwrap_or(id.as_str()).to_owned();
            lanes.push(Lane { id: id.clone(), name, color: None, declared: false });
        }
        self.lanes = lanes.into();
    }

    /// Gives every event an id that no other has.
    fn name_events(&mut self) {
        let events = Arc::make_mut(&mut self.events);
        let mut by_id = ById::with_room(events.len());
        for (at, ix) in (0..events.len()).zip((0_u32..).map(EventIx)) {
            if by_id.insert(events, ix) {
                continue;
            }
            let taken = events[at].id.clone();
            let mut numbered = (2..).map(|n| EventId::new(&format!("{taken}~{n}")));
            if let Some(free) = numbered.find(|id| by_id.find(events, id).is_none()) {
                Arc::make_mut(&mut events[at]).id = free;
                by_id.insert(events, ix);
            }
        }
        self.by_id = Arc::new(by_id);
    }
}

/// Lanes of which the file tells.
fn declared(mut lanes: Vec<Lane>) -> Keyed<Lane> {
    for lane in &mut lanes {
        lane.declared = true;
    }
    lanes.into()
}

/// Resolves a country as written to a lane id: the id of a lane (upper and lower case count), else the name that a file
/// gives a lane (as countries' names are compared), else a known country's code, else the trimmed text itself.
#[must_use]
pub fn resolve_lane(lanes: &Keyed<Lane>, written: &str) -> LaneId {
    let written = written.trim();
    let known = || LaneId::new(country::find(written).map_or(written, |country| country.code));
    let lane = lanes.find(written).or_else(|| lanes.find_alias(written));
    lane.map_or_else(known, |lane| lane.id.clone())
}
