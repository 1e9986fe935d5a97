//! What `edit` may do to a document: events come, go and get other ids, and what stands beside the events is
//! replaced. Each of these keeps the document's promises, and none of them is open to other storeys.

use std::collections::HashMap;
use std::sync::Arc;

use super::import_record::ImportRecord;
use super::named::{NamedFilter, NamedView};
use super::{Change, Document, Held, Step, resolve_lane};
use crate::model::event::{Event, EventId, EventIx};
use crate::model::lane::{Lane, LaneId};
use crate::model::moves::Moves;
use crate::model::source::Source;
use crate::model::text::List;

/// An event with the countries it involves, as they were.
pub(crate) type WereInvolved = Vec<(EventId, List<LaneId>)>;

impl Document {
    /// An id that no event has: this one, or this one with a number behind it (`talks-2`).
    #[must_use]
    pub fn free_id(&self, wanted: &str) -> EventId {
        let wanted = if wanted.is_empty() { "event" } else { wanted };
        let numbered = (2_u64..).map(|n| EventId::new(&format!("{wanted}-{n}")));
        let mut ids = std::iter::once(EventId::new(wanted)).chain(numbered);
        ids.find(|id| self.find(id).is_none()).unwrap_or_else(|| EventId::new(wanted))
    }

    /// Puts events in, each at its position in the document as it is afterwards, positions ascending; a position
    /// beyond the end is the end. Their ids must be free.
    pub(crate) fn insert_events(&mut self, events: Vec<(usize, Arc<Event>)>) {
        if events.is_empty() {
            self.note_change(Change::None);
            return;
        }
        let names_undeclared = events.iter().any(|(_, event)| self.names_undeclared(event));
        let new: Vec<Arc<Event>> = events.iter().map(|(_, event)| Arc::clone(event)).collect();
        let all = self.own_events();
        let mut positions = Vec::with_capacity(events.len());
        if let [(at, event)] = events.as_slice() {
            positions.push((*at).min(all.len()));
            all.insert(positions[0], Arc::clone(event));
        } else {
            let mut old = std::mem::take(all).into_iter();
            all.reserve(old.len() + events.len());
            for (at, event) in events {
                all.extend(old.by_ref().take(at.saturating_sub(all.len())));
                positions.push(all.len());
                all.push(event);
            }
            all.extend(old);
        }
        let positions: Vec<u32> = positions.into_iter().map(short).collect();
        let by_id = Arc::make_mut(&mut self.by_id);
        by_id.follow(&Moves::of_inserted(&positions), self.events.len() - positions.len());
        for position in &positions {
            by_id.insert(&self.events, EventIx(*position));
        }
        if names_undeclared {
            self.name_lanes_with(new.iter().map(AsRef::as_ref));
        }
        self.note_change(Change::Inserted(positions.into()));
    }

    /// Takes events out, by their positions, ascending; returns them with these positions.
    pub(crate) fn remove_events(&mut self, positions: &[usize]) -> Vec<(usize, Arc<Event>)> {
        if positions.is_empty() {
            self.note_change(Change::None);
            return Vec::new();
        }
        let by_id = Arc::make_mut(&mut self.by_id);
        for position in positions {
            by_id.remove(&self.events, EventIx(short(*position)));
        }
        let short_positions: Vec<u32> = positions.iter().copied().map(short).collect();
        by_id.follow(&Moves::of_removed(&short_positions), self.events.len());
        let all = self.own_events();
        let removed: Vec<(usize, Arc<Event>)> = if let [at] = positions {
            vec![(*at, all.remove(*at))]
        } else {
            let mut wanted = positions.iter().copied().peekable();
            let is_wanted = |(at, _): &(usize, Arc<Event>)| wanted.next_if_eq(at).is_some();
            let (removed, kept): (Vec<_>, Vec<_>) =
                std::mem::take(all).into_iter().enumerate().partition(is_wanted);
            *all = kept.into_iter().map(|(_, event)| event).collect();
            removed
        };
        if removed.iter().any(|(_, event)| self.names_undeclared(event)) {
            self.name_lanes_with([]);
        }
        let tags = removed.iter().map(|(at, event)| (short(*at), event.tags.first().cloned()));
        self.note_change(Change::Removed(tags.collect()));
        removed
    }

    /// Gives an event another id, which must be free.
    pub(crate) fn rename_event(&mut self, ix: EventIx, id: EventId) -> EventId {
        let event = Arc::make_mut(&mut self.own_events()[ix.index()]);
        let tag = event.tags.first().cloned();
        let old = std::mem::replace(&mut event.id, id);
        // What the table still has of the old id leads to an event that is not called so, and is passed over.
        Arc::make_mut(&mut self.by_id).insert(&self.events, ix);
        self.note_change(Change::Event(ix, tag));
        old
    }

