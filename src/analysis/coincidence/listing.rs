//! Which coincidences are listed: the rule, and what of its answer one wants to see. The window's canvas, panel,
//! counts and keys all show one such list.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Coincidence, DayZone, Rule, coincidences_in};
use crate::analysis::Hits;
use crate::model::{Clock, Day, Document, EventIx, LaneId, Zone};

/// How coincidences are looked for, and which of them are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What counts as the same day.
    pub rule: Rule,
    /// Those in fewer lanes are left out; 2 leaves out none.
    pub min_lanes: usize,
    /// Whether lanes that are not shown take no part.
    pub shown_lanes_only: bool,
}

impl Default for Listing {
    fn default() -> Self {
        let rule = Rule { possible: true, ..Rule::default() };
        Self { rule, min_lanes: 2, shown_lanes_only: false }
    }
}

/// Which events take part.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only these, where the rest is hidden.
    pub hits: Option<Arc<Hits>>,
    /// Only those in these lanes.
    pub lanes: Option<HashSet<LaneId>>,
}

impl PartialEq for Scope {
    /// The same answer to the same search, not one that happens to be alike.
    fn eq(&self, other: &Self) -> bool {
        let same_hits = match (&self.hits, &other.hits) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        same_hits && self.lanes == other.lanes
    }
}

impl Scope {
    /// Whether an event takes part.
    #[must_use]
    pub fn has_event(&self, ix: EventIx) -> bool {
        self.hits.as_ref().is_none_or(|hits| hits.contains(ix))
    }

    /// Whether a lane takes part.
    #[must_use]
    pub fn has_lane(&self, id: &LaneId) -> bool {
        self.lanes.as_ref().is_none_or(|lanes| lanes.contains(id))
    }
}

/// The list by day.
#[must_use]
pub fn list(document: &Document, listing: &Listing, scope: &Scope) -> Vec<Coincidence> {
    let mut found = coincidences_in(document, &listing.rule, scope);
    found.retain(|coincidence| coincidence.lanes.len() >= listing.min_lanes);
    found
}

/// In which order a list is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By day.
    #[default]
    Date,
    /// The most lanes first.
    Lanes,
    /// Those whose members share most first.
    Shared,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Date, Self::Lanes, Self::Shared];

    /// What a choice of orders says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "by date",
            Self::Lanes => "most lanes first",
            Self::Shared => "most shared first",
        }
    }

    /// The positions of a list by day in this order; what is equal stays by day.
    #[must_use]
    pub fn order(self, list: &[Coincidence]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..list.len()).collect();
        match self {
            Self::Date => {}
            Self::Lanes => order.sort_by_key(|at| std::cmp::Reverse(list[*at].lanes.len())),
            Self::Shared => order.sort_by_key(|at| std::cmp::Reverse(list[*at].shared.len())),
        }
        order
    }
}

impl DayZone {
    /// The zone of a name: "local" (or "as written"), "utc", or a name of the IANA database; `None` where there is
    /// none such.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "local" | "as written" => Some(Self::AsWritten),
            "utc" => Some(Self::Utc),
            _ => {
                let noon = Clock { second_of_day: 43_200, has_seconds: false, zone: Zone::Offset(0) };
                noon.day_in(Day::default(), name.trim())?;
                Some(Self::Named(name.trim().to_owned()))
            }
        }
    }

    /// For people: "as written", "UTC", "Asia/Tehran".
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::AsWritten => "as written",
            Self::Utc => "UTC",
            Self::Named(name) => name,
        }
    }
}
