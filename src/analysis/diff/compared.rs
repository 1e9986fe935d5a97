//! Two timelines as one, to be looked at: what is in both, what is in one alone, and what moved in both its places.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Diff, find};
use crate::model::{Document, Event, EventId, EventIx, LaneId};

/// How an event differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// In the newer timeline alone.
    Added,
    /// In the older one alone.
    Removed,
    /// In both, in the same place, and not the same.
    Changed,
    /// Where it is now, with where it was.
    Moved(EventIx),
    /// Where it was, with where it is now.
    Former(EventIx),
}

impl Sign {
    /// What became of the event.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved(_) => "moved",
            Self::Former(_) => "where it was",
        }
    }
}

/// An event that differs, in the timeline of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The event; of one that moved where it is now.
    pub event: EventIx,
    /// How it differs.
    pub sign: Sign,
    /// What is not the same, a line for each field.
    pub fields: Vec<String>,
}

/// Two timelines as one.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The newer timeline, with what is in the older one alone, and what moved a second time where it was.
    pub document: Document,
    /// What differs, by day.
    pub differences: Vec<Difference>,
    /// What differs besides the events, a line each.
    pub besides: Vec<String>,
    signs: HashMap<EventIx, Sign>,
}

impl Compared {
    /// Puts two timelines together by what [`super::diff`] has found between them.
    #[must_use]
    pub fn new(old: &Document, new: &Document, found: &Diff) -> Self {
        let mut all: Vec<Arc<Event>> = new.events().to_vec();
        let mut ids: HashSet<EventId> = all.iter().map(|event| event.id.clone()).collect();
        let removed: Vec<&EventId> = found.events.removed.iter().map(|only| &only.id).collect();
        for event in removed.iter().filter_map(|id| find(old, id)) {
            ids.insert(event.id.clone());
            all.push(Arc::new(event.clone()));
        }
        let mut former: HashMap<EventId, EventId> = HashMap::new();
        for changed in &found.events.changed {
            let (Some(was), Some(is)) = (find(old, &changed.id), find(new, &changed.id)) else { continue };
            if was.date != is.date || was.lane != is.lane {
                let mut ghost = was.clone();
                ghost.id = free(&ids, &was.id);
                ghost.links = Vec::new();
                ids.insert(ghost.id.clone());
                former.insert(changed.id.clone(), ghost.id.clone());
                all.push(Arc::new(ghost));
            }
        }
        let document = Document::with_events(both_parts(old, new), all);
        let mut compared = Self { besides: besides(found), document, ..Self::default() };
        compared.mark(found, &former);
        compared
    }

    /// How an event differs; nothing of one that is the same in both.
    #[must_use]
    pub fn sign(&self, event: EventIx) -> Option<Sign> {
        self.signs.get(&event).copied()
    }

    /// Every event that differs, and where those that moved were.
    #[must_use]
    pub fn marked(&self) -> Vec<EventIx> {
        self.signs.keys().copied().collect()
    }

    /// The events that are in the newer timeline.
    #[must_use]
    pub fn newer(&self) -> Vec<EventIx> {
        let is_newer = |at: &EventIx| !matches!(self.signs.get(at), Some(Sign::Removed | Sign::Former(_)));
        (0..).map(EventIx).take(self.document.events().len()).filter(is_newer).collect()
    }

    fn mark(&mut self, found: &Diff, former: &HashMap<EventId, EventId>) {
        let at = |id: &EventId| self.document.find(id);
        let mut marks: Vec<Difference> = Vec::new();
        let only = |event: EventIx, sign| Difference { event, sign, fields: Vec::new() };
        marks.extend(found.events.added.iter().filter_map(|one| Some(only(at(&one.id)?, Sign::Added))));
        marks.extend(found.events.removed.iter().filter_map(|one| Some(only(at(&one.id)?, Sign::Removed))));
        for changed in &found.events.changed {
            let Some(event) = at(&changed.id) else { continue };
            let moved = former.get(&changed.id).and_then(at);
            let sign = moved.map_or(Sign::Changed, Sign::Moved);
            let fields = changed.fields.iter().map(line).collect();
            marks.push(Difference { event, sign, fields });
        }
        marks.sort_by_key(|one| (self.document.event(one.event).date.first_day(), one.event));
        for one in &marks {
            self.signs.insert(one.event, one.sign);
            if let Sign::Moved(was) = one.sign {
                self.signs.insert(was, Sign::Former(one.event));
            }
        }
        self.differences = marks;
    }
}

