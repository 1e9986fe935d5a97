//! Which lanes are shown, in which order, which are collapsed and which stay on top. It is a state of the view and
//! not of the document: nothing is unsaved by it. Lanes are kept by their ids, because their positions change
//! when the document does.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::model::{Lane, LaneId};
use crate::ui::commands::LaneCommand;

/// How the lanes are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneView {
    /// All lanes in an order of one's own; empty where the document's is kept.
    order: Vec<LaneId>,
    hidden: HashSet<LaneId>,
    collapsed: HashSet<LaneId>,
    pinned: HashSet<LaneId>,
}

/// The lanes to draw, as positions among the document's lanes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaneList {
    /// The lanes that are shown, top to bottom.
    pub shown: Vec<u32>,
    /// How many of them, from the top, stay while the others scroll.
    pub pinned: usize,
    /// Those of them that are collapsed.
    pub collapsed: Vec<u32>,
    /// How many lanes are hidden.
    pub hidden: usize,
    rows: Rows,
}

/// In which row each lane is shown, found when it is first asked for: there may be a hundred thousand lanes. Says nothing
/// that the list does not say.
#[derive(Clone, Debug, Default)]
struct Rows(OnceCell<Vec<u32>>);

impl PartialEq for Rows {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rows {}

/// The row of a lane that is not shown.
const NO_ROW: u32 = u32::MAX;

impl LaneList {
    /// These lanes as they are, top to bottom: none pinned, collapsed or hidden.
    #[must_use]
    pub fn of(shown: Vec<u32>) -> Self {
        Self { shown, ..Self::default() }
    }

    /// The row that a lane is shown in, counted from the top.
    #[must_use]
    pub fn row(&self, lane: u32) -> Option<usize> {
        let rows = self.rows.0.get_or_init(|| {
            let last = self.shown.iter().copied().max().map_or(0, |last| last as usize + 1);
            let mut rows = vec![NO_ROW; last];
            for (lane, row) in self.shown.iter().zip(0..) {
                rows[*lane as usize] = row;
            }
            rows
        });
        rows.get(lane as usize).filter(|row| **row != NO_ROW).map(|row| *row as usize)
    }

    /// Hides all lanes but some.
    pub fn keep(&mut self, keep: impl Fn(u32) -> bool) {
        self.pinned = self.shown.iter().take(self.pinned).filter(|lane| keep(**lane)).count();
        self.shown.retain(|lane| keep(*lane));
        self.rows = Rows::default();
    }

    /// Whether a lane is shown.
    #[must_use]
    pub fn shows(&self, lane: u32) -> bool {
        self.row(lane).is_some()
    }

    /// Whether a lane stays on top.
    #[must_use]
    pub fn is_pinned(&self, lane: u32) -> bool {
        self.row(lane).is_some_and(|row| row < self.pinned)
    }

    /// Whether a lane is as low as can be.
    #[must_use]
    pub fn is_collapsed(&self, lane: u32) -> bool {
        self.collapsed.contains(&lane)
    }

    /// Whether a lane is the only one that is shown, and others are hidden for it.
    #[must_use]
    pub fn is_alone(&self, lane: u32) -> bool {
        self.hidden > 0 && self.shown == [lane]
    }

    /// The lanes among which a lane can be moved: the pinned ones, or the others.
    #[must_use]
    pub fn group_of(&self, lane: u32) -> &[u32] {
        let (pinned, others) = self.shown.split_at(self.pinned.min(self.shown.len()));
        if self.is_pinned(lane) { pinned } else { others }
    }
}

impl LaneView {
    /// The lanes of a document as they are looked at.
    #[must_use]
    pub fn list(&self, lanes: &[Lane]) -> LaneList {
        if self.hidden.is_empty() && self.pinned.is_empty() && self.collapsed.is_empty() {
            return LaneList::of(self.order(lanes));
        }
        let id = |at: &u32| lanes.get(*at as usize).map(|lane| &lane.id);
        let is_in = |set: &HashSet<LaneId>, at: &u32| id(at).is_some_and(|id| set.contains(id));
        let order = self.order(lanes);
        let all = order.len();
        let shown: Vec<u32> = order.into_iter().filter(|at| !is_in(&self.hidden, at)).collect();
        let hidden = all - shown.len();
        let (mut top, rest): (Vec<u32>, Vec<u32>) = shown.into_iter().partition(|at| is_in(&self.pinned, at));
        let pinned = top.len();
        top.extend(rest);
        let collapsed = top.iter().copied().filter(|at| is_in(&self.collapsed, at)).collect();
        LaneList { shown: top, pinned, collapsed, hidden, rows: Rows::default() }
    }

