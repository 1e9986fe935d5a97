//! Which events are selected besides the one that the inspector shows. Knows nothing of egui.

use std::collections::BTreeSet;

use crate::analysis::Grouping;
use crate::model::{Day, Document, EventIx};

/// Events selected together with another one; good for as long as that one is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    with: Option<EventIx>,
    others: BTreeSet<EventIx>,
}

impl Marked {
    /// Events selected together, the first of them as the one that is shown.
    #[must_use]
    pub fn new(with: Option<EventIx>, others: impl IntoIterator<Item = EventIx>) -> Self {
        let others = others.into_iter().filter(|ix| Some(*ix) != with).collect();
        Self { with, others }
    }

    /// The others, where this one is selected.
    #[must_use]
    pub fn others(&self, selected: Option<EventIx>) -> Vec<EventIx> {
        if selected.is_none() || self.with != selected {
            return Vec::new();
        }
        self.others.iter().copied().collect()
    }

    /// All that is selected where this one is, in the document's order.
    #[must_use]
    pub fn all(&self, selected: Option<EventIx>) -> Vec<EventIx> {
        let mut all = self.others(selected);
        all.extend(selected);
        all.sort_unstable();
        all
    }

    /// Selects an event besides what is selected, or no longer; returns what is selected then.
    pub fn toggle(&mut self, selected: Option<EventIx>, ix: EventIx) -> Option<EventIx> {
        let mut all: BTreeSet<EventIx> = self.all(selected).into_iter().collect();
        let selected = if all.remove(&ix) {
            selected.filter(|one| *one != ix).or_else(|| all.first().copied())
        } else {
            all.insert(ix);
            Some(ix)
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

/// The events of these lanes that begin within some days, both included.
#[must_use]
pub fn within(document: &Document, lanes: &Grouping, shown: &[u32], first: Day, last: Day) -> Vec<EventIx> {
    let is_in = |ix: &EventIx| {
        (first..=last).contains(&document.event(*ix).date.first_day())
            && lanes.of(*ix).iter().any(|lane| shown.contains(lane))
    };
    positions(document).filter(is_in).collect()
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
        let mut marked = Marked::default();
        assert_eq!(marked.all(Some(A)), [A]);
        assert_eq!(marked.toggle(Some(A), B), Some(B));
        assert_eq!((marked.all(Some(B)), marked.others(Some(B))), (vec![A, B], vec![A]));
        assert_eq!(marked.all(Some(A)), [A], "another selection is another one");
        assert_eq!(marked.toggle(Some(B), B), Some(A));
        assert_eq!(marked.all(Some(A)), [A]);
        assert_eq!(marked.toggle(Some(A), A), None);
        assert_eq!(marked.all(None), []);
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
        assert_eq!(within(&document, &lanes, &[0, 1], day(2024, 2, 1), day(2024, 2, 29)), all(&[2, 3]));
        assert_eq!(within(&document, &lanes, &[0], day(2024, 2, 1), day(2024, 2, 29)), all(&[3]));
    }
}