    /// Gives the timeline another title.
    pub(crate) fn replace_title(&mut self, title: String) -> String {
        self.note_change(Change::None);
        std::mem::replace(&mut self.title, title)
    }

    /// Gives the timeline another summary.
    pub(crate) fn replace_summary(&mut self, summary: String) -> String {
        self.note_change(Change::None);
        std::mem::replace(&mut self.summary, summary)
    }

    /// Replaces the declared sources.
    pub(crate) fn replace_sources(&mut self, sources: Vec<Source>) -> Vec<Source> {
        self.note_change(Change::None);
        std::mem::replace(&mut self.sources, sources.into()).into_vec()
    }

    /// Replaces the story.
    pub(crate) fn replace_story(&mut self, story: Vec<Step>) -> Vec<Step> {
        self.note_change(Change::None);
        std::mem::replace(&mut self.story, story)
    }

    /// Replaces the searches with names.
    pub(crate) fn replace_filters(&mut self, filters: Vec<NamedFilter>) -> Vec<NamedFilter> {
        self.note_change(Change::None);
        std::mem::replace(&mut self.filters, filters)
    }

    /// Replaces the views with names.
    pub(crate) fn replace_views(&mut self, views: Vec<NamedView>) -> Vec<NamedView> {
        self.note_change(Change::None);
        std::mem::replace(&mut self.views, views)
    }

    /// Replaces what is known of imports.
    pub(crate) fn replace_imports(&mut self, imports: Vec<ImportRecord>) -> Vec<ImportRecord> {
        self.note_change(Change::None);
        std::mem::replace(&mut self.imports, imports)
    }

    /// Replaces the declared lanes, with what follows: a country as written may lead to another lane now. Returns
    /// the lanes that were declared before, and the events whose involved countries are others now.
    pub(crate) fn replace_lanes(&mut self, declared: Vec<Lane>) -> (Vec<Lane>, WereInvolved) {
        let mut before = std::mem::take(&mut self.lanes).into_vec();
        before.retain(|lane| lane.declared);
        self.lanes = super::declared(declared);
        let mut known: HashMap<String, LaneId> = HashMap::new();
        let lanes = self.lanes.clone();
        let mut resolve = |written: &str| match known.get(written) {
            Some(lane) => lane.clone(),
            None => {
                let lane = resolve_lane(&lanes, written);
                known.insert(written.to_owned(), lane.clone());
                lane
            }
        };
        let mut involved = Vec::new();
        for event in Arc::make_mut(&mut self.events) {
            let lane = resolve(&event.country);
            let involves: List<LaneId> = event.involves.iter().map(|id| resolve(id.as_str())).collect();
            if lane == event.lane && involves == event.involves {
                continue;
            }
            let event = Arc::make_mut(event);
            event.lane = lane;
            if involves != event.involves {
                involved.push((event.id.clone(), std::mem::replace(&mut event.involves, involves)));
            }
        }
        self.name_lanes(usize::MAX);
        self.forget_changes();
        (before, involved)
    }

    /// The files that the events came from are called otherwise.
    pub(crate) fn name_files(&mut self, names: Vec<String>) {
        self.files = names.into();
        self.forget_changes();
    }

    /// Several changes follow: lanes that events merely name are looked for once, by [`Document::release`]. Returns
    /// whether this is the beginning, and not within others.
    pub(crate) fn hold(&mut self) -> bool {
        let is_first = self.held.is_none();
        self.held = self.held.or(Some(Held::No));
        is_first
    }

    /// The changes that [`Document::hold`] spoke of are done.
    pub(crate) fn release(&mut self) {
        if self.held.take() == Some(Held::Yes) {
            self.name_lanes(usize::MAX);
        }
    }

    /// A revision that did something to events, or nothing.
    pub(super) fn note_change(&mut self, change: Change) {
        self.revision += 1;
        if self.changes.len() == super::KEPT_CHANGES {
            // Only the older half: whoever keeps up step by step need not look at everything anew.
            self.changes.drain(..super::KEPT_CHANGES / 2);
        }
        self.changes.push(change);
    }

    /// A revision after which nobody knows any more what the last ones did.
    fn forget_changes(&mut self) {
        self.revision += 1;
        self.changes.clear();
    }
}

/// A position, of which a document has at most `u32::MAX`.
fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
