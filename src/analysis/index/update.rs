//! Brings an index up to date with a document that was edited: only the lanes that the edits touched are sorted and
//! packed anew. Where events came or went, the positions of the others follow in one pass.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::column::LaneColumn;
use super::{GAPS_PER_LABEL, Index, Reader, whole};
use crate::model::{Change, Document, EventIx, LanesBy, Moves, Name, threads};

/// After so many insertions and removals, each of any number of events, it is sooner built anew.
const MOST_CHANGES: usize = 8;

/// So many events may be touched in any case, and this part of all.
const FEW_EVENTS: usize = 64;
const PART_OF_EVENTS: usize = 32;

/// Fewer lanes than this are not shared out among threads.
const FEW_LANES: usize = 16;

/// What is to be done still while changes are gone through.
#[derive(Debug, Default)]
struct Pending {
    /// Where events stand whose entries are not in the columns.
    absent: BTreeSet<u32>,
    /// Those whose entries are to be taken out of the columns, with the tags that they had first.
    stale: Vec<(u32, Option<Name>)>,
    /// The lanes that are to be finished.
    lanes: BTreeSet<u32>,
    /// The marks that went.
    marks: Vec<f64>,
}

impl Index {
    /// False where that is not enough, and the index is then good for nothing.
    pub(super) fn update_touched(&mut self, document: &Document) -> bool {
        let Some(changes) = document.changes_since(self.revision) else { return false };
        if !self.worth_following(changes) {
            return false;
        }
        let mut pending = Pending::default();
        for change in changes {
            match change {
                Change::None => {}
                Change::Event(ix, tag) => {
                    if pending.absent.insert(ix.0) {
                        pending.stale.push((ix.0, tag.clone()));
                    }
                }
                Change::Removed(gone) => {
                    let present = gone.iter().filter(|(ix, _)| !pending.absent.contains(ix));
                    let present: Vec<_> = present.cloned().collect();
                    pending.stale.extend(present);
                    let gone: Vec<u32> = gone.iter().map(|(ix, _)| *ix).collect();
                    pending.absent.retain(|ix| gone.binary_search(ix).is_err());
                    if !self.take_out(&mut pending)
                        || !self.follow(&Moves::of_removed(&gone), &gone, &mut pending)
                    {
                        return false;
                    }
                }
                Change::Inserted(positions) => {
                    let moves = Moves::of_inserted(positions);
                    if !self.take_out(&mut pending) || !self.follow(&moves, &[], &mut pending) {
                        return false;
                    }
                    pending.absent.extend(positions.iter());
                }
            }
        }
        self.take_out(&mut pending)
            && self.days.len() == document.events().len()
            && self.put_in(document, pending)
    }

    /// Whether following changes is less work than building anew.
    fn worth_following(&self, changes: &[Change]) -> bool {
        let (mut moves, mut events) = (0, 0);
        for change in changes {
            let count = match change {
                Change::None => continue,
                Change::Event(..) => {
                    events += 1;
                    continue;
                }
                Change::Inserted(positions) => positions.len(),
                Change::Removed(gone) => gone.len(),
            };
            moves += 1;
            events += count;
        }
        // The order of lanes that are not countries goes by how many events they have.
        (moves == 0 || self.grouping.by() == LanesBy::Country)
            && moves <= MOST_CHANGES
            && events <= FEW_EVENTS.max(self.days.len() / PART_OF_EVENTS)
    }

    /// Takes the entries of stale events out of their columns.
    fn take_out(&mut self, pending: &mut Pending) -> bool {
        let mut by_lane: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (ix, tag) in &pending.stale {
            tag.iter().for_each(|tag| self.tags.remove(tag));
            for lane in self.grouping.of(EventIx(*ix)) {
                by_lane.entry(*lane).or_default().push(*ix);
            }
        }
        pending.stale.clear();
        for (lane, mut events) in by_lane {
            events.sort_unstable();
            let Some(column) = self.lanes.get_mut(lane as usize) else { return false };
            let taken = column.take(&events);
            if taken.len() != events.len() {
                return false;
            }
            // An event that stands in several lanes counts in the first.
            let first = taken.iter().filter(|entry| self.grouping.of(entry.ix).first() == Some(&lane));
            pending.marks.extend(first.map(|entry| entry.extent.mark));
            pending.lanes.insert(lane);
        }
        true
    }