    /// How many lanes are hidden.
    #[must_use]
    pub fn hidden_count(&self, lanes: &[Lane]) -> usize {
        if self.hidden.is_empty() { 0 } else { self.list(lanes).hidden }
    }

    /// Does what is asked; a lane that the document does not have is left alone.
    pub fn apply(&mut self, lanes: &[Lane], command: LaneCommand) {
        let id = |at: u32| lanes.get(at as usize).map(|lane| lane.id.clone());
        match command {
            LaneCommand::Collapse(lane) => toggle(&mut self.collapsed, id(lane)),
            LaneCommand::Pin(lane) => toggle(&mut self.pinned, id(lane)),
            LaneCommand::Hide(lane) => self.hidden.extend(id(lane)),
            LaneCommand::Solo(lane) => self.solo(lanes, lane),
            LaneCommand::Move { lane, before } => self.move_lane(lanes, lane, before),
            LaneCommand::ShowAll => self.hidden.clear(),
        }
    }

    /// Shows these lanes alone, in this order; all where none of them is there.
    pub fn show_only(&mut self, lanes: &[Lane], wanted: &[LaneId]) {
        let there: HashSet<&LaneId> = lanes.iter().map(|lane| &lane.id).collect();
        let known: Vec<LaneId> = wanted.iter().filter(|id| there.contains(id)).cloned().collect();
        self.hidden.clear();
        self.pinned.clear();
        if known.is_empty() {
            self.order.clear();
            return;
        }
        let asked: HashSet<&LaneId> = known.iter().collect();
        let others = lanes.iter().map(|lane| &lane.id).filter(|id| !asked.contains(id));
        self.hidden = others.clone().cloned().collect();
        self.order = known.iter().chain(others).cloned().collect();
    }

    /// All lanes in the order that they are looked at, hidden ones too, as positions among them.
    #[must_use]
    pub fn whole_order(&self, lanes: &[Lane]) -> Vec<u32> {
        self.order(lanes)
    }

    /// The document's own order again.
    pub fn forget_order(&mut self) {
        self.order.clear();
    }

    /// Shows a lane that may be hidden.
    pub fn show(&mut self, lane: &LaneId) {
        self.hidden.remove(lane);
    }

    /// Only this lane, or all where it is alone already.
    fn solo(&mut self, lanes: &[Lane], lane: u32) {
        if self.list(lanes).is_alone(lane) {
            self.hidden.clear();
            return;
        }
        let Some(alone) = lanes.get(lane as usize).map(|lane| &lane.id) else { return };
        let others = lanes.iter().map(|lane| &lane.id).filter(|id| *id != alone);
        self.hidden = others.cloned().collect();
    }

    fn move_lane(&mut self, lanes: &[Lane], lane: u32, before: Option<u32>) {
        let mut order = self.order(lanes);
        if before == Some(lane) || !order.contains(&lane) {
            return;
        }
        order.retain(|at| *at != lane);
        let to = before.and_then(|before| order.iter().position(|at| *at == before));
        order.insert(to.unwrap_or(order.len()), lane);
        let id = |at: u32| lanes.get(at as usize).map(|lane| lane.id.clone());
        self.order = order.into_iter().filter_map(id).collect();
    }

    /// All lanes in the chosen order. One that came since stands where the document has it, below the same lane.
    fn order(&self, lanes: &[Lane]) -> Vec<u32> {
        if self.order.is_empty() {
            return (0..u32::try_from(lanes.len()).unwrap_or(u32::MAX)).collect();
        }
        let positions: HashMap<&LaneId, usize> =
            lanes.iter().enumerate().map(|(at, lane)| (&lane.id, at)).collect();
        let known: Vec<usize> = self.order.iter().filter_map(|id| positions.get(id).copied()).collect();
        let mut is_new = vec![true; lanes.len()];
        known.iter().for_each(|at| is_new[*at] = false);
        let new_from = |at: usize| (at..lanes.len()).take_while(|at| is_new[*at]);
        let below = known.iter().flat_map(|at| std::iter::once(*at).chain(new_from(at + 1)));
        new_from(0).chain(below).filter_map(|at| u32::try_from(at).ok()).collect()
    }
}

fn toggle(set: &mut HashSet<LaneId>, lane: Option<LaneId>) {
    if let Some(lane) = lane
        && !set.remove(&lane)
    {
        set.insert(lane);
    }
}

#[cfg(test)]
mod tests {
    use super::LaneCommand::{Collapse, Hide, Move, Pin, ShowAll, Solo};
    use super::*;

