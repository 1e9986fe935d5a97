//! The lanes that take part and who stands in them, by rank: members are compared and counted by number, and ranks
//! are in the order of the lanes' ids.

use crate::analysis::grouping::Grouping;
use crate::analysis::membership::Membership;
use crate::model::{EventIx, Lane, LaneId};

/// Lanes by id.
pub(crate) struct LaneRanks<'a> {
    /// The rank of each lane by its position.
    ranks: Vec<u32>,
    sorted: Vec<&'a LaneId>,
}

impl<'a> LaneRanks<'a> {
    pub(crate) fn new(lanes: &'a [Lane]) -> Self {
        let order = by_id(lanes);
        Self { ranks: inverse(&order), sorted: order.iter().map(|at| &lanes[*at as usize].id).collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The lanes of each event by rank instead of position.
    pub(crate) fn ranked(&self, members: &Membership) -> Membership {
        members.mapped(&self.ranks, None)
    }

    pub(crate) fn id(&self, rank: u32) -> &'a LaneId {
        self.sorted[rank as usize]
    }
}

/// The lanes that coincidences were looked for in, good for as long as the document's events keep their positions.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    /// The lanes by rank, with their positions in the grouping.
    sorted: Vec<(LaneId, u32)>,
    /// The ranks of the lanes of each event that count; `None` where each event stands in one.
    several: Option<Membership>,
}

/// The rank of a lane that takes no part.
pub(super) const NONE: u32 = u32::MAX;

/// In which lanes events stand, while they are read.
pub(super) enum Places<'a> {
    /// One each: the positions, and the rank of each position.
    Single(&'a [u32], Vec<u32>),
    /// Several, by rank.
    Several(&'a Membership),
}

impl Places<'_> {
    /// The first lane of an event; `None` where it stands in none that takes part.
    pub(super) fn first(&self, event: usize) -> Option<u32> {
        match self {
            Self::Single(members, ranks) => {
                let position = members.get(event)?;
                ranks.get(*position as usize).copied().filter(|rank| *rank != NONE)
            }
            Self::Several(members) => members.of(event).first().copied(),
        }
    }
}

impl Lanes {
    pub(super) const NONE: Self = Self { sorted: Vec::new(), several: None };

    /// The lanes of a grouping of which some are wanted.
    pub(super) fn new(grouping: &Grouping, wanted: impl Fn(&LaneId) -> bool) -> Self {
        let lanes = grouping.lanes();
        let order = by_id(lanes);
        let several = (!grouping.is_single())
            .then(|| grouping.members_in(|lane| wanted(&lane.id)).mapped(&inverse(&order), None));
        Self { sorted: order.iter().map(|at| (lanes[*at as usize].id.clone(), *at)).collect(), several }
    }

    /// Where the events of the grouping stand.
    pub(super) fn places<'a>(
        &'a self,
        grouping: &'a Grouping,
        wanted: impl Fn(&LaneId) -> bool,
    ) -> Places<'a> {
        if let Some(several) = &self.several {
            return Places::Several(several);
        }
        let mut ranks = vec![NONE; self.sorted.len()];
        for ((id, position), rank) in self.sorted.iter().zip(0..) {
            if grouping.counts(*position) && wanted(id) {
                ranks[*position as usize] = rank;
            }
        }
        Places::Single(grouping.singles(), ranks)
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The id of a lane.
    pub(super) fn id(&self, rank: u32) -> &LaneId {
        &self.sorted[rank as usize].0
    }

    /// Where a lane stands in the grouping.
    pub(super) fn position(&self, rank: u32) -> u32 {
        self.sorted[rank as usize].1
    }

    /// The rank of a lane.
    pub(super) fn rank(&self, id: &LaneId) -> Option<u32> {
        self.sorted.binary_search_by(|(own, _)| own.cmp(id)).ok().map(|rank| rank as u32)
    }

    /// The ranks of an event's lanes where events may stand in several.
    pub(super) fn several_of(&self, event: EventIx) -> Option<&[u32]> {
        self.several.as_ref().map(|several| several.of(event.index()))
    }
}

/// The positions of lanes in the order of their ids.
fn by_id(lanes: &[Lane]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..lanes.len() as u32).collect();
    order.sort_unstable_by_key(|at| &lanes[*at as usize].id);
    order
}

fn inverse(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (at, rank) in order.iter().zip(0..) {
        ranks[*at as usize] = rank;
    }
    ranks
}