    /// Follows events that come and go, whose entries are not in the columns.
    fn follow(&mut self, moves: &Moves, gone: &[u32], pending: &mut Pending) -> bool {
        if !moves.leaves_all(self.days.len()) {
            follow_columns(&mut self.lanes, moves);
        }
        Arc::make_mut(&mut self.days).follow(moves, gone);
        pending.absent = pending.absent.iter().map(|ix| moves.of(*ix)).collect();
        self.grouping.follow(moves)
    }

    /// Brings the categories up to date; false where one has come of which it is not known who has it.
    fn recategorise(&mut self) -> bool {
        let categories = self.tags.categories();
        if categories == self.categories {
            return true;
        }
        if !categories.iter().all(|category| self.categories.contains(category)) {
            return false;
        }
        // The order is another, or the last one went.
        let mut numbers = [u8::MAX; 1 + u8::MAX as usize];
        for (old, category) in self.categories.iter().enumerate() {
            let new = categories.iter().position(|other| other == category);
            numbers[old] = new.and_then(|new| u8::try_from(new).ok()).unwrap_or(u8::MAX);
        }
        each_column(&mut self.lanes, |column| column.recategorise(&numbers));
        self.categories = categories;
        true
    }

    /// Puts in what is new or another, and finishes what was touched.
    fn put_in(&mut self, document: &Document, mut pending: Pending) -> bool {
        let absent: Vec<EventIx> = pending.absent.iter().copied().map(EventIx).collect();
        if !self.grouping.update(document, &absent) {
            return false;
        }
        let lanes = self.grouping.lanes().len();
        if self.lanes.iter().skip(lanes).any(|column| !column.entries().is_empty()) {
            return false;
        }
        self.lanes.resize_with(lanes, LaneColumn::default);
        for ix in &absent {
            document.event(*ix).tags.first().into_iter().for_each(|tag| self.tags.add(tag));
        }
        if !self.recategorise() {
            return false;
        }
        let mut marks = Vec::with_capacity(absent.len());
        let mut reader = Reader::new(&self.categories, self.zone.clocks());
        let days = Arc::make_mut(&mut self.days);
        for ix in absent {
            let event = document.event(ix);
            let entry = reader.entry(ix, event);
            days.set(ix, event);
            marks.push(entry.extent.mark);
            for lane in self.grouping.of(ix) {
                self.lanes[*lane as usize].push(entry);
                pending.lanes.insert(*lane);
            }
        }
        let usual = self.gaps.usual();
        self.gaps.change(&pending.marks, &marks);
        self.revision = document.revision();
        let stale = pending.lanes.into_iter().filter(|lane| (*lane as usize) < lanes);
        if self.gaps.usual().total_cmp(&usual).is_ne() {
            stale.for_each(|lane| self.lanes[lane as usize].arrange());
            self.pack_all();
            return true;
        }
        let gap = usual * GAPS_PER_LABEL;
        stale.for_each(|lane| self.lanes[lane as usize].finish(gap));
        self.range = whole(&self.lanes);
        true
    }
}

/// Has all entries follow events that come and go.
fn follow_columns(lanes: &mut [LaneColumn], moves: &Moves) {
    if lanes.len() < FEW_LANES {
        // Each on every core.
        lanes.iter_mut().for_each(|column| column.follow(moves));
    } else {
        each_column(lanes, |column| column.follow(moves));
    }
}