    /// A document with these lanes in this order.
    fn document(lanes: &[&str]) -> crate::model::Document {
        let lanes: String = lanes.iter().map(|id| format!("Lane(id: \"{id}\", name: \"{id}\"),")).collect();
        let text = format!("(lanes: [{lanes}], events: [])");
        crate::io::read(&text).document
    }

    fn after(commands: &[LaneCommand]) -> LaneList {
        let document = document(&["A1", "B1", "C1", "D1"]);
        let mut view = LaneView::default();
        for command in commands {
            view.apply(document.lanes(), *command);
        }
        view.list(document.lanes())
    }

    #[test]
    fn at_first_all_lanes_are_shown_as_the_document_has_them() {
        let list = after(&[]);
        assert_eq!(list, LaneList { shown: vec![0, 1, 2, 3], ..LaneList::default() });
    }

    #[test]
    fn hidden_lanes_are_counted_and_come_back_where_they_were() {
        let list = after(&[Hide(1), Hide(2), Hide(1)]);
        assert_eq!((list.shown, list.hidden), (vec![0, 3], 2));
        assert_eq!(after(&[Hide(1), Hide(2), ShowAll]), after(&[]));
    }

    #[test]
    fn solo_shows_one_lane_and_then_all() {
        let list = after(&[Solo(2)]);
        assert!(list.is_alone(2));
        assert_eq!((list.shown, list.hidden), (vec![2], 3));
        assert_eq!(after(&[Solo(2), Solo(0)]).shown, [0], "another in its place");
        assert_eq!(after(&[Solo(2), Solo(2)]), after(&[]));
    }

    #[test]
    fn collapsing_and_pinning_are_taken_back_by_the_same() {
        let list = after(&[Collapse(1), Pin(3), Pin(2)]);
        assert_eq!((list.shown.as_slice(), list.pinned), (&[2, 3, 0, 1][..], 2));
        assert!(list.is_collapsed(1) && list.is_pinned(3) && !list.is_pinned(0));
        assert_eq!(list.group_of(3), [2, 3]);
        assert_eq!(list.group_of(0), [0, 1]);
        assert_eq!(after(&[Collapse(1), Pin(3), Pin(3), Collapse(1)]), after(&[]));
    }

    #[test]
    fn lanes_are_moved_before_another_or_to_the_end() {
        assert_eq!(after(&[Move { lane: 3, before: Some(1) }]).shown, [0, 3, 1, 2]);
        assert_eq!(after(&[Move { lane: 0, before: None }]).shown, [1, 2, 3, 0]);
        assert_eq!(after(&[Move { lane: 2, before: Some(2) }]).shown, [0, 1, 2, 3]);
        assert_eq!(after(&[Hide(1), Move { lane: 3, before: Some(0) }, ShowAll]).shown, [3, 0, 1, 2]);
    }

    #[test]
    fn lanes_that_are_not_there_are_left_alone() {
        let nobody = 99;
        let commands =
            [Hide(nobody), Pin(nobody), Collapse(nobody), Solo(nobody), Move { lane: nobody, before: None }];
        assert_eq!(after(&commands), after(&[]));
        assert_eq!(after(&[Move { lane: 0, before: Some(nobody) }]).shown, [1, 2, 3, 0]);
    }

    #[test]
    fn the_state_follows_the_lanes_through_changes_of_the_document() {
        let mut view = LaneView::default();
        let before = document(&["A1", "B1", "C1"]);
        view.apply(before.lanes(), Move { lane: 2, before: Some(0) });
        view.apply(before.lanes(), Hide(1));
        let list = view.list(document(&["A1", "N1", "B1", "C1", "Z1"]).lanes());
        assert_eq!(list.shown, [3, 4, 0, 1], "C1 Z1 A1 N1, and B1 is hidden");
        assert_eq!(list.hidden, 1);
        assert_eq!(view.list(document(&[]).lanes()), LaneList::default());
    }
}
