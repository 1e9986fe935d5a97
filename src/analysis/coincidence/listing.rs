//! Which coincidences are listed: the rule, and what of its answer one wants to see. The window's canvas, panel,
//! counts and keys and the command line all show one such list.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{DayZone, Rule};
use crate::analysis::{Hits, LanesBy, Matcher, Query};
use crate::model::{Clock, Clocks, Day, Document, EventIx, LaneId, Zone};

/// How coincidences are looked for, and which of them are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What counts as the same day.
    pub rule: Rule,
    /// Those in fewer lanes are left out; 2 leaves out none.
    pub min_lanes: usize,
    /// Whether lanes that are not shown take no part.
    pub shown_lanes_only: bool,
    /// The lanes that take part; `None` for all.
    pub lanes: Option<BTreeSet<LaneId>>,
    /// Only those in which both of these lanes take part.
    pub pair: Option<(LaneId, LaneId)>,
    /// Only those of which an event matches this query; one that makes no sense leaves out none.
    pub with: String,
}

impl Default for Listing {
    fn default() -> Self {
        let rule = Rule { possible: true, ..Rule::default() };
        Self { rule, min_lanes: 2, shown_lanes_only: false, lanes: None, pair: None, with: String::new() }
    }
}

impl Listing {
    /// Has other lanes. What was chosen of the lanes before means nothing among them.
    pub fn set_lanes_by(&mut self, by: LanesBy) {
        if self.rule.lanes_by != by {
            (self.rule.lanes_by, self.lanes, self.pair) = (by, None, None);
        }
    }

    /// A scope without the lanes that take no part.
    pub(super) fn within(&self, scope: &Scope) -> Scope {
        let lanes = match (&self.lanes, &scope.lanes) {
            (Some(own), Some(other)) => Some(own.iter().filter(|id| other.contains(*id)).cloned().collect()),
            (Some(own), None) => Some(own.iter().cloned().collect()),
            (None, other) => other.clone(),
        };
        Scope { lanes, ..scope.clone() }
    }

    /// Whether [`Listing::with`] asks for each event; `None` where it asks for nothing.
    pub(super) fn asked_for(&self, document: &Document, scope: &Scope) -> Option<Vec<bool>> {
        let query = Query::parse(&self.with).ok().filter(|query| !query.is_empty())?;
        let known = scope.matcher.as_ref().filter(|matcher| matcher.revision() == document.revision());
        let found = match known {
            Some(matcher) => matcher.find(&query),
            None => Matcher::new(document).find(&query),
        };
        let mut asked_for = vec![false; document.events().len()];
        for ix in found {
            asked_for[ix.index()] = true;
        }
        Some(asked_for)
    }

    /// Whether anything but the rule decides what is listed.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.pair.is_some() || !self.with.trim().is_empty()
    }
}

/// Which events take part.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only these, where the rest is hidden.
    pub hits: Option<Arc<Hits>>,
    /// Only those in these lanes.
    pub lanes: Option<HashSet<LaneId>>,
    /// What answers queries on this document, where it is prepared already.
    pub matcher: Option<Arc<Matcher>>,
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

impl DayZone {
    /// The zone of a name: "local" (or "as written"), "utc", or a name of the IANA database; `None` where there is
    /// none such.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "local" | "local dates" | "as written" => Some(Self::AsWritten),
            "utc" => Some(Self::Utc),
            _ => {
                let noon = Clock { second_of_day: 43_200, has_seconds: false, zone: Zone::Offset(0) };
                noon.day_in(Day::default(), name.trim())?;
                Some(Self::Named(name.trim().to_owned()))
            }
        }
    }

    /// The clocks of the zone; those that dates are written by where its name is not known.
    #[must_use]
    pub fn clocks(&self) -> Clocks {
        match self {
            Self::AsWritten => Clocks::AS_WRITTEN,
            Self::Utc => Clocks::UTC,
            Self::Named(name) => Clocks::of_zone(name).unwrap_or_default(),
        }
    }

    /// As a ruler says it: "Hours as written", "Hours in UTC", "Hours in Tehran time".
    #[must_use]
    pub fn on_ruler(&self) -> String {
        match self {
            Self::AsWritten => "Hours as written".to_owned(),
            Self::Utc => "Hours in Greenwich time".to_owned(),
            Self::Named(name) => {
                let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
                format!("Hours in {city} time")
            }
        }
    }

    /// For people: "local dates", "UTC", "Asia/Tehran".
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::AsWritten => "local dates",
            Self::Utc => "UTC",
            Self::Named(name) => name,
        }
    }
}