/// The newer timeline's lanes, sources and texts, with the lanes and sources that the older one has besides.
fn both_parts(old: &Document, new: &Document) -> crate::model::Parts {
    let mut both = new.parts_without_events();
    let lanes: HashSet<LaneId> = both.lanes.iter().map(|lane| lane.id.clone()).collect();
    both.lanes.extend(old.lanes().iter().filter(|lane| lane.declared && !lanes.contains(&lane.id)).cloned());
    both.sources.extend(old.sources().iter().filter(|source| new.source(&source.id).is_none()).cloned());
    both
}

/// An id for an event where it was.
fn free(taken: &HashSet<EventId>, id: &EventId) -> EventId {
    let numbered = (2_u32..).map(|number| EventId::new(&format!("{id} (before {number})")));
    let mut ids = std::iter::once(EventId::new(&format!("{id} (before)"))).chain(numbered);
    ids.find(|id| !taken.contains(id)).unwrap_or_else(|| id.clone())
}

fn line(change: &super::FieldChange) -> String {
    let side = |text: &str| if text.is_empty() { "(nothing)".to_owned() } else { text.to_owned() };
    format!("{}: {} → {}", change.field, side(&change.old), side(&change.new))
}

fn besides(found: &Diff) -> Vec<String> {
    let mut lines: Vec<String> = found.timeline.iter().map(line).collect();
    for (noun, part) in [("lane", &found.lanes), ("source", &found.sources)] {
        lines.extend(part.added.iter().map(|one| format!("{noun} {} added", one.id)));
        lines.extend(part.removed.iter().map(|one| format!("{noun} {} removed", one.id)));
        for changed in &part.changed {
            lines
                .extend(changed.fields.iter().map(|field| format!("{noun} {}: {}", changed.id, line(field))));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::diff::diff;

    fn document(events: &str) -> Document {
        // No reader of files down here: an event is "id date country title".
        let event = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let date = crate::model::EventDate::parse(words[1]).unwrap();
            Event::new(EventId::new(words[0]), date, words[3], words[2])
        };
        let events = events.split("; ").map(event).collect();
        Document::new(crate::model::Parts { events, ..crate::model::Parts::default() })
    }

    #[test]
    fn each_difference_is_in_the_timeline_of_both() {
        let old = document("a 2024-10-01 IR A; b 2024-10-02 IL B; c 2024-10-03 IR C; d 2024-10-04 IR D");
        let new = document("a 2024-10-01 IR A; b 2024-10-09 IL B; c 2024-10-03 IR Cc; e 2024-10-05 AZ E");
        let compared = Compared::new(&old, &new, &diff(&old, &new));
        let told: Vec<(&str, &str)> = compared
            .differences
            .iter()
            .map(|one| (compared.document.event(one.event).id.as_str(), one.sign.word()))
            .collect();
        assert_eq!(told, [("c", "changed"), ("d", "removed"), ("e", "added"), ("b", "moved")]);
        assert_eq!(compared.document.events().len(), 6, "and b where it was");
        let Sign::Moved(was) = compared.differences[3].sign else { panic!("{:?}", compared.differences[3]) };
        assert_eq!(compared.document.event(was).date.text(), "2024-10-02");
        assert_eq!(compared.sign(was), Some(Sign::Former(compared.differences[3].event)));
        assert_eq!(compared.newer().len(), 4);
        assert_eq!(compared.differences[3].fields, ["date: 2024-10-02 → 2024-10-09"]);
    }

    #[test]
    fn an_id_that_looks_like_a_former_one_is_nobody_elses() {
        let old = document("b 2024-10-02 IL B");
        let new = document("b 2024-10-09 IL B; b(before) 2024 IR X");
        let mut renamed = new.clone();
        let x = renamed.find(&EventId::new("b(before)")).unwrap();
        let mut event = renamed.event(x).clone();
        event.id = EventId::new("b (before)");
        let events = vec![Arc::clone(&new.events()[0]), Arc::new(event)];
        renamed = Document::with_events(crate::model::Parts::default(), events);
        let compared = Compared::new(&old, &renamed, &diff(&old, &renamed));
        assert_eq!(compared.document.events().len(), 3);
        assert!(compared.document.find(&EventId::new("b (before 2)")).is_some());
    }
}