/// Does something with all columns, on every core.
fn each_column(lanes: &mut [LaneColumn], work: impl Fn(&mut LaneColumn) + Sync) {
    let threads = threads(lanes.iter().map(|column| column.entries().len()).sum());
    let share = lanes.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let mut parts = lanes.chunks_mut(share);
        let (own, work) = (parts.next(), &work);
        for part in parts {
            scope.spawn(move || part.iter_mut().for_each(work));
        }
        own.into_iter().flatten().for_each(work);
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::{Edit, Field, apply};
    use crate::model::{Event, EventDate, EventId, Parts};

    const DATES: [&str; 6] =
        ["2024-10-14", "2023-01-01/2024-06-30", "2024-10-14T09:30Z", "1900/..", "2024-10", "2024-10-15~"];
    const COUNTRIES: [&str; 4] = ["IR", "IL", "AZ", "Atlantis"];

    fn event(id: usize, kind: usize) -> Event {
        let date = EventDate::parse(DATES[kind % DATES.len()]).unwrap();
        let country = COUNTRIES[kind % COUNTRIES.len()];
        let mut event = Event::new(EventId::new(&format!("e{id}")), date, "Talks", country);
        event.tags = (0..kind % 3).map(|tag| format!("t{}", tag + kind % 2)).collect();
        event
    }

    /// One that inserts, removes or changes events, at chosen places.
    fn edit(document: &Document, kind: usize, places: &[usize], next: &mut usize) -> Edit {
        let len = document.events().len();
        let id = |at: usize| document.events()[at % len].id.clone();
        let number = *next;
        *next += places.len();
        match kind % 3 {
            _ if len < 4 || kind.is_multiple_of(3) => {
                let new = places
                    .iter()
                    .zip(number..)
                    .map(|(at, id)| (at % (len + 1), Arc::new(event(id, at + kind))));
                Edit::Insert { events: new.collect() }
            }
            1 => {
                let ids: BTreeSet<_> = places.iter().take(len / 2).map(|at| id(*at)).collect();
                Edit::Remove { events: ids.into_iter().collect() }
            }
            _ => {
                let field = match kind % 2 {
                    0 => Field::Date(EventDate::parse(DATES[kind % DATES.len()]).unwrap()),
                    _ => Field::Tags(vec!["t0"].into()),
                };
                Edit::SetField { event: id(places[0]), field }
            }
        }
    }

    proptest! {
        #[test]
        fn as_one_that_is_built_anew(
            edits in prop::collection::vec(
                (0_usize..12, prop::collection::vec(0_usize..80, 1..24), any::<bool>()),
                1..9,
            ),
        ) {
            let events = (0..60).map(|at| event(at, at * 7)).collect();
            let mut document = Document::new(Parts { events, ..Parts::default() });
            let mut index = Index::build(&document);
            let (mut undo, mut next, mut touched) = (Vec::new(), 60, 0);
            for (kind, places, look) in edits {
                let edit = match undo.pop() {
                    Some(inverse) if kind > 9 => inverse,
                    _ => edit(&document, kind, &places, &mut next),
                };
                touched += places.len();
                undo.push(apply(&mut document, edit).unwrap());
                let anew = Document::new(Parts {
                    events: document.events().iter().map(|event| (**event).clone()).collect(),
                    ..Parts::default()
                });
                prop_assert_eq!(document.lanes(), anew.lanes());
                if look {
                    index.update(&document);
                    prop_assert_eq!(&index, &Index::build(&document));
                    touched = 0;
                }
            }
            let before = index.clone();
            index.update(&document);
            prop_assert_eq!(&index, &Index::build(&document));
            // It is not built anew where nothing asks for that.
            let same = before.categories == index.categories && before.grouping.lanes() == index.grouping.lanes();
            if same && touched < FEW_EVENTS / 2 {
                let mut followed = before;
                prop_assert!(followed.update_touched(&document));
            }
        }
    }
}
