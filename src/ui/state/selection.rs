//! What is selected: an event, those selected together with it, and the coincidence that was gone to. Knows nothing of egui.

use std::sync::Arc;

use crate::analysis::{Entry, Grouping, Index};
use crate::model::{Day, Document, EventIx};

/// What is selected in a view.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// The selected event, the one that the inspector shows.
    pub event: Option<EventIx>,
    /// The events that are selected together with it.
    pub together: SelectedTogether,
    /// The lane by which one has come to it, where it stands in several.
    pub lane: Option<u32>,
    /// An event that is to be scrolled into view as soon as it is known where it is.
    pub reveal: Option<EventIx>,
    /// The coincidence that was gone to, by its position in the list.
    pub coincidence: Option<usize>,
}

impl Selected {
    /// All selected events, in the document's order.
    #[must_use]
    pub fn all(&self) -> Arc<[EventIx]> {
        self.together.all(self.event)
    }

    /// Selects an event alone, or none: those that were selected together with it before are so no longer.
    pub fn select(&mut self, event: Option<EventIx>) {
        self.event = event;
        self.together = SelectedTogether::default();
    }
}

/// Events selected together with another one; good for as long as that one is selected. Cloning is cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectedTogether {
    with: Option<EventIx>,
    /// All of them and that one, in the document's order.
    all: Arc<[EventIx]>,
}

impl SelectedTogether {
    /// Events selected together, the first of them as the one that is shown.
    #[must_use]
    pub fn new(with: Option<EventIx>, others: impl IntoIterator<Item = EventIx>) -> Self {
        let mut all: Vec<EventIx> = others.into_iter().chain(with).collect();
        if !all.is_sorted() {
            all.sort_unstable();
        }
        all.dedup();
        Self { with, all: all.into() }
    }

    /// The others, where this one is selected.
    pub fn others(&self, selected: Option<EventIx>) -> impl Iterator<Item = EventIx> {
        let all = if selected.is_some() && self.with == selected { &*self.all } else { &[] };
        all.iter().copied().filter(move |ix| Some(*ix) != selected)
    }

    /// All that is selected where this one is, in the document's order.
    #[must_use]
    pub fn all(&self, selected: Option<EventIx>) -> Arc<[EventIx]> {
        match selected {
            Some(_) if self.with == selected => Arc::clone(&self.all),
            Some(one) => Arc::new([one]),
            None => Arc::default(),
        }
    }

    /// Selects an event besides what is selected, or no longer; returns what is selected then.
    pub fn toggle(&mut self, selected: Option<EventIx>, ix: EventIx) -> Option<EventIx> {
        let mut all = self.all(selected).to_vec();
        let selected = match all.binary_search(&ix) {
            Ok(at) => {
                all.remove(at);
                selected.filter(|one| *one != ix).or_else(|| all.first().copied())
            }
            Err(at) => {
                all.insert(at, ix);
                Some(ix)
            }
        };
        *self = Self::new(selected, all);
        selected
    }
}

/// The events of one lane from one event to another in time, both included; where they share no lane, those two.
#[must_use]
pub fn between(document: &Document, lanes: &Grouping, from: EventIx, to: EventIx) -> Vec<EventIx> {
    let shared: Vec<u32> =
        lanes.of(from).iter().copied().filter(|lane| lanes.of(to).contains(lane)).collect();
    if shared.is_empty() {
        return vec![from, to];
    }
    let key = |ix: EventIx| (document.event(ix).date.first_day(), ix);
    let (first, last) = (key(from).min(key(to)), key(from).max(key(to)));
    let in_lane = |ix: &EventIx| {
        (first..=last).contains(&key(*ix)) && lanes.of(*ix).iter().any(|lane| shared.contains(lane))
    };
    positions(document).filter(in_lane).collect()
}

/// The events of an index that begin in these lanes within some days, both included, in the document's order.
#[must_use]
pub fn within(index: &Index, shown: &[u32], first: Day, last: Day) -> Vec<EventIx> {
    let (from, to) = (f64::from(first.number()), f64::from(last.number()) + 1.0);
    let columns = shown.iter().filter_map(|lane| index.lane(*lane));
    let found: Vec<&[Entry]> = columns.map(|column| column.beginning_between(from, to)).collect();
    let most = found.iter().copied().flatten().map(|entry| entry.ix.index() + 1).max().unwrap_or(0);
    // A million are sooner ticked off than sorted; one that stands in several lanes is one.
    let mut is_in = vec![false; most];
    found.into_iter().flatten().for_each(|entry| is_in[entry.ix.index()] = true);
    (0_u32..).zip(is_in).filter(|(_, is_in)| *is_in).map(|(ix, _)| EventIx(ix)).collect()
}

fn positions(document: &Document) -> impl Iterator<Item = EventIx> {
    (0..u32::try_from(document.events().len()).unwrap_or(u32::MAX)).map(EventIx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::LanesBy;

    const A: EventIx = EventIx(1);
    const B: EventIx = EventIx(2);

    #[test]
    fn events_are_selected_together_and_apart() {
        let mut together = SelectedTogether::default();
        assert_eq!(*together.all(Some(A)), [A]);
        assert_eq!(together.toggle(Some(A), B), Some(B));
        assert_eq!((&*together.all(Some(B)), together.others(Some(B)).collect()), (&[A, B][..], vec![A]));
        assert_eq!(*together.all(Some(A)), [A], "another selection is another one");
        assert_eq!(together.toggle(Some(B), B), Some(A));
        assert_eq!(*together.all(Some(A)), [A]);
        assert_eq!(together.toggle(Some(A), A), None);
        assert_eq!(*together.all(None), []);
    }

    #[test]
    fn a_range_is_of_one_lane_and_by_time() {
        let text = "[(date: \"2024-03\", title: \"a\", country: \"IR\"), (date: \"2024-01\", title: \"b\", country: \"IR\"),
            (date: \"2024-02\", title: \"c\", country: \"IL\"), (date: \"2024-02\", title: \"d\", country: \"IR\")]";
        let document = crate::io::read(text).document;
        let lanes = Grouping::new(&document, LanesBy::Country);
        let all = |list: &[u32]| list.iter().copied().map(EventIx).collect::<Vec<_>>();
        assert_eq!(between(&document, &lanes, EventIx(0), EventIx(1)), all(&[0, 1, 3]));
        assert_eq!(between(&document, &lanes, EventIx(0), EventIx(2)), all(&[0, 2]));
        let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
        let index = Index::build(&document);
        assert_eq!(within(&index, &[0, 1], day(2024, 2, 1), day(2024, 2, 29)), all(&[2, 3]));
        assert_eq!(within(&index, &[0], day(2024, 2, 1), day(2024, 2, 29)), all(&[3]));
    }
}
